"""Stored objects of every data type, with and without values, and their look-alikes in Python."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta, timezone
from enum import Enum
from typing import TYPE_CHECKING, Any, Literal, TypeVar
from uuid import UUID

from tests.query.models import EVERY_INDEX
from weaviate_orm import (
    CollectionMeta,
    GeoCoordinates,
    Model,
    MultiReference,
    Nested,
    NestedModel,
    PhoneNumber,
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

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weaviate_orm import Client


T = TypeVar("T")


class Maker(Model):
    name: Property[str] = prop(tokenization="field")


class Shop(Model):
    name: Property[str] = prop(tokenization="field")
    floor: Property[int | None] = prop(default=None)


class Shelf(Model):
    label: Property[str | None] = prop(default=None, tokenization="field")
    level: Property[int | None] = prop(default=None)
    codes: Property[list[int]] = prop(default_factory=list)

    class Meta(CollectionMeta):
        inverted_index = EVERY_INDEX


class Mood(Enum):
    CALM = "calm"
    WILD = "wild"


class Part(NestedModel):
    name: Property[str]
    sizes: Property[list[float]] = prop(default_factory=list)
    picture: Property[bytes | None] = prop(default=None)


class Box(NestedModel):
    name: Property[str]
    made: Property[datetime | None] = prop(default=None)
    part: Nested[Part | None] = nested(default=None)
    parts: Nested[list[Part]] = nested(default_factory=list)


class Thing(Model):
    name: Property[str | None] = prop(default=None, tokenization="field")
    words: Property[str | None] = prop(default=None)
    number: Property[int | None] = prop(default=None)
    ranged: Property[int | None] = prop(default=None, index_range=True, filterable=False)
    ratio: Property[float | None] = prop(default=None)
    flag: Property[bool | None] = prop(default=None)
    date: Property[datetime | None] = prop(default=None, index_range=True)
    code: Property[UUID | None] = prop(default=None)
    mood: Property[Mood | None] = prop(default=None)
    stars: Property[Literal[1, 2, 3] | None] = prop(default=None, name="star_count")
    blob: Property[bytes | None] = prop(default=None)
    place: Property[GeoCoordinates | None] = prop(default=None)
    phone: Property[PhoneNumber | None] = prop(default=None)
    tags: Property[list[str]] = prop(default_factory=list, tokenization="field")
    numbers: Property[list[int]] = prop(default_factory=list)
    ratios: Property[list[float]] = prop(default_factory=list)
    flags: Property[list[bool]] = prop(default_factory=list)
    dates: Property[list[datetime]] = prop(default_factory=list)
    codes: Property[list[UUID]] = prop(default_factory=list)
    box: Nested[Box | None] = nested(default=None)
    boxes: Nested[list[Box]] = nested(default_factory=list)
    shelf: Reference[Shelf | None] = ref(default=None)
    shelves: References[Shelf] = refs()
    origins: MultiReference[Maker | Shop] = multi_refs()
    point: Vector = vector()
    other: Vector = vector(name="other_vector")

    class Meta(CollectionMeta):
        inverted_index = EVERY_INDEX


MODELS = (Maker, Shop, Shelf, Thing)
BERLIN = timezone(timedelta(hours=1))
FIRST_DATE = datetime(1999, 12, 31, 23, 30, tzinfo=UTC)
NAMES = ["a", "B", "b", "ä", "zebra", "Zoë", "a b", "", "😀"]
WORDS = ["red", "green", "blue", "dark", "light"]
NUMBERS = [-(2**53), -7, -1, 0, 1, 2, 3, 7, 2**53]
RATIOS = [-1e300, -0.5, 0.0, 0.25, 1 / 3, 1.0, 1e-300, 1e300]
DATES = [FIRST_DATE + timedelta(hours=7 * i, microseconds=i) for i in range(8)]
CODES = [UUID(int=1 << (20 * i)) for i in range(6)]
LABELS = ["left", "right", "middle"]


def made() -> tuple[list[Maker], list[Shop], list[Shelf], list[Thing]]:
    """The same objects each time, new each time."""
    chance = random.Random(7)

    def maybe(value: T) -> T | None:
        return value if chance.random() < 0.75 else None

    def some(values: Sequence[T], most: int = 3) -> list[Any]:
        return chance.sample(values, chance.randint(0, most))

    def an_id() -> UUID:
        return UUID(int=chance.getrandbits(128), version=4)

    makers = [Maker(id=an_id(), name=f"maker {i}") for i in range(3)]
    shops = [Shop(id=an_id(), name=f"shop {i}", floor=maybe(i)) for i in range(3)]
    shelves = [
        Shelf(
            id=an_id(),
            label=maybe(chance.choice(LABELS)),
            level=maybe(i % 4),
            codes=some([1, 2, 3]),
        )
        for i in range(8)
    ]

    def a_part() -> Part:
        return Part(name=chance.choice(NAMES), sizes=some(RATIOS), picture=maybe(b"\x00\xff"))

    def a_box() -> Box:
        return Box(
            name=chance.choice(NAMES),
            made=maybe(chance.choice(DATES)),
            part=maybe(a_part()),
            parts=[a_part() for _ in range(chance.randint(0, 2))],
        )

    things = [
        Thing(
            id=an_id(),
            name=maybe(chance.choice(NAMES)),
            words=maybe(" ".join(some(WORDS, 4))),
            number=maybe(chance.choice(NUMBERS)),
            ranged=maybe(chance.choice(NUMBERS)),
            ratio=maybe(chance.choice(RATIOS)),
            flag=maybe(chance.random() < 0.5),
            date=maybe(chance.choice(DATES).astimezone(chance.choice([UTC, BERLIN]))),
            code=maybe(chance.choice(CODES)),
            mood=maybe(chance.choice(list(Mood))),
            stars=maybe(chance.choice([1, 2, 3])),
            blob=maybe(chance.randbytes(5)),
            place=maybe(GeoCoordinates(latitude=50 + i / 64, longitude=7.5)),
            phone=maybe(PhoneNumber(input="0171 1234567", default_country="DE")),
            tags=some(["x", "y", "x y", "Z"]),
            numbers=some(NUMBERS),
            ratios=some(RATIOS),
            flags=some([True, False], 2),
            dates=some(DATES),
            codes=some(CODES),
            box=maybe(a_box()),
            boxes=[a_box() for _ in range(chance.randint(0, 2))],
            shelf=maybe(chance.choice(shelves)),
            shelves=some(shelves),
            origins=some([*makers, *shops], 4),
            point=maybe([1.0, i / 8]),
            other=maybe([i / 4, 1.0, -1.0]),
        )
        for i in range(48)
    ]
    return makers, shops, shelves, things


def store(client: Client) -> list[Thing]:
    """Store all of them; gives the things in the order of their ids."""
    client.create_all(MODELS)
    makers, shops, shelves, things = made()
    with client.session() as session:
        session.add(*makers, *shops, *shelves)
    with client.session() as session:
        session.add(*things)
    return sorted(things, key=lambda thing: thing.id)
