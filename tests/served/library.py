"""A small library of our own, for queries."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

from weaviate import WeaviateClient
from weaviate.classes.config import Configure, DataType, Property, ReferenceProperty, Tokenization
from weaviate.classes.data import DataObject, GeoCoordinate
from weaviate.collections import Collection
from weaviate.collections.classes.types import WeaviateProperties

Books = Collection[WeaviateProperties, None]

TITLES = (
    "The old man and the boat",
    "A boat for two",
    "Rivers of the north",
    "The north wind",
    "Wind and water",
    "Two old rivers",
    "The boat builder and the boat",
    "Water",
)
SHELVES = ("sea", "sea", "land", "land", "air", "land", "sea", "sea")
ONES = tuple(UUID(int=number + 1) for number in range(len(TITLES)))
AUTHORS = (UUID(int=101), UUID(int=102))
NAMES = ("Ada", "Ben")


def vector(number: int) -> list[float]:
    """Points on a quarter of a circle, in the order of the books."""
    return [float(10 - number), float(number)]


def book(number: int) -> WeaviateProperties:
    return {
        "title": TITLES[number],
        "shelf": SHELVES[number],
        "pages": 100 * (number % 4) + 50,
        "price": number * 2.5,
        "sold": datetime(2000 + number, 1, 1, tzinfo=UTC),
        "lent": number % 3 == 0,
        "code": UUID(int=1000 + number),
        "tags": [f"t{number}", "all", *(["even"] if number % 2 == 0 else [])],
        "place": GeoCoordinate(latitude=10.0 * number, longitude=0.0),
        "edition": {"year": 1990 + number, "in": {"city": f"City {number}"}},
    }


def built(client: WeaviateClient, named: Callable[[str], str]) -> Books:
    """The library, with everything indexed and both dummies."""
    authors = client.collections.create(
        named("Author"), properties=[Property(name="name", data_type=DataType.TEXT)]
    )
    authors.data.insert_many(
        [DataObject({"name": name}, uuid=one) for name, one in zip(NAMES, AUTHORS, strict=True)]
    )
    text, word = DataType.TEXT, Tokenization.WORD
    books = client.collections.create(
        named("Book"),
        properties=[
            Property(name="title", data_type=text, tokenization=word),
            Property(name="shelf", data_type=text, tokenization=Tokenization.FIELD),
            Property(name="pages", data_type=DataType.INT, index_range_filters=True),
            Property(name="price", data_type=DataType.NUMBER),
            Property(name="sold", data_type=DataType.DATE),
            Property(name="lent", data_type=DataType.BOOL),
            Property(name="code", data_type=DataType.UUID),
            Property(name="tags", data_type=DataType.TEXT_ARRAY),
            Property(name="place", data_type=DataType.GEO_COORDINATES),
            Property(name="note", data_type=text),
            Property(
                name="edition",
                data_type=DataType.OBJECT,
                nested_properties=[
                    Property(name="year", data_type=DataType.INT),
                    Property(
                        name="in",
                        data_type=DataType.OBJECT,
                        nested_properties=[Property(name="city", data_type=text)],
                    ),
                ],
            ),
        ],
        references=[ReferenceProperty(name="by", target_collection=authors.name)],
        inverted_index_config=Configure.inverted_index(
            index_null_state=True, index_property_length=True, index_timestamps=True
        ),
        generative_config=Configure.Generative.custom("generative-dummy"),
        reranker_config=Configure.Reranker.custom("reranker-dummy"),
        vector_config=[
            Configure.Vectors.self_provided(name="own"),
            Configure.Vectors.custom(
                name="words", module_name="text2vec-bigram", source_properties=["title"]
            ),
        ],
    )
    found = books.data.insert_many(
        [
            DataObject(
                properties=book(number),
                uuid=one,
                vector={"own": vector(number)},
                references={"by": AUTHORS[number % 2]},
            )
            for number, one in enumerate(ONES)
        ]
    )
    assert not found.has_errors, found.errors
    return books
