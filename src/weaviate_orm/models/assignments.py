"""New values for properties of many objects: ``Question.points.set(5)``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Generic

from pydantic import ValidationError

from weaviate_orm.errors import MisuseTypeError, MisuseValueError
from weaviate_orm.models.defaults import adapter_of
from weaviate_orm.models.location import METADATA_NAMES, FieldStep
from weaviate_orm.models.variables import S_contra

if TYPE_CHECKING:
    from pydantic import TypeAdapter

    from weaviate_orm.models.location import Location
    from weaviate_orm.models.model import HasProperties


@dataclass(frozen=True, slots=True)
class Assignment(Generic[S_contra]):
    """A property and the value that it is to have."""

    model: type[HasProperties]
    location: Location
    value: object

    def __repr__(self) -> str:
        return f"{self.location!r}.set({self.value!r})"


def assignment(model: type[HasProperties], location: Location, value: object) -> Assignment[Any]:
    """The value checked against the property's type and constraints.

    Raises:
        MisuseTypeError: It is no property of an object itself.
        MisuseValueError: The type does not take the value, or ids are made of the property.
    """
    step = location.steps[0]
    name = f"{location!r}.set(…)"
    if len(location.steps) > 1 or location.measure or not isinstance(step, FieldStep):
        raise MisuseTypeError(f"{name}: only properties of the object itself can be set.")
    if step.name in METADATA_NAMES | {"_id"}:
        raise MisuseTypeError(f"{name}: ids and times are given once and for all.")
    settings = getattr(model, "__settings__", None)
    if settings is not None and step.attribute in settings.key:
        raise MisuseValueError(
            f"{name}: it is part of the key that ids are made of. Add new objects instead."
        )
    try:
        checked = _adapter(location).validate_python(value)
    except ValidationError as fault:
        said = fault.errors(include_url=False)[0]["msg"]
        raise MisuseValueError(f"{location!r}.set({value!r}): {said}.") from fault
    return Assignment(model, location, checked)


@lru_cache(maxsize=1024)
def _adapter(location: Location) -> TypeAdapter[Any]:
    step = location.last
    return adapter_of(step.owner.__pydantic_fields__[step.attribute])
