"""A server on loopback that gives prepared answers and does no work, for measuring clients.

It runs in a process of its own. A search gets a thousand objects, with vectors where the
request names the collection ``WithVectors``; every batch is accepted.
"""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple

import grpc

from benchmarks import samples

UNLIMITED = [("grpc.max_receive_message_length", -1), ("grpc.max_send_message_length", -1)]


class Ports(NamedTuple):
    http: int
    grpc: int


@contextmanager
def running() -> Generator[Ports]:
    """The server's ports, as long as it runs."""
    with subprocess.Popen(
        [sys.executable, "-m", "benchmarks.loopback"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            http, rpc = process.stdout.readline().split()
            yield Ports(int(http), int(rpc))
        finally:
            process.stdin.close()  # which ends it


class _Answers(grpc.GenericRpcHandler):
    def __init__(self) -> None:
        self._plain = samples.reply(with_vectors=False)
        self._with_vectors = samples.reply(with_vectors=True)

    def service(
        self, handler_call_details: grpc.HandlerCallDetails
    ) -> grpc.RpcMethodHandler[bytes, bytes] | None:
        match handler_call_details.method.rpartition("/")[2]:
            case "Search":
                return grpc.unary_unary_rpc_method_handler(self._search)
            case "BatchObjects":
                return grpc.unary_unary_rpc_method_handler(_accept)
            case "Check":
                return grpc.unary_unary_rpc_method_handler(_serving)
            case _:
                return None

    def _search(self, request: bytes, _: grpc.ServicerContext) -> bytes:
        return self._with_vectors if b"WithVectors" in request else self._plain


def _accept(_request: bytes, _context: grpc.ServicerContext) -> bytes:
    return b""


def _serving(_request: bytes, _context: grpc.ServicerContext) -> bytes:
    return b"\x08\x01"


class _Meta(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        found = self.path == "/v1/meta"
        body = b'{"hostname": "loopback", "version": "1.39.0", "modules": {}}' if found else b""
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its own name
        pass


def main() -> None:
    server = grpc.server(ThreadPoolExecutor(2), handlers=[_Answers()], options=UNLIMITED)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    http = ThreadingHTTPServer(("127.0.0.1", 0), _Meta)
    threading.Thread(target=http.serve_forever, daemon=True).start()
    print(http.server_port, port, flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()
