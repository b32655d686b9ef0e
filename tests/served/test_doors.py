"""What any client finds at the two doors: methods, headers, faults, health."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from typing import Any

import grpc
import pytest

from tests.served.conftest import Named, Place
from weaviate_orm.engine.settings import MESSAGE_BYTES
from weaviate_orm.wire import messages

SEARCH = messages.METHODS["Search"]
HEALTH = "/grpc.health.v1.Health/"


class Rest:
    """One connection, kept alive."""

    def __init__(self, place: Place) -> None:
        self._connection = HTTPConnection("127.0.0.1", place.http_port)

    def ask(
        self, method: str, path: str, body: bytes | None = None, **headers: str
    ) -> tuple[HTTPResponse, bytes]:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        self._connection.request(method, path, body, sent)
        response = self._connection.getresponse()
        return response, response.read()

    def close(self) -> None:
        self._connection.close()


@pytest.fixture
def rest(place: Place) -> Iterator[Rest]:
    rest = Rest(place)
    yield rest
    rest.close()


@pytest.fixture
def channel(place: Place) -> Iterator[grpc.Channel]:
    with grpc.insecure_channel(f"127.0.0.1:{place.grpc_port}") as channel:
        yield channel


def call(channel: grpc.Channel, path: str, request: bytes = b"", **options: Any) -> bytes:
    method = channel.unary_unary(
        path, request_serializer=bytes, response_deserializer=bytes, **options
    )
    reply: bytes = method(request, timeout=30)
    return reply


# -- REST -----------------------------------------------------------------------------------------


def test_options(rest: Rest) -> None:
    for path in ("/v1/schema", "/v1/no/such/path"):
        response, body = rest.ask("OPTIONS", path, Origin="http://localhost:3000")
        assert (response.status, body) == (200, b"")
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert response.headers["Access-Control-Allow-Methods"] == "*"
        assert "X-Openai-Api-Key" in response.headers["Access-Control-Allow-Headers"]


def test_pages_of_other_hosts(rest: Rest, place: Place) -> None:
    if place.is_real:
        pytest.skip("a real server lets every page in")
    for origin in ("https://example.com", "null", "http://localhost.example.com"):
        response, _ = rest.ask("GET", "/v1/schema", Origin=origin)
        assert response.headers["Access-Control-Allow-Origin"] is None
    response, _ = rest.ask("GET", "/v1/schema", Origin="http://[::1]:3000")
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_no_path(rest: Rest) -> None:
    response, body = rest.ask("GET", "/v1/nowhere")
    assert response.status == 404
    assert response.headers["Content-Type"] == "application/json"
    assert json.loads(body) == {"code": 404, "message": "path /v1/nowhere was not found"}


def test_no_such_method(rest: Rest) -> None:
    response, body = rest.ask("DELETE", "/v1/meta")
    assert response.status == 405
    assert response.headers["Allow"] == "GET"
    assert json.loads(body)["message"] == "method DELETE is not allowed, but [GET] are"


def test_no_json(rest: Rest) -> None:
    response, body = rest.ask("POST", "/v1/schema", b"<a/>", Content_Type="text/xml")
    assert response.status == 415
    assert "unsupported media type" in json.loads(body)["message"]
    response, body = rest.ask("POST", "/v1/schema", b"{", Content_Type="application/json")
    assert response.status == 400
    assert json.loads(body)["code"] == 400


def test_heads(rest: Rest, named: Named) -> None:
    name = named("Heads")
    one = "00000000-0000-0000-0000-000000000001"
    response, _ = rest.ask(
        "POST",
        "/v1/objects",
        json.dumps({"class": name, "id": one, "properties": {"a": "ü"}}).encode(),
        Content_Type="application/json; charset=utf-8",
    )
    assert response.status == 200
    for other, status in ((one, 204), (one.replace("1", "2"), 404)):
        response, body = rest.ask("HEAD", f"/v1/objects/{name}/{other}")
        assert (response.status, body) == (status, b"")
    response, body = rest.ask("GET", f"/v1/objects/{name}/{one}")
    assert json.loads(body)["properties"] == {"a": "ü"}


def test_root(rest: Rest) -> None:
    response, _ = rest.ask("GET", "/")
    assert (response.status, response.headers["Location"]) == (301, "/v1")
    response, body = rest.ask("GET", "/v1")
    assert response.status == 200
    assert json.loads(body)["links"][0]["href"] == "/v1/meta"


@pytest.mark.parametrize("what", ["live", "ready"])
def test_well_known(rest: Rest, what: str) -> None:
    response, body = rest.ask("GET", f"/v1/.well-known/{what}")
    assert (response.status, body) == (200, b"")


def test_paths_are_decoded(rest: Rest) -> None:
    response, _ = rest.ask("GET", "/v1/schema/No%2FSuch%20Thing")
    assert response.status == 404
    response, body = rest.ask("GET", "/v1/objects?class=No%26Such&limit=x")
    assert response.status == 422
    assert json.loads(body)["message"] == 'limit in query must be of type int64: "x"'


# -- gRPC -----------------------------------------------------------------------------------------


def test_health(channel: grpc.Channel) -> None:
    assert call(channel, f"{HEALTH}Check") == b"\x08\x01"
    assert call(channel, f"{HEALTH}Check", b"\x0a\x07nothing") == b"\x08\x01"
    assert call(channel, f"{HEALTH}List") == b"\x0a\x0e\x0a\x08weaviate\x12\x02\x08\x01"
    watch = channel.unary_stream(
        f"{HEALTH}Watch", request_serializer=bytes, response_deserializer=bytes
    )
    assert next(watch(b"", timeout=30)) == b"\x08\x01"


def test_unknown_method(channel: grpc.Channel) -> None:
    for path in ("/weaviate.v1.Weaviate/Nope", "/nope.v1.Nope/Nope"):
        with pytest.raises(grpc.RpcError) as caught:
            call(channel, path)
        assert caught.value.code() == grpc.StatusCode.UNIMPLEMENTED


def test_faults(channel: grpc.Channel) -> None:
    with pytest.raises(grpc.RpcError) as caught:
        call(channel, SEARCH.path, messages.SearchRequest(collection="Nope").SerializeToString())
    assert caught.value.code() == grpc.StatusCode.UNKNOWN
    assert "could not find class Nope in schema" in str(caught.value.details())


def test_unreadable_request(channel: grpc.Channel) -> None:
    with pytest.raises(grpc.RpcError) as caught:
        call(channel, SEARCH.path, b"\xff\xff")
    assert caught.value.code() == grpc.StatusCode.INTERNAL


def test_compressed(place: Place) -> None:
    with grpc.insecure_channel(
        f"127.0.0.1:{place.grpc_port}", compression=grpc.Compression.Gzip
    ) as channel:
        asked = b"\x0a\x80\x08" + 1024 * b"x"  # the name of a service
        assert call(channel, f"{HEALTH}Check", asked) == b"\x08\x01"


def test_too_large(place: Place) -> None:
    options = [("grpc.max_send_message_length", -1)]
    with (
        grpc.insecure_channel(f"127.0.0.1:{place.grpc_port}", options) as channel,
        pytest.raises(grpc.RpcError) as caught,
    ):
        call(channel, SEARCH.path, bytes(MESSAGE_BYTES + 1))
    assert caught.value.code() == grpc.StatusCode.RESOURCE_EXHAUSTED
    assert "larger than max" in str(caught.value.details())
