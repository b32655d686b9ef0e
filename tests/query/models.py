"""The models of these tests."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from typing import Literal
from uuid import UUID

from weaviate_orm import (
    CollectionMeta,
    GeoCoordinates,
    InvertedIndex,
    Model,
    MultiReference,
    MultiTenancy,
    MultiVector,
    Nested,
    NestedModel,
    PhoneNumber,
    Property,
    Reference,
    References,
    Vector,
    multi_refs,
    multi_vector,
    nested,
    prop,
    ref,
    refs,
    vector,
)

EVERY_INDEX = InvertedIndex(null_state=True, property_length=True, timestamps=True)


class Author(Model):
    name: Property[str] = prop(tokenization="field")
    born: Property[int | None] = prop(default=None)

    class Meta(CollectionMeta):
        inverted_index = EVERY_INDEX


class Publisher(Model):
    name: Property[str] = prop(tokenization="field")


class Category(Model):
    title: Property[str] = prop(tokenization="field")
    note: Property[str | None] = prop(default=None)
    ranks: Property[list[int]] = prop(default_factory=list)
    owner: Reference[Author | None] = ref(default=None)

    class Meta(CollectionMeta):
        inverted_index = EVERY_INDEX


class Level(Enum):
    EASY = "easy"
    HARD = "hard"


class Street(NestedModel):
    name: Property[str]
    number: Property[int | None] = prop(default=None)


class Address(NestedModel):
    city: Property[str] = prop(tokenization="field")
    street: Nested[Street | None] = nested(default=None)


class Question(Model):
    """A bit of everything, with every index."""

    question: Property[str]
    answer: Property[str] = prop(default="")
    round: Property[str] = prop(default="", tokenization="field", name="round_name")
    level: Property[Level | None] = prop(default=None)
    stars: Property[Literal[1, 2, 3] | None] = prop(default=None)
    points: Property[int | None] = prop(default=None)
    ratio: Property[float | None] = prop(default=None)
    final: Property[bool | None] = prop(default=None)
    air_date: Property[datetime | None] = prop(default=None)
    code: Property[UUID | None] = prop(default=None)
    picture: Property[bytes | None] = prop(default=None)
    place: Property[GeoCoordinates | None] = prop(default=None)
    phone: Property[PhoneNumber | None] = prop(default=None)
    tags: Property[list[str]] = prop(default_factory=list, tokenization="field")
    numbers: Property[list[int]] = prop(default_factory=list)
    ratios: Property[list[float]] = prop(default_factory=list)
    flags: Property[list[bool]] = prop(default_factory=list)
    dates: Property[list[datetime]] = prop(default_factory=list)
    codes: Property[list[UUID]] = prop(default_factory=list)
    address: Nested[Address | None] = nested(default=None)
    addresses: Nested[list[Address]] = nested(default_factory=list)
    category: Reference[Category | None] = ref(default=None)
    related: References[Question] = refs()
    sources: MultiReference[Author | Publisher] = multi_refs()
    title_vector: Vector = vector()
    body_vector: Vector = vector(name="body")

    class Meta(CollectionMeta):
        inverted_index = EVERY_INDEX


class Note(Model):
    """Little, and no index beside the usual ones: requests of it are short."""

    text: Property[str]
    title: Property[str] = prop(default="", tokenization="field")
    points: Property[int] = prop(default=0)
    written: Property[datetime | None] = prop(default=None)
    topic: Reference[Category | None] = ref(default=None)
    embedding: Vector = vector()


class Memo(Model):
    """No vector, and one text to search."""

    text: Property[str]
    hidden: Property[str] = prop(default="", searchable=False, filterable=False)


class Entry(Model):
    """Each tenant's own; a vector without a name."""

    text: Property[str]
    embedding: Vector = vector(unnamed=True)

    class Meta(CollectionMeta):
        multi_tenancy = MultiTenancy(auto_create=True)


class Page(Model):
    """A vector of several rows."""

    text: Property[str] = prop(tokenization="field")
    tokens: MultiVector = multi_vector()


class Measurement(Model):
    """Indexes that are not the usual ones."""

    label: Property[str] = prop(default="", filterable=False)
    value: Property[int | None] = prop(default=None, index_range=True, filterable=False)
    both: Property[int | None] = prop(default=None, index_range=True)
    dark: Property[int | None] = prop(default=None, filterable=False)
    of: Reference[Measurement | None] = ref(default=None)

    class Meta(CollectionMeta):
        inverted_index = InvertedIndex(null_state=True)


class Quote(Model):
    """References of several models, and little more."""

    text: Property[str]
    sources: MultiReference[Author | Publisher] = multi_refs()


MODELS = (Author, Publisher, Category, Question, Note, Memo, Entry, Page, Measurement, Quote)
