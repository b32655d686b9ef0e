"""Expressions: what ``Question.points`` is on the class.

They name a place and make filters, sorts and columns of it. They send nothing.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from numbers import Real
from typing import TYPE_CHECKING, Any, Generic, overload

from weaviate_orm.errors import MisuseTypeError, MisuseValueError, UnknownName
from weaviate_orm.models import operands
from weaviate_orm.models.assignments import Assignment, assignment
from weaviate_orm.models.filters import Comparison, Filter, GeoRange
from weaviate_orm.models.location import FieldStep, Location, TargetStep
from weaviate_orm.models.mapping import field_at
from weaviate_orm.models.variables import X2, A, A_co, B, C_co, D, E, S_contra, T, T_co, X

if TYPE_CHECKING:
    from weaviate_orm.models.model import HasProperties


class ComparedWithWrongType:
    """What comparing a property with a value of another type evaluates to.

    No query method accepts it, so the checker's message names it.
    """

    __slots__ = ()


@dataclass(frozen=True, repr=False, slots=True)
class Path(Generic[S_contra]):
    """Anything that can be named from a model on."""

    model: type[HasProperties]
    location: Location
    data_type: str
    """The Weaviate data type at the end, or what stands there: ``vector``, ``cref``."""

    def __repr__(self) -> str:
        text = repr(self.location)
        owner = self.location.steps[0]
        # An inherited attribute is named as it was written: on the subclass.
        if isinstance(owner, FieldStep) and not text.startswith("metadata."):
            text = self.model.__name__ + text.removeprefix(owner.owner.__name__)
        return text

    def __format__(self, spec: str, /) -> str:
        """In an f-string the placeholder of a prompt: ``f"Explain {Question.answer}"``."""
        if len(self.location.steps) > 1 or self.location.measure:
            raise MisuseTypeError(f"{self!r}: a prompt names the object's own properties only.")
        return f"{{{self.location.last.name}}}"

    def _at(self, step: Path[Any]) -> Any:
        """The same step, read from further up."""
        if not issubclass(self._target(), step.model):
            raise MisuseTypeError(
                f"{self!r} leads to {self._target().__name__}, and {step!r} is none of its "
                "attributes."
            )
        return replace(step, model=self.model, location=self.location.then(step.location))

    if not TYPE_CHECKING:  # else a mistyped attribute would pass the checkers

        def __getattr__(self, name):
            if name.startswith("_") or name in Path.__slots__:  # what copying and pickling ask for
                raise AttributeError(name)
            raise UnknownName(_unknown(self, name))

    def _target(self) -> type[HasProperties]:
        last = self.location.steps[-1]
        return last.model if isinstance(last, TargetStep) else field_at(self.location).target


def _unknown(path: Path[Any], name: str) -> str:
    """The sentence for an attribute that an expression has not; it may be one of its targets'."""
    last = path.location.steps[-1]
    targets: tuple[type[HasProperties], ...] = ()
    if isinstance(last, TargetStep):
        targets = (last.model,)
    elif path.data_type in ("cref", "object", "object[]"):
        targets = field_at(path.location).targets
    for target in targets:
        if name in target.__pydantic_fields__:
            of = f".of({target.__name__})" if len(targets) > 1 else ""
            step = f"{target.__name__}.{name}"
            return f"{path!r} has no .{name}. Did you mean {path!r}{of}[{step}]?"
    return f"{path!r} has no .{name}."


@dataclass(frozen=True, repr=False, slots=True)
class Sort(Path[S_contra]):
    """One key of an order."""

    ascending: bool = True

    def __repr__(self) -> str:
        return f"{super(Sort, self).__repr__()}.{'asc' if self.ascending else 'desc'}()"


class Column(Path[S_contra], Generic[S_contra, T_co]):
    """What a row can be asked for: a property, or one at the end of a reference."""

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


_PLAIN: Mapping[type, tuple[str, Callable[[Any], bool]]] = {
    str: ("text", str.isascii),
    int: ("int", operands.INT64.__contains__),
    float: ("number", math.isfinite),
}
"""Values that are as the server takes them: their data type, and what is true of them."""


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
        return Filter(self.model, op, self.location, self._operand(value))

    def _compare_each(self, op: Comparison, values: Iterable[object]) -> Filter[S_contra]:
        if isinstance(values, str | bytes) or not hasattr(values, "__iter__"):
            raise MisuseTypeError(f"{self!r} takes a list of values here, not the one {values!r}.")
        self._check_whole(op)
        return Filter(self.model, op, self.location, tuple(self._operand(v) for v in values))

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

    def _operand(self, value: object) -> object:
        plain = _PLAIN.get(type(value))
        # Most values need no check, and the label for its message takes longer than the rest.
        if plain is not None and plain[0] == self.data_type and plain[1](value):
            return value
        return operands.CHECKS[self.data_type.removesuffix("[]")](repr(self), value)


class GeoAttr(Attr[S_contra, T], Generic[S_contra, T]):
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

    def length(self) -> Attr[S_contra, int]:
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
        return self._compare("Like", pattern)

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


class NestedAttr(Attr[S_contra, T], Generic[S_contra, T, A_co]):
    """A nested object, or a list of them: ``Question.address[Address.city]``."""

    __slots__ = ()

    @overload
    def value(
        self: NestedAttr[S_contra, list[Any], A_co], column: Column[A_co, X], /
    ) -> Column[S_contra, list[X]]: ...
    @overload
    def value(
        self: NestedAttr[S_contra, A_co | None, A_co], column: Column[A_co, X], /
    ) -> Column[S_contra, X | None]: ...
    @overload
    def value(self, column: Column[A_co, X], /) -> Column[S_contra, X]: ...
    def value(self, column: Column[A_co, Any], /) -> Column[S_contra, Any]:
        """The member in a row: of a list each object's, None where there is no object."""
        return _column(self._at(column))

    @overload
    def __getitem__(self, step: TextAttr[A_co, X], /) -> TextAttr[S_contra, X]: ...
    @overload
    def __getitem__(self, step: ListAttr[A_co, X, X2], /) -> ListAttr[S_contra, X, X2]: ...
    @overload
    def __getitem__(self, step: NestedAttr[A_co, X, B], /) -> NestedAttr[S_contra, X, B]: ...
    @overload
    def __getitem__(self, step: Attr[A_co, X, X2], /) -> Attr[S_contra, X, X2]: ...
    def __getitem__(self, step: Path[A_co], /) -> Any:
        return self._at(step)


@dataclass(frozen=True, eq=False, repr=False, slots=True)
class VectorAttr(Path[S_contra]):
    """A target vector as seen on the class: the ``target=`` of a search."""


class ReferenceIds(Path[S_contra]):
    """``Question.category.ids``: for ``prefetch``, the ids and no more."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"{super().__repr__()}.ids"


class RefPath(Path[S_contra], Generic[S_contra, C_co]):
    """A reference as seen on the class, to one object or to many."""

    __slots__ = ()

    @property
    def ids(self) -> ReferenceIds[S_contra]:
        """For ``prefetch``: the ids of the targets, and no more."""
        return ReferenceIds(self.model, self.location, "cref")

    def count(self) -> Attr[S_contra, int]:
        """The number of references, for filters."""
        if isinstance(self.location.steps[-1], TargetStep):
            whole = Location(self.location.steps[:-1])
            raise MisuseTypeError(
                f"{self!r} cannot be counted: the server counts the references to all models "
                f"together, as {whole!r}.count() does."
            )
        return Attr(self.model, replace(self.location, measure="count"), "int")

    @overload
    def __getitem__(self, step: TextAttr[C_co, T], /) -> TextAttr[S_contra, T]: ...
    @overload
    def __getitem__(self, step: ListAttr[C_co, T, X], /) -> ListAttr[S_contra, T, X]: ...
    @overload
    def __getitem__(self, step: NestedAttr[C_co, T, A], /) -> NestedAttr[S_contra, T, A]: ...
    @overload
    def __getitem__(self, step: GeoAttr[C_co, T], /) -> GeoAttr[S_contra, T]: ...
    @overload
    def __getitem__(self, step: Attr[C_co, T, X], /) -> Attr[S_contra, T, X]: ...
    @overload
    def __getitem__(self, step: RefAttr[C_co, D], /) -> RefAttr[S_contra, D]: ...
    @overload
    def __getitem__(self, step: RefsAttr[C_co, D], /) -> RefsAttr[S_contra, D]: ...
    @overload
    def __getitem__(self, step: MultiRefAttr[C_co, D], /) -> MultiRefAttr[S_contra, D]: ...
    def __getitem__(self, step: Path[C_co], /) -> Any:
        return self._at(step)


class RefAttr(RefPath[S_contra, C_co]):
    """A reference to one object: ``Question.category``."""

    __slots__ = ()

    def value(self, column: Column[C_co, T], /) -> Column[S_contra, T | None]:
        """The target's property in a row: None where there is no target."""
        return _column(self._at(column))


class RefsAttr(RefPath[S_contra, C_co]):
    """A reference to any number of objects: ``Question.related``."""

    __slots__ = ()

    def value(self, column: Column[C_co, T], /) -> Column[S_contra, list[T]]:
        """The property of each target in a row."""
        return _column(self._at(column))


def _column(path: Path[Any]) -> Column[Any, Any]:
    # A plain column: what stands behind a reference in a row cannot be filtered.
    return Column(path.model, path.location, path.data_type)


class MultiRefAttr(Path[S_contra], Generic[S_contra, C_co]):
    """A reference whose targets are of several models: a path must choose one."""

    __slots__ = ()

    @property
    def ids(self) -> ReferenceIds[S_contra]:
        """For ``prefetch``: the ids of the targets, and no more."""
        return ReferenceIds(self.model, self.location, "cref")

    def count(self) -> Attr[S_contra, int]:
        """The number of references, for filters."""
        return Attr(self.model, replace(self.location, measure="count"), "int")

    if not TYPE_CHECKING:  # it is there for its message

        def __getitem__(self, step):
            raise MisuseTypeError(
                f"{self!r} refers to several models. Choose one: "
                f"{self!r}.of({step.model.__name__})[{step!r}]."
            )

    # That D is one of the targets cannot be said: in an explicit ``self`` both checkers
    # solve the union before they see the argument, and give back the whole union.
    def of(self, target: type[D], /) -> RefsAttr[S_contra, D]:
        """The references to objects of one of the models."""
        targets = field_at(self.location).targets
        if target not in targets:
            names = ", ".join(each.__name__ for each in targets)
            raise MisuseTypeError(f"{self!r} refers to {names}, not to {target.__name__}.")
        return RefsAttr(
            self.model, Location((*self.location.steps, TargetStep(target))), self.data_type
        )


__all__ = [
    "Attr",
    "Boosted",
    "Column",
    "ComparedWithWrongType",
    "ContainsAttr",
    "GeoAttr",
    "ListAttr",
    "MultiRefAttr",
    "NestedAttr",
    "Path",
    "RefAttr",
    "RefPath",
    "ReferenceIds",
    "RefsAttr",
    "Sort",
    "TextAttr",
    "VectorAttr",
]
