"""Instances of attribute values that need no validation."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from weaviate_orm.models.model import HasProperties


def maker(
    model: type[HasProperties],
) -> Callable[[Iterable[dict[str, object]]], list[HasProperties]]:
    """Compile what makes instances of rows of attribute values: what a decoder calls.

    Validators do not run; ``model_post_init`` and private attributes do, where the class has
    its own.
    """
    own_start = set(model.__private_attributes__) > {"_state", "_unfetched"} or any(
        "__starts__" in vars(base) for base in model.__mro__
    )
    new, put = object.__new__, object.__setattr__
    has_state = hasattr(model, "__settings__")
    # All of what was fetched counts as set. One set serves all instances: it has every field, so
    # that what is assigned later adds nothing to it.
    every_field = set(model.__pydantic_fields__)

    def make(rows: Iterable[dict[str, object]]) -> list[HasProperties]:
        made: list[HasProperties] = []
        for values in rows:
            each = new(model)
            put(each, "__dict__", values)
            put(each, "__pydantic_fields_set__", every_field)
            put(each, "__pydantic_extra__", None)
            private = {"_unfetched": None, "_state": None} if has_state else None
            put(each, "__pydantic_private__", private)
            made.append(each)
        return made

    if not own_start:
        return make

    def start(rows: Iterable[dict[str, object]]) -> list[HasProperties]:
        made = make(rows)
        for each in made:
            put(each, "__pydantic_private__", None)
            each.model_post_init(None)
        return made

    return start
