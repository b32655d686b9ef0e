"""Searches with two faults at once: which of them a server tells shows what it looks at first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from tests.recordings.scenarios.chance import floats

if TYPE_CHECKING:
    from random import Random

    from tests.recordings.recorder import Recorder

Json: TypeAlias = dict[str, Any]

ASKED = 150
"""Requests of a scenario."""
NAME = "Doubt"
_ONE = "00000000-0000-0000-0000-000000000001"


def _vector(*values: float) -> Json:
    return {"vectors": [{"vector_bytes": floats(list(values)), "type": "VECTOR_TYPE_SINGLE_FP32"}]}


def _rows(raw: str) -> Json:
    return {"vectors": [{"vector_bytes": raw, "type": "VECTOR_TYPE_MULTI_FP32"}]}


_FLAT: Json = {"target_vectors": ["flat"]}
_UNKNOWN: Json = {"target_vectors": ["nope"]}
_TWO: Json = {"vectors": [*_vector(1, 2, 3)["vectors"], *_vector(3, 2, 1)["vectors"]]}
_LEAF: Json = {"operator": "OPERATOR_EQUAL", "target": {"property": "nope"}, "value_text": "x"}
_MMR: Json = {"selection": {"mmr": {"limit": 50, "balance": 0.5}}}

SEARCHES: Mapping[str, tuple[Json, ...]] = {
    "near_vector": (
        {"targets": _FLAT, **_vector(1, 2, 3)},
        {"targets": _FLAT, **_vector(1, 2)},
        {"targets": _UNKNOWN, **_vector(1, 2, 3)},
        {"targets": _FLAT},
        {"targets": _FLAT, **_TWO},
        {"targets": _FLAT, **_rows("AAA=")},
        {"targets": _FLAT, **_rows("AQAAAAAAAACAPw==")},
        {"targets": _FLAT, **_vector(1, 2, 3), "certainty": 0.5},
        {"targets": _FLAT, **_vector(1, 2, 3), "certainty": 0.5, "distance": 0.5},
        {"targets": _FLAT, **_vector(1, 2, 3), **_MMR},
        {"targets": _FLAT, **_vector(1, 2, 3), "selection": {"mmr": {"limit": 2}}},
        _vector(1, 2, 3),
    ),
    "near_object": (
        {"targets": _FLAT, "id": _ONE},
        {"targets": _FLAT},
        {"targets": _FLAT, "id": "nope"},
        {"targets": _FLAT, "id": "00000000-0000-0000-0000-00000000ffff"},
        {"targets": _UNKNOWN, "id": _ONE},
        {"targets": _FLAT, "id": _ONE, "certainty": 0.5, "distance": 0.5},
        {"targets": _FLAT, "id": _ONE, **_MMR},
    ),
    "near_text": (
        {"targets": _FLAT, "query": ["x"]},
        {"targets": _FLAT, "query": ["x"], "move_to": {"force": 0.5, "uuids": ["nope"]}},
    ),
    "bm25_search": (
        {"query": "boat"},
        {"query": ""},
        {"query": "boat", "properties": ["nope"]},
        {"query": "boat", "properties": ["size"]},
    ),
    "hybrid_search": (
        {"targets": _FLAT, "query": "boat", **_vector(1, 2, 3)},
        {"targets": _FLAT, "query": "boat", **_vector(1, 2)},
        {"targets": _FLAT, "query": "boat"},
        {"targets": _UNKNOWN, "query": "boat", **_vector(1, 2, 3)},
        {"targets": _FLAT, "query": "boat", **_TWO},
        {"targets": _FLAT, "query": "boat", **_rows("AAA=")},
        {"targets": _FLAT, "query": "boat", **_rows("AQAAAAAAAACAPw==")},
        {"targets": _FLAT, "query": "boat", "properties": ["nope"]},
        {"targets": _FLAT, "query": "boat", **_vector(1, 2, 3), **_MMR},
        {"targets": _FLAT, "query": "boat", "near_vector": {}},
        {"targets": _FLAT, "query": "boat", "near_vector": _TWO},
        {"targets": _FLAT, "query": "boat", "near_vector": _vector(1, 2)},
        {
            "targets": _FLAT,
            "query": "boat",
            "near_vector": {**_vector(1, 2, 3), **_MMR},
        },
        {"targets": _FLAT, "query": "boat", "near_text": {"query": ["x"]}},
        {
            "targets": _FLAT,
            "query": "boat",
            "near_text": {"query": ["x"]},
            "near_vector": _vector(1, 2, 3),
        },
        {
            "targets": _FLAT,
            "query": "boat",
            "near_text": {"query": ["x"]},
            **_vector(1, 2, 3),
        },
    ),
}
"""What is searched by; the first of each is right."""

BESIDE: Mapping[str, tuple[Any, ...]] = {
    "limit": (10**6, 2),
    "offset": (10**6, 1),
    "autocut": (1,),
    "after": ("nope", _ONE),
    "tenant": ("nope",),
    "properties": (
        {"non_ref_properties": ["nope"]},
        {"non_ref_properties": ["title"]},
        {"ref_properties": [{"reference_property": "nope"}]},
        {
            "non_ref_properties": ["nope"],
            "ref_properties": [{"reference_property": "nope", "properties": {}}],
        },
    ),
    "metadata": ({"uuid": True, "certainty": True}, {"uuid": True, "vectors": ["nope"]}),
    "filters": (
        {"operator": "OPERATOR_EQUAL", "target": {"property": "title"}, "value_text": "boat"},
        {"operator": "OPERATOR_EQUAL", "target": {"property": "size"}, "value_int": -1},
        _LEAF,
        {"operator": "OPERATOR_AND"},
        {"operator": "OPERATOR_EQUAL", "target": {"property": "size"}, "value_text": "x"},
        {"operator": "OPERATOR_IS_NULL", "target": {"property": "size"}, "value_boolean": True},
        {"operator": "OPERATOR_EQUAL", "target": {"property": "code"}, "value_text": "x"},
    ),
    "sort_by": ([{"path": ["size"]}], [{"path": ["nope"]}], [{"path": ["size", "title"]}]),
    "group_by": (
        {"path": ["size"], "number_of_groups": 2, "objects_per_group": 2},
        {"path": ["title"], "number_of_groups": 2, "objects_per_group": 2},
        {"path": ["nope"], "number_of_groups": 2, "objects_per_group": 2},
        {"path": ["size", "title"], "number_of_groups": 2, "objects_per_group": 2},
        {"number_of_groups": 2, "objects_per_group": 2},
    ),
    "rerank": ({"property": "nope"}, {"property": "title"}, {}),
    "generative": (
        {"single": {"prompt": "{none}"}},
        {"single": {"prompt": "{title}"}},
        {"grouped": {"task": "x", "properties": {"values": ["none"]}}},
        {},
    ),
    "boost": (
        {},
        {"conditions": [{}]},
        {"conditions": [{}] * 21},
        {"conditions": [{"property_value": {"property": "size"}}], "weight": 2.0},
        {"conditions": [{"property_value": {"property": "title"}}], "weight": 2.0},
        {"conditions": [{"property_value": {"property": "size"}}], "weight": 0.0},
        {"conditions": [{"property_value": {"property": "size"}}]},
        {"conditions": [{"filter": _LEAF}]},
        {"conditions": [{"numeric_decay": {"property": "size", "origin": 1.0}}]},
        {"conditions": [{"time_decay": {"property": "size"}}]},
    ),
}
"""What may stand beside it, most of it wrong somewhere."""


def doubts(server: Recorder, chance: Random) -> None:
    server.rest(
        "POST",
        "/schema",
        {
            "class": NAME,
            "properties": [
                {"name": "title", "dataType": ["text"]},
                {"name": "size", "dataType": ["int"]},
                {"name": "code", "dataType": ["uuid"]},
            ],
            "vectorConfig": {
                name: {
                    "vectorizer": {"none": {}},
                    "vectorIndexType": "hnsw",
                    "vectorIndexConfig": {"distance": distance},
                }
                for name, distance in (("flat", "l2-squared"), ("round", "cosine"))
            },
        },
    )
    server.rest(
        "POST",
        "/objects",
        {
            "class": NAME,
            "id": _ONE,
            "properties": {"title": "boat", "size": 1},
            "vectors": {"flat": [1, 2, 3], "round": [3, 2, 1]},
        },
    )
    for _ in range(ASKED):
        server.grpc("Search", _doubtful(chance))


def _doubtful(chance: Random) -> Json:
    asked: Json = {"collection": NAME, "uses_127_api": True, "metadata": {"uuid": True}}
    for name in chance.sample(list(SEARCHES), chance.choice((0, 1, 1, 1, 1, 2))):
        asked[name] = chance.choice(SEARCHES[name])
        if name == "hybrid_search":
            # one part alone: of the faults of two a server tells one or another
            asked[name] = {**asked[name], "alpha": chance.choice((0.0, 1.0))}
    for name in chance.sample(list(BESIDE), chance.choice((1, 2, 2, 3))):
        asked[name] = chance.choice(BESIDE[name])
    if len(asked.keys() & SEARCHES.keys()) > 1:  # then a server leaves modules out now and then
        asked.pop("generative", None)
        asked.pop("rerank", None)
    if "generative" in asked:  # of the faults of two modules it tells one or another
        asked.pop("rerank", None)
    return asked
