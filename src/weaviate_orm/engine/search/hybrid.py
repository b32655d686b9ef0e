"""Hybrid searches as asked for: words and a vector, and how much each of them counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from weaviate_orm.engine.errors import CallError
from weaviate_orm.engine.search import near_text, queries
from weaviate_orm.engine.search.bm25 import read_keywords
from weaviate_orm.engine.search.near import Threshold
from weaviate_orm.engine.search.near_text import ByText

if TYPE_CHECKING:
    from weaviate_orm.engine.schema.definition import CollectionDefinition
    from weaviate_orm.engine.search.bm25 import KeywordSearch
    from weaviate_orm.engine.search.queries import Query
    from weaviate_orm.engine.search.targets import Targets
    from weaviate_orm.wire import messages

_ALPHA: Final = 0.75
"""Weight of the vector leg if the newer field is used and empty."""
_RANKED: Final = 1
"""`Hybrid.FUSION_TYPE_RANKED`."""


@dataclass(frozen=True, slots=True)
class SubVector:
    """A near_vector sub-search. Its certainty plays no part."""

    queries: Sequence[Query]
    threshold: Threshold
    conflicting: bool


@dataclass(frozen=True, slots=True)
class Hybrid:
    keywords: KeywordSearch
    alpha: float
    """Weight of the vector leg, not limited to 0…1; the keyword leg weighs 1 - alpha."""
    ranked: bool
    """Ranked fusion, else relative scores."""
    furthest: float | None
    """Hits of the vector leg that are further away are cut, and keyword hits that it lacks."""
    vector: Sequence[Query] | SubVector | ByText | None
    """None = the words are vectorized."""
    targets: Targets

    @property
    def runs_keywords(self) -> bool:
        return self.alpha < 1

    @property
    def runs_vector(self) -> bool:
        return self.alpha > 0

    @property
    def legs(self) -> int:
        """How many query vectors are given."""
        return len(self.vector.queries) if isinstance(self.vector, SubVector) else 1

    @property
    def vector_name(self) -> str:
        """The name of the vector leg in explanations."""
        if isinstance(self.vector, ByText):
            return "vector,nearText"
        return "vector,nearVector" if isinstance(self.vector, SubVector) else "vector,hybridVector"


def read(
    definition: CollectionDefinition, message: messages.SearchRequest, targets: Targets
) -> Hybrid | None:
    """Read the hybrid member of a search.

    Raises:
        CallError: it has more than one vector, or one that does not fit.
    """
    if not message.HasField("hybrid_search"):
        return None
    given = message.hybrid_search
    alpha = given.alpha
    if given.use_alpha_param:
        alpha = given.alpha_param if given.HasField("alpha_param") else _ALPHA
    operator = given.bm25_search_operator if given.HasField("bm25_search_operator") else None
    return Hybrid(
        keywords=read_keywords(given.query, given.properties, operator),
        alpha=alpha,
        ranked=given.fusion_type == _RANKED,
        furthest=given.vector_distance if given.HasField("vector_distance") else None,
        vector=_vector(definition, given, targets),
        targets=targets,
    )


def _vector(
    definition: CollectionDefinition, given: messages.Hybrid, targets: Targets
) -> Sequence[Query] | SubVector | ByText | None:
    plain = queries.of_plain(given.vectors, given.vector_bytes, given.vector, "hybrid")
    for name, selects in (
        ("near_text", given.near_text.HasField("selection")),
        ("near_vector", given.near_vector.HasField("selection")),
    ):
        if selects:
            raise CallError(
                "hybrid: selection must be set on the top-level hybrid search, not on the "
                f"{name} sub-search"
            )
    text = near_text.read(given.near_text) if given.HasField("near_text") else None
    if given.HasField("near_vector"):
        sub = given.near_vector
        distance = sub.distance if sub.HasField("distance") else None
        return SubVector(
            queries.of_near_vector(definition, targets, sub),
            Threshold(distance),
            conflicting=distance is not None and sub.HasField("certainty"),
        )
    if text is not None:
        return text.without_objects()
    if plain is None or plain.is_empty:
        return None
    return queries.for_all(definition, targets, plain, lenient=True)


def check_together(given: messages.Hybrid) -> None:
    """Refuse more than one vector; a server looks at this after filter, order and groups.

    Raises:
        CallError: there is more than one.
    """
    has_text, has_vector = given.HasField("near_text"), given.HasField("near_vector")
    has_plain = bool(given.vectors or given.vector_bytes or given.vector)
    if has_text and has_vector:
        raise CallError("cannot combine nearText and nearVector in hybrid search")
    if has_text and has_plain:
        raise CallError("cannot combine nearText and query in hybrid search")  # sic
    if has_vector and has_plain:
        raise CallError("cannot combine nearVector and vector in hybrid search")
