"""Ctrl+C, or a timeout that raises, in the middle of a request: it is whole, or not done."""

from __future__ import annotations

import gc
import random
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import pairwise
from pathlib import Path
from types import FrameType
from uuid import UUID

import pytest

from tests.engine.driving import COLLECTION, insert, rest, search, thing, titles
from weaviate_orm.engine.engine import Engine
from weaviate_orm.engine.lock import ReadWriteLock
from weaviate_orm.engine.whole import uninterrupted
from weaviate_orm.wire import messages

WORDS = ("amber", "birch", "cedar")
pytestmark = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="has no timers")


class Interrupted(BaseException):
    pass


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise Interrupted


class Interruptions:
    """Raises where the handler of a signal may: as a function begins, and after a call of C."""

    def __init__(self) -> None:
        self._left = 0
        self.events = 0

    def _event(self, _frame: FrameType, kind: str, _what: object) -> None:
        if kind in ("call", "c_return"):
            self.events += 1
            if self.events == self._left:
                raise Interrupted

    @contextmanager
    def at(self, number: int) -> Iterator[None]:
        """Interrupt the block at the event of this number (0 = count them only)."""
        self._left, self.events = number, 0
        before = sys.getprofile()
        sys.setprofile(self._event)
        try:
            yield
        finally:
            sys.setprofile(before)


@pytest.fixture
def interruptions() -> Iterator[Interruptions]:
    gc.disable()  # what it calls cannot raise
    yield Interruptions()
    gc.enable()


@contextmanager
def alarm(seconds: float) -> Iterator[None]:
    """A signal while the block waits."""
    before = signal.signal(signal.SIGALRM, _interrupt)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def agree(engine: Engine, kept: dict[int, str]) -> None:
    """Whatever is asked says the same."""
    assert titles(engine) == kept
    for word in WORDS:
        found = search(engine, bm25_search=messages.BM25(query=word), limit=1000)
        assert {UUID(r.metadata.id).int for r in found} == {n for n, t in kept.items() if word in t}
    _, listed = rest(engine, "GET", "/v1/objects?class=Thing&limit=1000")
    assert listed["totalResults"] == len(kept)


@pytest.mark.parametrize("stored", [False, True])
def test_writes_that_are_interrupted(
    stored: bool, tmp_path: Path, interruptions: Interruptions
) -> None:
    rng = random.Random(3)
    engine = Engine(tmp_path if stored else None)
    assert rest(engine, "POST", "/v1/schema", COLLECTION)[0] == 200
    kept: dict[int, str] = {}
    interrupts = most = 0
    for _ in range(150):
        texts = {n: " ".join(rng.choices(WORDS, k=2)) for n in rng.sample(range(60), 20)}
        batch = [thing(n, text, vector=[1, n]) for n, text in texts.items()]
        try:
            with interruptions.at(rng.randrange(most + 1)):
                assert not insert(engine, *batch)
        except Interrupted:
            interrupts += 1
            found = titles(engine)
            assert found in (kept, kept | texts)
            kept = found
        else:
            most = max(most, interruptions.events)
            kept |= texts
    assert interrupts > 10
    agree(engine, kept)
    engine.close()
    if stored:
        engine = Engine(tmp_path)
        agree(engine, kept)
        engine.close()


def test_reads_that_are_interrupted(tmp_path: Path, interruptions: Interruptions) -> None:
    """Objects are loaded and indexes built by the first that asks."""
    rng = random.Random(4)
    engine = Engine(tmp_path)
    assert rest(engine, "POST", "/v1/schema", COLLECTION)[0] == 200
    kept = {n: " ".join(rng.choices(WORDS, k=30)) for n in range(100)}
    assert not insert(engine, *[thing(n, text, vector=[1, n]) for n, text in kept.items()])
    with interruptions.at(0):
        agree(engine, kept)
    most = interruptions.events
    through = 0  # later reads have less to do, and may end before their interruption
    for number in range(20):
        engine.close()
        engine = Engine(tmp_path)
        for _ in range(3):
            with suppress(Interrupted), interruptions.at(rng.randrange(1, most)):
                agree(engine, kept)
                through += 1
        kept[number] = "amber"
        assert not insert(engine, thing(number, "amber", vector=[1, number]))
        agree(engine, kept)
    engine.close()
    assert through < 30


def test_a_lock_outlives_interrupts(interruptions: Interruptions) -> None:
    lock = ReadWriteLock()

    def read() -> None:
        with lock.reading():
            pass

    def write() -> None:
        with lock.preparing(), lock.writing():
            pass

    for work in (read, write):
        with interruptions.at(0):
            work()
        for number in range(1, interruptions.events - 3):
            with suppress(Interrupted), interruptions.at(number):
                work()
            writer = threading.Thread(target=write, daemon=True)
            writer.start()
            writer.join(20)
            assert not writer.is_alive(), (work, number)


def test_an_interrupt_while_a_write_waits_lets_readers_in() -> None:
    lock = ReadWriteLock()
    with lock.reading():
        with pytest.raises(Interrupted), alarm(0.01), lock.preparing(), lock.writing():
            raise AssertionError
        with lock.reading():
            pass
    with lock.preparing(), lock.writing():
        pass


def test_work_that_is_done_to_its_end() -> None:
    steps: list[int] = []
    started, go_on = threading.Event(), threading.Event()

    def work() -> str:
        started.set()
        assert go_on.wait(20)
        steps.extend(range(1000))
        return "done"

    def raises() -> Callable[[], None]:
        raise ValueError("no")

    def interrupt() -> None:
        assert started.wait(20)
        signal.raise_signal(signal.SIGALRM)
        go_on.set()

    other = threading.Thread(target=interrupt)
    other.start()
    with pytest.raises(Interrupted), alarm(0):
        uninterrupted(work)
    other.join()
    assert all(b == a + 1 for a, b in pairwise(steps))
    assert len(steps) == 1000
    assert uninterrupted(lambda: 5) == 5
    with pytest.raises(ValueError, match="no"):
        uninterrupted(raises)
