"""Figures of query sets: over all that they describe, or over each of their groups."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Generic, overload

from weaviate_orm.later import later
from weaviate_orm.models.metrics import Aggregate
from weaviate_orm.models.variables import M
from weaviate_orm.query.lazy import Lazy
from weaviate_orm.query.rows import AggregateGroup, K, as_tuple

if TYPE_CHECKING:
    from typing_extensions import TypeVar

    from weaviate_orm.query import aggregating

    Own = TypeVar("Own")
    T1 = TypeVar("T1")
    T2 = TypeVar("T2")
    T3 = TypeVar("T3")
    T4 = TypeVar("T4")
    T5 = TypeVar("T5")
    T6 = TypeVar("T6")
    T7 = TypeVar("T7")
    T8 = TypeVar("T8")
else:
    (aggregating,) = later("weaviate_orm.query", "aggregating")


class Figures(Lazy[M]):
    """A query set that figures can be computed over."""

    __slots__ = ()

    # overloads of aggregate
    # fmt: off
    @overload
    def aggregate(self, a: Aggregate[M, T1], /) -> tuple[T1]: ...
    @overload
    def aggregate(self, a: Aggregate[M, T1], /, *, into: Callable[[T1], Own]) -> Own: ...
    @overload
    def aggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], /) -> tuple[T1, T2]: ...
    @overload
    def aggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], /, *,
        into: Callable[[T1, T2], Own]) -> Own: ...
    @overload
    def aggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], c: Aggregate[M, T3],
        /) -> tuple[T1, T2, T3]: ...
    @overload
    def aggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], c: Aggregate[M, T3], /, *,
        into: Callable[[T1, T2, T3], Own]) -> Own: ...
    @overload
    def aggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], c: Aggregate[M, T3],
        d: Aggregate[M, T4], /) -> tuple[T1, T2, T3, T4]: ...
    @overload
    def aggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], c: Aggregate[M, T3],
        d: Aggregate[M, T4], /, *, into: Callable[[T1, T2, T3, T4], Own]) -> Own: ...
    @overload
    def aggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], c: Aggregate[M, T3],
        d: Aggregate[M, T4], e: Aggregate[M, T5], /) -> tuple[T1, T2, T3, T4, T5]: ...
    @overload
    def aggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], c: Aggregate[M, T3],
        d: Aggregate[M, T4], e: Aggregate[M, T5], /, *,
        into: Callable[[T1, T2, T3, T4, T5], Own]) -> Own: ...
    @overload
    def aggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], c: Aggregate[M, T3],
        d: Aggregate[M, T4], e: Aggregate[M, T5], f: Aggregate[M, T6],
        /) -> tuple[T1, T2, T3, T4, T5, T6]: ...
    @overload
    def aggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], c: Aggregate[M, T3],
        d: Aggregate[M, T4], e: Aggregate[M, T5], f: Aggregate[M, T6], /, *,
        into: Callable[[T1, T2, T3, T4, T5, T6], Own]) -> Own: ...
    @overload
    def aggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], c: Aggregate[M, T3],
        d: Aggregate[M, T4], e: Aggregate[M, T5], f: Aggregate[M, T6], g: Aggregate[M, T7],
        /) -> tuple[T1, T2, T3, T4, T5, T6, T7]: ...
    @overload
    def aggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], c: Aggregate[M, T3],
        d: Aggregate[M, T4], e: Aggregate[M, T5], f: Aggregate[M, T6], g: Aggregate[M, T7], /, *,
        into: Callable[[T1, T2, T3, T4, T5, T6, T7], Own]) -> Own: ...
    @overload
    def aggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], c: Aggregate[M, T3],
        d: Aggregate[M, T4], e: Aggregate[M, T5], f: Aggregate[M, T6], g: Aggregate[M, T7],
        h: Aggregate[M, T8], /) -> tuple[T1, T2, T3, T4, T5, T6, T7, T8]: ...
    @overload
    def aggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], c: Aggregate[M, T3],
        d: Aggregate[M, T4], e: Aggregate[M, T5], f: Aggregate[M, T6], g: Aggregate[M, T7],
        h: Aggregate[M, T8], /, *,
        into: Callable[[T1, T2, T3, T4, T5, T6, T7, T8], Own]) -> Own: ...
    # fmt: on
    # end of aggregate
    def aggregate(
        self, *metrics: Aggregate[M, object], into: Callable[..., object] = as_tuple
    ) -> object:
        """Figures over all that the query describes, in the order of the metrics.

        Over everything or the filtered without a limit; over a search's nearest hits with a
        ``limit`` or a distance.

        Args:
            metrics: ``Count()``, ``Mean(Question.points)`` and their like.
            into: What is made of the figures, in their order: a dataclass, a named tuple.

        Raises:
            MisuseError: The server cannot compute it.
        """
        return into(*self._run("aggregate", aggregating.aggregate(self._query, metrics)))

    # overloads of aaggregate
    # fmt: off
    @overload
    async def aaggregate(self, a: Aggregate[M, T1], /) -> tuple[T1]: ...
    @overload
    async def aaggregate(self, a: Aggregate[M, T1], /, *, into: Callable[[T1], Own]) -> Own: ...
    @overload
    async def aaggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], /) -> tuple[T1, T2]: ...
    @overload
    async def aaggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], /, *,
        into: Callable[[T1, T2], Own]) -> Own: ...
    @overload
    async def aaggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], c: Aggregate[M, T3],
        /) -> tuple[T1, T2, T3]: ...
    @overload
    async def aaggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], c: Aggregate[M, T3], /,
        *, into: Callable[[T1, T2, T3], Own]) -> Own: ...
    @overload
    async def aaggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], c: Aggregate[M, T3],
        d: Aggregate[M, T4], /) -> tuple[T1, T2, T3, T4]: ...
    @overload
    async def aaggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], c: Aggregate[M, T3],
        d: Aggregate[M, T4], /, *, into: Callable[[T1, T2, T3, T4], Own]) -> Own: ...
    @overload
    async def aaggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], c: Aggregate[M, T3],
        d: Aggregate[M, T4], e: Aggregate[M, T5], /) -> tuple[T1, T2, T3, T4, T5]: ...
    @overload
    async def aaggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], c: Aggregate[M, T3],
        d: Aggregate[M, T4], e: Aggregate[M, T5], /, *,
        into: Callable[[T1, T2, T3, T4, T5], Own]) -> Own: ...
    @overload
    async def aaggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], c: Aggregate[M, T3],
        d: Aggregate[M, T4], e: Aggregate[M, T5], f: Aggregate[M, T6],
        /) -> tuple[T1, T2, T3, T4, T5, T6]: ...
    @overload
    async def aaggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], c: Aggregate[M, T3],
        d: Aggregate[M, T4], e: Aggregate[M, T5], f: Aggregate[M, T6], /, *,
        into: Callable[[T1, T2, T3, T4, T5, T6], Own]) -> Own: ...
    @overload
    async def aaggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], c: Aggregate[M, T3],
        d: Aggregate[M, T4], e: Aggregate[M, T5], f: Aggregate[M, T6], g: Aggregate[M, T7],
        /) -> tuple[T1, T2, T3, T4, T5, T6, T7]: ...
    @overload
    async def aaggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], c: Aggregate[M, T3],
        d: Aggregate[M, T4], e: Aggregate[M, T5], f: Aggregate[M, T6], g: Aggregate[M, T7], /, *,
        into: Callable[[T1, T2, T3, T4, T5, T6, T7], Own]) -> Own: ...
    @overload
    async def aaggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], c: Aggregate[M, T3],
        d: Aggregate[M, T4], e: Aggregate[M, T5], f: Aggregate[M, T6], g: Aggregate[M, T7],
        h: Aggregate[M, T8], /) -> tuple[T1, T2, T3, T4, T5, T6, T7, T8]: ...
    @overload
    async def aaggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], c: Aggregate[M, T3],
        d: Aggregate[M, T4], e: Aggregate[M, T5], f: Aggregate[M, T6], g: Aggregate[M, T7],
        h: Aggregate[M, T8], /, *,
        into: Callable[[T1, T2, T3, T4, T5, T6, T7, T8], Own]) -> Own: ...
    # fmt: on
    # end of aaggregate
    async def aaggregate(
        self, *metrics: Aggregate[M, object], into: Callable[..., object] = as_tuple
    ) -> object:
        """Figures over all that the query describes; see ``aggregate``."""
        return into(*await self._arun("aggregate", aggregating.aggregate(self._query, metrics)))


class GroupFigures(Lazy[M], Generic[M, K]):
    """A query set of groups that figures can be computed over."""

    __slots__ = ()

    # overloads of groups
    # fmt: off
    @overload
    def aggregate(self, a: Aggregate[M, T1], /) -> list[AggregateGroup[K, tuple[T1]]]: ...
    @overload
    def aggregate(self, a: Aggregate[M, T1], /, *,
        into: Callable[[T1], Own]) -> list[AggregateGroup[K, Own]]: ...
    @overload
    def aggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2],
        /) -> list[AggregateGroup[K, tuple[T1, T2]]]: ...
    @overload
    def aggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], /, *,
        into: Callable[[T1, T2], Own]) -> list[AggregateGroup[K, Own]]: ...
    @overload
    def aggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], c: Aggregate[M, T3],
        /) -> list[AggregateGroup[K, tuple[T1, T2, T3]]]: ...
    @overload
    def aggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], c: Aggregate[M, T3], /, *,
        into: Callable[[T1, T2, T3], Own]) -> list[AggregateGroup[K, Own]]: ...
    @overload
    def aggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], c: Aggregate[M, T3],
        d: Aggregate[M, T4], /) -> list[AggregateGroup[K, tuple[T1, T2, T3, T4]]]: ...
    @overload
    def aggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], c: Aggregate[M, T3],
        d: Aggregate[M, T4], /, *,
        into: Callable[[T1, T2, T3, T4], Own]) -> list[AggregateGroup[K, Own]]: ...
    @overload
    def aggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], c: Aggregate[M, T3],
        d: Aggregate[M, T4], e: Aggregate[M, T5],
        /) -> list[AggregateGroup[K, tuple[T1, T2, T3, T4, T5]]]: ...
    @overload
    def aggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], c: Aggregate[M, T3],
        d: Aggregate[M, T4], e: Aggregate[M, T5], /, *,
        into: Callable[[T1, T2, T3, T4, T5], Own]) -> list[AggregateGroup[K, Own]]: ...
    @overload
    def aggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], c: Aggregate[M, T3],
        d: Aggregate[M, T4], e: Aggregate[M, T5], f: Aggregate[M, T6],
        /) -> list[AggregateGroup[K, tuple[T1, T2, T3, T4, T5, T6]]]: ...
    @overload
    def aggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], c: Aggregate[M, T3],
        d: Aggregate[M, T4], e: Aggregate[M, T5], f: Aggregate[M, T6], /, *,
        into: Callable[[T1, T2, T3, T4, T5, T6], Own]) -> list[AggregateGroup[K, Own]]: ...
    @overload
    def aggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], c: Aggregate[M, T3],
        d: Aggregate[M, T4], e: Aggregate[M, T5], f: Aggregate[M, T6], g: Aggregate[M, T7],
        /) -> list[AggregateGroup[K, tuple[T1, T2, T3, T4, T5, T6, T7]]]: ...
    @overload
    def aggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], c: Aggregate[M, T3],
        d: Aggregate[M, T4], e: Aggregate[M, T5], f: Aggregate[M, T6], g: Aggregate[M, T7], /, *,
        into: Callable[[T1, T2, T3, T4, T5, T6, T7], Own]) -> list[AggregateGroup[K, Own]]: ...
    @overload
    def aggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], c: Aggregate[M, T3],
        d: Aggregate[M, T4], e: Aggregate[M, T5], f: Aggregate[M, T6], g: Aggregate[M, T7],
        h: Aggregate[M, T8],
        /) -> list[AggregateGroup[K, tuple[T1, T2, T3, T4, T5, T6, T7, T8]]]: ...
    @overload
    def aggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], c: Aggregate[M, T3],
        d: Aggregate[M, T4], e: Aggregate[M, T5], f: Aggregate[M, T6], g: Aggregate[M, T7],
        h: Aggregate[M, T8], /, *,
        into: Callable[[T1, T2, T3, T4, T5, T6, T7, T8], Own]) -> list[AggregateGroup[K, Own]]: ...
    # fmt: on
    # end of groups
    def aggregate(
        self, *metrics: Aggregate[M, object], into: Callable[..., Any] = as_tuple
    ) -> list[AggregateGroup[K, Any]]:
        """Figures over the objects of each group, the largest group first; all groups.

        See ``Objects.aggregate``. Objects without a value are in no group.

        Raises:
            Truncated: There are more groups than can be asked for.
        """
        return self._run("aggregate", aggregating.of_groups(self._query, metrics, into))

    # overloads of agroups
    # fmt: off
    @overload
    async def aaggregate(self, a: Aggregate[M, T1], /) -> list[AggregateGroup[K, tuple[T1]]]: ...
    @overload
    async def aaggregate(self, a: Aggregate[M, T1], /, *,
        into: Callable[[T1], Own]) -> list[AggregateGroup[K, Own]]: ...
    @overload
    async def aaggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2],
        /) -> list[AggregateGroup[K, tuple[T1, T2]]]: ...
    @overload
    async def aaggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], /, *,
        into: Callable[[T1, T2], Own]) -> list[AggregateGroup[K, Own]]: ...
    @overload
    async def aaggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], c: Aggregate[M, T3],
        /) -> list[AggregateGroup[K, tuple[T1, T2, T3]]]: ...
    @overload
    async def aaggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], c: Aggregate[M, T3], /,
        *, into: Callable[[T1, T2, T3], Own]) -> list[AggregateGroup[K, Own]]: ...
    @overload
    async def aaggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], c: Aggregate[M, T3],
        d: Aggregate[M, T4], /) -> list[AggregateGroup[K, tuple[T1, T2, T3, T4]]]: ...
    @overload
    async def aaggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], c: Aggregate[M, T3],
        d: Aggregate[M, T4], /, *,
        into: Callable[[T1, T2, T3, T4], Own]) -> list[AggregateGroup[K, Own]]: ...
    @overload
    async def aaggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], c: Aggregate[M, T3],
        d: Aggregate[M, T4], e: Aggregate[M, T5],
        /) -> list[AggregateGroup[K, tuple[T1, T2, T3, T4, T5]]]: ...
    @overload
    async def aaggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], c: Aggregate[M, T3],
        d: Aggregate[M, T4], e: Aggregate[M, T5], /, *,
        into: Callable[[T1, T2, T3, T4, T5], Own]) -> list[AggregateGroup[K, Own]]: ...
    @overload
    async def aaggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], c: Aggregate[M, T3],
        d: Aggregate[M, T4], e: Aggregate[M, T5], f: Aggregate[M, T6],
        /) -> list[AggregateGroup[K, tuple[T1, T2, T3, T4, T5, T6]]]: ...
    @overload
    async def aaggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], c: Aggregate[M, T3],
        d: Aggregate[M, T4], e: Aggregate[M, T5], f: Aggregate[M, T6], /, *,
        into: Callable[[T1, T2, T3, T4, T5, T6], Own]) -> list[AggregateGroup[K, Own]]: ...
    @overload
    async def aaggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], c: Aggregate[M, T3],
        d: Aggregate[M, T4], e: Aggregate[M, T5], f: Aggregate[M, T6], g: Aggregate[M, T7],
        /) -> list[AggregateGroup[K, tuple[T1, T2, T3, T4, T5, T6, T7]]]: ...
    @overload
    async def aaggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], c: Aggregate[M, T3],
        d: Aggregate[M, T4], e: Aggregate[M, T5], f: Aggregate[M, T6], g: Aggregate[M, T7], /, *,
        into: Callable[[T1, T2, T3, T4, T5, T6, T7], Own]) -> list[AggregateGroup[K, Own]]: ...
    @overload
    async def aaggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], c: Aggregate[M, T3],
        d: Aggregate[M, T4], e: Aggregate[M, T5], f: Aggregate[M, T6], g: Aggregate[M, T7],
        h: Aggregate[M, T8],
        /) -> list[AggregateGroup[K, tuple[T1, T2, T3, T4, T5, T6, T7, T8]]]: ...
    @overload
    async def aaggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], c: Aggregate[M, T3],
        d: Aggregate[M, T4], e: Aggregate[M, T5], f: Aggregate[M, T6], g: Aggregate[M, T7],
        h: Aggregate[M, T8], /, *,
        into: Callable[[T1, T2, T3, T4, T5, T6, T7, T8], Own]) -> list[AggregateGroup[K, Own]]: ...
    # fmt: on
    # end of agroups
    async def aaggregate(
        self, *metrics: Aggregate[M, object], into: Callable[..., Any] = as_tuple
    ) -> list[AggregateGroup[K, Any]]:
        """Figures over the objects of each group; see ``aggregate``."""
        return await self._arun("aggregate", aggregating.of_groups(self._query, metrics, into))
