"""Making instances of what was decoded: no validation, and absent what was not fetched."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from typing import TYPE_CHECKING, Any, cast

from weaviate_orm.models.making import maker
from weaviate_orm.models.mapping import fields_of, once_per_class, references_of
from weaviate_orm.models.model import ModelBase
from weaviate_orm.models.reference_list import ReferenceList
from weaviate_orm.models.shapes import shape_of
from weaviate_orm.models.state import Loaded

if TYPE_CHECKING:
    from weaviate_orm.wire.decode import Row
    from weaviate_orm.wire.shape import CollectionShape


def materialise(
    model: type[ModelBase], rows: Iterable[dict[str, object]], tenant: str | None
) -> list[ModelBase]:
    """Loaded instances of rows of attribute values, among them ``id``.

    Validators do not run; ``model_post_init`` does, where the class has its own.
    """
    return _materialiser(model)(rows, tenant)


@once_per_class
def _materialiser(
    model: type[ModelBase],
) -> Callable[[Iterable[dict[str, object]], str | None], list[ModelBase]]:
    make = maker(model)
    fields = fields_of(model).values()
    nested = [f.attribute for f in fields if f.kind == "nested"]
    lists = [f.attribute for f in fields if f.kind == "property" and f.data_type.endswith("[]")]

    def kept(values: Mapping[str, Any]) -> dict[str, object]:
        """Copies of what can change in place."""
        found = {name: value[:] for name in lists if (value := values.get(name)) is not None}
        for name in nested:
            if (value := values.get(name)) is not None:
                found[name] = deepcopy(value)
        return found

    changeable = bool(lists or nested)

    def materialised(rows: Iterable[dict[str, object]], tenant: str | None) -> list[ModelBase]:
        made = cast("list[ModelBase]", make(rows))  # of the model itself
        for each in made:
            private: Any = each.__pydantic_private__  # a model always has it
            private["_state"] = Loaded(tenant, kept(vars(each)) if changeable else None)
        return made

    return materialised


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

    def __call__(self, shape: CollectionShape, rows: list[Row], /) -> list[ModelBase]:
        model = self._models[shape.collection]
        for mapped in references_of(model) if rows else ():
            if mapped.attribute in rows[0]:
                put = _put_list if mapped.many else _put_target
                for row in rows:
                    put(row, mapped.attribute)
        if self._attach is not None:
            return [self._attach(model, row) for row in rows]
        tenanted = model.__settings__.multi_tenancy is not None
        return materialise(model, rows, self._tenant if tenanted else None)


def _put_list(row: dict[str, Any], attribute: str) -> None:
    row[attribute] = ReferenceList[Any]("", row[attribute])


def _put_target(row: dict[str, Any], attribute: str) -> None:
    row[attribute] = row[attribute][0] if row[attribute] else None


@once_per_class
def _models_around(model: type[ModelBase]) -> Mapping[str, type[ModelBase]]:
    """The models that can be reached, by collection."""
    found: dict[str, type[ModelBase]] = {}
    waiting = [model]
    while waiting:
        each = waiting.pop()
        collection = shape_of(each).collection
        if collection not in found:
            found[collection] = each
            for mapped in references_of(each):
                waiting.extend(mapped.models)
    return found
