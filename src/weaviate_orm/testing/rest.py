"""The REST door of a served engine, as an ASGI application."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl, urlsplit

import uvicorn

from weaviate_orm.engine.rest.router import HttpReply, HttpRequest

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Generator, Mapping
    from concurrent.futures import Executor

    from uvicorn._types import ASGIReceiveCallable, ASGISendCallable, HTTPScope, Scope

_WORKERS: Final = 8
_GRACE: Final = 3
"""Seconds that requests under way have to end when the door shuts."""
_IDLE: Final = 600
"""Seconds that an idle connection is kept: clients are used to a server that drops none."""

_LOOPBACK: Final = frozenset(["localhost", "127.0.0.1", "::1"])
_HEADERS: Final = """
    Content-Type Authorization Batch X-Openai-Api-Key X-Openai-Organization X-Openai-Baseurl
    X-Anyscale-Baseurl X-Anyscale-Api-Key X-Cohere-Api-Key X-Cohere-Baseurl X-Huggingface-Api-Key
    X-Azure-Api-Key X-Azure-Deployment-Id X-Azure-Resource-Name X-Azure-Concurrency
    X-Azure-Block-Size X-Google-Api-Key X-Google-Vertex-Api-Key X-Google-Studio-Api-Key
    X-Goog-Api-Key X-Goog-Vertex-Api-Key X-Goog-Studio-Api-Key X-Palm-Api-Key X-Jinaai-Api-Key
    X-Aws-Access-Key X-Aws-Secret-Key X-Voyageai-Baseurl X-Voyageai-Api-Key X-Mistral-Baseurl
    X-Mistral-Api-Key X-Anthropic-Baseurl X-Anthropic-Api-Key X-Databricks-Endpoint
    X-Databricks-Token X-Databricks-User-Agent X-Friendli-Token X-Friendli-Baseurl
    X-Weaviate-Api-Key X-Weaviate-Cluster-Url X-Weaviate-Client X-Nvidia-Api-Key X-Nvidia-Baseurl
    X-ContextualAI-Baseurl X-ContextualAI-Api-Key X-Digitalocean-Baseurl X-Digitalocean-Api-Key
    X-Deepseek-Baseurl X-Deepseek-Api-Key X-Twelvelabs-Baseurl X-Twelvelabs-Api-Key
""".split()  # noqa: SIM905 (a table of names)
_ALLOWED: Final = {
    "access-control-allow-origin": "*",
    "access-control-allow-methods": "*",
    "access-control-allow-headers": ", ".join(_HEADERS),
}


@contextmanager
def answering(
    listener: socket.socket, answer: Callable[[HttpRequest], HttpReply]
) -> Generator[None, None, None]:
    """Answer what comes to a socket that listens already, in threads of its own."""
    with ThreadPoolExecutor(_WORKERS, "weaviate-orm-rest") as workers:
        server = _Server(
            uvicorn.Config(
                _Application(answer, workers),
                loop="asyncio",
                lifespan="off",
                ws="none",
                log_config=None,
                access_log=False,
                server_header=False,
                timeout_keep_alive=_IDLE,
                timeout_graceful_shutdown=_GRACE,
            )
        )
        thread = threading.Thread(target=server.run_on, args=[listener], name="weaviate-orm-rest")
        thread.start()
        try:
            server.settled.wait()
            if not server.started:
                raise RuntimeError("The REST server did not start; its log has the reason.")
            yield
        finally:
            server.should_exit = True
            thread.join()


class _Server(uvicorn.Server):
    """uvicorn, beside the main thread."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.settled = threading.Event()
        """It answers, or never will."""

    def run_on(self, listener: socket.socket) -> None:
        try:
            self.run([listener])
        finally:
            self.settled.set()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.settled.set()


class _Application:
    """The engine as ASGI wants it; it works off the event loop."""

    def __init__(self, answer: Callable[[HttpRequest], HttpReply], workers: Executor) -> None:
        self._answer = answer
        self._workers = workers

    async def __call__(
        self, scope: Scope, receive: ASGIReceiveCallable, send: ASGISendCallable
    ) -> None:
        if scope["type"] != "http":
            raise TypeError(f"This server speaks HTTP only, not {scope['type']}.")
        body = await _body(receive)
        if body is None:  # the client went away, perhaps in the middle: nothing is done
            return
        request = _request(scope, body)
        loop = asyncio.get_running_loop()
        reply = await loop.run_in_executor(self._workers, self._answer, request)
        headers = {
            **_cross_origin(request.headers),
            **reply.headers,
            # the length of the answer to a HEAD is not that of its missing body
            **({} if request.method == "HEAD" else {"content-length": str(len(reply.body))}),
        }
        await send(
            {
                "type": "http.response.start",
                "status": reply.status,
                "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
                "trailers": False,
            }
        )
        await send({"type": "http.response.body", "body": reply.body, "more_body": False})


def _request(scope: HTTPScope, body: bytes) -> HttpRequest:
    query = scope["query_string"].decode("latin-1")
    return HttpRequest(
        method=scope["method"],
        path=_path((scope["raw_path"] or scope["path"].encode()).decode("latin-1")),
        query=tuple(parse_qsl(query, keep_blank_values=True)),
        headers={name.decode("latin-1"): v.decode("latin-1") for name, v in scope["headers"]},
        body=body,
    )


def _path(target: str) -> str:
    """The path of a target, which may be a whole URL."""
    return target if target.startswith("/") else f"/{target.partition('://')[2].partition('/')[2]}"


async def _body(receive: ASGIReceiveCallable) -> bytes | None:
    parts: list[bytes] = []
    while True:
        event = await receive()
        if event["type"] != "http.request":
            return None
        parts.append(event["body"])
        if not event["more_body"]:
            return b"".join(parts)


def _cross_origin(headers: Mapping[str, str]) -> Mapping[str, str]:
    """What lets a page of a browser in.

    Weaviate lets every page in. This server knows no keys and stands on the port of every
    developer, so the pages of other hosts are left out: they could read and drop its data.
    """
    origin = headers.get("origin")
    if origin is not None and _host(origin) not in _LOOPBACK:
        return {"vary": "Origin"}
    return _ALLOWED if origin is None else {**_ALLOWED, "vary": "Origin"}


def _host(origin: str) -> str | None:
    try:
        return urlsplit(origin).hostname
    except ValueError:  # an address that is none
        return None
