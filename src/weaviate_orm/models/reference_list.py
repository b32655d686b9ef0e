"""The value of a reference to many objects. It knows nothing of how references are stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Generic, cast, overload
from uuid import UUID

from typing_extensions import TypeIs

from weaviate_orm.errors import MisuseTypeError, NotLoaded
from weaviate_orm.models.variables import X


def is_reference_list(value: object) -> TypeIs[ReferenceList[Any]]:
    """Whether a value is a reference list; of which model, no run time knows."""
    return isinstance(value, ReferenceList)


def id_of(item: object) -> UUID:
    """The id of an object, or the id itself.

    Raises:
        MisuseTypeError: It is neither.
    """
    found: object = item if isinstance(item, UUID) else getattr(item, "id", None)
    if not isinstance(found, UUID):
        raise MisuseTypeError(f"A reference is an object of a model or its UUID, not {item!r}.")
    return found


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
    """Emptied without being fetched: what the server holds does not count."""

    def __repr__(self) -> str:
        state = "not fetched" if self.known is None else f"{len(self.known)} known"
        return f"<ReferenceList {state}>"

    def append(self, item: X | UUID, /) -> None:
        """Add one; again is harmless."""
        self.extend((item,))

    def extend(self, items: Iterable[X | UUID], /) -> None:
        """Add each; again is harmless."""
        held = {id_of(other) for other in (*(self.known or ()), *self.added)}
        new: dict[UUID, X | UUID] = {}
        for item in items:
            if (key := id_of(item)) not in held:
                new.setdefault(key, item)
        back = {id_of(other) for other in self.removed} & new.keys()
        self.removed = [other for other in self.removed if id_of(other) not in back]
        if self.known is None:  # whether it was there before it was removed is not known
            back = set[UUID]()
        else:
            self.known += new.values()
        self.added += [item for key, item in new.items() if key not in back]

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
        if self.known is None:
            self.removed, self.replaced = [], True
        else:
            new = {id_of(other) for other in self.added}
            self.removed += [each for each in self.known if id_of(each) not in new]
        self.known, self.added = [], []

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
