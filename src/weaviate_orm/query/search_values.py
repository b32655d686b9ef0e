"""What searches are given, checked: properties, words, moves and vectors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Sized
from typing import TYPE_CHECKING, Any

from typing_extensions import TypeIs

from weaviate_orm.errors import MisuseTypeError, MisuseValueError
from weaviate_orm.models.attributes import Boosted, TextAttr
from weaviate_orm.models.mapping import field_at, fields_of
from weaviate_orm.query.searches import Move, QueryVector, Target
from weaviate_orm.query.targets import Join
from weaviate_orm.query.words import WordOperator
from weaviate_orm.wire.vectors import to_bytes

if TYPE_CHECKING:
    from weaviate_orm.models.model import ModelBase
    from weaviate_orm.models.paths import VectorAttr


def _is_list(value: object) -> TypeIs[Iterable[Any]]:
    return isinstance(value, Iterable) and not isinstance(value, str)


def listed(model: type[ModelBase], properties: object, step: str) -> tuple[Any, ...]:
    """Properties to search; none of them means all, but an empty list would be a mistake."""
    if properties is None:
        return ()
    if not _is_list(properties):
        raise MisuseTypeError(
            f".{step}(properties={properties!r}): it takes a list of texts: [{properties!r}]."
        )
    given = tuple(properties)  # what is in it, ``searched`` looks at
    if not given:
        raise MisuseValueError(
            f".{step}(properties=[]): there is nothing to search in. Leave it out to search in "
            f"every text of {model.__name__}."
        )
    return given


def check_operator(operator: object, step: str) -> None:
    if not isinstance(operator, WordOperator | None):
        raise MisuseTypeError(
            f".{step}(operator={operator!r}): it takes one of `words`, such as words.all()."
        )


def check_moves(moves: tuple[object, object], step: str) -> None:
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
    if target is None:
        vectors = [f for f in fields_of(model).values() if f.kind == "vector"]
        return len(vectors) == 1 and vectors[0].many
    first = target.vectors[0] if isinstance(target, Join) else target
    return field_at(first.location).many


def _vector(value: Any, target: str, multi: bool, step: str) -> QueryVector:
    if isinstance(value, Sized) and not len(value):
        raise MisuseValueError(f"{step} was given an empty vector, which nothing is near to.")
    return QueryVector(target, to_bytes(value, step, multi=multi), multi)


def concepts_of(concepts: Sequence[str], step: str) -> tuple[str, ...]:
    if not concepts:
        raise MisuseValueError(f".{step}() needs at least one text to search by.")
    return tuple(query_text(each, step) for each in concepts)
