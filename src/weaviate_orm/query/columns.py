"""Rows of every kind as columns: names as written, values as plain as can be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeAlias, cast
from uuid import UUID

from pydantic import BaseModel

from weaviate_orm.errors import MisuseTypeError, MisuseValueError, NotLoaded
from weaviate_orm.models.location import FieldStep, Location
from weaviate_orm.models.mapping import MappedType, field_at, fields_of
from weaviate_orm.models.model import ModelBase
from weaviate_orm.models.reference_list import is_reference_list
from weaviate_orm.query.projecting import is_list
from weaviate_orm.query.rows import (
    Generated,
    GeneratedGroup,
    Group,
    Grouped,
    Hit,
    Outline,
    Partial,
    Result,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from weaviate_orm.models.mapping import MappedField
    from weaviate_orm.models.paths import VectorAttr
    from weaviate_orm.query.query import Query

Cells: TypeAlias = dict[str, object]
"""One row: values by the names of its columns."""

_METADATA: Mapping[str, MappedType] = {
    "score": "number",
    "explain_score": "text",
    "distance": "number",
    "certainty": "number",
    "creation_time": "date",
    "last_update_time": "date",
}
_BESIDE: Mapping[str, MappedType | None] = {
    "generated": "text",
    **{f"metadata.{name}": kind for name, kind in _METADATA.items()},
    "group.key": None,
    "group.distance": "number",
    "group.generated": "text",
    "group.rerank_score": "number",
}
"""What stands beside an object in its row, named as it is read from the row."""


@dataclass(frozen=True, slots=True)
class Values:
    """The values of a column. Their type on the server is None where it has to be seen of them."""

    data_type: MappedType | None
    items: Sequence[object]


def columns_of(rows: Iterable[object]) -> dict[str, Sequence[object]]:
    """The columns of rows, by name, in order.

    Properties are as they are read; nested objects, points and phone numbers are dicts, enums
    their values; references are dicts where all of them were prefetched, else ids; vectors are
    float32 arrays. What was not fetched has no column. Behind a path, a column is named as the
    path is written: ``category.title``. Metadata of hits are ``metadata.score`` and so on, a
    generated text is ``generated``. Of groups there is a row for each member, with ``group.key``
    and ``group.distance`` before it.

    Args:
        rows: A ``Result``, or anything that yields rows. Tuples and single values have names
            only in a ``Result``, which also knows its columns when it is empty.

    Raises:
        NotLoaded: A property is loaded in some of the rows only.
        MisuseTypeError: The rows are of a kind that has no columns.
        MisuseValueError: Two columns have the same name.
    """
    return {name: values.items for name, values in table_of(rows).items()}


def table_of(rows: Iterable[object]) -> dict[str, Values]:
    """The columns of rows with their types. See ``columns_of``."""
    outline = outline_at(rows)
    types: dict[str, MappedType | None] = {}
    if outline is not None:
        types |= outline.columns
        for name in outline.own:
            if outline.own.count(name) > 1:
                raise _twice(name)
    models: set[type[ModelBase]] = set()
    table: list[Cells] = []
    for row in rows:
        for beside, own, after in _parts(row):
            if isinstance(own, ModelBase):
                models.add(type(own))
            table.append(_joined(beside, _own_cells(own, outline), after))
    known = dict(_BESIDE)
    if outline is None:
        known |= {name: f.data_type for model in models for name, f in fields_of(model).items()}
    types |= {name: known.get(name) for cells in table for name in cells if name not in types}
    return {name: _column(name, kind, table) for name, kind in types.items()}


def outline_at(rows: Iterable[object]) -> Outline | None:
    """The outline that a result carries."""
    return rows.outline if isinstance(rows, Result) else None


def vector_of(row: object, vector: VectorAttr[Any]) -> list[NDArray[np.float32] | None]:
    """A vector of a row; of a group, that of each member.

    Raises:
        NotLoaded: The query did not fetch it.
        MisuseTypeError: The row is none that has it.
    """
    found: list[NDArray[np.float32] | None] = []
    for _, own, _ in _parts(row):
        if isinstance(own, Partial):
            found.append(cast("Partial[ModelBase]", own)[vector])  # its model is checked there
        elif isinstance(own, vector.model):
            found.append(getattr(own, vector.location.last.attribute))
        else:
            raise MisuseTypeError(
                f"to_numpy({vector!r}): a row that is a {type(own).__name__} has no such vector."
            )
    return found


def _column(name: str, kind: MappedType | None, table: Sequence[Cells]) -> Values:
    try:
        items = [plain(cells[name]) for cells in table]
    except KeyError:
        raise NotLoaded(
            f"{name} is loaded in some of the rows only. Make the columns of the rows of one query."
        ) from None
    if kind == "cref" and any(isinstance(_first(item), UUID) for item in items):
        items = [_ids(item) for item in items]
    return Values(kind, items)


def _first(item: object) -> object:
    return next((each for each in item if isinstance(each, UUID)), None) if is_list(item) else item


def _ids(item: object) -> object:
    if is_list(item):
        return [_ids(each) for each in item]
    # A reference's target, made a dict by ``plain``.
    return cast("Cells", item)["id"] if isinstance(item, dict) else item


# -- one row ------------------------------------------------------------------------------------


def _parts(row: object) -> Iterator[tuple[Cells, object, Cells]]:
    """The object in a row, with the cells before and after its own; of a group, each member."""
    if isinstance(row, Group):
        group = cast("Group[ModelBase, object]", row)  # of any model and key
        beside: Cells = {"group.key": group.key}
        if group.rerank_score is not None:
            beside["group.rerank_score"] = group.rerank_score
        if isinstance(group, GeneratedGroup) and group.answer is not None:
            beside["group.generated"] = group.answer.text
        for member in group.members:
            distance = {} if member.distance is None else {"group.distance": member.distance}
            yield {**beside, **distance}, member.object, {}
    elif isinstance(row, Grouped):
        member = cast("Grouped[ModelBase, object]", row)  # of any model and key
        distance = {} if member.distance is None else {"group.distance": member.distance}
        yield {"group.key": member.key, **distance}, member.object, {}
    elif isinstance(row, Hit):
        hit = cast("Hit[object]", row)  # of any row
        said: Cells = {f"metadata.{name}": value for name, value in hit.metadata.items()}
        if isinstance(hit, Generated) and hit.answer is not None:
            said["generated"] = hit.answer.text
        yield {}, hit.object, said
    else:
        yield {}, row, {}


def _joined(*parts: Cells) -> Cells:
    joined: Cells = {}
    for part in parts:
        for name in joined.keys() & part.keys():
            raise _twice(name)
        joined |= part
    return joined


def _twice(name: str) -> MisuseValueError:
    return MisuseValueError(
        f"Two columns are named {name!r}. Choose other ones by .values(…) or .only(…)."
    )


def _own_cells(row: object, outline: Outline | None) -> Cells:
    if isinstance(row, ModelBase):
        held = vars(row)
        names = fields_of(type(row)) if outline is None else outline.own
        return {name: held[name] for name in names if name in held and _known(held[name])}
    if isinstance(row, Partial):
        partial = cast("Partial[ModelBase]", row)  # of any model
        return {written(place): value for place, value in partial.items()}
    if outline is not None and outline.kind == "tuple":
        return dict(zip(outline.own, cast("tuple[object, ...]", row), strict=True))  # of columns
    if outline is not None and outline.kind in ("value", "id"):
        return {outline.own[0]: row}
    if isinstance(row, UUID):
        return {"id": row}
    if isinstance(row, BaseModel) or (is_dataclass(row) and not isinstance(row, type)):
        return _members(row)
    raise MisuseTypeError(
        f"A row that is a {type(row).__name__} has no columns. Objects, hits and rows of .only(…) "
        "and .into(…) have; those of .values(…) and .values_list(…) have them in what .result() "
        "gives."
    )


def _known(value: object) -> bool:
    return not is_reference_list(value) or value.known is not None


def _members(row: object) -> Cells:
    if isinstance(row, BaseModel):
        return {k: value for k, value in vars(row).items() if _known(value)}
    return {each.name: getattr(row, each.name) for each in fields(cast("Any", row))}  # a dataclass


def plain(value: object, above: tuple[object, ...] = ()) -> object:
    """A value without classes of its own: objects as dicts, enums by value.

    Where objects refer to each other in a circle, the one that closes it is its id alone.
    """
    if isinstance(value, Enum):
        return cast("object", value.value)  # whatever it is
    if is_reference_list(value):
        return [plain(each, above) for each in value.known or ()]
    if is_list(value):
        return [plain(each, above) for each in value]
    if isinstance(value, ModelBase) and any(value is each for each in above):
        return {"id": value.id}
    if isinstance(value, BaseModel) or (is_dataclass(value) and not isinstance(value, type)):
        return {name: plain(each, (*above, value)) for name, each in _members(value).items()}
    return value


# -- what a query's columns are -------------------------------------------------------------------


def written(location: Location) -> str:
    """The name of a column: its path with dots."""
    return ".".join(step.attribute for step in location.steps if isinstance(step, FieldStep))


def outline_of(query: Query) -> Outline:
    """The columns of a query's rows, which are known even where there are none."""
    own: dict[str, MappedType | None] = {}
    names: list[str] = []
    for name, kind in _own_columns(query):
        names.append(name)
        own[name] = kind
    beside: dict[str, MappedType | None] = {}
    if query.hits:
        beside = {f"metadata.{name}": _METADATA[name] for name in query.metadata}
        if query.generate is not None and query.generate.single_prompt is not None:
            beside["generated"] = "text"
    group: dict[str, MappedType | None] = {}
    if query.group is not None:
        group["group.key"] = _type_at(query.group.location)
    return Outline(query.rows, group | own | beside, tuple(names))


def _own_columns(query: Query) -> Iterator[tuple[str, MappedType | None]]:
    if query.rows == "id":
        yield "id", "uuid"
    elif query.card is not None:
        for each in query.card.fields:
            location = Location(each.steps)
            behind = each.card is not None or each.many or len(each.steps) > 1
            yield each.name, None if behind else _type_at(location)
    elif query.rows == "object":
        wanted = {path.location.last.attribute for path in query.vectors}
        wanted |= {
            path.location.steps[0].attribute
            for path in query.prefetch
            if isinstance(path.location.steps[0], FieldStep)
        }
        for field in fields_of(query.model).values():
            if field.kind in ("id", "property", "nested") or field.attribute in wanted:
                yield field.attribute, field.data_type
    else:
        for location in query.columns_and_vectors():
            yield written(location), _type_at(location)


def _type_at(location: Location) -> MappedType | None:
    before = [s for s in location.steps[:-1] if isinstance(s, FieldStep)]
    if any(_is_many(fields_of(step.owner)[step.attribute]) for step in before):
        return None
    return field_at(location).data_type


def _is_many(field: MappedField) -> bool:
    return field.many or field.data_type.endswith("[]")
