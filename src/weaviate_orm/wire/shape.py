"""The neutral form of a collection, from which codecs are compiled.

A model gives its shape; nothing here, nor in any codec, knows models.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, final

ScalarType: TypeAlias = Literal[
    "text",
    "int",
    "number",
    "boolean",
    "date",
    "uuid",
    "blob",
    "geoCoordinates",
    "phoneNumber",
    "object",
]
ListType: TypeAlias = Literal[
    "text[]", "int[]", "number[]", "boolean[]", "date[]", "uuid[]", "object[]"
]
DataType: TypeAlias = ScalarType | ListType


@final
class Absent:
    """There is no default: a value has to be there."""

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT: Final = Absent()


@dataclass(frozen=True, slots=True)
class Conversion:
    """How a Python value differs from the plain one that the wire carries (an enum, say)."""

    to_wire: Callable[[object], object]
    from_wire: Callable[[object], object]
    values: tuple[object, ...] = ()
    """The plain values that there are."""


@dataclass(frozen=True, slots=True)
class PropertyShape:
    """One property: ``attribute`` on the Python side, ``name`` on the server."""

    attribute: str
    name: str
    data_type: DataType
    label: str
    """As the user wrote it, for messages: ``Question.points``."""
    nullable: bool = False
    default: Callable[[], object] | Absent = ABSENT
    """What null is read as, where the property is not nullable."""
    nested: NestedShape | None = None
    """For ``object`` and ``object[]``."""
    conversion: Conversion | None = None
    """Applied to each value; in a list to each item."""


@dataclass(frozen=True, slots=True)
class NestedShape:
    """The members of an object property, and how instances of its class are made of them."""

    label: str
    properties: tuple[PropertyShape, ...]
    make: Callable[[Iterable[dict[str, object]]], Sequence[object]]
    """Of rows of attribute values, without validation. To write, ``vars(instance)`` is read."""


@dataclass(frozen=True, slots=True)
class ReferenceShape:
    """A reference property; ``targets`` are names of collections."""

    attribute: str
    name: str
    label: str
    targets: tuple[str, ...]
    many: bool = False

    @property
    def multi_target(self) -> bool:
        return len(self.targets) > 1


@dataclass(frozen=True, slots=True)
class VectorShape:
    """A target vector; ``name`` is empty for the unnamed vector."""

    attribute: str
    name: str
    label: str
    multi: bool = False


@dataclass(frozen=True, slots=True)
class CollectionShape:
    """A collection as the codecs see it."""

    collection: str
    label: str
    """The model's name, for messages."""
    properties: tuple[PropertyShape, ...]
    references: tuple[ReferenceShape, ...] = ()
    vectors: tuple[VectorShape, ...] = ()


JSON: TypeAlias = "bool | int | float | str | Sequence[JSON] | Mapping[str, JSON] | None"
