"""The vectors of a shard: a store for each name."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from weaviate_orm.engine.vectors.store import vector_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from weaviate_orm.engine.schema.definition import VectorDefinition
    from weaviate_orm.engine.vectors.encoding import Raw
    from weaviate_orm.engine.vectors.store import VectorStore


class NamedVectors:
    """Stores by name ('' = the unnamed one), each made when it is first needed.

    Args:
        defined: The vectors that the collection has now.
    """

    def __init__(self, defined: Callable[[], Mapping[str, VectorDefinition]]) -> None:
        self._defined = defined
        self._stores: dict[str, VectorStore] = {}
        self._making = Lock()

    def store(self, name: str, slots: int) -> VectorStore:
        """The store of a name, in a shard that has so many slots."""
        found = self._stores.get(name)
        if found is None:
            with self._making:
                found = self._stores.get(name)
                if found is None:
                    found = self._stores[name] = self._empty(self._defined()[name], slots)
        return found

    @staticmethod
    def _empty(definition: VectorDefinition, slots: int) -> VectorStore:
        made = vector_store(definition)
        made.extend(0, [None] * slots)
        return made

    def extend(self, start: int, vectors: Sequence[Mapping[str, Raw]]) -> None:
        """Take in the vectors of new slots."""
        defined = self._defined()
        named = {name for found in vectors for name in found} & defined.keys()
        for name in named | self._stores.keys():
            self.store(name, start).extend(start, [found.get(name) for found in vectors])

    def raw(self, slot: int) -> dict[str, Raw]:
        """All vectors of an object as they travel."""
        found = {name: store.raw(slot) for name, store in self._stores.items()}
        return {name: raw for name, raw in found.items() if raw is not None}

    def linger(self, slot: int, replaced_by: Iterable[str]) -> None:
        """Leave the named vectors that a replacement lacks in their indexes, as the server does."""
        for name in self.raw(slot).keys() - set(replaced_by) - {""}:
            self._stores[name].lingering.append(slot)

    def dimensions(self) -> dict[str, int]:
        return {name: store.dimension for name, store in self._stores.items()}
