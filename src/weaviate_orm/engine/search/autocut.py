"""Autocut: a ranking ends before the n-th jump of its figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence


def kept(figures: Sequence[float], jumps: int) -> int:
    """How many of the results to keep; `figures` are distances or scores in result order.

    The figures are drawn as a curve from (0, 0) to (1, 1); a jump is a local peak of its height
    over the diagonal. `jumps` up to 0 keeps everything, and so do figures that are all equal.
    """
    count = len(figures)
    if jumps <= 0 or count <= 1:
        return count
    y = np.asarray(figures, np.float32)
    step = np.float32(1) / np.float32(count - 1)
    with np.errstate(all="ignore"):
        height = (y - y[0]) / (y[-1] - y[0]) - np.arange(count, dtype=np.float32) * step
    rises = height[1:] > height[:-1]
    falls = np.empty(count - 1, np.bool_)
    falls[:-1] = height[1:-1] > height[2:]
    # The last one has no right neighbour: it is measured against the one before the last but one.
    falls[-1] = count > 2 and height[-1] > height[-3]
    peaks = np.flatnonzero(rises & falls) + 1
    return int(peaks[jumps - 1]) if len(peaks) >= jumps else count
