"""Changes of a whole collection: what may change, and the faults in the server's order.

An update sends the complete definition. What it leaves out is filled in as in a new collection,
and then compared with what is stored.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from weaviate_orm.engine.errors import JSON
from weaviate_orm.engine.schema import (
    distribution,
    expiry,
    inverted,
    module_settings,
    property_update,
    vector_index,
    vectors,
)
from weaviate_orm.engine.schema.fault import KeptFault, SchemaFault, behind
from weaviate_orm.engine.schema.module import ModuleKind
from weaviate_orm.engine.schema.numbers import alike, flag, list_, object_, text, whole
from weaviate_orm.engine.write.gotext import show

if TYPE_CHECKING:
    from weaviate_orm.engine.schema.module_settings import Others
    from weaviate_orm.engine.schema.vectors import Vector

_APPLY = "updating schema: TYPE_UPDATE_CLASS: bad request :parse class update: "  # sic
_RESERVED_VECTOR = "default"
_REPLACED_KINDS = (ModuleKind.GENERATIVE, ModuleKind.RERANKER)
"""Kinds of which a collection has one module, which may be another one later."""


@dataclass(frozen=True)
class Updated:
    document: dict[str, JSON]
    """What is stored from now on."""
    answer: dict[str, JSON]
    """What the request is answered: its own document with the defaults."""


@dataclass(frozen=True)
class _Filled:
    """A request with the defaults filled in, before it is compared."""

    body: Mapping[str, JSON]
    tenancy: dict[str, JSON]
    sharding: dict[str, JSON]
    replication: dict[str, JSON]
    inverted: dict[str, JSON]
    unnamed: Mapping[str, JSON]
    """Members of the unnamed vector; empty without one."""
    named: dict[str, Vector]
    module_config: JSON
    vectors: tuple[Vector, ...]
    """All of them."""


def update(
    stored: Mapping[str, JSON],
    body: Mapping[str, JSON],
    *,
    shards: Collection[str],
    default_vectorizer: str = module_settings.NONE,
    modules: Collection[str] = (),
) -> Updated:
    """Put a request in the place of a stored document.

    `shards`: names of the collection's shards; `modules`: see `create.complete`.

    Raises:
        SchemaFault: the change is refused. A KeptFault has a document to be stored all the same.
    """
    others = frozenset(modules)
    new = _filled(body, default_vectorizer, others)
    _check_distribution(stored, new, shards)
    name, sent = text(stored["class"]), text(body.get("class"))
    vector_index.check_same("class name", name, sent)
    _check_vectorizers(stored, new)
    inverted.check_switches(object_(stored["invertedIndexConfig"]), new.inverted)
    with behind(_APPLY):
        module_config = _merged_modules(stored, new, others)
        _check_vectors(stored, new)
        if not new.tenancy["enabled"]:
            with behind("validate sharding config: "):
                distribution.check_sharding_kept(object_(stored["shardingConfig"]), new.sharding)
        properties = property_update.updated(stored, body, new.vectors)
        with behind("inverted index config: "):
            inverted.check_update(
                body.get("invertedIndexConfig"), property_update.used_presets(stored)
            )
    _check_late(name, new, min(shards, default=""))
    return _result(name, new, module_config, properties)


def _filled(body: Mapping[str, JSON], default_vectorizer: str, others: Others) -> _Filled:
    settings = inverted.complete(body.get("invertedIndexConfig"))
    expiry.check(
        body.get("objectTtlConfig"),
        list_(body.get("properties")),
        timestamps=flag(settings.get("indexTimestamps")),
    )
    tenancy = distribution.tenancy(body.get("multiTenancyConfig"))
    sharding = distribution.sharding(body.get("shardingConfig"), tenants=tenancy["enabled"] is True)
    vectors.check_static(body)
    given = object_(body.get("vectorConfig"))
    has_unnamed = not given or vectors.has_unnamed_members(body)
    unnamed = vectors.updated_unnamed(body, default_vectorizer, others) if has_unnamed else None
    named = vectors.updated(given, others)
    if unnamed is not None:
        module_settings.vectorizer(text(unnamed.members["vectorizer"]), others)
    vectors.check_capable(named, others)
    module_config = body.get("moduleConfig")
    made = None if unnamed is None or unnamed.module is None else unnamed.module.name
    _check_maps(module_config, named, made)
    return _Filled(
        body=body,
        tenancy=tenancy,
        sharding=sharding,
        replication=distribution.replication(body.get("replicationConfig"), created=False),
        inverted=settings,
        unnamed={} if unnamed is None else unnamed.members,
        named=named,
        module_config=module_settings.complete_collection(
            module_config, None if unnamed is None else unnamed.module
        ),
        vectors=(*(() if unnamed is None else (unnamed,)), *named.values()),
    )


def _check_maps(module_config: JSON, named: Mapping[str, Vector], unnamed: str | None) -> None:
    """Refuse settings of modules that are no objects; those of the unnamed vector are let pass."""
    for vector in named.values():
        for name, settings in object_(vector.members["vectorizer"]).items():
            if settings is not None and not isinstance(settings, dict):
                raise SchemaFault(
                    f"parse vector config: vectorizer config: {_no_map(name, settings)}"
                )
    if module_config is None:
        return
    if not isinstance(module_config, dict):
        raise SchemaFault(
            f"parse module config: module config is not a map, got {show(module_config)}"
        )
    for name, settings in sorted(module_config.items()):
        if settings is not None and not isinstance(settings, dict) and name != unnamed:
            raise SchemaFault(f"parse module config: module config: {_no_map(name, settings)}")


def _no_map(name: str, settings: JSON) -> str:
    return f"module config for {name} is not a map, got {show(settings)}"


def _check_distribution(stored: Mapping[str, JSON], new: _Filled, shards: Collection[str]) -> None:
    old = distribution.tenancy(stored.get("multiTenancyConfig"))
    distribution.check_tenancy_kept(old, new.tenancy)
    distribution.check_tenancy(new.tenancy)
    factor = whole(new.replication["factor"]) or 1
    for shard in sorted(shards):
        if factor > 1:
            raise SchemaFault(
                f'not enough replicas in shard "{shard}" to increase replication factor '
                f'to {factor} for class "{text(stored["class"])}"'
            )


def _check_vectorizers(stored: Mapping[str, JSON], new: _Filled) -> None:
    """Refuse another vectorizer, other settings of it or another index of a named vector."""
    name = text(stored["class"])
    kept = object_(stored.get("vectorConfig"))
    for vector in sorted(kept.keys() & new.named.keys()):
        old, given = object_(kept[vector]), new.named[vector].members
        if old["vectorizer"] != given["vectorizer"]:
            message = f'vectorizer config of vector "{vector}" is immutable for class {name}'
            was, wanted = object_(old["vectorizer"]), object_(given["vectorizer"])
            if was.keys() != wanted.keys() or None in wanted.values():
                raise SchemaFault(message)
            changed: JSON = {**old, "vectorizer": given["vectorizer"]}
            raise KeptFault(message, {**stored, "vectorConfig": {**kept, vector: changed}})
        vector_index.check_same(
            f'vector index type of vector "{vector}"',
            old["vectorIndexType"],
            given["vectorIndexType"],
        )


def _merged_modules(stored: Mapping[str, JSON], new: _Filled, others: Others) -> JSON:
    """`moduleConfig` as it is stored: modules are added and replaced, none is removed."""
    old = stored.get("moduleConfig")
    given = new.module_config
    if given is None:
        return old
    merged = dict(object_(old))
    added = object_(given)
    kinds = {name: module_settings.kind_of(name, others) for name in sorted({*merged, *added})}
    for kind in _REPLACED_KINDS:
        chosen = [name for name in added if kinds[name] is kind]
        if len(chosen) > 1:
            raise SchemaFault(
                f"updated moduleconfig has multiple {kind.value} modules: {show(given)}"
            )
        if chosen:
            merged = {n: settings for n, settings in merged.items() if kinds[n] is not kind}
    for name in sorted(added):
        changes = name in merged and not alike(merged[name], added[name])
        if changes and kinds[name] not in _REPLACED_KINDS:
            raise KeptFault(
                "can only update generative and reranker module configs. "
                f"Got: {name} for class: {text(stored['class'])}",
                {**stored, "moduleConfig": {**merged, name: added[name]}},
            )
        merged[name] = added[name]
    return merged


def _check_vectors(stored: Mapping[str, JSON], new: _Filled) -> None:
    if new.unnamed and _RESERVED_VECTOR in new.named:
        raise SchemaFault(
            f"vector named {_RESERVED_VECTOR} cannot be created when collection level "
            "vector index is configured"
        )
    kept = object_(stored.get("vectorConfig"))
    for vector in sorted(kept.keys() - new.named.keys()):
        raise SchemaFault(f'missing config for vector "{vector}"')
    for name, member in (("vectorizer", "vectorizer"), ("vector index type", "vectorIndexType")):
        vector_index.check_same(name, text(stored.get(member)), text(new.unnamed.get(member)))
    if new.unnamed:
        with behind("validate vector index config: "):
            _check_index(stored, new.unnamed)
    for vector in sorted(kept):
        with behind(f'invalid update for vector "{vector}": '):
            _check_index(object_(kept[vector]), new.named[vector].members)


def _check_index(old: Mapping[str, JSON], new: Mapping[str, JSON]) -> None:
    vector_index.check_update(
        text(new["vectorIndexType"]),
        object_(old["vectorIndexConfig"]),
        object_(new["vectorIndexConfig"]),
    )


def _check_late(name: str, new: _Filled, shard: str) -> None:
    """What the server refuses only when it changes the shards."""
    inverted.check_dictionaries(new.body.get("invertedIndexConfig"))
    fault = distribution.async_fault(new.replication)
    if fault is not None:
        raise SchemaFault(
            "updating db: TYPE_UPDATE_CLASS: update replication config: "
            f'update replication config for class "{name}": {fault}'
        )
    for added, vector in new.named.items():  # that of an old one is as it was
        with behind(
            f'updating db: TYPE_UPDATE_CLASS: vector index configs update: shard "{shard}": '
            f'creating new vector index: cannot create vector index for "{added}": '
        ):
            vector_index.check_distance(object_(vector.members["vectorIndexConfig"]))


def _result(
    name: str, new: _Filled, module_config: JSON, properties: list[dict[str, JSON]]
) -> Updated:
    body = new.body
    document: dict[str, JSON] = {
        "class": name,
        "invertedIndexConfig": new.inverted,
        "properties": None if body.get("properties") is None else list[JSON](properties),
        "replicationConfig": new.replication,
        "shardingConfig": new.sharding,
        **new.unnamed,
    }
    if new.named:
        document["vectorConfig"] = {n: dict(v.members) for n, v in new.named.items()}
    if body.get("multiTenancyConfig") is not None:
        document["multiTenancyConfig"] = new.tenancy
    if body.get("description"):
        document["description"] = body["description"]
    if body.get("objectTtlConfig") is not None:
        document["objectTtlConfig"] = expiry.complete(body["objectTtlConfig"])
    answer, final = dict(document), dict(document)
    answer["invertedIndexConfig"] = inverted.echo(body.get("invertedIndexConfig"), new.inverted)
    if new.module_config is not None:
        answer["moduleConfig"] = new.module_config
    if module_config is not None:
        final["moduleConfig"] = module_config
    if document["properties"] is not None:
        by_name = sorted(properties, key=lambda p: text(p["name"]))
        final["properties"] = list[JSON](by_name)
    return Updated(final, answer)
