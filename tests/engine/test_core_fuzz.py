"""Whatever is sent, the engine answers; it never fails by itself."""

from __future__ import annotations

import copy
import json
import logging
import random
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest
from google.protobuf.json_format import ParseDict, ParseError
from google.protobuf.message import DecodeError

from tests.engine.driving import COLLECTION, identity, insert, rest, thing, titles
from weaviate_orm.engine.engine import Engine
from weaviate_orm.engine.errors import CallError
from weaviate_orm.engine.settings import Settings
from weaviate_orm.wire import messages

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

NESTED = {"a": {"b": [{"c": [1, "x", None]}]}}
JUNK: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    1.5,
    1e300,
    2**63,
    -(2**70),
    "",
    "x",
    "\ud800",
    "İ\u0000ß",
    "é" * 300,
    [],
    {},
    [None],
    [[]],
    [{}],
    {"": None},
    NESTED,
    ["a", 1],
    identity(1),
    "2020-01-01T00:00:00Z",
    {"beacon": "weaviate://localhost/Thing/x"},
    [{"beacon": f"weaviate://localhost/{identity(1)}"}],
    {"latitude": 1, "longitude": "x"},
    {"input": "+49 1"},
    "And",
    "NotEqual",
    ["len(title)"],
)
OBJECT = {
    "class": "Thing",
    "id": identity(7),
    "tenant": "",
    "vector": [1, 2],
    "vectors": {},
    "properties": {
        "title": "t",
        "number": 5,
        "tags": ["a"],
        "other": [{"beacon": f"weaviate://localhost/Thing/{identity(1)}"}],
    },
}
LEAF = {"path": ["number"], "operator": "GreaterThan", "valueInt": 100}
WHERE = {"operator": "And", "operands": [LEAF, {**LEAF, "valueInt": 3}]}
BEACON = {"beacon": f"weaviate://localhost/Thing/{identity(1)}"}
FULL = {
    "class": "Full",
    "description": "x",
    "properties": [
        {
            "name": "t",
            "dataType": ["text"],
            "tokenization": "word",
            "indexFilterable": True,
            "indexSearchable": True,
            "textAnalyzer": {"asciiFold": True, "asciiFoldIgnore": ["é"]},
        },
        {
            "name": "o",
            "dataType": ["object[]"],
            "nestedProperties": [{"name": "n", "dataType": ["int"]}],
        },
        {"name": "r", "dataType": ["Thing", "Full"]},
    ],
    "invertedIndexConfig": {
        "bm25": {"k1": 1.2, "b": 0.75},
        "stopwords": {"preset": "en", "additions": ["x"], "removals": None},
        "indexNullState": True,
        "indexPropertyLength": True,
        "indexTimestamps": True,
    },
    "multiTenancyConfig": {"enabled": False, "autoTenantCreation": True},
    "replicationConfig": {"factor": 1},
    "shardingConfig": {"desiredCount": 1},
    "vectorConfig": {
        "a": {
            "vectorizer": {"none": {}},
            "vectorIndexType": "hnsw",
            "vectorIndexConfig": {"distance": "dot", "pq": {"enabled": True}, "ef": 10},
        },
        "b": {"vectorizer": {"none": {}}, "vectorIndexType": "flat"},
    },
}
THING = {
    **COLLECTION,
    "vectorizer": "text2vec-own",
    "moduleConfig": {"generative-own": {}, "reranker-own": {}},
}
ROOM = {"class": "Room", "multiTenancyConfig": {"enabled": True}}
PATH = f"/v1/objects/Thing/{identity(7)}"
REQUESTS: tuple[tuple[str, str, Any], ...] = (
    ("POST", "/v1/objects", OBJECT),
    ("PUT", PATH, OBJECT),
    ("PATCH", PATH, OBJECT),
    ("POST", "/v1/objects/validate", OBJECT),
    ("POST", "/v1/batch/objects", {"objects": [OBJECT, OBJECT], "fields": ["ALL"]}),
    (
        "DELETE",
        "/v1/batch/objects",
        {"match": {"class": "Thing", "where": WHERE}, "output": "verbose"},
    ),
    ("POST", f"{PATH}/references/other", BEACON),
    ("PUT", f"{PATH}/references/other", [BEACON]),
    ("DELETE", f"{PATH}/references/other", BEACON),
    (
        "POST",
        "/v1/batch/references",
        [{"from": f"{BEACON['beacon']}/other", "to": BEACON["beacon"]}],
    ),
    ("POST", "/v1/schema", FULL),
    ("PUT", "/v1/schema/Thing", {**COLLECTION, "description": "x", "invertedIndexConfig": {}}),
    ("POST", "/v1/schema/Thing/properties", {"name": "p", "dataType": ["text"]}),
    ("POST", "/v1/schema/Room/tenants", [{"name": "a", "activityStatus": "HOT"}, {"name": "b"}]),
    ("PUT", "/v1/schema/Room/tenants", [{"name": "a", "activityStatus": "COLD"}]),
    ("DELETE", "/v1/schema/Room/tenants", ["a"]),
    ("POST", "/v1/aliases", {"alias": "Other", "class": "Thing"}),
    ("POST", "/v1/backups/filesystem", {"id": "b", "include": ["Thing"], "config": {}}),
)
BATCH = {
    "objects": [
        {
            "uuid": identity(8),
            "collection": "Thing",
            "vector_bytes": "AACAPwAAAEA=",
            "vectors": [{"name": "default", "vector_bytes": "AACAPwAAAEA=", "type": 1}],
            "properties": {
                "non_ref_properties": {"title": "t", "number": 5},
                "text_array_properties": [{"prop_name": "tags", "values": ["a"]}],
                "single_target_ref_props": [{"prop_name": "other", "uuids": [identity(1)]}],
                "object_properties": [
                    {"prop_name": "o", "value": {"non_ref_properties": {"x": 1}}}
                ],
                "empty_list_props": ["tags"],
            },
        }
    ]
}
SEARCH = {
    "collection": "Thing",
    "limit": 5,
    "offset": 1,
    "metadata": {
        "uuid": True,
        "vector": True,
        "is_consistent": True,
        "last_update_time_unix": True,
    },
    "properties": {
        "non_ref_properties": ["title"],
        "ref_properties": [
            {
                "reference_property": "other",
                "properties": {"non_ref_properties": ["number"]},
                "metadata": {"uuid": True},
            }
        ],
    },
    "sort_by": [{"path": ["number"], "ascending": True}],
    "filters": {
        "operator": "OPERATOR_AND",
        "filters": [
            {"operator": "OPERATOR_EQUAL", "value_text": "x", "target": {"property": "title"}},
            {"operator": "OPERATOR_LESS_THAN", "value_int": "5", "target": {"property": "number"}},
        ],
    },
}
CURSOR = {
    "collection": "Thing",
    "limit": 5,
    "after": identity(1),
    "metadata": {"uuid": True, "vectors": ["x"]},
    "properties": {
        "object_properties": [{"prop_name": "title", "primitive_properties": ["x"]}],
        "return_all_nonref_properties": True,
    },
}
PAGE = {"collection": "Thing", "limit": 5, "metadata": {"uuid": True, "score": True}}
NEAR = {"vector_bytes": "AACAPwAAAEA=", "distance": 0.5}
WORDS = {"query": "one two", "properties": ["title^2", "tags"]}
DIVERSE = {"selection": {"mmr": {"limit": 2, "balance": 0.5}}}
BOOST = {
    "weight": 0.5,
    "depth": 10,
    "conditions": [
        {
            "weight": 1.0,
            "filter": {
                "operator": "OPERATOR_EQUAL",
                "value_text": "x",
                "target": {"property": "title"},
            },
        },
        {"property_value": {"property": "number", "modifier": 1}},
        {"numeric_decay": {"property": "number", "origin": 1.0, "scale": 2.0, "curve": 1}},
        {"time_decay": {"property": "_creationTimeUnix", "origin": "now", "scale": "1d"}},
    ],
}
RANKED: tuple[Mapping[str, Any], ...] = (
    {
        "near_vector": {**NEAR, **DIVERSE, "targets": {"target_vectors": [], "combination": 1}},
        "metadata": {"uuid": True, "distance": True, "certainty": True, "vector": True},
    },
    {
        "near_vector": {"vectors": [{"vector_bytes": "AACAPwAAAEA=", "type": 1}]},
        "group_by": {"path": ["title"], "number_of_groups": 2, "objects_per_group": 2},
        "boost": BOOST,
    },
    {"near_object": {"id": identity(1), "distance": 1.0}, "autocut": 1},
    {
        "bm25_search": {**WORDS, "search_operator": {"operator": 1, "minimum_or_tokens_match": 1}},
        "rerank": {"property": "title", "query": "x"},
        "boost": BOOST,
    },
    {
        "hybrid_search": {
            **WORDS,
            **DIVERSE,
            "alpha_param": 0.5,
            "use_alpha_param": True,
            "fusion_type": "FUSION_TYPE_RANKED",
            "near_vector": {"vector_bytes": "AACAPwAAAEA="},
            "vector_distance": 0.5,
            "bm25_search_operator": {"operator": 2},
        },
    },
    {"near_text": {"query": ["x"], "move_to": {"force": 0.5, "concepts": ["y"]}}},
    {"generative": {"single_response_prompt": "{title}", "grouped_response_task": "x"}},
    {"generative": {"single": {"prompt": "{title}"}, "grouped": {"task": "x"}}},
)
AGGREGATE = {
    "collection": "Thing",
    "objects_count": True,
    "limit": 3,
    "group_by": {"property": "title"},
    "filters": SEARCH["filters"],
    "aggregations": [
        {"property": "number", "int": {"count": True, "mean": True, "median": True, "mode": True}},
        {"property": "title", "text": {"type": True, "top_occurences": True}},
        {"property": "other", "reference": {"type": True, "pointing_to": True}},
    ],
}
REFERENCES = {
    "references": [
        {
            "name": "other",
            "from_collection": "Thing",
            "from_uuid": identity(1),
            "to_uuid": identity(1),
        }
    ]
}
DELETE = {"collection": "Thing", "filters": SEARCH["filters"], "verbose": True, "dry_run": True}
CALLS: tuple[tuple[str, Any], ...] = (
    ("BatchObjects", BATCH),
    ("Search", SEARCH),
    ("Search", CURSOR),
    *(("Search", {**PAGE, **ranked}) for ranked in RANKED),
    ("Aggregate", AGGREGATE),
    ("Aggregate", {**AGGREGATE, "near_vector": NEAR, "object_limit": 3}),
    ("Aggregate", {**AGGREGATE, "hybrid": WORDS, "object_limit": 3}),
    ("TenantsGet", {"collection": "Room", "names": {"values": ["a"]}}),
    ("BatchReferences", REFERENCES),
    ("BatchDelete", DELETE),
)


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    engine = Engine(
        settings=Settings(backup_folder=tmp_path),
        vectorizers={"text2vec-own": lambda texts: [[1.0, float(len(t))] for t in texts]},
        generative={"generative-own": lambda prompt: prompt},
        rerankers={"reranker-own": lambda _, texts: [float(len(t)) for t in texts]},
    )
    assert rest(engine, "POST", "/v1/schema", THING)[0] == 200
    assert rest(engine, "POST", "/v1/schema", ROOM)[0] == 200
    assert not insert(engine, thing(1, "one", vector=[1, 2]), thing(2, "two", tags=["x"]))
    return engine


def mutated(value: Any, rng: random.Random) -> Any:
    """A copy with one to three places changed, removed or doubled."""
    value = copy.deepcopy(value)
    for _ in range(rng.randrange(1, 4)):
        holder, place = _somewhere(value, rng)
        if holder is None:
            return _junk(rng)
        kind = rng.random()
        if kind < 0.75:
            holder[place] = _junk(rng)
        elif isinstance(holder, list):
            holder.insert(place, copy.deepcopy(holder[place]))
        elif kind < 0.9:
            del holder[place]
        else:
            holder[str(_junk(rng))] = _junk(rng)
    return value


def _encodable(value: Any) -> Any:
    """The same with texts that a message can hold."""
    return json.loads(json.dumps(value).replace("\\ud800", ""))


def _junk(rng: random.Random) -> Any:
    return copy.deepcopy(rng.choice(JUNK))


def _somewhere(value: Any, rng: random.Random) -> tuple[Any, Any]:
    places = []
    todo = [value]
    while todo:
        holder = todo.pop()
        if isinstance(holder, dict | list):
            keys = list(holder) if isinstance(holder, dict) else range(len(holder))
            places += [(holder, key) for key in keys]
            todo += [holder[key] for key in keys]
    return rng.choice(places) if places else (None, None)


@pytest.mark.parametrize("request_", REQUESTS, ids=lambda r: f"{r[0]} {r[1].split('/')[-1]}")
def test_any_body(
    engine: Engine, request_: tuple[str, str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    method, path, body = request_
    rng = random.Random(f"{method} {path}")
    with caplog.at_level(logging.ERROR):
        for _ in range(150):
            changed = mutated(body, rng)
            status, _ = rest(engine, method, path, changed)
            assert not caplog.records, changed
            assert 200 <= status < 600
    titles(engine)


@pytest.mark.parametrize(
    "data", [b"{", b"[", b'{"a"', b"\xff\xfe", b"nul", b"[" * 5000, b"0" * 500]
)
@pytest.mark.parametrize("request_", REQUESTS[:6:5])
def test_bytes_that_are_no_json(
    engine: Engine, request_: tuple[str, str, Any], data: bytes
) -> None:
    method, path, _ = request_
    status, body = rest(engine, method, path, data)
    assert status in (400, 422), body


@pytest.mark.parametrize("call", CALLS, ids=lambda c: c[0])
def test_any_message(
    engine: Engine, call: tuple[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    method, body = call
    kind = messages.METHODS[method].request
    rng = random.Random(method)
    sent = 0
    with caplog.at_level(logging.ERROR):
        for _ in range(400):
            changed = _encodable(mutated(body, rng))
            try:
                message = ParseDict(changed, kind(), ignore_unknown_fields=True)
            except (ParseError, TypeError, ValueError, AttributeError):
                continue
            sent += 1
            _send(engine, method, message)
            assert not caplog.records, changed
    assert sent > 50
    titles(engine)


@pytest.mark.parametrize("call", CALLS, ids=lambda c: c[0])
def test_broken_bytes_of_a_message(
    engine: Engine, call: tuple[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    method, body = call
    kind = messages.METHODS[method].request
    good = ParseDict(body, kind()).SerializeToString()
    rng = random.Random(method)
    with caplog.at_level(logging.ERROR):
        for _ in range(400):
            data = bytearray(good)
            for _ in range(rng.randrange(1, 5)):
                data[rng.randrange(len(data))] = rng.randrange(256)
            try:
                message = kind.FromString(bytes(data))
            except DecodeError:
                continue
            _send(engine, method, message)
            assert not caplog.records, message
    titles(engine)


def _send(engine: Engine, method: str, message: Any) -> None:
    with suppress(CallError):
        engine.unary(method, message)


SEGMENTS = (
    *("objects", "schema", "batch", "references", "tenants", "aliases", "backups", "nodes"),
    *("Thing", "Room", "a", "other", "x", "%20", "%ff", "..", "", "validate", "properties"),
    *("meta", "filesystem", "shards", "vectors", "restore", "class", identity(1), "graphql"),
)
PARAMETERS = (
    *("limit", "offset", "after", "class", "tenant", "include", "sort", "order", "output"),
    *("consistency_level", "node_name", "consistency", "id"),
)
WORDS_OF_PARAMETERS = ("", "0", "-1", "5", "x", "true", "Thing", "vector", "QUORUM", "9" * 20)


def test_any_path(engine: Engine, caplog: pytest.LogCaptureFixture) -> None:
    rng = random.Random(5)
    with caplog.at_level(logging.ERROR):
        for _ in range(5000):
            path = "/v1/" + "/".join(rng.choices(SEGMENTS, k=rng.randrange(1, 6)))
            parameters = [
                f"{rng.choice(PARAMETERS)}={rng.choice((*WORDS_OF_PARAMETERS, identity(1)))}"
                for _ in range(rng.randrange(4))
            ]
            method = rng.choice(("GET", "GET", "HEAD", "POST", "PUT", "PATCH", "TRACE"))
            asked = f"{path}?{'&'.join(parameters)}"
            status, _ = rest(engine, method, asked, rng.choice((None, {}, [])))
            assert not caplog.records, f"{method} {asked}"
            assert 200 <= status < 600
    titles(engine)
