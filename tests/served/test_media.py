"""Images as they are inserted and searched by; a real server needs a container for them."""

from __future__ import annotations

import base64
from uuid import UUID

import pytest
from weaviate import WeaviateClient
from weaviate.classes.config import Configure, DataType, Property
from weaviate.classes.query import NearMediaType

from tests.served.conftest import Named, Place

ONE, TWO = (UUID(int=number) for number in (1, 2))
IMAGE, OTHER = (base64.b64encode(content).decode() for content in (b"first", b"\x00\x01\x02"))


def test_near_image(official: WeaviateClient, named: Named, place: Place) -> None:
    if place.is_real:
        pytest.skip("there is no container beside it")
    things = official.collections.create(
        named("Things"),
        properties=[Property(name="image", data_type=DataType.BLOB)],
        vector_config=Configure.Vectors.img2vec_neural(image_fields=["image"]),
    )
    things.data.insert({"image": IMAGE}, uuid=ONE)
    things.data.insert_many([{"image": OTHER}])
    found = things.query.near_image(IMAGE, distance=0.01, return_metadata=["distance"]).objects
    assert [each.uuid for each in found] == [ONE]
    assert found[0].metadata.distance == pytest.approx(0.0, abs=1e-6)
    assert len(things.query.near_image(OTHER).objects) == 2


def test_near_media(official: WeaviateClient, named: Named, place: Place) -> None:
    if place.is_real:
        pytest.skip("there is no container beside it")
    things = official.collections.create(
        named("Things"),
        properties=[Property(name="sound", data_type=DataType.BLOB)],
        vector_config=Configure.Vectors.multi2vec_bind(audio_fields=["sound"]),
    )
    for one, sound in ((ONE, IMAGE), (TWO, OTHER)):
        things.data.insert({"sound": sound}, uuid=one)
    found = things.query.near_media(OTHER, NearMediaType.AUDIO, limit=1).objects
    assert [each.uuid for each in found] == [TWO]
