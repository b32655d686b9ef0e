"""Both drivers by the same flows: every test runs in a thread's way and on an event loop."""

from __future__ import annotations

import asyncio
import logging
import re
import threading
from collections.abc import Callable, Generator
from contextvars import ContextVar
from typing import Any

import pytest

from weaviate_orm.client import AsyncClient, Client
from weaviate_orm.errors import (
    Missing,
    MisuseError,
    NotSupported,
    ServerError,
    Unavailable,
    Unreachable,
)
from weaviate_orm.flows.delivery import Terms
from weaviate_orm.flows.driver import AsyncDriver, Driver
from weaviate_orm.flows.flow import (
    Flow,
    Step,
    Work,
    call,
    http,
    pause,
    server_facts,
    together,
)
from weaviate_orm.flows.retry import Retry
from weaviate_orm.transport.calls import HttpAnswer, HttpCall, search
from weaviate_orm.transport.recording import Script
from weaviate_orm.transport.settings import Address, Endpoint, Timeouts
from weaviate_orm.wire import messages as pb

ADDRESS = Address(Endpoint("localhost", 8080), Endpoint("localhost", 50051))
SEARCH = search(pb.SearchRequest(collection="C"))


class Bench:
    """Runs flows of one colour over a script; pauses are only noted."""

    def __init__(self, colour: str) -> None:
        self.colour = colour
        self.pauses: list[float] = []

    def run(self, script: Script, flow: Flow[Any], retry: Retry | None = None) -> Any:
        terms = Terms(retry or Retry(first_pause=1), Timeouts(), script.address, random=lambda: 0.0)
        if self.colour == "sync":
            return Driver(script, terms, sleep=self.pauses.append).run(flow)

        async def sleep(seconds: float) -> None:
            self.pauses.append(seconds)

        return asyncio.run(AsyncDriver(script, terms, sleep=sleep).arun(flow))


@pytest.fixture(params=["sync", "async"])
def bench(request: pytest.FixtureRequest) -> Bench:
    return Bench(request.param)


# -- steps --------------------------------------------------------------------------------------


def test_calls_and_their_replies(bench: Bench) -> None:
    def flow() -> Flow[tuple[float, object]]:
        reply = yield from call(SEARCH)
        answer = yield from http(HttpCall("GET", "/x"))
        return reply.took, answer.body

    script = Script([pb.SearchReply(took=1), HttpAnswer(200, "body")])
    assert bench.run(script, flow()) == (1.0, "body")


def test_the_server_is_met_once_and_first(bench: Bench) -> None:
    def flow() -> Flow[str]:
        yield from call(SEARCH)
        yield from call(SEARCH)
        facts = yield from server_facts()
        return str(facts)

    script = Script([pb.SearchReply(), pb.SearchReply()], version="1.35.2")
    assert bench.run(script, flow()) == "1.35.2"
    assert [type(each.call) for each in script.exchanges] == [HttpCall, type(SEARCH), type(SEARCH)]


def test_a_flow_without_calls_meets_nobody(bench: Bench) -> None:
    def flow() -> Flow[int]:
        yield from pause(2)
        done = yield Work(lambda: 7)
        assert isinstance(done, int)
        return done

    script = Script()
    assert bench.run(script, flow()) == 7
    assert (script.exchanges, bench.pauses) == ([], [2])


def test_errors_are_thrown_into_the_flow(bench: Bench) -> None:
    def flow() -> Flow[list[str]]:
        said: list[str] = []
        for _ in range(2):
            try:
                yield from call(SEARCH)
            except ServerError as error:
                said.append(str(error))
        return said

    assert bench.run(Script([Missing("a"), Missing("b")]), flow()) == ["a", "b"]


def test_errors_of_work_are_thrown_too(bench: Bench) -> None:
    def flow() -> Flow[str]:
        try:
            yield Work(lambda: 1 // 0)
        except ZeroDivisionError:
            return "caught"
        raise AssertionError

    assert bench.run(Script(), flow()) == "caught"


def test_what_a_flow_does_not_bear_comes_out(bench: Bench) -> None:
    left: list[bool] = []

    def flow() -> Flow[None]:
        try:
            yield from call(SEARCH)
        finally:
            left.append(True)

    with pytest.raises(Missing, match="gone"):
        bench.run(Script([Missing("gone")]), flow())
    assert left == [True]


def test_an_interrupt_ends_the_flow_at_once(bench: Bench) -> None:
    left: list[str] = []

    def flow() -> Flow[None]:
        try:
            yield from call(SEARCH)
        except BaseException as error:
            left.append(type(error).__name__)
            raise

    def interrupted(asked: object) -> Any:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bench.run(Script([interrupted]), flow())
    assert left == ["GeneratorExit"]


def test_work_does_not_hold_up_the_loop() -> None:
    threads: list[int] = []

    def flow() -> Flow[None]:
        yield Work(lambda: threads.append(threading.get_ident()))

    Bench("async").run(Script(), flow())
    Bench("sync").run(Script(), flow())
    assert threads[0] != threading.get_ident()
    assert threads[1] == threading.get_ident()


# -- together -----------------------------------------------------------------------------------


@pytest.mark.parametrize("at_once", [1, 3, 100])
def test_outcomes_stand_in_the_order_of_the_calls(bench: Bench, at_once: int) -> None:
    def answer(asked: Any) -> Any:
        number = int(asked.message.collection)
        return Missing(str(number)) if number % 2 else pb.SearchReply(took=number)

    calls = [search(pb.SearchRequest(collection=str(number))) for number in range(7)]
    outcomes = bench.run(Script([answer] * 7), together(calls, at_once))
    said = [str(each) if isinstance(each, Missing) else each.took for each in outcomes]
    assert said == [0, "1", 2, "3", 4, "5", 6]


def test_nothing_together(bench: Bench) -> None:
    script = Script()
    assert bench.run(script, together([])) == []
    assert script.exchanges == []


def test_each_of_them_is_tried_again(bench: Bench) -> None:
    script = Script([Unavailable("x"), pb.SearchReply(took=1), pb.SearchReply(took=2)])
    outcomes = bench.run(script, together([SEARCH, SEARCH], at_once=1))
    assert [each.took for each in outcomes] == [1, 2]
    assert bench.pauses == [1]


def test_a_misuse_among_them_is_no_outcome(bench: Bench) -> None:
    script = Script([MisuseError("closed"), pb.SearchReply()])
    with pytest.raises(MisuseError, match="closed"):
        bench.run(script, together([SEARCH, SEARCH], at_once=2))


def test_threads_see_the_callers_context() -> None:
    seen: ContextVar[str] = ContextVar("seen", default="nothing")
    seen.set("the caller's")
    said: list[str] = []

    def answer(asked: object) -> Any:
        said.append(seen.get())
        return pb.SearchReply()

    for colour in ("sync", "async"):
        Bench(colour).run(Script([answer] * 2), together([SEARCH] * 2, at_once=2))
    assert said == ["the caller's"] * 4


def test_no_more_at_once_than_asked() -> None:
    async def main() -> int:
        under_way = most = 0

        class Slow(Script):
            async def asend(self, call: Any, /) -> Any:
                nonlocal under_way, most
                under_way += 1
                most = max(most, under_way)
                await asyncio.sleep(0)
                under_way -= 1
                return await super().asend(call)

        script = Slow([pb.SearchReply()] * 20)
        await AsyncClient(script).arun(together([SEARCH] * 20, at_once=3))
        return most

    assert asyncio.run(main()) == 3


# -- retries and shut doors ---------------------------------------------------------------------


def test_a_call_is_tried_again(bench: Bench) -> None:
    script = Script([Unavailable("a"), Unreachable("b"), pb.SearchReply(took=1)])
    assert bench.run(script, call(SEARCH)).took == 1
    assert bench.pauses == [1, 2]


def _unreachable(door: str, cause: str = "Connection refused") -> Callable[[Any], Unreachable]:
    from weaviate_orm.errors import SentRequest

    def answer(asked: object) -> Unreachable:
        return Unreachable("x", request=SentRequest(door, "y"), details={"cause": cause})

    return answer


@pytest.mark.parametrize(
    ("shut", "doors", "sentence"),
    [
        (
            "grpc",
            ["rest"],
            (
                "No gRPC answer from localhost:50051, though HTTP on 8080 is up (server 1.39.0)."
                " Is the gRPC port published?"
            ),
        ),
        (
            "rest",
            ["grpc"],
            (
                "No HTTP answer from localhost:8080, though gRPC on 50051 is up."
                " Is the HTTP port published?"
            ),
        ),
        (
            "grpc",
            [],
            (
                "No answer from localhost, neither on 8080 (HTTP) nor on 50051 (gRPC)."
                " Is Weaviate running there?"
            ),
        ),
    ],
)
def test_shut_doors(bench: Bench, shut: str, doors: list[Any], sentence: str) -> None:
    script = Script([_unreachable(shut)] * 4, address=ADDRESS, doors=doors)
    with pytest.raises(Unreachable) as caught:
        bench.run(script, call(SEARCH))
    assert str(caught.value) == sentence
    assert script.probes == ["rest" if shut == "grpc" else "grpc"]
    assert len(script.calls) == 4
    assert caught.value.__notes__[0].startswith("4 attempts in")


def test_shut_doors_on_two_hosts(bench: Bench) -> None:
    address = Address(Endpoint("a", 443, True), Endpoint("grpc-a", 443, True))
    once = Retry.never()
    script = Script([_unreachable("grpc")] * 2, address=address, doors=["rest"])
    with pytest.raises(Unreachable, match=r"from grpc-a:443, though HTTP on a:443 is up"):
        bench.run(script, call(SEARCH), once)
    script = Script([_unreachable("grpc")], address=address, doors=[])
    with pytest.raises(Unreachable, match=r"No answer from a:443 \(HTTP\), nor from grpc-a:443"):
        bench.run(script, call(SEARCH), once)


@pytest.mark.parametrize("script_address", [None, ADDRESS])
def test_other_ways_that_break_are_not_explained(bench: Bench, script_address: Any) -> None:
    door = "oidc" if script_address else "grpc"
    script = Script([_unreachable(door)] * 4, address=script_address)
    with pytest.raises(Unreachable) as caught:
        bench.run(script, call(SEARCH))
    assert str(caught.value) == "x"
    assert script.probes == []


# -- meeting ------------------------------------------------------------------------------------


def test_a_server_that_could_not_be_met_is_asked_again() -> None:
    script = Script(version="1.30.0")
    client = Client(script)
    for _ in range(2):
        with pytest.raises(NotSupported):
            client.server()
    assert len(script.exchanges) == 2


def test_the_limit_of_messages_reaches_the_transport() -> None:
    class Limited(Script):
        limit = 0

        def limit_messages(self, size: int) -> None:
            self.limit = size

    script = Limited()
    Client(script).server()
    assert script.limit == 104_858_000


# -- logging ------------------------------------------------------------------------------------


def test_each_call_is_one_line(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    script = Script([pb.SearchReply(), Missing("gone")])

    def flow() -> Flow[None]:
        yield from call(SEARCH)
        with pytest.raises(Missing):
            yield from http(HttpCall("GET", "/schema/C"))

    with caplog.at_level(logging.DEBUG, "weaviate_orm.query"):
        bench.run(script, flow())
    lines = [re.sub(r"[\d.]+ ms", "N ms", line) for line in caplog.messages]
    assert lines == [
        "GET /v1/meta  ok N ms",
        'Search {collection: "C"} ok N ms',
        "GET /v1/schema/C  Missing N ms",
    ]


def test_nothing_is_logged_unasked(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "weaviate_orm.query"):
        bench.run(Script([pb.SearchReply()]), call(SEARCH))
    assert caplog.messages == []


def test_a_generator_that_goes_on_after_the_end_is_closed(bench: Bench) -> None:
    closed: list[bool] = []

    def flow() -> Generator[Step, object, None]:
        try:
            yield Work(lambda: None)
            raise LookupError("a bug")
        finally:
            closed.append(True)

    with pytest.raises(LookupError):
        bench.run(Script(), flow())
    assert closed == [True]
