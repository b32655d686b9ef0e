"""Several target vectors in one search, and how their distances are joined."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeAlias

from typing_extensions import TypeIs

from weaviate_orm.errors import MisuseValueError
from weaviate_orm.models.mapping import MappedField, field_at, fields_of
from weaviate_orm.models.paths import VectorAttr
from weaviate_orm.models.variables import M, S_contra
from weaviate_orm.wire import messages as pb

if TYPE_CHECKING:
    from weaviate_orm.models.model import HasProperties

Method: TypeAlias = Literal["sum", "minimum", "average", "relative_score", "manual"]
_METHODS: Mapping[str, str] = {
    "sum": "COMBINATION_METHOD_TYPE_SUM",
    "minimum": "COMBINATION_METHOD_TYPE_MIN",
    "average": "COMBINATION_METHOD_TYPE_AVERAGE",
    "relative_score": "COMBINATION_METHOD_TYPE_RELATIVE_SCORE",
    "manual": "COMBINATION_METHOD_TYPE_MANUAL",
}


@dataclass(frozen=True, slots=True)
class Join(Generic[S_contra]):
    """Target vectors and how an object's distances to them become one."""

    model: type[HasProperties]
    method: Method
    vectors: tuple[VectorAttr[Any], ...]
    weights: tuple[float, ...] = ()

    def __repr__(self) -> str:
        inner = ", ".join(repr(v) for v in self.vectors)
        return f"targets.{self.method}({inner})"


def join_of(model: type[HasProperties], vectors: tuple[VectorAttr[Any], ...]) -> Join[Any]:
    """The join that stands where vectors were given by target, and no join."""
    return Join(model, "minimum", vectors)


def is_join(value: object) -> TypeIs[Join[Any]]:
    """Whether a target is several vectors; of which model, each says itself."""
    return isinstance(value, Join)


def _join(method: Method, vectors: tuple[VectorAttr[M], ...]) -> Join[M]:
    if not vectors:
        raise MisuseValueError(f"targets.{method}() needs at least one target vector.")
    return Join(vectors[0].model, method, vectors)


def _weighted(method: Method, weights: Mapping[VectorAttr[M], float]) -> Join[M]:
    join = _join(method, tuple(weights))
    return Join(join.model, method, join.vectors, tuple(weights.values()))


class _Targets:
    """``targets.average(Question.title_vector, Question.body_vector)`` and its like."""

    @staticmethod
    def sum(*vectors: VectorAttr[M]) -> Join[M]:
        """The sum of the distances; objects without one of the vectors are left out."""
        return _join("sum", vectors)

    @staticmethod
    def average(*vectors: VectorAttr[M]) -> Join[M]:
        """The mean of the distances; objects without one of the vectors are left out."""
        return _join("average", vectors)

    @staticmethod
    def minimum(*vectors: VectorAttr[M]) -> Join[M]:
        """The smallest of the distances."""
        return _join("minimum", vectors)

    @staticmethod
    def manual_weights(weights: Mapping[VectorAttr[M], float], /) -> Join[M]:
        """The weighted sum of the distances."""
        return _weighted("manual", weights)

    @staticmethod
    def relative_score(weights: Mapping[VectorAttr[M], float], /) -> Join[M]:
        """The weighted sum of the distances, each scaled to 0..1 over what was found."""
        return _weighted("relative_score", weights)


targets = _Targets()


def targeted(
    model: type[HasProperties], target: VectorAttr[Any] | Join[Any] | None
) -> list[MappedField]:
    """The vectors that a search compares with."""
    if target is None:
        return [f for f in fields_of(model).values() if f.kind == "vector"]
    vectors = target.vectors if isinstance(target, Join) else (target,)
    return [field_at(each.location) for each in vectors]


def target_names(target: VectorAttr[Any] | Join[Any] | None) -> tuple[str, ...]:
    """The names of the target vectors on the server; none for the unnamed one."""
    if target is None:
        return ()
    vectors = target.vectors if isinstance(target, Join) else (target,)
    return tuple(v.location.last.name for v in vectors if v.location.last.name)


def target_message(
    target: VectorAttr[Any] | Join[Any] | None, counts: Mapping[str, int]
) -> pb.Targets | None:
    """The message; ``counts`` says how many query vectors a target has, where more than one."""
    names = target_names(target)
    if not names:
        return None
    if not isinstance(target, Join):
        return pb.Targets(target_vectors=names)
    method = pb.CombinationMethod.Value(_METHODS[target.method])
    if not target.weights:
        return pb.Targets(target_vectors=names, combination=method)
    # With weights a name stands once for each of its query vectors.
    repeated = [
        (name, weight)
        for name, weight in zip(names, target.weights, strict=True)
        for _ in range(counts.get(name, 1))
    ]
    return pb.Targets(
        target_vectors=[name for name, _ in repeated],
        combination=method,
        weights_for_targets=[pb.WeightsForTarget(target=n, weight=w) for n, w in repeated],
    )
