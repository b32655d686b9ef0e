"""Many readers or one writer."""

from __future__ import annotations

from contextlib import contextmanager
from threading import Condition, Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Generator


class ReadWriteLock:
    """Taken once a request, never nested: requests read side by side, a change waits for them.

    A waiting writer goes before readers that come later. `preparing` is for the part of a write
    that only reads: nothing else can write meanwhile, and readers go on.
    """

    def __init__(self) -> None:
        self._condition = Condition()
        self._readers = 0
        self._writers_waiting = 0
        self._writing = False
        self._preparing = Lock()

    @contextmanager
    def reading(self) -> Generator[None, None, None]:
        with self._condition:
            while self._writing or self._writers_waiting:
                self._condition.wait()
            self._readers += 1
        try:
            yield
        finally:
            with self._condition:
                self._readers -= 1
                if not self._readers:
                    self._condition.notify_all()

    @contextmanager
    def preparing(self) -> Generator[None, None, None]:
        """One write at a time; inside it `writing` may be taken, and nothing needs `reading`."""
        with self._preparing:
            yield

    @contextmanager
    def writing(self) -> Generator[None, None, None]:
        """No reader beside it. Only inside `preparing`."""
        with self._condition:
            self._writers_waiting += 1
            try:
                while self._readers or self._writing:
                    self._condition.wait()
                self._writing = True
            finally:  # an interrupt ends the wait, too
                self._writers_waiting -= 1
                if not self._writing:
                    self._condition.notify_all()
        try:
            yield
        finally:
            with self._condition:
                self._writing = False
                self._condition.notify_all()
