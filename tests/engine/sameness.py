"""Whether two servers answer alike, where the answer is not left to chance.

Chance is: the order of equal distances, and which of them are on a page; the order of what comes
from a map; which of several faults of a filter is named; names and times that a server makes.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any

from tests.engine.asking import Request
from tests.engine.drawing import Message

_MADE = frozenset({"took", "creationTimeUnix", "lastUpdateTimeUnix"})
_SHARD = re.compile(r"(?:(?<=[_\"])|(?<=shard ))[A-Za-z0-9]{12}\b")
_PLACE = re.compile(r"(?<=clause at pos )\d+|(?<=nested child )\d+|(?<=group 0 \()[^)]*")
_CHANCE = re.compile("panic occurred|context canceled|vector not found for target")
_LARGE = 2.0**40
_CLOSE = 2e-6


def difference(request: Request, want: Message, got: Message) -> str | None:
    """The first place where two answers differ; None if they agree."""
    if "error" in want or "error" in got:
        return _faults(request.message, want, got)
    if request.method == "Aggregate":
        parts = {"filters", "near_vector", "group_by"} & request.message.keys()
        return different(_settled(want, sums=not parts), _settled(got, sums=not parts))
    if request.method == "BatchDelete":
        by_id: Callable[[Message], Any] = lambda one: one.get("uuid", "")  # noqa: E731
        want, got = ({**a, "objects": sorted(a.get("objects", ()), key=by_id)} for a in (want, got))
    elif "near_vector" in request.message or "near_object" in request.message:
        member = "group_by_results" if "group_by_results" in want else "results"
        if member == "results":
            return up_to_ties(want.get("results", []), got.get("results", []), "distance")
    elif "bm25_search" in request.message and "group_by" not in request.message:
        return up_to_ties(want.get("results", []), got.get("results", []), "score")
    return different(want, got)


def ties(results: Sequence[Message]) -> bool:
    """Whether some of the results are equally near."""
    found = [float(r["metadata"].get("distance", 0)) for r in results]
    return any(_close(a, b) for a, b in pairwise(found))


def different(want: Any, got: Any, at: str = "") -> str | None:
    """Compare values; numbers as those of 32 bits."""
    key = at.rpartition(".")[2]
    if key in _MADE:
        return None
    if isinstance(want, Mapping) and isinstance(got, Mapping):
        for name in sorted({*want, *got}):
            found = different(want.get(name), got.get(name), f"{at}.{name}")
            if found:
                return found
        return None
    if isinstance(want, list) and isinstance(got, list) and len(want) == len(got):
        places = (
            different(a, b, f"{at}[{i}]") for i, (a, b) in enumerate(zip(want, got, strict=True))
        )
        return next((found for found in places if found), None)
    if isinstance(want, float | None) and isinstance(got, float | None):
        want, got = want or 0.0, got or 0.0  # -0 is shown, 0 is not
    if isinstance(want, float | int) and isinstance(got, float | int):
        same = want == got or (not isinstance(want, bool) and _close(want, got))
    elif isinstance(want, str) and isinstance(got, str):
        same = _masked(want) == _masked(got)
    else:
        same = want == got
    return None if same else f"{at}: {want!r:.300} here {got!r:.300}"


def _close(a: float, b: float) -> bool:
    return (
        a == b
        or (math.isnan(a) and math.isnan(b))
        or math.isclose(a, b, rel_tol=1e-6, abs_tol=_CLOSE)
    )


def _faults(asked: Message, want: Message, got: Message) -> str | None:
    if "error" not in want or "error" not in got:
        return f": {want!r:.300} here {got!r:.300}"
    if _CHANCE.search(want["error"]["message"]):
        return None
    condition = asked.get("filters")
    near = asked.get("near_vector", {})
    several = (
        (condition is not None and (_leaves(condition) > 1 or "hybrid_search" in asked))
        or "combination" in near.get("targets", {})  # legs side by side
    )
    return None if several else different(want, got)


def _leaves(condition: Message) -> int:
    inner = condition.get("filters")
    return sum(map(_leaves, inner)) if inner else 1


def _masked(text: str) -> str:
    return _PLACE.sub("*", _SHARD.sub("*", text))


def up_to_ties(want: Sequence[Message], got: Sequence[Message], figure: str) -> str | None:
    """Results in the order of a figure, of which equal ones may change places."""
    figures = [[float(r["metadata"].get(figure, 0)) for r in results] for results in (want, got)]
    found = different(figures[0], figures[1], figure)
    if found or not want:
        return found
    first, last = figures[0][0], figures[0][-1]
    places = {r["metadata"]["id"]: i for i, r in enumerate(got)}
    for i, result in enumerate(want):
        place = places.get(result["metadata"]["id"])
        here = figures[0][i]
        if place is None:
            if not _close(here, first) and not _close(here, last):
                return f"results[{i}]: {result['metadata']} is missing"
        elif not _close(figures[1][place], here):
            return f"results[{i}]: {result['metadata']} is at {place}"
        else:
            found = different(result, got[place], f"results[{i}]")
            if found:
                return found
    return None


def _settled(reply: Any, key: str = "", *, sums: bool) -> Any:
    """An aggregation in an order of its own, instants as numbers, without modes of dates.

    Unless `sums`, large numbers were added in an order of chance.
    """
    if isinstance(reply, Mapping):
        found = {name: _settled(value, name, sums=sums) for name, value in reply.items()}
        if key == "date":
            found.pop("mode", None)
            times = ("median", "maximum", "minimum")
            found |= {n: _instant(found[n]) for n in times if found.get(n)}
        elif key in ("int", "number") and not sums and _is_large(found):
            found = {n: figure for n, figure in found.items() if n not in ("sum", "mean")}
        return found
    if not isinstance(reply, list):
        return reply
    items = [_settled(item, sums=sums) for item in reply]
    if key == "aggregations":
        return sorted(items, key=lambda one: str(one.get("property")))
    if key == "groups":
        return sorted(items, key=lambda one: (-int(one["objects_count"]), _shared(one)))
    return items


def _is_large(figures: Message) -> bool:
    return any(abs(float(figures.get(n, 0))) > _LARGE for n in ("sum", "mean", "maximum"))


def _shared(group: Message) -> str:
    """The value of a group as a sort key; -0 is 0."""
    by = group["grouped_by"]
    return str(by.get("number", 0) + 0.0 if "number" in by else by)


def _instant(text: str) -> float:
    head, _, rest = text.partition(".")
    if not rest:
        return datetime.fromisoformat(text).timestamp()
    digits = re.match(r"\d+", rest)
    assert digits is not None
    return datetime.fromisoformat(head + rest[digits.end() :]).timestamp() + float(f"0.{digits[0]}")
