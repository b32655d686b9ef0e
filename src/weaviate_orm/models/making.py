"""Instances of attribute values that need no validation."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from weaviate_orm.models.model import HasProperties


def maker(model: type[HasProperties]) -> Callable[[dict[str, object]], HasProperties]:
    """Make instances of attribute values that need no validation: what a decoder calls.

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

    def make(values: dict[str, object]) -> HasProperties:
        made = new(model)
        put(made, "__dict__", values)
        put(made, "__pydantic_fields_set__", every_field)
        put(made, "__pydantic_extra__", None)
        private = {"_unfetched": None, "_state": None} if has_state else None
        put(made, "__pydantic_private__", private)
        return made

    if not own_start:
        return make

    def start(values: dict[str, object]) -> HasProperties:
        made = make(values)
        put(made, "__pydantic_private__", None)
        made.model_post_init(None)
        return made

    return start
