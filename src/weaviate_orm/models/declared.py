"""What is refused when a class is made: declarations that cannot be mapped."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, get_args, get_origin

from weaviate_orm.errors import MappingError
from weaviate_orm.models.defaults import check_default
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
from weaviate_orm.models.variables import Tokenization

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

    from weaviate_orm.models.mapping import MappedField
    from weaviate_orm.models.model import HasProperties, ModelBase
    from weaviate_orm.models.specifiers import Kind, Specified

_SPECIFIED_BY: Mapping[Any, tuple[str, Kind]] = {
    Property: ("prop", "property"),
    Nested: ("nested", "nested"),
    Reference: ("ref", "reference"),
    References: ("refs", "references"),
    MultiReference: ("multi_refs", "references"),
    Vector: ("vector", "vector"),
    MultiVector: ("multi_vector", "vector"),
}
"""By annotation: what makes its specifier, and of which kind that is."""
_OPTIONAL = (Property, Nested)
"""Annotations that need no specifier, and all that a nested model has."""


def kind_of(annotation: Any) -> Any:
    """``Property`` of ``Property[int]``."""
    return get_origin(annotation) or annotation


def check_specifiers(model: type[HasProperties]) -> None:
    """References and vectors need their specifier: access is guarded from the start."""
    for attribute, info in model.__pydantic_fields__.items():
        kind = kind_of(info.annotation)
        if kind is Id or kind not in _SPECIFIED_BY or kind in _OPTIONAL:
            continue
        if attribute not in model.__specified__:
            raise MappingError(
                f"{model.__name__}.{attribute} needs `= {_SPECIFIED_BY[kind][0]}()`."
            )


def check_declaration(
    label: str, info: FieldInfo, specified: Specified | None, *, nested: bool
) -> None:
    """The annotation is one of ours, and its specifier and its default go with it."""
    kind = kind_of(info.annotation)
    if kind not in _SPECIFIED_BY:
        raise MappingError(
            f"{label}: annotate it as Property[{getattr(kind, '__name__', kind)}], so that the "
            "checkers know it on the class and on the object."
        )
    if nested and kind not in _OPTIONAL:
        raise MappingError(
            f"{label}: a nested model has properties only, no references or vectors."
        )
    maker, wanted = _SPECIFIED_BY[kind]
    if specified is not None and specified.kind != wanted:
        raise MappingError(f"{label} is a {kind.__name__}: declare it by `= {maker}(…)`.")
    if wanted == "vector":
        return
    if kind in _OPTIONAL or kind is Reference:
        check_default(label, info)


def targets_of(label: str, annotation: Any, *, several: bool) -> tuple[type[HasProperties], ...]:
    """The models that a reference refers to."""
    targets = parts(annotation)
    if len(targets) > 1 and not several:
        names = " | ".join(getattr(each, "__name__", str(each)) for each in targets)
        raise MappingError(
            f"{label}: references to several models are a MultiReference[{names}] = multi_refs()."
        )
    for target in targets:
        if not (isinstance(target, type) and hasattr(target, "__settings__")):
            raise MappingError(f"{label} refers to {target}, which is no model.")
    return targets


def nested_target(
    label: str, model: type[HasProperties], annotation: Any
) -> tuple[bool, type[HasProperties]]:
    """Whether an object property is a list, and the class of its objects."""
    listed, targets = _nested_parts(annotation)
    if len(targets) != 1 or not hasattr(targets[0], "__specified__"):
        raise MappingError(f"{label}: Nested[…] takes one NestedModel, or a list of one.")
    if hasattr(targets[0], "__settings__"):
        raise MappingError(
            f"{label}: {targets[0].__name__} is a collection. Use Reference[…], or a NestedModel."
        )
    _check_depth(label, model, targets[0])
    return listed, targets[0]


def _nested_parts(annotation: Any) -> tuple[bool, tuple[Any, ...]]:
    members = parts(annotation)
    if get_origin(members[0]) is list:
        return True, parts(get_args(members[0])[0])
    return False, members


def _check_depth(label: str, model: type[HasProperties], target: type[HasProperties]) -> None:
    """The members of objects stand in the schema, so objects cannot hold themselves."""
    ahead: list[Any] = [target]
    seen: list[Any] = []
    while ahead:
        each = ahead.pop()
        if each is model:
            raise MappingError(
                f"{label}: {model.__name__} would hold {model.__name__} objects without an end. "
                "Make it a collection, and refer to it."
            )
        if each in seen or not hasattr(each, "__pydantic_fields__"):
            continue
        seen.append(each)
        for info in each.__pydantic_fields__.values():
            if kind_of(info.annotation) is Nested:
                ahead += _nested_parts(get_args(info.annotation)[0])[1]


def check_options(field: MappedField) -> None:
    """The options go with the data type."""
    options = field.specified.options
    text = field.data_type in ("text", "text[]")
    known = get_args(Tokenization)
    if options.tokenization not in (None, *known):
        raise MappingError(
            f"{field.label}: there is no tokenization {options.tokenization!r}. There are "
            f"{', '.join(known)}."
        )
    if options.tokenization and not text:
        raise MappingError(f"{field.label}: tokenization is for text, not for {field.data_type}.")
    if (options.searchable or options.ascii_fold) and not text:
        raise MappingError(f"{field.label}: keyword search is for text, not for {field.data_type}.")
    if options.range_filters and field.data_type not in ("int", "number", "date"):
        raise MappingError(
            f"{field.label}: index_range is for int, number and date, not for {field.data_type}."
        )


def check_sources(model: type[HasProperties], found: Mapping[str, MappedField]) -> None:
    """What vectors are said to be made of is there."""
    for field in found.values():
        for source in field.specified.vector.source:
            if source not in found or found[source].kind not in ("property", "nested"):
                raise MappingError(
                    f"{field.label} is made of {source!r}, which is no property of "
                    f"{model.__name__}."
                )


def check_key(model: type[ModelBase], found: Mapping[str, MappedField]) -> None:
    """The key names properties."""
    for attribute in model.__settings__.key:
        named = f"{model.__name__}.Meta.key names {attribute!r}"
        field = found.get(attribute)
        if field is None or field.kind == "id":
            raise MappingError(f"{named}. {model.__name__} has no property {attribute!r}.")
        if field.kind not in ("property", "nested"):
            raise MappingError(f"{named}, a {field.kind}. Ids are made of properties only.")
