"""Figures over what a query describes: flows from metrics to tuples."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from weaviate_orm.errors import MisuseTypeError, MisuseValueError, Truncated
from weaviate_orm.flows.flow import Flow, call
from weaviate_orm.models.filters import Filter
from weaviate_orm.models.mapping import collection_of, field_at
from weaviate_orm.models.metrics import Aggregate, MetricName, Occurrence
from weaviate_orm.query import filters
from weaviate_orm.query.checks import check_own
from weaviate_orm.query.compiling import check_tenant, require_all, taken
from weaviate_orm.query.keys import OF_VALUES, converted, unescaped
from weaviate_orm.query.paging import id_sort
from weaviate_orm.query.query import Query
from weaviate_orm.query.rows import AggregateGroup
from weaviate_orm.query.searches import Hybrid, Keyword, Search
from weaviate_orm.query.targets import target_names
from weaviate_orm.transport.calls import aggregate as aggregate_call
from weaviate_orm.wire import messages as pb
from weaviate_orm.wire.types.date import parse

if TYPE_CHECKING:
    from weaviate_orm.models.location import Location

MOST_GROUPS = 10_000
"""As many groups are asked for; the server's own default would cut at 100."""

_REQUEST_FLAGS: Mapping[MetricName, str] = {
    "values": "count",
    "mean": "mean",
    "median": "median",
    "sum": "sum",
    "maximum": "maximum",
    "minimum": "minimum",
    "mode": "mode",
    "top_occurrences": "top_occurences",
    "total_true": "total_true",
    "total_false": "total_false",
    "percentage_true": "percentage_true",
    "percentage_false": "percentage_false",
}
"""Members of the request's entries, in the protocol's spelling."""
_MEMBERS: Mapping[str, str] = {
    "int": "int",
    "number": "number",
    "text": "text",
    "boolean": "boolean",
    "date": "date",
}
"""Entries of an aggregation by data type."""
_ALLOWED: Mapping[str, frozenset[MetricName]] = {
    "int": frozenset(
        {"values", "mean", "median", "sum", "maximum", "minimum", "mode"},
    ),
    "number": frozenset({"values", "mean", "median", "sum", "maximum", "minimum", "mode"}),
    "date": frozenset({"values", "median", "maximum", "minimum", "mode"}),
    "text": frozenset({"values", "top_occurrences"}),
    "boolean": frozenset(
        {"values", "total_true", "total_false", "percentage_true", "percentage_false"}
    ),
    "cref": frozenset({"pointing_to"}),
}


def _check(query: Query, metrics: Sequence[Aggregate[Any, Any]]) -> None:
    if not metrics:
        raise MisuseTypeError(".aggregate() needs at least one metric, such as Count().")
    for metric in metrics:
        if type(metric) is not Aggregate:
            raise MisuseTypeError(f".aggregate({metric!r}): that is no metric, such as Count().")
        check_own(query.model, metric)
        if metric.location is None:
            continue
        if len(metric.location.steps) > 1 or metric.location.measure:
            raise MisuseValueError(
                f"{metric!r}: the server computes over an object's own properties only."
            )
        kind = metric.data_type.removesuffix("[]")
        if metric.name not in _ALLOWED.get(kind, frozenset()):
            raise MisuseTypeError(
                f"{metric!r}: the server does not compute this over {metric.data_type}."
            )
    if query.consistency is not None:
        raise MisuseValueError(
            f".aggregate() with .consistency({query.consistency!r}): the server computes on one "
            "copy of each shard. Take the step out."
        )
    if (step := taken(query, "after", "generate")) is not None:
        raise MisuseValueError(f".aggregate() after .{step}(): take one of the steps out.")


# -- over which objects -------------------------------------------------------------------------

_FARTHEST = 2
TOLERANCE = 1e-6
"""By so much a hit of a search may be farther than the distance that is asked for."""


def over_ids(query: Query) -> bool:
    """Has the server to be told the objects one by one?

    Its own figures over a search differ from those over the search's hits: a limit counts for each
    shard anew, a hybrid search's is for either part, its keywords ignore filters; and a keyword
    search, several targets, windows and filters by distance it has not at all.
    """
    if any(filters.uses_geo(each) for each in query.filters):
        return True
    if query.search is None:
        return query.limit is not None or bool(query.offset)
    window = taken(query, "limit", "offset", "auto_limit", "boost", "diversity")
    return window is not None or not _within_a_distance(query.search)


def _within_a_distance(search: Search) -> bool:
    """Is it a search by one vector, up to a distance that the server can aggregate by?"""
    if isinstance(search, Keyword | Hybrid) or not search.threshold:
        return False
    if len(target_names(search.target)) > 1:
        return False
    distance = search.threshold.distance
    # The server turns it into a certainty of 1 - distance / 2, which has to be above 0.
    return distance is None or 0 <= distance < _FARTHEST - TOLERANCE


def _settled(query: Query) -> Flow[Query]:
    """The query with its objects named by id, where they have to be."""
    from weaviate_orm.query.reading import all_ids

    if not over_ids(query):
        return query
    ids = yield from all_ids(query)
    location = id_sort(query.model).location
    named: Filter[Any] = Filter(query.model, "In", location, tuple(ids))
    return Query(query.model, filters=(named,), tenant=query.tenant, timeout=query.timeout)


# -- requests -----------------------------------------------------------------------------------


def request_of(
    query: Query,
    metrics: Sequence[Aggregate[Any, Any]],
    group: Location | None,
    findings: filters.Findings,
) -> pb.AggregateRequest:
    """The request for the figures, over everything, the filtered, or what is within a distance."""
    request = pb.AggregateRequest(
        collection=collection_of(query.model), tenant=query.tenant or "", objects_count=True
    )
    by_property: dict[str, pb.AggregateRequest.Aggregation] = {}
    for metric in metrics:
        # What a reference can point to the model knows. Asked beside it, and of some objects
        # only, the server forgets values of other properties.
        if metric.location is not None and metric.name != "pointing_to":
            _ask(by_property, metric)
    request.aggregations.extend(by_property.values())
    compiled: filters.Compiled = True
    if query.filters:
        compiled = filters.compile_filter(Filter.all(*query.filters), findings)
    if compiled is False:
        compiled = filters.never()
    elif compiled is True and any(_has_no_index(metric) for metric in metrics):
        compiled = filters.every()  # with a filter, the server reads the objects
    if compiled is not True:
        request.filters.CopyFrom(compiled)
    if group is not None:
        request.group_by.property = group.last.name
        request.limit = MOST_GROUPS
    if query.search is not None:
        query.search.apply(cast("pb.SearchRequest", request))  # the same members in both messages
        member = getattr(request, query.search.name)
        if member.HasField("distance"):
            member.distance += TOLERANCE
    return request


def _has_no_index(metric: Aggregate[Any, Any]) -> bool:
    if metric.location is None or metric.data_type not in ("int", "number", "date", "boolean"):
        return False
    return field_at(metric.location).specified.options.filterable is False


def _ask(
    by_property: dict[str, pb.AggregateRequest.Aggregation], metric: Aggregate[Any, Any]
) -> None:
    assert metric.location is not None
    name = metric.location.last.name
    entry = by_property.setdefault(name, pb.AggregateRequest.Aggregation(property=name))
    member = getattr(entry, _MEMBERS[metric.data_type.removesuffix("[]")])
    member.SetInParent()
    setattr(member, _REQUEST_FLAGS[metric.name], True)
    if metric.limit is not None:
        member.top_occurences_limit = max(member.top_occurences_limit, metric.limit)


# -- answers --------------------------------------------------------------------------------------


def aggregate(query: Query, metrics: tuple[Aggregate[Any, Any], ...]) -> Flow[tuple[Any, ...]]:
    """The figures, in the order of the metrics."""
    _check(query, metrics)
    check_tenant(query)
    query = yield from _settled(query)
    findings = filters.Findings()
    request = request_of(query, metrics, None, findings)
    yield from require_all(findings)
    reply = yield from call(aggregate_call(request, query.timeout))
    single = reply.single_result
    escaped = not request.HasField("filters") and request.WhichOneof("search") is None
    return _figures(metrics, single.objects_count, single.aggregations, escaped=escaped)


def of_groups(
    query: Query, metrics: tuple[Aggregate[Any, Any], ...], into: Callable[..., Any]
) -> Flow[list[AggregateGroup[Any, Any]]]:
    """The figures of each group, the largest group first.

    Raises:
        Truncated: There are more groups than can be asked for.
    """
    assert query.group is not None
    group = query.group.location
    query = query.but(limit=query.group.hits, group=None)
    _check(query, metrics)
    check_tenant(query)
    _check_key(group)
    query = yield from _settled(query)
    _check_grouped(query, group)
    findings = filters.Findings()
    request = request_of(query, metrics, group, findings)
    yield from require_all(findings)
    reply = yield from call(aggregate_call(request, query.timeout))
    groups = reply.grouped_results.groups
    if len(groups) >= MOST_GROUPS:
        raise Truncated(
            f"There are {MOST_GROUPS} groups of {group!r} or more, and no way to ask for the rest."
        )
    field = field_at(group)
    key = converted(OF_VALUES[field.item_type], field)
    return [
        AggregateGroup(
            key(getattr(each.grouped_by, str(each.grouped_by.WhichOneof("value")))),
            into(*_figures(metrics, each.objects_count, each.aggregations, escaped=False)),
        )
        for each in groups
    ]


def _check_key(group: Location) -> None:
    field = field_at(group)
    if field.item_type not in OF_VALUES:
        raise MisuseValueError(f"{group!r}: the server does not group by {field.data_type}.")


def _check_grouped(query: Query, group: Location) -> None:
    if field_at(group).data_type == "cref" and (query.filters or query.search is not None):
        raise MisuseValueError(
            f".group_by({group!r}).aggregate() with a filter or a search: the server groups all "
            "objects by their references, not some of them. Read these and compute over them."
        )


def _figures(
    metrics: Sequence[Aggregate[Any, Any]],
    count: int,
    aggregations: pb.AggregateReply.Aggregations,
    *,
    escaped: bool,
) -> tuple[Any, ...]:
    by_property = {each.property: each for each in aggregations.aggregations}
    return tuple(
        count if metric.location is None else _figure(metric, by_property, escaped=escaped)
        for metric in metrics
    )


def _figure(metric: Aggregate[Any, Any], by_property: Mapping[str, Any], *, escaped: bool) -> Any:
    assert metric.location is not None
    if metric.name == "pointing_to":
        return [collection_of(target) for target in field_at(metric.location).models]
    kind = metric.data_type.removesuffix("[]")
    entry = by_property.get(metric.location.last.name)
    if entry is None:
        return _NOTHING.get(metric.name)
    figures = getattr(entry, _MEMBERS[kind])
    if metric.name == "top_occurrences":
        items = figures.top_occurences.items[: metric.limit]
        return [Occurrence(_text(item.value, escaped=escaped), item.occurs) for item in items]
    name = _REQUEST_FLAGS[metric.name]
    if not figures.HasField(name):
        return _NOTHING.get(metric.name)
    value = getattr(figures, name)
    if kind == "date" and metric.name != "values":
        return parse(value)
    conversion = field_at(metric.location).conversion
    if conversion is not None and metric.name in _VALUES:
        return conversion.from_wire(int(value))
    return None if value != value else value  # noqa: PLR0124 - NaN: a share of no objects


_VALUES = frozenset({"maximum", "minimum", "mode"})
"""Figures that are values of the property."""
_NOTHING: Mapping[str, object] = {"values": 0, "total_true": 0, "total_false": 0}
"""What is said of no values; other figures are None."""


def _text(value: str, *, escaped: bool) -> str:
    # Without filter, search and groups the server gives texts in their JSON form.
    return unescaped(value) if escaped else value
