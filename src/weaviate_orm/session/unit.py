"""The identity map and what is to be done: the state of a session. No I/O."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar, cast
from uuid import UUID

from weaviate_orm.errors import MisuseTypeError, MisuseValueError
from weaviate_orm.models.instances import materialise
from weaviate_orm.models.mapping import collection_of
from weaviate_orm.models.model import (
    ModelBase,
    is_deleted,
    mark_deleted,
    mark_new,
    state_of,
)
from weaviate_orm.models.reference_list import is_reference_list
from weaviate_orm.models.registry import two_models
from weaviate_orm.session.changes import Changes, changes_of, current_list, reachable

ModelT = TypeVar("ModelT", bound=ModelBase)


def _is_new(instance: ModelBase) -> bool:
    return state_of(instance) is None and not is_deleted(instance)


class Unit:
    """Which objects a session holds, by collection and id, and which of them are to be deleted."""

    def __init__(self, tenant: str | None = None) -> None:
        self.tenant = tenant
        self._held: dict[tuple[str, UUID], ModelBase] = {}
        self._deleted: dict[tuple[str, UUID], ModelBase] = {}
        self._models: dict[str, type[ModelBase]] = {}

    def __len__(self) -> int:
        return len(self._held)

    def __contains__(self, instance: object) -> bool:
        if not isinstance(instance, ModelBase):
            return False
        return self._held.get(self._key(instance)) is instance

    def awaits(self, target: object) -> bool:
        """Whether the target of a reference is held here and not stored yet."""
        return isinstance(target, ModelBase) and target in self and state_of(target) is None

    def __iter__(self) -> Iterator[ModelBase]:
        return iter(tuple(self._held.values()))

    def _key(self, instance: ModelBase) -> tuple[str, UUID]:
        return collection_of(type(instance)), instance.id

    def know(self, model: type[ModelBase]) -> None:
        """Take note of a model; two of one collection cannot share an identity map."""
        name = collection_of(model)
        other = self._models.setdefault(name, model)
        if other is not model:
            raise MisuseTypeError(two_models(model, other, name))

    def tenant_of(self, model: type[ModelBase]) -> str | None:
        """The tenant to name for a model's objects.

        Raises:
            MisuseValueError: The model has tenants and the session none.
        """
        if model.__settings__.multi_tenancy is None:
            return None
        if self.tenant is None:
            raise MisuseValueError(
                f"{model.__name__} keeps each tenant's objects apart. Open the session for one: "
                "client.session(tenant='…')."
            )
        return self.tenant

    # -- what is done to it -------------------------------------------------------------------

    def add(self, instance: ModelBase) -> None:
        """Hold an object, and the new ones that it refers to."""
        if is_deleted(instance):
            mark_new(instance)
        waiting = [instance]
        while waiting:
            each = waiting.pop()
            if each in self:
                self._deleted.pop(self._key(each), None)
            else:
                self._hold(each)
            waiting.extend(r for r in reachable(each) if _is_new(r) and r not in self)

    def _hold(self, instance: ModelBase) -> None:
        model = type(instance)
        self.know(model)
        tenant, key = self.tenant_of(model), self._key(instance)
        state = state_of(instance)
        if state is not None and state.tenant != tenant:
            raise MisuseValueError(
                f"{model.__name__}({instance.id}) was read from tenant {state.tenant!r}; the "
                f"session is for {tenant!r}. One session has one tenant."
            )
        other = self._held.get(key)
        if other is not None and other is not instance and key not in self._deleted:
            raise MisuseValueError(
                f"The session holds another instance of {model.__name__}({instance.id}). Change "
                "that one, or expunge it first."
            )
        self._held[key] = instance
        self._deleted.pop(key, None)

    def delete(self, instance: ModelBase) -> None:
        """Delete an object at the next flush; one that is new and not sent is forgotten."""
        key = self._key(instance)
        held = self._held.get(key)
        if state_of(instance) is None:
            if held is not instance:
                raise MisuseValueError(
                    f"{type(instance).__name__}({instance.id}) is new and not in the session, so "
                    "there is nothing to delete."
                )
            del self._held[key]
            mark_deleted(instance)  # else what refers to it would bring it back
            return
        if held is not instance:
            self._hold(instance)
        self._deleted[key] = instance

    def expunge(self, instance: ModelBase) -> None:
        """Forget an object, with what was changed or to be deleted of it."""
        key = self._key(instance)
        if self._held.get(key) is not instance:
            raise MisuseValueError(
                f"{type(instance).__name__}({instance.id}) is not in the session."
            )
        del self._held[key]
        self._deleted.pop(key, None)

    def clear(self) -> None:
        self._held.clear()
        self._deleted.clear()

    # -- what it knows ------------------------------------------------------------------------

    def find(self, model: type[ModelT], id: UUID) -> ModelT | None:  # noqa: A002 - it is an id
        """The object that is held under an id, but for one that is to be deleted."""
        key = (collection_of(model), id)
        if key in self._deleted:
            return None
        return cast("ModelT | None", self._held.get(key))  # by its own collection

    def is_deleted(self, model: type[ModelBase], id: UUID) -> bool:  # noqa: A002 - it is an id
        return (collection_of(model), id) in self._deleted

    def reach(self) -> None:
        """Hold the new objects that held ones refer to by now."""
        for instance in self:
            for other in reachable(instance):
                if _is_new(other) and other not in self:
                    self.add(other)

    def new(self) -> list[ModelBase]:
        return [each for each in self if state_of(each) is None]

    def deleted(self) -> list[ModelBase]:
        return list(self._deleted.values())

    def dirty(self) -> list[tuple[ModelBase, Changes]]:
        found: list[tuple[ModelBase, Changes]] = []
        for key, instance in self._held.items():
            if key not in self._deleted and (changes := changes_of(instance)):
                found.append((instance, changes))
        return found

    def settle_deleted(self, instance: ModelBase) -> None:
        """The object is gone from the server: it may be added again, as a new one."""
        key = self._key(instance)
        self._deleted.pop(key, None)
        if self._held.get(key) is instance:
            del self._held[key]
        mark_deleted(instance)

    def attach(self, model: type[ModelBase], values: dict[str, object], /) -> ModelBase:
        """An object that was read: the held instance of its id, or a new one that is held."""
        self.know(model)
        key = (collection_of(model), cast("UUID", values["id"]))  # the decoder's
        held = self._held.get(key)
        if held is not None:
            _complete(held, values)
            return held
        (made,) = materialise(model, [values], self.tenant_of(model))
        self._held[key] = made
        return made


def _complete(held: ModelBase, values: dict[str, object]) -> None:
    """Fill in what a held object lacks and a query has fetched; nothing that it has changes."""
    mine = vars(held)
    for name, value in values.items():
        present = mine.get(name)
        if is_reference_list(value):
            listed = current_list(held, name)
            if listed is None:
                mine[name] = value
            elif not (listed.added or listed.removed or listed.replaced):
                listed.known = _better(listed.known, value.known)
                mine[name] = listed
        elif name not in mine or (isinstance(present, UUID) and _names(value, present)):
            mine[name] = value


def _names(value: object, id: UUID) -> bool:  # noqa: A002 - it is an id
    return isinstance(value, ModelBase) and value.id == id


def _better(old: list[Any] | None, new: list[Any] | None) -> list[Any] | None:
    """The list of which more is loaded."""
    if old is None or new is None:
        return new if old is None else old
    loaded = sum(isinstance(item, ModelBase) for item in old)
    return new if sum(isinstance(item, ModelBase) for item in new) > loaded else old
