"""Properties in an update of their collection: nothing but descriptions may change."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from weaviate_orm.engine.schema import inverted, properties
from weaviate_orm.engine.schema.fault import SchemaFault, behind
from weaviate_orm.engine.schema.numbers import alike, list_, object_, text
from weaviate_orm.engine.schema.properties import Surroundings

if TYPE_CHECKING:
    from weaviate_orm.engine.errors import JSON
    from weaviate_orm.engine.schema.vectors import Vector

_FIELDS = (
    "property fields other than description cannot be updated through updating the class. "
    'Use the add property feature (e.g. "POST /v1/schema/{className}/properties") '
    "to add additional properties"
)


def updated(
    stored: Mapping[str, JSON], body: Mapping[str, JSON], vectors: Collection[Vector]
) -> list[dict[str, JSON]]:
    """The complete documents of the properties of an update, in its order."""
    around = Surroundings(
        text(stored["class"]),
        inverted.presets(object_(body.get("invertedIndexConfig"))),
        tuple(vector.module for vector in vectors if vector.module is not None),
    )
    made = [_complete(object_(p), around) for p in list_(body.get("properties"))]
    old = sorted(map(object_, list_(stored["properties"])), key=_name)
    if len(old) != len(made):
        raise SchemaFault(_FIELDS)
    for before, after in zip(old, sorted(made, key=_name), strict=True):
        with behind(f'property "{_name(before)}": '):
            _check(before, after)
    return made


def _complete(document: Mapping[str, JSON], around: Surroundings) -> dict[str, JSON]:
    """With defaults; a property that would be refused is left as it is, and so differs."""
    try:
        made = properties.complete(document, around)
    except SchemaFault:
        return dict(document)
    if isinstance(document.get("textAnalyzer"), dict):  # one that changes nothing counts, too
        made.setdefault("textAnalyzer", {})
    return made


def _check(old: Mapping[str, JSON], new: Mapping[str, JSON]) -> None:
    before, after = object_(old.get("moduleConfig")), object_(new.get("moduleConfig"))
    for name, settings in sorted(before.items()):
        if name not in after:
            raise SchemaFault(f'module "{name}" configuration was removed')
        if not alike(after[name], settings):
            raise SchemaFault(f'module "{name}" configuration cannot be updated')
    if _fixed(old) != _fixed(new):
        raise SchemaFault(_FIELDS)


def _fixed(document: Mapping[str, JSON]) -> dict[str, JSON]:
    """What of a property cannot be changed."""
    fixed = {k: v for k, v in document.items() if k not in ("description", "moduleConfig")}
    if "nestedProperties" in fixed:
        members = map(object_, list_(fixed["nestedProperties"]))
        fixed["nestedProperties"] = [_fixed(m) for m in sorted(members, key=_name)]
    return fixed


def _name(document: Mapping[str, JSON]) -> str:
    return text(document.get("name"))


def used_presets(stored: Mapping[str, JSON]) -> dict[str, str]:
    """Stop word presets that the collection defines and uses, and a property that uses each."""
    defined = inverted.presets(object_(stored["invertedIndexConfig"]))
    out: dict[str, str] = {}
    for document in map(object_, list_(stored["properties"])):
        preset = text(object_(document.get("textAnalyzer")).get("stopwordPreset"))
        if preset in defined:
            out.setdefault(preset, _name(document))
    return out
