"""The search of an aggregation: which objects take part in it.

Aggregations search by themselves: thresholds are certainties, whatever the metric, and the
keyword part of a hybrid search passes over the filter.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from weaviate_orm.engine.aggregate import vectors
from weaviate_orm.engine.errors import CallError
from weaviate_orm.engine.search import bm25, near, queries, targets
from weaviate_orm.wire import messages

if TYPE_CHECKING:
    from weaviate_orm.engine.schema.definition import CollectionDefinition
    from weaviate_orm.engine.search.bm25 import KeywordSearch
    from weaviate_orm.engine.search.near import Near
    from weaviate_orm.engine.search.queries import Plain, Query
    from weaviate_orm.engine.search.targets import Targets

_ALPHA: Final = 0.75


@dataclass(frozen=True, slots=True)
class NearSearch:
    """By nearness."""

    near: Near
    certainty: float
    """0 = no threshold."""
    limit: int | None


@dataclass(frozen=True, slots=True)
class HybridSearch:
    """By words and nearness: what either finds."""

    keywords: KeywordSearch
    alpha: float
    source: Query | str
    """A vector, or the words that it is made of."""
    has_own_vector: bool
    """A vector was given beside any sub-search: no threshold is needed, and none counts."""
    targets: Targets
    certainty: float
    """0 = no threshold."""
    furthest: float | None
    limit: int | None

    @property
    def runs_keywords(self) -> bool:
        return self.alpha < 1 and bool(self.keywords.query)

    @property
    def runs_vector(self) -> bool:
        return self.alpha > 0


def read_search(
    definition: CollectionDefinition, message: messages.AggregateRequest
) -> NearSearch | HybridSearch | None:
    """Read the search of a request.

    Raises:
        CallError: it lacks what it needs, or has too much of it.
    """
    kind = message.WhichOneof("search")
    if kind is None:
        return None
    limit = message.object_limit if message.HasField("object_limit") else None
    name: Final = "hybrid_search" if kind == "hybrid" else kind
    request = messages.SearchRequest()
    getattr(request, name).CopyFrom(getattr(message, kind))  # the same message there
    wanted = targets.read(definition, *near.targets_of(request), available=vectors.printed)
    if len(wanted.names) > 1:
        raise CallError("found more than one target vector for aggregation")
    if kind == "hybrid":
        return _hybrid(definition, message.hybrid, wanted, limit)
    if kind == "near_vector":
        try:
            legs = queries.of_near_vector(definition, wanted, message.near_vector)
        except CallError as error:
            raise CallError(f"parse near vector: {error.message}") from None
        if len(legs) != 1:
            raise CallError(
                "found more than one target vector for aggregation"
                if legs
                else "parse near vector: near_vector: vector is required"
            )
    found = near.read(definition, request, wanted)
    assert found is not None
    threshold = found.threshold
    return NearSearch(found, _certainty(threshold.certainty, threshold.distance), limit)


def _hybrid(
    definition: CollectionDefinition, given: messages.Hybrid, wanted: Targets, limit: int | None
) -> HybridSearch:
    alpha = given.alpha
    if given.use_alpha_param:
        alpha = given.alpha_param if given.HasField("alpha_param") else _ALPHA
    operator = given.bm25_search_operator if given.HasField("bm25_search_operator") else None
    plain = queries.of_plain(given.vectors, given.vector_bytes, given.vector, "hybrid")
    return HybridSearch(
        keywords=bm25.read_keywords(given.query, _text_properties(definition), operator),
        alpha=alpha,
        source=_source(definition, given, wanted, plain),
        has_own_vector=plain is not None,
        targets=wanted,
        certainty=_hybrid_certainty(given) if plain is None else 0.0,
        furthest=given.vector_distance if given.HasField("vector_distance") else None,
        limit=limit,
    )


def _text_properties(definition: CollectionDefinition) -> tuple[str, ...]:
    """What the keyword part searches, whatever the request names; lists are not among it."""
    properties = definition.properties.values()
    return tuple(p.name for p in properties if p.data_type == "text" and p.searchable)


def _source(
    definition: CollectionDefinition, given: messages.Hybrid, wanted: Targets, plain: Plain | None
) -> Query | str:
    if given.HasField("near_vector"):
        legs = queries.of_near_vector(definition, wanted, given.near_vector)
        if not legs:  # the server crashes
            raise CallError("hybrid: near_vector has no vector: give it one, or leave it out")
        return legs[0]
    if plain is not None and not plain.is_empty:
        return queries.for_all(definition, wanted, plain, lenient=True)[0]
    if given.HasField("near_text"):
        if not given.near_text.query:  # the server crashes
            raise CallError("hybrid: near_text has no query: give it one, or leave it out")
        return given.near_text.query[0]
    return given.query


def _hybrid_certainty(given: messages.Hybrid) -> float:
    if given.HasField("vector_distance"):
        return _certainty(None, given.vector_distance)
    if given.HasField("near_vector"):
        return _threshold(given.near_vector)
    return _threshold(given.near_text) if given.HasField("near_text") else 0.0


def _threshold(given: messages.NearVector | messages.NearTextSearch) -> float:
    return _certainty(
        given.certainty if given.HasField("certainty") else None,
        given.distance if given.HasField("distance") else None,
    )


def _certainty(certainty: float | None, distance: float | None) -> float:
    if certainty is not None:
        return certainty
    return 0.0 if distance is None else 1 - distance / 2
