"""The five distances between a query and many stored vectors, in float32.

`numpy.vecdot` and not `matrix @ vector`: equal rows get equal distances, whatever stands beside
them, and the figures do not depend on how busy the machine is.

Scanning counts in whatever order is fast. What is shown is counted again in the server's order,
bit by bit: an object is at distance 0 of itself exactly where the server says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Kernel = Callable[[Floats, Floats, Floats, Floats], None]
"""(rows, inverse norms of the rows, query, out): writes one distance a row into `out`."""
Shown = Callable[[Floats, Floats], Floats]
"""(rows, query): one distance a row."""

_BLOCK = 262_144
"""Floats of a temporary: 1 MB, which stays in the processor's cache."""


def inverse_norms(rows: Floats) -> Floats:
    """`1/√Σx²` of each row; 0 for a zero row, so that its cosine is 0 and its distance 1."""
    with np.errstate(all="ignore"):
        squares = np.vecdot(rows, rows)
        inverse: Floats = np.reciprocal(np.sqrt(squares))
    inverse[squares == 0] = 0
    return inverse


def dots(rows: Floats, others: Floats) -> Floats:
    """Row by row `Σ a·b`, in the order of a server's processor with AVX2.

    Four accumulators of eight lanes take fused products; then lanes are added in pairs, and what
    is left of a row over a multiple of eight is summed by itself.
    """
    count, width = rows.shape
    products = np.multiply(rows, others, dtype=np.float64)  # exact, as inside a fused operation
    blocks = width // 32
    lanes = _accumulated(products[:, : 32 * blocks].reshape(count, blocks, 32))
    for start in range(32 * blocks, width - 7, 8):
        lanes[:, :8] += products[:, start : start + 8]
        lanes[:, :8] = lanes[:, :8].astype(np.float32)
    quarters = lanes.astype(np.float32).reshape(count, 4, 8)
    lanes_of_two: Floats = np.add(quarters[:, 0::2], quarters[:, 1::2])
    total = _paired(_paired(_paired(np.add(lanes_of_two[:, 0], lanes_of_two[:, 1]))))[:, 0]
    if width % 8 == 0:
        return total
    rest = products[:, width - width % 8 :].reshape(count, width % 8, 1)
    both: Floats = np.add(total, _accumulated(rest)[:, 0].astype(np.float32))
    return both


def _paired(lanes: Floats) -> Floats:
    pairs: Floats = np.add(lanes[:, 0::2], lanes[:, 1::2])
    return pairs


def _accumulated(steps: NDArray[np.float64]) -> NDArray[np.float64]:
    """Sums over the middle axis, rounded to float32 after each addition."""
    total = np.zeros((steps.shape[0], steps.shape[2]))
    rounded = np.zeros(total.shape, np.float32)
    for step in range(steps.shape[1]):
        np.add(total, steps[:, step], out=total)
        rounded[...] = total
        total[...] = rounded
    return total


def normalised(rows: Floats) -> Floats:
    """Each row at length 1, in the server's order of counting; zero rows stay zero."""
    with np.errstate(all="ignore"):
        squares = dots(rows, rows)
        inverse = (1 / np.sqrt(squares.astype(np.float64))).astype(np.float32)
        inverse[squares == 0] = 1
        scaled: Floats = rows * inverse[:, None]
    return scaled


def _cosine(rows: Floats, inverse: Floats, query: Floats, out: Floats) -> None:
    np.vecdot(rows, query, out=out)
    np.multiply(out, inverse, out=out)
    np.subtract(np.float32(1), out, out=out)
    np.maximum(out, np.float32(0), out=out)


def _dot(rows: Floats, _inverse: Floats, query: Floats, out: Floats) -> None:
    np.vecdot(rows, query, out=out)
    np.negative(out, out=out)


def _l2_squared(rows: Floats, _inverse: Floats, query: Floats, out: Floats) -> None:
    # The shortcut by norms, |a|² - 2ab + |b|², errs by up to 1e-6: too much for equal vectors.
    step = max(1, _BLOCK // max(1, rows.shape[1]))
    buffer = np.empty((min(step, len(rows)), rows.shape[1]), np.float32)
    for start in range(0, len(rows), step):
        block = rows[start : start + step]
        difference = buffer[: len(block)]
        np.subtract(block, query, out=difference)
        np.vecdot(difference, difference, out=out[start : start + len(block)])


def _manhattan(rows: Floats, _inverse: Floats, query: Floats, out: Floats) -> None:
    step = max(1, _BLOCK // max(1, rows.shape[1]))
    buffer = np.empty((min(step, len(rows)), rows.shape[1]), np.float32)
    ones = np.ones(rows.shape[1], np.float32)
    for start in range(0, len(rows), step):
        block = rows[start : start + step]
        difference = buffer[: len(block)]
        np.subtract(block, query, out=difference)
        np.abs(difference, out=difference)
        np.vecdot(difference, ones, out=out[start : start + len(block)])


def _hamming(rows: Floats, _inverse: Floats, query: Floats, out: Floats) -> None:
    step = max(1, _BLOCK // max(1, rows.shape[1]))
    for start in range(0, len(rows), step):
        block = rows[start : start + step]
        out[start : start + len(block)] = np.count_nonzero(block != query, axis=1)


def _cosine_shown(rows: Floats, query: Floats) -> Floats:
    cosines = dots(normalised(rows), query[None, :])
    distances: Floats = np.maximum(np.float32(0), np.float32(1) - cosines)
    return distances


def _dot_shown(rows: Floats, query: Floats) -> Floats:
    distances: Floats = -dots(rows, query[None, :])
    return distances


@dataclass(frozen=True, slots=True)
class Metric:
    """A distance: lower is closer."""

    name: str
    kernel: Kernel
    shown: Shown | None = None
    """The same for few rows, bit by bit as the server counts; None = the kernel will do."""
    normalises: bool = False
    """Whether the query is brought to length 1 first (stored rows use their inverse norms)."""

    def prepare(self, query: Floats) -> Floats:
        """A query, or several, ready for the kernels."""
        if not self.normalises:
            return query
        return normalised(query) if query.ndim == 2 else normalised(query[None, :])[0]

    def distances(self, rows: Floats, inverse: Floats, query: Floats) -> Floats:
        """Of a prepared query to each row."""
        out = np.empty(len(rows), np.float32)
        with np.errstate(all="ignore"):  # not-finite components are stored as they come
            self.kernel(rows, inverse, query, out)
        return out

    def exact(self, rows: Floats, query: Floats) -> Floats:
        """Of a prepared query to each row, as the server would show it."""
        if self.shown is None:
            return self.distances(rows, np.empty(0, np.float32), query)
        step = max(1, _BLOCK // max(1, rows.shape[1]))
        with np.errstate(all="ignore"):
            if len(rows) <= step:
                return self.shown(rows, query)
            blocks = [
                self.shown(rows[start : start + step], query) for start in range(0, len(rows), step)
            ]
        return np.concatenate(blocks)


METRICS: Mapping[str, Metric] = {
    metric.name: metric
    for metric in (
        Metric("cosine", _cosine, _cosine_shown, normalises=True),
        Metric("dot", _dot, _dot_shown),
        Metric("l2-squared", _l2_squared),
        Metric("manhattan", _manhattan),
        Metric("hamming", _hamming),
    )
}
