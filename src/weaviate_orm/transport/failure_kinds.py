"""Which kind of error a status and its text mean: tables, and pure functions over them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, TypeAlias

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


def kind_of_grpc(status: str, text: str) -> Kind:
    if is_lost(status, text):
        return Unreachable
    if status == "INTERNAL" and "deserializing" in text:
        return UnexpectedReply
    found = _kind_of_text(text) if status in _SPEAKS_BY_TEXT else None
    return found or _BY_GRPC.get(status, ServerError)


def kind_of_http(status: int, text: str) -> Kind:
    found = _kind_of_text(text) if str(status) in _SPEAKS_BY_TEXT else None
    return found or _BY_HTTP.get(status, ServerError)
