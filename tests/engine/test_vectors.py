"""Distances, stores and nearest neighbours against plain loops."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from weaviate_orm.engine.schema.definition import VectorDefinition
from weaviate_orm.engine.vectors import store as stores
from weaviate_orm.engine.vectors.distances import METRICS, Floats
from weaviate_orm.engine.vectors.encoding import (
    MultiBytes,
    decode_rows,
    encode,
    encode_rows,
)
from weaviate_orm.engine.vectors.joins import Join, Method, joined
from weaviate_orm.engine.vectors.knn import Probe, measured, nearest, within
from weaviate_orm.engine.vectors.store import VectorStore, vector_store


def defined(metric: str = "cosine", *, multi: bool = False, name: str = "") -> VectorDefinition:
    return VectorDefinition(
        name=name,
        distance=metric,
        index_type="hnsw",
        multi=multi,
        skip=False,
        vectorizer="none",
        vectorizer_settings={},
        source_properties=None,
        index={},
    )


def floats(*numbers: float) -> Floats:
    return np.array(numbers, np.float32)


def plain_distance(metric: str, a: Sequence[float], b: Sequence[float]) -> float:
    pairs = list(zip(a, b, strict=True))
    dot = sum(x * y for x, y in pairs)
    if metric == "cosine":
        lengths = math.sqrt(sum(x * x for x in a)) * math.sqrt(sum(y * y for y in b))
        return max(0.0, 1 - dot / lengths) if lengths else 1.0
    return {
        "dot": -dot,
        "l2-squared": sum((x - y) ** 2 for x, y in pairs),
        "manhattan": sum(abs(x - y) for x, y in pairs),
        "hamming": float(sum(x != y for x, y in pairs)),
    }[metric]


def filled(metric: str, rows: Sequence[Floats | None]) -> VectorStore:
    store = vector_store(defined(metric))
    store.extend(0, [None if row is None else encode(row) for row in rows])
    return store


components = st.floats(-4, 4, width=16)
vectors = st.integers(1, 40).flatmap(
    lambda n: st.lists(st.lists(components, min_size=n, max_size=n), min_size=1, max_size=12)
)


@pytest.mark.parametrize("metric", METRICS)
@settings(max_examples=25)
@given(rows=vectors, data=st.data())
def test_distances_are_those_of_a_loop(
    metric: str, rows: list[list[float]], data: st.DataObject
) -> None:
    query = data.draw(st.sampled_from([*rows, [0.0] * len(rows[0])]))
    store = filled(metric, [floats(*row) for row in rows])
    probe = Probe.of(store, floats(*query))
    shown = measured(probe, np.arange(len(rows)))
    (chunk,) = probe.chunks
    scanned = probe.distances(chunk)
    for row, a, b in zip(rows, shown, scanned, strict=True):
        want = plain_distance(metric, query, row)
        assert a == pytest.approx(want, rel=1e-5, abs=1e-5)
        assert b == pytest.approx(want, rel=1e-5, abs=1e-5)


@pytest.mark.parametrize("metric", METRICS)
def test_equal_rows_have_equal_distances(metric: str) -> None:
    rng = np.random.default_rng(3)
    row, query = rng.standard_normal((2, 61), dtype=np.float32)
    other = rng.standard_normal((700, 61), dtype=np.float32)
    store = filled(metric, [row, *other, row, *other[:9], row])
    ranking = nearest(Probe.of(store, query), np.ones(712, bool), np.arange(712), 712)
    same = [d for s, d in zip(ranking.slots, ranking.distances, strict=True) if s in {0, 701, 711}]
    assert len(set(same)) == 1


# What a Weaviate 1.39.0 answered for vectors `sin(1 + i·(k + 1))`, k = 0…3, each asked for itself.
RECORDED = {
    3: (0.0, 0.0, 0.0, 0.0),
    7: (5.9604645e-08, 0.0, 0.0, 0.0),
    8: (1.1920929e-07, 0.0, 0.0, 5.9604645e-08),
    20: (0.0, 0.0, 5.9604645e-08, 0.0),
    40: (0.0, 0.0, 0.0, 1.1920929e-07),
    100: (0.0, 0.0, 5.9604645e-08, 5.9604645e-08),
}


@pytest.mark.parametrize("length", RECORDED)
def test_shown_distances_are_the_servers_to_the_bit(length: int) -> None:
    rows = [floats(*(math.sin(1 + i * (k + 1)) for i in range(length))) for k in range(4)]
    store = filled("cosine", rows)
    for slot, (row, want) in enumerate(zip(rows, RECORDED[length], strict=True)):
        assert measured(Probe.of(store, row), np.array([slot]))[0] == np.float32(want)


def test_nothing_is_found_in_an_empty_store() -> None:
    probe = Probe.of(vector_store(defined()), floats(1, 2))
    assert len(nearest(probe, np.ones(0, bool), np.arange(0), 5)) == 0
    assert np.isnan(measured(probe, np.array([0, 3]))).all()


def test_not_a_number_comes_last() -> None:
    store = filled("l2-squared", [floats(math.nan, 0), floats(3, 0), floats(1, 0)])
    ranking = nearest(Probe.of(store, floats(0, 0)), np.ones(3, bool), np.arange(3), 3)
    assert ranking.slots.tolist() == [2, 1, 0]
    assert math.isnan(ranking.distances[2])


# Stores -------------------------------------------------------------------------------------------

kinds = st.sampled_from(["none", "fits", "short", "multi", "empty"])


@given(history=st.lists(st.lists(kinds, max_size=9), max_size=8), seed=st.integers(0, 99))
def test_a_store_gives_back_what_it_was_given(history: list[list[str]], seed: int) -> None:
    rng = np.random.default_rng(seed)
    given: list[bytes | None] = []
    store = vector_store(defined())
    for batch in history:
        made: list[bytes | None] = []
        for kind in batch:
            raw = {
                "none": None,
                "empty": b"",
                "fits": encode(rng.standard_normal(5, dtype=np.float32)),
                "short": encode(rng.standard_normal(3, dtype=np.float32)),
                "multi": encode_rows(rng.standard_normal((2, 5), dtype=np.float32)),
            }[kind]
            made.append(raw)
        store.extend(len(given), made)
        given += made
    for slot, raw in enumerate(given):
        assert (store.raw(slot) or None) == (raw or None)
        assert (store.vector(slot) is None) == (not raw)
        if raw:
            assert isinstance(store.raw(slot), MultiBytes) == isinstance(raw, MultiBytes)
    searched = [slot for chunk in store.chunks() for slot in chunk.slots.tolist()]
    fitting = [s for s, raw in enumerate(given) if raw and type(raw) is bytes]
    length = len(given[fitting[0]] or b"") if fitting else 0
    assert searched == [s for s in fitting if len(given[s] or b"") == length]


def test_views_outlive_growth() -> None:
    store = filled("dot", [floats(1, 2)])
    (before,) = store.chunks()
    store.extend(1, [encode(floats(3, 4))] * 200)
    assert before.rows.tolist() == [[1, 2]]
    assert before.slots.tolist() == [0]


def test_faults_name_the_index() -> None:
    plain, named = filled("dot", [floats(1, 2)]), vector_store(defined("dot", name="v"))
    assert plain.fault(encode(floats(3, 4)), "id") is None
    assert named.fault(encode(floats(3)), "id") is None  # the first one decides
    assert plain.fault(encode(floats(3)), "id") == (
        "Validate vector index for id: new node has a vector with length 1. Existing nodes have "
        "vectors with length 2: vector dimensions do not match the index dimensions"
    )


def test_rows_have_a_length() -> None:
    assert decode_rows(encode_rows(np.ones((2, 3), np.float32))).shape == (2, 3)
    assert decode_rows(b"").shape == (0, 0)
    with pytest.raises(ValueError, match="dimension cannot be 0"):
        decode_rows(b"\0\0\0\0\0\0")


# Nearest ------------------------------------------------------------------------------------------


@settings(max_examples=60)
@given(
    seed=st.integers(0, 2000),
    count=st.integers(1, 90),
    limit=st.integers(1, 100),
    share=st.sampled_from([0.02, 0.3, 1.0]),
    metric=st.sampled_from(sorted(METRICS)),
)
def test_nearest_is_a_sorted_scan(
    seed: int, count: int, limit: int, share: float, metric: str
) -> None:
    rng = np.random.default_rng(seed)
    # Few different components: many equal distances, which go by doc id.
    rows = [floats(*rng.integers(-1, 2, 3)) if rng.random() < 0.8 else None for _ in range(count)]
    chunk, stores.CHUNK = stores.CHUNK, 16  # type: ignore[misc]  # small, to have several
    try:
        store = filled(metric, rows)
        doc = rng.permutation(count).astype(np.int64)
        live = rng.random(count) < share
        query = floats(*rng.integers(-1, 2, 3))
        probe = Probe.of(store, query)
        found = nearest(probe, live, doc, limit)
        slots = np.array([s for s, row in enumerate(rows) if row is not None and live[s]], int)
        distances = measured(probe, slots)
        order = np.lexsort((doc[slots], distances))
        assert found.slots.tolist() == slots[order][:limit].tolist()
        assert found.distances.tolist() == distances[order][:limit].tolist()
        close = within(probe, live, doc, 1.0)
        assert close.slots.tolist() == slots[order][distances[order] <= 1.0].tolist()
    finally:
        stores.CHUNK = chunk  # type: ignore[misc]  # see above


def test_the_bound_is_drawn_closer_over_many_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stores, "CHUNK", 32)
    rows = [floats((n * 37) % 1000, 0) for n in range(1000)]
    store = filled("l2-squared", rows)
    found = nearest(Probe.of(store, floats(0, 0)), np.ones(1000, bool), np.arange(1000), 7)
    assert found.distances.tolist() == [n * n for n in range(7)]


def test_what_points_the_same_way_is_equally_near_under_cosine() -> None:
    rng = np.random.default_rng(5)
    row = rng.standard_normal(50, dtype=np.float32)
    lengths = rng.random(3000) + 0.5
    store = filled("cosine", [row * np.float32(n) for n in lengths])
    doc = rng.permutation(3000).astype(np.int64)
    found = nearest(Probe.of(store, row), np.ones(3000, bool), doc, 20)
    distances = measured(Probe.of(store, row), np.arange(3000))
    assert found.slots.tolist() == np.lexsort((doc, distances))[:20].tolist()


# Several vectors ----------------------------------------------------------------------------------


def legs() -> tuple[list[Probe], int]:
    """Two legs over three objects, of which the last lacks the second vector."""
    one = filled("l2-squared", [floats(1), floats(2), floats(3)])
    two = filled("l2-squared", [floats(5), floats(1), None])
    return [Probe.of(one, floats(0)), Probe.of(two, floats(0))], 3


@pytest.mark.parametrize(
    ("join", "want"),
    [
        (Join("minimum"), {0: 1.0, 1: 1.0, 2: 9.0}),
        (Join("sum", (1, 1)), {0: 26.0, 1: 5.0}),
        (Join("average", (0.5, 0.5)), {0: 13.0, 1: 2.5}),
        (Join("manual", (2, 0.5)), {0: 14.5, 1: 8.5}),
        (Join("relative", (1, 0.5)), {0: 0.5, 1: 1.0}),
    ],
)
def test_joins(join: Join, want: dict[int, float]) -> None:
    probes, count = legs()
    found = joined(probes, join, np.ones(count, bool), np.arange(count), 10)
    got = dict(zip(found.slots.tolist(), found.distances.tolist(), strict=True))
    assert got == pytest.approx(want)
    assert found.distances.tolist() == sorted(found.distances.tolist())


def test_a_leg_that_did_not_find_an_object_is_not_asked_for_the_minimum() -> None:
    probes, count = legs()
    found = joined(probes, Join("minimum"), np.ones(count, bool), np.arange(count), 1)
    assert (found.slots.tolist(), found.distances.tolist()) == ([0], [1.0])


def test_a_joined_threshold_cuts() -> None:
    probes, count = legs()
    live, doc = np.ones(count, bool), np.arange(count)
    found = joined(probes, Join("sum", (1, 1)), live, doc, 10, threshold=10.0)
    assert found.slots.tolist() == [1]


METHODS: list[Method] = ["minimum", "sum", "average", "manual", "relative"]


@pytest.mark.parametrize("method", METHODS)
def test_one_leg_passes_through(method: Method) -> None:
    probes, count = legs()
    live, doc = np.ones(count, bool), np.arange(count)
    found = joined(probes[:1], Join(method, (5.0,)), live, doc, 10)
    assert found.distances.tolist() == [1.0, 4.0, 9.0]


def test_late_interaction() -> None:
    store = vector_store(defined("l2-squared", multi=True))
    things = [[[1, 0], [0, 1]], [[0.5, 0.5]], [[-1, 0], [0, -1], [2, 2]]]
    store.extend(0, [encode_rows(np.array(rows, np.float32)) for rows in things])
    query = np.array([[1, 0], [0, 2]], np.float32)
    found = nearest(Probe.of(store, query), np.ones(3, bool), np.arange(3), 3)
    # -(2 + 4), -(1 + 2), -(0.5 + 1): for each row of the query its best one.
    assert (found.slots.tolist(), found.distances.tolist()) == ([2, 0, 1], [-6, -3, -1.5])
    few = nearest(Probe.of(store, query), np.array([False, False, True]), np.arange(3), 3)
    assert few.distances.tolist() == [-6]
