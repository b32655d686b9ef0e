"""What benchmarks share: measuring rivals side by side, and the table that they print."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Literal


def best_of(contenders: Mapping[str, Callable[[], object]], rounds: int = 9) -> dict[str, float]:
    """The shortest time of each, in seconds.

    They take turns, so that what else the machine does hits all of them.
    """
    best = dict.fromkeys(contenders, float("inf"))
    for _ in range(rounds):
        for name, run in contenders.items():
            start = perf_counter()
            run()
            best[name] = min(best[name], perf_counter() - start)
    return best


@dataclass(frozen=True, slots=True)
class Line:
    """One measurement: times for one unit, in one run on one machine."""

    what: str
    ours: float
    """Seconds."""
    rival: float | None = None
    bare: float | None = None
    """The plain protobuf call for the same request."""
    aim: float | None = None
    """How many times faster than the rival it should be."""
    bare_aim: float | None = None
    """How many times the bare call it may take."""


_HEAD = ("what", "ours", "rival", "faster", "aim", "bare", "of bare", "aim")


@dataclass(frozen=True, slots=True)
class Goal:
    """A figure and what it should be: at most so many seconds or bytes, or so many a second."""

    what: str
    measured: float
    aim: float
    unit: Literal["time", "rate", "bytes"] = "time"


def table(lines: Sequence[Line]) -> str:
    """The lines as a Markdown table; an aim that is met has a tick."""
    return markdown([_HEAD, *map(_cells, lines)])


def goals(lines: Sequence[Goal]) -> str:
    """The same for figures with an aim of their own; the ratio is that of the two."""
    return markdown([("what", "measured", "aim", "ratio"), *map(_goal, lines)])


def markdown(rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table; the first row is its head."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    text = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in rows
    ]
    text.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(text)


def _cells(line: Line) -> tuple[str, ...]:
    faster = line.rival / line.ours if line.rival else None
    share = line.ours / line.bare if line.bare else None
    return (
        line.what,
        _time(line.ours),
        _time(line.rival),
        _times(faster),
        _aim(line.aim, met=bool(faster and line.aim and faster >= line.aim)),
        _time(line.bare),
        _times(share),
        _aim(line.bare_aim, met=bool(share and line.bare_aim and share <= line.bare_aim)),
    )


def _goal(goal: Goal) -> tuple[str, ...]:
    show = {"time": time, "rate": rate, "bytes": size}[goal.unit]
    ratio = goal.measured / goal.aim
    met = ratio >= 1 if goal.unit == "rate" else ratio <= 1
    return goal.what, show(goal.measured), show(goal.aim), f"{ratio:.2f}{' ✓' if met else ''}"


def rate(per_second: float) -> str:
    return f"{per_second:,.0f}/s"


def size(count: float) -> str:
    return f"{count / 1e6:,.0f} MB"


def _time(seconds: float | None) -> str:
    return "" if seconds is None else time(seconds)


def time(seconds: float) -> str:
    return f"{seconds * 1e3:.1f} ms" if seconds >= 1e-3 else f"{seconds * 1e6:.1f} µs"


def _times(factor: float | None) -> str:
    return "" if factor is None else f"{factor:.1f} ×"


def _aim(factor: float | None, *, met: bool) -> str:
    return "" if factor is None else f"{factor:g} ×{' ✓' if met else ''}"
