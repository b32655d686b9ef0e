"""Tenants of a collection: names, states, and what is refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from weaviate_orm.engine.catalog import COLD, HOT
from weaviate_orm.engine.schema import names
from weaviate_orm.engine.schema.fault import SchemaFault
from weaviate_orm.engine.schema.numbers import object_, text

if TYPE_CHECKING:
    from weaviate_orm.engine.catalog import Catalog, Collection
    from weaviate_orm.engine.errors import JSON

LEGACY: Mapping[str, str] = MappingProxyType(
    {
        "ACTIVE": HOT,
        "INACTIVE": COLD,
        "OFFLOADED": "FROZEN",
        "OFFLOADING": "FREEZING",
        "ONLOADING": "UNFREEZING",
    }
)
"""Newer names of the states; answers have the older ones."""
_MOST = 100
"""Tenants of one update."""
_UNKNOWN_COLLECTION = "class not found"


@dataclass(frozen=True)
class Tenant:
    name: str
    status: str
    """By its older name; empty = not given."""


def read(entries: Sequence[JSON]) -> list[Tenant]:
    """The tenants of a request."""
    out: list[Tenant] = []
    for entry in map(object_, entries):
        status = text(entry.get("activityStatus"))
        out.append(Tenant(text(entry.get("name")), LEGACY.get(status, status)))
    return out


def check_new(tenants: Sequence[Tenant]) -> None:
    """Refuse tenants that cannot be made."""
    _check_names(tenants)
    _check_states(tenants, ("", HOT, COLD))


def check_changed(tenants: Sequence[Tenant]) -> None:
    """Refuse states that tenants cannot be given."""
    if len(tenants) > _MOST:
        raise SchemaFault(
            f"maximum number of tenants allowed to be updated simultaneously is {_MOST}. "
            "Please reduce the number of tenants in your request and try again"
        )
    _check_names(tenants)
    _check_states(tenants, (HOT, COLD))


def _check_names(tenants: Sequence[Tenant]) -> None:
    seen: set[str] = set()
    for i, tenant in enumerate(tenants):
        fault = names.tenant_fault(tenant.name, i)
        if fault is not None:
            raise SchemaFault(fault)
    for tenant in tenants:
        if tenant.name in seen:
            raise SchemaFault(f"tenant name {tenant.name} existed multiple times")
        seen.add(tenant.name)


def _check_states(tenants: Sequence[Tenant], allowed: Sequence[str]) -> None:
    wrong = [
        f"invalid activity status '{t.status}' for tenant \"{t.name}\""
        for t in tenants
        if t.status not in (*allowed, "FROZEN")
    ]
    if wrong:
        raise SchemaFault(", ".join(wrong))
    if any(t.status == "FROZEN" for t in tenants):
        raise SchemaFault("can't offload tenants, because offload-s3 module is not enabled")


def of(catalog: Catalog, name: str, *, aliases: bool) -> Collection:
    """The collection whose tenants are meant.

    Raises:
        SchemaFault: there is none, or it has no tenants.
    """
    found = catalog.find(name) if aliases else catalog.collections.get(names.collection(name))
    if found is None:
        raise SchemaFault(_UNKNOWN_COLLECTION)
    if not found.definition.tenancy.enabled:
        raise SchemaFault(f'multi-tenancy is not enabled for class "{found.name}"')
    return found
