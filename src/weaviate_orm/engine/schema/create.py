"""New collections: the complete document of what was sent, or the fault, in the server's order."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from weaviate_orm.engine.catalog import shard_name
from weaviate_orm.engine.errors import JSON
from weaviate_orm.engine.schema import (
    data_types,
    distribution,
    expiry,
    inverted,
    module_settings,
    names,
    properties,
    vector_index,
    vectors,
)
from weaviate_orm.engine.schema.fault import SchemaFault, behind
from weaviate_orm.engine.schema.modules import module
from weaviate_orm.engine.schema.numbers import flag, list_, object_, text, texts
from weaviate_orm.engine.schema.properties import Surroundings

if TYPE_CHECKING:
    from weaviate_orm.engine.catalog import Catalog
    from weaviate_orm.engine.schema.definition import CollectionDefinition

__all__ = ["SchemaFault", "complete", "complete_property"]


def complete(
    catalog: Catalog,
    body: Mapping[str, JSON],
    *,
    default_vectorizer: str = module_settings.NONE,
    modules: Collection[str] = (),
) -> dict[str, JSON]:
    """The complete document of a new collection.

    `modules`: names of modules that are known beside the usual ones.

    Raises:
        SchemaFault: the collection is refused.
    """
    name = names.collection(text(body.get("class")))
    listed = [properties.with_name(p) for p in list_(body.get("properties"))]
    tenants = flag(object_(body.get("multiTenancyConfig")).get("enabled"))
    if tenants and body.get("shardingConfig") is not None:
        raise SchemaFault("cannot have both shardingConfig and multiTenancyConfig")
    if object_(body.get("vectorConfig")) and vectors.has_unnamed_members(body):
        raise SchemaFault(
            "creating a class with both a class level vector index and named vectors is forbidden"
        )
    names.check_collection(name)
    document = _contents(body, name, listed, default_vectorizer, frozenset(modules))
    document |= _settings(body, document)
    names.check_reserved_collection(name)
    document |= _distribution(body, tenants=tenants)
    _check_free(catalog, name)
    _check_targets(catalog, document)
    _check_late(document, tenants=tenants)
    return document


def _contents(
    body: Mapping[str, JSON],
    name: str,
    listed: list[dict[str, JSON]],
    default_vectorizer: str,
    others: frozenset[str],
) -> dict[str, JSON]:
    """Properties, vectors and the settings of their modules."""
    presets = inverted.presets(object_(body.get("invertedIndexConfig")))
    # Their faults come before those of vectors, whose modules write defaults into them below.
    configured = vectors.vectorizers(body, default_vectorizer)
    properties.complete_all(listed, Surroundings(name, presets, configured=configured))
    named = vectors.named(object_(body.get("vectorConfig")), others)
    unnamed = None if named else vectors.unnamed(body, default_vectorizer, others)
    found = [*named.values()] if unnamed is None else [unnamed]
    modules = tuple(vector.module for vector in found if vector.module is not None)
    made = properties.complete_all(listed, Surroundings(name, presets, modules))
    for vector in named.values():
        if vector.module is not None:
            module_settings.check(vector.module, vector.settings, name)
    settings = module_settings.complete_collection(
        body.get("moduleConfig"), None if unnamed is None else unnamed.module
    )
    vectorizer = None if unnamed is None else text(unnamed.members["vectorizer"])
    module_settings.check_collection(settings, name, vectorizer, others)

    document: dict[str, JSON] = {"class": name}
    if body.get("description"):
        document["description"] = body["description"]
    if settings is not None:
        document["moduleConfig"] = settings
    document["properties"] = None if body.get("properties") is None else list[JSON](made)
    if unnamed is not None:
        return {**document, **unnamed.members}
    return {**document, "vectorConfig": {n: dict(v.members) for n, v in named.items()}}


def _settings(body: Mapping[str, JSON], document: Mapping[str, JSON]) -> dict[str, JSON]:
    """Tenants, expiry and inverted indexes."""
    tenancy = distribution.tenancy(body.get("multiTenancyConfig"))
    distribution.check_tenancy(tenancy)
    ttl = body.get("objectTtlConfig")
    expiry.check(ttl, list_(document["properties"]), timestamps=True)
    given = body.get("invertedIndexConfig")
    inverted.check(given)
    out: dict[str, JSON] = {
        "invertedIndexConfig": inverted.complete(given, timestamps=expiry.needs_timestamps(ttl)),
        "multiTenancyConfig": tenancy,
    }
    if ttl is not None:
        out["objectTtlConfig"] = expiry.complete(ttl)
    return out


def _distribution(body: Mapping[str, JSON], *, tenants: bool) -> dict[str, JSON]:
    """Shards and replicas."""
    sharding = distribution.sharding(body.get("shardingConfig"), tenants=tenants)
    vectors.check_objects(body)
    replication = distribution.replication(body.get("replicationConfig"), created=True)
    distribution.check_one_replica(replication)
    return {"shardingConfig": sharding, "replicationConfig": replication}


def _check_late(document: Mapping[str, JSON], *, tenants: bool) -> None:
    """What the server refuses only when it makes the shards; it keeps the name all the same.

    With tenants it lets a distance pass, and then makes none of them.
    """
    fault = distribution.async_fault(object_(document["replicationConfig"]))
    if fault is not None:
        raise SchemaFault(
            f"updating db: TYPE_ADD_CLASS: apply add class: async replication config: {fault}"
        )
    distribution.check_some_shards(object_(document["shardingConfig"]), tenants=tenants)
    index = text(document["class"]).lower()
    with behind(
        f"updating db: TYPE_ADD_CLASS: apply add class: create index: init shard {shard_name()} "
        f"of index {index}: init shard vectors: "
    ):
        vector_index.check_distance(object_(document.get("vectorIndexConfig")))
        for name, entry in object_(document.get("vectorConfig")).items():
            with behind(f'cannot create vector index for "{name}": '):
                vector_index.check_distance(object_(object_(entry)["vectorIndexConfig"]))


def _check_free(catalog: Catalog, name: str) -> None:
    """Refuse the name of a collection or alias that there is; case does not make it another."""
    for kind, taken in (("class", catalog.collections), ("alias", catalog.aliases)):
        if name in taken:
            raise SchemaFault(f"{kind} name {name} already exists")
        for other in taken:
            if other.lower() == name.lower():
                raise SchemaFault(f'class already exists: found similar {kind} "{other}"')


def _check_targets(catalog: Catalog, document: Mapping[str, JSON]) -> None:
    for one in list_(document["properties"]):
        types = texts(object_(one)["dataType"])
        if not data_types.is_reference(types):
            continue
        if not all(type_ == document["class"] or type_ in catalog.collections for type_ in types):
            raise SchemaFault("bad request: reference property to nonexistent class")


def complete_property(
    catalog: Catalog,
    definition: CollectionDefinition,
    document: Mapping[str, JSON],
    *,
    modules: Collection[str] = (),
    replaces: bool = True,
) -> dict[str, JSON]:
    """The complete document of a property of a collection that there is.

    `replaces`: it may be one that the collection has, with further nested members.

    Raises:
        SchemaFault: the property is refused.
    """
    others = frozenset(modules)
    found = (module(vector.vectorizer, others) for vector in definition.vectors.values())
    around = Surroundings(
        definition.name,
        definition.inverted.stopword_presets,
        tuple(one for one in found if one is not None),
        {vector.vectorizer for vector in definition.vectors.values()},
    )
    named = properties.with_name(dict(document))
    replaced = replaces and named["name"] in definition.properties
    taken = () if replaced else definition.lowered
    return properties.complete(named, around, taken, catalog.collections.__contains__)
