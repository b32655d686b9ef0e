"""Conditions on objects, as plain values: they can be stored, compared, pickled, printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, Literal, NoReturn, TypeAlias, cast

from weaviate_orm.errors import MisuseTypeError
from weaviate_orm.models.variables import S, S_contra

if TYPE_CHECKING:
    from weaviate_orm.models.location import Location
    from weaviate_orm.models.model import HasProperties

Junction: TypeAlias = Literal["And", "Or", "Not"]
Comparison: TypeAlias = Literal[
    "Equal",
    "NotEqual",
    "LessThan",
    "LessThanEqual",
    "GreaterThan",
    "GreaterThanEqual",
    "In",
    "NotIn",
    "Matches",
    "Like",
    "ContainsAny",
    "ContainsAll",
    "ContainsNone",
    "IsNull",
    "WithinGeoRange",
]

_SYMBOLS: dict[str, str] = {
    "Equal": "{0} == {1}",
    "NotEqual": "{0} != {1}",
    "LessThan": "{0} < {1}",
    "LessThanEqual": "{0} <= {1}",
    "GreaterThan": "{0} > {1}",
    "GreaterThanEqual": "{0} >= {1}",
    "In": "{0}.in_({1})",
    "NotIn": "{0}.not_in({1})",
    "Matches": "{0}.matches({1})",
    "Like": "{0}.like({1})",
    "ContainsAny": "{0}.contains_any({1})",
    "ContainsAll": "{0}.contains_all({1})",
    "ContainsNone": "{0}.contains_none({1})",
    "WithinGeoRange": "{0}.within({1})",
}


@dataclass(frozen=True, slots=True)
class GeoRange:
    """A circle on the Earth: its centre in degrees, its radius in kilometres."""

    latitude: float
    longitude: float
    km: float

    def __repr__(self) -> str:
        return f"{self.latitude}, {self.longitude}, km={self.km}"


@dataclass(frozen=True, slots=True, repr=False)
class Filter(Generic[S_contra]):
    """A condition on objects of one model (or of a base of it).

    Made by comparing properties (``Question.points >= 100``), combined with ``& | ~``,
    ``Filter.all`` and ``Filter.any``. ``value`` is plain: text, numbers, dates, ids.
    """

    model: type[HasProperties]
    op: Junction | Comparison
    location: Location | None = None
    value: object = None
    operands: tuple[Filter[Any], ...] = ()

    # Not generic: a type variable for ``other`` would be solved as the meet of two
    # unrelated models, and the sum of their filters would pass until it is used. The
    # reflected methods are for the checkers: they take a base's filter at the left.
    def __and__(self, other: Filter[S_contra]) -> Filter[S_contra]:
        return _combined("And", (self, other))

    def __or__(self, other: Filter[S_contra]) -> Filter[S_contra]:
        return _combined("Or", (self, other))

    def __rand__(self, other: Filter[S_contra]) -> Filter[S_contra]:
        return _combined("And", (other, self))

    def __ror__(self, other: Filter[S_contra]) -> Filter[S_contra]:
        return _combined("Or", (other, self))

    def __invert__(self) -> Filter[S_contra]:
        return Filter(self.model, "Not", operands=(self,))

    def __bool__(self) -> NoReturn:
        raise MisuseTypeError("A filter has no truth value. Use & | ~ instead of and/or/not.")

    @staticmethod
    def all(*parts: Filter[S]) -> Filter[S]:
        """Hold all of the conditions."""
        return _combined("And", parts)

    @staticmethod
    def any(*parts: Filter[S]) -> Filter[S]:
        """Hold at least one of the conditions."""
        return _combined("Or", parts)

    def __repr__(self) -> str:
        if self.op == "Not":
            return f"~({self.operands[0]!r})"
        if self.operands:
            return (" & " if self.op == "And" else " | ").join(
                f"({each!r})" for each in self.operands
            )
        if self.op == "IsNull":
            return f"{self.location!r}.is_none()" if self.value else f"{self.location!r} != None"
        value: object = self.value
        if isinstance(value, tuple):
            value = list(cast("tuple[object, ...]", value))  # of any values
        return _SYMBOLS[self.op].format(repr(self.location), repr(value))


def _combined(op: Junction, parts: tuple[Filter[Any], ...]) -> Filter[Any]:
    if not parts:
        raise MisuseTypeError("A combined filter needs at least one part.")
    operands: list[Filter[Any]] = []
    model: type[HasProperties] | None = None
    for part in parts:
        # Unchecked callers pass bools: ``(a >= 3) and True`` was meant as ``&``.
        if not isinstance(part, Filter):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise MisuseTypeError(
                f"{part!r} is no filter. Combine comparisons of properties, such as "
                "(Model.x >= 3) & (Model.y == 'z')."
            )
        model = part.model if model is None else _common(model, part.model)
        if part.op == op and op != "Not":
            operands.extend(part.operands)
        else:
            operands.append(part)
    assert model is not None
    return operands[0] if len(operands) == 1 else Filter(model, op, operands=tuple(operands))


def _common(model: type[HasProperties], other: type[HasProperties]) -> type[HasProperties]:
    if model is other:
        return model
    if issubclass(model, other):
        return model
    if issubclass(other, model):
        return other
    raise MisuseTypeError(
        f"A filter on {other.__name__} cannot be combined with one on {model.__name__}. "
        f"Reach it by a path: {model.__name__}.<reference>[{other.__name__}.…]."
    )
