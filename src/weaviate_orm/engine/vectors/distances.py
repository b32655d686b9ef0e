"""The five distances between a query and many stored vectors, in float32.

`numpy.vecdot` and not `matrix @ vector`: equal rows get equal distances, whatever stands beside
them, and the figures do not depend on how busy the machine is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Kernel = Callable[[Floats, Floats, Floats, Floats], None]
"""(rows, inverse norms of the rows, query, out): writes one distance a row into `out`."""

_BLOCK = 262_144
"""Floats of a temporary: 1 MB, which stays in the processor's cache."""


def inverse_norms(rows: Floats) -> Floats:
    """`1/√Σx²` of each row; 0 for a zero row, so that its cosine is 0 and its distance 1."""
    with np.errstate(all="ignore"):
        squares = np.vecdot(rows, rows)
        inverse: Floats = np.reciprocal(np.sqrt(squares))
    inverse[squares == 0] = 0
    return inverse


def normalised(vector: Floats) -> Floats:
    """The vector at length 1; a zero vector stays zero. Also row by row for a matrix."""
    if vector.ndim == 1:
        return vector * inverse_norms(vector[None, :])
    return vector * inverse_norms(vector)[:, None]


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


@dataclass(frozen=True, slots=True)
class Metric:
    """A distance: lower is closer."""

    name: str
    kernel: Kernel
    normalises: bool = False
    """Whether the query is brought to length 1 first (stored rows use their inverse norms)."""

    def prepare(self, query: Floats) -> Floats:
        return normalised(query) if self.normalises else query

    def distances(self, rows: Floats, inverse: Floats, query: Floats) -> Floats:
        """Of a prepared query to each row."""
        out = np.empty(len(rows), np.float32)
        with np.errstate(all="ignore"):  # not-finite components are stored as they come
            self.kernel(rows, inverse, query, out)
        return out


METRICS: Mapping[str, Metric] = {
    metric.name: metric
    for metric in (
        Metric("cosine", _cosine, normalises=True),
        Metric("dot", _dot),
        Metric("l2-squared", _l2_squared),
        Metric("manhattan", _manhattan),
        Metric("hamming", _hamming),
    )
}
