"""Filters and keyword search by looking at every object, written apart from the engine."""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias, cast

import numpy as np

STOPWORDS = frozenset({"the", "a"})
Key: TypeAlias = "str | float | bytes"
Condition: TypeAlias = Mapping[str, object]


@dataclass
class Thing:
    """An object: its number, its doc id, what it has."""

    number: int
    doc: int
    values: Mapping[str, object]


def words(text: str) -> list[str]:
    return [w for w in re.split(r"[^a-z0-9]+", text.lower()) if w]


def keys(name: str, value: object) -> list[Key]:
    """What an index holds of a value."""
    if value is None:
        return []
    if name in ("word", "tags"):
        texts = cast("list[str]", value if isinstance(value, list) else [value])
        return [w for text in texts for w in words(text)]
    if name == "line":
        return [str(value).strip()]
    if name == "d":
        return [datetime.fromisoformat(str(value)).timestamp()]
    if name == "u":
        return [bytes.fromhex(str(value).replace("-", ""))]
    return list(value) if isinstance(value, list) else [cast("float", value)]


ORDER = {
    "GREATER_THAN": operator.gt,
    "GREATER_THAN_EQUAL": operator.ge,
    "LESS_THAN": operator.lt,
    "LESS_THAN_EQUAL": operator.le,
}


def like(pattern: str, text: str) -> bool:
    if not pattern:
        return not text
    if pattern[0] == "*":
        return like(pattern[1:], text) or (
            bool(text) and text[0] != "\n" and like(pattern, text[1:])
        )
    is_same = bool(text) and (pattern[0] == text[0] or (pattern[0] == "?" and text[0] != "\n"))
    return is_same and like(pattern[1:], text[1:])


def value_of(condition: Condition) -> object:
    (member,) = [m for m in condition if m.startswith("value_")]
    value = condition[member]
    return cast("Mapping[str, object]", value)["values"] if member.endswith("_array") else value


def wanted(name: str, value: object, kind: str) -> list[Key]:
    """The keys that a filter value asks for."""
    if name in ("word", "tags"):
        if kind == "LIKE":
            return list(re.findall(r"[a-z0-9?*]+", str(value).lower()))
        return [w for w in words(str(value)) if w not in STOPWORDS]
    return keys(name, value)


def size(value: object) -> int:
    return len(value) if isinstance(value, (str, list)) else 0


def holds(thing: Thing, condition: Condition) -> bool:
    """Whether an object is let through."""
    kind = str(condition["operator"]).removeprefix("OPERATOR_")
    if kind in ("AND", "OR", "NOT"):
        inner = [holds(thing, f) for f in cast("Sequence[Condition]", condition["filters"])]
        return {"AND": all(inner), "OR": any(inner), "NOT": not inner[0]}[kind]
    name = str(cast("Mapping[str, object]", condition["target"])["property"])
    value = value_of(condition)
    if name.startswith("len("):
        return compare([size(thing.values.get(name[4:-1]))], kind, cast("int", value))
    found = thing.values.get(name)
    if kind == "IS_NULL":
        return (found in (None, "", [])) == value
    if kind.startswith("CONTAINS"):
        each = [contains_one(name, found, v) for v in cast("Sequence[object]", value)]
        asked = [e for e in each if e is not None]
        return {"CONTAINS_ANY": any(asked), "CONTAINS_ALL": all(asked)}.get(kind, not any(asked))
    tokens = wanted(name, value, kind)
    return all(compare(keys(name, found), kind, token) for token in tokens)


def contains_one(name: str, found: object, value: object) -> bool | None:
    tokens = wanted(name, value, "EQUAL")
    if not tokens:
        return None
    return all(token in keys(name, found) for token in tokens)


def compare(found: Sequence[Key], kind: str, bound: Key) -> bool:
    if kind == "EQUAL":
        return bound in found
    if kind == "NOT_EQUAL":
        return bound not in found
    if kind == "LIKE":
        return any(like(str(bound), str(key)) for key in found)
    return any(ORDER[kind](key, bound) for key in found)


def listed(things: Sequence[Thing], condition: Condition, limit: int, offset: int) -> list[int]:
    """The page of a list by a filter, with the server's shortcut for one leaf."""
    ordered = sorted(things, key=lambda t: t.doc)
    matching = [t for t in ordered if holds(t, condition)]
    while condition["operator"] in ("OPERATOR_AND", "OPERATOR_OR"):
        operands = cast("Sequence[Condition]", condition["filters"])
        if len(operands) > 1:
            break
        condition = operands[0]
    kind = str(condition["operator"]).removeprefix("OPERATOR_")
    if kind in ORDER or kind == "LIKE":
        matching = list(shortcut(matching, condition, kind, limit + offset))
    return [t.number for t in matching[offset : offset + limit]]


def shortcut(
    matching: Sequence[Thing], condition: Condition, kind: str, page: int
) -> Sequence[Thing]:
    """Keys are read in order until enough objects are found."""
    name = str(cast("Mapping[str, object]", condition["target"])["property"])
    if name == "r":
        return matching
    value = value_of(condition)
    tokens: list[Key]
    by_key: dict[int, list[Key]]
    if name.startswith("len("):
        tokens = [cast("int", value)]
        by_key = {t.doc: [size(t.values.get(name[4:-1]))] for t in matching}
    else:
        tokens = wanted(name, value, kind)
        by_key = {t.doc: keys(name, t.values.get(name)) for t in matching}
    if len(tokens) != 1:
        return matching
    pairs = sorted(
        {
            (key, doc)
            for doc, found in by_key.items()
            for key in found
            if compare([key], kind, tokens[0])
        }
    )
    taken: set[int] = set()
    for place, (key, doc) in enumerate(pairs):
        if len(taken) >= page and key != pairs[place - 1][0]:
            break
        taken.add(doc)
    return [t for t in matching if t.doc in taken]


# Keyword search -----------------------------------------------------------------------------------


class Corpus:
    """Texts of one shard, with the lengths that its averages are made of."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = names
        self.things: list[Thing] = []
        self._next = 0
        self._first: dict[str, dict[object, int]] = {name: {} for name in names}

    def put(self, number: int, values: Mapping[str, str]) -> None:
        old = next((t for t in self.things if t.number == number), None)
        if old is None:
            old = Thing(number, self._next, {})
            self._next += 1
            self.things.append(old)
        old.values = dict(values)
        for name in self.names:
            length = len(words(values.get(name, "")))
            # Of the very first document every version counts.
            key: object = object() if old.doc == 0 else old.doc
            if length:
                self._first[name].setdefault(key, length)

    def delete(self, number: int) -> None:
        self.things = [t for t in self.things if t.number != number]

    def search(
        self,
        query: str,
        boosts: Mapping[str, float],
        depth: int,
        match: str = "OR",
        at_least: int = 1,
    ) -> list[tuple[int, float]]:
        """(number, score) of the best, as they are presented."""
        tokens = [w for w in words(query) if w not in STOPWORDS]
        distinct = list(dict.fromkeys(tokens))
        found = {
            t.doc: {name: words(cast("str", t.values.get(name, ""))) for name in boosts}
            for t in self.things
        }
        weights: dict[str, float] = {}
        for token in distinct:
            frequencies = [sum(token in f[name] for f in found.values()) for name in boosts]
            there = [n for n in frequencies if n]
            if there:
                mean = sum(there) // len(there)
                objects = max(len(self.things), mean)
                idf = math.log(1 + (objects - mean + 0.5) / (mean + 0.5))
                weights[token] = idf * tokens.count(token)
        totals: dict[int, np.float32] = {}
        for name, boost in boosts.items():
            scored: dict[int, float] = {}
            for doc, texts in found.items():
                held = [token for token in weights if token in texts[name]]
                if len(held) >= (len(distinct) if match == "AND" else at_least) and held:
                    scored[doc] = sum(
                        self._part(name, texts[name], token) * (weights[token] * boost)
                        for token in held
                    )
            rounded = {doc: np.float32(score) for doc, score in scored.items()}
            if len(boosts) > 1:
                cut = math.floor(max(1.1 * depth, depth + 10))
                kept = sorted(rounded, key=lambda doc: (-rounded[doc], doc))[:cut]
                rounded = {doc: rounded[doc] for doc in kept}
            for doc, score in rounded.items():
                totals[doc] = np.float32(totals.get(doc, np.float32(0)) + score)
        best = sorted(totals, key=lambda doc: (-totals[doc], doc))[:depth]
        by_doc = {t.doc: t.number for t in self.things}
        return [(by_doc[doc], float(totals[doc])) for doc in best]

    def _part(self, name: str, texts: Sequence[str], token: str) -> float:
        k1, b = float(np.float32(1.2)), 0.75
        lengths = self._first[name].values()
        average = sum(lengths) / len(lengths)
        frequency = texts.count(token)
        return frequency / (len(texts) * (k1 * b / average) + k1 * (1 - b) + frequency)
