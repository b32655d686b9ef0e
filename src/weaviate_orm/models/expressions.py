"""Which expression an attribute is on the class."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from weaviate_orm.models.attributes import (
    Attr,
    ChoiceAttr,
    ChoiceListAttr,
    GeoAttr,
    ListAttr,
    TextAttr,
)
from weaviate_orm.models.location import FieldStep, Location
from weaviate_orm.models.mapping import MappedField, fields_of
from weaviate_orm.models.paths import Path, VectorAttr
from weaviate_orm.models.traversal import MultiRefAttr, NestedAttr, RefAttr, RefsAttr

if TYPE_CHECKING:
    from weaviate_orm.models.model import HasProperties

_BY_KIND: Mapping[str, type[Path[Any]]] = {
    "id": Attr,
    "nested": NestedAttr,
    "reference": RefAttr,
    "references": RefsAttr,
    "vector": VectorAttr,
}


def _class_of(field: MappedField) -> type[Path[Any]]:
    if field.multi_target:
        return MultiRefAttr
    if field.kind != "property":
        return _BY_KIND[field.kind]
    if field.data_type.endswith("[]"):
        return ListAttr if field.conversion is None else ChoiceListAttr
    if field.conversion is not None:
        return ChoiceAttr
    if field.data_type == "text":
        return TextAttr
    return GeoAttr if field.data_type == "geoCoordinates" else Attr


def expression(model: type[HasProperties], attribute: str) -> Path[Any]:
    """``model.attribute`` on the class, made once for each class."""
    known: dict[str, Path[Any]] | None = vars(model).get("__expressions__")
    if known is None:
        known = {
            field.attribute: _class_of(field)(
                model,
                Location((FieldStep(model, field.attribute, field.name),)),
                field.data_type,
            )
            for field in fields_of(model).values()
        }
        type.__setattr__(model, "__expressions__", known)
    return known[attribute]
