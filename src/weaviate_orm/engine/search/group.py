"""Hits in groups by the value of a property."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from weaviate_orm.engine.errors import CallError
from weaviate_orm.engine.modules.printing import compact
from weaviate_orm.engine.search.hit import Group
from weaviate_orm.engine.untyped import is_list
from weaviate_orm.engine.write.fields import no_such_property
from weaviate_orm.engine.write.ids import id_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from weaviate_orm.engine.schema.definition import CollectionDefinition
    from weaviate_orm.engine.search.hit import Hit
    from weaviate_orm.engine.store.shard import Shard
    from weaviate_orm.wire import messages


@dataclass(frozen=True, slots=True)
class GroupBy:
    name: str
    """Of the property."""
    groups: int
    hits: int
    """Most hits of a group."""


def read(definition: CollectionDefinition, message: messages.SearchRequest) -> GroupBy | None:
    """Read the group_by member of a search.

    Raises:
        CallError: the path is none, or there is no such property.
    """
    if not message.HasField("group_by"):
        return None
    given = message.group_by
    if len(given.path) != 1:
        raise CallError(f"groupby path can only have one entry, received [{' '.join(given.path)}]")
    name = given.path[0]
    if name not in definition.properties:
        raise CallError(no_such_property(name, definition.name))
    return GroupBy(name, given.number_of_groups, given.objects_per_group)


def by_any_value(by: GroupBy, shard: Shard, hits: Sequence[Hit]) -> list[Group]:
    """Groups of a vector search: values of every type, none and an empty list too."""
    known = shard.definition.properties[by.name]
    if known.is_reference:

        def values(slot: int) -> Sequence[str]:
            beacons = shard.references(slot, by.name) or ()
            return [
                f"weaviate://localhost/{b.collection}/{id_text(b.uuid)}"
                if b.collection
                else f"weaviate://localhost/{id_text(b.uuid)}"
                for b in beacons
            ] or [""]

    else:
        stored = dict(zip((h.slot for h in hits), _column(by, shard, hits), strict=True))

        def values(slot: int) -> Sequence[str]:
            value = stored[slot]
            if value is None:
                return [""]
            if is_list(value):
                return [_json_text(item) for item in value] or [""]
            return [_json_text(value)]

    return _groups(by, hits, values)


def by_text(by: GroupBy, shard: Shard, hits: Sequence[Hit], *, selected: bool) -> list[Group]:
    """Groups of a keyword or hybrid search: texts alone; other hits are in no group.

    Raises:
        CallError: a value is a list of objects, or of references that are returned (`selected`).
    """
    known = shard.definition.properties[by.name]
    if known.is_reference:
        if selected and any(shard.references(hit.slot, by.name) for hit in hits):
            raise _not_text(by, "search.LocalRef")
        return []
    stored = dict(zip((h.slot for h in hits), _column(by, shard, hits), strict=True))

    def values(slot: int) -> Sequence[str]:
        value = stored[slot]
        if isinstance(value, str):
            return [value]
        if not is_list(value):
            return []
        if value and isinstance(value[0], Mapping):
            raise _not_text(by, "map[string]interface {}")
        return [item for item in value if isinstance(item, str)]

    return _groups(by, hits, values)


def _column(by: GroupBy, shard: Shard, hits: Sequence[Hit]) -> list[object]:
    return shard.values(by.name, [hit.slot for hit in hits])


def _not_text(by: GroupBy, kind: str) -> CallError:
    return CallError(
        f"failed to extract groupBy values for property {by.name}: array element at index 0 is "
        f"not a string: {kind}"
    )


def _json_text(value: object) -> str:
    """A value's JSON text; of a text what stands between the quotes."""
    shown = compact(value)
    return shown[1:-1] if isinstance(value, str) else shown


def _groups(
    by: GroupBy, hits: Sequence[Hit], values: Callable[[int], Sequence[str]]
) -> list[Group]:
    """In the order of their first hits. Past the last group, a hit's further values are left."""
    found: dict[str, list[Hit]] = {}
    if by.hits <= 0:
        return []
    for hit in hits:
        for value in values(hit.slot):
            members = found.get(value)
            if members is None:
                if len(found) >= by.groups:
                    break
                found[value] = [hit]
            elif len(members) < by.hits:
                members.append(hit)
    return [_group(name, members) for name, members in found.items()]


def _group(name: str, members: list[Hit]) -> Group:
    return Group(
        name,
        tuple(members),
        nearest=members[0].distance or 0.0,
        furthest=members[-1].distance or 0.0,
    )


def firsts(groups: Sequence[Group]) -> Iterator[Hit]:
    """The first hit of each group."""
    return (group.hits[0] for group in groups)
