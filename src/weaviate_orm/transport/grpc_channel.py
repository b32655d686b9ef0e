"""gRPC channels, sync and async: two thin senders over pure functions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final, TypeAlias, TypeVar, cast

import grpc
import grpc.aio

from weaviate_orm.transport import describe, failures
from weaviate_orm.transport.error_details import error_info
from weaviate_orm.transport.failure_kinds import is_lost
from weaviate_orm.transport.failures import Failure
from weaviate_orm.wire import messages

if TYPE_CHECKING:
    from google.protobuf.message import Message

    from weaviate_orm.errors import SentRequest, ServerError
    from weaviate_orm.transport.calls import GrpcCall
    from weaviate_orm.transport.settings import TLS, Settings

Metadata: TypeAlias = tuple[tuple[str, str], ...]
Options: TypeAlias = tuple[tuple[str, str | int], ...]
_HEALTH: Final = "/grpc.health.v1.Health/Check"
_DETAILS: Final = "grpc-status-details-bin"
_FIRST_PAUSE_MS: Final = 100
_LONGEST_PAUSE_MS: Final = 2_000
_PROBE_LIMIT: Final = 1 << 20

ChannelT = TypeVar("ChannelT")


def options(settings: Settings, limit: int) -> Options:
    """The channel's options.

    gRPC has no time limit for connecting by that name: the least time between two attempts is
    also the most that one may take. While it waits between attempts each call fails at once;
    by its defaults (1 s to 2 min) a server that is back would stay unseen for minutes.
    """
    chosen: list[tuple[str, str | int]] = [
        ("grpc.max_send_message_length", limit),
        ("grpc.max_receive_message_length", limit),
        ("grpc.min_reconnect_backoff_ms", max(1, round(settings.timeouts.connect * 1000))),
        ("grpc.initial_reconnect_backoff_ms", _FIRST_PAUSE_MS),
        ("grpc.max_reconnect_backoff_ms", _LONGEST_PAUSE_MS),
        # connections shared between channels would be found again, dead, in a forked child
        ("grpc.use_local_subchannel_pool", 1),
    ]
    proxies = settings.proxies
    if proxies is not None and proxies.grpc is not None:
        chosen.append(("grpc.http_proxy", proxies.grpc))
    elif proxies is not None or settings.address.grpc.is_loopback:
        chosen.append(("grpc.enable_http_proxy", 0))
    return tuple(chosen)


def credentials(tls: TLS) -> grpc.ChannelCredentials:
    """Own certificates as gRPC wants them: the content of the files."""
    return grpc.ssl_channel_credentials(
        tls.authority.read_bytes() if tls.authority else None,
        tls.key.read_bytes() if tls.key else None,
        tls.certificate.read_bytes() if tls.certificate else None,
    )


def failure(error: grpc.RpcError, request: SentRequest) -> ServerError:
    """The error that a call ended with, as ours."""
    details: dict[str, str] = {}
    # sync errors give a tuple of pairs, async ones a Metadata, which iterates as pairs too
    trailing = cast("Sequence[tuple[str, str | bytes]]", error.trailing_metadata() or ())
    for key, value in trailing:
        if key == _DETAILS and isinstance(value, bytes):
            details.update(error_info(value))
    found = Failure(error.code().name, error.details() or "", details)
    return failures.of_grpc(found, request)


def _as_is(message: bytes) -> bytes:
    return message


def _answered(error: grpc.RpcError) -> bool:
    """Whether an error shows that something speaks gRPC there."""
    status = error.code().name
    return status != "DEADLINE_EXCEEDED" and not is_lost(status, error.details() or "")


def _opened(
    settings: Settings,
    limit: int,
    plain: Callable[[str, Options], ChannelT],
    secure: Callable[[str, grpc.ChannelCredentials, Options], ChannelT],
) -> ChannelT:
    endpoint = settings.address.grpc
    chosen = options(settings, limit)
    if endpoint.secure:
        return secure(str(endpoint), credentials(settings.tls), chosen)
    return plain(str(endpoint), chosen)


def _serialized(request: Message | bytes) -> bytes:
    return request if isinstance(request, bytes) else request.SerializeToString()


def _unary() -> dict[str, messages.Method]:
    return {name: method for name, method in messages.METHODS.items() if not method.is_stream}


class GrpcDoor:
    """Sends gRPC calls in the calling thread; shared by threads.

    The senders of all methods are made once: that is what a call costs least with.
    """

    def __init__(self, settings: Settings, limit: int) -> None:
        self._channel = _opened(settings, limit, grpc.insecure_channel, grpc.secure_channel)
        self._senders = {
            name: self._channel.unary_unary(method.path, _serialized, method.reply.FromString)
            for name, method in _unary().items()
        }

    def send(
        self, call: GrpcCall[Any], seconds: float, metadata: Metadata, address: str
    ) -> Message:
        try:
            return self._senders[call.method](call.request, seconds, metadata)
        except grpc.RpcError as error:
            found = failure(error, describe.sent(call, address))
        # outside, so that the runtime's error, which may hold the request, is not chained
        raise found

    def close(self) -> None:
        self._channel.close()


class AsyncGrpcDoor:
    """Sends gRPC calls on the event loop that it was made on."""

    def __init__(self, settings: Settings, limit: int) -> None:
        self._channel = _opened(settings, limit, grpc.aio.insecure_channel, grpc.aio.secure_channel)
        self._senders = {
            name: self._channel.unary_unary(method.path, _serialized, method.reply.FromString)
            for name, method in _unary().items()
        }

    async def send(
        self, call: GrpcCall[Any], seconds: float, metadata: Metadata, address: str
    ) -> Message:
        sender = self._senders[call.method]
        try:
            sent = sender(call.request, timeout=seconds, metadata=metadata)
            # what cannot be parsed is None here, where a sync channel raises
            reply = cast("Message | None", await sent)
        except grpc.RpcError as error:
            found = failure(error, describe.sent(call, address))
        else:
            if reply is not None:
                return reply
            found = failures.unreadable(describe.sent(call, address))
        raise found

    async def close(self) -> None:
        await self._channel.close()


def probe(settings: Settings, seconds: float) -> bool:
    """Whether anything speaks gRPC there: a health check over a channel of its own."""
    channel = _opened(settings, _PROBE_LIMIT, grpc.insecure_channel, grpc.secure_channel)
    try:
        channel.unary_unary(_HEALTH, _as_is, _as_is)(b"", seconds)
    except grpc.RpcError as error:
        return _answered(error)
    finally:
        channel.close()
    return True


async def aprobe(settings: Settings, seconds: float) -> bool:
    """The same on the running event loop."""
    channel = _opened(settings, _PROBE_LIMIT, grpc.aio.insecure_channel, grpc.aio.secure_channel)
    try:
        await channel.unary_unary(_HEALTH, _as_is, _as_is)(b"", timeout=seconds)
    except grpc.RpcError as error:
        return _answered(error)
    finally:
        await channel.close()
    return True
