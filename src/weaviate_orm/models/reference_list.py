"""The value of a reference to many objects. It knows nothing of how references are stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, cast, overload, runtime_checkable
from uuid import UUID

from typing_extensions import TypeIs

from weaviate_orm.errors import NotLoaded
from weaviate_orm.models.variables import X


@runtime_checkable
class HasId(Protocol):
    @property
    def id(self) -> UUID: ...


def is_reference_list(value: object) -> TypeIs[ReferenceList[Any]]:
    """Whether a value is a reference list; of which model, no run time knows."""
    return isinstance(value, ReferenceList)


def id_of(item: object) -> UUID:
    """The id of an object, or the id itself."""
    return item if isinstance(item, UUID) else cast("HasId", item).id  # a model's instance


@dataclass(eq=False, repr=False)
class ReferenceList(Generic[X]):
    """The objects that a reference names: instances, or ids where no more is known.

    Writing works unloaded, reading does not: iterating, ``len`` and indexing raise
    ``NotLoaded`` where the objects were not fetched. There are no duplicates.
    """

    hint: str
    """The expression to prefetch."""
    known: list[X | UUID] | None = None
    """None: not fetched."""
    added: list[X | UUID] = field(default_factory=list["X | UUID"])
    removed: list[X | UUID] = field(default_factory=list["X | UUID"])
    replaced: bool = False
    """Emptied or assigned without being fetched: what the server holds does not count."""

    def __repr__(self) -> str:
        state = "not fetched" if self.known is None else f"{len(self.known)} known"
        return f"<ReferenceList {state}>"

    def append(self, item: X | UUID, /) -> None:
        """Add one; again is harmless."""
        new = id_of(item)
        if any(id_of(other) == new for other in (*(self.known or ()), *self.added)):
            return
        self.removed = [other for other in self.removed if id_of(other) != new]
        self.added.append(item)
        if self.known is not None:
            self.known.append(item)

    def extend(self, items: Iterable[X | UUID], /) -> None:
        for item in items:
            self.append(item)

    def remove(self, item: X | UUID, /) -> None:
        """Take one out; one that is not in it is harmless."""
        gone = id_of(item)
        was_added = any(id_of(other) == gone for other in self.added)
        self.added = [other for other in self.added if id_of(other) != gone]
        if self.known is None:
            self.removed.append(item)
            return
        rest = [other for other in self.known if id_of(other) != gone]
        if len(rest) < len(self.known) and not was_added:
            self.removed.append(item)
        self.known = rest

    def clear(self) -> None:
        """Take all out, fetched or not."""
        self.known, self.added, self.removed = [], [], []
        self.replaced = True

    def _loaded(self) -> list[X]:
        if self.known is None or any(isinstance(item, UUID) for item in self.known):
            raise NotLoaded(f"{self.hint} is not loaded. Add .prefetch({self.hint}) to the query.")
        return cast("list[X]", self.known)  # no UUID among them

    def __iter__(self) -> Iterator[X]:
        return iter(self._loaded())

    def __len__(self) -> int:
        return len(self._loaded())

    @overload
    def __getitem__(self, index: int, /) -> X: ...
    @overload
    def __getitem__(self, index: slice, /) -> list[X]: ...
    def __getitem__(self, index: int | slice, /) -> X | list[X]:
        return self._loaded()[index]
