"""The inverted indexes of properties: which there are, dropping and adding them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from weaviate_orm.engine.errors import a_error
from weaviate_orm.engine.schema import data_types
from weaviate_orm.engine.schema.numbers import flag, list_, object_, text, texts
from weaviate_orm.engine.text.tokenize import NAMES, TOKENIZERS

if TYPE_CHECKING:
    from weaviate_orm.engine.errors import JSON

FILTERABLE, SEARCHABLE, RANGES = "filterable", "searchable", "rangeFilters"
INDEXES = (FILTERABLE, SEARCHABLE, RANGES, "rangeable")
"""Names in a path; the last is another name of the third."""
_MEMBERS: Mapping[str, str] = MappingProxyType(
    {
        FILTERABLE: "indexFilterable",
        SEARCHABLE: "indexSearchable",
        RANGES: "indexRangeFilters",
        "rangeable": "indexRangeFilters",
    }
)
_ALGORITHM = "blockmax"


def listing(document: Mapping[str, JSON]) -> dict[str, JSON]:
    """Every index of every property of a collection."""
    return {
        "collection": document["class"],
        "properties": [_listed(object_(p)) for p in list_(document["properties"])],
    }


def _listed(document: Mapping[str, JSON]) -> dict[str, JSON]:
    found: list[JSON] = []
    for kind in (FILTERABLE, SEARCHABLE, RANGES):
        if not flag(document.get(_MEMBERS[kind])):
            continue
        entry: dict[str, JSON] = {"type": kind, "status": "ready"}
        if document.get("tokenization"):
            entry["tokenization"] = document["tokenization"]
        if kind == SEARCHABLE:
            entry["algorithm"] = _ALGORITHM
        found.append(entry)
    out: dict[str, JSON] = {
        "name": document["name"],
        "dataType": texts(document["dataType"])[0],
        "indexes": found,
    }
    if document.get("description"):
        out["description"] = document["description"]
    return out


def find(document: Mapping[str, JSON], name: str) -> Mapping[str, JSON] | None:
    """A property's document."""
    return next((p for p in map(object_, list_(document["properties"])) if p["name"] == name), None)


def replaced(document: Mapping[str, JSON], changed: Mapping[str, JSON]) -> dict[str, JSON]:
    """A collection's document with another document of one property."""
    listed = map(object_, list_(document["properties"]))
    return {
        **document,
        "properties": [dict(changed if p["name"] == changed["name"] else p) for p in listed],
    }


def dropped(found: Mapping[str, JSON], index: str) -> dict[str, JSON]:
    """A property's document without an index."""
    return {**found, _MEMBERS[index]: False}


@dataclass(frozen=True)
class Change:
    """What asking for an index comes to: a document to be stored, and what the task is called."""

    document: dict[str, JSON]
    task: str


def change(found: Mapping[str, JSON], index: str, wanted: Mapping[str, JSON]) -> Change | None:
    """Add an index to a property, or change its tokenization; None = it is so already.

    Raises:
        HttpError: the property cannot have it.
    """
    name, data_type = text(found["name"]), texts(found["dataType"])[0]
    member = _MEMBERS[index]
    tokenization = text(wanted.get("tokenization"))
    if member == _MEMBERS[RANGES]:
        if data_type not in data_types.RANGES:
            raise a_error(400, f'property "{name}" is not a numeric type (int, number, date)')
    elif index == SEARCHABLE:
        if data_type not in data_types.TEXTS:
            raise a_error(400, f'property "{name}" is not a text type')
        if not flag(found[member]) and not tokenization:
            raise a_error(
                400, "enable-searchable requires a tokenization to be set on the request body"
            )
        _check_algorithm(text(wanted.get("algorithm")))
    if tokenization:
        _check_tokenization(name, data_type, tokenization)
    changed = {**found, member: True}
    kind = index if flag(found[member]) else f"enable-{index}"
    if tokenization and tokenization != found.get("tokenization"):
        changed["tokenization"] = tokenization
        kind = f"change-tokenization-{index}" if flag(found[member]) else kind
    return None if changed == found else Change(changed, f"{kind}:{name}")


def _check_tokenization(name: str, data_type: str, tokenization: str) -> None:
    if tokenization not in NAMES or tokenization not in TOKENIZERS:
        raise a_error(400, f'invalid tokenization "{tokenization}"')
    if data_type not in data_types.TEXTS:
        raise a_error(400, f'property "{name}" is not a text type')


def _check_algorithm(algorithm: str) -> None:
    if algorithm and algorithm != _ALGORITHM:
        raise a_error(400, f'invalid algorithm "{algorithm}"')


def check_rebuild(found: Mapping[str, JSON], index: str) -> None:
    """Refuse to rebuild an index that there is not."""
    if not flag(found[_MEMBERS[index]]):
        raise a_error(
            400,
            f'property "{found["name"]}" has no {index} index; '
            f"PUT /v1/schema/{{className}}/properties/{found['name']}/index/{index} "
            "with a tokenization to add one first",
        )
