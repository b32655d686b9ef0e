"""The structures that indexes are made of."""

from __future__ import annotations

import operator
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.naive.conditions import like
from tests.engine.table import Table, identity, leaf
from weaviate_orm.engine.index import entries as entries_module
from weaviate_orm.engine.index.arrays import Growing
from weaviate_orm.engine.index.entries import Comparison, Entries
from weaviate_orm.engine.index.geo import MOST_HITS, distances
from weaviate_orm.engine.index.ids import id_texts
from weaviate_orm.engine.index.like import TermTable
from weaviate_orm.engine.index.matches import Matches, intersection, union
from weaviate_orm.engine.index.postings import postings_of
from weaviate_orm.engine.index.runs import Run, add_run, make_run, ranked_slots, slots_of_terms
from weaviate_orm.engine.index.scalar import UUID
from weaviate_orm.engine.text.literals import uuid_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# Postings -----------------------------------------------------------------------------------------

BATCHES = st.lists(
    st.lists(st.lists(st.integers(0, 12), max_size=5), min_size=1, max_size=4), max_size=12
)


def runs_of(batches: Sequence[Sequence[Sequence[int]]]) -> tuple[list[Run], list[Sequence[int]]]:
    runs: list[Run] = []
    texts: list[Sequence[int]] = []
    for batch in batches:
        slots = [len(texts) + i for i, text in enumerate(batch) for _ in text]
        terms = [term for text in batch for term in text]
        texts += batch
        if terms:
            add_run(runs, make_run(np.array(terms, np.uint32), np.array(slots, np.uint32)))
    return runs, texts


@given(BATCHES)
def test_runs_hold_every_posting(batches: list[list[list[int]]]) -> None:
    runs, texts = runs_of(batches)
    for term in range(14):
        found: list[tuple[int, int]] = []
        for run in runs:
            a, b = run.bounds(term)
            found += zip(run.slots[a:b].tolist(), run.frequencies[a:b].tolist(), strict=True)
        assert found == [(i, t.count(term)) for i, t in enumerate(texts) if term in t]
    sizes = [len(run.slots) for run in runs]
    assert all(a >= 2 * b for a, b in pairwise(sizes))


@given(BATCHES, st.lists(st.integers(0, 12), max_size=6, unique=True))
def test_slots_of_several_terms(batches: list[list[list[int]]], terms: list[int]) -> None:
    runs, texts = runs_of(batches)
    found = slots_of_terms(runs, np.array(terms, np.intp), 13)
    want = {i for i, text in enumerate(texts) if set(text) & set(terms)}
    assert set(found.tolist()) == want
    ranks, slots = ranked_slots(runs, np.array(terms, np.intp))
    assert list(zip(ranks.tolist(), slots.tolist(), strict=True)) == [
        (rank, i) for rank, term in enumerate(terms) for i, t in enumerate(texts) if term in t
    ]


def test_frequencies_beyond_a_byte() -> None:
    table = Table([{"name": "t", "dataType": ["text"]}])
    table.put(1, t="x " * 70_000)
    table.put(2, t="x")
    slots, frequencies = postings_of(table.shard, "t").frequencies("x")
    assert (slots.tolist(), frequencies.tolist()) == ([0, 1], [70_000, 1])


def test_references_of_a_batch_leave_the_average_length() -> None:
    table = Table([{"name": "t", "dataType": ["text"]}])
    link = {"name": "link", "dataType": ["Table"]}
    table.http("POST", "/v1/schema/Table/properties", link)
    table.put(1, t="x x")
    table.put(2, t="x x x x")
    assert postings_of(table.shard, "t").average_length == 3
    here = f"weaviate://localhost/Table/{identity(1)}"
    table.http("POST", "/v1/batch/references", [{"from": f"{here}/link", "to": here}])
    assert postings_of(table.shard, "t").average_length == 3
    assert postings_of(table.shard, "t").lengths[-1] == 2


def test_the_average_length_keeps_first_lengths() -> None:
    table = Table([{"name": "t", "dataType": ["text"]}])
    for n, words in enumerate((2, 4, 1), 1):
        table.put(n, t="x " * words)

    def average() -> float:
        return postings_of(table.shard, "t").average_length

    assert average() == pytest.approx(7 / 3)
    table.put(2, t="x " * 6)
    table.delete(3)
    assert average() == pytest.approx(7 / 3)
    table.put(1, t="x " * 8)  # of the first document every version counts
    assert average() == pytest.approx(15 / 4)
    table.put(4)
    table.put(4, t="x x x")
    assert average() == pytest.approx(18 / 5)


# Patterns -----------------------------------------------------------------------------------------

SIGNS = st.text("ab?*\n.é", max_size=5)


@given(st.lists(st.text("ab\n.é", max_size=5), unique=True, max_size=12), SIGNS)
def test_patterns(terms: list[str], pattern: str) -> None:
    table = TermTable(sorted(terms))
    found = [table.terms[i] for i in table.matching(pattern).tolist()]
    assert found == [term for term in sorted(terms) if like(pattern, term)]


def test_patterns_of_many_stars_take_no_longer() -> None:
    """There are more ways to lay out the runs than could ever be tried."""
    table = TermTable(["a" * 3000, "b"])
    assert list(table.matching("*a" * 20 + "*")) == [0]
    assert list(table.matching("*a" * 20 + "*c")) == []
    assert list(table.matching("*?a" * 20 + "*b*")) == []


# Ordered values -----------------------------------------------------------------------------------

COMPARE: dict[Comparison, Callable[[int, int], bool]] = {
    Comparison.EQUAL: operator.eq,
    Comparison.GREATER: operator.gt,
    Comparison.GREATER_EQUAL: operator.ge,
    Comparison.LESS: operator.lt,
    Comparison.LESS_EQUAL: operator.le,
}
ROWS = st.lists(
    st.lists(st.lists(st.integers(-4, 4), max_size=3), min_size=1, max_size=8), max_size=5
)


@given(ROWS, st.integers(-5, 5), st.integers(1, 6), st.data(), st.sampled_from([0, 4, 4096]))
def test_ordered_values(
    batches: list[list[list[int]]], bound: int, page: int, data: st.DataObject, tail: int
) -> None:
    index: Entries[np.int64] = Entries(np.int64)
    rows: list[list[int]] = []
    comparison = data.draw(st.sampled_from(list(Comparison)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(entries_module, "_TAIL", tail)
        for batch in batches:
            counts = np.array([len(row) for row in batch], np.int64)
            index.add(len(rows), counts, np.array([v for row in batch for v in row], np.int64))
            rows += batch
            want = [i for i, r in enumerate(rows) if any(COMPARE[comparison](v, bound) for v in r)]
            assert index.matches(comparison, np.int64(bound)).slots().tolist() == want
    live = np.array([data.draw(st.booleans()) for _ in rows], np.bool_)
    found = index.first(comparison, np.int64(bound), page, live)
    taken: set[int] = set()
    for value in sorted({v for row in rows for v in row if COMPARE[comparison](v, bound)}):
        if len(taken) >= page:
            break
        taken |= {i for i, row in enumerate(rows) if value in row and live[i]}
    assert set(found.slots().tolist()) == taken


def test_a_page_of_many_values_is_read_in_steps() -> None:
    index: Entries[np.int64] = Entries(np.int64)
    index.add(0, np.ones(5000, np.int64), np.arange(5000, 0, -1))
    live = np.zeros(5000, np.bool_)
    live[:10] = True  # the largest values alone
    found = index.first(Comparison.GREATER, np.int64(0), 5, live)
    assert found.slots().tolist() == [5, 6, 7, 8, 9]


# Sets of slots ------------------------------------------------------------------------------------

SETS = st.lists(st.tuples(st.sets(st.integers(0, 63)), st.booleans()), min_size=1, max_size=4)


@given(SETS)
def test_sets_of_slots(given_sets: list[tuple[set[int], bool]]) -> None:
    made = []
    for slots, as_mask in given_sets:
        array = np.array(sorted(slots), np.intp)
        mask = np.isin(np.arange(64), array)
        made.append(Matches.of_mask(mask) if as_mask else Matches.of_slots(array, 64))
    plain = [slots for slots, _ in given_sets]
    assert intersection(made).slots().tolist() == sorted(set.intersection(*plain))
    assert union(made).slots().tolist() == sorted(set.union(*plain))
    for matches, slots in zip(made, plain, strict=True):
        assert matches.count() == len(slots)
        universe = np.arange(64) % 2 == 0
        want = [i for i in range(0, 64, 2) if i not in slots]
        assert matches.complement(universe).slots().tolist() == want
        assert matches.within(universe).slots().tolist() == sorted(s for s in slots if s % 2 == 0)
        assert [i in matches for i in range(64)] == [i in slots for i in range(64)]


@given(st.lists(st.lists(st.integers(0, 9), max_size=9)))
def test_growing(parts: list[list[int]]) -> None:
    growing: Growing[np.int64] = Growing(np.int64)
    views = []
    for part in parts:
        views.append((growing.view, growing.view.tolist()))
        growing.extend(part)
    assert growing.view.tolist() == [v for part in parts for v in part]
    assert all(view.tolist() == then for view, then in views)


# Ids, points, references --------------------------------------------------------------------------


@given(st.lists(st.binary(min_size=16, max_size=16), min_size=1))
def test_texts_of_ids(uuids: list[bytes]) -> None:
    assert id_texts(np.array(uuids, UUID)) == [uuid_text(uuid) for uuid in uuids]


@pytest.mark.parametrize("operator_name", ["GREATER_THAN", "LESS_THAN_EQUAL", "NOT_EQUAL", "EQUAL"])
def test_ids_are_compared_as_texts(operator_name: str) -> None:
    table = Table([{"name": "i", "dataType": ["int"]}])
    numbers = range(1, 20)
    table.put_all([(n, {"i": n}) for n in numbers])
    table.delete(4)
    table.put(5, i=50)
    compare = {"GREATER_THAN": operator.gt, "LESS_THAN_EQUAL": operator.le}
    compare |= {"NOT_EQUAL": operator.ne, "EQUAL": operator.eq}
    for bound in (identity(7), identity(7).upper(), identity(4), "", "0000001", "zz", "0000000a-"):
        want = [n for n in numbers if n != 4 and compare[operator_name](identity(n), bound)]
        assert table.list(leaf(operator_name, "_id", value_text=bound)) == want


def test_patterns_of_ids() -> None:
    table = Table([{"name": "i", "dataType": ["int"]}])
    table.put_all([(n, {"i": n}) for n in range(1, 20)])
    assert table.list(leaf("LIKE", "_id", value_text="*-00000000000?")) == list(range(1, 16))
    assert table.list(leaf("LIKE", "_id", value_text=identity(3))) == [3]
    assert table.list(leaf("LIKE", "_id", value_text="0000000A*")) == []
    contains = {"values": [identity(3), identity(9).upper(), "x"]}
    assert table.list(leaf("CONTAINS_ANY", "_id", value_text_array=contains)) == [3]


def test_distances_on_the_globe() -> None:
    # Berlin and London from Amsterdam, and the other side of the date line from it.
    away = distances(
        np.float32(52.3666),
        np.float32(4.9),
        np.array([52.52, 51.5074, 52.3666], np.float32),
        np.array([13.405, -0.1278, 4.9], np.float32),
    )
    assert away.tolist() == pytest.approx([576_600, 358_000, 0], rel=2e-3)


def test_only_the_nearest_points_are_found() -> None:
    table = Table([{"name": "g", "dataType": ["geoCoordinates"]}])
    table.put_all(
        [(n, {"g": {"latitude": n / 100, "longitude": 0.0}}) for n in range(1, MOST_HITS + 100)]
    )
    table.delete(3)
    circle = {"latitude": 0.0, "longitude": 0.0, "distance": 2e7}
    found = table.list(leaf("WITHIN_GEO_RANGE", "g", value_geo=circle))
    assert found == [n for n in range(1, MOST_HITS + 2) if n != 3]
    circle["distance"] = 5000.0  # 0.04 degrees and a little
    assert table.list(leaf("WITHIN_GEO_RANGE", "g", value_geo=circle)) == [1, 2, 4]


def test_a_count_of_zero_outlives_its_truth() -> None:
    table = Table([{"name": "to", "dataType": ["Table"]}, {"name": "i", "dataType": ["int"]}])
    table.put(1, i=1)
    table.put(2, i=2)
    path = f"/v1/objects/Table/{identity(2)}/references/to"
    beacon = {"beacon": f"weaviate://localhost/Table/{identity(1)}"}

    def counts() -> list[list[int]]:
        return [table.list(leaf("EQUAL", {"count": {"on": "to"}}, value_int=n)) for n in (0, 1)]

    assert counts() == [[1, 2], []]
    table.http("POST", path, beacon)
    assert counts() == [[1], [2]]
    table.http("DELETE", path, beacon)
    assert counts() == [[1, 2], []]
    table.http("POST", path, beacon)
    assert counts() == [[1, 2], [2]]


@pytest.mark.parametrize("null_state", [True, False])
def test_lengths(null_state: bool) -> None:
    table = Table(
        [
            {"name": "t", "dataType": ["text"]},
            {"name": "ia", "dataType": ["int[]"]},
            {"name": "u", "dataType": ["uuid"]},
        ],
        {"indexPropertyLength": True, "indexNullState": null_state},
    )
    table.put(1, t="😀é", ia=[7, 7], u=identity(1))
    table.put(2, t="", ia=[])
    table.put(3)
    absent = [3] if null_state else []

    def of(name: str, length: int) -> list[int]:
        return table.list(leaf("EQUAL", f"len({name})", value_int=length))

    assert (of("t", 2), of("t", 0)) == ([1], [2, *absent])
    assert (of("ia", 2), of("ia", 0)) == ([1], [2, *absent])
    assert of("u", 0) == ([2, 3] if null_state else [])
    assert table.list(leaf("NOT_EQUAL", "len(t)", value_int=0)) == [
        n for n in (1, 2, 3) if n not in of("t", 0)
    ]
