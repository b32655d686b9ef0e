"""Every error of the package, as one tree.

::

    WeaviateORMError
    ├── MisuseError                 the program asks for what cannot be
    │   ├── MisuseTypeError         … a thing of the wrong kind (also a TypeError)
    │   ├── MisuseValueError        … a value that cannot be (also a ValueError)
    │   ├── UnknownName             … a name that is not there (also an AttributeError)
    │   ├── NotLoaded               … a value that was not fetched
    │   ├── NoClient                … a query without a connection
    │   └── NotSupported            … what this server, or this package, does not do
    ├── MappingError                a model that cannot be a collection (also a TypeError)
    ├── SchemaError                 a collection that does not fit its model
    ├── ResultError                 an answer of the wrong size or form
    │   ├── NotFound
    │   ├── MultipleFound
    │   └── Truncated               the server's limit cut the answer
    ├── FlushError                  some objects were not saved; see ``failed``
    └── ServerError                 the server, or the way to it, said no
        ├── Unreachable             no answer (also a ConnectionError)
        ├── DeadlineExceeded        no answer in time (also a TimeoutError)
        ├── Unauthenticated
        ├── Forbidden
        ├── Missing                 no such collection, object, tenant or path
        ├── Rejected                the server refused the request's content
        ├── LimitExceeded           too large, too many, too fast
        ├── Unavailable             the server says: not now
        ├── Unsupported             this server does not do it (also a NotSupported)
        └── UnexpectedReply         an answer that the protocol does not allow (also a ResultError)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from uuid import UUID


class WeaviateORMError(Exception):
    """The root. Each error pickles with all that it carries."""

    def __reduce__(self) -> tuple[object, ...]:
        return _revive, (type(self), self.args, self.__dict__)


def _revive(
    kind: type[WeaviateORMError], args: tuple[object, ...], state: dict[str, object]
) -> WeaviateORMError:
    # ``__init__`` may compose its message from arguments of another form.
    made = kind.__new__(kind, *args)
    made.args = args
    made.__dict__.update(state)
    return made


class MisuseError(WeaviateORMError):
    """The program asks for something that cannot be; nothing was sent."""


class MisuseTypeError(MisuseError, TypeError):
    """A thing of the wrong kind."""


class MisuseValueError(MisuseError, ValueError):
    """A value that cannot be used as asked."""


class UnknownName(MisuseError, AttributeError):
    """A name that the model does not have."""


class NotLoaded(MisuseError):
    """What was read has not been fetched.

    No ``AttributeError``: ``hasattr`` and ``getattr(obj, name, None)`` would hide it.
    """


class NoClient(MisuseError):
    """A query ran where no client is connected."""


class NotSupported(MisuseError):
    """What the server (in its version) or this package does not do."""


class MappingError(WeaviateORMError, TypeError):
    """A class that cannot be mapped to a collection."""


class SchemaError(WeaviateORMError):
    """A collection on the server does not fit its model."""


class ResultError(WeaviateORMError):
    """An answer of the wrong size or form."""


class NotFound(ResultError):
    """Nothing there where one object was asked for."""


class MultipleFound(ResultError):
    """More than one object where one was asked for."""


class Truncated(ResultError):
    """The answer reached the server's limit, so there may be more."""


@dataclass(frozen=True, slots=True)
class FailedObject:
    """One object that a flush could not save.

    ``uncertain`` says that the server reported an error but may have stored the object all
    the same; flushing again is safe. ``retryable`` says that the same again may succeed.
    """

    model: str
    id: UUID
    reason: str
    retryable: bool = False
    uncertain: bool = False
    instance: object = field(default=None, compare=False, repr=False)

    def __str__(self) -> str:
        return f"{self.model}({short(self.id)}): {self.reason}"


class FlushError(WeaviateORMError):
    """Some objects were not saved. They stay in the session; a second flush sends just them."""

    def __init__(self, failed: Sequence[FailedObject], attempted: int) -> None:
        self.failed = tuple(failed)
        self.attempted = attempted
        shown = str(self.failed[0]).rstrip(".")
        more = "; …" if len(self.failed) > 1 else "" if shown.endswith("?") else "."
        noun = "object was" if attempted == 1 else "objects were"
        super().__init__(
            f"{len(self.failed)} of {attempted} {noun} not saved: {shown}{more} See error.failed."
        )


@dataclass(frozen=True, slots=True)
class SentRequest:
    """What was asked of the server, without secrets."""

    door: str
    """``grpc`` or ``rest``."""
    name: str
    """The gRPC method, or the HTTP method and path."""
    address: str = ""
    content: str = ""
    """The request as text, shortened; headers are never part of it."""


class ServerError(WeaviateORMError):
    """The server, or the way to it, said no.

    ``retryable`` says that the same again may succeed soon.
    """

    retryable: bool = False

    def __init__(
        self,
        message: str,
        *,
        request: SentRequest | None = None,
        status: str = "",
        details: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.request = request
        self.status = status
        self.details: dict[str, str] = dict(details or {})

    def at(self, request: SentRequest) -> Self:
        """The same error, with what was asked."""
        self.request = request
        return self


class Unreachable(ServerError, ConnectionError):
    """No answer: nothing listens, the name is unknown, the connection broke."""

    retryable = True


class DeadlineExceeded(ServerError, TimeoutError):
    """No answer in time. A write may have been stored all the same."""


class Unauthenticated(ServerError):
    """No credentials, or wrong ones."""


class Forbidden(ServerError):
    """The credentials do not allow this."""


class Missing(ServerError):
    """No such collection, object, tenant or path."""


class Rejected(ServerError):
    """The server refused the request's content."""


class LimitExceeded(ServerError):
    """Too large, too many or too fast."""


class Unavailable(ServerError):
    """The server says: not now."""

    retryable = True


class Unsupported(ServerError, NotSupported):
    """The server, in its version or with its settings, does not do what was asked."""


class UnexpectedReply(ServerError, ResultError):
    """An answer that the protocol does not allow, such as an empty one."""


def short(id: UUID) -> str:  # noqa: A002 - it is an id
    """The first four digits of an id, as messages show it."""
    return f"{str(id)[:4]}…"
