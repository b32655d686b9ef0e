"""The embedded engine as a server on this machine, for Weaviate clients of any kind.

It is for tests and development: it knows no keys, and answers on 127.0.0.1 only.
"""

from __future__ import annotations

import os
import socket
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypedDict

from weaviate_orm.errors import MisuseError, NotSupported

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping

    from typing_extensions import Unpack

    from weaviate_orm.engine.engine import Engine
    from weaviate_orm.engine.modules.registry import Generative, Reranker, Vectorizer
    from weaviate_orm.engine.rest.router import HttpReply, HttpRequest

HOST: Final = "127.0.0.1"


class Modules(TypedDict, total=False):
    """Callables in the place of modules, by module name, such as `text2vec-openai`."""

    vectorizers: Mapping[str, Vectorizer]
    generative: Mapping[str, Generative]
    rerankers: Mapping[str, Reranker]


class Served:
    """A served engine: where it is, and what it holds."""

    def __init__(
        self, current: _Current, http_port: int, grpc_port: int, path: Path | None
    ) -> None:
        self._current = current
        self.host = HOST
        self.http_port = http_port
        self.grpc_port = grpc_port
        self.path = path
        """The folder of the data; None = in memory."""

    @property
    def http_url(self) -> str:
        """Where REST is answered, without `/v1`."""
        return f"http://{self.host}:{self.http_port}"

    @property
    def url(self) -> str:
        """What `connect` takes: both ports in one."""
        return f"{self.http_url}?grpc_port={self.grpc_port}"

    def __repr__(self) -> str:
        return f"Served({self.url!r})"

    def reset(self) -> None:
        """Go on with an empty engine: no collections, no aliases, no backups.

        Raises:
            MisuseError: the data is in a folder.
        """
        if self.path is not None:
            raise MisuseError(
                f"The data of this server is kept in {self.path}: reset() is for data in memory."
                " Drop the collections, or serve without a folder."
            )
        self._current.renew()


class _Current:
    """The engine that answers now."""

    def __init__(self, make: Callable[[], Engine]) -> None:
        self._make = make
        self.engine = make()

    def http(self, request: HttpRequest) -> HttpReply:
        return self.engine.http(request)

    def renew(self) -> None:
        old, self.engine = self.engine, self._make()
        old.close()


@contextmanager
def server(
    path: str | Path | None = None,
    *,
    port: int = 0,
    grpc_port: int = 0,
    **modules: Unpack[Modules],
) -> Generator[Served, None, None]:
    """Serve an engine on 127.0.0.1 as long as the block runs.

    Args:
        path: the folder that keeps the data; None = in memory.
        port: for REST; 0 = a free one.
        grpc_port: for gRPC; 0 = a free one.
        modules: `vectorizers`, `generative` and `rerankers`, see `Modules`.

    Raises:
        NotSupported: the extra `serve` is not installed.
        MisuseError: a port is taken, or the folder is in use.
        ValueError: a name of a module is not of its kind.
    """
    try:
        from weaviate_orm.testing import rest, rpc
    except ModuleNotFoundError as error:
        raise NotSupported(
            f"Serving the engine needs {error.name}, which is not installed:"
            " pip install 'orm-weaviate[serve]'"
        ) from error

    folder = None if path is None else Path(path).expanduser().absolute()
    _check_free(grpc_port)
    with _listening(port) as listener:
        http_port: int = listener.getsockname()[1]

        def engine() -> Engine:
            from weaviate_orm.engine.engine import Engine
            from weaviate_orm.engine.settings import Settings

            return Engine(
                folder,
                local=True,
                **modules,
                settings=Settings(hostname=f"http://{HOST}:{http_port}"),
            )

        current = _opened(engine)
        try:
            with (
                rpc.answering(f"{HOST}:{grpc_port}", lambda: current.engine) as bound,
                rest.answering(listener, current.http),
            ):
                yield Served(current, http_port, bound, folder)
        finally:
            current.engine.close()


def _opened(engine: Callable[[], Engine]) -> _Current:
    from weaviate_orm.engine.store.storage import StorageError

    try:
        return _Current(engine)
    except StorageError as error:
        raise MisuseError(str(error)) from error


@contextmanager
def _listening(port: int) -> Generator[socket.socket, None, None]:
    """A socket that takes connections from now on, so that no client comes too early."""
    try:
        listener = socket.create_server((HOST, port), backlog=128)
    except OSError as error:
        raise MisuseError(
            f"Port {port} on {HOST} cannot be had: {os.strerror(error.errno or 0)}."
            " Give another one; 0 takes one that is free."
        ) from error
    with listener:
        yield listener


def _check_free(port: int) -> None:
    """Find out that a port is taken before gRPC does, which would write a log of its own."""
    with _listening(port):
        pass
