"""The inverted indexes of properties: which there are, dropping and adding them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from weaviate_orm.engine.errors import a_error
from weaviate_orm.engine.schema import data_types
from weaviate_orm.engine.schema.numbers import flag, list_, object_, text, texts
from weaviate_orm.engine.text.tokenize import MISSING, TOKENIZERS

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
    tokenization = text(wanted.get("tokenization"))
    if _MEMBERS[index] == _MEMBERS[RANGES]:
        check_numeric(found)
        if tokenization or wanted.get("algorithm"):
            raise a_error(
                400,
                "the rangeFilters index takes no configuration fields; send an empty body {}",
            )
        return _added(found, RANGES)
    if index == SEARCHABLE:
        _check_searchable(found, text(wanted.get("algorithm")), tokenization)
    elif tokenization and texts(found["dataType"])[0] not in data_types.TEXTS:
        raise a_error(
            400,
            f'property "{found["name"]}" is not a text type; '
            "filterable.tokenization only applies to text / text[]",
        )
    if tokenization and tokenization not in TOKENIZERS:
        raise a_error(400, MISSING.get(tokenization, f'invalid tokenization "{tokenization}"'))
    if not flag(found[_MEMBERS[index]]):
        return _enabled(found, index, tokenization)
    if not tokenization or tokenization == found.get("tokenization"):
        return None
    # Both indexes of a text are cut alike; the task is called after the one that leads.
    leads = "" if flag(found[_MEMBERS[SEARCHABLE]]) else f"-{FILTERABLE}"
    return Change(
        {**found, "tokenization": tokenization}, f"change-tokenization{leads}:{found['name']}"
    )


def check_numeric(found: Mapping[str, JSON]) -> None:
    """Refuse an index for ranges where there are none."""
    if texts(found["dataType"])[0] not in data_types.RANGES:
        raise a_error(400, f'property "{found["name"]}" is not a numeric type (int, number, date)')


def _check_searchable(found: Mapping[str, JSON], algorithm: str, tokenization: str) -> None:
    if texts(found["dataType"])[0] not in data_types.TEXTS:
        raise a_error(400, f'property "{found["name"]}" is not a text type')
    if algorithm == "wand":
        raise a_error(
            400, 'algorithm "wand" is deprecated; only "blockmax" is accepted as a target'
        )
    if algorithm not in ("", _ALGORITHM):
        raise a_error(
            400,
            f'unsupported algorithm "{algorithm}"; '
            'only "blockmax" is accepted (WAND is deprecated)',
        )
    if not flag(found[_MEMBERS[SEARCHABLE]]) and not tokenization:
        raise a_error(
            400, "enable-searchable requires a tokenization to be set on the request body"
        )


def _enabled(found: Mapping[str, JSON], index: str, tokenization: str) -> Change | None:
    present = text(found.get("tokenization"))
    if not tokenization or tokenization == present:
        return _added(found, index)
    name = found["name"]
    if index == SEARCHABLE and flag(found[_MEMBERS[FILTERABLE]]):
        raise a_error(
            400,
            f'property "{name}" has an existing filterable index built with tokenization '
            f'"{present}"; enabling searchable with tokenization "{tokenization}" would silently '
            "desynchronize the filterable index. Retokenize the filterable index first or use "
            "the matching tokenization",
        )
    return _added({**found, "tokenization": tokenization}, index)


def _added(found: Mapping[str, JSON], index: str) -> Change | None:
    if flag(found[_MEMBERS[index]]):
        return None
    called = "rangeable" if index == RANGES else index
    return Change({**found, _MEMBERS[index]: True}, f"enable-{called}:{found['name']}")


def rebuild_task(found: Mapping[str, JSON], index: str) -> str:
    """What rebuilding an index is called.

    Raises:
        HttpError: there is no such index.
    """
    name = found["name"]
    if _MEMBERS[index] == _MEMBERS[RANGES]:
        check_numeric(found)
    if not flag(found[_MEMBERS[index]]):
        raise a_error(
            400,
            f'property "{name}" has no {index} index; '
            f"PUT /v1/schema/{{className}}/properties/{name}/index/{index} "
            "with a tokenization to add one first",
        )
    kinds = {FILTERABLE: "repair-filterable", SEARCHABLE: "rebuild-searchable"}
    return f"{kinds.get(index, 'repair-rangeable')}:{name}"
