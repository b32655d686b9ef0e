"""Routes of aliases."""

from __future__ import annotations

from weaviate_orm.engine.errors import a_error, empty_error
from weaviate_orm.engine.rest import definitions
from weaviate_orm.engine.rest.router import Access, Call, HttpReply, Route, reply
from weaviate_orm.engine.schema import names
from weaviate_orm.engine.schema.fault import SchemaFault
from weaviate_orm.engine.schema.numbers import text


def _shown(alias: str, target: str) -> dict[str, str]:
    return {"alias": alias, "class": target}


def list_aliases(call: Call) -> HttpReply:
    wanted = call.query("class")
    target = None if not wanted else names.collection(wanted)
    found = sorted(call.state.catalog.aliases.items())
    return reply({"aliases": [{**_shown(a, t)} for a, t in found if target is None or t == target]})


def create_alias(call: Call) -> HttpReply:
    body = definitions.read(definitions.ALIAS, call)
    alias, target = names.collection(text(body.get("alias"))), _target(body.get("class"))
    catalog = call.state.catalog
    try:
        names.check_alias(alias)
        names.check_collection(target)
        _check_target(call, target)
    except SchemaFault as fault:
        raise a_error(422, f"validation: {fault}") from None
    where = "updating schema: TYPE_CREATE_ALIAS: create alias: "
    if alias.lower() in {name.lower() for name in catalog.aliases}:
        raise a_error(422, f"validation: {where}{alias}, alias already exists")
    if alias in catalog.collections:
        raise a_error(500, f"{where}class {alias} already exists")
    catalog.set_alias(alias, target)
    return reply({**_shown(alias, target)})


def change_alias(call: Call) -> HttpReply:
    body = definitions.read(definitions.ALIAS_TARGET, call)
    alias, target = _alias(call), _target(body.get("class"))
    try:
        _check_target(call, target)
    except SchemaFault as fault:
        raise a_error(422, f"validation: {fault}") from None
    call.state.catalog.set_alias(alias, target)
    return reply({**_shown(alias, target)})


def read_alias(call: Call) -> HttpReply:
    alias = _alias(call)
    return reply({**_shown(alias, call.state.catalog.aliases[alias])})


def drop_alias(call: Call) -> HttpReply:
    call.state.catalog.drop_alias(_alias(call))
    return reply(status=204)


def _alias(call: Call) -> str:
    """The alias of the path."""
    alias = names.collection(call.parameters["aliasName"])
    if alias not in call.state.catalog.aliases:
        raise empty_error(404)
    return alias


def _target(given: object) -> str:
    return names.collection(given) if isinstance(given, str) else ""


def _check_target(call: Call, target: str) -> None:
    if target not in call.state.catalog.collections:
        raise SchemaFault(f'target class "{target}" does not exist')


ROUTES: tuple[Route, ...] = (
    Route("GET", "/aliases", list_aliases),
    Route("POST", "/aliases", create_alias, Access.WRITE),
    Route("GET", "/aliases/{aliasName}", read_alias),
    Route("PUT", "/aliases/{aliasName}", change_alias, Access.WRITE),
    Route("DELETE", "/aliases/{aliasName}", drop_alias, Access.WRITE),
)
