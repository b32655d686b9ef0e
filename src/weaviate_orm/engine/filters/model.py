"""What a filter says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, IntEnum
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

    from weaviate_orm.engine.schema.definition import CollectionDefinition

    Lookup: TypeAlias = Callable[[str], CollectionDefinition | None]
    """The collection of exactly this name."""


class Operator(IntEnum):
    """The operators with the numbers of the wire, which some messages show."""

    EQUAL = 1
    NOT_EQUAL = 2
    GREATER_THAN = 3
    GREATER_THAN_EQUAL = 4
    LESS_THAN = 5
    LESS_THAN_EQUAL = 6
    AND = 7
    OR = 8
    WITHIN_GEO_RANGE = 9
    LIKE = 10
    IS_NULL = 11
    CONTAINS_ANY = 12
    CONTAINS_ALL = 13
    CONTAINS_NONE = 14
    NOT = 15

    @property
    def label(self) -> str:
        """The name as REST and the messages have it: `GreaterThan`."""
        return "".join(part.capitalize() for part in self.name.split("_"))


LOGICAL = frozenset({Operator.AND, Operator.OR, Operator.NOT})
CONTAINS = frozenset({Operator.CONTAINS_ANY, Operator.CONTAINS_ALL, Operator.CONTAINS_NONE})
ORDERING = frozenset(
    {
        Operator.GREATER_THAN,
        Operator.GREATER_THAN_EQUAL,
        Operator.LESS_THAN,
        Operator.LESS_THAN_EQUAL,
    }
)


class Kind(Enum):
    """Types of values, by the names that the messages have for them."""

    TEXT = "string"
    INT = "int"
    NUMBER = "float64"
    BOOLEAN = "bool"
    TEXTS = "[]string"
    INTS = "[]int"
    NUMBERS = "[]float64"
    BOOLEANS = "[]bool"
    GEO = "filters.GeoRange"


class GeoRange(NamedTuple):
    """A circle; `distance` in metres."""

    latitude: float
    longitude: float
    distance: float


Scalar: TypeAlias = str | int | float | bool | GeoRange


@dataclass(frozen=True, slots=True)
class Value:
    """What a leaf compares with: one item, or those of a list."""

    kind: Kind
    items: tuple[Scalar, ...]

    @property
    def is_list(self) -> bool:
        return self.kind in _ITEM_KINDS

    def each(self) -> tuple[Value, ...]:
        """The items of a list as single values."""
        kind = _ITEM_KINDS[self.kind]
        return tuple(Value(kind, (item,)) for item in self.items)


_ITEM_KINDS = {
    Kind.TEXTS: Kind.TEXT,
    Kind.INTS: Kind.INT,
    Kind.NUMBERS: Kind.NUMBER,
    Kind.BOOLEANS: Kind.BOOLEAN,
}


@dataclass(frozen=True, slots=True)
class Path:
    """Where a leaf looks: reference hops (property, target collection), then a property.

    The property may be `_id`, a time, or `len(…)`.
    """

    property: str
    hops: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Leaf:
    """A condition on one property."""

    operator: Operator
    path: Path
    value: Value
    declared: str
    """The data type that the value is meant for: `text`, `int`, `date`, …"""


@dataclass(frozen=True, slots=True)
class Compound:
    """And, Or or Not of others."""

    operator: Operator
    operands: tuple[Filter, ...]


Filter: TypeAlias = Leaf | Compound


class FilterFault(Exception):
    """A filter that cannot be; `str()` is the server's text, which callers put behind their own.

    `bare` is what lists and keyword searches show instead, without any words before it: that a
    property lacks its index. `only_stopwords` marks a value without tokens, which ContainsAny
    skips.
    """

    def __init__(
        self, message: str, *, bare: str | None = None, only_stopwords: bool = False
    ) -> None:
        super().__init__(message)
        self.bare = bare
        self.only_stopwords = only_stopwords

    def behind(self, words: str) -> FilterFault:
        """The same fault with more words before it."""
        return FilterFault(f"{words}{self}", bare=self.bare, only_stopwords=self.only_stopwords)

    def shown(self, words: str) -> str:
        """The text of a list or a keyword search, whose words are given."""
        return f"{words}{self}" if self.bare is None else self.bare

    def __reduce__(self) -> tuple[object, ...]:
        return _fault, (str(self), self.bare, self.only_stopwords)


def _fault(message: str, bare: str | None, only_stopwords: bool) -> FilterFault:
    return FilterFault(message, bare=bare, only_stopwords=only_stopwords)


ID = "_id"
TIMES = frozenset({"_creationTimeUnix", "_lastUpdateTimeUnix"})


def length_of(name: str) -> str | None:
    """The property whose length `len(…)` names; None for other names."""
    if name.startswith("len(") and name.endswith(")"):
        return name[4:-1]
    return None


def no_such_property(name: str, collection: str) -> FilterFault:
    return FilterFault(
        f"no such prop with name '{name}' found in class '{collection}' in the schema. "
        "Check your schema files for which properties in this class are available"
    )


def no_such_collection(name: str) -> FilterFault:
    return FilterFault(f"could not find class {name} in schema")
