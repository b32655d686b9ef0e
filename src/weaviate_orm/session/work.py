"""What a flush is to send: all of it is encoded before anything is sent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from weaviate_orm.models.encoding import encoder_of
from weaviate_orm.models.mapping import MappedField, references_of, vectors_of
from weaviate_orm.models.model import ModelBase, state_of
from weaviate_orm.session import requests
from weaviate_orm.session.changes import Changes, ReferenceChange, current_list
from weaviate_orm.session.unit import Unit
from weaviate_orm.wire.encode import EncodedObject

if TYPE_CHECKING:
    from weaviate_orm.wire.beacons import Beacon


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
    if change.only_adds:
        for target in change.added:
            yield Link(instance, change.field, target, requests.target_of(change.field, target))
