"""What benchmarks share: measuring rivals side by side, and the table that they print."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from time import perf_counter


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


def table(lines: list[Line]) -> str:
    """The lines as a Markdown table; an aim that is met has a tick."""
    rows = [_HEAD, *map(_cells, lines)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(_HEAD))]
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


def _time(seconds: float | None) -> str:
    if seconds is None:
        return ""
    return f"{seconds * 1e3:.1f} ms" if seconds >= 1e-3 else f"{seconds * 1e6:.1f} µs"


def _times(factor: float | None) -> str:
    return "" if factor is None else f"{factor:.1f} ×"


def _aim(factor: float | None, *, met: bool) -> str:
    return "" if factor is None else f"{factor:g} ×{' ✓' if met else ''}"
