"""Filters: the indexes agree with a look at every object, whatever the history."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.naive.conditions import Conditions
from tests.engine.naive.lists import listed
from tests.engine.naive.things import Kind, Things
from tests.engine.table import Table, every, leaf, none_of, some
from weaviate_orm.engine.errors import CallError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PROPERTIES: Sequence[Mapping[str, object]] = (
    {"name": "word", "dataType": ["text"]},
    {"name": "line", "dataType": ["text"], "tokenization": "field"},
    {"name": "tags", "dataType": ["text[]"]},
    {"name": "i", "dataType": ["int"]},
    {"name": "n", "dataType": ["number"]},
    {"name": "b", "dataType": ["boolean"]},
    {"name": "d", "dataType": ["date"]},
    {"name": "u", "dataType": ["uuid"]},
    {"name": "ia", "dataType": ["int[]"]},
    {"name": "r", "dataType": ["int"], "indexRangeFilters": True},
)
INVERTED = {
    "indexNullState": True,
    "indexPropertyLength": True,
    "stopwords": {"preset": "none", "additions": ["the", "a"]},
}

KINDS = {
    "word": Kind("text"),
    "line": Kind("text", "field"),
    "tags": Kind("text[]"),
    "i": Kind("int"),
    "n": Kind("number"),
    "b": Kind("boolean"),
    "d": Kind("date"),
    "u": Kind("uuid"),
    "ia": Kind("int[]"),
    "r": Kind("int", ranged=True),
}
CONDITIONS = Conditions(KINDS, frozenset({"the", "a"}))
TEXTS = st.lists(
    st.sampled_from(["fox", "the", "Dog", "foxes", "a", "dig", "owl-fox"]), max_size=4
).map(" ".join)
LINES = st.sampled_from(["", "fox", " fox dog ", "Fox", "a\nb", "dog?"])
INTS = st.integers(-3, 3)
DATES = st.sampled_from(
    ["2020-01-01T00:00:00Z", "2020-01-01T01:00:00+01:00", "2021-06-01T12:00:00.5Z"]
)
UUIDS = st.sampled_from([f"0000000{d}-0000-4000-8000-000000000000" for d in "129af"])
VALUES: Mapping[str, st.SearchStrategy[object]] = {
    "word": TEXTS,
    "line": LINES,
    "tags": st.lists(TEXTS, max_size=3),
    "i": INTS,
    "n": st.sampled_from([-1.5, 0.0, 0.5, 2.0, 1e300]),
    "b": st.booleans(),
    "d": DATES,
    "u": UUIDS,
    "ia": st.lists(INTS, max_size=3),
    "r": INTS,
}
OBJECTS = st.fixed_dictionaries({}, optional=VALUES)
HISTORIES = st.lists(
    st.tuples(st.sampled_from(["put", "put", "put", "delete"]), st.integers(1, 12), OBJECTS),
    max_size=30,
)

ORDERED = ["EQUAL", "NOT_EQUAL", "GREATER_THAN", "GREATER_THAN_EQUAL", "LESS_THAN"]
PATTERNS = st.sampled_from(["f*", "*o*", "?o?", "*", "do?", "the", "f?x", "*s", "o*-*x", "a*b"])
MEMBERS = {"i": "int", "r": "int", "n": "number", "b": "boolean", "ia": "int"}


def leaves() -> st.SearchStrategy[Mapping[str, object]]:
    def of(name: str) -> st.SearchStrategy[Mapping[str, object]]:
        member = f"value_{MEMBERS.get(name, 'text')}"
        items = {"tags": TEXTS, "ia": INTS}.get(name, VALUES[name])
        kinds = [*ORDERED, "LESS_THAN_EQUAL"]
        one = st.builds(
            lambda kind, value: leaf(kind, name, **{member: value}), st.sampled_from(kinds), items
        )
        null = st.builds(lambda yes: leaf("IS_NULL", name, value_boolean=yes), st.booleans())
        many = st.builds(
            lambda kind, values: leaf(
                f"CONTAINS_{kind}", name, **{f"{member}_array": {"values": values}}
            ),
            st.sampled_from(["ANY", "ALL", "NONE"]),
            st.lists(items, min_size=1, max_size=3),
        )
        found = one | null | many
        if name in ("word", "line", "tags"):
            found |= st.builds(lambda p: leaf("LIKE", name, value_text=p), PATTERNS)
        if name in ("word", "tags", "ia"):
            found |= st.builds(
                lambda kind, n: leaf(kind, f"len({name})", value_int=n),
                st.sampled_from(kinds),
                st.integers(0, 12),
            )
        return found

    return st.sampled_from(list(VALUES)).flatmap(of)


FILTERS: st.SearchStrategy[Mapping[str, object]] = st.recursive(
    leaves(),
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3).map(lambda fs: every(*fs))
        | st.lists(inner, min_size=1, max_size=3).map(lambda fs: some(*fs))
        | inner.map(none_of)
    ),
    max_leaves=5,
)


def _is_about_presence(condition: Mapping[str, object]) -> bool:
    text = str(condition)
    return "IS_NULL" in text or "len(" in text


@settings(max_examples=150, deadline=None)
@given(HISTORIES, st.lists(FILTERS, min_size=1, max_size=8), st.integers(1, 5), st.integers(0, 3))
def test_indexes_agree_with_a_scan(
    history: list[tuple[str, int, dict[str, object]]],
    filters: list[Mapping[str, object]],
    limit: int,
    offset: int,
) -> None:
    table = Table(PROPERTIES, INVERTED)
    things = Things(KINDS)
    half = len(history) // 2
    updated = False
    for step, (action, number, values) in enumerate(history):
        if action == "put":
            updated |= number in things
            table.put(number, **values)
            things.put(number, values)
        elif number in things:
            table.delete(number)
            things.delete(number)
        if step == half:  # some indexes are built now, the others at the end
            for condition in filters[::2]:
                if not CONDITIONS.refuses(condition):
                    table.list(condition)
    # an update may leave what is known of absence and length: see the recording chance_versions
    for condition in (f for f in filters if not (updated and _is_about_presence(f))):
        if CONDITIONS.refuses(condition):
            with pytest.raises(CallError, match="only stopwords provided"):
                table.list(condition)
            continue
        want = [thing.number for thing in things if CONDITIONS.holds(thing, condition)]
        assert table.list(condition) == want
        page = listed(things, CONDITIONS, condition, (), limit, offset)
        assert table.list(condition, limit=limit, offset=offset) == page


def test_the_smallest_keys_win_on_a_page() -> None:
    table = Table([{"name": "i", "dataType": ["int"]}, {"name": "w", "dataType": ["text"]}])
    table.put_all([(n, {"i": -n, "w": f"w{100 - n}"}) for n in range(1, 31)])
    assert table.list(leaf("GREATER_THAN", "i", value_int=-100), limit=3) == [28, 29, 30]
    assert table.list(leaf("LIKE", "w", value_text="w*"), limit=3) == [28, 29, 30]
    assert table.list(leaf("LESS_THAN", "_id", value_text="00000010"), limit=2) == [11, 22]
    both = every(leaf("GREATER_THAN", "i", value_int=-100), leaf("LIKE", "w", value_text="*"))
    assert table.list(both, limit=3) == [1, 2, 3]


def test_times_are_compared_as_texts() -> None:
    table = Table([{"name": "i", "dataType": ["int"]}], {"indexTimestamps": True})
    table.put(1, i=1)

    def found(operator: str, date: str) -> list[int]:
        return table.list(leaf(operator, "_creationTimeUnix", value_text=date))

    assert found("GREATER_THAN", "2020-01-01T00:00:00Z") == [1]
    assert found("LESS_THAN", "2100-01-01T00:00:00Z") == [1]
    assert found("GREATER_THAN", "1990-01-01T00:00:00Z") == []
    assert found("LESS_THAN", "1990-01-01T00:00:00Z") == [1]
    assert found("GREATER_THAN", "1969-01-01T00:00:00Z") == [1]
    assert found("LESS_THAN", "2300-01-01T00:00:00Z") == []
    assert found("NOT_EQUAL", "2020-01-01T00:00:00Z") == [1]


def test_a_property_that_was_added_later() -> None:
    table = Table([{"name": "i", "dataType": ["int"]}], {"indexNullState": True})
    table.put_all([(n, {"i": n}) for n in (1, 2)])
    table.http("POST", "/v1/schema/Table/properties", {"name": "late", "dataType": ["text"]})
    table.put(3, i=3)

    def null(yes: bool) -> list[int]:
        return table.list(leaf("IS_NULL", "late", value_boolean=yes))

    assert (null(True), null(False)) == ([3], [])
    table.put(1, i=1, late="x")
    assert (null(True), null(False)) == ([3], [1])
    table.put(1, i=1)
    assert (null(True), null(False)) == ([1, 3], [])


def test_references() -> None:
    target = Table([{"name": "name", "dataType": ["text"]}], name="Target")
    target.put_all([(n, {"name": f"n{n} x"}) for n in (1, 2, 3)])
    table = Table(
        [{"name": "to", "dataType": ["Target"]}, {"name": "i", "dataType": ["int"]}],
        engine=target.engine,
    )
    table.put(11, to=(1, 2))
    table.put(12, to=(3,))
    table.put(13, i=5)
    target.put(4, name="y")
    table.put(14, to=(4,))
    target.delete(4)

    def through(operator: str, value: str) -> dict[str, object]:
        hop = {"single_target": {"on": "to", "target": {"property": "name"}}}
        return leaf(operator, hop, value_text=value)

    assert table.list(through("EQUAL", "n1")) == [11]
    assert table.list(through("EQUAL", "x")) == [11, 12]
    assert table.list(through("NOT_EQUAL", "n1")) == [11, 12]
    assert table.list(none_of(through("EQUAL", "n1"))) == [12, 13, 14]
    target.delete(3)
    assert table.list(through("EQUAL", "x")) == [11]
    counts = {n: leaf("EQUAL", {"count": {"on": "to"}}, value_int=n) for n in (0, 1, 2)}
    assert [table.list(counts[n]) for n in (0, 1, 2)] == [[13], [12, 14], [11]]
    huge = leaf("LESS_THAN", {"count": {"on": "to"}}, value_int=-1)
    assert table.list(huge) == [11, 12, 13, 14]


@pytest.mark.parametrize(
    ("condition", "fault"),
    [
        (leaf("EQUAL", "i", value_text="x"), "could not parse string 'x' as int"),
        (leaf("EQUAL", "zz", value_text="x"), "no such prop with name 'zz' found in class 'Table'"),
        (leaf("EQUAL", "off", value_int=1), "Filtering by property 'off' requires"),
        (leaf("EQUAL", "i"), "unknown value type <nil>"),
        (
            leaf("EQUAL", "g", value_text="x"),
            "'g' holds geoCoordinates: filter it by WithinGeoRange",
        ),
        (leaf("EQUAL", {"single_target": {"on": "to"}}, value_text="x"), "has no target"),
        (every(), 'no children for operator "And"'),
    ],
)
def test_faults(condition: dict[str, object], fault: str) -> None:
    table = Table(
        [
            {"name": "i", "dataType": ["int"]},
            {"name": "off", "dataType": ["int"], "indexFilterable": False},
            {"name": "g", "dataType": ["geoCoordinates"]},
            {"name": "to", "dataType": ["Table"]},
        ]
    )
    with pytest.raises(CallError, match=fault):
        table.list(condition)
