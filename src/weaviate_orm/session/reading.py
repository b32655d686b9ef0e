"""What a session reads: one object by id, and the ids behind a reference."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from weaviate_orm.flows.flow import Flow
from weaviate_orm.models.paths import Path
from weaviate_orm.models.reference_list import ReferenceList
from weaviate_orm.models.traversal import ReferenceIds
from weaviate_orm.query import given
from weaviate_orm.query.query import Query
from weaviate_orm.query.reading import row_by_id

if TYPE_CHECKING:
    from weaviate_orm.models.mapping import MappedField
    from weaviate_orm.models.model import ModelBase
    from weaviate_orm.session.unit import Unit


def get(unit: Unit, model: type[ModelBase], id: UUID) -> Flow[Any]:  # noqa: A002 - it is an id
    """The held object of an id, else the stored one, which is then held."""
    from weaviate_orm.errors import NotFound

    id = given.uuid(id, "get")  # noqa: A001 - it is an id
    held = unit.find(model, id)
    if held is not None:
        return held
    if unit.is_deleted(model, id):
        raise NotFound(f"{model.__name__}({id}) is to be deleted in this session.")
    return (yield from row_by_id(attached(unit, model), id))


def attached(unit: Unit, model: type[ModelBase]) -> Query:
    """The query whose rows the session holds."""
    return Query(model, tenant=unit.tenant_of(model), attach=unit.attach)


def stored_references(
    instance: ModelBase, mapped: MappedField, tenant: str | None
) -> Flow[list[object]]:
    """The targets of a reference as the server has them, by id; instances for several models."""
    model: Any = type(instance)
    path: Path[Any] = getattr(model, mapped.attribute)
    # Of several models the collection has to be known, too.
    ids: ReferenceIds[Any] = ReferenceIds(path.model, path.location, "cref")
    wanted: Path[Any] = path if mapped.multi_target else ids
    query = Query(model, tenant=tenant, prefetch=(wanted,))
    row: ModelBase = yield from row_by_id(query, instance.id)
    listed: ReferenceList[object] = vars(row)[mapped.attribute]
    return list(listed.known or ())
