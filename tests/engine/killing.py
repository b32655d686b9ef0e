"""Writers that are killed at any moment, and what must be found afterwards.

Threads of one process write to one folder, each to collections of its own, and tell by a pipe
which of their requests were answered. Then the process is killed. An engine in memory that is
given the same requests says what must be there: after the last answered one, or after the one
that was in flight. Run by hand for longer: `python -m tests.engine.killing ROUNDS SEED`.
"""

from __future__ import annotations

import faulthandler
import json
import os
import random
import signal
import struct
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np

from tests.engine.driving import identity, rest, thing
from weaviate_orm.engine.engine import Engine
from weaviate_orm.engine.errors import FAILED, CallError
from weaviate_orm.engine.settings import Settings
from weaviate_orm.wire import messages

Write = Callable[[Engine], object]

THREADS = 3
WORDS = ("amber", "birch", "cedar", "dune", "ember")
EXPLICIT = Settings(auto_schema=False)
"""What auto-schema adds is a write of its own, before that of the objects."""
BACKUPS = "/v1/backups/filesystem"
_PROPERTIES = [
    {"name": "title", "dataType": ["text"]},
    {"name": "number", "dataType": ["int"], "indexRangeFilters": True},
    {"name": "tags", "dataType": ["text[]"]},
]


class Names:
    """The collections of one thread."""

    def __init__(self, thread: int) -> None:
        self.plain, self.rooms, self.brief, self.alias = (
            f"{name}{thread}" for name in ("Plain", "Rooms", "Brief", "Alias")
        )
        self.backup = f"t{thread}-"

    def plain_document(self, vectors: tuple[str, ...] = ("a",)) -> dict[str, Any]:
        config = {v: {"vectorizer": {"none": {}}, "vectorIndexType": "hnsw"} for v in vectors}
        own = {"name": "other", "dataType": [self.plain]}
        return {"class": self.plain, "properties": [*_PROPERTIES, own], "vectorConfig": config}

    def rooms_document(self) -> dict[str, Any]:
        tenancy = {"enabled": True}  # waking a tenant would be a write of its own
        return {"class": self.rooms, "properties": _PROPERTIES, "multiTenancyConfig": tenancy}

    def brief_document(self) -> dict[str, Any]:
        return {"class": self.brief, "properties": _PROPERTIES, "vectorizer": "none"}


# Writes -------------------------------------------------------------------------------------------


def requests(thread: int, seed: int) -> Iterator[Write]:
    """What a thread writes, always the same: each is one request, and all or nothing of it."""
    names = Names(thread)
    for document in (names.plain_document(), names.rooms_document()):
        yield _http("POST", "/v1/schema", document)
    yield _http("POST", f"/v1/schema/{names.rooms}/tenants", [{"name": "a"}, {"name": "b"}])
    for step in range(1_000_000):
        rng = random.Random(f"{seed} {thread} {step}")
        yield rng.choice(_KINDS)(names, rng, step)


def _http(method: str, path: str, body: Any = None) -> Write:
    def write(engine: Engine) -> None:
        _, answer = rest(engine, method, path, body)
        told = json.dumps(answer)
        assert FAILED not in told, (method, path, body)
        assert "The folder" not in told, (method, path, answer)

    return write


def _call(method: str, message: Any) -> Write:
    def write(engine: Engine) -> None:
        told = _fault_or(lambda: engine.unary(method, message))
        assert told != FAILED, (method, message)

    return write


def _fault_or(call: Callable[[], object]) -> Any:
    """What a call gives, or the text of its fault."""
    try:
        return call()
    except CallError as error:
        return error.message


def _number(rng: random.Random) -> int:
    return rng.randrange(40)


def _text(rng: random.Random) -> str:
    return " ".join(rng.choices(WORDS, k=rng.choice((1, 3, 200))))


def _object(rng: random.Random, collection: str, tenant: str = "") -> messages.BatchObject:
    one = thing(_number(rng), _text(rng), collection=collection, tenant=tenant)
    one.properties.text_array_properties.add(prop_name="tags", values=rng.sample(WORDS, 2))
    for name in rng.sample(("a", "b"), rng.randrange(3)) if collection.startswith("Plain") else ():
        values = struct.pack("<3f", rng.random(), rng.random(), 1)
        one.vectors.add(name=name, vector_bytes=values)
    return one


def _batch(names: Names, rng: random.Random, _step: int) -> Write:
    """Objects of several shards in one request, new ones and others in the place of old ones."""
    places = [(names.plain, ""), (names.rooms, "a"), (names.rooms, "b"), (names.brief, "")]
    chosen = rng.choices(places, (6, 2, 2, 2), k=rng.choice((1, 5, 40)))
    return _call(
        "BatchObjects",
        messages.BatchObjectsRequest(objects=[_object(rng, *place) for place in chosen]),
    )


def _body(names: Names, rng: random.Random) -> tuple[str, dict[str, Any]]:
    number = _number(rng)
    path = f"/v1/objects/{names.plain}/{identity(number)}"
    properties = {"title": _text(rng), "number": number, "tags": rng.choice((None, ["amber"]))}
    vectors = {"a": [rng.random(), 1, 2]} if rng.random() < 0.5 else {}
    document = {"class": names.plain, "id": identity(number), "properties": properties}
    return path, {**document, "vectors": vectors}


def _single(names: Names, rng: random.Random, _step: int) -> Write:
    path, body = _body(names, rng)
    method = rng.choice(("POST", "PUT", "PATCH", "DELETE"))
    if method == "POST":
        return _http("POST", "/v1/objects", body)
    return _http(method, path, None if method == "DELETE" else body)


def _link(names: Names, rng: random.Random, _step: int) -> Write:
    beacons = [
        {"beacon": f"weaviate://localhost/{names.plain}/{identity(_number(rng))}"} for _ in range(2)
    ]
    path = f"/v1/objects/{names.plain}/{identity(_number(rng))}/references/other"
    method = rng.choice(("POST", "PUT", "DELETE", "BATCH"))
    if method != "BATCH":
        return _http(method, path, beacons if method == "PUT" else beacons[0])
    links = [
        {
            "from": f"weaviate://localhost/{names.plain}/{identity(_number(rng))}/other",
            "to": beacons[0]["beacon"],
        }
        for _ in range(8)
    ]
    return _http("POST", "/v1/batch/references", links)


def _deletion(names: Names, rng: random.Random, _step: int) -> Write:
    condition = messages.Filters(
        operator=messages.Filters.OPERATOR_GREATER_THAN, value_int=rng.randrange(20, 40)
    )
    condition.target.property = "number"
    collection, tenant = rng.choice(((names.plain, ""), (names.rooms, "a")))
    return _call(
        "BatchDelete",
        messages.BatchDeleteRequest(collection=collection, tenant=tenant, filters=condition),
    )


def _tenants(names: Names, rng: random.Random, _step: int) -> Write:
    path = f"/v1/schema/{names.rooms}/tenants"
    chosen = rng.sample("abcd", rng.randrange(1, 4))
    method = rng.choice(("POST", "PUT", "PUT", "DELETE"))
    if method == "DELETE":
        return _http(method, path, chosen)
    states = [{"name": t, "activityStatus": rng.choice(("HOT", "COLD"))} for t in chosen]
    return _http(method, path, states)


def _schema(names: Names, rng: random.Random, step: int) -> Write:
    document = names.brief_document()
    kind = rng.randrange(6)
    if kind == 0:
        every = (document, names.plain_document(), names.rooms_document())
        return _http("POST", "/v1/schema", rng.choice(every))
    if kind == 1:
        return _http("DELETE", f"/v1/schema/{names.brief}")
    if kind == 2:
        document["description"] = f"at {step}"
        document["invertedIndexConfig"] = {"bm25": {"k1": 1 + rng.random(), "b": 0.5}}
        return _http("PUT", f"/v1/schema/{names.brief}", document)
    if kind == 3:
        fresh = {"name": f"p{step}", "dataType": ["text"]}
        return _http("POST", f"/v1/schema/{names.plain}/properties", fresh)
    if kind == 4:
        index = rng.choice(("searchable", "rangeFilters"))
        name = "title" if index == "searchable" else "number"
        path = f"/v1/schema/{names.brief}/properties/{name}/index/{index}"
        return _http("DELETE", path)
    return _more_vectors(names)


def _more_vectors(names: Names) -> Write:
    def write(engine: Engine) -> None:
        status, present = rest(engine, "GET", f"/v1/schema/{names.plain}")
        if status == 404:
            return
        present["vectorConfig"].setdefault("b", names.plain_document()["vectorConfig"]["a"])
        assert rest(engine, "PUT", f"/v1/schema/{names.plain}", present)[0] == 200

    return write


def _alias(names: Names, rng: random.Random, _step: int) -> Write:
    target = {"class": rng.choice((names.plain, names.rooms))}
    path = f"/v1/aliases/{names.alias}"
    method = rng.choice(("POST", "PUT", "DELETE"))
    if method == "POST":
        return _http("POST", "/v1/aliases", {"alias": names.alias, **target})
    return _http(method, path, None if method == "DELETE" else target)


def _backup(names: Names, rng: random.Random, step: int) -> Write:
    """Back up, restore the last backup that holds the collection, or drop it to be restored."""
    kind = rng.randrange(4)
    if kind == 0:
        body = {"id": f"{names.backup}{step}", "include": [names.rooms, names.plain]}
        return _http("POST", BACKUPS, body)
    if kind == 1:
        return _http("DELETE", f"/v1/schema/{rng.choice((names.plain, names.rooms))}")
    return _restoration(names)


def _restoration(names: Names) -> Write:
    def write(engine: Engine) -> None:
        own = [b["id"] for b in _backups(engine) if b["id"].startswith(names.backup)]
        if own:
            last = max(own, key=lambda name: int(name.removeprefix(names.backup)))
            _http("POST", f"{BACKUPS}/{last}/restore", {})(engine)

    return write


def _backups(engine: Engine) -> list[dict[str, Any]]:
    status, listed = rest(engine, "GET", BACKUPS)
    assert status == 200, listed
    return list(listed)


_KINDS: tuple[Callable[[Names, random.Random, int], Write], ...] = (
    *(_batch,) * 5,
    *(_single,) * 4,
    *(_link,) * 3,
    *(_deletion, _tenants, _tenants, _schema, _schema, _alias, _backup),
)


# What is there ------------------------------------------------------------------------------------


def seen(engine: Engine, thread: int) -> dict[Any, Any]:
    """All that there is of a thread's, by the stored objects and by every kind of index."""
    names = Names(thread)
    _, schema = rest(engine, "GET", "/v1/schema")
    _, aliases = rest(engine, "GET", "/v1/aliases")
    found: dict[Any, Any] = {
        "backups": {b["id"] for b in _backups(engine) if b["id"].startswith(names.backup)},
        "alias": [a for a in aliases["aliases"] if a["alias"] == names.alias],
    }
    for document in schema["classes"]:
        name = document["class"]
        if not name.endswith(str(thread)):
            continue
        document.pop("shardingConfig", None)
        found[name] = document
        collection = engine.state.catalog.collections[name]
        found[name, "tenants"] = dict(collection.tenants)
        for tenant, shard in collection.shards.items():
            slots = np.flatnonzero(shard.live)
            slots = slots[np.argsort(shard.doc[slots])].tolist()
            found[name, tenant, "order"] = [shard.uuid(slot) for slot in slots]
            found[name, tenant] = {
                shard.uuid(slot): (
                    shard.properties(slot),
                    {n: list(beacons) for n, beacons in shard.all_references(slot).items()},
                    shard.raw_vectors(slot),
                )
                for slot in slots
            }
            assert shard.count() == len(slots)
            if collection.tenants.get(tenant, "HOT") == "HOT":
                found[name, tenant, "asked"] = _asked(engine, name, tenant)
            else:
                shard.unload()
    return found


def _asked(engine: Engine, collection: str, tenant: str) -> dict[str, Any]:
    """What searches and figures say."""
    condition = messages.Filters(operator=messages.Filters.OPERATOR_LESS_THAN, value_int=20)
    condition.target.property = "number"
    tagged = messages.Filters(operator=messages.Filters.OPERATOR_EQUAL, value_text="amber")
    tagged.target.property = "tags"
    searches: dict[str, dict[str, Any]] = {
        **{w: {"bm25_search": messages.BM25(query=w, properties=["title"])} for w in WORDS},
        "less": {"filters": condition},
        "tagged": {"filters": tagged},
        "sorted": {"sort_by": [messages.SortBy(path=["title"], ascending=True)]},
    }
    vectors = engine.state.catalog.collections[collection].definition.vectors
    for name in vectors if collection.startswith("Plain") else ():
        near = messages.NearVector(
            vector_bytes=struct.pack("<3f", 1, 2, 3),
            targets=messages.Targets(target_vectors=[name]),
        )
        searches[f"near {name}"] = {"near_vector": near}
    found: dict[str, Any] = {
        name: results(engine, collection, tenant, asked) for name, asked in searches.items()
    }
    aggregate = messages.AggregateRequest(collection=collection, tenant=tenant, objects_count=True)
    reply = _fault_or(lambda: engine.unary("Aggregate", aggregate))
    found["count"] = reply if isinstance(reply, str) else reply.single_result.objects_count
    return found


def results(engine: Engine, collection: str, tenant: str, asked: dict[str, Any]) -> Any:
    request = messages.SearchRequest(
        collection=collection,
        tenant=tenant,
        limit=1000,
        metadata=messages.MetadataRequest(uuid=True, distance=True),
        uses_127_api=True,
        **asked,
    )
    reply = _fault_or(lambda: engine.unary("Search", request))
    assert reply != FAILED, request
    if isinstance(reply, str):
        return reply
    found = [(UUID(r.metadata.id).int, r.metadata.distance) for r in reply.results]
    # scores remember the length of older versions, which no file keeps
    return sorted(found) if "bm25_search" in asked else found


# Killing ------------------------------------------------------------------------------------------


def write_till_killed(folder: Path, pipe: int, seed: int, done: list[int]) -> None:
    """Open the folder and write with several threads; each answered request is told."""

    def write(thread: int) -> None:
        try:
            for step, one in enumerate(requests(thread, seed)):
                if step >= done[thread]:
                    one(engine)
                    os.write(pipe, bytes([thread]))
        except BaseException as error:
            os.write(2, f"thread {thread}, step {step}: {error!r}\n".encode())
            os.write(pipe, b"\xff")
            raise

    engine = Engine(folder, settings=EXPLICIT)
    for thread in range(THREADS):
        threading.Thread(target=write, args=[thread]).start()


class Check:
    """What the requests of each thread make of an engine in memory."""

    def __init__(self, seed: int, backups: Path) -> None:
        self.done = [0] * THREADS
        self._engines = [
            Engine(settings=replace(EXPLICIT, backup_folder=backups / str(thread)))
            for thread in range(THREADS)
        ]
        self._requests = [requests(thread, seed) for thread in range(THREADS)]

    def advance(self, thread: int) -> None:
        next(self._requests[thread])(self._engines[thread])
        self.done[thread] += 1

    def compare(self, engine: Engine) -> None:
        """See to it that each thread's are as they must be, or one request further.

        Raises:
            AssertionError: they are neither.
        """
        for thread in range(THREADS):
            found = seen(engine, thread)
            expected = seen(self._engines[thread], thread)
            if found == expected:
                continue
            before = _differences(found, expected)
            self.advance(thread)
            after = _differences(found, seen(self._engines[thread], thread))
            assert not after, (
                f"thread {thread}: after {self.done[thread] - 1} requests {before};\n"
                f"one request further {after}"
            )


def _differences(found: dict[Any, Any], expected: dict[Any, Any]) -> str:
    told: list[str] = []
    for key in sorted(found.keys() | expected.keys(), key=str):
        is_, was = found.get(key), expected.get(key)
        if isinstance(is_, dict) and isinstance(was, dict):
            inner = _differences(is_, was)
            told += [f"{key}: {inner}"] if inner else []
        elif is_ != was:
            told.append(f"{key} is {is_!r:.300}, not {was!r:.300}")
    return "\n".join(told)


def kill_once(folder: Path, seed: int, done: list[int], seconds: float) -> list[int]:
    """Let a child write for so long after its first answer, kill it, and give what it told."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        os.close(reader)
        try:
            write_till_killed(folder, writer, seed, done)
            threading.Event().wait()
        finally:
            os._exit(1)
    os.close(writer)
    told = b"" if seconds < 0 else os.read(reader, 1)
    time.sleep(abs(seconds))
    os.kill(child, signal.SIGKILL)
    while data := os.read(reader, 65536):
        told += data
    os.close(reader)
    os.waitpid(child, 0)
    assert 0xFF not in told, "a writer failed"
    return [told.count(thread) for thread in range(THREADS)]


def main(rounds: int, seed: int) -> None:
    """Kill so many writers. Some are killed while they open the folder."""
    rng = random.Random(seed)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "data")
        check = Check(seed, Path(place))
        for number in range(rounds):
            faulthandler.dump_traceback_later(120, exit=True)
            opening = number % 5 == 4
            seconds = -rng.uniform(0, 0.03) if opening else rng.uniform(0, 0.08)
            for thread, more in enumerate(kill_once(folder, seed, check.done, seconds)):
                for _ in range(more):
                    check.advance(thread)
            engine = Engine(folder)
            check.compare(engine)
            engine.close()
    faulthandler.cancel_dump_traceback_later()
    sys.stdout.write(f"{rounds} kills, {check.done} requests\n")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
