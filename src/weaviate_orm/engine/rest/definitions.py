"""The documented bodies of the schema routes, and what the specification says of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import numpy as np

from weaviate_orm.engine.errors import HttpError, v_error
from weaviate_orm.engine.rest.decode import (
    ANYTHING,
    BOOL,
    FLOAT32,
    INT64,
    TEXT,
    TEXTS,
    Kind,
    Many,
    Mapped,
    Scalar,
    Struct,
    decode,
    decode_list,
    float32,
)
from weaviate_orm.engine.rest.json import Number
from weaviate_orm.engine.schema.distribution import ASYNC_MEMBERS
from weaviate_orm.engine.schema.numbers import list_, number, object_
from weaviate_orm.engine.text.tokenize import NAMES
from weaviate_orm.engine.untyped import is_list, is_object

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from weaviate_orm.engine.errors import JSON
    from weaviate_orm.engine.rest.json import Literal
    from weaviate_orm.engine.rest.router import Call

STRATEGIES = ("NoAutomatedResolution", "DeleteOnConflict", "TimeBasedResolution")
STATES = (
    "ACTIVE",
    "INACTIVE",
    "OFFLOADED",
    "OFFLOADING",
    "ONLOADING",
    "HOT",
    "COLD",
    "FROZEN",
    "FREEZING",
    "UNFREEZING",
)


def _short_float32(value: Literal) -> object:
    """A float32 as the shortest decimal that means it, which is how answers show it."""
    return float(str(np.float32(float32(value))))


_FLOAT = Scalar(FLOAT32.go, _short_float32)
_ANALYZER = Struct(
    "models.TextAnalyzerConfig",
    {"asciiFold": BOOL, "asciiFoldIgnore": TEXTS, "stopwordPreset": TEXT},
)
_PROPERTY_MEMBERS: Mapping[str, Kind] = {
    "dataType": TEXTS,
    "description": TEXT,
    "indexFilterable": BOOL,
    "indexRangeFilters": BOOL,
    "indexSearchable": BOOL,
    "name": TEXT,
    "textAnalyzer": _ANALYZER,
    "tokenization": TEXT,
}
_NESTED_MEMBERS: dict[str, Kind] = dict(_PROPERTY_MEMBERS)
NESTED_PROPERTY = Struct("models.NestedProperty", _NESTED_MEMBERS)
_NESTED_MEMBERS["nestedProperties"] = Many(NESTED_PROPERTY, "[]*models.NestedProperty")
PROPERTY = Struct(
    "models.Property",
    {
        **_PROPERTY_MEMBERS,
        "bucketGeneration": INT64,
        "disableDuplicatedReferences": BOOL,
        "indexInverted": BOOL,
        "moduleConfig": ANYTHING,
        "nestedProperties": Many(NESTED_PROPERTY, "[]*models.NestedProperty"),
    },
)
_DICTIONARY = Struct(
    "models.TokenizerUserDictConfig",
    {
        "tokenizer": TEXT,
        "replacements": Many(
            Struct(
                "models.TokenizerUserDictConfigReplacementsItems0",
                {"source": TEXT, "target": TEXT},
            ),
            "[]*models.TokenizerUserDictConfigReplacementsItems0",
        ),
    },
)
_INVERTED = Struct(
    "models.InvertedIndexConfig",
    {
        "bm25": Struct("models.BM25Config", {"b": _FLOAT, "k1": _FLOAT}),
        "cleanupIntervalSeconds": INT64,
        "indexNullState": BOOL,
        "indexPropertyLength": BOOL,
        "indexTimestamps": BOOL,
        "stopwordPresets": Mapped(TEXTS, "map[string][]string"),
        "stopwords": Struct(
            "models.StopwordConfig", {"additions": TEXTS, "preset": TEXT, "removals": TEXTS}
        ),
        "tokenizerUserDict": Many(_DICTIONARY, "[]*models.TokenizerUserDictConfig"),
        "usingBlockMaxWAND": BOOL,
    },
)
_VECTOR = Struct(
    "models.VectorConfig",
    {"vectorIndexConfig": ANYTHING, "vectorIndexType": TEXT, "vectorizer": ANYTHING},
)
CLASS = Struct(
    "models.Class",
    {
        "class": TEXT,
        "description": TEXT,
        "invertedIndexConfig": _INVERTED,
        "moduleConfig": ANYTHING,
        "multiTenancyConfig": Struct(
            "models.MultiTenancyConfig",
            {"autoTenantActivation": BOOL, "autoTenantCreation": BOOL, "enabled": BOOL},
        ),
        "objectTtlConfig": Struct(
            "models.ObjectTTLConfig",
            {
                "defaultTtl": INT64,
                "deleteOn": TEXT,
                "enabled": BOOL,
                "filterExpiredObjects": BOOL,
            },
        ),
        "properties": Many(PROPERTY, "[]*models.Property"),
        "replicationConfig": Struct(
            "models.ReplicationConfig",
            {
                "asyncConfig": Struct(
                    "models.ReplicationAsyncConfig", dict.fromkeys(ASYNC_MEMBERS, INT64)
                ),
                "deletionStrategy": TEXT,
                "factor": INT64,
            },
        ),
        "shardingConfig": ANYTHING,
        "vectorConfig": Mapped(_VECTOR, "map[string]models.VectorConfig"),
        "vectorIndexConfig": ANYTHING,
        "vectorIndexType": TEXT,
        "vectorizer": TEXT,
    },
)
TENANTS = Many(Struct("models.Tenant", {"activityStatus": TEXT, "name": TEXT}), "[]*models.Tenant")
ALIAS = Struct("models.Alias", {"alias": TEXT, "class": TEXT})
ALIAS_TARGET = Struct("aliases.AliasesUpdateBody", {"class": TEXT})
SHARD_STATUS = Struct("models.ShardStatus", {"status": TEXT})
INDEX_CHANGE = Struct("models.IndexUpsertRequest", {"algorithm": TEXT, "tokenization": TEXT})


def read(of: Struct, call: Call, name: str = "body") -> dict[str, JSON]:
    """A body that is an object: its documented members, without those that are null."""
    return _without_nulls(of, decode(of, call.literal_body(name), name) or {})


def read_list(of: Many, call: Call, name: str = "body") -> list[JSON]:
    """A body that is a list."""
    return [plain(item) for item in decode_list(of, call.literal_body(name), name)]


def _without_nulls(of: Kind, value: object) -> dict[str, JSON]:
    """A decoded structure as JSON."""
    document = _clean(of, value)
    return document if isinstance(document, dict) else {}


def _clean(of: Kind, value: object) -> JSON:
    if value is None:
        # An entry of a map of structures is never null; elsewhere null stays to be refused.
        return {} if isinstance(of, Struct) else None
    if isinstance(of, Struct) and is_object(value):
        return {k: _clean(of.members[k], v) for k, v in value.items() if v is not None}
    if isinstance(of, Mapped) and is_object(value):
        return {k: _clean(of.value, v) for k, v in value.items()}
    if isinstance(of, Many) and is_list(value):
        if of.item is TEXT:
            return [plain(item) or "" for item in value]
        return [None if item is None else _clean(of.item, item) for item in value]
    return plain(value)


def plain(value: object) -> JSON:
    """A decoded value as JSON; a number keeps how it was written."""
    if isinstance(value, Number):
        return number(value)
    if is_list(value):
        return [plain(item) for item in value]
    if is_object(value):
        return {k: plain(v) for k, v in value.items()}
    return cast("JSON", value)  # the rest of what is decoded: texts, booleans, None


# What the specification says ----------------------------------------------------------------------


def read_class(call: Call) -> dict[str, JSON]:
    """The body of a collection.

    Raises:
        HttpError: it is none, or the specification refuses a value in it.
    """
    body = read(CLASS, call, "objectClass")
    for fault in _class_faults(body):
        raise fault
    return body


def read_property(call: Call) -> dict[str, JSON]:
    """The body of a property."""
    body = read(PROPERTY, call)
    for fault in _property_faults(body, ""):
        raise fault
    return body


def _class_faults(body: Mapping[str, JSON]) -> Iterator[HttpError]:
    inverted = object_(body.get("invertedIndexConfig"))
    for i, dictionary in enumerate(list_(inverted.get("tokenizerUserDict"))):
        for j, pair in enumerate(list_(object_(dictionary).get("replacements"))):
            at = f"invertedIndexConfig.tokenizerUserDict.{i}.replacements.{j}"
            for name in ("source", "target"):
                if name not in object_(pair):
                    yield v_error(422, f"{at}.{name} in body is required", 602)
    for i, one in enumerate(list_(body.get("properties"))):
        yield from _property_faults(object_(one), f"properties.{i}.")
    strategy = object_(body.get("replicationConfig")).get("deletionStrategy")
    yield from one_of("replicationConfig.deletionStrategy", strategy, STRATEGIES)
    for name, entry in object_(body.get("vectorConfig")).items():
        if not any(value is not None for value in object_(entry).values()):
            yield v_error(422, f"vectorConfig.{name} in body is required", 602)


def _property_faults(document: Mapping[str, JSON], at: str) -> Iterator[HttpError]:
    for i, member in enumerate(list_(document.get("nestedProperties"))):
        yield from _property_faults(object_(member), f"{at}nestedProperties.{i}.")
    yield from one_of(f"{at}tokenization", document.get("tokenization"), NAMES)


def one_of(
    name: str, value: JSON, allowed: Sequence[str], place: str = "body"
) -> Iterator[HttpError]:
    """The fault of a text that is none of these; an empty one counts as not given."""
    if value and value not in allowed:
        listed = " ".join(allowed)
        yield v_error(422, f"{name} in {place} should be one of [{listed}]", 606)
