"""The updates of a flush: one PATCH each of what differs, a PUT for a replaced list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from weaviate_orm.errors import Missing, NotFound, ServerError
from weaviate_orm.flows.flow import Flow, together_http
from weaviate_orm.models.mapping import MappedField
from weaviate_orm.models.model import ModelBase
from weaviate_orm.models.reference_list import id_of
from weaviate_orm.session import requests, settling
from weaviate_orm.session.changes import Changes, ReferenceChange
from weaviate_orm.session.report import Report, failure
from weaviate_orm.session.unit import Unit
from weaviate_orm.transport.calls import HttpCall

if TYPE_CHECKING:
    from weaviate_orm.wire.beacons import Beacon


_GONE = "it is not on the server any more; add a new object to store it again"


@dataclass(frozen=True, eq=False, slots=True)
class _Update:
    """The calls of one changed object, and which attributes each of them settles."""

    instance: ModelBase
    calls: Sequence[tuple[HttpCall, Sequence[str]]]
    references: int


def send_updates(
    unit: Unit, changed: Sequence[tuple[ModelBase, Changes]], report: Report
) -> Flow[None]:
    """Send what differs of stored objects; what was only added to their lists was sent before."""
    updates: list[_Update] = []
    linked_only: list[ModelBase] = []
    for instance, changes in changed:
        try:
            update = yield from _update_of(unit, instance, changes, report)
        except NotFound:
            report.failed.append(failure(instance, _GONE))
            continue
        except ServerError as error:
            report.failed.append(failure(instance, error))
            continue
        if update.calls:
            updates.append(update)
        elif changes.references:
            linked_only.append(instance)
    done = yield from _send(updates, report)
    failed = {id(each.instance) for each in report.failed}
    report.updated += len(done) + sum(id(each) not in failed for each in linked_only)
    report.references += sum(update.references for update in done)


def _send(updates: Sequence[_Update], report: Report) -> Flow[list[_Update]]:
    """First all merges, then all lists of references: no object is written twice at once."""
    succeeding = list(updates)
    for turn in range(max((len(update.calls) for update in updates), default=0)):
        waiting = [update for update in succeeding if turn < len(update.calls)]
        outcomes = yield from together_http([update.calls[turn][0] for update in waiting])
        report.calls += len(waiting)
        for update, outcome in zip(waiting, outcomes, strict=True):
            if isinstance(outcome, ServerError):
                succeeding.remove(update)
                reason = _GONE if isinstance(outcome, Missing) else outcome
                report.failed.append(failure(update.instance, reason))
            else:
                settling.updated(update.instance, update.calls[turn][1])
    return succeeding


def _update_of(unit: Unit, instance: ModelBase, changes: Changes, report: Report) -> Flow[_Update]:
    tenant = unit.tenant_of(type(instance))
    cleared: list[MappedField] = []
    replaced: list[tuple[MappedField, list[Beacon]]] = []
    for change in changes.references:
        if change.only_adds:
            continue
        targets = change.targets
        if targets is None:
            targets = yield from _remaining(unit, instance, change, report)
        if any(unit.awaits(target) for target in targets):
            continue  # a target could not be stored: the change waits for it
        if targets:
            beacons = [requests.target_of(change.field, target) for target in targets]
            replaced.append((change.field, beacons))
        else:
            cleared.append(change.field)
    calls: list[tuple[HttpCall, Sequence[str]]] = []
    if changes.properties or changes.vectors or cleared:
        settles = (*changes.properties, *changes.vectors, *(f.attribute for f in cleared))
        calls.append((requests.patch(instance, changes, cleared, tenant), settles))
    for mapped, beacons in replaced:
        call = requests.put_references(instance, mapped, beacons, tenant)
        calls.append((call, (mapped.attribute,)))
    return _Update(instance, calls, len(cleared) + len(replaced))


def _remaining(
    unit: Unit, instance: ModelBase, change: ReferenceChange, report: Report
) -> Flow[tuple[object, ...]]:
    """What is left of a list that nobody has read: it is read now, by ids."""
    from weaviate_orm.session.reading import stored_references

    stored = yield from stored_references(instance, change.field, unit.tenant_of(type(instance)))
    report.calls += 1
    gone = set(change.removed)
    kept: dict[UUID, object] = {id_of(each): each for each in stored if id_of(each) not in gone}
    kept |= {id_of(each): each for each in change.added}
    return tuple(kept.values())
