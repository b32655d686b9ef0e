"""Aggregations over what a search finds."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from google.protobuf.json_format import MessageToDict, ParseDict

from tests.engine.driving import identity, rest
from tests.engine.table import leaf
from weaviate_orm.engine.engine import Engine
from weaviate_orm.engine.errors import CallError
from weaviate_orm.wire import messages

TENTHS: Sequence[tuple[float, float]] = [(1, n / 10) for n in range(10)]
"""Object n: ever further away from (1, 0)."""


def made(**settings: Any) -> Engine:
    engine = Engine(vectorizers={"text2vec-own": lambda texts: [[1.0, len(t) / 10] for t in texts]})
    body = {
        "class": "Thing",
        "properties": [
            {"name": "n", "dataType": ["int"]},
            {"name": "word", "dataType": ["text"]},
            {"name": "more", "dataType": ["text[]"]},
            {"name": "unindexed", "dataType": ["int"], "indexFilterable": False},
        ],
        "vectorizer": "none",
        **settings,
    }
    assert rest(engine, "POST", "/v1/schema", body)[0] == 200
    for n, vector in enumerate(TENTHS):
        words = {"word": f"word{n} common", "more": ["more"], "n": n}
        entry = {"class": "Thing", "id": identity(n + 1), "vector": vector, "properties": words}
        assert rest(engine, "POST", "/v1/objects", entry)[0] == 200
    return engine


@pytest.fixture(scope="module")
def plain() -> Engine:
    return made()


def vectors(*numbers: float) -> Mapping[str, Any]:
    return {"vectors": [messages.Vectors(vector_bytes=struct.pack(f"<{len(numbers)}f", *numbers))]}


def near(*numbers: float, **more: Any) -> messages.NearVector:
    return messages.NearVector(**vectors(*numbers), **more)


def hybrid(query: str, alpha: float, **more: Any) -> messages.Hybrid:
    return messages.Hybrid(query=query, alpha=alpha, **more)


def filtered(operator: str, name: str, value: int) -> messages.Filters:
    return ParseDict(leaf(operator, name, value_int=value), messages.Filters())


def found(engine: Engine, **members: Any) -> list[int]:
    """The numbers of the objects that an aggregation is made of."""
    request = messages.AggregateRequest(
        collection="Thing", group_by=messages.AggregateRequest.GroupBy(property="n"), **members
    )
    reply = engine.unary("Aggregate", request)
    groups = MessageToDict(reply).get("groupedResults", {}).get("groups", [])
    numbers = sorted(int(g["groupedBy"]["number"]) for g in groups)
    request.ClearField("group_by")
    request.objects_count = True
    single = MessageToDict(engine.unary("Aggregate", request))["singleResult"]
    assert int(single["objectsCount"]) == len(numbers), "grouped or not, the same objects"
    return numbers


def fault(engine: Engine, **members: Any) -> str:
    request = messages.AggregateRequest(collection="Thing", **members)
    with pytest.raises(CallError) as caught:
        engine.unary("Aggregate", request)
    catalog = engine.state.catalog
    return caught.value.message.replace(
        next(iter(catalog.collections["Thing"].shards.values())).name, "S"
    )


UNLIMITED = "must provide certainty or objectLimit with vector search"
BELOW_4 = filtered("LESS_THAN", "n", 4)
GROUP = messages.AggregateRequest.GroupBy(property="word")


def distance(n: int) -> float:
    """Of object n from (1, 0), under cosine."""
    return float(1 - 1 / (1 + (n / 10) ** 2) ** 0.5)


class TestNear:
    def test_the_nearest(self, plain: Engine) -> None:
        assert found(plain, near_vector=near(1, 0), object_limit=3) == [0, 1, 2]
        assert found(plain, near_vector=near(1, 0), object_limit=0) == []
        assert found(plain, near_vector=near(1, 0), object_limit=100) == list(range(10))

    def test_within_a_distance_or_certainty(self, plain: Engine) -> None:
        between = (distance(4) + distance(5)) / 2
        assert found(plain, near_vector=near(1, 0, distance=between)) == [0, 1, 2, 3, 4]
        assert found(plain, near_vector=near(1, 0, certainty=1 - between / 2)) == [0, 1, 2, 3, 4]
        assert found(plain, near_vector=near(1, 0, distance=between), object_limit=2) == [0, 1]
        assert found(plain, near_vector=near(1, 0, distance=between), object_limit=9) == [
            0,
            1,
            2,
            3,
            4,
        ]
        assert found(plain, near_vector=near(1, 0, distance=0)) == [0]

    def test_a_filter_narrows_first(self, plain: Engine) -> None:
        above = filtered("GREATER_THAN", "n", 6)
        assert found(plain, near_vector=near(1, 0), object_limit=2, filters=above) == [7, 8]

    def test_near_object(self, plain: Engine) -> None:
        object_ = messages.NearObject(id=identity(1))
        assert found(plain, near_object=object_, object_limit=2) == [0, 1]
        missing = messages.NearObject(id=identity(99))
        assert fault(plain, near_object=missing) == "aggregate: nearObject params: vector not found"

    def test_no_threshold(self, plain: Engine) -> None:
        for vector in (near(1, 0), near(1, 0, certainty=0), near(1, 0, distance=2)):
            assert fault(plain, near_vector=vector) == f"aggregate: {UNLIMITED}"
        beyond = near(1, 0, distance=2.5)
        assert fault(plain, near_vector=beyond) == f"aggregate: shard S: {UNLIMITED}"
        assert found(plain, near_vector=beyond, object_limit=2) == [0, 1]

    def test_a_vector_of_another_length(self, plain: Engine) -> None:
        inner = (
            "knn search: distance between entrypoint and query node: 2 vs 3: "
            "vector lengths don't match"
        )
        wrong = near(1, 0, 0)
        assert fault(plain, near_vector=wrong, object_limit=2) == f"aggregate: shard S: {inner}"
        assert fault(plain, near_vector=wrong, object_limit=2, group_by=GROUP) == (
            f"aggregate: shard S: identify groups: failed to perform vector search: {inner}"
        )
        assert fault(plain, near_vector=near(1, 0, 0, distance=1)) == (
            f"aggregate: shard S: aggregate search by vector: vector search: {inner}"
        )

    def test_an_empty_vector_is_no_search(self, plain: Engine) -> None:
        assert found(plain, near_vector=near(), object_limit=2) == list(range(10))
        assert found(plain, near_vector=near(), object_limit=2, filters=BELOW_4) == [0, 1, 2, 3]

    @pytest.mark.parametrize(
        ("search", "message"),
        [
            (messages.NearVector(), "parse near vector: near_vector: vector is required"),
            (
                near(1, 0, distance=1, certainty=1),
                "near_vector: cannot provide distance and certainty",
            ),
            (
                near(1, 0, target_vectors=["a"]),
                (
                    "extract target vectors: class Thing does not have named vector a configured. "
                    "Available named vectors map[]"
                ),
            ),
        ],
    )  # fmt: skip
    def test_what_cannot_be_read(
        self, plain: Engine, search: messages.NearVector, message: str
    ) -> None:
        assert fault(plain, near_vector=search, object_limit=1) == f"parse params: {message}"

    def test_one_target_only(self) -> None:
        flat = {"vectorizer": {"none": {}}, "vectorIndexType": "flat"}
        engine = Engine()
        body = {"class": "Thing", "vectorConfig": {"a": flat, "b": flat}}
        assert rest(engine, "POST", "/v1/schema", body)[0] == 200
        targets = messages.Targets(target_vectors=["a", "b"])
        vector = near(1, 0, targets=targets)
        assert fault(engine, near_vector=vector, object_limit=1) == (
            "parse params: found more than one target vector for aggregation"
        )

    def test_media(self, plain: Engine) -> None:
        image = messages.NearImageSearch(image="eA==")
        assert fault(plain, near_image=image, object_limit=1) == (
            "aggregate: could not vectorize input for collection Thing with search-type nearImage. "
            "Make sure a vectorizer module is configured for this collection"
        )

    def test_near_text(self, plain: Engine) -> None:
        text = messages.NearTextSearch(query=["abc"])
        assert fault(plain, near_text=text, object_limit=1) == (
            "aggregate: could not vectorize input for collection Thing with search-type nearText. "
            "Make sure a vectorizer module is configured for this collection"
        )
        engine = made(vectorizer="text2vec-own")
        assert found(engine, near_text=text, object_limit=1) == [3]
        far = messages.NearTextSearch(query=["x"], distance=0.0001)
        assert found(engine, near_text=far) == [1]


class TestHybrid:
    def test_words_alone(self, plain: Engine) -> None:
        assert found(plain, hybrid=hybrid("word3", 0), object_limit=5) == [3]
        assert found(plain, hybrid=hybrid("more", 0), object_limit=5) == []  # a list of texts
        named = hybrid("word3", 0, properties=["more"])
        assert found(plain, hybrid=named, object_limit=5) == [3]
        assert len(found(plain, hybrid=hybrid("common", 0), object_limit=4)) == 4
        assert found(plain, hybrid=hybrid("common", 0), object_limit=0) == list(range(10))

    def test_words_pass_over_the_filter(self, plain: Engine) -> None:
        assert found(plain, hybrid=hybrid("word7", 0), object_limit=5, filters=BELOW_4) == [7]

    def test_both_are_united(self, plain: Engine) -> None:
        both = hybrid("word7", 0.5, **vectors(1, 0))
        assert found(plain, hybrid=both, object_limit=2) == [0, 1, 7]
        assert found(plain, hybrid=both, object_limit=6, filters=BELOW_4) == [0, 1, 2, 3, 7]
        assert found(plain, hybrid=both) == list(range(10))

    def test_a_largest_distance(self, plain: Engine) -> None:
        between = (distance(1) + distance(2)) / 2
        both = hybrid("word7", 0.5, vector_distance=between, **vectors(1, 0))
        assert found(plain, hybrid=both) == [0, 1]  # word7 is too far away
        words = hybrid("word7", 0, vector_distance=between, **vectors(1, 0))
        assert found(plain, hybrid=words) == [7]

    def test_a_sub_search_has_its_own_threshold(self, plain: Engine) -> None:
        between = (distance(1) + distance(2)) / 2
        sub = near(1, 0, distance=between)
        assert found(plain, hybrid=hybrid("word7", 0.5, near_vector=sub)) == [0, 1, 7]
        assert found(plain, hybrid=hybrid("word7", 1, near_vector=sub)) == [0, 1]

    def test_the_vector_of_a_sub_search_comes_first(self, plain: Engine) -> None:
        text = messages.NearTextSearch(query=["abc"])
        search = hybrid("x", 1, near_vector=near(1, 0.9), near_text=text, **vectors(1, 0))
        assert found(plain, hybrid=search, object_limit=1) == [9]

    def test_words_are_vectorized(self) -> None:
        engine = made(vectorizer="text2vec-own")
        assert found(engine, hybrid=hybrid("abcd", 1), object_limit=1) == [4]
        text = messages.NearTextSearch(query=["ab", "ignored"])
        assert found(engine, hybrid=hybrid("abcd", 1, near_text=text), object_limit=1) == [2]

    def test_no_vectorizer(self, plain: Engine) -> None:
        inner = (
            "get vector input from modules provider: VectorFromInput was called without vectorizer "
            "on class Thing for input abc"
        )
        search = hybrid("abc", 0.5)
        assert fault(plain, hybrid=search, object_limit=1) == f"aggregate: shard S: {inner}"
        assert fault(plain, hybrid=search, object_limit=1, group_by=GROUP) == (
            f"aggregate: shard S: identify groups: hybrid search: {inner}"
        )

    def test_no_threshold(self, plain: Engine) -> None:
        for search in (hybrid("x", 0), hybrid("x", 0, vector_distance=2), messages.Hybrid()):
            assert fault(plain, hybrid=search) == f"aggregate: {UNLIMITED}"
        alone = hybrid("x", 1, **vectors(1, 0))
        assert fault(plain, hybrid=alone) == (
            f"aggregate: shard S: dense search: aggregate dense search: {UNLIMITED}"
        )

    def test_a_filter_that_cannot_run(self, plain: Engine) -> None:
        bad = filtered("EQUAL", "unindexed", 1)
        inner = "retrieve doc IDs from searcher: Filtering by property 'unindexed' requires"
        both = hybrid("common", 0.5, **vectors(1, 0))
        text = fault(plain, hybrid=both, filters=bad)
        assert text.startswith(f"aggregate: shard S: dense search: {inner}")
        text = fault(plain, hybrid=hybrid("common", 0), object_limit=1, filters=bad, group_by=GROUP)
        assert text.startswith(f"aggregate: shard S: identify groups: {inner}")
        members = plain.unary(
            "Aggregate",
            messages.AggregateRequest(
                collection="Thing",
                objects_count=True,
                object_limit=3,
                hybrid=hybrid("common", 0),
                filters=bad,
            ),
        )
        assert MessageToDict(members)["singleResult"] == {"objectsCount": "3"}

    def test_a_vector_of_another_length(self, plain: Engine) -> None:
        wrong = hybrid("x", 0.5, **vectors(1, 0, 0))
        text = fault(plain, hybrid=wrong, object_limit=1, group_by=GROUP)
        assert text == (
            "aggregate: shard S: identify groups: hybrid search: dense search: "
            "aggregate grouped dense search: knn search: distance between entrypoint and query "
            "node: 2 vs 3: vector lengths don't match"
        )


@pytest.mark.parametrize(
    ("kind", "settings", "printed"),
    [
        (
            "flat",
            {"distance": "dot", "bq": {"enabled": True, "cache": True}},
            (
                "{dot 1000000000000 {false -1 false} {true -1 true} {false -1 false} "
                "{false -1 false 8} false false}"
            ),
        ),
        (
            "hnsw",
            {"ef": 7, "pq": {"enabled": True, "encoder": {"type": "tile"}}},
            (
                "{false 300 32 128 7 100 500 8 1000000000000 40000 cosine {true false 0 256 100000 "
                "{tile log-normal}} {false} {false 100000 20} {false 8 20} acorn "
                "{false {false 4 16 10} maxSim} false false}"
            ),
        ),
        ("hfresh", {}, "{48 4 256 cosine {true 1 350}}"),
    ],
)
def test_a_target_that_is_not_there(kind: str, settings: Mapping[str, Any], printed: str) -> None:
    engine = Engine()
    vector = {"vectorizer": {"none": {}}, "vectorIndexType": kind, "vectorIndexConfig": settings}
    body = {"class": "Thing", "vectorConfig": {"v": vector}}
    assert rest(engine, "POST", "/v1/schema", body)[0] == 200
    assert fault(engine, near_vector=near(1, target_vectors=["no"]), object_limit=1) == (
        "parse params: extract target vectors: class Thing does not have named vector no "
        f"configured. Available named vectors map[v:{{{printed} {kind} map[none:map[]]}}]"
    )
