"""Hits that have expired and are left out of an answer, which may be shorter than a page then."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from weaviate_orm.engine.expired import expired

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weaviate_orm.engine.schema.definition import ExpiryDefinition
    from weaviate_orm.engine.search.hit import Hit
    from weaviate_orm.engine.store.shard import Shard


def unexpired(shard: Shard, expiry: ExpiryDefinition, hits: Sequence[Hit], now: int) -> list[Hit]:
    """The hits that have not expired at `now`."""
    members = [h for hit in hits for h in (hit.group.hits if hit.group else (hit,))]
    slots = [hit.slot for hit in members]
    are_gone: list[bool] = expired(shard, expiry, slots, now).tolist()
    gone = {slot for slot, is_gone in zip(slots, are_gone, strict=True) if is_gone}
    out: list[Hit] = []
    for hit in hits:
        if hit.group is None:
            if hit.slot not in gone:
                out.append(hit)
            continue
        kept = [member for member in hit.group.hits if member.slot not in gone]
        if kept:  # the first one stands for its group
            group = replace(hit.group, hits=kept)
            out.append(kept[0]._replace(rerank_score=hit.rerank_score, group=group))
    return out
