"""Writers and readers side by side: what a request sees is whole."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from tests.engine.driving import COLLECTION, identity, insert, rest, search, thing
from weaviate_orm.engine.engine import Engine
from weaviate_orm.wire import messages

GROUPS, MEMBERS, ROUNDS = 6, 5, 80
# More versions than the least that is compacted while readers look.


def generations(results: list[messages.SearchResult]) -> dict[int, set[str]]:
    """The titles that the members of each group have."""
    found: dict[int, set[str]] = {}
    for result in results:
        group = UUID(result.metadata.id).int // 100
        fields = result.properties.non_ref_props.fields
        found.setdefault(group, set()).add(fields["title"].text_value)
    return found


@pytest.fixture(autouse=True)
def _switch_often() -> Iterator[None]:
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield
    sys.setswitchinterval(before)


@pytest.mark.parametrize("stored", [False, True])
def test_threads_agree_with_a_dict(stored: bool, tmp_path: Path) -> None:
    engine = Engine(tmp_path / "data" if stored else None)
    assert rest(engine, "POST", "/v1/schema", COLLECTION)[0] == 200
    model: dict[int, str] = {}

    def write(group: int) -> None:
        """Give all members of a group one title, or delete them, always in one request."""
        rng = random.Random(group)
        for step in range(ROUNDS):
            numbers = [group * 100 + i for i in range(MEMBERS)]
            if rng.random() < 0.25:
                condition = messages.Filters(
                    operator=messages.Filters.OPERATOR_CONTAINS_ANY,
                    value_text_array=messages.TextArray(values=map(identity, numbers)),
                )
                condition.target.property = "_id"
                engine.unary(
                    "BatchDelete",
                    messages.BatchDeleteRequest(collection="Thing", filters=condition),
                )
                for number in numbers:
                    model.pop(number, None)
                continue
            title = f"g{group} s{step}"
            vector = [rng.random(), 1.0] if rng.random() < 0.5 else ()
            rng.shuffle(numbers)
            assert not insert(engine, *[thing(n, title, vector=vector) for n in numbers])
            model.update(dict.fromkeys(numbers, title))

    def read(seed: int) -> int:
        """Look at everything, by every kind of list; whatever is seen belongs to one moment."""
        rng = random.Random(seed)
        looks = 0
        for _ in range(ROUNDS):
            members: dict[str, Any] = {"limit": 1000}
            kind = rng.choice(("all", "filter", "sort"))
            if kind == "filter":
                condition = messages.Filters(
                    operator=messages.Filters.OPERATOR_GREATER_THAN_EQUAL, value_int=0
                )
                condition.target.property = "number"
                both = messages.Filters(
                    operator=messages.Filters.OPERATOR_AND, filters=[condition, condition]
                )
                members["filters"] = both
            if kind == "sort":
                members["sort_by"] = [messages.SortBy(path=["title"], ascending=True)]
            results = search(engine, **members)
            ids = [r.metadata.id for r in results]
            assert len(set(ids)) == len(ids)
            if kind == "all":
                assert ids == sorted(ids)
            for group, seen in generations(results).items():
                assert len(seen) == 1, (group, seen)
            assert len(results) % MEMBERS == 0
            looks += 1
        return looks

    with ThreadPoolExecutor(GROUPS + 3) as pool:
        work = [pool.submit(write, group) for group in range(GROUPS)]
        looking = [pool.submit(read, seed) for seed in range(3)]
        for done in work:
            done.result()
        assert [one.result() for one in looking] == [ROUNDS] * 3
    found = {
        UUID(r.metadata.id).int: r.properties.non_ref_props.fields["title"].text_value
        for r in search(engine, limit=1000)
    }
    assert found == model
    engine.close()
    if stored:
        engine = Engine(tmp_path / "data")
        assert {
            UUID(r.metadata.id).int: r.properties.non_ref_props.fields["title"].text_value
            for r in search(engine, limit=1000)
        } == model
        engine.close()
