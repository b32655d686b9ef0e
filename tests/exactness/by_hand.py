"""Requests as a naive client sends them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from weaviate_orm.flows.flow import call
from weaviate_orm.transport.calls import aggregate, batch_delete, search
from weaviate_orm.wire import messages as pb

if TYPE_CHECKING:
    from weaviate_orm import Client, Model

OPERATORS = {
    "==": pb.Filters.Operator.OPERATOR_EQUAL,
    "!=": pb.Filters.Operator.OPERATOR_NOT_EQUAL,
    "<": pb.Filters.Operator.OPERATOR_LESS_THAN,
    ">": pb.Filters.Operator.OPERATOR_GREATER_THAN,
    "like": pb.Filters.Operator.OPERATOR_LIKE,
    "within": pb.Filters.Operator.OPERATOR_WITHIN_GEO_RANGE,
    "contains all": pb.Filters.Operator.OPERATOR_CONTAINS_ALL,
}


def leaf(target: str | pb.FilterTarget, operator: str, **value: Any) -> pb.Filters:
    """One comparison, of a property or of what the target says."""
    chosen = pb.FilterTarget(property=target) if isinstance(target, str) else target
    return pb.Filters(operator=OPERATORS[operator], target=chosen, **value)


def sort(name: str, *, ascending: bool = True) -> pb.SortBy:
    return pb.SortBy(path=[name], ascending=ascending)


def listed(client: Client, model: type[Model], **members: Any) -> list[UUID]:
    """The ids of a search request's results."""
    request = pb.SearchRequest(
        collection=model.__name__,
        uses_123_api=True,
        uses_125_api=True,
        uses_127_api=True,
        metadata=pb.MetadataRequest(uuid=True),
        properties=pb.PropertiesRequest(),
        **members,
    )
    reply = client.run(call(search(request)))
    return [UUID(bytes=result.metadata.id_as_bytes) for result in reply.results]


def counted(client: Client, model: type[Model], filters: pb.Filters) -> int:
    request = pb.AggregateRequest(collection=model.__name__, objects_count=True, filters=filters)
    return client.run(call(aggregate(request))).single_result.objects_count


def deleted(
    client: Client, model: type[Model], filters: pb.Filters, *, dry_run: bool = False
) -> pb.BatchDeleteReply:
    request = pb.BatchDeleteRequest(collection=model.__name__, filters=filters, dry_run=dry_run)
    return client.run(call(batch_delete(request)))
