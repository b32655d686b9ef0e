"""The two legs of a hybrid search: its hits by words and by nearness, before they are fused."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from weaviate_orm.engine.errors import CallError, TenantError
from weaviate_orm.engine.filters import evaluate
from weaviate_orm.engine.filters.model import FilterFault
from weaviate_orm.engine.modules.local import ModuleFault
from weaviate_orm.engine.search import bm25, near_text, vector_leg
from weaviate_orm.engine.search.bm25 import KeywordFault, KeywordHits
from weaviate_orm.engine.search.fusion import Leg
from weaviate_orm.engine.search.hybrid import SubVector
from weaviate_orm.engine.search.near_text import ByText, TextFault
from weaviate_orm.engine.search.queries import Query, is_empty
from weaviate_orm.engine.search.vector_leg import HYBRID, Place
from weaviate_orm.engine.vectors.knn import Ranking

if TYPE_CHECKING:
    from weaviate_orm.engine.search.hybrid import Hybrid
    from weaviate_orm.engine.search.request import Search
    from weaviate_orm.engine.store.shard import Shard


def shard_of(place: Place, hybrid: Hybrid) -> Shard:
    if not hybrid.runs_keywords:
        return place.shard()
    try:
        return place.collection.shard_for(place.tenant)
    except TenantError as error:
        raise CallError(f"object search at index {place.index}: {error}") from None


def by_words(place: Place, shard: Shard, hybrid: Hybrid, depth: int) -> KeywordHits:
    if not hybrid.runs_keywords:
        return KeywordHits([], [], [])
    try:
        matches = (
            None
            if place.condition is None
            else evaluate.matches(
                place.condition, place.state.catalog, place.collection, shard, place.tenant
            )
        )
        return bm25.search(hybrid.keywords, shard, depth, matches)
    except FilterFault as fault:
        here = f"local shard object search {place.index}_{shard.name}: "
        raise CallError(f"object search at index {place.index}: {here}{fault}") from None
    except KeywordFault as fault:
        place_of = "shard" if fault.place == "bare" else fault.place
        raise CallError(KeywordFault(fault.message, place_of).located(shard)) from None


def queries_of(place: Place, search: Search, hybrid: Hybrid) -> Sequence[Query]:
    """The query vectors of the vector leg, which are made before anything is searched."""
    what = hybrid.vector
    if isinstance(what, SubVector):
        if what.conflicting:
            raise CallError(
                f"{HYBRID}vectorize search vector: found 'certainty' and 'distance' set in "
                "nearVector which are conflicting, choose one instead"
            )
        return what.queries
    if isinstance(what, ByText):
        try:
            near_text.check(what, place.state.modules, search.collection.definition)
        except TextFault as fault:
            raise CallError(f"{HYBRID}vectorize search vector: {fault}") from None
        return vector_leg.text_queries(place, what, hybrid.targets.names, search.limit)
    return _query_vectors(place, hybrid) if what is None else what


def by_vector(
    place: Place, shard: Shard, hybrid: Hybrid, queries: Sequence[Query], depth: int
) -> Ranking:
    """The hits by nearness."""
    if is_empty(queries):
        ranking = vector_leg.listed(place, shard, depth)
    else:
        ranking = vector_leg.rank(place, shard, queries, hybrid.targets, depth)
    what = hybrid.vector
    if isinstance(what, SubVector) and what.threshold.distance is not None:
        kept = [what.threshold.admits(distance) for distance in ranking.distances.tolist()]
        ranking = Ranking(ranking.slots[kept], ranking.distances[kept])
    return ranking


def _query_vectors(place: Place, hybrid: Hybrid) -> list[Query]:
    """The words of a hybrid search as vectors of its targets."""
    text = hybrid.keywords.query
    collection = place.collection.definition
    queries: list[Query] = []
    for name in hybrid.targets.names:
        definition = collection.vectors.get(name)
        vectorizer = None if definition is None else place.state.modules.vectorizer(definition)
        if vectorizer is None:
            near_text.refuse_lacking(place.state.modules, collection, "vector of a text")
            raise CallError(
                "VectorFromInput was called without vectorizer on class "
                f"{collection.name} for input {text}"
            )
        try:
            queries.append(Query(name, vectorizer.vectors([text])[0]))
        except ModuleFault as fault:
            raise CallError(f"remote client vectorize: {fault}") from None
    return queries


def both(
    hybrid: Hybrid, keywords: KeywordHits, vector: Ranking | None
) -> tuple[list[Leg], dict[int, float]]:
    """The legs in the order of fusion, and the distances of the vector leg."""
    words = Leg("keyword,bm25", 1 - hybrid.alpha, keywords.slots, keywords.scores)
    if vector is None:
        return [words], {}
    slots: list[int] = vector.slots.tolist()
    if hybrid.furthest is not None:
        beyond = np.flatnonzero(vector.distances > np.float32(hybrid.furthest))
        if len(beyond):
            slots = slots[: int(beyond[0])]
        near = frozenset(slots)
        kept = [i for i, slot in enumerate(keywords.slots) if slot in near]
        words = Leg(
            words.name,
            words.weight,
            [keywords.slots[i] for i in kept],
            [keywords.scores[i] for i in kept],
        )
    distances: list[float] = vector.distances[: len(slots)].tolist()
    figures: list[float] = (np.float32(1) - vector.distances[: len(slots)]).tolist()
    nearest = Leg(hybrid.vector_name, hybrid.alpha, slots, figures)
    legs = [nearest, words] if hybrid.runs_keywords else [nearest]
    return legs, dict(zip(slots, distances, strict=True))
