"""Generated texts, groups, figures, rows of one's own, updates and profiles, from a server."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum, IntEnum
from typing import Any
from uuid import UUID

import numpy as np
import pytest
from pydantic import BaseModel

from weaviate_orm import (
    AsyncClient,
    Client,
    CollectionMeta,
    Count,
    CountValues,
    GeoCoordinates,
    Max,
    Mean,
    Median,
    Min,
    MisuseTypeError,
    MisuseValueError,
    Mode,
    Model,
    Nested,
    NestedModel,
    NotLoaded,
    Occurrence,
    PercentageTrue,
    PointingTo,
    Property,
    Reference,
    References,
    Sum,
    TopOccurrences,
    TotalFalse,
    TotalTrue,
    Vector,
    generative,
    nested,
    prop,
    ref,
    refs,
    rerankers,
    vector,
)


class Level(Enum):
    EASY = "easy"
    HARD = "hard"


class Stars(IntEnum):
    ONE = 1
    TWO = 2


class Town(NestedModel):
    city: Property[str]
    zip: Property[int | None] = prop(default=None)


class Topic(Model):
    title: Property[str] = prop(tokenization="field")


class Piece(Model):
    text: Property[str]
    kind: Property[str] = prop(default="", tokenization="field")
    level: Property[Level] = prop(default=Level.EASY)
    stars: Property[Stars | None] = prop(default=None)
    points: Property[int | None] = prop(default=None)
    dark: Property[int | None] = prop(default=None, filterable=False)
    flag: Property[bool | None] = prop(default=None)
    written: Property[datetime | None] = prop(default=None)
    tags: Property[list[str]] = prop(default_factory=list, tokenization="field")
    town: Nested[Town | None] = nested(default=None)
    place: Property[GeoCoordinates | None] = prop(default=None)
    topic: Reference[Topic | None] = ref(default=None)
    topics: References[Topic] = refs()
    first: Vector = vector()
    second: Vector = vector()

    class Meta(CollectionMeta):
        generative = generative.dummy()
        reranker = rerankers.dummy()


def day(number: int) -> datetime:
    return datetime(2020, 1, number, tzinfo=UTC)


@pytest.fixture(autouse=True)
def pieces(client: Client) -> list[Piece]:
    client.create_all([Topic, Piece])
    topics = [Topic(title="a"), Topic(title="b")]
    made = [
        Piece(
            text=f"word{i} common" + "!" * i,
            kind="xyz"[i % 3] + "<",
            level=list(Level)[i % 2],
            stars=Stars.TWO if i % 3 else Stars.ONE,
            points=i,
            dark=i,
            flag=i % 4 == 0,
            written=day(i + 1),
            tags=["t", f"u{i % 2}"],
            town=Town(city="B", zip=i),
            place=GeoCoordinates(latitude=i / 1000, longitude=0),
            topic=topics[i % 2],
            topics=topics[: i % 3],
            first=[1, i],
            second=[i, 1],
        )
        for i in range(8)
    ]
    with client.session() as session:
        session.add(*made)
    return made


def near(count: int) -> Any:
    return Piece.objects.near_vector([1, 0], target=Piece.first).limit(count)


# -- generated texts --------------------------------------------------------------------------


def test_generated_texts() -> None:
    rows = (
        Piece.objects.filter(Piece.points < 2)
        .order_by()
        .limit(2)
        .generate(f"Say {Piece.kind}", grouped_task="All", grouped_properties=[Piece.kind])
        .result()
    )
    assert all(f"prompt: Say {row.object.kind}." in row.generated for row in rows)
    assert rows.metadata.generated is not None
    assert 'All: [{"kind":"' in rows.metadata.generated
    assert rows.metadata.answer is not None
    assert rows.metadata.answer.prompt is None


def test_only_one_text_over_all() -> None:
    rows = Piece.objects.limit(2).generate(grouped_task="All").result()
    assert rows.metadata.generated is not None
    assert rows[0].answer is None
    with pytest.raises(NotLoaded, match="only one over all"):
        _ = rows[0].generated


def test_generated_texts_of_groups() -> None:
    groups = near(4).group_by(Piece.level).generate(f"Say {Piece.text}", grouped_task="All")
    result = groups.result()
    assert ["prompt: Say word0 common." in result[0].generated, len(result)] == [True, 2]
    assert result.metadata.generated is not None


# -- groups -----------------------------------------------------------------------------------


def test_groups_of_a_search_by_vector() -> None:
    easy, hard = near(4).group_by(Piece.level).all()
    assert (easy.key, hard.key) == (Level.EASY, Level.HARD)
    assert [each.points for each in easy.objects] == [0, 2]
    assert easy.min_distance == easy.distances[0] == pytest.approx(0, abs=1e-6)
    assert easy.max_distance == pytest.approx(1 - 1 / 5**0.5)
    assert len(hard) == 2


@pytest.mark.parametrize(
    ("path", "keys"),
    [
        (Piece.points, [0, 1, 2]),
        (Piece.kind, ["x<", "y<", "z<"]),
        (Piece.flag, [True, False]),
        (Piece.written, [day(1), day(2), day(3)]),
        (Piece.tags, ["t", "u0", "u1"]),
        (Piece.level, [Level.EASY, Level.HARD]),
    ],
)
def test_keys_of_groups(path: Any, keys: list[object]) -> None:
    assert [group.key for group in near(3).group_by(path, groups=9).all()] == keys


def test_the_flat_list_of_groups() -> None:
    members = near(3).group_by(Piece.tags, groups=9).flat()
    assert [(each.key, each.object.points) for each in members] == [
        ("t", 0), ("t", 1), ("t", 2), ("u0", 0), ("u0", 2), ("u1", 1),
    ]  # fmt: skip
    by_words = Piece.objects.bm25("common").limit(3).group_by(Piece.kind).flat()
    assert len(by_words) == 3
    assert {each.distance for each in by_words} == {None}


def test_groups_that_are_reranked() -> None:
    groups = near(4).rerank(Piece.text).group_by(Piece.level).all()
    scores = [group.rerank_score for group in groups]
    assert scores == [13.0, 12.0]  # the length of the first text


# -- figures ----------------------------------------------------------------------------------


def test_figures_of_everything() -> None:
    assert Piece.objects.aggregate(
        Count(), CountValues(Piece.tags), Mean(Piece.points), Median(Piece.points),
        Mode(Piece.points), Sum(Piece.points), Min(Piece.written), Max(Piece.written),
    ) == (8, 16, 3.5, 3.5, 0, 28, day(1), day(8))  # fmt: skip
    assert Piece.objects.aggregate(
        TotalTrue(Piece.flag), TotalFalse(Piece.flag), PercentageTrue(Piece.flag),
        TopOccurrences(Piece.kind, limit=2), PointingTo(Piece.topics), Sum(Piece.dark),
    ) == (2, 6, 0.25, [Occurrence("x<", 3), Occurrence("y<", 3)], ["Topic"], 28)  # fmt: skip


def test_figures_of_enums() -> None:
    assert Piece.objects.aggregate(
        Max(Piece.stars), Min(Piece.stars), Mode(Piece.stars), TopOccurrences(Piece.level)
    ) == (Stars.TWO, Stars.ONE, Stars.TWO, [Occurrence("easy", 4), Occurrence("hard", 4)])
    (largest,) = Piece.objects.aggregate(Max(Piece.stars))
    assert largest is Stars.TWO
    assert Piece.objects.filter(Piece.points > 100).aggregate(Max(Piece.stars)) == (None,)
    wrong: Any = Piece.level
    with pytest.raises(MisuseTypeError) as caught:
        Piece.objects.aggregate(Max(wrong))
    assert str(caught.value) == "Max(Piece.level): the server does not compute this over text."


def test_figures_of_nothing() -> None:
    none = Piece.objects.filter(Piece.points > 100)
    assert none.aggregate(
        Count(), Sum(Piece.points), TopOccurrences(Piece.kind), PercentageTrue(Piece.flag)
    ) == (0, None, [], None)
    assert Piece.objects.filter(Piece.points.in_([])).aggregate(Count()) == (0,)


@dataclass
class Figures:
    count: int
    total: int | None


SETS: list[Callable[[], Any]] = [
    lambda: Piece.objects.filter(Piece.points >= 5),
    lambda: Piece.objects.order_by(Piece.points.desc()).limit(3),
    lambda: Piece.objects.filter(Piece.place.within(0, 0, km=0.35)),
    lambda: near(3),
    lambda: near(3).filter(Piece.points >= 2),
    lambda: Piece.objects.near_vector([1, 0], target=Piece.first, distance=0.5),
    lambda: Piece.objects.near_vector([1, 3], target=Piece.first, distance=0),
    lambda: Piece.objects.near_vector([1, 3], target=Piece.first, certainty=0.99),
    lambda: Piece.objects.bm25("word3 common").limit(1),
    lambda: Piece.objects.bm25("common").filter(Piece.points >= 2),
    lambda: Piece.objects.hybrid("word3", vector=[1, 7], target=Piece.first).limit(3),
    lambda: near(8).diversity(2),
]


@pytest.mark.parametrize("number", range(len(SETS)))
def test_figures_are_over_what_a_query_describes(number: int) -> None:
    query = SETS[number]()
    rows = query.all()
    found = query.aggregate(Count(), Sum(Piece.points), into=Figures)
    assert found == Figures(len(rows), sum(row.points for row in rows) if rows else None)


def test_figures_of_groups() -> None:
    groups = Piece.objects.group_by(Piece.level).aggregate(Count(), Sum(Piece.points), into=Figures)
    assert {group.key: group.values for group in groups} == {
        Level.EASY: Figures(4, 12),
        Level.HARD: Figures(4, 16),
    }
    nearest = near(3).group_by(Piece.kind).aggregate(Count(), Sum(Piece.points))
    assert {group.key: group.values for group in nearest} == {
        "x<": (1, 0), "y<": (1, 1), "z<": (1, 2),
    }  # fmt: skip
    by_topic = Piece.objects.group_by(Piece.topic).aggregate(Count())
    assert [group.values for group in by_topic] == [(4,), (4,)]
    assert all(isinstance(group.key, UUID) for group in by_topic)
    with pytest.raises(MisuseValueError, match="groups all objects by their references"):
        near(3).group_by(Piece.topic).aggregate(Count())


async def test_figures_on_an_event_loop(aclient: AsyncClient, client: Client) -> None:
    query = Piece.objects.using(aclient)
    assert await query.aaggregate(Count(), Sum(Piece.points), into=Figures) == Figures(8, 28)
    (group, _) = await query.group_by(Piece.level).aaggregate(Count())
    assert group.values == (4,)


# -- rows of one's own ------------------------------------------------------------------------


@dataclass(frozen=True)
class TownCard:
    city: str


class TopicCard(BaseModel):
    title: str


@dataclass
class PieceCard:
    points: float | None
    town: TownCard | None
    topic: TopicCard | None
    topics: list[UUID]
    second: np.ndarray[Any, Any] | None


def test_cards(pieces: list[Piece]) -> None:
    (card,) = Piece.objects.filter(Piece.points == 2).into(PieceCard).all()
    assert (card.points, card.town, card.topic) == (2, TownCard("B"), TopicCard(title="a"))
    assert len(card.topics) == 2
    assert card.second is not None
    assert card.second.tolist() == [2, 1]
    hit = near(1).into(TopicOnly).with_metadata("distance").one()
    topic = pieces[0].topic
    assert topic is not None
    assert hit.object == TopicOnly(topic.id)
    assert hit.metadata.distance == pytest.approx(0, abs=1e-6)


@dataclass
class TopicOnly:
    topic: UUID | None


def test_values_of_one_property() -> None:
    query = near(3)
    assert query.values_list(Piece.points).all() == [0, 1, 2]
    assert query.values_list(Piece.town.value(Town.zip)).all() == [0, 1, 2]
    assert query.values_list(Piece.topic.value(Topic.title)).first() == "a"


def test_chosen_vectors() -> None:
    row = near(1).only(Piece.points).with_vectors(Piece.second).one()
    found = row[Piece.second]
    assert found is not None
    assert found.tolist() == [0, 1]
    with pytest.raises(NotLoaded, match=r"Add it to \.with_vectors"):
        _ = row[Piece.first]


# -- updates and profiles ---------------------------------------------------------------------


def test_updating_what_a_filter_describes() -> None:
    query = Piece.objects.filter(Piece.points < 3)
    assert query.update(Piece.points.set(50), dry_run=True).matches == 3
    result = query.update(Piece.points.set(50), Piece.tags.set(["new"]), Piece.town.set(None))
    assert (result.matches, result.updated, result.failed) == (3, 3, 0)
    changed = Piece.objects.filter(Piece.points == 50).all()
    assert [(each.tags, each.town) for each in changed] == [(["new"], None)] * 3
    assert not query.exists()
    assert near(2).update(Piece.kind.set("near")).updated == 2


async def test_updating_on_an_event_loop(aclient: AsyncClient, client: Client) -> None:
    query = Piece.objects.using(aclient)
    result = await query.aupdate(Piece.level.set(Level.HARD), all=True)
    assert result.updated == 8
    assert await query.filter(Piece.level == Level.HARD).acount() == 8


def test_every_object_is_updated_only_where_that_is_said() -> None:
    with pytest.raises(MisuseValueError, match="Say all=True"):
        Piece.objects.update(Piece.points.set(1))


def test_profiles() -> None:
    profile = Piece.objects.hybrid("word3", vector=[1, 7], target=Piece.first).limit(3).profile()
    assert profile.calls == 1
    (shard,) = profile.shards
    assert set(shard.searches) == {"vector", "keyword"}
    assert all(search.took > 0 for search in shard.searches.values())
    assert "keyword" in str(profile)
    assert Piece.objects.limit(1).result().metadata.profile is None
    assert Piece.objects.limit(1).result(profile=True).metadata.profile is not None


class Number(Model):
    value: Property[int]


def test_more_than_the_server_deletes_and_gives_at_once(client: Client) -> None:
    client.create_all([Number])
    with client.session() as session:
        session.add(*(Number(value=value % 10) for value in range(10_300)))
    low = Number.objects.filter(Number.value < 9)
    assert low.delete(dry_run=True).matches == 9270
    ids = [number.id for number in Number.objects.iterator(batch_size=4000)]
    assert ids == sorted(ids)
    assert len(ids) == 10_300
    rest = Number.objects.after(ids[9_999]).iterator(batch_size=200)
    assert [number.id for number in rest] == ids[10_000:]
    filtered = Number.objects.filter(Number.value >= 0)
    assert [number.id for number in filtered.iterator(batch_size=200)] == ids
    falling = [(-n.value, n.id) for n in filtered.order_by(Number.value.desc()).iterator()]
    assert falling == sorted(falling)
    assert {id_ for _, id_ in falling} == set(ids)
    assert len(falling) == len(ids)
    assert Number.objects.delete(all=True).deleted == 10_300
    assert not Number.objects.exists()
