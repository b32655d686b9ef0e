"""A flush: what the unit of work holds, sent in its order.

Objects in batches, with only those references inline whose targets were stored before; then
all other references together; then updates; then deletes. Weaviate has no transactions: what
was sent before a failure stays. Whatever fails stays in the unit, so a second flush sends it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING, Any
from uuid import UUID

from weaviate_orm.errors import FailedObject, Missing, NotFound, ServerError
from weaviate_orm.flows.flow import Flow, server_facts, together, together_http
from weaviate_orm.models.encoding import encoder_of
from weaviate_orm.models.mapping import MappedField, references_of, vectors_of
from weaviate_orm.models.model import ModelBase, mark_loaded, state_of
from weaviate_orm.models.reference_list import id_of
from weaviate_orm.session import requests, settling
from weaviate_orm.session.changes import Changes, ReferenceChange, current_list
from weaviate_orm.session.report import Report
from weaviate_orm.session.unit import Unit
from weaviate_orm.transport.calls import HttpCall, batch_objects, batch_references
from weaviate_orm.transport.failures import may_pass
from weaviate_orm.wire import messages as pb
from weaviate_orm.wire.encode import EncodedObject, batch_bytes

if TYPE_CHECKING:
    from weaviate_orm.wire.beacons import Beacon

OBJECTS_AT_ONCE = 1_000
"""Objects of one batch, at the most; fewer where they are large."""
REFERENCES_AT_ONCE = 5_000
IDS_AT_ONCE = 1_000
_STORED_ALL_THE_SAME = (
    "insert to vector index",
    "insert to multi vector index",
    "dimension cannot be 0",
)
"""Texts of errors after which the server has the object nevertheless."""
_EMPTY_LIST = "got: []interface {}"
"""The server's complaint that a property holds an empty list. The reference is then stored, but
no filter finds it; clearing the list before mends that."""


@dataclass(frozen=True, slots=True)
class Link:
    """A reference that is to be added by itself."""

    source: ModelBase
    field: MappedField
    target: object
    beacon: Beacon


@dataclass(slots=True)
class Work:
    """What a flush is to send, encoded before anything is sent."""

    inserts: list[tuple[ModelBase, EncodedObject]] = field(
        default_factory=list[tuple[ModelBase, EncodedObject]]
    )
    links: list[Link] = field(default_factory=list[Link])
    updates: list[tuple[ModelBase, Changes]] = field(
        default_factory=list[tuple[ModelBase, Changes]]
    )
    deletes: list[ModelBase] = field(default_factory=list[ModelBase])


def plan(unit: Unit) -> Work:
    """Encode what is to be sent.

    Raises:
        MisuseError: A value cannot be sent. Nothing was.
    """
    unit.reach()
    work = Work(deletes=unit.deleted())
    for instance in unit.new():
        inline, later = _split_references(instance)
        work.links += later
        vectors = {f.attribute: vars(instance).get(f.attribute) for f in vectors_of(type(instance))}
        encoded = encoder_of(type(instance)).encode(
            instance.id,
            vars(instance),
            tenant=unit.tenant_of(type(instance)) or "",
            references=inline,
            vectors={name: value for name, value in vectors.items() if value is not None},
        )
        work.inserts.append((instance, encoded))
    for instance, changes in unit.dirty():
        requests.check_vectors(instance, changes)
        for change in changes.references:
            work.links += _added(instance, change)
            for target in change.targets or ():
                requests.target_of(change.field, target)
        if changes.properties:  # encoded once before anything is sent, so that faults come first
            encoder_of(type(instance)).json_properties(vars(instance), list(changes.properties))
        work.updates.append((instance, changes))
    return work


def _split_references(
    instance: ModelBase,
) -> tuple[dict[str, list[UUID | Beacon]], list[Link]]:
    """References to objects that are stored already, and the others. Their order is kept."""
    inline: dict[str, list[UUID | Beacon]] = {}
    later: list[Link] = []
    for mapped in references_of(type(instance)):
        targets = _targets(instance, mapped)
        for index, target in enumerate(targets):
            beacon = requests.target_of(mapped, target)
            if isinstance(target, ModelBase) and state_of(target) is not None:
                inline.setdefault(mapped.attribute, []).append(beacon)
                continue
            later += [
                Link(instance, mapped, each, requests.target_of(mapped, each))
                for each in targets[index:]
            ]
            break
    return inline, later


def _targets(instance: ModelBase, mapped: MappedField) -> Sequence[object]:
    if mapped.kind == "reference":
        held = vars(instance).get(mapped.attribute)
        return () if held is None else (held,)
    listed = current_list(instance, mapped.attribute)
    if listed is None:
        return ()
    return tuple(listed.added if listed.known is None else listed.known)


def _added(instance: ModelBase, change: ReferenceChange) -> Iterator[Link]:
    if change.targets is None and not change.removed:
        for target in change.added:
            yield Link(instance, change.field, target, requests.target_of(change.field, target))


def flush(unit: Unit) -> Flow[Report]:
    """Send all that is new, changed or to be deleted.

    Raises:
        MisuseError: A value cannot be sent. Nothing was.
    """
    work = plan(unit)
    report = Report()
    started = monotonic()
    if work.inserts:
        yield from _insert(unit, work, report)
    if work.links:
        yield from _link(unit, work, report)
    if work.updates:
        yield from _update(unit, work, report)
    if work.deletes:
        yield from _delete(unit, work, report)
    report.seconds = monotonic() - started
    return report


def _fail(
    report: Report, instance: ModelBase, reason: ServerError | str, *, uncertain: bool = False
) -> None:
    report.failed.append(
        FailedObject(
            type(instance).__name__,
            instance.id,
            str(reason),
            retryable=reason.retryable if isinstance(reason, ServerError) else may_pass(reason),
            uncertain=uncertain,
            instance=instance,
        )
    )


# -- inserts --------------------------------------------------------------------------------


def _insert(unit: Unit, work: Work, report: Report) -> Flow[None]:
    facts = yield from server_facts()
    batches = list(_cut(work.inserts, facts.grpc_max_message_size - 4096))
    outcomes = yield from together(
        [batch_objects(batch_bytes([encoded for _, encoded in each])) for each in batches]
    )
    report.calls += len(batches)
    for each, outcome in zip(batches, outcomes, strict=True):
        if isinstance(outcome, ServerError):
            for instance, _ in each:
                _fail(report, instance, outcome, uncertain=True)
            continue
        faults = {fault.index: fault.error for fault in outcome.errors}
        for index, (instance, _) in enumerate(each):
            if index in faults:
                stored = any(text in faults[index] for text in _STORED_ALL_THE_SAME)
                _fail(report, instance, faults[index], uncertain=stored)
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


# -- references -----------------------------------------------------------------------------


def _link(unit: Unit, work: Work, report: Report) -> Flow[None]:
    ready: list[Link] = []
    for link in work.links:
        if state_of(link.source) is None:
            continue  # its source is not stored: it goes with it
        target = link.target
        if isinstance(target, ModelBase) and target in unit and state_of(target) is None:
            settling.still_to_link(link.source, link.field, target)
            continue  # its target is not stored
        ready.append(link)
    parts = [
        ready[start : start + REFERENCES_AT_ONCE]
        for start in range(0, len(ready), REFERENCES_AT_ONCE)
    ]
    # One part after the other, so that the references of a list keep their order.
    outcomes = yield from together(
        [
            batch_references(
                pb.BatchReferencesRequest(
                    references=[
                        requests.reference(
                            link.source,
                            link.field,
                            link.beacon,
                            unit.tenant_of(type(link.source)),
                        )
                        for link in part
                    ]
                ),
                idempotent=True,
            )
            for part in parts
        ],
        at_once=1,
    )
    report.calls += len(parts)
    mend: dict[tuple[UUID, str], list[Link]] = {}
    for part, outcome in zip(parts, outcomes, strict=True):
        faults = (
            dict.fromkeys(range(len(part)), outcome)
            if isinstance(outcome, ServerError)
            else {fault.index: fault.error for fault in outcome.errors}
        )
        for index, link in enumerate(part):
            fault = faults.get(index)
            if fault is None:
                settling.linked(link.source, link.field, link.target)
                report.references += 1
            elif isinstance(fault, str) and _EMPTY_LIST in fault:
                mend.setdefault((link.source.id, link.field.name), []).append(link)
            else:
                settling.still_to_link(link.source, link.field, link.target)
                _fail(report, link.source, _about(link, fault))
    if mend:
        yield from _mend(unit, list(mend.values()), report)


def _about(link: Link, fault: ServerError | str) -> ServerError | str:
    return fault if isinstance(fault, ServerError) else f"{link.field.attribute!r}: {fault}"


def _mend(unit: Unit, lists: list[list[Link]], report: Report) -> Flow[None]:
    """Clear stored empty lists, which cannot be added to, and add again."""
    calls = [
        requests.clear_references(
            links[0].source, links[0].field, unit.tenant_of(type(links[0].source))
        )
        for links in lists
    ]
    outcomes = yield from together_http(calls)
    report.calls += len(calls)
    again: list[Link] = []
    for links, outcome in zip(lists, outcomes, strict=True):
        if isinstance(outcome, ServerError):
            for link in links:
                settling.still_to_link(link.source, link.field, link.target)
            _fail(report, links[0].source, outcome)
        else:
            again += links
    if again:
        yield from _link(unit, Work(links=again), report)


# -- updates --------------------------------------------------------------------------------


@dataclass(slots=True)
class _Update:
    """The calls of one changed object, and what each of them settles."""

    instance: ModelBase
    calls: list[tuple[HttpCall, tuple[str, ...]]] = field(
        default_factory=list[tuple[HttpCall, tuple[str, ...]]]
    )
    references: int = 0


def _update(unit: Unit, work: Work, report: Report) -> Flow[None]:
    updates: list[_Update] = []
    linked_only: list[ModelBase] = []
    for instance, changes in work.updates:
        try:
            made = yield from _update_calls(unit, instance, changes, report)
        except NotFound:
            _fail(report, instance, _GONE)
            continue
        except ServerError as error:
            _fail(report, instance, error)
            continue
        if made.calls:
            updates.append(made)
        elif changes.references:
            linked_only.append(instance)
    # First all merges, then all lists of references, so that no object is written twice at once.
    for turn in range(max((len(u.calls) for u in updates), default=0)):
        waiting = [u for u in updates if turn < len(u.calls)]
        outcomes = yield from together_http([u.calls[turn][0] for u in waiting])
        report.calls += len(waiting)
        for update, outcome in zip(waiting, outcomes, strict=True):
            if isinstance(outcome, ServerError):
                updates.remove(update)
                _fail(report, update.instance, _gone(outcome))
            else:
                settling.updated(update.instance, update.calls[turn][1])
    failed = {id(each.instance) for each in report.failed}
    report.updated += len(updates) + sum(id(each) not in failed for each in linked_only)
    report.references += sum(u.references for u in updates)


_GONE = "it is not on the server any more; add a new object to store it again"


def _gone(error: ServerError) -> ServerError | str:
    return _GONE if isinstance(error, Missing) else error


def _update_calls(
    unit: Unit, instance: ModelBase, changes: Changes, report: Report
) -> Flow[_Update]:
    tenant = unit.tenant_of(type(instance))
    made = _Update(instance)
    cleared: list[MappedField] = []
    replaced: list[tuple[MappedField, list[Beacon]]] = []
    for change in changes.references:
        if change.targets is None and not change.removed:
            continue  # only added to, which was done before
        targets = change.targets
        if targets is None:
            targets = yield from _remaining(unit, instance, change, report)
        if any(isinstance(t, ModelBase) and t in unit and state_of(t) is None for t in targets):
            continue  # a target could not be stored: the change waits for it
        if targets:
            beacons = [requests.target_of(change.field, target) for target in targets]
            replaced.append((change.field, beacons))
        else:
            cleared.append(change.field)
    if changes.properties or changes.vectors or cleared:
        settles = (*changes.properties, *changes.vectors, *(f.attribute for f in cleared))
        made.calls.append((requests.patch(instance, changes, cleared, tenant), settles))
    for mapped, beacons in replaced:
        call = requests.put_references(instance, mapped, beacons, tenant)
        made.calls.append((call, (mapped.attribute,)))
    made.references = len(cleared) + len(replaced)
    return made


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


# -- deletes --------------------------------------------------------------------------------


def _delete(unit: Unit, work: Work, report: Report) -> Flow[None]:
    by_model: dict[type[ModelBase], list[ModelBase]] = {}
    for instance in work.deletes:
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
                _fail(report, instance, failed[instance.id])
            else:
                unit.settle_deleted(instance)
                report.deleted += 1
