"""`objectTtlConfig`: objects that expire."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from weaviate_orm.engine.schema.fault import SchemaFault
from weaviate_orm.engine.schema.numbers import flag, object_, text, texts, whole

if TYPE_CHECKING:
    from weaviate_orm.engine.errors import JSON

CREATED, UPDATED = TIMES = ("_creationTimeUnix", "_lastUpdateTimeUnix")
_LEAST_SECONDS = 60


def complete(given: JSON) -> dict[str, JSON]:
    """The complete settings."""
    settings = object_(given)
    on = text(settings.get("deleteOn"))
    return {
        "defaultTtl": whole(settings.get("defaultTtl")) or 0,
        "deleteOn": on.strip() if flag(settings.get("enabled")) else on,
        "enabled": flag(settings.get("enabled")),
        "filterExpiredObjects": flag(settings.get("filterExpiredObjects")),
    }


def needs_timestamps(given: JSON) -> bool:
    """Whether objects expire by one of their own times."""
    settings = object_(given)
    return flag(settings.get("enabled")) and text(settings.get("deleteOn")).strip() in TIMES


def check(given: JSON, properties: Sequence[JSON], *, timestamps: bool) -> None:
    """Refuse settings that are enabled and cannot be met.

    `timestamps`: whether the objects' own times are indexed.
    """
    fault = _fault(object_(given), properties, timestamps)
    if fault is not None:
        raise SchemaFault(f"ObjectTTLConfig: {fault}")


def _fault(
    settings: Mapping[str, JSON], properties: Sequence[JSON], timestamps: bool
) -> str | None:
    if not flag(settings.get("enabled")):
        return None
    on = text(settings.get("deleteOn")).strip()
    if not on:
        return (
            'missing value for "deleteOn". Set "_creationTimeUnix", "_lastUpdateTimeUnix" '
            'or custom property of "date" type'
        )
    if on in TIMES:
        if not timestamps:
            return (
                f'"deleteOn"="{on}" requires indexed timestamps. '
                'Enable "invertedIndexConfig.indexTimestamps"'
            )
        seconds = whole(settings.get("defaultTtl")) or 0
        if seconds < _LEAST_SECONDS:
            return (
                f'defaultTtl value too small for "deleteOn"="{on}". '
                f'Required minimum "{_LEAST_SECONDS}" seconds, given "{seconds}" seconds'
            )
        return None
    return _property_fault(on, properties)


def _property_fault(name: str, properties: Sequence[JSON]) -> str | None:
    what = f'property "{name}" set as "deleteOn"'
    found = next((p for p in map(object_, properties) if p.get("name") == name), None)
    if found is None:
        return f"{what} not found among collection properties"
    types = texts(found.get("dataType"))
    if types != ("date",):
        return f'{what} should have "date" data type, "{types[0]}" given'
    if found.get("indexFilterable") is False and not flag(found.get("indexRangeFilters")):
        return f"{what} should have filterable or rangeable index enabled"
    return None
