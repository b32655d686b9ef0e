"""References as texts: `weaviate://localhost/<Collection>/<uuid>`, or without the collection."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlsplit

from weaviate_orm.engine.store.values import Beacon
from weaviate_orm.engine.write.ids import InvalidId, id_text, parse_id
from weaviate_orm.engine.write.validate import Fault

LOCAL = "localhost"


class Target(NamedTuple):
    """A parsed target beacon."""

    host: str
    beacon: Beacon


class Source(NamedTuple):
    """A parsed source beacon: the object and the property that a reference starts from."""

    host: str
    collection: str
    uuid: bytes
    property: str


def parse_target(text: str) -> Target:
    """Read a target beacon of any host.

    Raises:
        Fault: it is none.
    """
    host, path = _split(text)
    if not path:
        raise Fault("invalid cref URI: %!w(<nil>)")  # sic
    segments = path.split("/")
    if len(segments) not in (2, 3):
        raise Fault(f"invalid cref URI: path must be of format '<class>/<uuid>', but got '{path}'")
    place = "1nd" if len(segments) == 2 else "2nd"  # sic
    try:
        uuid = parse_id(segments[-1])
    except InvalidId:
        raise Fault(
            f"invalid cref URI: {place} path segment must be uuid, but got '{segments[-1]}'"
        ) from None
    return Target(host, Beacon(segments[1] if len(segments) == 3 else "", uuid))


def parse_source(text: str) -> Source:
    """Read a source beacon.

    Raises:
        Fault: it is none.
    """
    host, path = _split(text)
    segments = path.split("/")
    if len(segments) != 4:
        raise Fault(
            "invalid cref URI: must use long-form: path must be of format "
            f"'/<className>/<uuid>/<propertyName>', but got '{path}'"
        )
    return source(host, segments[1], segments[2], segments[3])


def source(host: str, collection: str, uuid: str, name: str) -> Source:
    """Check the parts of a source beacon.

    Raises:
        Fault: one of them is wrong.
    """
    try:
        parsed = parse_id(uuid)
    except InvalidId:
        raise Fault(
            f"invalid cref URI: 2nd path segment must be uuid, but got '{name}'"  # sic
        ) from None
    if not collection:
        raise Fault("className cannot be empty")
    if collection[0] != collection[0].upper():
        raise Fault(f"className must start with an uppercase letter, but got {collection}")
    if not name:
        raise Fault("property cannot be empty")
    return Source(host, collection, parsed, name)


def beacon_text(beacon: Beacon) -> str:
    collection = f"{beacon.collection}/" if beacon.collection else ""
    return f"weaviate://{LOCAL}/{collection}{id_text(beacon.uuid)}"


def href(beacon: Beacon, origin: str) -> str:
    """Where the target is read over REST."""
    collection = f"{beacon.collection}/" if beacon.collection else ""
    return f"{origin}/v1/objects/{collection}{id_text(beacon.uuid)}"


def _split(text: str) -> tuple[str, str]:
    try:
        parts = urlsplit(text)
    except ValueError as error:
        raise Fault(f"invalid cref URI: {error}") from None
    opaque = parts.scheme and not parts.netloc and not parts.path.startswith("/")
    return parts.netloc, "" if opaque else parts.path
