"""BatchStream on the wire: what ends it, and what is told while it is open."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Final, TypeAlias
from uuid import UUID

import grpc
import pytest

from tests.served.conftest import Named, Place
from weaviate_orm.testing import rpc, server
from weaviate_orm.wire import messages

METHOD = messages.METHODS["BatchStream"]
Request: TypeAlias = messages.BatchStreamRequest
Reply: TypeAlias = messages.BatchStreamReply
START = Request(start=Request.Start())
ENDED: Final = None


class Stream:
    """The client's end of one stream."""

    def __init__(self, port: int) -> None:
        self._requests: queue.SimpleQueue[Request | None] = queue.SimpleQueue()
        self._channel = grpc.insecure_channel(f"127.0.0.1:{port}")
        method = self._channel.stream_stream(
            METHOD.path,
            request_serializer=Request.SerializeToString,
            response_deserializer=Reply.FromString,
        )
        self.replies: Iterator[Reply] = method(iter(self._requests.get, ENDED), timeout=30)

    def send(self, request: Request | None) -> None:
        self._requests.put(request)

    def end(self) -> None:
        self._requests.put(ENDED)

    def next(self) -> Reply:
        return next(self.replies)

    def kinds(self) -> list[str | None]:
        """All that comes till the end."""
        return [each.WhichOneof("message") for each in self.replies]

    def close(self) -> None:
        self.end()
        self._channel.close()


@pytest.fixture
def stream(place: Place) -> Iterator[Stream]:
    stream = Stream(place.grpc_port)
    yield stream
    stream.close()


def data(name: str, *numbers: int) -> Request:
    values = [
        messages.BatchObject(collection=name, uuid=str(UUID(int=number))) for number in numbers
    ]
    return Request(data=Request.Data(objects=Request.Data.Objects(values=values)))


def test_to_its_end(stream: Stream, named: Named) -> None:
    name = named("Streamed")
    stream.send(START)
    assert stream.next().HasField("started")
    stream.send(data(name, 1, 2))
    replies = {each.WhichOneof("message"): each for each in (stream.next(), stream.next())}
    one, two = (str(UUID(int=number)) for number in (1, 2))
    assert sorted(replies["acks"].acks.uuids) == [one, two]
    assert sorted(each.uuid for each in replies["results"].results.successes) == [one, two]
    stream.send(Request(stop=Request.Stop()))
    stream.end()
    assert stream.kinds() == []


def test_nothing_is_awaited(stream: Stream, named: Named) -> None:
    """Start, data and the end at once."""
    name = named("Streamed")
    for each in (START, data(name, 1), data(name, 2)):
        stream.send(each)
    stream.end()
    kinds = stream.kinds()
    assert kinds[0] == "started"
    assert sorted(map(str, kinds[1:])) == ["acks", "acks", "results", "results"]


@pytest.mark.parametrize(
    ("sent", "text"),
    [
        ([Request(stop=Request.Stop())], "first message must be a start message"),
        ([ENDED], "initial stream message receive: EOF"),
        ([START, START], "invalid batch send request: data field is nil"),
    ],
)
def test_refused(stream: Stream, sent: list[Request | None], text: str) -> None:
    for each in sent:
        stream.send(each)
    with pytest.raises(grpc.RpcError) as caught:
        stream.kinds()
    assert caught.value.code() == grpc.StatusCode.UNKNOWN
    assert text in str(caught.value.details())


def test_dropped_by_the_client(place: Place, named: Named) -> None:
    """A client that goes away leaves no thread behind."""
    name = named("Streamed")
    stream = Stream(place.grpc_port)
    stream.send(START)
    assert stream.next().HasField("started")
    stream.send(data(name, 1))
    assert {stream.next().WhichOneof("message"), stream.next().WhichOneof("message")} == {
        "acks",
        "results",
    }
    stream.close()
    again = Stream(place.grpc_port)
    again.send(START)
    assert again.next().HasField("started")
    again.close()


def test_backoff(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rpc, "BACKOFF_SECONDS", 0.01)
    with server() as served, ExitStack() as stack:
        stream = Stream(served.grpc_port)
        stack.callback(stream.close)
        stream.send(START)
        assert stream.next().HasField("started")
        assert [stream.next().backoff.batch_size for _ in range(2)] == [200, 200]


def test_the_server_leaves() -> None:
    """A client that is told, and ends its side, gets its results and a good end."""
    with ExitStack() as stack:
        served = stack.enter_context(server())
        stream = Stream(served.grpc_port)
        stream.send(START)
        assert stream.next().HasField("started")
        stopping = threading.Thread(target=stack.close)
        stopping.start()
        assert stream.next().HasField("shutting_down")
        stream.send(data("Streamed", 1))
        stream.end()
        assert sorted(map(str, stream.kinds())) == ["acks", "results"]
        stopping.join()
        stream.close()


def test_the_server_leaves_those_that_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rpc, "_GRACE", 0.05)
    with server() as served:
        stream = Stream(served.grpc_port)
        stream.send(START)
        assert stream.next().HasField("started")
    with pytest.raises(grpc.RpcError) as caught:
        stream.kinds()
    assert caught.value.code() in (grpc.StatusCode.CANCELLED, grpc.StatusCode.UNAVAILABLE)
    stream.close()
