"""Figures over what a query describes: flows from metrics to tuples."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from weaviate_orm.errors import MisuseTypeError, MisuseValueError, Truncated
from weaviate_orm.flows.flow import Flow, call
from weaviate_orm.models.filters import Filter
from weaviate_orm.models.mapping import collection_of, field_at
from weaviate_orm.models.metrics import Aggregate, MetricName, Occurrence
from weaviate_orm.query import filters
from weaviate_orm.query.checks import check_own
from weaviate_orm.query.compiling import check_tenant, require_all
from weaviate_orm.query.keys import OF_VALUES, converted, unescaped
from weaviate_orm.query.rows import AggregateGroup
from weaviate_orm.query.searches import (
    Hybrid,
    Keyword,
    Media,
    NearObject,
    NearText,
    NearVector,
)
from weaviate_orm.transport.calls import aggregate as aggregate_call
from weaviate_orm.wire import messages as pb
from weaviate_orm.wire.types.date import parse

if TYPE_CHECKING:
    from weaviate_orm.models.location import Location
    from weaviate_orm.query.query import Query

_FARTHEST = 2
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
    "pointing_to": "type",
}
"""Members of the request's entries, in the protocol's spelling."""
_MEMBERS: Mapping[str, str] = {
    "int": "int",
    "number": "number",
    "text": "text",
    "boolean": "boolean",
    "date": "date",
    "cref": "reference",
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
    if any(filters.uses_geo(each) for each in query.filters):
        raise MisuseValueError(
            ".aggregate() with .within(): the server finds nothing by distance when it aggregates. "
            "Read the objects and compute over them."
        )
    if query.offset or query.order or query.after is not None:
        raise MisuseValueError(
            ".aggregate() is over all that the query describes: an order, an offset or .after() "
            "has no place in it."
        )


def request_of(
    query: Query,
    metrics: Sequence[Aggregate[Any, Any]],
    group: Location | None,
    findings: filters.Findings,
) -> pb.AggregateRequest:
    """The request for the figures, over everything, the filtered, or a search's hits.

    Raises:
        MisuseError: The server cannot compute it, or would compute it wrongly.
    """
    _check(query, metrics)
    check_tenant(query)
    request = pb.AggregateRequest(
        collection=collection_of(query.model), tenant=query.tenant or "", objects_count=True
    )
    by_property: dict[str, pb.AggregateRequest.Aggregation] = {}
    for metric in metrics:
        if metric.location is not None:
            _ask(by_property, metric)
    request.aggregations.extend(by_property.values())
    if query.filters:
        compiled = filters.compile_filter(Filter.all(*query.filters), findings)
        if compiled is False:
            request.filters.CopyFrom(filters.never())
        elif compiled is not True:
            request.filters.CopyFrom(compiled)
    if group is not None:
        request.group_by.property = group.last.name
        request.limit = MOST_GROUPS
    _search(query, request)
    return request


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


def _search(query: Query, request: pb.AggregateRequest) -> None:
    search = query.search
    if search is None:
        if query.limit is not None:
            raise MisuseValueError(
                ".aggregate() after .limit(): without a search the server computes over all "
                "objects. Take the limit out."
            )
        return
    if query.auto_limit:
        raise MisuseValueError(".aggregate() cannot honour .auto_limit(). Use .limit(n).")
    if isinstance(search, Keyword):
        raise MisuseValueError(
            ".aggregate() after .bm25(): the server has no figures over a keyword search. Filter "
            "by .matches(…), or use .hybrid(…, alpha=0) with a .limit(n)."
        )
    if isinstance(search, Hybrid):
        _hybrid(query, search, request)
    else:
        _near(query, search, request)
    if query.limit is not None:
        request.object_limit = query.limit


def _hybrid(query: Query, search: Hybrid, request: pb.AggregateRequest) -> None:
    if query.filters and search.alpha < 1:
        raise MisuseValueError(
            ".aggregate() after .hybrid() with a filter: the server's keyword search ignores the "
            "filter then. Use alpha=1, or read the hits and compute over them."
        )
    if query.limit is None and search.max_vector_distance is None:
        raise MisuseValueError(
            ".aggregate() after .hybrid() needs a .limit(n) or max_vector_distance=…."
        )
    request.hybrid.CopyFrom(search.message())


def _near(
    query: Query,
    search: NearVector | NearObject | NearText | Media,
    request: pb.AggregateRequest,
) -> None:
    distance = search.threshold.distance
    if query.limit is None and not search.threshold:
        raise MisuseValueError(
            f".aggregate() after .{search.name}() needs a .limit(n), a distance or a certainty."
        )
    if distance is not None and not 0 <= distance < _FARTHEST:
        raise MisuseValueError(
            f".aggregate() after .{search.name}(distance={distance}): the server turns the "
            "distance into a certainty, so it has to be from 0 to below 2. Use .limit(n)."
        )
    search.apply(cast("pb.SearchRequest", request))  # the same members in both messages


# -- answers --------------------------------------------------------------------------------


def aggregate(query: Query, metrics: tuple[Aggregate[Any, Any], ...]) -> Flow[Any]:
    """The figures, in the order of the metrics."""
    findings = filters.Findings()
    request = request_of(query, metrics, None, findings)
    yield from require_all(findings)
    reply = yield from call(aggregate_call(request, query.timeout))
    single = reply.single_result
    escaped = not query.filters and query.search is None
    return _figures(metrics, single.objects_count, single.aggregations, escaped=escaped)


def of_groups(
    query: Query, metrics: tuple[Aggregate[Any, Any], ...]
) -> Flow[list[AggregateGroup[Any, Any]]]:
    """The figures of each group, the largest group first.

    Raises:
        Truncated: There are more groups than can be asked for.
    """
    assert query.group is not None
    group = query.group.location
    query = query.but(limit=query.group.hits)
    kind = field_at(group).data_type
    if kind.removesuffix("[]") not in OF_VALUES:
        raise MisuseValueError(f"{group!r}: the server does not group by {kind}.")
    findings = filters.Findings()
    request = request_of(query, metrics, group, findings)
    yield from require_all(findings)
    reply = yield from call(aggregate_call(request, query.timeout))
    groups = reply.grouped_results.groups
    if len(groups) >= MOST_GROUPS:
        raise Truncated(
            f"There are {MOST_GROUPS} groups of {group!r} or more, and no way to ask for the rest."
        )
    key = converted(OF_VALUES[kind.removesuffix("[]")], field_at(group))
    return [
        AggregateGroup(
            key(getattr(each.grouped_by, str(each.grouped_by.WhichOneof("value")))),
            _figures(metrics, each.objects_count, each.aggregations, escaped=False),
        )
        for each in groups
    ]


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
    kind = metric.data_type.removesuffix("[]")
    entry = by_property.get(metric.location.last.name)
    if entry is None:
        return _NOTHING.get(metric.name)
    figures = getattr(entry, _MEMBERS[kind])
    if metric.name == "top_occurrences":
        items = figures.top_occurences.items[: metric.limit]
        return [Occurrence(_text(item.value, escaped=escaped), item.occurs) for item in items]
    if metric.name == "pointing_to":
        return list(figures.pointing_to)
    name = _REQUEST_FLAGS[metric.name]
    if not figures.HasField(name):
        return _NOTHING.get(metric.name)
    value = getattr(figures, name)
    if kind == "date" and metric.name != "values":
        return parse(value)
    return None if value != value else value  # noqa: PLR0124 - NaN: a share of no objects


_NOTHING: Mapping[str, object] = {"values": 0, "total_true": 0, "total_false": 0}
"""What is said of no values; other figures are None."""


def _text(value: str, *, escaped: bool) -> str:
    # Without filter, search and groups the server gives texts in their JSON form.
    return unescaped(value) if escaped else value
