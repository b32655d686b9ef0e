"""Objects that have expired: searches may leave them out, and every hour they are deleted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, cast

import numpy as np

from weaviate_orm.engine.catalog import HOT, Change
from weaviate_orm.engine.schema.expiry import CREATED, UPDATED
from weaviate_orm.engine.text.dates import milliseconds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from weaviate_orm.engine.catalog import Catalog, Collection
    from weaviate_orm.engine.schema.definition import ExpiryDefinition
    from weaviate_orm.engine.store.shard import Shard

_HOUR: Final = 3_600_000


def expired(
    shard: Shard, expiry: ExpiryDefinition, slots: Sequence[int], now: int
) -> NDArray[np.bool_]:
    """For each of the slots whether its object has expired at `now` (milliseconds since 1970)."""
    if not len(slots):
        return np.zeros(0, np.bool_)
    latest = now - expiry.seconds * 1000
    own = {CREATED: shard.created, UPDATED: shard.updated}.get(expiry.time)
    if own is not None:
        return own[np.asarray(slots, np.intp)] <= latest
    dates = cast("list[str | None]", shard.values(expiry.time, slots))  # a date property's
    found = (date is not None and milliseconds(date) <= latest for date in dates)
    return np.fromiter(found, np.bool_, len(dates))


class Purge:
    """Deletes what has expired when the first request of an hour comes."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._hour = -1

    def run_if_due(self) -> None:
        """Delete; takes the catalog's lock.

        Raises:
            StorageError: the file cannot be written.
        """
        catalog = self._catalog
        present = (*catalog.collections.values(),)
        expiring = [(c, e) for c in present if (e := c.definition.expiry) is not None]
        if not expiring:
            return
        now = catalog.clock()
        hour = now // _HOUR
        if hour == self._hour:
            return
        self._hour = hour
        with catalog.lock.preparing():
            for collection, expiry in expiring:
                for shard in _shards(collection):
                    if shard.write_fault is not None:
                        continue
                    slots: list[int] = np.flatnonzero(shard.live).tolist()
                    gone = expired(shard, expiry, slots, now).tolist()
                    chosen = [slot for slot, is_gone in zip(slots, gone, strict=True) if is_gone]
                    if chosen:
                        catalog.apply([Change(shard, chosen)])


def _shards(collection: Collection) -> Iterator[Shard]:
    """The shards of a collection but those of tenants that are not active."""
    if not collection.definition.tenancy.enabled:
        yield collection.shard_for("")
        return
    for tenant, state in collection.tenants.items():
        if state == HOT:
            yield collection.shard_for(tenant)
