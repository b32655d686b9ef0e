"""Every REST route of the engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weaviate_orm.engine.rest import (
    aliases,
    backups,
    batch,
    meta,
    nodes,
    object_writes,
    objects,
    references,
    schema,
    tenants,
    tokenize,
)

if TYPE_CHECKING:
    from weaviate_orm.engine.rest.router import Route

ROUTES: tuple[Route, ...] = (
    *schema.ROUTES,
    *tenants.ROUTES,
    *aliases.ROUTES,
    *objects.ROUTES,
    *object_writes.ROUTES,
    *references.ROUTES,
    *batch.ROUTES,
    *tokenize.ROUTES,
    *meta.ROUTES,
    *nodes.ROUTES,
    *backups.ROUTES,
)
