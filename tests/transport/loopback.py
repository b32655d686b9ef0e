"""A tiny Weaviate on 127.0.0.1 that answers by a script, on ports of its own."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import grpc

from weaviate_orm.transport.settings import Address, Endpoint
from weaviate_orm.wire import messages as pb

META = {"hostname": "http://[::]:8080", "version": "1.39.0", "modules": {"text2vec-bigram": {}}}


@dataclass
class Page:
    """A REST answer."""

    status: int = 200
    body: object = None
    headers: Mapping[str, str] = field(default_factory=dict)
    content_type: str = "application/json"
    drip: float = 0.0
    """Seconds between the bytes of the body."""

    @property
    def content(self) -> bytes:
        if isinstance(self.body, bytes):
            return self.body
        return b"" if self.body is None else json.dumps(self.body).encode()


@dataclass
class Status:
    """A gRPC error."""

    code: grpc.StatusCode
    text: str
    details: bytes = b""


def status_details(reason: str, **metadata: str) -> bytes:
    """A serialized ``google.rpc.Status`` that holds one ``google.rpc.ErrorInfo``."""

    def member(number: int, content: bytes) -> bytes:
        return bytes([number << 3 | 2, len(content)]) + content

    info = member(1, reason.encode()) + member(2, b"weaviate")
    for key, value in metadata.items():
        info += member(3, member(1, key.encode()) + member(2, value.encode()))
    packed = member(1, b"type.googleapis.com/google.rpc.ErrorInfo") + member(2, info)
    return b"\x08\x08" + member(2, b"text") + member(3, packed)


@dataclass
class Got:
    """A call that came in."""

    name: str
    headers: dict[str, str]
    content: Any


class Loopback:
    """Answers are taken in turn; the last one stays."""

    def __init__(self) -> None:
        self.pages: dict[str, deque[Page]] = defaultdict(deque)
        self.replies: dict[str, deque[Any]] = defaultdict(deque)
        self.rest: list[Got] = []
        self.grpc: list[Got] = []
        self.address: Address
        self.pages["GET /v1/meta"].append(Page(body=META))
        self.pages["GET /v1/.well-known/live"].append(Page())

    @property
    def url(self) -> str:
        http = self.address.http
        return f"{http.url}?grpc_port={self.address.grpc.port}"

    def page(self, name: str, *pages: Page) -> None:
        """What ``GET /v1/…`` answers."""
        self.pages[name] = deque(pages)

    def reply(self, method: str, *replies: object) -> None:
        """What a gRPC method answers: a message, a ``Status``, or a function of the call."""
        self.replies[method] = deque(replies)


def _turn(answers: deque[Any]) -> Any:
    return answers.popleft() if len(answers) > 1 else answers[0]


class _Handlers(grpc.GenericRpcHandler):
    def __init__(self, server: Loopback) -> None:
        self.server = server

    def service(self, details: Any) -> Any:
        name = details.method.rpartition("/")[2]
        headers = dict(details.invocation_metadata)
        if name == "Check":
            return grpc.unary_unary_rpc_method_handler(lambda request, context: b"\x08\x01")
        method = pb.METHODS[name]

        def answer(request: Any, context: grpc.ServicerContext) -> Any:
            self.server.grpc.append(Got(name, headers, request))
            found = _turn(self.server.replies[name]) if self.server.replies[name] else None
            if callable(found) and not hasattr(found, "ListFields"):
                found = found(request, context)
            if isinstance(found, Status):
                if found.details:
                    context.set_trailing_metadata((("grpc-status-details-bin", found.details),))
                context.abort(found.code, found.text)
            return method.reply() if found is None else found

        return grpc.unary_unary_rpc_method_handler(
            answer, method.request.FromString, lambda reply: reply.SerializeToString()
        )


def _handler(server: Loopback) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 30

        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            headers = {key.lower(): value for key, value in self.headers.items()}
            server.rest.append(Got(f"{self.command} {self.path}", headers, body))
            pages = server.pages.get(f"{self.command} {self.path.partition('?')[0]}")
            page = _turn(pages) if pages else Page(404)
            content = page.content
            self.send_response(page.status)
            self.send_header("content-length", str(len(content)))
            if content:
                self.send_header("content-type", page.content_type)
            for name, value in page.headers.items():
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                step = 1 if page.drip else len(content) or 1
                with suppress(ConnectionError):  # a client may have given up
                    for at in range(0, len(content), step):
                        self.wfile.write(content[at : at + step])
                        time.sleep(page.drip)

        do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = answer

        def log_message(self, *args: object) -> None:
            pass

    return Handler


@contextmanager
def serving(
    *, with_http: bool = True, with_grpc: bool = True, tls: tuple[bytes, bytes] | None = None
) -> Iterator[Loopback]:
    """A server for the time of the block; ``tls`` is (key, certificate) for gRPC."""
    server = Loopback()
    closers: list[Callable[[], object]] = []
    if with_http:
        web = ThreadingHTTPServer(("127.0.0.1", 0), _handler(server))
        web.daemon_threads = True
        thread = threading.Thread(target=web.serve_forever, args=(0.01,))
        thread.start()
        http_port = web.server_port
        closers += [web.shutdown, thread.join, web.server_close]
    else:
        http_port, close = shut_port()
        closers.append(close)
    if with_grpc:
        pool = ThreadPoolExecutor(4)
        rpc = grpc.server(pool, [_Handlers(server)])
        if tls is None:
            grpc_port = rpc.add_insecure_port("127.0.0.1:0")
        else:
            grpc_port = rpc.add_secure_port("127.0.0.1:0", grpc.ssl_server_credentials([tls]))
        rpc.start()
        closers += [lambda: rpc.stop(None).wait(), pool.shutdown]
    else:
        grpc_port, close = shut_port()
        closers.append(close)
    server.address = Address(
        Endpoint("127.0.0.1", http_port), Endpoint("127.0.0.1", grpc_port, tls is not None)
    )
    try:
        yield server
    finally:
        for close in closers:
            close()


def shut_port() -> tuple[int, Callable[[], object]]:
    """A port that refuses connections until it is given back."""
    kept = socket.socket()
    kept.bind(("127.0.0.1", 0))
    return kept.getsockname()[1], kept.close


def silent_port() -> tuple[int, Callable[[], object]]:
    """A port that takes connections and says nothing."""
    kept = socket.socket()
    kept.bind(("127.0.0.1", 0))
    kept.listen(8)
    return kept.getsockname()[1], kept.close
