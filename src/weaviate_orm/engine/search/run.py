"""A search from its request to its reply."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from weaviate_orm.engine.errors import CallError
from weaviate_orm.engine.grpc.reply import Writer, generated
from weaviate_orm.engine.search import listing, plain, profile, ranked
from weaviate_orm.engine.search.boost import Sight
from weaviate_orm.engine.search.hit import Hit, Outcome
from weaviate_orm.engine.search.paging import check_page
from weaviate_orm.engine.search.request import Search, read_search
from weaviate_orm.engine.search.steps import Steps
from weaviate_orm.engine.store.record import sized
from weaviate_orm.engine.write.ids import InvalidId, parse_id
from weaviate_orm.wire import messages

if TYPE_CHECKING:
    from weaviate_orm.engine.state import State
    from weaviate_orm.engine.store.shard import Shard

_LISTING: Final = "explorer: list class: search: "
"""The words before faults of a plain list."""
_RESULT, _OLD_GROUPED_TEXT, _GROUP, _GROUPED_TEXTS = 0x12, 0x1A, 0x22, 0x2A


def search(state: State, message: messages.SearchRequest) -> messages.SearchReply:
    """Run a search.

    Raises:
        CallError: the request is wrong.
    """
    started = time.perf_counter()
    request = read_search(state, message)
    after = read_cursor(request)
    if request.is_list:
        shard, outcome = _list(state, request, after)
    else:
        shard, outcome = ranked.run(state, request)
    return _reply(state, request, shard, outcome, started)


def _list(state: State, request: Search, after: bytes | None) -> tuple[Shard, Outcome]:
    """A plain list, which may be boosted, reranked and generated from."""
    check_page(state.settings, *request.reach(state.settings), _LISTING)
    shard = plain.shard_of(request.collection, request.tenant, _LISTING)
    steps = Steps(state, request, shard, "explorer: list class: extend: ")
    matches = plain.matches_of(
        state,
        request.collection,
        request.tenant,
        request.filter,
        page=steps.depth,
        words=_LISTING,
    )
    boosted = request.boost is not None
    slots = (
        []
        if request.autocut
        else listing.page(
            shard,
            offset=0 if boosted else request.offset,
            limit=steps.depth if boosted and after is None else request.limit,
            after=after,
            matches=matches,
            keys=request.sort,
        )
    )
    hits = [Hit(slot) for slot in slots]
    if boosted:
        whole = matches is None and not (request.sort and steps.selects_nothing)
        sight = Sight(steps.loaded, everything=whole)
        hits = steps.page(steps.boosted(hits, [0.0] * len(hits), sight))
    return shard, steps.outcome(steps.reranked(hits), hits)


def _reply(
    state: State, request: Search, shard: Shard, outcome: Outcome, started: float
) -> messages.SearchReply:
    depth = state.settings.reference_depth
    if request.selection.depth > depth:
        raise CallError(
            f"nested references depth exceeds QUERY_CROSS_REFERENCE_DEPTH_LIMIT ({depth})"
        )
    selection = request.selection.with_names(outcome.properties)
    groups = outcome.groups
    if groups is not None and len(groups) < len(outcome.hits):  # of a list, which makes none
        raise CallError("group is not present map[]")
    modern = request.message.uses_127_api
    if groups is None:
        writer = Writer(state.catalog, shard, request.tenant, selection, request.metadata)
        parts = [writer.results(outcome.hits, _RESULT, modern=modern)]
    else:
        metadata = request.metadata.of_grouped()
        writer = Writer(state.catalog, shard, request.tenant, selection, metadata)
        parts = [sized(_GROUP, writer.group(group)) for group in groups]
    old_text = b""
    if outcome.generated is not None:
        if modern and groups is None:
            parts.append(sized(_GROUPED_TEXTS, sized(0x0A, generated(outcome.generated))))
        else:
            old_text = outcome.generated.text.encode()
    parts.append(sized(_OLD_GROUPED_TEXT, old_text))
    reply = messages.SearchReply.FromString(b"".join(parts))
    reply.took = time.perf_counter() - started
    if request.metadata.profile:
        profile.add(reply, request, shard, reply.took)
    return reply


def read_cursor(request: Search) -> bytes | None:
    """The id behind which the list starts.

    Raises:
        CallError: it is no id, or something beside it does not go with it.
    """
    if not request.after:
        return None
    beside = [
        name
        for name, given in (
            ("offset", request.offset > 0),
            ("where", request.message.HasField("filters")),
            ("sort", bool(request.sort)),
        )
        if given
    ]
    if not request.is_list:
        beside = ["other params"]
    try:
        if beside:
            raise InvalidId(f"{','.join(beside)} cannot be set with after and limit parameters")
        try:
            return parse_id(request.after)
        except InvalidId as error:
            raise InvalidId(
                f"after parameter '{request.after}' is not a valid uuid: {error}"
            ) from None
    except InvalidId as error:
        raise CallError(f"cursor api: invalid 'after' parameter: {error}") from None
