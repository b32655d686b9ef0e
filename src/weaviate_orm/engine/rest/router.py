"""REST requests to handlers: paths, methods, media types, bodies, faults."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from posixpath import normpath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from weaviate_orm.engine.errors import (
    EMPTY,
    JSON,
    Empty,
    HttpError,
    Unsupported,
    a_error,
    empty_error,
    v_error,
)
from weaviate_orm.engine.rest import json

if TYPE_CHECKING:
    from weaviate_orm.engine.state import State

_JSON_TYPE = "application/json"
_TRUE = frozenset(["true", "1", "yes", "ok", "y", "on", "selected", "checked", "t", "enabled"])


@dataclass(frozen=True, slots=True)
class HttpRequest:
    """A request as a transport gives it; header names in lower case."""

    method: str
    path: str
    """With `/v1`, still percent-encoded, without the query."""
    query: tuple[tuple[str, str], ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class HttpReply:
    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict[str, str])


def reply(body: JSON | Empty = EMPTY, status: int = 200) -> HttpReply:
    """An answer with a JSON body, or without a body."""
    if isinstance(body, Empty):
        return HttpReply(status)
    return HttpReply(status, json.dumps(body), {"content-type": _JSON_TYPE})


class Access(Enum):
    """What a handler does to the data, and so how it is locked."""

    READ = "read"
    WRITE = "write"


@dataclass(frozen=True, slots=True)
class Call:
    """A request that found its route."""

    state: State
    request: HttpRequest
    parameters: Mapping[str, str]
    """The variable parts of the path, decoded."""

    def query(self, name: str) -> str | None:
        """A query parameter; the last one counts."""
        found = None
        for key, value in self.request.query:
            if key == name:
                found = value
        return found

    def flag(self, name: str) -> bool:
        """A boolean query parameter: every text but the known words for yes means no."""
        return (self.query(name) or "").lower() in _TRUE

    def whole(self, name: str) -> int | None:
        """An integer query parameter."""
        text = self.query(name)
        if text is None or text == "":
            return None
        try:
            value = int(text)
        except ValueError:
            value = 1 << 64
        if not -(1 << 63) <= value < 1 << 63 or not _is_plain_integer(text):
            raise v_error(422, f'{name} in query must be of type int64: "{text}"', 601)
        return value

    @property
    def has_body(self) -> bool:
        return bool(self.request.body.strip())

    def body(self, name: str = "body") -> JSON:
        """The body, numbers as int and float; `name` is what complaints call it."""
        try:
            return json.loads(self._bytes(name))
        except json.Malformed as error:
            raise unreadable(str(error), name) from error

    def literal_body(self, name: str = "body") -> json.Literal:
        """The body, numbers as they were written."""
        try:
            return json.loads_literal(self._bytes(name))
        except json.Malformed as error:
            raise unreadable(str(error), name) from error

    def _bytes(self, name: str) -> bytes:
        if not self.has_body:
            raise v_error(422, f"{name} in body is required", 602)
        return self.request.body


def unreadable(why: str, name: str = "body") -> HttpError:
    """The fault of a body that is not what the specification wants."""
    return v_error(400, f'parsing {name} body from "" failed, because {why}')


def _is_plain_integer(text: str) -> bool:
    return text.removeprefix("-").removeprefix("+").isascii() and text.lstrip("+-").isdigit()


Handler = Callable[[Call], HttpReply]


@dataclass(frozen=True, slots=True)
class Route:
    method: str
    path: str
    """Below `/v1`, with `{names}` for what varies."""
    handle: Handler
    access: Access = Access.READ


@dataclass(slots=True)
class _Node:
    fixed: dict[str, _Node] = field(default_factory=dict[str, "_Node"])
    variable: tuple[str, _Node] | None = None
    routes: dict[str, Route] = field(default_factory=dict[str, "Route"])


def _segments(path: str) -> list[str]:
    return [part for part in path.split("/") if part]


class Router:
    """All routes as a tree of path segments."""

    def __init__(self, routes: Sequence[Route]) -> None:
        self._root = _Node()
        for route in routes:
            node = self._root
            for part in _segments(route.path):
                if part.startswith("{"):
                    if node.variable is None:
                        node.variable = part, _Node()
                    node = node.variable[1]
                else:
                    node = node.fixed.setdefault(part, _Node())
            node.routes[route.method] = route

    def find(self, request: HttpRequest) -> tuple[Route, Mapping[str, str]]:
        """The route of a request and the variable parts of its path.

        Raises:
            HttpError: there is none.
        """
        # two slashes at the start would be kept
        version, *segments = _segments(normpath(f"/{request.path.lstrip('/')}")) or [""]
        parts = [unquote(part) for part in segments]
        found = self._walk(self._root, parts, 0) if version == "v1" else None
        if found is None:
            raise v_error(404, f"path {request.path} was not found")
        node, values = found
        route = node.routes.get(request.method)
        if route is None:
            allowed = ",".join(sorted(node.routes))
            message = f"method {request.method} is not allowed, but [{allowed}] are"
            raise HttpError(405, {"code": 405, "message": message}, {"allow": allowed})
        names = [p[1:-1] for p in route.path.split("/") if p.startswith("{")]
        return route, dict(zip(names, values, strict=True))

    def _walk(
        self, node: _Node, segments: Sequence[str], at: int
    ) -> tuple[_Node, list[str]] | None:
        if at == len(segments):
            return (node, []) if node.routes else None
        fixed = node.fixed.get(segments[at])
        if fixed is not None:
            found = self._walk(fixed, segments, at + 1)
            if found is not None:
                return found
        if node.variable is None or not segments[at]:
            return None
        found = self._walk(node.variable[1], segments, at + 1)
        return None if found is None else (found[0], [segments[at], *found[1]])


def check_media_type(request: HttpRequest) -> None:
    """Refuse a body that says to be something else than JSON."""
    if not request.body or request.method not in ("POST", "PUT", "PATCH", "DELETE"):
        return
    given = request.headers.get("content-type", "application/octet-stream")
    if given.split(";")[0].strip().lower() != _JSON_TYPE:
        accepted = "only [application/json application/yaml] are allowed"
        raise v_error(415, f'unsupported media type "{given}", {accepted}')


def answer_of(error: HttpError) -> HttpReply:
    answer = reply(error.body, error.status)
    return replace(answer, headers={**answer.headers, **error.headers})


def unsupported(error: Unsupported) -> HttpReply:
    """A route that exists on a server and not here."""
    return answer_of(a_error(501, str(error)))


__all__ = [
    "Access",
    "Call",
    "Handler",
    "HttpReply",
    "HttpRequest",
    "Route",
    "Router",
    "answer_of",
    "check_media_type",
    "empty_error",
    "reply",
    "unreadable",
    "unsupported",
]
