"""From what went wrong to the error that says so: tables, and pure functions over them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Final, TypeAlias

from weaviate_orm.errors import (
    DeadlineExceeded,
    Forbidden,
    LimitExceeded,
    Missing,
    Rejected,
    ServerError,
    Unauthenticated,
    Unavailable,
    UnexpectedReply,
    Unreachable,
    Unsupported,
)

if TYPE_CHECKING:
    from weaviate_orm.errors import SentRequest
    from weaviate_orm.wire.shape import JSON

Kind: TypeAlias = type[ServerError]

GRPC_NAMES: Final = (
    "OK",
    "CANCELLED",
    "UNKNOWN",
    "INVALID_ARGUMENT",
    "DEADLINE_EXCEEDED",
    "NOT_FOUND",
    "ALREADY_EXISTS",
    "PERMISSION_DENIED",
    "RESOURCE_EXHAUSTED",
    "FAILED_PRECONDITION",
    "ABORTED",
    "OUT_OF_RANGE",
    "UNIMPLEMENTED",
    "INTERNAL",
    "UNAVAILABLE",
    "DATA_LOSS",
    "UNAUTHENTICATED",
)
"""gRPC statuses by their number."""

_BY_GRPC: Final[Mapping[str, Kind]] = {
    "CANCELLED": Unavailable,
    "UNKNOWN": Rejected,
    "INVALID_ARGUMENT": Rejected,
    "DEADLINE_EXCEEDED": DeadlineExceeded,
    "NOT_FOUND": Missing,
    "ALREADY_EXISTS": Rejected,
    "PERMISSION_DENIED": Forbidden,
    "RESOURCE_EXHAUSTED": LimitExceeded,
    "FAILED_PRECONDITION": Rejected,
    "ABORTED": Unavailable,
    "OUT_OF_RANGE": Rejected,
    "UNIMPLEMENTED": Unsupported,
    "UNAVAILABLE": Unavailable,
    "UNAUTHENTICATED": Unauthenticated,
}

_BY_HTTP: Final[Mapping[int, Kind]] = {
    400: Rejected,
    401: Unauthenticated,
    403: Forbidden,
    404: Missing,
    405: Unsupported,
    406: Rejected,
    408: DeadlineExceeded,
    409: Rejected,
    410: Rejected,
    413: LimitExceeded,
    415: Rejected,
    422: Rejected,
    429: LimitExceeded,
    501: Unsupported,
    502: Unavailable,
    503: Unavailable,
    504: Unavailable,
}

_BY_TEXT: Final[tuple[tuple[str, Kind], ...]] = (
    ("extract auth:", Unauthenticated),
    ("forbidden action", Forbidden),
    ("429 Too many requests", LimitExceeded),
    ("panic occurred", ServerError),
    ("cannot reach enough replicas", Unavailable),
    ("Node not ready", Unavailable),
    ("the client connection is closing", Unavailable),
    ("context deadline exceeded", DeadlineExceeded),
    ("could not find class", Missing),
    ("class not found", Missing),
    ("collection not found", Missing),
    ("tenant not found", Missing),
    ("no object with id", Missing),
)
"""Nearly every refusal has the status UNKNOWN, 422 or 500; what it means is in its text."""

_LOST: Final = (
    "failed to connect",
    "DNS resolution failed",
    "errors resolving",
    "empty address list",
    "Socket closed",
    "onnection reset",
    "onnection refused",
    "onnection timed out",
    "Broken pipe",
    "sendmsg",
    "recvmsg",
    "GOAWAY",
    "RST_STREAM",
    "Stream removed",
    "keepalive",
    "handshake",
    "Endpoint closing",
    "Network is unreachable",
    "No route to host",
)
"""The gRPC runtime says with these, under UNAVAILABLE or INTERNAL, that it is the connection."""

_SPEAKS_BY_TEXT: Final = frozenset({"UNKNOWN", "INTERNAL", "400", "422", "500"})


@dataclass(frozen=True, slots=True)
class Failure:
    """What came back instead of a reply, before it is an error."""

    status: str
    """``UNKNOWN`` or ``422``."""
    text: str = ""
    details: Mapping[str, str] = field(default_factory=dict[str, str])


def may_pass(text: str) -> bool:
    """Whether an error that the server reports for one object may be gone in a moment.

    Providers of embeddings are named in these texts with their own HTTP status.
    """
    kind = _kind_of_text(text)
    return (kind is not None and (kind.retryable or kind is LimitExceeded)) or bool(
        _PROVIDER_BUSY.search(text)
    )


_PROVIDER_BUSY: Final = re.compile(
    r"status(?: code)?: (?:408|429|5\d\d)\b|rate limit", re.IGNORECASE
)


def _kind_of_text(text: str) -> Kind | None:
    return next((kind for fragment, kind in _BY_TEXT if fragment in text), None)


def is_lost(status: str, text: str) -> bool:
    """Whether a gRPC status speaks of the connection, not of the server."""
    return status in {"UNAVAILABLE", "INTERNAL"} and any(lost in text for lost in _LOST)


def _kind_of_grpc(status: str, text: str) -> Kind:
    if is_lost(status, text):
        return Unreachable
    if status == "INTERNAL" and "deserializing" in text:
        return UnexpectedReply
    found = _kind_of_text(text) if status in _SPEAKS_BY_TEXT else None
    return found or _BY_GRPC.get(status, ServerError)


def _kind_of_http(status: int, text: str) -> Kind:
    found = _kind_of_text(text) if str(status) in _SPEAKS_BY_TEXT else None
    return found or _BY_HTTP.get(status, ServerError)


def _made(kind: Kind, message: str, failure: Failure, request: SentRequest) -> ServerError:
    error = kind(message, request=request, status=failure.status, details=failure.details)
    if kind is LimitExceeded:
        # a limit on use stays reached, a message stays too large; only haste passes
        error.retryable = (
            failure.status == "429" or "429 Too many requests" in failure.text
        ) and failure.details.get("reason") != "USAGE_LIMIT_EXCEEDED"
    return error


# -- gRPC ---------------------------------------------------------------------------------------


def of_grpc(failure: Failure, request: SentRequest) -> ServerError:
    """The error for a gRPC status and its text."""
    kind = _kind_of_grpc(failure.status, failure.text)
    if kind is Unreachable:
        message = f"No gRPC answer from {request.address}: {failure.text}"
        details = {"cause": failure.text, **failure.details}
        return _made(kind, message, Failure(failure.status, failure.text, details), request)
    if kind is UnexpectedReply:
        return unreadable(request)
    if kind is DeadlineExceeded and failure.status == "DEADLINE_EXCEEDED":
        return _made(kind, _late(request), failure, request)
    text = failure.text or f"{request.name} failed with {failure.status}, without a text."
    if "could not find class" in text:
        text = f"{text}. Make the collection first: client.create_all([…])."
    if "larger than max" in text:
        text = f"The message of {request.name} is too large for one call: {text}."
    return _made(kind, text, failure, request)


def error_info(serialized: bytes) -> dict[str, str]:
    """What ``grpc-status-details-bin`` says: reason, domain and metadata of an error.

    It is a ``google.rpc.Status`` that holds ``google.rpc.ErrorInfo``. Empty where it is
    something else.
    """
    found: dict[str, str] = {}
    try:
        for detail in _members(serialized, 3):
            if b"ErrorInfo" not in b"".join(_members(detail, 1)):
                continue
            for info in _members(detail, 2):
                found["reason"] = b"".join(_members(info, 1)).decode()
                found["domain"] = b"".join(_members(info, 2)).decode()
                for entry in _members(info, 3):
                    key = b"".join(_members(entry, 1)).decode()
                    found[key] = b"".join(_members(entry, 2)).decode()
    except (IndexError, UnicodeDecodeError, ValueError):
        return {}  # a proxy's own details are of no use here
    return found


def _members(data: bytes, number: int) -> Iterator[bytes]:
    """The length-delimited members of a serialized protobuf message that have this number."""
    at = 0
    while at < len(data):
        key, at = _varint(data, at)
        kind = key & 7
        if kind == 0:
            _, at = _varint(data, at)
        elif kind == 2:
            length, at = _varint(data, at)
            if at + length > len(data):
                raise ValueError("cut off")
            if key >> 3 == number:
                yield data[at : at + length]
            at += length
        else:
            at += {1: 8, 5: 4}[kind] if kind in {1, 5} else len(data)


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
        shift += 7


# -- REST ---------------------------------------------------------------------------------------


def of_http(
    status: int, body: bytes, headers: Mapping[str, str], request: SentRequest
) -> ServerError:
    """The error for a status that the call does not accept."""
    text, details = _said(body, headers.get("content-type", ""))
    if "retry-after" in headers:
        details["retry_after"] = headers["retry-after"]
    if 300 <= status < 400:
        to = headers.get("location", "elsewhere")
        return UnexpectedReply(
            f"{request.address} answered {request.name} with a redirection to {to}."
            " Connect to that address itself.",
            request=request,
            status=str(status),
        )
    if not text:
        try:
            phrase = HTTPStatus(status).phrase
        except ValueError:
            phrase = "an unknown status"
        text = f"{request.name}: {status} {phrase}."
    failure = Failure(str(status), text, details)
    return _made(_kind_of_http(status, text), text, failure, request)


def _said(body: bytes, content_type: str) -> tuple[str, dict[str, str]]:
    """The text of an error's body, and what else it says.

    Handlers answer ``{"error": [{"message": …}]}``, the HTTP framework in front of them
    ``{"code": N, "message": …}``, limits ``{"errorCode": …, "message": …, …}``.
    """
    if not body:
        return "", {}
    try:
        document: JSON = json.loads(body)
    except ValueError:
        is_page = "html" in content_type or body.lstrip()[:1] == b"<"
        return ("" if is_page else body[:500].decode(errors="replace").strip()), {}
    if not isinstance(document, Mapping):
        return "", {}
    return _text_of(document), _details_of(document)


def _text_of(document: Mapping[str, JSON]) -> str:
    said = document.get("message", document.get("error"))
    if isinstance(said, list | tuple):
        messages = (each.get("message") for each in said if isinstance(each, Mapping))
        return "; ".join(text for text in messages if isinstance(text, str))
    return said if isinstance(said, str) else ""


def _details_of(document: Mapping[str, JSON]) -> dict[str, str]:
    details: dict[str, str] = {}
    for name, key in _DETAILS.items():
        value = document.get(name)
        if isinstance(value, list | tuple):
            details[key] = ",".join(str(each) for each in value)
        elif value is not None:
            details[key] = str(value)
    return details


_DETAILS: Final = {
    "code": "code",
    "errorCode": "reason",
    "limit": "limit",
    "value": "value",
    "restriction": "restriction",
    "allowed": "allowed",
}
"""Members of an error's body, and what they are called over gRPC too."""


_EMPTY: Final = re.compile(
    r"GET /\.well-known/(live|ready)"
    r"|POST /objects/validate"
    r"|(POST|PUT) /objects/.+/references/[^/]+"
    r"|POST /authz/roles(/[^/]+/(add|remove)-permissions)?"
    r"|POST /authz/(users|groups)/[^/]+/(assign|revoke)"
    r"|POST /users/db/[^/]+/(activate|deactivate)"
    r"|DELETE /(?!batch/objects).*"
)
"""Calls that succeed with 200 or 201 and no body."""


def body_is_due(method: str, path: str, status: int) -> bool:
    """Whether a success without a body means that the server broke down.

    A fault inside the server is answered 200 with nothing in it; nothing was done then.
    """
    return status in {200, 201} and method != "HEAD" and not _EMPTY.fullmatch(f"{method} {path}")


def empty_body(request: SentRequest) -> UnexpectedReply:
    return UnexpectedReply(
        f"{request.name} was answered 200 with an empty body: the server broke down over the"
        " request, and nothing was done.",
        request=request,
        status="200",
    )


def not_json(content_type: str, status: str, request: SentRequest) -> UnexpectedReply:
    kind = content_type.partition(";")[0] or "something"
    return UnexpectedReply(
        f"{request.name} was answered with {kind}, not JSON. Is {request.address} a Weaviate?",
        request=request,
        status=status,
    )


def unreadable(request: SentRequest) -> UnexpectedReply:
    return UnexpectedReply(
        f"The reply to {request.name} is no message of its kind.",
        request=request,
        status="INTERNAL",
    )


# -- the way ------------------------------------------------------------------------------------


def unreachable(cause: str, request: SentRequest) -> Unreachable:
    """No answer over HTTP."""
    return Unreachable(
        f"No HTTP answer from {request.address}: {cause}",
        request=request,
        status="",
        details={"cause": cause},
    )


def late(request: SentRequest) -> DeadlineExceeded:
    """No answer in time over HTTP."""
    return DeadlineExceeded(_late(request), request=request, status="")


def _late(request: SentRequest) -> str:
    return (
        f"No answer from {request.address} to {request.name} in time."
        " Allow it a longer timeout, here or in connect()."
    )
