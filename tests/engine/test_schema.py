"""Collections: what is filled in, what is refused and in which order."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from tests.engine.driving import COLLECTION, identity, insert, rest, thing, titles
from weaviate_orm.engine.engine import Engine
from weaviate_orm.engine.schema.modules import MODULES

PRIMITIVES = (
    "text", "int", "number", "boolean", "date", "uuid",
    "text[]", "int[]", "number[]", "boolean[]", "date[]", "uuid[]",
    "geoCoordinates", "phoneNumber", "blob", "blobHash",
)  # fmt: skip


def message(reply: tuple[int, Any]) -> str:
    """The text of a refusal, of either form."""
    status, body = reply
    assert status >= 400, reply
    text: str = body["error"][0]["message"] if "error" in body else body["message"]
    return text


def create(engine: Engine, body: Mapping[str, Any]) -> tuple[int, Any]:
    return rest(engine, "POST", "/v1/schema", body)


def with_property(**members: Any) -> dict[str, Any]:
    return {"class": "A", "properties": [{"name": "a", **members}]}


def test_defaults() -> None:
    engine = Engine()
    status, answer = create(engine, {"class": "thing"})
    assert status == 200
    index = answer.pop("vectorIndexConfig")
    assert index["distance"] == "cosine"
    assert index["efConstruction"] == 128
    assert index["multivector"]["enabled"] is False
    replication = answer.pop("replicationConfig")
    assert {k: replication[k] for k in ("factor", "asyncEnabled")} == {
        "factor": 1,
        "asyncEnabled": False,
    }
    assert answer == {
        "class": "Thing",
        "properties": None,
        "vectorizer": "none",
        "vectorIndexType": "hnsw",
        "invertedIndexConfig": {
            "bm25": {"b": 0.75, "k1": 1.2},
            "cleanupIntervalSeconds": 60,
            "stopwords": {"additions": None, "preset": "en", "removals": None},
            "usingBlockMaxWAND": True,
        },
        "multiTenancyConfig": {
            "enabled": False,
            "autoTenantCreation": False,
            "autoTenantActivation": False,
        },
        "shardingConfig": {
            "virtualPerPhysical": 128,
            "desiredCount": 1,
            "actualCount": 1,
            "desiredVirtualCount": 128,
            "actualVirtualCount": 128,
            "key": "_id",
            "strategy": "hash",
            "function": "murmur3",
        },
    }


def test_what_was_made_is_shown_everywhere() -> None:
    engine = Engine()
    made = create(engine, COLLECTION)[1]
    assert rest(engine, "GET", "/v1/schema/thing") == (200, made)
    assert rest(engine, "GET", "/v1/schema") == (200, {"classes": [made]})
    assert rest(engine, "GET", "/v1/schema/Other")[0] == 404


def test_a_dropped_collection_takes_its_objects_along() -> None:
    engine = Engine()
    create(engine, COLLECTION)
    insert(engine, thing(1, "x"))
    assert rest(engine, "DELETE", "/v1/schema/Thing")[0] == 200
    assert rest(engine, "DELETE", "/v1/schema/Thing")[0] == 200  # as often as one likes
    assert rest(engine, "GET", "/v1/schema") == (200, {"classes": []})
    create(engine, COLLECTION)
    assert titles(engine) == {}


@pytest.mark.parametrize("data_type", PRIMITIVES)
def test_defaults_of_properties(data_type: str) -> None:
    answer = create(Engine(), with_property(dataType=[data_type]))[1]
    is_text = data_type in ("text", "text[]")
    assert answer["properties"] == [
        {
            "dataType": [data_type],
            "indexFilterable": True,
            "indexRangeFilters": False,
            "indexSearchable": is_text,
            "name": "a",
            **({"tokenization": "word"} if is_text else {}),
        }
    ]


def test_the_older_type_string_is_a_text() -> None:
    body = with_property(dataType=["string"], tokenization="word")
    (made,) = create(Engine(), body)[1]["properties"]
    assert (made["dataType"], made["tokenization"]) == (["text"], "whitespace")


def test_defaults_of_nested_properties() -> None:
    members = [{"name": "b", "dataType": ["text"]}, {"name": "c", "dataType": ["int"]}]
    body = with_property(dataType=["object"], nestedProperties=members)
    (made,) = create(Engine(), body)[1]["properties"]
    assert made["nestedProperties"] == [
        {
            "dataType": ["text"],
            "indexFilterable": True,
            "indexRangeFilters": False,
            "indexSearchable": True,
            "name": "b",
            "tokenization": "word",
        },
        {
            "dataType": ["int"],
            "indexFilterable": True,
            "indexRangeFilters": False,
            "indexSearchable": False,
            "name": "c",
        },
    ]


def test_names_are_capitalised_or_not() -> None:
    body = {"class": "thing", "properties": [{"name": "Title", "dataType": ["text"]}]}
    answer = create(Engine(), body)[1]
    assert (answer["class"], answer["properties"][0]["name"]) == ("Thing", "title")


REFUSED: Sequence[tuple[Mapping[str, Any], str]] = [
    ({}, "'' is not a valid class name"),
    ({"class": "1a"}, "'1a' is not a valid class name"),
    ({"class": "Known"}, "class name Known already exists"),
    ({"class": "kNOWN"}, 'class already exists: found similar class "Known"'),
    (
        with_property(),
        "property 'a': invalid dataType: []: dataType must have at least one element",
    ),
    (
        with_property(dataType=["nope"]),
        "property 'a': invalid dataType: [nope]: unknown primitive data type 'nope'",
    ),
    (
        with_property(dataType=["Nope"]),
        "bad request: reference property to nonexistent class",
    ),
    (
        with_property(dataType=["object"]),
        ("property 'a': At least one nested property is required for data type object/object[]"),
    ),
    (
        with_property(dataType=["int"], tokenization="word"),
        "tokenization is not allowed for data type 'int'",
    ),
    (
        with_property(dataType=["text"], tokenization="nope"),
        (
            "properties.0.tokenization in body should be one of [word lowercase whitespace field "
            "trigram gse kagome_kr kagome_ja gse_ch]"
        ),
    ),
    (
        with_property(dataType=["int"], indexSearchable=True),
        (
            "`indexSearchable` is allowed only for text/text[] data types. "
            "For other data types set false or leave empty"
        ),
    ),
    (
        with_property(dataType=["text"], indexRangeFilters=True),
        (
            "`indexRangeFilters` is allowed only for number/int/date data types. "
            "For other data types set false or leave empty"
        ),
    ),
    (
        {"class": "A", "properties": [{"name": "id", "dataType": ["text"]}]},
        "'id' is a reserved property name",
    ),
    (
        {
            "class": "A",
            "properties": [
                {"name": "a", "dataType": ["text"]},
                {"name": "A", "dataType": ["int"]},
            ],
        },
        ('class "A": conflict for property "a": already in use or provided multiple times'),
    ),
    ({"class": "A", "vectorIndexType": "x"}, 'unrecognized or unsupported vectorIndexType "x"'),
    (
        {"class": "A", "vectorIndexConfig": {"maxConnections": 1}},
        (
            "class.VectorIndexConfig can not parse: parse vector index config: invalid hnsw "
            "config: maxConnections must be a positive integer with a minimum of 4"
        ),
    ),
    (
        {"class": "A", "vectorizer": "none", "vectorConfig": {"a": {"vectorizer": {"none": {}}}}},
        "creating a class with both a class level vector index and named vectors is forbidden",
    ),
    (
        {
            "class": "A",
            "multiTenancyConfig": {"enabled": True},
            "shardingConfig": {"desiredCount": 1},
        },
        "cannot have both shardingConfig and multiTenancyConfig",
    ),
    (
        {"class": "A", "replicationConfig": {"factor": 2}},
        (
            "init sharding state: could not find enough weaviate nodes for replication: "
            "1 available, 2 requested"
        ),
    ),
    (
        {"class": "A", "invertedIndexConfig": {"bm25": {"k1": -1, "b": 0.5}}},
        "BM25.k1 must be >= 0",
    ),
    (
        {"class": "A", "invertedIndexConfig": {"stopwords": {"preset": "x"}}},
        "stopwordPreset 'x' does not exist",
    ),
    (
        {"class": "A", "vectorizer": "text2vec-nope"},
        'vectorizer: no module with name "text2vec-nope" present',
    ),
    (
        {
            "class": "A",
            "vectorizer": "text2vec-openai",
            "moduleConfig": {"text2vec-openai": {"model": "x"}},
        },
        (
            "module 'text2vec-openai': wrong OpenAI model name, available model names are: "
            "[ada babbage curie davinci text-embedding-3-small text-embedding-3-large]"
        ),
    ),
]


@pytest.mark.parametrize(("body", "text"), REFUSED)
def test_refusals(body: Mapping[str, Any], text: str) -> None:
    engine = Engine()
    create(engine, {"class": "Known"})
    before = rest(engine, "GET", "/v1/schema")
    assert message(create(engine, body)) == text
    assert rest(engine, "GET", "/v1/schema") == before


@pytest.mark.parametrize(
    ("vectors", "where"),
    [
        ({"vectorIndexConfig": {"distance": "x"}}, ""),
        (
            {
                "vectorConfig": {
                    "v": {"vectorizer": {"none": {}}, "vectorIndexConfig": {"distance": "x"}}
                }
            },
            'cannot create vector index for "v": ',
        ),
    ],
)
def test_an_unknown_distance(vectors: Mapping[str, Any], where: str) -> None:
    engine = Engine()
    found = message(create(engine, {"class": "Some", **vectors}))
    assert re.sub("shard [A-Za-z0-9]{12} ", "shard # ", found) == (
        "updating db: TYPE_ADD_CLASS: apply add class: create index: init shard # of index some: "
        f"init shard vectors: {where}init vector index: unrecognized distance metric "
        '"x",choose one of ["cosine", "dot", "l2-squared", "manhattan","hamming"]'
    )
    assert rest(engine, "GET", "/v1/schema")[1] == {"classes": []}


FAULTY: Mapping[str, Any] = {
    "class": "1",
    "properties": [{"name": "a", "dataType": ["nope"]}],
    "vectorIndexType": "x",
    "invertedIndexConfig": {"bm25": {"k1": -1, "b": 0.5}},
    "replicationConfig": {"factor": 2},
}
IN_ORDER = (
    ("class", "'1' is not a valid class name"),
    ("properties", "property 'a': invalid dataType: [nope]: unknown primitive data type 'nope'"),
    ("vectorIndexType", 'unrecognized or unsupported vectorIndexType "x"'),
    ("invertedIndexConfig", "BM25.k1 must be >= 0"),
    ("replicationConfig", "init sharding state: could not find enough weaviate nodes"),
)


def test_the_first_fault_of_several_is_answered() -> None:
    body = dict(FAULTY)
    for member, text in IN_ORDER:
        assert message(create(Engine(), body)).startswith(text)
        body.pop(member)
        body.setdefault("class", "A")
    assert create(Engine(), body)[0] == 200


class TestProperties:
    def test_a_property_is_added(self) -> None:
        engine = Engine()
        create(engine, COLLECTION)
        insert(engine, thing(1, "x"))
        body = {"name": "Later", "dataType": ["int"]}
        status, answer = rest(engine, "POST", "/v1/schema/Thing/properties", body)
        assert (status, answer["name"], answer["indexFilterable"]) == (200, "later", True)
        shown = rest(engine, "GET", "/v1/schema/Thing")[1]["properties"]
        assert shown[-1] == answer
        changed = {"class": "Thing", "properties": {"later": 3}}
        path = f"/v1/objects/Thing/{identity(1)}"
        assert rest(engine, "PATCH", path, changed)[0] == 204
        assert rest(engine, "GET", path)[1]["properties"]["later"] == 3

    @pytest.mark.parametrize(
        ("name", "data_type", "text"),
        [
            ("title", "text", 'class "Thing": conflict for property "title": already in use'),
            ("x", "Nope", "property 'x': invalid dataType: [Nope]: reference property to none"),
        ],
    )
    def test_refusals(self, name: str, data_type: str, text: str) -> None:
        engine = Engine()
        create(engine, COLLECTION)
        body = {"name": name, "dataType": [data_type]}
        refusal = rest(engine, "POST", "/v1/schema/Thing/properties", body)
        assert message(refusal).startswith(text)

    def test_no_collection(self) -> None:
        body = {"name": "a", "dataType": ["int"]}
        assert rest(Engine(), "POST", "/v1/schema/Thing/properties", body)[0] >= 400


class TestVectors:
    def test_named_vectors(self) -> None:
        body = {
            "class": "A",
            "vectorConfig": {
                "one": {"vectorizer": {"none": {}}, "vectorIndexType": "flat"},
                "two": {
                    "vectorizer": {"text2vec-openai": {"model": "ada"}},
                    "vectorIndexType": "hnsw",
                    "vectorIndexConfig": {"distance": "dot"},
                },
            },
        }
        answer = create(Engine(), body)[1]
        assert "vectorizer" not in answer
        one, two = answer["vectorConfig"]["one"], answer["vectorConfig"]["two"]
        assert one["vectorizer"] == {"none": {}}
        assert one["vectorIndexConfig"]["distance"] == "cosine"
        assert two["vectorIndexConfig"]["distance"] == "dot"
        settings = two["vectorizer"]["text2vec-openai"]
        assert settings["model"] == "ada"
        assert settings["vectorizeClassName"] is True

    @pytest.mark.parametrize("kind", ["hnsw", "flat", "hfresh"])
    def test_each_kind_of_index_has_defaults(self, kind: str) -> None:
        answer = create(Engine(), {"class": "A", "vectorIndexType": kind})[1]
        assert answer["vectorIndexType"] == kind
        assert answer["vectorIndexConfig"]["distance"] == "cosine"

    def test_the_default_settings_of_a_vectorizer_reach_every_property(self) -> None:
        body = {**COLLECTION, "vectorizer": "text2vec-openai"}
        answer = create(Engine(), body)[1]
        assert answer["moduleConfig"]["text2vec-openai"]["vectorizeClassName"] is True
        own = {"text2vec-openai": {"skip": False, "vectorizePropertyName": False}}
        assert [p["moduleConfig"] for p in answer["properties"]] == [own] * 4

    def test_a_callable_of_ones_own_is_a_module(self) -> None:
        body = {"class": "A", "vectorizer": "text2vec-own"}
        assert create(Engine(), body)[0] == 422
        engine = Engine(vectorizers={"text2vec-own": lambda texts: [[1.0] for _ in texts]})
        assert create(engine, body)[1]["vectorizer"] == "text2vec-own"

    @pytest.mark.parametrize("name", sorted(m.name for m in MODULES.values() if m.kind.vectorizes))
    def test_every_vectorizer_can_be_named(self, name: str) -> None:
        body = {
            "class": "A",
            "vectorConfig": {"a": {"vectorizer": {name: {}}, "vectorIndexType": "hnsw"}},
        }
        status, answer = create(Engine(), body)
        if status == 200:
            settings = answer["vectorConfig"]["a"]["vectorizer"]
            assert settings == {name: {**MODULES[name].defaults}}
        else:  # it cannot do without settings
            assert message((status, answer)).startswith(f"module '{name}': ")

    def test_makers_of_multi_vectors_need_an_index_of_their_own_kind(self) -> None:
        def body(kind: str, **more: Any) -> dict[str, Any]:
            vector = {"vectorizer": {"text2multivec-jinaai": {}}, "vectorIndexType": kind, **more}
            return {"class": "A", "vectorConfig": {"a": vector}}

        index = create(Engine(), body("hnsw"))[1]["vectorConfig"]["a"]["vectorIndexConfig"]
        assert index["multivector"]["enabled"] is True
        inner = (
            "parse vector index config: multi vector index is not supported for vector index "
            'type: "flat", only supported type is hnsw'
        )
        assert message(create(Engine(), body("flat"))) == (
            f"parse vector index config: parse vector config for a: {inner}"
        )
        assert message(create(Engine(), body("flat", vectorIndexConfig={}))) == (
            f'target vector "a": parse vector index config: {inner}'
        )

    def test_every_module_is_known_by_one_name(self) -> None:
        assert all(name == found.name for name, found in MODULES.items())
