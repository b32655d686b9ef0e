"""How long a search took, as replies tell it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weaviate_orm.engine.text.literals import format_float

if TYPE_CHECKING:
    from weaviate_orm.engine.search.request import Search
    from weaviate_orm.engine.store.shard import Shard
    from weaviate_orm.wire import messages

_NODE = "node1"
_SEARCH_TIME = {"vector": "vector_search_took", "keyword": "kwd_time"}
"""Where a server tells what the search itself took; here it takes all the time there is."""
_WAYS = {
    "vector": {"hnsw_flat_search": "true"},  # every search is exact
    "keyword": {"kwd_method": "blockmaxwand"},  # the method whose scores these are
}


def add(reply: messages.SearchReply, search: Search, shard: Shard, seconds: float) -> None:
    """Put the profile of a search into its reply: one time for all that it did.

    A hybrid search shows it for each of its legs.
    """
    profile = reply.query_profile.shards.add(
        name=f"{shard.definition.index_name}_{shard.name}", node=_NODE
    )
    took = duration(seconds)
    for kind in _kinds(search):
        details = profile.searches[kind].details
        details["total_took"] = took
        if kind in _SEARCH_TIME:
            details[_SEARCH_TIME[kind]] = took
        details.update(_WAYS.get(kind, {}))


def _kinds(search: Search) -> list[str]:
    if search.near is not None:
        return ["vector"]
    if search.hybrid is not None:
        legs = (("vector", search.hybrid.runs_vector), ("keyword", search.hybrid.runs_keywords))
        return [name for name, runs in legs if runs]
    return ["object"] if search.keywords is None else ["keyword"]


def duration(seconds: float) -> str:
    """A time as Go prints it: `49.163µs`, `1.2ms`, `2.5s`."""
    nanoseconds = round(seconds * 1e9)
    for unit, size in (("s", 10**9), ("ms", 10**6), ("µs", 10**3)):
        if nanoseconds >= size:
            return f"{format_float(nanoseconds / size)}{unit}"
    return f"{nanoseconds}ns" if nanoseconds else "0s"
