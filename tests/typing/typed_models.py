"""The models of the lines that must check, and of those that must not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, IntEnum
from typing import Literal, Self

from weaviate_orm import (
    CollectionMeta,
    Generative,
    Hits,
    Model,
    MultiReference,
    MultiVector,
    Nested,
    NestedModel,
    Objects,
    Property,
    Reference,
    References,
    Vector,
    multi_refs,
    multi_vector,
    nested,
    prop,
    recipes,
    ref,
    refs,
    vector,
)


class Author(Model):
    name: Property[str]


class Publisher(Model):
    name: Property[str] = prop(tokenization="field")


class Category(Model):
    title: Property[str] = prop(tokenization="field")
    note: Property[str | None] = prop(default=None)
    owner: Reference[Author | None] = ref(default=None)


@dataclass
class Card:
    question: str
    points: int


@dataclass
class Figures:
    count: int
    mean: float | None


class Street(NestedModel):
    name: Property[str]


class Address(NestedModel):
    city: Property[str] = prop(tokenization="field")
    codes: Property[list[int]] = prop(default_factory=list)
    street: Nested[Street | None] = nested(default=None)


class QuestionObjects(Objects["Question"]):
    def hard(self) -> Self:
        return self.filter(Question.points >= 500)

    def ranked(self) -> Hits[Question]:
        return self.hard().with_metadata("score")


class Question(Model):
    question: Property[str]
    points: Property[int]
    round: Property[str] = prop(default="", tokenization="field", name="round_name")
    score: Property[float] = prop(default=1.0)
    bonus: Property[int | None] = prop(default=None)
    final: Property[bool | None] = prop(default=None)
    air_date: Property[datetime | None] = prop(default=None)
    picture: Property[bytes | None] = prop(default=None)
    note: Property[str | None] = prop(default=None, tokenization="field")
    tags: Property[list[str]] = prop(default_factory=list)
    scores: Property[list[int] | None] = prop(default=None)
    address: Nested[Address | None] = nested(default=None)
    addresses: Nested[list[Address]] = nested(default_factory=list)
    category: Reference[Category] = ref()
    second: Reference[Category | None] = ref(default=None)
    related: References[Question] = refs()
    sources: MultiReference[Author | Publisher] = multi_refs()
    embedding: Vector = vector(source=["question"])
    tokens: MultiVector = multi_vector()

    objects = recipes(QuestionObjects)

    class Meta(CollectionMeta):
        collection = "JeopardyQuestion"
        key = ("question",)
        generative = Generative("openai", model="gpt-4o")


class HardQuestion(Question):
    level: Property[int] = prop(default=1)


class Level(IntEnum):
    LOW = 1
    HIGH = 2


class Form(Enum):
    TALK = "talk"
    CONCERT = "concert"


class Event(Model):
    """With the default ``objects``, and a required nested object."""

    title: Property[str]
    seats: Property[int] = prop(default=0)
    level: Property[Level] = prop(default=Level.LOW)
    form: Property[Form | None] = prop(default=None)
    moods: Property[list[Literal["calm", "wild"]]] = prop(default_factory=list)
    place: Nested[Address]
    category: Reference[Category] = ref()
