"""The typed calls that every operation is made of. A transport sends them; nothing else does.

A flow (see ``weaviate_orm.flows``) yields calls and is sent their replies; these classes say
what a call is and what type its reply has, and know nothing of how it travels.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, Literal, TypeAlias

from typing_extensions import TypeVar

from weaviate_orm.wire.shape import JSON

if TYPE_CHECKING:
    from google.protobuf.message import Message

    from weaviate_orm.wire import messages as pb

MessageT_co = TypeVar("MessageT_co", bound="Message", default="Message", covariant=True)
Purpose: TypeAlias = Literal["query", "write", "admin"]
"""What a call is for: it chooses the deadline where the caller names none."""

GrpcMethod: TypeAlias = Literal[
    "Search", "Aggregate", "BatchObjects", "BatchReferences", "BatchDelete", "TenantsGet"
]


@dataclass(frozen=True, slots=True)
class GrpcCall(Generic[MessageT_co]):
    """One unary gRPC call. The reply is the method's reply message."""

    method: GrpcMethod
    request: Message | bytes
    """Bytes: the message as its encoder wrote it, sent as they are."""
    purpose: Purpose = "query"
    idempotent: bool = True
    timeout: float | None = None
    """Seconds for the whole call; None: the client's setting for the purpose."""

    @property
    def message(self) -> Message:
        """The request as a message: parsed where it is bytes."""
        if not isinstance(self.request, bytes):
            return self.request
        from weaviate_orm.wire.messages import METHODS

        return METHODS[self.method].request.FromString(self.request)


@dataclass(frozen=True, slots=True)
class HttpCall:
    """One REST call. The reply is an ``HttpAnswer``; statuses not in ``accepts`` are errors."""

    method: Literal["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]
    path: str
    """Below ``/v1``, beginning with a slash, already quoted."""
    body: JSON = None
    query: Mapping[str, str] = field(default_factory=dict[str, str])
    accepts: frozenset[int] = frozenset({200, 204})
    purpose: Purpose = "admin"
    idempotent: bool = True
    timeout: float | None = None


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    """A REST reply: its status and its decoded JSON, None where there is no body."""

    status: int
    body: JSON = None


def search(request: pb.SearchRequest, timeout: float | None = None) -> GrpcCall[pb.SearchReply]:
    return GrpcCall("Search", request, timeout=timeout)


def aggregate(
    request: pb.AggregateRequest, timeout: float | None = None
) -> GrpcCall[pb.AggregateReply]:
    return GrpcCall("Aggregate", request, timeout=timeout)


def batch_objects(
    request: pb.BatchObjectsRequest | bytes, timeout: float | None = None
) -> GrpcCall[pb.BatchObjectsReply]:
    """Idempotent: the ids are ours, so the same objects again replace themselves."""
    return GrpcCall("BatchObjects", request, purpose="write", timeout=timeout)


def batch_references(
    request: pb.BatchReferencesRequest, *, idempotent: bool, timeout: float | None = None
) -> GrpcCall[pb.BatchReferencesReply]:
    """Idempotent only where each property suppresses duplicate references."""
    return GrpcCall(
        "BatchReferences", request, purpose="write", idempotent=idempotent, timeout=timeout
    )


def batch_delete(
    request: pb.BatchDeleteRequest, timeout: float | None = None
) -> GrpcCall[pb.BatchDeleteReply]:
    """Not idempotent: a repeated call finds nothing and counts nothing."""
    return GrpcCall("BatchDelete", request, purpose="write", idempotent=False, timeout=timeout)


def tenants_get(request: pb.TenantsGetRequest) -> GrpcCall[pb.TenantsGetReply]:
    return GrpcCall("TenantsGet", request)
