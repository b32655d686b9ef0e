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
    from collections.abc import Callable, Iterator, Mapping

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


def exchanges(name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """The lines of a recording but the first, with their numbers."""
    text = (GOLDEN / f"{name}.jsonl").read_text(encoding="utf-8")
    for number, line in enumerate(text.split("\n")):
        if number and line:
            yield number, json.loads(line)


def replay(name: str) -> Result:
    """Replay a recording on an engine of its own."""
    same, where = _comparison()
    engine = Engine(clock=_clock().__next__)
    differences: list[Difference] = []
    total = 0
    for number, exchange in exchanges(name):
        if "stream" in exchange:
            continue
        got = answer(engine, exchange)
        if "varies" in exchange:
            continue
        total += 1
        want = {"error": exchange["error"]} if "error" in exchange else exchange["reply"]
        if not same(want, got):
            asked = json.dumps(exchange.get("grpc") or exchange["rest"], ensure_ascii=False)
            differences.append(Difference(number, where(want, got), asked))
    engine.close()
    return Result(total, tuple(differences))


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
        reply = engine.unary(call["method"], ParseDict(call["request"], method.request()))
    except CallError as error:
        return {"error": {"code": CODES[error.code], "message": error.message}}
    return MessageToDict(reply, preserving_proto_field_name=True)


def _request(engine: Engine, request: Mapping[str, Any]) -> Any:
    path, _, query = request["path"].partition("?")
    body = request.get("body_text", "").encode()
    if "body" in request:
        body = json.dumps(request["body"]).encode()
    headers = {k.lower(): v for k, v in request.get("headers", {}).items()}
    if body:
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


def _comparison() -> tuple[Callable[[Any, Any], bool], Callable[[Any, Any], str]]:
    spec = importlib.util.spec_from_file_location("golden_compare", GOLDEN / "compare.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.same, module.where
