"""Ranges of ids that can be asked for by how the ids begin.

To find what comes after an id, a server looks at all ids that do, and sorts all objects among them
that the filter lets through: seconds for each page where a million remain. What begins with some
digits it finds at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

END = 1 << 128
"""Beyond the last id, as a number."""
_DIGITS = 32
_HYPHENS_AFTER = (8, 12, 16, 20)


@dataclass(frozen=True, slots=True)
class IdRange:
    """``count`` neighbouring sets of ids, in each of which all begin with the same digits."""

    start: int
    digits: int
    count: int

    @property
    def stop(self) -> int:
        """The first id after it, as a number."""
        return self.start + self.count * self._width

    @property
    def _width(self) -> int:
        return 1 << 4 * (_DIGITS - self.digits)

    def patterns(self) -> list[str]:
        """What its ids are like, such as ``804c*``."""
        length = self.digits + sum(self.digits > each for each in _HYPHENS_AFTER)
        starts = range(self.start, self.stop, self._width)
        return [f"{str(UUID(int=each))[:length]}*" for each in starts]


def range_beyond(last: int, span: int) -> IdRange:
    """The range in which the id after ``last`` is, hardly wider than ``span``.

    It may begin before that id, since it consists of whole sets.
    """
    # Of four sets at least, so that little of the span is lost by taking whole ones. A digit is
    # four bits; one at the least is given.
    exponent = min(max(span // 4, 1).bit_length() - 1, 4 * _DIGITS - 1) // 4 * 4
    width = 1 << exponent
    start = (last + 1) // width * width
    count = max(1, min(span // width, (END - start) // width))
    return IdRange(start, _DIGITS - exponent // 4, count)
