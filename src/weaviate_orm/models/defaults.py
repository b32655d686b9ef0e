"""Defaults of properties: pydantic takes any, so they are looked at when the class is made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, get_args

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticUndefined

from weaviate_orm.errors import MappingError

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo


def check_default(label: str, info: FieldInfo) -> None:
    """The default is a value that the property can have; what a factory makes is not looked at.

    Raises:
        MappingError: The property's type would not take it, or would make another value of it.
    """
    default: object = info.default
    if info.default_factory is not None or default is PydanticUndefined:
        return
    if default is None:
        (inner,) = get_args(info.annotation)
        if type(None) not in get_args(inner):
            raise MappingError(
                f"{label} has the default None, and its type does not: say … | None."
            )
        return
    try:
        made: object = adapter_of(info).validate_python(default)
    except ValidationError as fault:
        said = fault.errors(include_url=False)[0]["msg"]
        raise MappingError(f"{label} has the default {default!r}: {said}.") from fault
    if type(made) is not type(default) and not isinstance(made, float):  # an int is a float
        raise MappingError(f"{label} has the default {default!r}. Write it as {made!r}.")


def adapter_of(info: FieldInfo) -> TypeAdapter[Any]:
    """What validates a value by a field's type and constraints alone."""
    annotation: Any = info.annotation
    for each in info.metadata:
        annotation = Annotated[annotation, each]
    return TypeAdapter(annotation)
