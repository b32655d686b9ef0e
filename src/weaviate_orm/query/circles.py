"""Filters by distance: the server finds the nearest objects only, however large the circle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weaviate_orm.errors import Truncated
from weaviate_orm.flows.flow import Flow, call
from weaviate_orm.query.checks import leaves
from weaviate_orm.query.filters import NEAREST, uses_geo
from weaviate_orm.transport.calls import search

if TYPE_CHECKING:
    from weaviate_orm.query.query import Query


def is_circle(query: Query) -> bool:
    """Is one distance all that the query filters by?"""
    return len(query.filters) == 1 and query.filters[0].op == "WithinGeoRange"


def check_circles(query: Query, found: int) -> Flow[None]:
    """After a list that was to be whole: did the server find all in each circle?

    Raises:
        Truncated: It may not have.
    """
    from weaviate_orm.query.compiling import compile_query

    if query.search is not None or query.limit is not None:
        return
    if is_circle(query) and found < NEAREST:
        return
    circles = [leaf for each in query.filters for leaf in leaves(each) if uses_geo(leaf)]
    for circle in circles:
        beyond = query.but(
            rows="id",
            columns=(),
            prefetch=(),
            vectors=(),
            metadata=(),
            order=(),
            after=None,
            filters=(circle,),
            offset=NEAREST - 1,
            limit=1,
        )
        reply = yield from call(search(compile_query(beyond).request, query.timeout))
        if reply.results:
            raise Truncated(
                f"{circle!r} holds {NEAREST} objects or more, and the server finds the {NEAREST} "
                "nearest at the most. Use smaller circles, or a .limit(n)."
            )
