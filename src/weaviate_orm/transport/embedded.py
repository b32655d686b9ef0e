"""The transport that reaches an engine in this process: no port, no serialization.

The engine is made at the first call. Clients of one folder share one engine; an engine in
memory belongs to its client.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

from weaviate_orm.errors import MisuseError, MisuseValueError, ServerError
from weaviate_orm.transport import describe, failures, forks
from weaviate_orm.transport.calls import GrpcCall, HttpAnswer, HttpCall
from weaviate_orm.transport.failure_kinds import GRPC_NAMES
from weaviate_orm.transport.protocol import closed

if TYPE_CHECKING:
    from google.protobuf.message import Message

    from weaviate_orm.engine.modules.registry import Generative, Reranker, Vectorizer
    from weaviate_orm.engine.rest.router import HttpReply, HttpRequest
    from weaviate_orm.transport.protocol import Call, Door, Reply


_PREFIXES: Final = {
    "vectorizers": "text2vec-",
    "generative": "generative-",
    "rerankers": "reranker-",
}


class InProcess(Protocol):
    """What an engine offers."""

    def unary(self, method: str, request: Message, headers: Mapping[str, str]) -> Message: ...
    def http(self, request: HttpRequest) -> HttpReply: ...
    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class EngineModules:
    """What stands in for a server's modules, by module name."""

    vectorizers: Mapping[str, Vectorizer] = field(default_factory=dict[str, "Vectorizer"])
    generative: Mapping[str, Generative] = field(default_factory=dict[str, "Generative"])
    rerankers: Mapping[str, Reranker] = field(default_factory=dict[str, "Reranker"])

    def __post_init__(self) -> None:
        for argument, prefix in _PREFIXES.items():
            for name in getattr(self, argument):
                if not name.startswith(prefix):
                    raise MisuseValueError(
                        f"{argument} has {name!r}: names of its modules begin with {prefix!r}."
                    )

    def __bool__(self) -> bool:
        return bool(self.vectorizers or self.generative or self.rerankers)


@dataclass(slots=True)
class _Shared:
    """One engine of a folder, and how many transports use it."""

    engine: InProcess
    modules: EngineModules
    users: int = 1


_folders: Final[dict[Path, _Shared]] = {}
_lock = threading.Lock()


def _renew_lock() -> None:
    global _lock  # noqa: PLW0603 - the parent's may be held for ever
    _lock = threading.Lock()
    forks.leave(*_folders.values())
    _folders.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_renew_lock)


def _made(path: Path | None, modules: EngineModules) -> InProcess:
    from weaviate_orm.engine.engine import Engine
    from weaviate_orm.engine.store.storage import StorageError

    try:
        return Engine(
            path,
            vectorizers=modules.vectorizers,
            generative=modules.generative,
            rerankers=modules.rerankers,
            local=True,
        )
    except StorageError as error:
        raise MisuseError(str(error)) from error


def _absolute(path: Path) -> Path:
    """The path from the root, links and dots resolved: two of one folder are equal."""
    try:
        return Path(os.path.realpath(path.expanduser()))
    except (RuntimeError, ValueError) as error:  # an unknown user after ~, a NUL
        raise MisuseValueError(f"embedded://{path} names no folder: {error}.") from error


class Embedded:
    """Sends calls to an engine in this process, in the calling thread or off the event loop."""

    def __init__(
        self,
        path: Path | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        modules: EngineModules | None = None,
        engine: InProcess | None = None,
    ) -> None:
        # made absolute now, so that a later change of directory does not change the folder
        self._path = None if path is None else _absolute(path)
        self._headers = dict(headers or {})
        self._modules = modules or EngineModules()
        self._engine = engine
        self._lock = threading.Lock()
        self._closed = False
        self._process = os.getpid()
        forks.register(self)

    @property
    def label(self) -> str:
        return f"embedded://{self._path or ''}"

    @property
    def address(self) -> None:
        return None

    def limit_messages(self, size: int) -> None:
        """Nothing is serialized, so no message is too large."""

    def send(self, call: Call, /) -> Reply:
        engine = self._engine or self._opened()
        try:
            if isinstance(call, GrpcCall):
                return self._unary(engine, call)
            return self._http(engine, call)
        except (ServerError, MisuseError):
            raise
        except Exception as error:
            raise ServerError(
                f"The embedded engine failed over {describe.name_of(call)}:"
                f" {type(error).__name__}: {error}",
                request=describe.sent(call, self.label),
                status="INTERNAL",
            ) from error

    async def asend(self, call: Call, /) -> Reply:
        import asyncio

        return await asyncio.to_thread(self.send, call)

    def probe(self, _door: Door, _seconds: float, /) -> bool:
        return True

    async def aprobe(self, _door: Door, _seconds: float, /) -> bool:
        return True

    def close(self) -> None:
        with self._lock:
            engine, self._engine = self._engine, None
            self._closed = True
        if engine is None:
            return
        if self._path is not None:
            with _lock:
                shared = _folders.get(self._path)
                if shared is not None and shared.engine is engine:
                    shared.users -= 1
                    if shared.users:
                        return
                    del _folders[self._path]
        engine.close()

    async def aclose(self) -> None:
        import asyncio

        await asyncio.to_thread(self.close)

    def forked(self) -> None:
        self._lock = threading.Lock()
        forks.leave(self._engine)
        self._engine = None

    def _opened(self) -> InProcess:
        with self._lock:
            if self._closed:
                raise closed()
            if self._process != os.getpid():
                raise MisuseError(
                    f"{self.label} lives in the process that opened it; this is a fork of it."
                    " Connect again here, or let both reach one server (weaviate-orm serve)."
                )
            if self._engine is None:
                self._engine = self._of_folder(self._path) if self._path else self._new()
            return self._engine

    def _new(self) -> InProcess:
        return _made(self._path, self._modules)

    def _of_folder(self, path: Path) -> InProcess:
        with _lock:
            shared = _folders.get(path)
            if shared is None:
                _folders[path] = shared = _Shared(self._new(), self._modules)
                return shared.engine
            if self._modules and self._modules != shared.modules:
                raise MisuseValueError(
                    f"{self.label} is open in this process with other modules. Give the same"
                    " vectorizers=, generative= and rerankers=, or none."
                )
            shared.users += 1
            return shared.engine

    def _unary(self, engine: InProcess, call: GrpcCall[Any]) -> Message:
        from weaviate_orm.engine.errors import CallError

        try:
            return engine.unary(call.method, call.message, self._headers)
        except CallError as error:
            failure = failures.Failure(GRPC_NAMES[error.code], error.message)
        raise failures.of_grpc(failure, describe.sent(call, self.label))

    def _http(self, engine: InProcess, call: HttpCall) -> HttpAnswer:
        from weaviate_orm.engine.rest.router import HttpRequest
        from weaviate_orm.transport.json_bodies import answer, encoded

        headers = dict(self._headers)
        body = b""
        if call.body is not None:
            headers["content-type"] = "application/json"
            body = encoded(call.body)
        reply = engine.http(
            HttpRequest(call.method, f"/v1{call.path}", tuple(call.query.items()), headers, body)
        )
        return answer(call, reply.status, reply.body, reply.headers, self.label)
