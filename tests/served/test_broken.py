"""What no client should send to the two doors: it is refused in a sentence, and all goes on."""

from __future__ import annotations

import random
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import grpc
import pytest

from tests.served.conftest import Named, Place
from weaviate_orm.engine.rest.router import HttpReply, HttpRequest
from weaviate_orm.testing import rest
from weaviate_orm.wire import messages

SERVICE = "/weaviate.v1.Weaviate/"
UNARY = [name for name, method in messages.METHODS.items() if not method.is_stream]
START = messages.BatchStreamRequest(start=messages.BatchStreamRequest.Start()).SerializeToString()


@pytest.fixture
def channel(place: Place) -> Iterator[grpc.Channel]:
    with grpc.insecure_channel(f"127.0.0.1:{place.grpc_port}") as channel:
        yield channel


def fault(channel: grpc.Channel, path: str, data: bytes = b"") -> tuple[str, str] | None:
    """Name and text of the status of a call; None = it was answered."""
    method: grpc.UnaryUnaryMultiCallable[bytes, bytes] = channel.unary_unary(path, bytes, bytes)
    try:
        method(data, timeout=30)
    except grpc.RpcError as error:
        return error.code().name, str(error.details())
    return None


def stream(channel: grpc.Channel, sent: Iterator[bytes]) -> Iterator[bytes]:
    """The replies of a stream of bytes as they are."""
    method: grpc.StreamStreamMultiCallable[bytes, bytes]
    method = channel.stream_stream(f"{SERVICE}BatchStream", bytes, bytes)
    return iter(method(sent, timeout=30))


@pytest.fixture(autouse=True)
def _lives_on(channel: grpc.Channel, named: Named) -> Iterator[None]:
    yield
    asked = messages.SearchRequest(collection=named("Nowhere")).SerializeToString()
    found = fault(channel, f"{SERVICE}Search", asked)
    assert found is not None
    assert "could not find class" in found[1]


def test_bytes_that_are_no_message(channel: grpc.Channel) -> None:
    for name in UNARY:
        if name == "Check":
            continue
        for data in (b"\xff\xff", b"\x0a\x05abc", b"\x0b"):
            text = "grpc: error unmarshalling request: proto: cannot parse invalid wire-format data"
            assert fault(channel, SERVICE + name, data) == ("INTERNAL", text)


def test_random_bytes(channel: grpc.Channel) -> None:
    rng = random.Random(5)
    for name in UNARY:
        for _ in range(30):
            found = fault(channel, SERVICE + name, rng.randbytes(rng.randrange(1, 30)))
            assert found is None or found[0] in ("INTERNAL", "UNKNOWN", "UNIMPLEMENTED")
            assert found is None or "the embedded engine failed" not in found[1]


def test_methods_that_there_are_not(channel: grpc.Channel) -> None:
    for service in ("weaviate.v1.Weaviate", "grpc.health.v1.Health"):
        text = f"unknown method Nope for service {service}"
        assert fault(channel, f"/{service}/Nope") == ("UNIMPLEMENTED", text)
    assert fault(channel, "/x.Y/Nope") == ("UNIMPLEMENTED", "unknown service x.Y")


@pytest.mark.parametrize("before", [(), (START,)])
def test_a_stream_of_bytes_that_are_no_message(
    channel: grpc.Channel, before: tuple[bytes, ...]
) -> None:
    with pytest.raises(grpc.RpcError) as caught:
        list(stream(channel, iter((*before, b"\xff\xff"))))
    text = "failed to unmarshal the received message: proto: cannot parse invalid wire-format data"
    assert caught.value.code() is grpc.StatusCode.INTERNAL
    assert caught.value.details() == f"grpc: {text}"


def test_a_client_that_leaves_in_the_middle_of_a_stream(place: Place) -> None:
    hold = threading.Event()

    def sent() -> Iterator[bytes]:
        yield START
        hold.wait(30)

    for _ in range(3):
        with grpc.insecure_channel(f"127.0.0.1:{place.grpc_port}") as channel:
            assert next(stream(channel, sent()))
    hold.set()


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03xxx\r\n\r\n", b"400"),
        (b"GET /v1/meta\r\n\r\n", b"400"),
        (b"POST /v1/objects HTTP/1.1\r\nhost: x\r\ncontent-length: -5\r\n\r\n{}", b"400"),
        (b"GET http://x/v1/meta HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n", b"200"),
        (
            b"GET /v1/meta HTTP/1.1\r\nhost: x\r\norigin: http://[::1\r\nconnection: close\r\n\r\n",
            b"200",
        ),
    ],
)
def test_requests_that_are_odd(place: Place, data: bytes, status: bytes) -> None:
    with socket.create_connection(("127.0.0.1", place.http_port), 30) as connection:
        connection.sendall(data)
        answer = connection.recv(100)
    assert answer.split()[1] == status


async def test_a_request_that_was_not_sent_to_its_end_is_not_done() -> None:
    done: list[HttpRequest] = []
    sent: list[object] = []
    events = iter(
        (
            {"type": "http.request", "body": b"{", "more_body": True},
            {"type": "http.disconnect"},
        )
    )

    def answer(request: HttpRequest) -> HttpReply:
        done.append(request)
        return HttpReply(200)

    async def receive() -> object:
        return next(events)

    async def send(event: object) -> None:
        sent.append(event)

    scope = {"type": "http", "method": "DELETE", "query_string": b"", "headers": []}
    scope |= {"raw_path": b"/v1/schema/Thing", "path": "/v1/schema/Thing"}
    with ThreadPoolExecutor(1) as workers:
        application = rest._Application(answer, workers)
        await application(scope, receive, send)  # type: ignore[arg-type]  # as uvicorn's are
    assert (done, sent) == ([], [])
