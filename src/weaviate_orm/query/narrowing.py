"""What a query set says of its rows beside a search: which, in which order, what of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self
from uuid import UUID

from weaviate_orm.later import later
from weaviate_orm.models.filters import Filter
from weaviate_orm.models.model import ModelBase
from weaviate_orm.models.paths import Column, Sort, VectorAttr
from weaviate_orm.models.traversal import MultiRefAttr, ReferenceIds, RefPath
from weaviate_orm.models.variables import M
from weaviate_orm.query import given
from weaviate_orm.query.lazy import Lazy
from weaviate_orm.query.query import Consistency
from weaviate_orm.query.ranking import Condition

if TYPE_CHECKING:
    from weaviate_orm.flows.flow import AsyncRunner, Runner
    from weaviate_orm.query import steps
else:
    (steps,) = later("weaviate_orm.query", "steps")


class Narrowing(Lazy[M]):
    """A query set that can be narrowed, ordered, and told what to fetch."""

    __slots__ = ()

    # -- what belongs to it, and in which order -----------------------------------------------

    def filter(self, *conditions: Filter[M]) -> Self:
        """Only objects that meet all of the conditions."""
        return self._but(filters=steps.filters(self._query, conditions))

    def exclude(self, *conditions: Filter[M]) -> Self:
        """Only objects that do not meet all of the conditions together."""
        return self._but(filters=steps.exclusion(self._query, conditions))

    def order_by(self, *sorts: Sort[M]) -> Self:
        """In this order; what ties is in the order of ids. Takes the place of an earlier one."""
        return self._but(order=steps.order(self._query, sorts))

    def limit(self, count: int, /) -> Self:
        """At most so many rows."""
        return self._but(limit=given.natural(count, "limit"))

    def offset(self, count: int, /) -> Self:
        """Without the first rows."""
        return self._but(offset=given.natural(count, "offset"))

    def auto_limit(self, jumps: int, /) -> Self:
        """Up to the n-th jump in the scores or distances of a search."""
        return self._but(auto_limit=steps.jumps(jumps))

    def after(self, last: UUID, /) -> Self:
        """In the order of ids, those after this one: where an iteration goes on."""
        return self._but(after=given.uuid(last, "after"))

    # -- what happens to the hits -------------------------------------------------------------

    def rerank(self, attr: Column[M, Any], /, *, query: str | None = None) -> Self:
        """Order the page anew, by what the collection's reranker says of a property."""
        return self._but(rerank=steps.reranking(self._query, attr, query))

    def boost(self, *conditions: Condition[M], weight: float = 0.5, depth: int = 0) -> Self:
        """Blend the scores with conditions, of ``boosts``.

        Args:
            conditions: Filters, numbers, nearness in time or number; 20 at the most.
            weight: The share of the conditions in the new score, up to 1.
            depth: How many hits are scored anew; 0: the server's default, 100.
        """
        return self._but(boost=steps.boosting(self._query, conditions, weight, depth))

    def diversity(self, limit: int, /, *, balance: float = 0.5) -> Self:
        """Choose hits that differ from each other (maximal marginal relevance).

        Args:
            limit: How many are chosen; a limit before it says of how many (else of 100).
            balance: From 0, only different, to 1, only relevant.
        """
        return type(self)(self.model, steps.diversifying(self._query, limit, balance))

    # -- what is fetched, and how -------------------------------------------------------------

    def prefetch(
        self,
        *paths: RefPath[M, ModelBase] | MultiRefAttr[M, ModelBase] | ReferenceIds[M],
    ) -> Self:
        """Fetch the objects that these references name, or by ``.ids`` their ids."""
        return self._but(prefetch=steps.prefetch(self._query, paths))

    def with_vectors(self, *vectors: VectorAttr[M]) -> Self:
        """Fetch these vectors; without arguments, all of the model's.

        Rows of ``only`` give them by ``row[Question.embedding]``.
        """
        return self._but(vectors=steps.vectors(self._query, vectors))

    def tenant(self, name: str, /) -> Self:
        """Look at this tenant's objects."""
        return self._but(tenant=steps.tenant(self._query, name))

    def consistency(self, level: Consistency, /) -> Self:
        """How many copies of a shard have to answer."""
        return self._but(consistency=steps.consistency(level))

    def timeout(self, seconds: float, /) -> Self:
        """The time that each call may take."""
        return self._but(timeout=given.positive(seconds, "timeout"))

    def using(self, client: Runner | AsyncRunner, /) -> Self:
        """Run on this client."""
        return self._but(runner=steps.runner(self._query, client))
