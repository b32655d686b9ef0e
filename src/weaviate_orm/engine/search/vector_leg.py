"""The vector part of a search: query vectors made, compared, and joined to one ranking."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from weaviate_orm.engine.errors import CallError, TenantError
from weaviate_orm.engine.filters import evaluate
from weaviate_orm.engine.filters.model import FilterFault
from weaviate_orm.engine.search import listing, near_text, plain
from weaviate_orm.engine.search.near_text import ByText, TextFault
from weaviate_orm.engine.search.queries import Query
from weaviate_orm.engine.text.literals import quoted
from weaviate_orm.engine.vectors.joins import joined
from weaviate_orm.engine.vectors.knn import Probe, Ranking
from weaviate_orm.engine.write.beacons import parse_target
from weaviate_orm.engine.write.ids import InvalidId, parse_id
from weaviate_orm.engine.write.validate import Fault

if TYPE_CHECKING:
    from weaviate_orm.engine.catalog import Collection
    from weaviate_orm.engine.filters.model import Filter
    from weaviate_orm.engine.index.matches import Matches
    from weaviate_orm.engine.search.targets import Targets
    from weaviate_orm.engine.state import State
    from weaviate_orm.engine.store.shard import Shard
    from weaviate_orm.engine.vectors.store import VectorStore

NEAR: Final = "explorer: get class: concurrentTargetVectorSearch): explorer: get class: "
"""The words before faults of near_*; the parenthesis is the server's."""
HYBRID: Final = "explorer: get class: "
"""The words before faults of the vector leg of a hybrid search."""
_WEIGHTED: Final = ("manual", "relative")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a search runs, and the words before its faults."""

    state: State
    collection: Collection
    tenant: str
    condition: Filter | None
    words: str

    @property
    def index(self) -> str:
        return self.collection.definition.index_name

    def shard(self) -> Shard:
        """The shard that is searched by vectors.

        Raises:
            CallError: the tenant does not go with the collection.
        """
        try:
            return self.collection.shard_for(self.tenant)
        except TenantError as error:
            raise CallError(
                f"{self.words}vector search: object vector search at index {self.index}: {error}"
            ) from None

    def matches(self, shard: Shard) -> Matches | None:
        """What the filter lets through; None without a filter.

        Raises:
            CallError: the filter cannot be resolved.
        """
        if self.condition is None:
            return None
        try:
            return evaluate.matches(
                self.condition, self.state.catalog, self.collection, shard, self.tenant
            )
        except FilterFault as fault:
            raise CallError(
                f"{self.here(shard)}build inverted filter allow list: {fault}"
            ) from None

    def here(self, shard: Shard) -> str:
        """The words before a fault of the search itself."""
        return (
            f"{self.words}vector search: object vector search at index {self.index}: "
            f"shard {self.index}_{shard.name}: "
        )


def rank(
    place: Place,
    shard: Shard,
    queries: Sequence[Query],
    targets: Targets,
    limit: int,
    *,
    threshold: float | None = None,
) -> Ranking:
    """The `limit` nearest objects.

    Raises:
        CallError: a query does not fit its vectors, or the filter cannot be resolved.
    """
    matches = place.matches(shard)
    live = shard.live if matches is None else matches.mask()
    probes: list[Probe] = []
    for query in queries:
        store = shard.vectors(query.target)
        fault = misfit(store, query, filtered=matches is not None)
        crossed = query.is_multi and not store.definition.multi
        if fault and (crossed or store.definition.skip or store.searches(live)):
            kind = "multi vector search" if query.is_multi else "vector search"
            raise CallError(f"{place.here(shard)}{kind}: {fault}")
        probes.append(Probe.of(store, query.vector, fits=not fault))
    join = targets.join(len(queries))
    if len(queries) > 1 and join.method in _WEIGHTED and len(join.weights) != len(queries):
        raise CallError(
            f"{place.here(shard)}number of weights in join does not match number of results"
        )
    lingering = [slot for q in queries for slot in shard.vectors(q.target).lingering]
    if matches is not None or not lingering:
        return joined(probes, join, live, shard.doc, limit, threshold=threshold)
    candidates = live.copy()
    candidates[lingering] = True
    ranking = joined(probes, join, candidates, shard.doc, limit, threshold=threshold)
    kept = live[ranking.slots]
    return Ranking(ranking.slots[kept], ranking.distances[kept])


def listed(place: Place, shard: Shard, limit: int) -> Ranking:
    """What a search by an empty vector finds: a plain list, every object at distance 0.

    Raises:
        CallError: the filter cannot be resolved.
    """
    matches = plain.matches_of(
        place.state,
        place.collection,
        place.tenant,
        place.condition,
        page=max(1, limit),
        words=f"{place.words}vector search: ",
    )
    slots = listing.page(shard, offset=0, limit=limit, matches=matches)
    return Ranking(np.array(slots, np.int64), np.zeros(len(slots), np.float32))


def misfit(store: VectorStore, query: Query, *, filtered: bool) -> str:
    """Why a query cannot be compared with the vectors of a store; empty if it can."""
    definition = store.definition
    if definition.skip:
        return "cannot vector-search on a class not vector-indexed"
    if query.is_multi and not definition.multi:
        return "multivector search is not enabled"
    length = query.vector.shape[-1]
    if not store.dimension or length == store.dimension:
        return ""
    knn = "knn search: distance between entrypoint and query node: "
    if not length:
        knn = "" if filtered and not definition.multi else knn
        return f"{knn}got a nil or zero-length vector as search vector"
    different = "vector lengths don't match"
    if definition.index_type == "flat":
        return f"{length} vs {store.dimension}: {different}"
    if filtered and not definition.multi:
        return f"{store.dimension} vs {length}: {different}"
    return f"{knn}{store.dimension} vs {length}: {different}"


def of_object(
    place: Place, identity: str, targets: Targets, *, step: str = "vectorize search vector: "
) -> list[Query]:
    """The vectors of a stored object as queries; faults follow the words of the place and `step`.

    Raises:
        CallError: there is no such object, or it lacks one of the vectors.
    """
    words = f"{place.words}{step}nearObject params: "
    sought = f"{words}search index {place.index}: determine shard"
    try:
        shard = place.collection.shard_for(place.tenant)
    except TenantError as error:
        raise CallError(f"{sought}: {error}") from None
    try:
        uuid = _identity(identity)
    except InvalidId as error:
        raise CallError(f"{sought}: parse uuid {quoted(identity)}: {error}") from None
    slot = shard.slot_of(uuid)
    if slot is None:
        raise CallError(f"{words}vector not found")
    queries: list[Query] = []
    for name in targets.names:
        vector = shard.vectors(name).vector(slot) if name in shard.definition.vectors else None
        if vector is None:
            raise CallError(
                f"{words}vector not found for target: {name}"
                if name
                else f"{words}nearObject search-object with id {identity} has no vector"
            )
        queries.append(Query(name, vector))
    return queries


def _identity(text: str) -> bytes:
    if "://" in text:
        try:
            return parse_target(text).beacon.uuid
        except Fault:
            return parse_id(text)
    return parse_id(text)


def certainties(distances: Sequence[float]) -> list[float]:
    """`1 - d/2` in float32."""
    found: list[float] = (1 - np.asarray(distances, np.float32) / np.float32(2)).tolist()
    return found


def text_queries(place: Place, text: ByText, names: Sequence[str], limit: int) -> list[Query]:
    shard = place.shard()
    try:
        vectors = near_text.vectors(text, place.state.modules, shard, names, limit)
    except TextFault as fault:
        raise CallError(f"{place.words}vectorize search vector: {fault}") from None
    return [Query(name, vector) for name, vector in zip(names, vectors, strict=True)]
