"""The references of a flush that are sent by themselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from weaviate_orm.errors import ServerError
from weaviate_orm.flows.flow import Flow, together, together_http
from weaviate_orm.models.model import state_of
from weaviate_orm.session import requests, settling
from weaviate_orm.session.report import Report, failure
from weaviate_orm.session.unit import Unit
from weaviate_orm.session.work import Link
from weaviate_orm.transport.calls import GrpcCall, batch_references
from weaviate_orm.wire import messages as pb

if TYPE_CHECKING:
    from collections.abc import Iterable

REFERENCES_AT_ONCE = 5_000
_EMPTY_LIST = "got: []interface {}"
"""The server's complaint that a property holds an empty list. The reference is then stored, but
no filter finds it; clearing the list before mends that."""


def add_references(unit: Unit, links: Iterable[Link], report: Report) -> Flow[None]:
    """Add references whose both ends are stored; the others wait, as changes of their sources."""
    ready = _ready(unit, links)
    parts = [
        ready[start : start + REFERENCES_AT_ONCE]
        for start in range(0, len(ready), REFERENCES_AT_ONCE)
    ]
    # One part after the other, so that the references of a list keep their order.
    outcomes = yield from together([_batch(unit, part) for part in parts], at_once=1)
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
                report.failed.append(failure(link.source, _about(link, fault)))
    if mend:
        yield from _mend(unit, list(mend.values()), report)


def _ready(unit: Unit, links: Iterable[Link]) -> list[Link]:
    ready: list[Link] = []
    for link in links:
        if state_of(link.source) is None:
            continue  # its source is not stored: it goes with it
        if unit.awaits(link.target):
            settling.still_to_link(link.source, link.field, link.target)
            continue
        ready.append(link)
    return ready


def _batch(unit: Unit, links: Sequence[Link]) -> GrpcCall[pb.BatchReferencesReply]:
    references = [
        requests.reference(link.source, link.field, link.beacon, unit.tenant_of(type(link.source)))
        for link in links
    ]
    return batch_references(pb.BatchReferencesRequest(references=references), idempotent=True)


def _about(link: Link, fault: ServerError | str) -> ServerError | str:
    return fault if isinstance(fault, ServerError) else f"{link.field.attribute!r}: {fault}"


def _mend(unit: Unit, lists: Sequence[Sequence[Link]], report: Report) -> Flow[None]:
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
            report.failed.append(failure(links[0].source, outcome))
        else:
            again += links
    if again:
        yield from add_references(unit, again, report)
