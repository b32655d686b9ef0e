"""Searches: by words, by vectors, both; grouped, ranked anew, answered by a model."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from math import hypot
from uuid import UUID

import pytest
from weaviate import WeaviateClient
from weaviate.classes.config import Configure
from weaviate.classes.data import DataObject
from weaviate.classes.generate import GenerativeParameters
from weaviate.classes.query import (
    BM25Operator,
    Boost,
    Diversity,
    Filter,
    GroupBy,
    HybridFusion,
    HybridVector,
    MetadataQuery,
    Move,
    NearVector,
    QueryReference,
    Rerank,
    TargetVectors,
)
from weaviate.exceptions import WeaviateQueryError

from tests.served.conftest import Named
from tests.served.library import ONES, SHELVES, TITLES, Books, built, vector

FULL = MetadataQuery.full()


@pytest.fixture(scope="module")
def books(official: WeaviateClient, named: Named) -> Books:
    return built(official, named)


def numbers(found: Iterable[UUID]) -> list[int]:
    return [ONES.index(each) for each in found]


def cosine(a: list[float], b: list[float]) -> float:
    return sum(x * y for x, y in zip(a, b, strict=True)) / (hypot(*a) * hypot(*b))


# -- by words -------------------------------------------------------------------------------------


def test_bm25(books: Books) -> None:
    found = books.query.bm25("boat", query_properties=["title"], return_metadata=FULL).objects
    assert numbers(each.uuid for each in found) == [6, 1, 0]
    scores = [each.metadata.score for each in found]
    assert scores == sorted(scores, key=lambda each: -(each or 0))
    assert scores == pytest.approx([0.6, 0.46, 0.4], abs=0.2)
    assert "BM25" in (found[0].metadata.explain_score or "")


def test_bm25_boosted_property(books: Books) -> None:
    plain, boosted = (
        books.query.bm25(
            "air", query_properties=["title", f"shelf{boost}"], return_metadata=["score"]
        ).objects
        for boost in ("", "^3")
    )
    assert [each.uuid for each in plain] == [each.uuid for each in boosted] == [ONES[4]]
    assert boosted[0].metadata.score == pytest.approx(3 * (plain[0].metadata.score or 0))


def test_bm25_operators(books: Books) -> None:
    both = books.query.bm25("old boat", operator=BM25Operator.and_()).objects
    assert numbers(each.uuid for each in both) == [0]
    one = books.query.bm25("old boat", operator=BM25Operator.or_(minimum_match=1)).objects
    assert set(numbers(each.uuid for each in one)) == {0, 1, 5, 6}


def test_bm25_filtered_and_paged(books: Books) -> None:
    found = books.query.bm25(
        "boat rivers wind",
        filters=Filter.by_property("shelf").equal("land"),
        limit=2,
        offset=1,
        return_properties=["title"],
        return_references=QueryReference(link_on="by", return_properties=["name"]),
        include_vector=["own"],
    ).objects
    assert len(found) == 2
    assert {each.uuid for each in found} < {ONES[n] for n in (2, 3, 5)}
    assert all(each.vector.keys() == {"own"} for each in found)


def test_bm25_of_a_number(books: Books) -> None:
    with pytest.raises(WeaviateQueryError, match="pages"):
        books.query.bm25("boat", query_properties=["pages"])


# -- by vectors -----------------------------------------------------------------------------------


def test_near_vector(books: Books) -> None:
    found = books.query.near_vector(
        vector(2), target_vector="own", limit=3, return_metadata=FULL
    ).objects
    assert numbers(each.uuid for each in found) == [2, 1, 3]
    assert [each.metadata.distance for each in found] == pytest.approx(
        [1 - cosine(vector(2), vector(n)) for n in (2, 1, 3)], abs=1e-6
    )
    assert found[0].metadata.certainty == pytest.approx(1.0)


def test_near_vector_within(books: Books) -> None:
    for limits in ({"distance": 0.01}, {"certainty": 0.995}):
        found = books.query.near_vector(vector(2), target_vector="own", **limits).objects  # type: ignore[call-overload]  # a subset of its parameters
        assert numbers(each.uuid for each in found) == [2, 1]


def test_near_vector_cut_by_itself(books: Books) -> None:
    found = books.query.near_vector(vector(0), target_vector="own", auto_limit=1).objects
    assert 0 < len(found) < len(ONES)


def test_near_vector_of_another_length(books: Books) -> None:
    with pytest.raises(WeaviateQueryError, match="vector lengths don't match"):
        books.query.near_vector([1.0], target_vector="own")


def test_near_vector_without_target(books: Books) -> None:
    with pytest.raises(WeaviateQueryError, match="multiple vectors"):
        books.query.near_vector(vector(2))


def test_near_object(books: Books) -> None:
    found = books.query.near_object(
        ONES[5], target_vector="own", filters=Filter.by_property("shelf").equal("land")
    ).objects
    assert numbers(each.uuid for each in found) == [5, 3, 2]
    with pytest.raises(WeaviateQueryError, match="vector not found"):
        books.query.near_object(UUID(int=12345), target_vector="own")


def test_near_text_without_its_module(books: Books) -> None:
    with pytest.raises(WeaviateQueryError, match=r"text2vec-bigram|nearText"):
        books.query.near_text("boats", target_vector="own")


def test_near_text_of_bigrams(books: Books) -> None:
    """The module makes vectors of texts, and takes no part in searches."""
    with pytest.raises(WeaviateQueryError):
        books.query.near_text(
            "boat", target_vector="words", move_to=Move(force=0.5, concepts=["old"])
        )


def test_near_vector_of_bigrams(books: Books) -> None:
    one = books.query.fetch_object_by_id(ONES[6], include_vector=["words"])
    assert one is not None
    words = one.vector["words"]
    found = books.query.near_vector(words, target_vector="words", limit=1).objects
    assert numbers(each.uuid for each in found) == [6]


def test_several_targets(books: Books) -> None:
    one = books.query.fetch_object_by_id(ONES[6], include_vector=["words"])
    assert one is not None
    query = {"own": vector(1), "words": one.vector["words"]}
    for targets, first in (
        (TargetVectors.sum(["own", "words"]), None),
        (TargetVectors.average(["own", "words"]), None),
        (TargetVectors.minimum(["own", "words"]), None),
        (TargetVectors.manual_weights({"own": 100.0, "words": 0.001}), 1),
        (TargetVectors.manual_weights({"own": 0.001, "words": 100.0}), 6),
        (TargetVectors.relative_score({"own": 10.0, "words": 0.1}), 1),
    ):
        found = books.query.near_vector(query, target_vector=targets, limit=8).objects
        assert set(numbers(each.uuid for each in found)) == {*range(8)}
        if first is not None:
            assert found[0].uuid == ONES[first]


def test_several_vectors_of_a_target(books: Books) -> None:
    found = books.query.near_vector(
        {"own": NearVector.list_of_vectors(vector(0), vector(7))},
        target_vector=TargetVectors.minimum(["own"]),
        limit=2,
    ).objects
    assert set(numbers(each.uuid for each in found)) == {0, 7}


def test_multi_vectors(official: WeaviateClient, named: Named) -> None:
    collection = official.collections.create(
        named("Many"), vector_config=Configure.MultiVectors.self_provided(name="many")
    )
    collection.data.insert_many(
        [
            DataObject({}, uuid=ONES[0], vector={"many": [[1.0, 0.0], [0.0, 1.0]]}),
            DataObject({}, uuid=ONES[1], vector={"many": [[0.5, 0.5]]}),
        ]
    )
    found = collection.query.near_vector([[1.0, 0.0], [0.0, 1.0]], return_metadata=FULL).objects
    assert numbers(each.uuid for each in found) == [0, 1]
    assert [each.metadata.distance for each in found] == pytest.approx([-2.0, -1.0], abs=0.5)


# -- by both --------------------------------------------------------------------------------------


@pytest.mark.parametrize("fusion", HybridFusion)
def test_hybrid(books: Books, fusion: HybridFusion) -> None:
    found = books.query.hybrid(
        "boat",
        vector=vector(6),
        target_vector="own",
        alpha=0.5,
        fusion_type=fusion,
        query_properties=["title"],
        return_metadata=FULL,
        limit=3,
    ).objects
    assert found[0].uuid == ONES[6]
    scores = [each.metadata.score for each in found]
    assert scores == sorted(scores, key=lambda each: -(each or 0))
    assert all("Hybrid" in (each.metadata.explain_score or "") for each in found)


def test_hybrid_ends(books: Books) -> None:
    words = books.query.hybrid("boat", alpha=0, target_vector="own").objects
    assert set(numbers(each.uuid for each in words)) == {0, 1, 6}
    near = books.query.hybrid(None, vector=vector(2), alpha=1, target_vector="own", limit=3).objects
    assert numbers(each.uuid for each in near) == [2, 1, 3]


def test_hybrid_near_vector(books: Books) -> None:
    found = books.query.hybrid(
        "wind",
        vector=HybridVector.near_vector(vector(2), distance=0.01),
        target_vector="own",
        max_vector_distance=0.01,
        bm25_operator=BM25Operator.or_(minimum_match=1),
        filters=Filter.by_property("shelf").equal("land"),
        return_metadata=FULL,
    ).objects
    assert numbers(each.uuid for each in found) == [2]


# -- what comes after -----------------------------------------------------------------------------


def test_grouped(books: Books) -> None:
    found = books.query.near_vector(
        vector(0),
        target_vector="own",
        group_by=GroupBy(prop="shelf", objects_per_group=2, number_of_groups=2),
        return_metadata=FULL,
        return_properties=["title"],
    )
    assert list(found.groups) == ["sea", "land"]
    sea = found.groups["sea"]
    assert numbers(each.uuid for each in sea.objects) == [0, 1]
    assert sea.number_of_objects == 2
    assert sea.min_distance == pytest.approx(0.0)
    assert [each.belongs_to_group for each in found.objects] == ["sea", "sea", "land", "land"]
    assert found.objects[0].properties == {"title": TITLES[0], "shelf": "sea"}


def test_grouped_words(books: Books) -> None:
    by_shelf = GroupBy(prop="shelf", objects_per_group=3, number_of_groups=3)
    found = books.query.bm25("boat rivers wind", group_by=by_shelf)
    assert set(found.groups) == set(SHELVES)
    both = books.query.hybrid("boat", vector=vector(0), target_vector="own", group_by=by_shelf)
    assert set(both.groups) == set(SHELVES)


def test_ranked_anew(books: Books) -> None:
    found = books.query.near_vector(
        vector(0),
        target_vector="own",
        rerank=Rerank(prop="title", query="anything"),
        return_metadata=FULL,
    ).objects
    scores = [each.metadata.rerank_score or 0.0 for each in found]
    assert scores == [float(len(TITLES[n])) for n in numbers(each.uuid for each in found)]
    assert scores == sorted(scores, reverse=True)
    words = books.query.bm25("boat", rerank=Rerank(prop="title")).objects
    assert numbers(each.uuid for each in words) == [6, 0, 1]


def test_boosted(books: Books) -> None:
    found = books.query.near_vector(
        vector(0),
        target_vector="own",
        limit=8,
        boost=Boost.filter(Filter.by_property("shelf").equal("air"), weight=0.9),
    ).objects
    assert found[0].uuid == ONES[4]
    blended = books.query.bm25(
        "boat",
        boost=Boost.blend(
            [
                Boost.numeric_property("price", weight=1.0),
                Boost.numeric_decay("pages", origin=50, scale=100, weight=0.1),
                Boost.time_decay(
                    "sold",
                    origin=datetime(2006, 1, 1, tzinfo=UTC),
                    scale=timedelta(days=365),
                    weight=0.5,
                ),
            ],
            weight=0.9,
        ),
    ).objects
    assert blended[0].uuid == ONES[6]


def test_diverse(books: Books) -> None:
    found = books.query.near_vector(
        vector(0),
        target_vector="own",
        limit=8,
        diversity_selection=Diversity.mmr(limit=2, balance=0.9),
    ).objects
    assert len(found) == 2
    assert found[0].uuid == ONES[0]


# -- answered by a model --------------------------------------------------------------------------


def test_generated_for_each(books: Books) -> None:
    found = books.generate.fetch_objects(
        limit=2, single_prompt="Say {title} on {shelf}", return_properties=["title", "shelf"]
    )
    assert found.generative is None
    for number, each in enumerate(found.objects):
        assert each.generative is not None
        assert each.generative.text is not None
        assert f"Say {TITLES[number]} on {SHELVES[number]}" in each.generative.text


def test_generated_for_all(books: Books) -> None:
    found = books.generate.near_vector(
        vector(0),
        target_vector="own",
        limit=2,
        grouped_task="Summarise",
        grouped_properties=["title"],
    )
    assert found.generative is not None
    assert found.generative.text is not None
    assert "Summarise" in found.generative.text
    assert TITLES[1] in found.generative.text
    assert len(found.objects) == 2


def test_generated_from_searches(books: Books) -> None:
    for found in (
        books.generate.bm25("boat", single_prompt="One {title}", grouped_task="All", limit=1),
        books.generate.hybrid(
            "boat",
            alpha=0,
            target_vector="own",
            single_prompt="One {title}",
            grouped_task="All",
        ),
        books.generate.near_object(
            ONES[6], target_vector="own", single_prompt="One {title}", grouped_task="All", limit=1
        ),
        books.generate.fetch_objects_by_ids(
            [ONES[6]], single_prompt="One {title}", grouped_task="All"
        ),
    ):
        assert found.generative is not None
        assert "All" in (found.generative.text or "")
        assert found.objects[0].uuid == ONES[6]
        assert found.objects[0].generative is not None
        assert f"One {TITLES[6]}" in (found.objects[0].generative.text or "")


def test_generated_in_groups(books: Books) -> None:
    found = books.generate.near_vector(
        vector(0),
        target_vector="own",
        group_by=GroupBy(prop="shelf", objects_per_group=1, number_of_groups=2),
        grouped_task="Compare",
    )
    assert list(found.groups) == ["sea", "land"]


def test_generated_with_a_prompt_of_what_is_not_there(books: Books) -> None:
    with pytest.raises(WeaviateQueryError, match="nope"):
        books.generate.fetch_objects(limit=1, single_prompt="Say {nope}")


def test_generated_with_its_prompt(books: Books) -> None:
    prompt = GenerativeParameters.single_prompt("Say {title}", debug=True)
    (found,) = books.generate.fetch_objects(limit=1, single_prompt=prompt).objects
    assert found.generative is not None
    assert f"Say {TITLES[0]}" in (found.generative.text or "")
