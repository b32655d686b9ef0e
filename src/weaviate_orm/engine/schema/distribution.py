"""How a collection is spread: shards, tenants, replicas. One node, one shard or one a tenant."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from weaviate_orm.engine.schema.fault import SchemaFault, behind
from weaviate_orm.engine.schema.numbers import clamped, flag, object_, type_name, whole, written

if TYPE_CHECKING:
    from weaviate_orm.engine.errors import JSON

_VIRTUAL = 128
_SHARDS_OF_TENANTS: Mapping[str, JSON] = {
    "virtualPerPhysical": 0,
    "desiredCount": 0,
    "actualCount": 0,
    "desiredVirtualCount": 0,
    "actualVirtualCount": 0,
    "key": "",
    "strategy": "",
    "function": "",
}
_TENANCY = ("enabled", "autoTenantCreation", "autoTenantActivation")
_ONLY = (
    ("key", "_id", "sharding only supported on key '_id' for now"),
    ("strategy", "hash", "sharding only supported with strategy 'hash' for now"),
    ("function", "murmur3", "sharding only supported with function 'murmur3' for now"),
)
_RANGES = {
    "hashtreeHeight": (0, 20),
    "diffBatchSize": (1, 10_000),
    "propagationLimit": (1, 100_000),
    "propagationConcurrency": (1, 20),
    "propagationBatchSize": (1, 1000),
}
_LEAST = {
    "frequency": (0, ">= 0"),
    "frequencyWhilePropagating": (0, ">= 0"),
    "loggingFrequency": (1, "> 0"),
    "diffPerNodeTimeout": (1, "> 0"),
    "prePropagationTimeout": (1, "> 0"),
    "propagationTimeout": (1, "> 0"),
    "propagationDelay": (0, ">= 0"),
}
ASYNC_MEMBERS = (*_RANGES, *_LEAST)
"""Of `asyncConfig`."""


# Tenants ------------------------------------------------------------------------------------------


def tenancy(given: JSON) -> dict[str, JSON]:
    """The complete `multiTenancyConfig`."""
    settings = object_(given)
    return {name: flag(settings.get(name)) for name in _TENANCY}


def check_tenancy(settings: Mapping[str, JSON]) -> None:
    """Refuse automatic tenants where there are none; `settings` are complete."""
    if settings["enabled"]:
        return
    for name in _TENANCY[1:]:
        if settings[name]:
            raise SchemaFault(f"can't enable {name} on a non-multi-tenant class")


def check_tenancy_kept(old: Mapping[str, JSON], new: Mapping[str, JSON]) -> None:
    if old["enabled"] != new["enabled"]:
        doing = "enabling" if new["enabled"] else "disabling"
        raise SchemaFault(f"{doing} multi-tenancy for an existing class is not supported")


# Shards -------------------------------------------------------------------------------------------


def sharding(given: JSON, *, tenants: bool) -> dict[str, JSON]:
    """The complete `shardingConfig`; with tenants all of it is empty.

    Raises:
        SchemaFault: `parse sharding config: …`.
    """
    if tenants:
        return dict(_SHARDS_OF_TENANTS)
    with behind("parse sharding config: "):
        return _sharding(given)


def _sharding(given: JSON) -> dict[str, JSON]:
    if given is not None and not isinstance(given, dict):
        raise SchemaFault(f"input {type_name(given)}-false must be a non-nil")
    settings = object_(given)
    virtual = _count(settings, "virtualPerPhysical", _VIRTUAL)
    desired = _count(settings, "desiredCount", 1)
    out: dict[str, JSON] = {
        "virtualPerPhysical": virtual,
        "desiredCount": desired,
        "actualCount": desired,
        "desiredVirtualCount": virtual * desired,
        "actualVirtualCount": virtual * desired,
    }
    for name, only, message in _ONLY:
        value = settings.get(name)
        chosen = value if isinstance(value, str) else only
        if chosen != only:
            raise SchemaFault(f"{message}, got: {chosen}")
        out[name] = chosen
    for name, count in (("desiredCount", desired), ("virtualPerPhysical", virtual)):
        if count < 0:
            raise SchemaFault(f"sharding config: {name} must not be negative, got: {count}")
    return out


def _count(settings: Mapping[str, JSON], name: str, default: int) -> int:
    value = settings.get(name, default)
    if isinstance(value, float):
        raise SchemaFault(f'{name}: strconv.ParseInt: parsing "{written(value)}": invalid syntax')
    return clamped(whole(value) or 0)


def check_some_shards(settings: Mapping[str, JSON], *, tenants: bool) -> None:
    """Refuse a collection without any shard."""
    if tenants:
        return
    for name, kind in (("desiredCount", "physical"), ("virtualPerPhysical", "virtual")):
        if not settings[name]:
            raise SchemaFault(
                "updating db: TYPE_ADD_CLASS: apply add class: create index: failed to read "
                f"sharding state: invalid sharding state: {kind} shards unavailable"
            )


def check_sharding_kept(old: Mapping[str, JSON], new: Mapping[str, JSON]) -> None:
    """Refuse another number of shards."""
    for name, message in (
        ("desiredCount", "re-sharding not supported yet: shard count is immutable"),
        ("virtualPerPhysical", "virtual shards per physical is immutable"),
    ):
        if old.get(name) != new[name]:
            raise SchemaFault(
                f'{message}: attempted change from "{old.get(name)}" to "{new[name]}"'
            )


# Replicas -----------------------------------------------------------------------------------------


def replication(given: JSON, *, created: bool) -> dict[str, JSON]:
    """The complete `replicationConfig`; the strategy has a default in a new collection alone."""
    settings = object_(given)
    factor = whole(settings.get("factor")) or 0
    out: dict[str, JSON] = {"factor": max(factor, 1), "asyncEnabled": False}
    strategy = settings.get("deletionStrategy") or ("TimeBasedResolution" if created else None)
    if strategy:
        out["deletionStrategy"] = strategy
    if settings.get("asyncConfig") is not None:
        out["asyncConfig"] = settings["asyncConfig"]
    return out


def check_one_replica(settings: Mapping[str, JSON]) -> None:
    """Refuse more copies than the one node can hold."""
    factor = whole(settings["factor"]) or 1
    if factor > 1:
        raise SchemaFault(
            "init sharding state: could not find enough weaviate nodes for replication: "
            f"1 available, {factor} requested"
        )


def async_fault(settings: Mapping[str, JSON]) -> str | None:
    """What is out of range in `asyncConfig`; None = nothing."""
    given = object_(settings.get("asyncConfig"))
    for name, value in given.items():
        number = whole(value)
        if number is None:
            continue
        if name in _RANGES and not _RANGES[name][0] <= number <= _RANGES[name][1]:
            least, most = _RANGES[name]
            return f"{name}: value {number} out of range: min {least}, max {most}"
        if name in _LEAST and number < _LEAST[name][0]:
            return f"{name} must be {_LEAST[name][1]}"
    return None
