"""Changes of collections: whole definitions, single indexes, shards."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from google.protobuf.json_format import ParseDict

from tests.engine.driving import COLLECTION, insert, rest, search, thing
from tests.engine.table import leaf
from tests.engine.test_schema import create, message
from weaviate_orm.engine.engine import Engine
from weaviate_orm.engine.errors import CallError
from weaviate_orm.wire import messages

PARSED = "updating schema: TYPE_UPDATE_CLASS: bad request :parse class update: "
DESCRIPTIONS_ONLY = (
    "property fields other than description cannot be updated through updating the class. "
    'Use the add property feature (e.g. "POST /v1/schema/{className}/properties") '
    "to add additional properties"
)
THING = {**COLLECTION, "vectorizer": "none"}


class Updated:
    """A collection, and what it becomes."""

    def __init__(self, body: Mapping[str, Any] = THING) -> None:
        self.engine = Engine()
        status, self.document = create(self.engine, body)
        assert status == 200, self.document

    def put(self, **changes: Any) -> tuple[int, Any]:
        """Send the whole definition with some members changed (None = left out)."""
        body = copy.deepcopy(self.document) | changes
        sent = {name: value for name, value in body.items() if value is not None}
        return rest(self.engine, "PUT", f"/v1/schema/{self.document['class']}", sent)

    def shown(self) -> dict[str, Any]:
        shown: dict[str, Any] = rest(self.engine, "GET", f"/v1/schema/{self.document['class']}")[1]
        return shown


def test_what_may_change() -> None:
    one = Updated()
    index = one.document["vectorIndexConfig"] | {"ef": 77}
    inverted = {"bm25": {"k1": 2, "b": 0.5}, "stopwords": {"preset": "none"}}
    title, *rest_ = copy.deepcopy(one.document["properties"])
    title["description"] = "on the spine"
    assert one.put(
        description="things",
        vectorIndexConfig=index,
        invertedIndexConfig=inverted,
        properties=[title, *rest_],
    )[0] == 200  # fmt: skip
    shown = one.shown()
    assert shown["description"] == "things"
    assert shown["vectorIndexConfig"]["ef"] == 77
    assert shown["invertedIndexConfig"]["bm25"] == {"k1": 2, "b": 0.5}
    assert shown["invertedIndexConfig"]["stopwords"]["preset"] == "none"
    by_name = {p["name"]: p for p in shown["properties"]}
    assert by_name["title"]["description"] == "on the spine"


def test_new_settings_take_effect() -> None:
    one = Updated()
    insert(one.engine, thing(1, "the end"))
    keywords = messages.BM25(query="the", properties=["title"])
    assert search(one.engine, bm25_search=keywords) == []
    one.put(invertedIndexConfig={"stopwords": {"preset": "none"}})
    assert len(search(one.engine, bm25_search=keywords)) == 1


def _without_first(document: Mapping[str, Any]) -> dict[str, Any]:
    return {"properties": document["properties"][1:]}


def _with_another_index(document: Mapping[str, Any]) -> dict[str, Any]:
    title, *others = copy.deepcopy(document["properties"])
    return {"properties": [title | {"indexFilterable": False}, *others]}


def _with_construction(document: Mapping[str, Any]) -> dict[str, Any]:
    return {"vectorIndexConfig": document["vectorIndexConfig"] | {"efConstruction": 5}}


def _with_shards(document: Mapping[str, Any]) -> dict[str, Any]:
    return {"shardingConfig": document["shardingConfig"] | {"desiredCount": 4}}


FIXED: Sequence[tuple[Any, str]] = [
    (
        {"class": "Other"},
        'class name is immutable: attempted change from "Thing" to "Other"',
    ),
    (
        {"vectorizer": "text2vec-openai"},
        f'{PARSED}vectorizer is immutable: attempted change from "none" to "text2vec-openai"',
    ),
    (
        {"vectorIndexType": "flat"},
        f'{PARSED}vector index type is immutable: attempted change from "hnsw" to "flat"',
    ),
    (
        _with_construction,
        (
            f"{PARSED}validate vector index config: efConstruction is immutable: "
            'attempted change from "128" to "5"'
        ),
    ),
    (_without_first, f"{PARSED}{DESCRIPTIONS_ONLY}"),
    (_with_another_index, f'{PARSED}property "title": {DESCRIPTIONS_ONLY}'),
    (
        {"multiTenancyConfig": {"enabled": True}},
        "enabling multi-tenancy for an existing class is not supported",
    ),
    (
        {"invertedIndexConfig": {"indexNullState": True}},
        '"indexNullState" setting is immutable. Value changed from "false" to "true"',
    ),
    (
        _with_shards,
        (
            f"{PARSED}validate sharding config: re-sharding not supported yet: shard count is "
            'immutable: attempted change from "1" to "4"'
        ),
    ),
]


@pytest.mark.parametrize(("change", "text"), FIXED)
def test_what_may_not_change(change: Any, text: str) -> None:
    one = Updated()
    changes = change(one.document) if callable(change) else change
    assert message(one.put(**changes)) == text
    assert one.shown() == one.document


def test_more_replicas_than_there_are() -> None:
    text = message(Updated().put(replicationConfig={"factor": 3}))
    assert text.startswith('not enough replicas in shard "')


def test_generative_modules_replace_each_other() -> None:
    one = Updated()
    one.put(moduleConfig={"generative-openai": {}})
    one.put(moduleConfig={"generative-cohere": {}})
    one.put(moduleConfig={"reranker-dummy": {}})
    assert one.shown()["moduleConfig"] == {"generative-cohere": {}, "reranker-dummy": {}}
    one.put(moduleConfig=None)
    assert one.shown()["moduleConfig"] == {"generative-cohere": {}, "reranker-dummy": {}}


def test_refused_settings_of_a_vectorizer_stay() -> None:
    """The server compares them inside the stored document, and this engine answers alike."""
    one = Updated({**THING, "vectorizer": "text2vec-openai"})
    settings = {"text2vec-openai": {"model": "ada"}}
    text = message(one.put(moduleConfig=settings))
    assert text == (
        f"{PARSED}can only update generative and reranker module configs. "
        "Got: text2vec-openai for class: Thing"
    )
    assert one.shown()["moduleConfig"]["text2vec-openai"]["model"] == "ada"


def test_vectors_are_added_but_not_removed() -> None:
    flat = {"vectorizer": {"none": {}}, "vectorIndexType": "flat"}
    one = Updated({"class": "Thing", "vectorConfig": {"a": flat}})
    assert one.put(vectorConfig={**one.document["vectorConfig"], "b": flat})[0] == 200
    assert sorted(one.shown()["vectorConfig"]) == ["a", "b"]
    assert message(one.put(vectorConfig={"b": flat})) == f'{PARSED}missing config for vector "a"'


def test_no_collection() -> None:
    assert rest(Engine(), "PUT", "/v1/schema/Thing", {"class": "Thing"}) == (404, None)


# Indexes ------------------------------------------------------------------------------------------


def index(
    engine: Engine, method: str, property_: str, kind: str, body: Any = None
) -> tuple[int, Any]:
    return rest(engine, method, f"/v1/schema/Thing/properties/{property_}/index/{kind}", body)


def kinds(engine: Engine, name: str) -> dict[str, str | None]:
    """The indexes of a property with their tokenizations."""
    listed = rest(engine, "GET", "/v1/schema/Thing/indexes")[1]["properties"]
    found = next(p for p in listed if p["name"] == name)
    return {i["type"]: i.get("tokenization") for i in found["indexes"]}


@pytest.fixture
def engine() -> Engine:
    engine = Engine()
    create(engine, THING)
    insert(engine, thing(1, "alpha beta"), thing(2, "beta"))
    return engine


def equal(text: str) -> messages.Filters:
    return ParseDict(leaf("EQUAL", "title", value_text=text), messages.Filters())


def test_an_index_is_dropped_and_made_again(engine: Engine) -> None:
    keywords = messages.BM25(query="alpha")
    assert kinds(engine, "title") == {"filterable": "word", "searchable": "word"}
    assert len(search(engine, bm25_search=keywords)) == 1
    assert index(engine, "DELETE", "title", "searchable") == (200, None)
    assert kinds(engine, "title") == {"filterable": "word"}
    assert search(engine, bm25_search=keywords) == []
    assert index(engine, "DELETE", "title", "filterable") == (200, None)
    with pytest.raises(CallError, match="requires inverted index"):
        search(engine, filters=equal("alpha"))
    assert index(engine, "PUT", "title", "searchable", {"tokenization": "word"})[0] == 202
    assert index(engine, "PUT", "title", "filterable", {})[0] == 202
    assert len(search(engine, bm25_search=keywords)) == 1
    assert len(search(engine, filters=equal("beta"))) == 2


def test_texts_are_cut_anew(engine: Engine) -> None:
    assert len(search(engine, filters=equal("beta"))) == 2
    assert index(engine, "PUT", "title", "searchable", {"tokenization": "field"})[0] == 202
    assert kinds(engine, "title") == {"filterable": "field", "searchable": "field"}
    assert len(search(engine, filters=equal("beta"))) == 1
    assert len(search(engine, filters=equal("alpha beta"))) == 1


def test_an_index_for_ranges(engine: Engine) -> None:
    assert index(engine, "PUT", "number", "rangeFilters", {})[0] == 202
    assert kinds(engine, "number") == {"filterable": None, "rangeFilters": None}
    assert index(engine, "DELETE", "number", "rangeable") == (200, None)
    assert kinds(engine, "number") == {"filterable": None}


REFUSED: Sequence[tuple[str, str, str, Any, int, str]] = [
    ("PUT", "number", "searchable", {}, 400, 'property "number" is not a text type'),
    (
        "PUT",
        "title",
        "rangeFilters",
        {},
        400,
        'property "title" is not a numeric type (int, number, date)',
    ),
    ("PUT", "x", "searchable", {}, 404, 'property "x" not found on collection "Thing"'),
    ("DELETE", "x", "searchable", None, 422, "property name x: not found"),
    (
        "DELETE",
        "title",
        "x",
        None,
        422,
        "indexName in path should be one of [filterable searchable rangeFilters rangeable]",
    ),
]


@pytest.mark.parametrize(("method", "name", "kind", "body", "status", "text"), REFUSED)
def test_index_refusals(
    engine: Engine, method: str, name: str, kind: str, body: Any, status: int, text: str
) -> None:
    reply = index(engine, method, name, kind, body)
    assert (reply[0], message(reply)) == (status, text)


def test_shards(engine: Engine) -> None:
    status, shards = rest(engine, "GET", "/v1/schema/Thing/shards")
    assert status == 200
    assert [(s["status"], s["vectorQueueSize"]) for s in shards] == [("READY", 0)]
