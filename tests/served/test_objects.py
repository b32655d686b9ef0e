"""Objects: written, replaced, changed and deleted one by one, and many by a filter."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID, uuid5

import pytest
from weaviate import WeaviateClient
from weaviate.classes.config import Configure, DataType, Property
from weaviate.classes.data import DataObject, GeoCoordinate, PhoneNumber
from weaviate.classes.query import Filter, MetadataQuery
from weaviate.collections import Collection
from weaviate.collections.classes.types import WeaviateField, WeaviateProperties
from weaviate.exceptions import (
    UnexpectedStatusCodeError,
    WeaviateInsertManyAllFailedError,
)
from weaviate.types import UUID as AnyUUID

from tests.served.conftest import Named

ONES = [UUID(int=number) for number in range(1, 30)]
Objects = Collection[WeaviateProperties, None]


@pytest.fixture
def things(official: WeaviateClient, named: Named) -> Objects:
    """An empty collection with an unnamed-by-the-user vector `default`."""
    return official.collections.create(
        named("Things"),
        properties=[
            Property(name="title", data_type=DataType.TEXT),
            Property(name="size", data_type=DataType.INT),
            Property(name="tags", data_type=DataType.TEXT_ARRAY),
        ],
        vector_config=Configure.Vectors.self_provided(),
    )


def test_every_data_type(official: WeaviateClient, named: Named) -> None:
    inner = [
        Property(name="name", data_type=DataType.TEXT),
        Property(name="since", data_type=DataType.DATE),
        Property(name="counts", data_type=DataType.INT_ARRAY),
    ]
    values: dict[str, WeaviateField] = {
        "text": "grün ✓",
        "texts": ["a", ""],
        "integer": -(2**53),
        "integers": [1, 2, 2],
        "boolean": False,
        "booleans": [True, False],
        "number": 1.5e-7,
        "numbers": [0.1, -2.0],
        "date": datetime(2020, 2, 29, 12, 30, 15, 123_000, tzinfo=UTC),
        "dates": [datetime(1970, 1, 1, tzinfo=UTC)],
        "uuid": ONES[0],
        "uuids": ONES[:2],
        "blob": "aGVsbG8=",
        "object": {"name": "x", "since": datetime(2000, 1, 1, tzinfo=UTC), "counts": [3]},
        "objects": [{"name": "y"}, {"counts": []}],
    }
    kinds = {
        "text": DataType.TEXT,
        "integer": DataType.INT,
        "boolean": DataType.BOOL,
        "number": DataType.NUMBER,
        "date": DataType.DATE,
        "uuid": DataType.UUID,
    }
    collection = official.collections.create(
        named("Types"),
        properties=[
            *(Property(name=name, data_type=kind) for name, kind in kinds.items()),
            *(
                Property(name=f"{name}s", data_type=DataType(f"{kind.value}[]"))
                for name, kind in kinds.items()
            ),
            Property(name="blob", data_type=DataType.BLOB),
            Property(name="place", data_type=DataType.GEO_COORDINATES),
            Property(name="phone", data_type=DataType.PHONE_NUMBER),
            Property(name="object", data_type=DataType.OBJECT, nested_properties=inner),
            Property(name="objects", data_type=DataType.OBJECT_ARRAY, nested_properties=inner),
        ],
    )
    written: dict[str, WeaviateField] = {
        **values,
        "place": GeoCoordinate(latitude=52.5, longitude=-13.25),
        "phone": PhoneNumber(number="030 12345678", default_country="de"),
    }
    one = collection.data.insert(written, uuid=ONES[0])
    collection.data.insert_many([DataObject(properties=written, uuid=ONES[1])])
    for each in (one, ONES[1]):
        found = collection.query.fetch_object_by_id(
            each, return_properties=[*values, "place", "phone"]
        )
        assert found is not None
        got = dict(found.properties)
        place, phone = got.pop("place"), got.pop("phone")
        assert got.pop("objects") == [
            {"name": "y"},
            {"counts": []},
        ]
        assert got == {k: v for k, v in values.items() if k != "objects"}
        assert isinstance(place, GeoCoordinate)
        assert (place.latitude, place.longitude) == (52.5, -13.25)
        assert getattr(phone, "international_formatted", None) == "+49 30 12345678"
        assert getattr(phone, "valid", None) is True
    without_blob = collection.query.fetch_object_by_id(one)
    assert without_blob is not None
    assert "blob" not in without_blob.properties


def test_inserted(things: Objects) -> None:
    made = things.data.insert({"title": "one", "size": 1}, vector=[1.0, 2.0])
    found = things.query.fetch_object_by_id(made, include_vector=True)
    assert found is not None
    assert found.properties == {"title": "one", "size": 1, "tags": None}
    assert found.vector == {"default": [1.0, 2.0]}
    assert found.collection == things.name
    assert things.data.exists(made)
    assert not things.data.exists(ONES[0])
    assert things.query.fetch_object_by_id(ONES[0]) is None


def test_inserted_twice(things: Objects) -> None:
    things.data.insert({"title": "one"}, uuid=ONES[0])
    with pytest.raises(UnexpectedStatusCodeError, match=f"id '{ONES[0]}' already exists"):
        things.data.insert({"title": "two"}, uuid=ONES[0])


def test_inserted_wrongly(things: Objects) -> None:
    with pytest.raises(
        UnexpectedStatusCodeError,
        match=r"invalid integer property 'size' on class .* requires an integer",
    ):
        things.data.insert({"size": "many"})
    assert len(things) == 0


def test_property_made_by_use(things: Objects) -> None:
    things.data.insert({"weight": 1.5, "made": datetime(2024, 1, 2, tzinfo=UTC), "likes": ["a"]})
    kinds = {each.name: each.data_type for each in things.config.get().properties}
    assert (kinds["weight"], kinds["made"], kinds["likes"]) == (
        DataType.NUMBER,
        DataType.DATE,
        DataType.TEXT_ARRAY,
    )


def test_replaced(things: Objects) -> None:
    things.data.insert({"title": "one", "size": 1}, uuid=ONES[0], vector=[1.0, 0.0])
    times = MetadataQuery(creation_time=True, last_update_time=True)
    before = things.query.fetch_object_by_id(ONES[0])
    assert before is not None
    things.data.replace(ONES[0], {"title": "two"}, vector=[0.0, 1.0])
    (found,) = things.query.fetch_objects(include_vector=True, return_metadata=times).objects
    assert found.properties == {"title": "two", "size": None, "tags": None}
    assert found.vector == {"default": [0.0, 1.0]}
    assert found.metadata.creation_time == before.metadata.creation_time
    assert found.metadata.last_update_time is not None
    assert found.metadata.creation_time is not None
    assert found.metadata.last_update_time >= found.metadata.creation_time


def test_replaced_without_vector(things: Objects) -> None:
    things.data.insert({"title": "one"}, uuid=ONES[0], vector=[1.0, 0.0])
    things.data.replace(ONES[0], {"title": "two"})
    found = things.query.fetch_object_by_id(ONES[0], include_vector=True)
    assert found is not None
    assert found.vector == {}


def test_replaced_what_is_not_there(things: Objects) -> None:
    with pytest.raises(UnexpectedStatusCodeError, match="404"):
        things.data.replace(ONES[0], {"title": "two"})


def test_updated(things: Objects) -> None:
    things.data.insert({"title": "one", "size": 1, "tags": ["a"]}, uuid=ONES[0], vector=[1.0, 0.0])
    things.data.update(ONES[0], {"size": 2, "tags": None})
    found = things.query.fetch_object_by_id(ONES[0], include_vector=True)
    assert found is not None
    assert found.properties == {"title": "one", "size": 2, "tags": None}
    assert found.vector == {"default": [1.0, 0.0]}
    things.data.update(ONES[0], vector=[0.0, 1.0])
    found = things.query.fetch_object_by_id(ONES[0], include_vector=True)
    assert found is not None
    assert (found.properties["size"], found.vector) == (2, {"default": [0.0, 1.0]})


def test_updated_what_is_not_there(things: Objects) -> None:
    with pytest.raises(UnexpectedStatusCodeError, match="404"):
        things.data.update(ONES[0], {"size": 2})


def test_deleted(things: Objects) -> None:
    things.data.insert({"title": "one"}, uuid=ONES[0])
    assert things.data.delete_by_id(ONES[0])
    assert not things.data.exists(ONES[0])
    assert things.data.delete_by_id(ONES[0])  # it is gone, whoever did it


def test_named_vectors(official: WeaviateClient, named: Named) -> None:
    collection = official.collections.create(
        named("Vectors"),
        properties=[Property(name="title", data_type=DataType.TEXT)],
        vector_config=[
            Configure.Vectors.self_provided(name="short"),
            Configure.Vectors.self_provided(name="long"),
            Configure.MultiVectors.self_provided(name="many"),
            Configure.Vectors.custom(name="words", module_name="text2vec-bigram"),
        ],
    )
    vectors: dict[str, list[float] | list[list[float]]] = {
        "short": [1.0, 0.5],
        "long": [1.0] * 4,
        "many": [[1.0, 2.0], [3.0, 4.0]],
    }
    collection.data.insert({"title": "hello"}, uuid=ONES[0], vector=vectors)
    collection.data.insert_many([DataObject({"title": "hello"}, uuid=ONES[1], vector=vectors)])
    for each in ONES[:2]:
        found = collection.query.fetch_object_by_id(each, include_vector=True)
        assert found is not None
        assert {k: v for k, v in found.vector.items() if k != "words"} == vectors
        assert sum(map(bool, found.vector["words"])) == 4
    (one, _) = collection.query.fetch_objects(include_vector=["short"]).objects
    assert one.vector == {"short": [1.0, 0.5]}


def test_inserted_many(things: Objects) -> None:
    found = things.data.insert_many(
        [
            {"title": "plain"},
            DataObject(properties={"title": "with", "size": 7}, uuid=ONES[0], vector=[1.0, 2.0]),
        ]
    )
    assert not found.has_errors
    assert found.errors == {}
    assert found.uuids[1] == ONES[0]
    assert len(things) == 2


def test_inserted_many_with_errors(things: Objects) -> None:
    found = things.data.insert_many(
        [{"title": "good"}, {"size": "bad"}, {"tags": "worse"}, {"title": "fine"}]
    )
    assert found.has_errors
    assert sorted(found.errors) == [1, 2]
    assert "requires an integer" in found.errors[1].message
    assert "invalid text array property 'tags'" in found.errors[2].message
    assert sorted(found.uuids) == [0, 3]
    assert len(things) == 2


def test_inserted_many_that_all_fail(things: Objects) -> None:
    with pytest.raises(WeaviateInsertManyAllFailedError, match="requires an integer"):
        things.data.insert_many([{"size": "bad"}, {"size": "worse"}])


def test_ingested(things: Objects) -> None:
    found = things.data.ingest({"title": f"t{n}", "size": n} for n in range(250))
    assert not found.has_errors
    assert len(things) == 250


@pytest.fixture
def sized(things: Objects) -> Objects:
    things.data.insert_many(
        [DataObject({"title": f"t{n}", "size": n}, uuid=ONES[n]) for n in range(10)]
    )
    return things


def test_deleted_many(sized: Objects) -> None:
    small = Filter.by_property("size").less_than(4)
    dry = sized.data.delete_many(small, dry_run=True)
    assert (dry.matches, dry.successful, dry.failed, dry.objects) == (4, 4, 0, None)
    assert len(sized) == 10
    found = sized.data.delete_many(small)
    assert (found.matches, found.successful, found.failed) == (4, 4, 0)
    assert len(sized) == 6


def test_deleted_many_verbosely(sized: Objects) -> None:
    ids: list[AnyUUID] = [*ONES[3:5], ONES[20]]
    dry = sized.data.delete_many(Filter.by_id().contains_any(ids), verbose=True, dry_run=True)
    assert sorted(each.uuid for each in dry.objects) == ONES[3:5]
    assert {each.successful for each in dry.objects} == {True}
    found = sized.data.delete_many(Filter.by_id().contains_any(ids), verbose=True)
    assert sorted(each.uuid for each in found.objects) == ONES[3:5]
    assert [each.error for each in found.objects] == [None, None]
    assert len(sized) == 8


def test_counted_and_iterated(sized: Objects) -> None:
    assert len(sized) == 10
    assert [each.uuid for each in sized.iterator()] == ONES[:10]
    assert [each.uuid for each in sized.iterator(cache_size=3)] == ONES[:10]
    assert [each.uuid for each in sized.iterator(after=ONES[6])] == ONES[7:10]
    (first, *_) = sized.iterator(include_vector=True, return_properties=["size"])
    assert first.properties == {"size": 0}


def test_made_ids(things: Objects) -> None:
    """Ids that the program derives, of every version."""
    derived = uuid5(UUID(int=0), "thing")
    assert things.data.insert({"title": "one"}, uuid=derived) == derived
    assert things.data.exists(str(derived).upper())
