"""Flows: every operation of more than one step, written once for sync and async.

A flow is a generator. It yields steps (a call, several calls that may run at the same time, a
pause, a question about the server) and is sent their outcomes; a call that fails is thrown
into it. Two drivers run flows: ``Runner.run`` and ``AsyncRunner.arun``. A flow does no I/O.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, cast

from typing_extensions import TypeVar

from weaviate_orm.transport.calls import GrpcCall, HttpAnswer, HttpCall, MessageT_co

if TYPE_CHECKING:
    from weaviate_orm.errors import ServerError
    from weaviate_orm.flows.capabilities import ServerFacts

T = TypeVar("T")
Call: TypeAlias = GrpcCall[Any] | HttpCall


@dataclass(frozen=True, slots=True)
class Together:
    """Calls that may run at the same time. The outcome is one reply or error for each."""

    calls: tuple[Call, ...]
    at_once: int = 4
    """How many are under way at the most."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Wait for so many seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class AskFacts:
    """What server is this? Asked once for each client."""


@dataclass(frozen=True, slots=True)
class Work:
    """A pure piece of work that may take long: an async driver keeps it off its loop."""

    do: Callable[[], object]


Step: TypeAlias = GrpcCall[Any] | HttpCall | Together | Pause | AskFacts | Work
Flow: TypeAlias = Generator[Step, object, T]


def call(request: GrpcCall[MessageT_co]) -> Flow[MessageT_co]:
    """Send one gRPC call and give its reply."""
    reply = yield request
    return cast("MessageT_co", reply)  # a driver answers a call with its method's reply


def http(request: HttpCall) -> Flow[HttpAnswer]:
    """Send one REST call and give its answer."""
    answer = yield request
    return cast("HttpAnswer", answer)  # a driver answers a REST call so


def together(
    calls: Sequence[GrpcCall[MessageT_co]], at_once: int = 4
) -> Flow[list[MessageT_co | ServerError]]:
    """Send calls at the same time: one reply or error for each, in their order."""
    if not calls:
        return []
    outcomes = yield Together(tuple(calls), at_once)
    return cast("list[MessageT_co | ServerError]", outcomes)  # a driver answers so


def together_http(
    calls: Sequence[HttpCall], at_once: int = 8
) -> Flow[list[HttpAnswer | ServerError]]:
    """Send REST calls at the same time: one answer or error for each, in their order."""
    if not calls:
        return []
    outcomes = yield Together(tuple(calls), at_once)
    return cast("list[HttpAnswer | ServerError]", outcomes)  # a driver answers so


def pause(seconds: float) -> Flow[None]:
    yield Pause(seconds)


def server_facts() -> Flow[ServerFacts]:
    """What is known of the server: its version and modules, read once for each client."""
    facts = yield AskFacts()
    return cast("ServerFacts", facts)  # a driver answers so


class Runner(Protocol):
    """Runs flows to their end in this thread. A sync client is one."""

    def run(self, flow: Flow[T], /) -> T: ...


class AsyncRunner(Protocol):
    """Runs flows to their end on the event loop. An async client is one."""

    async def arun(self, flow: Flow[T], /) -> T: ...
