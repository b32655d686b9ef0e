"""The message of each operator, on each data type, through references and on metadata."""

from __future__ import annotations

import operator
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest

from tests.query.asking import filters
from tests.query.models import (
    Address,
    Author,
    Category,
    Entry,
    Level,
    Measurement,
    Publisher,
    Question,
    Street,
)
from weaviate_orm import Filter, MisuseTypeError, metadata
from weaviate_orm.wire import messages as pb

SOME_ID = UUID("8f1e0000-0000-4000-8000-00000000000a")
OTHER_ID = UUID("8f1e0000-0000-4000-8000-00000000000b")
NOON = datetime(2020, 1, 2, 12, tzinfo=UTC)
SEEN_IN_BERLIN = NOON.astimezone(timezone(timedelta(hours=1)))


SEARCH = Question.objects.bm25("a")
"""A plain list may send a filter twice; see ``test_requests``."""


def sent(*conditions: Filter[Any]) -> pb.Filters:
    """What the query set sends for conditions on questions."""
    return SEARCH.filter(*conditions).to_request().filters


def leaf(op: str, value: str, target: str) -> pb.Filters:
    """One comparison."""
    return filters(f"operator: OPERATOR_{op} {value} target {{ {target} }}")


def on(name: str) -> str:
    return f'property: "{name}"'


COMPARISONS: dict[str, Callable[[Any, Any], Any]] = {
    "EQUAL": operator.eq,
    "NOT_EQUAL": operator.ne,
    "LESS_THAN": operator.lt,
    "LESS_THAN_EQUAL": operator.le,
    "GREATER_THAN": operator.gt,
    "GREATER_THAN_EQUAL": operator.ge,
}
LISTS = {
    "CONTAINS_ANY": "contains_any",
    "CONTAINS_ALL": "contains_all",
    "CONTAINS_NONE": "contains_none",
}
# attribute, its name on the server, two values, their members in the message
SCALARS: list[tuple[str, str, object, object, str, str, str]] = [
    ("round", "round_name", "a", "b", "value_text", '"a"', '"b"'),
    ("level", "level", Level.EASY, "hard", "value_text", '"easy"', '"hard"'),
    ("stars", "stars", 1, 3, "value_int", "1", "3"),
    ("points", "points", -5, 2**40, "value_int", "-5", str(2**40)),
    ("ratio", "ratio", 0.5, 3, "value_number", "0.5", "3"),
    ("final", "final", True, False, "value_boolean", "true", "false"),
    (
        "air_date",
        "air_date",
        NOON,
        SEEN_IN_BERLIN + timedelta(microseconds=1),
        "value_text",
        '"2020-01-02T12:00:00+00:00"',
        '"2020-01-02T12:00:00.000001+00:00"',
    ),
    ("code", "code", SOME_ID, str(OTHER_ID).upper(), "value_text", f'"{SOME_ID}"', f'"{OTHER_ID}"'),
    ("id", "_id", SOME_ID, OTHER_ID, "value_text", f'"{SOME_ID}"', f'"{OTHER_ID}"'),
]
LISTED: list[tuple[str, object, object, str, str, str]] = [
    ("tags", "a", "b", "value_text_array", '"a"', '"b"'),
    ("numbers", 1, 2, "value_int_array", "1", "2"),
    ("ratios", 1, 0.25, "value_number_array", "1", "0.25"),
    ("flags", True, False, "value_boolean_array", "true", "false"),
    (
        "dates",
        NOON,
        SEEN_IN_BERLIN,
        "value_text_array",
        '"2020-01-02T12:00:00+00:00"',
        '"2020-01-02T12:00:00+00:00"',
    ),
    ("codes", SOME_ID, OTHER_ID, "value_text_array", f'"{SOME_ID}"', f'"{OTHER_ID}"'),
]


@pytest.mark.parametrize("op", COMPARISONS)
@pytest.mark.parametrize("case", SCALARS, ids=[case[0] for case in SCALARS])
def test_comparisons(op: str, case: tuple[str, str, object, object, str, str, str]) -> None:
    attribute, name, first, second, member, first_text, second_text = case
    path, compare = getattr(Question, attribute), COMPARISONS[op]
    assert sent(compare(path, first)) == leaf(op, f"{member}: {first_text}", on(name))
    assert sent(compare(path, second)) == leaf(op, f"{member}: {second_text}", on(name))


@pytest.mark.parametrize("case", SCALARS, ids=[case[0] for case in SCALARS])
def test_one_of_several(case: tuple[str, str, object, object, str, str, str]) -> None:
    attribute, name, first, second, member, first_text, second_text = case
    path = getattr(Question, attribute)
    array = f"{member}_array {{ values: {first_text} values: {second_text} }}"
    assert sent(path.in_([first, second])) == leaf("CONTAINS_ANY", array, on(name))
    assert sent(path.in_(iter((first, second)))) == leaf("CONTAINS_ANY", array, on(name))
    assert sent(path.not_in({first: 1, second: 2})) == leaf("CONTAINS_NONE", array, on(name))


@pytest.mark.parametrize("op", LISTS)
@pytest.mark.parametrize("case", LISTED, ids=[case[0] for case in LISTED])
def test_parts_of_lists(op: str, case: tuple[str, object, object, str, str, str]) -> None:
    attribute, first, second, member, first_text, second_text = case
    path = getattr(Question, attribute)
    array = f"{member} {{ values: {first_text} values: {second_text} }}"
    assert sent(getattr(path, LISTS[op])([first, second])) == leaf(op, array, on(attribute))


def test_words_of_a_text() -> None:
    text = on("question")
    array = 'value_text_array { values: "a b" values: "c" }'
    assert sent(Question.question.contains_any(["a b", "c"])) == leaf("CONTAINS_ANY", array, text)
    assert sent(Question.question.contains_all(["a b", "c"])) == leaf("CONTAINS_ALL", array, text)
    assert sent(Question.question.contains_none(["a b", "c"])) == leaf("CONTAINS_NONE", array, text)
    assert sent(Question.question.matches("a b")) == leaf("EQUAL", 'value_text: "a b"', text)
    assert sent(Question.question.like("a*b?")) == leaf("LIKE", 'value_text: "a*b?"', text)
    assert sent(Question.round.like("*")) == leaf("LIKE", 'value_text: "*"', on("round_name"))


@pytest.mark.parametrize(
    "attribute",
    [
        "question", "round", "level", "stars", "points", "ratio", "final", "air_date", "code",
        "tags", "numbers", "ratios", "flags", "dates", "codes",
    ],
)  # fmt: skip
def test_missing_values(attribute: str) -> None:
    path = getattr(Question, attribute)
    name = "round_name" if attribute == "round" else attribute
    assert sent(path.is_none()) == leaf("IS_NULL", "value_boolean: true", on(name))
    assert sent(path == None) == leaf("IS_NULL", "value_boolean: true", on(name))
    assert sent(path != None) == leaf("IS_NULL", "value_boolean: false", on(name))


@pytest.mark.parametrize("op", COMPARISONS)
def test_lengths(op: str) -> None:
    compare = COMPARISONS[op]
    text, listed = Question.question.length(), Question.numbers.length()
    assert sent(compare(text, 3)) == leaf(op, "value_int: 3", on("len(question)"))
    assert sent(compare(listed, 0)) == leaf(op, "value_int: 0", on("len(numbers)"))
    renamed = compare(Question.round.length(), 3)
    assert sent(renamed) == leaf(op, "value_int: 3", on("len(round_name)"))


def test_lengths_are_compared_one_by_one() -> None:
    # The server has no Contains for lengths.
    length = Question.tags.length()
    either = filters(
        """
        operator: OPERATOR_OR
        filters { operator: OPERATOR_EQUAL value_int: 1 target { property: "len(tags)" } }
        filters { operator: OPERATOR_EQUAL value_int: 2 target { property: "len(tags)" } }
        """
    )
    assert sent(length.in_([1, 2])) == either
    assert sent(length.not_in([1, 2])) == filters(f"operator: OPERATOR_NOT filters {{ {either} }}")
    one = leaf("EQUAL", "value_int: 1", on("len(tags)"))
    assert sent(length.in_([1])) == one
    assert sent(length.in_([-1, 1])) == one


@pytest.mark.parametrize("op", COMPARISONS)
@pytest.mark.parametrize("attribute", ["category", "related", "sources"])
def test_reference_counts(op: str, attribute: str) -> None:
    counted = COMPARISONS[op](getattr(Question, attribute).count(), 2)
    assert sent(counted) == leaf(op, "value_int: 2", f'count {{ on: "{attribute}" }}')


def test_several_reference_counts() -> None:
    array = "value_int_array { values: 0 values: 2 }"
    counts = Question.related.count()
    assert sent(counts.in_([0, 2])) == leaf("CONTAINS_ANY", array, 'count { on: "related" }')
    assert sent(counts.not_in([0, 2])) == leaf("CONTAINS_NONE", array, 'count { on: "related" }')


TIMES = [
    (metadata.creation_time, "_creationTimeUnix"),
    (metadata.last_update_time, "_lastUpdateTimeUnix"),
]


@pytest.mark.parametrize("op", COMPARISONS)
@pytest.mark.parametrize(("time", "name"), TIMES)
def test_times(op: str, time: Any, name: str) -> None:
    bound = leaf(op, 'value_text: "2020-01-02T12:00:00+00:00"', on(name))
    assert sent(COMPARISONS[op](time, NOON)) == bound
    assert sent(COMPARISONS[op](time, SEEN_IN_BERLIN)) == bound


def test_a_circle() -> None:
    within = Question.place.within(52.5, -13.25, km=1.5)
    assert sent(within) == leaf(
        "WITHIN_GEO_RANGE",
        "value_geo { latitude: 52.5 longitude: -13.25 distance: 1500 }",
        on("place"),
    )


# -- paths ------------------------------------------------------------------------------------


def single(name: str, target: str) -> str:
    return f'single_target {{ on: "{name}" target {{ {target} }} }}'


def multi(name: str, collection: str, target: str) -> str:
    chosen = f'on: "{name}" target_collection: "{collection}"'
    return f"multi_target {{ {chosen} target {{ {target} }} }}"


HOPS: list[tuple[Any, str]] = [
    (Question.category[Category.title], single("category", on("title"))),
    (
        Question.category[Category.owner][Author.name],
        single("category", single("owner", on("name"))),
    ),
    (Question.related[Question.round], single("related", on("round_name"))),
    (
        Question.related[Question.category][Category.title],
        single("related", single("category", on("title"))),
    ),
    (
        Question.related[Question.category[Category.title]],
        single("related", single("category", on("title"))),
    ),
    (Question.sources.of(Author)[Author.name], multi("sources", "Author", on("name"))),
    (Question.sources.of(Publisher)[Publisher.name], multi("sources", "Publisher", on("name"))),
    (
        Question.related[Question.sources].of(Author)[Author.name],
        single("related", multi("sources", "Author", on("name"))),
    ),
]


@pytest.mark.parametrize("op", COMPARISONS)
@pytest.mark.parametrize(("path", "target"), HOPS)
def test_through_references(op: str, path: Any, target: str) -> None:
    assert sent(COMPARISONS[op](path, "x")) == leaf(op, 'value_text: "x"', target)


def test_measures_and_metadata_through_references() -> None:
    category = Question.category
    assert sent(category[Category.id] == SOME_ID) == leaf(
        "EQUAL", f'value_text: "{SOME_ID}"', single("category", on("_id"))
    )
    assert sent(category[Category.ranks].length() == 2) == leaf(
        "EQUAL", "value_int: 2", single("category", on("len(ranks)"))
    )
    assert sent(category[Category.ranks.length()] == 2) == leaf(
        "EQUAL", "value_int: 2", single("category", on("len(ranks)"))
    )
    assert sent(category[Category.owner].count() == 1) == leaf(
        "EQUAL", "value_int: 1", single("category", 'count { on: "owner" }')
    )
    assert sent(category[Category.note].is_none()) == leaf(
        "IS_NULL", "value_boolean: true", single("category", on("note"))
    )
    assert sent(category[metadata.creation_time] >= NOON) == leaf(
        "GREATER_THAN_EQUAL",
        'value_text: "2020-01-02T12:00:00+00:00"',
        single("category", on("_creationTimeUnix")),
    )
    assert sent(category[Category.note].like("x*")) == leaf(
        "LIKE", 'value_text: "x*"', single("category", on("note"))
    )
    assert sent(category[Category.ranks].contains_any([1])) == leaf(
        "CONTAINS_ANY", "value_int_array { values: 1 }", single("category", on("ranks"))
    )


def test_members_of_objects() -> None:
    city = Question.address[Address.city]
    assert sent(city == "Bonn") == leaf("EQUAL", 'value_text: "Bonn"', on("address.city"))
    street = Question.address[Address.street][Street.number]
    assert sent(street > 5) == leaf("GREATER_THAN", "value_int: 5", on("address.street.number"))
    listed = Question.addresses[Address.city]
    assert sent(listed == "Bonn") == leaf("EQUAL", 'value_text: "Bonn"', on("addresses.city"))


def test_negations_of_members_are_of_whole_objects() -> None:
    always = leaf("NOT_EQUAL", 'value_text: ""', on("_id"))
    for place in (Question.address, Question.addresses):
        city = place[Address.city]
        name = on(f"{place!r}.city".removeprefix("Question."))
        bonn = leaf("EQUAL", 'value_text: "Bonn"', name)
        anywhere = leaf("CONTAINS_ANY", 'value_text_array { values: "Bonn" values: "Rome" }', name)
        for negated, inner in (
            (city != "Bonn", bonn),
            (~(city == "Bonn"), bonn),
            (city.not_in(["Bonn", "Rome"]), anywhere),
            (city.contains_none(["Bonn", "Rome"]), anywhere),
            (~city.in_(["Bonn", "Rome"]), anywhere),
        ):
            whole = pb.Filters(operator=pb.Filters.OPERATOR_AND, filters=[inner, always])
            assert sent(negated) == pb.Filters(operator=pb.Filters.OPERATOR_NOT, filters=[whole])
    (own,) = sent(~(Question.points >= 1)).filters
    assert own == leaf("GREATER_THAN_EQUAL", "value_int: 1", on("points"))


# -- combinations -----------------------------------------------------------------------------

A, B, C = Question.points > 1, Question.ratio < 2.0, Question.final == True
MESSAGES = {
    "a": f"filters {{ {sent(A)} }}",
    "b": f"filters {{ {sent(B)} }}",
    "c": f"filters {{ {sent(C)} }}",
}


def joined(text: str) -> pb.Filters:
    return filters(text.format_map(MESSAGES))


def test_junctions() -> None:
    assert sent(A & B) == joined("operator: OPERATOR_AND {a} {b}")
    assert sent(A, B) == sent(A & B)
    assert sent(A & B & C) == joined("operator: OPERATOR_AND {a} {b} {c}")
    assert sent(A & (B & C)) == sent(A, B, C) == sent(Filter.all(A, B, C)) == sent(A & B & C)
    assert (
        sent(A | B | C) == joined("operator: OPERATOR_OR {a} {b} {c}") == sent(Filter.any(A, B, C))
    )
    assert sent(A & (B | C)) == joined(
        "operator: OPERATOR_AND {a} filters {{ operator: OPERATOR_OR {b} {c} }}"
    )
    assert sent(Filter.all(A)) == sent(Filter.any(A)) == sent(A)


def test_filters_add_up() -> None:
    step_by_step = SEARCH.filter(A).filter(B).filter()
    assert step_by_step.to_request().filters == sent(A & B)


def test_negations() -> None:
    assert sent(~A) == joined("operator: OPERATOR_NOT {a}")
    assert sent(~~A) == sent(~~~~A) == sent(A)
    assert sent(~(A & B)) == joined(
        "operator: OPERATOR_NOT filters {{ operator: OPERATOR_AND {a} {b} }}"
    )
    # Its complement, which servers without Not know too.
    assert sent(~C) == sent(Question.final != True)
    missing = leaf("IS_NULL", "value_boolean: true", on("points"))
    assert sent(~Question.points.is_none()) == filters(
        f"operator: OPERATOR_NOT filters {{ {missing} }}"
    )


def test_excluded() -> None:
    assert SEARCH.exclude(A, B).to_request().filters == sent(~(A & B))
    assert SEARCH.exclude(A).exclude(B).to_request().filters == sent(~A & ~B)
    assert not SEARCH.exclude().to_request().HasField("filters")


def test_a_negated_path_is_about_all_targets() -> None:
    equal = Question.category[Category.title] == "x"
    assert sent(~equal) == filters(f"operator: OPERATOR_NOT filters {{ {sent(equal)} }}")


# -- what needs no server ---------------------------------------------------------------------

NEVER = leaf("EQUAL", 'value_text: ""', on("_id"))


@pytest.mark.parametrize(
    "always",
    [
        Question.points.not_in([]),
        Question.tags.contains_all([]),
        Question.tags.contains_none([]),
        Question.tags.length().not_in([]),
        ~Question.points.in_([]),
        A | ~Question.points.in_([]),
    ],
)
def test_of_no_values_always(always: Filter[Question]) -> None:
    assert not SEARCH.filter(always).to_request().HasField("filters")
    assert sent(always, A) == sent(A)
    assert sent(~always) == NEVER


@pytest.mark.parametrize(
    "never",
    [
        Question.points.in_([]),
        Question.id.in_([]),
        Question.tags.contains_any([]),
        Question.tags.length().in_([]),
        A & Question.points.in_([]),
    ],
)
def test_of_no_values_never(never: Filter[Question]) -> None:
    assert sent(never) == NEVER
    assert sent(A & never) == NEVER
    assert sent(A | never) == sent(A)


BEFORE = datetime(1999, 1, 1, tzinfo=UTC)
AFTER = datetime(9999, 1, 1, tzinfo=UTC)
SAYS_OF_EARLIER = {
    "EQUAL": False,
    "NOT_EQUAL": True,
    "LESS_THAN": False,
    "LESS_THAN_EQUAL": False,
    "GREATER_THAN": True,
    "GREATER_THAN_EQUAL": True,
}


@pytest.mark.parametrize("op", COMPARISONS)
@pytest.mark.parametrize(("time", "name"), TIMES)
def test_times_that_decimals_do_not_compare(op: str, time: Any, name: str) -> None:
    compare, unequal = COMPARISONS[op], op in ("EQUAL", "NOT_EQUAL")
    for bound, above in ((BEFORE, False), (AFTER, not unequal)):
        query = SEARCH.filter(compare(time, bound))
        if SAYS_OF_EARLIER[op] is not above:
            assert not query.to_request().HasField("filters")
        else:
            assert query.to_request().filters == NEVER
        assert "so, and not sent." in query.explain()


def test_the_first_and_the_last_time_that_decimals_compare() -> None:
    first = datetime(2001, 9, 9, 1, 46, 40, tzinfo=UTC)
    last = datetime(2286, 11, 20, 17, 46, 39, 999000, tzinfo=UTC)
    millisecond = timedelta(milliseconds=1)
    for bound in (first, last):
        assert sent(metadata.creation_time == bound) == leaf(
            "EQUAL", f'value_text: "{bound.isoformat()}"', on("_creationTimeUnix")
        )
    assert sent(metadata.creation_time == first - millisecond) == NEVER
    assert sent(metadata.creation_time == last + millisecond) == NEVER


@pytest.mark.parametrize(
    ("op", "compiled"),
    [
        ("LESS_THAN", "LESS_THAN_EQUAL"),
        ("LESS_THAN_EQUAL", "LESS_THAN_EQUAL"),
        ("GREATER_THAN", "GREATER_THAN"),
        ("GREATER_THAN_EQUAL", "GREATER_THAN"),
        ("EQUAL", False),
        ("NOT_EQUAL", True),
    ],
)
def test_times_between_milliseconds(op: str, compiled: str | bool) -> None:
    # Times are whole milliseconds, and the server cuts a bound to those.
    bound = NOON + timedelta(microseconds=1500)
    query = SEARCH.filter(COMPARISONS[op](metadata.creation_time, bound))
    if isinstance(compiled, str):
        cut = 'value_text: "2020-01-02T12:00:00.001000+00:00"'
        assert query.to_request().filters == leaf(compiled, cut, on("_creationTimeUnix"))
    elif compiled:
        assert not query.to_request().HasField("filters")
    else:
        assert query.to_request().filters == NEVER


def test_several_times() -> None:
    between = NOON + timedelta(microseconds=1)
    time, name = metadata.creation_time, on("_creationTimeUnix")
    kept = 'value_text_array { values: "2020-01-02T12:00:00+00:00" }'
    assert sent(time.in_([NOON, between, BEFORE])) == leaf("CONTAINS_ANY", kept, name)
    assert sent(time.not_in([NOON, between])) == leaf("CONTAINS_NONE", kept, name)
    assert sent(time.in_([between])) == NEVER
    query = SEARCH.filter(time.not_in([AFTER]))
    assert not query.to_request().HasField("filters")


@pytest.mark.parametrize("op", COMPARISONS)
def test_negative_lengths_and_counts(op: str) -> None:
    for measure in (Question.tags.length(), Question.related.count()):
        query = SEARCH.filter(COMPARISONS[op](measure, -1))
        if SAYS_OF_EARLIER[op]:
            assert not query.to_request().HasField("filters")
        else:
            assert query.to_request().filters == NEVER


def test_what_is_so_of_every_target_still_asks_for_a_target() -> None:
    category = Question.category
    any_target = leaf("NOT_EQUAL", 'value_text: ""', single("category", on("_id")))
    query = SEARCH.filter(category[metadata.creation_time] > BEFORE)
    assert query.to_request().filters == any_target
    assert "is so of every target: what is sent asks for any target." in query.explain()
    assert sent(category[Category.ranks].length() > -1) == any_target
    assert sent(category[Category.owner].count() != -1) == any_target
    assert sent(category[metadata.creation_time] < BEFORE) == NEVER
    author = Question.sources.of(Author)[metadata.creation_time] > BEFORE
    assert sent(author) == leaf(
        "NOT_EQUAL",
        'value_text: ""',
        multi("sources", "Author", on("_id")),
    )


def test_unequal_where_only_ranges_are_indexed() -> None:
    # There the server's NotEqual leaves out objects without a value.
    equal = leaf("EQUAL", "value_int: 4", on("value"))
    complement = filters(f"operator: OPERATOR_NOT filters {{ {equal} }}")
    some = Measurement.objects.bm25("a")
    assert some.filter(Measurement.value != 4).to_request().filters == complement
    assert some.exclude(Measurement.value == 4).to_request().filters == complement
    both = some.filter(Measurement.both != 4).to_request().filters
    assert both == leaf("NOT_EQUAL", "value_int: 4", on("both"))


def test_containing_all_through_a_reference_is_said_to_be_by_several_targets() -> None:
    all_of_them = SEARCH.filter(Question.category[Category.ranks].contains_all([1, 2]))
    assert "several targets together may hold the values" in all_of_them.explain()
    none_of_them = SEARCH.filter(Question.category[Category.ranks].contains_none([1]))
    assert "no target holds a value, or there is no target" in none_of_them.explain()
    own = SEARCH.filter(Question.tags.contains_all(["x"]))
    assert "several targets" not in own.explain()


# -- filters as values ------------------------------------------------------------------------


def test_filters_are_values() -> None:
    def made() -> Filter[Question]:
        hop = Question.category[Category.owner][Author.born] >= 1900
        return (Question.points > 1) & ~(hop | Question.id.in_([SOME_ID]))

    assert made() == made()
    assert hash(made()) == hash(made())
    assert made() != (Question.points > 1)


@pytest.mark.parametrize(
    ("made", "shown"),
    [
        (Question.points >= 100, "Question.points >= 100"),
        (Question.round == "x", "Question.round == 'x'"),
        (Question.points.in_([1, 2]), "Question.points.in_([1, 2])"),
        (Question.points.is_none(), "Question.points.is_none()"),
        (Question.points != None, "Question.points != None"),
        (Question.tags.length() < 3, "Question.tags.length() < 3"),
        (Question.related.count() < 3, "Question.related.count() < 3"),
        (Question.category[Category.title] == "x", "Question.category[Category.title] == 'x'"),
        (Question.place.within(1, 2, km=3), "Question.place.within(1, 2, km=3)"),
        (~(Question.points > 1), "~(Question.points > 1)"),
        (A & B, "(Question.points > 1) & (Question.ratio < 2.0)"),
        (A | B, "(Question.points > 1) | (Question.ratio < 2.0)"),
        (
            Question.sources.of(Author)[Author.name] == "x",
            "Question.sources.of(Author)[Author.name] == 'x'",
        ),
    ],
)
def test_filters_read_as_written(made: object, shown: str) -> None:
    assert repr(made) == shown


def test_a_filter_of_metadata_goes_with_any_model() -> None:
    recent = metadata.creation_time > NOON
    assert (recent & A).model is Question
    assert (A & recent).model is Question
    with pytest.raises(MisuseTypeError, match=r"cannot be combined"):
        (Question.points > 1) & (Entry.text.matches("x"))  # type: ignore[operator]
