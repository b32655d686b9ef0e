"""Searches that rank: by nearness, by keywords, by both; and what is done with their hits.

The order of the steps is the server's, and differs between the kinds of search: where a page is
cut before or after, and whether groups come before or after the new order, shows in answers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from weaviate_orm.engine.errors import CallError, TenantError
from weaviate_orm.engine.filters import evaluate
from weaviate_orm.engine.filters.model import FilterFault
from weaviate_orm.engine.search import (
    bm25,
    by_medium,
    fusion,
    group,
    legs,
    near_text,
    plain,
    vector_leg,
)
from weaviate_orm.engine.search.bm25 import KeywordFault
from weaviate_orm.engine.search.boost import Sight
from weaviate_orm.engine.search.diversity import distances_of_scores
from weaviate_orm.engine.search.fusion import Leg
from weaviate_orm.engine.search.hit import Hit, Outcome
from weaviate_orm.engine.search.near import ByMedia, ByObject, ByVector, gives_certainty
from weaviate_orm.engine.search.near_text import TextFault
from weaviate_orm.engine.search.paging import check_page
from weaviate_orm.engine.search.queries import Query, is_empty
from weaviate_orm.engine.search.steps import Steps
from weaviate_orm.engine.search.vector_leg import HYBRID, NEAR, Place
from weaviate_orm.engine.vectors.knn import Ranking
from weaviate_orm.engine.write.ids import id_text

if TYPE_CHECKING:
    from weaviate_orm.engine.index.matches import Matches
    from weaviate_orm.engine.search.bm25 import KeywordSearch
    from weaviate_orm.engine.search.hybrid import Hybrid
    from weaviate_orm.engine.search.near import Near
    from weaviate_orm.engine.search.request import Search
    from weaviate_orm.engine.state import State
    from weaviate_orm.engine.store.shard import Shard

KEYWORDS: Final = "explorer: get class: vector search: "
"""The words before faults of a keyword search."""


def run(state: State, search: Search) -> tuple[Shard, Outcome]:
    """Run a search that has a near_*, hybrid or bm25 member.

    Raises:
        CallError: it cannot be run.
    """
    if search.near is not None:
        if search.keywords is not None:
            raise CallError(
                "conflict: both near<Media> and keyword-based (bm25) arguments present, choose one"
            )
        return _near(state, search, search.near)
    if search.keywords is not None:  # a hybrid beside it plays no part
        return _keywords(state, search, search.keywords)
    assert search.hybrid is not None
    return _hybrid(state, search, search.hybrid)


# Nearness -----------------------------------------------------------------------------------------


def _near(state: State, search: Search, near: Near) -> tuple[Shard, Outcome]:
    place = Place(state, search.collection, search.tenant, search.filter, NEAR)
    if near.conflict:
        raise CallError(f"explorer: get class: vectorize params: {near.conflict}")
    queries = _near_queries(place, search, near)
    if not queries:
        raise _no_query(search)
    check_page(state.settings, *search.reach(state.settings), f"{NEAR}vector search: ")
    empty = is_empty(queries)
    if empty:
        shard = plain.shard_of(search.collection, search.tenant, f"{NEAR}vector search: ")
    else:
        shard = place.shard()
    words = NEAR if search.diversity is None else HYBRID
    steps = Steps(state, search, shard, f"{words}extend: ")
    if empty:
        ranking = vector_leg.listed(place, shard, 0 if search.autocut else steps.depth)
    else:
        ranking = vector_leg.rank(
            place, shard, queries, near.targets, steps.depth, threshold=near.threshold.furthest
        )
    hits = _near_hits(ranking, certain=gives_certainty(shard.definition, near.targets))
    if search.group is not None and not empty:
        groups = group.by_any_value(search.group, shard, hits)
        hits = [g.hits[0]._replace(group=g) for g in groups]
    hits = steps.cut(hits, _distances(hits)) if steps.reorders else steps.page(hits)
    primary = [-distance for distance in _distances(hits)]
    sight = Sight(steps.loaded, everything=empty and search.filter is None)
    hits = steps.boosted(hits, primary, sight)
    hits = steps.page(hits) if steps.reorders else steps.cut(hits, _distances(hits))
    if search.boost is None:
        far = _distances(hits)
    else:
        far = distances_of_scores([hit.score for hit in hits])
    hits = steps.diversified(hits, far)
    return shard, steps.outcome(
        steps.reranked(hits), hits, lambda hit: near.threshold.admits(hit.distance or 0.0)
    )


def _no_query(search: Search) -> CallError:
    """What is said about targets that got multi-vectors without rows, and so no query at all."""
    if len(search.collection.definition.vectors) > 1:
        return CallError(
            "explorer: get class: validate target vector: multiple vectorizers configuration "
            "found, please specify target vector name"
        )
    return CallError(
        f"{NEAR}vectorize search vector: nearVector.vectorFromParams was called with invalid index"
    )


def _near_queries(place: Place, search: Search, near: Near) -> Sequence[Query]:
    what = near.what
    if isinstance(what, ByVector):
        return what.queries
    if isinstance(what, ByObject):
        return vector_leg.of_object(place, what.id, near.targets)
    if isinstance(what, ByMedia):
        words = "explorer: get class: vectorize params: "
        return by_medium.queries(place, what, near.targets.names, words)
    try:
        near_text.check(what, place.state.modules, search.collection.definition)
    except TextFault as fault:
        raise CallError(f"explorer: get class: vectorize params: {fault}") from None
    return vector_leg.text_queries(place, what, near.targets.names, search.offset + search.limit)


def _near_hits(ranking: Ranking, *, certain: bool) -> list[Hit]:
    slots: list[int] = ranking.slots.tolist()
    distances: list[float] = ranking.distances.tolist()
    if not certain:
        return [Hit(slot, distance) for slot, distance in zip(slots, distances, strict=True)]
    certainties = vector_leg.certainties(distances)
    return [
        Hit(slot, distance, certainty)
        for slot, distance, certainty in zip(slots, distances, certainties, strict=True)
    ]


def _distances(hits: Sequence[Hit]) -> list[float]:
    return [hit.distance or 0.0 for hit in hits]


# Keywords -----------------------------------------------------------------------------------------


def _keywords(state: State, search: Search, keywords: KeywordSearch) -> tuple[Shard, Outcome]:
    if not keywords.query:
        raise CallError("keyword search (bm25) must have query set")
    check_page(state.settings, *search.reach(state.settings), KEYWORDS)
    index = search.collection.definition.index_name
    try:
        shard = search.collection.shard_for(search.tenant)
    except TenantError as error:
        raise CallError(f"{KEYWORDS}object search at index {index}: {error}") from None
    steps = Steps(state, search, shard, "explorer: get class: extend: ")
    try:
        matches = _allowed(state, search, shard)
        found = bm25.search(keywords, shard, steps.depth, matches, explain=search.metadata.explain)
    except FilterFault as fault:
        here = f"{KEYWORDS}object search at index {index}: local shard object search "
        raise CallError(fault.shown(f"{here}{index}_{shard.name}: ")) from None
    except KeywordFault as fault:
        words = "" if fault.place == "bare" else KEYWORDS
        raise CallError(f"{words}{fault.located(shard)}") from None
    hits = [
        Hit(slot, score=score, explain=text)
        for slot, score, text in zip(found.slots, found.scores, found.explanations, strict=True)
    ]
    hits = steps.cut(hits, found.scores)
    sight = Sight(steps.loaded, everything=not steps.selects_nothing)
    hits = steps.boosted(hits, [hit.score for hit in hits], sight)
    page = steps.page(hits)
    return shard, steps.outcome(_grouped_by_text(steps, steps.reranked(page)), page)


def _allowed(state: State, search: Search, shard: Shard) -> Matches | None:
    if search.filter is None:
        return None
    return evaluate.matches(search.filter, state.catalog, search.collection, shard, search.tenant)


def _grouped_by_text(steps: Steps, hits: Sequence[Hit]) -> list[Hit]:
    """The first hits of the groups that were asked for; else the hits as they are."""
    by = steps.search.group
    if by is None:
        return list(hits)
    selected = any(r.name == by.name for r in steps.search.selection.references)
    heads = {hit.slot: hit for hit in hits}
    bare = [Hit(hit.slot, hit.distance or 0.0) for hit in hits]
    groups = group.by_text(by, steps.shard, bare, selected=selected)
    return [heads[g.hits[0].slot]._replace(group=replace(g, furthest=g.nearest)) for g in groups]


# Both ---------------------------------------------------------------------------------------------


def _hybrid(state: State, search: Search, hybrid: Hybrid) -> tuple[Shard, Outcome]:
    place = Place(state, search.collection, search.tenant, search.filter, HYBRID)
    queries = legs.queries_of(place, search, hybrid) if hybrid.runs_vector else ()
    if search.limit > state.settings.maximum_results and hybrid.runs_vector:
        check_page(state.settings, 0, search.limit, KEYWORDS)
    shard = legs.shard_of(place, hybrid)
    steps = Steps(state, search, shard, "explorer: list class: extend: ")
    depth = max(state.settings.hybrid_results, search.limit)
    if search.boost is not None:
        depth = max(depth, steps.depth)
    if search.diversity is not None:
        depth = max(depth, steps.wanted)
    keywords = legs.by_words(place, shard, hybrid, depth)
    vector = legs.by_vector(place, shard, hybrid, queries, depth) if hybrid.runs_vector else None
    parts, distances = legs.both(hybrid, keywords, vector)
    most = None if search.diversity is not None else steps.depth
    by_words = frozenset(keywords.slots)
    hidden = distances.keys() if _hides_distances(search, hybrid) else by_words
    shown = {slot: distance for slot, distance in distances.items() if slot not in hidden}
    hits = _fused(state, search, hybrid, shard, parts, most, shown)
    hits = steps.cut(hits, [hit.score for hit in hits])
    hits = steps.page(hits) if not steps.reorders else hits[: steps.depth]
    if search.diversity is None:
        hits = _grouped_by_text(steps, hits)
    wholly = frozenset[int]() if steps.selects_nothing else by_words
    if is_empty(queries) and search.filter is None:
        wholly |= distances.keys() - by_words
    sight = Sight(steps.loaded, wholly=wholly)
    hits = steps.boosted(hits, [hit.score for hit in hits], sight)
    if steps.reorders:
        hits = steps.page(hits)
    if search.diversity is not None:
        far = distances_of_scores([hit.score for hit in hits])
        hits = _grouped_by_text(steps, steps.diversified(hits, far))
    if search.metadata.certainty and gives_certainty(shard.definition, hybrid.targets):
        hits = list(map(_certain, hits))
    return shard, steps.outcome(steps.reranked(hits), hits)


def _fused(
    state: State,
    search: Search,
    hybrid: Hybrid,
    shard: Shard,
    parts: Sequence[Leg],
    most: int | None,
    distances: Mapping[int, float],
) -> list[Hit]:
    """The hits of the legs in one order."""
    found = (fusion.ranked if hybrid.ranked else fusion.relative)(parts, shard.uuid)
    found = found[:most][: state.settings.maximum_results]
    if not search.metadata.explain:
        return [Hit(each.slot, distances.get(each.slot), score=each.score) for each in found]
    explain = fusion.explain_ranked if hybrid.ranked else fusion.explain_relative
    return [
        Hit(
            each.slot,
            distances.get(each.slot),
            score=each.score,
            explain=explain(each, id_text(shard.uuid(each.slot))),
        )
        for each in found
    ]


def _hides_distances(search: Search, hybrid: Hybrid) -> bool:
    """Whether hits that are near alone come without their distance.

    It comes with groups, else only where every hit has nothing else beside its properties.
    """
    if search.group is not None:
        return False
    answered = search.generation is not None and search.generation.single is not None
    return search.metadata.is_always_shown or search.rerank is not None or answered or hybrid.ranked


def _certain(hit: Hit) -> Hit:
    if hit.distance is None:
        return hit
    (certainty,) = vector_leg.certainties([hit.distance])
    return hit._replace(certainty=certainty)
