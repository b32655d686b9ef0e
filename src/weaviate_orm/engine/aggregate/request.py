"""An AggregateRequest, read and checked as far as it can be without running it."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from weaviate_orm.engine.aggregate.search import read_search
from weaviate_orm.engine.errors import CallError
from weaviate_orm.engine.filters.model import FilterFault
from weaviate_orm.engine.filters.parse import unvalidated
from weaviate_orm.engine.filters.validate import validate

if TYPE_CHECKING:
    from weaviate_orm.engine.aggregate.search import HybridSearch, NearSearch
    from weaviate_orm.engine.catalog import Catalog, Collection
    from weaviate_orm.engine.filters.model import Filter
    from weaviate_orm.engine.schema.definition import CollectionDefinition
    from weaviate_orm.engine.state import State
    from weaviate_orm.wire import messages

TOP: Final = 5
"""So many of the most frequent texts are answered if nothing else is asked for."""
_GROUPS: Final = 100
"""So many groups are answered if nothing else is asked for."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked about one property."""

    figures: frozenset[str]
    """Names of fields of the request; what they mean depends on the property alone."""
    top: int = TOP

    @property
    def type(self) -> bool:
        return "type" in self.figures


@dataclass(frozen=True, slots=True)
class Aggregation:
    """An aggregation of one collection and tenant."""

    collection: Collection
    tenant: str
    counts_objects: bool
    properties: Mapping[str, Wanted]
    group_by: str | None
    limit: int
    """Of groups."""
    filter: Filter | None
    search: NearSearch | HybridSearch | None


def read_aggregation(state: State, message: messages.AggregateRequest) -> Aggregation:
    """Read a request.

    Raises:
        CallError: it is not one that can be run.
    """
    with _behind("parse params: "):
        return _read(state, message)


def _read(state: State, message: messages.AggregateRequest) -> Aggregation:
    catalog = state.catalog
    collection = catalog.find(message.collection)
    if collection is None:
        raise CallError(f"could not find class {catalog.resolve(message.collection)} in schema")
    definition = collection.definition
    return Aggregation(
        collection=collection,
        tenant=message.tenant,
        counts_objects=message.objects_count,
        properties=_properties(message),
        group_by=message.group_by.property if message.HasField("group_by") else None,
        limit=max(message.limit, 1) if message.HasField("limit") else _GROUPS,
        filter=_filter(state.catalog, definition, message),
        search=read_search(definition, message),
    )


def _filter(
    catalog: Catalog, definition: CollectionDefinition, message: messages.AggregateRequest
) -> Filter | None:
    if not message.HasField("filters"):
        return None
    try:
        parsed = unvalidated(message.filters, definition, catalog.exactly)
    except FilterFault as fault:
        raise CallError(f"extract filters: {fault}") from None
    try:
        validate(parsed, definition, catalog.exactly)
    except FilterFault as fault:
        raise CallError(f"validate filters: {fault}") from None
    return parsed


def _properties(message: messages.AggregateRequest) -> dict[str, Wanted]:
    """The last entry of a property counts; its type is told if any of them asks for it."""
    found: dict[str, Wanted] = {}
    for entry in message.aggregations:
        before, wanted = found.get(entry.property), _wanted(entry)
        if before is not None and before.type:
            wanted = replace(wanted, figures=wanted.figures | {"type"})
        found[entry.property] = wanted
    return found


def _wanted(entry: messages.AggregateRequest.Aggregation) -> Wanted:
    kind = entry.WhichOneof("aggregation")
    if kind is None:
        return Wanted(frozenset())
    if kind == "text" and entry.text.top_occurences and entry.text.HasField("top_occurences_limit"):
        top = entry.text.top_occurences_limit
    else:
        top = TOP
    given = getattr(entry, kind)  # the member of that name
    return Wanted(frozenset(field.name for field, _ in given.ListFields()), top)


@contextmanager
def _behind(words: str) -> Generator[None]:
    try:
        yield
    except CallError as error:
        raise CallError(f"{words}{error.message}", error.code) from None
