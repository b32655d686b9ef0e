"""Raw properties to a record, compiled once a definition."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from weaviate_orm.engine.catalog import lowered
from weaviate_orm.engine.store import record as records
from weaviate_orm.engine.write.validate import Fault, property_validator

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weaviate_orm.engine.schema.definition import CollectionDefinition, PropertyDefinition
    from weaviate_orm.engine.store.record import Shape


class Fields:
    """What writing an object of one definition needs of each property."""

    def __init__(self, definition: CollectionDefinition) -> None:
        self.definition = definition
        stored = [p for p in definition.properties.values() if not p.is_reference]
        self._validators = {p.name: property_validator(p, definition.name) for p in stored}
        self._writers = [(p.name, records.key(p.name), records.writer(p)) for p in stored]

    def split(
        self, properties: Mapping[str, object]
    ) -> tuple[dict[str, object], dict[str, object]]:
        """Stored values of the plain properties, and the raw values of the references.

        Null is left out. Names are taken with a small first letter.

        Raises:
            Fault: a property is unknown or a value does not fit.
        """
        values: dict[str, object] = {}
        references: dict[str, object] = {}
        for given, value in properties.items():
            validate = self._validators.get(given)
            name = given
            if validate is None:
                name = lowered(given)
                validate = self._validators.get(name)
            if validate is not None:
                if value is not None:
                    values[name] = validate(value)
            elif name in self.definition.properties:
                references[name] = value
            elif value is not None:
                raise Fault(no_such_property(name, self.definition.name))
        return values, references

    def record(self, values: Mapping[str, object]) -> tuple[bytes, Shape]:
        """The record of stored values, and the names in it."""
        parts: list[bytes] = []
        shape: list[str] = []
        for name, key, write in self._writers:
            value = values.get(name)
            if value is not None:
                parts.append(records.entry(key, write(value)))
                shape.append(name)
        return b"".join(parts), tuple(shape)


@lru_cache(maxsize=256)
def fields_of(definition: CollectionDefinition) -> Fields:
    return Fields(definition)


def no_such_property(name: str, collection: str) -> str:
    return (
        f"no such prop with name '{name}' found in class '{collection}' in the schema. "
        "Check your schema files for which properties in this class are available"
    )


def find_property(definition: CollectionDefinition, name: str) -> PropertyDefinition | None:
    """A property by its exact name."""
    return definition.properties.get(name)
