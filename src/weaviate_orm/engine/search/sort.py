"""Lists in an order that was asked for.

Several keys are compared in turn. A missing value and an empty array come first in ascending
order, last in descending order; ties keep the order that the list had before.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from weaviate_orm.engine.errors import CallError
from weaviate_orm.engine.index.scalar import scalar_of
from weaviate_orm.engine.search.ranks import MISSING, Comparable, id_ranks, ranks_of
from weaviate_orm.engine.text.dates import instant
from weaviate_orm.engine.text.tokenize import lower
from weaviate_orm.engine.untyped import is_list
from weaviate_orm.engine.write.fields import no_such_property

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    from weaviate_orm.engine.schema.definition import CollectionDefinition, PropertyDefinition
    from weaviate_orm.engine.store.shard import Shard
    from weaviate_orm.engine.store.values import Geo, Phone
    from weaviate_orm.wire import messages

ID_NAMES = ("_id", "id")
CREATED, UPDATED = "_creationTimeUnix", "_lastUpdateTimeUnix"
_INDEXED = frozenset(("int", "number", "date"))

_MANY = 16
"""From one slot in so many on, all of them are ranked, which the next sort finds done."""


@dataclass(frozen=True, slots=True)
class SortKey:
    name: str
    """A property, or `_id`, `_creationTimeUnix`, `_lastUpdateTimeUnix`."""
    descending: bool
    definition: PropertyDefinition | None = None

    @property
    def is_array(self) -> bool:
        return self.definition is not None and self.definition.is_array


class SortFault(ValueError):
    """A list cannot be sorted like that; `str()` is the text of all faults."""


def read_keys(
    definition: CollectionDefinition, message: Sequence[messages.SortBy]
) -> tuple[SortKey, ...]:
    """Read the sort keys of a gRPC request.

    Raises:
        CallError: one of them cannot be sorted by.
    """
    try:
        return keys(definition, [(list(m.path), not m.ascending) for m in message])
    except SortFault as fault:
        raise CallError(f"invalid 'sort' parameter: {fault}") from None


def keys(
    definition: CollectionDefinition, given: Iterable[tuple[Sequence[str], bool]]
) -> tuple[SortKey, ...]:
    """Check paths and directions (true = descending).

    Raises:
        SortFault: one or more of them cannot be sorted by.
    """
    found: list[SortKey] = []
    faults: list[str] = []
    for place, (path, descending) in enumerate(given):
        try:
            found.append(_key(definition, path, descending))
        except SortFault as fault:
            faults.append(f"sort parameter at position {place}: {fault}")
    if faults:
        raise SortFault(", ".join(faults))
    return tuple(found)


def _key(definition: CollectionDefinition, path: Sequence[str], descending: bool) -> SortKey:
    if not path:
        raise SortFault("path parameter cannot be empty")
    if len(path) > 1:
        raise SortFault("sorting by reference not supported, path must have exactly one argument")
    name = path[0]
    if name in ID_NAMES:
        return SortKey("_id", descending)
    if name in (CREATED, UPDATED):
        return SortKey(name, descending)
    known = definition.properties.get(name.partition(".")[0])
    if known is None:
        raise SortFault(no_such_property(name, definition.name))
    if known.base_type == "uuid":
        raise SortFault(
            f'prop "{name}" is of type uuid/uuid[]: sorting by uuid is currently not supported - '
            "if you believe it should be, please open a feature request on "
            "github.com/weaviate/weaviate"
        )
    if known.is_reference:
        raise SortFault(
            f'sorting by reference not supported, property "{name}" is a ref prop to the class '
            f'"{known.targets[0]}"'
        )
    return SortKey(name, descending, known)


def ordered(shard: Shard, slots: NDArray[np.intp], sort: Sequence[SortKey]) -> NDArray[np.intp]:
    """The slots in the wanted order."""
    if len(slots) * _MANY > shard.slots:
        ranks = [_ranks(shard, key) for key in sort]
        if all(r is not None for r in ranks):
            columns = [r[slots] for r in ranks if r is not None]
            return slots[np.lexsort([*reversed(columns)])]
    out: list[int] = slots.tolist()
    before = list(out)
    for key in reversed(sort):
        values = dict(zip(before, _values(shard, before, key), strict=True))
        out.sort(key=values.__getitem__, reverse=key.descending)
    return np.array(out, np.intp)


def _ranks(shard: Shard, key: SortKey) -> NDArray[np.int64] | None:
    """Numbers of all slots that sort as a key does; None = there are none."""
    found: NDArray[np.signedinteger]
    if key.name == "_id":
        found = id_ranks(shard)
    elif key.name == CREATED:
        found = shard.created
    elif key.name == UPDATED:
        found = shard.updated
    else:
        index = ranks_of(shard, key.name)
        if not index.is_current:
            values = _values(shard, range(shard.slots), key)
            if any(len(value) > 1 and not key.is_array for value in values):
                return None  # their order hangs on the list: see `_part_dotted`
            index.rank(values)
        found = index.current
    wide = found.astype(np.int64)
    return -wide if key.descending else wide


def walks_index(sort: Sequence[SortKey], wanted: int, matches: int) -> bool:
    """Whether a server would walk the index of the property instead of sorting the matches.

    That leaves out objects without a value. `wanted` is offset + limit. It is done for one key
    whose cost is not higher, all data taken as not yet flushed.
    """
    if len(sort) != 1:
        return False
    key = sort[0]
    if key.definition is None or key.definition.data_type not in _INDEXED:
        return False
    if not key.definition.filterable:
        return False
    walk = 200 * wanted + 200 if key.descending else 100 * wanted
    return walk <= 590 * min(wanted, matches) + 1700 * max(matches - wanted, 0)


def walked(shard: Shard, slots: NDArray[np.intp], key: SortKey) -> NDArray[np.intp]:
    """The slots that have a value in the order of the index; `slots` are in doc id order."""
    index = scalar_of(shard, key.name)
    values = np.zeros(shard.slots, index.values.dtype)
    has_value = np.zeros(shard.slots, np.bool_)
    values[index.slots] = index.values
    has_value[index.slots] = True
    slots = slots[has_value[slots]]
    chosen = values[slots]
    if key.descending:
        # Ties keep their order: from the end, the last of equal ones comes first, and last is left.
        return slots[::-1][np.argsort(chosen[::-1], kind="stable")][::-1]
    return slots[np.argsort(chosen, kind="stable")]


def _values(shard: Shard, slots: Sequence[int], key: SortKey) -> list[Comparable]:
    if key.name == "_id":
        return [(shard.uuid(slot),) for slot in slots]
    if key.name == CREATED:
        return [(int(shard.created[slot]),) for slot in slots]
    if key.name == UPDATED:
        return [(int(shard.updated[slot]),) for slot in slots]
    definition = key.definition
    if definition is None or definition.nested:
        return [MISSING for _ in slots]
    convert = _CONVERTERS[definition.base_type]
    if definition.is_array:
        return [
            tuple((convert(item),) for item in value) if is_list(value) and value else MISSING
            for value in shard.values(key.name, slots)
        ]
    values = shard.values(key.name, slots)
    converted = [MISSING if value is None else (convert(value),) for value in values]
    if definition.data_type == "text":
        _part_dotted(values, converted)
    return converted


def _part_dotted(values: Sequence[object], converted: list[Comparable]) -> None:
    """Order texts that differ by a capital dotted İ alone by the place that they have already.

    Such texts are equal in small letters and yet not equal without regard to case, and the server
    takes the later one for the greater.
    """
    dotted = {
        small
        for value, small in zip(values, converted, strict=True)
        if isinstance(value, str) and "İ" in value
    }
    for place, small in enumerate(converted):
        if small in dotted:
            converted[place] = (*small, place)


def _text(value: str) -> object:
    return lower(value).encode()


def _number(value: float) -> object:
    return float(value)


def _same(value: object) -> object:
    return value


def _date(value: str) -> object:
    return instant(value)


def _geo(point: Geo) -> object:
    return point.longitude, point.latitude


def _phone(phone: Phone) -> object:
    return phone.country_code, phone.national


# Any: a property holds values of its data type alone.
_CONVERTERS: dict[str, Callable[[Any], object]] = {
    "text": _text,
    "int": _number,
    "number": _number,
    "boolean": _same,
    "date": _date,
    "geoCoordinates": _geo,
    "phoneNumber": _phone,
    "blob": _text,
    "blobHash": _text,
}
