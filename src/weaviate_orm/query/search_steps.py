"""What the search of a query set is, checked: pure functions from a query and arguments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Sized
from typing import TYPE_CHECKING, Any, Literal, cast

from typing_extensions import TypeIs

from weaviate_orm.errors import MisuseTypeError, MisuseValueError
from weaviate_orm.models.attributes import Boosted, TextAttr
from weaviate_orm.models.mapping import field_at, fields_of
from weaviate_orm.models.model import ModelBase
from weaviate_orm.models.paths import VectorAttr
from weaviate_orm.query.checks import check_kind, no_vector
from weaviate_orm.query.given import number, uuid
from weaviate_orm.query.media import MediaKind, MediaSource, base64_of
from weaviate_orm.query.searches import (
    Hybrid,
    Keyword,
    Media,
    Move,
    NearObject,
    NearText,
    NearVector,
    QueryVector,
    Target,
    Threshold,
)
from weaviate_orm.query.targets import Join, is_join, join_of
from weaviate_orm.query.words import WordOperator
from weaviate_orm.wire.vectors import to_bytes

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
    properties = _listed(query, given, "bm25")
    _check_operator(operator, "bm25")
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
    checked = _target(query, target, "near_text")
    _check_moves((move_to, move_away), "near_text")
    return NearText(
        _concepts(concepts, "near_text"),
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
    _check_operator(operator, "hybrid")
    if fusion not in _FUSIONS:
        raise MisuseValueError(f".hybrid(fusion={fusion!r}): there are {', '.join(_FUSIONS)}.")
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
        searched(query.model, _listed(query, properties, "hybrid")),
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
    _check_moves(moves, "hybrid")
    if any(moves) and not near_text:
        raise MisuseValueError(".hybrid(): moves need near_text to move.")
    if any(move.objects for move in moves if move is not None):
        raise MisuseValueError(
            ".hybrid(): the server moves by concepts only here, not by objects. Use .near_text()."
        )


# -- what users give ------------------------------------------------------------------------

_FUSIONS = ("relative_score", "ranked")


def _is_list(value: object) -> TypeIs[Iterable[Any]]:
    return isinstance(value, Iterable) and not isinstance(value, str)


def _listed(query: Query, properties: object, step: str) -> tuple[Any, ...]:
    """Properties to search; none of them means all, but an empty list would be a mistake."""
    if properties is None:
        return ()
    if not _is_list(properties):
        raise MisuseTypeError(
            f".{step}(properties={properties!r}): it takes a list of texts: [{properties!r}]."
        )
    listed = tuple(properties)  # what is in it, ``searched`` looks at
    if not listed:
        raise MisuseValueError(
            f".{step}(properties=[]): there is nothing to search in. Leave it out to search in "
            f"every text of {query.model.__name__}."
        )
    return listed


def _check_operator(operator: object, step: str) -> None:
    if not isinstance(operator, WordOperator | None):
        raise MisuseTypeError(
            f".{step}(operator={operator!r}): it takes one of `words`, such as words.all()."
        )


def _check_moves(moves: tuple[object, object], step: str) -> None:
    for name, move in zip(("move_to", "move_away"), moves, strict=True):
        if not isinstance(move, Move | None):
            raise MisuseTypeError(
                f".{step}({name}={move!r}): it takes a Move, such as Move(0.5, {move!r})."
            )


def _is_searched(value: object) -> TypeIs[TextAttr[Any, Any] | Boosted[Any]]:
    return isinstance(value, TextAttr | Boosted)


def searched(model: type[ModelBase], properties: tuple[Any, ...]) -> tuple[str, ...]:
    """The names of searched properties with their boosts."""
    names: list[str] = []
    for each in properties:
        if not _is_searched(each):
            raise MisuseTypeError(f"{each!r} is no text property of {model.__name__}.")
        if not issubclass(model, each.model) or len(each.location.steps) > 1:
            raise MisuseTypeError(
                f"{each!r} is no text property of {model.__name__} itself; a keyword search looks "
                "at the model's own texts."
            )
        if field_at(each.location).specified.options.searchable is False:
            raise MisuseValueError(
                f"{each!r} is declared with searchable=False. Take it out of the search, or "
                "declare prop(searchable=True)."
            )
        name = each.location.last.name
        names.append(f"{name}^{each.boost:g}" if isinstance(each, Boosted) else name)
    return tuple(names)


def query_text(query: str, step: str) -> str:
    """A query text, not blank."""
    if not isinstance(query, str):  # pyright: ignore[reportUnnecessaryIsInstance]  # unchecked callers
        raise MisuseTypeError(f"{step}({query!r}): a query is a str.")
    if not query.strip():
        raise MisuseValueError(
            f"{step}({query!r}) has no words to search for. Leave the step out to get a plain list."
        )
    return query


def is_mapping(given: object) -> TypeIs[Mapping[VectorAttr[Any], Any]]:
    """Whether vectors were given by target."""
    return isinstance(given, Mapping)


def query_vectors(
    model: type[ModelBase], given: Any, target: Target, step: str
) -> tuple[QueryVector, ...]:
    """The query vectors of a search: one for all targets, or by a mapping some for each."""
    if is_mapping(given):
        found: list[QueryVector] = []
        for attr, value in given.items():
            multi = field_at(attr.location).many
            rows: list[Any] = value if _is_list_of_vectors(value, multi) else [value]
            found.extend(_vector(row, attr.location.last.name, multi, step) for row in rows)
        if not found:
            raise MisuseValueError(f"{step} was given no vector.")
        return tuple(found)
    return (_vector(given, "", _is_multi(model, target), step),)


def _is_list_of_vectors(value: Any, multi: bool) -> bool:
    import numpy as np

    items: object = value
    return isinstance(value, list) and np.asarray(items).ndim == (3 if multi else 2)


def _is_multi(model: type[ModelBase], target: Target) -> bool:
    from weaviate_orm.models.mapping import fields_of

    if target is None:
        vectors = [f for f in fields_of(model).values() if f.kind == "vector"]
        return len(vectors) == 1 and vectors[0].many
    first = target.vectors[0] if isinstance(target, Join) else target
    return field_at(first.location).many


def _vector(value: Any, target: str, multi: bool, step: str) -> QueryVector:
    if isinstance(value, Sized) and not len(value):
        raise MisuseValueError(f"{step} was given an empty vector, which nothing is near to.")
    return QueryVector(target, to_bytes(value, step, multi=multi), multi)
