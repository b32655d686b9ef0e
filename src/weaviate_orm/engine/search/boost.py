"""Boost: candidates of a search scored again by what their properties say.

Conditions are computed in float64, everything after that in float32, as on the server: equal
scores go by id, so it matters which ones come out equal.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from weaviate_orm.engine.errors import CallError
from weaviate_orm.engine.filters.model import FilterFault
from weaviate_orm.engine.filters.parse import from_message
from weaviate_orm.engine.search.conditions import (
    ALLOWED,
    ByDecay,
    ByFilter,
    ByValue,
    Candidates,
    Column,
    Condition,
    Curve,
    Modifier,
    duration,
    moment,
    operators,
)
from weaviate_orm.engine.write.fields import no_such_property

if TYPE_CHECKING:
    from weaviate_orm.engine.filters.model import Lookup
    from weaviate_orm.engine.schema.definition import CollectionDefinition
    from weaviate_orm.engine.search.hit import Hit
    from weaviate_orm.engine.store.shard import Shard
    from weaviate_orm.engine.vectors.distances import Floats
    from weaviate_orm.wire import messages

_MOST_CONDITIONS: Final = 20
_DEPTH: Final = 100
"""Candidates that are scored again if the request names no number."""
_CURVES: Final[dict[int, Curve]] = {0: "exponential", 1: "gauss", 2: "linear", 3: "exponential"}
_MODIFIERS: Final[dict[int, Modifier]] = {0: "none", 1: "log1p", 2: "sqrt"}


@dataclass(frozen=True, slots=True)
class Boost:
    """`(1 - weight) · primary + weight · Σ wᵢcᵢ / Σ|wᵢ|`, both parts between 0 and 1."""

    conditions: tuple[tuple[float, Condition], ...]
    """With their weights."""
    weight: float
    depth: int

    def candidates(self, wanted: int, most: int) -> int:
        """How many to score again for a page that ends at `wanted`."""
        return max(wanted, min(self.depth, most))


def read(
    definition: CollectionDefinition, message: messages.SearchRequest, find: Lookup
) -> Boost | None:
    """Read the boost of a search; None also if its weight is 0, which changes nothing.

    Raises:
        CallError: it is not one that can be computed.
    """
    if not message.HasField("boost"):
        return None
    given = message.boost
    count = len(given.conditions)
    if not count:
        raise CallError("boost: at least one condition is required")
    conditions: list[tuple[float, Condition]] = []
    for place, one in enumerate(given.conditions):
        try:
            conditions.append((one.weight or 1.0, _Reader(definition, find).condition(one)))
        except (CallError, FilterFault) as fault:
            raise CallError(f"boost condition[{place}]{fault}") from None
    if count > _MOST_CONDITIONS:
        raise CallError(f"boost: too many conditions ({count}), maximum is {_MOST_CONDITIONS}")
    weight = given.weight if given.HasField("weight") else 0.5
    if not 0 <= weight <= 1:
        raise CallError(f"boost: weight must be between 0 and 1, got {weight:f}")
    for place, (_, condition) in enumerate(conditions):
        if isinstance(condition, ByFilter):
            _check_operators(condition, place)
    if weight == 0:
        return None
    return Boost(tuple(conditions), weight, given.depth or _DEPTH)


def _check_operators(condition: ByFilter, place: int) -> None:
    """Refuse what conditions cannot compute; a server does so when all of them are read."""
    for operator in operators(condition.filter):
        if operator not in ALLOWED:
            raise CallError(
                f"boost condition[{place}] filter: operator {operator.label} is not supported in "
                "boost conditions"
            )


@dataclass(frozen=True, slots=True)
class _Reader:
    definition: CollectionDefinition
    find: Lookup

    def condition(self, message: messages.Boost.Condition) -> Condition:
        kind = message.WhichOneof("condition")
        if kind == "filter":
            return self._filter(message.filter)
        if kind == "time_decay":
            return self._time_decay(message.time_decay)
        if kind == "numeric_decay":
            return self._numeric_decay(message.numeric_decay)
        if kind == "property_value":
            value = message.property_value
            self._check(value.property, kind, ("int", "number"))
            return ByValue(value.property, _MODIFIERS.get(value.modifier, "none"))
        raise CallError(": exactly one of 'filter', 'decay', or 'property_value' must be set")

    def _filter(self, message: messages.Filters) -> ByFilter:
        try:
            return ByFilter(from_message(message, self.definition, self.find))
        except FilterFault as fault:
            raise CallError(f" filter: {fault}") from None

    def _time_decay(self, message: messages.Boost.TimeDecayFunction) -> ByDecay:
        self._check(message.property, "time_decay", ("date",))
        if not message.scale:
            raise CallError(" decay: scale is required")
        origin: float | None = None
        scale = duration(message.scale) or 0.0
        if message.origin not in ("", "now"):
            origin = moment(message.origin)
            if origin is None:  # then no object is near it
                scale = 0.0
        offset = duration(message.offset) if message.HasField("offset") else None
        return ByDecay(
            message.property,
            origin,
            scale,
            max(0.0, offset or 0.0),
            _decay_value(message),
            _CURVES.get(message.curve, "exponential"),
            of_time=True,
        )

    def _numeric_decay(self, message: messages.Boost.NumericDecayFunction) -> ByDecay:
        self._check(message.property, "numeric_decay", ("int", "number"))
        if not message.scale > 0:
            raise CallError(" numeric_decay: scale must be > 0")
        return ByDecay(
            message.property,
            message.origin,
            message.scale,
            max(0.0, message.offset),
            _decay_value(message),
            _CURVES.get(message.curve, "exponential"),
        )

    def _check(self, name: str, kind: str, types: Collection[str]) -> None:
        if not name:
            raise CallError(f" {kind}: property is required")
        if "." in name:
            raise CallError(f' {kind}: nested property "{name}" is not supported')
        known = self.definition.properties.get(name)
        if known is None:
            raise CallError(f" {kind}: {no_such_property(name, self.definition.name)}")
        if known.data_type not in types:
            found = known.targets[0] if known.is_reference else known.data_type
            raise CallError(
                f' {kind}: property "{name}" must be of type {" or ".join(types)}, got {found}'
            )


def _decay_value(
    message: messages.Boost.TimeDecayFunction | messages.Boost.NumericDecayFunction,
) -> float:
    value = message.decay_value or 0.5
    if not 0 <= value <= 1:
        raise CallError(f" decay: decay_value must be between 0 and 1, got {value:f}")
    return value


@dataclass(frozen=True, slots=True)
class Sight:
    """What the conditions see of a hit: what was loaded for it."""

    names: Collection[str]
    """Properties that are loaded for every hit."""
    everything: bool = False
    """All properties are loaded for every hit."""
    wholly: Collection[int] = ()
    """Slots of hits that were loaded whole."""


def boosted(
    boost: Boost, shard: Shard, hits: Sequence[Hit], primary: Sequence[float], sight: Sight
) -> list[Hit]:
    """The hits in their new order, with their new scores; `primary`: higher is better."""
    slots = [hit.slot for hit in hits]
    columns: dict[str, Column] = {
        name: _column(shard, slots, name, sight)
        for _, condition in boost.conditions
        for name in condition.names()
    }
    candidates = Candidates(columns, len(hits))
    liked = np.zeros(len(hits), np.float32)
    total = np.float32(0)
    for weight, condition in boost.conditions:
        liked += np.float32(weight) * np.array(condition.scores(candidates), np.float32)
        total += np.float32(abs(weight))
    share = np.float32(boost.weight)
    first = spread(np.array(primary, np.float32))
    mixed: Floats = np.add((np.float32(1) - share) * first, share * (liked / total))
    scores: list[float] = spread(mixed).tolist()
    scored = [hit._replace(score=score) for hit, score in zip(hits, scores, strict=True)]
    return sorted(scored, key=lambda hit: (-hit.score, shard.uuid(hit.slot)))


def spread(figures: Floats) -> Floats:
    """Between 0 for the smallest and 1 for the largest; 1 where all are equal."""
    if not len(figures):
        return figures
    low, high = figures.min(), figures.max()
    if low == high:
        return np.ones_like(figures)
    shares: Floats = (figures - low) / (high - low)
    return shares


def _column(shard: Shard, slots: Sequence[int], name: str, sight: Sight) -> list[object]:
    known = shard.definition.properties.get(name)
    if known is None or known.is_reference:
        return [None] * len(slots)
    values = shard.values(name, slots)
    if sight.everything or name in sight.names:
        return values
    return [v if s in sight.wholly else None for s, v in zip(slots, values, strict=True)]
