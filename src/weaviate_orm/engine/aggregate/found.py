"""The objects of an aggregation: its search and its filter at work.

The words before faults differ by what is done with what is found, as on the server.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from weaviate_orm.engine.aggregate.search import HybridSearch, NearSearch
from weaviate_orm.engine.errors import CallError, TenantError
from weaviate_orm.engine.filters import evaluate
from weaviate_orm.engine.filters.model import FilterFault
from weaviate_orm.engine.modules.local import ModuleFault
from weaviate_orm.engine.search import bm25, by_medium, near_text, vector_leg
from weaviate_orm.engine.search.bm25 import KeywordFault
from weaviate_orm.engine.search.near import ByMedia, ByObject, ByVector
from weaviate_orm.engine.search.near_text import TextFault
from weaviate_orm.engine.search.queries import Query
from weaviate_orm.engine.vectors import knn
from weaviate_orm.engine.vectors.knn import Probe, Ranking

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from weaviate_orm.engine.index.matches import Matches
    from weaviate_orm.engine.search.near import Near
    from weaviate_orm.engine.search.near_text import ByText
    from weaviate_orm.engine.search.targets import Targets
    from weaviate_orm.engine.search.vector_leg import Place
    from weaviate_orm.engine.store.shard import Shard

_UNLIMITED: Final = "must provide certainty or objectLimit with vector search"
_KEYWORD_HITS: Final = 100
"""Object limit of a hybrid search whose keyword part runs."""
_ROUNDING: Final = 1e-6
"""Distances are summed in another order than the server's: equal vectors may be so far apart."""


class Found(NamedTuple):
    """The shard, and the slots of what was found; None = there was nothing to look for."""

    shard: Shard
    slots: NDArray[np.intp] | None


@dataclass(frozen=True, slots=True)
class _Scene:
    """Where an aggregation looks for its objects, and the words before its faults."""

    place: Place
    shard: Shard
    grouped: bool

    @property
    def words(self) -> str:
        return f"aggregate: shard {self.shard.name}: " + ("identify groups: " * self.grouped)

    def matches(self, step: str = "") -> Matches | None:
        """What the filter lets through; None without a filter.

        Raises:
            CallError: the filter cannot be resolved.
        """
        place = self.place
        if place.condition is None:
            return None
        try:
            return evaluate.matches(
                place.condition,
                place.state.catalog,
                place.collection,
                self.shard,
                place.tenant,
                geo=False,
            )
        except FilterFault as fault:
            raise CallError(f"{self.words}{step}retrieve doc IDs from searcher: {fault}") from None

    def nearest(
        self, query: Query, live: NDArray[np.bool_], certainty: float, limit: int | None, step: str
    ) -> Ranking:
        """Objects by their distance: the first ones, those within a threshold, or both.

        Raises:
            CallError: there is neither, or the vector does not fit.
        """
        if limit is None and certainty <= 0:
            raise CallError(f"{self.words}{step}{_UNLIMITED}")
        shard = self.shard
        store = shard.vectors(query.target)
        fault = vector_leg.misfit(store, query, filtered=self.place.condition is not None)
        if fault and (store.definition.skip or store.searches(live)):
            within = "" if limit is not None else "aggregate search by vector: vector search: "
            raise CallError(f"{self.words}{step}{within}{fault}")
        probe = Probe.of(store, query.vector, fits=not fault)
        furthest = 2 * (1 - certainty) + _ROUNDING
        if limit is None:
            return knn.within(probe, live, shard.doc, furthest)
        ranking = knn.nearest(probe, live, shard.doc, limit)
        return ranking if certainty <= 0 else _near_enough(ranking, furthest)


def _near_enough(ranking: Ranking, furthest: float) -> Ranking:
    with np.errstate(over="ignore"):  # beyond every float32 is infinitely far
        kept = ranking.distances <= np.float32(furthest)
    return Ranking(ranking.slots[kept], ranking.distances[kept])


def found(place: Place, search: NearSearch | HybridSearch | None, *, grouped: bool) -> Found:
    """The objects of an aggregation.

    Raises:
        CallError: the search or the filter cannot be run.
    """
    query = _near_query(place, search.near) if isinstance(search, NearSearch) else None
    if search is not None and not _is_limited(search):
        raise CallError(f"{place.words}{_UNLIMITED}")
    try:
        shard = place.collection.shard_for(place.tenant)
    except TenantError as error:
        raise CallError(f"{place.words}{error}") from None
    scene = _Scene(place, shard, grouped)
    if isinstance(search, HybridSearch):
        return Found(shard, _blended(scene, search))
    matches = scene.matches()
    if isinstance(search, NearSearch) and query is not None:
        step = "failed to perform vector search: " if grouped else ""
        live = shard.live if matches is None else matches.mask()
        ranking = scene.nearest(query, live, search.certainty, search.limit, step)
        return Found(shard, np.sort(ranking.slots))
    return Found(shard, None if matches is None else matches.slots())


def _is_limited(search: NearSearch | HybridSearch) -> bool:
    has_own = isinstance(search, HybridSearch) and search.has_own_vector
    return has_own or search.limit is not None or search.certainty != 0


def _near_query(place: Place, search: Near) -> Query | None:
    """The vector of a search by nearness; None if there are no words to make one of."""
    what = search.what
    if isinstance(what, ByVector):
        query = what.queries[0]
    elif isinstance(what, ByObject):
        (query,) = vector_leg.of_object(place, what.id, search.targets, step="")
    elif isinstance(what, ByMedia):
        (query,) = by_medium.queries(place, what, search.targets.names, place.words)
    else:
        query = _of_text(place, what, search.targets)
    return query if query.vector.size else None


def _of_text(place: Place, text: ByText, wanted: Targets) -> Query:
    try:
        near_text.check(text, place.state.modules, place.collection.definition)
        shard = place.collection.shard_for(place.tenant)
        (vector,) = near_text.vectors(text, place.state.modules, shard, wanted.names, 0)
    except (TextFault, TenantError) as fault:
        raise CallError(f"{place.words}{fault}") from None
    return Query(wanted.names[0], vector)


def _blended(scene: _Scene, search: HybridSearch) -> NDArray[np.intp]:
    """The slots that a hybrid search finds."""
    matches = scene.matches() if scene.grouped else None
    limit = search.limit
    if search.runs_keywords:
        limit = limit or _KEYWORD_HITS
    by_words = _by_words(scene, search, limit) if search.runs_keywords else []
    if not search.runs_vector:
        return np.unique(np.array(by_words, np.intp))
    query = _hybrid_query(scene, search)
    if scene.grouped:
        step = "hybrid search: dense search: aggregate grouped dense search: "
    else:
        step = "dense search: aggregate dense search: "
        matches = scene.matches("dense search: ")
    live = scene.shard.live if matches is None else matches.mask()
    ranking = scene.nearest(query, live, search.certainty, limit, step)
    if search.furthest is not None:  # what is found by its words alone is out, too
        return np.sort(_near_enough(ranking, search.furthest).slots)
    return np.union1d(ranking.slots, np.array(by_words, np.intp))


def _by_words(scene: _Scene, search: HybridSearch, limit: int | None) -> list[int]:
    if not search.keywords.properties:
        return []
    try:
        return bm25.search(search.keywords, scene.shard, limit or 0).slots
    except KeywordFault as fault:
        step = "hybrid search: " if scene.grouped else ""
        raise CallError(
            f"{scene.words}{step}sparse search: aggregate sparse search: "
            f"bm25 objects: {fault.message}"
        ) from None


def _hybrid_query(scene: _Scene, search: HybridSearch) -> Query:
    if isinstance(search.source, Query):
        return search.source
    words = (
        f"{scene.words}{'hybrid search: ' * scene.grouped}get vector input from modules provider: "
    )
    name = search.targets.names[0]
    definition = scene.shard.definition
    target = definition.vectors.get(name)
    vectorizer = None if target is None else scene.place.state.modules.vectorizer(target)
    if vectorizer is None:
        raise CallError(
            f"{words}VectorFromInput was called without vectorizer on class "
            f"{definition.name} for input {search.source}"
        )
    try:
        return Query(name, vectorizer.vectors([search.source])[0])
    except ModuleFault as fault:
        raise CallError(f"{words}{fault}") from None
