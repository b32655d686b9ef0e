"""A flush: what the unit of work holds, sent in its order.

Objects in batches, with only those references inline whose targets were stored before; then
all other references together; then updates; then deletes. Weaviate has no transactions: what
was sent before a failure stays. Whatever fails stays in the unit, so a second flush sends it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from time import monotonic
from typing import Any
from uuid import UUID

from weaviate_orm.errors import ServerError
from weaviate_orm.flows.flow import Flow, server_facts, together
from weaviate_orm.models.model import ModelBase, mark_loaded
from weaviate_orm.session import requests, settling
from weaviate_orm.session.linking import add_references
from weaviate_orm.session.report import Report, failure
from weaviate_orm.session.unit import Unit
from weaviate_orm.session.updating import send_updates
from weaviate_orm.session.work import plan
from weaviate_orm.transport.calls import batch_objects
from weaviate_orm.wire.encode import EncodedObject, batch_bytes

OBJECTS_AT_ONCE = 1_000
"""Objects of one batch, at the most; fewer where they are large."""
IDS_AT_ONCE = 1_000
_STORED_ALL_THE_SAME = (
    "insert to vector index",
    "insert to multi vector index",
    "dimension cannot be 0",
)
"""Texts of errors after which the server has the object nevertheless."""


def flush(unit: Unit) -> Flow[Report]:
    """Send all that is new, changed or to be deleted.

    Raises:
        MisuseError: A value cannot be sent. Nothing was.
    """
    work = plan(unit)
    report = Report()
    started = monotonic()
    if work.inserts:
        yield from _insert(unit, work.inserts, report)
    if work.links:
        yield from add_references(unit, work.links, report)
    if work.updates:
        yield from send_updates(unit, work.updates, report)
    if work.deletes:
        yield from _delete(unit, work.deletes, report)
    report.seconds = monotonic() - started
    return report


# -- inserts --------------------------------------------------------------------------------


def _insert(
    unit: Unit, inserts: Sequence[tuple[ModelBase, EncodedObject]], report: Report
) -> Flow[None]:
    facts = yield from server_facts()
    batches = list(_cut(inserts, facts.grpc_max_message_size - 4096))
    outcomes = yield from together(
        [batch_objects(batch_bytes([encoded for _, encoded in each])) for each in batches]
    )
    report.calls += len(batches)
    for each, outcome in zip(batches, outcomes, strict=True):
        if isinstance(outcome, ServerError):
            for instance, _ in each:
                report.failed.append(failure(instance, outcome, uncertain=True))
            continue
        faults = {fault.index: fault.error for fault in outcome.errors}
        for index, (instance, _) in enumerate(each):
            if index in faults:
                stored = any(text in faults[index] for text in _STORED_ALL_THE_SAME)
                report.failed.append(failure(instance, faults[index], uncertain=stored))
                continue
            mark_loaded(instance, unit.tenant_of(type(instance)))
            settling.inserted(instance)
            report.inserted += 1


def _cut(
    inserts: Sequence[tuple[ModelBase, EncodedObject]], most_bytes: int
) -> Iterator[list[tuple[ModelBase, EncodedObject]]]:
    batch: list[tuple[ModelBase, EncodedObject]] = []
    size = 0
    for each in inserts:
        if batch and (len(batch) == OBJECTS_AT_ONCE or size + each[1].size > most_bytes):
            yield batch
            batch, size = [], 0
        batch.append(each)
        size += each[1].size
    if batch:
        yield batch


# -- deletes --------------------------------------------------------------------------------


def _delete(unit: Unit, deletes: Sequence[ModelBase], report: Report) -> Flow[None]:
    by_model: dict[type[ModelBase], list[ModelBase]] = {}
    for instance in deletes:
        by_model.setdefault(type(instance), []).append(instance)
    parts = [
        (model, instances[start : start + IDS_AT_ONCE])
        for model, instances in by_model.items()
        for start in range(0, len(instances), IDS_AT_ONCE)
    ]
    outcomes: list[Any] = yield from together(
        [
            requests.delete(model, [each.id for each in part], unit.tenant_of(model))
            for model, part in parts
        ]
    )
    report.calls += len(parts)
    for (_, part), outcome in zip(parts, outcomes, strict=True):
        failed: dict[UUID, ServerError | str] = {}
        if isinstance(outcome, ServerError):
            failed = {each.id: outcome for each in part}
        else:
            failed = {UUID(bytes=o.uuid): o.error for o in outcome.objects if not o.successful}
        for instance in part:
            if instance.id in failed:
                report.failed.append(failure(instance, failed[instance.id]))
            else:
                unit.settle_deleted(instance)
                report.deleted += 1
