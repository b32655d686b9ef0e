"""Routes about the server itself: health, meta, links, and the parts that are switched off."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from weaviate_orm.engine.errors import JSON, HttpError, Unsupported, a_error, empty_error, v_error
from weaviate_orm.engine.rest import json
from weaviate_orm.engine.rest.router import Call, HttpReply, HttpRequest, Route, reply
from weaviate_orm.engine.schema.modules import MODULES
from weaviate_orm.engine.settings import MESSAGE_BYTES, VERSION

if TYPE_CHECKING:
    from collections.abc import Callable

_DEVELOPERS = "https://weaviate.io/developers/weaviate"
_LINKS: tuple[tuple[str, str, str], ...] = (
    ("/v1/meta", "Meta information about this instance/cluster", ""),
    ("/v1/schema", "view complete schema", "schema/get/schema"),
    ("/v1/schema{/:className}", "CRUD schema", "schema/put/schema/{className}"),
    ("/v1/objects{/:id}", "CRUD objects", "objects/"),
    (
        "/v1/classifications{/:id}",
        "trigger and view status of classifications",
        "classifications",
    ),
    (
        "/v1/.well-known/live",
        "check if Weaviate is live (returns 200 on GET when live)",
        "well-known/get/.well-known/live",
    ),
    (
        "/v1/.well-known/ready",
        "check if Weaviate is ready (returns 200 on GET when ready)",
        "well-known/get/.well-known/ready",
    ),
    (
        "/v1/.well-known/openid-configuration",
        "view link to openid configuration (returns 404 on GET if no openid is configured)",
        "well-known/get/.well-known/openid-configuration",
    ),
)
"""Address, what it is, and where the documentation has it."""


def early(request: HttpRequest) -> HttpReply | None:
    """The answer to what is answered before any route is looked for."""
    path = request.path
    asks = bool(request.query)
    if request.method == "OPTIONS":
        # A server allows every origin; a page in a browser has no business with this one.
        return HttpReply(200)
    if path in ("/v1/.well-known/live", "/v1/.well-known/ready") and not asks:
        return HttpReply(200)
    if path in ("", "/") and not asks:
        return HttpReply(301, _root(), {"location": "/v1"})
    return None


def _root() -> bytes:
    link: JSON = {
        "href": "/v1",
        "name": "api v1",
        "documentationHref": f"{_DEVELOPERS}/current/",
    }
    return json.dumps({"links": link})


def _links() -> list[JSON]:
    out: list[JSON] = []
    for address, name, place in _LINKS:
        link: dict[str, JSON] = {"href": address, "name": name}
        if place:
            link["documentationHref"] = f"{_DEVELOPERS}/api/rest#tag/{place}"
        out.append(link)
    return out


def read_meta(call: Call) -> HttpReply:
    modules: dict[str, JSON] = {name: m.meta for name, m in MODULES.items() if m.listed}
    for name in call.state.modules.names:
        modules.setdefault(name, {})
    modules["backup-filesystem"] = {"backupsPath": str(call.state.backups.folder)}
    return reply(
        {
            "grpcMaxMessageSize": MESSAGE_BYTES,
            "hostname": call.state.settings.hostname,
            "modules": dict(sorted(modules.items())),
            "version": VERSION,
        }
    )


def _refusing(error: Callable[[Call], HttpError]) -> Callable[[Call], HttpReply]:
    def handle(call: Call) -> NoReturn:
        raise error(call)

    return handle


def _no_path(call: Call) -> HttpError:
    return v_error(404, f"path {call.request.path} was not found")


def _no_search(call: Call) -> HttpError:
    return a_error(404, f"path {call.request.path} was not found")


_MCP = (
    "MCP server is not enabled. To enable it, either set MCP_SERVER_ENABLED=true "
    "(requires restart) or set mcp_server_enabled: true in the runtime overrides YAML "
    "(no restart needed). See https://docs.weaviate.io/weaviate/mcp/mcp-server"
)
_OFF: tuple[tuple[str, str, Callable[[Call], HttpError]], ...] = (
    *(
        (method, path, lambda _: empty_error(501))
        for path, methods in (
            ("/replication/replicate", "POST DELETE"),
            ("/replication/replicate/list", "GET"),
            ("/replication/replicate/{id}", "GET DELETE"),
            ("/replication/replicate/{id}/cancel", "POST"),
            ("/replication/sharding-state", "GET"),
            ("/replication/scale", "GET POST"),
        )
        for method in methods.split()
    ),
    *(
        (method, path, lambda _: a_error(404, "namespaces are not enabled"))
        for path, methods in (
            ("/namespaces", "GET"),
            ("/namespaces/{id}", "GET POST PUT DELETE"),
            ("/namespaces/{id}/suspend", "POST"),
            ("/namespaces/{id}/resume", "POST"),
        )
        for method in methods.split()
    ),
    *(
        (method, "/mcp", lambda _: HttpError(503, {"error": _MCP}))
        for method in ("GET", "POST", "DELETE")
    ),
    ("POST", "/aggregate/{collection}", _no_path),
    *(("POST", f"/search/{{collection}}/{k}", _no_search) for k in ("bm25", "hybrid")),
    *(("POST", f"/search/{{collection}}/{k}", _no_search) for k in ("near-object", "near-text")),
    ("GET", "/.well-known/openid-configuration", lambda _: empty_error(404)),
    ("GET", "/classifications/{id}", lambda _: empty_error(404)),
)
"""Parts of a server that this one answers as if they were switched off."""

_MISSING = (
    ("GraphQL", (("POST", "/graphql"), ("POST", "/graphql/batch"))),
    ("classification", (("POST", "/classifications"),)),
    (
        "export",
        (
            ("POST", "/export/{backend}"),
            ("GET", "/export/{backend}/{id}"),
            ("DELETE", "/export/{backend}/{id}"),
        ),
    ),
    (
        "users",
        tuple(
            (method, f"/users{path}")
            for path, methods in (
                ("/own-info", "GET"),
                ("/db", "GET"),
                ("/db/{user}", "GET POST DELETE"),
                ("/db/{user}/rotate-key", "POST"),
                ("/db/{user}/activate", "POST"),
                ("/db/{user}/deactivate", "POST"),
            )
            for method in methods.split()
        ),
    ),
    (
        "roles",
        tuple(
            (method, f"/authz{path}")
            for path, methods in (
                ("/roles", "GET POST"),
                ("/roles/{role}", "GET DELETE"),
                ("/roles/{role}/add-permissions", "POST"),
                ("/roles/{role}/remove-permissions", "POST"),
                ("/roles/{role}/has-permission", "POST"),
                ("/roles/{role}/users", "GET"),
                ("/roles/{role}/user-assignments", "GET"),
                ("/roles/{role}/group-assignments", "GET"),
                ("/users/{user}/roles", "GET"),
                ("/users/{user}/roles/{type}", "GET"),
                ("/users/{user}/assign", "POST"),
                ("/users/{user}/revoke", "POST"),
                ("/groups/{group}", "GET"),
                ("/groups/{group}/assign", "POST"),
                ("/groups/{group}/revoke", "POST"),
                ("/groups/{group}/roles/{type}", "GET"),
            )
            for method in methods.split()
        ),
    ),
)
"""Parts of a server that the engine does not have."""


def _without(part: str) -> Callable[[Call], HttpReply]:
    def handle(call: Call) -> NoReturn:
        del call
        raise Unsupported(
            f"The embedded engine has no {part}. Connect to a Weaviate server for it."
        )

    return handle


def _unanswered(operation: str) -> Callable[[Call], HttpReply]:
    def handle(call: Call) -> NoReturn:
        del call
        raise HttpError(501, f"operation {operation} has not yet been implemented")

    return handle


ROUTES: tuple[Route, ...] = (
    Route("GET", "/", lambda _: reply({"links": _links()})),
    Route("GET", "/.well-known/live", _unanswered("WeaviateWellknownLiveness")),
    Route("GET", "/.well-known/ready", _unanswered("WeaviateWellknownReadiness")),
    Route("GET", "/meta", read_meta),
    Route("GET", "/tasks", lambda _: reply({})),
    *(Route(method, path, _refusing(error)) for method, path, error in _OFF),
    *(Route(method, path, _without(part)) for part, routes in _MISSING for method, path in routes),
)
