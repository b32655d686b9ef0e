"""The methods of `weaviate.v1.Weaviate` and what they do to the data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from weaviate_orm.engine.errors import UNIMPLEMENTED, CallError
from weaviate_orm.engine.grpc.aggregate import aggregate
from weaviate_orm.engine.grpc.delete import batch_delete
from weaviate_orm.engine.grpc.objects import batch_objects
from weaviate_orm.engine.grpc.references import batch_references
from weaviate_orm.engine.grpc.tenants import tenants_get
from weaviate_orm.engine.search.run import search

if TYPE_CHECKING:
    from google.protobuf.message import Message

    from weaviate_orm.engine.state import State

Operation = Callable[["State", "Message"], "Message"]


@dataclass(frozen=True, slots=True)
class Method:
    operation: Operation
    writes: bool = False


def _typed(operation: object) -> Operation:
    """An operation on its own message types, as the table holds it.

    The transport hands each method the message class that the service names for it.
    """
    return cast("Operation", operation)  # for the reason above


METHODS: Mapping[str, Method] = {
    "Search": Method(_typed(search)),
    "Aggregate": Method(_typed(aggregate)),
    "TenantsGet": Method(_typed(tenants_get)),
    "BatchObjects": Method(_typed(batch_objects), writes=True),
    "BatchReferences": Method(_typed(batch_references), writes=True),
    "BatchDelete": Method(_typed(batch_delete), writes=True),
}


def method(name: str) -> Method:
    """A method by its name.

    Raises:
        CallError: there is none.
    """
    found = METHODS.get(name)
    if found is None:
        raise CallError(f"unknown method {name} for service weaviate.v1.Weaviate", UNIMPLEMENTED)
    return found
