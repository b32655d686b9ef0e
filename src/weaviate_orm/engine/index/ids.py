"""The ids and the times of a shard's objects, compared as the server does: as texts."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

import numpy as np

from weaviate_orm.engine.index.entries import Comparison, Entries
from weaviate_orm.engine.index.like import TermTable
from weaviate_orm.engine.index.scalar import UUID
from weaviate_orm.engine.store.rows import IndexKey
from weaviate_orm.engine.text.literals import uuid_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from weaviate_orm.engine.store.rows import Rows
    from weaviate_orm.engine.store.shard import Shard

_DIGITS = np.frombuffer(b"0123456789abcdef", np.uint8)
_LENGTH = 36
# Where the 32 digits of an id stand in its text.
_PLACES = np.array([i for i in range(_LENGTH) if i not in (8, 13, 18, 23)])
_USUAL = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_TIME_DIGITS = 13
"""Digits of a time in milliseconds, from 2001 to 2286."""


def id_texts(uuids: NDArray[np.bytes_]) -> list[str]:
    """The texts of many ids."""
    raw = uuids.view(np.uint8).reshape(-1, 16)
    nibbles = np.stack([raw >> 4, raw & 15], axis=-1).reshape(-1, 32)
    text = np.full((len(raw), _LENGTH), ord("-"), np.uint8)
    text[:, _PLACES] = _DIGITS[nibbles]
    found: list[str] = text.view(f"S{_LENGTH}").ravel().astype(str).tolist()
    return found


class IdIndex(Entries[np.bytes_]):
    """The id of every slot."""

    def __init__(self, shard: Shard, name: str) -> None:  # noqa: ARG002 (an index's signature)
        super().__init__(UUID)
        self._shard = shard
        self._table = TermTable()

    def extend(self, rows: Rows) -> None:
        uuids = np.array(rows.uuids, UUID)
        self.add(rows.start, np.ones(len(uuids), np.int64), uuids)

    def compared(self, comparison: Comparison, text: str) -> NDArray[np.integer]:
        """The slots whose ids stand so to `text`."""
        slots = self.ordered().slots[slice(*self._bounds(comparison, text))]
        if not self._shard.spellings:
            return slots
        found = [slot for _, slot in self._spelled(lambda one: comparison.holds(one, text))]
        return np.concatenate([self._usual(slots), np.array(found, np.int64)])

    def first_compared(self, comparison: Comparison, text: str, page: int) -> NDArray[np.integer]:
        """Like `compared`, but only the first ids: so many that there are `page` documents."""
        shard = self._shard
        low, high = self._bounds(comparison, text)
        if not shard.spellings:
            return self.ordered().first(low, high, page, shard.live)
        live = shard.live.copy()
        live[list(shard.spellings)] = False
        slots = self.ordered().first(low, high, page, live)
        return self._page(slots, self._spelled(lambda one: comparison.holds(one, text)), page)

    def like(self, pattern: str) -> NDArray[np.integer]:
        """The slots whose ids match a `Like` pattern."""
        slots = self._usual_like(pattern)
        if not self._shard.spellings:
            return slots
        found = [slot for _, slot in self._spelled_like(pattern)]
        return np.concatenate([self._usual(slots), np.array(found, np.int64)])

    def first_like(self, pattern: str, page: int) -> NDArray[np.integer]:
        """Like `like`, but only the first ids: so many that there are `page` documents."""
        slots = self._usual_like(pattern)
        live: NDArray[np.integer] = slots[self._shard.live[slots]]
        if not self._shard.spellings:
            return live[:page]
        return self._page(self._usual(live)[:page], self._spelled_like(pattern), page)

    def _usual_like(self, pattern: str) -> NDArray[np.integer]:
        ordered = self.ordered()
        if len(self._table.terms) != len(ordered.values):
            self._table = TermTable(id_texts(ordered.values))
        slots: NDArray[np.integer] = ordered.slots[self._table.matching(pattern)]
        return slots

    def _spelled_like(self, pattern: str) -> list[tuple[str, int]]:
        spelled = self._spelled(lambda _: True)
        places: list[int] = TermTable([text for text, _ in spelled]).matching(pattern).tolist()
        return [spelled[place] for place in places]

    def _bounds(self, comparison: Comparison, text: str) -> tuple[int, int]:
        """Where the ids begin and end, among all in order, that stand so to `text`."""
        values = self.ordered().values
        low = bisect_left(values, text, key=_text)
        high = bisect_right(values, text, key=_text)
        match comparison:
            case Comparison.EQUAL:
                return low, high
            case Comparison.GREATER:
                return high, len(values)
            case Comparison.GREATER_EQUAL:
                return low, len(values)
            case Comparison.LESS:
                return 0, low
            case Comparison.LESS_EQUAL:
                return 0, high

    def _usual(self, slots: NDArray[np.integer]) -> NDArray[np.integer]:
        """Those whose ids are known in the usual spelling."""
        return slots[~np.isin(slots, list(self._shard.spellings))]

    def _spelled(self, wanted: Callable[[str], bool]) -> list[tuple[str, int]]:
        """Other spellings with their slots, in their order."""
        return sorted(
            (text, slot)
            for slot, texts in self._shard.spellings.items()
            for text in texts
            if wanted(text)
        )

    def _page(
        self, slots: NDArray[np.integer], spelled: list[tuple[str, int]], page: int
    ) -> NDArray[np.integer]:
        """The first slots by their texts. Documents that are gone count where they were spelled."""
        usual = [(uuid_text(self._shard.uuid(slot)), slot) for slot in slots.tolist()]
        found: dict[int, None] = {}
        last = None
        for text, slot in sorted([*usual, *spelled]):
            if len(found) >= page and text != last:
                break
            found[slot], last = None, text
        return np.array(list(found), np.int64)


def with_id(shard: Shard, text: str) -> list[int]:
    """The slots whose id is spelled so."""
    found = [slot for slot, texts in shard.spellings.items() if text in texts and shard.live[slot]]
    if _USUAL.fullmatch(text):
        slot = shard.slot_of(bytes.fromhex(text.replace("-", "")))
        if slot is not None and slot not in shard.spellings:
            found.append(slot)
    return found


def _text(uuid: np.bytes_) -> str:
    return uuid_text(bytes(uuid).ljust(16, b"\0"))


def ids_of(shard: Shard) -> IdIndex:
    return shard.index(IndexKey(IdIndex))
