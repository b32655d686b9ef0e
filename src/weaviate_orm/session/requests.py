"""The calls that a flush is made of: pure builders."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from weaviate_orm.errors import MisuseTypeError, MisuseValueError
from weaviate_orm.models.encoding import encoder_of
from weaviate_orm.models.mapping import MappedField, collection_of
from weaviate_orm.models.model import ModelBase
from weaviate_orm.models.reference_list import id_of
from weaviate_orm.session.changes import Changes
from weaviate_orm.transport.calls import GrpcCall, HttpCall
from weaviate_orm.wire import messages as pb
from weaviate_orm.wire.beacons import Beacon

if TYPE_CHECKING:
    from weaviate_orm.wire.shape import JSON


def target_of(field: MappedField, target: object) -> Beacon:
    """What a reference points to.

    Raises:
        MisuseTypeError: It is an object of another model.
        MisuseValueError: It is an id, and the reference has several models to choose from.
    """
    if isinstance(target, ModelBase):
        if type(target) not in field.targets:
            names = " or ".join(each.__name__ for each in field.targets)
            raise MisuseTypeError(
                f"{field.label} refers to objects of {names}, and {type(target).__name__}"
                f"({target.id}) is none. Take it out: .remove(…)."
            )
        return Beacon(collection_of(type(target)), target.id)
    if field.multi_target:
        names = ", ".join(t.__name__ for t in field.targets)
        raise MisuseValueError(
            f"{field.label} refers to {names}, and of {id_of(target)} only the id is known. Give "
            "an instance, so that its collection is known."
        )
    (model,) = field.models
    return Beacon(collection_of(model), id_of(target))


def _path(instance: ModelBase, further: str = "") -> str:
    return f"/objects/{collection_of(type(instance))}/{instance.id}{further}"


def _query(tenant: str | None) -> dict[str, str]:
    return {} if tenant is None else {"tenant": tenant}


def patch(
    instance: ModelBase, changes: Changes, cleared: Iterable[MappedField], tenant: str | None
) -> HttpCall:
    """Merge what changed; a null clears a property or a list of references."""
    model = type(instance)
    encoder = encoder_of(model)
    properties: dict[str, JSON] = dict(
        encoder.json_properties(vars(instance), list(changes.properties))
    )
    properties |= {field.name: None for field in cleared}
    body: dict[str, JSON] = {
        "class": collection_of(model),
        "id": str(instance.id),
        "properties": properties,
        **encoder.json_vectors(changes.vectors),
    }
    if tenant is not None:
        body["tenant"] = tenant
    return HttpCall("PATCH", _path(instance), body, purpose="write")


def clear_references(instance: ModelBase, field: MappedField, tenant: str | None) -> HttpCall:
    """Take all references of a property away, by null: an empty list would be stored as one."""
    return patch(instance, Changes(), [field], tenant)


def put_references(
    instance: ModelBase, field: MappedField, targets: Sequence[Beacon], tenant: str | None
) -> HttpCall:
    """Replace the references of a property."""
    body: JSON = [{"beacon": str(each)} for each in targets]
    path = _path(instance, f"/references/{field.name}")
    return HttpCall("PUT", path, body, _query(tenant), purpose="write")


def reference(
    instance: ModelBase, field: MappedField, target: Beacon, tenant: str | None
) -> pb.BatchReference:
    """Add one reference."""
    return pb.BatchReference(
        name=field.name,
        from_collection=collection_of(type(instance)),
        from_uuid=str(instance.id),
        to_collection=target.collection,
        to_uuid=str(target.id),
        tenant=tenant or "",
    )


def delete(
    model: type[ModelBase], ids: Sequence[UUID], tenant: str | None
) -> GrpcCall[pb.BatchDeleteReply]:
    """Delete by ids. Idempotent: an object that is gone stays so."""
    request = pb.BatchDeleteRequest(
        collection=collection_of(model),
        filters=pb.Filters(
            operator=pb.Filters.Operator.Value("OPERATOR_CONTAINS_ANY"),
            value_text_array=pb.TextArray(values=[str(each) for each in ids]),
            target=pb.FilterTarget(property="_id"),
        ),
        verbose=True,
        tenant=tenant,
    )
    return GrpcCall("BatchDelete", request, purpose="write")


def check_vectors(instance: ModelBase, changes: Changes) -> None:
    """Refuse to take a stored vector away, which the server cannot."""
    for attribute, value in changes.vectors.items():
        if value is None:
            model = type(instance).__name__
            raise MisuseValueError(
                f"{model}.{attribute} of {model}({instance.id}) was set to None, and the server "
                "keeps a stored vector. Delete the object and add it again without one."
            )
