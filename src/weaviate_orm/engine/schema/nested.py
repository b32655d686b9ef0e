"""Members of object properties: defaults, and what is refused, in the server's order."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from weaviate_orm.engine.schema import analyzer, data_types, names
from weaviate_orm.engine.schema.fault import SchemaFault
from weaviate_orm.engine.schema.numbers import flag, list_, text, texts

if TYPE_CHECKING:
    from weaviate_orm.engine.errors import JSON

_TOKENIZATIONS = frozenset(["word", "lowercase", "whitespace", "field"])


def check_required(owner: str, members: Sequence[JSON]) -> None:
    """Refuse an object property without members."""
    if not members:
        raise SchemaFault(
            f"property '{owner}': At least one nested property is required "
            "for data type object/object[]"
        )


def complete_all(members: Sequence[JSON], owner: str, presets: Collection[str]) -> list[JSON]:
    """The complete documents of the members of the property `owner`."""
    out: list[JSON] = []
    for member in members:
        if not isinstance(member, dict):
            raise SchemaFault(f"property '{owner}': nestedProperties must not contain null")
        out.append(_complete(member, owner, presets))
    return out


def _complete(
    document: Mapping[str, JSON], owner: str, presets: Collection[str]
) -> dict[str, JSON]:
    name = text(document.get("name"))
    names.check_nested(name, owner)
    path = f"{owner}.{name}"
    data_type = _type(path, texts(document.get("dataType")))
    members = list_(document.get("nestedProperties"))
    is_object = data_type in data_types.OBJECTS
    tokenization = text(document.get("tokenization"))
    _check_tokenization(path, data_type, tokenization)
    if is_object:
        check_required(path, members)
        members = complete_all(members, path, presets)
    _check_flags(path, data_type, document)
    is_text, is_blob = data_type in data_types.TEXTS, data_type in data_types.BLOBS
    defaults: dict[str, JSON] = {
        "indexFilterable": not is_blob,
        "indexSearchable": is_text,
        "indexRangeFilters": False,
    }
    out: dict[str, JSON] = {"name": name, "dataType": [data_type]}
    for member, default in defaults.items():
        given = document.get(member)
        out[member] = default if given is None else given
    if is_text:
        out["tokenization"] = tokenization or "word"
    if members:
        out["nestedProperties"] = list(members)
    options = analyzer.options(document.get("textAnalyzer"))
    if options:
        kind = None if is_object else data_type
        analyzer.check(path, options, kind, tokenization or "word", out, presets, shows_flags=False)
        out["textAnalyzer"] = options
    if document.get("description"):
        out["description"] = document["description"]
    return dict(sorted(out.items()))


def _type(path: str, types: tuple[str, ...]) -> str:
    known = len(types) == 1 and (
        not types[0]  # let pass
        or types[0] in data_types.PRIMITIVES
        or types[0] in data_types.OBJECTS
    )
    if not known:
        raise SchemaFault(f"property '{path}': reference data type not allowed")
    (data_type,) = types
    if data_type in data_types.NOT_NESTED:
        raise SchemaFault(
            f"property '{path}': data type '{data_type}' not allowed as nested property"
        )
    if data_type in data_types.STRINGS:
        raise SchemaFault(
            f"property '{path}': data type '{data_type}' is deprecated "
            "and not allowed as nested property"
        )
    return data_type


def _check_tokenization(path: str, data_type: str, tokenization: str) -> None:
    if not tokenization:
        return
    if data_type in data_types.OBJECTS:
        fault = "Tokenization is not allowed for object/object[] data types"
    elif data_type not in data_types.TEXTS:
        fault = f"Tokenization is not allowed for data type '{data_type}'"
    elif tokenization not in _TOKENIZATIONS:
        fault = f"Tokenization '{tokenization}' is not allowed for data type '{data_type}'"
    else:
        return
    raise SchemaFault(f"property '{path}': {fault}")


def _check_flags(path: str, data_type: str, document: Mapping[str, JSON]) -> None:
    if flag(document.get("indexFilterable")) and data_type in data_types.BLOBS:
        raise SchemaFault(
            f"property: '{path}': indexFilterable is not allowed for {data_type} data type"
        )
    if flag(document.get("indexSearchable")) and data_type not in data_types.TEXTS:
        raise SchemaFault(
            f"property '{path}': `indexSearchable` is not allowed for other than "
            "text/text[] data types"
        )
    if flag(document.get("indexRangeFilters")) and data_type not in data_types.RANGES:
        raise SchemaFault(
            f"property '{path}': `indexRangeFilters` is not allowed for other than "
            "number/int/date data types"
        )
