"""Many readers or one writer."""

from __future__ import annotations

from contextlib import contextmanager
from threading import Condition, Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Generator

_SECONDS = 0.2
"""After which a wait looks again."""
_CLOSED = 0.02
"""Seconds for which a writer that waits keeps readers out."""
_OPEN = 0.05
"""Seconds for which it lets them in again, if an earlier one is still not done."""


class ReadWriteLock:
    """Taken once a request, never nested: requests read side by side, a change waits for them.

    A waiting writer goes before readers that come later; but while it waits for a long one, it
    lets short ones go beside that. `preparing` is for the part of a write that only reads:
    nothing else can write meanwhile, and readers go on.

    An interrupt (Ctrl+C) at any moment leaves nothing locked: what counts is a set, what is
    entered is the bare lock, whose entering no signal can cut in two, and whoever waits looks
    again after a while, if an interrupt took the word that it waits for.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._changed = Condition(self._lock)
        self._readers: set[object] = set()
        self._is_awaited = False
        """A writer waits for the readers."""
        self._is_closed = False
        """Readers wait for a writer."""
        self._preparing = Lock()

    @contextmanager
    def reading(self) -> Generator[None, None, None]:
        reader = object()
        try:
            with self._lock:
                while self._is_closed:
                    self._changed.wait(_SECONDS)
                self._readers.add(reader)
            yield
        finally:
            self._readers.discard(reader)
            if self._is_awaited and not self._readers:
                with self._lock:
                    self._changed.notify_all()

    @contextmanager
    def preparing(self) -> Generator[None, None, None]:
        """One write at a time; inside it `writing` may be taken, and nothing needs `reading`."""
        with self._preparing:
            yield

    @contextmanager
    def writing(self) -> Generator[None, None, None]:
        """No reader beside it. Only inside `preparing`."""
        try:
            with self._lock:
                self._is_awaited = True
                self._is_closed = True
                while not self._changed.wait_for(self._is_free, _CLOSED):
                    self._is_closed = False
                    self._changed.notify_all()
                    self._changed.wait_for(self._is_free, _OPEN)
                    self._is_closed = True
            yield
        finally:
            self._is_awaited = False
            self._is_closed = False
            with self._lock:
                self._changed.notify_all()

    def _is_free(self) -> bool:
        return not self._readers
