"""Many readers or one writer."""

from __future__ import annotations

from contextlib import contextmanager
from threading import Condition, Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Generator

_SECONDS = 0.2
"""After which a wait looks again."""


class ReadWriteLock:
    """Taken once a request, never nested: requests read side by side, a change waits for them.

    A waiting writer goes before readers that come later. `preparing` is for the part of a write
    that only reads: nothing else can write meanwhile, and readers go on.

    An interrupt (Ctrl+C) at any moment leaves nothing locked: what counts is a set, what is
    entered is the bare lock, whose entering no signal can cut in two, and whoever waits looks
    again after a while, if an interrupt took the word that it waits for.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._changed = Condition(self._lock)
        self._readers: set[object] = set()
        self._waiting: set[object] = set()
        """Writers."""
        self._writing = False
        self._preparing = Lock()

    @contextmanager
    def reading(self) -> Generator[None, None, None]:
        reader = object()
        try:
            with self._lock:
                while self._writing or self._waiting:
                    self._changed.wait(_SECONDS)
                self._readers.add(reader)
            yield
        finally:
            self._readers.discard(reader)
            if self._waiting and not self._readers:
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
        writer = object()
        try:
            with self._lock:
                self._waiting.add(writer)
                while self._readers:
                    self._changed.wait(_SECONDS)
                self._writing = True
            yield
        finally:
            self._waiting.discard(writer)
            self._writing = False
            with self._lock:
                self._changed.notify_all()
