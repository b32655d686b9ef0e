"""Pages by key: whole and each object once, however ids and values are spread."""

from __future__ import annotations

import operator
from bisect import bisect_left
from collections.abc import Callable
from itertools import dropwhile, pairwise
from typing import Any
from uuid import UUID

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.query.models import Note, Question
from weaviate_orm import Attr, Filter, Model
from weaviate_orm.query import paging
from weaviate_orm.query.id_ranges import END, range_beyond
from weaviate_orm.query.paging import ById, ByValue, Last
from weaviate_orm.query.query import Query

numbers = st.integers(0, END - 1)
dense = st.builds(
    lambda start, step, count: [(start + n * step) % END for n in range(count)],
    numbers,
    st.integers(1, 1 << 100),
    st.integers(1, 60),
)
ids = st.one_of(st.lists(numbers, max_size=60), dense, st.builds(lambda a, b: a + b, dense, dense))


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "FEW", 5)
    monkeypatch.setattr(paging, "LONG", 5)


def answered(stored: list[int], part: ById, size: int) -> list[int]:
    """What a server would answer with."""
    query = part.request(size)
    assert query.limit == size
    intervals = [(0, END)]
    for condition in query.filters:
        leaves: tuple[Filter[Note], ...] = condition.operands or (condition,)
        intervals = [interval(leaf) for leaf in leaves]
    page: list[int] = []
    for start, stop in intervals:
        page += stored[bisect_left(stored, start) : bisect_left(stored, stop)][: size - len(page)]
    return page


def interval(leaf: Filter[Note]) -> tuple[int, int]:
    """The ids that a condition lets through: from the first to before the second."""
    if leaf.op == "Like":
        return alike(str(leaf.value))
    assert leaf.op == "GreaterThan"
    assert isinstance(leaf.value, UUID)
    return leaf.value.int + 1, END


def alike(pattern: str) -> tuple[int, int]:
    digits = pattern.removesuffix("*").replace("-", "")
    width = 1 << 4 * (32 - len(digits))
    return int(digits, 16) * width, (int(digits, 16) + 1) * width


# A limit makes the last pages smaller.
sizes = st.lists(st.integers(1, 7), min_size=1, max_size=9)


@given(ids, sizes, st.none() | numbers)
@example([0, 1, END - 1], [1], None)
@example([END - 2, END - 1], [2], 0)
def test_every_id_comes_once_and_in_order(
    found: list[int], sizes: list[int], after: int | None
) -> None:
    stored = sorted(set(found))
    part: ById | None = ById(Query(Note, after=None if after is None else UUID(int=after)))
    came: list[int] = []
    calls = 0
    while part is not None:
        size = sizes[calls % len(sizes)]
        calls += 1
        assert calls < 5_000
        page = answered(stored, part, size)
        places = [Last(UUID(int=each)) for each in page]
        came += [place.id.int for place in dropwhile(part.passed, places)]
        part = part.then(len(page), size, places[-1] if places else None)
    assert came == [each for each in stored if after is None or each > after]


def test_evenly_spread_ids_take_few_calls_more_than_pages() -> None:
    stored = [n * (END // 10_000) + n**3 for n in range(10_000)]
    part: ById | None = ById(Query(Note))
    calls, ranges = 0, 0
    while part is not None:
        page = answered(stored, part, 100)
        calls, ranges = calls + 1, ranges + (part.range is not None)
        part = part.then(len(page), 100, Last(UUID(int=page[-1])) if page else None)
    assert calls < 180
    assert ranges > 0.9 * calls


@given(st.integers(-1, END - 2), st.integers(0, END))
def test_a_range_holds_the_next_id_and_is_hardly_wider_than_wanted(last: int, span: int) -> None:
    found = range_beyond(last, span)
    assert found.start <= last + 1 < found.stop <= END
    assert found.stop - found.start <= max(1, span)
    assert found.count < 64
    sets = list(map(alike, found.patterns()))
    assert len(sets) == found.count
    assert (sets[0][0], sets[-1][1]) == (found.start, found.stop)
    assert all(one[1] == next_[0] for one, next_ in pairwise(sets))


# -- by value -------------------------------------------------------------------------------

Place = tuple[float, int]
COMPARISONS: dict[str, Callable[[float, float], bool]] = {
    "Equal": operator.eq,
    "LessThan": operator.lt,
    "LessThanEqual": operator.le,
    "GreaterThan": operator.gt,
    "GreaterThanEqual": operator.ge,
}


def holds(condition: Filter[Any], place: Place) -> bool:
    if condition.location is None:
        return {"Or": any, "And": all}[condition.op](holds(f, place) for f in condition.operands)
    by_id = isinstance(condition.value, UUID)
    compared: Any = condition.value.int if isinstance(condition.value, UUID) else condition.value
    return COMPARISONS[condition.op](place[by_id], compared)


def page_of(stored: list[Place], part: ByValue, size: int) -> list[Place]:
    query = part.request(size)
    return [place for place in stored if all(holds(f, place) for f in query.filters)][:size]


small_ids = st.integers(0, 50)
wholes = st.one_of(st.integers(-9, 9), st.integers(-(2**63), 2**63 - 1))
places_of_ints = st.lists(st.tuples(wholes, small_ids), max_size=60, unique=True)
tied = st.lists(st.tuples(st.integers(0, 2), small_ids), min_size=15, max_size=60, unique=True)
floats = st.one_of(st.floats(-9, 9), st.floats(allow_nan=False, allow_infinity=False))
places_of_floats = st.lists(st.tuples(floats, small_ids), max_size=60, unique=True)


@given(
    st.one_of(
        st.tuples(st.just((Note, Note.points)), places_of_ints | tied),
        st.tuples(st.just((Question, Question.ratio)), places_of_floats),
    ),
    sizes,
    st.booleans(),
)
def test_every_place_comes_once_and_in_order(
    case: tuple[tuple[type[Model], Attr[Any, Any, Any]], list[Place]],
    sizes: list[int],
    ascending: bool,
) -> None:
    (model, attr), places = case
    stored = sorted(places, key=lambda place: (place[0] if ascending else -place[0], place[1]))
    sort = attr.asc() if ascending else attr.desc()
    part: ByValue | None = ByValue(Query(model), sort)
    came: list[Place] = []
    calls = 0
    while part is not None:
        size = sizes[calls % len(sizes)]
        calls += 1
        assert calls < 1_000
        page = [Last(UUID(int=n), value) for value, n in page_of(stored, part, size)]
        came += [(float_of(p.value), p.id.int) for p in dropwhile(part.passed, page)]
        part = part.then(len(page), size, page[-1] if page else None)
    assert came == stored


def float_of(value: object) -> float:
    assert isinstance(value, int | float)
    return value
