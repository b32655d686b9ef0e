"""Query sets. What a row is decides the class, so that types stay exact.

Restricting ``self`` on one class would not do: mypy erases type variables in an explicit self
type, so ``only(...).generate(...)`` would pass.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Generic, Literal, NoReturn, Self, TypeAlias, cast, overload
from uuid import UUID

from weaviate_orm.errors import MisuseTypeError, MisuseValueError
from weaviate_orm.flows import ambient
from weaviate_orm.models.filters import Filter
from weaviate_orm.models.metrics import Aggregate
from weaviate_orm.models.model import ModelBase
from weaviate_orm.models.paths import (
    Attr,
    Boosted,
    Column,
    MultiRefAttr,
    Path,
    ReferenceIds,
    RefPath,
    Sort,
    TextAttr,
    VectorAttr,
)
from weaviate_orm.models.variables import M, MetadataName, T
from weaviate_orm.query import aggregating, deleting, explaining, reading, steps
from weaviate_orm.query.generating import Provider
from weaviate_orm.query.iterating import arows, arows_ahead, rows, rows_ahead
from weaviate_orm.query.query import Consistency, Query
from weaviate_orm.query.ranking import Condition
from weaviate_orm.query.rows import (
    AggregateGroup,
    DeleteResult,
    Generated,
    GeneratedGroup,
    Group,
    Hit,
    K,
    Partial,
    R,
    Result,
)
from weaviate_orm.query.searches import Move, WordOperator
from weaviate_orm.query.targets import Join

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from typing_extensions import TypeVar

    from weaviate_orm.flows.flow import AsyncRunner, Flow, Runner
    from weaviate_orm.wire import messages as pb

    T1 = TypeVar("T1")
    T2 = TypeVar("T2")
    T3 = TypeVar("T3")
    T4 = TypeVar("T4")
    T5 = TypeVar("T5")
    T6 = TypeVar("T6")
    T7 = TypeVar("T7")
    T8 = TypeVar("T8")
    VectorLike: TypeAlias = (
        Sequence[float] | Sequence[Sequence[float]] | NDArray[np.floating] | NDArray[np.integer]
    )


class QuerySet(Generic[M, R]):
    """A lazy query over model ``M`` that yields rows ``R``.

    Immutable: each step returns a new query set, and nothing is sent until it is iterated or a
    terminal (``all()``, ``first()``, ``count()`` …) or its async twin (``aall()`` …) runs.
    Without a limit it is everything that it describes.
    """

    __slots__ = ("_query", "model")

    def __init__(self, model: type[M], query: Query | None = None, /) -> None:
        self.model = model
        self._query = query or Query(model)

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and self._query == cast("Self", other)._query  # so typed

    def __hash__(self) -> int:
        return hash((type(self), self.model))

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {explaining.brief(self._query)}>"

    def __bool__(self) -> NoReturn:
        raise MisuseTypeError(
            "A query set has no truth value, since asking the server is never hidden. Use "
            ".exists(), or .all() for a list."
        )

    def __len__(self) -> NoReturn:
        raise MisuseTypeError(
            "A query set has no length, since asking the server is never hidden. Use .count(), or "
            "len() of .all()."
        )

    def _but(self, **changes: Any) -> Self:
        return type(self)(self.model, self._query.but(**changes))

    # -- searches -----------------------------------------------------------------------------

    def bm25(
        self,
        query: str,
        /,
        *,
        properties: Sequence[TextAttr[M, Any] | Boosted[M]] = (),
        operator: WordOperator | None = None,
    ) -> Self:
        """Search for words.

        Args:
            query: Any text; its words are looked for.
            properties: The texts to look at, ``Question.question ** 2`` for more weight;
                none: every searchable one of the model.
            operator: Which of the words have to be there, of ``words``; None: any of them.
        """
        return self._but(search=steps.keyword(self._query, query, tuple(properties), operator))

    def near_vector(
        self,
        vector: VectorLike | Mapping[VectorAttr[M], VectorLike | list[VectorLike]],
        /,
        *,
        target: VectorAttr[M] | Join[M] | None = None,
        distance: float | None = None,
        certainty: float | None = None,
    ) -> Self:
        """Search by a vector: the nearest first.

        Args:
            vector: Float32 numbers; for a multi-vector, rows of them; or by a mapping one for
                each target.
            target: The vector to compare with; needed where the model has several.
            distance: The largest distance of a hit, in the unit of the vector's metric.
            certainty: The smallest certainty, 1 - distance / 2, for cosine only.
        """
        return self._but(search=steps.near_vector(self._query, vector, target, distance, certainty))

    def near_object(
        self,
        near: M | UUID,
        /,
        *,
        target: VectorAttr[M] | Join[M] | None = None,
        distance: float | None = None,
        certainty: float | None = None,
    ) -> Self:
        """Search by a stored object's vector; the object itself is the first hit."""
        return self._but(search=steps.near_object(self._query, near, target, distance, certainty))

    def near_text(
        self,
        *concepts: str,
        target: VectorAttr[M] | Join[M] | None = None,
        distance: float | None = None,
        certainty: float | None = None,
        move_to: Move | None = None,
        move_away: Move | None = None,
    ) -> Self:
        """Search by texts, which the collection's vectorizer makes a vector of."""
        return self._but(
            search=steps.near_text(
                self._query, concepts, target, distance, certainty, move_to, move_away
            )
        )

    def hybrid(
        self,
        query: str = "",
        /,
        *,
        alpha: float = 0.75,
        vector: VectorLike | Mapping[VectorAttr[M], VectorLike | list[VectorLike]] | None = None,
        near_text: Sequence[str] = (),
        properties: Sequence[TextAttr[M, Any] | Boosted[M]] = (),
        target: VectorAttr[M] | Join[M] | None = None,
        fusion: Literal["relative_score", "ranked"] = "relative_score",
        max_vector_distance: float | None = None,
        operator: WordOperator | None = None,
        move_to: Move | None = None,
        move_away: Move | None = None,
    ) -> Self:
        """Search for words and by vector together.

        Args:
            query: The words; also what the vectorizer takes, where no vector is given.
            alpha: The weight of the vectors, from 0 (words only) to 1 (vectors only).
            vector: A vector of the application's own.
            near_text: Other texts than ``query`` for the vectorizer.
            properties: The texts to look at; none: every searchable one.
            target: The vector to compare with.
            fusion: How scores are joined: scaled to 0..1, or by ranks.
            max_vector_distance: Hits that are farther away are left out.
            operator: Which of the words have to be there, of ``words``.
            move_to: Pull the vector of ``near_text`` towards something.
            move_away: Push it away from something.
        """
        return self._but(
            search=steps.hybrid(
                self._query,
                query,
                alpha=alpha,
                vector=vector,
                near_text=tuple(near_text),
                properties=tuple(properties),
                target=target,
                fusion=fusion,
                max_vector_distance=max_vector_distance,
                operator=operator,
                moves=(move_to, move_away),
            )
        )

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
        return self._but(limit=steps.natural(count, "limit"))

    def offset(self, count: int, /) -> Self:
        """Without the first rows."""
        return self._but(offset=steps.natural(count, "offset"))

    def auto_limit(self, jumps: int, /) -> Self:
        """Up to the n-th jump in the scores or distances of a search."""
        return self._but(auto_limit=steps.jumps(jumps))

    def after(self, last: UUID, /) -> Self:
        """In the order of ids, those after this one: where an iteration goes on."""
        return self._but(after=steps.uuid(last, "after"))

    @overload
    def __getitem__(self, index: int, /) -> R: ...
    @overload
    def __getitem__(self, index: slice, /) -> Self: ...
    def __getitem__(self, index: int | slice, /) -> R | Self:
        if isinstance(index, slice):
            offset, limit = steps.window(self._query, index)
            return self._but(offset=offset, limit=limit)
        if type(index) is not int:
            raise MisuseTypeError(f"[{index!r}]: a query set is indexed by numbers and slices.")
        if index < 0:
            raise MisuseValueError(
                f"[{index}]: a query set has no end to count from. Turn the order around."
            )
        return self[index : index + 1].one()

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
        """Fetch these vectors; without arguments, all of the model's."""
        return self._but(vectors=steps.vectors(self._query, vectors))

    def tenant(self, name: str, /) -> Self:
        """Look at this tenant's objects."""
        return self._but(tenant=steps.tenant(name))

    def consistency(self, level: Consistency, /) -> Self:
        """How many copies of a shard have to answer."""
        return self._but(consistency=steps.consistency(level))

    def timeout(self, seconds: float, /) -> Self:
        """The time that each call may take."""
        return self._but(timeout=steps.positive(seconds, "timeout"))

    def using(self, client: Runner | AsyncRunner, /) -> Self:
        """Run on this client."""
        return self._but(runner=client)

    # -- terminals ----------------------------------------------------------------------------

    def _run(self, asked: str, flow: Flow[T]) -> T:
        return ambient.sync_client(asked, self._query.runner).run(flow)

    async def _arun(self, asked: str, flow: Flow[T]) -> T:
        return await ambient.async_client(asked, self._query.runner).arun(flow)

    def __iter__(self) -> Iterator[R]:
        """The rows, page by page."""
        pages: reading.ListPages[R] = reading.ListPages(self._query)
        return rows(ambient.sync_client("for", self._query.runner), pages)

    def __aiter__(self) -> AsyncIterator[R]:
        """The rows, page by page."""
        pages: reading.ListPages[R] = reading.ListPages(self._query)
        return arows(ambient.async_client("for", self._query.runner), pages)

    def all(self) -> list[R]:
        """The rows as a list."""
        return self._run("all", reading.all_rows(self._query))

    async def aall(self) -> list[R]:
        """The rows as a list."""
        return await self._arun("all", reading.all_rows(self._query))

    def result(self) -> Result[R]:
        """The rows as a list that carries the query's own metadata, such as a grouped text."""
        return self._run("result", reading.all_rows(self._query))

    async def aresult(self) -> Result[R]:
        """The rows as a list with the query's own metadata; see ``result``."""
        return await self._arun("result", reading.all_rows(self._query))

    def first(self) -> R | None:
        """The first row, or None."""
        row: R | None = self._run("first", reading.first_row(self._query))
        return row

    async def afirst(self) -> R | None:
        """The first row, or None."""
        row: R | None = await self._arun("first", reading.first_row(self._query))
        return row

    def one(self) -> R:
        """The only row.

        Raises:
            NotFound: There is none.
            MultipleFound: There are several.
        """
        row: R = self._run("one", reading.only_row(self._query))
        return row

    async def aone(self) -> R:
        """The only row; see ``one``."""
        row: R = await self._arun("one", reading.only_row(self._query))
        return row

    def get(self, id: UUID, /) -> R:  # noqa: A002 - it is an id
        """The row of the object with this id.

        Raises:
            NotFound: There is none, or the filters leave it out.
        """
        row: R = self._run("get", reading.row_by_id(self._query, id))
        return row

    async def aget(self, id: UUID, /) -> R:  # noqa: A002 - it is an id
        """The row of the object with this id; see ``get``."""
        row: R = await self._arun("get", reading.row_by_id(self._query, id))
        return row

    def in_bulk(self, ids: Iterable[UUID], /) -> dict[UUID, R]:
        """The rows of these objects by id, in the order of the ids; without those not found."""
        return self._run("in_bulk", reading.rows_by_id(self._query, ids))

    async def ain_bulk(self, ids: Iterable[UUID], /) -> dict[UUID, R]:
        """The rows of these objects by id; see ``in_bulk``."""
        return await self._arun("in_bulk", reading.rows_by_id(self._query, ids))

    def count(self) -> int:
        """The number of rows: counted by the server, or of a search by reading ids."""
        return self._run("count", reading.count(self._query))

    async def acount(self) -> int:
        """The number of rows; see ``count``."""
        return await self._arun("count", reading.count(self._query))

    def exists(self) -> bool:
        """Is there a row?"""
        return self._run("exists", reading.exists(self._query))

    async def aexists(self) -> bool:
        """Is there a row?"""
        return await self._arun("exists", reading.exists(self._query))

    def iterator(self, *, batch_size: int = 1000) -> Iterator[R]:
        """Everything, in the order of ids (or of ``order_by`` one number or date).

        The next page is read while the present one is used; memory does not grow. Objects that
        are written meanwhile come or not, by whether their place has been passed; none comes
        twice. ``.after(id)`` goes on where an earlier iteration stopped.

        Args:
            batch_size: Rows of one call, up to 10,000.
        """
        pages: reading.ListPages[R] = reading.ListPages(
            self._query, size=steps.batch_size(batch_size), everything=True
        )
        reader = rows if self._query.attach else rows_ahead
        return reader(ambient.sync_client("iterator", self._query.runner), pages)

    def aiterator(self, *, batch_size: int = 1000) -> AsyncIterator[R]:
        """Everything, in the order of ids; see ``iterator``."""
        pages: reading.ListPages[R] = reading.ListPages(
            self._query, size=steps.batch_size(batch_size), everything=True
        )
        reader = arows if self._query.attach else arows_ahead
        return reader(ambient.async_client("iterator", self._query.runner), pages)

    # -- looking at it ------------------------------------------------------------------------

    def to_request(self) -> pb.SearchRequest:
        """The first request that the query set sends."""
        return reading.first_request(self._query)

    def explain(self) -> str:
        """The first request as text, what it compiles around, and how it goes on. Sends nothing."""
        return explaining.explain(self._query)


class Projected(QuerySet[M, R]):
    """Rows with only some of the properties."""

    __slots__ = ()

    def with_metadata(self, *names: MetadataName) -> QuerySet[M, Hit[R]]:
        """Rows with what the server says about them."""
        return QuerySet(self.model, steps.hits(self._query, names))


class Hits(QuerySet[M, Hit[M]]):
    """Rows with metadata."""

    __slots__ = ()

    def generate(
        self,
        single_prompt: str | None = None,
        /,
        *,
        grouped_task: str | None = None,
        grouped_properties: Sequence[Column[M, object]] = (),
        provider: Provider | None = None,
    ) -> QuerySet[M, Generated[M]]:
        """Have a text generated for each row; see ``Objects.generate``."""
        return QuerySet(
            self.model,
            steps.generating(
                self._query,
                "generated",
                single_prompt,
                grouped_task,
                tuple(grouped_properties),
                provider,
                (),
            ),
        )


class Groups(QuerySet[M, Group[M, K]], Generic[M, K]):
    """The query set whose rows are groups of objects."""

    __slots__ = ()

    def generate(
        self,
        single_prompt: str | None = None,
        /,
        *,
        grouped_task: str | None = None,
        provider: Provider | None = None,
    ) -> QuerySet[M, GeneratedGroup[M, K]]:
        """Have a text generated for the first object of each group, or one over these."""
        return QuerySet(
            self.model,
            steps.generating(
                self._query, "generated_group", single_prompt, grouped_task, (), provider, ()
            ),
        )

    # overloads of groups
    # fmt: off
    @overload
    def aggregate(self, a: Aggregate[M, T1], /) -> list[AggregateGroup[K, tuple[T1]]]: ...
    @overload
    def aggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2],
        /) -> list[AggregateGroup[K, tuple[T1, T2]]]: ...
    @overload
    def aggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], c: Aggregate[M, T3],
        /) -> list[AggregateGroup[K, tuple[T1, T2, T3]]]: ...
    @overload
    def aggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], c: Aggregate[M, T3],
        d: Aggregate[M, T4], /) -> list[AggregateGroup[K, tuple[T1, T2, T3, T4]]]: ...
    @overload
    def aggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], c: Aggregate[M, T3],
        d: Aggregate[M, T4], e: Aggregate[M, T5],
        /) -> list[AggregateGroup[K, tuple[T1, T2, T3, T4, T5]]]: ...
    @overload
    def aggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], c: Aggregate[M, T3],
        d: Aggregate[M, T4], e: Aggregate[M, T5], f: Aggregate[M, T6],
        /) -> list[AggregateGroup[K, tuple[T1, T2, T3, T4, T5, T6]]]: ...
    @overload
    def aggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], c: Aggregate[M, T3],
        d: Aggregate[M, T4], e: Aggregate[M, T5], f: Aggregate[M, T6], g: Aggregate[M, T7],
        /) -> list[AggregateGroup[K, tuple[T1, T2, T3, T4, T5, T6, T7]]]: ...
    @overload
    def aggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], c: Aggregate[M, T3],
        d: Aggregate[M, T4], e: Aggregate[M, T5], f: Aggregate[M, T6], g: Aggregate[M, T7],
        h: Aggregate[M, T8],
        /) -> list[AggregateGroup[K, tuple[T1, T2, T3, T4, T5, T6, T7, T8]]]: ...
    # fmt: on
    # end of groups
    def aggregate(self, *metrics: Aggregate[M, object]) -> list[AggregateGroup[K, Any]]:
        """Figures over the objects of each group, the largest group first; all groups.

        Raises:
            Truncated: There are more groups than can be asked for.
        """
        found: list[AggregateGroup[K, Any]] = self._run(
            "aggregate", aggregating.of_groups(self._query, metrics)
        )
        return found

    # overloads of agroups
    # fmt: off
    @overload
    async def aaggregate(self, a: Aggregate[M, T1], /) -> list[AggregateGroup[K, tuple[T1]]]: ...
    @overload
    async def aaggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2],
        /) -> list[AggregateGroup[K, tuple[T1, T2]]]: ...
    @overload
    async def aaggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], c: Aggregate[M, T3],
        /) -> list[AggregateGroup[K, tuple[T1, T2, T3]]]: ...
    @overload
    async def aaggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], c: Aggregate[M, T3],
        d: Aggregate[M, T4], /) -> list[AggregateGroup[K, tuple[T1, T2, T3, T4]]]: ...
    @overload
    async def aaggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], c: Aggregate[M, T3],
        d: Aggregate[M, T4], e: Aggregate[M, T5],
        /) -> list[AggregateGroup[K, tuple[T1, T2, T3, T4, T5]]]: ...
    @overload
    async def aaggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], c: Aggregate[M, T3],
        d: Aggregate[M, T4], e: Aggregate[M, T5], f: Aggregate[M, T6],
        /) -> list[AggregateGroup[K, tuple[T1, T2, T3, T4, T5, T6]]]: ...
    @overload
    async def aaggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], c: Aggregate[M, T3],
        d: Aggregate[M, T4], e: Aggregate[M, T5], f: Aggregate[M, T6], g: Aggregate[M, T7],
        /) -> list[AggregateGroup[K, tuple[T1, T2, T3, T4, T5, T6, T7]]]: ...
    @overload
    async def aaggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], c: Aggregate[M, T3],
        d: Aggregate[M, T4], e: Aggregate[M, T5], f: Aggregate[M, T6], g: Aggregate[M, T7],
        h: Aggregate[M, T8],
        /) -> list[AggregateGroup[K, tuple[T1, T2, T3, T4, T5, T6, T7, T8]]]: ...
    # fmt: on
    # end of agroups
    async def aaggregate(self, *metrics: Aggregate[M, object]) -> list[AggregateGroup[K, Any]]:
        """Figures over the objects of each group; see ``aggregate``."""
        found: list[AggregateGroup[K, Any]] = await self._arun(
            "aggregate", aggregating.of_groups(self._query, metrics)
        )
        return found


class Objects(QuerySet[M, M]):
    """The query set whose rows are the objects themselves."""

    __slots__ = ()

    def with_metadata(self, *names: MetadataName) -> Hits[M]:
        """Rows with what the server says about them: ``Hit`` with ``.object``, ``.metadata``."""
        return Hits(self.model, steps.hits(self._query, names))

    def generate(
        self,
        single_prompt: str | None = None,
        /,
        *,
        grouped_task: str | None = None,
        grouped_properties: Sequence[Column[M, object]] = (),
        provider: Provider | None = None,
        metadata: tuple[MetadataName, ...] = (),
    ) -> QuerySet[M, Generated[M]]:
        """Have a text generated for each row, one over all rows, or both.

        Args:
            single_prompt: Asked for each row; ``{answer}`` is replaced by the property, as is
                ``f"{Question.answer}"``.
            grouped_task: Asked once, with the rows' properties; the text is on the ``result()``.
            grouped_properties: Those that the task is given; none: all.
            provider: Who answers, of ``providers``; None: the collection's own module.
            metadata: What else to fetch of each row.
        """
        return QuerySet(
            self.model,
            steps.generating(
                self._query,
                "generated",
                single_prompt,
                grouped_task,
                tuple(grouped_properties),
                provider,
                metadata,
            ),
        )

    @overload
    def group_by(
        self, path: Attr[M, T, K], /, *, groups: int = 5, per_group: int = 3
    ) -> Groups[M, K]: ...
    @overload
    def group_by(
        self, path: RefPath[M, ModelBase], /, *, groups: int = 5, per_group: int = 3
    ) -> Groups[M, UUID]: ...
    def group_by(self, path: Path[M], /, *, groups: int = 5, per_group: int = 3) -> Groups[M, Any]:
        """Group by a property: the hits of a search, or for ``aggregate`` all objects.

        A limit before it says how many hits are looked at (1,000 where there is none); one
        after it, how many groups are wanted.

        Args:
            path: The property; an object with several values is in several groups.
            groups: The most groups.
            per_group: The most objects of each.
        """
        return Groups(self.model, steps.grouping(self._query, path, groups, per_group))

    def only(self, *columns: Column[M, object]) -> Projected[M, Partial[M]]:
        """Rows with only these properties, read by ``row[Question.points]``."""
        return Projected(self.model, steps.project(self._query, "partial", columns))

    # overloads of values
    # fmt: off
    @overload
    def values(self, a: Column[M, T1], /) -> Projected[M, tuple[T1]]: ...
    @overload
    def values(self, a: Column[M, T1], b: Column[M, T2], /) -> Projected[M, tuple[T1, T2]]: ...
    @overload
    def values(self, a: Column[M, T1], b: Column[M, T2], c: Column[M, T3],
        /) -> Projected[M, tuple[T1, T2, T3]]: ...
    @overload
    def values(self, a: Column[M, T1], b: Column[M, T2], c: Column[M, T3], d: Column[M, T4],
        /) -> Projected[M, tuple[T1, T2, T3, T4]]: ...
    @overload
    def values(self, a: Column[M, T1], b: Column[M, T2], c: Column[M, T3], d: Column[M, T4],
        e: Column[M, T5], /) -> Projected[M, tuple[T1, T2, T3, T4, T5]]: ...
    @overload
    def values(self, a: Column[M, T1], b: Column[M, T2], c: Column[M, T3], d: Column[M, T4],
        e: Column[M, T5], f: Column[M, T6], /) -> Projected[M, tuple[T1, T2, T3, T4, T5, T6]]: ...
    @overload
    def values(self, a: Column[M, T1], b: Column[M, T2], c: Column[M, T3], d: Column[M, T4],
        e: Column[M, T5], f: Column[M, T6], g: Column[M, T7],
        /) -> Projected[M, tuple[T1, T2, T3, T4, T5, T6, T7]]: ...
    @overload
    def values(self, a: Column[M, T1], b: Column[M, T2], c: Column[M, T3], d: Column[M, T4],
        e: Column[M, T5], f: Column[M, T6], g: Column[M, T7], h: Column[M, T8],
        /) -> Projected[M, tuple[T1, T2, T3, T4, T5, T6, T7, T8]]: ...
    # fmt: on
    # end of values
    def values(self, *columns: Column[M, object]) -> Projected[M, Any]:
        """Rows as tuples of these properties."""
        return Projected(self.model, steps.project(self._query, "tuple", columns))

    # overloads of aggregate
    # fmt: off
    @overload
    def aggregate(self, a: Aggregate[M, T1], /) -> tuple[T1]: ...
    @overload
    def aggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], /) -> tuple[T1, T2]: ...
    @overload
    def aggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], c: Aggregate[M, T3],
        /) -> tuple[T1, T2, T3]: ...
    @overload
    def aggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], c: Aggregate[M, T3],
        d: Aggregate[M, T4], /) -> tuple[T1, T2, T3, T4]: ...
    @overload
    def aggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], c: Aggregate[M, T3],
        d: Aggregate[M, T4], e: Aggregate[M, T5], /) -> tuple[T1, T2, T3, T4, T5]: ...
    @overload
    def aggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], c: Aggregate[M, T3],
        d: Aggregate[M, T4], e: Aggregate[M, T5], f: Aggregate[M, T6],
        /) -> tuple[T1, T2, T3, T4, T5, T6]: ...
    @overload
    def aggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], c: Aggregate[M, T3],
        d: Aggregate[M, T4], e: Aggregate[M, T5], f: Aggregate[M, T6], g: Aggregate[M, T7],
        /) -> tuple[T1, T2, T3, T4, T5, T6, T7]: ...
    @overload
    def aggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], c: Aggregate[M, T3],
        d: Aggregate[M, T4], e: Aggregate[M, T5], f: Aggregate[M, T6], g: Aggregate[M, T7],
        h: Aggregate[M, T8], /) -> tuple[T1, T2, T3, T4, T5, T6, T7, T8]: ...
    # fmt: on
    # end of aggregate
    def aggregate(self, *metrics: Aggregate[M, object]) -> tuple[Any, ...]:
        """Figures over all that the query describes, in the order of the metrics.

        Over everything or the filtered without a limit; over a search's nearest hits with a
        ``limit`` or a distance.

        Raises:
            MisuseError: The server cannot compute it.
        """
        figures: tuple[Any, ...] = self._run(
            "aggregate", aggregating.aggregate(self._query, metrics)
        )
        return figures

    # overloads of aaggregate
    # fmt: off
    @overload
    async def aaggregate(self, a: Aggregate[M, T1], /) -> tuple[T1]: ...
    @overload
    async def aaggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], /) -> tuple[T1, T2]: ...
    @overload
    async def aaggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], c: Aggregate[M, T3],
        /) -> tuple[T1, T2, T3]: ...
    @overload
    async def aaggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], c: Aggregate[M, T3],
        d: Aggregate[M, T4], /) -> tuple[T1, T2, T3, T4]: ...
    @overload
    async def aaggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], c: Aggregate[M, T3],
        d: Aggregate[M, T4], e: Aggregate[M, T5], /) -> tuple[T1, T2, T3, T4, T5]: ...
    @overload
    async def aaggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], c: Aggregate[M, T3],
        d: Aggregate[M, T4], e: Aggregate[M, T5], f: Aggregate[M, T6],
        /) -> tuple[T1, T2, T3, T4, T5, T6]: ...
    @overload
    async def aaggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], c: Aggregate[M, T3],
        d: Aggregate[M, T4], e: Aggregate[M, T5], f: Aggregate[M, T6], g: Aggregate[M, T7],
        /) -> tuple[T1, T2, T3, T4, T5, T6, T7]: ...
    @overload
    async def aaggregate(self, a: Aggregate[M, T1], b: Aggregate[M, T2], c: Aggregate[M, T3],
        d: Aggregate[M, T4], e: Aggregate[M, T5], f: Aggregate[M, T6], g: Aggregate[M, T7],
        h: Aggregate[M, T8], /) -> tuple[T1, T2, T3, T4, T5, T6, T7, T8]: ...
    # fmt: on
    # end of aaggregate
    async def aaggregate(self, *metrics: Aggregate[M, object]) -> tuple[Any, ...]:
        """Figures over all that the query describes; see ``aggregate``."""
        figures: tuple[Any, ...] = await self._arun(
            "aggregate", aggregating.aggregate(self._query, metrics)
        )
        return figures

    def delete(self, *, all: bool = False, dry_run: bool = False) -> DeleteResult:  # noqa: A002
        """Delete the objects that the filters describe.

        The server deletes 10,000 a call, so it is asked until nothing is left.

        Args:
            all: Needed to delete without a filter.
            dry_run: Count only.

        Raises:
            MisuseValueError: There is no filter and not ``all=True``, or there is a search, an
                order, a limit or an offset, which a delete cannot honour.
        """
        return self._run("delete", deleting.delete(self._query, everything=all, dry_run=dry_run))

    async def adelete(self, *, all: bool = False, dry_run: bool = False) -> DeleteResult:  # noqa: A002
        """Delete the objects that the filters describe; see ``delete``."""
        return await self._arun(
            "delete", deleting.delete(self._query, everything=all, dry_run=dry_run)
        )
