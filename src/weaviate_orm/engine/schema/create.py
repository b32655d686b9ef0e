"""New collections (a stand-in: fills in what the engine needs, checks nothing)."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weaviate_orm.engine.catalog import Catalog
    from weaviate_orm.engine.errors import JSON
    from weaviate_orm.engine.schema.definition import CollectionDefinition


class SchemaFault(ValueError):
    """A definition is refused; `str()` is the bare text."""


def complete(catalog: Catalog, body: Mapping[str, JSON]) -> dict[str, JSON]:
    """The complete document of a new collection."""
    del catalog
    name = str(body.get("class", ""))
    document: dict[str, JSON] = dict(body) | {"class": name[:1].upper() + name[1:]}
    if not document.get("vectorConfig"):
        document.setdefault("vectorizer", "none")
        document.setdefault("vectorIndexType", "hnsw")
        document.setdefault("vectorIndexConfig", {"distance": "cosine"})
    document.setdefault(
        "invertedIndexConfig", {"bm25": {"k1": 1.2, "b": 0.75}, "stopwords": {"preset": "en"}}
    )
    document.setdefault("multiTenancyConfig", {"enabled": False})
    properties = cast("list[dict[str, JSON]]", document.get("properties") or [])
    document["properties"] = [_property(p) for p in properties]
    return document


def complete_property(
    catalog: Catalog, definition: CollectionDefinition, document: Mapping[str, JSON]
) -> dict[str, JSON]:
    """The complete document of a property."""
    del catalog, definition
    return _property(document)


def _property(document: Mapping[str, JSON]) -> dict[str, JSON]:
    name = str(document["name"])
    types = cast("list[str]", document["dataType"])
    text = types[0] in ("text", "text[]")
    return {
        "indexFilterable": True,
        "indexSearchable": text,
        "indexRangeFilters": False,
        **({"tokenization": "word"} if text else {}),
        **document,
        "name": name[:1].lower() + name[1:],
    }
