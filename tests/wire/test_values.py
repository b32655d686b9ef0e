"""Points and phone numbers."""

from __future__ import annotations

import pickle
import struct

import pytest
from hypothesis import given
from pydantic import BaseModel, ValidationError

from tests import strategies as own
from weaviate_orm.errors import MisuseTypeError, MisuseValueError
from weaviate_orm.wire.values import GeoCoordinates, PhoneNumber


class Place(BaseModel):
    point: GeoCoordinates | None = None
    phone: PhoneNumber | None = None


def test_a_point_is_what_float32_holds() -> None:
    point = GeoCoordinates(40.7128, -74.006)
    assert point.latitude == struct.unpack("<f", struct.pack("<f", 40.7128))[0] != 40.7128
    assert point == GeoCoordinates(point.latitude, point.longitude)
    assert hash(point) == hash(GeoCoordinates(40.7128, -74.006))


@given(own.geo_coordinates)
def test_rounding_a_point_again_changes_nothing(point: GeoCoordinates) -> None:
    assert GeoCoordinates(point.latitude, point.longitude) == point
    assert pickle.loads(pickle.dumps(point)) == point


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), -float("inf"), 3.5e38, 10**400])
def test_a_point_is_finite(bad: float) -> None:
    with pytest.raises(MisuseValueError, match=r"GeoCoordinates\.longitude cannot be"):
        GeoCoordinates(0, bad)


@pytest.mark.parametrize("bad", ["1", None, True])
def test_a_point_is_made_of_numbers(bad: object) -> None:
    with pytest.raises(MisuseTypeError, match=r"GeoCoordinates\.latitude is a number of degrees"):
        GeoCoordinates(bad, 0)  # type: ignore[arg-type]


def test_a_phone_numbers_country_is_upper_case() -> None:
    assert PhoneNumber("0171 1", "de").default_country == "DE"
    assert PhoneNumber("0171 1", "").default_country is None


def test_phone_numbers_are_equal_by_what_was_given() -> None:
    given = PhoneNumber("0171 1234567", "de")
    stored = PhoneNumber("0171 1234567", "DE", country_code=49, national=1711234567, valid=True)
    assert given == stored
    assert hash(given) == hash(stored)
    assert given != PhoneNumber("0171 1234567")


@pytest.mark.parametrize("texts", [("\ud800", "DE"), ("1", "\udfff")])
def test_a_phone_number_is_text(texts: tuple[str, str]) -> None:
    with pytest.raises(MisuseValueError, match="lone surrogate"):
        PhoneNumber(*texts)
    with pytest.raises(MisuseTypeError, match=r"PhoneNumber\.input is a text, not 1\."):
        PhoneNumber(1)  # type: ignore[arg-type]


def test_pydantic_takes_instances_as_they_are() -> None:
    point, phone = GeoCoordinates(1, 2), PhoneNumber("1", "gb")
    place = Place(point=point, phone=phone)
    assert place.point is point
    assert place.phone is phone


def test_pydantic_takes_dicts_and_its_own_dumps() -> None:
    place = Place.model_validate(
        {"point": {"latitude": 40.7128, "longitude": 1}, "phone": {"input": "1"}}
    )
    assert place.point == GeoCoordinates(40.7128, 1)
    assert Place.model_validate(place.model_dump()) == place
    assert Place.model_validate_json(place.model_dump_json()) == place


@pytest.mark.parametrize(
    "bad", [{"latitude": 1}, {"latitude": float("nan"), "longitude": 1}, {"lat": 1, "lon": 2}]
)
def test_pydantic_refuses_other_dicts(bad: dict[str, float]) -> None:
    with pytest.raises(ValidationError):
        Place.model_validate({"point": bad})


def test_the_json_schema_says_what_the_server_fills() -> None:
    definitions = Place.model_json_schema()["$defs"]
    phone = definitions["PhoneNumber"]["properties"]
    assert [name for name, schema in phone.items() if schema.get("readOnly")] == [
        "country_code",
        "national",
        "national_formatted",
        "international_formatted",
        "valid",
    ]
    assert definitions["GeoCoordinates"]["required"] == ["latitude", "longitude"]
