"""The embedded engine: whole requests and replies through the in-process transport.

``python -m benchmarks.engine`` prints the aims and what is measured; ``--large`` also how cost
grows up to 1,000,000 objects, which takes 3 GB and some minutes. Each size has a process of its
own. Of each kind twenty requests are sent, again and again; the time is the mean of the shortest
of each, without the index's being built at its first use. Inserts are prepared before.
"""

from __future__ import annotations

import argparse
import gc
import multiprocessing
import os
import tempfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from statistics import fmean
from time import perf_counter
from typing import Final, ParamSpec, TypeVar

from benchmarks import library
from benchmarks.report import Goal, goals, markdown, rate, size, time
from weaviate_orm.transport.calls import GrpcCall
from weaviate_orm.transport.embedded import Embedded
from weaviate_orm.wire import messages as pb

P = ParamSpec("P")
T = TypeVar("T")
Figures = dict[str, float]

KINDS: Final = {
    "near_vector": library.near_vector,
    "bm25": library.bm25,
    "hybrid": library.hybrid,
    "filter of two leaves": library.filtered,
    "fetch 1,000": library.fetch,
    "group by an int with a sum": library.group_by,
}
LOADING, STORING, OPENING, MEMORY = "loading", "loading, stored", "opening", "memory"
SMALL, MIDDLE = 10_000, 100_000
FIXED: Final = 25e6
AIMS: Final = {
    ("near_vector", SMALL): 0.4e-3,
    ("bm25", SMALL): 0.2e-3,
    ("filter of two leaves", SMALL): 0.2e-3,
    ("fetch 1,000", SMALL): 4e-3,
    ("near_vector", MIDDLE): 6e-3,
    ("bm25", MIDDLE): 0.5e-3,
    ("hybrid", MIDDLE): 7e-3,
    ("filter of two leaves", MIDDLE): 0.5e-3,
    ("group by an int with a sum", MIDDLE): 10e-3,
    (LOADING, MIDDLE): 15_000,
    (STORING, MIDDLE): 10_000,
    (OPENING, MIDDLE): 1.0,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--large", action="store_true", help="how cost grows up to 1,000,000")
    large = parser.parse_args().large
    sizes = [1_000, SMALL, MIDDLE, *([1_000_000] if large else [])]
    load = os.getloadavg()[0]
    figures = {count: measured(count) for count in (sizes if large else sizes[1:])}
    figures[MIDDLE] |= apart(folder, MIDDLE)
    print(goals([*_goals(figures), *_memory(figures)]))
    if large:
        print()
        print(_growth(figures))
    print(f"\nOthers kept {load:.1f} of {os.cpu_count()} processors busy at the beginning.")


def measured(count: int) -> Figures:
    """Seconds of each kind of request, objects loaded a second, bytes of memory."""
    return apart(requests, count) | apart(memory, count)


def apart(run: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """The result of a function that runs in a new process."""
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=fresh) as pool:
        return pool.submit(run, *args, **kwargs).result()


def requests(count: int) -> Figures:
    engine = Embedded()
    figures = {LOADING: load(engine, count)}
    for name, make in KINDS.items():
        figures[name] = fmean(shortest(engine, call) for call in library.requests(make))
    engine.close()
    return figures


def load(engine: Embedded, count: int) -> float:
    """Objects inserted a second, in batches of a thousand."""
    engine.send(library.schema())
    spent = 0.0
    for batch in library.batches(count):
        start = perf_counter()
        reply = engine.send(library.insert(batch))
        spent += perf_counter() - start
        assert isinstance(reply, pb.BatchObjectsReply)
        assert not reply.errors, reply
    return count / spent


def shortest(engine: Embedded, call: GrpcCall, rounds: int = 7, least: float = 0.1) -> float:
    """The shortest time of a request: of so many, and of more until `least` seconds are over."""
    engine.send(call)
    best, spent, done = float("inf"), 0.0, 0
    while done < rounds or spent < least:
        start = perf_counter()
        engine.send(call)
        taken = perf_counter() - start
        best, spent, done = min(best, taken), spent + taken, done + 1
    return best


def folder(count: int) -> Figures:
    """Loading into a folder, and opening it: until the first object is answered."""
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "data"
        engine = Embedded(path)
        stored = load(engine, count)
        engine.close()
        return {STORING: stored, OPENING: min(apart(opening, path) for _ in range(3))}


def opening(path: Path) -> float:
    from weaviate_orm.engine import engine as _  # noqa: F401 - opening, not importing

    (call,) = library.requests(library.near_vector, 1)
    start = perf_counter()
    engine = Embedded(path)
    engine.send(call)
    taken = perf_counter() - start
    engine.close()
    return taken


def memory(count: int) -> Figures:
    """What the process grows by, from the imports to every index in use."""
    used(1)
    gc.collect()
    before = resident()
    engine = used(count)
    gc.collect()
    after = resident()
    engine.close()
    return {MEMORY: after - before}


def used(count: int) -> Embedded:
    """An engine with so many objects that has answered every kind of request."""
    engine = Embedded()
    load(engine, count)
    for make in KINDS.values():
        for call in library.requests(make, 2):
            engine.send(call)
    return engine


def resident() -> int:
    """Bytes of this process in memory; Linux alone says it."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def _goals(figures: dict[int, Figures]) -> list[Goal]:
    return [
        Goal(
            f"{count:,}: {name}",
            figures[count][name],
            aim,
            "rate" if name in (LOADING, STORING) else "time",
        )
        for (name, count), aim in AIMS.items()
    ]


def _memory(figures: dict[int, Figures]) -> list[Goal]:
    return [
        Goal(
            f"{count:,}: memory for {size(raw)} of data",
            figures[count][MEMORY],
            3 * raw + FIXED,
            "bytes",
        )
        for count, raw in ((count, library.raw_size(count)) for count in (SMALL, MIDDLE))
    ]


def _growth(figures: dict[int, Figures]) -> str:
    show = dict.fromkeys(KINDS, time) | {LOADING: rate, MEMORY: size}
    return markdown(
        [
            ("objects", *(f"{count:,}" for count in figures)),
            *((name, *(form(f[name]) for f in figures.values())) for name, form in show.items()),
            (
                "memory over data",
                *(f"{f[MEMORY] / library.raw_size(n):.1f} ×" for n, f in figures.items()),
            ),
        ]
    )


if __name__ == "__main__":
    main()
