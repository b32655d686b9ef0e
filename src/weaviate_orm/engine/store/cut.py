"""The part of a record that a reply wants, decided once a shape."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from weaviate_orm.engine.store import record as records
from weaviate_orm.wire.raw import read_varint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from weaviate_orm.engine.schema.definition import PropertyDefinition
    from weaviate_orm.engine.store.record import Shape


@dataclass(frozen=True, slots=True)
class Members:
    """The members of a nested value to keep: None = as they are, `Members` = cut as well."""

    kept: Mapping[str, Members | None]
    objects: frozenset[str] = field(default_factory=frozenset[str])
    """Members that were asked for like plain ones and hold objects: a fault when met."""


class ObjectAsked(ValueError):
    """A member that holds an object was asked for like a plain one; `args[0]` is its name."""


def without_blobs(definition: PropertyDefinition) -> Members | None:
    """How a nested property is cut when it is asked for as a whole; None = not at all."""
    kept = {n.name: without_blobs(n) for n in definition.nested.values() if not n.is_blob}
    if len(kept) == len(definition.nested) and not any(kept.values()):
        return None
    return Members(kept)


class Cut:
    """Records of one collection to the serialized `Properties` of a reply."""

    def __init__(self, names: Iterable[str], members: Mapping[str, Members | None]) -> None:
        self._names = dict.fromkeys(names)
        self._members = {name: m for name, m in members.items() if m is not None}
        self._plans: dict[Shape, Callable[[bytes], bytes]] = {}

    def plan(self, shape: Shape) -> Callable[[bytes], bytes]:
        """The function for records of one shape."""
        plan = self._plans.get(shape)
        if plan is None:
            plan = self._plans[shape] = self._make(shape)
        return plan

    def _make(self, shape: Shape) -> Callable[[bytes], bytes]:
        missing = [name for name in self._names if name not in shape]
        nulls = b"".join(records.entry(records.key(name), records.NULL) for name in missing)
        if all(name in self._names and name not in self._members for name in shape):
            return (lambda record: record + nulls) if nulls else _whole
        steps = [(name in self._names, self._members.get(name), name) for name in shape]
        if not any(keep for keep, _, _ in steps):
            return lambda _: nulls
        last = max(i for i, (keep, _, _) in enumerate(steps) if keep)
        return _picker(steps[: last + 1], nulls)


def _whole(record: bytes) -> bytes:
    return record


def _picker(
    steps: Sequence[tuple[bool, Members | None, str]], nulls: bytes
) -> Callable[[bytes], bytes]:
    keys = [records.key(name) for _, _, name in steps]

    def pick(record: bytes) -> bytes:
        parts: list[bytes] = []
        at = 0
        for (keep, members, _), key in zip(steps, keys, strict=True):
            size = record[at + 1]
            body = at + 2
            if size >= 0x80:
                size, body = read_varint(record, at + 1)
            stop = body + size
            if keep:
                part = record[at:stop]
                if members is not None:
                    _, value = records.name_and_value(part)
                    part = records.entry(key, cut_value(value, members))
                parts.append(part)
            at = stop
        parts.append(nulls)
        return b"".join(parts)

    return pick


def cut_value(value: bytes, members: Members) -> bytes:
    """An object or list of objects, serialized, with the chosen members alone.

    Raises:
        ObjectAsked: see there.
    """
    tag = value[0]
    _, at = read_varint(value, 1)
    if tag == records.OBJECT:
        return records.sized(tag, _cut_members(value[at:], members))
    if tag != records.LIST:
        return value
    inner = value[at]
    _, at = read_varint(value, at + 1)
    if inner != records.OBJECTS:
        return value
    items = (_cut_members(item, members) for item in records.items(value, at))
    payload = b"".join(records.sized(0x0A, item) for item in items)
    return records.sized(tag, records.sized(inner, payload))


def _cut_members(payload: bytes, members: Members) -> bytes:
    parts: list[bytes] = []
    for part in records.entries(payload):
        name, value = records.name_and_value(part)
        if name in members.objects and value[0] in (records.OBJECT, records.LIST):
            raise ObjectAsked(name)
        if name not in members.kept:
            continue
        inner = members.kept[name]
        parts.append(
            part if inner is None else records.entry(records.key(name), cut_value(value, inner))
        )
    return b"".join(parts)
