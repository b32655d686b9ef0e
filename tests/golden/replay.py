"""Send every exchange of a recording to a fresh engine and compare the answers."""

from __future__ import annotations

import importlib.util
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from google.protobuf.json_format import MessageToDict, ParseDict

from weaviate_orm.engine.catalog import now
from weaviate_orm.engine.engine import Engine
from weaviate_orm.engine.errors import CallError
from weaviate_orm.engine.rest.router import HttpRequest
from weaviate_orm.wire import messages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

GOLDEN = Path(__file__).resolve().parents[3] / "shared" / "golden"
"""The recordings; they are no part of the project, and nothing is tested where they are missing."""

CODES = """
    OK CANCELLED UNKNOWN INVALID_ARGUMENT DEADLINE_EXCEEDED NOT_FOUND ALREADY_EXISTS
    PERMISSION_DENIED RESOURCE_EXHAUSTED FAILED_PRECONDITION ABORTED OUT_OF_RANGE UNIMPLEMENTED
    INTERNAL UNAVAILABLE DATA_LOSS UNAUTHENTICATED
""".split()  # noqa: SIM905 (a table of names)


@dataclass(frozen=True)
class Difference:
    """An exchange that the engine answers otherwise; `number` is its line, the first being 1."""

    number: int
    where: str
    asked: str


@dataclass(frozen=True)
class Result:
    total: int
    """Exchanges that are compared."""
    differences: tuple[Difference, ...]

    @property
    def agree(self) -> int:
        return self.total - len(self.differences)


def names() -> list[str]:
    """The recordings."""
    return sorted(path.stem for path in GOLDEN.glob("*.jsonl"))


def exchanges(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The lines of a recording but the first, with their numbers."""
    text = path.read_text(encoding="utf-8")
    for number, line in enumerate(text.split("\n")):
        if number and line:
            yield number, json.loads(line)


def replay(name: str) -> Result:
    """Replay a recording of that name."""
    same, where = comparison()

    def difference(want: Any, got: Any) -> str | None:
        return None if same(want, got) else where(want, got)

    return replayed(GOLDEN / f"{name}.jsonl", difference)


def replayed(path: Path, difference: Callable[[Any, Any], str | None]) -> Result:
    """Replay a recording on an engine of its own.

    `difference` says where an answer differs from the recorded one, None where it does not.
    """
    engine = Engine(clock=_clock().__next__)
    differences: list[Difference] = []
    total = 0
    for number, exchange, want, got in _answers(engine, path):
        if "varies" in exchange:
            continue
        total += 1
        where = difference(want, got)
        if where is not None:
            asked = json.dumps(
                exchange.get("grpc") or exchange.get("rest") or exchange, ensure_ascii=False
            )
            differences.append(Difference(number, where, asked))
    engine.close()
    return Result(total, tuple(differences))


def _answers(engine: Engine, path: Path) -> Iterator[tuple[int, dict[str, Any], Any, Any]]:
    """Number, exchange, recorded and own answer; of a stream each line that was received."""
    stream = Stream(engine)
    for number, exchange in exchanges(path):
        if "sent" in exchange:
            stream.send(exchange["sent"])
        elif "received" in exchange:
            yield number, exchange, _unordered(exchange["received"]), stream.next(exchange)
            if "end" in exchange["received"]:
                stream = Stream(engine)
        else:
            want = {"error": exchange["error"]} if "error" in exchange else exchange["reply"]
            yield number, exchange, want, answer(engine, exchange)


class Stream:
    """A BatchStream as its client sees it; replies may come later than they are recorded."""

    def __init__(self, engine: Engine) -> None:
        self._stream = engine.batch_stream()
        self._replies: list[Any] = []

    def send(self, sent: Any) -> None:
        try:
            if "half_close" in sent:
                self._take(self._stream.close())
                self._replies.append({"end": {"code": "OK"}})
            else:
                self._take(self._stream.receive(ParseDict(sent, messages.BatchStreamRequest())))
        except CallError as error:
            end = {"code": CODES[error.code], "message": error.message}
            self._replies.append({"end": end})

    def next(self, exchange: Mapping[str, Any]) -> Any:
        """The next reply; acks and results of one message may change places."""
        wanted = next(iter(exchange["received"]))
        if wanted == "backoff":
            self._take([self._stream.backoff()])
        found = next((r for r in self._replies if wanted in r), None)
        if found is None:
            return self._replies.pop(0) if self._replies else None
        self._replies.remove(found)
        return _unordered(found)

    def _take(self, replies: Sequence[Any]) -> None:
        self._replies += [MessageToDict(r, preserving_proto_field_name=True) for r in replies]


def _unordered(reply: Any) -> Any:
    """A reply of a stream with its results in an order of our own."""
    if "results" not in reply:
        return reply
    lists = {k: sorted(v, key=json.dumps) for k, v in reply["results"].items()}
    return {"results": lists}


def _clock() -> Iterator[int]:
    """The time in milliseconds, never the same twice: a real server needs longer for a write."""
    last = 0
    while True:
        last = max(last + 1, now())
        yield last


def answer(engine: Engine, exchange: Mapping[str, Any]) -> Any:
    """What the engine answers to an exchange, in the form of the recordings."""
    if "grpc" in exchange:
        return _call(engine, exchange["grpc"])
    return _request(engine, exchange["rest"])


def _call(engine: Engine, call: Mapping[str, Any]) -> Any:
    method = messages.METHODS[call["method"]]
    try:
        message = ParseDict(call["request"], method.request())
        reply = engine.unary(call["method"], message, call.get("metadata", {}))
    except CallError as error:
        return {"error": {"code": CODES[error.code], "message": error.message}}
    return MessageToDict(reply, preserving_proto_field_name=True)


def _request(engine: Engine, request: Mapping[str, Any]) -> Any:
    path, _, query = request["path"].partition("?")
    body = request.get("body_text", "").encode()
    headers = {k.lower(): v for k, v in request.get("headers", {}).items()}
    if "body" in request:
        body = json.dumps(request["body"]).encode()
        headers.setdefault("content-type", "application/json")
    reply = engine.http(
        HttpRequest(
            method=request["method"],
            path=path,
            query=tuple(parse_qsl(query, keep_blank_values=True)),
            headers=headers,
            body=body,
        )
    )
    return {"status": reply.status, "body": json.loads(reply.body) if reply.body else None}


def comparison() -> tuple[Callable[[Any, Any], bool], Callable[[Any, Any], str]]:
    spec = importlib.util.spec_from_file_location("golden_compare", GOLDEN / "compare.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.same, module.where
