"""Aggregations against figures made by looking at every object."""

from __future__ import annotations

import math
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, cast

import pytest
from google.protobuf.json_format import MessageToDict, ParseDict

from tests.engine.table import Table, identity, leaf
from weaviate_orm.engine.aggregate.figures import escaped
from weaviate_orm.engine.aggregate.properties import utc
from weaviate_orm.engine.errors import CallError
from weaviate_orm.wire import messages

PROPERTIES: Sequence[Mapping[str, Any]] = [
    {"name": "whole", "dataType": ["int"]},
    {"name": "part", "dataType": ["number"]},
    {"name": "flag", "dataType": ["boolean"]},
    {"name": "day", "dataType": ["date"]},
    {"name": "word", "dataType": ["text"]},
    {"name": "wholes", "dataType": ["int[]"]},
    {"name": "flags", "dataType": ["boolean[]"]},
    {"name": "words", "dataType": ["text[]"]},
    {"name": "unindexed", "dataType": ["int"], "indexFilterable": False},
    {"name": "key", "dataType": ["uuid"]},
    {"name": "place", "dataType": ["geoCoordinates"]},
    {
        "name": "thing",
        "dataType": ["object"],
        "nestedProperties": [{"name": "a", "dataType": ["int"]}],
    },
    {"name": "other", "dataType": ["Table"]},
]
NUMERIC = ("count", "sum", "mean", "minimum", "maximum", "median", "mode")
DATES = ("count", "minimum", "maximum", "median", "mode")
WORDS = ("ash", "Birch", "cedar & co", 'd"oak', "", "Élder")

Values = Mapping[str, Any]


def aggregate(table: Table, **request: Any) -> dict[str, Any]:
    message = ParseDict({"collection": table.name, **request}, messages.AggregateRequest())
    reply = MessageToDict(
        table.engine.unary("Aggregate", message), preserving_proto_field_name=True
    )
    reply.pop("took", None)
    return reply


def fault(table: Table, **request: Any) -> str:
    with pytest.raises(CallError) as caught:
        aggregate(table, **request)
    name = table.shard.name
    return caught.value.message.replace(f"shard {name}", "shard S")


def asked(name: str, kind: str, *figures: str, **more: Any) -> dict[str, Any]:
    return {"property": name, kind: {**dict.fromkeys(figures, True), **more}}


def figures_of(part: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Figures of each property, 64-bit numbers as such."""
    entries = part.get("aggregations", {}).get("aggregations", [])
    return {
        e["property"]: next(_numbers(v) for k, v in e.items() if k != "property") for e in entries
    }


def _numbers(figures: Mapping[str, Any]) -> dict[str, Any]:
    whole = ("count", "sum", "minimum", "maximum", "mode", "total_true", "total_false")
    return {
        k: int(v) if k in whole and isinstance(v, str) and v.lstrip("-").isdigit() else v
        for k, v in figures.items()
    }


def one(table: Table, *wanted: Mapping[str, Any], **request: Any) -> dict[str, dict[str, Any]]:
    reply = aggregate(table, aggregations=list(wanted), **request)
    return figures_of(reply["single_result"])


# Naive ------------------------------------------------------------------------------------------


def numbers(values: Sequence[float]) -> dict[str, Any]:
    if not values:
        return {"count": 0, "type": ""}
    ordered = sorted(values)
    counts = Counter(values)
    middle = ordered[(len(values) - 1) // 2], ordered[len(values) // 2]
    return {
        "count": len(values),
        "type": "",
        "sum": sum(values),
        "mean": sum(values) / len(values),
        "minimum": ordered[0],
        "maximum": ordered[-1],
        "median": sum(middle) / 2,
        "mode": min(v for v in counts if counts[v] == max(counts.values())),
    }


def top(values: Sequence[str], limit: int, shown: Callable[[str], str]) -> list[tuple[str, int]]:
    counts = Counter(map(shown, values))
    return sorted(counts.items(), key=lambda item: (-item[1], item[0].encode()))[:limit]


def flat(objects: Sequence[Values], name: str) -> list[Any]:
    found = [o[name] for o in objects if o.get(name) is not None]
    return [v for values in found for v in values] if name.endswith("s") else found


# A table of random objects ------------------------------------------------------------------------


def made(
    count: int, seed: int, *, gaps: float = 0.2, changes: bool = True
) -> tuple[Table, list[Values]]:
    """A table with what is in it, by doc ids; some objects were replaced, changed or deleted."""
    choose = random.Random(seed)
    table = Table(PROPERTIES)
    objects: dict[int, dict[str, Any]] = {}

    def drawn() -> dict[str, Any]:
        values = {
            "whole": choose.randrange(-5, 6),
            "part": choose.choice((0.1, 0.25, -1.5, 3.75)),
            "flag": choose.random() < 0.3,
            "day": f"20{choose.randrange(10, 14)}-0{choose.randrange(1, 4)}-01T00:00:00Z",
            "word": choose.choice(WORDS),
            "wholes": [choose.randrange(4) for _ in range(choose.randrange(1, 4))],
            "flags": [choose.random() < 0.5 for _ in range(2)],
            "words": [choose.choice(WORDS) for _ in range(choose.randrange(1, 4))],
            "unindexed": choose.randrange(3),
        }
        return {k: v for k, v in values.items() if choose.random() >= gaps}

    for number in range(count):
        objects[number] = drawn()
    table.put_all(list(objects.items()))
    if changes:
        for number in choose.sample(range(count), count // 5):
            objects.pop(number)
            table.delete(number)
        for number in choose.sample(sorted(objects), count // 5):
            objects[number] = drawn()
            path = f"/v1/objects/Table/{identity(number)}"
            body = {"class": "Table", "id": identity(number), "properties": objects[number]}
            table.http("PUT", path, body)
    return table, list(objects.values())


EVERYTHING = leaf("NOT_EQUAL", "_id", value_text=identity(999_999))
FEW = leaf("EQUAL", "whole", value_int=5)


@pytest.fixture(scope="module", params=[(60, 0.0, False), (60, 0.3, True), (300, 0.1, True)])
def sample(request: pytest.FixtureRequest) -> tuple[Table, list[Values]]:
    count, gaps, changes = request.param
    return made(count, seed=count, gaps=gaps, changes=changes)


SELECTIONS: Mapping[str, tuple[dict[str, Any], Callable[[Values], bool]]] = {
    "all": ({}, lambda _: True),
    "every": ({"filters": EVERYTHING}, lambda _: True),
    "few": ({"filters": FEW}, lambda o: o.get("whole") == 5),
    "none": ({"filters": leaf("EQUAL", "whole", value_int=77)}, lambda _: False),
}


@pytest.mark.parametrize("selection", SELECTIONS)
def test_figures(sample: tuple[Table, list[Values]], selection: str) -> None:
    table, everything = sample
    request, chosen = SELECTIONS[selection]
    objects = [o for o in everything if chosen(o)]
    shown = escaped if selection == "all" else str
    found = one(
        table,
        asked("whole", "int", *NUMERIC),
        asked("part", "number", *NUMERIC),
        asked("wholes", "int", *NUMERIC),
        asked("flag", "boolean", "count"),
        asked("flags", "boolean", "count"),
        asked("word", "text", "top_occurences", top_occurences_limit=3),
        asked("words", "text", "count"),
        asked("day", "date", *DATES),
        **request,
    )
    for name in ("whole", "part", "wholes"):
        assert found[name] == pytest.approx(numbers(flat(objects, name))), name
    for name in ("flag", "flags"):
        values = flat(objects, name)
        assert found[name]["count"] == len(values)
        assert found[name]["total_true"] == sum(values)
        assert found[name]["total_false"] == len(values) - sum(values)
        if values:
            assert found[name]["percentage_true"] == pytest.approx(sum(values) / len(values))
        else:
            assert math.isnan(float(found[name]["percentage_false"]))
    for name, limit in (("word", 3), ("words", 5)):
        items = found[name].get("top_occurences", {"items": []})["items"]
        wanted = top(flat(objects, name), limit, shown)
        assert [(i.get("value", ""), int(i["occurs"])) for i in items] == wanted
        assert found[name]["count"] == len(flat(objects, name))
    _check_dates(found["day"], flat(objects, "day"))


def _check_dates(found: Mapping[str, Any], values: Sequence[str]) -> None:
    assert found["count"] == len(values)
    if not values:
        assert found.keys() == {"count", "type"}
        return
    ordered = sorted(values)
    counts = Counter(values)
    assert found["minimum"] == ordered[0]
    assert found["maximum"] == ordered[-1]
    assert found["mode"] == min(v for v in values if counts[v] == max(counts.values()))
    low, high = (
        datetime.fromisoformat(v)
        for v in (ordered[(len(values) - 1) // 2], ordered[len(values) // 2])
    )
    assert datetime.fromisoformat(found["median"]) == low + (high - low) / 2


@pytest.mark.parametrize("selection", ["all", "every", "few"])
@pytest.mark.parametrize("by", ["whole", "part", "flag", "day", "word", "wholes", "flags", "words"])
def test_groups(sample: tuple[Table, list[Values]], selection: str, by: str) -> None:
    table, everything = sample
    request, chosen = SELECTIONS[selection]
    members: dict[Any, list[Values]] = defaultdict(list)
    for o in everything:
        if chosen(o) and o.get(by) is not None:
            for value in set(o[by]) if by.endswith("s") else {o[by]}:
                members[value].append(o)
    reply = aggregate(
        table,
        group_by={"property": by},
        aggregations=[
            asked("whole", "int", *NUMERIC),
            asked("wholes", "int", *NUMERIC),
            asked("words", "text", "count"),
        ],
        limit=1000,
        **request,
    )
    groups = reply["grouped_results"]["groups"]
    sizes = [int(g["objects_count"]) for g in groups]
    assert sizes == sorted(map(len, members.values()), reverse=True)
    for group in groups:
        kind, value = next((k, v) for k, v in group["grouped_by"].items() if k != "path")
        assert group["grouped_by"]["path"] == [by]
        assert kind == {"whole": "number", "part": "number", "wholes": "number"}.get(
            by, "boolean" if by.startswith("flag") else "text"
        )
        objects = members.pop(value)
        assert int(group["objects_count"]) == len(objects)
        found = figures_of(group)
        for name in ("whole", "wholes"):
            assert found[name] == pytest.approx(numbers(flat(objects, name)))
        items = found["words"].get("top_occurences", {"items": []})["items"]
        wanted = top(flat(objects, "words"), 5, str)
        assert [(i.get("value", ""), int(i["occurs"])) for i in items] == wanted
    assert not members


# What is answered ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def small() -> Table:
    table = Table(PROPERTIES)
    table.put(1, whole=3, word="a", day="2020-01-01T00:00:00Z", flag=True, unindexed=1)
    table.put(
        2, whole=3, word="b", day="2020-01-01T12:00:00+12:00", place={"latitude": 1, "longitude": 2}
    )
    table.put(3, whole=8, word="b", day="2020-01-03T00:00:00.5Z", other=(1,))
    table.put(4, other=(1, 2), word="c", key=identity(7))
    return table


def test_nothing_asked(small: Table) -> None:
    assert aggregate(small) == {"single_result": {"objects_count": "0"}}


def test_count_is_only_shown_if_asked(small: Table) -> None:
    assert aggregate(small, objects_count=True) == {"single_result": {"objects_count": "4"}}
    reply = aggregate(small, filters=leaf("EQUAL", "word", value_text="b"), objects_count=True)
    assert reply["single_result"] == {"objects_count": "2"}


@pytest.mark.parametrize(
    ("wanted", "answer"),
    [
        (asked("whole", "int"), {}),
        (asked("whole", "int", "type"), {}),
        ({"property": "whole"}, {}),
        (asked("whole", "int", "sum"), {"type": "", "sum": 14}),
        (asked("whole", "int", "sum", "type"), {"type": "int", "sum": 14}),
        (asked("whole", "text", "count", "top_occurences"), {"type": "", "count": 3}),
        (asked("whole", "reference", "type", "pointing_to"), {}),
        (asked("whole", "date", "mode"), {"type": "", "mode": 3}),
        (asked("day", "date", "type"), {}),
        (asked("flag", "boolean"), {"count": 1, "total_true": 1, "total_false": 0, "type": "",
                                    "percentage_true": 1.0, "percentage_false": 0.0}),
        (asked("other", "reference", "type"), {"type": "cref", "pointing_to": ["Table"]}),
    ],
)  # fmt: skip
def test_what_is_present(small: Table, wanted: dict[str, Any], answer: dict[str, Any]) -> None:
    assert one(small, wanted) == {wanted["property"]: answer}


def test_the_last_entry_of_a_property_counts(small: Table) -> None:
    found = one(small, asked("whole", "int", "count"), asked("whole", "int", "maximum"))
    assert found == {"whole": {"type": "", "maximum": 8}}


def test_a_reference_without_type(small: Table) -> None:
    wanted = asked("other", "reference", "pointing_to")
    assert one(small, wanted) == {}
    beacon = f"weaviate://localhost/Table/{identity(1)}"  # of the one that has one reference
    assert one(small, wanted, filters=EVERYTHING)["other"] == {"type": "", "pointing_to": [beacon]}


def test_dates_keep_their_spelling_unless_the_index_is_read(small: Table) -> None:
    wanted = asked("day", "date", *DATES)
    assert one(small, wanted)["day"] == {
        "type": "",
        "count": 3,
        "minimum": "2020-01-01T00:00:00Z",
        "maximum": "2020-01-03T00:00:00.5Z",
        "median": "2020-01-01T00:00:00Z",
        "mode": "2020-01-01T00:00:00Z",
    }
    shown = one(small, wanted, filters=leaf("EQUAL", "_id", value_text=identity(2)))["day"]
    assert shown["maximum"] == shown["median"] == "2020-01-01T12:00:00+12:00"
    two = {"operator": "OPERATOR_OR", "filters": [
        leaf("EQUAL", "_id", value_text=identity(n)) for n in (2, 3)
    ]}  # fmt: skip
    assert one(small, wanted, filters=two)["day"]["median"] == "2020-01-02T00:00:00.25Z"


def test_top_occurrences(small: Table) -> None:
    def items(**more: Any) -> list[tuple[str, int]]:
        found = one(small, asked("word", "text", **more))["word"]["top_occurences"]["items"]
        return [(i.get("value", ""), int(i["occurs"])) for i in found]

    assert items(count=True) == [("b", 2), ("a", 1), ("c", 1)]
    assert items(top_occurences=True, top_occurences_limit=2) == [("b", 2), ("a", 1)]
    assert items(top_occurences=True, top_occurences_limit=0) == [("b", 2)]
    assert items(count=True, top_occurences_limit=1) == [("b", 2), ("a", 1), ("c", 1)]


def test_groups_are_limited(small: Table) -> None:
    def sizes(**more: Any) -> list[int]:
        reply = aggregate(small, group_by={"property": "whole"}, **more)
        return [int(g["objects_count"]) for g in reply["grouped_results"]["groups"]]

    assert sizes() == [2, 1]
    assert sizes(limit=1) == [2]
    assert sizes(limit=0) == [2]
    table = Table([{"name": "n", "dataType": ["int"]}])
    table.put_all([(n, {"n": n}) for n in range(101)])
    reply = aggregate(table, group_by={"property": "n"})
    assert [g["grouped_by"]["number"] for g in reply["grouped_results"]["groups"]] == list(
        range(100)
    )


@pytest.mark.parametrize("by", ["nothing", "", "Word", "thing", "other.word"])
def test_what_makes_no_groups(small: Table, by: str) -> None:
    assert aggregate(small, group_by={"property": by}, objects_count=True) == {}


def test_no_object_no_group(small: Table) -> None:
    nothing = leaf("EQUAL", "word", value_text="zzz")
    assert aggregate(small, group_by={"property": "word"}, filters=nothing) == {}
    assert aggregate(Table(PROPERTIES), group_by={"property": "place"}) == {}


def test_groups_by_references(small: Table) -> None:
    reply = aggregate(small, group_by={"property": "other"})
    groups = reply["grouped_results"]["groups"]
    assert {g["grouped_by"]["text"][-36:]: int(g["objects_count"]) for g in groups} == {
        identity(1): 2,
        identity(2): 1,
    }
    assert fault(small, group_by={"property": "other"}, filters=EVERYTHING) == (
        "aggregate: shard S: identify groups: scan: panic occurred: "
        "hash of unhashable type: map[string]interface {}"
    )


NO_PROPERTY = (
    "no such prop with name 'nope' found in class 'Table' in the schema. "
    "Check your schema files for which properties in this class are available"
)


PROPERTY = "aggregate: shard S: aggregate properties: "
FAULTS: Sequence[tuple[dict[str, Any], str]] = [
    ({"collection": "Nope"}, "parse params: could not find class Nope in schema"),
    (
        {"tenant": "t"},
        "aggregate: class Table has multi-tenancy disabled, but request was with tenant",
    ),
    (
        {"filters": leaf("EQUAL", "nope", value_int=1)},
        f"parse params: extract filters: {NO_PROPERTY}",
    ),
    (
        {"filters": leaf("EQUAL", "unindexed", value_int=1), "group_by": {"property": "word"}},
        (
            "aggregate: shard S: identify groups: retrieve doc IDs from searcher: Filtering by "
            "property 'unindexed' requires inverted index. Is `indexFilterable` option of property "
            "'unindexed' enabled? Set it to `true` or leave empty"
        ),
    ),
    (
        {"aggregations": [asked("unindexed", "int", "sum")]},
        f"{PROPERTY}property unindexed: could not find bucket for prop unindexed",
    ),
    (
        {"aggregations": [asked("nope", "int", "sum")]},
        f"{PROPERTY}property nope: property nope: {NO_PROPERTY}",
    ),
    (
        {"aggregations": [asked("nope", "int", "sum")], "filters": EVERYTHING},
        (f"{PROPERTY}prepare aggregators for props: property nope: property nope: {NO_PROPERTY}"),
    ),
    (
        {"aggregations": [asked("nope", "int", "sum")], "group_by": {"property": "flag"}},
        (
            "aggregate: shard S: aggregate group 0 (true): aggregate properties: "
            f"prepare aggregators for props: property nope: property nope: {NO_PROPERTY}"
        ),
    ),
    (
        {"aggregations": [asked("nope", "int", "type")], "group_by": {"property": "nothing"}},
        f"aggregate: {NO_PROPERTY}",
    ),
    (
        {"aggregations": [asked("key", "text", "count")]},
        f"{PROPERTY}property key: unrecoginzed dataType uuid",
    ),
    (
        {"aggregations": [asked("place", "text", "count")]},
        f"{PROPERTY}property place: dataType geoCoordinates can't be aggregated",
    ),
    (
        {"group_by": {"property": "place"}},
        "prepare reply: groupedBy: unrecognized grouped by value type: *models.GeoCoordinates",
    ),
]


@pytest.mark.parametrize(("request_", "message"), FAULTS)
def test_faults(small: Table, request_: dict[str, Any], message: str) -> None:
    assert fault(small, **request_) == message


def test_figures_of_objects_need_no_index(small: Table) -> None:
    wanted = asked("unindexed", "int", "sum")
    assert one(small, wanted, filters=EVERYTHING) == {"unindexed": {"type": "", "sum": 1}}


def test_a_geo_filter_matches_nothing(small: Table) -> None:
    circle = {"latitude": 1, "longitude": 2, "distance": 1e7}
    filters = leaf("WITHIN_GEO_RANGE", "place", value_geo=circle)
    assert small.list(filters) == [2]
    assert aggregate(small, filters=filters, objects_count=True) == {
        "single_result": {"objects_count": "0"}
    }


def test_sums_of_everything_count_values() -> None:
    table = Table([{"name": "n", "dataType": ["number"]}])
    table.put_all([(n, {"n": 0.1}) for n in range(10)])
    wanted = asked("n", "number", "sum")
    assert one(table, wanted)["n"]["sum"] == 10 * 0.1
    assert one(table, wanted, filters=EVERYTHING)["n"]["sum"] == 0.9999999999999999  # one by one


def test_whole_numbers_are_cut_to_64_bits() -> None:
    table = Table([{"name": "n", "dataType": ["int"]}])
    table.put_all([(n, {"n": 2**62}) for n in range(4)])
    found = one(table, asked("n", "int", "sum", "mean", "maximum"))["n"]
    assert found == {"type": "", "sum": -(2**63), "mean": 2.0**62, "maximum": 2**62}


def test_tenants() -> None:
    table = Table([{"name": "n", "dataType": ["int"]}])
    body = {"class": "Many", "vectorizer": "none", "multiTenancyConfig": {"enabled": True}}
    table.http("POST", "/v1/schema", {**body, "properties": [{"name": "n", "dataType": ["int"]}]})
    table.http("POST", "/v1/schema/Many/tenants", [{"name": "a"}, {"name": "b"}])
    for tenant, n in (("a", 1), ("a", 2), ("b", 4)):
        entry = {"class": "Many", "tenant": tenant, "properties": {"n": n}}
        table.http("POST", "/v1/objects", entry)
    wanted = [asked("n", "int", "sum")]
    sums = {
        tenant: figures_of(
            aggregate(table, collection="many", tenant=tenant, aggregations=wanted)["single_result"]
        )["n"]["sum"]
        for tenant in ("a", "b")
    }
    assert sums == {"a": 3, "b": 4}
    assert fault(table, collection="Many") == (
        "aggregate: class Many has multi-tenancy enabled, but request was without tenant"
    )
    assert fault(table, collection="Many", tenant="c") == 'aggregate: tenant not found: "c"'


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("R & B", "R \\u0026 B"),
        ("<a>", "\\u003ca\\u003e"),
        ('say "x"\\', 'say \\"x\\"\\\\'),
        ("a\nb\t\x01\x08\x0c\r", "a\\nb\\t\\u0001\\b\\f\\r"),
        ("\u2028é😀/", "\\u2028é😀/"),
    ],
)
def test_escaped(text: str, inner: str) -> None:
    assert escaped(text) == inner


@pytest.mark.parametrize(
    ("nanoseconds", "text"),
    [
        (0, "1970-01-01T00:00:00Z"),
        (-1, "1969-12-31T23:59:59.999999999Z"),
        (1_500_000_000, "1970-01-01T00:00:01.5Z"),
        (-(2**63), "1677-09-21T00:12:43.145224192Z"),
        (2**63 - 1, "2262-04-11T23:47:16.854775807Z"),
    ],
)
def test_utc(nanoseconds: int, text: str) -> None:
    assert utc(nanoseconds) == text


def test_arrays_follow_writes() -> None:
    table, _ = made(20, seed=3)
    wanted = asked("words", "text", "count"), asked("day", "date", "minimum")
    one(table, *wanted, filters=EVERYTHING)  # the indexes are there
    table.put(50, words=["new"] * 40, day="1999-01-01T00:00:00+01:00")
    found = one(table, *wanted, filters=EVERYTHING)
    item = found["words"]["top_occurences"]["items"][0]
    assert cast("dict[str, str]", item) == {"value": "new", "occurs": "40"}
    assert found["day"]["minimum"] == "1999-01-01T00:00:00+01:00"


def test_few_groups_of_one_size_come_in_the_reverse_order_of_the_objects() -> None:
    table = Table([{"name": "word", "dataType": ["text"]}, {"name": "n", "dataType": ["int"]}])
    numbers = {"a": 2, "b": 4, "c": 1, "d": 3}
    for word, number in numbers.items():
        table.put(number, word=word, n=number)

    def words(**more: Any) -> list[str]:
        reply = aggregate(table, group_by={"property": "word"}, **more)
        groups = reply["grouped_results"]["groups"]
        return [group["grouped_by"]["text"] for group in groups]

    assert words() == sorted(numbers, key=lambda word: identity(numbers[word]), reverse=True)
    assert words(filters=leaf("GREATER_THAN", "n", value_int=0)) == ["c", "b", "a", "d"]
    assert words(filters=leaf("GREATER_THAN", "n", value_int=1)) == ["b", "a", "d"]
