"""Autocut, fusion, boosts, diversity, prompts: the formulas, apart from any search."""

from __future__ import annotations

import math
from uuid import UUID

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from weaviate_orm.engine.search import autocut, fusion
from weaviate_orm.engine.search.boost import spread
from weaviate_orm.engine.search.conditions import (
    ByDecay,
    ByValue,
    Candidates,
    Curve,
    Modifier,
    duration,
    moment,
)
from weaviate_orm.engine.search.diversity import picked
from weaviate_orm.engine.search.fusion import Leg
from weaviate_orm.engine.search.near import Threshold
from weaviate_orm.engine.search.prompts import PromptFault, filled, grouped, placeholders, texts
from weaviate_orm.engine.store.values import Geo

# Autocut ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("figures", "jumps", "kept"),
    [
        ([2, 1.95, 1.9, 0.2, 0.1, 0.1, -1], 1, 3),
        ([2, 1.95, 1.9, 0.2, 0.1, 0.1, -2], 2, 6),
        ([5, 1, 1, 1, 1, 0, 0], 1, 1),
        ([5, 1, 1, 1, 1, 0, 0], 2, 5),
        ([0.298, 0.260, 0.169, 0.108, 0.108, 0.104, 0.093], 1, 3),
        ([0.5, 0.32, 0.31, 0.30, 0.29, 0.15], 1, 1),
        ([0.5, 0.32, 0.31, 0.30, 0.29, 0.15, 0.15, 0.15], 2, 5),
        ([1, 0.98, 0.95, 0.9, 0.88, 0.87, 0.80, 0.79], 1, 3),
        ([1, 0.98, 0.95, 0.9, 0.88, 0.87, 0.80, 0.79], 2, 6),
        ([1, 0.98, 0.95, 0.9, 0.88, 0.87, 0.80, 0.79], 3, 8),
        ([0.586835, 0.5450372, 0.34137487, 0.30482167, 0.2753393], 1, 2),
        ([1, 1, 1, 1, 0, 0, 0, 0], 1, 4),
        ([0.3, 0.3, 0.3], 1, 3),
        ([0.1, 0.9], 1, 2),
        ([0.1], 1, 1),
        ([], 1, 0),
        ([1, 5, 9], 0, 3),
    ],
)
def test_autocut(figures: list[float], jumps: int, kept: int) -> None:
    assert autocut.kept(figures, jumps) == kept


def loop(figures: list[float], jumps: int) -> int:
    """The rule step by step."""
    n = len(figures)
    if n <= 1:
        return n
    f = np.float32
    y = [f(x) for x in figures]
    with np.errstate(all="ignore"):
        d = [(y[i] - y[0]) / (y[-1] - y[0]) - f(i) * (f(1) / f(n - 1)) for i in range(n)]
    count = 0
    for i in range(1, n):
        behind = d[i - 2] if i == n - 1 else d[i + 1]
        if d[i] > d[i - 1] and d[i] > behind:
            count += 1
            if count == jumps:
                return i
    return n


@given(
    figures=st.lists(st.floats(0, 2, width=16), max_size=12).map(sorted), jumps=st.integers(1, 4)
)
def test_autocut_is_the_rule(figures: list[float], jumps: int) -> None:
    assert autocut.kept(figures, jumps) == loop(figures, jumps)


# Fusion -------------------------------------------------------------------------------------------


def identity(slot: int) -> bytes:
    return UUID(int=slot).bytes


def test_relative_scores() -> None:
    vector = Leg("vector,nearVector", 0.25, [1, 2, 3], [0.9, 0.5, 0.4])
    words = Leg("keyword,bm25", 0.75, [3, 4], [2.0, 1.0])
    found = fusion.relative([vector, words], identity)
    scores = {f.slot: pytest.approx(f.score) for f in found}
    assert scores == {3: 0.75, 1: 0.25, 2: 0.05, 4: 0.0}
    assert [f.slot for f in found] == [3, 1, 2, 4]
    assert fusion.explain_relative(found[0], "ID") == (
        "\nHybrid (Result Set keyword,bm25) Document ID: original score 2, normalized score: 0.75"
        " - "
        "\nHybrid (Result Set vector,nearVector) Document ID: original score 0.4, "
        "normalized score: 0"
    )


def test_figures_that_are_no_numbers_spoil_no_others() -> None:
    leg = Leg("vector", 1.0, [1, 2, 3], [0.75, 0.5, math.nan])
    found = {each.slot: each.score for each in fusion.relative([leg], identity)}
    assert (found[1], found[2]) == (1.0, 0.0)
    assert math.isnan(found[3])


def test_a_leg_of_equal_figures_gives_its_weight() -> None:
    found = fusion.relative([Leg("a", 0.5, [1], [3.0]), Leg("b", 0.5, [1], [9.0])], identity)
    assert [(f.slot, f.score) for f in found] == [(1, 1.0)]


def test_ranks() -> None:
    legs = [Leg("vector,hybridVector", 0.5, [7, 8], [1, 0]), Leg("keyword,bm25", 0.5, [8], [3])]
    found = fusion.ranked(legs, identity)
    assert [f.slot for f in found] == [8, 7]
    assert found[0].score == pytest.approx(0.5 / 61 + 0.5 / 60)
    assert fusion.explain_ranked(found[1], "ID") == (
        "\nHybrid (Result Set vector,hybridVector) Document ID contributed 0.008333334 to the score"
    )


def test_equal_scores_go_by_figure_then_by_id() -> None:
    legs = [Leg("a", 1.0, [5, 4, 3, 9], [1, 1, 1, 1])]
    assert [f.slot for f in fusion.relative(legs, identity)] == [3, 4, 5, 9]
    close = [Leg("a", 1.0, [2, 1], [1.0, 0.0]), Leg("b", 1.0, [1, 2], [8.0, 7.0])]
    # Both have the score 1; the last leg's figure decides.
    assert [f.slot for f in fusion.relative(close, identity)] == [1, 2]


@pytest.mark.parametrize(
    ("number", "text"),
    [(0.5, "0.5"), (1, "1"), (0.1, "0.1"), (1e-7, "1e-07"), (2000001, "2.000001e+06")],
)
def test_numbers_are_shown_short(number: float, text: str) -> None:
    assert fusion.shortest(number) == text


# Boost --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("7d", 604800),
        ("1.5h", 5400),
        ("250ms", 0.25),
        ("1h30m", 5400),
        ("-2m", -120),
        ("90", 90e-9),
        ("2us", 2e-6),
        ("abc", None),
        ("1d12h", None),
        ("+1d", None),
        (" 1d", None),
        ("", None),
    ],
)
def test_durations(text: str, seconds: float | None) -> None:
    found = duration(text)
    assert (found is None) == (seconds is None)
    if found is not None and seconds is not None:
        assert found == pytest.approx(seconds * 1e9)


@pytest.mark.parametrize(
    "text",
    ["2024-05-01T00:00:00Z", "2024-05-01T00:00:00", "2024-05-01", "2024-05-01T02:00:00+02:00"],
)
def test_moments(text: str) -> None:
    assert moment(text) == 1714521600e9


@pytest.mark.parametrize(
    ("curve", "want"),
    [("exponential", 0.25), ("gauss", 0.5**4), ("linear", 0.0)],
)
def test_decay(curve: Curve, want: float) -> None:
    condition = ByDecay("n", 10.0, 5.0, offset=1.0, curve=curve)
    columns = {"n": [10, 9, 15.0 + 1, 21, None, "x"]}
    found = condition.scores(Candidates(columns, 6))
    assert found == pytest.approx([1, 1, 0.5, want, 0, 0])


def test_a_decay_without_scale_likes_nothing() -> None:
    assert ByDecay("n", 0.0, 0.0).scores(Candidates({"n": [0, 1]}, 2)) == [0, 0]


@pytest.mark.parametrize(
    ("modifier", "change"),
    [
        ("none", float),
        ("log1p", lambda v: math.log1p(max(v, 0))),
        ("sqrt", lambda v: max(v, 0) ** 0.5),
    ],
)
def test_values(modifier: Modifier, change: type[float]) -> None:
    found = ByValue("n", modifier).scores(Candidates({"n": [-4, 9, 100, None]}, 4))
    low, middle, high = change(-4), change(9), change(100)
    assert found == pytest.approx([0, (middle - low) / (high - low), 1, 0])


def test_spread() -> None:
    assert spread(np.array([3, 1, 2], np.float32)).tolist() == [1, 0, 0.5]
    assert spread(np.array([3, 3], np.float32)).tolist() == [1, 1]
    assert len(spread(np.empty(0, np.float32))) == 0


# Diversity ----------------------------------------------------------------------------------------


def greedy(rows: list[list[float]], far: list[float], balance: float) -> list[int]:
    """The choice step by step, under l2-squared."""

    def gap(a: int, b: int) -> float:
        return sum((x - y) ** 2 for x, y in zip(rows[a], rows[b], strict=True))

    order = [min(range(len(rows)), key=far.__getitem__)]
    while len(order) < len(rows):
        left = [i for i in range(len(rows)) if i not in order]
        order.append(
            max(
                left,
                key=lambda i: -balance * far[i] + (1 - balance) * min(gap(i, p) for p in order),
            )
        )
    return order


@given(
    rows=st.lists(st.lists(st.integers(-3, 3), min_size=2, max_size=2), min_size=1, max_size=8),
    balance=st.sampled_from([0.0, 0.25, 0.5, 1.0]),
)
def test_picks_are_greedy(rows: list[list[float]], balance: float) -> None:
    far = [float(sum(abs(x) for x in row)) for row in rows]
    found = picked(np.array(rows, np.float32), np.array(far, np.float32), "l2-squared", balance)
    assert found == greedy(rows, far, balance)


# Thresholds ---------------------------------------------------------------------------------------


def test_thresholds() -> None:
    assert Threshold(distance=0.5).admits(0.5 + 9e-7)
    assert not Threshold(distance=0.5).admits(0.5 + 2e-6)
    assert Threshold(distance=0.0).admits(0.0)
    assert not Threshold(distance=-1.0).admits(0.0)
    assert Threshold(certainty=0.75).admits(0.5)
    assert not Threshold(certainty=0.76).admits(0.5)
    assert Threshold().admits(99)


# Prompts ------------------------------------------------------------------------------------------


def test_placeholders_are_ascii_words() -> None:
    assert placeholders("{a} {b_1} { c } {} {a-b} {ü} {{d}}") == ["a", "b_1", " c ", "", "d"]


def test_a_prompt_is_filled_name_by_name() -> None:
    assert filled("{a} {b}", {"a": "{b}", "b": "x"}) == "x x"
    assert filled("{b} {a}", {"a": "{b}", "b": "x"}) == "x {b}"
    assert filled("{{a}}", {"a": "x"}) == "{x}"
    with pytest.raises(PromptFault, match="'b'"):
        filled("{ b }", {"b": ""})


def test_a_task_shows_its_objects_as_json() -> None:
    objects = [{"b": "<x>", "a": 'say "hi"'}, {}, {"a": ""}]
    assert grouped("sum", objects) == ('sum: [{"a":"say \\"hi\\"","b":"\\u003cx\\u003e"},{"a":""}]')
    assert grouped("of {a}, {z}", objects).startswith('of say "hi", z: [')
    assert grouped("sum", []) == "sum: []"


def test_texts_of_values() -> None:
    values: dict[str, object] = {
        "i": 1_000_000,
        "f": 1.5,
        "b": True,
        "t": "x",
        "l": ["a", "b<"],
        "n": [1000000, 1e21, 1e-7, 0.00001],
        "g": Geo(1.5, -2.0),
        "none": None,
    }
    assert texts(values) == {
        "i": "1e+06",
        "f": "1.5",
        "b": "true",
        "t": "x",
        "l": '["a","b\\u003c"]',
        "n": "[1000000,1e+21,1e-7,0.00001]",
        "g": '{"latitude":1.5,"longitude":-2}',
    }
