"""Whether two answers are the same: all that a client could build on, and no more."""

from __future__ import annotations

import base64
import binascii
import math
import re
import struct
from itertools import groupby
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

RELATIVE, ABSOLUTE = 1e-5, 1e-6
"""Sums of float32 differ in their last digits when they are made in another order."""

_OF_THE_SERVER = """
    took creationTimeUnix lastUpdateTimeUnix creation_time_unix last_update_time_unix hostname
    startedAt completedAt path size batchStats gitHash query_profile
""".split()  # noqa: SIM905 (a table of names)
_KEYS = {
    "aggregations": "property",
    "vectors": "name",
    "classes": "class",
    "tenants": "name",
    "body": "name",
    "properties": "name",
}
"""Lists that the server makes from maps, or sorts now and then; what tells their items apart."""
_COUNTS = {"groups": "objects_count", "items": "occurs"}
"""Lists by falling counts; what has the same count comes in any order."""

_NUMBER = re.compile(r"-?\d+\.\d+(?:[eE][-+]?\d+)?")
_SHARD = re.compile(
    r"(?<![A-Za-z0-9])(?:(?<=_)|(?=\w*[A-Z])(?=\w*[a-z]))[A-Za-z0-9]{12}(?![A-Za-z0-9])"
)
_PATH = re.compile(r"path: \S+")
_BRACKETS = re.compile(r"\[([^\[\]]*)\]")
_DATE = re.compile(r"on \w{3} \w{3} .\d \d\d:\d\d:\d\d \d{4}")


def difference(want: Any, got: Any, at: str = "", key: str = "") -> str | None:
    """Where the answers first differ, as a line to read; None where they are the same."""
    if key in _OF_THE_SERVER:
        return None
    if isinstance(want, dict) and isinstance(got, dict):
        names = sorted({*want, *got})
        return _first(difference(want.get(n), got.get(n), f"{at}.{n}", n) for n in names)
    if isinstance(want, list) and isinstance(got, list):
        if len(want) != len(got):
            return f"{at}: {len(want)} items there, {len(got)} here"
        pairs = zip(_in_order(want, key), _in_order(got, key), strict=True)
        return _first(difference(a, b, f"{at}[{n}]", key) for n, (a, b) in enumerate(pairs))
    if isinstance(want, str) and isinstance(got, str):
        same = want == got or (key in _TEXTS and _TEXTS[key](want, got))
    elif isinstance(want, bool) or isinstance(got, bool):
        same = want is got
    elif isinstance(want, int | float) and isinstance(got, int | float):
        same = _close(want, got)
    else:
        same = want == got
    return None if same else f"{at}: {_short(want)} there, {_short(got)} here"


def _first(found: Iterable[str | None]) -> str | None:
    return next((each for each in found if each is not None), None)


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) < 300 else f"{text[:300]}…"


def _in_order(items: list[Any], key: str) -> list[Any]:
    if key in _COUNTS and all(isinstance(each, dict) for each in items):
        runs = groupby(items, lambda each: each.get(_COUNTS[key]))
        return [each for _, run in runs for each in sorted(run, key=_name)]
    by = _KEYS.get(key)
    if by is None or not all(isinstance(each, dict) and by in each for each in items):
        return items
    return sorted(items, key=lambda each: str(each[by]))


def _name(item: Any) -> str:
    return repr(item.get("grouped_by") or item.get("value"))


def _close(a: float, b: float) -> bool:
    return a == b or math.isclose(a, b, rel_tol=RELATIVE, abs_tol=ABSOLUTE)


def _messages(want: str, got: str) -> bool:
    """Messages name shards, which have names by chance, and list what comes from maps."""
    return _plain(want) == _plain(got)


def _plain(text: str) -> str:
    text = _PATH.sub("path: <path>", text).replace("proto:\xa0", "proto: ")  # by the build
    return _BRACKETS.sub(
        lambda found: " ".join(sorted(re.split(r"[\s,]+", found[1]))), _SHARD.sub("<shard>", text)
    )


def _explanations(want: str, got: str) -> bool:
    """The pieces of an explanation come in any order."""
    a, b = (sorted(re.findall(r"[^,\s][^,\n]*", text)) for text in (want, got))
    return len(a) == len(b) and all(map(_numbered, a, b))


def _numbered(a: str, b: str) -> bool:
    return _NUMBER.sub("#", a) == _NUMBER.sub("#", b) and _all_close(
        map(float, _NUMBER.findall(a)), map(float, _NUMBER.findall(b))
    )


def _descriptions(want: str, got: str) -> bool:
    """What the server makes by itself is described with a date."""
    return _DATE.sub("<date>", want) == _DATE.sub("<date>", got)


def _vectors(want: str, got: str) -> bool:
    """Float32 as base64; a multi-vector begins with two bytes that say its dimensions."""
    try:
        a, b = (base64.b64decode(each, validate=True) for each in (want, got))
    except binascii.Error:
        return False
    head = len(a) % 4
    numbers = f"<{len(a) // 4}f"
    return (
        len(a) == len(b)
        and a[:head] == b[:head]
        and _all_close(struct.unpack(numbers, a[head:]), struct.unpack(numbers, b[head:]))
    )


def _all_close(a: Iterable[float], b: Iterable[float]) -> bool:
    return all(map(_close, a, b))


_TEXTS: Mapping[str, Callable[[str, str], bool]] = {
    "message": _messages,
    "error": _messages,
    "explain_score": _explanations,
    "description": _descriptions,
    "vector_bytes": _vectors,
}
