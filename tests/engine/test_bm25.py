"""Keyword search: the formulas, and the postings against a count of every text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.naive.keywords import Keywords
from tests.engine.naive.things import Kind, Things
from tests.engine.table import Table, identity
from weaviate_orm.engine.index.matches import Matches
from weaviate_orm.engine.search.bm25 import KeywordFault, KeywordSearch, Match, search
from weaviate_orm.engine.search.scoring import (
    Saturation,
    Scored,
    best,
    inverse_document_frequency,
    summed,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

TEXTS = st.lists(
    st.sampled_from(["fox", "dog", "the", "owl", "cat", "Fox"]), min_size=0, max_size=6
).map(" ".join)
OBJECTS = st.fixed_dictionaries({}, optional={"title": TEXTS, "body": TEXTS})
HISTORIES = st.lists(
    st.tuples(st.sampled_from(["put", "put", "put", "delete"]), st.integers(1, 40), OBJECTS),
    min_size=1,
    max_size=60,
)
KINDS = {"title": Kind("text"), "body": Kind("text")}
STOPWORDS = {"stopwords": {"preset": "none", "additions": ["the", "a"]}}
BOOSTS = {"": 1.0, "^2": 2.0, "^0.5": 0.5}


def table() -> Table:
    return Table([{"name": n, "dataType": ["text"]} for n in ("title", "body")], STOPWORDS)


@settings(max_examples=120, deadline=None)
@given(
    HISTORIES,
    st.lists(TEXTS, min_size=1, max_size=4),
    st.lists(
        st.tuples(st.sampled_from(["title", "body"]), st.sampled_from(list(BOOSTS))),
        min_size=1,
        max_size=2,
        unique_by=lambda entry: entry[0],
    ),
    st.integers(1, 12),
    st.sampled_from([Match.OR, Match.AND]),
    st.integers(1, 3),
)
def test_scores_agree_with_a_count(
    history: list[tuple[str, int, dict[str, str]]],
    queries: list[str],
    properties: list[tuple[str, str]],
    depth: int,
    match: Match,
    at_least: int,
) -> None:
    engine, things = table(), Things(KINDS)
    for action, number, values in history:
        if action == "put":
            engine.put(number, **values)
            things.put(number, values)
        elif number in things:
            engine.delete(number)
            things.delete(number)
    naive = Keywords(frozenset({"the", "a"}))
    boosts = {name: BOOSTS[boost] for name, boost in properties}
    entries = tuple(f"{name}{boost}" for name, boost in properties)
    for query in queries:
        keywords = KeywordSearch(query, entries, match, at_least)
        found = search(keywords, engine.shard, depth)
        hits = [
            (int(engine.shard.uuid(slot).hex()[-12:], 16), score)
            for slot, score in zip(found.slots, found.scores, strict=True)
        ]
        want = naive.search(things, query, boosts, depth, match.name, at_least)
        want.sort(key=lambda hit: (-hit[1], identity(hit[0])))
        assert hits == want


def test_the_worked_example() -> None:
    # Ten objects; lengths 7 7 5 4 3 2 3 7 1 2; the term in five of them.
    lengths, counts = [7, 7, 5, 4, 3, 2, 3, 7, 1, 2], [0, 0, 1, 1, 3, 2, 1, 0, 0, 0]
    engine = Table([{"name": "d", "dataType": ["text"]}])
    for i, (length, count) in enumerate(zip(lengths, counts, strict=True), 1):
        engine.put(i, d=" ".join(["term"] * count + ["x"] * (length - count)))
    found = search(KeywordSearch("term", ("d",)), engine.shard, 10)
    want = [0.5253056, 0.50612706, 0.35391074, 0.31824225, 0.28910512]
    assert found.scores == [float(np.float32(s)) for s in want]
    assert inverse_document_frequency(3, [2]) == pytest.approx(0.470003629)
    assert inverse_document_frequency(10, [6, 5]) == inverse_document_frequency(10, [5])


def test_saturation() -> None:
    found = Saturation(1.2, 0.75, 4.1).of(np.array([3, 0], np.uint8), np.array([3, 9], np.uint32))
    assert found.tolist() == pytest.approx([3 / (3 + 1.2 * (0.25 + 0.75 * 3 / 4.1)), 0.0])


def test_terms_of_several_properties() -> None:
    engine = table()
    engine.put(1, title="fox", body="dog")
    engine.put(2, title="fox dog")
    engine.put(3, body="owl")

    def found(match: Match, query: str = "fox dog") -> list[int]:
        hits = search(KeywordSearch(query, match=match), engine.shard, 10)
        return sorted(int(engine.shard.uuid(slot).hex()[-12:], 16) for slot in hits.slots)

    assert found(Match.OR) == [1, 2]
    assert found(Match.AND) == [2]
    assert found(Match.AND_CROSS) == [1, 2]
    assert found(Match.AND_CROSS, "fox owl") == []
    assert found(Match.OR, "the") == []


def test_a_property_names_only_its_own_best() -> None:
    engine = table()
    # Object 1 is mediocre in both properties, and the best of all together.
    for n in range(2, 14):
        engine.put(n, title="fox fox fox", body="cat cat cat cat")
        engine.put(n + 20, title="cat cat cat cat", body="fox fox fox")
    engine.put(1, title="fox cat cat", body="fox cat cat")

    def first(depth: int) -> int:
        hits = search(KeywordSearch("fox"), engine.shard, depth)
        return int(engine.shard.uuid(hits.slots[0]).hex()[-12:], 16)

    assert first(1) != 1
    assert first(20) == 1


def test_allowed_objects_alone_are_scored() -> None:
    engine = table()
    for n in range(1, 6):
        engine.put(n, title="fox" + " dog" * n)
    every = search(KeywordSearch("fox"), engine.shard, 10)
    some = Matches.of_slots(np.array([1, 3]), 5)
    found = search(KeywordSearch("fox"), engine.shard, 10, some)
    assert found.slots == [1, 3]
    assert (
        dict(zip(found.slots, found.scores, strict=True)).items()
        <= dict(zip(every.slots, every.scores, strict=True)).items()
    )


def test_explanations() -> None:
    engine = table()
    engine.put(1, title="fox fox dog", body="owl")
    found = search(KeywordSearch("owl fox"), engine.shard, 1, explain=True)
    pieces = found.explanations[0].split(", ")
    assert sorted(pieces) == [
        "",
        "BM25F_fox_frequency:2",
        "BM25F_fox_propLength:3",
        "BM25F_owl_frequency:1",
        "BM25F_owl_propLength:1",
    ]


@pytest.mark.parametrize(
    ("entry", "factor"),
    [("title^2", 2), ("title^x", 0), ("title^2^3", 2), ("Title^-1", -1), ("title^1e2", 100)],
)
def test_boosts(entry: str, factor: float) -> None:
    engine = table()
    engine.put(1, title="fox dog")
    engine.put(2, title="dog")
    plain = search(KeywordSearch("fox", ("title",)), engine.shard, 1)
    found = search(KeywordSearch("fox", (entry,)), engine.shard, 1)
    assert found.scores == pytest.approx([plain.scores[0] * factor])


def test_boosts_that_cannot_count() -> None:
    engine = table()
    engine.put(1, title="fox")
    for entry in ("title^NaN", "title^-Inf"):
        assert search(KeywordSearch("fox", (entry,)), engine.shard, 1).slots == []
    assert search(KeywordSearch("fox", ("title^1e400",)), engine.shard, 1).scores == [float("inf")]


@pytest.mark.parametrize(
    ("properties", "place", "fault"),
    [
        (("n",), "bare", "Searching by property 'n' requires inverted index."),
        (("zz^2",), "bare", "Searching by property 'zz^2' requires inverted index."),
        (("title.x",), "shard", "blockmaxwand: could not find bucket for property title.x"),
    ],
)
def test_properties_that_cannot_be_searched(
    properties: tuple[str, ...], place: str, fault: str
) -> None:
    engine = Table([{"name": "title", "dataType": ["text"]}, {"name": "n", "dataType": ["int"]}])
    with pytest.raises(KeywordFault) as caught:
        search(KeywordSearch("x", properties), engine.shard, 1)
    assert caught.value.place == place
    assert str(caught.value).startswith(fault)
    where = "" if place == "bare" else "object search at index table: local shard object search "
    assert caught.value.located(engine.shard).startswith(where)


def test_properties_that_do_not_go_together() -> None:
    settings: list[Mapping[str, object]] = [
        {"name": "a", "dataType": ["text"]},
        {"name": "b", "dataType": ["text"], "tokenization": "field"},
    ]
    engine = Table(settings)
    with pytest.raises(KeywordFault, match="share the same tokenization"):
        search(KeywordSearch("x", match=Match.AND_CROSS), engine.shard, 1)
    none_allowed = Matches.none(0)
    found = search(KeywordSearch("x", match=Match.AND_CROSS), engine.shard, 1, none_allowed)
    assert found.slots == []
    nothing = Table([{"name": "n", "dataType": ["int"]}])
    with pytest.raises(KeywordFault, match="no indexed properties found") as caught:
        search(KeywordSearch("x"), nothing.shard, 1)
    assert caught.value.place == "index"


SCORED = st.lists(
    st.tuples(st.integers(0, 40), st.sampled_from([-1.0, 0.0, 0.25, 1.0, 3.0])),
    max_size=30,
    unique_by=lambda pair: pair[0],
).map(sorted)


@given(st.lists(SCORED, min_size=1, max_size=4), st.integers(1, 3), st.sampled_from([41, 4000]))
def test_sums(parts: list[list[tuple[int, float]]], at_least: int, size: int) -> None:
    want: dict[int, list[float]] = {}
    for part in parts:
        for slot, score in part:
            want.setdefault(slot, []).append(score)
    arrays = [
        Scored(np.array([s for s, _ in part], np.intp), np.array([x for _, x in part], np.float64))
        for part in parts
    ]
    found = summed(arrays, size, at_least)
    assert dict(zip(found.slots.tolist(), found.scores.tolist(), strict=True)) == {
        slot: sum(scores) for slot, scores in want.items() if len(scores) >= at_least
    }
    assert found.slots.tolist() == sorted(found.slots.tolist())


@settings(deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 400), st.integers(1, 30), st.booleans())
def test_the_best(seed: int, size: int, count: int, by_doc: bool) -> None:
    random = np.random.default_rng(seed)
    many = size * 20
    slots = np.flatnonzero(random.random(many * 2) < 0.5)
    scores = random.integers(0, size, len(slots)).astype(np.float32)
    docs = random.permutation(many * 2) if by_doc else None
    ties = slots if docs is None else docs[slots]
    want = sorted(range(len(slots)), key=lambda i: (-scores[i], ties[i]))[:count]
    assert best(slots, scores, count, docs).tolist() == want
