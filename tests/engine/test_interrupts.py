"""Ctrl+C, or a timeout that raises, in the middle of a request: it is whole, or not done."""

from __future__ import annotations

import random
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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


@contextmanager
def interrupted_after(seconds: float) -> Iterator[None]:
    """The block, and nothing else, may be left by `Interrupted`."""
    try:
        signal.setitimer(signal.ITIMER_REAL, seconds)
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


@pytest.fixture(autouse=True)
def _handler() -> Iterator[None]:
    before = signal.signal(signal.SIGALRM, _interrupt)
    yield
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
def test_writes_that_are_interrupted(stored: bool, tmp_path: Path) -> None:
    rng = random.Random(3)
    engine = Engine(tmp_path if stored else None)
    assert rest(engine, "POST", "/v1/schema", COLLECTION)[0] == 200
    kept: dict[int, str] = {}
    interrupts = 0
    for _ in range(150):
        texts = {n: " ".join(rng.choices(WORDS, k=2)) for n in rng.sample(range(60), 20)}
        batch = [thing(n, text, vector=[1, n]) for n, text in texts.items()]
        try:
            with interrupted_after(rng.uniform(0.00005, 0.0015)):
                assert not insert(engine, *batch)
        except Interrupted:
            interrupts += 1
            found = titles(engine)
            assert found in (kept, kept | texts)
            kept = found
        else:
            kept |= texts
    assert interrupts > 3
    agree(engine, kept)
    engine.close()
    if stored:
        engine = Engine(tmp_path)
        agree(engine, kept)
        engine.close()


def test_reads_that_are_interrupted(tmp_path: Path) -> None:
    """Objects are loaded and indexes built by the first that asks."""
    rng = random.Random(4)
    engine = Engine(tmp_path)
    assert rest(engine, "POST", "/v1/schema", COLLECTION)[0] == 200
    kept = {n: " ".join(rng.choices(WORDS, k=30)) for n in range(300)}
    assert not insert(engine, *[thing(n, text, vector=[1, n]) for n, text in kept.items()])
    interrupts = 0
    for number in range(20):
        engine.close()
        engine = Engine(tmp_path)
        for _ in range(3):
            try:
                with interrupted_after(rng.uniform(0.0001, 0.01)):
                    agree(engine, kept)
            except Interrupted:
                interrupts += 1
        kept[number] = "amber"
        assert not insert(engine, thing(number, "amber", vector=[1, number]))
        agree(engine, kept)
    assert interrupts > 3
    engine.close()


def test_a_lock_outlives_interrupts() -> None:
    lock = ReadWriteLock()
    rng = random.Random(5)

    def read() -> None:
        with lock.reading():
            pass

    def write() -> None:
        with lock.preparing(), lock.writing():
            pass

    for _ in range(200):
        try:
            with interrupted_after(rng.uniform(0.00001, 0.0003)):
                while True:
                    read()
        except Interrupted:
            pass
        writer = threading.Thread(target=write)
        writer.start()
        writer.join(20)
        assert not writer.is_alive()


def test_an_interrupt_while_a_write_waits_lets_readers_in() -> None:
    lock = ReadWriteLock()
    with lock.reading():
        with pytest.raises(Interrupted), interrupted_after(0.01), lock.preparing(), lock.writing():
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
    with pytest.raises(Interrupted):
        uninterrupted(work)
    other.join()
    assert all(b == a + 1 for a, b in pairwise(steps))
    assert len(steps) == 1000
    assert uninterrupted(lambda: 5) == 5
    with pytest.raises(ValueError, match="no"):
        uninterrupted(raises)
