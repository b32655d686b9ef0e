"""References followed as the server does: each object is read once for a whole list of hits.

Level by level the targets of the wanted references are read. An object that was read already is
not looked at again, so that what is read behind it is what the first request for it names. Then
the paths are joined from the first hit on: a reference of an object is joined once, for all places
where the object stands; what was not read by then is missing there. Of several entries for one
reference property the first one says which targets are read.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from weaviate_orm.engine.errors import TenantError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from weaviate_orm.engine.catalog import Catalog
    from weaviate_orm.engine.search.selection import ReferenceSelection, Selection
    from weaviate_orm.engine.store.shard import Shard

_Key = tuple[str, bytes]
"""Collection and id."""


@dataclass(eq=False, slots=True)
class Met:
    """An object on a path. Places where it is met share it, but a hit is its own."""

    shard: Shard
    slot: int
    links: dict[str, list[Met]] = field(default_factory=dict[str, "list[Met]"])
    """The joined references by their properties."""


def are_plain(selection: Selection) -> bool:
    """Whether it makes no difference where and how often an object is met.

    So it is when a property is named once, and objects behind which more is read are met by one
    path only.
    """
    entries = list(_entries(selection))
    met = Counter(entry.collection for entry in entries)
    return not _names_twice(selection) and not any(
        entry.properties.references and met[entry.collection] > 1 for entry in entries
    )


def _entries(selection: Selection) -> Iterator[ReferenceSelection]:
    for entry in selection.references:
        yield entry
        yield from _entries(entry.properties)


def _names_twice(selection: Selection) -> bool:
    entries = selection.references
    return len({entry.name for entry in entries}) < len(entries) or any(
        _names_twice(entry.properties) for entry in entries
    )


def follow(
    catalog: Catalog, tenant: str, shard: Shard, slots: Sequence[int], selection: Selection
) -> list[Met]:
    """The hits, and behind them the objects that their wanted references lead to."""
    paths = _Paths(catalog, tenant)
    hits = [Met(shard, slot) for slot in slots]
    level = [(hit, selection) for hit in hits]
    while level:
        level = [found for met, wanted in level for found in paths.read(met, wanted)]
    for hit in hits:
        paths.join(hit, selection)
    return hits


class _Paths:
    def __init__(self, catalog: Catalog, tenant: str) -> None:
        self._catalog = catalog
        self._tenant = tenant
        self._met: dict[_Key, Met | None] = {}
        self._shards: dict[str, Shard | None] = {}

    def read(self, met: Met, wanted: Selection) -> Iterator[tuple[Met, Selection]]:
        """Read the targets that were not read before."""
        for entry in _first_entries(wanted):
            for key in _targets(met, entry):
                if key in self._met:
                    continue
                found = self._met[key] = self._read(key)
                if found is not None:
                    yield found, entry.properties

    def _read(self, key: _Key) -> Met | None:
        collection, uuid = key
        if collection not in self._shards:
            self._shards[collection] = self._shard(collection)
        shard = self._shards[collection]
        slot = None if shard is None else shard.slot_of(uuid)
        return None if shard is None or slot is None else Met(shard, slot)

    def _shard(self, name: str) -> Shard | None:
        collection = self._catalog.collections.get(name)
        if collection is None:
            return None
        try:
            return collection.shard_for(
                self._tenant if collection.definition.tenancy.enabled else ""
            )
        except TenantError:
            return None

    def join(self, met: Met, wanted: Selection) -> None:
        """Join the wanted references of an object that are not joined yet, and those behind."""
        for entry in _first_entries(wanted):
            if entry.name in met.links:
                continue
            found: list[Met] = []
            for key in _targets(met, entry):
                target = self._met.get(key)
                if target is not None:
                    self.join(target, entry.properties)
                    found.append(target)
            if found or met.shard.references(met.slot, entry.name) == ():
                met.links[entry.name] = found


def _first_entries(wanted: Selection) -> Iterable[ReferenceSelection]:
    """The first entry of each property, by their names."""
    first = {entry.name: entry for entry in reversed(wanted.references)}
    return [first[name] for name in sorted(first)]


def _targets(met: Met, entry: ReferenceSelection) -> Iterator[_Key]:
    for beacon in met.shard.references(met.slot, entry.name) or ():
        if beacon.collection in ("", entry.collection):
            yield entry.collection, beacon.uuid
