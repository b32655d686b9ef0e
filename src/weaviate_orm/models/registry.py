"""Which models there are, so that no two stand for one collection."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

from weaviate_orm.errors import MappingError, MisuseTypeError
from weaviate_orm.models.mapping import collection_of

if TYPE_CHECKING:
    from weaviate_orm.models.model import ModelBase

_NAME = re.compile(r"[A-Z][_0-9A-Za-z]{0,254}")
_made: WeakValueDictionary[tuple[str, str, str], ModelBase] = WeakValueDictionary()


def register(model: type[ModelBase]) -> None:
    """Check a new model's collection name, and that its neighbours have others.

    Neighbours are the classes of the same module and scope: a class made again (a notebook's
    cell run twice) takes the place of the former. Further apart, two models for one
    collection are refused where they are used together; see ``distinct``.
    """
    if model.__settings__.abstract:
        return
    name = collection_of(model)
    if not _NAME.fullmatch(name) or name.lower() == "raft":
        raise MappingError(
            f"{model.__name__}: {name!r} is no collection name. Names begin with an upper-case "
            "letter, followed by letters, digits and _. Set Meta.collection."
        )
    scope = model.__qualname__.rpartition(".")[0]
    key = (model.__module__, scope, name.lower())
    other = _made.get(key)
    if other is not None and getattr(other, "__qualname__", None) != model.__qualname__:
        raise MappingError(two_models(model, other, name))
    _made[key] = model  # type: ignore[assignment]  # a class is weakly referable like any object


def two_models(model: object, other: object, name: str) -> str:
    """The sentence for two models of one collection."""
    first, second = getattr(other, "__qualname__", other), getattr(model, "__qualname__", model)
    return (
        f"{second} and {first} are both models of the collection {name!r}. Give one of them "
        "another Meta.collection, or make their common base abstract."
    )


def check_model(model: object) -> None:
    """Refuse what is no class of a collection."""
    if not (isinstance(model, type) and hasattr(model, "__settings__")):
        raise MisuseTypeError(f"{model!r} is no model. Give a class that derives from Model.")


def distinct(models: Iterable[type[ModelBase]]) -> dict[str, type[ModelBase]]:
    """The models by collection.

    Raises:
        MappingError: Two of them stand for one collection.
        MisuseTypeError: There is something else among them, or no list of them.
    """
    found: dict[str, type[ModelBase]] = {}
    if isinstance(models, type):
        raise MisuseTypeError(f"It takes a list of models: [{models.__name__}].")
    for model in models:
        check_model(model)
        name = collection_of(model)
        other = found.setdefault(name, model)
        if other is not model:
            raise MappingError(two_models(model, other, name))
    return found
