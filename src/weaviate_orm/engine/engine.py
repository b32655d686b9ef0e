"""The engine: messages and requests in, messages and answers out."""

from __future__ import annotations

import logging
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Never

from weaviate_orm.engine import anonymous
from weaviate_orm.engine.backup.folders import Backups
from weaviate_orm.engine.catalog import Catalog, now
from weaviate_orm.engine.errors import FAILED, TOO_DEEP, HttpError, Unsupported, a_error
from weaviate_orm.engine.expired import Purge
from weaviate_orm.engine.grpc.guard import guarded
from weaviate_orm.engine.grpc.service import method as grpc_method
from weaviate_orm.engine.grpc.stream import BatchStream
from weaviate_orm.engine.modules.registry import Modules
from weaviate_orm.engine.rest.meta import early
from weaviate_orm.engine.rest.router import (
    Access,
    Call,
    HttpReply,
    HttpRequest,
    Router,
    answer_of,
    check_media_type,
    unsupported,
)
from weaviate_orm.engine.rest.routes import ROUTES
from weaviate_orm.engine.settings import Settings
from weaviate_orm.engine.state import State
from weaviate_orm.engine.store.sqlite import SqliteStorage
from weaviate_orm.engine.store.storage import StorageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from google.protobuf.message import Message

    from weaviate_orm.engine.modules.registry import Generative, Reranker, Vectorizer

_NONE: Mapping[str, Never] = MappingProxyType({})
_log = logging.getLogger(__name__)


class Engine:
    """Answers as one Weaviate server with its own data. May be shared by threads.

    Args:
        path: the folder that keeps the data, made if it is missing; None = memory alone.
        vectorizers, generative, rerankers: callables in the place of modules, by module name.
        local: other text vectorizers are answered by a small static model in this process.
        settings: limits and defaults.
        clock: milliseconds since 1970, for the times of objects.

    Raises:
        StorageError: the folder is in use, of a newer format, damaged, or cannot be used.
    """

    def __init__(
        self,
        path: Path | None = None,
        *,
        vectorizers: Mapping[str, Vectorizer] = _NONE,
        generative: Mapping[str, Generative] = _NONE,
        rerankers: Mapping[str, Reranker] = _NONE,
        local: bool = False,
        settings: Settings | None = None,
        clock: Callable[[], int] = now,
    ) -> None:
        modules = Modules(
            vectorizers=vectorizers, generative=generative, rerankers=rerankers, local=local
        )
        catalog = Catalog(clock=clock)
        if path is not None:
            _open(catalog, path)
        settings = settings or Settings()
        backups = settings.backup_folder or (path / "backups" if path is not None else None)
        self._state = State(modules, catalog, settings, Backups(backups))
        self._router = Router(ROUTES)
        self._purge = Purge(catalog)

    @property
    def state(self) -> State:
        return self._state

    def unary(self, method: str, request: Message, headers: Mapping[str, str] = _NONE) -> Message:
        """Answer a unary gRPC call; `method` is its bare name, such as `Search`.

        `headers` are the metadata of the call, names in lower case.

        Raises:
            CallError: the call fails.
        """
        anonymous.check_call(headers)
        found = grpc_method(method)
        lock = self._state.catalog.lock
        with guarded(method):
            self._purge.run_if_due()
            with lock.preparing() if found.writes else lock.reading():
                return found.operation(self._state, request)

    def batch_stream(self) -> BatchStream:
        """A stream of batches; whoever carries it sends its `backoff` every five seconds."""
        return BatchStream(self._state)

    def http(self, request: HttpRequest) -> HttpReply:
        """Answer a REST request; the answer to a HEAD has no body."""
        answer = self._answer_or_fault(request)
        return answer if request.method != "HEAD" else replace(answer, body=b"")

    def _answer_or_fault(self, request: HttpRequest) -> HttpReply:
        try:
            return early(request) or self._answer(request)
        except HttpError as error:
            return answer_of(error)
        except Unsupported as error:
            return unsupported(error)
        except StorageError as error:
            return answer_of(a_error(500, str(error)))
        except RecursionError:
            return answer_of(a_error(422, TOO_DEEP))
        except Exception:  # noqa: BLE001 (a fault of the engine is an answer, as on a server)
            _log.exception("%s %s failed", request.method, request.path)
            return answer_of(a_error(500, FAILED))

    def _answer(self, request: HttpRequest) -> HttpReply:
        route, parameters = self._router.find(request)
        anonymous.check_request(request.headers)
        check_media_type(request)
        call = Call(self._state, request, parameters)
        self._purge.run_if_due()
        lock = self._state.catalog.lock
        with lock.preparing() if route.access is Access.WRITE else lock.reading():
            return route.handle(call)

    def close(self) -> None:
        """Give the folder back. Nothing is lost: every write was stored when it was answered."""
        self._state.catalog.storage.close()
        self._state.backups.close()


def _open(catalog: Catalog, path: Path) -> None:
    storage = SqliteStorage(path)
    try:
        catalog.open(storage)
    except BaseException as error:
        storage.close()
        if isinstance(error, (KeyError, TypeError, ValueError, AttributeError)):
            raise StorageError(
                f"The folder {path} cannot be read: what it says of its collections is damaged "
                f"({type(error).__name__}: {error}). Put a copy of it in its place, or use another "
                "folder."
            ) from error
        raise
