"""Properties of a collection: defaults, and what is refused, in the server's order."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from weaviate_orm.engine.schema import analyzer, data_types, names, nested
from weaviate_orm.engine.schema.fault import SchemaFault
from weaviate_orm.engine.schema.modules import module
from weaviate_orm.engine.schema.numbers import flag, list_, object_, text, texts
from weaviate_orm.engine.text.tokenize import MISSING

if TYPE_CHECKING:
    from weaviate_orm.engine.errors import JSON
    from weaviate_orm.engine.schema.module import Module

_STRING_TOKENIZATIONS = {"word": "whitespace", "field": "field"}
"""What the tokenizations of `string` are called on `text`."""
_FLAGS = ("indexFilterable", "indexSearchable", "indexRangeFilters")


@dataclass(frozen=True)
class Surroundings:
    """What the validity of a property depends on beside itself."""

    collection: str
    presets: Collection[str] = ()
    """Stop word presets that the collection defines."""
    vectorizers: tuple[Module, ...] = ()
    """Those of the collection; each writes its defaults into every property."""
    configured: Collection[str] | None = None
    """The only vectorizers that a property may have settings of; None = any."""


def with_name(document: JSON) -> dict[str, JSON]:
    """A property's document with its name as the server takes it.

    Raises:
        SchemaFault: the name ends like the file of an index.
    """
    if not isinstance(document, dict):
        raise SchemaFault("properties must not contain null")
    name = names.property_(text(document.get("name")))
    names.check_suffix(name)
    return {**document, "name": name}


def complete_all(
    documents: Iterable[Mapping[str, JSON]], around: Surroundings
) -> list[dict[str, JSON]]:
    """The complete documents of a new collection's properties; targets need not exist."""
    taken: set[str] = set()
    out: list[dict[str, JSON]] = []
    for document in documents:
        out.append(complete(document, around, taken))
        taken.add(text(document["name"]).lower())
    return out


def complete(
    document: Mapping[str, JSON],
    around: Surroundings,
    taken: Collection[str] = (),
    exists: Callable[[str], bool] = lambda _: True,
) -> dict[str, JSON]:
    """The complete document of one property.

    `taken`: lower-cased names that it may not have; `exists`: whether there is a collection.
    """
    name = text(document.get("name"))
    names.check_property(name)
    if name.lower() in taken:
        raise SchemaFault(
            f'class "{around.collection}": conflict for property "{name}": '
            "already in use or provided multiple times"
        )
    types = texts(document.get("dataType"))
    _check_types(name, types, exists)
    members = _members(name, types[0], document, around)
    tokenization = text(document.get("tokenization"))
    _check_tokenization(types, tokenization)
    flags = _flags(document, types)
    out: dict[str, JSON] = {
        "name": name,
        **flags,
        **_type_members(types, tokenization or "word"),
        **{key: document[key] for key in ("description", "bucketGeneration") if document.get(key)},
    }
    if members:
        out["nestedProperties"] = members
    if document.get("disableDuplicatedReferences") is not None:
        out["disableDuplicatedReferences"] = document["disableDuplicatedReferences"]
    options = analyzer.options(document.get("textAnalyzer"))
    if options:
        plain = None if types[0] not in data_types.PRIMITIVES else types[0]
        analyzer.check(
            name, options, plain, tokenization or "word", flags, around.presets, shows_flags=True
        )
        out["textAnalyzer"] = options
    _check_vectorizers(document.get("moduleConfig"), around.configured)
    settings = _module_settings(name, document.get("moduleConfig"), around.vectorizers)
    if settings is not None:
        out["moduleConfig"] = settings
    return dict(sorted(out.items()))


def _members(
    name: str, data_type: str, document: Mapping[str, JSON], around: Surroundings
) -> list[JSON]:
    """The complete members of an object property; others have none."""
    members = list_(document.get("nestedProperties"))
    if data_type in data_types.OBJECTS:
        nested.check_required(name, members)
        return nested.complete_all(members, name, around.presets)
    if members:
        raise SchemaFault(
            f"property '{name}': nestedProperties not allowed for data types "
            "other than object/object[]"
        )
    return []


def _type_members(types: tuple[str, ...], tokenization: str) -> dict[str, JSON]:
    if types[0] in data_types.STRINGS:
        return {
            "dataType": [types[0].replace("string", "text")],
            "tokenization": _STRING_TOKENIZATIONS[tokenization],
        }
    if types[0] in data_types.TEXTS:
        return {"dataType": list(types), "tokenization": tokenization}
    return {"dataType": list(types)}


def _check_types(name: str, types: tuple[str, ...], exists: Callable[[str], bool]) -> None:
    fault = _types_fault(types)
    if fault is None and data_types.is_reference(types) and not all(map(exists, types)):
        fault = "reference property to nonexistent class"
    if fault is not None:
        raise SchemaFault(f"property '{name}': invalid dataType: [{' '.join(types)}]: {fault}")


def _types_fault(types: tuple[str, ...]) -> str | None:
    if not types:
        return "dataType must have at least one element"
    if len(types) == 1:
        (only,) = types
        if not only:
            return "dataType cannot be an empty string"
        if only in data_types.PRIMITIVES or only in data_types.OBJECTS:
            return None
        if chr(only.encode()[0]).islower():  # a server looks at the first byte
            return f"unknown primitive data type '{only}'"
    for one in types:
        if not names.is_collection(one):
            return f"'{one}' is not a valid class name"
    return None


def _check_tokenization(types: tuple[str, ...], tokenization: str) -> None:
    if not tokenization:
        return
    data_type = types[0]
    fault: str | None
    if data_type in data_types.STRINGS:
        allowed = tokenization in _STRING_TOKENIZATIONS
        fault = (
            None
            if allowed
            else f"tokenization '{tokenization}' is not allowed for data type '{data_type}'"
        )
    elif data_type in data_types.TEXTS:
        fault = MISSING.get(tokenization)
    elif data_type in data_types.OBJECTS:
        fault = "tokenization is not allowed for object/object[] data types"
    elif data_types.is_reference(types):
        fault = "tokenization is not allowed for reference data type"
    else:
        fault = f"tokenization is not allowed for data type '{data_type}'"
    if fault is not None:
        raise SchemaFault(fault)


def _flags(document: Mapping[str, JSON], types: tuple[str, ...]) -> dict[str, JSON]:
    """Which indexes the property has."""
    data_type = types[0]
    is_text = data_type in data_types.TEXTS or data_type in data_types.STRINGS
    given = {name: document.get(name) for name in _FLAGS}
    inverted = document.get("indexInverted")
    if inverted is not None:
        if any(value is not None for value in given.values()):
            raise SchemaFault(
                "`indexInverted` is deprecated and can not be set together with "
                "`indexFilterable`, `indexSearchable` or `indexRangeFilters`"
            )
        given = {"indexFilterable": inverted, "indexSearchable": is_text and flag(inverted)}
    if flag(given.get("indexSearchable")) and not is_text:
        raise SchemaFault(
            "`indexSearchable` is allowed only for text/text[] data types. "
            "For other data types set false or leave empty"
        )
    if flag(given.get("indexRangeFilters")) and data_type not in data_types.RANGES:
        raise SchemaFault(
            "`indexRangeFilters` is allowed only for number/int/date data types. "
            "For other data types set false or leave empty"
        )
    defaults = {"indexFilterable": True, "indexSearchable": is_text, "indexRangeFilters": False}
    return {
        name: default if given.get(name) is None else given[name]
        for name, default in defaults.items()
    }


def _check_vectorizers(settings: JSON, configured: Collection[str] | None) -> None:
    if configured is None:
        return
    for name in sorted(object_(settings)):
        found = module(name)
        if found is not None and found.listed and found.kind.vectorizes and name not in configured:
            raise SchemaFault(f'vectorizer "{name}" not configured for any of target vectors')


def _module_settings(
    name: str, given: JSON, vectorizers: tuple[Module, ...]
) -> dict[str, JSON] | None:
    """The settings of modules, with the defaults of the collection's vectorizers."""
    if given is not None and not isinstance(given, dict):
        raise SchemaFault(f"property '{name}': moduleConfig must be an object")
    out = dict(object_(given))
    for one in vectorizers:
        if one.property_defaults is not None:
            out[one.name] = {**one.property_defaults, **object_(out.get(one.name))}
    return out if out or given is not None else None
