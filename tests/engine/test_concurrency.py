"""Threads and tasks at one engine: nothing is lost, nothing is half, and nobody waits long."""

from __future__ import annotations

import asyncio
import random
import struct
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any
from uuid import UUID

import numpy as np
import pytest

from tests.engine import killing
from tests.engine.driving import COLLECTION, identity, insert, rest, search, thing, titles
from weaviate_orm.engine.engine import Engine
from weaviate_orm.engine.errors import FAILED
from weaviate_orm.transport.calls import GrpcCall
from weaviate_orm.transport.embedded import Embedded
from weaviate_orm.wire import messages

if TYPE_CHECKING:
    from pathlib import Path

WORKERS, STEPS, OWN = 4, 40, 20
WORDS = ("amber", "birch", "cedar", "dune", "ember")


class Worker:
    """Writes objects of its own, and reads everybody's; the same from a thread and from a task."""

    def __init__(self, number: int) -> None:
        self.numbers = range(1000 * number, 1000 * number + OWN)
        self.kept: dict[int, str] = {}
        self._rng = random.Random(number)

    def calls(self) -> Iterator[GrpcCall]:
        """What it sends, one after the other; each is answered before the next is made."""
        for step in range(STEPS):
            chosen = self._rng.sample(self.numbers, 5)
            if self._rng.random() < 0.3:
                yield _deletion(chosen)
                for number in chosen:
                    self.kept.pop(number, None)
            else:
                texts = {n: f"{self._rng.choice(WORDS)} {n} s{step}" for n in chosen}
                yield _insertion(texts)
                self.kept.update(texts)
            yield self._read()

    def _read(self) -> GrpcCall:
        kind = self._rng.randrange(4)
        if kind == 0:
            asked: dict[str, Any] = {"bm25_search": messages.BM25(query=self._rng.choice(WORDS))}
        elif kind == 1:
            asked = {"near_vector": messages.NearVector(vector_bytes=vector(self.numbers[0]))}
        elif kind == 2:
            condition = messages.Filters(
                operator=messages.Filters.OPERATOR_GREATER_THAN_EQUAL, value_int=self.numbers[0]
            )
            condition.target.property = "number"
            asked = {"filters": condition}
        else:
            asked = {"sort_by": [messages.SortBy(path=["title"], ascending=True)]}
        return _search(limit=2000, **asked)


def vector(number: int) -> bytes:
    return struct.pack("<2f", 1.0 + number % 7, number % 11)


def _insertion(texts: dict[int, str]) -> GrpcCall:
    objects = [thing(n, text) for n, text in texts.items()]
    for one, number in zip(objects, texts, strict=True):
        one.vector_bytes = vector(number)
    return GrpcCall("BatchObjects", messages.BatchObjectsRequest(objects=objects))


def _deletion(numbers: list[int]) -> GrpcCall:
    condition = messages.Filters(
        operator=messages.Filters.OPERATOR_CONTAINS_ANY,
        value_text_array=messages.TextArray(values=map(identity, numbers)),
    )
    condition.target.property = "_id"
    return GrpcCall(
        "BatchDelete", messages.BatchDeleteRequest(collection="Thing", filters=condition)
    )


def _search(**members: Any) -> GrpcCall:
    metadata = messages.MetadataRequest(uuid=True)
    request = messages.SearchRequest(
        collection="Thing", metadata=metadata, uses_127_api=True, **members
    )
    return GrpcCall("Search", request)


def check(call: GrpcCall, reply: Any) -> None:
    if call.method != "Search":
        assert not getattr(reply, "errors", None)
        return
    ids = [result.metadata.id for result in reply.results]
    assert len(set(ids)) == len(ids)
    for result in reply.results:  # no part of an object is of another version or object
        fields = result.properties.non_ref_props.fields
        number = UUID(result.metadata.id).int
        assert fields["number"].int_value == number
        assert fields["title"].text_value.split()[1] == str(number)


def in_a_thread(transport: Embedded, worker: Worker) -> None:
    for call in worker.calls():
        check(call, transport.send(call))


async def in_a_task(transport: Embedded, worker: Worker) -> None:
    for call in worker.calls():
        check(call, await transport.asend(call))


@pytest.mark.parametrize("stored", [False, True])
async def test_threads_and_tasks_agree_with_a_dict(stored: bool, tmp_path: Path) -> None:
    path = tmp_path / "data" if stored else None
    engine = Engine(path)
    assert rest(engine, "POST", "/v1/schema", COLLECTION)[0] == 200
    transport = Embedded(engine=engine)
    workers = [Worker(n + 1) for n in range(2 * WORKERS)]
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(WORKERS) as pool:
        await asyncio.gather(
            *(loop.run_in_executor(pool, in_a_thread, transport, w) for w in workers[:WORKERS]),
            *(in_a_task(transport, worker) for worker in workers[WORKERS:]),
        )
    kept = {number: text for worker in workers for number, text in worker.kept.items()}
    assert titles(engine) == kept
    for word in WORDS:  # indexes that grew beside the writes know what a new one would
        found = search(engine, bm25_search=messages.BM25(query=word), limit=1000)
        assert {UUID(r.metadata.id).int for r in found} == {n for n, t in kept.items() if word in t}
    near = messages.NearVector(vector_bytes=vector(5))
    assert len(search(engine, near_vector=near, limit=1000)) == len(kept)
    engine.close()
    if path is not None:
        engine = Engine(path)
        assert titles(engine) == kept
        engine.close()


# Schemas that change ------------------------------------------------------------------------------


def _write(engine: Engine, thread: int, count: int) -> None:
    for request in islice(killing.requests(thread, 8), count):
        request(engine)


def _look(engine: Engine, seed: int, is_over: threading.Event) -> int:
    """Ask collections that change, or go, meanwhile; every answer is one of a moment."""
    rng = random.Random(seed)
    asked = 0
    kinds: tuple[dict[str, Any], ...] = (
        {"bm25_search": messages.BM25(query="amber")},
        {"near_vector": messages.NearVector(vector_bytes=vector(1))},
        {"hybrid_search": messages.Hybrid(query="birch", alpha=0.5, vector_bytes=vector(1))},
        {"sort_by": [messages.SortBy(path=["title"], ascending=True)]},
    )
    while not is_over.is_set() or asked < 20:
        names = [document["class"] for document in rest(engine, "GET", "/v1/schema")[1]["classes"]]
        for name in names:
            tenant = rng.choice("ab") if name.startswith("Rooms") else ""
            killing.results(engine, name, tenant, rng.choice(kinds))
            _, listed = rest(engine, "GET", f"/v1/objects?class={name}&tenant={tenant}&limit=1000")
            assert FAILED not in str(listed)
        asked += 1
    return asked


@pytest.mark.parametrize("stored", [False, True])
def test_schemas_change_beside_searches(stored: bool, tmp_path: Path) -> None:
    """Every kind of write, collections that are dropped and restored among them."""
    path = tmp_path / "data" if stored else None
    settings = replace(killing.EXPLICIT, backup_folder=tmp_path / "backups")
    engine = Engine(path, settings=settings)
    is_over = threading.Event()
    with ThreadPoolExecutor(killing.THREADS + 2) as pool:
        readers = [pool.submit(_look, engine, seed, is_over) for seed in range(2)]
        writers = [pool.submit(_write, engine, t, 100) for t in range(killing.THREADS)]
        try:
            for writer in writers:
                writer.result(120)
        finally:
            is_over.set()
        assert all(reader.result(120) for reader in readers)
    for _ in range(1 + stored):
        for thread in range(killing.THREADS):
            alone = Engine(settings=replace(settings, backup_folder=tmp_path / str(thread)))
            _write(alone, thread, 100)
            assert killing.seen(engine, thread) == killing.seen(alone, thread)
        engine.close()
        engine = Engine(path, settings=settings) if stored else engine


# Waiting ------------------------------------------------------------------------------------------


def test_a_long_search_does_not_hold_up_a_small_one() -> None:
    engine = Engine()
    small = {"class": "Small", "properties": [{"name": "title", "dataType": ["text"]}]}
    large = {"class": "Large", "vectorConfig": {"v": {"vectorizer": {"none": {}}}}}
    for document in (small, large):
        assert rest(engine, "POST", "/v1/schema", document)[0] == 200
    assert not insert(engine, thing(1, "one", collection="Small"))
    rows = np.random.default_rng(1).standard_normal((2000, 256), dtype=np.float32)
    objects = [messages.BatchObject(uuid=identity(n), collection="Large") for n in range(len(rows))]
    for one, row in zip(objects, rows, strict=True):
        one.vectors.add(name="v", vector_bytes=row.tobytes())
    assert not insert(engine, *objects)
    legs = [messages.Vectors(vector_bytes=row.tobytes()) for row in rows[:150]]
    near = messages.NearVector(
        vector_for_targets=[messages.VectorForTarget(name="v", vectors=legs)],
        targets=messages.Targets(target_vectors=["v"] * len(legs)),
    )
    begun, ended = threading.Event(), threading.Event()

    def long() -> None:
        begun.set()
        found.extend(search(engine, collection="Large", near_vector=near))
        ended.set()

    found: list[Any] = []
    thread = threading.Thread(target=long)
    thread.start()
    begun.wait()
    answered = 0
    while not ended.is_set():
        assert len(search(engine, collection="Small")) == 1
        answered += not ended.is_set()
    thread.join()
    assert len(found) == 10
    assert answered > 1  # the first may have been before the long one took its lock


def test_reads_go_on_while_a_write_is_prepared() -> None:
    asked, go_on = threading.Event(), threading.Event()

    def slow(texts: Sequence[str]) -> list[list[float]]:
        asked.set()
        assert go_on.wait(60)
        return [[1.0, 2.0] for _ in texts]

    engine = Engine(vectorizers={"text2vec-own": slow})
    document = {**COLLECTION, "vectorizer": "text2vec-own"}
    assert rest(engine, "POST", "/v1/schema", document)[0] == 200
    writer = threading.Thread(target=insert, args=(engine, thing(1, "one")))
    writer.start()
    assert asked.wait(60)
    assert titles(engine) == {}
    go_on.set()
    writer.join()
    assert titles(engine) == {1: "one"}


def test_searches_run_side_by_side() -> None:
    """One that waits for its module does not keep others waiting."""
    asked, go_on = threading.Event(), threading.Event()

    def slow(texts: Sequence[str]) -> list[list[float]]:
        if "wait" in texts:
            asked.set()
            assert go_on.wait(60)
        return [[1.0, 2.0] for _ in texts]

    engine = Engine(vectorizers={"text2vec-own": slow})
    document = {**COLLECTION, "vectorizer": "text2vec-own"}
    assert rest(engine, "POST", "/v1/schema", document)[0] == 200
    assert not insert(engine, thing(1, "one"))
    found: list[Any] = []
    near = messages.NearTextSearch(query=["wait"])
    reader = threading.Thread(target=lambda: found.extend(search(engine, near_text=near)))
    reader.start()
    assert asked.wait(60)
    assert len(search(engine, near_text=messages.NearTextSearch(query=["go"]))) == 1
    assert not found
    go_on.set()
    reader.join()
    assert len(found) == 1
