"""Objects as a naive reading knows them, and what writes make of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import NamedTuple, TypeAlias

Key: TypeAlias = "str | float | bytes"
"""What a value is compared by."""


class Kind(NamedTuple):
    """The type of a property."""

    data_type: str
    tokenization: str = "word"
    ranged: bool = False

    @property
    def base(self) -> str:
        return self.data_type.removesuffix("[]")


@dataclass
class Thing:
    """An object: its number, its doc id, what it has."""

    number: int
    doc: int
    values: Mapping[str, object]
    vectors: Mapping[str, Sequence[float]] = field(default_factory=dict)


class Things:
    """The objects of one shard, numbered by their histories."""

    def __init__(self, kinds: Mapping[str, Kind]) -> None:
        self.kinds = kinds
        self._things: dict[int, Thing] = {}
        self._next = 0
        self._first: dict[str, dict[object, int]] = {name: {} for name in kinds}

    def __iter__(self) -> Iterator[Thing]:
        """By doc id."""
        return iter(sorted(self._things.values(), key=lambda thing: thing.doc))

    def __contains__(self, number: int) -> bool:
        return number in self._things

    def __len__(self) -> int:
        return len(self._things)

    def put(
        self,
        number: int,
        values: Mapping[str, object],
        vectors: Mapping[str, Sequence[float]] | None = None,
    ) -> None:
        vectors = {name: tuple(vector) for name, vector in (vectors or {}).items()}
        old = self._things.get(number)
        if old is not None and old.vectors == vectors and self._points(old.values, values):
            doc = old.doc
        else:
            doc, self._next = self._next, self._next + 1
        self._things[number] = Thing(number, doc, dict(values), vectors)
        for name, kind in self.kinds.items():
            length = len(words_of(kind, values.get(name)))
            # Of the very first document every version counts.
            key: object = object() if doc == 0 else doc
            if kind.base == "text" and length:
                self._first[name].setdefault(key, length)

    def merge(self, number: int, values: Mapping[str, object]) -> None:
        old = self._things.get(number)
        if old is not None:
            merged = {**old.values, **values}
            kept = {name: value for name, value in merged.items() if value is not None}
            self.put(number, kept, old.vectors)

    def delete(self, number: int) -> None:
        self._things.pop(number, None)

    def average_length(self, name: str) -> float:
        """Mean length of every document that ever had words, as it was first."""
        lengths = self._first[name].values()
        return sum(lengths) / len(lengths)

    def _points(self, old: Mapping[str, object], new: Mapping[str, object]) -> bool:
        names = [name for name, kind in self.kinds.items() if kind.base == "geoCoordinates"]
        return all(old.get(name) == new.get(name) for name in names)


# Values -------------------------------------------------------------------------------------------


def words(text: str, tokenization: str = "word", *, kept: str = "") -> list[str]:
    """The tokens of a text; `kept` are further letters."""
    if tokenization == "field":
        return [text.strip()]
    if tokenization == "whitespace":
        return text.split()
    if tokenization == "lowercase":
        return text.lower().split()
    spaced = "".join(c if c in kept or unicodedata.category(c)[0] in "LN" else " " for c in text)
    found = spaced.lower().split()
    if tokenization == "trigram":
        joined = "".join(found)
        return [joined[i : i + 3] for i in range(len(joined) - 2)]
    return found


def texts(value: object) -> list[str]:
    if value is None:
        return []
    return [str(text) for text in value] if isinstance(value, list) else [str(value)]


def words_of(kind: Kind, value: object) -> list[str]:
    if kind.base != "text":
        return []
    return [word for text in texts(value) for word in words(text, kind.tokenization)]


def keys_of(kind: Kind, value: object) -> list[Key]:
    """What an index holds of a value."""
    if value is None:
        return []
    if kind.base == "text":
        return [*words_of(kind, value)]
    if kind.base == "date":
        return [float(instant(text)) for text in texts(value)]
    if kind.base == "uuid":
        return [bytes.fromhex(text.replace("-", "")) for text in texts(value)]
    items = value if isinstance(value, list) else [value]
    return [item for item in items if isinstance(item, int | float)]


def instant(text: str) -> int:
    """Nanoseconds since 1970."""
    found = re.fullmatch(r"(.{19})(\.\d+)?(Z|[+-]..:..)", text)
    assert found is not None
    head, fraction, zone = found.groups()
    whole = datetime.fromisoformat(head + zone).astimezone(UTC)
    digits = (fraction or ".")[1:].ljust(9, "0")
    return int(whole.timestamp()) * 10**9 + int(digits)
