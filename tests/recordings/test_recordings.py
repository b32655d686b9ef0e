"""Every recording of this package, answered by the engine: it must agree whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.golden.replay import replayed
from tests.recordings.comparison import difference
from tests.recordings.scenarios import SCENARIOS

FOLDER = Path(__file__).parent
RECORDINGS = sorted(path.stem for path in FOLDER.glob("*.jsonl"))


@pytest.mark.parametrize("name", RECORDINGS)
def test_recording(name: str) -> None:
    found = replayed(FOLDER / f"{name}.jsonl", difference)
    assert {each.number: each.where for each in found.differences} == {}
    assert found.total > 0


def test_every_scenario_is_recorded() -> None:
    assert sorted(SCENARIOS) == RECORDINGS


@pytest.mark.parametrize("name", RECORDINGS)
def test_head(name: str) -> None:
    with (FOLDER / f"{name}.jsonl").open(encoding="utf-8") as file:
        head = json.loads(file.readline())
    assert head == {"scenario": name, "about": SCENARIOS[name].about, "server": "1.39.0"}


@pytest.mark.parametrize(
    ("want", "got", "key"),
    [
        (1.0, 1.0 + 1e-7, "score"),
        ({"took": 1, "a": []}, {"took": 2, "a": []}, ""),
        ("shard aBcDeFgHiJkL is away", "shard ABcdefghijkl is away", "message"),
        ("[a b]", "[b a]", "error"),
        ("x 1.00000001,\ny 2.5", "y 2.5,x 1.0", "explain_score"),
        ("AACAPw==", "AACAPw==", "vector_bytes"),
        ([{"name": "b"}, {"name": "a"}], [{"name": "a"}, {"name": "b"}], "tenants"),
        ({"a": None}, {}, ""),
    ],
)
def test_same(want: object, got: object, key: str) -> None:
    assert difference(want, got, key=key) is None


@pytest.mark.parametrize(
    ("want", "got", "key", "where"),
    [
        (1.0, 1.001, "score", ": 1.0 there, 1.001 here"),
        (True, 1, "", ": True there, 1 here"),
        ({"a": [1, 2]}, {"a": [1, 3]}, "", ".a[1]: 2 there, 3 here"),
        ([1], [1, 2], "results", ": 1 items there, 2 here"),
        ([{"name": "b"}, {"name": "a"}], [{"name": "a"}, {"name": "b"}], "results", "[0].name"),
        ("class A", "class B", "message", "'class A' there"),
        ("x 1.5", "x 1.6", "explain_score", "'x 1.5' there"),
        ("AACAPw==", "AACAQA==", "vector_bytes", "'AACAPw==' there"),
        ("AACAPw==", "AACAPwAAgD8=", "vector_bytes", "'AACAPw==' there"),
        ("a b", "b a", "title", "'a b' there"),
        ({}, {"a": 0}, "", ".a: None there, 0 here"),
    ],
)
def test_different(want: object, got: object, key: str, where: str) -> None:
    assert where in (difference(want, got, key=key) or "")
