"""What the search of a query set is, checked: pure functions from a query and arguments."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal, cast

from weaviate_orm.errors import MisuseTypeError, MisuseValueError
from weaviate_orm.models.mapping import field_at, fields_of
from weaviate_orm.models.model import ModelBase
from weaviate_orm.models.paths import VectorAttr
from weaviate_orm.query.checks import check_kind, no_vector
from weaviate_orm.query.given import number, uuid
from weaviate_orm.query.media import MediaKind, MediaSource, base64_of
from weaviate_orm.query.search_values import (
    check_moves,
    check_operator,
    concepts_of,
    is_mapping,
    listed,
    query_text,
    query_vectors,
    searched,
)
from weaviate_orm.query.searches import (
    Hybrid,
    Keyword,
    Media,
    Move,
    NearObject,
    NearText,
    NearVector,
    Target,
    Threshold,
)
from weaviate_orm.query.targets import Join, is_join, join_of
from weaviate_orm.query.words import WordOperator

if TYPE_CHECKING:
    from weaviate_orm.query.query import Query


def _alone(query: Query, step: str) -> None:
    if query.search is not None:
        raise MisuseValueError(
            f".{step}() after .{query.search.name}(): a query has one search. For words and "
            "vectors together there is .hybrid()."
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
            raise MisuseValueError(no_vector(query.model, step))
        return None
    for each in target.vectors if is_join(target) else (target,):
        check_kind(
            query.model, each, (VectorAttr,), f".{step}(target={each!r}): a target is a vector."
        )
    return cast("VectorAttr[Any] | Join[Any]", target)  # checked just now


def _any_target(query: Query) -> VectorAttr[Any] | None:
    """Of several vectors the server wants one named, even where none counts."""
    vectors = [f.attribute for f in fields_of(query.model).values() if f.kind == "vector"]
    return getattr(query.model, vectors[0]) if len(vectors) > 1 else None


def keyword(
    query: Query, text: str, given: Sequence[Any] | None, operator: WordOperator | None
) -> Keyword:
    _alone(query, "bm25")
    properties = listed(query.model, given, "bm25")
    check_operator(operator, "bm25")
    names = searched(query.model, properties)
    _check_across(query.model, properties, operator)
    return Keyword(query_text(text, "bm25"), names, operator)


def _check_across(
    model: type[ModelBase], properties: tuple[Any, ...], operator: WordOperator | None
) -> None:
    """Words that are spread over properties have to be the same words in each."""
    if operator is None or operator.operator != "and_cross":
        return
    searched_fields = [field_at(each.location) for each in properties] or [
        f
        for f in fields_of(model).values()
        if f.kind == "property"
        and f.data_type in ("text", "text[]")
        and f.specified.options.searchable is not False
    ]
    alike = {(f.tokenization, f.specified.options.ascii_fold) for f in searched_fields}
    if len(alike) > 1:
        shown = ", ".join(f"{f.label} ({f.tokenization})" for f in searched_fields)
        raise MisuseValueError(
            f"words.all_across() needs properties that are split into words alike, and these are "
            f"not: {shown}. Name those that are: properties=[…]."
        )


def near_vector(
    query: Query, vector: Any, target: Any, distance: float | None, certainty: float | None
) -> NearVector:
    _alone(query, "near_vector")
    checked = _target(query, _targets_of(query, vector, target), "near_vector")
    vectors = query_vectors(query.model, vector, checked, f"{query.model.__name__}.near_vector")
    return NearVector(
        vectors, checked, _threshold(query, "near_vector", checked, distance, certainty)
    )


def _targets_of(query: Query, vector: Any, target: Any) -> Any:
    if target is not None or not is_mapping(vector) or not vector:
        return target
    keys = tuple(vector)
    for each in keys:
        check_kind(
            query.model, each, (VectorAttr,), f"{each!r} is no vector of {query.model.__name__}."
        )
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
    checked = _target(query, target, "near_object")
    return NearObject(
        uuid(near, "near_object"),
        checked,
        _threshold(query, "near_object", checked, distance, certainty),
    )


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
    checked = _target(query, target, "near_text")
    check_moves((move_to, move_away), "near_text")
    return NearText(
        concepts_of(concepts, "near_text"),
        checked,
        _threshold(query, "near_text", checked, distance, certainty),
        move_to,
        move_away,
    )


def media(
    query: Query,
    kind: MediaKind,
    source: MediaSource,
    target: Any,
    distance: float | None,
    certainty: float | None,
) -> Media:
    step = f"near_{kind}"
    _alone(query, step)
    checked = _target(query, target, step)
    if is_join(checked):
        raise MisuseValueError(
            f".{step}(target={checked!r}): the server compares it with one vector. Name one."
        )
    threshold = _threshold(query, step, checked, distance, certainty)
    return Media(kind, base64_of(source, f".{step}()"), checked, threshold)


def _threshold(
    query: Query, step: str, target: Target, distance: float | None, certainty: float | None
) -> Threshold:
    for name, value in (("distance", distance), ("certainty", certainty)):
        if value is not None:
            number(value, f".{step}({name}={value!r})")
    made = Threshold(distance, certainty)
    if certainty is None:
        return made
    if is_join(target):
        if len(target.vectors) > 1:
            raise MisuseValueError(
                f".{step}(certainty={certainty}): there is none of several vectors. Use distance=…."
            )
        measured = [field_at(each.location) for each in target.vectors]
    elif target is not None:
        measured = [field_at(target.location)]
    else:
        measured = [f for f in fields_of(query.model).values() if f.kind == "vector"]
    index = measured[0].specified.vector.index
    metric = index.settings.get("distance") if index is not None else None
    if metric not in (None, "cosine"):
        raise MisuseValueError(
            f".{step}(certainty={certainty}): {measured[0].label} is measured by {metric}, and a "
            "certainty is there of cosine only. Use distance=…."
        )
    return made


_FUSIONS = ("relative_score", "ranked")


def hybrid(
    query: Query,
    text: str,
    *,
    alpha: float,
    vector: Any,
    near_text: tuple[str, ...],
    properties: Sequence[Any] | None,
    target: Any,
    fusion: Literal["relative_score", "ranked"],
    max_vector_distance: float | None,
    operator: WordOperator | None,
    moves: tuple[Move | None, Move | None],
) -> Hybrid:
    _alone(query, "hybrid")
    _check_hybrid(text, alpha, vector, near_text, moves)
    check_operator(operator, "hybrid")
    if fusion not in _FUSIONS:
        raise MisuseValueError(f".hybrid(fusion={fusion!r}): there are {', '.join(_FUSIONS)}.")
    target = _targets_of(query, vector, target)
    unasked = alpha == 0 and target is None
    checked = _any_target(query) if unasked else _target(query, target, "hybrid")
    if near_text:
        sub: Any = NearText(concepts_of(near_text, "hybrid"), None, Threshold(), *moves)
    elif vector is not None:
        vectors = query_vectors(query.model, vector, checked, f"{query.model.__name__}.hybrid")
        sub = NearVector(vectors) if vectors[0].target else vectors[0]
    else:
        sub = None
    return Hybrid(
        text,
        float(alpha),
        searched(query.model, listed(query.model, properties, "hybrid")),
        sub,
        checked,
        fusion,
        max_vector_distance,
        operator,
    )


def _check_hybrid(
    text: str,
    alpha: float,
    vector: Any,
    near_text: tuple[str, ...],
    moves: tuple[Move | None, Move | None],
) -> None:
    if not 0 <= number(alpha, f".hybrid(alpha={alpha!r})") <= 1:
        raise MisuseValueError(f".hybrid(alpha={alpha}): it lies between 0 and 1.")
    if alpha < 1 or (vector is None and not near_text):
        query_text(text, "hybrid")
    if vector is not None and near_text:
        raise MisuseValueError(".hybrid() takes a vector or near_text, not both.")
    check_moves(moves, "hybrid")
    if any(moves) and not near_text:
        raise MisuseValueError(".hybrid(): moves need near_text to move.")
    if any(move.objects for move in moves if move is not None):
        raise MisuseValueError(
            ".hybrid(): the server moves by concepts only here, not by objects. Use .near_text()."
        )
