"""``QuerySet``: the terminals that run a query, by what a row of it is."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator
from typing import TYPE_CHECKING, Generic, Self, overload
from uuid import UUID

from weaviate_orm.errors import MisuseTypeError, MisuseValueError
from weaviate_orm.flows import ambient
from weaviate_orm.later import later
from weaviate_orm.models.variables import M
from weaviate_orm.query.iterating import arows, arows_ahead, rows, rows_ahead
from weaviate_orm.query.narrowing import Narrowing
from weaviate_orm.query.profiling import Profile
from weaviate_orm.query.rows import R, Result
from weaviate_orm.query.searching import Searching

if TYPE_CHECKING:
    from weaviate_orm.query import explaining, reading, steps
    from weaviate_orm.wire import messages as pb
else:
    explaining, reading, steps = later("weaviate_orm.query", "explaining", "reading", "steps")


class QuerySet(Searching[M], Narrowing[M], Generic[M, R]):
    """A lazy query over model ``M`` that yields rows ``R``.

    Immutable: each step returns a new query set, and nothing is sent until it is iterated or a
    terminal (``all()``, ``first()``, ``count()`` …) or its async twin (``aall()`` …) runs.
    Without a limit it is everything that it describes.
    """

    __slots__ = ()

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
        return list(self._run("all", reading.all_rows(self._query)))

    async def aall(self) -> list[R]:
        """The rows as a list."""
        return list(await self._arun("all", reading.all_rows(self._query)))

    def result(self, *, profile: bool = False) -> Result[R]:
        """The rows as a list that carries the query's own metadata, such as a grouped text.

        Args:
            profile: Have the server say where it spent its time: ``.metadata.profile``.
        """
        return self._run("result", reading.all_rows(self._query.but(profile=profile)))

    async def aresult(self, *, profile: bool = False) -> Result[R]:
        """The rows as a list with the query's own metadata; see ``result``."""
        return await self._arun("result", reading.all_rows(self._query.but(profile=profile)))

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
        """The number of rows: counted by the server, or of a search by reading its ids."""
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
        twice, unless the value that the order is by is changed. ``.after(id)`` goes on where an
        earlier iteration stopped.

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
        """What is sent, as text; nothing is.

        The first request, how many calls follow it, what the request is compiled around, and
        which index would make it fast.
        """
        return explaining.explain(self._query)

    def profile(self) -> Profile:
        """Where the server spends its time when all rows are read (server 1.36.9)."""
        return self._run("profile", reading.profile(self._query))

    async def aprofile(self) -> Profile:
        """Where the server spends its time; see ``profile``."""
        return await self._arun("profile", reading.profile(self._query))
