"""Further calls of a query that was answered: the targets that one request cannot give."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from weaviate_orm.flows.flow import Flow, call
from weaviate_orm.models.filters import Filter
from weaviate_orm.query.compiling import Compiled, compile_query, require_all
from weaviate_orm.query.paging import id_sort
from weaviate_orm.query.query import Query
from weaviate_orm.query.selecting import instances_of, plan_of, wanted
from weaviate_orm.transport.calls import search
from weaviate_orm.wire import messages as pb

if TYPE_CHECKING:
    from weaviate_orm.models.model import ModelBase
    from weaviate_orm.models.reference_list import ReferenceList
    from weaviate_orm.wire.decode import Row
    from weaviate_orm.wire.shape import CollectionShape


def send(compiled: Compiled, query: Query) -> Flow[pb.SearchReply]:
    """Send a search, if the server can answer it."""
    yield from require_all(compiled)
    return (yield from call(search(compiled.request, query.timeout)))


def having(query: Query, ids: Sequence[UUID]) -> Query:
    """The same query, of the objects with these ids."""
    model = query.model
    location = id_sort(model).location
    condition: Filter[Any] = (
        Filter(model, "Equal", location, ids[0])
        if len(ids) == 1
        else Filter(model, "In", location, tuple(ids))
    )
    return query.but(filters=(*query.filters, condition), limit=len(ids))


def instances_in(query: Query, rows: Sequence[Any]) -> list[ModelBase]:
    """The queried objects in rows, in their order."""
    if query.group is not None:
        return [each for row in rows for each in row.objects]
    if query.hits:
        return [row.object for row in rows]
    return list(rows)


def further_targets(
    query: Query, instances: Sequence[ModelBase], results: Sequence[pb.SearchResult]
) -> Flow[None]:
    """Read the targets of multi-target references that one request cannot give."""
    if query.columns is not None or not results or not plan_of(wanted(query)).further:
        return
    make = instances_of(query)
    ids = [UUID(bytes=result.metadata.id_as_bytes) for result in results]
    bare = Query(
        query.model, tenant=query.tenant, consistency=query.consistency, timeout=query.timeout
    )
    for further in plan_of(wanted(query)).further:
        compiled = compile_query(having(bare, list(dict.fromkeys(ids))))
        compiled.request.properties.CopyFrom(further.plan.properties)
        reply = yield from send(compiled, query)
        decoder, attribute = further.plan.decoder, further.attribute

        def targets(
            shape: CollectionShape,
            rows: list[Row],
            attribute: str = attribute,
            queried: CollectionShape = decoder.shape,
        ) -> Sequence[Any]:
            if shape is queried and rows and attribute in rows[0]:
                return rows
            return make(shape, rows)

        found = {row["id"]: row[attribute] for row in decoder.objects(reply.results, targets)}
        for instance, id in zip(instances, ids, strict=True):  # noqa: A001 - it is an id
            listed: ReferenceList[object] | None = vars(instance).get(attribute)
            if listed is None or listed.added or listed.removed or listed.replaced:
                continue  # a session holds it, and what was changed of it stays
            listed.known = listed.known or []
            listed.known.extend(each for each in found.get(id, ()) if each not in listed.known)
