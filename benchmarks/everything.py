"""Reading everything: what ``iterator()`` keeps in memory over many objects, and how fast it is.

``python -m benchmarks.everything --objects 1000000``: the objects are made first; then each way of
reading them runs in a process of its own, which tells by how much its peak of resident memory rose
after the first hundredth. The server is the embedded engine in a further process, or the one at
``--url``.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import subprocess
import sys
from contextlib import contextmanager
from time import perf_counter
from typing import TYPE_CHECKING, Any

import weaviate

from benchmarks.report import markdown, rate, size
from weaviate_orm import Client, CollectionMeta, Model, Property, connect, prop

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

AT_ONCE = 10_000
"""Objects of one session while they are made."""


class Entry(Model):
    text: Property[str]
    number: Property[int] = prop(index_range=True)

    class Meta(CollectionMeta):
        collection = "BenchmarkEntry"


WAYS: dict[str, Callable[[Client], Iterable[object]]] = {
    "all": lambda client: client.objects(Entry).iterator(),
    "filtered": lambda client: client.objects(Entry).filter(Entry.number >= 0).iterator(),
    "filtered, in order": lambda client: (
        client.objects(Entry).filter(Entry.number >= 0).order_by(Entry.number.desc()).iterator()
    ),
}
RIVAL = "all, the rival"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--objects", type=int, default=100_000, metavar="N")
    parser.add_argument("--url", help="a running Weaviate; else the embedded engine, served")
    parser.add_argument("--way", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.way is not None:
        print(json.dumps(_read(options.url, options.way, options.objects)))
        return
    with _served(options.url) as url, connect(url) as client:
        client.drop_all([Entry])
        client.create_all([Entry])
        try:
            start = perf_counter()
            _fill(client, options.objects)
            made = options.objects / (perf_counter() - start)
            rows = [("what", "objects", "a second", "memory grew by")]
            rows.append(("made by sessions", f"{options.objects:,}", rate(made), ""))
            rows += [_in_a_process(url, way, options.objects) for way in (*WAYS, RIVAL)]
        finally:
            client.drop_all([Entry])
    print(markdown(rows))


@contextmanager
def _served(url: str | None) -> Iterator[str]:
    if url is not None:
        yield url
        return
    command = [sys.executable, "-m", "weaviate_orm", "serve", "--port", "0", "--grpc-port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            ports = re.findall(r":(\d+)[,\s]", process.stdout.readline())
            yield f"http://127.0.0.1:{ports[0]}?grpc_port={ports[1]}"
        finally:
            process.terminate()


def _fill(client: Client, count: int) -> None:
    for first in range(0, count, AT_ONCE):
        with client.session() as session:
            for number in range(first, min(first + AT_ONCE, count)):
                session.add(Entry(text=f"entry {number} of many", number=number))


def _in_a_process(url: str, way: str, count: int) -> tuple[str, str, str, str]:
    command = (sys.executable, "-m", "benchmarks.everything", "--url", url, "--way", way)
    done = subprocess.run(
        [*command, "--objects", str(count)], check=True, stdout=subprocess.PIPE, text=True
    )
    found: dict[str, Any] = json.loads(done.stdout)
    if found["objects"] != count:
        raise RuntimeError(f"{way}: {found['objects']} of {count} objects came.")
    return way, f"{count:,}", rate(count / found["seconds"]), size(found["grew"])


def _read(url: str, way: str, count: int) -> dict[str, float]:
    with _rows(url, way) as rows:
        start = perf_counter()
        seen = before = 0
        for seen, _ in enumerate(rows, 1):
            if seen == count // 100:
                before = _peak()
        return {"objects": seen, "seconds": perf_counter() - start, "grew": _peak() - before}


@contextmanager
def _rows(url: str, way: str) -> Iterator[Iterable[object]]:
    if way == RIVAL:
        http_port, grpc_port = (int(port) for port in re.findall(r"\d+(?=$|\?)", url))
        with weaviate.connect_to_local("127.0.0.1", http_port, grpc_port) as rival:
            yield rival.collections.get("BenchmarkEntry").iterator()
    else:
        with connect(url) as client:
            yield WAYS[way](client)


def _peak() -> int:
    """The most bytes of memory that this process has held."""
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return kilobytes if sys.platform == "darwin" else kilobytes * 1024


if __name__ == "__main__":
    main()
