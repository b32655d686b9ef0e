"""Plain lists: by id, by a filter, in an order, by the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from weaviate_orm.engine.search import sort

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weaviate_orm.engine.index.matches import Matches
    from weaviate_orm.engine.search.sort import SortKey
    from weaviate_orm.engine.store.shard import Shard


def page(
    shard: Shard,
    *,
    offset: int,
    limit: int,
    after: bytes | None = None,
    matches: Matches | None = None,
    keys: Sequence[SortKey] = (),
) -> list[int]:
    """The slots of a page.

    Without a filter (`matches`) objects go by id, with one by doc id; sort keys come before that.
    """
    if matches is None and not keys:
        return shard.slots_of(shard.order.page(offset, limit, after))
    if matches is None:
        everything = shard.slots_of(shard.order.page(0, shard.count()))
        return sort.ordered(shard, everything, keys)[offset : offset + limit]
    if not keys:
        return _first(shard, matches, offset + limit)[offset:]
    slots = in_doc_order(shard, matches)
    if sort.walks_index(keys, offset + limit, len(slots)):
        return sort.walked(shard, slots, keys[0])[offset : offset + limit]
    return sort.ordered(shard, slots, keys)[offset : offset + limit]


def _first(shard: Shard, matches: Matches, count: int) -> list[int]:
    """The matching slots of the lowest doc ids, in their order."""
    slots = matches.slots()
    if not shard.in_doc_order:
        docs = shard.doc[slots]
        if len(slots) > count:
            lowest = np.argpartition(docs, count)[:count]
            slots, docs = slots[lowest], docs[lowest]
        slots = slots[np.argsort(docs)]
    found: list[int] = slots[:count].tolist()
    return found


def in_doc_order(shard: Shard, matches: Matches) -> list[int]:
    """The matching slots by their doc ids."""
    slots = matches.slots()
    if not shard.in_doc_order:
        slots = slots[np.argsort(shard.doc[slots], kind="stable")]
    found: list[int] = slots.tolist()
    return found
