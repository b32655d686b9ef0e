"""Fusing the legs of a hybrid search, in float32 as the server counts."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from weaviate_orm.engine.text.literals import format_float

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

RANK_CONSTANT: Final = 60
"""`k` of reciprocal rank fusion."""
_SAME: Final = 1e-14
"""Scores whose squared difference is smaller count as equal."""


@dataclass(frozen=True, slots=True)
class Leg:
    """The hits of one search, best first, and their figures (higher is better)."""

    name: str
    """As explanations show it, e.g. `keyword,bm25`."""
    weight: float
    slots: Sequence[int]
    figures: Sequence[float]


class Share(NamedTuple):
    """What one leg adds to the score of an object that it found."""

    leg: str
    figure: float
    share: float


class Fused(NamedTuple):
    """An object with its fused score."""

    slot: int
    score: float
    shares: tuple[Share, ...]

    @property
    def figure(self) -> float:
        """Of the last leg that found it; decides between equal scores."""
        return self.shares[-1].figure


def ranked(legs: Sequence[Leg], identity: Callable[[int], bytes]) -> list[Fused]:
    """`Σ weight / (rank + 60)` over the legs (Cormack et al. 2009; ranks from 0)."""
    ranks = np.arange(
        RANK_CONSTANT, RANK_CONSTANT + max((len(leg.slots) for leg in legs), default=0)
    )
    shares = [(leg.weight / ranks[: len(leg.slots)]).astype(np.float32) for leg in legs]
    return _fused(legs, [s.tolist() for s in shares], identity)


def relative(legs: Sequence[Leg], identity: Callable[[int], bytes]) -> list[Fused]:
    """`Σ weight · (figure - min) / (max - min)` over the legs; `weight` where all are equal.

    Figures that are no numbers count for nothing but themselves.
    """
    return _fused(legs, [_normalised(leg) for leg in legs], identity)


def _normalised(leg: Leg) -> list[float]:
    figures = np.asarray(leg.figures, np.float32)
    weight = np.float32(leg.weight)
    if not len(figures):
        return []
    low, high = np.fmin.reduce(figures), np.fmax.reduce(figures)
    if low == high:
        return [float(weight)] * len(figures)
    with np.errstate(invalid="ignore", over="ignore"):  # figures that are no numbers
        shares: list[float] = (weight * ((figures - low) / (high - low))).tolist()
    return shares


def _fused(
    legs: Sequence[Leg], shares: Sequence[Sequence[float]], identity: Callable[[int], bytes]
) -> list[Fused]:
    found: dict[int, tuple[Share, ...]] = {}
    for leg, leg_shares in zip(legs, shares, strict=True):
        for slot, figure, share in zip(leg.slots, leg.figures, leg_shares, strict=True):
            found[slot] = (*found.get(slot, ()), Share(leg.name, figure, share))
    items = [Fused(slot, _sum(parts), parts) for slot, parts in found.items()]

    def by_identity(same: Sequence[Fused]) -> Sequence[Fused]:
        return sorted(same, key=lambda f: identity(f.slot))

    def by_figure(same: Sequence[Fused]) -> Sequence[Fused]:
        return _descending(same, attrgetter("figure"), by_identity)

    return _descending(items, attrgetter("score"), by_figure)


def _sum(shares: Sequence[Share]) -> float:
    if len(shares) == 1:
        return shares[0].share
    total = np.float32(0)
    for share in shares:
        total += np.float32(share.share)
    return float(total)


def _descending(
    items: Sequence[Fused],
    figure: Callable[[Fused], float],
    settle: Callable[[Sequence[Fused]], Sequence[Fused]],
) -> list[Fused]:
    """By a figure, highest first; `settle` orders runs of those that count as equal."""
    ordered = sorted(items, key=figure, reverse=True)
    figures = list(map(figure, ordered))
    start = 0
    for end in range(1, len(ordered) + 1):
        if end == len(ordered) or (figures[end - 1] - figures[end]) ** 2 >= _SAME:
            if end - start > 1:
                ordered[start:end] = settle(ordered[start:end])
            start = end
    return ordered


def explain_relative(fused: Fused, identity: str) -> str:
    """The text of relative score fusion; the later leg comes first."""
    return " - ".join(
        f"\nHybrid (Result Set {s.leg}) Document {identity}: original score "
        f"{shortest(s.figure)}, normalized score: {shortest(s.share)}"
        for s in reversed(fused.shares)
    )


def explain_ranked(fused: Fused, identity: str) -> str:
    """The text of ranked fusion."""
    return "".join(
        f"\nHybrid (Result Set {s.leg}) Document {identity} contributed {shortest(s.share)} "
        "to the score"
        for s in fused.shares
    )


def shortest(number: float) -> str:
    """A float32 in as few digits as tell it apart."""
    return format_float(float(str(np.float32(number))))
