"""The models of these tests."""

from __future__ import annotations

from datetime import datetime

from weaviate_orm import (
    CollectionMeta,
    GeoCoordinates,
    InvertedIndex,
    Model,
    Property,
    Reference,
    References,
    Vector,
    prop,
    ref,
    refs,
    vector,
)


class Label(Model):
    tags: Property[list[str]] = prop(default_factory=list, tokenization="field")


class Row(Model):
    number: Property[int | None] = prop(default=None)
    ranged: Property[int | None] = prop(default=None, index_range=True, filterable=False)
    name: Property[str] = prop(default="", tokenization="field")
    title: Property[str] = prop(default="")
    body: Property[str] = prop(default="")
    even: Property[bool] = prop(default=False)
    date: Property[datetime | None] = prop(default=None)
    place: Property[GeoCoordinates | None] = prop(default=None)
    tags: Property[list[str]] = prop(default_factory=list, tokenization="field")
    label: Reference[Label | None] = ref(default=None)
    labels: References[Label] = refs()
    one: Vector = vector()
    two: Vector = vector()

    class Meta(CollectionMeta):
        inverted_index = InvertedIndex(null_state=True, property_length=True, timestamps=True)
