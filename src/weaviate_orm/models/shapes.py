"""The shape of a model: what codecs are compiled from."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from weaviate_orm.models.making import maker
from weaviate_orm.models.mapping import (
    MappedField,
    collection_of,
    fields_of,
    once_per_class,
    references_of,
    vectors_of,
)
from weaviate_orm.wire.shape import (
    CollectionShape,
    DataType,
    NestedShape,
    PropertyShape,
    ReferenceShape,
    VectorShape,
)

if TYPE_CHECKING:
    from weaviate_orm.models.model import ModelBase


def _property_shape(field: MappedField) -> PropertyShape:
    nested = None
    if field.kind == "nested":
        target = field.target
        nested = NestedShape(
            target.__name__,
            tuple(_property_shape(each) for each in fields_of(target).values()),
            maker(target),
        )
    return PropertyShape(
        field.attribute,
        field.name,
        cast("DataType", field.data_type),  # a property's, by its kind
        field.label,
        field.nullable,
        field.default,
        nested,
        field.conversion,
    )


@once_per_class
def shape_of(model: type[ModelBase]) -> CollectionShape:
    """The shape of a model, from which codecs are compiled; made once."""
    fields = fields_of(model).values()
    return CollectionShape(
        collection_of(model),
        model.__name__,
        tuple(_property_shape(f) for f in fields if f.kind in ("property", "nested")),
        tuple(
            ReferenceShape(
                f.attribute,
                f.name,
                f.label,
                tuple(collection_of(target) for target in f.models),
                f.many,
            )
            for f in references_of(model)
        ),
        tuple(VectorShape(f.attribute, f.name, f.label, f.many) for f in vectors_of(model)),
    )
