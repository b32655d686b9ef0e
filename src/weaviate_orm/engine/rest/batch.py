"""`/v1/batch`: many objects, many references, deletion by a filter."""

from __future__ import annotations

import time
import uuid as uuids
from math import isinf
from typing import TYPE_CHECKING, cast

from weaviate_orm.engine.errors import JSON, TenantError, a_error, v_error
from weaviate_orm.engine.filters.model import FilterFault
from weaviate_orm.engine.filters.where import OPERATORS, from_json, validated
from weaviate_orm.engine.rest import json
from weaviate_orm.engine.rest.bodies import (
    BATCH,
    BATCH_DELETE,
    BATCH_REFERENCES,
    check_id,
    check_uri,
    draft_of,
    text_of,
    vectors_json,
)
from weaviate_orm.engine.rest.decode import decode_list, decode_object, items_of
from weaviate_orm.engine.rest.object_writes import echo
from weaviate_orm.engine.rest.objects import check_consistency
from weaviate_orm.engine.rest.router import Access, Call, HttpReply, Route, reply
from weaviate_orm.engine.untyped import is_list, is_object
from weaviate_orm.engine.write.batch import Outcome, nameless, write_batch
from weaviate_orm.engine.write.beacons import beacon_text, parse_source, parse_target
from weaviate_orm.engine.write.delete import Deletion, delete_matching
from weaviate_orm.engine.write.ids import id_text
from weaviate_orm.engine.write.links import Link, add_many, completed_link
from weaviate_orm.engine.write.validate import Fault

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weaviate_orm.engine.filters.model import Filter
    from weaviate_orm.engine.state import State
    from weaviate_orm.engine.write.beacons import Source
    from weaviate_orm.engine.write.draft import Draft

_FIELDS = ("ALL", "class", "schema", "id", "creationTimeUnix")
_LONGEST_NUMBER = 1000
_NO_DELETION_TIME = -62_135_596_800_000
"""The zero of the server's clock in milliseconds."""


# Objects ------------------------------------------------------------------------------------------


def _objects(call: Call) -> HttpReply:
    body = decode_object(BATCH, call.literal_body())
    for i, field in enumerate(items_of(body, "fields")):
        if field not in _FIELDS:
            raise v_error(
                422, f"body.fields.{i} in body should be one of [{' '.join(_FIELDS)}]", 606
            )
    documents = [item if is_object(item) else {} for item in items_of(body, "objects")]
    for i, document in enumerate(documents):
        check_id(document.get("id"), f"body.objects.{i}.id in body")
    check_consistency(call)
    if not documents:
        raise a_error(
            422,
            "invalid param 'objects': cannot be empty, need at least one object for batching",
        )
    refused = nameless(text_of(document, "class") for document in documents)
    if refused is not None:
        raise a_error(422, refused)
    drafts = [_draft(call.state, document) for document in documents]
    try:
        outcomes = write_batch(call.state, drafts)
    except Fault as fault:
        raise a_error(422, f"auto create tenants: {fault}") from None
    return reply(
        [
            _entry(call.state, document, draft, outcome)
            for document, draft, outcome in zip(documents, drafts, outcomes, strict=True)
        ]
    )


def _draft(state: State, document: Mapping[str, object]) -> Draft:
    draft = draft_of(state.catalog, document)
    draft.id = draft.id or str(uuids.uuid4())
    return draft


def _entry(state: State, document: Mapping[str, object], draft: Draft, outcome: Outcome) -> JSON:
    if outcome.stored is not None:
        entry = echo(state, outcome.stored, draft, links=False)
    else:
        entry = _as_sent(state, document, draft)
    result: dict[str, JSON] = {"status": "SUCCESS"}
    if outcome.fault is not None:
        result = {"errors": {"error": [{"message": outcome.fault}]}, "status": "FAILED"}
    return {**entry, "deprecations": None, "result": result}


def _as_sent(state: State, document: Mapping[str, object], draft: Draft) -> dict[str, JSON]:
    """The echo of an object that was not stored."""
    moment = time.time_ns() // 1_000_000
    entry: dict[str, JSON] = {
        "class": state.catalog.resolve(text_of(document, "class")),
        "creationTimeUnix": moment,
        "id": draft.id,
        "lastUpdateTimeUnix": moment,
        "properties": _plain(document.get("properties") or {}),
    }
    if text_of(document, "tenant"):
        entry["tenant"] = text_of(document, "tenant")
    given = dict(draft.vectors)
    if draft.vector:
        given[""] = draft.vector
    return {**entry, **vectors_json(given)}


def _number(literal: json.Number) -> JSON:
    """A number, or its text if it is one that cannot be written again."""
    if len(literal) > _LONGEST_NUMBER or isinf(float(literal)):
        return str(literal)
    return json.loads(literal.encode())


def _plain(value: object) -> JSON:
    """Literal JSON as plain JSON."""
    if isinstance(value, json.Number):
        return _number(value)
    if is_list(value):
        return [_plain(item) for item in value]
    if is_object(value):
        return {name: _plain(item) for name, item in value.items()}
    return cast("JSON", value)  # the rest of JSON: texts, booleans, None


# References ---------------------------------------------------------------------------------------


def _references(call: Call) -> HttpReply:
    body = decode_list(BATCH_REFERENCES, call.literal_body())
    entries = [entry for entry in body if is_object(entry)]
    for entry in entries:
        check_uri(entry.get("from"), "from in body")
        check_uri(entry.get("to"), "to in body")
    check_consistency(call)
    if not body:
        raise a_error(
            422, "invalid params: length cannot be 0, need at least one reference for batching"
        )
    read = [_link(call.state, entry) for entry in entries]
    faults = add_many(call.state, [link for link, _ in read])
    out: list[JSON] = []
    for (_, shown), fault in zip(read, faults, strict=True):
        result: dict[str, JSON] = {"status": "SUCCESS"}
        if fault is not None:
            result = {"errors": {"error": [{"message": fault}]}, "status": "FAILED"}
        out.append({**shown, "result": result})
    return reply(out)


def _link(state: State, entry: Mapping[str, object]) -> tuple[Link | Fault, dict[str, JSON]]:
    """An entry as a link or a fault, and the members that were understood."""
    shown: dict[str, JSON] = {}
    faults: list[str] = []
    source = target = None
    try:
        source = parse_source(text_of(entry, "from"))
        shown["from"] = _resolved(state, source, text_of(entry, "from"))
    except Fault as fault:
        faults.append(str(fault))
    try:
        target = parse_target(text_of(entry, "to"))
        shown["to"] = text_of(entry, "to")
    except Fault as fault:
        faults.append(str(fault))
    if source is None or target is None:
        return Fault(", ".join(faults)), shown
    link = completed_link(state, Link(source, target, text_of(entry, "tenant")))
    if link.target != target:
        shown["to"] = beacon_text(link.target.beacon)
    return link, shown


def _resolved(state: State, source: Source, text: str) -> str:
    """A source beacon as it is shown: of the collection that an alias stands for."""
    name = state.catalog.resolve(source.collection)
    if name == source.collection:
        return text
    return f"weaviate://{source.host}/{name}/{id_text(source.uuid)}/{source.property}"


# Deletion -----------------------------------------------------------------------------------------


def _delete(call: Call) -> HttpReply:
    body = decode_object(BATCH_DELETE, call.literal_body())
    name, where = _match(call, body)
    collection = call.state.catalog.find(name)
    if collection is None:
        resolved = call.state.catalog.resolve(name)
        raise a_error(422, f"validate: failed to get class: {resolved}")
    condition = _condition(call, where, name)
    output = "minimal" if body.get("output") is None else text_of(body, "output")
    if output not in ("minimal", "verbose"):
        raise a_error(
            500,
            f'validate: invalid output: "{output}", possible values are: "minimal", "verbose"',
        )
    dry_run = body.get("dryRun") is True
    try:
        deletion = delete_matching(
            call.state, collection, call.query("tenant") or "", condition, dry_run=dry_run
        )
    except TenantError as error:
        raise a_error(422, f"batch delete objects: cannot find objects: {error}") from None
    except FilterFault as fault:
        raise a_error(500, f"batch delete objects: cannot find objects: {fault}") from None
    moment = body.get("deletionTimeUnixMilli")
    return reply(
        {
            "deletionTimeUnixMilli": moment if isinstance(moment, int) else _NO_DELETION_TIME,
            "dryRun": dry_run,
            "match": {"class": collection.definition.name, "where": _echoed(where)},
            "output": output,
            "results": _results(call.state, deletion, output, dry_run=dry_run),
        }
    )


def _match(call: Call, body: Mapping[str, object]) -> tuple[str, dict[str, JSON]]:
    """The collection and the filter of a deletion."""
    match = cast("Mapping[str, object] | None", body.get("match"))  # the kind of the body says so
    where = cast("dict[str, JSON] | None", (match or {}).get("where"))  # the same
    if where is not None:
        _check_operators(where, "match.match.where")
    check_consistency(call)
    if match is None:
        raise a_error(422, "validate: empty match clause")
    if not match.get("class"):
        raise a_error(422, "validate: empty match.class clause")
    if where is None:
        raise a_error(422, "validate: empty match.where clause")
    return text_of(match, "class"), where


def _check_operators(where: JSON, place: str) -> None:
    if not isinstance(where, dict):
        return
    operator = where.get("operator")
    if operator and operator not in OPERATORS:
        names = " ".join(OPERATORS)
        raise v_error(422, f"{place}.operator in body should be one of [{names}]", 606)
    operands = where.get("operands")
    for i, operand in enumerate(operands if isinstance(operands, list) else []):
        _check_operators(operand, f"{place}.operands.{i}")


def _condition(call: Call, where: Mapping[str, JSON], name: str) -> Filter:
    catalog = call.state.catalog
    collection = catalog.find(name)
    assert collection is not None
    try:
        parsed = from_json(where)
    except FilterFault as fault:
        raise a_error(422, f"validate: failed to parse where filter: {fault}") from None
    try:
        return validated(parsed, collection.definition, catalog.exactly)
    except FilterFault as fault:
        raise a_error(422, f"validate: {fault}") from None


def _echoed(where: Mapping[str, JSON]) -> dict[str, JSON]:
    """A filter as the answer shows it."""
    operands = where.get("operands")
    shown: list[JSON] | None = None
    if isinstance(operands, list):
        shown = [_echoed(o) if isinstance(o, dict) else None for o in operands]
    given = {name: value for name, value in where.items() if value is not None}
    return {**given, "operands": shown}


def _results(state: State, deletion: Deletion, output: str, *, dry_run: bool) -> JSON:
    entries: list[JSON] | None = None
    if output == "verbose" and deletion.uuids:
        status = "DRYRUN" if dry_run else "SUCCESS"
        entries = [{"id": id_text(uuid), "status": status} for uuid in deletion.uuids]
    failed = deletion.fault is not None and not dry_run
    if failed:
        entries = [{"errors": {"error": [{"message": deletion.fault}]}, "status": "FAILED"}]
    elif deletion.fault is not None and output == "verbose":
        entries = [{"status": "DRYRUN"}]
    return {
        "failed": int(failed),
        "limit": state.settings.maximum_results,
        "matches": deletion.matches,
        "objects": entries,
        "successful": 0 if dry_run else len(deletion.uuids),
    }


ROUTES: tuple[Route, ...] = (
    Route("POST", "/batch/objects", _objects, Access.WRITE),
    Route("DELETE", "/batch/objects", _delete, Access.WRITE),
    Route("POST", "/batch/references", _references, Access.WRITE),
)
