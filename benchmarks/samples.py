"""Objects of ten properties, and the replies that a server would give for them."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from typing import TypeAlias
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from weaviate_orm.wire import messages as pb
from weaviate_orm.wire.shape import CollectionShape, DataType, PropertyShape, VectorShape

Vector: TypeAlias = NDArray[np.float32]

READ = 1000
WRITTEN = 2000
DIMENSIONS = 1536
VECTOR = "embedding"

_TYPES: dict[str, DataType] = {
    "title": "text",
    "body": "text",
    "author": "text",
    "words": "int",
    "score": "number",
    "published": "boolean",
    "created": "date",
    "updated": "date",
    "key": "uuid",
    "tags": "text[]",
}
NAMES = tuple(_TYPES)


def shape(collection: str) -> CollectionShape:
    return CollectionShape(
        collection,
        collection,
        tuple(
            PropertyShape(name, name, data_type, f"{collection}.{name}")
            for name, data_type in _TYPES.items()
        ),
        vectors=(VectorShape(VECTOR, VECTOR, f"{collection}.{VECTOR}"),),
    )


@cache
def objects(count: int) -> list[dict[str, object]]:
    draw = random.Random(count)
    return [
        {
            "title": f"The title of number {number}",
            "body": "lorem ipsum dolor sit amet " * 5,
            "author": f"author {number % 50}",
            "words": number,
            "score": draw.random(),
            "published": number % 2 == 0,
            "created": datetime(2024, 5, 1, 12, tzinfo=UTC) + timedelta(seconds=number),
            "updated": datetime(2024, 5, 1, 12, 0, 0, 345, tzinfo=timezone(timedelta(hours=2))),
            "key": UUID(int=draw.getrandbits(128)),
            "tags": ["one", "two", "three"],
        }
        for number in range(count)
    ]


@cache
def ids(count: int) -> list[UUID]:
    draw = random.Random(-count)
    return [UUID(int=draw.getrandbits(128)) for _ in range(count)]


@cache
def vectors(count: int) -> list[Vector]:
    return list(np.random.default_rng(count).random((count, DIMENSIONS), dtype=np.float32))


def reply(*, with_vectors: bool) -> bytes:
    """The answer to a search that finds a thousand objects."""
    made = pb.SearchReply()
    arrays: list[Vector | None] = [*vectors(READ)] if with_vectors else [None] * READ
    for uuid, values, array in zip(ids(READ), objects(READ), arrays, strict=True):
        result = made.results.add()
        result.properties.target_collection = "Article"
        fields = result.properties.non_ref_props.fields
        for name in ("title", "body", "author"):
            fields[name].text_value = str(values[name])
        fields["words"].int_value = int(str(values["words"]))
        fields["score"].number_value = float(str(values["score"]))
        fields["published"].bool_value = bool(values["published"])
        for name in ("created", "updated"):
            fields[name].date_value = str(values[name]).replace(" ", "T")
        fields["key"].uuid_value = str(values["key"])
        fields["tags"].list_value.text_values.values.extend(["one", "two", "three"])
        metadata = result.metadata
        metadata.id, metadata.id_as_bytes = str(uuid), uuid.bytes
        metadata.creation_time_unix = metadata.last_update_time_unix = 1_714_557_600_123
        metadata.creation_time_unix_present = metadata.last_update_time_unix_present = True
        metadata.distance, metadata.distance_present = 0.25, True
        if array is not None:
            metadata.vectors.add(
                name=VECTOR,
                type=pb.Vectors.VECTOR_TYPE_SINGLE_FP32,
                vector_bytes=array.tobytes(),
            )
    return made.SerializeToString()
