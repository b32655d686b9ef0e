"""A SearchRequest, read and checked as far as it can be without running it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from weaviate_orm.engine.errors import CallError
from weaviate_orm.engine.filters.model import FilterFault
from weaviate_orm.engine.filters.parse import from_message
from weaviate_orm.engine.search import (
    boost,
    diversity,
    generate,
    group,
    hybrid,
    near,
    rerank,
    sort,
    targets,
)
from weaviate_orm.engine.search.bm25 import read_keywords
from weaviate_orm.engine.search.selection import (
    NOTHING,
    Metadata,
    Selection,
    check_objects,
    everything,
    read_metadata,
    read_selection,
)
from weaviate_orm.engine.search.targets import NO_TARGETS, Targets

if TYPE_CHECKING:
    from weaviate_orm.engine.catalog import Catalog, Collection
    from weaviate_orm.engine.filters.model import Filter
    from weaviate_orm.engine.schema.definition import CollectionDefinition
    from weaviate_orm.engine.search.bm25 import KeywordSearch
    from weaviate_orm.engine.search.boost import Boost
    from weaviate_orm.engine.search.diversity import Diversity
    from weaviate_orm.engine.search.generate import Generation
    from weaviate_orm.engine.search.group import GroupBy
    from weaviate_orm.engine.search.hybrid import Hybrid
    from weaviate_orm.engine.search.near import Near
    from weaviate_orm.engine.search.rerank import Rerank
    from weaviate_orm.engine.search.sort import SortKey
    from weaviate_orm.engine.settings import Settings
    from weaviate_orm.engine.state import State
    from weaviate_orm.wire import messages

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
    near: Near | None
    hybrid: Hybrid | None
    keywords: KeywordSearch | None
    boost: Boost | None
    filter: Filter | None
    sort: tuple[SortKey, ...]
    group: GroupBy | None
    diversity: Diversity | None
    rerank: Rerank | None
    generation: Generation | None

    @property
    def is_list(self) -> bool:
        """No search member: a plain list."""
        return self.near is None and self.hybrid is None and self.keywords is None

    def reach(self, settings: Settings) -> tuple[int, int]:
        """Offset and limit of what is searched for, which is more where a new order follows."""
        wanted = self.offset + self.limit
        if self.boost is None:
            return (self.offset, self.limit) if self.diversity is None else (0, wanted)
        return 0, self.boost.candidates(wanted, settings.maximum_results)


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
    limit = message.limit or state.settings.default_limit
    # In this order: the first fault is the one that is answered.
    wanted = _read_targets(definition, message)
    if message.HasField("properties"):
        selection = read_selection(catalog, definition, message.properties)
    else:
        selection = everything(definition)
    metadata = read_metadata(message.metadata) if message.HasField("metadata") else NOTHING
    nearest = near.but_text(definition, message, wanted)
    mixed = hybrid.read(definition, message, wanted)
    nearest = near.with_text(message, wanted, nearest)
    boosted = boost.read(definition, message, catalog.exactly)
    condition = _read_filter(catalog, definition, message)
    _check_order(message)
    groups = group.read(definition, message)
    check_objects(definition, selection)
    if mixed is not None:
        hybrid.check_together(message.hybrid_search)
    search = Search(
        collection=collection,
        tenant=message.tenant,
        message=message,
        limit=limit,
        offset=message.offset,
        autocut=message.autocut,
        after=message.after,
        selection=selection,
        metadata=metadata,
        hybrid=mixed,
        keywords=_read_keywords(message),
        near=nearest,
        boost=boosted,
        filter=condition,
        group=groups,
        diversity=diversity.read(definition, message, wanted, limit),
        generation=generate.read(definition, message),
        rerank=rerank.read(definition, message),
        sort=sort.read_keys(definition, message.sort_by),
    )
    vector = search.near or search.hybrid
    if vector is not None:
        given = search.near is not None and search.near.threshold.certainty is not None
        near.check_certainty(
            definition, wanted, vector.legs, given=given, wanted=metadata.certainty
        )
    return search


def _read_targets(definition: CollectionDefinition, message: messages.SearchRequest) -> Targets:
    """The target vectors; none for lists and keyword searches, which need none."""
    if not near.is_asked(message) and not message.HasField("hybrid_search"):
        return NO_TARGETS
    return targets.read(definition, *near.targets_of(message))


def _read_keywords(message: messages.SearchRequest) -> KeywordSearch | None:
    if not message.HasField("bm25_search"):
        return None
    given = message.bm25_search
    operator = given.search_operator if given.HasField("search_operator") else None
    return read_keywords(given.query, given.properties, operator)


def _check_order(message: messages.SearchRequest) -> None:
    if message.sort_by and any(message.HasField(name) for name in _UNSORTED):
        raise CallError("sorting cannot be combined with search")


def _read_filter(
    catalog: Catalog, definition: CollectionDefinition, message: messages.SearchRequest
) -> Filter | None:
    if not message.HasField("filters"):
        return None
    try:
        return from_message(message.filters, definition, catalog.exactly)
    except FilterFault as fault:
        raise CallError(str(fault)) from None
