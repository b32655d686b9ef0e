"""Rows of a class of one's own: ``into(Card)``, for a dataclass or a pydantic model.

Each field of the class is an attribute of the model, by name, and takes what the attribute holds.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import NoneType, UnionType
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    Literal,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)
from uuid import UUID

from pydantic import BaseModel

from weaviate_orm.errors import MisuseTypeError
from weaviate_orm.models.location import FieldStep, Location
from weaviate_orm.models.mapping import fields_of
from weaviate_orm.models.metaclass import unknown_name
from weaviate_orm.query.projecting import Getter, getter, is_list, through

if TYPE_CHECKING:
    from weaviate_orm.models.mapping import MappedField
    from weaviate_orm.models.model import HasProperties


@dataclass(frozen=True)
class CardField:
    """One field of a card, and the attribute that fills it."""

    name: str
    steps: tuple[FieldStep, ...]
    """To the attribute, from the card's model; behind a reference to the id of its target."""
    card: Card | None = None
    """The class of a nested object or of a reference's target."""
    many: bool = False


@dataclass(frozen=True)
class Card:
    """A class whose fields are attributes of a model."""

    kind: type[Any]
    model: type[HasProperties]
    fields: tuple[CardField, ...]

    def columns(self, before: tuple[FieldStep, ...] = ()) -> list[Location]:
        """What has to be fetched, the vectors too."""
        found: list[Location] = []
        for each in self.fields:
            if each.card is not None:
                found += each.card.columns((*before, *each.steps))
            else:
                found.append(Location((*before, *each.steps)))
        return found

    def maker(self) -> Getter:
        """How a card is made of what was decoded."""
        make = _constructor(self.kind)
        getters = [(each.name, self._getter(each)) for each in self.fields]
        return lambda row: make({name: get(row) for name, get in getters})

    def _getter(self, each: CardField) -> Getter:
        attribute = each.steps[0].attribute
        if each.card is None:
            return getter(Location(each.steps))
        if fields_of(self.model)[attribute].kind != "nested":
            return through(attribute, each.card.maker(), many=each.many)
        nested = each.card.of_nested()
        return lambda row: nested(row[attribute])

    def of_nested(self) -> Callable[[Any], Any]:
        """How a card is made of a nested object; of a list of them, a list."""
        make = _constructor(self.kind)
        members = [
            (each.name, each.steps[0].attribute, each.card.of_nested() if each.card else None)
            for each in self.fields
        ]

        def made(value: object) -> Any:
            if value is None:
                return None
            if is_list(value):
                return [made(each) for each in value]
            held: dict[str, Any] = vars(value)
            return make(
                {
                    name: inner(held[attribute]) if inner else held[attribute]
                    for name, attribute, inner in members
                }
            )

        return made


def _constructor(kind: type[Any]) -> Callable[[dict[str, Any]], Any]:
    if issubclass(kind, BaseModel):
        # its own validators run; aliases are for input from outside
        return lambda values: kind.model_validate(values, by_name=True, by_alias=False)
    return lambda values: kind(**values)


# -- checking a class against a model -----------------------------------------------------------


def card_of(model: type[HasProperties], kind: type[Any]) -> Card:
    """What a class wants of a model.

    Raises:
        MisuseTypeError: It is no dataclass and no pydantic model, or a field of it is no
            attribute of the model, or does not take what the attribute holds.
    """
    return Card(
        kind,
        model,
        tuple(_field(model, kind, name, hint) for name, hint in _annotations(kind).items()),
    )


def _annotations(kind: type[Any]) -> Mapping[str, Any]:
    """The fields that the constructor takes, by name."""
    if not isinstance(kind, type):  # pyright: ignore[reportUnnecessaryIsInstance]  # unchecked callers
        raise MisuseTypeError(f".into({kind!r}): it takes a class.")
    if issubclass(kind, BaseModel):
        if not kind.__pydantic_complete__:
            kind.model_rebuild()
        found: dict[str, Any] = {name: info.annotation for name, info in kind.model_fields.items()}
    elif dataclasses.is_dataclass(kind):
        try:
            hints = get_type_hints(kind)
        except NameError as fault:
            raise MisuseTypeError(
                f"{kind.__name__}: {fault}. Define it where the class can see it, outside of "
                "functions."
            ) from fault
        found = {each.name: hints[each.name] for each in dataclasses.fields(kind) if each.init}
    else:
        raise MisuseTypeError(
            f".into({kind.__name__}): it takes a dataclass or a pydantic model. Write "
            f"@dataclass above class {kind.__name__}."
        )
    if not found:
        raise MisuseTypeError(f".into({kind.__name__}): the class has no fields to fill.")
    return found


def _field(model: type[HasProperties], kind: type[Any], name: str, hint: Any) -> CardField:
    label = f"{kind.__name__}.{name}"
    fields = fields_of(model)
    if name not in fields:
        raise MisuseTypeError(f"{label}: {unknown_name(model, name)}")
    field = fields[name]
    step = FieldStep(model, name, field.name)
    if field.kind in ("reference", "references"):
        return _behind_reference(field, step, label, hint)
    if field.kind == "nested" and (inner := _card_class(hint, list if field.many else None)):
        card = card_of(field.target, inner)
        wanted = _list_of(inner) if field.many else inner
        _check(label, field, hint, wanted | None if field.nullable else wanted)
        return CardField(name, (step,), card, field.many)
    _check(label, field, hint, _held(field, model))
    return CardField(name, (step,))


def _behind_reference(field: MappedField, step: FieldStep, label: str, hint: Any) -> CardField:
    if field.multi_target:
        raise MisuseTypeError(
            f"{label}: {field.label} refers to several models, so no one class fits its targets."
        )
    inner = _card_class(hint, list if field.many else None)
    of_one: Any = UUID if inner is None else inner
    _check(label, field, hint, _list_of(of_one) if field.many else of_one | None)
    if inner is not None:
        return CardField(step.attribute, (step,), card_of(field.target, inner), field.many)
    return CardField(step.attribute, (step, FieldStep(field.target, "id", "_id")))


def _list_of(annotation: Any) -> Any:
    return list[annotation]


def _check(label: str, field: MappedField, hint: Any, held: Any) -> None:
    if not fits(held, hint):
        raise MisuseTypeError(
            f"{label} takes {_shown(hint)}, and {field.label} gives {_shown(held)} here. Annotate "
            f"{label} with that."
        )


def _held(field: MappedField, model: type[HasProperties]) -> Any:
    """What a row has of an attribute, as an annotation."""
    if field.kind == "id":
        return UUID
    if field.kind == "vector":
        import numpy as np

        return np.ndarray[Any, Any] | None
    annotation = model.__pydantic_fields__[field.attribute].annotation
    return get_args(annotation)[0]


def _card_class(hint: Any, container: type[Any] | None) -> type[Any] | None:
    """The dataclass or pydantic model in ``X``, ``X | None`` or ``list[X]``; None: there is none.

    The package's own nested models are no cards: they are fetched whole.
    """
    from weaviate_orm.models.model import HasProperties

    for each in _members(hint):
        inner = get_args(each)[0] if container and _container(each) else each
        if isinstance(inner, type) and (
            dataclasses.is_dataclass(inner)
            or (issubclass(inner, BaseModel) and not issubclass(inner, HasProperties))
        ):
            return inner
    return None


def _members(annotation: Any) -> tuple[Any, ...]:
    """The members of a union, without ``Annotated``; one of what is none."""
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    if get_origin(annotation) in (Union, UnionType):
        return tuple(m for each in get_args(annotation) for m in _members(each))
    return (annotation,)


def _container(annotation: Any) -> bool:
    return get_origin(annotation) in _LISTS


_LISTS = (list, Sequence, *(c for c in Sequence.__mro__ if c not in (object, Sequence)))
"""What a list can be given as."""


def fits(held: Any, wanted: Any) -> bool:
    """Whether each value of one annotation is one of the other."""
    takes = _members(wanted)
    return any(each in (Any, object) for each in takes) or all(
        any(_fits(each, one) for one in takes) for each in _members(held)
    )


def _fits(held: Any, wanted: Any) -> bool:
    held = NoneType if held is None else held
    wanted = NoneType if wanted is None else wanted
    if get_origin(held) is Literal:
        values = get_args(held)
        if get_origin(wanted) is Literal:
            return set(values) <= set(get_args(wanted))
        return all(_fits(type(value), wanted) for value in values)
    if get_origin(held) is list:
        return wanted is list or (
            _container(wanted) and fits(get_args(held)[0], get_args(wanted)[0])
        )
    held, wanted = get_origin(held) or held, get_origin(wanted) or wanted
    if not (isinstance(held, type) and isinstance(wanted, type)):
        return bool(held == wanted)
    # an int is a float for Python's type checkers, too
    return issubclass(held, wanted) or (wanted is float and issubclass(held, int))


def _shown(annotation: Any) -> str:
    names = [
        "None" if each in (None, NoneType) else getattr(each, "__name__", None) or str(each)
        for each in (_plain(one) for one in _members(annotation))
    ]
    return " | ".join(names)


def _plain(annotation: Any) -> Any:
    if get_origin(annotation) is None:
        return annotation
    return re.sub(r"[\w.]+\.(?=\w)", "", str(annotation))  # without modules
