"""REST's object documents: the answer to ``GET /objects/<Collection>/<uuid>`` and the like."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple, TypeAlias
from uuid import UUID

from weaviate_orm.errors import UnexpectedReply
from weaviate_orm.wire import vectors
from weaviate_orm.wire.beacons import Beacon
from weaviate_orm.wire.decode import from_milliseconds
from weaviate_orm.wire.types.json_form import from_json
from weaviate_orm.wire.types.reading import Unreadable

if TYPE_CHECKING:
    from weaviate_orm.wire.shape import JSON, CollectionShape
    from weaviate_orm.wire.vectors import Array


class Document(NamedTuple):
    """What a document holds, by attribute."""

    id: UUID
    values: dict[str, object]
    references: dict[str, list[Beacon]]
    """In stored order, also those whose target does not exist any more."""
    vectors: dict[str, Array]
    """Where the request included them."""
    tenant: str | None
    creation_time: datetime | None
    last_update_time: datetime | None


ReadDocument: TypeAlias = "Callable[[JSON], Document]"


def compile_documents(shape: CollectionShape) -> ReadDocument:
    """Make what reads the documents of a collection.

    The function raises ``UnexpectedReply`` where a document is none, or a value is missing or
    none that its property can hold.
    """
    readers = [(each.attribute, each.name, from_json(each)) for each in shape.properties]

    def read(document: JSON) -> Document:
        found = _mapping(document, shape)
        try:
            properties = _mapping(found.get("properties") or {}, shape)
            return Document(
                id=UUID(str(found.get("id"))),
                values={
                    attribute: read_value(properties.get(name))
                    for attribute, name, read_value in readers
                },
                references={
                    each.attribute: _beacons(properties.get(each.name)) for each in shape.references
                },
                vectors=dict(_vectors(found, shape)),
                tenant=str(found["tenant"]) if found.get("tenant") else None,
                creation_time=_time(found.get("creationTimeUnix")),
                last_update_time=_time(found.get("lastUpdateTimeUnix")),
            )
        except (Unreadable, ValueError, TypeError, LookupError) as fault:
            raise UnexpectedReply(f"{shape.label}({found.get('id')}): {fault}.") from fault

    return read


def _mapping(value: JSON, shape: CollectionShape) -> Mapping[str, JSON]:
    if not isinstance(value, Mapping):
        raise UnexpectedReply(f"The server answered with {value!r} where {shape.label} is due.")
    return value


def _beacons(value: JSON) -> list[Beacon]:
    if value is None:
        return []
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise TypeError(f"{value!r} is no list of beacons")
    return [
        Beacon.parse(str(each["beacon"] if isinstance(each, Mapping) else each)) for each in value
    ]


def _vectors(document: Mapping[str, JSON], shape: CollectionShape) -> Iterator[tuple[str, Array]]:
    named = document.get("vectors")
    for each in shape.vectors:
        if not each.name:
            numbers = document.get("vector")
        else:
            numbers = named.get(each.name) if isinstance(named, Mapping) else None
        if numbers:
            yield each.attribute, vectors.as_array(numbers, each.label, multi=each.multi)


def _time(value: JSON) -> datetime | None:
    return from_milliseconds(value) if isinstance(value, int) else None
