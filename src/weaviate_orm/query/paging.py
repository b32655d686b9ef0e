"""How the pages of a list follow each other, so that it is whole and each row comes once.

The server's cursor where it allows one: no filter, no order, no search. Else by key: sorted by
id, each page filtered to ids after the last one seen, or where many remain to a range of ids; in an
order of one int, number or date property sorted by it and the id, each page after the last value
and id seen, or of ints and numbers from a range of values. No page is asked for by offset, since a
list may change meanwhile.

A part of a list is a value: ``request`` is its next call, ``then`` the part that is left after the
reply.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from math import isfinite
from typing import TYPE_CHECKING, Any, TypeAlias
from uuid import UUID

from weaviate_orm.models.filters import Comparison, Filter
from weaviate_orm.models.location import METADATA_NAMES, FieldStep, Location
from weaviate_orm.models.mapping import field_at
from weaviate_orm.models.operands import INT64
from weaviate_orm.models.paths import Sort
from weaviate_orm.query.id_ranges import END, IdRange, range_beyond
from weaviate_orm.query.query import Query

if TYPE_CHECKING:
    from weaviate_orm.models.model import ModelBase

LAST_ID = UUID(int=END - 1)
MOST_RESULTS = 10_000
"""The server's limit to offset + limit."""
PAGE = 1_000
"""Rows of one call where a list is paged."""
FEW = 10 * PAGE
"""So many rows a server sorts fast enough for each page."""
LONG = 3 * PAGE
"""A list by value of which so many rows came is taken for a long one."""


def id_sort(model: type[ModelBase]) -> Sort[Any]:
    """By id, ascending."""
    return Sort(model, _id_location(model), "uuid")


def _id_location(model: type[ModelBase]) -> Location:
    return Location((FieldStep(model, "id", "_id"),))


def _id_after(model: type[ModelBase], last: UUID) -> Filter[Any]:
    return Filter(model, "GreaterThan", _id_location(model), last)


@dataclass(frozen=True, slots=True)
class Last:
    """Where a page ended."""

    id: UUID
    value: object = None
    """Of the property that the list is ordered by; a date as the text that the server has, so
    that no digit of it is lost."""


@dataclass(frozen=True, slots=True)
class Single:
    """The whole list by one call."""

    query: Query

    def request(self, size: int) -> Query:
        return self.query.but(limit=size) if self.query.limit is None else self.query

    def then(self, _found: int, _size: int, _last: Last | None) -> None:
        return None


@dataclass(frozen=True, slots=True)
class ByCursor:
    """By the server's cursor."""

    query: Query

    def request(self, size: int) -> Query:
        return self.query.but(limit=size)

    def then(self, found: int, size: int, last: Last | None) -> ByCursor | None:
        if last is None or found < size:
            return None
        return ByCursor(self.query.but(after=last.id))


@dataclass(frozen=True, slots=True)
class ById:
    """Sorted by id: all that comes after the last one seen, or what of it is in a range."""

    query: Query
    range: IdRange | None = None

    @property
    def _seen(self) -> int:
        """As a number, the id up to which no more are wanted. A range may begin before it."""
        return -1 if self.query.after is None else self.query.after.int

    def passed(self, place: Last) -> bool:
        """Was it in an earlier page? Only of what a range begins with."""
        return place.id.int <= self._seen

    def request(self, size: int) -> Query:
        model, location = self.query.model, _id_location(self.query.model)
        conditions: list[Filter[Any]] = []
        if self.range is not None:
            alike: list[Filter[Any]] = [
                Filter(model, "Like", location, pattern) for pattern in self.range.patterns()
            ]
            conditions.append(Filter.any(*alike))
        elif self.query.after is not None:
            conditions.append(_id_after(model, self.query.after))
        return self.query.but(
            filters=(*self.query.filters, *conditions),
            order=(id_sort(model),),
            limit=size,
            after=None,
        )

    def then(self, found: int, size: int, last: Last | None) -> ById | None:
        start = self._seen + 1 if self.range is None else self.range.start
        one_id = self.range is not None and self.range.stop == start + 1
        if last is not None and found == size and not one_id:
            stop = last.id.int + 1
        elif self.range is not None:
            stop = self.range.stop
        else:
            return None
        seen = max(self._seen, stop - 1)
        if seen + 1 == END:
            return None
        rest = self.query.but(after=UUID(int=seen))
        if not found:  # a gap: who knows how wide
            return ById(rest)
        for_each = max(1, (stop - start) // found)
        if (END - seen) // for_each <= FEW:
            return ById(rest)
        # What of a page's range does not fit into it is sorted for nothing: a bit less is aimed at.
        span = min(for_each * size * 3 // 4, 16 * (stop - start))
        return ById(rest, range_beyond(seen, span))


@dataclass(frozen=True, slots=True)
class ByValue:
    """Of the objects that have a value, sorted by it and the id."""

    query: Query
    sort: Sort[Any]
    last: Last | None = None
    """Where the page before ended."""
    read: int = 0
    until: float | None = None
    """The last value of the range that the next page is taken from; None: whatever is beyond."""

    def _base(self, size: int) -> Query:
        order = (self.sort, id_sort(self.query.model))
        filters = (*self.query.filters, _has_value(self.sort))
        return self.query.but(filters=filters, order=order, limit=size)

    def other_end(self) -> Query:
        """What comes last."""
        sort = replace(self.sort, ascending=not self.sort.ascending)
        return replace(self, sort=sort)._base(1)

    def request(self, size: int) -> Query:
        base, last = self._base(size), self.last
        return base if last is None else base.but(filters=(*base.filters, *self._beyond(last)))

    def _beyond(self, last: Last) -> Iterator[Filter[Any]]:
        model, location = self.query.model, self.sort.location
        beyond, at_or_beyond, at_or_before = _DIRECTIONS[self.sort.ascending]
        further: Filter[Any] = Filter(model, beyond, location, last.value)
        if last.id == LAST_ID:
            yield further
        elif self.until is None:
            tie: Filter[Any] = Filter(model, "Equal", location, last.value)
            yield further | (tie & _id_after(model, last.id))
        else:
            # Comparing ids as well would take a server longer than all else: what ties with the
            # last one is asked for again, and passed over.
            yield Filter(model, at_or_beyond, location, last.value)
        if self.until is not None:
            yield Filter(model, at_or_before, location, self.until)

    def passed(self, place: Last) -> bool:
        """Was it in an earlier page? Only of what a range begins with."""
        last = self.last
        if self.until is None or last is None:
            return False
        return place.value == last.value and place.id <= last.id

    def then(self, found: int, size: int, last: Last | None) -> ByValue | None:
        start = None if self.last is None else self.last.value
        if last is None or found < size:
            if self.until is None:
                return None
            last = Last(LAST_ID, self.until)
        elif self.last is not None and self.passed(last):
            last = self.last  # a page of what ties with it, and smaller than the one before
        read, until = self.read + found, None
        if found and read >= LONG:
            until = end_of_range(start, last.value, min(size * 0.75 / found, 16))
        return replace(self, last=last, read=read, until=until)


_DIRECTIONS: Mapping[bool, tuple[Comparison, Comparison, Comparison]] = {
    True: ("GreaterThan", "GreaterThanEqual", "LessThanEqual"),
    False: ("LessThan", "LessThanEqual", "GreaterThanEqual"),
}
"""By whether the order rises: what is beyond a value, at it or beyond, at it or before."""


def end_of_range(start: object, stop: object, factor: float) -> float | None:
    """Where a range from ``stop`` on ends that is ``factor`` times as long as the one before.

    None where that cannot be said: of dates, of a single value, beyond what a filter holds. A
    zero is left out because it has a sign, by which a server may sort.
    """
    if type(stop) is int and type(start) is int and stop != start:
        step = (stop - start) * max(1, round(factor * 1024)) // 1024
        end = stop + (step or (1 if stop > start else -1))
        return end if end in INT64 else None
    if type(stop) is float and type(start) is float and stop:
        far = stop + (stop - start) * factor
        return far if isfinite(far) and far != stop else None
    return None


def _has_value(sort: Sort[Any]) -> Filter[Any]:
    """No value is neither below nor from a bound on. The bound itself does not matter."""
    model = sort.model
    bound = _SOME_BOUND[sort.data_type]
    below: Filter[Any] = Filter(model, "LessThan", sort.location, bound)
    return below | Filter(model, "GreaterThanEqual", sort.location, bound)


def _some_bounds() -> dict[str, object]:
    from datetime import UTC, datetime

    return {"int": 0, "number": 0.0, "date": datetime(2000, 1, 1, tzinfo=UTC)}


_SOME_BOUND = _some_bounds()


Part: TypeAlias = Single | ByCursor | ById | ByValue


def past_the_cap(query: Query) -> str:
    """The sentence for a list that reaches past the server's limit."""
    end = query.offset + (query.limit or 0)
    start = query.offset or ""
    return f"[{start}:{end}] is past the server's limit of {MOST_RESULTS} results. Use .iterator()."


def parts_of(query: Query) -> tuple[Part, ...]:
    """The ways in which all of a plain list is read, one after the other."""
    if not query.order:
        if query.filters:
            return (ById(query),)
        return (ByCursor(query),)
    if len(query.order) == 1 and query.order[0].location.last.name == "_id":
        if query.order[0].ascending:
            return (ById(query.but(order=())),)
        return (Single(query),)
    (sort, *further) = query.order
    if (
        not further
        and sort.data_type in _SOME_BOUND
        and sort.location.last.name not in METADATA_NAMES
        and _can_be_filtered(sort)
    ):
        without = ~_has_value(sort)
        missing = ById(query.but(filters=(*query.filters, without), order=()))
        having = ByValue(query, sort)
        return (missing, having) if sort.ascending else (having, missing)
    return (Single(query),)


def _can_be_filtered(sort: Sort[Any]) -> bool:
    options = field_at(sort.location).specified.options
    return options.filterable is not False or options.range_filters is True
