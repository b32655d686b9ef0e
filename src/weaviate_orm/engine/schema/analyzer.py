"""`textAnalyzer` of a property: how its text is folded, and its own stop words."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from weaviate_orm.engine.schema.data_types import TEXTS
from weaviate_orm.engine.schema.fault import SchemaFault
from weaviate_orm.engine.schema.numbers import flag, object_, text, texts
from weaviate_orm.engine.text.fold import ignore_fault
from weaviate_orm.engine.text.stopwords import PRESETS

if TYPE_CHECKING:
    from weaviate_orm.engine.errors import JSON


def options(given: JSON) -> dict[str, JSON]:
    """The options that say something; none of them = none are given."""
    return {name: value for name, value in object_(given).items() if value}


def check(
    name: str,
    given: Mapping[str, JSON],
    data_type: str | None,
    tokenization: str,
    flags: Mapping[str, JSON],
    presets: Collection[str],
    *,
    shows_flags: bool,
) -> None:
    """Refuse options that do not fit a property.

    `data_type`: None = objects and references; `shows_flags`: whether the fault of a property
    without index tells its flags.
    """
    fault = _fault(given, data_type, tokenization, flags, presets, shows_flags)
    if fault is not None:
        raise SchemaFault(f"property '{name}': {fault}")


def _fault(
    given: Mapping[str, JSON],
    data_type: str | None,
    tokenization: str,
    flags: Mapping[str, JSON],
    presets: Collection[str],
    shows_flags: bool,
) -> str | None:
    if data_type not in TEXTS:
        shown = "" if data_type is None else f", got '{data_type}'"
        return f"processing options are only allowed for text and text[] data types{shown}"
    if not flag(flags["indexFilterable"]) and not flag(flags["indexSearchable"]):
        shown = ", got IndexSearchable=false and IndexFilterable=false" if shows_flags else ""
        return "processing options are only allowed for properties with an inverted index" + shown
    fault = ignore_fault(flag(given.get("asciiFold")), texts(given.get("asciiFoldIgnore")))
    if fault is not None:
        return fault
    preset = text(given.get("stopwordPreset"))
    if not preset:
        return None
    if tokenization != "word":
        return f'stopwordPreset is only supported with tokenization "word", got "{tokenization}"'
    if preset not in PRESETS and preset not in presets:
        return (
            f"unknown stopword preset \"{preset}\"; must be a built-in preset ('en', 'none') "
            "or defined in invertedIndexConfig.stopwordPresets"
        )
    return None
