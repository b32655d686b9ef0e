"""Where the server takes a shortcut: what a naive request gets, and what a query set gives.

Each test runs on the engine, which imitates the server, and on a real one.
"""

from __future__ import annotations

import operator
import random
import struct
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from tests.exactness.by_hand import counted, deleted, leaf, listed, sort
from tests.exactness.models import Label, Row
from weaviate_orm import (
    Client,
    Count,
    GeoCoordinates,
    Max,
    MisuseTypeError,
    MisuseValueError,
    Truncated,
    metadata,
    targets,
)
from weaviate_orm.wire import messages as pb


@pytest.fixture(autouse=True)
def _collections(client: Client) -> None:
    client.create_all([Label, Row])


def stored(client: Client, rows: Iterable[Row]) -> list[Row]:
    kept = list(rows)
    with client.session() as session:
        session.add(*kept)
    return kept


def numbered(client: Client, count: int = 60) -> list[Row]:
    """Rows in an order that has nothing to do with their numbers, as applications store them."""
    numbers = list(range(1, count + 1))
    random.Random(3).shuffle(numbers)
    return stored(
        client,
        (Row(number=n, name=f"n{n:03}", tags=["x"] * n, even=n % 2 == 0) for n in numbers),
    )


def numbers(rows: Iterable[Row]) -> list[int | None]:
    return [row.number for row in rows]


def of_ids(rows: list[Row], ids: Iterable[UUID]) -> list[int | None]:
    by_id = {row.id: row.number for row in rows}
    return [by_id[each] for each in ids]


# -- ranges in lists --------------------------------------------------------------------------


def test_a_range_under_an_order(client: Client) -> None:
    rows = numbered(client)
    by_number = [sort("number", ascending=False), sort("_id")]
    naive = listed(
        client, Row, filters=leaf("number", ">", value_int=0), sort_by=by_number, limit=5
    )
    # The five smallest, turned around.
    assert of_ids(rows, naive) == [5, 4, 3, 2, 1]
    query = client.objects(Row).filter(Row.number > 0).order_by(Row.number.desc())
    assert numbers(query.limit(5)) == [60, 59, 58, 57, 56]
    assert numbers(query[5:8]) == [55, 54, 53]
    assert numbers(query) == list(range(60, 0, -1))


@pytest.mark.parametrize(
    ("target", "op", "value", "condition"),
    [
        ("name", "like", {"value_text": "n*"}, Row.name.like("n*")),
        ("name", "<", {"value_text": "o"}, Row.name < "o"),
        ("len(tags)", ">", {"value_int": 0}, Row.tags.length() > 0),
    ],
)
def test_other_keys_under_an_order(
    client: Client, target: str, op: str, value: dict[str, Any], condition: Any
) -> None:
    rows = numbered(client, 30)
    by_number = [sort("number", ascending=False), sort("_id")]
    naive = listed(client, Row, filters=leaf(target, op, **value), sort_by=by_number, limit=3)
    assert of_ids(rows, naive) == [3, 2, 1]
    query = client.objects(Row).filter(condition).order_by(Row.number.desc())
    assert numbers(query.limit(3)) == [30, 29, 28]
    assert numbers(query[3:6]) == [27, 26, 25]


def test_counts_of_references_under_an_order(client: Client) -> None:
    labels = [Label() for _ in range(4)]
    with client.session() as session:
        session.add(*labels)
    rows = stored(client, (Row(number=n, labels=labels[: n % 4 + 1]) for n in range(20)))
    some = leaf(pb.FilterTarget(count=pb.FilterReferenceCount(on="labels")), ">", value_int=0)
    by_number = [sort("number", ascending=False), sort("_id")]
    naive = listed(client, Row, filters=some, sort_by=by_number, limit=3)
    assert of_ids(rows, naive) != [19, 18, 17]
    query = client.objects(Row).filter(Row.labels.count() > 0).order_by(Row.number.desc())
    assert numbers(query.limit(3)) == [19, 18, 17]


def test_pages_of_a_range(client: Client) -> None:
    rows = numbered(client)
    above = leaf("number", ">", value_int=0)
    pages = [listed(client, Row, filters=above, offset=n, limit=10) for n in range(0, 60, 10)]
    naive = of_ids(rows, [each for page in pages for each in page])
    # As many rows as there are, but some of them twice and others never.
    assert len(naive) == 60
    assert len(set(naive)) < 60
    query = client.objects(Row).filter(Row.number > 0)
    paged = [row for n in range(0, 60, 10) for row in query[n : n + 10]]
    assert len(paged) == 60
    assert set(paged) == set(rows)
    iterated = list(query.iterator(batch_size=7))
    assert iterated == sorted(rows, key=lambda row: row.id) == query.all()


def test_a_range_without_a_limit(client: Client) -> None:
    numbered(client)
    # Ten, the smallest ones: the server's default, when a request says nothing or 0.
    above = leaf("number", ">", value_int=0)
    assert len(listed(client, Row, filters=above)) == 10
    assert len(listed(client, Row, filters=above, limit=0)) == 10
    query = client.objects(Row).filter(Row.number > 0)
    assert len(query.all()) == 60
    assert query.limit(0).all() == []


# -- orders -----------------------------------------------------------------------------------


@pytest.mark.parametrize("ascending", [True, False])
def test_an_order_keeps_what_has_no_value(client: Client, *, ascending: bool) -> None:
    rows = stored(client, (Row(number=None if n % 3 == 0 else n, even=True) for n in range(30)))
    naive = listed(
        client,
        Row,
        filters=leaf("even", "==", value_boolean=True),
        sort_by=[sort("number", ascending=ascending)],
        limit=30,
    )
    # Walked by its index, which holds no missing values.
    assert len(naive) == 20
    assert None not in of_ids(rows, naive)
    path = Row.number
    query = client.objects(Row).filter(Row.even == True)
    query = query.order_by(path.asc() if ascending else path.desc())
    values = sorted(n for n in numbers(rows) if n is not None)
    expected = [None] * 10 + values if ascending else values[::-1] + [None] * 10
    assert numbers(query.limit(30)) == expected
    assert numbers(query) == expected
    assert numbers(query.iterator(batch_size=4)) == expected


# -- searches ---------------------------------------------------------------------------------


def test_a_keyword_search_in_several_properties(client: Client) -> None:
    best = Row(number=1, title="x y", body="x y")
    titles = [Row(title="x x x", body="y y") for _ in range(15)]
    bodies = [Row(title="y y", body="x x x") for _ in range(15)]
    stored(client, [*titles, best, *bodies])
    message = pb.BM25(query="x", properties=["title", "body"])
    naive = listed(client, Row, bm25_search=message, limit=1)
    # Only the best few of each property are added up.
    assert naive != [best.id]
    assert listed(client, Row, bm25_search=message, limit=31)[0] == best.id
    query = client.objects(Row).bm25("x", properties=[Row.title, Row.body])
    assert query.first() == best
    assert query[0] == best
    assert query.all()[0] == best


def float32(*values: float) -> bytes:
    return struct.pack(f"<{len(values)}f", *values)


def test_a_sum_of_distances(client: Client) -> None:
    # Near in one of them only, and not far in both.
    near_one = [Row(one=[1, 0.01 * i], two=[-1, 0]) for i in range(8)]
    near_two = [Row(one=[-1, 0], two=[1, 0.01 * i]) for i in range(8)]
    best = Row(one=[1, 0.5], two=[1, 0.5])
    stored(client, [*near_one, best, *near_two])
    message = pb.NearVector(
        vectors=[
            pb.Vectors(
                vector_bytes=float32(1, 0),
                type=pb.Vectors.VectorType.VECTOR_TYPE_SINGLE_FP32,
            )
        ],
        targets=pb.Targets(
            target_vectors=["one", "two"],
            combination=pb.CombinationMethod.COMBINATION_METHOD_TYPE_SUM,
        ),
    )
    naive = listed(client, Row, near_vector=message, limit=2)
    # Only the nearest few by each target are joined.
    assert best.id not in naive
    query = client.objects(Row).near_vector([1, 0], target=targets.sum(Row.one, Row.two))
    assert query.first() == best
    assert query.limit(2).all()[0] == best


def test_a_deep_page_of_a_hybrid_search(client: Client) -> None:
    stored(client, (Row(title="x", one=[1, i / 100], two=[1]) for i in range(130)))
    message = pb.Hybrid(
        query="x",
        alpha_param=0.5,
        use_alpha_param=True,
        vectors=[
            pb.Vectors(
                vector_bytes=float32(1, 0),
                type=pb.Vectors.VectorType.VECTOR_TYPE_SINGLE_FP32,
            )
        ],
        targets=pb.Targets(target_vectors=["one"]),
    )
    assert listed(client, Row, hybrid_search=message, offset=110, limit=10) == []
    query = client.objects(Row).hybrid("x", vector=[1, 0], target=Row.one, alpha=0.5)
    page = query[110:120].all()
    assert page == query.limit(120).all()[110:]
    assert len(page) == 10


def test_an_empty_search(client: Client) -> None:
    rows = numbered(client, 5)
    # A plain list, as if nothing had been asked for.
    empty = pb.Vectors(type=pb.Vectors.VectorType.VECTOR_TYPE_SINGLE_FP32)
    no_vector = pb.NearVector(vectors=[empty], targets=pb.Targets(target_vectors=["one"]))
    assert set(listed(client, Row, near_vector=no_vector)) == {row.id for row in rows}
    with pytest.raises(MisuseValueError, match="was given an empty vector"):
        client.objects(Row).near_vector([], target=Row.one)
    with pytest.raises(MisuseValueError, match="at least one text to search by"):
        client.objects(Row).near_text(target=Row.one)
    with pytest.raises(MisuseValueError, match="has no words to search for"):
        client.objects(Row).near_text(" ", target=Row.one)


def test_an_auto_limit_of_a_list(client: Client) -> None:
    numbered(client, 5)
    assert listed(client, Row, autocut=1) == []
    with pytest.raises(MisuseValueError, match=r"\.auto_limit\(\) needs the scores"):
        client.objects(Row).auto_limit(1).all()


# -- filters ----------------------------------------------------------------------------------


def test_equal_texts(client: Client) -> None:
    short, long, turned = (
        Row(title="wild animals"),
        Row(title="all wild animals"),
        Row(title="animals, wild"),
    )
    stored(client, [short, long, turned])
    naive = listed(client, Row, filters=leaf("title", "==", value_text="wild animals"))
    # Any text with these words.
    assert set(naive) == {short.id, long.id, turned.id}
    title: Any = Row.title
    for compare in (operator.eq, operator.ne, operator.lt):
        with pytest.raises(MisuseTypeError, match="is split into words"):
            compare(title, "wild animals")
    for contain in (title.in_, title.not_in):
        with pytest.raises(MisuseTypeError, match="is split into words"):
            contain(["wild animals"])
    matching = client.objects(Row).filter(Row.title.matches("wild animals")).all()
    assert {row.id for row in matching} == set(naive)


YEAR_9999 = datetime(9999, 12, 31, tzinfo=UTC)


def test_dates_beyond_the_clock_of_the_server(client: Client) -> None:
    now, end = Row(date=datetime(2020, 1, 1, tzinfo=UTC)), Row(date=YEAR_9999)
    stored(client, [now, end])
    after = leaf("date", ">", value_text="2400-01-01T00:00:00Z")
    # The bound wraps around to 1815, and the stored date to another year.
    assert now.id in listed(client, Row, filters=after)
    for bound in (YEAR_9999, datetime(2400, 1, 1, tzinfo=UTC), datetime(1600, 1, 1, tzinfo=UTC)):
        with pytest.raises(MisuseValueError, match="wrap around"):
            _ = Row.date > bound
    # What is stored comes back, and sorts rightly.
    query = client.objects(Row).order_by(Row.date.desc())
    assert query.limit(2).all() == [end, now]


def test_paging_by_dates_beyond_the_clock_of_the_server(client: Client) -> None:
    start = datetime(2020, 1, 1, tzinfo=UTC)
    dates = [*(start + timedelta(days=i) for i in range(5)), YEAR_9999]
    stored(client, (Row(date=date) for date in dates))
    after = leaf("date", ">", value_text=dates[3].isoformat())
    # Paged on by its key, the list would end too early.
    assert len(listed(client, Row, filters=after)) == 1
    for sort_ in (Row.date.asc(), Row.date.desc()):
        query = client.objects(Row).order_by(sort_)
        with pytest.raises(Truncated, match="9999-12-31"):
            list(query.iterator(batch_size=2))
        assert len(query.all()) == 6  # one page


def test_times(client: Client) -> None:
    rows = numbered(client, 5)
    old, far = datetime(1990, 1, 1, tzinfo=UTC), datetime(2300, 1, 1, tzinfo=UTC)

    def naive(operator: str, bound: datetime) -> int:
        text = bound.isoformat()
        return len(
            listed(client, Row, filters=leaf("_creationTimeUnix", operator, value_text=text))
        )

    # Compared as decimal text: "631152000000" is above "1700000000000".
    assert (naive(">", old), naive("<", old)) == (0, 5)
    assert (naive(">", far), naive("<", far)) == (5, 0)
    query = client.objects(Row)
    time = metadata.creation_time
    for bound, above in ((old, 5), (far, 0), (YEAR_9999, 0), (datetime.min.replace(tzinfo=UTC), 5)):
        assert query.filter(time > bound).count() == above
        assert query.filter(time <= bound).count() == 5 - above
        assert len(query.filter(time >= bound).all()) == above
        assert query.filter(time == bound).count() == 0
        assert query.filter(time != bound).count() == 5
        assert query.filter(~(time > bound)).count() == 5 - above
    assert {row.id for row in query.filter(time > old)} == {row.id for row in rows}


def test_times_between_milliseconds(client: Client) -> None:
    stored(client, [Row()])
    hit = client.objects(Row).with_metadata("creation_time").one()
    at = hit.metadata.creation_time
    between = at + timedelta(microseconds=500)
    naive = leaf("_creationTimeUnix", "==", value_text=between.isoformat())
    # The bound is cut to the millisecond before.
    assert listed(client, Row, filters=naive) == [hit.object.id]
    query, time = client.objects(Row), metadata.creation_time
    assert not query.filter(time == between).exists()
    assert not query.filter(time.in_([between])).exists()
    assert query.filter(time < between).exists()
    assert not query.filter(time >= between).exists()
    assert query.filter(time == at).exists()


def test_negative_counts(client: Client) -> None:
    stored(client, [Row(), Row()])
    target = pb.FilterTarget(count=pb.FilterReferenceCount(on="labels"))
    assert listed(client, Row, filters=leaf(target, ">", value_int=-1)) == []
    query = client.objects(Row)
    assert query.filter(Row.labels.count() > -1).count() == 2
    assert query.filter(Row.tags.length() > -1).count() == 2
    assert query.filter(Row.labels.count() < -1).count() == 0


def test_unequal_with_a_range_index_alone(client: Client) -> None:
    rows = stored(client, [Row(number=4, ranged=4), Row(number=5, ranged=5), Row()])
    four, five, none = rows
    filterable = listed(client, Row, filters=leaf("number", "!=", value_int=4))
    ranged = listed(client, Row, filters=leaf("ranged", "!=", value_int=4))
    assert set(filterable) == {five.id, none.id}
    assert set(ranged) == {five.id}
    query = client.objects(Row)
    for path in (Row.number, Row.ranged):
        assert set(query.filter(path != 4)) == {five, none}
        assert set(query.exclude(path != 4)) == {four}
        assert set(query.exclude(path == 4)) == {five, none}
        assert query.filter(path != 4).count() == 2


def test_what_several_targets_hold_together(client: Client) -> None:
    labels = [Label(tags=["a"]), Label(tags=["b"]), Label(tags=["a", "b"])]
    with client.session() as session:
        session.add(*labels)
    a, b, both = labels
    apart, together, half = Row(labels=[a, b]), Row(labels=[both]), Row(labels=[a])
    stored(client, [apart, together, half])
    path = pb.FilterTarget(
        single_target=pb.FilterReferenceSingleTarget(
            on="labels", target=pb.FilterTarget(property="tags")
        )
    )
    naive = leaf(path, "contains all", value_text_array=pb.TextArray(values=["a", "b"]))
    assert set(listed(client, Row, filters=naive)) == {apart.id, together.id}
    query = client.objects(Row).filter(Row.labels[Label.tags].contains_all(["a", "b"]))
    assert set(query) == {apart, together}
    assert "over a reference, several targets together may hold the values" in query.explain()


# -- distances --------------------------------------------------------------------------------


def circle(km: float) -> pb.Filters:
    centre = pb.GeoCoordinatesFilter(latitude=0, longitude=0, distance=km * 1000)
    return leaf("place", "within", value_geo=centre)


def placed(client: Client, count: int) -> list[Row]:
    return stored(
        client,
        (Row(number=i, place=GeoCoordinates(latitude=i / 1000, longitude=0)) for i in range(count)),
    )


def test_counting_and_deleting_by_distance(client: Client) -> None:
    rows = placed(client, 10)
    assert len(listed(client, Row, filters=circle(0.5))) == 5
    assert counted(client, Row, circle(0.5)) == 0
    assert deleted(client, Row, circle(0.5)).matches == 0
    query = client.objects(Row)
    near = query.filter(Row.place.within(0, 0, km=0.5))
    assert near.count() == 5
    assert near.aggregate(Count(), Max(Row.number)) == (5, 4)
    assert near.exists()
    assert near.delete(dry_run=True).matches == 5
    assert query.count() == 10
    assert near.delete().deleted == 5
    assert set(query) == set(rows[5:])
    assert query.exclude(Row.place.within(0, 0, km=0.8)).delete().deleted == 2
    assert set(query) == set(rows[5:8])


def test_a_large_circle(client: Client) -> None:
    placed(client, 805)
    assert len(listed(client, Row, filters=circle(1000), limit=1000)) == 800
    query = client.objects(Row)
    large = query.filter(Row.place.within(0, 0, km=1000))
    for whole in (large, query.exclude(Row.place.within(0, 0, km=1000))):
        with pytest.raises(Truncated, match="finds the 800 nearest at the most"):
            whole.all()
        with pytest.raises(Truncated, match="finds the 800 nearest at the most"):
            whole.count()
        with pytest.raises(Truncated, match="finds the 800 nearest at the most"):
            whole.delete()
    assert query.count() == 805
    assert len(large.limit(5).all()) == 5
    assert len(query.filter(Row.place.within(0, 0, km=50)).all()) == 450


# -- deletes ----------------------------------------------------------------------------------


def test_deleting_many(client: Client) -> None:
    stored(client, (Row() for _ in range(10_005)))
    reply = deleted(client, Row, leaf("even", "==", value_boolean=False), dry_run=True)
    # Of those that match it deletes so many at once.
    assert (reply.matches, reply.successful) == (10_005, 10_000)
    query = client.objects(Row)
    assert len(query.values(Row.id).all()) == query.count() == 10_005
    result = query.filter(Row.even == False).delete()
    assert (result.matches, result.deleted) == (10_005, 10_005)
    assert not query.exists()
