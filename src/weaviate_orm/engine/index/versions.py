"""What the server's indexes know of a document after an update, which need not be what it holds.

Where a new version keeps the doc id of the old one, the server compares the two and changes its
entries by what differs. It looks at words and values without repeats: where those stay as they
were, the entries of lengths and of null states stay, too.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, cast

import numpy as np

from weaviate_orm.engine.index.arrays import Growing
from weaviate_orm.engine.store.rows import IndexKey
from weaviate_orm.engine.text import dates
from weaviate_orm.engine.text.analyzer import analyzer_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from weaviate_orm.engine.schema.definition import InvertedDefinition, PropertyDefinition
    from weaviate_orm.engine.store.rows import Rows
    from weaviate_orm.engine.store.shard import Shard


class Versions:
    """For every slot the slot before it that had the same doc id; -1 = none."""

    def __init__(self, shard: Shard, name: str) -> None:  # noqa: ARG002 (an index's signature)
        self._before: Growing[np.int32] = Growing(np.int32)
        self._newest = -1
        self._last = np.full(0, -1, np.int32)

    def extend(self, rows: Rows) -> None:
        docs = np.asarray(rows.docs, np.int64)
        tops = np.maximum.accumulate(np.concatenate(([self._newest], docs)))
        self._newest = int(tops[-1])
        self._make_room()
        known = docs <= tops[:-1]
        slots = np.arange(rows.start, rows.start + len(docs), dtype=np.int32)
        self._last[docs[~known]] = slots[~known]
        before = np.full(len(docs), -1, np.int32)
        for place in np.flatnonzero(known).tolist():
            doc = int(docs[place])
            before[place] = self._last[doc]
            self._last[doc] = slots[place]
        self._before.extend(before)

    def _make_room(self) -> None:
        room = len(self._last)
        if self._newest >= room:
            more = max(self._newest + 1, room + room // 2) - room
            self._last = np.concatenate([self._last, np.full(more, -1, np.int32)])

    def replacing(self, rows: Rows) -> Iterator[tuple[int, int]]:
        """The places of the rows that put a new version in the place of one; the slot of that."""
        before = self._before.view[rows.start : rows.start + len(rows)]
        places = np.flatnonzero(before >= 0)
        return zip(places.tolist(), before[places].tolist(), strict=True)


def versions_of(shard: Shard) -> Versions:
    """Made before an index that looks at it, so that it takes up rows before that."""
    return shard.index(IndexKey(Versions))


def items_of(
    inverted: InvertedDefinition, prop: PropertyDefinition
) -> Callable[[object], tuple[object, ...]]:
    """The function that gives the entries of a value as the server compares them.

    Words with how often they come, in the order of their first places; other values, and
    references, in the order of their last places.
    """
    if prop.base_type == "text" and not prop.is_reference:
        tokens = analyzer_of(inverted, prop).tokens

        def words(value: object) -> tuple[object, ...]:
            # What a text property holds: a text, a list of texts, nothing.
            texts = [value] if isinstance(value, str) else cast("Sequence[str]", value or ())
            return tuple(Counter(token for text in texts for token in tokens(text)).items())

        return words
    moments = prop.base_type == "date"
    many = prop.is_array or prop.is_reference

    def values(value: object) -> tuple[object, ...]:
        if value is None:
            return ()
        found = cast("Sequence[object]", value) if many else (value,)  # the data type says so
        if moments:
            found = [dates.nanoseconds(cast("str", one)) for one in found]  # as it was written
        return tuple(dict.fromkeys(reversed(found)))

    return values
