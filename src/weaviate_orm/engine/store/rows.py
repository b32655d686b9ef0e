"""Objects on their way into a shard, and what an index is fed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

import numpy as np

from weaviate_orm.engine.store.values import Beacon

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from weaviate_orm.engine.store.record import Shape
    from weaviate_orm.engine.store.shard import Shard
    from weaviate_orm.engine.vectors.encoding import Raw

References = Mapping[str, Sequence[Beacon]]
NO_REFERENCES: References = MappingProxyType({})


class Origin(Enum):
    """What a version of an object comes from; indexes take up more or less of it."""

    WHOLE = "whole"
    """It was sent as it is, but for one property of references."""
    REPLACED = "replaced"
    """It was sent as it is by a PUT, in the place of another."""
    MERGED = "merged"
    """Parts of it were sent, the others are those of the version before."""
    APPENDED = "appended"
    """A batch appended references to the version before."""


@dataclass(slots=True)
class StoredObject:
    """One version of an object, validated: all that a shard needs to take it in."""

    uuid: bytes
    doc: int
    created: int
    updated: int
    record: bytes
    shape: Shape
    values: Mapping[str, object]
    """Stored values by name, references not among them."""
    references: References = field(default_factory=dict[str, "Sequence[Beacon]"])
    vectors: Mapping[str, Raw] = field(default_factory=dict[str, "Raw"])
    """Raw vectors as they travel, by name ('' = the unnamed one)."""
    row: int = 0
    """The row in the file; 0 = none."""
    origin: Origin = Origin.WHOLE
    spelling: str = ""
    """The id as it was sent, if otherwise than in the usual spelling: filters know it so."""


class Rows(Protocol):
    """Consecutive new slots, column by column; a value that an object lacks is None."""

    @property
    def start(self) -> int:
        """The first slot."""
        ...

    def __len__(self) -> int: ...

    def column(self, name: str) -> Sequence[object]:
        """The stored values of a property that is not a reference."""
        ...

    def references(self, name: str) -> Sequence[Sequence[Beacon] | None]: ...

    @property
    def uuids(self) -> Sequence[bytes]: ...

    @property
    def docs(self) -> Sequence[int]: ...

    @property
    def created(self) -> Sequence[int]: ...

    @property
    def updated(self) -> Sequence[int]: ...

    def of(self, origin: Origin) -> Collection[int]:
        """The places of the rows with references that come from there."""
        ...


class WrittenRows:
    """Rows of a write: the values are at hand."""

    def __init__(self, start: int, objects: Sequence[StoredObject]) -> None:
        self.start = start
        self._objects = objects

    def __len__(self) -> int:
        return len(self._objects)

    def column(self, name: str) -> Sequence[object]:
        return [o.values.get(name) for o in self._objects]

    def references(self, name: str) -> Sequence[Sequence[Beacon] | None]:
        return [o.references.get(name) for o in self._objects]

    @property
    def uuids(self) -> Sequence[bytes]:
        return [o.uuid for o in self._objects]

    @property
    def docs(self) -> Sequence[int]:
        return [o.doc for o in self._objects]

    @property
    def created(self) -> Sequence[int]:
        return [o.created for o in self._objects]

    @property
    def updated(self) -> Sequence[int]:
        return [o.updated for o in self._objects]

    def of(self, origin: Origin) -> Collection[int]:
        return [place for place, o in enumerate(self._objects) if o.origin is origin]


class KeptRows:
    """Rows that a shard holds already: values are read from the records.

    A range of slots begins at its own first slot, others are the rows of an index made for them.
    """

    def __init__(self, shard: Shard, slots: Sequence[int]) -> None:
        self._shard = shard
        self._slots = slots
        self.start = slots.start if isinstance(slots, range) else 0
        self._numbers = (
            slice(slots.start, slots.stop) if isinstance(slots, range) else np.array(slots, np.intp)
        )

    def __len__(self) -> int:
        return len(self._slots)

    def column(self, name: str) -> Sequence[object]:
        return self._shard.values(name, self._slots)

    def references(self, name: str) -> Sequence[Sequence[Beacon] | None]:
        return [self._shard.references(slot, name) for slot in self._slots]

    @property
    def uuids(self) -> Sequence[bytes]:
        return [self._shard.uuid(slot) for slot in self._slots]

    @property
    def docs(self) -> Sequence[int]:
        return self._of(self._shard.doc)

    @property
    def created(self) -> Sequence[int]:
        return self._of(self._shard.created)

    @property
    def updated(self) -> Sequence[int]:
        return self._of(self._shard.updated)

    def of(self, origin: Origin) -> Collection[int]:
        known = self._shard.slots_from(origin)
        return {place for place, slot in enumerate(self._slots) if slot in known} if known else ()

    def _of(self, array: NDArray[np.int64]) -> Sequence[int]:
        numbers: list[int] = array[self._numbers].tolist()
        return numbers


class Index(Protocol):
    """What a shard keeps beside its records; made for (shard, property), then fed in slot order."""

    def extend(self, rows: Rows) -> None:
        """Take up new slots. They follow the ones that it has without a gap."""
        ...


I = TypeVar("I", bound=Index)  # noqa: E741 (an index)


@dataclass(frozen=True)
class IndexKey(Generic[I]):
    """Names an index of a shard: `factory(shard, property)` makes an empty one."""

    factory: Callable[[Shard, str], I]
    property: str = ""
