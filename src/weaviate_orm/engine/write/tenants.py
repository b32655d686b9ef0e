"""Tenants that inserts create by themselves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from weaviate_orm.engine.catalog import HOT
from weaviate_orm.engine.write.validate import Fault

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weaviate_orm.engine.state import State
    from weaviate_orm.engine.write.draft import Draft

_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")


def create_missing(state: State, drafts: Sequence[Draft]) -> None:
    """Create the tenants that are named and missing, where the collection wants that.

    Raises:
        Fault: one of the names is no tenant's name; then none is created.
    """
    wanted: dict[str, dict[str, str]] = {}
    for draft in drafts:
        collection = state.catalog.collections.get(draft.collection)
        if (
            collection is not None
            and collection.definition.tenancy.auto_create
            and draft.tenant not in collection.tenants
        ):
            wanted.setdefault(draft.collection, {})[draft.tenant] = HOT
    for name, states in wanted.items():
        for i, tenant in enumerate(states):
            fault = name_fault(i, tenant)
            if fault is not None:
                raise Fault(f'auto-tenant: add tenants to collection "{name}": {fault}')
    for name, states in wanted.items():
        state.catalog.set_tenants(state.catalog.collections[name], states)


def name_fault(index: int, tenant: str) -> str | None:
    """Why this is no name of a tenant; `index` is its place in the request."""
    if not tenant:
        return f"tenant name at index {index}: empty tenant name"
    if _NAME.fullmatch(tenant):
        return None
    return (
        f"tenant name at index {index}:  '{tenant}' is not a valid tenant name. should only "
        "contain alphanumeric characters (a-z, A-Z, 0-9), underscore (_), and hyphen (-), "
        "with a length between 1 and 64 characters"
    )
