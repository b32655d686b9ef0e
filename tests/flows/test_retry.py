"""When a call is sent again; no test waits."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import Any

import pytest

from weaviate_orm.errors import (
    DeadlineExceeded,
    LimitExceeded,
    MisuseValueError,
    Rejected,
    ServerError,
    Unavailable,
    Unreachable,
)
from weaviate_orm.flows.flow import Pause
from weaviate_orm.flows.retry import Retry, attempts
from weaviate_orm.transport.calls import HttpAnswer, HttpCall

READ = HttpCall("GET", "/schema")
OK = HttpAnswer(200)


class Bench:
    """Runs ``attempts`` on a clock that pauses and calls move."""

    def __init__(self, policy: Retry, *, lasts: float = 0.0, unit: float = 0.0) -> None:
        self.policy = policy
        self.lasts = lasts
        self.unit = unit
        self.now = 100.0
        self.pauses: list[float] = []
        self.sent: list[HttpCall] = []

    def run(self, call: HttpCall, *outcomes: HttpAnswer | ServerError, seconds: float = 30) -> Any:
        left = list(outcomes)
        flow = attempts(
            call, self.policy, seconds, clock=lambda: self.now, random=lambda: self.unit
        )
        try:
            step = next(flow)
            while True:
                if isinstance(step, Pause):
                    self.pauses.append(step.seconds)
                    self.now += step.seconds
                    step = flow.send(None)
                    continue
                assert isinstance(step, HttpCall)
                self.sent.append(step)
                self.now += self.lasts
                outcome = left.pop(0)
                step = (
                    flow.throw(outcome) if isinstance(outcome, ServerError) else flow.send(outcome)
                )
        except StopIteration as stop:
            return stop.value


def test_a_success_is_sent_once() -> None:
    bench = Bench(Retry())
    assert bench.run(READ, OK) is OK
    assert (bench.sent, bench.pauses) == ([READ], [])


def test_pauses_double_up_to_the_longest() -> None:
    bench = Bench(Retry(attempts=6, first_pause=1, longest_pause=5))
    assert bench.run(READ, *[Unavailable("no")] * 5, OK) is OK
    assert bench.pauses == [1, 2, 4, 5, 5]


def test_jitter_takes_off_at_most_half() -> None:
    policy = Retry(first_pause=1)
    assert policy.pause(1, 0) == 1
    assert policy.pause(1, 0.5) == 0.75
    assert 0.5 < policy.pause(1, 0.9999) < 0.5001
    assert policy.pause(100_000, 0) == policy.longest_pause


def test_the_last_error_is_raised_with_a_note() -> None:
    bench = Bench(Retry(attempts=3, first_pause=1), lasts=1)
    with pytest.raises(Unreachable, match="third") as caught:
        bench.run(READ, Unavailable("first"), Unavailable("second"), Unreachable("third"))
    assert caught.value.__notes__ == ["3 attempts in 6.0 s"]


@pytest.mark.parametrize(
    "error", [Rejected("x"), DeadlineExceeded("x"), LimitExceeded("too large")]
)
def test_what_will_not_pass_is_not_repeated(error: ServerError) -> None:
    bench = Bench(Retry())
    with pytest.raises(type(error)) as caught:
        bench.run(READ, error)
    assert bench.pauses == []
    assert not hasattr(caught.value, "__notes__")


def test_what_may_not_be_done_twice_is_not_repeated() -> None:
    bench = Bench(Retry())
    with pytest.raises(Unreachable):
        bench.run(replace(READ, idempotent=False), Unreachable("x"))
    assert len(bench.sent) == 1


def test_too_many_requests_is_repeated_after_the_time_that_it_names() -> None:
    hasty = LimitExceeded("slow down", status="429", details={"retry_after": "7"})
    hasty.retryable = True
    bench = Bench(Retry(first_pause=0.1))
    assert bench.run(READ, hasty, OK) is OK
    assert bench.pauses == [7]


def test_a_date_to_come_back_at_is_passed_over() -> None:
    error = Unavailable("x", details={"retry_after": "Wed, 21 Oct 2026 07:28:00 GMT"})
    bench = Bench(Retry(first_pause=0.1))
    bench.run(READ, error, OK)
    assert bench.pauses == [0.1]


def test_nothing_is_sent_after_the_deadline() -> None:
    bench = Bench(Retry(attempts=100, deadline=10, first_pause=4, longest_pause=4))
    with pytest.raises(Unavailable):
        bench.run(READ, *[Unavailable("x")] * 100)
    assert bench.pauses == [4, 4]  # a third pause would end after 12 s
    assert bench.now == 108


def test_a_repeated_call_gets_no_more_than_what_is_left() -> None:
    bench = Bench(Retry(deadline=10, first_pause=1), lasts=2)
    bench.run(READ, Unavailable("x"), OK, seconds=30)
    assert [call.timeout for call in bench.sent] == [None, 7]
    bench = Bench(Retry(deadline=100, first_pause=1), lasts=2)
    bench.run(READ, Unavailable("x"), OK, seconds=30)
    assert [call.timeout for call in bench.sent] == [None, 30]


def test_never() -> None:
    bench = Bench(Retry.never())
    with pytest.raises(Unavailable):
        bench.run(READ, Unavailable("x"))
    assert len(bench.sent) == 1


def test_one_line_for_each_retry(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, "weaviate_orm.retry"):
        Bench(Retry(first_pause=1)).run(READ, Unavailable("busy"), OK)
    assert caplog.messages == [
        "GET /v1/schema: attempt 1 of 4 failed (Unavailable: busy); again in 1.00 s"
    ]


@pytest.mark.parametrize(
    "wrong", [{"attempts": 0}, {"deadline": -1}, {"first_pause": float("nan")}]
)
def test_policies_that_cannot_be(wrong: dict[str, Any]) -> None:
    with pytest.raises(MisuseValueError, match=next(iter(wrong))):
        Retry(**wrong)
