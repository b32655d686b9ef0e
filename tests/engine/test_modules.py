"""Modules: the bundled ones to the bit, callables, the local model, and what none answers."""

from __future__ import annotations

import builtins
import importlib.util
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pytest

from tests.engine.driving import identity, insert, rest, search, thing
from weaviate_orm.engine.engine import Engine
from weaviate_orm.engine.errors import CallError
from weaviate_orm.engine.modules import bigram, corpus, dummy, local
from weaviate_orm.engine.modules.local import ModuleFault
from weaviate_orm.engine.modules.printing import compact, printed
from weaviate_orm.engine.modules.registry import Modules
from weaviate_orm.engine.schema.definition import parse
from weaviate_orm.wire import messages

TEXT: dict[str, Any] = {"name": "title", "dataType": ["text"]}


def collection(vectorizer: str = "none", **more: Any) -> Mapping[str, Any]:
    return {
        "class": "Thing",
        "vectorizer": vectorizer,
        "properties": [TEXT, {"name": "number", "dataType": ["int"]}],
        **more,
    }


def made(engine: Engine, document: Mapping[str, Any]) -> Engine:
    status, body = rest(engine, "POST", "/v1/schema", document)
    assert status == 200, body
    return engine


class Lengths:
    """A vectorizer that remembers what it was asked: (characters, words) of each text."""

    def __init__(self) -> None:
        self.asked: list[list[str]] = []

    def __call__(self, texts: Sequence[str]) -> list[list[float]]:
        self.asked.append(list(texts))
        return [[float(len(text)), float(len(text.split()))] for text in texts]


def vector(engine: Engine, number: int) -> list[float] | None:
    (one,) = [r for r in search(engine, limit=100) if r.metadata.id == identity(number)]
    raw = one.metadata.vector_bytes
    return np.frombuffer(raw, "<f4").tolist() if raw else None


# Bundled ------------------------------------------------------------------------------------------


def test_bigrams_are_shares_of_pairs_of_bytes() -> None:
    one = bigram.vector("ab")
    assert len(one) == 676
    assert np.flatnonzero(one).tolist() == [19 * 26 + 20]
    assert one.sum() == 1
    assert (bigram.vector("Ab") == one).all()
    twice = bigram.vector("aba")
    assert sorted(twice[twice > 0].tolist()) == [0.5, 0.5]
    umlaut = bigram.vector("ä")  # two bytes, c3 a4
    assert np.flatnonzero(umlaut).tolist() == [(0xC3 % 26) * 26 + 0xA4 % 26]
    assert np.isnan(bigram.vector("x")).all()
    assert np.isnan(bigram.vector("")).all()


def test_the_text_of_an_object_for_bigrams() -> None:
    definition = parse(
        {
            "class": "C",
            "properties": [
                {"name": "d", "dataType": ["date"]},
                {"name": "o", "dataType": ["object"], "nestedProperties": [TEXT]},
            ],
        }
    )
    values = {
        "n": 1_234_567,
        "f": 1.5,
        "b": True,
        "l": ["ab", "cd"],
        "d": "2021-03-04T05:06:07.25+02:00",
        "o": {"y": 3, "title": "ab"},
    }
    assert bigram.object_text(values, definition) == (
        "true2021-03-04 05:06:07.25 +0200 +02001.5[ab cd]1.234567e+06map[title:ab y:3]"
    )
    assert printed("2021-03-04T05:06:07Z", definition.properties["d"]) == (
        "2021-03-04 05:06:07 +0000 UTC"
    )
    assert printed([], None) == "[]"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1e20, "100000000000000000000"),
        (1e21, "1e+21"),
        (0.000001, "0.000001"),
        (1e-7, "1e-7"),
        (-0.5, "-0.5"),
        (0, "0"),
        (2, "2"),
        (True, "true"),
        (None, "null"),
        ("a\u2028<&>", '"a\\u2028\\u003c\\u0026\\u003e"'),
        ({"b": [1], "a": {}}, '{"a":{},"b":[1]}'),
    ],
)
def test_compact_json(value: object, text: str) -> None:
    assert compact(value) == text


def test_dummies() -> None:
    assert dummy.generate({"colour": "red"}, "P") == (
        "You want me to generate something based on the following prompt: P. With settings: "
        "colour=red,. I'm sorry, I'm just a dummy and can't generate anything."
    )
    assert dummy.rank("ignored", ["", "ä", "abc"]) == [0, 2, 3]


def test_the_corpus_of_a_vectorizer() -> None:
    settings: dict[str, Any] = {"text2vec-x": {"skip": True}}
    named: dict[str, Any] = {"text2vec-x": {"vectorizePropertyName": True}}
    definition = parse(
        {
            "class": "JeopardyClue",
            "vectorizer": "text2vec-x",
            "moduleConfig": {"text2vec-x": {"vectorizeClassName": True}},
            "properties": [
                {"name": "zeta", "dataType": ["text[]"]},
                {"name": "airDate", "dataType": ["text"], "moduleConfig": named},
                {"name": "skipped", "dataType": ["text"], "moduleConfig": settings},
                {"name": "number", "dataType": ["int"]},
            ],
        }
    )
    read = corpus.of(definition, definition.vectors[""])
    values = {"zeta": ["One", "TWO"], "airDate": "May", "skipped": "no", "number": 3}
    assert read.text(values) == "jeopardy clue air date may one two"
    assert read.text({}) == "jeopardy clue"
    assert read.same(values, {**values, "number": 4, "skipped": "other"})
    assert not read.same(values, {**values, "zeta": ["One"]})
    assert not read.same(values, {k: v for k, v in values.items() if k != "airDate"})


# Vectors on insert --------------------------------------------------------------------------------


def test_a_callable_vectorizes_what_has_no_vector() -> None:
    lengths = Lengths()
    engine = made(
        Engine(vectorizers={"text2vec-openai": lengths}),
        collection(
            "text2vec-openai", moduleConfig={"text2vec-openai": {"vectorizeClassName": False}}
        ),
    )
    assert not insert(engine, thing(1, "Tea Leaf"), thing(2, "own", vector=[5, 5]), thing(3, "ab"))
    assert lengths.asked == [["tea leaf", "ab"]]
    assert vector(engine, 1) == [8, 2]
    assert vector(engine, 2) == [5, 5]


def test_vectors_are_reused_until_a_text_changes() -> None:
    lengths = Lengths()
    engine = made(
        Engine(vectorizers={"text2vec-openai": lengths}),
        collection(
            "text2vec-openai", moduleConfig={"text2vec-openai": {"vectorizeClassName": False}}
        ),
    )
    insert(engine, thing(1, "one", vector=[9, 9]))
    path = f"/v1/objects/Thing/{identity(1)}"
    assert rest(engine, "PATCH", path, {"class": "Thing", "properties": {"number": 7}})[0] == 204
    assert lengths.asked == []
    assert vector(engine, 1) == [9, 9]
    insert(engine, thing(1, "one"))
    assert (lengths.asked, vector(engine, 1)) == ([], [9, 9])
    assert (
        rest(engine, "PATCH", path, {"class": "Thing", "properties": {"title": "four"}})[0] == 204
    )
    assert vector(engine, 1) == [4, 1]
    # A text that is deleted still counts.
    assert rest(engine, "PATCH", path, {"class": "Thing", "properties": {"title": None}})[0] == 204
    assert (len(lengths.asked), vector(engine, 1)) == (1, [4, 1])


def test_only_source_properties_count() -> None:
    lengths = Lengths()
    named = {"v": {"vectorizer": {"text2vec-cohere": {"properties": ["title"]}}}}
    document = {
        "class": "Thing",
        "vectorConfig": named,
        "properties": [TEXT, {"name": "body", "dataType": ["text"]}],
    }
    engine = made(Engine(vectorizers={"text2vec-cohere": lengths}), document)
    body = {"class": "Thing", "id": identity(1), "properties": {"title": "a", "body": "b"}}
    assert rest(engine, "POST", "/v1/objects", body)[0] == 200
    body["properties"] = {"title": "a", "body": "other"}
    assert rest(engine, "PUT", f"/v1/objects/Thing/{identity(1)}", body)[0] == 200
    assert [len(texts) for texts in lengths.asked] == [1]


def test_a_failing_vectorizer_hits_only_its_objects() -> None:
    def fail(texts: Sequence[str]) -> list[list[float]]:
        raise RuntimeError(f"no {texts[0]}")

    engine = made(Engine(vectorizers={"text2vec-openai": fail}), collection("text2vec-openai"))
    faults = insert(engine, thing(1, "tea"), thing(2, "own", vector=[1]))
    assert faults == [
        "update vector: The callable for text2vec-openai raised RuntimeError: no thing tea"
    ]
    assert [r.metadata.id for r in search(engine)] == [identity(2)]
    status, body = rest(engine, "POST", "/v1/objects", {"class": "Thing", "properties": {}})
    assert status == 500
    assert body["error"][0]["message"].startswith("vectorize target vector : update vector: The ")


def test_a_vectorizer_must_return_a_vector_a_text() -> None:
    engine = made(
        Engine(vectorizers={"text2vec-openai": lambda texts: [[1.0]]}),
        collection("text2vec-openai"),
    )
    (fault, _) = insert(engine, thing(1, "a"), thing(2, "b"))
    assert "got 2 texts and returned 1 vectors" in fault


def test_modules_that_nobody_answers() -> None:
    engine = made(Engine(), collection("text2vec-openai"))
    (fault,) = insert(engine, thing(1, "tea"))
    assert fault == (
        "update vector: text2vec-openai is not answered by this engine. Give it a callable: "
        "Engine(vectorizers={'text2vec-openai': …}), or switch on its local modules."
    )
    assert not insert(engine, thing(2, "own", vector=[1, 2]))
    with pytest.raises(CallError, match="text2vec-openai is not answered by this engine"):
        search(engine, near_text=messages.NearTextSearch(query=["x"]))


@pytest.mark.parametrize("argument", ["vectorizers", "generative", "rerankers"])
def test_names_are_checked(argument: str) -> None:
    given: Any = {argument: {"openai": len}}
    with pytest.raises(ValueError, match=argument):
        Modules(**given)


def test_names_of_modules() -> None:
    names = Modules(vectorizers={"text2vec-openai": Lengths()}).names
    assert "text2vec-openai" in names
    assert {"text2vec-bigram", "ref2vec-centroid", "generative-dummy", "reranker-dummy"} < {*names}


# The local model ----------------------------------------------------------------------------------

has_model = pytest.mark.skipif(
    importlib.util.find_spec("wordllama") is None, reason="wordllama is not installed"
)


@has_model
def test_the_local_model_finds_what_is_alike() -> None:
    engine = made(Engine(local=True), collection("text2vec-openai"))
    texts = ["a green apple and a pear", "the orchestra played a symphony", "trains run on rails"]
    assert not insert(engine, *[thing(n, text) for n, text in enumerate(texts, 1)])
    found = search(engine, near_text=messages.NearTextSearch(query=["music by violins"]), limit=1)
    assert [r.metadata.id for r in found] == [identity(2)]
    words = messages.Hybrid(query="fruit", alpha=1.0)
    assert search(engine, hybrid_search=words, limit=1)[0].metadata.id == identity(1)


@has_model
def test_the_local_model_is_the_same_for_every_name() -> None:
    (one,), (other,) = (
        Modules(local=True)
        .vectorizer(parse(collection(f"text2vec-{name}")).vectors[""])
        .vectors(["tea"])  # type: ignore[union-attr]  # it has one
        for name in ("openai", "cohere")
    )
    assert len(one) == 256
    assert (one == other).all()


def test_the_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *more: Any, **options: Any) -> Any:
        if name == "wordllama":
            raise ImportError(name)
        return real(name, *more, **options)

    local._model.cache_clear()
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(ModuleFault, match=r"orm-weaviate\[embedded\]"):
        local.vectors(["tea"])


def test_local_modules_generate_and_rank() -> None:
    settings = {"generative-openai": {"model": "x"}, "reranker-cohere": {}}
    engine = made(Engine(local=True), collection(moduleConfig=settings))
    insert(engine, thing(1, "a"), thing(2, "abc"))
    found = search(
        engine,
        rerank=messages.Rerank(property="title"),
        generative=messages.GenerativeSearch(
            single=messages.GenerativeSearch.Single(prompt="{title}")
        ),
    )
    assert [r.metadata.rerank_score for r in found] == [3, 1]
    assert "prompt: abc. With settings: model=x,." in found[0].generative.values[0].result


# Generation and reranking by callables ------------------------------------------------------------


def test_callables_generate_and_rank() -> None:
    def rank(query: str, documents: Sequence[str]) -> list[float]:
        return [float(document == query) for document in documents]

    engine = made(
        Engine(
            generative={"generative-openai": lambda prompt: prompt.upper()},
            rerankers={"reranker-cohere": rank},
        ),
        collection(moduleConfig={"generative-openai": {}, "reranker-cohere": {}}),
    )
    insert(engine, thing(1, "tea"), thing(2, "leaf"))
    found = search(
        engine,
        rerank=messages.Rerank(property="title", query="leaf"),
        generative=messages.GenerativeSearch(
            single=messages.GenerativeSearch.Single(prompt="say {title}", debug=True)
        ),
    )
    assert [r.generative.values[0].result for r in found] == ["SAY LEAF", "SAY TEA"]
    assert found[0].generative.values[0].debug.full_prompt == "say leaf"


def provider(**kind: Any) -> messages.GenerativeSearch:
    query = messages.GenerativeProvider(**kind)
    return messages.GenerativeSearch(
        single=messages.GenerativeSearch.Single(prompt="x", queries=[query])
    )


def test_a_provider_is_chosen_by_the_query() -> None:
    openai = messages.GenerativeOpenAI()
    engine = made(Engine(generative={"generative-openai": lambda _: "mine"}), collection())
    insert(engine, thing(1, "tea"))
    (one,) = search(engine, generative=provider(openai=openai))
    assert one.generative.values[0].result == "mine"
    words = "explorer: list class: extend: extend generate: client not found"
    with pytest.raises(CallError, match=f"^{words} for provider: cohere$"):
        search(engine, generative=provider(cohere=messages.GenerativeCohere()))
    with pytest.raises(CallError, match=f"^{words}, empty provider$"):
        search(engine, generative=provider(dummy=messages.GenerativeDummy()))
    with pytest.raises(CallError, match="has no metadata of generative-openai"):
        search(engine, generative=provider(openai=openai, return_metadata=True))


def test_failing_callables_are_named() -> None:
    def fail(prompt: str) -> str:
        raise KeyError(prompt)

    def short(query: str, documents: Sequence[str]) -> list[float]:
        return []

    engine = made(
        Engine(generative={"generative-openai": fail}, rerankers={"reranker-cohere": short}),
        collection(moduleConfig={"generative-openai": {}, "reranker-cohere": {}}),
    )
    insert(engine, thing(1, "tea"))
    with pytest.raises(CallError, match="The callable for generative-openai raised KeyError"):
        search(engine, generative=provider())
    with pytest.raises(CallError, match="got 1 documents and returned 0 scores"):
        search(engine, rerank=messages.Rerank(property="title"))
