"""Where the server spent its time: ``profile()``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from weaviate_orm.wire import messages as pb


@dataclass(frozen=True, slots=True)
class SearchProfile:
    """One part of a search in one shard."""

    took: float
    """Seconds in all."""
    steps: Mapping[str, float]
    """Seconds of each step that the server times."""
    details: Mapping[str, str]
    """All that the server says, in its words."""


@dataclass(frozen=True, slots=True)
class ShardProfile:
    """The search in one shard."""

    shard: str
    node: str
    searches: Mapping[str, SearchProfile]
    """By kind: ``vector``, ``keyword``, ``object`` (reading objects)."""


@dataclass(frozen=True, slots=True)
class Profile:
    """The time that the server spent on a query, in seconds."""

    took: float
    """Of all calls, as the server measured them."""
    calls: int
    shards: tuple[ShardProfile, ...]
    """Of all calls, one after the other."""

    def __str__(self) -> str:
        lines = [f"{self.calls} call{'s' * (self.calls != 1)}, {_milliseconds(self.took)}"]
        for each in self.shards:
            for kind, search in each.searches.items():
                lines.append(f"  {each.shard} on {each.node}: {kind} {_milliseconds(search.took)}")
                lines += [
                    f"    {name} {_milliseconds(took)}" for name, took in search.steps.items()
                ]
        return "\n".join(lines)


def _milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.3f} ms"


def profile_of(took: float, calls: int, parts: Iterable[pb.QueryProfile]) -> Profile:
    """The profiles of a query's calls as one."""
    return Profile(took, calls, tuple(_shard(each) for part in parts for each in part.shards))


def _shard(shard: pb.QueryProfile.ShardProfile) -> ShardProfile:
    searches = {kind: _search(shard.searches[kind].details) for kind in sorted(shard.searches)}
    return ShardProfile(shard.name, shard.node, searches)


_TOTAL: Final = "total_took"


def _search(details: Mapping[str, str]) -> SearchProfile:
    said = dict(sorted(details.items()))
    times = {key: seconds for key, text in said.items() if (seconds := duration(text)) is not None}
    return SearchProfile(times.pop(_TOTAL, 0.0), times, said)


_UNITS: Final[Mapping[str, float]] = {
    "ns": 1e-9,
    "µs": 1e-6,
    "μs": 1e-6,
    "us": 1e-6,
    "ms": 1e-3,
    "s": 1.0,
    "m": 60.0,
    "h": 3600.0,
}
_PART: Final = re.compile(r"(\d+(?:\.\d+)?)(ns|µs|μs|us|ms|s|m|h)")


def duration(text: str) -> float | None:
    """Seconds of a duration as the server writes it, such as ``1m2.5s``; None: it is none."""
    parts = _PART.findall(text)
    if not parts or "".join(number + unit for number, unit in parts) != text:
        return None
    return sum(float(number) * _UNITS[unit] for number, unit in parts)
