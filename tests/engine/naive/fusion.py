"""Hybrid search."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

Hits = Sequence[tuple[int, float]]
"""(number, figure), best first."""


def ranked(legs: Sequence[tuple[float, Hits]]) -> Mapping[int, float]:
    """The fused score of each object; a leg has a weight."""
    scores: dict[int, np.float32] = {}
    for weight, hits in legs:
        for rank, (number, _) in enumerate(hits):
            share = np.float32(weight / (rank + 60))
            scores[number] = np.float32(scores.get(number, np.float32(0)) + share)
    return {number: float(score) for number, score in scores.items()}


def relative(legs: Sequence[tuple[float, Hits]]) -> Mapping[int, float]:
    """The same by figures between the least and the greatest of their leg."""
    scores: dict[int, float] = {}
    for weight, hits in legs:
        figures = [figure for _, figure in hits]
        for number, figure in hits:
            low, high = min(figures), max(figures)
            share = (figure - low) / (high - low) if high > low else 1.0
            scores[number] = scores.get(number, 0.0) + weight * share
    return scores
