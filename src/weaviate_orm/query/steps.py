"""What each step of a query set adds, checked: pure functions from a query and arguments."""

from __future__ import annotations

import uuid as uuid_
from typing import TYPE_CHECKING, Any, Literal, cast, get_args
from uuid import UUID

from weaviate_orm.errors import MisuseTypeError, MisuseValueError
from weaviate_orm.models.filters import Filter
from weaviate_orm.models.mapping import fields_of
from weaviate_orm.models.model import ModelBase
from weaviate_orm.models.paths import (
    Column,
    MultiRefAttr,
    Path,
    ReferenceIds,
    RefPath,
    Sort,
    VectorAttr,
)
from weaviate_orm.models.variables import MetadataName
from weaviate_orm.query.checks import Part, check_filter, check_order, check_own
from weaviate_orm.query.generating import Provider, generate
from weaviate_orm.query.grouping import GroupBy
from weaviate_orm.query.query import Consistency, Query, RowKind
from weaviate_orm.query.ranking import Boost, Condition, Diversity, Rerank
from weaviate_orm.query.searches import (
    Hybrid,
    Keyword,
    Move,
    NearObject,
    NearText,
    NearVector,
    Threshold,
    WordOperator,
    is_mapping,
    query_text,
    query_vectors,
    searched,
)
from weaviate_orm.query.targets import Join, is_join, join_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_METADATA_NAMES = get_args(MetadataName)
_CONSISTENCIES = get_args(Consistency)


# -- searches -------------------------------------------------------------------------------


def _alone(query: Query, step: str) -> None:
    if query.search is not None:
        raise MisuseValueError(
            f".{step}() after .{query.search.name}(): a query has one search. For words and "
            "vectors together there is .hybrid()."
        )


def _no_vector(query: Query, step: str) -> str:
    return (
        f".{step}(): {query.model.__name__} has no vector. Declare one: embedding: Vector = "
        "vector()."
    )


def _target(query: Query, target: Any, step: str) -> VectorAttr[Any] | Join[Any] | None:
    vectors = [f for f in fields_of(query.model).values() if f.kind == "vector"]
    if target is None:
        if len(vectors) > 1:
            known = ", ".join(f.label for f in vectors)
            raise MisuseValueError(
                f".{step}(): {query.model.__name__} has several vectors. Say which one: "
                f"target={vectors[0].label} (there are {known}), or several by targets.…(…)."
            )
        if not vectors:
            raise MisuseValueError(_no_vector(query, step))
        return None
    for each in target.vectors if is_join(target) else (target,):
        _own(query, each, (VectorAttr,), f".{step}(target={each!r}): a target is a vector.")
    return cast("VectorAttr[Any] | Join[Any]", target)  # checked just now


def _own(query: Query, part: object, kinds: tuple[type[Path[Any]], ...], refusal: str) -> None:
    """The part is an expression of one of these kinds, on the query's model."""
    if not isinstance(part, kinds):
        raise MisuseTypeError(refusal)
    check_own(query.model, cast("Part", part))  # of one of the kinds


def _any_target(query: Query) -> VectorAttr[Any] | None:
    """Of several vectors the server wants one named, even where none counts."""
    vectors = [f.attribute for f in fields_of(query.model).values() if f.kind == "vector"]
    return getattr(query.model, vectors[0]) if len(vectors) > 1 else None


def keyword(
    query: Query, text: str, properties: tuple[Any, ...], operator: WordOperator | None
) -> Keyword:
    _alone(query, "bm25")
    return Keyword(query_text(text, "bm25"), searched(query.model, properties), operator)


def near_vector(
    query: Query, vector: Any, target: Any, distance: float | None, certainty: float | None
) -> NearVector:
    _alone(query, "near_vector")
    checked = _target(query, _targets_of(query, vector, target), "near_vector")
    vectors = query_vectors(query.model, vector, checked, f"{query.model.__name__}.near_vector")
    return NearVector(vectors, checked, Threshold(distance, certainty))


def _targets_of(query: Query, vector: Any, target: Any) -> Any:
    if target is not None or not is_mapping(vector) or not vector:
        return target
    keys = tuple(vector)
    for each in keys:
        _own(query, each, (VectorAttr,), f"{each!r} is no vector of {query.model.__name__}.")
    return keys[0] if len(keys) == 1 else join_of(query.model, keys)


def near_object(
    query: Query, near: object, target: Any, distance: float | None, certainty: float | None
) -> NearObject:
    _alone(query, "near_object")
    if isinstance(near, ModelBase):
        if type(near) is not query.model:
            raise MisuseTypeError(
                f".near_object() of {query.model.__name__} takes one of its objects, not a "
                f"{type(near).__name__}."
            )
        near = near.id
    return NearObject(
        uuid(near, "near_object"),
        _target(query, target, "near_object"),
        Threshold(distance, certainty),
    )


def _concepts(concepts: Sequence[str], step: str) -> tuple[str, ...]:
    if not concepts:
        raise MisuseValueError(f".{step}() needs at least one text to search by.")
    return tuple(query_text(each, step) for each in concepts)


def near_text(
    query: Query,
    concepts: tuple[str, ...],
    target: Any,
    distance: float | None,
    certainty: float | None,
    move_to: Move | None,
    move_away: Move | None,
) -> NearText:
    _alone(query, "near_text")
    return NearText(
        _concepts(concepts, "near_text"),
        _target(query, target, "near_text"),
        Threshold(distance, certainty),
        move_to,
        move_away,
    )


def hybrid(
    query: Query,
    text: str,
    *,
    alpha: float,
    vector: Any,
    near_text: tuple[str, ...],
    properties: tuple[Any, ...],
    target: Any,
    fusion: Literal["relative_score", "ranked"],
    max_vector_distance: float | None,
    operator: WordOperator | None,
    moves: tuple[Move | None, Move | None],
) -> Hybrid:
    _alone(query, "hybrid")
    if not 0 <= alpha <= 1:
        raise MisuseValueError(f".hybrid(alpha={alpha}): it lies between 0 and 1.")
    if alpha < 1 or (vector is None and not near_text):
        query_text(text, "hybrid")
    if vector is not None and near_text:
        raise MisuseValueError(".hybrid() takes a vector or near_text, not both.")
    if any(moves) and not near_text:
        raise MisuseValueError(".hybrid(): moves need near_text to move.")
    if any(move.objects for move in moves if move is not None):
        raise MisuseValueError(
            ".hybrid(): the server moves by concepts only here, not by objects. Use .near_text()."
        )
    target = _targets_of(query, vector, target)
    unasked = alpha == 0 and target is None
    checked = _any_target(query) if unasked else _target(query, target, "hybrid")
    if near_text:
        sub: Any = NearText(_concepts(near_text, "hybrid"), None, Threshold(), *moves)
    elif vector is not None:
        vectors = query_vectors(query.model, vector, checked, f"{query.model.__name__}.hybrid")
        sub = NearVector(vectors) if vectors[0].target else vectors[0]
    else:
        sub = None
    return Hybrid(
        text,
        float(alpha),
        searched(query.model, properties),
        sub,
        checked,
        fusion,
        max_vector_distance,
        operator,
    )


# -- filters, order, windows ----------------------------------------------------------------


def filters(query: Query, conditions: tuple[Filter[Any], ...]) -> tuple[Filter[Any], ...]:
    for condition in conditions:
        check_filter(query.model, condition)
    return (*query.filters, *conditions)


def exclusion(query: Query, conditions: tuple[Filter[Any], ...]) -> tuple[Filter[Any], ...]:
    if not conditions:
        return query.filters
    for condition in conditions:
        check_filter(query.model, condition)
    return (*query.filters, ~Filter.all(*conditions))


def order(query: Query, sorts: tuple[Sort[Any], ...]) -> tuple[Sort[Any], ...]:
    for sort in sorts:
        check_order(query.model, sort)
    return sorts


def natural(value: int, step: str) -> int:
    if type(value) is not int:
        raise MisuseTypeError(f".{step}({value!r}): it takes an int.")
    if value < 0:
        raise MisuseValueError(f".{step}({value}): it cannot be negative.")
    return value


def jumps(value: int) -> int:
    if natural(value, "auto_limit") < 1:
        raise MisuseValueError(".auto_limit(0): it takes the number of jumps, from 1 on.")
    return value


def positive(value: float, step: str) -> float:
    if not value > 0:
        raise MisuseValueError(f".{step}({value!r}): it takes a number of seconds above 0.")
    return float(value)


def batch_size(value: int) -> int:
    if not 1 <= natural(value, "iterator") <= 10_000:
        raise MisuseValueError(f".iterator(batch_size={value}): it lies between 1 and 10,000.")
    return value


def window(query: Query, index: slice) -> tuple[int, int | None]:
    """The offset and limit of a slice of what the query has already."""
    start, stop = index.start or 0, index.stop
    if index.step not in (None, 1):
        raise MisuseValueError(f"[::{index.step}]: a slice of a query set has no step.")
    for bound in (start, stop):
        if bound is not None and (type(bound) is not int or bound < 0):
            raise MisuseValueError(
                f"[{index.start}:{index.stop}]: the bounds of a slice are numbers from 0 on. To "
                "count from the end, turn the order around."
            )
    limit = None if stop is None else max(0, stop - start)
    if query.limit is not None:
        left = max(0, query.limit - start)
        limit = left if limit is None else min(limit, left)
    return query.offset + start, limit


def uuid(value: object, step: str) -> UUID:
    if isinstance(value, UUID):
        return value
    if isinstance(value, str):
        try:
            return uuid_.UUID(value)
        except ValueError:
            raise MisuseValueError(f".{step}({value!r}): that is no uuid.") from None
    raise MisuseTypeError(f".{step}({value!r}): it takes a UUID.")


# -- what is fetched ------------------------------------------------------------------------


def prefetch(query: Query, paths: tuple[Any, ...]) -> tuple[Path[Any], ...]:
    for path in paths:
        refusal = f".prefetch({path!r}): it takes references of the model."
        _own(query, path, (RefPath, MultiRefAttr, ReferenceIds), refusal)
    return tuple(dict.fromkeys((*query.prefetch, *paths)))


def vectors(query: Query, wanted: tuple[Any, ...]) -> tuple[Path[Any], ...]:
    for each in wanted:
        refusal = f".with_vectors({each!r}): it takes vectors of the model."
        _own(query, each, (VectorAttr,), refusal)
    if not wanted:
        model: Any = query.model
        wanted = tuple(
            getattr(model, f.attribute)
            for f in fields_of(query.model).values()
            if f.kind == "vector"
        )
        if not wanted:
            raise MisuseValueError(_no_vector(query, "with_vectors"))
    return tuple(dict.fromkeys((*query.vectors, *wanted)))


def tenant(name: str) -> str:
    if not name:
        raise MisuseValueError(".tenant(''): a tenant has a name.")
    return name


def consistency(level: Consistency) -> Consistency:
    if level not in _CONSISTENCIES:
        raise MisuseValueError(f".consistency({level!r}): there are {', '.join(_CONSISTENCIES)}.")
    return level


def _metadata_names(names: tuple[MetadataName, ...]) -> None:
    for name in names:
        if name not in _METADATA_NAMES:
            raise MisuseValueError(f"There is no metadata {name!r}: {', '.join(_METADATA_NAMES)}.")


def hits(query: Query, names: tuple[MetadataName, ...]) -> Query:
    _metadata_names(names)
    kind: dict[RowKind, RowKind] = {
        "object": "hit",
        "partial": "hit_partial",
        "tuple": "hit_tuple",
    }
    return query.but(rows=kind[query.rows], metadata=tuple(dict.fromkeys(names)))


def project(
    query: Query, kind: Literal["partial", "tuple"], columns: tuple[Column[Any, Any], ...]
) -> Query:
    if not columns:
        raise MisuseTypeError("A projection needs at least one property to fetch.")
    for column in columns:
        if not isinstance(column, Column):  # pyright: ignore[reportUnnecessaryIsInstance]  # unchecked callers
            raise MisuseTypeError(f"{column!r} is no property that a row can be asked for.")
        check_own(query.model, column)
        if column.location.measure:
            raise MisuseValueError(f"{column!r} can be filtered by, not fetched.")
    return query.but(rows=kind, columns=tuple(column.location for column in columns))


# -- what happens to the hits ---------------------------------------------------------------


def generating(
    query: Query,
    kind: RowKind,
    single_prompt: str | None,
    grouped_task: str | None,
    properties: tuple[Column[Any, Any], ...],
    provider: Provider | None,
    names: tuple[MetadataName, ...],
) -> Query:
    for column in properties:
        check_own(query.model, column)
    asked = generate(query.model, single_prompt, grouped_task, properties, provider)
    _metadata_names(names)
    return query.but(
        rows=kind,
        generate=asked,
        metadata=tuple(dict.fromkeys((*query.metadata, *names))),
    )


def grouping(query: Query, path: Path[Any], groups: int, per_group: int) -> Query:
    check_own(query.model, path)
    if path.location.measure or len(path.location.steps) > 1:
        raise MisuseValueError(f".group_by({path!r}): it takes an own property of the model.")
    for name, value in (("groups", groups), ("per_group", per_group)):
        if natural(value, "group_by") < 1:
            raise MisuseValueError(f".group_by({name}={value}): at least one is wanted.")
    group = GroupBy(path.location, groups, per_group, query.limit)
    return query.but(rows="group", group=group, limit=None)


def reranking(query: Query, attr: Column[Any, Any], text: str | None) -> Rerank:
    check_own(query.model, attr)
    if len(attr.location.steps) > 1:
        raise MisuseValueError(f".rerank({attr!r}): it takes an own property of the model.")
    return Rerank(attr.location.last.name, text)


def boosting(
    query: Query, conditions: tuple[Condition[Any], ...], weight: float, depth: int
) -> Boost:
    if not 1 <= len(conditions) <= 20:
        raise MisuseValueError(".boost() takes 1 to 20 conditions, of `boosts`.")
    if not 0 < weight <= 1:
        raise MisuseValueError(f".boost(weight={weight}): it lies between 0 and 1.")
    for condition in conditions:
        check_own(query.model, condition)
    return Boost(conditions, weight, natural(depth, "boost"))


DIVERSITY_CANDIDATES = 100
"""How many hits a diversity chooses from, where no limit before it says."""


def diversifying(query: Query, limit: int, balance: float) -> Query:
    if natural(limit, "diversity") < 1:
        raise MisuseValueError(f".diversity({limit}): at least one hit is wanted.")
    if not 0 <= balance <= 1:
        raise MisuseValueError(f".diversity(balance={balance}): it lies between 0 and 1.")
    candidates = query.limit or max(DIVERSITY_CANDIDATES, limit)
    if limit > candidates:
        raise MisuseValueError(
            f".diversity({limit}) after .limit({candidates}): the limit before says how many hits "
            "to choose from, so it has to be larger."
        )
    return query.but(diversity=Diversity(candidates, limit, float(balance)), limit=None)
