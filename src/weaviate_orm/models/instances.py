"""Making instances of what was decoded: no validation, and absent what was not fetched."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import TYPE_CHECKING, Any, cast

from weaviate_orm.models.making import maker
from weaviate_orm.models.mapping import fields_of, once_per_class, references_of
from weaviate_orm.models.model import ModelBase
from weaviate_orm.models.reference_list import ReferenceList
from weaviate_orm.models.shapes import shape_of
from weaviate_orm.models.state import Loaded

if TYPE_CHECKING:
    from uuid import UUID

    from weaviate_orm.wire.shape import CollectionShape


def materialise(model: type[ModelBase], values: dict[str, object], tenant: str | None) -> ModelBase:
    """A loaded instance of attribute values, among them ``id``.

    Validators do not run; ``model_post_init`` does, where the class has its own.
    """
    return _materialiser(model)(values, tenant)


@once_per_class
def _materialiser(
    model: type[ModelBase],
) -> Callable[[dict[str, object], str | None], ModelBase]:
    make = maker(model)
    changeable = tuple(
        (f.attribute, deepcopy if f.kind == "nested" else _copied)
        for f in fields_of(model).values()
        if f.kind == "nested" or f.data_type.endswith("[]")
    )

    def materialised(values: dict[str, object], tenant: str | None) -> ModelBase:
        made = cast("ModelBase", make(values))  # of the model itself
        private = cast("dict[str, Any]", made.__pydantic_private__)  # a model always has it
        kept: dict[str, object] | None = None
        if changeable:
            kept = {
                name: duplicate(value)
                for name, duplicate in changeable
                if (value := values.get(name)) is not None
            }
        private["_state"] = Loaded(tenant, kept)
        return made

    return materialised


def _copied(items: Any) -> object:
    return items[:]


class Instances:
    """Makes instances of models for a decoder: of the queried one and of those it refers to.

    ``attach`` stands for ``materialise`` where a session has its own.
    """

    def __init__(
        self,
        model: type[ModelBase],
        tenant: str | None,
        attach: Callable[[type[ModelBase], dict[str, object]], ModelBase] | None = None,
    ) -> None:
        self._models = _models_around(model)
        self._tenant = tenant
        self._attach = attach

    def __call__(
        self,
        shape: CollectionShape,
        id: UUID,  # noqa: A002 - it is an id
        values: dict[str, object],
        references: Mapping[str, list[object]],
        vectors: Mapping[str, object],
        /,
    ) -> ModelBase:
        model, many = self._models[shape.collection]
        held: dict[str, object] = {"id": id, **values}
        for attribute, targets in references.items():
            if attribute in many:
                held[attribute] = ReferenceList[Any]("", targets)
            else:
                held[attribute] = targets[0] if targets else None
        if vectors:
            held.update(vectors)
        if self._attach is not None:
            return self._attach(model, held)
        tenanted = model.__settings__.multi_tenancy is not None
        return _materialiser(model)(held, self._tenant if tenanted else None)


@once_per_class
def _models_around(
    model: type[ModelBase],
) -> Mapping[str, tuple[type[ModelBase], frozenset[str]]]:
    """By collection: the models that can be reached, and which of their references are lists."""
    found: dict[str, tuple[type[ModelBase], frozenset[str]]] = {}
    waiting = [model]
    while waiting:
        each = waiting.pop()
        collection = shape_of(each).collection
        if collection in found:
            continue
        fields = references_of(each)
        found[collection] = each, frozenset(f.attribute for f in fields if f.many)
        for mapped in fields:
            waiting.extend(cast("tuple[type[ModelBase], ...]", mapped.targets))  # references'
    return found
