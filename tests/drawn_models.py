"""Strategies that draw models: classes with fields of any types and options, and their objects."""

from __future__ import annotations

import enum
import itertools
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Literal
from uuid import UUID

from hypothesis import strategies as st

from tests import strategies as own
from weaviate_orm import (
    CollectionMeta,
    GeoCoordinates,
    InvertedIndex,
    Model,
    MultiVector,
    Nested,
    NestedModel,
    PhoneNumber,
    Property,
    Vector,
    multi_vector,
    nested,
    prop,
    vector,
)

_numbers = itertools.count()


class Colour(enum.Enum):
    RED = "red"
    BLUE = "blue"


class Level(enum.IntEnum):
    LOW = 1
    HIGH = 2


@dataclass(frozen=True)
class Drawn:
    """A type of a property, values for it, and options that suit it."""

    type: Any
    values: st.SearchStrategy[Any]
    options: st.SearchStrategy[dict[str, Any]]


_filterable = st.fixed_dictionaries({}, optional={"filterable": st.booleans()})
_ordered = st.fixed_dictionaries(
    {}, optional={"filterable": st.booleans(), "index_range": st.booleans()}
)
_text = st.fixed_dictionaries(
    {},
    optional={
        "filterable": st.booleans(),
        "searchable": st.just(True),
        "tokenization": st.sampled_from(["word", "lowercase", "whitespace", "field", "trigram"]),
        "ascii_fold": st.booleans(),
        "description": st.sampled_from(["what it says"]),
    },
)
_plain: st.SearchStrategy[dict[str, Any]] = st.just({})

SCALARS = (
    Drawn(str, own.texts, _text),
    Drawn(int, own.integers, _ordered),
    Drawn(float, own.numbers, _ordered),
    Drawn(bool, st.booleans(), _filterable),
    Drawn(datetime, own.dates, _ordered),
    Drawn(UUID, st.uuids(), _filterable),
    Drawn(Colour, st.sampled_from(Colour), _filterable),
    Drawn(Level, st.sampled_from(Level), _filterable),
    Drawn(Literal["a", "b"], st.sampled_from(["a", "b"]), _filterable),
)
UNLISTED = (
    Drawn(bytes, st.binary(min_size=1), _plain),
    Drawn(GeoCoordinates, own.geo_coordinates, _plain),
    Drawn(PhoneNumber, own.phone_numbers, _plain),
)


def _of(generic: Any, inner: Any) -> Any:
    """A generic type of what is known at run time only."""
    return generic[inner]


def _made(model: type[Any], values: dict[str, Any]) -> Any:
    return model(**values)


def _listed(drawn: Drawn) -> Drawn:
    options = _text if drawn.type is str else _plain
    return Drawn(_of(list, drawn.type), st.lists(drawn.values, max_size=4), options)


def _optional(drawn: Drawn) -> Drawn:
    return Drawn(drawn.type | None, st.none() | drawn.values, drawn.options)


@st.composite
def _properties(draw: st.DrawFn, nested_in: bool) -> Drawn:
    kinds = list(SCALARS) if nested_in else [*SCALARS, *UNLISTED]
    kinds += [_listed(each) for each in SCALARS]
    if nested_in:  # members of objects know fewer options
        kinds = [Drawn(each.type, each.values, _plain) for each in kinds]
    drawn = draw(st.sampled_from(kinds))
    if draw(st.booleans()) and drawn.type is not Literal["a", "b"]:
        drawn = _optional(drawn)
    return drawn


@dataclass(frozen=True)
class DrawnModel:
    """A class and the values of its objects, by attribute."""

    model: type[Any]
    values: st.SearchStrategy[dict[str, Any]]


@st.composite
def nested_models(draw: st.DrawFn, depth: int) -> DrawnModel:
    """Nested models, nested themselves."""
    return draw(_classes(f"Inner{next(_numbers)}", NestedModel, depth, min_size=1))


@st.composite
def models(draw: st.DrawFn, depth: int = 2) -> DrawnModel:
    """Models of any properties, nested objects and vectors."""
    return draw(_classes(f"Drawn{next(_numbers)}", Model, depth, min_size=0))


@st.composite
def _classes(
    draw: st.DrawFn, name: str, base: type[Any], depth: int, *, min_size: int
) -> DrawnModel:
    annotations: dict[str, Any] = {}
    body: dict[str, Any] = {"__module__": __name__, "__annotations__": annotations}
    values: dict[str, st.SearchStrategy[Any]] = {}
    nested_in = base is NestedModel
    for index in range(draw(st.integers(min_size, 5))):
        attribute = f"p{index}"
        if depth and draw(st.integers(0, 4)) == 0:
            inner = draw(nested_models(depth - 1))
            objects = inner.values.map(partial(_made, inner.model))
            many = draw(st.booleans())
            annotations[attribute] = _of(Nested, _of(list, inner.model) if many else inner.model)
            body[attribute] = nested(name=f"{attribute}Name")
            values[attribute] = st.lists(objects, max_size=3) if many else objects
            continue
        drawn = draw(_properties(nested_in))
        annotations[attribute] = _of(Property, drawn.type)
        body[attribute] = prop(name=f"{attribute}Name", **draw(drawn.options))
        values[attribute] = drawn.values
    if not nested_in:
        _vectors(draw, annotations, body, values)
        body["Meta"] = type("Meta", (CollectionMeta,), draw(_settings))
    made: Any = type(base)
    return DrawnModel(made(name, (base,), body), st.fixed_dictionaries(values))


_settings = st.fixed_dictionaries(
    {},
    optional={
        "description": st.sampled_from(["what it is"]),
        "inverted_index": st.builds(InvertedIndex, st.booleans(), st.booleans(), st.booleans()),
    },
)


def _vectors(
    draw: st.DrawFn,
    annotations: dict[str, Any],
    body: dict[str, Any],
    values: dict[str, st.SearchStrategy[Any]],
) -> None:
    number = st.floats(-8, 8, width=32)
    row = st.lists(number, min_size=3, max_size=3)
    kinds: dict[str, tuple[Any, Callable[..., Any], st.SearchStrategy[Any]]] = {
        "one": (Vector, vector, st.none() | row),
        "rows": (MultiVector, multi_vector, st.none() | st.lists(row, min_size=1, max_size=2)),
    }
    for name in draw(st.lists(st.sampled_from(sorted(kinds)), unique=True)):
        annotations[name], made, values[name] = kinds[name]
        body[name] = made()
