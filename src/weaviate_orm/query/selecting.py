"""What a query fetches of each object, and how rows are made of what comes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import repeat
from typing import TYPE_CHECKING, Any, TypeAlias, cast
from uuid import UUID

from weaviate_orm.errors import MisuseValueError
from weaviate_orm.models.instances import Instances
from weaviate_orm.models.location import FieldStep, Location, TargetStep
from weaviate_orm.models.mapping import collection_of, fields_of
from weaviate_orm.models.shapes import shape_of
from weaviate_orm.models.traversal import ReferenceIds
from weaviate_orm.models.variables import MetadataName
from weaviate_orm.query.answers import Answer, answer_of
from weaviate_orm.query.generating import Generate
from weaviate_orm.query.grouping import key_reader
from weaviate_orm.query.projecting import row_maker
from weaviate_orm.query.query import Query
from weaviate_orm.query.rows import Generated, GeneratedGroup, Group, Hit, Metadata
from weaviate_orm.query.searches import ranks_by_vector
from weaviate_orm.wire.decode import Decoder, Make, as_they_are, compile_decoder
from weaviate_orm.wire.selection import NestedSelection, ReferenceSelection, Selection

if TYPE_CHECKING:
    from weaviate_orm.models.mapping import MappedField
    from weaviate_orm.models.model import HasProperties, ModelBase
    from weaviate_orm.wire import messages as pb

Reader: TypeAlias = Callable[[Sequence[Any]], list[Any]]
"""From the results of a reply to rows."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The part of a query that decides what is fetched: the key under which plans are kept."""

    model: type[ModelBase]
    columns: tuple[Location, ...] | None
    prefetch: tuple[tuple[Location, bool], ...]
    """Locations of references, and whether their ids are enough."""
    vectors: tuple[str, ...]
    metadata: tuple[MetadataName, ...]
    also: tuple[str, ...]
    """Attributes that pages follow each other by, or that a boost looks at."""


def wanted(query: Query) -> Wanted:
    """What a query fetches."""
    columns = query.columns
    metadata = query.metadata
    if query.group is not None and ranks_by_vector(query.search):
        metadata = ("distance",)  # it is all that the server says inside of groups
    also: tuple[str, ...] = ()
    if columns is not None:
        keys = [sort.location.last for sort in query.order[:1]]
        also = tuple(key.attribute for key in keys if not key.name.startswith("_"))
        also += query.boost.attributes if query.boost is not None else ()
    return Wanted(
        query.model,
        columns,
        tuple((path.location, isinstance(path, ReferenceIds)) for path in query.prefetch),
        tuple(path.location.last.attribute for path in query.vectors),
        metadata,
        also,
    )


@dataclass(slots=True)
class _Branch:
    """What is fetched of one model: properties by name, nested members, references to follow."""

    model: type[HasProperties]
    plain: dict[str, None] = field(default_factory=dict[str, None])
    nested: dict[str, _Branch] = field(default_factory=dict[str, "_Branch"])
    references: dict[str, _Branch | None] = field(default_factory=dict[str, "_Branch | None"])
    """None: ids only."""


def _grow_prefetch(branch: _Branch, steps: Sequence[FieldStep | TargetStep], *, ids: bool) -> None:
    step, *rest = steps
    assert isinstance(step, FieldStep)
    mapped = fields_of(branch.model)[step.attribute]
    if rest and isinstance(rest[0], TargetStep):
        raise MisuseValueError(
            f"prefetch({mapped.label}.of({rest[0].model.__name__})): a multi-target reference is "
            f"fetched as a whole, by prefetch({mapped.label})."
        )
    if rest or not ids:
        existing = branch.references.get(step.attribute)
        inner = existing or _Branch(mapped.targets[0])
        branch.references[step.attribute] = inner
        if rest:
            _grow_prefetch(inner, rest, ids=ids)
    else:
        branch.references.setdefault(step.attribute, None)


def _grow_column(branch: _Branch, steps: Sequence[FieldStep | TargetStep]) -> None:
    step, *rest = steps
    assert isinstance(step, FieldStep)
    if step.attribute == "id":
        return
    mapped = fields_of(branch.model)[step.attribute]
    if not rest:
        branch.plain[step.attribute] = None
    elif mapped.kind == "nested":
        inner = branch.nested.setdefault(step.attribute, _Branch(mapped.target))
        _grow_column(inner, rest)
    else:
        if isinstance(rest[0], TargetStep):
            target: type[HasProperties] = rest[0].model
            rest = rest[1:]
        else:
            target = mapped.target
        inner = branch.references.get(step.attribute) or _Branch(target)
        if inner.model is not target:
            raise MisuseValueError(
                f"{mapped.label}: one query reads the targets of one model, not of "
                f"{inner.model.__name__} and {target.__name__}."
            )
        branch.references[step.attribute] = inner
        _grow_column(inner, rest)


def _nested_selection(attribute: str, branch: _Branch) -> NestedSelection:
    members: list[str | NestedSelection] = list(branch.plain)
    members += [_nested_selection(a, b) for a, b in branch.nested.items() if a not in branch.plain]
    return NestedSelection(attribute, tuple(members))


def _reference_selections(branch: _Branch, *, whole: bool) -> tuple[ReferenceSelection, ...]:
    found: list[ReferenceSelection] = []
    for attribute, inner in branch.references.items():
        mapped = fields_of(branch.model)[attribute]
        _check_tenancy(mapped, cast("type[ModelBase]", branch.model))  # it has references
        if inner is None:
            collection = _collections(mapped)[0] if mapped.multi_target else ""
            found.append(ReferenceSelection(attribute, collection=collection))
            continue
        model = cast("type[ModelBase]", inner.model)  # a reference's target
        found.append(ReferenceSelection(attribute, shape_of(model), _selection(inner, whole=whole)))
    return tuple(found)


def _check_tenancy(mapped: MappedField, model: type[ModelBase]) -> None:
    """The server looks for the targets with the tenant of the objects that name them."""
    for target in mapped.models:
        if model.__settings__.multi_tenancy and not target.__settings__.multi_tenancy:
            raise MisuseValueError(
                f"{mapped.label} leads from objects of a tenant to {target.__name__}, which has no "
                f"tenants. Such references can be stored and filtered by, but the server cannot "
                f"read them. Leave it out, or give {target.__name__} tenants, too."
            )


def _collections(mapped: MappedField) -> list[str]:
    return [collection_of(target) for target in mapped.models]


def _selection(
    branch: _Branch,
    *,
    whole: bool,
    vectors: tuple[str, ...] = (),
    metadata: tuple[MetadataName, ...] = (),
) -> Selection:
    properties: tuple[str | NestedSelection, ...] | None = None
    if not whole:
        properties = (
            *branch.plain,
            *(_nested_selection(a, b) for a, b in branch.nested.items() if a not in branch.plain),
        )
    return Selection(properties, _reference_selections(branch, whole=whole), vectors, metadata)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked for of each object, and the decoder for what comes."""

    selection: Selection
    decoder: Decoder
    properties: pb.PropertiesRequest
    metadata: pb.MetadataRequest
    further: tuple[Further, ...] = ()


@dataclass(frozen=True, slots=True)
class Further:
    """One more call for a multi-target reference: the targets of another collection.

    A request follows a reference to objects of one collection only.
    """

    attribute: str
    collection: str
    plan: Plan


@lru_cache(maxsize=1024)
def plan_of(key: Wanted) -> Plan:
    """The plan of a query, made once for all that fetch the same."""
    branch = _Branch(key.model)
    whole = key.columns is None
    for location in key.columns or ():
        _grow_column(branch, location.steps)
    branch.plain.update(dict.fromkeys(key.also))
    for location, ids in key.prefetch:
        _grow_prefetch(branch, location.steps, ids=ids)
    selection = _selection(branch, whole=whole, vectors=key.vectors, metadata=key.metadata)
    further = _further(branch, key) if whole else ()
    return _plan(key.model, selection, further)


def _plan(model: type[ModelBase], selection: Selection, further: tuple[Further, ...] = ()) -> Plan:
    shape = shape_of(model)
    properties, metadata = selection.request(shape)
    return Plan(selection, compile_decoder(shape, selection), properties, metadata, further)


def _further(branch: _Branch, key: Wanted) -> tuple[Further, ...]:
    found: list[Further] = []
    for attribute, inner in branch.references.items():
        mapped = fields_of(branch.model)[attribute]
        if not mapped.multi_target:
            continue
        if inner is not None and inner.references:
            raise MisuseValueError(
                f"prefetch beyond {mapped.label}: the objects of a multi-target reference are "
                "fetched, what they refer to is not."
            )
        for target in mapped.models[1:]:
            shape = shape_of(target)
            followed = (
                ReferenceSelection(attribute, collection=shape.collection)
                if inner is None
                else ReferenceSelection(attribute, shape, Selection())
            )
            plan = _plan(key.model, Selection((), (followed,)))
            found.append(Further(attribute, shape.collection, plan))
    for inner in branch.references.values():
        if inner is not None and any(
            fields_of(inner.model)[a].multi_target for a in inner.references
        ):
            raise MisuseValueError(
                "A multi-target reference is fetched of the queried objects only, not of those "
                "that they refer to."
            )
    return tuple(found)


# -- rows -----------------------------------------------------------------------------------


def reader_of(query: Query) -> Reader:
    """How the results of a query become its rows."""
    if query.rows == "id":
        return lambda results: [UUID(bytes=r.metadata.id_as_bytes) for r in results]
    decoder = plan_of(wanted(query)).decoder
    make: Make[Any] = instances_of(query) if query.columns is None else as_they_are
    row = row_maker(query)
    if row is None and not query.hits:
        return lambda results: decoder.objects(results, make)

    def read(results: Sequence[Any]) -> list[Any]:
        rows: list[Any] = decoder.objects(results, make)
        if row is not None:
            rows = list(map(row, rows))
        if not query.hits:
            return rows
        said = map(Metadata, decoder.metadata(results))
        if query.generate is None:
            return list(map(Hit, rows, said))
        return list(map(Generated, rows, said, _answers(query.generate, results)))

    return read


def _answers(generate: Generate, results: Sequence[pb.SearchResult]) -> Iterable[Answer | None]:
    if generate.single_prompt is None:
        return repeat(None, len(results))
    return [answer_of(result.generative.values[0]) for result in results]


def instances_of(query: Query) -> Instances:
    """What makes instances for a query's rows and what they refer to."""
    return Instances(query.model, query.tenant, query.attach)


def answer_over_all(reply: pb.SearchReply) -> Answer | None:
    """What was generated over all rows; None where nothing was."""
    if reply.generative_grouped_results.values:
        return answer_of(reply.generative_grouped_results.values[0])
    if reply.generative_grouped_result:  # over groups
        return Answer(reply.generative_grouped_result)
    return None


def group_rows(query: Query, groups: Sequence[pb.GroupByResult]) -> list[Any]:
    """The groups of a reply."""
    assert query.group is not None
    key = key_reader(query.search, query.group.location)
    decoder = plan_of(wanted(query)).decoder
    make = instances_of(query)
    asked = query.generate is not None and query.generate.single_prompt is not None
    found: list[Any] = []
    for each in groups:
        measured: dict[str, Any] = {}
        if ranks_by_vector(query.search):
            measured["distances"] = tuple(one.metadata.distance for one in each.objects)
        if each.HasField("rerank"):
            measured["rerank_score"] = each.rerank.score
        group = key(each.name), tuple(decoder.objects(each.objects, make))
        if query.generate is not None:
            answer = answer_of(each.generative) if asked else None
            found.append(GeneratedGroup(*group, answer, **measured))
        else:
            found.append(Group(*group, **measured))
    return found


__all__ = ["Make", "Plan", "Reader", "Wanted", "plan_of", "reader_of", "wanted"]
