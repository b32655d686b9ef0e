"""Pages in the order of ids: whole and each id once, however the ids are spread."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.query.models import Note
from weaviate_orm import Filter
from weaviate_orm.query import paging
from weaviate_orm.query.id_ranges import END, range_beyond
from weaviate_orm.query.paging import ById, Last
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


@given(ids, st.integers(1, 7), st.none() | numbers)
@example([0, 1, END - 1], 1, None)
@example([END - 2, END - 1], 2, 0)
def test_every_id_comes_once_and_in_order(found: list[int], size: int, after: int | None) -> None:
    stored = sorted(set(found))
    part: ById | None = ById(Query(Note, after=None if after is None else UUID(int=after)))
    came: list[int] = []
    calls = 0
    while part is not None:
        calls += 1
        assert calls < 5_000
        page = answered(stored, part, size)
        came += [each for each in page if each > part.seen]
        part = part.then(len(page), size, Last(UUID(int=page[-1])) if page else None)
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
