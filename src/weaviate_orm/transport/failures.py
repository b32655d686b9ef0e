"""From what went wrong to the error that says so, in a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING

from weaviate_orm.errors import (
    DeadlineExceeded,
    LimitExceeded,
    ServerError,
    UnexpectedReply,
    Unreachable,
)
from weaviate_orm.transport.error_details import said
from weaviate_orm.transport.failure_kinds import Kind, kind_of_grpc, kind_of_http

if TYPE_CHECKING:
    from weaviate_orm.errors import SentRequest


@dataclass(frozen=True, slots=True)
class Failure:
    """What came back instead of a reply, before it is an error."""

    status: str
    """``UNKNOWN`` or ``422``."""
    text: str = ""
    details: Mapping[str, str] = field(default_factory=dict[str, str])


def of_grpc(failure: Failure, request: SentRequest) -> ServerError:
    """The error for a gRPC status and its text."""
    kind = kind_of_grpc(failure.status, failure.text)
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


def of_http(
    status: int, body: bytes, headers: Mapping[str, str], request: SentRequest
) -> ServerError:
    """The error for a status that the call does not accept."""
    text, details = said(body, headers.get("content-type", ""))
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
    return _made(kind_of_http(status, text), text, failure, request)


def _made(kind: Kind, message: str, failure: Failure, request: SentRequest) -> ServerError:
    error = kind(message, request=request, status=failure.status, details=failure.details)
    if kind is LimitExceeded:
        # a limit on use stays reached, a message stays too large; only haste passes
        error.retryable = (
            failure.status == "429" or "429 Too many requests" in failure.text
        ) and failure.details.get("reason") != "USAGE_LIMIT_EXCEEDED"
    return error


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
