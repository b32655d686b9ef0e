"""Properties as seen on the class: what they can be compared with, and what of it each type has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from numbers import Real
from typing import TYPE_CHECKING, Any, Generic, cast, overload

from weaviate_orm.errors import MisuseTypeError, MisuseValueError
from weaviate_orm.models.assignments import Assignment, assignment
from weaviate_orm.models.filters import Comparison, Filter, GeoRange
from weaviate_orm.models.location import Location
from weaviate_orm.models.mapping import field_at
from weaviate_orm.models.operands import operand
from weaviate_orm.models.paths import Column, Sort
from weaviate_orm.models.variables import E, S_contra, T

if TYPE_CHECKING:
    from weaviate_orm.models.model import HasProperties


class ComparedWithWrongType:
    """What comparing a property with a value of another type evaluates to.

    No query method accepts it, so the checker's message names it.
    """

    __slots__ = ()


_ANY_WITH_THEM = (
    "the server would find any text that contains them. Say .matches(…) for that, or declare"
)
_EACH_OF_THEM = "the server would compare each of them. Declare"
_OF_WHOLE_TEXTS: Mapping[str, str] = {
    "Equal": _ANY_WITH_THEM,
    "NotEqual": _ANY_WITH_THEM,
    "In": _ANY_WITH_THEM,
    "NotIn": _ANY_WITH_THEM,
    "LessThan": _EACH_OF_THEM,
    "LessThanEqual": _EACH_OF_THEM,
    "GreaterThan": _EACH_OF_THEM,
    "GreaterThanEqual": _EACH_OF_THEM,
}
"""Comparisons of whole texts, and what becomes of them where a text is split into words."""


@lru_cache(maxsize=4096)
def _tokenization(location: Location) -> str | None:
    return field_at(location).tokenization


@lru_cache(maxsize=4096)
def _choices(location: Location) -> tuple[object, ...]:
    conversion = field_at(location).conversion
    return conversion.values if conversion is not None else ()


class Attr(Column[S_contra, T], Generic[S_contra, T, E]):
    """A property as seen on the class: ``Question.points``."""

    __slots__ = ()

    if TYPE_CHECKING:
        # Without the second overload both checkers fall back to
        # ``other.__eq__(self) -> bool``, and the message at the call of
        # ``filter`` would speak of a bool instead of the wrong type.
        @overload  # type: ignore[override]
        def __eq__(self, other: T, /) -> Filter[S_contra]: ...  # pyright: ignore[reportOverlappingOverload]
        @overload
        def __eq__(self, other: object, /) -> ComparedWithWrongType: ...
        def __eq__(self, other: object, /) -> Any: ...  # pyright: ignore[reportIncompatibleMethodOverride]

        @overload  # type: ignore[override]
        def __ne__(self, other: T, /) -> Filter[S_contra]: ...  # pyright: ignore[reportOverlappingOverload]
        @overload
        def __ne__(self, other: object, /) -> ComparedWithWrongType: ...
        def __ne__(self, other: object, /) -> Any: ...  # pyright: ignore[reportIncompatibleMethodOverride]
    else:

        def __eq__(self, other):
            return self.is_none() if other is None else self._compare("Equal", other)

        def __ne__(self, other):
            return self._null(is_null=False) if other is None else self._compare("NotEqual", other)

        __hash__ = None

    # E, not T: None has no order.
    def __lt__(self, other: E, /) -> Filter[S_contra]:
        return self._compare("LessThan", other)

    def __le__(self, other: E, /) -> Filter[S_contra]:
        return self._compare("LessThanEqual", other)

    def __gt__(self, other: E, /) -> Filter[S_contra]:
        return self._compare("GreaterThan", other)

    def __ge__(self, other: E, /) -> Filter[S_contra]:
        return self._compare("GreaterThanEqual", other)

    def in_(self, values: Iterable[E], /) -> Filter[S_contra]:
        """Equal to one of the values; of no values: never."""
        return self._compare_each("In", values)

    def not_in(self, values: Iterable[E], /) -> Filter[S_contra]:
        """Equal to none of the values; objects without a value match too."""
        return self._compare_each("NotIn", values)

    def is_none(self) -> Filter[S_contra]:
        """Has no value. An empty text and an empty list count as none on the server.

        Needs ``Meta.inverted_index = InvertedIndex(null_state=True)``.
        """
        return self._null(is_null=True)

    def asc(self) -> Sort[S_contra]:
        """Order by it, smallest first; objects without a value come first."""
        return Sort(self.model, self.location, self.data_type)

    def desc(self) -> Sort[S_contra]:
        """Order by it, largest first; objects without a value come last."""
        return Sort(self.model, self.location, self.data_type, ascending=False)

    def set(self, value: T, /) -> Assignment[S_contra]:
        """The property with this value, for ``update``.

        The value has to fit the property's type and constraints.
        """
        return assignment(self.model, self.location, value)

    def _null(self, *, is_null: bool) -> Filter[S_contra]:
        return Filter(self.model, "IsNull", self.location, is_null)

    def _compare(self, op: Comparison, value: object) -> Filter[S_contra]:
        if value is None:
            raise MisuseTypeError(
                f"None has no order, so {self!r} cannot be compared with it. Use "
                f"{self!r}.is_none()."
            )
        self._check_whole(op)
        return Filter(self.model, op, self.location, operand(self, self.data_type, value))

    def _compare_each(self, op: Comparison, values: Iterable[object]) -> Filter[S_contra]:
        if isinstance(values, str | bytes) or not hasattr(values, "__iter__"):
            raise MisuseTypeError(f"{self!r} takes a list of values here, not the one {values!r}.")
        self._check_whole(op)
        return Filter(
            self.model, op, self.location, tuple(operand(self, self.data_type, v) for v in values)
        )

    # The tokenization is a value, not a type: what it forbids can only be refused when
    # the expression is made.
    def _check_whole(self, op: Comparison) -> None:
        if self.data_type != "text" or op not in _OF_WHOLE_TEXTS:
            return
        tokenization = _tokenization(self.location)
        if tokenization != "field":
            raise MisuseTypeError(
                f"{self!r} is split into words (tokenization={tokenization!r}), and "
                f'{_OF_WHOLE_TEXTS[op]} prop(tokenization="field") to compare whole texts.'
            )


class _Choosing(Attr[S_contra, T, E], Generic[S_contra, T, E]):
    """Of an enum or of literals: compared with their values alone."""

    __slots__ = ()

    def _compare(self, op: Comparison, value: object) -> Filter[S_contra]:
        made = super()._compare(op, value)
        self._check_choice(made.value)
        return made

    def _compare_each(self, op: Comparison, values: Iterable[object]) -> Filter[S_contra]:
        made = super()._compare_each(op, values)
        for value in cast("tuple[object, ...]", made.value):  # of operands, made just now
            self._check_choice(value)
        return made

    def _check_choice(self, value: object) -> None:
        known = _choices(self.location)
        if value not in known:
            raise MisuseValueError(
                f"{self!r} is compared with {value!r}, which it never is. There are "
                f"{', '.join(map(repr, known))}."
            )


class ChoiceAttr(_Choosing[S_contra, T, E], Generic[S_contra, T, E]):
    """A property of an enum or of literals."""

    __slots__ = ()


class GeoAttr(Attr[S_contra, T, T], Generic[S_contra, T]):
    """Coordinates: can be filtered by distance."""

    __slots__ = ()

    def within(self, latitude: float, longitude: float, *, km: float) -> Filter[S_contra]:
        """At most ``km`` kilometres away, on a sphere of 6,371 km radius.

        The server finds the 800 nearest at the most.
        """
        if not all(isinstance(each, Real) for each in (latitude, longitude, km)):
            raise MisuseTypeError(
                f"{self!r}.within({latitude!r}, {longitude!r}, km={km!r}): it takes numbers."
            )
        if not (-90 <= latitude <= 90 and -180 <= longitude <= 180 and km >= 0):
            raise MisuseValueError(
                f"{self!r}.within({latitude}, {longitude}, km={km}): latitude is between -90 and "
                "90, longitude between -180 and 180, km not negative."
            )
        return Filter(
            self.model, "WithinGeoRange", self.location, GeoRange(latitude, longitude, km)
        )


class _Measured(Attr[S_contra, T, E], Generic[S_contra, T, E]):
    __slots__ = ()

    def length(self) -> Attr[S_contra, int, int]:
        """The number of characters of a text, of items of a list.

        Needs ``Meta.inverted_index = InvertedIndex(property_length=True)``.
        """
        return Attr(self.model, replace(self.location, measure="length"), "int")


class ContainsAttr(_Measured[S_contra, T, E], Generic[S_contra, T, E]):
    """A property of which the server can test parts: a list, a text's words."""

    __slots__ = ()

    def contains_any(self, values: Iterable[E], /) -> Filter[S_contra]:
        """Holds at least one of the values; of no values: never."""
        return self._compare_each("ContainsAny", values)

    def contains_all(self, values: Iterable[E], /) -> Filter[S_contra]:
        """Holds each of the values; of no values: always."""
        return self._compare_each("ContainsAll", values)

    def contains_none(self, values: Iterable[E], /) -> Filter[S_contra]:
        """Holds none of the values; objects without any match too."""
        return self._compare_each("ContainsNone", values)


class ListAttr(ContainsAttr[S_contra, T, E], Generic[S_contra, T, E]):
    """A list property."""

    __slots__ = ()

    if not TYPE_CHECKING:
        # The server compares items, so equality of whole lists cannot be asked.
        def _compare(self, _op, _value):
            raise MisuseTypeError(
                f"{self!r} is a list, which the server compares item by item. Use "
                ".contains_any([…]), .contains_all([…]), .contains_none([…]) or .length()."
            )


class ChoiceListAttr(ListAttr[S_contra, T, E], _Choosing[S_contra, T, E]):
    """A list of members of an enum, or of literals."""

    __slots__ = ()


@dataclass(frozen=True, repr=False, slots=True)
class Boosted(Generic[S_contra]):
    """A text property and its weight in a keyword search: ``Question.question ** 2``."""

    model: type[HasProperties]
    location: Location
    boost: float

    def __repr__(self) -> str:
        return f"{self.location!r} ** {self.boost:g}"


class _TextOperators(ContainsAttr[S_contra, T, str], Generic[S_contra, T]):
    __slots__ = ()

    def like(self, pattern: str, /) -> Filter[S_contra]:
        """Has a word (under ``field``: is a text) that fits: ``*`` any run, ``?`` one character."""
        made = self._compare("Like", pattern)
        if not pattern.strip():
            raise MisuseValueError(f"{self!r}.like({pattern!r}): there is nothing in it.")
        return made

    def __pow__(self, boost: float, /) -> Boosted[S_contra]:
        """Weigh the property in a keyword search: ``properties=[Question.question ** 2]``."""
        if not 0 <= boost < float("inf"):
            raise MisuseValueError(f"{self!r} ** {boost}: a boost is a number from 0 on.")
        return Boosted(self.model, self.location, boost)


class TextAttr(_TextOperators[S_contra, T], Generic[S_contra, T]):
    """A text property: has the operators that only text has."""

    __slots__ = ()

    def matches(self, text: str, /) -> Filter[S_contra]:
        """Contains every word of ``text``, in any order; stopwords are not asked for."""
        made = self._compare("Matches", text)
        if not text.strip():
            raise MisuseValueError(f"{self!r}.matches({text!r}): there are no words in it.")
        return made
