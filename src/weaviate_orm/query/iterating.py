"""Pages read one ahead of their use, on a thread or on the event loop."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import TYPE_CHECKING, Protocol

from weaviate_orm.query.rows import R

if TYPE_CHECKING:
    from weaviate_orm.flows.flow import AsyncRunner, Flow, Runner


class Pages(Protocol[R]):
    """A list that is read page by page; the page after the last one is None."""

    def next(self) -> Flow[list[R] | None]: ...


def rows(runner: Runner, pages: Pages[R]) -> Iterator[R]:
    """Each page is read when the one before is used up."""
    while (page := runner.run(pages.next())) is not None:
        yield from page


async def arows(runner: AsyncRunner, pages: Pages[R]) -> AsyncIterator[R]:
    while (page := await runner.arun(pages.next())) is not None:
        for row in page:
            yield row


def rows_ahead(runner: Runner, pages: Pages[R]) -> Iterator[R]:
    """The next page is read while the present one is used."""
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1, "weaviate-orm-read-ahead") as pool:
        coming = pool.submit(runner.run, pages.next())
        while (page := coming.result()) is not None:
            coming = pool.submit(runner.run, pages.next())
            yield from page


async def arows_ahead(runner: AsyncRunner, pages: Pages[R]) -> AsyncIterator[R]:
    import asyncio

    coming = asyncio.ensure_future(runner.arun(pages.next()))
    try:
        while (page := await coming) is not None:
            coming = asyncio.ensure_future(runner.arun(pages.next()))
            for row in page:
                yield row
    finally:
        coming.cancel()
