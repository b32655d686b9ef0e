"""Deleting what a query describes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from weaviate_orm.errors import MisuseValueError, ResultError
from weaviate_orm.flows.flow import Flow, call
from weaviate_orm.models.filters import Filter
from weaviate_orm.models.mapping import collection_of
from weaviate_orm.query import filters
from weaviate_orm.query.compiling import check_tenant, consistency_value, require_all, taken
from weaviate_orm.query.rows import DeleteResult
from weaviate_orm.transport.calls import batch_delete
from weaviate_orm.wire import messages as pb

if TYPE_CHECKING:
    from weaviate_orm.query.query import Query

_UNHONOURED = (
    "search",
    "order",
    "limit",
    "offset",
    "auto_limit",
    "after",
    "rerank",
    "boost",
    "diversity",
)


def delete(query: Query, *, everything: bool, dry_run: bool) -> Flow[DeleteResult]:
    """Delete by filter, call after call until nothing is left.

    A filter by distance finds nothing in a delete by filter; those objects are looked up and
    deleted by their ids.
    """
    if (step := taken(query, *_UNHONOURED)) is not None:
        raise MisuseValueError(
            f".delete() after .{step}(): a delete takes all that the filters describe. Take the "
            "step out, or read the ids and delete by .filter(Model.id.in_(ids))."
        )
    if not query.filters and not everything:
        raise MisuseValueError(
            f"{query.model.__name__}.objects.delete() would delete every {query.model.__name__}. "
            "Say all=True if that is meant."
        )
    check_tenant(query)
    if any(filters.uses_geo(each) for each in query.filters):
        return (yield from _by_ids(query, dry_run=dry_run))
    findings = filters.Findings()
    compiled = (
        filters.compile_filter(Filter.all(*query.filters), findings) if query.filters else True
    )
    yield from require_all(findings)
    if compiled is False:
        return DeleteResult(0, 0, dry_run=dry_run)
    message = filters.every() if compiled is True else compiled
    return (yield from _until_nothing_is_left(query, message, dry_run=dry_run))


def _until_nothing_is_left(
    query: Query, message: pb.Filters, *, dry_run: bool
) -> Flow[DeleteResult]:
    matches = deleted = 0
    while True:
        reply = yield from call(
            batch_delete(
                pb.BatchDeleteRequest(
                    collection=collection_of(query.model),
                    filters=message,
                    tenant=query.tenant or None,
                    consistency_level=consistency_value(query.consistency),
                    dry_run=dry_run,
                    verbose=False,
                ),
                query.timeout,
            )
        )
        matches = max(matches, deleted + reply.matches)
        if dry_run:
            return DeleteResult(reply.matches, 0, dry_run=True)
        deleted += reply.successful
        if reply.failed:
            return DeleteResult(matches, deleted, reply.failed)
        if reply.matches <= reply.successful:
            return DeleteResult(matches, deleted)
        if not reply.successful:
            raise ResultError(
                f"{reply.matches} objects of {query.model.__name__} match, and the server deletes "
                f"none of them; {deleted} were deleted before."
            )


def _by_ids(query: Query, *, dry_run: bool) -> Flow[DeleteResult]:
    from weaviate_orm.query.reading import all_ids

    ids: list[UUID] = yield from all_ids(query)
    matches = deleted = failed = 0
    for start in range(0, len(ids), 1000):
        chunk: Any = tuple(ids[start : start + 1000])
        part = query.but(filters=(_in(query, chunk),))
        result = yield from delete(part, everything=False, dry_run=dry_run)
        matches, deleted = matches + result.matches, deleted + result.deleted
        failed += result.failed
    return DeleteResult(matches, deleted, failed, dry_run=dry_run)


def _in(query: Query, ids: tuple[UUID, ...]) -> Filter[Any]:
    from weaviate_orm.query.paging import id_sort

    return Filter(query.model, "In", id_sort(query.model).location, ids)
