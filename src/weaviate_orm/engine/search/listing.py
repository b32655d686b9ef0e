"""Plain lists: by id, by a filter, in an order, by the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from weaviate_orm.engine.index.ids import ids_of
from weaviate_orm.engine.search import sort

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

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
    if not keys:
        if matches is None:
            return shard.slots_of(shard.order.page(offset, limit, after))
        return _first(shard, matches, offset + limit)[offset:]
    if matches is None:
        by_id = ids_of(shard).ordered().slots.astype(np.intp)
        slots = sort.ordered(shard, by_id[shard.live[by_id]], keys)
    else:
        by_doc = in_doc_order(shard, matches)
        if sort.walks_index(keys, offset + limit, len(by_doc)):
            slots = sort.walked(shard, by_doc, keys[0])
        else:
            slots = sort.ordered(shard, by_doc, keys)
    found: list[int] = slots[offset : offset + limit].tolist()
    return found


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


def in_doc_order(shard: Shard, matches: Matches) -> NDArray[np.intp]:
    """The matching slots by their doc ids."""
    slots = matches.slots()
    if not shard.in_doc_order:
        slots = slots[np.argsort(shard.doc[slots], kind="stable")]
    return slots
