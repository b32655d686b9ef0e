"""The gRPC door of a served engine: `weaviate.v1.Weaviate` and `grpc.health.v1.Health`."""

from __future__ import annotations

import time
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from math import inf
from typing import TYPE_CHECKING, Any, Final

import grpc
from google.protobuf.message import DecodeError

from weaviate_orm.engine.errors import CallError
from weaviate_orm.engine.grpc.stream import BACKOFF_SECONDS
from weaviate_orm.engine.settings import MESSAGE_BYTES
from weaviate_orm.wire import messages
from weaviate_orm.wire.raw import field, tag, varint

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

    from google.protobuf.message import Message

    from weaviate_orm.engine.engine import Engine

_WORKERS: Final = 64
"""Threads are made when they are needed; an open stream keeps one."""
_GRACE: Final = 3
"""Seconds that calls under way have to end when the door shuts."""
_SERVICE: Final = "weaviate.v1.Weaviate"
_HEALTH: Final = "grpc.health.v1.Health"
_CODES: Final = {code.value[0]: code for code in grpc.StatusCode}

_BROKEN: Final = "proto: cannot parse invalid wire-format data"

_SERVING: Final = tag(1, 0) + varint(1)
"""A `HealthCheckResponse` whose status is SERVING."""
_LISTED: Final = field(1, field(1, b"weaviate") + field(2, _SERVING))
"""A `HealthListResponse`: a map with that one entry."""


@contextmanager
def answering(address: str, engine: Callable[[], Engine]) -> Generator[int, None, None]:
    """Answer calls in threads of its own; gives the port.

    Args:
        address: host and port; port 0 = a free one.
        engine: gives the engine that answers now.

    Raises:
        OSError: the port cannot be had.
    """
    leaving: Future[None] = Future()
    with ThreadPoolExecutor(_WORKERS, "weaviate-orm-grpc") as workers:
        server = grpc.server(
            workers,
            handlers=[*_handlers(engine, leaving)],
            options=[
                ("grpc.max_send_message_length", MESSAGE_BYTES),
                ("grpc.max_receive_message_length", MESSAGE_BYTES),
                ("grpc.so_reuseport", 0),
            ],
        )
        try:
            port = server.add_insecure_port(address)
        except RuntimeError as error:
            raise OSError(str(error)) from error
        server.start()
        try:
            yield port
        finally:
            leaving.set_result(None)
            server.stop(_GRACE).wait()


def _handlers(
    engine: Callable[[], Engine], leaving: Future[None]
) -> tuple[grpc.GenericRpcHandler, ...]:
    methods: dict[str, grpc.RpcMethodHandler[Any, Any]] = {
        name: grpc.unary_unary_rpc_method_handler(
            _unary(engine, name, method.request.FromString), None, _serialized
        )
        for name, method in messages.METHODS.items()
        if not method.is_stream
    }
    methods["BatchStream"] = grpc.stream_stream_rpc_method_handler(
        _batch_stream(engine, leaving), None, _serialized
    )
    health: dict[str, grpc.RpcMethodHandler[Any, Any]] = {
        "Check": grpc.unary_unary_rpc_method_handler(_serving),
        "Watch": grpc.unary_stream_rpc_method_handler(_watched),
        "List": grpc.unary_unary_rpc_method_handler(_listed),
    }
    return (
        grpc.method_handlers_generic_handler(_SERVICE, methods),
        grpc.method_handlers_generic_handler(_HEALTH, health),
        _Unknown(),
    )


class _Unknown(grpc.GenericRpcHandler):
    """What is left over: methods and services that there are not."""

    def service(
        self, handler_call_details: grpc.HandlerCallDetails
    ) -> grpc.RpcMethodHandler[Any, Any]:
        service, _, method = handler_call_details.method.removeprefix("/").rpartition("/")
        known = service in (_SERVICE, _HEALTH)
        fault = f"unknown method {method} for service {service}" if known else None

        def refuse(_requests: Iterator[bytes], context: grpc.ServicerContext) -> Iterator[bytes]:
            context.abort(grpc.StatusCode.UNIMPLEMENTED, fault or f"unknown service {service}")

        return grpc.stream_stream_rpc_method_handler(refuse)


def _serving(_request: bytes, _context: grpc.ServicerContext) -> bytes:
    return _SERVING


def _watched(_request: bytes, _context: grpc.ServicerContext) -> Iterator[bytes]:
    yield _SERVING


def _listed(_request: bytes, _context: grpc.ServicerContext) -> bytes:
    return _LISTED


def _serialized(message: Message) -> bytes:
    return message.SerializeToString()


def _unary(
    engine: Callable[[], Engine], name: str, parse: Callable[[bytes], Message]
) -> Callable[[bytes, grpc.ServicerContext], Message]:
    def answer(data: bytes, context: grpc.ServicerContext) -> Message:
        metadata = {
            key: value for key, value in context.invocation_metadata() if isinstance(value, str)
        }
        try:
            return engine().unary(name, parse(data), metadata)
        except DecodeError:
            context.abort(grpc.StatusCode.INTERNAL, f"grpc: error unmarshalling request: {_BROKEN}")
        except CallError as error:
            context.abort(_CODES[error.code], error.message)

    return answer


def _batch_stream(
    engine: Callable[[], Engine], leaving: Future[None]
) -> Callable[
    [Iterator[bytes], grpc.ServicerContext],
    Iterator[messages.BatchStreamReply],
]:
    def answer(
        requests: Iterator[bytes], context: grpc.ServicerContext
    ) -> Iterator[messages.BatchStreamReply]:
        try:
            yield from _replies(engine(), requests, leaving)
        except DecodeError:
            text = f"grpc: failed to unmarshal the received message: {_BROKEN}"
            context.abort(grpc.StatusCode.INTERNAL, text)
        except CallError as error:
            context.abort(_CODES[error.code], error.message)

    return answer


def _replies(
    engine: Engine, requests: Iterator[bytes], leaving: Future[None]
) -> Iterator[messages.BatchStreamReply]:
    """The replies of one stream. The next message is read while one is worked on, and no more.

    When the server is `leaving`, the client is told once, and has till the end of its grace.
    """
    stream = engine.batch_stream()
    reader = ThreadPoolExecutor(1, "weaviate-orm-stream")
    announced = False
    due = inf  # till the stream is started
    try:
        upcoming = reader.submit(next, requests, None)
        while True:
            awaited: list[Future[Any]] = [upcoming] if announced else [upcoming, leaving]
            left = None if due == inf else max(0.0, due - time.monotonic())
            wait(awaited, left, FIRST_COMPLETED)
            if leaving.done() and not announced:
                announced = True
                yield messages.BatchStreamReply(
                    shutting_down=messages.BatchStreamReply.ShuttingDown()
                )
            elif upcoming.done():
                message = upcoming.result()
                if message is None:
                    yield from stream.close()
                    return
                upcoming = reader.submit(next, requests, None)
                yield from stream.receive(messages.BatchStreamRequest.FromString(message))
                due = min(due, time.monotonic() + BACKOFF_SECONDS)
            else:
                due += BACKOFF_SECONDS
                yield stream.backoff()
    finally:
        # what it still waits for comes, or fails, when the call is over
        reader.shutdown(wait=False)
