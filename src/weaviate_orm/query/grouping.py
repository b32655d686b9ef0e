"""Groups of a search's hits: what is asked for, and the keys that come back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from weaviate_orm.errors import MisuseValueError
from weaviate_orm.models.location import Location
from weaviate_orm.models.mapping import field_at
from weaviate_orm.query.keys import OF_NAMES, converted, unescaped
from weaviate_orm.query.searches import Hybrid, Keyword, Search
from weaviate_orm.wire import messages as pb

if TYPE_CHECKING:
    from weaviate_orm.query.query import Query

GROUPED_HITS = 1_000
"""How many hits are looked at for groups, where no limit before ``group_by`` says."""


@dataclass(frozen=True, slots=True)
class GroupBy:
    """By which property hits are grouped, and how many of what."""

    location: Location
    groups: int
    per_group: int
    hits: int | None
    """How many hits are looked at: the limit before the step."""

    def message(self) -> pb.GroupBy:
        return pb.GroupBy(
            path=[self.location.last.name],
            number_of_groups=self.groups,
            objects_per_group=self.per_group,
        )


_TEXTS = frozenset({"text", "date", "uuid"})
"""What a keyword or hybrid search can be grouped by."""


def check_group(query: Query, group: GroupBy) -> None:
    """Refuse what the server cannot group.

    Raises:
        MisuseValueError: There is no search, or it does not group by this type.
    """
    search = query.search
    field = field_at(group.location)
    if query.diversity is not None:
        raise MisuseValueError(
            ".diversity() with .group_by(): the server groups all hits, not the chosen ones. Take "
            "one of the steps out."
        )
    if query.boost is not None and isinstance(search, Hybrid):
        raise MisuseValueError(
            ".boost() with .group_by() after .hybrid(): the server groups before it boosts. Take "
            "one of the steps out, or group here."
        )
    if search is None:
        raise MisuseValueError(
            f".group_by({field.label}) groups the hits of a search, and there is none. For figures "
            "of all objects use .aggregate(…)."
        )
    kind = field.item_type
    keyword = isinstance(search, Keyword | Hybrid)
    if keyword and kind not in _TEXTS:
        raise MisuseValueError(
            f".group_by({field.label}) after .{search.name}(): the server groups its hits by text, "
            f"dates and uuids only, not by {field.data_type}. Search by a vector, or group here."
        )
    if kind not in OF_NAMES:
        raise MisuseValueError(
            f".group_by({field.label}): the server does not group by {field.data_type}."
        )


def key_reader(search: Search | None, location: Location) -> Callable[[str], Any]:
    """From a group's name to its key; None where objects have no value."""
    field = field_at(location)
    convert = converted(OF_NAMES[field.item_type], field)
    escaped = not isinstance(search, Keyword | Hybrid)

    def key(name: str) -> Any:
        if escaped:
            # Searches by vector give raw texts, and "" for what is missing.
            return convert(unescaped(name)) if name else None
        return convert(name)

    return key
