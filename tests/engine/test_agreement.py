"""Random collections and requests: the engine answers as a real server, or a naive reading, does.

With `WEAVIATE_TEST_URL` (and `WEAVIATE_TEST_GRPC_PORT`) the same is asked of that server.
`WEAVIATE_TEST_EXAMPLES` says how many collections are drawn.
"""

from __future__ import annotations

import base64
import os
import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings

from tests.engine.asking import Request, Scenario, scenarios
from tests.engine.doors import EngineDoor, ServerDoor, server
from tests.engine.drawing import Message, Schema, Write
from tests.engine.naive import fusion
from tests.engine.naive.conditions import Conditions
from tests.engine.naive.keywords import Keywords
from tests.engine.naive.lists import listed, nearest
from tests.engine.naive.things import Kind, Thing, Things
from tests.engine.playing import asked, left_to_chance, play, written
from tests.engine.sameness import different, up_to_ties
from tests.engine.table import identity
from weaviate_orm.engine.text.stopwords import PRESETS

EXAMPLES = int(os.environ.get("WEAVIATE_TEST_EXAMPLES", "40"))
DRAWN = settings(max_examples=EXAMPLES, deadline=None)


@pytest.fixture(scope="module")
def real() -> Iterator[ServerDoor]:
    found = server()
    if found is None:
        pytest.skip("needs WEAVIATE_TEST_URL")
    yield found
    found.close()


@DRAWN
@given(scenarios())
def test_as_a_server(real: ServerDoor, scenario: Scenario) -> None:
    engine = EngineDoor()
    for exchange in play(scenario, real, engine):
        assert exchange.difference is None, exchange.asked
    engine.close()


@DRAWN
@given(scenarios(indexed=True))
def test_as_a_naive_reading(scenario: Scenario) -> None:
    engine, reading = EngineDoor(), Reading(scenario.schema)
    assert engine.http("POST", "/v1/schema", scenario.schema.document())["status"] == 200
    for write in scenario.history:
        written(engine, scenario.schema, write)
        reading.take(write)
    for request in scenario.requests:
        want = None if left_to_chance(engine, request) else reading.answer(request)
        got = asked(engine, request)
        if want is not None:
            assert difference(request, want, got) is None, request
        if request.method == "BatchDelete" and "error" not in got:
            reading.delete(request)
    engine.close()


def difference(request: Request, want: Message, got: Message) -> str | None:
    """Where the engine answers otherwise; a naive reading knows less of each hit."""
    if "error" in want or "error" in got:
        return None if "error" in want and "error" in got else f": {want} here {got}"
    if request.method != "Search":
        count = got.get("matches") or got.get("single_result", {}).get("objects_count")
        return different(want["count"], int(count or 0))
    found = [
        {"metadata": {k: v for k, v in hit["metadata"].items() if k in want["shown"]}}
        for hit in got.get("results", [])
    ]
    figure = want["shown"][-1]
    if figure == "id":
        return different(want["results"], found)
    return up_to_ties(want["results"], found, figure)


class Reading:
    """The objects of a collection, and what a naive reading says about them."""

    def __init__(self, schema: Schema) -> None:
        kinds = {p.name: Kind(p.data_type, p.tokenization, p.ranged) for p in schema.properties}
        words = frozenset(schema.stopwords["additions"]) | PRESETS[schema.stopwords["preset"]]
        self._schema = schema
        self._things = Things(kinds)
        self._conditions = Conditions(kinds, words)
        self._keywords = Keywords(words, schema.k1, schema.b)

    def take(self, write: Write) -> None:
        if write.kind == "delete":
            self._things.delete(write.number)
        elif write.kind == "merge":
            self._things.merge(write.number, write.values)
        else:
            self._things.put(write.number, write.values, write.vectors)

    def delete(self, request: Request) -> None:
        if not request.message["dry_run"]:
            for number in self._matching(request.message):
                self._things.delete(number)

    def answer(self, request: Request) -> Message | None:
        """What the answer must hold; None if this reading does not know."""
        message = request.message
        condition = message.get("filters")
        if request.method == "GET":
            return None
        if condition is not None and self._conditions.refuses(condition):
            return {"error": True}
        if {"group_by", "autocut", "boost", "near_object"} & message.keys():
            return None
        if request.method != "Search":
            return self._counted(request)
        if "bm25_search" in message:
            return self._by_words(message)
        if "near_vector" in message:
            return self._by_vector(message)
        if "hybrid_search" in message:
            return self._by_both(message)
        keys = [(s["path"][0], s["ascending"]) for s in message.get("sort_by", ())]
        page = message["limit"], message.get("offset", 0)
        found = listed(
            self._things, self._conditions, condition, keys, *page, message.get("after", "")
        )
        return _hits([(number, 0.0) for number in found], "id")

    def _matching(self, message: Message) -> list[int]:
        """What an aggregation counts and a deletion deletes."""
        condition, conditions = message.get("filters"), replace(self._conditions, circles=False)
        return [
            thing.number
            for thing in self._things
            if condition is None or conditions.holds(thing, condition)
        ]

    def _allows(self, message: Message, thing: Thing) -> bool:
        condition = message.get("filters")
        return condition is None or self._conditions.holds(thing, condition)

    def _counted(self, request: Request) -> Message | None:
        message = request.message
        if "near_vector" in message:
            return None
        return {"count": len(self._matching(message))}

    def _boosts(self, words: Message) -> Mapping[str, float]:
        given = words.get("properties")
        if given is None:
            return {p.name: 1.0 for p in self._schema.properties if p.searchable}
        parts = (entry.split("^") for entry in given)
        return {name: float(boost[0]) if boost else 1.0 for name, *boost in parts}

    def _found_by_words(self, message: Message, words: Message, depth: int) -> fusion.Hits | None:
        boosts = self._boosts(words)
        operator = words.get("search_operator") or words.get("bm25_search_operator") or {}
        match = operator.get("operator", "OPERATOR_OR").removeprefix("OPERATOR_")
        if match == "AND_CROSS":
            return None
        return self._keywords.search(
            self._things,
            words["query"],
            boosts,
            depth,
            match,
            operator.get("minimum_or_tokens_match", 1),
            lambda thing: self._allows(message, thing),
        )

    def _by_words(self, message: Message) -> Message | None:
        words = message["bm25_search"]
        if not words["query"] or not self._boosts(words):
            return {"error": True}
        limit, offset = message["limit"], message.get("offset", 0)
        found = self._found_by_words(message, words, limit + offset)
        if found is None:
            return None
        shown = sorted(found, key=lambda hit: (-hit[1], identity(hit[0])))
        return _hits(shown[offset : offset + limit], "score")

    def _found_by_vector(self, message: Message, near: Message) -> fusion.Hits | None:
        targets = near.get("targets", {}).get("target_vectors", list(self._schema.vectors))
        if len(targets) != 1:
            return None
        metric, _ = self._schema.vectors[targets[0]]
        allowed = [thing for thing in self._things if self._allows(message, thing)]
        return nearest(allowed, targets[0], metric, _vector(near["vector_bytes"]))

    def _by_vector(self, message: Message) -> Message | None:
        near = message["near_vector"]
        if {"selection", "certainty"} & near.keys():
            return None
        found = self._found_by_vector(message, near)
        if found is None:
            return None
        limit, offset = message["limit"], message.get("offset", 0)
        page = found[offset : offset + limit]
        furthest = near.get("distance", float("inf"))
        return _hits([hit for hit in page if hit[1] <= furthest + 1e-6], "distance")

    def _by_both(self, message: Message) -> Message | None:
        hybrid = message["hybrid_search"]
        alpha, depth = hybrid["alpha"], 100
        if {"selection", "vector_distance", "targets"} & hybrid.keys():
            return None
        if alpha < 1 and not self._boosts(hybrid):
            return {"error": True}
        legs: list[tuple[float, fusion.Hits]] = []
        if alpha > 0:
            near = self._found_by_vector(message, hybrid["near_vector"])
            if near is None:
                return None
            legs.append((alpha, [(number, 1 - away) for number, away in near][:depth]))
        if alpha < 1:
            words = self._found_by_words(message, hybrid, depth)
            if words is None:
                return None
            shown = sorted(words, key=lambda hit: (-hit[1], identity(hit[0])))
            legs.append((1 - alpha, shown))
        is_ranked = hybrid["fusion_type"] == "FUSION_TYPE_RANKED"
        fused = (fusion.ranked if is_ranked else fusion.relative)(legs)
        best = sorted(fused.items(), key=lambda hit: -hit[1])
        limit, offset = message["limit"], message.get("offset", 0)
        return _hits(best[offset : offset + limit], "score")


def _hits(found: Sequence[tuple[int, float]], figure: str) -> Message:
    shown = ("id",) if figure == "id" else ("id", figure)
    metadata: list[dict[str, Any]] = [
        dict(zip(shown, (identity(number), value), strict=False)) for number, value in found
    ]
    return {"shown": shown, "results": [{"metadata": one} for one in metadata]}


def _vector(text: str) -> Sequence[float]:
    return [value for (value,) in struct.iter_unpack("<f", base64.b64decode(text))]
