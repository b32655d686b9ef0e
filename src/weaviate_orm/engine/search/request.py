"""A SearchRequest, read and checked as far as it can be without running it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from weaviate_orm.engine.errors import CallError
from weaviate_orm.engine.filters.model import FilterFault
from weaviate_orm.engine.filters.parse import from_message
from weaviate_orm.engine.search import sort
from weaviate_orm.engine.search.selection import (
    NOTHING,
    Metadata,
    Selection,
    everything,
    read_metadata,
    read_selection,
)

if TYPE_CHECKING:
    from weaviate_orm.engine.catalog import Catalog, Collection
    from weaviate_orm.engine.filters.model import Filter
    from weaviate_orm.engine.schema.definition import CollectionDefinition
    from weaviate_orm.engine.search.sort import SortKey
    from weaviate_orm.engine.state import State
    from weaviate_orm.wire import messages

SEARCHES: Final = (
    "near_vector",
    "near_object",
    "near_text",
    "near_image",
    "near_audio",
    "near_video",
    "near_depth",
    "near_thermal",
    "near_imu",
    "hybrid_search",
    "bm25_search",
)
_UNSORTED: Final = (
    "near_vector",
    "near_object",
    "near_text",
    "near_image",
    "near_audio",
    "near_video",
    "hybrid_search",
    "bm25_search",
    "generative",
)
"""What cannot stand beside an order; near_depth, near_thermal and near_imu pass unseen."""


@dataclass(frozen=True, slots=True)
class Search:
    """A search of one collection and tenant."""

    collection: Collection
    tenant: str
    message: messages.SearchRequest
    limit: int
    offset: int
    autocut: int
    after: str
    selection: Selection
    metadata: Metadata
    filter: Filter | None
    sort: tuple[SortKey, ...]

    @property
    def is_list(self) -> bool:
        """No search member: a plain list."""
        return not any(self.message.HasField(name) for name in SEARCHES)


def read_search(state: State, message: messages.SearchRequest) -> Search:
    """Read a search request.

    Raises:
        CallError: it is not one that can be run.
    """
    catalog = state.catalog
    collection = catalog.find(message.collection)
    if collection is None:
        raise CallError(f"could not find class {catalog.resolve(message.collection)} in schema")
    definition = collection.definition
    if message.HasField("properties"):
        selection = read_selection(catalog, definition, message.properties)
    else:
        selection = everything(definition)
    metadata = read_metadata(message.metadata) if message.HasField("metadata") else NOTHING
    return Search(
        collection=collection,
        tenant=message.tenant,
        message=message,
        limit=message.limit or state.settings.default_limit,
        offset=message.offset,
        autocut=message.autocut,
        after=message.after,
        selection=selection,
        metadata=metadata,
        filter=_read_filter(catalog, definition, message),
        sort=_read_sort(definition, message),
    )


def _read_sort(
    definition: CollectionDefinition, message: messages.SearchRequest
) -> tuple[SortKey, ...]:
    if message.sort_by and any(message.HasField(name) for name in _UNSORTED):
        raise CallError("sorting cannot be combined with search")
    return sort.read_keys(definition, message.sort_by)


def _read_filter(
    catalog: Catalog, definition: CollectionDefinition, message: messages.SearchRequest
) -> Filter | None:
    if not message.HasField("filters"):
        return None
    try:
        return from_message(message.filters, definition, catalog.exactly)
    except FilterFault as fault:
        raise CallError(str(fault)) from None
