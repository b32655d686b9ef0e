"""What a transport is: the one seam between this package and a server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias

from weaviate_orm.errors import MisuseError
from weaviate_orm.transport.calls import GrpcCall, HttpAnswer, HttpCall

if TYPE_CHECKING:
    from google.protobuf.message import Message

    from weaviate_orm.transport.settings import Address

Call: TypeAlias = GrpcCall[Any] | HttpCall
Reply: TypeAlias = "Message | HttpAnswer"
Door: TypeAlias = Literal["grpc", "rest"]


def closed() -> MisuseError:
    """What a closed transport, and a closed client, answer to any call."""
    return MisuseError("This client is closed. Connect again, or stay inside its `with`.")


class Endpointed(Protocol):
    """What both colours of transport have in common."""

    @property
    def label(self) -> str:
        """What it reaches, for a ``repr``; never a secret."""
        ...

    @property
    def address(self) -> Address | None:
        """The server's doors; None where there is no way that could break."""
        ...

    def limit_messages(self, size: int) -> None:
        """The server takes and sends gRPC messages of at most so many bytes."""
        ...


class Transport(Endpointed, Protocol):
    """Sends calls in the calling thread. Any number of threads may share it.

    ``send`` answers a ``GrpcCall`` with its method's reply, an ``HttpCall`` with an
    ``HttpAnswer``.

    Raises:
        ServerError: whatever went wrong on the way or at the server.
    """

    def send(self, call: Call, /) -> Reply: ...

    def probe(self, door: Door, seconds: float, /) -> bool:
        """Whether anything answers at this door within so many seconds."""
        ...

    def close(self) -> None: ...


class AsyncTransport(Endpointed, Protocol):
    """Sends calls on the running event loop. It works on any loop, also on several in turn."""

    async def asend(self, call: Call, /) -> Reply: ...

    async def aprobe(self, door: Door, seconds: float, /) -> bool:
        """Whether anything answers at this door within so many seconds."""
        ...

    async def aclose(self) -> None: ...
