"""``object``: instances of a nested class, to any depth; and what holds for each level.

A level is a set of properties: those of a collection, or those of a nested class. Everything
here works on levels and is called once for each of them when codecs are compiled.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Final, TypeAlias

from weaviate_orm.errors import MisuseTypeError, MisuseValueError
from weaviate_orm.wire import raw
from weaviate_orm.wire.types.checks import is_none, wrong_type
from weaviate_orm.wire.types.reading import Fields, Reading, Rows, dicts_of
from weaviate_orm.wire.types.table import SCALARS
from weaviate_orm.wire.types.writing import (
    Put,
    Values,
    Writer,
    lists,
)

if TYPE_CHECKING:
    from weaviate_orm.wire import messages as pb
    from weaviate_orm.wire.shape import NestedShape, PropertyShape
    from weaviate_orm.wire.types.reading import Column

Pack: TypeAlias = Callable[[Values], bytes]


def nested_of(shape: PropertyShape) -> NestedShape:
    if shape.nested is None:
        raise MisuseTypeError(f"{shape.label} is {shape.data_type}, so its shape needs `nested`.")
    return shape.nested


def members_of(value: object, label: str) -> Values:
    """The attribute values of an instance of a nested class."""
    try:
        return vars(value)
    except TypeError:
        raise wrong_type(label, value, "an instance of its nested class") from None


# Writing ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of the fields that take a level's lists and objects."""

    numbers: int
    ints: int
    texts: int
    booleans: int
    object: int
    objects: int
    empty: int = 10


TOP: Final = Numbers(numbers=4, ints=5, texts=6, booleans=7, object=8, objects=9)
"""Of ``BatchObject.Properties``."""
NESTED: Final = Numbers(numbers=2, ints=3, texts=4, booleans=5, object=6, objects=7)
"""Of ``ObjectPropertiesValue``."""


def packer(properties: Sequence[PropertyShape], numbers: Numbers = NESTED) -> Pack:
    """Compile what writes a level. None is left out.

    The function returns the content of the message whose fields ``numbers`` gives; it raises
    ``MisuseTypeError`` and ``MisuseValueError`` for what cannot be sent.
    """
    scalars = [
        SCALARS[kind].write(shapes) for kind, shapes in _by_type(properties) if kind in SCALARS
    ]
    others = [
        _lists_writer(kind.removesuffix("[]"), shapes, numbers)
        if kind.endswith("[]")
        else _object_writer(shapes, numbers)
        for kind, shapes in _by_type(properties)
        if kind not in SCALARS
    ]

    def pack(values: Values) -> bytes:
        pieces: list[bytes] = [b""]  # the first is what stands before the entries of the Struct
        put = pieces.append
        try:
            for write in scalars:
                write(values, put)
            if len(pieces) > 1:
                pieces[0] = b"\x0a" + raw.varint(sum(map(len, pieces)))
            for write in others:
                write(values, put)
        except KeyError:
            for each in properties:
                if each.attribute not in values:
                    raise MisuseValueError(
                        f"{each.label} was not fetched or set; only whole objects are inserted."
                    ) from None
            raise
        return b"".join(pieces)

    return pack


def _by_type(
    properties: Sequence[PropertyShape],
) -> list[tuple[str, list[PropertyShape]]]:
    ordered = sorted(properties, key=attrgetter("data_type"))
    return [(kind, list(shapes)) for kind, shapes in groupby(ordered, attrgetter("data_type"))]


def _lists_writer(item_type: str, shapes: Sequence[PropertyShape], numbers: Numbers) -> Writer:
    if item_type == "object":
        return lists(shapes, _objects_packer, numbers.objects, numbers.empty)
    form = SCALARS[item_type].list_form
    if form is None:
        raise MisuseTypeError(f"{shapes[0].label}: the server has no lists of {item_type}.")
    return lists(shapes, lambda _: form.pack, getattr(numbers, form.kind), numbers.empty)


def _objects_packer(shape: PropertyShape) -> Callable[[Sequence[object], str], bytes]:
    pack = packer(nested_of(shape).properties)
    return lambda items, label: b"".join(
        [raw.field(1, pack(members_of(item, label))) for item in items]
    )


def _object_writer(shapes: Sequence[PropertyShape], numbers: Numbers) -> Writer:
    rows = [
        (
            s.attribute,
            s.nullable,
            s.label,
            packer(nested_of(s).properties),
            raw.field(2, s.name.encode()),
        )
        for s in shapes
    ]

    def write(values: Values, put: Put) -> None:
        for attribute, nullable, label, pack, name in rows:
            value = values[attribute]
            if value is not None:
                put(raw.field(numbers.object, raw.field(1, pack(members_of(value, label))) + name))
            elif not nullable:
                raise is_none(label)

    return write


# Reading ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Member:
    """A property that is asked for; of an object, which of its members."""

    shape: PropertyShape
    members: tuple[Member, ...] = ()


def whole(shape: PropertyShape) -> Member:
    if not shape.data_type.startswith("object"):
        return Member(shape)
    return Member(shape, tuple(map(whole, nested_of(shape).properties)))


def reader(members: Sequence[Member]) -> Callable[[Sequence[Fields]], list[dict[str, object]]]:
    """Compile what reads a level: attribute values of many objects at once.

    Raises ``Unreadable``.
    """
    if not members:
        return lambda rows: [{} for _ in rows]
    columns = list(map(column_of, members))
    dicts: Rows[object] = dicts_of([member.shape.attribute for member in members])
    return lambda rows: dicts(zip(*[column(rows) for column in columns], strict=True))


def column_of(member: Member) -> Column:
    """Compile what reads one property of many objects. It raises ``Unreadable``."""
    shape = member.shape
    kind = shape.data_type
    if kind == "object":
        return _object_reading(member).column(shape)
    if kind == "object[]":
        return _objects_reading(member).column(shape)
    if not kind.endswith("[]"):
        return SCALARS[kind].read(shape)
    read_list = SCALARS[kind.removesuffix("[]")].read_list
    if read_list is None:
        raise MisuseTypeError(f"{shape.label}: the server has no {kind}.")
    return read_list(shape)


def _object_reading(member: Member) -> Reading[Fields]:
    make, read = nested_of(member.shape).make, reader(member.members)
    return Reading(
        "object_value",
        attrgetter("object_value.fields"),
        lambda column: list(make(read(column))),
    )


def _objects_reading(member: Member) -> Reading[Sequence[pb.Properties]]:
    make, read = nested_of(member.shape).make, reader(member.members)

    def convert(column: list[Sequence[pb.Properties]]) -> list[object]:
        made = iter(make(read([item.fields for items in column for item in items])))
        return [[next(made) for _ in items] for items in column]

    return Reading(
        "object_values",
        attrgetter("list_value.object_values.values"),
        convert,
        is_list=True,
    )
