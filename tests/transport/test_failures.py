"""What went wrong becomes the error that says so."""

from __future__ import annotations

import json
import pickle
from http import HTTPStatus

import pytest

from tests.transport.loopback import status_details
from weaviate_orm.errors import (
    DeadlineExceeded,
    Forbidden,
    LimitExceeded,
    Missing,
    NotSupported,
    Rejected,
    ResultError,
    SentRequest,
    ServerError,
    Unauthenticated,
    Unavailable,
    UnexpectedReply,
    Unreachable,
    Unsupported,
)
from weaviate_orm.transport import failures
from weaviate_orm.transport.error_details import error_info
from weaviate_orm.transport.failure_kinds import may_pass
from weaviate_orm.transport.failures import Failure, of_grpc, of_http
from weaviate_orm.transport.json_bodies import body_is_due

REQUEST = SentRequest("grpc", "Search", "localhost:50051", "{…}")


@pytest.mark.parametrize(
    ("status", "text", "kind"),
    [
        ("UNKNOWN", "could not find class Nope in schema", Missing),
        ("UNKNOWN", 'determine shard: tenant not found: "t"', Missing),
        ("UNKNOWN", "extract auth: unauthorized: invalid api key", Unauthenticated),
        ("UNKNOWN", "no such prop with name 'x' found in class 'C'", Rejected),
        ("UNKNOWN", "explorer: list class: search: panic occurred: boom", ServerError),
        ("UNKNOWN", "429 Too many requests", LimitExceeded),
        ("UNKNOWN", "context deadline exceeded", DeadlineExceeded),
        ("PERMISSION_DENIED", "rbac: authorization, forbidden action: …", Forbidden),
        ("UNAUTHENTICATED", "unauthenticated", Unauthenticated),
        ("RESOURCE_EXHAUSTED", "CLIENT: Sent message larger than max (2 vs. 1)", LimitExceeded),
        ("FAILED_PRECONDITION", "not allowed here", Rejected),
        ("UNAVAILABLE", "server is in maintenance mode", Unavailable),
        ("UNAVAILABLE", "failed to connect to all addresses; last error: …", Unreachable),
        ("UNAVAILABLE", "DNS resolution failed for nope:50051", Unreachable),
        ("UNAVAILABLE", "errors resolving nope:50051: [hostname lookup error]", Unreachable),
        ("UNAVAILABLE", "Socket closed", Unreachable),
        ("INTERNAL", "Received RST_STREAM with error code 2", Unreachable),
        ("INTERNAL", "Exception deserializing response!", UnexpectedReply),
        ("INTERNAL", "something else", ServerError),
        ("UNIMPLEMENTED", "unknown method Aggregate", Unsupported),
        ("DEADLINE_EXCEEDED", "Deadline Exceeded", DeadlineExceeded),
        ("CANCELLED", "context canceled", Unavailable),
        ("DATA_LOSS", "gone", ServerError),
    ],
)
def test_grpc_statuses(status: str, text: str, kind: type[ServerError]) -> None:
    error = of_grpc(Failure(status, text), REQUEST)
    assert type(error) is kind
    assert error.status == status
    assert error.request == REQUEST


@pytest.mark.parametrize(
    ("status", "body", "kind", "text"),
    [
        (422, {"error": [{"message": "'1' is not a valid class name"}]}, Rejected, "'1' is not"),
        (422, {"allowed": None, "error": [{"message": "a"}, {"message": "b"}]}, Rejected, "a; b"),
        (422, {"code": 602, "message": "x in body is required"}, Rejected, "x in body"),
        (400, {"code": 400, "message": 'parsing body body from ""'}, Rejected, "parsing body"),
        (401, {"code": 401, "message": "unauthorized"}, Unauthenticated, "unauthorized"),
        (403, {"error": [{"message": "forbidden action"}]}, Forbidden, "forbidden"),
        (404, None, Missing, "Search: 404 Not Found."),
        (405, {"code": 405, "message": "method X is not allowed"}, Unsupported, "method X"),
        (422, {"error": None}, Rejected, f"Search: 422 {HTTPStatus(422).phrase}."),
        (500, {"error": [{"message": "broken"}]}, ServerError, "broken"),
        (500, {"error": [{"message": "tenant not found: x"}]}, Missing, "tenant not found"),
        (501, None, Unsupported, "Search: 501 Not Implemented."),
        (503, {"error": "switched off"}, Unavailable, "switched off"),
        (599, None, ServerError, "Search: 599 an unknown status."),
    ],
)
def test_http_statuses(status: int, body: object, kind: type[ServerError], text: str) -> None:
    content = b"" if body is None else json.dumps(body).encode()
    error = of_http(status, content, {"content-type": "application/json"}, REQUEST)
    assert type(error) is kind
    assert text in str(error)
    assert error.status == str(status)


def test_a_proxys_page_is_not_shown() -> None:
    error = of_http(502, b"<html>secret</html>", {"content-type": "text/html"}, REQUEST)
    assert type(error) is Unavailable
    assert str(error) == "Search: 502 Bad Gateway."


def test_a_plain_text_is_shown() -> None:
    error = of_http(401, b"go away\n", {"content-type": "text/plain"}, REQUEST)
    assert str(error) == "go away"


def test_a_redirection_names_where_to() -> None:
    error = of_http(301, b"", {"location": "https://elsewhere"}, REQUEST)
    assert type(error) is UnexpectedReply
    assert "https://elsewhere" in str(error)


def test_limits_tell_whether_haste_is_the_reason() -> None:
    usage = {"errorCode": "USAGE_LIMIT_EXCEEDED", "limit": "objects", "value": 5, "message": "full"}
    full = of_http(429, json.dumps(usage).encode(), {}, REQUEST)
    assert (type(full), full.retryable) == (LimitExceeded, False)
    assert full.details == {"reason": "USAGE_LIMIT_EXCEEDED", "limit": "objects", "value": "5"}
    hasty = of_http(429, b"", {"retry-after": "3"}, REQUEST)
    assert (hasty.retryable, hasty.details) == (True, {"retry_after": "3"})
    assert of_grpc(Failure("UNKNOWN", "429 Too many requests"), REQUEST).retryable
    assert not of_grpc(Failure("RESOURCE_EXHAUSTED", "larger than max"), REQUEST).retryable


def test_config_not_allowed_keeps_what_is() -> None:
    body = {
        "errorCode": "CONFIG_NOT_ALLOWED",
        "restriction": "compression",
        "allowed": ["a", "b"],
        "message": "no",
    }
    error = of_http(422, json.dumps(body).encode(), {}, REQUEST)
    assert error.details == {
        "reason": "CONFIG_NOT_ALLOWED",
        "restriction": "compression",
        "allowed": "a,b",
    }


def test_which_errors_may_pass() -> None:
    kinds = (Unreachable, Unavailable)
    assert all(kind("x").retryable for kind in kinds)
    assert not any(
        kind("x").retryable for kind in (Rejected, Missing, DeadlineExceeded, LimitExceeded)
    )
    assert may_pass("update vector: connection to: OpenAI API failed with status: 429 error: slow")
    assert may_pass("cannot reach enough replicas")
    assert not may_pass("invalid date property 'asked'")


def test_kinds_of_errors() -> None:
    assert issubclass(Unsupported, NotSupported)
    assert issubclass(UnexpectedReply, ResultError)
    assert issubclass(Unreachable, ConnectionError)
    assert issubclass(DeadlineExceeded, TimeoutError)


@pytest.mark.parametrize(
    "error",
    [
        of_grpc(Failure("UNAVAILABLE", "Socket closed", {"a": "b"}), REQUEST),
        of_http(404, b"", {}, REQUEST),
        failures.late(REQUEST),
        failures.empty_body(REQUEST),
        failures.not_json("text/html; charset=utf-8", "200", REQUEST),
    ],
    ids=lambda error: type(error).__name__,
)
def test_errors_pickle_with_all_they_carry(error: ServerError) -> None:
    error.add_note("2 attempts")
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is type(error)
    assert str(copy) == str(error)
    assert vars(copy) == vars(error)


# -- details of gRPC errors ---------------------------------------------------------------------


def test_error_info_is_read() -> None:
    found = error_info(status_details("USAGE_LIMIT_EXCEEDED", limit="objects", value="5"))
    assert found == {
        "reason": "USAGE_LIMIT_EXCEEDED",
        "domain": "weaviate",
        "limit": "objects",
        "value": "5",
    }


@pytest.mark.parametrize("broken", [b"", b"\x1a\x7f", b"\xff\xff\xff", b"\x1a\x02\xff", b"plain"])
def test_other_details_are_passed_over(broken: bytes) -> None:
    assert error_info(broken) == {}


# -- empty bodies -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "path", "status", "due"),
    [
        ("POST", "/schema", 200, True),
        ("GET", "/meta", 200, True),
        ("POST", "/batch/objects", 200, True),
        ("DELETE", "/batch/objects", 200, True),
        ("PUT", "/objects/C/1", 200, True),
        ("PUT", "/schema/C/tenants", 200, True),
        ("GET", "/authz/roles", 200, True),
        ("DELETE", "/schema/C", 200, False),
        ("DELETE", "/schema/C/tenants", 200, False),
        ("PATCH", "/objects/C/1", 204, False),
        ("HEAD", "/objects/C/1", 200, False),
        ("GET", "/.well-known/ready", 200, False),
        ("POST", "/objects/C/1/references/p", 200, False),
        ("PUT", "/objects/C/1/references/p", 200, False),
        ("POST", "/authz/roles", 201, False),
        ("POST", "/authz/roles/r/add-permissions", 200, False),
        ("POST", "/authz/users/u/assign", 200, False),
        ("POST", "/users/db/u/activate", 200, False),
        ("GET", "/schema/C", 404, False),
    ],
)
def test_where_a_body_is_due(method: str, path: str, status: int, due: bool) -> None:
    assert body_is_due(method, path, status) is due
