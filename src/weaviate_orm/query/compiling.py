"""From a query to its request, and what is refused when that is done."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from weaviate_orm.errors import MisuseValueError
from weaviate_orm.flows.capabilities import CapabilityName, require
from weaviate_orm.models.filters import Filter
from weaviate_orm.models.location import METADATA_NAMES
from weaviate_orm.models.mapping import collection_of, field_at, fields_of
from weaviate_orm.query.filters import Findings, compile_filter, never, reads_keys
from weaviate_orm.query.grouping import GROUPED_HITS, check_group
from weaviate_orm.query.paging import MOST_RESULTS, past_the_cap
from weaviate_orm.query.searches import Hybrid, Keyword, NearObject, NearText, NearVector
from weaviate_orm.query.selecting import Wanted, plan_of, wanted
from weaviate_orm.query.targets import Join, targeted
from weaviate_orm.wire import messages as pb

if TYPE_CHECKING:
    from weaviate_orm.flows.flow import Flow
    from weaviate_orm.query.query import Consistency, Query
    from weaviate_orm.query.ranking import Diversity

KEYWORD_CANDIDATES = 200
"""How many hits are asked of a keyword search in several properties, at the least.

The server keeps max(1.1 k, k + 10) candidates of each property before it adds up their scores,
so with a small k the best object can be missed. More are asked for and cut here.
"""
JOIN_CANDIDATES = 200
"""The same for a search by the sum of the distances to several target vectors.

The server joins the nearest k by each target alone; what is middling in each can be missed.
"""
HYBRID_DEPTH = 100
"""How deep the server looks in either part of a hybrid search, at the least."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """A request, the rows of its reply that count, and what to know about it."""

    request: pb.SearchRequest
    rows: slice
    needs: frozenset[CapabilityName]
    notes: tuple[str, ...]


def consistency_value(level: Consistency | None) -> pb.ConsistencyLevel.ValueType | None:
    return None if level is None else pb.ConsistencyLevel.Value(f"CONSISTENCY_LEVEL_{level}")


def require_all(findings: Findings | Compiled) -> Flow[None]:
    """Refuse a server that lacks what the request needs."""
    return require(*cast("set[CapabilityName]", findings.needs))  # the compilers' own names


def check_tenant(query: Query) -> None:
    """A tenant where the model has tenants, and none elsewhere."""
    model = query.model
    if model.__settings__.multi_tenancy is None and query.tenant is not None:
        raise MisuseValueError(
            f".tenant({query.tenant!r}): {model.__name__} has no tenants. Set multi_tenancy = "
            "MultiTenancy() in its Meta."
        )
    if model.__settings__.multi_tenancy is not None and query.tenant is None:
        raise MisuseValueError(
            f"{model.__name__} keeps each tenant's objects apart. Say whose are meant: "
            ".tenant('…')."
        )


def taken(query: Query, *steps: str) -> str | None:
    """The first of these steps that a query took, as its method is called."""
    untouched = type(query)(query.model)
    for step in steps:
        if getattr(query, step) != getattr(untouched, step):
            if step == "search" and query.search is not None:
                return query.search.name
            return {"order": "order_by", "group": "group_by"}.get(step, step)
    return None


def check(query: Query) -> None:
    """What steps cannot stand together."""
    check_tenant(query)
    name = query.model.__name__
    if query.search is None:
        if query.auto_limit:
            raise MisuseValueError(
                f".auto_limit() needs the scores or distances of a search; this query of {name} "
                "has none. Use .limit()."
            )
    elif (step := taken(query, "order", "after")) is not None:
        raise MisuseValueError(
            f".{step}() with .{query.search.name}(): a search has its own order."
        )
    if query.columns is not None and query.prefetch:
        raise MisuseValueError(
            ".prefetch() with .only(), .values() or .into(): such rows hold the chosen properties "
            "and no more. Take one of the steps out."
        )
    if query.vectors and query.rows in ("tuple", "value"):
        raise MisuseValueError(
            ".with_vectors() with .values(): such rows hold the chosen properties and no more. "
            "Use .only(…), or .into(…) a class with the vector."
        )
    if query.after is not None and (query.order or query.offset):
        raise MisuseValueError(
            ".after() goes on in the order of ids, so it cannot be combined with .order_by() or "
            "an offset."
        )
    if query.limit is not None and query.offset + query.limit > MOST_RESULTS:
        raise MisuseValueError(past_the_cap(query))
    if query.offset >= MOST_RESULTS:
        raise MisuseValueError(past_the_cap(query.but(limit=query.limit or 1)))


@lru_cache(maxsize=1024)
def _template(key: Wanted) -> pb.SearchRequest:
    """All of a request that does not change with filters, searches and windows."""
    plan = plan_of(key)
    return pb.SearchRequest(
        collection=collection_of(key.model),
        uses_123_api=True,
        uses_125_api=True,
        uses_127_api=True,
        properties=plan.properties,
        metadata=plan.metadata,
    )


def compile_query(query: Query) -> Compiled:
    """The request of a query with a limit.

    Raises:
        MisuseValueError: Its steps cannot stand together.
    """
    check(query)
    findings = Findings()
    request = pb.SearchRequest()
    request.CopyFrom(_template(wanted(query)))
    limit = MOST_RESULTS - query.offset if query.limit is None else query.limit
    rows = slice(0, limit)
    request.limit, request.offset = limit, query.offset
    if query.tenant:
        request.tenant = query.tenant
    if query.consistency is not None:
        request.consistency_level = cast(
            "pb.ConsistencyLevel.ValueType", consistency_value(query.consistency)
        )  # there is a level
    if query.auto_limit:
        request.autocut = query.auto_limit
    if query.profile:
        findings.needs.add("query_profile")
        request.metadata.query_profile = True
    if query.after is not None:
        request.after = str(query.after)
    if query.search is not None:
        query.search.apply(request)
        rows = _widen(query, request, findings) or rows
        _search_needs(query, findings)
    else:
        _order(query, request)
    rows = _after_steps(query, request, findings) or rows
    _filter(query, request, findings)
    needs = cast("set[CapabilityName]", findings.needs)  # the compilers' own names
    return Compiled(request, rows, frozenset(needs), tuple(findings.notes))


def _after_steps(query: Query, request: pb.SearchRequest, findings: Findings) -> slice | None:
    """What happens to the hits: groups, another order, generated texts."""
    rows = None
    if query.rerank is not None:
        request.rerank.CopyFrom(query.rerank.message())
    if query.boost is not None:
        findings.needs.add("boost")
        request.boost.CopyFrom(query.boost.message())
    if query.diversity is not None:
        rows = _diversify(query, query.diversity, request, findings)
    if query.group is not None:
        check_group(query, query.group)
        request.group_by.CopyFrom(query.group.message())
        groups = query.group.groups
        end = groups if query.limit is None else min(groups, query.offset + query.limit)
        request.group_by.number_of_groups = end
        request.limit, request.offset = query.group.hits or GROUPED_HITS, 0
        rows = slice(query.offset, end)
    if query.generate is not None:
        if query.order:
            raise MisuseValueError(".order_by() with .generate(): the server allows no order then.")
        request.generative.CopyFrom(query.generate.message())
    return rows


def _diversify(
    query: Query, diversity: Diversity, request: pb.SearchRequest, findings: Findings
) -> slice:
    search = query.search
    if not isinstance(search, NearVector | NearObject | NearText | Hybrid):
        name = "a plain list" if search is None else f".{search.name}()"
        raise MisuseValueError(f".diversity() needs a search by vector or hybrid, not {name}.")
    if any(field.many for field in targeted(query.model, search.target)):
        raise MisuseValueError(
            f".diversity() after .{search.name}(): the server does not tell vectors of several "
            "rows apart. Search by another vector."
        )
    findings.needs.add("mmr_hybrid" if isinstance(search, Hybrid) else "mmr")
    member = "hybrid_search" if isinstance(search, Hybrid) else search.name
    getattr(request, member).selection.CopyFrom(diversity.message())
    request.limit, request.offset = diversity.candidates, 0
    end = (
        diversity.limit if query.limit is None else min(diversity.limit, query.offset + query.limit)
    )
    return slice(query.offset, end)


def _order(query: Query, request: pb.SearchRequest) -> None:
    keys = [(sort.location.last.name, sort.ascending) for sort in query.order]
    if keys and all(name != "_id" for name, _ in keys):
        # A single number or date may be walked by its index, which lacks objects without a
        # value; a second key makes the server sort objects. It also settles ties.
        keys.append(("_id", True))
    for name, ascending in keys:
        request.sort_by.add(path=[name], ascending=ascending)


def _filter(query: Query, request: pb.SearchRequest, findings: Findings) -> None:
    if not query.filters:
        return
    whole: Filter[Any] = Filter.all(*query.filters)
    compiled = compile_filter(whole, findings)
    if compiled is True:
        return
    if compiled is False:
        request.filters.CopyFrom(never())
        return
    is_exists = query.rows == "id" and query.limit == 1 and not query.offset
    if query.search is None and reads_keys(compiled) and not is_exists:
        findings.notes.append(
            f"{whole!r} is sent twice, joined by And: alone, the server would stop reading its "
            "index at offset + limit objects, before it sorts and cuts the window."
        )
        compiled = pb.Filters(
            operator=pb.Filters.Operator.Value("OPERATOR_AND"), filters=[compiled, compiled]
        )
    request.filters.CopyFrom(compiled)


def _widen(query: Query, request: pb.SearchRequest, findings: Findings) -> slice | None:
    """Ask for more hits where the server would miss some, and cut here."""
    if query.limit is None:
        return None
    reach = query.offset + query.limit
    if _adds_up(query) and reach < KEYWORD_CANDIDATES:
        asked = KEYWORD_CANDIDATES
        why = "of several properties the server adds up only the best few of each"
    elif _joins_sums(query) and reach < JOIN_CANDIDATES:
        asked = JOIN_CANDIDATES
        why = "of several targets the server joins only the nearest few of each"
    elif isinstance(query.search, Hybrid) and reach > max(HYBRID_DEPTH, query.limit):
        asked = reach
        why = "the server looks as deep as the limit alone, wherever the offset is"
    else:
        return None
    for step in ("generate", "rerank", "group", "auto_limit", "boost", "diversity"):
        if getattr(query, step):
            findings.notes.append(
                f"With {step} the search is sent as it is. Hits may be missed, since {why}."
            )
            return None
    findings.notes.append(f"{asked} hits are asked for and cut here, since {why}.")
    request.limit, request.offset = asked, 0
    return slice(query.offset, reach)


def _joins_sums(query: Query) -> bool:
    """Is it a search by a sum of distances?"""
    search = query.search
    target = None if search is None or isinstance(search, Keyword | Hybrid) else search.target
    return isinstance(target, Join) and target.method in ("sum", "average", "manual")


def _adds_up(query: Query) -> bool:
    """Is it a keyword search in several properties?"""
    search = query.search
    if not isinstance(search, Keyword) or len(search.properties) == 1:
        return False
    searched = sum(
        f.kind == "property"
        and f.data_type in ("text", "text[]")
        and f.specified.options.searchable is not False
        for f in fields_of(query.model).values()
    )
    return searched > 1


def _search_needs(query: Query, findings: Findings) -> None:
    search = query.search
    if isinstance(search, Keyword | Hybrid) and search.operator is not None:
        findings.needs.add("search_operators")
        if search.operator.operator == "and_cross":
            findings.needs.add("and_cross")


def without_limit(query: Query) -> None:
    """Refuse a search without a limit that ranks every object there is."""
    search = query.search
    if query.limit is not None or query.group is not None or query.diversity is not None:
        return
    if query.generate is not None or query.rerank is not None:
        step = "generate" if query.generate is not None else "rerank"
        raise MisuseValueError(
            f".{step}() asks a model about each row. Say how many are wanted: .limit(n)."
        )
    if search is None or query.auto_limit:
        return
    if isinstance(search, Hybrid):
        bounded = search.max_vector_distance is not None or search.alpha == 0
    elif isinstance(search, Keyword):
        bounded = True
    else:
        bounded = bool(search.threshold)
    if not bounded:
        more = "max_vector_distance=…" if isinstance(search, Hybrid) else "distance=…"
        raise MisuseValueError(
            f".{search.name}() ranks every {query.model.__name__} there is. Say how many are "
            f"wanted: .limit(n), .auto_limit(n) or {more}."
        )


def sorted_value(query: Query) -> str | None:
    """The name of the property that pages follow each other by, beside the id."""
    if not query.order or query.order[0].location.last.name in METADATA_NAMES | {"_id"}:
        return None
    return field_at(query.order[0].location).name
