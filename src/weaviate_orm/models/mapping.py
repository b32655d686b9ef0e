"""From a model's annotations to what the wire and the schema need: fields, shape, settings."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, cast, get_args, get_origin
from uuid import UUID

from pydantic_core import PydanticUndefined
from typing_extensions import TypeVar

from weaviate_orm.errors import MappingError
from weaviate_orm.models.fields import (
    Id,
    MultiReference,
    MultiVector,
    Nested,
    Property,
    Reference,
    References,
    Vector,
    parts,
)
from weaviate_orm.models.location import Location
from weaviate_orm.models.specifiers import Kind, Specified
from weaviate_orm.models.variables import Tokenization
from weaviate_orm.wire.shape import (
    ABSENT,
    Absent,
    CollectionShape,
    Conversion,
    DataType,
    NestedShape,
    PropertyShape,
    ReferenceShape,
    VectorShape,
)
from weaviate_orm.wire.values import GeoCoordinates, PhoneNumber

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

    from weaviate_orm.models.model import HasProperties, ModelBase

T = TypeVar("T")
ModelT = TypeVar("ModelT", bound="HasProperties")
MappedType: TypeAlias = DataType | Literal["cref", "vector"]

_SCALARS: Mapping[type, DataType] = {
    str: "text",
    bool: "boolean",
    int: "int",
    float: "number",
    datetime: "date",
    UUID: "uuid",
    bytes: "blob",
    GeoCoordinates: "geoCoordinates",
    PhoneNumber: "phoneNumber",
}
_LISTS: Mapping[str, DataType] = {
    "text": "text[]",
    "int": "int[]",
    "number": "number[]",
    "boolean": "boolean[]",
    "date": "date[]",
    "uuid": "uuid[]",
}
_NAME = re.compile(r"[_a-z][_0-9A-Za-z]{0,230}")
_NESTED_NAME = re.compile(r"[_A-Za-z][_0-9A-Za-z]*")
_VECTOR_NAME = re.compile(r"[_A-Za-z][_0-9A-Za-z]{0,229}")
_RESERVED = frozenset({"id", "_id", "_additional"})
_RESERVED_ENDINGS = (
    "_searchable",
    "_rangeable",
    "_temp",
    "__meta_count",
    "_propertyLength",
    "_nullState",
)


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
    def multi_target(self) -> bool:
        return self.kind == "references" and len(self.targets) > 1


@dataclass(frozen=True)
class _Value:
    """What an annotation says of a value."""

    data_type: DataType
    nullable: bool
    conversion: Conversion | None = None


def _converted(values: tuple[object, ...], conversion: Conversion, label: str) -> _Value:
    if all(isinstance(v, str) for v in values):
        return _Value("text", nullable=False, conversion=conversion)
    if all(isinstance(v, int) and not isinstance(v, bool) for v in values):
        return _Value("int", nullable=False, conversion=conversion)
    raise MappingError(
        f"{label}: the values of an enum or a Literal are all texts or all ints, not {values!r}."
    )


def _as_is(value: object) -> object:
    return value


def _member_value(value: object) -> object:
    return value.value if isinstance(value, Enum) else value


def _value(annotation: Any, label: str) -> _Value:
    members = parts(annotation)
    nullable = type(None) in get_args(annotation)
    if len(members) != 1:
        raise MappingError(
            f"{label}: Weaviate has no type for a choice of {annotation}. Use one type, or one "
            "type and None."
        )
    (inner,) = members
    (inner,) = parts(inner)  # Annotated inside of Optional
    origin = get_origin(inner)
    if origin is list:
        item = _value(get_args(inner)[0], label)
        if item.nullable or item.data_type not in _LISTS:
            raise MappingError(
                f"{label}: Weaviate has no list of {get_args(inner)[0]}. Lists hold str, int, "
                "float, bool, datetime, UUID, enums, or by Nested[list[…]] nested models."
            )
        return _Value(_LISTS[item.data_type], nullable, item.conversion)
    if origin is Literal:
        values = get_args(inner)
        found = _converted(values, Conversion(_as_is, _as_is), label)
        return _Value(found.data_type, nullable, found.conversion)
    if isinstance(inner, type) and issubclass(inner, Enum):
        enum = inner
        conversion = Conversion(_member_value, enum)
        found = _converted(tuple(each.value for each in enum), conversion, label)
        return _Value(found.data_type, nullable, found.conversion)
    for kind, data_type in _SCALARS.items():
        if inner is kind:
            return _Value(data_type, nullable)
    raise MappingError(
        f"{label}: Weaviate has no type for {inner}. Properties are of str, int, float, bool, "
        "datetime, UUID, bytes, GeoCoordinates, PhoneNumber, an enum, a Literal, a list of "
        "these, or Nested[…] of a NestedModel."
    )


def _default(info: FieldInfo) -> Callable[[], object] | Absent:
    if info.default_factory is not None:
        # One that takes the other values has nothing to take here.
        return ABSENT if info.default_factory_takes_validated_data else _factory(info)
    if info.default is PydanticUndefined:
        return ABSENT
    return lambda: info.get_default(call_default_factory=False)


def _factory(info: FieldInfo) -> Callable[[], object]:
    return cast("Callable[[], object]", info.default_factory)  # takes nothing: asked before


def _kind_of(annotation: Any) -> Any:
    return get_origin(annotation) or annotation


_NEEDED: Mapping[Any, str] = {
    Reference: "ref",
    References: "refs",
    MultiReference: "multi_refs",
    Vector: "vector",
    MultiVector: "multi_vector",
}


def check_specifiers(model: type[HasProperties]) -> None:
    """References and vectors need their specifier: access is guarded from the start."""
    for attribute, info in model.__pydantic_fields__.items():
        kind = _kind_of(info.annotation)
        if kind in _NEEDED and attribute not in model.__specified__:
            raise MappingError(f"{model.__name__}.{attribute} needs `= {_NEEDED[kind]}()`.")


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
    return found


def _mapped(
    model: type[HasProperties], attribute: str, info: FieldInfo, *, nested: bool
) -> MappedField:
    label = f"{model.__name__}.{attribute}"
    annotation = info.annotation
    kind = _kind_of(annotation)
    specified = model.__specified__.get(attribute) or Specified(None)
    name = specified.name or attribute
    if kind is Id:
        return MappedField(attribute, "_id", "id", "uuid", label, specified)
    if nested and kind in _NEEDED:
        raise MappingError(
            f"{label}: a nested model has properties only, no references or vectors."
        )
    _check_name(label, name, kind, nested=nested)
    if kind in (Vector, MultiVector):
        server_name = "" if specified.vector.unnamed else name
        return MappedField(
            attribute, server_name, "vector", "vector", label, specified, many=kind is MultiVector
        )
    (inner,) = get_args(annotation) or (None,)
    nullable = type(None) in get_args(inner)
    if kind in (Reference, References, MultiReference):
        return MappedField(
            attribute,
            name,
            "reference" if kind is Reference else "references",
            "cref",
            label,
            specified,
            nullable=nullable,
            many=kind is not Reference,
            targets=_targets(label, inner),
        )
    if kind is Nested:
        members = parts(inner)
        listed = get_origin(members[0]) is list
        targets = parts(get_args(members[0])[0]) if listed else members
        return MappedField(
            attribute,
            name,
            "nested",
            "object[]" if listed else "object",
            label,
            specified,
            nullable=nullable,
            many=listed,
            targets=_nested_target(label, targets),
            default=_default(info),
        )
    if kind is not Property:
        raise MappingError(
            f"{label}: annotate it as Property[{getattr(kind, '__name__', kind)}], so that the "
            "checkers know it on the class and on the object."
        )
    value = _value(inner, label)
    if nested and value.data_type in ("geoCoordinates", "phoneNumber"):
        raise MappingError(f"{label}: Weaviate has no {value.data_type} inside of objects.")
    made = MappedField(
        attribute,
        name,
        "property",
        value.data_type,
        label,
        specified,
        nullable=value.nullable,
        default=_default(info),
        conversion=value.conversion,
    )
    _check_options(made)
    return made


def _targets(label: str, annotation: Any) -> tuple[type[HasProperties], ...]:
    targets = parts(annotation)
    for target in targets:
        if not (isinstance(target, type) and hasattr(target, "__settings__")):
            raise MappingError(f"{label} refers to {target}, which is no model.")
    return targets


def _nested_target(label: str, targets: tuple[Any, ...]) -> tuple[type[HasProperties], ...]:
    if len(targets) != 1 or not hasattr(targets[0], "__specified__"):
        raise MappingError(f"{label}: Nested[…] takes one NestedModel, or a list of one.")
    if hasattr(targets[0], "__settings__"):
        raise MappingError(
            f"{label}: {targets[0].__name__} is a collection. Use Reference[…], or a NestedModel."
        )
    return targets


def _check_name(label: str, name: str, kind: Any, *, nested: bool) -> None:
    if nested:
        if not _NESTED_NAME.fullmatch(name):
            raise MappingError(f"{label}: {name!r} is no name for a member of an object.")
        return
    if kind in (Vector, MultiVector):
        if not _VECTOR_NAME.fullmatch(name):
            raise MappingError(f"{label}: {name!r} is no name for a vector on the server.")
        return
    if name in _RESERVED:
        raise MappingError(
            f"{label}: the property name {name!r} is reserved. Choose another one, or map it: "
            f'prop(name="…").'
        )
    if not _NAME.fullmatch(name):
        raise MappingError(
            f"{label}: {name!r} is no property name. Names begin with a lower-case letter or _, "
            'followed by letters, digits and _. Map it with prop(name="…").'
        )
    for ending in _RESERVED_ENDINGS:
        if name.endswith(ending):
            raise MappingError(f"{label}: names that end in {ending!r} are the server's own.")


def _check_options(field: MappedField) -> None:
    options = field.specified.options
    text = field.data_type in ("text", "text[]")
    if options.tokenization and not text:
        raise MappingError(f"{field.label}: tokenization is for text, not for {field.data_type}.")
    if (options.searchable or options.ascii_fold) and not text:
        raise MappingError(f"{field.label}: keyword search is for text, not for {field.data_type}.")
    if options.range_filters and field.data_type not in ("int", "number", "date"):
        raise MappingError(
            f"{field.label}: index_range is for int, number and date, not for {field.data_type}."
        )


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
            model.model_rebuild()
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


def collection_of(model: type[ModelBase]) -> str:
    """The name of a model's collection."""
    if model.__settings__.abstract:
        raise MappingError(
            f"{model.__name__} is abstract and has no collection. Use one of its subclasses."
        )
    return model.__settings__.collection or model.__name__


def _property_shape(field: MappedField) -> PropertyShape:
    nested = None
    if field.kind == "nested":
        target = field.target
        nested = NestedShape(
            target.__name__,
            tuple(_property_shape(each) for each in fields_of(target).values()),
            maker(target),
        )
    return PropertyShape(
        field.attribute,
        field.name,
        cast("DataType", field.data_type),  # a property's, by its kind
        field.label,
        field.nullable,
        field.default,
        nested,
        field.conversion,
    )


@once_per_class
def shape_of(model: type[ModelBase]) -> CollectionShape:
    """The shape of a model, from which codecs are compiled; made once."""
    fields = fields_of(model).values()
    return CollectionShape(
        collection_of(model),
        model.__name__,
        tuple(_property_shape(f) for f in fields if f.kind in ("property", "nested")),
        tuple(
            ReferenceShape(
                f.attribute,
                f.name,
                f.label,
                tuple(collection_of(cast("type[ModelBase]", t)) for t in f.targets),
                f.many,
            )
            for f in references_of(model)
        ),
        tuple(VectorShape(f.attribute, f.name, f.label, f.many) for f in vectors_of(model)),
    )


def maker(model: type[HasProperties]) -> Callable[[dict[str, object]], HasProperties]:
    """Make instances of attribute values that need no validation: what a decoder calls.

    Validators do not run; ``model_post_init`` and private attributes do, where the class has
    its own.
    """
    own_start = set(model.__private_attributes__) > {"_state", "_unfetched"} or any(
        "__starts__" in vars(base) for base in model.__mro__
    )
    new, put = object.__new__, object.__setattr__
    has_state = hasattr(model, "__settings__")
    # All of what was fetched counts as set. One set serves all instances: it has every field, so
    # that what is assigned later adds nothing to it.
    every_field = set(model.__pydantic_fields__)

    def make(values: dict[str, object]) -> HasProperties:
        made = new(model)
        put(made, "__dict__", values)
        put(made, "__pydantic_fields_set__", every_field)
        put(made, "__pydantic_extra__", None)
        private = {"_unfetched": None, "_state": None} if has_state else None
        put(made, "__pydantic_private__", private)
        return made

    if not own_start:
        return make

    def start(values: dict[str, object]) -> HasProperties:
        made = make(values)
        put(made, "__pydantic_private__", None)
        made.model_post_init(None)
        return made

    return start
