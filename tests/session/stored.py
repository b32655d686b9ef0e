"""Models that the session's tests store."""

from __future__ import annotations

from weaviate_orm import (
    CollectionMeta,
    Model,
    MultiReference,
    MultiTenancy,
    Nested,
    NestedModel,
    Property,
    Reference,
    References,
    Vector,
    multi_refs,
    nested,
    prop,
    ref,
    refs,
    vector,
)


class Place(NestedModel):
    city: Property[str]
    codes: Property[list[int]] = prop(default_factory=list)


class Topic(Model):
    title: Property[str] = prop(tokenization="field")

    class Meta(CollectionMeta):
        collection = "SessionTopic"


class Person(Model):
    name: Property[str]

    class Meta(CollectionMeta):
        collection = "SessionPerson"


class Note(Model):
    text: Property[str]
    points: Property[int] = prop(default=0)
    remark: Property[str | None] = prop(default=None)
    tags: Property[list[str]] = prop(default_factory=list)
    place: Nested[Place | None] = nested(default=None)
    topic: Reference[Topic | None] = ref(default=None)
    related: References[Note] = refs()
    about: MultiReference[Person | Topic] = multi_refs()
    embedding: Vector = vector()

    class Meta(CollectionMeta):
        collection = "SessionNote"


class Tenanted(Model):
    text: Property[str]

    class Meta(CollectionMeta):
        collection = "SessionTenanted"
        multi_tenancy = MultiTenancy(auto_create=True)


class Keyed(Model):
    code: Property[str] = prop(tokenization="field")
    points: Property[int] = prop(default=0)

    class Meta(CollectionMeta):
        collection = "SessionKeyed"
        key = ("code",)


MODELS = (Topic, Person, Note, Tenanted, Keyed)
