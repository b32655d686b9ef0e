"""Models: pydantic models whose attributes are properties, references and vectors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy, deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, PrivateAttr, model_serializer, model_validator

from weaviate_orm.errors import MappingError, MisuseTypeError, MisuseValueError, UnknownName
from weaviate_orm.models import mapping
from weaviate_orm.models.fields import Id, dumping
from weaviate_orm.models.identity import derived_id
from weaviate_orm.models.metaclass import (
    ModelMeta,
    complete,
    is_template,
    private_of,
    unknown_name,
)
from weaviate_orm.models.reference_list import ReferenceList
from weaviate_orm.models.registry import register
from weaviate_orm.models.settings import CollectionSettings, resolve
from weaviate_orm.models.specifiers import Specified, object_id
from weaviate_orm.models.state import DELETED, NOT_FETCHED, Deleted, Loaded

if TYPE_CHECKING:
    from weaviate_orm.wire.shape import JSON


class HasProperties(BaseModel, metaclass=ModelMeta):
    """What a model and a nested model have in common."""

    model_config = ConfigDict(
        validate_assignment=True, ser_json_bytes="base64", val_json_bytes="base64"
    )
    __specified__: ClassVar[dict[str, Specified]] = {}

    @classmethod
    def __mapped_when_made__(cls) -> None:
        complete(cls)

    if not TYPE_CHECKING:  # else a mistyped attribute would pass the checkers

        def __getattr__(self, name):
            try:
                return super().__getattr__(name)
            except AttributeError:
                if name.startswith("_"):
                    raise
                raise UnknownName(unknown_name(type(self), name)) from None


class NestedModel(HasProperties):
    """The type of an object property: ``class Address(NestedModel): …``."""


class _SchemaOf:
    """``Question.__schema__``: the collection's JSON document."""

    def __get__(self, instance: object, owner: type[ModelBase], /) -> Mapping[str, JSON]:
        from weaviate_orm.models.document import document

        return document(owner)


class ModelBase(HasProperties):
    """A collection. It knows nothing of queries; ``Model`` adds ``objects``."""

    model_config = ConfigDict(ignored_types=(_SchemaOf,))

    id: Id = object_id()
    _unfetched: dict[str, ReferenceList[Any]] | None = PrivateAttr(default=None)
    _state: Loaded | Deleted | None = PrivateAttr(default=None)

    __settings__: ClassVar[CollectionSettings] = CollectionSettings(abstract=True)
    __schema__ = _SchemaOf()

    @classmethod
    def __mapped_when_made__(cls) -> None:
        bases = tuple(
            settings
            for base in cls.__bases__
            if isinstance(settings := vars(base).get("__settings__"), CollectionSettings)
        )
        origin = cls.__pydantic_generic_metadata__["origin"]
        if origin is not None and issubclass(origin, ModelBase):  # as it always is
            cls.__settings__ = origin.__settings__
        elif "__settings__" not in vars(cls):
            cls.__settings__ = resolve(cls.__name__, vars(cls).get("Meta"), bases)
        if is_template(cls) and not cls.__settings__.abstract:
            raise MappingError(
                f"{cls.__name__} is generic, and a collection has to know its types. Make it "
                f"abstract, and a class of {cls.__name__}[…] the collection."
            )
        complete(cls)
        register(cls)

    if not TYPE_CHECKING:  # with a return type it would also be the JSON schema

        @model_validator(mode="after")
        def _identify(self):
            if self.__settings__.key and "id" not in self.__pydantic_fields_set__:
                vars(self)["id"] = derived_id(self)
            return self

        @model_serializer(mode="wrap")
        def _dump(self, serialize):
            token = dumping.set(dumping.get() | {id(self)})
            try:
                return serialize(self)
            finally:
                dumping.reset(token)

        def __setattr__(self, name, value):
            if name not in self.__pydantic_fields__:
                super().__setattr__(name, value)
                return
            _check_key(self, name, value)
            before = vars(self).get(name, NOT_FETCHED)
            try:
                super().__setattr__(name, value)
            finally:  # a validator of the whole model refuses what is assigned by then
                if vars(self).get(name, NOT_FETCHED) is not before:
                    _note_change(self, name, before)

        def __delattr__(self, name):
            if name in self.__pydantic_fields__:
                model = type(self).__name__
                raise MisuseTypeError(
                    f"{model}.{name} cannot be deleted from {model}({self.id}). Assign None to it, "
                    "or a default."
                )
            super().__delattr__(name)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ModelBase) and (type(self), self.id) == (type(other), other.id)

    def __hash__(self) -> int:
        return hash((type(self), self.id))

    def __repr_args__(self) -> Iterable[tuple[str | None, Any]]:
        for name, value in vars(self).items():  # references by id: they may go round
            if name not in self.__specified__ or self.__specified__[name].kind != "vector":
                yield name, _Brief(value) if isinstance(value, ModelBase) else value

    def model_copy(self, *, update: Mapping[str, object] | None = None, deep: bool = False) -> Self:
        """A copy of what is at hand, with other values, which are validated and tracked.

        With another ``id`` it is a new object; what was not fetched, it has not.
        """
        made = super().model_copy(deep=deep)
        changed = dict(update or {})
        id = changed.pop("id", made.id)  # noqa: A001 - it is an id
        if not isinstance(id, UUID):
            raise MisuseTypeError(f"{type(self).__name__}.id is a UUID, not {id!r}.")
        if id != made.id:
            vars(made)["id"] = id
            mark_new(made)
        for name, value in changed.items():
            setattr(made, name, value)
        return made

    def __copy__(self) -> Self:
        made = super().__copy__()
        private = private_of(made)
        private["_state"] = copy(private["_state"])
        private["_unfetched"] = copy(private["_unfetched"])
        return made

    def __deepcopy__(self, memo: dict[int, Any] | None = None) -> Self:
        memo = {} if memo is None else memo
        memo[id(self)] = made = self.__copy__()
        for name in ("__dict__", "__pydantic_private__"):
            object.__setattr__(made, name, deepcopy(getattr(self, name), memo))
        return made


@dataclass(frozen=True)
class _Brief:
    of: ModelBase

    def __repr__(self) -> str:
        return f"<{type(self.of).__name__} {self.of.id}>"


def _check_key(instance: ModelBase, name: str, value: object) -> None:
    if name in instance.__settings__.key and vars(instance).get(name, value) != value:
        model = type(instance).__name__
        raise MisuseValueError(
            f"{model}.{name} is part of the key that {model}({instance.id}) has its id of. "
            "Make a new object instead."
        )


def _note_change(instance: ModelBase, name: str, before: object) -> None:
    state = state_of(instance)
    if state is not None:
        state.originals.setdefault(name, before)


def mark_loaded(instance: ModelBase, tenant: str | None) -> None:
    """From now on the object counts as the server holds it, with nothing changed."""
    private_of(instance)["_state"] = Loaded(tenant, mutable_values(instance))


def mutable_values(instance: ModelBase) -> dict[str, object]:
    """Copies of the values that can change in place: lists and nested objects."""
    held = vars(instance)
    return {
        name: deepcopy(held[name])
        for name in mutable_attributes(type(instance))
        if held.get(name) is not None
    }


@mapping.once_per_class
def mutable_attributes(model: type[ModelBase]) -> tuple[str, ...]:
    """The attributes of a model whose values can change in place."""
    return tuple(
        f.attribute
        for f in mapping.fields_of(model).values()
        if f.kind == "nested" or f.data_type.endswith("[]")
    )


def state_of(instance: ModelBase) -> Loaded | None:
    """What is remembered of how the server holds the object; None where it holds none."""
    state = private_of(instance)["_state"]
    return state if isinstance(state, Loaded) else None


def mark_deleted(instance: ModelBase) -> None:
    """The object is gone from the server; only by adding it, it becomes a new one."""
    private_of(instance)["_state"] = DELETED


def is_deleted(instance: ModelBase) -> bool:
    """Whether a session deleted the object, and nobody added it again."""
    return private_of(instance)["_state"] is DELETED


def mark_new(instance: ModelBase) -> None:
    """The object is to be stored anew."""
    private_of(instance)["_state"] = None
