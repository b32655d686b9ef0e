"""Filters."""

from __future__ import annotations

import math
import operator
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias, cast

import numpy as np

from tests.engine.naive.things import Key, Kind, Thing, Things, keys_of, words
from tests.engine.table import identity

Condition: TypeAlias = Mapping[str, object]
"""A filter in protobuf's JSON form."""

_ORDER = {
    "GREATER_THAN": operator.gt,
    "GREATER_THAN_EQUAL": operator.ge,
    "LESS_THAN": operator.lt,
    "LESS_THAN_EQUAL": operator.le,
}
_ID = Kind("text", "field")


def like(pattern: str, text: str) -> bool:
    if not pattern:
        return not text
    if pattern[0] == "*":
        return like(pattern[1:], text) or (
            bool(text) and text[0] != "\n" and like(pattern, text[1:])
        )
    is_same = bool(text) and (pattern[0] == text[0] or (pattern[0] == "?" and text[0] != "\n"))
    return is_same and like(pattern[1:], text[1:])


def operator_of(condition: Condition) -> str:
    return str(condition["operator"]).removeprefix("OPERATOR_")


def operands_of(condition: Condition) -> Sequence[Condition]:
    return cast("Sequence[Condition]", condition.get("filters", ()))


def name_of(condition: Condition) -> str:
    return str(cast("Mapping[str, object]", condition["target"])["property"])


def value_of(condition: Condition) -> object:
    (member,) = [m for m in condition if m.startswith("value_")]
    value = condition[member]
    return cast("Mapping[str, object]", value)["values"] if member.endswith("_array") else value


@dataclass(frozen=True)
class Conditions:
    """Filters on objects of these properties; null states and lengths are indexed."""

    kinds: Mapping[str, Kind]
    stopwords: frozenset[str] = frozenset()
    circles: bool = True
    """Whether circles are seen; counts and deletions find nothing in them."""

    def refuses(self, condition: Condition) -> bool:
        """Whether a filter holds a text of which nothing is left, or no value at all."""
        operands = operands_of(condition)
        if operands:
            return any(map(self.refuses, operands))
        kind, value = operator_of(condition), value_of(condition)
        values = value if isinstance(value, list) else [value]
        if kind.startswith("CONTAINS") and not values:
            return True
        name = name_of(condition)
        if kind == "IS_NULL" or name not in self.kinds or self.kinds[name].base != "text":
            return False
        left = [bool(self._wanted(name, value, kind)) for value in values]
        return not (any(left) if kind == "CONTAINS_ANY" else all(left))

    def holds(self, thing: Thing, condition: Condition) -> bool:
        """Whether an object is let through."""
        kind = operator_of(condition)
        if kind in ("AND", "OR", "NOT"):
            inner = [self.holds(thing, f) for f in operands_of(condition)]
            return {"AND": all(inner), "OR": any(inner), "NOT": not inner[0]}[kind]
        name, value = name_of(condition), value_of(condition)
        found = thing.values.get(name)
        if kind == "IS_NULL":
            known = self.kinds[name].base != "geoCoordinates"
            return known and (found in (None, "", [])) == value
        if kind == "WITHIN_GEO_RANGE":
            return self.circles and found is not None and _is_near(found, value)
        if kind.startswith("CONTAINS"):
            each = [self._contains(thing, name, v) for v in cast("Sequence[object]", value)]
            asked = [e for e in each if e is not None]
            return {"CONTAINS_ANY": any(asked), "CONTAINS_ALL": all(asked)}.get(
                kind, not any(asked)
            )
        held = self._held(thing, name)
        return all(_compare(held, kind, token) for token in self._wanted(name, value, kind))

    def listed(self, things: Things, condition: Condition, page: int) -> list[Thing]:
        """What a list sees: of one leaf that reads keys in order only the smallest ones."""
        matching = [thing for thing in things if self.holds(thing, condition)]
        while operator_of(condition) in ("AND", "OR") and len(operands_of(condition)) == 1:
            (condition,) = operands_of(condition)
        kind = operator_of(condition)
        if kind not in _ORDER and kind != "LIKE":
            return matching
        name = name_of(condition)
        tokens = self._wanted(name, value_of(condition), kind)
        if len(tokens) != 1 or (name in self.kinds and self.kinds[name].ranged):
            return matching
        pairs = sorted(
            {
                (key, thing.doc)
                for thing in matching
                for key in self._held(thing, name)
                if _compare([key], kind, tokens[0])
            }
        )
        taken: set[int] = set()
        for place, (key, doc) in enumerate(pairs):
            if len(taken) >= page and key != pairs[place - 1][0]:
                break
            taken.add(doc)
        return [thing for thing in matching if thing.doc in taken]

    def _contains(self, thing: Thing, name: str, value: object) -> bool | None:
        tokens = self._wanted(name, value, "EQUAL")
        if not tokens:
            return None
        return all(token in self._held(thing, name) for token in tokens)

    def _held(self, thing: Thing, name: str) -> Sequence[Key]:
        if name == "_id":
            return [identity(thing.number)]
        if name.startswith("len("):
            value = thing.values.get(name[4:-1])
            return [len(value) if isinstance(value, str | list) else 0]
        return keys_of(self.kinds[name], thing.values.get(name))

    def _wanted(self, name: str, value: object, kind: str) -> Sequence[Key]:
        """The keys that a filter value asks for."""
        if name == "_id" or name.startswith("len("):
            return [cast("Key", value)]
        of = self.kinds[name]
        if of.base != "text":
            return keys_of(of, value)
        if kind == "LIKE":
            return words(str(value), of.tokenization, kept="?*")
        dropped = self.stopwords if of.tokenization == "word" else ()
        return [word for word in words(str(value), of.tokenization) if word not in dropped]


def _compare(found: Sequence[Key], kind: str, bound: Key) -> bool:
    if kind == "EQUAL":
        return bound in found
    if kind == "NOT_EQUAL":
        return bound not in found
    if kind == "LIKE":
        return any(like(str(bound), str(key)) for key in found)
    return any(_ORDER[kind](key, bound) for key in found)


def _is_near(point: object, circle: object) -> bool:
    one, other = cast("Mapping[str, float]", point), cast("Mapping[str, float]", circle)
    low, high = math.radians(one["latitude"]), math.radians(other["latitude"])
    turn = math.radians(other["longitude"] - one["longitude"])
    part = math.sin((high - low) / 2) ** 2
    part += math.cos(low) * math.cos(high) * math.sin(turn / 2) ** 2
    distance = 2 * 6_371_000 * math.atan2(math.sqrt(part), math.sqrt(1 - part))
    return bool(np.float32(distance) <= other["distance"])
