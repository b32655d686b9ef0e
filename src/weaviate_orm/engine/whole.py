"""Work that an interrupt may not cut in two.

Python runs the handlers of signals in the main thread, between any two instructions, and those of
Ctrl+C and of most timeouts raise. What stores and then takes over a write is therefore done beside
the main thread, which waits for its end and raises the interrupt then.
"""

from __future__ import annotations

import _thread
import os
import sys
import threading
from collections.abc import Callable
from functools import partial, wraps
from queue import SimpleQueue
from typing import Generic, ParamSpec, TypeVar

T = TypeVar("T")
P = ParamSpec("P")


class _Task(Generic[T]):
    def __init__(self, work: Callable[[], T]) -> None:
        self._work = work
        self._ended = _thread.allocate_lock()
        self._ended.acquire()
        self.is_sent = False
        self.is_done = False
        self.values: list[T] = []
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            self.values.append(self._work())
        except BaseException as error:  # noqa: BLE001 (raised where it is waited for)
            self.error = error
        finally:
            self.is_done = True
            self._ended.release()

    def wait(self) -> None:
        self._ended.acquire()


class _Beside:
    """One thread for the main thread of this process, made when it is first wanted."""

    def __init__(self) -> None:
        self._tasks: SimpleQueue[Callable[[], None]] | None = None
        self._process = 0

    def tasks(self) -> SimpleQueue[Callable[[], None]]:
        if self._tasks is None or self._process != os.getpid():  # a fork has no such thread
            tasks: SimpleQueue[Callable[[], None]] = SimpleQueue()
            _thread.start_new_thread(_serve, (tasks,))
            self._tasks, self._process = tasks, os.getpid()
        return self._tasks


_beside = _Beside()


def _serve(tasks: SimpleQueue[Callable[[], None]]) -> None:
    while True:
        tasks.get()()


def uninterrupted(work: Callable[[], T]) -> T:
    """Do the work to its end; an interrupt that comes meanwhile is raised afterwards."""
    if _thread.get_ident() != threading.main_thread().ident or sys.is_finalizing():
        return work()
    task = _Task[T](work)
    tasks = _beside.tasks()
    interrupt: BaseException | None = None
    while not task.is_done:
        try:
            if not task.is_sent:
                task.is_sent = True
                tasks.put(task.run)
            task.wait()
        except BaseException as error:  # noqa: BLE001 (raised below)
            interrupt = error
    if interrupt is not None:
        raise interrupt
    if task.error is not None:
        raise task.error
    return task.values[0]


def whole(function: Callable[P, T]) -> Callable[P, T]:
    """A function whose work is `uninterrupted`."""

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        return uninterrupted(partial(function, *args, **kwargs))

    return run
