"""A query as a person reads it. Nothing is sent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from weaviate_orm.models.filters import Filter
from weaviate_orm.models.location import METADATA_NAMES
from weaviate_orm.models.mapping import collection_of, field_at, fields_of
from weaviate_orm.query.checks import leaves
from weaviate_orm.query.describing import described
from weaviate_orm.query.paging import MOST_RESULTS, PAGE, ByCursor, ById, ByValue, Single
from weaviate_orm.query.selecting import plan_of, wanted

if TYPE_CHECKING:
    from weaviate_orm.query.query import Query
    from weaviate_orm.query.reading import ListPages


def brief(query: Query) -> str:
    """The query's model and steps in a line, for reprs and messages."""
    text = query.model.__name__
    if query.search is not None:
        text += f" by {query.search.name}"
    if query.filters:
        text += f" where {Filter.all(*query.filters)!r}"
    if query.order:
        text += f" ordered by {', '.join(repr(sort) for sort in query.order)}"
    if query.limit is not None or query.offset:
        text += (
            f"[{query.offset or ''}:{'' if query.limit is None else query.offset + query.limit}]"
        )
    return text


def explain(query: Query) -> str:
    """The first request, the calls, what is compiled around, and what may be slow."""
    from weaviate_orm.query.reading import ListPages, first_compiled

    compiled = first_compiled(query)
    pages: ListPages[object] = ListPages(query)
    lines = [f"Search {collection_of(query.model)}: {brief(query)}", ""]
    lines += [f"  {line}" for line in described(compiled.request).splitlines()]
    lines += ["", _calls(query, pages, compiled.request.limit)]
    lines += [f"Note: {note}" for note in compiled.notes]
    lines += [f"Warning: {warning}" for warning in _warnings(query)]
    return "\n".join(lines)


_EACH_PAGE: Mapping[type, str] = {
    ByCursor: "by the server's cursor",
    ById: "in the order of ids, each after the last one seen, or of a range of ids where many "
    "remain",
    ByValue: "each after the last value and id seen, or of a range of values where many remain; "
    "objects without a value are a part of their own",
}


def _calls(query: Query, pages: ListPages[object], asked: int) -> str:
    if pages.coming() is None:
        return "Nothing is sent: at most 0 rows are wanted."
    more = ""
    for further in plan_of(wanted(query)).further:
        field = fields_of(query.model)[further.attribute]
        more += f" With it, 1 more for {field.label} of {further.collection}."
    part = pages.parts[0]
    if not isinstance(part, Single):
        # Of two parts the one by value says how both go on.
        kinds = {type(each) for each in pages.parts}
        each_page = _EACH_PAGE[ByValue if ByValue in kinds else type(part)]
        return f"1 call for each {PAGE} rows, {each_page}.{more}"
    if part.query.limit is None and asked == MOST_RESULTS:
        return f"1 call; {MOST_RESULTS} rows would be too many and raise Truncated.{more}"
    return f"1 call.{more}"


_RANGES = ("LessThan", "LessThanEqual", "GreaterThan", "GreaterThanEqual")


def _warnings(query: Query) -> Iterator[str]:
    """What an index would make fast."""
    for leaf in (leaf for each in query.filters for leaf in leaves(each)):
        location = leaf.location
        if location is None or location.measure or location.last.name in METADATA_NAMES | {"_id"}:
            continue
        field = field_at(location)
        if leaf.op in _RANGES and field.specified.options.range_filters is not True:
            if field.data_type in ("int", "number", "date"):
                yield (
                    f"{leaf!r} reads each value in the range. Declare prop(index_range=True) for "
                    f"{field.label}, which is made for that."
                )
        elif leaf.op == "Like" and str(leaf.value)[:1] in ("*", "?"):
            yield f"{leaf!r} reads each word there is, since it begins with a wildcard."
