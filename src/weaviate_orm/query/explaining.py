"""A query as a person reads it. Nothing is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weaviate_orm.models.filters import Filter
from weaviate_orm.models.mapping import collection_of
from weaviate_orm.query.paging import MOST_RESULTS, ByCursor, ById, ByValue, Single

if TYPE_CHECKING:
    from weaviate_orm.query.query import Query


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
    """The first request, what it compiles around, and the rule for further ones."""
    from weaviate_orm.query.reading import ListPages, first_compiled

    compiled = first_compiled(query)
    lines = [f"Search {collection_of(query.model)}: {brief(query)}", ""]
    lines += [f"  {line}" for line in str(compiled.request).splitlines()]
    lines.append("")
    pages: ListPages[object] = ListPages(query)
    lines.append(_rule(pages))
    lines += [f"Note: {note}" for note in compiled.notes]
    return "\n".join(lines)


def _rule(pages: object) -> str:
    from weaviate_orm.query.reading import ListPages

    assert isinstance(pages, ListPages)
    if pages.coming() is None:
        return "Nothing is sent: at most 0 rows are wanted."
    texts: dict[type, str] = {
        ByCursor: "Then a call for each further page, by the server's cursor.",
        ById: "Then a call for each further page: in the order of ids, after the last one seen.",
        ByValue: "Then a call for each further page: after the last value and id seen; objects "
        "without a value are a part of their own.",
    }
    for part in pages.parts:
        if type(part) in texts:
            return texts[type(part)]
        if isinstance(part, Single) and part.query.limit is None:
            return f"One call; {MOST_RESULTS} rows would be too many and raise Truncated."
    return "One call."
