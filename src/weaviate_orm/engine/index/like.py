"""Patterns of `Like`: `?` is one character, `*` any run, neither of them a line break."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

_WILDCARD = re.compile(r"[?*]")
_RUN_OF_STARS = re.compile(r"\*+")
_LAST = chr(0x10FFFF)


@lru_cache(maxsize=256)
def expression(pattern: str) -> re.Pattern[str]:
    """The regular expression of a pattern, to be matched against whole lines.

    What stands between two stars is looked for once, at its first place: a later one would leave
    less room for what follows. So the work grows with the length of a line, as on a server, and
    not with a power of it.
    """
    first, *rest = map(_fixed, _RUN_OF_STARS.split(pattern))
    *between, last = rest or [""]
    body = first + "".join(f"(?>[^\n]*?{part})" for part in between)
    run = "[^\n]*" if rest else ""
    return re.compile(f"^{body}{run}{last}$", re.MULTILINE)


def _fixed(part: str) -> str:
    """The expression of a part without stars."""
    return "[^\n]".join(map(re.escape, part.split("?")))


def has_wildcard(pattern: str) -> bool:
    return _WILDCARD.search(pattern) is not None


class TermTable:
    """Terms in byte order (which is that of code points), searched as one text."""

    def __init__(self, terms: Sequence[str] = (), numbers: NDArray[np.intp] | None = None) -> None:
        self.terms = terms
        self.numbers: NDArray[np.intp] = np.empty(0, np.intp) if numbers is None else numbers
        """What stands for each term elsewhere."""
        self._text: _Text | None = None

    @classmethod
    def made(cls, terms: Sequence[str], numbers: Mapping[str, int]) -> TermTable:
        found = map(numbers.__getitem__, terms)
        return cls(terms, np.fromiter(found, np.intp, len(terms)))

    def matching(self, pattern: str) -> NDArray[np.intp]:
        """The places of the terms that match a pattern, in order."""
        prefix = _WILDCARD.split(pattern, maxsplit=1)[0]
        start = bisect_left(self.terms, prefix) if prefix else 0
        stop = bisect_left(self.terms, prefix + _LAST) if prefix else len(self.terms)
        if pattern == prefix:
            there = start < len(self.terms) and self.terms[start] == pattern
            return np.arange(start, start + there)
        if pattern == prefix + "*" and not self._lines().broken:
            return np.arange(start, stop)
        return self._lines().matching(pattern, start, stop)

    def _lines(self) -> _Text:
        if self._text is None:
            self._text = _Text(self.terms)
        return self._text


class _Text:
    """All terms, one a line. Those that hold line breaks are kept apart."""

    def __init__(self, terms: Sequence[str]) -> None:
        self._terms = terms
        self.broken = [i for i, term in enumerate(terms) if "\n" in term]
        lines = list(terms)
        for i in self.broken:
            lines[i] = ""
        self._text = "\n".join(lines)
        lengths = np.fromiter(map(len, lines), np.intp, len(lines)) + 1
        self._starts = np.cumsum(lengths) - lengths

    def matching(self, pattern: str, start: int, stop: int) -> NDArray[np.intp]:
        if start >= stop:
            return np.empty(0, np.intp)
        if "\n" in pattern:  # no wildcard runs over a line break, but literal text may
            whole = expression(pattern).fullmatch
            found = [i for i in self.broken if start <= i < stop and whole(self._terms[i])]
            return np.array(found, np.intp)
        begin = int(self._starts[start])
        end = int(self._starts[stop]) - 1 if stop < len(self._starts) else len(self._text)
        found = [m.start() for m in expression(pattern).finditer(self._text, begin, end)]
        places = self._starts.searchsorted(np.array(found, np.intp))
        return places[~np.isin(places, self.broken)] if self.broken else places
