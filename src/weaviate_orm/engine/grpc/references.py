"""Batches of references as messages."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from weaviate_orm.engine.errors import CallError
from weaviate_orm.engine.store.values import Beacon
from weaviate_orm.engine.write.beacons import LOCAL, Target, source
from weaviate_orm.engine.write.ids import InvalidId, parse_id
from weaviate_orm.engine.write.links import Link, add_many
from weaviate_orm.engine.write.validate import Fault
from weaviate_orm.wire import messages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weaviate_orm.engine.state import State


def batch_references(
    state: State, request: messages.BatchReferencesRequest
) -> messages.BatchReferencesReply:
    """BatchReferences: one error for each faulty reference."""
    started = time.perf_counter()
    if not request.references:
        raise CallError(
            "invalid params: length cannot be 0, need at least one reference for batching"
        )
    reply = messages.BatchReferencesReply()
    for index, fault in enumerate(write_references(state, request.references)):
        if fault is not None:
            reply.errors.add(index=index, error=fault)
    reply.took = time.perf_counter() - started
    return reply


def write_references(
    state: State, references: Sequence[messages.BatchReference]
) -> list[str | None]:
    """Add references; for each the text of its fault."""
    return add_many(state, [_link(one) for one in references])


def _link(one: messages.BatchReference) -> Link | Fault:
    faults: list[str] = []
    found = target = None
    try:
        found = source(LOCAL, one.from_collection, one.from_uuid, one.name)
    except Fault as fault:
        faults.append(str(fault))
    try:
        target = _target(one.to_collection, one.to_uuid)
    except Fault as fault:
        faults.append(str(fault))
    if found is None or target is None:
        return Fault(", ".join(faults))
    return Link(found, target, one.tenant)


def _target(collection: str, uuid: str) -> Target:
    try:
        return Target(LOCAL, Beacon(collection, parse_id(uuid)))
    except InvalidId:
        place = "2nd" if collection else "1nd"  # sic
        raise Fault(
            f"invalid cref URI: {place} path segment must be uuid, but got '{uuid}'"
        ) from None
