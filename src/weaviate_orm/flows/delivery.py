"""One call on its way: sent by the retry policy, and an explanation when nobody answers."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, Final, TypeAlias, cast

from weaviate_orm.errors import UnexpectedReply, Unreachable
from weaviate_orm.flows.capabilities import ServerFacts, too_old
from weaviate_orm.flows.flow import Pause
from weaviate_orm.flows.retry import Retry, attempts
from weaviate_orm.transport import describe
from weaviate_orm.transport.calls import HttpCall
from weaviate_orm.transport.settings import Timeouts

if TYPE_CHECKING:
    from weaviate_orm.transport.calls import HttpAnswer
    from weaviate_orm.transport.protocol import Call, Door
    from weaviate_orm.transport.settings import Address, Endpoint


@dataclass(frozen=True, slots=True)
class Probe:
    """Does anything answer at this door? The outcome is a bool."""

    door: Door
    seconds: float


Step: TypeAlias = "Call | Pause | Probe"
Delivery: TypeAlias = Generator[Step, object, object]

META: Final = HttpCall("GET", "/meta", purpose="query")


@dataclass(frozen=True, slots=True)
class Terms:
    """How a client's calls are sent."""

    retry: Retry
    timeouts: Timeouts
    address: Address | None
    """None: there is no way that could break."""
    clock: Callable[[], float] = monotonic
    random: Callable[[], float] | None = None


def deliver(call: Call, terms: Terms, facts: ServerFacts | None) -> Delivery:
    """Send a call; when there is no answer, find out which door is shut.

    Raises:
        ServerError: whatever went wrong.
    """
    seconds = terms.timeouts.of(call)
    chance = {} if terms.random is None else {"random": terms.random}
    try:
        return (yield from attempts(call, terms.retry, seconds, clock=terms.clock, **chance))
    except Unreachable as error:
        address = terms.address
        shut = error.request.door if error.request is not None else ""
        if address is None or shut not in {"grpc", "rest"}:
            raise
        other: Door = "rest" if shut == "grpc" else "grpc"
        is_up = cast("bool", (yield Probe(other, terms.timeouts.connect)))  # as a driver answers
        sentence = explained(address, other, is_up=is_up, facts=facts)
        cause = _advice(error.details.get("cause", ""))
        found = Unreachable(
            f"{sentence} {cause}".rstrip(),
            request=error.request,
            status=error.status,
            details=error.details,
        )
        for note in getattr(error, "__notes__", ()):
            found.add_note(note)
    raise found


def explained(address: Address, other: Door, *, is_up: bool, facts: ServerFacts | None) -> str:
    """The sentence for a shut door, by what is known of the other one."""
    http, grpc = address.http, address.grpc
    if not is_up:
        where = (
            f"{http.host}, neither on {http.port} (HTTP) nor on {grpc.port} (gRPC)"
            if http.host == grpc.host
            else f"{http} (HTTP), nor from {grpc} (gRPC)"
        )
        return f"No answer from {where}. Is Weaviate running there?"
    if other == "rest":
        version = f" (server {facts})" if facts is not None else ""
        return (
            f"No gRPC answer from {grpc}, though HTTP on {_beside(http, grpc)} is up{version}."
            " Is the gRPC port published?"
        )
    return (
        f"No HTTP answer from {http}, though gRPC on {_beside(grpc, http)} is up."
        " Is the HTTP port published?"
    )


def _beside(endpoint: Endpoint, other: Endpoint) -> str:
    """The port alone where the host has just been named."""
    return str(endpoint.port) if endpoint.host == other.host else str(endpoint)


_ADVICE: Final = (
    (("CERTIFICATE_VERIFY_FAILED", "certificate verify failed"),
     "Its certificate is not trusted: give connect() tls=TLS(authority=…)."),
    (("WRONG_VERSION_NUMBER", "record layer failure", "Failed parsing HTTP/2"),
     "One side speaks TLS and the other does not: http:// or https://?"),
    (("Name or service not known", "DNS resolution failed", "nodename nor servname",
      "Temporary failure in name resolution", "lookup failed"),
     "The host's name is not known here."),
)  # fmt: skip


def _advice(cause: str) -> str:
    return next((advice for signs, advice in _ADVICE if any(sign in cause for sign in signs)), "")


def meet(address: Address | None) -> Generator[HttpCall, object, ServerFacts]:
    """Read the meta page: the first call of each client.

    Raises:
        NotSupported: the server is too old.
        UnexpectedReply: it is no Weaviate.
    """
    answer = cast("HttpAnswer", (yield META))  # as a driver answers
    try:
        facts = ServerFacts.parse(answer.body)
    except UnexpectedReply as reply:
        raise reply.at(describe.sent(META, str(address.http) if address else "")) from None
    if (error := too_old(facts)) is not None:
        raise error
    return facts
