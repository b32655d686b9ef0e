"""What changes the order of hits after a search: rerank, boost, diversity."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeAlias

from weaviate_orm.errors import MisuseTypeError, MisuseValueError
from weaviate_orm.models.attributes import Attr
from weaviate_orm.models.filters import Filter
from weaviate_orm.models.location import METADATA_NAMES
from weaviate_orm.models.mapping import field_at
from weaviate_orm.models.variables import S, S_contra, T
from weaviate_orm.query.checks import leaves
from weaviate_orm.query.filters import Findings, compile_filter
from weaviate_orm.wire import messages as pb

if TYPE_CHECKING:
    from weaviate_orm.models.model import HasProperties


@dataclass(frozen=True, slots=True)
class Rerank:
    """Order the page anew by a reranker module."""

    property: str
    query: str | None = None

    def message(self) -> pb.Rerank:
        return pb.Rerank(property=self.property, query=self.query)


@dataclass(frozen=True, slots=True)
class Diversity:
    """Choose hits that differ from each other (maximal marginal relevance)."""

    candidates: int
    """The hits to choose from: what the limit was before."""
    limit: int
    balance: float

    def message(self) -> pb.Selection:
        return pb.Selection(mmr=pb.Selection.MMR(limit=self.limit, balance=self.balance))


_MODIFIERS = {"none": "UNSPECIFIED", "log1p": "LOG1P", "sqrt": "SQRT"}
Curve: TypeAlias = Literal["exponential", "gauss", "linear"]


@dataclass(frozen=True, slots=True)
class Condition(Generic[S_contra]):
    """One thing that lifts an object in a boost, of ``boosts``."""

    model: type[HasProperties]
    label: str
    build: Callable[[], pb.Boost.Condition]
    attributes: tuple[str, ...] = ()
    """What the server has to load, so that it sees it."""

    def __repr__(self) -> str:
        return f"boosts.{self.label}"


@dataclass(frozen=True, slots=True)
class Boost:
    """Blend the search's score with conditions."""

    conditions: tuple[Condition[Any], ...]
    weight: float
    depth: int

    def message(self) -> pb.Boost:
        return pb.Boost(
            weight=self.weight,
            depth=self.depth,
            conditions=[condition.build() for condition in self.conditions],
        )

    @property
    def attributes(self) -> tuple[str, ...]:
        """What the server has to load, so that conditions see it."""
        return tuple(dict.fromkeys(a for c in self.conditions for a in c.attributes))


def _own_property(attr: Attr[Any, Any, Any], kinds: tuple[str, ...], step: str) -> str:
    if type(attr).__mro__.count(Attr) == 0 or len(attr.location.steps) > 1:
        raise MisuseTypeError(f"boosts.{step}({attr!r}): it takes an own property of the model.")
    if attr.location.last.name in METADATA_NAMES:
        raise MisuseTypeError(f"boosts.{step}({attr!r}): it takes a property of the model.")
    field = field_at(attr.location)
    if field.data_type not in kinds:
        raise MisuseTypeError(
            f"boosts.{step}({attr!r}): it takes {' or '.join(kinds)}, not {field.data_type}."
        )
    return field.name


def _seconds(span: timedelta, step: str) -> str:
    seconds = span.total_seconds()
    if seconds <= 0:
        raise MisuseValueError(f"boosts.{step}(scale={span}): a scale is longer than nothing.")
    return f"{seconds * 1000:.0f}ms"


class _Boosts:
    """Conditions of a boost: ``boosts.matches(…)``, ``boosts.near_time(…)`` and so on."""

    @staticmethod
    def matches(condition: Filter[S], /, *, weight: float = 1.0) -> Condition[S]:
        """Lift objects that meet a filter; by a negative weight, lower them.

        The server looks at whole values, case and all; lists never match.
        """
        compiled = compile_filter(condition, Findings())
        if isinstance(compiled, bool):
            raise MisuseValueError(f"boosts.matches({condition!r}) is the same for every object.")
        return Condition(
            condition.model,
            f"matches({condition!r})",
            lambda: pb.Boost.Condition(weight=weight, filter=compiled),
            tuple(leaf.location.last.attribute for leaf in leaves(condition) if leaf.location),
        )

    @staticmethod
    def value(
        attr: Attr[S, T, int] | Attr[S, T, float],
        /,
        *,
        modifier: Literal["none", "log1p", "sqrt"] = "none",
        weight: float = 1.0,
    ) -> Condition[S]:
        """Lift objects by a number, scaled to 0..1 over the candidates."""
        name = _own_property(attr, ("int", "number"), "value")
        number = pb.Boost.PropertyValueModifier.Value(
            f"PROPERTY_VALUE_MODIFIER_{_MODIFIERS[modifier]}"
        )
        return Condition(
            attr.model,
            f"value({attr!r})",
            lambda: pb.Boost.Condition(
                weight=weight,
                property_value=pb.Boost.PropertyValueFunction(property=name, modifier=number),
            ),
            (attr.location.last.attribute,),
        )

    @staticmethod
    def near_time(
        attr: Attr[S, T, datetime],
        /,
        *,
        scale: timedelta,
        origin: datetime | None = None,
        offset: timedelta = timedelta(0),
        decay: float = 0.5,
        curve: Curve = "exponential",
        weight: float = 1.0,
    ) -> Condition[S]:
        """Lift objects whose date is near ``origin`` (None: now): by ``decay`` at ``scale``."""
        name = _own_property(attr, ("date",), "near_time")
        if origin is not None and origin.tzinfo is None:
            raise MisuseValueError(f"boosts.near_time(origin={origin}): say which zone it is in.")
        message = pb.Boost.TimeDecayFunction(
            property=name,
            origin="now" if origin is None else origin.astimezone(UTC).isoformat(),
            scale=_seconds(scale, "near_time"),
            offset=f"{offset.total_seconds() * 1000:.0f}ms" if offset else "",
            curve=_curve(curve),
            decay_value=_decay(decay),
        )
        return Condition(
            attr.model,
            f"near_time({attr!r})",
            lambda: pb.Boost.Condition(weight=weight, time_decay=message),
            (attr.location.last.attribute,),
        )

    @staticmethod
    def near_number(
        attr: Attr[S, T, int] | Attr[S, T, float],
        /,
        *,
        origin: float,
        scale: float,
        offset: float = 0.0,
        decay: float = 0.5,
        curve: Curve = "exponential",
        weight: float = 1.0,
    ) -> Condition[S]:
        """Lift objects whose number is near ``origin``: by ``decay`` at ``scale`` away."""
        name = _own_property(attr, ("int", "number"), "near_number")
        if scale <= 0:
            raise MisuseValueError(f"boosts.near_number(scale={scale}): a scale is above 0.")
        message = pb.Boost.NumericDecayFunction(
            property=name,
            origin=origin,
            scale=scale,
            offset=offset,
            curve=_curve(curve),
            decay_value=_decay(decay),
        )
        return Condition(
            attr.model,
            f"near_number({attr!r})",
            lambda: pb.Boost.Condition(weight=weight, numeric_decay=message),
            (attr.location.last.attribute,),
        )


def _curve(curve: Curve) -> pb.Boost.DecayCurve.ValueType:
    return pb.Boost.DecayCurve.Value(f"DECAY_CURVE_{curve.upper()}")


def _decay(decay: float) -> float:
    if not 0 < decay <= 1:
        raise MisuseValueError(f"decay={decay}: it lies between 0 and 1.")
    return decay


boosts = _Boosts()
