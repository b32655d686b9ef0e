"""`python -m tests.recordings record|compare [scenario…]`; see the package."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlsplit

from tests.golden.replay import replayed
from tests.recordings.comparison import difference
from tests.recordings.recorder import Line, NotEmpty, Recorder
from tests.recordings.scenarios import SCENARIOS, Scenario

FOLDER = Path(__file__).parent


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.recordings", description=__doc__)
    parser.add_argument("what", choices=["record", "compare"])
    parser.add_argument("names", nargs="*", metavar="scenario", help="all if none is named")
    parser.add_argument("--seeds", type=int, default=1, help="of compare: how often, by chance")
    parser.add_argument("--first", type=int, default=0, help="of compare: the first seed")
    options = parser.parse_args()
    names = options.names or list(SCENARIOS)
    if unknown := [name for name in names if name not in SCENARIOS]:
        parser.error(f"there is no scenario {unknown[0]!r}, but {', '.join(SCENARIOS)}")
    seeds = range(options.first, options.first + options.seeds)
    with _server() as server:
        try:
            for name in names:
                if options.what == "record":
                    _record(server, name, SCENARIOS[name])
                else:
                    for seed in seeds:
                        _compare(server, name, SCENARIOS[name], seed)
        except NotEmpty as error:
            sys.stderr.write(f"{error}\n")
            return 1
    return 0


@contextmanager
def _server() -> Iterator[Recorder]:
    url = os.environ.get("WEAVIATE_TEST_URL", "")
    port = os.environ.get("WEAVIATE_TEST_GRPC_PORT")
    if not url.startswith("http") or port is None:
        sys.exit("WEAVIATE_TEST_URL and WEAVIATE_TEST_GRPC_PORT must name a server of your own.")
    recorder = Recorder(url.rstrip("/"), f"{urlsplit(url).hostname}:{port}")
    try:
        yield recorder
    finally:
        recorder.close()


def _lines(server: Recorder, run: Callable[[Recorder, Random], None], seed: int) -> list[Line]:
    with server.run() as lines:
        run(server, Random(seed))
    return lines


def _record(server: Recorder, name: str, scenario: Scenario) -> None:
    """Run it twice; what a server answers otherwise the second time is marked."""
    first, second = (_lines(server, scenario.run, 0) for _ in range(2))
    for line, again in zip(first, second, strict=True):
        if _asked(line) != _asked(again):
            raise AssertionError(f"{name} asks otherwise the second time: {_asked(again)}")
        varies = difference(_answered(line), _answered(again))
        if varies is not None:
            line.setdefault("varies", varies)
    _write(FOLDER / f"{name}.jsonl", name, scenario, server.version(), first)
    _say(f"{name}: {len(first)} exchanges, {sum('varies' in each for each in first)} vary")


def _compare(server: Recorder, name: str, scenario: Scenario, seed: int) -> None:
    lines = _lines(server, scenario.run, seed)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"{name}.jsonl")
        _write(path, name, scenario, server.version(), lines)
        found = replayed(path, difference)
    _say(f"{name} {seed}: {found.agree}/{found.total}")
    for each in found.differences:
        _say(f"  {each.number}: {each.where}\n      {each.asked}")


def _asked(line: Line) -> Any:
    return line.get("rest") or line.get("grpc") or line.get("sent")


def _answered(line: Line) -> Any:
    return line.get("reply") or line.get("error") or line.get("received")


def _write(path: Path, name: str, scenario: Scenario, version: str, lines: list[Line]) -> None:
    head = {"scenario": name, "about": scenario.about, "server": version}
    written = (
        json.dumps(each, ensure_ascii=False, separators=(",", ":")) for each in [head, *lines]
    )
    path.write_text("\n".join(written) + "\n", encoding="utf-8")


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
