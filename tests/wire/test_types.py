"""Data types: what they refuse, their forms in JSON, in filters and in schemas."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone
from enum import Enum
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import strategies as own
from weaviate_orm.errors import MisuseError, MisuseTypeError, MisuseValueError
from weaviate_orm.wire import messages as pb
from weaviate_orm.wire.encode import compile_encoder
from weaviate_orm.wire.shape import (
    CollectionShape,
    Conversion,
    DataType,
    NestedShape,
    PropertyShape,
)
from weaviate_orm.wire.types.filter_value import set_value, set_values
from weaviate_orm.wire.types.json_form import from_json, schema_fragment, to_json
from weaviate_orm.wire.types.reading import Unreadable
from weaviate_orm.wire.types.table import SCALARS
from weaviate_orm.wire.values import GeoCoordinates, PhoneNumber

if TYPE_CHECKING:
    from weaviate_orm.wire.shape import JSON

NAIVE = datetime(2024, 5, 1)  # noqa: DTZ001 - it is what is refused
ODD_OFFSET = datetime(1880, 1, 1, tzinfo=timezone(timedelta(minutes=53, seconds=28)))
ID = UUID(int=1)


def prop(data_type: DataType, **settings: Any) -> PropertyShape:
    return PropertyShape("value", "value", data_type, "Thing.value", **settings)


@pytest.mark.parametrize(
    ("data_type", "value", "sentence"),
    [
        ("text", 5, "Thing.value takes a text, not 5."),
        ("text", b"x", "Thing.value takes a text, not b'x'."),
        ("text", "a\ud800", "Thing.value cannot be 'a\\ud800': a lone surrogate is no text"),
        ("int", 5.0, "Thing.value takes an integer, not 5.0."),
        ("int", True, "Thing.value takes an integer, not True."),
        ("int", "5", "Thing.value takes an integer, not '5'."),
        ("int", 2**53 + 1, "exactly only from -2**53 to 2**53"),
        ("int", -(2**53) - 1, "exactly only from -2**53 to 2**53"),
        (
            "number",
            float("nan"),
            "Thing.value cannot be nan: the server stores finite",
        ),
        ("number", -float("inf"), "Thing.value cannot be -inf"),
        ("number", 2**53 + 1, "a 64-bit float does not hold this integer exactly"),
        ("number", 10**400, "a 64-bit float does not hold this integer exactly"),
        ("number", False, "Thing.value takes a number, not False."),
        ("boolean", 1, "Thing.value takes True or False, not 1."),
        ("date", NAIVE, "it has no time zone. Add one, such as tzinfo=UTC."),
        ("date", ODD_OFFSET, "its offset has seconds. Use .astimezone(UTC)."),
        ("date", date(2024, 5, 1), "Thing.value takes a datetime, not datetime.date(2024, 5, 1)."),
        ("date", "2024-05-01T00:00:00Z", "Thing.value takes a datetime"),
        ("uuid", str(ID), "Thing.value takes a UUID"),
        ("blob", b"", "the server stores no empty blob. Use None for nothing."),
        ("blob", "YQ==", "Thing.value takes bytes, not 'YQ=='."),
        ("geoCoordinates", (1.0, 2.0), "Thing.value takes GeoCoordinates, not (1.0, 2.0)."),
        ("phoneNumber", "+49 1", "Thing.value takes a PhoneNumber, not '+49 1'."),
        ("text[]", "ab", "Thing.value takes a list, not 'ab'."),
        ("text[]", {"a"}, "Thing.value takes a list, not {'a'}."),
        ("text[]", ["a", None], "Thing.value takes a text, not None."),
        ("text[]", ["\udfff"], "a lone surrogate is no text"),
        ("int[]", [1, 2**53 + 2], "exactly only from -2**53 to 2**53"),
        ("number[]", [1.0, float("inf")], "the server stores finite numbers only"),
        ("boolean[]", [True, 0], "Thing.value takes True or False, not 0."),
        ("date[]", [NAIVE], "it has no time zone"),
        ("uuid[]", ["x"], "Thing.value takes a UUID, not 'x'."),
        ("text", None, "Thing.value cannot be None. Annotate it with '| None' to allow that."),
        *((kind, None, "Thing.value cannot be None.") for kind in (*SCALARS, "int[]")),
    ],
)
def test_what_cannot_be_carried_is_refused(
    data_type: DataType, value: object, sentence: str
) -> None:
    shape = prop(data_type)
    encoder = compile_encoder(CollectionShape("Thing", "Thing", (shape,)))
    with pytest.raises(MisuseError) as inserted:
        encoder.encode(ID, {"value": value})
    with pytest.raises(MisuseError) as sent_as_json:
        encoder.json_properties({"value": value})
    assert str(inserted.value) == str(sent_as_json.value)
    assert sentence in str(inserted.value)
    assert isinstance(
        inserted.value, TypeError if "takes" in sentence or value is None else ValueError
    )


class Finer(datetime):
    """As those of other packages that know nanoseconds."""

    def __eq__(self, other: object) -> bool:
        return self.fold == 0 and super().__eq__(other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = datetime.__hash__


@given(own.dates)
def test_dates_are_written_as_python_does(value: datetime) -> None:
    assert to_json(prop("date"))(value) == value.isoformat()


@given(st.uuids())
def test_uuids_are_written_as_python_does(value: UUID) -> None:
    assert to_json(prop("uuid"))(value) == str(value)


def test_dates_of_other_classes() -> None:
    form = to_json(prop("date"))
    assert form(Finer(2024, 5, 1, tzinfo=UTC)) == "2024-05-01T00:00:00.000000+00:00"
    with pytest.raises(MisuseValueError, match="it has more than microseconds"):
        form(Finer(2024, 5, 1, tzinfo=UTC, fold=1))


@pytest.mark.parametrize(
    ("data_type", "bad"),
    [
        ("text", 5),
        ("int", 5.5),
        ("int", float("inf")),
        ("int", True),
        ("number", "5"),
        ("boolean", 1),
        ("date", 5),
        ("date", "yesterday"),
        ("uuid", 5),
        ("uuid", "x"),
        ("blob", 5),
        ("blob", "a"),
        ("geoCoordinates", 5),
        ("geoCoordinates", {"latitude": 1}),
        ("phoneNumber", 5),
        ("phoneNumber", {"input": 5}),
        ("text[]", "a"),
        ("text[]", {"a": 1}),
        ("int[]", [1, None]),
    ],
)
def test_json_that_is_none_of_the_type(data_type: DataType, bad: JSON) -> None:
    with pytest.raises(Unreadable, match=r"^Thing\.value holds what it cannot read: "):
        from_json(prop(data_type))(bad)


def test_json_that_is_no_object() -> None:
    nested = NestedShape("Inner", (prop("text"),), own.make_instances)
    with pytest.raises(Unreadable, match="5 is no object"):
        from_json(prop("object", nested=nested))(5)


def test_long_values_are_cut_in_messages() -> None:
    with pytest.raises(MisuseValueError) as caught:
        to_json(prop("text"))("x" * 1000 + "\ud800")
    assert len(str(caught.value)) < 160


class Level(Enum):
    LOW = 1
    HIGH = 2


LEVELS = Conversion(to_wire=lambda value: value.value, from_wire=Level)  # type: ignore[attr-defined]


@pytest.mark.parametrize("data_type", ["int", "number", "int[]", "number[]"])
def test_conversions_apply_to_each_value(data_type: DataType) -> None:
    shape = prop(data_type, conversion=LEVELS)
    value = [Level.LOW, Level.HIGH] if data_type.endswith("[]") else Level.HIGH
    form = to_json(shape)(value)
    assert form == ([1, 2] if data_type.endswith("[]") else 2)
    assert from_json(shape)(form) == value


@st.composite
def with_value(draw: st.DrawFn) -> tuple[PropertyShape, object]:
    data_type = draw(own.data_types(depth=3))
    shape = draw(own.property_shapes("Thing.value", "value", data_type, 3))
    return shape, draw(own.values(shape))


@given(with_value())
def test_json_gives_back_what_it_got(case: tuple[PropertyShape, object]) -> None:
    shape, value = case
    text = json.dumps(to_json(shape)(value), allow_nan=False)
    assert from_json(shape)(json.loads(text)) == value


def test_every_scalar_has_a_strategy() -> None:
    assert set(own.SCALARS) == set(SCALARS)
    assert set(own.LISTED) == {name for name, each in SCALARS.items() if each.list_form}


@pytest.mark.parametrize(
    ("data_type", "value", "expected"),
    [
        ("text", "a", pb.Filters(value_text="a")),
        ("text[]", "a", pb.Filters(value_text="a")),
        ("int", 2**62, pb.Filters(value_int=2**62)),
        ("number", 3, pb.Filters(value_number=3.0)),
        ("number", float("inf"), pb.Filters(value_number=float("inf"))),
        ("boolean", False, pb.Filters(value_boolean=False)),
        (
            "date",
            datetime(2024, 5, 1, tzinfo=UTC),
            pb.Filters(value_text="2024-05-01T00:00:00+00:00"),
        ),
        ("uuid", ID, pb.Filters(value_text=str(ID))),
    ],
)
def test_values_of_filters(data_type: DataType, value: object, expected: pb.Filters) -> None:
    one, several = pb.Filters(), pb.Filters()
    set_value(one, prop(data_type), value)
    assert one == expected
    set_values(several, prop(data_type), [value, value])
    member = f"{expected.WhichOneof('test_value')}_array"
    assert several.WhichOneof("test_value") == member
    assert list(getattr(several, member).values) == [getattr(expected, member[:-6])] * 2


@pytest.mark.parametrize(
    ("data_type", "value", "sentence"),
    [
        ("int", 2**63, "integers are compared within 64 bits"),
        ("number", float("nan"), "nothing equals NaN"),
        ("date", datetime(1600, 1, 1, tzinfo=UTC), "the server compares dates of the years"),
        ("date", datetime(2300, 1, 1, tzinfo=UTC), "the server compares dates of the years"),
        ("date", NAIVE, "it has no time zone"),
        ("geoCoordinates", GeoCoordinates(1, 2), "which the server cannot compare"),
        ("blob", b"x", "which the server cannot compare"),
        ("phoneNumber", PhoneNumber("1"), "which the server cannot compare"),
        ("object", SimpleNamespace(), "which the server cannot compare"),
    ],
)
def test_what_filters_refuse(data_type: DataType, value: object, sentence: str) -> None:
    with pytest.raises(MisuseError, match=sentence):
        set_value(pb.Filters(), prop(data_type), value)


def test_filters_apply_conversions() -> None:
    filters = pb.Filters()
    set_value(filters, prop("int[]", conversion=LEVELS), Level.HIGH)
    assert filters == pb.Filters(value_int=2)


def test_an_empty_list_is_not_compared_with() -> None:
    with pytest.raises(MisuseValueError, match="compared with an empty list"):
        set_values(pb.Filters(), prop("int"), [])


def test_schema_fragments_hold_nested_properties() -> None:
    inner = NestedShape("Inner", (prop("text[]"),), own.make_instances)
    outer = NestedShape("Outer", (prop("int"), prop("object", nested=inner)), own.make_instances)
    assert schema_fragment(prop("date")) == {"dataType": ["date"]}
    assert schema_fragment(prop("object[]", nested=outer)) == {
        "dataType": ["object[]"],
        "nestedProperties": [
            {"name": "value", "dataType": ["int"]},
            {
                "name": "value",
                "dataType": ["object"],
                "nestedProperties": [{"name": "value", "dataType": ["text[]"]}],
            },
        ],
    }


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"data_type": "object"}, "needs `nested`"),
        ({"data_type": "blob[]"}, "the server has no lists of blob"),
    ],
)
def test_shapes_that_cannot_be(settings: dict[str, Any], sentence: str) -> None:
    shape = PropertyShape("value", "value", label="Thing.value", **settings)
    with pytest.raises(MisuseTypeError, match=sentence):
        compile_encoder(CollectionShape("Thing", "Thing", (shape,)))
