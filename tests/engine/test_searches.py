"""Searches by nearness and hybrid ones through the whole engine, where no recording looks."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast
from uuid import UUID

import numpy as np
import pytest

from tests.engine.driving import identity, insert, rest, search, thing
from weaviate_orm.engine.engine import Engine
from weaviate_orm.engine.errors import UNIMPLEMENTED, CallError
from weaviate_orm.wire import messages

NEAR = "explorer: get class: concurrentTargetVectorSearch): explorer: get class: "


def numbers(results: Iterable[messages.SearchResult]) -> list[int]:
    return [UUID(r.metadata.id).int for r in results]


def packed(*components: float) -> bytes:
    return struct.pack(f"<{len(components)}f", *components)


def single(*components: float) -> list[messages.Vectors]:
    return [messages.Vectors(vector_bytes=packed(*components))]


class Letters:
    """A vectorizer of two numbers: how often a text has `a`, and how often `b`."""

    def __call__(self, texts: Sequence[str]) -> list[list[float]]:
        return [[float(text.count("a")), float(text.count("b"))] for text in texts]


@pytest.fixture
def letters() -> Engine:
    """Objects at (1, 0), (2, 0), (0, 3), under l2-squared, vectorized by their letters."""
    engine = Engine(vectorizers={"text2vec-openai": Letters()})
    document: Mapping[str, Any] = {
        "class": "Thing",
        "vectorizer": "text2vec-openai",
        "moduleConfig": {"text2vec-openai": {"vectorizeClassName": False}},
        "vectorIndexConfig": {"distance": "l2-squared"},
        "properties": [
            {"name": "title", "dataType": ["text"]},
            {"name": "number", "dataType": ["int"]},
        ],
    }
    assert rest(engine, "POST", "/v1/schema", document)[0] == 200
    assert not insert(engine, thing(1, "a"), thing(2, "aa"), thing(3, "bbb"))
    return engine


def distances(engine: Engine, **members: Any) -> dict[int, float]:
    request = messages.SearchRequest(
        collection="Thing", metadata=messages.MetadataRequest(uuid=True, distance=True), **members
    )
    reply = cast("messages.SearchReply", engine.unary("Search", request))
    return {UUID(r.metadata.id).int: r.metadata.distance for r in reply.results}


# near_text ----------------------------------------------------------------------------------------


def test_concepts_are_averaged(letters: Engine) -> None:
    query = messages.NearTextSearch(query=["aa", "bb"])  # (1, 1)
    assert distances(letters, near_text=query) == {1: 1.0, 2: 2.0, 3: 5.0}


def test_moves(letters: Engine) -> None:
    move = messages.NearTextSearch.Move
    # To ((0, 2) + (0, 3)) / 2 = (0, 2.5) with half of 0.8: (1, 0)·0.6 + (0, 2.5)·0.4 = (0.6, 1).
    to = move(force=0.8, concepts=["bb"], uuids=[identity(3)])
    found = distances(letters, near_text=messages.NearTextSearch(query=["a"], move_to=to))
    assert found == pytest.approx({1: 1.16, 2: 2.96, 3: 4.36})
    # Away from (2, 0) with half of 1: (1, 0) + 0.5·((1, 0) - (2, 0)) = (0.5, 0).
    away = move(force=1, concepts=["aa"])
    found = distances(letters, near_text=messages.NearTextSearch(query=["a"], move_away=away))
    assert found == pytest.approx({1: 0.25, 2: 2.25, 3: 9.25})
    still = messages.NearTextSearch(query=["a"], move_to=move(force=-1, concepts=["bb"]))
    assert distances(letters, near_text=still) == distances(
        letters, near_text=messages.NearTextSearch(query=["a"])
    )


def moved(**move: Any) -> messages.NearTextSearch:
    return messages.NearTextSearch(query=["a"], move_to=messages.NearTextSearch.Move(**move))


PARAMS = "explorer: get class: vectorize params: "
VECTORIZE = f"{NEAR}vectorize search vector: vectorize params: vectorize params: "
NEEDS = "parameter needs to have defined either 'concepts' or 'objects' fields"
INDEX = "vector index is configured with"
BOTH = messages.NearTextSearch(query=["a"], certainty=0.5, distance=0.5)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        (moved(force=0.5), f"{PARAMS}'nearText.moveTo' {NEEDS}"),
        (BOTH, f"can't compute and return certainty when {INDEX} l2-squared distance"),
        (
            moved(force=1.5, concepts=["b"]),
            f"{VECTORIZE}movement: force must be between 0 and 1: got 1.500000",
        ),
        (
            moved(force=0.5, uuids=[identity(99)]),
            f"{VECTORIZE}vectorize move to: vector not found",
        ),
        (moved(force=0.5, uuids=["no"]), "invalid UUID length: 2"),
    ],
)
def test_faults_of_near_text(letters: Engine, query: messages.NearTextSearch, text: str) -> None:
    with pytest.raises(CallError, match=f"^{re.escape(text)}$"):
        search(letters, near_text=query)


def test_moves_of_different_lengths() -> None:
    def ragged(texts: Sequence[str]) -> list[list[float]]:
        return [[1.0] * len(text) for text in texts]

    engine = Engine(vectorizers={"text2vec-openai": ragged})
    assert (
        rest(engine, "POST", "/v1/schema", {"class": "Thing", "vectorizer": "text2vec-openai"})[0]
        == 200
    )
    query = messages.NearTextSearch(
        query=["aa"], move_to=messages.NearTextSearch.Move(force=0.5, concepts=["bbb"])
    )
    with pytest.raises(CallError, match=r"movement: vector lengths don't match: got 2 and 3$"):
        search(engine, near_text=query)


def test_no_concepts_are_a_list(letters: Engine) -> None:
    assert numbers(search(letters, near_text=messages.NearTextSearch())) == [1, 2, 3]


def test_a_target_without_a_vectorizer() -> None:
    engine = Engine(vectorizers={"text2vec-openai": Letters()})
    vectors: Mapping[str, Any] = {
        "a": {"vectorizer": {"text2vec-openai": {}}},
        "b": {"vectorizer": {"none": {}}},
    }
    assert rest(engine, "POST", "/v1/schema", {"class": "Thing", "vectorConfig": vectors})[0] == 200
    query = messages.NearTextSearch(
        query=["x", "y"], targets=messages.Targets(target_vectors=["a", "b"])
    )
    text = (
        f"{NEAR}vectorize search vector: vectorize params: could not vectorize input for "
        "collection Thing with search-type nearText, targetVector b and parameters "
        "&{[x y] 2 {[] 0 []} {[] 0 []} 0 0 false false false [a b]}. Make sure a vectorizer "
        "module is configured for this class"
    )
    with pytest.raises(CallError, match=f"^{re.escape(text)}$"):
        search(engine, near_text=query, limit=2)


def test_bigrams_serve_near_text_beside_another_vectorizer() -> None:
    engine = Engine(vectorizers={"text2vec-openai": Letters()})
    vectors: Mapping[str, Any] = {
        "words": {"vectorizer": {"text2vec-openai": {}}},
        "pairs": {"vectorizer": {"text2vec-bigram": {}}},
    }
    properties = [{"name": "title", "dataType": ["text"]}]
    document = {"class": "Thing", "vectorConfig": vectors, "properties": properties}
    assert rest(engine, "POST", "/v1/schema", document)[0] == 200
    for number, title in enumerate(["abc", "xyz"], 1):
        body = {"class": "Thing", "id": identity(number), "properties": {"title": title}}
        assert rest(engine, "POST", "/v1/objects", body)[0] == 200
    query = messages.NearTextSearch(
        query=["xyz"],
        move_to=messages.NearTextSearch.Move(force=1, concepts=["abc"]),
        targets=messages.Targets(target_vectors=["pairs"]),
    )
    assert numbers(search(engine, near_text=query)) == [2, 1]


# Hybrid -------------------------------------------------------------------------------------------


def test_hybrid_vectorizes_its_words(letters: Engine) -> None:
    assert numbers(search(letters, hybrid_search=messages.Hybrid(query="bbb", alpha=1.0))) == [
        3,
        1,
        2,
    ]
    near = messages.NearTextSearch(query=["aa"])
    hybrid = messages.Hybrid(query="bbb", alpha=1.0, near_text=near)
    assert numbers(search(letters, hybrid_search=hybrid)) == [2, 1, 3]
    # Objects of a move play no part in a hybrid search.
    hybrid.near_text.move_to.force = 0.5
    hybrid.near_text.move_to.uuids.append(identity(1))
    with pytest.raises(
        CallError, match=r"^explorer: get class: vectorize search vector: 'nearText"
    ):
        search(letters, hybrid_search=hybrid)


# What goes with what ------------------------------------------------------------------------------


@pytest.fixture
def plain() -> Engine:
    engine = Engine()
    document: Mapping[str, Any] = {
        "class": "Thing",
        "vectorizer": "none",
        "vectorIndexConfig": {"distance": "l2-squared"},
        "properties": [
            {"name": "title", "dataType": ["text"]},
            {"name": "number", "dataType": ["int"]},
        ],
    }
    assert rest(engine, "POST", "/v1/schema", document)[0] == 200
    rows = [thing(n, f"w{n}", vector=[1.0, n / 10]) for n in range(1, 9)]
    assert not insert(engine, *rows)
    return engine


@pytest.mark.parametrize(
    ("members", "names"),
    [
        (("near_vector", "near_object"), "found both 'nearVector' and 'nearObject' parameters"),
        (("near_text", "near_vector"), "found both 'nearText' and 'nearVector' parameters"),
        (("near_image", "near_vector"), "found both 'nearText' and 'nearVector' parameters"),
        (("near_text", "near_image"), "more than one module params: 'nearImage', 'nearText' which"),
        (
            ("near_text", "near_vector", "near_object"),
            "found 'nearText' and 'nearVector' and 'nearObject' parameters",
        ),
    ],
)
def test_conflicts(plain: Engine, members: tuple[str, ...], names: str) -> None:
    made: dict[str, Any] = {
        "near_vector": messages.NearVector(vectors=single(1, 0)),
        "near_object": messages.NearObject(id=identity(1)),
        "near_text": messages.NearTextSearch(query=["x"]),
        "near_image": messages.NearImageSearch(image="eA=="),
    }
    with pytest.raises(CallError, match=f"^explorer: get class: vectorize params: .*{names}"):
        search(plain, **{name: made[name] for name in members})


def test_media_need_a_module(plain: Engine) -> None:
    with pytest.raises(
        CallError, match=r"with search-type nearIMU\. Make sure a vectorizer module"
    ):
        search(plain, near_imu=messages.NearIMUSearch(imu="eA=="))
    engine = Engine()
    fields = {"multi2vec-cohere": {"imageFields": ["picture"]}}
    document = {
        "class": "Thing",
        "vectorConfig": {"v": {"vectorizer": fields}},
        "properties": [{"name": "picture", "dataType": ["blob"]}],
    }
    assert rest(engine, "POST", "/v1/schema", document)[0] == 200
    for members in (
        {"near_image": messages.NearImageSearch(image="eA==")},
        {"near_text": messages.NearTextSearch(query=["x"])},
        {"hybrid_search": messages.Hybrid(query="x", alpha=1.0)},
    ):
        with pytest.raises(CallError, match="has no multi2vec-cohere") as caught:
            search(engine, **cast("Mapping[str, Any]", members))
        assert caught.value.code == UNIMPLEMENTED


def test_an_empty_vector_is_a_list(plain: Engine) -> None:
    found = distances(plain, near_vector=messages.NearVector(vectors=single()), limit=3)
    assert found == {1: 0, 2: 0, 3: 0}


def test_searches_follow_writes(plain: Engine) -> None:
    query = messages.NearVector(vectors=single(1, 0.8))
    assert numbers(search(plain, near_vector=query, limit=1)) == [8]
    rest(plain, "DELETE", f"/v1/objects/Thing/{identity(8)}")
    assert numbers(search(plain, near_vector=query, limit=1)) == [7]
    insert(plain, thing(7, "w7"), thing(1, "w1", vector=[1, 0.8]))
    assert numbers(search(plain, near_vector=query, limit=2)) == [1, 6]
    assert len(search(plain, near_vector=query, limit=100)) == 6


def test_a_folder_finds_the_same(tmp_path: Any) -> None:
    engine = Engine(tmp_path)
    rest(engine, "POST", "/v1/schema", {"class": "Thing", "vectorizer": "none"})
    rng = np.random.default_rng(1)
    insert(engine, *[thing(n, vector=rng.random(5).tolist()) for n in range(1, 40)])
    rest(engine, "DELETE", f"/v1/objects/Thing/{identity(7)}")
    query = messages.NearVector(vectors=single(*rng.random(5)))
    before = distances(engine, near_vector=query, limit=50)
    engine.close()
    again = Engine(tmp_path)
    assert distances(again, near_vector=query, limit=50) == before
    assert len(before) == 38
    assert "length 2" in insert(again, thing(90, vector=[1, 2]))[0]
    again.close()


def test_the_window_of_diversity_moves(plain: Engine) -> None:
    mmr = messages.Selection(mmr=messages.Selection.MMR(limit=2, balance=0.0))
    near = messages.NearVector(vectors=single(1, 0), selection=mmr)
    assert numbers(search(plain, near_vector=near, limit=8)) == [1, 8]
    assert numbers(search(plain, near_vector=near, limit=4, offset=2)) == [3, 6]


def test_rows_of_a_boost_go_by_its_score(plain: Engine) -> None:
    value = messages.Boost.PropertyValueFunction(property="number")
    boost = messages.Boost(
        conditions=[messages.Boost.Condition(property_value=value)], weight=1.0, depth=3
    )
    near = messages.NearVector(vectors=single(1, 0))
    # Only the three nearest are scored again.
    assert numbers(search(plain, near_vector=near, boost=boost, limit=3)) == [3, 2, 1]
    assert numbers(search(plain, near_vector=near, boost=boost, limit=2, offset=1)) == [2, 1]


@pytest.mark.parametrize(
    ("members", "kinds"),
    [
        ({}, ["object"]),
        ({"near_vector": messages.NearVector(vectors=single(1, 0))}, ["vector"]),
        ({"bm25_search": messages.BM25(query="w1")}, ["keyword"]),
        (
            {"hybrid_search": messages.Hybrid(query="w1", alpha=0.5, vectors=single(1, 0))},
            ["keyword", "vector"],
        ),
    ],
)
def test_profiles(plain: Engine, members: Mapping[str, Any], kinds: list[str]) -> None:
    request = messages.SearchRequest(
        collection="Thing", metadata=messages.MetadataRequest(query_profile=True), **members
    )
    reply = cast("messages.SearchReply", plain.unary("Search", request))
    (shard,) = reply.query_profile.shards
    assert shard.name.startswith("thing_")
    assert sorted(shard.searches) == kinds
    took = [search.details["total_took"] for search in shard.searches.values()]
    assert all(re.fullmatch(r"[\d.]+(s|ms|µs|ns)", text) for text in took)


def test_a_named_vector_that_a_replacement_lacks_still_takes_a_place() -> None:
    engine = Engine()
    flat = {"vectorizer": {"none": {}}, "vectorIndexType": "flat"}
    body = {"class": "Thing", "vectorConfig": {"a": flat, "b": flat}}
    assert rest(engine, "POST", "/v1/schema", body)[0] == 200

    def put(number: int, *names: str) -> None:
        vectors = {name: [1.0, float(number)] for name in names}
        one = {"class": "Thing", "id": identity(number), "vectors": vectors}
        path = f"/v1/objects/Thing/{identity(number)}"
        method, path = ("POST", "/v1/objects") if len(names) > 1 else ("PUT", path)
        assert rest(engine, method, path, one)[0] == 200

    def nearest(name: str, limit: int) -> list[str]:
        near = messages.NearVector(vector_bytes=struct.pack("<2f", 1, 1), target_vectors=[name])
        asked = messages.SearchRequest(
            collection="Thing",
            limit=limit,
            near_vector=near,
            metadata=messages.MetadataRequest(uuid=True),
            uses_127_api=True,
        )
        reply = engine.unary("Search", asked)
        assert isinstance(reply, messages.SearchReply)
        return [result.metadata.id for result in reply.results]

    for number in (1, 2, 3):
        put(number, "a", "b")
    put(1, "a")
    assert nearest("a", 2) == [identity(1), identity(2)]
    assert nearest("b", 1) == []
    assert nearest("b", 2) == [identity(2)]
