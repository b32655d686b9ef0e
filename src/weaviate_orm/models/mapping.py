"""From a model's annotations to its fields: what each attribute is on the server."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Literal, TypeAlias, cast, get_args

from pydantic import PydanticUndefinedAnnotation
from pydantic_core import PydanticUndefined
from typing_extensions import TypeVar

from weaviate_orm.errors import MappingError
from weaviate_orm.models.annotations import value_of
from weaviate_orm.models.declared import (
    check_declaration,
    check_key,
    check_options,
    check_sources,
    check_specifiers,
    kind_of,
    nested_target,
    targets_of,
)
from weaviate_orm.models.fields import (
    Id,
    MultiReference,
    MultiVector,
    Nested,
    Reference,
    References,
    Vector,
)
from weaviate_orm.models.location import Location
from weaviate_orm.models.naming import check_member_name, check_property_name, check_vector_name
from weaviate_orm.models.specifiers import Kind, Specified
from weaviate_orm.models.variables import Tokenization
from weaviate_orm.wire.shape import ABSENT, Absent, Conversion, DataType

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

    from weaviate_orm.models.model import HasProperties, ModelBase

T = TypeVar("T")
ModelT = TypeVar("ModelT", bound="HasProperties")
MappedType: TypeAlias = DataType | Literal["cref", "vector"]


@dataclass(frozen=True)
class MappedField:
    """One attribute of a model and what it is on the server."""

    attribute: str
    name: str
    kind: Kind
    data_type: MappedType
    label: str
    specified: Specified
    nullable: bool = False
    many: bool = False
    targets: tuple[type[HasProperties], ...] = ()
    """Models that a reference refers to; the class of a nested object."""
    default: Callable[[], object] | Absent = ABSENT
    conversion: Conversion | None = None

    @property
    def tokenization(self) -> Tokenization | None:
        """How a text is split; None where it is no text."""
        if self.data_type not in ("text", "text[]"):
            return None
        return self.specified.options.tokenization or ("field" if self.conversion else "word")

    @property
    def target(self) -> type[HasProperties]:
        (target,) = self.targets
        return target

    @property
    def models(self) -> tuple[type[ModelBase], ...]:
        """The models that a reference refers to."""
        return cast("tuple[type[ModelBase], ...]", self.targets)  # only nested objects have others

    @property
    def item_type(self) -> str:
        """The data type; of a list that of its items."""
        return self.data_type.removesuffix("[]")

    @property
    def multi_target(self) -> bool:
        return self.kind == "references" and len(self.targets) > 1


def _default(info: FieldInfo) -> Callable[[], object] | Absent:
    if info.default_factory is not None:
        # One that takes the other values has nothing to take here.
        return ABSENT if info.default_factory_takes_validated_data else _factory(info)
    if info.default is PydanticUndefined:
        return ABSENT
    return lambda: info.get_default(call_default_factory=False)


def _factory(info: FieldInfo) -> Callable[[], object]:
    return cast("Callable[[], object]", info.default_factory)  # takes nothing: asked before


def map_fields(model: type[HasProperties], *, nested: bool) -> dict[str, MappedField]:
    """The fields of a complete class, or a ``MappingError`` that names what cannot be."""
    found: dict[str, MappedField] = {}
    for attribute, info in model.__pydantic_fields__.items():
        found[attribute] = _mapped(model, attribute, info, nested=nested)
    by_name: dict[str, str] = {}
    for field in found.values():
        if field.kind in ("vector", "id"):
            continue
        other = by_name.setdefault(field.name.lower(), field.attribute)
        if other != field.attribute:
            raise MappingError(
                f"{model.__name__}.{other} and {field.label} are one property for the server, "
                f"{field.name!r}: it tells names that differ by case alone not apart."
            )
    check_sources(model, found)
    if not nested:
        check_key(cast("type[ModelBase]", model), found)  # only they have settings
    return found


def _mapped(
    model: type[HasProperties], attribute: str, info: FieldInfo, *, nested: bool
) -> MappedField:
    label = f"{model.__name__}.{attribute}"
    kind = kind_of(info.annotation)
    specified = model.__specified__.get(attribute) or Specified(None)
    name = specified.name or attribute
    mapped = partial(MappedField, attribute, label=label, specified=specified)
    if kind is Id:
        return mapped("_id", "id", "uuid")
    check_declaration(label, info, model.__specified__.get(attribute), nested=nested)
    if kind in (Vector, MultiVector):
        check_vector_name(label, name)
        server_name = "" if specified.vector.unnamed else name
        return mapped(server_name, "vector", "vector", many=kind is MultiVector)
    (check_member_name if nested else check_property_name)(label, name)
    (inner,) = get_args(info.annotation)
    nullable = type(None) in get_args(inner)
    mapped = partial(mapped, name, nullable=nullable)
    if kind in (Reference, References, MultiReference):
        one = kind is Reference
        targets = targets_of(label, inner, several=kind is MultiReference)
        return mapped("reference" if one else "references", "cref", many=not one, targets=targets)
    mapped = partial(mapped, default=_default(info))
    if kind is Nested:
        listed, target = nested_target(label, model, inner)
        return mapped("nested", "object[]" if listed else "object", many=listed, targets=(target,))
    value = value_of(inner, label)
    if nested and value.data_type in ("geoCoordinates", "phoneNumber"):
        raise MappingError(f"{label}: Weaviate has no {value.data_type} inside of objects.")
    made = mapped("property", value.data_type, conversion=value.conversion)
    check_options(made)
    return made


# -- what is known of a model ---------------------------------------------------------------


def once_per_class(make: Callable[[type[ModelT]], T]) -> Callable[[type[ModelT]], T]:
    """Keep what is made of a class on the class, so that both go together."""
    name = f"__{make.__name__.strip('_')}__"

    def made(model: type[ModelT]) -> T:
        known: T | None = vars(model).get(name)
        if known is None:
            known = make(model)
            type.__setattr__(model, name, known)
        return known

    return made


def fields_of(model: type[HasProperties]) -> dict[str, MappedField]:
    """The mapped fields of a model by attribute, made once, when the class is complete.

    Raises:
        MappingError: An annotation, a name or an option cannot be mapped.
    """
    known: dict[str, MappedField] | None = vars(model).get("__mapped__")
    if known is None:
        if not model.__pydantic_fields_complete__:  # a forward reference is open
            try:
                model.model_rebuild()
            except PydanticUndefinedAnnotation as fault:
                raise MappingError(
                    f"{model.__name__} names {fault.name!r}, which is not defined where the class "
                    "is made. Define it there, or import it before the class is used."
                ) from fault
        check_specifiers(model)
        known = map_fields(model, nested=not hasattr(model, "__settings__"))
        type.__setattr__(model, "__mapped__", known)
    return known


@once_per_class
def references_of(model: type[ModelBase]) -> tuple[MappedField, ...]:
    """The references among a model's fields."""
    return tuple(f for f in fields_of(model).values() if f.data_type == "cref")


@once_per_class
def vectors_of(model: type[ModelBase]) -> tuple[MappedField, ...]:
    """The vectors among a model's fields."""
    return tuple(f for f in fields_of(model).values() if f.kind == "vector")


def field_at(location: Location) -> MappedField:
    """The field at the end of a location."""
    last = location.last
    return fields_of(last.owner)[last.attribute]


class AbstractModelError(MappingError, AttributeError):
    """An abstract model has no collection, and so no ``__schema__``: ``help()`` asks every base."""


def collection_of(model: type[ModelBase]) -> str:
    """The name of a model's collection."""
    if model.__settings__.abstract:
        raise AbstractModelError(
            f"{model.__name__} is abstract and has no collection. Use one of its subclasses."
        )
    return model.__settings__.collection or model.__name__
