"""Where the engine keeps what it holds, beside memory."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from weaviate_orm.engine.errors import JSON
    from weaviate_orm.engine.store.rows import StoredObject
    from weaviate_orm.engine.store.shard import Shard


class StorageError(Exception):
    """The folder cannot be used or written; `str()` is a sentence with the next step."""


class Source(Protocol):
    """Where the objects of a shard can be read again."""

    def load(self, shard: Shard) -> None:
        """Fill an empty shard (`restore`, then `restored`)."""
        ...

    def next_doc(self, shard: Shard) -> int:
        """The doc id that the shard's next object gets, without loading it."""
        ...


class Storage(Protocol):
    """Collections and shards go by number, so that a name may be used again."""

    @property
    def source(self) -> Source | None:
        """None = nothing is kept."""
        ...

    def transaction(self) -> AbstractContextManager[None]:
        """All calls inside it take effect together, when it is left without an exception."""
        ...

    def put_collection(self, key: int, document: Mapping[str, JSON]) -> None: ...

    def drop_collection(self, key: int) -> None: ...

    def put_shard(
        self, collection: int, shard: Shard, state: str, known_from: Mapping[str, int] | None = None
    ) -> None:
        """`known_from` takes the place of the shard's own."""
        ...

    def drop_shard(self, shard: Shard) -> None: ...

    def put_alias(self, alias: str, target: str) -> None: ...

    def drop_alias(self, alias: str) -> None: ...

    def write(self, shard: Shard, removed: Sequence[int], put: Sequence[StoredObject]) -> None:
        """Remove these slots, then store these objects; an old version of one is replaced."""
        ...

    def close(self) -> None: ...


class MemoryStorage:
    """Keeps nothing: what is in memory ends with the process."""

    source = None

    def transaction(self) -> AbstractContextManager[None]:
        return nullcontext()

    def put_collection(self, key: int, document: Mapping[str, JSON]) -> None:
        del key, document

    def drop_collection(self, key: int) -> None:
        del key

    def put_shard(
        self, collection: int, shard: Shard, state: str, known_from: Mapping[str, int] | None = None
    ) -> None:
        del collection, shard, state, known_from

    def drop_shard(self, shard: Shard) -> None:
        del shard

    def put_alias(self, alias: str, target: str) -> None:
        del alias, target

    def drop_alias(self, alias: str) -> None:
        del alias

    def write(self, shard: Shard, removed: Sequence[int], put: Sequence[StoredObject]) -> None:
        del shard, removed, put

    def close(self) -> None:
        pass
