"""The client that a query uses when none is named.

Two slots, one for each colour. The client of a slot is the innermost ``with client:`` of this
context, else the default of the process: the oldest client that ``connect()`` made and nobody
has closed, seen by every thread. Looked up when a query runs, never when it is built.
"""

from __future__ import annotations

import os
import threading
from contextvars import ContextVar
from typing import TYPE_CHECKING, Final, Generic, TypeVar, cast
from weakref import ref

from weaviate_orm.errors import MisuseTypeError, NoClient

if TYPE_CHECKING:
    from weaviate_orm.flows.flow import AsyncRunner, Runner

ClientT = TypeVar("ClientT")


class _Slot(Generic[ClientT]):
    """One colour's clients."""

    def __init__(self, name: str) -> None:
        self._entered: ContextVar[tuple[ClientT, ...]] = ContextVar(name, default=())
        self._lock = threading.Lock()
        self._default: ClientT | None = None
        # the others only wait for their turn: what is dropped without close() may go
        self._others: list[ref[ClientT]] = []

    def find(self) -> ClientT | None:
        entered = self._entered.get()
        return entered[-1] if entered else self._default

    def enter(self, client: ClientT) -> None:
        self._entered.set((*self._entered.get(), client))

    def leave(self, client: ClientT) -> None:
        entered = self._entered.get()
        for at in range(len(entered) - 1, -1, -1):
            if entered[at] is client:
                self._entered.set(entered[:at] + entered[at + 1 :])
                return

    def offer(self, client: ClientT) -> None:
        with self._lock:
            if self._default is None:
                self._default = client
            else:
                self._others.append(ref(client))

    def withdraw(self, client: ClientT) -> None:
        with self._lock:
            waiting = [
                (each, living)
                for each in self._others
                if (living := each()) is not None and living is not client
            ]
            if self._default is client:
                self._default = waiting.pop(0)[1] if waiting else None
            self._others = [each for each, _ in waiting]

    def reset(self) -> None:
        self._entered.set(())
        self._default = None
        self._others = []
        self._lock = threading.Lock()

    def forked(self) -> None:
        self._lock = threading.Lock()


SYNC: Final[_Slot[Runner]] = _Slot("weaviate_orm_client")
ASYNC: Final[_Slot[AsyncRunner]] = _Slot("weaviate_orm_async_client")


def _after_in_child() -> None:
    SYNC.forked()
    ASYNC.forked()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_in_child)


def reset() -> None:
    """Forget all clients, as a process that just began; open ones stay open."""
    SYNC.reset()
    ASYNC.reset()


def sync_client(asked: str, chosen: object = None) -> Runner:
    """The client for a sync call: ``chosen`` where one was given, else the ambient one.

    ``asked`` is the sync method, such as ``first``, or ``for``; messages name it and its twin.

    Raises:
        NoClient: there is none.
        MisuseTypeError: there is one, but an async one.
    """
    sync_name, async_name = _named(asked)
    if chosen is None:
        if (found := SYNC.find()) is not None:
            return found
        if ASYNC.find() is None:
            raise NoClient(
                f"{sync_name} has no client. Call connect(url) once, or run it inside"
                " `with connect(url):`."
            )
    elif hasattr(chosen, "run"):
        return cast("Runner", chosen)  # its colour is all that is asked
    elif not hasattr(chosen, "arun"):
        raise MisuseTypeError(f".using({chosen!r}): that is no client. Use what connect() gives.")
    raise MisuseTypeError(
        f"{sync_name} needs a Client, and the one here is an AsyncClient."
        f" Use {async_name}, or connect() a Client."
    )


def async_client(asked: str, chosen: object = None) -> AsyncRunner:
    """The client for an async call: ``chosen`` where one was given, else the ambient one.

    ``asked`` is the sync method, such as ``first`` for ``afirst``, or ``for`` for ``async for``.

    Raises:
        NoClient: there is none.
        MisuseTypeError: there is one, but a sync one.
    """
    sync_name, async_name = _named(asked)
    if chosen is None:
        if (found := ASYNC.find()) is not None:
            return found
        if SYNC.find() is None:
            raise NoClient(
                f"{async_name} has no client. Call aconnect(url) once, or run it inside"
                " `async with aconnect(url):`."
            )
    elif hasattr(chosen, "arun"):
        return cast("AsyncRunner", chosen)  # its colour is all that is asked
    elif not hasattr(chosen, "run"):
        raise MisuseTypeError(f".using({chosen!r}): that is no client. Use what aconnect() gives.")
    raise MisuseTypeError(
        f"{async_name} needs an AsyncClient, and the one here is a Client."
        f" Use {sync_name}, or aconnect() an AsyncClient."
    )


def _named(asked: str) -> tuple[str, str]:
    return ("`for`", "`async for`") if asked == "for" else (f"{asked}()", f"a{asked}()")
