"""What runs flows: the same loop twice, once for threads and once for an event loop.

A driver answers each step of a flow: it sends calls, waits, and does pieces of work. What goes
wrong is thrown into the flow at that step.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager
from contextvars import copy_context
from typing import TYPE_CHECKING, Final, Generic, TypeVar, cast
from weakref import WeakKeyDictionary

from weaviate_orm.errors import ServerError
from weaviate_orm.flows import delivery
from weaviate_orm.flows.delivery import Probe, Terms, deliver
from weaviate_orm.flows.flow import AskFacts, Flow, Pause, Step, Together
from weaviate_orm.transport import describe, forks
from weaviate_orm.transport.calls import GrpcCall, HttpCall

if TYPE_CHECKING:
    import asyncio

    from weaviate_orm.flows.capabilities import ServerFacts
    from weaviate_orm.transport.protocol import AsyncTransport, Call, Endpointed, Transport

T = TypeVar("T")
StepT = TypeVar("StepT")
EndpointedT = TypeVar("EndpointedT", bound="Endpointed")

_log: Final = logging.getLogger("weaviate_orm.query")


def run(flow: Generator[StepT, object, T], perform: Callable[[StepT], object]) -> T:
    """Run a flow to its end: ``perform`` gives the outcome of each step."""
    try:
        step = next(flow)
        while True:
            try:
                outcome = perform(step)
            except Exception as error:  # noqa: BLE001 - the flow decides what it can bear
                step = flow.throw(error)
            else:
                step = flow.send(outcome)
    except StopIteration as stop:
        return cast("T", stop.value)  # what a generator returns
    finally:
        flow.close()


async def arun(
    flow: Generator[StepT, object, T], perform: Callable[[StepT], Awaitable[object]]
) -> T:
    """The same on an event loop."""
    try:
        step = next(flow)
        while True:
            try:
                outcome = await perform(step)
            except Exception as error:  # noqa: BLE001 - the flow decides what it can bear
                step = flow.throw(error)
            else:
                step = flow.send(outcome)
    except StopIteration as stop:
        return cast("T", stop.value)  # what a generator returns
    finally:
        flow.close()


@contextmanager
def _logged(call: Call) -> Generator[None, None, None]:
    """One line for a call, with its time in milliseconds; no headers, no secrets."""
    if not _log.isEnabledFor(logging.DEBUG):
        yield
        return
    began = time.perf_counter()
    outcome = "ok"
    try:
        yield
    except Exception as error:
        outcome = type(error).__name__
        raise
    finally:
        took = (time.perf_counter() - began) * 1000
        content = describe.content_of(call)
        _log.debug("%s %s %s %.1f ms", describe.name_of(call), content, outcome, took)


class _Driver(Generic[EndpointedT]):
    """What both drivers know: the transport, the terms, and the server once it was met."""

    def __init__(self, transport: EndpointedT, terms: Terms) -> None:
        self.transport = transport
        self.terms = terms
        self.facts: ServerFacts | None = None

    def _met(self, facts: ServerFacts) -> None:
        self.transport.limit_messages(facts.grpc_max_message_size)
        self.facts = facts


class Driver(_Driver["Transport"]):
    """Runs flows in the calling thread. Any number of threads may share it."""

    def __init__(
        self,
        transport: Transport,
        terms: Terms,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        super().__init__(transport, terms)
        self._sleep = sleep
        self._lock = threading.Lock()
        forks.register(self)

    def run(self, flow: Flow[T]) -> T:
        """Run a flow to its end."""
        return run(flow, self._perform)

    def forked(self) -> None:
        self._lock = threading.Lock()

    def _perform(self, step: Step) -> object:
        if isinstance(step, GrpcCall | HttpCall):
            self.meet()
            return self._deliver(step)
        if isinstance(step, Together):
            self.meet()
            return self._all(step)
        if isinstance(step, Pause):
            return self._sleep(step.seconds)
        if isinstance(step, AskFacts):
            return self.meet()
        return step.do()

    def meet(self) -> ServerFacts:
        """What the server is; asked once."""
        if self.facts is None:
            with self._lock:
                if self.facts is None:
                    self._met(run(delivery.meet(self.terms.address), self._deliver))
        facts = self.facts
        assert facts is not None  # _met() set it, and nothing unsets it
        return facts

    def _deliver(self, call: Call) -> object:
        return run(deliver(call, self.terms, self.facts), self._send)

    def _send(self, step: Call | Pause | Probe) -> object:
        if isinstance(step, Pause):
            return self._sleep(step.seconds)
        if isinstance(step, Probe):
            return self.transport.probe(step.door, step.seconds)
        with _logged(step):
            return self.transport.send(step)

    def _one(self, call: Call) -> object:
        try:
            return self._deliver(call)
        except ServerError as error:
            return error

    def _all(self, step: Together) -> list[object]:
        if len(step.calls) < 2 or step.at_once < 2:
            return [self._one(call) for call in step.calls]
        from concurrent.futures import ThreadPoolExecutor

        pool = ThreadPoolExecutor(min(step.at_once, len(step.calls)), "weaviate_orm")
        try:
            sent = [pool.submit(copy_context().run, self._one, call) for call in step.calls]
            return [each.result() for each in sent]
        finally:
            # after an interrupt what has not begun does not begin
            pool.shutdown(cancel_futures=True)


class AsyncDriver(_Driver["AsyncTransport"]):
    """Runs flows on the running event loop; on several loops in turn too."""

    def __init__(
        self,
        transport: AsyncTransport,
        terms: Terms,
        sleep: Callable[[float], Awaitable[object]] | None = None,
    ) -> None:
        super().__init__(transport, terms)
        self._sleep = sleep
        self._locks: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Lock] = (
            WeakKeyDictionary()
        )

    async def arun(self, flow: Flow[T]) -> T:
        """Run a flow to its end."""
        return await arun(flow, self._perform)

    async def _perform(self, step: Step) -> object:
        if isinstance(step, GrpcCall | HttpCall):
            await self.meet()
            return await self._deliver(step)
        if isinstance(step, Together):
            await self.meet()
            return await self._all(step)
        if isinstance(step, Pause):
            await self._wait(step.seconds)
            return None
        if isinstance(step, AskFacts):
            return await self.meet()
        import asyncio

        return await asyncio.to_thread(step.do)

    async def meet(self) -> ServerFacts:
        """What the server is; asked once."""
        if self.facts is None:
            import asyncio

            lock = self._locks.setdefault(asyncio.get_running_loop(), asyncio.Lock())
            async with lock:
                if self.facts is None:
                    self._met(await arun(delivery.meet(self.terms.address), self._deliver))
        facts = self.facts
        assert facts is not None  # _met() set it, and nothing unsets it
        return facts

    async def _wait(self, seconds: float) -> None:
        import asyncio

        await (self._sleep or asyncio.sleep)(seconds)

    async def _deliver(self, call: Call) -> object:
        return await arun(deliver(call, self.terms, self.facts), self._send)

    async def _send(self, step: Call | Pause | Probe) -> object:
        if isinstance(step, Pause):
            await self._wait(step.seconds)
            return None
        if isinstance(step, Probe):
            return await self.transport.aprobe(step.door, step.seconds)
        with _logged(step):
            return await self.transport.asend(step)

    async def _all(self, step: Together) -> list[object]:
        import asyncio

        slots = asyncio.Semaphore(max(1, step.at_once))

        async def one(call: Call) -> object:
            async with slots:
                try:
                    return await self._deliver(call)
                except ServerError as error:
                    return error

        try:
            async with asyncio.TaskGroup() as group:
                sent = [group.create_task(one(call)) for call in step.calls]
        except ExceptionGroup as errors:
            raise errors.exceptions[0] from None
        return [each.result() for each in sent]
