"""Fields: descriptors for the checkers, schemas for pydantic."""

from __future__ import annotations

import uuid as uuid_
from collections.abc import Iterable, Sequence
from contextvars import ContextVar
from types import UnionType
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    Generic,
    Never,
    NoReturn,
    TypeAlias,
    Union,
    get_args,
    get_origin,
    overload,
)

from pydantic import BaseModel, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import PydanticOmit, core_schema

from weaviate_orm.errors import MappingError
from weaviate_orm.models.exact import exact
from weaviate_orm.models.reference_list import ReferenceList, is_reference_list
from weaviate_orm.models.variables import RT, A, C, M, S, T, X
from weaviate_orm.wire.values import GeoCoordinates

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from weaviate_orm.models.attributes import Attr, GeoAttr, ListAttr, TextAttr
    from weaviate_orm.models.model import HasProperties, ModelBase
    from weaviate_orm.models.paths import VectorAttr
    from weaviate_orm.models.traversal import MultiRefAttr, NestedAttr, RefAttr, RefsAttr

Schema: TypeAlias = core_schema.CoreSchema


def _inner(source: object) -> Any:
    given = get_args(source)
    if not given:
        kind = getattr(source, "__name__", source)
        raise MappingError(f"{kind} stands alone: say of what, as in {kind}[…].")
    return given[0]


class Property(Generic[T]):
    """A property: ``points: Property[int]``. On the class an expression, on an object a ``T``."""

    if TYPE_CHECKING:
        # The kind of value chooses the kind of expression. ``type[S]`` of the owner, not
        # of the class that declares: an inherited property belongs to the subclass.
        @overload
        def __get__(self: Property[str], instance: None, owner: type[S], /) -> TextAttr[S, str]: ...
        @overload
        def __get__(
            self: Property[str | None], instance: None, owner: type[S], /
        ) -> TextAttr[S, str | None]: ...
        @overload
        def __get__(
            self: Property[list[X]], instance: None, owner: type[S], /
        ) -> ListAttr[S, list[X], X]: ...
        @overload
        def __get__(
            self: Property[list[X] | None], instance: None, owner: type[S], /
        ) -> ListAttr[S, list[X] | None, X]: ...
        @overload
        def __get__(
            self: Property[GeoCoordinates], instance: None, owner: type[S], /
        ) -> GeoAttr[S, GeoCoordinates]: ...
        @overload
        def __get__(
            self: Property[GeoCoordinates | None], instance: None, owner: type[S], /
        ) -> GeoAttr[S, GeoCoordinates | None]: ...
        @overload
        def __get__(
            self: Property[X | None], instance: None, owner: type[S], /
        ) -> Attr[S, X | None, X]: ...
        @overload
        def __get__(self, instance: None, owner: type[S], /) -> Attr[S, T, T]: ...
        @overload
        def __get__(self, instance: HasProperties, owner: object, /) -> T: ...
        def __get__(self, instance: object, owner: object, /) -> object: ...
        # Not overloaded: mypy reads the constructor's types from a plain ``__set__``.
        def __set__(self, instance: HasProperties, value: T, /) -> None: ...

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> Schema:
        return exact(handler.generate_schema(_inner(source)))


class Nested(Generic[T]):
    """An object property: ``Nested[Address]``, or of ``Address | None``, ``list[Address]``."""

    if TYPE_CHECKING:

        @overload
        def __get__(
            self: Nested[list[A]], instance: None, owner: type[S], /
        ) -> NestedAttr[S, list[A], A]: ...
        @overload
        def __get__(
            self: Nested[A | None], instance: None, owner: type[S], /
        ) -> NestedAttr[S, A | None, A]: ...
        @overload
        def __get__(self: Nested[A], instance: None, owner: type[S], /) -> NestedAttr[S, A, A]: ...
        @overload
        def __get__(self, instance: HasProperties, owner: object, /) -> T: ...
        def __get__(self, instance: object, owner: object, /) -> object: ...
        def __set__(self, instance: HasProperties, value: T, /) -> None: ...

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> Schema:
        return handler.generate_schema(_inner(source))


class Id:
    """The object's uuid: given to the constructor or made there, then fixed."""

    if TYPE_CHECKING:

        @overload
        def __get__(self, instance: None, owner: type[M], /) -> Attr[M, uuid_.UUID, uuid_.UUID]: ...
        @overload
        def __get__(self, instance: ModelBase, owner: object, /) -> uuid_.UUID: ...
        def __get__(self, instance: object, owner: object, /) -> object: ...
        # The constructor takes the type of ``value``; no instance is a Never, so every
        # assignment is an error.
        def __set__(self, instance: Never, value: uuid_.UUID, /) -> None: ...

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> Schema:
        return core_schema.uuid_schema()


class _VectorField:
    """What one vector and a list of vectors have in common."""

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> NoReturn:
        raise PydanticOmit


class Vector(_VectorField):
    """A target vector: float32, never in dumps, read only if it was asked for."""

    if TYPE_CHECKING:

        @overload
        def __get__(self, instance: None, owner: type[M], /) -> VectorAttr[M]: ...
        @overload
        def __get__(self, instance: ModelBase, owner: object, /) -> NDArray[np.float32] | None: ...
        def __get__(self, instance: object, owner: object, /) -> object: ...
        def __set__(
            self, instance: ModelBase, value: Sequence[float] | NDArray[np.floating[Any]] | None, /
        ) -> None: ...

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> Schema:
        return _vector_schema(multi=False)


class MultiVector(_VectorField):
    """A target vector of several rows: float32, one row for each token, say."""

    if TYPE_CHECKING:

        @overload
        def __get__(self, instance: None, owner: type[M], /) -> VectorAttr[M]: ...
        @overload
        def __get__(self, instance: ModelBase, owner: object, /) -> NDArray[np.float32] | None: ...
        def __get__(self, instance: object, owner: object, /) -> object: ...
        def __set__(
            self,
            instance: ModelBase,
            value: Sequence[Sequence[float]] | NDArray[np.floating[Any]] | None,
            /,
        ) -> None: ...

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> Schema:
        return _vector_schema(multi=True)


def _vector_schema(*, multi: bool) -> Schema:
    def float32(value: object) -> NDArray[np.float32]:
        from weaviate_orm.wire.vectors import as_array

        try:
            return as_array(value, "the vector", multi=multi)
        except TypeError as error:  # pydantic takes ValueErrors alone as faults of a value
            raise ValueError(str(error)) from None

    return core_schema.nullable_schema(core_schema.no_info_plain_validator_function(float32))


class Reference(Generic[RT]):
    """A reference to one object: ``Reference[C]``, or ``Reference[C | None]``."""

    if TYPE_CHECKING:

        @overload
        def __get__(
            self: Reference[C | None], instance: None, owner: type[M], /
        ) -> RefAttr[M, C]: ...
        @overload
        def __get__(self: Reference[C], instance: None, owner: type[M], /) -> RefAttr[M, C]: ...
        @overload
        def __get__(self, instance: ModelBase, owner: object, /) -> RT: ...
        def __get__(self, instance: object, owner: object, /) -> object: ...
        def __set__(self, instance: ModelBase, value: RT | uuid_.UUID, /) -> None: ...

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> Schema:
        annotation = _inner(source)
        schema = _target_schema(annotation, handler)
        if type(None) in get_args(annotation):
            return core_schema.nullable_schema(schema)
        return schema


class References(Generic[C]):
    """References to any number of objects."""

    if TYPE_CHECKING:

        @overload
        def __get__(self, instance: None, owner: type[M], /) -> RefsAttr[M, C]: ...
        @overload
        def __get__(self, instance: ModelBase, owner: object, /) -> ReferenceList[C]: ...
        def __get__(self, instance: object, owner: object, /) -> object: ...
        def __set__(self, instance: ModelBase, value: Iterable[C | uuid_.UUID], /) -> None: ...

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> Schema:
        return _target_list_schema(_inner(source), handler)


class MultiReference(Generic[C]):
    """References to objects of several models: ``MultiReference[Person | Company]``."""

    if TYPE_CHECKING:

        @overload
        def __get__(self, instance: None, owner: type[M], /) -> MultiRefAttr[M, C]: ...
        @overload
        def __get__(self, instance: ModelBase, owner: object, /) -> ReferenceList[C]: ...
        def __get__(self, instance: object, owner: object, /) -> object: ...
        def __set__(self, instance: ModelBase, value: Iterable[C | uuid_.UUID], /) -> None: ...

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> Schema:
        return _target_list_schema(_inner(source), handler)


def parts(annotation: Any) -> tuple[Any, ...]:
    """The members of a union but None, or the one type; without ``Annotated``."""
    if get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    if get_origin(annotation) not in (Union, UnionType):
        return (annotation,)
    return tuple(part for part in get_args(annotation) if part is not type(None))


dumping: ContextVar[frozenset[int]] = ContextVar("dumping", default=frozenset())
"""The models that are being dumped: where a cycle closes, the id stands for the object."""


def _target_schema(annotation: Any, handler: GetCoreSchemaHandler) -> Schema:
    """An instance as it is, else a uuid, else a dict that makes an instance."""
    targets = parts(annotation)
    given = core_schema.union_schema(
        [core_schema.uuid_schema(), *(handler.generate_schema(t) for t in targets)],
        mode="left_to_right",
    )

    def validate(value: object, check: core_schema.ValidatorFunctionWrapHandler) -> object:
        if not isinstance(value, BaseModel):
            return check(value)
        if type(value) not in targets:  # a subclass is another collection
            names = " or ".join(t.__name__ for t in targets)
            raise ValueError(f"must be an object of {names}, not of {type(value).__name__}")
        return value  # never walked: it stays the same object, and cycles are no trouble

    def dump(value: object, serialize: core_schema.SerializerFunctionWrapHandler) -> object:
        if not isinstance(value, BaseModel):
            return value
        return vars(value)["id"] if id(value) in dumping.get() else serialize(value)

    # An instance dumps itself: by the union it would be warned of each reference not fetched.
    return core_schema.no_info_wrap_validator_function(
        validate,
        given,
        serialization=core_schema.wrap_serializer_function_ser_schema(
            dump, schema=core_schema.any_schema()
        ),
    )


def _target_list_schema(annotation: Any, handler: GetCoreSchemaHandler) -> Schema:
    items = core_schema.list_schema(_target_schema(annotation, handler))

    def validate(
        value: object, check: core_schema.ValidatorFunctionWrapHandler
    ) -> ReferenceList[Any]:
        if is_reference_list(value):
            value = value.known
        elif value == ():  # the default, which strict validation would not take
            value = []
        made = ReferenceList[Any]("", [])
        made.extend(check(value))
        return made

    def dump(
        value: ReferenceList[Any], serialize: core_schema.SerializerFunctionWrapHandler
    ) -> object:
        return serialize(value.known)

    return core_schema.no_info_wrap_validator_function(
        validate,
        items,
        serialization=core_schema.wrap_serializer_function_ser_schema(dump, schema=items),
    )
