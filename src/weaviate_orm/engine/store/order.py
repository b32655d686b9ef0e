"""The order of a shard's ids: lists without a filter, and the cursor, go by it."""

from __future__ import annotations

from bisect import bisect_right, insort
from heapq import merge
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator


class IdOrder:
    """Sorted ids in one long list and a short tail, so that an addition moves little memory.

    Removed ids stay in the list until it is rebuilt.
    """

    def __init__(self, ids: Collection[bytes] = ()) -> None:
        self._main = sorted(ids)
        self._tail: list[bytes] = []
        self._removed: set[bytes] = set()

    def add(self, ids: Collection[bytes]) -> None:
        """Take up ids that are not in it."""
        fresh = list(ids)
        if self._removed:
            fresh = [uuid for uuid in fresh if uuid not in self._removed]
            self._removed.difference_update(ids)
        if len(fresh) < 16:
            for uuid in fresh:
                insort(self._tail, uuid)
        else:
            self._tail.extend(fresh)
            self._tail.sort()
        if len(self._tail) > 64 + len(self._main) // 16:
            self._main.extend(self._tail)
            self._main.sort()
            self._tail = []

    def remove(self, ids: Collection[bytes]) -> None:
        """Take out ids that are in it."""
        self._removed.update(ids)
        if len(self._removed) > 64 + len(self._main) // 2:
            removed, self._removed = self._removed, set()
            self._main = [u for u in self._main if u not in removed]
            self._tail = [u for u in self._tail if u not in removed]

    def page(self, offset: int, limit: int, after: bytes | None = None) -> list[bytes]:
        """`limit` ids behind `after`, the first `offset` of them left out."""
        main_at = 0 if after is None else bisect_right(self._main, after)
        tail_at = 0 if after is None else bisect_right(self._tail, after)
        if not self._removed and tail_at == len(self._tail):
            return self._main[main_at + offset : main_at + offset + limit]
        ids = self._from(main_at, tail_at)
        return [uuid for _, uuid in zip(range(offset + limit), ids, strict=False)][offset:]

    def _from(self, main_at: int, tail_at: int) -> Iterator[bytes]:
        main = (self._main[i] for i in range(main_at, len(self._main)))
        tail = (self._tail[i] for i in range(tail_at, len(self._tail)))
        removed = self._removed
        return (uuid for uuid in merge(main, tail) if uuid not in removed)
