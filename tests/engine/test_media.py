"""Vectors of media that no model is asked for: the same medium is found."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any, cast

import numpy as np
import pytest

from tests.engine.driving import identity, rest
from weaviate_orm.engine.engine import Engine
from weaviate_orm.engine.errors import CallError
from weaviate_orm.engine.modules import media
from weaviate_orm.engine.modules.local import ModuleFault
from weaviate_orm.wire import messages

PROPERTIES = [
    {"name": "title", "dataType": ["text"]},
    {"name": "picture", "dataType": ["blob"]},
    {"name": "sound", "dataType": ["blob"]},
]
ONE, OTHER = (base64.b64encode(content).decode() for content in (b"aab", b"xyz"))
IMAGE = messages.NearImageSearch(image=ONE)


def made(module: str, settings: Mapping[str, Any], *objects: Mapping[str, str]) -> Engine:
    """Objects 1, 2, … of a collection with one named vector."""
    engine = Engine(local=True)
    vectors = {"v": {"vectorizer": {module: settings}}}
    document = {"class": "Thing", "properties": PROPERTIES, "vectorConfig": vectors}
    assert rest(engine, "POST", "/v1/schema", document)[0] == 200
    for number, properties in enumerate(objects, 1):
        body = {"class": "Thing", "id": identity(number), "properties": properties}
        assert rest(engine, "POST", "/v1/objects", body)[0] == 200
    return engine


def found(engine: Engine, **members: Any) -> dict[int, float]:
    """Distances by number of object."""
    request = messages.SearchRequest(
        collection="Thing",
        limit=9,
        metadata=messages.MetadataRequest(uuid=True, distance=True),
        **members,
    )
    reply = cast("messages.SearchReply", engine.unary("Search", request))
    return {int(one.metadata.id[-4:], 16): one.metadata.distance for one in reply.results}


def vector(engine: Engine) -> list[float]:
    """Of object 1."""
    answer = rest(engine, "GET", f"/v1/objects/Thing/{identity(1)}?include=vector")[1]
    numbers: list[float] = answer["vectors"]["v"]
    return numbers


def test_of_a_medium() -> None:
    numbers = media.of_medium(ONE)
    assert np.flatnonzero(numbers).tolist() == [ord("a"), ord("b")]
    assert numbers[[ord("a"), ord("b")]].tolist() == pytest.approx([2 / 5**0.5, 1 / 5**0.5])
    assert not media.of_medium("").any()
    with pytest.raises(ModuleFault, match="no base64"):
        media.of_medium("not base64")


def test_images_alone() -> None:
    engine = made(
        "img2vec-neural", {"imageFields": ["picture"]}, {"picture": OTHER}, {"picture": ONE}, {}
    )
    assert found(engine, near_image=IMAGE) == pytest.approx({2: 0.0, 1: 1.0}, abs=1e-6)
    for members in (
        {"near_audio": messages.NearAudioSearch(audio=ONE)},
        {"near_text": messages.NearTextSearch(query=["x"])},
    ):
        with pytest.raises(CallError, match="could not vectorize input for collection Thing"):
            found(engine, **members)
    with pytest.raises(CallError, match="vectorize params: The medium is no base64"):
        found(engine, near_image=messages.NearImageSearch(image="?"))


def test_an_image_of_an_aggregation() -> None:
    engine = made(
        "img2vec-neural", {"imageFields": ["picture"]}, {"picture": OTHER}, {"picture": ONE}
    )
    near = messages.NearImageSearch(image=ONE, distance=0.1)
    request = messages.AggregateRequest(collection="Thing", objects_count=True, near_image=near)
    reply = cast("messages.AggregateReply", engine.unary("Aggregate", request))
    assert reply.single_result.objects_count == 1


def test_weighted_fields() -> None:
    settings = {
        "imageFields": ["picture"],
        "audioFields": ["sound"],
        "weights": {"imageFields": [3.0], "audioFields": [1.0]},
    }
    engine = made("multi2vec-bind", settings, {"picture": ONE, "sound": OTHER})
    mixed = 0.75 * media.of_medium(ONE) + 0.25 * media.of_medium(OTHER)
    assert vector(engine) == pytest.approx(mixed.tolist(), abs=1e-6)
    assert found(engine, near_audio=messages.NearAudioSearch(audio=ONE)).keys() == {1}


def test_texts_beside_images() -> None:
    pytest.importorskip("wordllama")
    settings = {"imageFields": ["picture"], "textFields": ["title"]}
    engine = made(
        "multi2vec-clip", settings, {"title": "a boat"}, {"picture": ONE}, {"title": "a violin"}
    )
    for members, nearest in (
        ({"near_text": messages.NearTextSearch(query=["a boat"])}, 1),
        ({"near_image": IMAGE}, 2),
        ({"hybrid_search": messages.Hybrid(query="a boat", alpha=1.0)}, 1),
    ):
        assert next(iter(found(engine, **members))) == nearest


def test_vectors_stay_until_a_field_changes() -> None:
    engine = made("img2vec-neural", {"imageFields": ["picture"]}, {"picture": ONE})
    path = f"/v1/objects/Thing/{identity(1)}"
    given = {
        "class": "Thing",
        "properties": {"picture": ONE},
        "vectors": {"v": [1.0, *[0.0] * 255]},
    }
    assert rest(engine, "PUT", path, {**given, "id": identity(1)})[0] == 200
    for properties, first in (({"title": "new"}, 1.0), ({"picture": OTHER}, 0.0)):
        body = {"class": "Thing", "properties": properties}
        assert rest(engine, "PATCH", path, body)[0] == 204
        assert vector(engine)[0] == first
