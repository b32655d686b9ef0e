"""Which vectors a search compares with, and how several distances become one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from weaviate_orm.engine.errors import CallError
from weaviate_orm.engine.vectors.joins import Join, Method

if TYPE_CHECKING:
    from weaviate_orm.engine.schema.definition import CollectionDefinition
    from weaviate_orm.wire import messages

_METHODS: Final[Mapping[int, Method]] = MappingProxyType(
    {0: "minimum", 1: "sum", 2: "minimum", 3: "average", 4: "relative", 5: "manual"}
)
_WEIGHTED: Final = frozenset({"relative", "manual"})


@dataclass(frozen=True, slots=True)
class Targets:
    """Names of vectors ('' = the unnamed one), as asked: a name may repeat."""

    names: tuple[str, ...]
    method: Method = "minimum"
    weights: tuple[float, ...] = ()
    """As given; only for manual weights and relative score."""

    @property
    def distinct(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.names))

    @property
    def are_several(self) -> bool:
        """More than one, or one more than once."""
        return len(self.names) > 1

    def join(self, legs: int) -> Join:
        """For so many legs: a target with several query vectors has one leg for each."""
        if self.method == "sum":
            return Join(self.method, (1.0,) * legs)
        if self.method == "average":
            return Join(self.method, (1.0 / legs,) * legs)
        return Join(self.method, self.weights)


NO_TARGETS: Final = Targets(("",))
"""Of what compares no vectors."""


def _named(definition: CollectionDefinition) -> str:
    return f"[{' '.join(name for name in definition.vectors if name)}]"


def read(
    definition: CollectionDefinition,
    targets: messages.Targets | None,
    old_names: Sequence[str],
    *,
    available: Callable[[CollectionDefinition], str] = _named,
) -> Targets:
    """Read the targets of a search; the only vector of a collection need not be named.

    `available`: says in an error which vectors there are.

    Raises:
        CallError: a target is unknown or missing, or the weights do not fit.
    """
    try:
        if targets is None:
            return _known(definition, Targets(tuple(old_names)), available)
        return _known(definition, _weighted(targets), available)
    except CallError as error:
        raise CallError(f"extract target vectors: {error.message}") from None


def _weighted(message: messages.Targets) -> Targets:
    names = tuple(message.target_vectors)
    method = _METHODS.get(message.combination)
    if method is None:
        raise CallError(f"unknown combination method {message.combination}")
    if method not in _WEIGHTED:
        return Targets(names, method)
    weights = list(message.weights_for_targets)
    if len(weights) != len(names):
        raise CallError(
            f"number of weights ({len(weights)}) does not match number of targets ({len(names)})"
        )
    for weight, name in zip(weights, names, strict=True):
        if weight.target != name:
            raise CallError(f"target vector {weight.target} not found in target vectors")
    return Targets(names, method, tuple(weight.weight for weight in weights))


def _known(
    definition: CollectionDefinition,
    targets: Targets,
    available: Callable[[CollectionDefinition], str],
) -> Targets:
    defined = definition.vectors
    named = [name for name in defined if name]
    if not targets.names:
        if "" in defined or not named:
            return Targets(("",))
        if len(named) > 1:
            raise CallError(
                f"class {definition.name} has multiple vectors, but no target vectors were provided"
            )
        return Targets((named[0],))
    for name in targets.names:
        if name not in named:
            raise CallError(
                f"class {definition.name} does not have named vector {name} configured. "
                f"Available named vectors {available(definition)}"
            )
    return targets
