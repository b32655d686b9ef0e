"""A forked child must not use its parent's connections: it opens its own.

The parent's threads are gone in the child, so locks may be held for ever, and what a shared
socket is told reaches the parent's server. Whoever holds locks or connections registers here
and starts afresh in the child.
"""

from __future__ import annotations

import os
from typing import Final, Protocol
from weakref import WeakSet


class Forkable(Protocol):
    """Something that a fork breaks."""

    def forked(self) -> None:
        """Called in the child: new locks, no connections, nothing closed."""
        ...


_living: Final[WeakSet[Forkable]] = WeakSet()
_left_behind: Final[list[object]] = []


def register(each: Forkable) -> None:
    """Tell ``each`` when the process was forked, for as long as it lives."""
    _living.add(each)


def leave(*connections: object) -> None:
    """Keep the parent's connections alive, unused.

    Closing or freeing them may block, or speak to the server in the parent's name.
    """
    _left_behind.extend(connections)


def _after_in_child() -> None:
    for each in list(_living):
        each.forked()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_in_child)
