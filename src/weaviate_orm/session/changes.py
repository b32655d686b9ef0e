"""What is different between an object and what the server holds of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, cast
from uuid import UUID

from weaviate_orm.models.mapping import MappedField, fields_of, references_of
from weaviate_orm.models.metaclass import reference_list, unfetched
from weaviate_orm.models.model import ModelBase, state_of
from weaviate_orm.models.reference_list import ReferenceList, id_of, is_reference_list
from weaviate_orm.models.specifiers import Kind
from weaviate_orm.models.state import NOT_FETCHED, Loaded


@dataclass(frozen=True, slots=True)
class ReferenceChange:
    """How the references of one property differ.

    ``targets`` replaces the whole list where it is not None; else ``added`` and ``removed``
    say what is different from a list that nobody has read.
    """

    field: MappedField
    added: tuple[object, ...] = ()
    removed: tuple[UUID, ...] = ()
    targets: tuple[object, ...] | None = None

    def __repr__(self) -> str:
        if self.targets is not None:
            return f"{self.field.label} = {_shown(self.targets)}"
        added = f" + {_shown(self.added)}" if self.added else ""
        removed = f" - {_shown(self.removed)}" if self.removed else ""
        return f"{self.field.label}{added}{removed}"

    @property
    def only_adds(self) -> bool:
        """Whether references that are sent by themselves are all there is to it."""
        return self.targets is None and not self.removed


@dataclass(slots=True)
class Changes:
    """The differences of one loaded object."""

    properties: dict[str, object] = field(default_factory=dict[str, object])
    vectors: dict[str, object] = field(default_factory=dict[str, object])
    references: list[ReferenceChange] = field(default_factory=list[ReferenceChange])

    def __bool__(self) -> bool:
        return bool(self.properties or self.vectors or self.references)


def _shown(targets: tuple[object, ...]) -> str:
    return f"[{', '.join(str(id_of(each)) for each in targets)}]"


def changes_of(instance: ModelBase) -> Changes:
    """What was changed since the object was loaded; nothing for a new one."""
    state = state_of(instance)
    found = Changes()
    if state is None:
        return found
    for mapped in fields_of(type(instance)).values():
        _NOTE[mapped.kind](found, instance, state, mapped)
    return found


def _note_value(found: Changes, instance: ModelBase, state: Loaded, mapped: MappedField) -> None:
    if _differs(instance, state, mapped):
        found.properties[mapped.attribute] = vars(instance)[mapped.attribute]


def _note_vector(found: Changes, instance: ModelBase, state: Loaded, mapped: MappedField) -> None:
    if mapped.attribute in state.originals and not _same_vector(instance, state, mapped):
        found.vectors[mapped.attribute] = vars(instance)[mapped.attribute]


def _note_single(found: Changes, instance: ModelBase, state: Loaded, mapped: MappedField) -> None:
    change = _single(instance, state, mapped)
    if change is not None:
        found.references.append(change)


def _note_many(found: Changes, instance: ModelBase, state: Loaded, mapped: MappedField) -> None:
    change = _many(instance, state, mapped)
    if change is not None:
        found.references.append(change)


def _note_nothing(_f: Changes, _i: ModelBase, _s: Loaded, _m: MappedField) -> None:
    """An id never changes."""


_NOTE: Mapping[Kind, Callable[[Changes, ModelBase, Loaded, MappedField], None]] = {
    "property": _note_value,
    "nested": _note_value,
    "vector": _note_vector,
    "reference": _note_single,
    "references": _note_many,
    "id": _note_nothing,
}


def _differs(instance: ModelBase, state: Loaded, mapped: MappedField) -> bool:
    name = mapped.attribute
    if name in state.originals:
        before = state.mutable.get(name, state.originals[name])
        return before is NOT_FETCHED or not _equal(before, vars(instance)[name])
    if name not in vars(instance):
        return False
    return name in state.mutable and not _equal(state.mutable[name], vars(instance)[name])


def _equal(a: object, b: object) -> bool:
    # True == 1 == 1.0 in Python, not for the server.
    return type(a) is type(b) and bool(a == b)


def _same_vector(instance: ModelBase, state: Loaded, mapped: MappedField) -> bool:
    import numpy as np

    before: Any = state.originals[mapped.attribute]
    now: Any = vars(instance)[mapped.attribute]
    if before is NOT_FETCHED or before is None or now is None:
        return before is now
    return bool(np.array_equal(before, now))


def _single(instance: ModelBase, state: Loaded, mapped: MappedField) -> ReferenceChange | None:
    if mapped.attribute not in state.originals:
        return None
    before = state.originals[mapped.attribute]
    now = vars(instance)[mapped.attribute]
    if before is not NOT_FETCHED and _id_or_none(before) == _id_or_none(now):
        return None
    return ReferenceChange(mapped, targets=() if now is None else (now,))


def _id_or_none(value: object) -> UUID | None:
    return None if value is None else id_of(value)


def _many(instance: ModelBase, state: Loaded, mapped: MappedField) -> ReferenceChange | None:
    attribute = mapped.attribute
    if attribute in state.originals:  # assigned as a whole
        now = cast("ReferenceList[Any]", vars(instance)[attribute])  # made by the field
        before = state.originals[attribute]
        if is_reference_list(before):
            quiet = not (before.added or before.removed or before.replaced)
            if before.known is not None and quiet:
                old, new = _ids(before.known), _ids(now.known)
                if old == new:
                    return None
                if old < new:
                    return ReferenceChange(
                        mapped, added=tuple(i for i in now.known or () if id_of(i) not in old)
                    )
        return ReferenceChange(mapped, targets=tuple(now.known or ()))
    held = current_list(instance, attribute)
    if held is None or not (held.added or held.removed or held.replaced):
        return None
    if held.replaced or (held.removed and held.known is not None):
        return ReferenceChange(mapped, targets=tuple(held.known or ()))
    return ReferenceChange(
        mapped, added=tuple(held.added), removed=tuple(id_of(item) for item in held.removed)
    )


def _ids(items: list[Any] | None) -> set[UUID]:
    return {id_of(item) for item in items or ()}


def current_list(instance: ModelBase, attribute: str) -> ReferenceList[Any] | None:
    """The reference list that an object holds, fetched or not; None where nobody touched it."""
    if attribute in vars(instance):
        return reference_list(instance, attribute)
    return unfetched(instance).get(attribute)


def reachable(instance: ModelBase) -> Iterator[ModelBase]:
    """The objects that an object refers to, as far as they are at hand."""
    for mapped in references_of(type(instance)):
        if mapped.kind == "reference":
            held = vars(instance).get(mapped.attribute)
            if isinstance(held, ModelBase):
                yield held
        else:
            listed = current_list(instance, mapped.attribute)
            if listed is not None:
                for item in (*(listed.known or ()), *listed.added):
                    if isinstance(item, ModelBase):
                        yield item
