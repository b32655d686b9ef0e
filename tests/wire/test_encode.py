"""Insert requests and REST bodies."""

from __future__ import annotations

import gc
from datetime import UTC, datetime
from types import SimpleNamespace
from uuid import UUID

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import strategies as own
from weaviate_orm.errors import MisuseTypeError, MisuseValueError, UnknownName
from weaviate_orm.wire import messages as pb
from weaviate_orm.wire.beacons import Beacon
from weaviate_orm.wire.encode import batch, batch_bytes, compile_encoder
from weaviate_orm.wire.raw import Heads
from weaviate_orm.wire.shape import (
    CollectionShape,
    DataType,
    NestedShape,
    PropertyShape,
    ReferenceShape,
    VectorShape,
)
from weaviate_orm.wire.values import GeoCoordinates, PhoneNumber

ID = UUID("11111111-2222-3333-4444-555555555555")
OTHER = UUID("99999999-2222-3333-4444-555555555555")


def prop(name: str, data_type: DataType, nested: NestedShape | None = None) -> PropertyShape:
    return PropertyShape(
        name, f"{name}Name", data_type, f"Thing.{name}", nullable=True, nested=nested
    )


INNER = NestedShape("Inner", (prop("deep", "number[]"),), own.make_instances)
NESTED = NestedShape(
    "Address",
    (prop("city", "text"), prop("tags", "text[]"), prop("inner", "object", INNER)),
    own.make_instances,
)
THING = CollectionShape(
    "Thing",
    "Thing",
    (
        prop("title", "text"),
        prop("points", "int"),
        prop("score", "number"),
        prop("ok", "boolean"),
        prop("at", "date"),
        prop("key", "uuid"),
        prop("picture", "blob"),
        prop("place", "geoCoordinates"),
        prop("phone", "phoneNumber"),
        prop("texts", "text[]"),
        prop("ints", "int[]"),
        prop("numbers", "number[]"),
        prop("booleans", "boolean[]"),
        prop("dates", "date[]"),
        prop("keys", "uuid[]"),
        prop("address", "object", NESTED),
        prop("addresses", "object[]", NESTED),
    ),
    references=(
        ReferenceShape("author", "authorRef", "Thing.author", ("Person",)),
        ReferenceShape("mentions", "mentionsRef", "Thing.mentions", ("Person", "Thing"), many=True),
    ),
    vectors=(
        VectorShape("unnamed", "", "Thing.unnamed"),
        VectorShape("title_vector", "titleVector", "Thing.title_vector"),
        VectorShape("tokens", "tokensVector", "Thing.tokens", multi=True),
    ),
)
NOTHING: dict[str, object] = {each.attribute: None for each in THING.properties}
ENCODER = compile_encoder(THING)

AT = datetime(2024, 5, 1, 12, 30, 0, 1, tzinfo=UTC)
VALUES = {
    "title": "é",
    "points": -7,
    "score": 1.5,
    "ok": False,
    "at": AT,
    "key": ID,
    "picture": b"abcd",
    "place": GeoCoordinates(1.5, -2.5),
    "phone": PhoneNumber("0171 1", "de", valid=True),
    "texts": ["a", "b" * 200],
    "ints": [1, -1, 300],
    "numbers": [0.5],
    "booleans": (True, False),
    "dates": [AT],
    "keys": [ID, OTHER],
    "address": SimpleNamespace(
        city="Rome", tags=[], inner=SimpleNamespace(deep=[1.0]), not_a_property=1
    ),
    "addresses": [
        SimpleNamespace(city=None, tags=["x"], inner=None),
        SimpleNamespace(city="", tags=None, inner=None),
    ],
}


def one(**values: object) -> pb.BatchObject:
    return batch([ENCODER.encode(ID, NOTHING | values)]).objects[0]


def test_every_type_goes_where_the_protocol_has_it() -> None:
    expected = pb.BatchObject(uuid=str(ID), collection="Thing")
    properties = expected.properties
    fields = properties.non_ref_properties.fields
    fields["titleName"].string_value = "é"
    fields["pointsName"].number_value = -7
    fields["scoreName"].number_value = 1.5
    fields["okName"].bool_value = False
    fields["atName"].string_value = "2024-05-01T12:30:00.000001+00:00"
    fields["keyName"].string_value = str(ID)
    fields["pictureName"].string_value = "YWJjZA=="
    fields["placeName"].struct_value.fields["latitude"].number_value = 1.5
    fields["placeName"].struct_value.fields["longitude"].number_value = -2.5
    fields["phoneName"].struct_value.fields["input"].string_value = "0171 1"
    fields["phoneName"].struct_value.fields["defaultCountry"].string_value = "DE"
    texts = properties.text_array_properties
    texts.add(prop_name="datesName", values=["2024-05-01T12:30:00.000001+00:00"])
    texts.add(prop_name="textsName", values=["a", "b" * 200])
    texts.add(prop_name="keysName", values=[str(ID), str(OTHER)])
    properties.int_array_properties.add(prop_name="intsName", values=[1, -1, 300])
    properties.number_array_properties.add(
        prop_name="numbersName", values_bytes=bytes.fromhex("000000000000e03f")
    )
    properties.boolean_array_properties.add(prop_name="booleansName", values=[True, False])

    address = properties.object_properties.add(prop_name="addressName").value
    address.non_ref_properties.fields["cityName"].string_value = "Rome"
    address.empty_list_props.append("tagsName")
    inner = address.object_properties.add(prop_name="innerName").value
    inner.number_array_properties.add(
        prop_name="deepName", values_bytes=bytes.fromhex("000000000000f03f")
    )
    addresses = properties.object_array_properties.add(prop_name="addressesName").values
    addresses.add().text_array_properties.add(prop_name="tagsName", values=["x"])
    addresses.add().non_ref_properties.fields["cityName"].string_value = ""

    assert one(**VALUES) == expected


def test_none_is_left_out() -> None:
    assert one() == pb.BatchObject(
        uuid=str(ID), collection="Thing", properties=pb.BatchObject.Properties()
    )


@pytest.mark.parametrize("name", ["texts", "ints", "numbers", "booleans", "dates", "addresses"])
def test_empty_lists_are_named(name: str) -> None:
    values: dict[str, object] = {name: []}
    assert one(**values).properties == pb.BatchObject.Properties(empty_list_props=[f"{name}Name"])


@pytest.mark.parametrize("length", [0, 1, 127, 128, 5000, 20_000, 3_000_000])
def test_texts_of_any_length(length: int) -> None:
    fields = one(title="x" * length).properties.non_ref_properties.fields
    assert fields["titleName"].string_value == "x" * length


@given(st.lists(own.integers), st.lists(own.numbers), st.lists(own.texts))
def test_lists_of_any_content(ints: list[int], numbers: list[float], texts: list[str]) -> None:
    properties = one(ints=ints, numbers=numbers, texts=texts).properties
    assert [list(each.values) for each in properties.int_array_properties] == [ints] * bool(ints)
    packed = [each.values_bytes for each in properties.number_array_properties]
    assert packed == [np.array(numbers, "<f8").tobytes()] * bool(numbers)
    assert [list(each.values) for each in properties.text_array_properties] == [texts] * bool(texts)


def test_the_tenant_and_the_references() -> None:
    request = batch(
        [
            ENCODER.encode(
                ID,
                NOTHING,
                tenant="t1",
                references={
                    "author": [OTHER],
                    "mentions": [Beacon("Thing", ID), Beacon("Person", OTHER)],
                },
            )
        ],
        pb.ConsistencyLevel.CONSISTENCY_LEVEL_QUORUM,
    )
    assert request == pb.BatchObjectsRequest(
        objects=[
            pb.BatchObject(
                uuid=str(ID),
                collection="Thing",
                tenant="t1",
                properties=pb.BatchObject.Properties(
                    single_target_ref_props=[
                        pb.BatchObject.SingleTargetRefProps(
                            uuids=[str(OTHER)], prop_name="authorRef"
                        )
                    ],
                    multi_target_ref_props=[
                        pb.BatchObject.MultiTargetRefProps(
                            uuids=[str(ID)], prop_name="mentionsRef", target_collection="Thing"
                        ),
                        pb.BatchObject.MultiTargetRefProps(
                            uuids=[str(OTHER)], prop_name="mentionsRef", target_collection="Person"
                        ),
                    ],
                ),
            )
        ],
        consistency_level=pb.ConsistencyLevel.CONSISTENCY_LEVEL_QUORUM,
    )


def test_an_empty_list_of_references_is_not_sent() -> None:
    encoded = ENCODER.encode(ID, NOTHING, references={"author": []})
    assert encoded == ENCODER.encode(ID, NOTHING)
    assert ENCODER.json_references({"author": []}) == {}


def test_vectors_named_unnamed_and_multi() -> None:
    encoded = ENCODER.encode(
        ID,
        NOTHING,
        vectors={
            "unnamed": [1.0, -2.5],
            "title_vector": np.array([1.0], np.float32),
            "tokens": [[1, 2], [3, 4]],
        },
    )
    found = batch([encoded]).objects[0]
    assert found.vector_bytes == bytes.fromhex("0000803f000020c0")
    assert list(found.vectors) == [
        pb.Vectors(name="titleVector", type=1, vector_bytes=bytes.fromhex("0000803f")),  # type: ignore[arg-type]
        pb.Vectors(
            name="tokensVector",
            type=2,  # type: ignore[arg-type]
            vector_bytes=bytes.fromhex("02000000803f000000400000404000008040"),
        ),
    ]


def test_a_vector_of_none_is_left_out() -> None:
    vectors = {"unnamed": None, "tokens": None}
    assert ENCODER.encode(ID, NOTHING, vectors=vectors) == ENCODER.encode(ID, NOTHING)
    assert ENCODER.json_vectors(vectors) == {}


def test_float32_vectors_are_not_copied_before_they_are_sent() -> None:
    array = np.zeros(4, np.float32)
    encoded = ENCODER.encode(ID, NOTHING, vectors={"title_vector": array})
    array[:] = 1
    (sent,) = batch([encoded]).objects[0].vectors
    assert sent.vector_bytes == array.tobytes()


@pytest.mark.parametrize("dimension", [1, 31, 32, 4096, 40_000])
def test_sizes_are_exact(dimension: int) -> None:
    vector = np.ones(dimension, np.float32)
    objects = [
        ENCODER.encode(ID, NOTHING),
        ENCODER.encode(ID, NOTHING | VALUES, vectors={"unnamed": vector, "tokens": [vector] * 2}),
        ENCODER.encode(ID, NOTHING | {"title": "x" * dimension}, tenant="t"),
    ]
    assert sum(each.size for each in objects) == len(batch_bytes(objects))
    assert batch(objects).ByteSize() == len(batch_bytes(objects))


def test_objects_of_several_collections_share_a_request() -> None:
    other = compile_encoder(CollectionShape("Other", "Other", ()))
    request = batch([ENCODER.encode(ID, NOTHING), other.encode(OTHER, {})])
    assert [(each.uuid, each.collection) for each in request.objects] == [
        (str(ID), "Thing"),
        (str(OTHER), "Other"),
    ]
    assert batch([]) == pb.BatchObjectsRequest()


def test_a_streams_data_takes_the_same_bytes() -> None:
    encoded = [ENCODER.encode(ID, NOTHING | VALUES)]
    objects = pb.BatchStreamRequest.Data.Objects.FromString(batch_bytes(encoded))
    assert list(objects.values) == list(batch(encoded).objects)


def test_long_texts_do_not_fill_a_cache() -> None:
    def heads() -> list[Heads]:
        return [each for each in gc.get_objects() if isinstance(each, Heads)]

    others = heads()  # of the encoders of other tests
    encoder = compile_encoder(THING)
    for length in range(4000, 5000):
        encoder.encode(ID, NOTHING | {"title": "x" * length})
    ours = [each for each in heads() if not any(each is other for other in others)]
    assert ours
    assert max(map(len, ours)) < 200


def test_bodies_of_rest() -> None:
    assert ENCODER.json_properties(NOTHING | VALUES) == {
        "titleName": "é",
        "pointsName": -7,
        "scoreName": 1.5,
        "okName": False,
        "atName": "2024-05-01T12:30:00.000001+00:00",
        "keyName": str(ID),
        "pictureName": "YWJjZA==",
        "placeName": {"latitude": 1.5, "longitude": -2.5},
        "phoneName": {"input": "0171 1", "defaultCountry": "DE"},
        "textsName": ["a", "b" * 200],
        "intsName": [1, -1, 300],
        "numbersName": [0.5],
        "booleansName": [True, False],
        "datesName": ["2024-05-01T12:30:00.000001+00:00"],
        "keysName": [str(ID), str(OTHER)],
        "addressName": {"cityName": "Rome", "tagsName": [], "innerName": {"deepName": [1.0]}},
        "addressesName": [{"tagsName": ["x"]}, {"cityName": ""}],
    }


def test_a_patch_holds_what_is_named_and_null_for_none() -> None:
    values = {"title": None, "points": 5}
    assert ENCODER.json_properties(values, only=["points", "title"]) == {
        "pointsName": 5,
        "titleName": None,
    }


def test_references_and_vectors_of_rest() -> None:
    beacons = [Beacon("Thing", ID), Beacon("Person", OTHER)]
    assert ENCODER.json_references({"author": [OTHER], "mentions": beacons}) == {
        "authorRef": [{"beacon": f"weaviate://localhost/Person/{OTHER}"}],
        "mentionsRef": [
            {"beacon": f"weaviate://localhost/Thing/{ID}"},
            {"beacon": f"weaviate://localhost/Person/{OTHER}"},
        ],
    }
    vectors = {"unnamed": np.array([0.1], np.float32), "tokens": [[1, 2]]}
    assert ENCODER.json_vectors(vectors) == {
        "vector": [float(np.float32(0.1))],
        "vectors": {"tokensVector": [[1.0, 2.0]]},
    }


def test_unknown_names_are_refused() -> None:
    with pytest.raises(UnknownName, match="Thing has no reference 'autor'"):
        ENCODER.encode(ID, NOTHING, references={"autor": [OTHER]})
    with pytest.raises(UnknownName, match="Thing has no vector 'title'"):
        ENCODER.encode(ID, NOTHING, vectors={"title": [1.0]})
    with pytest.raises(UnknownName, match="Thing has no property 'titel'"):
        ENCODER.json_properties(VALUES, only=["titel"])


def test_only_whole_objects_are_inserted() -> None:
    part = {name: value for name, value in NOTHING.items() if name != "points"}
    with pytest.raises(MisuseValueError, match=r"Thing\.points was not fetched or set"):
        ENCODER.encode(ID, part)
    with pytest.raises(MisuseValueError, match=r"Thing\.points was not fetched or set"):
        ENCODER.json_properties(part)
    with pytest.raises(MisuseValueError, match=r"Thing\.city was not fetched or set"):
        ENCODER.encode(ID, NOTHING | {"address": SimpleNamespace(tags=None, inner=None)})


@pytest.mark.parametrize("bad", [{"city": "Rome"}, "Rome", 5])
def test_objects_are_instances(bad: object) -> None:
    with pytest.raises(MisuseTypeError, match=r"Thing\.address takes an instance"):
        ENCODER.encode(ID, NOTHING | {"address": bad})
    with pytest.raises(MisuseTypeError, match=r"Thing\.addresses takes an instance"):
        ENCODER.json_properties(NOTHING | {"addresses": [bad]})


def test_references_know_their_targets() -> None:
    with pytest.raises(MisuseTypeError, match="points to Person or Thing: name one with each id"):
        ENCODER.encode(ID, NOTHING, references={"mentions": [OTHER]})
    with pytest.raises(MisuseValueError, match=r"Thing\.author points to Person, not Thing\."):
        ENCODER.encode(ID, NOTHING, references={"author": [Beacon("Thing", ID)]})


def test_an_unnamed_multi_vector_is_no_shape() -> None:
    shape = CollectionShape("T", "T", (), vectors=(VectorShape("v", "", "T.v", multi=True),))
    with pytest.raises(MisuseTypeError, match=r"T\.v is a multi-vector, which needs a name"):
        compile_encoder(shape)
