"""Writers and readers side by side: what a request sees is whole."""

from __future__ import annotations

import random
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from tests.engine.driving import COLLECTION, identity, insert, rest, search, thing, titles
from weaviate_orm.engine.engine import Engine
from weaviate_orm.engine.lock import ReadWriteLock
from weaviate_orm.wire import messages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

GROUPS, MEMBERS, ROUNDS = 6, 5, 80
# More versions than the least that is compacted while readers look.


def generations(results: list[messages.SearchResult]) -> dict[int, set[str]]:
    """The titles that the members of each group have."""
    found: dict[int, set[str]] = {}
    for result in results:
        group = UUID(result.metadata.id).int // 100
        fields = result.properties.non_ref_props.fields
        found.setdefault(group, set()).add(fields["title"].text_value)
    return found


@pytest.fixture(autouse=True)
def _switch_often() -> Iterator[None]:
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield
    sys.setswitchinterval(before)


class Work:
    """What the threads do to one engine, and what a dict says of it."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.model: dict[int, str] = {}

    def write(self, group: int) -> None:
        """Give all members of a group one title, or delete them, always in one request."""
        rng = random.Random(group)
        numbers = [group * 100 + i for i in range(MEMBERS)]
        for step in range(ROUNDS):
            if rng.random() < 0.25:
                self.delete(numbers)
                continue
            title = f"g{group} s{step}"
            vector = [rng.random(), 1.0] if rng.random() < 0.5 else ()
            rng.shuffle(numbers)
            assert not insert(self.engine, *[thing(n, title, vector=vector) for n in numbers])
            self.model.update(dict.fromkeys(numbers, title))

    def delete(self, numbers: Sequence[int]) -> None:
        condition = messages.Filters(
            operator=messages.Filters.OPERATOR_CONTAINS_ANY,
            value_text_array=messages.TextArray(values=map(identity, numbers)),
        )
        condition.target.property = "_id"
        request = messages.BatchDeleteRequest(collection="Thing", filters=condition)
        self.engine.unary("BatchDelete", request)
        for number in numbers:
            self.model.pop(number, None)

    def read(self, seed: int) -> None:
        """Look at everything, by every kind of list; whatever is seen belongs to one moment."""
        rng = random.Random(seed)
        for _ in range(ROUNDS):
            kind = rng.choice(("all", "filter", "sort"))
            results = search(self.engine, limit=1000, **_members(kind))
            ids = [r.metadata.id for r in results]
            assert len(set(ids)) == len(ids)
            assert kind != "all" or ids == sorted(ids)
            for group, seen in generations(results).items():
                assert len(seen) == 1, (group, seen)
            assert len(results) % MEMBERS == 0


def _members(kind: str) -> dict[str, Any]:
    if kind == "sort":
        return {"sort_by": [messages.SortBy(path=["title"], ascending=True)]}
    if kind == "all":
        return {}
    condition = messages.Filters(operator=messages.Filters.OPERATOR_GREATER_THAN_EQUAL, value_int=0)
    condition.target.property = "number"
    operator = messages.Filters.OPERATOR_AND
    return {"filters": messages.Filters(operator=operator, filters=[condition, condition])}


@pytest.mark.parametrize("stored", [False, True])
def test_threads_agree_with_a_dict(stored: bool, tmp_path: Path) -> None:
    engine = Engine(tmp_path / "data" if stored else None)
    assert rest(engine, "POST", "/v1/schema", COLLECTION)[0] == 200
    work = Work(engine)
    with ThreadPoolExecutor(GROUPS + 3) as pool:
        tasks = [pool.submit(work.write, group) for group in range(GROUPS)]
        tasks += [pool.submit(work.read, seed) for seed in range(3)]
        for task in tasks:
            task.result()
    assert titles(engine) == work.model
    engine.close()
    if stored:
        engine = Engine(tmp_path / "data")
        assert titles(engine) == work.model
        engine.close()


# The lock -----------------------------------------------------------------------------------------


def _within(seconds: float, work: Callable[[], None]) -> None:
    """Do it in a thread of its own, and be done in time."""
    other = threading.Thread(target=work, daemon=True)
    other.start()
    other.join(seconds)
    assert not other.is_alive()


def test_a_writer_that_waits_for_a_long_reader_lets_short_ones_in() -> None:
    lock = ReadWriteLock()
    done: list[str] = []

    def read() -> None:
        with lock.reading():
            done.append("read")

    def write() -> None:
        with lock.preparing(), lock.writing():
            done.append("written")

    writer = threading.Thread(target=write, daemon=True)
    with lock.reading():
        writer.start()
        for _ in range(5):
            _within(20, read)
        assert done == ["read"] * 5
    writer.join(20)
    assert done[5:] == ["written"]
    _within(20, read)


def test_readers_without_end_do_not_keep_a_writer_out() -> None:
    lock = ReadWriteLock()
    is_over = threading.Event()

    def read() -> None:
        while not is_over.is_set():
            with lock.reading():
                sum(range(100))

    def write() -> None:
        for _ in range(50):
            with lock.preparing(), lock.writing():
                pass

    with ThreadPoolExecutor(6) as pool:
        readers = [pool.submit(read) for _ in range(6)]
        try:
            _within(60, write)
        finally:
            is_over.set()
        for reader in readers:
            reader.result()
