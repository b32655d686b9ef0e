"""Every REST route of the engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from weaviate_orm.engine.rest import batch, objects, references, tokenize
from weaviate_orm.engine.rest.router import Access, Call, HttpReply, Route, reply
from weaviate_orm.engine.schema.create import complete

if TYPE_CHECKING:
    from weaviate_orm.engine.errors import JSON


def _create(call: Call) -> HttpReply:
    """Stands in for the schema routes."""
    document = complete(call.state.catalog, cast("dict[str, JSON]", call.body("objectClass")))
    call.state.catalog.create(document)
    return reply(document)


ROUTES: tuple[Route, ...] = (
    Route("POST", "/schema", _create, Access.WRITE),
    *objects.ROUTES,
    *references.ROUTES,
    *batch.ROUTES,
    *tokenize.ROUTES,
)
