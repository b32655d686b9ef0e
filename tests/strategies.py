"""Hypothesis strategies: values of every data type, nested classes to any depth, collections."""

from __future__ import annotations

import struct
from datetime import timedelta, timezone
from types import SimpleNamespace
from typing import TYPE_CHECKING, Final

from hypothesis import strategies as st

from weaviate_orm.wire.shape import (
    CollectionShape,
    NestedShape,
    PropertyShape,
)
from weaviate_orm.wire.types.integer import LARGEST
from weaviate_orm.wire.values import GeoCoordinates, PhoneNumber

if TYPE_CHECKING:
    from collections.abc import Iterable

LARGEST_FLOAT32: Final = struct.unpack("<f", b"\xff\xff\x7f\x7f")[0]

texts = st.text(st.characters(exclude_categories=["Cs"]))
integers = st.integers(-LARGEST, LARGEST)
numbers = st.floats(allow_nan=False, allow_infinity=False)
offsets = st.integers(-(24 * 60 - 1), 24 * 60 - 1).map(lambda m: timezone(timedelta(minutes=m)))
dates = st.datetimes(timezones=offsets)
geo_coordinates = st.builds(
    GeoCoordinates,
    st.floats(-LARGEST_FLOAT32, LARGEST_FLOAT32),
    st.floats(-LARGEST_FLOAT32, LARGEST_FLOAT32),
)
phone_numbers = st.builds(
    PhoneNumber,
    st.sampled_from(["+49 171 1234567", "0171 1234567", "01612345000", "+1 650 253 0000"]),
    st.sampled_from(["DE", "gb", "US"]),
)

SCALARS: Final[dict[str, st.SearchStrategy[object]]] = {
    "text": texts,
    "int": integers,
    "number": numbers,
    "boolean": st.booleans(),
    "date": dates,
    "uuid": st.uuids(),
    "blob": st.binary(min_size=1),
    "geoCoordinates": geo_coordinates,
    "phoneNumber": phone_numbers,
}
LISTED: Final = ("text", "int", "number", "boolean", "date", "uuid")
"""Scalars that have lists."""
NESTABLE: Final = (*LISTED, "blob")
"""Scalars that may stand in nested classes."""


def values(shape: PropertyShape) -> st.SearchStrategy[object]:
    """Values that a property can hold: None too, where it is nullable."""
    kind = shape.data_type.removesuffix("[]")
    item = SCALARS[kind] if shape.nested is None else instances(shape.nested)
    found = st.lists(item, max_size=4) if shape.data_type.endswith("[]") else item
    return st.none() | found if shape.nullable else found


def attributes(properties: tuple[PropertyShape, ...]) -> st.SearchStrategy[dict[str, object]]:
    """Attribute values of an object that has these properties."""
    return st.fixed_dictionaries({each.attribute: values(each) for each in properties})


def instances(nested: NestedShape) -> st.SearchStrategy[object]:
    """Instances of a nested class."""
    return attributes(nested.properties).map(lambda row: nested.make([row])[0])


def data_types(depth: int) -> st.SearchStrategy[str]:
    """Data types; where there is depth left, objects too."""
    lists = [f"{kind}[]" for kind in LISTED]
    objects = ["object", "object[]"] if depth else []
    return st.sampled_from([*SCALARS, *lists, *objects])


@st.composite
def nested_shapes(draw: st.DrawFn, label: str, depth: int) -> NestedShape:
    kinds: list[str] = [*NESTABLE, *(f"{kind}[]" for kind in LISTED)]
    if depth > 1:
        kinds += ["object", "object[]"]
    chosen = draw(st.lists(st.sampled_from(kinds), min_size=1, max_size=5))
    properties = tuple(
        draw(property_shapes(f"{label}.m{at}", f"m{at}", kind, depth - 1))
        for at, kind in enumerate(chosen)
    )
    return NestedShape(label, properties, make=make_instances)


def make_instances(rows: Iterable[dict[str, object]]) -> list[object]:
    """What stands for nested classes in tests: they compare by their members."""
    return [SimpleNamespace(**members) for members in rows]


@st.composite
def property_shapes(
    draw: st.DrawFn, label: str, attribute: str, data_type: str, depth: int = 0
) -> PropertyShape:
    nested = draw(nested_shapes(label, depth)) if data_type.startswith("object") else None
    return PropertyShape(
        attribute=attribute,
        name=f"{attribute}Name",
        data_type=data_type,  # type: ignore[arg-type]  # drawn from the data types
        label=label,
        nullable=draw(st.booleans()),
        nested=nested,
    )


@st.composite
def collections(draw: st.DrawFn, name: str = "Thing", depth: int = 3) -> CollectionShape:
    """Collections of some properties, of any types."""
    chosen = draw(st.lists(data_types(depth), max_size=8))
    return CollectionShape(
        collection=name,
        label=name,
        properties=tuple(
            draw(property_shapes(f"{name}.p{at}", f"p{at}", kind, depth))
            for at, kind in enumerate(chosen)
        ),
    )
