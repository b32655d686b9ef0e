"""BM25 as Weaviate counts it: formulas on arrays, and the best of many scores."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

F = TypeVar("F", np.float32, np.float64)
_BLOCK = 64


def inverse_document_frequency(objects: int, frequencies: Sequence[int]) -> float:
    """The weight of a term.

    `objects` is the number of objects, `frequencies` how many of them hold the term in each
    property, as far as any does.
    """
    mean = sum(frequencies) // len(frequencies)
    return math.log(1 + (max(objects, mean) - mean + 0.5) / (mean + 0.5))


@dataclass(frozen=True, slots=True)
class Saturation:
    """How much the occurrences of a term count in texts of some length."""

    k1: float
    b: float
    average_length: float

    def of(
        self, frequencies: NDArray[np.unsignedinteger], lengths: NDArray[np.unsignedinteger]
    ) -> NDArray[np.float64]:
        counts = frequencies.astype(np.float64)
        damping = lengths * (self.k1 * self.b / self.average_length)
        damping += self.k1 * (1 - self.b)
        damping += counts
        counts /= damping
        return counts


class Scored(NamedTuple, Generic[F]):
    """Scores of slots; the slots are sorted."""

    slots: NDArray[np.intp]
    scores: NDArray[F]


def summed(parts: Sequence[Scored[F]], size: int, at_least: int = 1) -> Scored[F]:
    """The sum of the parts of every slot that is in at least so many of them.

    There is at least one part; `size` is the number of slots there are.
    """
    if len(parts) < at_least:
        return Scored(parts[0].slots[:0], parts[0].scores[:0])
    if len(parts) == 1:
        return parts[0]
    if sum(len(part.slots) for part in parts) * 8 > size:
        return _summed_densely(parts, size, at_least)
    slots = np.concatenate([part.slots for part in parts])
    order = np.argsort(slots, kind="stable")
    slots = slots[order]
    starts = np.flatnonzero(np.diff(slots, prepend=-1))
    scores = np.concatenate([part.scores for part in parts])[order]
    slots, scores = slots[starts], np.add.reduceat(scores, starts)
    if at_least > 1:
        enough = np.diff(starts, append=len(order)) >= at_least
        slots, scores = slots[enough], scores[enough]
    return Scored(slots, scores)


def _summed_densely(parts: Sequence[Scored[F]], size: int, at_least: int) -> Scored[F]:
    scores = np.zeros(size, parts[0].scores.dtype)
    scores[parts[0].slots] = parts[0].scores
    for part in parts[1:]:
        scores[part.slots] += part.scores
    if at_least == 1 and all(part.scores.min(initial=1) > 0 for part in parts):
        slots = np.flatnonzero(scores > 0)
    else:
        counts = np.zeros(size, np.min_scalar_type(len(parts)))
        for part in parts:
            counts[part.slots] += 1
        slots = np.flatnonzero(counts >= at_least)
    return Scored(slots, scores[slots])


def best(
    slots: NDArray[np.intp],
    scores: NDArray[np.float32],
    count: int,
    docs: NDArray[np.int64] | None,
) -> NDArray[np.intp]:
    """The places of the `count` highest scores, best first.

    Of equal scores the lower doc id comes first; `docs` are those of all slots, None where slots
    are in doc id order.
    """
    places = _candidates(scores, count)
    ties = slots[places] if docs is None else docs[slots[places]]
    return places[np.lexsort((ties, -scores[places]))[:count]]


def _candidates(scores: NDArray[np.float32], count: int) -> NDArray[np.intp]:
    """The places of at least the `count` highest scores and of all that equal the last of them."""
    if len(scores) <= max(count, 4 * _BLOCK):
        return np.arange(len(scores))
    whole = len(scores) // _BLOCK * _BLOCK
    if whole // _BLOCK > 4 * count:
        # So many groups of scores have one of at least this: it is not above the one looked for.
        peaks = scores[:whole].reshape(_BLOCK, -1).max(axis=0)
        least = np.partition(peaks, len(peaks) - count)[len(peaks) - count]
    else:
        least = np.partition(scores, len(scores) - count)[len(scores) - count]
    return np.flatnonzero(scores >= least)
