"""What is refused when a step is added: foreign parts, missing indexes, orders that cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final, Protocol, cast

from typing_extensions import TypeIs

from weaviate_orm.errors import MisuseTypeError, MisuseValueError
from weaviate_orm.models.filters import Filter
from weaviate_orm.models.location import METADATA_NAMES, FieldStep, Location, TargetStep
from weaviate_orm.models.mapping import MappedField, field_at, fields_of
from weaviate_orm.models.paths import Column, Path, Sort

if TYPE_CHECKING:
    from weaviate_orm.models.model import HasProperties, ModelBase

_DEEPEST: Final = 80
"""Levels of a filter. A message may have 100, and some are around the filter and below it."""


class Part(Protocol):
    """An expression, a filter, a metric: something on a model."""

    @property
    def model(self) -> type[HasProperties]: ...


def check_own(model: type[ModelBase], part: Part) -> None:
    """The part is on the query's model, or on a base of it."""
    if not hasattr(part, "model"):
        raise MisuseTypeError(
            f"{part!r} is no expression, such as {model.__name__}.id, and this step takes one."
        )
    if not issubclass(model, part.model):
        hint = _path_to(model, part.model)
        raise MisuseTypeError(f"{part!r} does not belong to {model.__name__}.{hint}")


def check_kind(
    model: type[ModelBase], part: object, kinds: tuple[type[Path[Any]], ...], refusal: str
) -> None:
    """The part is an expression of one of these kinds, on the query's model."""
    if not isinstance(part, kinds):
        raise MisuseTypeError(refusal)
    check_own(model, cast("Part", part))  # of one of the kinds


def no_vector(model: type[ModelBase], step: str) -> str:
    """The sentence for a model that has none."""
    return f".{step}(): {model.__name__} has no vector. Declare one: embedding: Vector = vector()."


def check_column(column: Column[Any, Any]) -> None:
    """A column whose type is true of rows.

    Raises:
        MisuseError: It is a path for filters: in a row the target may be missing, or be many.
    """
    if column.location.measure:
        raise MisuseValueError(f"{column!r} can be filtered by, not fetched.")
    if column.location.last.name in METADATA_NAMES:
        name = column.location.last.attribute
        raise MisuseTypeError(
            f"{column!r} is no property. It comes with each row: .with_metadata({name!r})."
        )
    if len(column.location.steps) > 1 and type(column) is not Column:
        *hops, last = column.location.steps
        before = repr(Location(tuple(hops)))
        raise MisuseTypeError(
            f"{column!r} is a path for filters. In a row, write {before}.value({last!r})."
        )


def _path_to(model: type[ModelBase], other: type[HasProperties]) -> str:
    for field in fields_of(model).values():
        if other in field.targets:
            return f" Did you mean {field.label}[{other.__name__}.…]?"
    return ""


def is_filter(value: object) -> TypeIs[Filter[Any]]:
    """Whether a value is a filter; of which model, it says itself."""
    return isinstance(value, Filter)


def check_filter(model: type[ModelBase], filter_: object) -> None:
    """A filter that the query's model can answer.

    Raises:
        MisuseTypeError: It is no filter, or one on another model.
        MisuseValueError: The index that it needs is not declared, or it is nested too deeply.
    """
    if not is_filter(filter_):
        raise MisuseTypeError(
            f".filter() takes comparisons of properties, such as {model.__name__}.x == 1, and not "
            f"{filter_!r}."
        )
    if not issubclass(model, filter_.model):
        raise MisuseTypeError(foreign_filter(model, filter_))
    _check_depth(filter_)
    for leaf in leaves(filter_):
        _check_indexes(model, leaf)


def _check_depth(filter_: Filter[Any]) -> None:
    level: tuple[Filter[Any], ...] = (filter_,)
    depth = 0
    while level:
        depth += 1
        if depth > _DEEPEST:
            raise MisuseValueError(
                f"A filter is nested more than {_DEEPEST} levels deep, which no message can hold. "
                "Combine its parts by Filter.all and Filter.any."
            )
        level = tuple(operand for each in level for operand in each.operands)


def foreign_filter(model: type[ModelBase], filter_: Filter[Any]) -> str:
    """The sentence for a filter on another model than the query's."""
    other = filter_.model
    text = f"This filter is on {other.__name__}, the query on {model.__name__}."
    for field in fields_of(model).values():
        if other in field.targets and (leaf := next(leaves(filter_), None)) is not None:
            blank: Filter[Any] = Filter(leaf.model, leaf.op, leaf.location, ...)
            shown = repr(blank).replace("Ellipsis", "…")
            place = repr(leaf.location)
            return f"{text} Did you mean {shown.replace(place, f'{field.label}[{place}]')}?"
    return text


def leaves(filter_: Filter[Any]) -> Iterator[Filter[Any]]:
    """The comparisons in a filter."""
    if filter_.location is not None:
        yield filter_
    for operand in filter_.operands:
        yield from leaves(operand)


def holder(model: type[ModelBase], location: Location) -> type[HasProperties]:
    """The collection whose indexes a location needs: the query's, or the last hop's."""
    found: type[HasProperties] = model
    for index, step in enumerate(location.steps[:-1]):
        if isinstance(step, TargetStep):
            found = step.model
        elif isinstance(location.steps[index + 1], FieldStep):
            field = fields_of(step.owner)[step.attribute]
            if field.kind in ("reference", "references"):
                found = field.target
    return found


def _check_indexes(model: type[ModelBase], leaf: Filter[Any]) -> None:
    location = leaf.location
    assert location is not None
    place = holder(model, location)
    index = cast("type[ModelBase]", place).__settings__.inverted_index  # hops lead to models
    if leaf.op == "IsNull" and (location.measure or location.last.name in METADATA_NAMES | {"_id"}):
        raise MisuseValueError(f"{leaf!r}: ids, times, lengths and counts are never missing.")
    if location.last.name in METADATA_NAMES:
        if index is None or not index.timestamps:
            raise MisuseValueError(_undeclared(leaf, place, "timestamps"))
        return
    field = field_at(location)
    if leaf.op == "IsNull":
        if field.data_type in ("geoCoordinates", "phoneNumber", "blob"):
            raise MisuseValueError(
                f"{leaf!r}: the server does not know which objects have no {field.data_type}."
            )
        if index is None or not index.null_state:
            raise MisuseValueError(_undeclared(leaf, place, "null_state"))
    if location.measure == "length" and _is_member(location):
        raise MisuseValueError(f"{leaf!r}: the server has no lengths of what is inside of objects.")
    if location.measure == "length" and (index is None or not index.property_length):
        raise MisuseValueError(_undeclared(leaf, place, "property_length"))
    _check_filterable(leaf, field)


def _is_member(location: Location) -> bool:
    owner = location.last.owner
    return not hasattr(owner, "__settings__")


def _undeclared(leaf: Filter[Any], place: type[HasProperties], flag: str) -> str:
    return (
        f"{leaf!r} needs an index that is not declared: set inverted_index = "
        f"InvertedIndex({flag}=True) in {place.__name__}.Meta."
    )


def _check_filterable(leaf: Filter[Any], field: MappedField) -> None:
    options = field.specified.options
    if options.filterable is not False:
        return
    text_index = field.data_type.startswith("text") and options.searchable is not False
    if not text_index and not options.range_filters:
        raise MisuseValueError(
            f"{leaf!r}: {field.label} is declared with filterable=False. Declare "
            "prop(filterable=True) to filter by it."
        )
    location = leaf.location
    if leaf.op == "NotEqual" and options.range_filters and location and len(location.steps) > 1:
        raise MisuseValueError(
            f"{leaf!r}: with only a range index, the server leaves out targets without a value. "
            f"Declare prop(filterable=True) for {field.label}."
        )


_UNSORTABLE = {"uuid": "uuids", "uuid[]": "uuids", "object": "objects", "object[]": "objects"}


def check_order(model: type[ModelBase], sort: Sort[Any]) -> None:
    """A key that the server can sort by."""
    if not isinstance(sort, Sort):  # pyright: ignore[reportUnnecessaryIsInstance]  # unchecked callers
        raise MisuseTypeError(f"order_by({sort!r}): say .asc() or .desc().")
    check_own(model, sort)
    location = sort.location
    if location.measure or len(location.steps) > 1:
        raise MisuseValueError(
            f"order_by({sort!r}): the server sorts by an object's own properties only."
        )
    if location.last.name in METADATA_NAMES or location.last.name == "_id":
        return
    if (kind := _UNSORTABLE.get(sort.data_type)) is not None:
        raise MisuseValueError(f"order_by({sort!r}): the server does not sort by {kind}.")
