"""Replies of searches."""
# ruff: noqa: E501 - tables

from __future__ import annotations

import pickle
from datetime import UTC, datetime, timedelta
from enum import Enum
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import strategies as own
from weaviate_orm.errors import UnexpectedReply
from weaviate_orm.wire import messages as pb
from weaviate_orm.wire.decode import Row, as_they_are, compile_decoder
from weaviate_orm.wire.selection import MetadataName, NestedSelection, ReferenceSelection, Selection
from weaviate_orm.wire.shape import (
    CollectionShape,
    Conversion,
    DataType,
    NestedShape,
    PropertyShape,
    ReferenceShape,
    VectorShape,
)
from weaviate_orm.wire.values import GeoCoordinates, PhoneNumber

ID = UUID("11111111-2222-3333-4444-555555555555")
LEADING_ZEROS = UUID(int=5)


def prop(data_type: DataType, **settings: Any) -> PropertyShape:
    return PropertyShape("value", "name", data_type, "Thing.value", **settings)


def thing(*properties: PropertyShape) -> CollectionShape:
    return CollectionShape("Thing", "Thing", properties)


def result(value: pb.Value | None = None, uuid: UUID = ID) -> pb.SearchResult:
    properties = {} if value is None else {"name": value}
    return pb.SearchResult(
        properties=pb.PropertiesResult(non_ref_props=pb.Properties(fields=properties)),
        metadata=pb.MetadataResult(id_as_bytes=uuid.bytes),
    )


def read(shape: PropertyShape, *values: pb.Value | None) -> list[object]:
    decoder = compile_decoder(thing(shape), Selection())
    ids = [UUID(int=at) for at in range(1, len(values) + 1)]
    found = decoder.objects([result(*each) for each in zip(values, ids, strict=True)], as_they_are)
    assert [row["id"] for row in found] == ids
    return [row["value"] for row in found]


def listed(**member: Any) -> pb.Value:
    return pb.Value(list_value=pb.ListValue(**member))


NULL = pb.Value(null_value=pb.NullValue.NULL_VALUE)
WORDS = NestedShape("Words", (prop("text", nullable=True),), own.make_instances)

# A value, its like that is falsy where there is one, and what each is in a reply.
CASES: list[tuple[DataType, object, pb.Value]] = [
    ("text", "é", pb.Value(text_value="é")),
    ("text", "", pb.Value(text_value="")),
    ("int", -5, pb.Value(int_value=-5)),
    ("int", 0, pb.Value(int_value=0)),
    ("number", 1.5, pb.Value(number_value=1.5)),
    ("number", 0.0, pb.Value(number_value=0.0)),
    ("boolean", True, pb.Value(bool_value=True)),
    ("boolean", False, pb.Value(bool_value=False)),
    ("uuid", ID, pb.Value(uuid_value=str(ID))),
    ("uuid", LEADING_ZEROS, pb.Value(uuid_value=str(LEADING_ZEROS))),
    ("blob", b"abcd", pb.Value(blob_value="YWJjZA==")),
    (
        "geoCoordinates",
        GeoCoordinates(1, 2),
        pb.Value(geo_value=pb.GeoCoordinate(latitude=1, longitude=2)),
    ),
    ("geoCoordinates", GeoCoordinates(0, 0), pb.Value(geo_value=pb.GeoCoordinate())),
    (
        "phoneNumber",
        PhoneNumber("1", "DE"),
        pb.Value(phone_value=pb.PhoneNumber(input="1", default_country="DE")),
    ),
    ("text[]", ["a", ""], listed(text_values=pb.TextValues(values=["a", ""]))),
    ("text[]", [], listed(text_values=pb.TextValues())),
    ("int[]", [1, -1], listed(int_values=pb.IntValues(values=np.array([1, -1], "<i8").tobytes()))),
    ("int[]", [], listed(int_values=pb.IntValues())),
    ("number[]", [1.5], listed(number_values=pb.NumberValues(values=np.array([1.5]).tobytes()))),
    ("number[]", [], listed(number_values=pb.NumberValues())),
    ("boolean[]", [False], listed(bool_values=pb.BoolValues(values=[False]))),
    ("uuid[]", [ID], listed(uuid_values=pb.UuidValues(values=[str(ID)]))),
    ("date[]", [], listed(date_values=pb.DateValues())),
    (
        "date[]",
        [datetime(2024, 5, 1, tzinfo=UTC)],
        listed(date_values=pb.DateValues(values=["2024-05-01T00:00:00Z"])),
    ),
    ("text[]", [], pb.Value(list_value=pb.ListValue())),
]


@pytest.mark.parametrize(("data_type", "value", "sent"), CASES)
def test_every_type(data_type: DataType, value: object, sent: pb.Value) -> None:
    shape = prop(data_type, nullable=True)
    assert read(shape, sent) == [value]
    assert read(shape, NULL, sent, None, sent, NULL) == [None, value, None, value, None]


def test_a_phone_number_has_what_the_server_made_of_it() -> None:
    sent = pb.PhoneNumber(
        input="0171 1",
        default_country="DE",
        country_code=49,
        national=1711,
        national_formatted="0171 1",
        international_formatted="+49 171 1",
        valid=True,
    )
    (phone,) = read(prop("phoneNumber"), pb.Value(phone_value=sent))
    assert isinstance(phone, PhoneNumber)
    assert (phone.country_code, phone.national, phone.valid) == (49, 1711, True)
    assert (phone.national_formatted, phone.international_formatted) == ("0171 1", "+49 171 1")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-05-01T12:00:00Z", datetime(2024, 5, 1, 12, tzinfo=UTC)),
        ("2024-05-01T12:00:00.5+02:00", datetime(2024, 5, 1, 10, 0, 0, 500_000, tzinfo=UTC)),
        ("2024-05-01T12:00:00.123456Z", datetime(2024, 5, 1, 12, 0, 0, 123_456, tzinfo=UTC)),
        # Nanoseconds of other programs: there is no place for them.
        ("2024-05-01T12:00:00.123456789Z", datetime(2024, 5, 1, 12, 0, 0, 123_456, tzinfo=UTC)),
        ("0001-01-01T00:00:00+14:00", datetime.fromisoformat("0001-01-01T00:00:00+14:00")),
    ],
)
def test_dates(text: str, expected: datetime) -> None:
    (found,) = read(prop("date"), pb.Value(date_value=text))
    assert found == expected
    assert isinstance(found, datetime)
    assert found.utcoffset() == datetime.fromisoformat(text).utcoffset()


def test_zero_keeps_its_sign() -> None:
    (found,) = read(prop("number"), pb.Value(number_value=-0.0))
    assert str(found) == "-0.0"


def test_null_is_read_as_the_default() -> None:
    shape = prop("text[]", default=list)
    first, second, third = read(shape, NULL, listed(text_values=pb.TextValues(values=["a"])), None)
    assert (first, second, third) == ([], ["a"], [])
    assert first is not third


def test_a_nullable_property_is_none_whatever_its_default() -> None:
    assert read(prop("int", nullable=True, default=lambda: 5), NULL) == [None]


def test_what_may_not_be_none_and_has_no_default() -> None:
    with pytest.raises(UnexpectedReply) as caught:
        read(prop("int"), pb.Value(int_value=1), NULL, pb.Value(int_value=3))
    assert str(caught.value) == (
        f"Thing({UUID(int=2)}): Thing.value has no value, no default and may not be None."
    )


@pytest.mark.parametrize(
    ("data_type", "sent", "sentence"),
    [
        ("int", pb.Value(text_value="5"), "Thing.value is int, but the server holds text there"),
        ("text", pb.Value(int_value=5), "Thing.value is text, but the server holds int there"),
        ("int[]", listed(number_values=pb.NumberValues(values=b"12345678")), "is int[], but the server holds number[] there"),
        ("text", listed(text_values=pb.TextValues(values=["a"])), "is text, but the server holds list[] there"),
        ("geoCoordinates", pb.Value(text_value="5"), "is geoCoordinates, but the server holds text"),
        ("date", pb.Value(date_value="0000-01-01T00:00:00Z"), "Thing.value holds what it cannot read"),
        ("uuid", pb.Value(uuid_value="x"), "Thing.value holds what it cannot read"),
    ],
)  # fmt: skip
def test_what_the_property_cannot_hold(data_type: DataType, sent: pb.Value, sentence: str) -> None:
    with pytest.raises(UnexpectedReply) as caught:
        read(prop(data_type), sent)
    assert sentence in str(caught.value)
    assert f"Thing({UUID(int=1)}): " in str(caught.value)


class Level(Enum):
    LOW = 0
    HIGH = 1


LEVELS = Conversion(to_wire=lambda value: value.value, from_wire=Level)  # type: ignore[attr-defined]


def test_conversions_apply_to_each_value() -> None:
    ints = listed(int_values=pb.IntValues(values=np.array([1, 0], "<i8").tobytes()))
    assert read(prop("int", conversion=LEVELS), pb.Value(int_value=0)) == [Level.LOW]
    assert read(prop("int[]", conversion=LEVELS), ints) == [[Level.HIGH, Level.LOW]]
    with pytest.raises(UnexpectedReply, match="2 is not a valid Level"):
        read(prop("int", conversion=LEVELS), pb.Value(int_value=2))


def test_objects_to_any_depth() -> None:
    outer = NestedShape("Outer", (prop("object[]", nested=WORDS),), own.make_instances)
    shape = prop("object", nested=outer, nullable=True)
    words = [pb.Properties(fields={"name": pb.Value(text_value=each)}) for each in "ab"]
    inner = listed(object_values=pb.ObjectValues(values=[*words, pb.Properties()]))
    full = pb.Value(object_value=pb.Properties(fields={"name": inner}))
    empty = pb.Value(
        object_value=pb.Properties(fields={"name": listed(object_values=pb.ObjectValues())})
    )
    assert read(shape, full, NULL, empty, full) == [
        whole := SimpleNamespace(value=[SimpleNamespace(value=each) for each in ("a", "b", None)]),
        None,
        SimpleNamespace(value=[]),
        whole,
    ]


def test_an_empty_object_is_no_null() -> None:
    shape = prop("object", nested=WORDS, nullable=True)
    assert read(shape, pb.Value(object_value=pb.Properties())) == [SimpleNamespace(value=None)]


def test_only_the_selected_members() -> None:
    other = PropertyShape("other", "other", "int", "Thing.other")
    nested = NestedShape("Both", (prop("text"), other), own.make_instances)
    decoder = compile_decoder(
        thing(prop("object", nested=nested)), Selection((NestedSelection("value", ("other",)),))
    )
    sent = pb.Value(object_value=pb.Properties(fields={"other": pb.Value(int_value=1)}))
    (found,) = decoder.objects([result(sent)], as_they_are)
    assert found == {"id": ID, "value": SimpleNamespace(other=1)}


def test_no_properties_and_no_results() -> None:
    decoder = compile_decoder(thing(prop("text")), Selection(()))
    assert decoder.objects([result()], as_they_are) == [{"id": ID}]
    assert decoder.objects([], as_they_are) == []
    assert compile_decoder(thing(prop("text")), Selection()).objects([], as_they_are) == []


def test_an_object_without_its_id() -> None:
    reply = pb.SearchResult()
    with pytest.raises(UnexpectedReply, match="an object of Thing without its id"):
        compile_decoder(thing(), Selection()).objects([reply], as_they_are)


def test_ids_are_ids_like_any_other() -> None:
    (found,) = compile_decoder(thing(), Selection()).objects([result()], as_they_are)
    uuid = found["id"]
    assert isinstance(uuid, UUID)
    assert uuid == ID
    assert hash(uuid) == hash(ID)
    assert pickle.loads(pickle.dumps(uuid)) == ID
    assert uuid.is_safe is ID.is_safe


# References ---------------------------------------------------------------------------------------

PERSON = CollectionShape(
    "Person", "Person", (PropertyShape("name", "name", "text", "Person.name"),)
)
BOOK = CollectionShape(
    "Book",
    "Book",
    (),
    references=(
        ReferenceShape("author", "authorRef", "Book.author", ("Person",)),
        ReferenceShape("related", "relatedRef", "Book.related", ("Book",), many=True),
    ),
)


def person(name: str, number: int) -> pb.PropertiesResult:
    return pb.PropertiesResult(
        target_collection="Person",
        non_ref_props=pb.Properties(fields={"name": pb.Value(text_value=name)}),
        metadata=pb.MetadataResult(id_as_bytes=UUID(int=number).bytes),
    )


def book(number: int, **references: list[pb.PropertiesResult]) -> pb.PropertiesResult:
    return pb.PropertiesResult(
        ref_props=[
            pb.RefPropertiesResult(prop_name=name, properties=targets)
            for name, targets in references.items()
        ],
        metadata=pb.MetadataResult(id_as_bytes=UUID(int=number).bytes),
    )


def hit(properties: pb.PropertiesResult) -> pb.SearchResult:
    return pb.SearchResult(properties=properties, metadata=properties.metadata)


def test_references_are_made_by_the_caller() -> None:
    selection = Selection(
        references=(
            ReferenceSelection("author", PERSON),
            ReferenceSelection(
                "related", BOOK, Selection(references=(ReferenceSelection("author"),))
            ),
        )
    )
    made: list[tuple[str, list[object]]] = []

    def make(shape: CollectionShape, rows: list[Row]) -> list[object]:
        made.append((shape.collection, [row["id"] for row in rows]))
        return [(shape.collection, *row.values()) for row in rows]

    ada, bob = person("Ada", 1), person("Bob", 2)
    related = [book(11, authorRef=[bob]), book(12)]
    results = [
        hit(book(10, authorRef=[ada], relatedRef=related)),
        hit(book(20)),
        hit(book(30, relatedRef=[], authorRef=[ada, bob])),
    ]
    ada_made = ("Person", UUID(int=1), "Ada")
    bob_made = ("Person", UUID(int=2), "Bob")
    related_made = [("Book", UUID(int=11), [UUID(int=2)]), ("Book", UUID(int=12), [])]
    assert compile_decoder(BOOK, selection).objects(results, make) == [
        ("Book", UUID(int=10), [ada_made], related_made),
        ("Book", UUID(int=20), [], []),
        ("Book", UUID(int=30), [ada_made, bob_made], []),
    ]
    assert made == [
        ("Person", [UUID(int=1), UUID(int=1), UUID(int=2)]),
        ("Book", [UUID(int=11), UUID(int=12)]),
        ("Book", [UUID(int=10), UUID(int=20), UUID(int=30)]),
    ]


def test_an_error_in_a_referenced_object_names_it() -> None:
    decoder = compile_decoder(BOOK, Selection(references=(ReferenceSelection("author", PERSON),)))
    nameless = person("", 7)
    nameless.non_ref_props.Clear()
    with pytest.raises(UnexpectedReply) as caught:
        decoder.objects([hit(book(1, authorRef=[person("Ada", 6), nameless]))], as_they_are)
    assert f"Person({UUID(int=7)}): Person.name has no value" in str(caught.value)


# Vectors ------------------------------------------------------------------------------------------

VECTORS = CollectionShape(
    "Thing",
    "Thing",
    (),
    vectors=(
        VectorShape("plain", "", "Thing.plain"),
        VectorShape("named", "theName", "Thing.named"),
        VectorShape("tokens", "theTokens", "Thing.tokens", multi=True),
    ),
)
SINGLE = pb.Vectors.VECTOR_TYPE_SINGLE_FP32
MULTI = pb.Vectors.VECTOR_TYPE_MULTI_FP32


def vectors_of(*vectors: pb.Vectors, unnamed: bytes = b"") -> pb.SearchResult:
    return pb.SearchResult(
        metadata=pb.MetadataResult(id_as_bytes=ID.bytes, vectors=vectors, vector_bytes=unnamed)
    )


def test_vectors_in_any_order_and_missing() -> None:
    ones, rows = np.ones(3, np.float32), np.eye(2, dtype=np.float32)
    named = pb.Vectors(name="theName", type=SINGLE, vector_bytes=ones.tobytes())
    tokens = pb.Vectors(name="theTokens", type=MULTI, vector_bytes=b"\x02\x00" + rows.tobytes())
    other = pb.Vectors(name="other", vector_bytes=b"1234")
    decoder = compile_decoder(VECTORS, Selection(vectors=("plain", "named", "tokens")))
    full, none = decoder.objects(
        [vectors_of(other, tokens, named, unnamed=ones.tobytes()), vectors_of()], as_they_are
    )
    assert none == {"id": ID, "plain": None, "named": None, "tokens": None}
    for attribute, expected in (("plain", ones), ("named", ones), ("tokens", rows)):
        array = full[attribute]
        assert isinstance(array, np.ndarray)
        assert np.array_equal(array, expected)
        assert array.dtype == np.float32
        assert not array.flags.writeable


@pytest.mark.parametrize(
    ("attribute", "sent", "sentence"),
    [
        ("named", pb.Vectors(name="theName", type=MULTI, vector_bytes=b"\x01\x001234"), "is not a multi-vector here"),
        ("tokens", pb.Vectors(name="theTokens", type=SINGLE, vector_bytes=b"12345678"), "is a multi-vector here"),
        ("named", pb.Vectors(name="theName", vector_bytes=b"123"), "holds what it cannot read"),
    ],
)  # fmt: skip
def test_vectors_of_another_kind(attribute: str, sent: pb.Vectors, sentence: str) -> None:
    decoder = compile_decoder(VECTORS, Selection(vectors=(attribute,)))
    with pytest.raises(UnexpectedReply, match=f"Thing.{attribute} {sentence}"):
        decoder.objects([vectors_of(sent)], as_they_are)


# Metadata -----------------------------------------------------------------------------------------


def metadata(*names: MetadataName, **sent: Any) -> dict[str, object]:
    result = pb.SearchResult(metadata=pb.MetadataResult(id_as_bytes=ID.bytes, **sent))
    (found,) = compile_decoder(thing(), Selection(metadata=names)).metadata([result])
    return found


def test_metadata_is_there_where_its_twin_says_so() -> None:
    flagged: tuple[MetadataName, ...] = (
        "score",
        "distance",
        "certainty",
        "explain_score",
        "rerank_score",
        "is_consistent",
    )
    assert metadata(*flagged) == dict[str, object].fromkeys(flagged)
    present: dict[str, Any] = {f"{name}_present": True for name in flagged}
    assert metadata(*flagged, **present) == {
        "score": 0.0,
        "distance": 0.0,
        "certainty": 0.0,
        "explain_score": "",
        "rerank_score": 0.0,
        "is_consistent": False,
    }
    assert metadata("score", "explain_score", score=0.5, explain_score="x", **present) == {
        "score": 0.5,
        "explain_score": "x",
    }
    assert metadata() == {}


@given(st.integers(1, 9_999_999_999_999))
def test_times_are_exact_to_the_millisecond(milliseconds: int) -> None:
    expected = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=milliseconds)
    assert metadata("creation_time", creation_time_unix=milliseconds) == {"creation_time": expected}


def test_times_in_nanoseconds() -> None:
    found = metadata("last_update_time", last_update_time_unix=1_714_557_600_123_456_789)
    assert found == {"last_update_time": datetime(2024, 5, 1, 10, 0, 0, 123_000, tzinfo=UTC)}


def test_times_that_were_not_sent() -> None:
    assert metadata("creation_time", "last_update_time", last_update_time_unix=1) == {
        "creation_time": None,
        "last_update_time": datetime(1970, 1, 1, 0, 0, 0, 1000, tzinfo=UTC),
    }
