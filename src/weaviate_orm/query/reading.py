"""Reading a query: flows from a query to its rows."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile
from typing import Any, Generic
from uuid import UUID

from weaviate_orm.errors import MisuseValueError, MultipleFound, NotFound, Truncated
from weaviate_orm.flows.flow import Flow, call
from weaviate_orm.models.filters import Filter
from weaviate_orm.models.mapping import collection_of
from weaviate_orm.models.operands import FIRST_YEAR, LAST_YEAR
from weaviate_orm.query import filters
from weaviate_orm.query.answers import Answer
from weaviate_orm.query.circles import check_circles
from weaviate_orm.query.columns import outline_of
from weaviate_orm.query.compiling import (
    Compiled,
    check,
    compile_query,
    require_all,
    sorted_value,
    taken,
    without_limit,
)
from weaviate_orm.query.explaining import brief
from weaviate_orm.query.further import further_targets, having, instances_in, send
from weaviate_orm.query.given import uuid
from weaviate_orm.query.paging import (
    MOST_RESULTS,
    PAGE,
    ById,
    ByValue,
    Last,
    Part,
    Single,
    parts_of,
)
from weaviate_orm.query.profiling import Profile, profile_of
from weaviate_orm.query.query import Query
from weaviate_orm.query.rows import Group, Grouped, R, Result, ResultMetadata
from weaviate_orm.query.selecting import (
    answer_over_all,
    group_rows,
    reader_of,
)
from weaviate_orm.transport.calls import aggregate
from weaviate_orm.wire import messages as pb


class ListPages(Generic[R]):
    """The pages of a query, in order. The page after the last one is None.

    Args:
        query: What is read.
        size: Rows of one call.
        everything: In pages even where a limit fits into one call.
    """

    def __init__(self, query: Query, *, size: int = PAGE, everything: bool = False) -> None:
        self._query = query
        self._size = size
        self._left = query.limit
        self._found = 0
        self.took = 0.0
        self.calls = 0
        self.profiles: list[pb.QueryProfile] = []
        self.answer: Answer | None = None
        without_limit(query)
        if query.search is not None or query.generate is not None or query.rerank is not None:
            check(query)
            self.parts: list[Part] = [Single(query)]
        elif (query.limit is not None and not everything) or query.offset:
            self.parts = _one_window(query)
        else:
            check(query.but(limit=None))
            self.parts = list(parts_of(query))

    def coming(self) -> Query | None:
        """What the next call asks for; None at the end."""
        if not self.parts or self._left == 0:
            return None
        return self.parts[0].request(self._call_size(self.parts[0]))

    def next(self) -> Flow[list[R] | None]:
        """The next page."""
        while (query := self.coming()) is not None:
            part, size = self.parts[0], self._call_size(self.parts[0])
            reply, rows = yield from self._read(query, part)
            found = len(reply.results)
            if found == size:
                if isinstance(part, Single) and part.query.limit is None:
                    raise Truncated(_truncated(part.query))
                yield from _check_ends(part, reply)
            rest = part.then(found, size, _last(query, reply.results[-1]) if found else None)
            self.parts[:1] = [] if rest is None else [rest]
            if rows:
                self._found += len(rows)
                if self._left is not None:
                    self._left -= len(rows)
                return rows
        yield from check_circles(self._query, self._found)
        return None

    def _call_size(self, part: Part) -> int:
        if isinstance(part, Single):
            return MOST_RESULTS - part.query.offset
        return self._size if self._left is None else min(self._size, self._left)

    def _read(self, query: Query, part: Part) -> Flow[tuple[pb.SearchReply, list[R]]]:
        compiled = compile_query(query)
        reply = yield from send(compiled, query)
        self.took += reply.took
        self.calls += 1
        if query.profile:
            self.profiles.append(reply.query_profile)
        self.answer = answer_over_all(reply) or self.answer
        if query.group is not None:
            groups = reply.group_by_results[compiled.rows]
            rows: list[R] = group_rows(query, groups)
            results = [each for group in groups for each in group.objects]
            yield from further_targets(query, instances_in(query, rows), results)
            return reply, rows
        results = reply.results[compiled.rows]
        if isinstance(part, ById | ByValue):
            again = takewhile(part.passed, (_last(query, each) for each in results))
            results = results[sum(1 for _ in again) :]
        rows = reader_of(query)(results)
        yield from further_targets(query, instances_in(query, rows), results)
        return reply, rows


def _id(result: pb.SearchResult) -> UUID:
    return UUID(bytes=result.metadata.id_as_bytes)


def _one_window(query: Query) -> list[Part]:
    check(query)
    if query.after is not None and query.filters:
        first = parts_of(query)[0]
        return [Single(first.request(MOST_RESULTS if query.limit is None else query.limit))]
    return [Single(query)]


def _check_ends(part: Part, first: pb.SearchReply) -> Flow[None]:
    """Refuse to page by dates of which some are beyond what the server can compare."""
    if not isinstance(part, ByValue) or part.last is not None or part.sort.data_type != "date":
        return
    turned = compile_query(part.other_end())
    last = yield from send(turned, part.query)
    for result in (first.results[0], *last.results):
        text = result.properties.non_ref_props.fields[part.sort.location.last.name].date_value
        if not FIRST_YEAR <= int(text[:4]) <= LAST_YEAR:
            raise Truncated(
                f"{part.sort!r} leads to {text}. The server compares dates between {FIRST_YEAR} "
                f"and {LAST_YEAR} only, so it cannot give all {part.query.model.__name__} in this "
                "order. Order by the id, or give a .limit(n)."
            )


def _last(query: Query, result: pb.SearchResult) -> Last:
    value: object = None
    name = sorted_value(query)
    if name is not None:
        field = result.properties.non_ref_props.fields[name]
        kind = field.WhichOneof("kind")
        value = None if kind is None else getattr(field, kind)
    return Last(_id(result), value)


def _truncated(query: Query) -> str:
    name = query.model.__name__
    if query.search is not None:
        return (
            f"The search of {name} has {MOST_RESULTS} hits or more, and the server gives no more "
            "at once. Say how many are wanted: .limit(n)."
        )
    if query.offset:
        return (
            f"There are more objects of {name} past the offset {query.offset} than the server "
            f"gives at once. Give a limit so that offset + limit is at most {MOST_RESULTS}."
        )
    return (
        f"There are {MOST_RESULTS} objects of {name} or more, and the server cannot give all of "
        f"them in this order. Order by the id, or by one int, number or date, or give a .limit(n)."
    )


def all_rows(query: Query) -> Flow[Result[Any]]:
    """All rows, as one list."""
    pages: ListPages[Any] = ListPages(query)
    found: list[Any] = []
    while (page := (yield from pages.next())) is not None:
        found.extend(page)
    profile = profile_of(pages.took, pages.calls, pages.profiles) if query.profile else None
    return Result(found, ResultMetadata(pages.took, pages.answer, profile), outline_of(query))


def profile(query: Query) -> Flow[Profile]:
    """Where the server spends its time when all rows are read."""
    result: Result[Any] = yield from all_rows(query.but(profile=True))
    assert result.metadata.profile is not None
    return result.metadata.profile


def members(query: Query) -> Flow[list[Grouped[Any, Any]]]:
    """The objects of all groups, each with its group's key."""
    groups: list[Group[Any, Any]] = yield from all_rows(query)
    return [member for group in groups for member in group.members]


def _few(query: Query, most: int) -> Flow[list[Any]]:
    limit = most if query.limit is None else min(most, query.limit)
    return (yield from all_rows(query.but(limit=limit)))


def first_row(query: Query) -> Flow[Any]:
    rows = yield from _few(query, 1)
    return rows[0] if rows else None


def only_row(query: Query) -> Flow[Any]:
    rows = yield from _few(query, 2)
    if not rows:
        raise NotFound(f"No {brief(query)} was found.")
    if len(rows) > 1:
        raise MultipleFound(
            f"More than one {brief(query)} was found. Use .first() for any of them."
        )
    return rows[0]


def row_by_id(query: Query, id: UUID) -> Flow[Any]:  # noqa: A002 - it is an id
    _whole(query, "get")
    id = uuid(id, "get")  # noqa: A001 - it is an id
    rows = yield from all_rows(having(query, [id]).but(order=()))
    if not rows:
        raise NotFound(f"No {brief(query)} with the id {id} was found.")
    return rows[0]


def _whole(query: Query, step: str) -> None:
    if (window := taken(query, "limit", "offset", "after")) is not None:
        raise MisuseValueError(
            f".{step}() after .{window}(): it looks among all objects that the filters describe. "
            "Take the window out."
        )


_IDS_AT_ONCE = 1_000


def rows_by_id(query: Query, ids: Iterable[UUID]) -> Flow[dict[UUID, Any]]:
    _whole(query, "in_bulk")
    wanted = list(dict.fromkeys(uuid(each, "in_bulk") for each in ids))
    found: dict[UUID, Any] = {}
    for start in range(0, len(wanted), _IDS_AT_ONCE):
        part = having(query, wanted[start : start + _IDS_AT_ONCE]).but(order=())
        compiled = compile_query(part)
        reply = yield from send(compiled, part)
        rows: list[Any] = reader_of(part)(reply.results)
        yield from further_targets(part, instances_in(part, rows), reply.results)
        found.update(zip(map(_id, reply.results), rows, strict=True))
    return {each: found[each] for each in wanted if each in found}


def all_ids(query: Query) -> Flow[list[UUID]]:
    """The ids of all rows; no properties are read."""
    rows: list[UUID] = yield from all_rows(ids_only(query))
    return rows


def ids_only(query: Query) -> Query:
    """The same query with ids as rows."""
    return query.but(
        rows="id",
        columns=(),
        prefetch=(),
        vectors=(),
        metadata=(),
        generate=None,
        rerank=None,
        attach=None,
    )


def exists(query: Query) -> Flow[bool]:
    rows = yield from _few(ids_only(query.but(order=())), 1)
    return bool(rows)


def count(query: Query) -> Flow[int]:
    if query.limit == 0:
        return 0
    by_distance = any(filters.uses_geo(each) for each in query.filters)
    if query.search is not None or query.after is not None or by_distance:
        return len((yield from all_ids(query)))
    check(query)
    if query.consistency is not None:
        raise MisuseValueError(
            f".count() with .consistency({query.consistency!r}): the server counts on one copy of "
            "each shard. Take the step out, or use len() of .all()."
        )
    findings = filters.Findings()
    compiled: filters.Compiled = True
    if query.filters:
        compiled = filters.compile_filter(Filter.all(*query.filters), findings)
    if compiled is False:
        return 0
    yield from require_all(findings)
    reply = yield from call(
        aggregate(
            pb.AggregateRequest(
                collection=collection_of(query.model),
                tenant=query.tenant or "",
                objects_count=True,
                filters=None if compiled is True else compiled,
            ),
            query.timeout,
        )
    )
    left = max(0, reply.single_result.objects_count - query.offset)
    return left if query.limit is None else min(left, query.limit)


def first_request(query: Query) -> pb.SearchRequest:
    """What is sent first when the query is read."""
    return first_compiled(query).request


def first_compiled(query: Query) -> Compiled:
    """The first call of a query, compiled."""
    pages: ListPages[Any] = ListPages(query)
    return compile_query(pages.coming() or query.but(limit=0))
