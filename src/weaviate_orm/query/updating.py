"""New values for all that a query describes: ids by pages, then one PATCH for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from weaviate_orm.errors import MisuseTypeError, MisuseValueError, ServerError
from weaviate_orm.flows.flow import Flow, together_http
from weaviate_orm.models.assignments import Assignment
from weaviate_orm.models.encoding import encoder_of
from weaviate_orm.models.mapping import collection_of
from weaviate_orm.query.checks import check_own
from weaviate_orm.query.compiling import check_tenant, taken
from weaviate_orm.query.paging import PAGE
from weaviate_orm.query.reading import ListPages, all_ids, count, ids_only
from weaviate_orm.query.rows import UpdateResult
from weaviate_orm.transport.calls import HttpCall

if TYPE_CHECKING:
    from weaviate_orm.query.query import Query
    from weaviate_orm.wire.shape import JSON

AT_ONCE = 8
"""Calls that are under way at the same time."""


def update(
    query: Query, values: tuple[Assignment[Any], ...], *, everything: bool, dry_run: bool
) -> Flow[UpdateResult]:
    """Patch each object, page by page."""
    properties = _properties(query, values)
    if not everything and taken(query, "filters", "search", "limit") is None:
        raise MisuseValueError(
            f"{query.model.__name__}.objects.update(…) would change every "
            f"{query.model.__name__}. Say all=True if that is meant."
        )
    check_tenant(query)
    if dry_run:
        return UpdateResult((yield from count(query)), 0, dry_run=True)
    matches = 0
    errors: dict[UUID, str] = {}
    pages = _Ids(query)
    while (ids := (yield from pages.next())) is not None:
        matches += len(ids)
        calls = [_patch(query, each, properties) for each in ids]
        outcomes = yield from together_http(calls, AT_ONCE)
        faults = [each for each in outcomes if isinstance(each, ServerError)]
        if len(faults) == len(ids) and all(fault.retryable for fault in faults):
            raise faults[0]  # the server is not there, so the rest would fail alike
        answered = zip(ids, outcomes, strict=True)
        errors |= {each: str(fault) for each, fault in answered if isinstance(fault, ServerError)}
    return UpdateResult(matches, matches - len(errors), len(errors), errors=errors)


class _Ids:
    """The ids of a query, page by page.

    In the order of ids a page follows the one before, whatever becomes of the objects; in another
    order, or of a search, all are read before the first object changes.
    """

    def __init__(self, query: Query) -> None:
        self._query = query
        self._read: Iterator[list[UUID]] | None = None
        plain = taken(query, "search", "order", "limit", "offset") is None
        self._pages: ListPages[UUID] | None = ListPages(ids_only(query)) if plain else None

    def next(self) -> Flow[list[UUID] | None]:
        if self._pages is not None:
            return (yield from self._pages.next())
        if self._read is None:
            self._read = _chunks((yield from all_ids(self._query)))
        return next(self._read, None)


def _chunks(ids: Sequence[UUID]) -> Iterator[list[UUID]]:
    for start in range(0, len(ids), PAGE):
        yield list(ids[start : start + PAGE])


def _properties(query: Query, values: tuple[Assignment[Any], ...]) -> dict[str, JSON]:
    if not values:
        raise MisuseTypeError(".update() needs a value, such as Model.points.set(5).")
    held: dict[str, object] = {}
    for each in values:
        if not isinstance(each, Assignment):  # pyright: ignore[reportUnnecessaryIsInstance]  # unchecked callers
            raise MisuseTypeError(f".update({each!r}): it takes values, of .set().")
        check_own(query.model, each)
        attribute = each.location.last.attribute
        if attribute in held:
            raise MisuseValueError(f".update(): {each.location!r} is set twice.")
        held[attribute] = each.value
    return encoder_of(query.model).json_properties(held, list(held))


def _patch(query: Query, stored: UUID, properties: dict[str, JSON]) -> HttpCall:
    collection = collection_of(query.model)
    body: dict[str, JSON] = {"class": collection, "id": str(stored), "properties": properties}
    if query.tenant is not None:
        body["tenant"] = query.tenant
    options = {} if query.consistency is None else {"consistency_level": query.consistency}
    return HttpCall(
        "PATCH",
        f"/objects/{collection}/{stored}",
        body,
        options,
        purpose="write",
        timeout=query.timeout,
    )
