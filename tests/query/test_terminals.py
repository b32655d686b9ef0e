"""What each terminal sends, call by call, in both colours."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, Protocol
from uuid import UUID

import pytest

from tests.query.asking import (
    a_note,
    count_request,
    counted,
    deletion,
    found,
    note,
    note_ids,
    notes,
)
from tests.query.models import Author, Entry, Note, Publisher, Question, Quote
from weaviate_orm import (
    AsyncClient,
    Client,
    DeleteResult,
    Filter,
    MisuseValueError,
    MultipleFound,
    NotFound,
    NotSupported,
    Rejected,
    ResultError,
    Truncated,
    metadata,
)
from weaviate_orm.query import paging
from weaviate_orm.transport.calls import GrpcCall
from weaviate_orm.transport.recording import Script
from weaviate_orm.wire import messages as pb

IDS = [UUID(int=i) for i in range(1, 10)]
NOON = datetime(2020, 1, 2, 12, tzinfo=UTC)
POINTS = 'operator: OPERATOR_GREATER_THAN value_int: 1 target { property: "points" }'
BY_ID = 'sort_by { path: "_id" ascending: true }'


class Do(Protocol):
    """Runs a terminal of a query on a script."""

    def __call__(self, script: Script, query: Any, terminal: str, *args: Any, **kw: Any) -> Any: ...


def sync(script: Script, query: Any, terminal: str, *args: Any, **kw: Any) -> Any:
    outcome = getattr(query.using(Client(script)), terminal)(*args, **kw)
    return list(outcome) if isinstance(outcome, Iterator) else outcome


def asynchronous(script: Script, query: Any, terminal: str, *args: Any, **kw: Any) -> Any:
    async def run() -> Any:
        name = "__aiter__" if terminal == "__iter__" else f"a{terminal}"
        outcome = getattr(query.using(AsyncClient(script)), name)(*args, **kw)
        if isinstance(outcome, AsyncIterator):
            return [row async for row in outcome]
        return await outcome

    return asyncio.run(run())


@pytest.fixture(params=[sync, asynchronous], ids=["sync", "async"])
def do(request: pytest.FixtureRequest) -> Do:
    colour: Do = request.param
    return colour


def ids_of(rows: Iterable[Any]) -> list[UUID]:
    return [row.id for row in rows]


def id_after(last: UUID) -> str:
    return f'operator: OPERATOR_GREATER_THAN value_text: "{last}" target {{ property: "_id" }}'


def ids_like(patterns: list[str]) -> str:
    alike = " ".join(
        f'filters {{ operator: OPERATOR_LIKE value_text: "{each}" target {{ property: "_id" }} }}'
        for each in patterns
    )
    return f"operator: OPERATOR_OR {alike}"


def all_of(*filters: str) -> str:
    joined = " ".join(f"filters {{ {each} }}" for each in filters)
    return f"filters {{ operator: OPERATOR_AND {joined} }}"


# -- lists ------------------------------------------------------------------------------------


@pytest.mark.parametrize("terminal", ["all", "__iter__", "iterator"])
def test_a_short_list_is_one_call(do: Do, terminal: str) -> None:
    script = Script([notes(IDS[:3])])
    assert ids_of(do(script, Note.objects, terminal)) == IDS[:3]
    assert script.requests == [note()]


def test_a_list_says_how_long_the_server_took(do: Do) -> None:
    script = Script([notes(IDS[:2]), notes(IDS[2:3])])
    rows = do(script, Note.objects, "result")
    assert rows.metadata.took == 0.25
    assert ids_of(rows) == IDS[:2]


def test_pages_by_the_cursor(do: Do) -> None:
    script = Script([notes(IDS[:2]), notes(IDS[2:4]), notes(IDS[4:5])])
    assert ids_of(do(script, Note.objects, "iterator", batch_size=2)) == IDS[:5]
    assert script.requests == [
        note(limit=2),
        note(f'after: "{IDS[1]}"', limit=2),
        note(f'after: "{IDS[3]}"', limit=2),
    ]


def test_a_full_last_page_is_followed_by_an_empty_one(do: Do) -> None:
    script = Script([notes(IDS[:2]), notes(IDS[2:4]), notes([])])
    assert ids_of(do(script, Note.objects, "iterator", batch_size=2)) == IDS[:4]
    assert script.left == 0


def test_all_pages_too(do: Do) -> None:
    many = [UUID(int=i) for i in range(1, 1002)]
    script = Script([notes(many[:1000]), notes(many[1000:])])
    rows = do(script, Note.objects, "result")
    assert ids_of(rows) == many
    assert rows.metadata.took == 0.5
    assert script.requests == [note(), note(f'after: "{many[999]}"')]


def test_pages_of_a_filtered_list(do: Do) -> None:
    query = Note.objects.filter(Note.points > 1)
    ids = [UUID(int=n << 124) for n in (3, 7, 11)]
    script = Script([notes(ids[:2]), notes(ids[2:])])
    assert ids_of(do(script, query, "iterator", batch_size=2)) == ids
    assert script.requests == [
        note(f"{all_of(POINTS, POINTS)} {BY_ID}", limit=2),
        note(f"{all_of(POINTS, id_after(ids[1]))} {BY_ID}", limit=2),
    ]
    ordered = Script([notes(IDS[:1])])
    do(ordered, query.order_by(Note.id.asc()), "all")
    assert ordered.requests == [note(f"{all_of(POINTS, POINTS)} {BY_ID}")]


def test_pages_of_a_filtered_list_where_many_remain(do: Do) -> None:
    """As many as one after the other in steps of 2^108: a page is about two of these."""
    query = Note.objects.filter(Note.points > 1)
    ids = [UUID(int=n << 108) for n in (1, 2, 6)]
    # The second page begins with the last one of the first, which comes no second time.
    script = Script([notes(ids[:2]), notes(ids[1:2]), notes([]), notes(ids[2:])])
    assert ids_of(do(script, query, "iterator", batch_size=2)) == ids
    pages = [
        POINTS,
        ids_like([f"0000{n:02x}*" for n in range(0x20, 0x38)]),
        ids_like([f"0000{n:02x}*" for n in range(0x38, 0x5C)]),
        id_after(UUID("00005bff-ffff-ffff-ffff-ffffffffffff")),
    ]
    assert script.requests == [note(f"{all_of(POINTS, page)} {BY_ID}", limit=2) for page in pages]


def test_pages_after_an_id(do: Do) -> None:
    script = Script([notes(IDS[:2]), notes(IDS[2:3])])
    do(script, Note.objects.after(IDS[8]), "iterator", batch_size=2)
    assert script.requests == [
        note(f'after: "{IDS[8]}"', limit=2),
        note(f'after: "{IDS[1]}"', limit=2),
    ]


def sorts(*keys: tuple[str, bool]) -> str:
    return " ".join(
        f'sort_by {{ path: "{name}" ascending: {str(ascending).lower()} }}'
        for name, ascending in keys
    )


def bound(op: str, value: str, name: str = "points") -> str:
    return f'operator: OPERATOR_{op} {value} target {{ property: "{name}" }}'


HAS_POINTS = (
    f"operator: OPERATOR_OR filters {{ {bound('LESS_THAN', 'value_int: 0')} }}"
    f" filters {{ {bound('GREATER_THAN_EQUAL', 'value_int: 0')} }}"
)
NO_POINTS = f"operator: OPERATOR_NOT filters {{ {HAS_POINTS} }}"


def beyond(op: str, value: str, last: UUID, name: str = "points") -> str:
    tied = all_of(bound("EQUAL", value, name), id_after(last)).removeprefix("filters {")[:-1]
    return f"operator: OPERATOR_OR filters {{ {bound(op, value, name)} }} filters {{ {tied} }}"


def test_pages_in_the_order_of_a_number(do: Do) -> None:
    # Objects without a value come first, in an order of their own.
    without = [UUID(int=n << 124) for n in (3, 7, 11)]
    script = Script(
        [
            notes(without[:2]),
            notes(without[2:]),
            found([a_note(IDS[3], points=-3), a_note(IDS[4], points=7)]),
            found([a_note(IDS[5], points=7)]),
        ]
    )
    query = Note.objects.order_by(Note.points.asc())
    assert ids_of(do(script, query, "iterator", batch_size=2)) == [*without, *IDS[3:6]]
    up = sorts(("points", True), ("_id", True))
    assert script.requests == [
        note(f"filters {{ {NO_POINTS} }} {BY_ID}", limit=2),
        note(f"{all_of(NO_POINTS, id_after(without[1]))} {BY_ID}", limit=2),
        note(f"filters {{ {HAS_POINTS} }} {up}", limit=2),
        note(f"{all_of(HAS_POINTS, beyond('GREATER_THAN', 'value_int: 7', IDS[4]))} {up}", limit=2),
    ]


def test_pages_in_the_order_of_a_number_where_many_remain(
    do: Do, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "LONG", 4)
    places = [(-3, 0), (7, 4), (7, 5), (9, 0), (10, 2), (40, 1)]
    rows = [a_note(UUID(int=n), points=points) for points, n in places]
    pages = [
        found(),  # of those without a value
        found(rows[:2]),
        found(rows[2:4]),
        found(rows[3:5]),  # with the last one of the page before
        found(rows[4:5]),
        found(),
        found(rows[5:]),
    ]
    script = Script(pages)
    query = Note.objects.order_by(Note.points.asc())
    assert ids_of(do(script, query, "iterator", batch_size=2)) == [UUID(int=n) for _, n in places]
    up = sorts(("points", True), ("_id", True))
    further = [
        (beyond("GREATER_THAN", "value_int: 7", UUID(int=4)),),
        (bound("GREATER_THAN_EQUAL", "value_int: 9"), bound("LESS_THAN_EQUAL", "value_int: 10")),
        (bound("GREATER_THAN_EQUAL", "value_int: 10"), bound("LESS_THAN_EQUAL", "value_int: 11")),
        (bound("GREATER_THAN", "value_int: 11"), bound("LESS_THAN_EQUAL", "value_int: 12")),
        (bound("GREATER_THAN", "value_int: 12"),),
    ]
    assert script.requests[2:] == [
        note(f"{all_of(HAS_POINTS, *filters)} {up}", limit=2) for filters in further
    ]


def test_pages_in_the_falling_order_of_a_number(do: Do) -> None:
    script = Script([found([a_note(IDS[3], points=7), a_note(IDS[0], points=0)]), found(), found()])
    query = Note.objects.filter(Note.points > 1).order_by(Note.points.desc())
    assert ids_of(do(script, query, "iterator", batch_size=2)) == [IDS[3], IDS[0]]
    down = sorts(("points", False), ("_id", True))
    assert script.requests == [
        note(f"{all_of(POINTS, HAS_POINTS)} {down}", limit=2),
        note(
            f"{all_of(POINTS, HAS_POINTS, beyond('LESS_THAN', 'value_int: 0', IDS[0]))} {down}",
            limit=2,
        ),
        note(f"{all_of(POINTS, NO_POINTS)} {BY_ID}", limit=2),
    ]


def dated(id: UUID, text: str) -> pb.SearchResult:
    made = a_note(id)
    made.properties.non_ref_props.fields["written"].date_value = text
    return made


SOME_DATE = 'value_text: "2000-01-01T00:00:00+00:00"'
HAS_DATE = (
    f"operator: OPERATOR_OR filters {{ {bound('LESS_THAN', SOME_DATE, 'written')} }}"
    f" filters {{ {bound('GREATER_THAN_EQUAL', SOME_DATE, 'written')} }}"
)
NO_DATE = f"operator: OPERATOR_NOT filters {{ {HAS_DATE} }}"


def test_pages_in_the_order_of_a_date(do: Do) -> None:
    # The other end is looked at once, since dates beyond 2262 compare wrongly; the bound is the
    # server's own text, since it may have more digits than a datetime.
    nines = "2010-01-01T00:00:00.999999999Z"
    script = Script(
        [
            found([dated(IDS[0], "2020-01-01T00:00:00Z"), dated(IDS[1], nines)]),
            found([dated(IDS[7], "1999-01-01T00:00:00Z")]),
            found([dated(IDS[2], "2005-01-01T00:00:00Z"), dated(IDS[7], "1999-01-01T00:00:00Z")]),
            found(),
            found(),
        ]
    )  # fmt: skip
    query = Note.objects.order_by(Note.written.desc()).values(Note.id)
    rows = do(script, query, "iterator", batch_size=2)
    assert rows == [(IDS[0],), (IDS[1],), (IDS[2],), (IDS[7],)]
    down, up = sorts(("written", False), ("_id", True)), sorts(("written", True), ("_id", True))
    with_date = 'properties { non_ref_properties: "written" }'
    further = beyond("LESS_THAN", f'value_text: "{nines}"', IDS[1], "written")
    assert script.requests[:3] == [
        note_ids(f"{with_date} filters {{ {HAS_DATE} }} {down}", limit=2),
        note_ids(f"{with_date} filters {{ {HAS_DATE} }} {up}", limit=1),
        note_ids(
            f"{with_date} {all_of(HAS_DATE, further)} {down}",
            limit=2,
        ),
    ]
    assert script.requests[4] == note_ids(f"filters {{ {NO_DATE} }} {BY_ID}", limit=2)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2020-01-01T00:00:00Z", "9999-12-31T00:00:00Z"),
        ("0001-01-01T00:00:00Z", "2020-01-01T00:00:00Z"),
    ],
)
def test_pages_by_dates_that_the_server_cannot_compare(do: Do, first: str, last: str) -> None:
    script = Script(
        [
            found(),
            found([dated(IDS[0], first), dated(IDS[1], "2020-01-01T00:00:00Z")]),
            found([dated(IDS[2], last)]),
        ]
    )
    query = Note.objects.order_by(Note.written.asc())
    with pytest.raises(Truncated, match=r"^Note\.written\.asc\(\) leads to (9999|0001)-"):
        do(script, query, "iterator", batch_size=2)


def test_one_page_of_dates_is_not_looked_at(do: Do) -> None:
    script = Script([found(), found([dated(IDS[0], "2020-01-01T00:00:00Z")])])
    assert ids_of(do(script, Note.objects.order_by(Note.written.asc()), "all")) == [IDS[0]]
    assert script.left == 0


def test_a_list_in_another_order_is_one_call(do: Do) -> None:
    for sort in (Note.text.asc(), Note.id.desc()):
        script = Script([notes(IDS[:2])])
        assert ids_of(do(script, Note.objects.order_by(sort), "all")) == IDS[:2]
        (request,) = script.requests
        assert isinstance(request, pb.SearchRequest)
        assert request.limit == 10_000


def test_an_iterator_keeps_to_the_limit(do: Do) -> None:
    script = Script([notes(IDS[:2]), notes(IDS[2:3])])
    rows = do(script, Note.objects.limit(3), "iterator", batch_size=2)
    assert ids_of(rows) == IDS[:3]
    assert script.requests == [note(limit=2), note(f'after: "{IDS[1]}"', limit=1)]


@pytest.mark.parametrize("terminal", ["all", "__iter__", "iterator", "first", "exists", "count"])
def test_nothing_is_asked_of_nothing(do: Do, terminal: str) -> None:
    script = Script()
    assert do(script, Note.objects.limit(0), terminal) in ([], None, False, 0)
    assert script.calls == []


def test_a_window_is_one_call(do: Do) -> None:
    script = Script([notes(IDS[:2])])
    assert ids_of(do(script, Note.objects[3:5], "all")) == IDS[:2]
    assert script.requests == [note("offset: 3", limit=2)]


CUT_ORDER = (
    "There are 10000 objects of Note or more, and the server cannot give all of them in this order."
    " Order by the id, or by one int, number or date, or give a .limit(n)."
)
CUT_SEARCH = (
    "The search of Note has 10000 hits or more, and the server gives no more at once. Say how many"
    " are wanted: .limit(n)."
)
BARE = pb.SearchResult(metadata=pb.MetadataResult(id_as_bytes=IDS[0].bytes))
TOO_MANY = pb.SearchReply(results=[BARE] * 10_000)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        (
            Note.objects.order_by(metadata.creation_time.asc()),
            CUT_ORDER,
        ),
        (
            Note.objects.bm25("a"),
            CUT_SEARCH,
        ),
        (
            Note.objects.near_vector([1, 0], distance=0.5),
            CUT_SEARCH,
        ),
    ],
)
def test_a_list_is_never_cut(do: Do, query: Any, sentence: str) -> None:
    with pytest.raises(Truncated) as caught:
        do(Script([TOO_MANY]), query.values(Note.id), "all")
    assert str(caught.value) == sentence
    # As many as were asked for are no fault.
    assert len(do(Script([TOO_MANY]), query.values(Note.id).limit(10_000), "all")) == 10_000


def test_a_list_past_an_offset_is_never_cut(do: Do) -> None:
    script = Script([pb.SearchReply(results=[BARE] * 9_990)])
    with pytest.raises(Truncated, match=r"^There are more objects of Note past the offset 10 "):
        do(script, Note.objects.offset(10).values(Note.id), "all")


# -- circles ----------------------------------------------------------------------------------

CIRCLE = Question.place.within(1, 2, km=3)


def ids_only(count: int) -> pb.SearchReply:
    return pb.SearchReply(
        results=[
            pb.SearchResult(metadata=pb.MetadataResult(id_as_bytes=UUID(int=i).bytes))
            for i in range(count)
        ]
    )


def test_a_circle_that_the_server_sees_whole(do: Do) -> None:
    script = Script([ids_only(799)])
    rows = do(script, Question.objects.filter(CIRCLE).values(Question.id), "all")
    assert len(rows) == 799


@pytest.mark.parametrize(
    "condition", [CIRCLE, ~CIRCLE, CIRCLE | (Question.points > 1), CIRCLE & (Question.points > 1)]
)
def test_a_circle_that_the_server_may_not_see_whole(do: Do, condition: Filter[Question]) -> None:
    query = Question.objects.filter(condition).values(Question.id)
    rows = ids_only(800)
    script = Script([rows, ids_only(1)])
    with pytest.raises(Truncated) as caught:
        do(script, query, "all")
    assert str(caught.value) == (
        "Question.place.within(1, 2, km=3) holds 800 objects or more, and the server finds the 800 "
        "nearest at the most. Use smaller circles, or a .limit(n)."
    )
    asked = script.requests[1]
    assert isinstance(asked, pb.SearchRequest)
    assert (asked.offset, asked.limit) == (799, 1)
    assert asked.filters == Question.objects.filter(CIRCLE).limit(1).to_request().filters
    # The circle alone ends before.
    assert len(do(Script([rows, ids_only(0)]), query, "all")) == 800


def test_counting_in_a_circle(do: Do) -> None:
    script = Script([ids_only(5)])
    assert do(script, Question.objects.filter(CIRCLE), "count") == 5


def test_some_of_a_circle(do: Do) -> None:
    script = Script([ids_only(5)])
    assert (
        len(do(script, Question.objects.filter(~CIRCLE).values(Question.id).limit(5), "all")) == 5
    )
    assert (
        "the server finds the 800 nearest at the most" in Question.objects.filter(CIRCLE).explain()
    )


# -- few --------------------------------------------------------------------------------------


def test_first(do: Do) -> None:
    script = Script([notes(IDS[:1]), notes([])])
    query = Note.objects.order_by(Note.points.desc())
    assert do(script, query, "first").id == IDS[0]
    assert do(script, query, "first") is None
    down = sorts(("points", False), ("_id", True))
    assert script.requests == [note(down, limit=1)] * 2


def test_first_of_a_window(do: Do) -> None:
    script = Script([notes(IDS[:1])])
    assert do(script, Note.objects[3:8], "first").id == IDS[0]
    assert script.requests == [note("offset: 3", limit=1)]


def test_first_of_a_search_without_a_limit(do: Do) -> None:
    script = Script([notes(IDS[:1]), notes(IDS[:3])])
    assert do(script, Note.objects.near_text("a"), "first").id == IDS[0]
    assert do(script, Note.objects.bm25("a"), "first").id == IDS[0]
    assert script.requests == [
        note('near_text { query: "a" }', limit=1),
        note('bm25_search { query: "a" }', limit=200),
    ]


def test_a_widened_search_is_cut_here(do: Do) -> None:
    script = Script([notes(IDS)])
    assert ids_of(do(script, Note.objects.bm25("a")[2:5], "all")) == IDS[2:5]


def test_one(do: Do) -> None:
    script = Script([notes(IDS[:1]), notes([]), notes(IDS[:2])])
    query = Note.objects.filter(Note.points > 1)
    assert do(script, query, "one").id == IDS[0]
    with pytest.raises(NotFound) as none:
        do(script, query, "one")
    assert str(none.value) == "No Note where Note.points > 1 was found."
    with pytest.raises(MultipleFound) as several:
        do(script, query, "one")
    assert str(several.value) == (
        "More than one Note where Note.points > 1 was found. Use .first() for any of them."
    )
    assert script.requests == [note(all_of(POINTS, POINTS), limit=2)] * 3


def is_id(*ids: UUID) -> str:
    if len(ids) == 1:
        return f'operator: OPERATOR_EQUAL value_text: "{ids[0]}" target {{ property: "_id" }}'
    values = " ".join(f'values: "{each}"' for each in ids)
    return (
        f"operator: OPERATOR_CONTAINS_ANY value_text_array {{ {values} }}"
        ' target { property: "_id" }'
    )


def test_get(do: Do) -> None:
    script = Script([notes(IDS[:1]), notes(IDS[:1]), notes([])])
    assert do(script, Note.objects, "get", IDS[0]).id == IDS[0]
    query = Note.objects.filter(Note.points > 1).order_by(Note.points.asc())
    assert do(script, query, "get", str(IDS[0])).id == IDS[0]
    with pytest.raises(NotFound) as caught:
        do(script, Note.objects, "get", IDS[1])
    assert str(caught.value) == f"No Note with the id {IDS[1]} was found."
    assert script.requests == [
        note(f"filters {{ {is_id(IDS[0])} }}", limit=1),
        note(all_of(POINTS, is_id(IDS[0])), limit=1),
        note(f"filters {{ {is_id(IDS[1])} }}", limit=1),
    ]


def test_in_bulk(do: Do) -> None:
    script = Script([notes([IDS[2], IDS[0]])])
    wanted = [IDS[0], IDS[1], str(IDS[2]), IDS[0]]
    rows = do(script, Note.objects.filter(Note.points > 1), "in_bulk", wanted)
    assert list(rows) == [IDS[0], IDS[2]]
    assert ids_of(rows.values()) == [IDS[0], IDS[2]]
    assert script.requests == [note(all_of(POINTS, is_id(*IDS[:3])), limit=3)]
    assert do(Script(), Note.objects, "in_bulk", []) == {}


def test_many_in_bulk(do: Do) -> None:
    many = [UUID(int=i) for i in range(1001)]
    script = Script([notes(many[:1000]), notes(many[1000:])])
    assert list(do(script, Note.objects, "in_bulk", iter(many))) == many
    assert script.requests[1] == note(f"filters {{ {is_id(many[1000])} }}", limit=1)


def test_rows_by_index() -> None:
    script = Script([notes(IDS[:1]), notes([])])
    objects = Note.objects.using(Client(script))
    assert objects[3].id == IDS[0]
    with pytest.raises(NotFound):
        objects[2:8][3]
    with pytest.raises(NotFound):
        objects[:3][3]  # past the window, without a call
    assert script.requests == [note("offset: 3", limit=1), note("offset: 5", limit=1)]


# -- counting ---------------------------------------------------------------------------------


def test_exists(do: Do) -> None:
    script = Script([ids_only(1), ids_only(0)])
    query = Note.objects.filter(Note.points > 1).order_by(Note.points.asc()).with_vectors()
    assert do(script, query, "exists") is True
    assert do(script, query.with_metadata("creation_time"), "exists") is False
    assert script.requests == [note_ids(f"filters {{ {POINTS} }}", limit=1)] * 2


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (Note.objects, 9),
        (Note.objects.order_by(Note.points.asc()), 9),
        (Note.objects.limit(5), 5),
        (Note.objects.limit(20), 9),
        (Note.objects.offset(2), 7),
        (Note.objects[2:5], 3),
        (Note.objects[7:20], 2),
        (Note.objects[20:], 0),
    ],
)
def test_count(do: Do, query: Any, expected: int) -> None:
    script = Script([counted(9)])
    assert do(script, query, "count") == expected
    assert script.requests == [count_request()]


def test_count_of_a_filter(do: Do) -> None:
    script = Script([counted(9)])
    assert do(script, Note.objects.filter(Note.points > 1), "count") == 9
    assert script.requests == [count_request(f"filters {{ {POINTS} }}")]
    assert do(Script(), Note.objects.filter(Note.points.in_([])), "count") == 0


def test_count_of_a_search_reads_ids(do: Do) -> None:
    script = Script([ids_only(3)])
    assert do(script, Note.objects.bm25("a").filter(Note.points > 1), "count") == 3
    assert script.requests == [
        note_ids(f'bm25_search {{ query: "a" }} filters {{ {POINTS} }}', limit=10_000)
    ]


# -- deleting ---------------------------------------------------------------------------------

SOME_NOTES = Note.objects.filter(Note.points > 1)
DELETE = f"filters {{ {POINTS} }}"


def deleted(matches: int, successful: int, failed: int = 0) -> pb.BatchDeleteReply:
    return pb.BatchDeleteReply(matches=matches, successful=successful, failed=failed)


def test_delete(do: Do) -> None:
    script = Script([deleted(3, 3)])
    assert do(script, SOME_NOTES, "delete") == DeleteResult(matches=3, deleted=3)
    assert script.requests == [deletion(DELETE)]
    (call,) = script.calls
    assert isinstance(call, GrpcCall)
    assert not call.idempotent


def test_delete_until_nothing_is_left(do: Do) -> None:
    script = Script([deleted(25_000, 10_000), deleted(15_000, 10_000), deleted(5_000, 5_000)])
    assert do(script, SOME_NOTES, "delete") == DeleteResult(matches=25_000, deleted=25_000)
    assert script.requests == [deletion(DELETE)] * 3


def test_delete_with_failures(do: Do) -> None:
    script = Script([deleted(25_000, 10_000), deleted(15_000, 9_999, failed=1)])
    assert do(script, SOME_NOTES, "delete") == DeleteResult(25_000, 19_999, failed=1)


def test_delete_that_gets_nowhere(do: Do) -> None:
    script = Script([deleted(5, 0)])
    with pytest.raises(ResultError, match=r"^5 objects of Note match, and the server deletes none"):
        do(script, SOME_NOTES, "delete")


def test_delete_of_all_has_to_be_said(do: Do) -> None:
    with pytest.raises(MisuseValueError) as caught:
        do(Script(), Note.objects, "delete")
    assert str(caught.value) == (
        "Note.objects.delete() would delete every Note. Say all=True if that is meant."
    )
    script = Script([deleted(3, 3)])
    do(script, Note.objects, "delete", all=True)
    assert script.requests == [
        deletion(
            'filters { operator: OPERATOR_NOT_EQUAL value_text: "" target { property: "_id" } }'
        )
    ]


def test_a_dry_run(do: Do) -> None:
    script = Script([deleted(25_000, 10_000)])
    assert do(script, SOME_NOTES, "delete", dry_run=True) == DeleteResult(
        matches=25_000, deleted=0, dry_run=True
    )
    assert script.requests == [deletion(f"{DELETE} dry_run: true")]


def test_delete_of_what_never_is(do: Do) -> None:
    assert do(Script(), Note.objects.filter(Note.points.in_([])), "delete") == DeleteResult(0, 0)


def test_delete_within_a_circle_is_by_ids(do: Do) -> None:
    # The server finds nothing by distance when it deletes.
    script = Script([ids_only(3), deleted(3, 3)])
    assert do(script, Question.objects.filter(CIRCLE), "delete") == DeleteResult(3, 3)
    listed, removal = script.requests
    assert isinstance(listed, pb.SearchRequest)
    assert listed.properties == pb.PropertiesRequest()
    assert isinstance(removal, pb.BatchDeleteRequest)
    assert list(removal.filters.value_text_array.values) == [str(UUID(int=i)) for i in range(3)]
    # What lies outside a circle that may not be whole is not deleted.
    with pytest.raises(Truncated):
        do(Script([ids_only(5), ids_only(1)]), Question.objects.exclude(CIRCLE), "delete")


@pytest.mark.parametrize(
    ("query", "step"),
    [
        (SOME_NOTES.limit(5), "limit"),
        (SOME_NOTES.limit(0), "limit"),
        (SOME_NOTES.offset(5), "offset"),
        (SOME_NOTES.order_by(Note.points.asc()), "order_by"),
        (SOME_NOTES.after(IDS[0]), "after"),
        (SOME_NOTES.bm25("a"), "bm25"),
        (SOME_NOTES.near_vector([1]), "near_vector"),
        (SOME_NOTES.auto_limit(1), "auto_limit"),
    ],
)
def test_what_a_delete_cannot_honour(do: Do, query: Any, step: str) -> None:
    with pytest.raises(MisuseValueError) as caught:
        do(Script(), query, "delete")
    assert str(caught.value) == (
        f".delete() after .{step}(): a delete takes all that the filters describe. Take the step "
        "out, or read the ids and delete by .filter(Model.id.in_(ids))."
    )


# -- what goes with each call -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("terminal", "args", "answer"),
    [
        ("all", (), found()),
        ("count", (), counted(0)),
        ("exists", (), found()),
        ("first", (), found()),
        ("in_bulk", (IDS,), found()),
        ("iterator", (), found()),
        ("delete", (), deleted(0, 0)),
    ],
)
def test_tenant_and_timeout_go_with_each_call(
    do: Do, terminal: str, args: tuple[Any, ...], answer: Any
) -> None:
    script = Script([answer])
    do(
        script,
        Entry.objects.filter(Entry.text.like("a*")).tenant("t").timeout(2.5),
        terminal,
        *args,
    )
    (call,) = script.calls
    assert isinstance(call, GrpcCall)
    assert call.timeout == 2.5
    message: Any = call.message
    assert message.tenant == "t"


def test_consistency_goes_with_reads_and_deletes(do: Do) -> None:
    script = Script([found(), deleted(0, 0)])
    query = SOME_NOTES.consistency("QUORUM")
    do(script, query, "all")
    do(script, query, "delete")
    levels = [getattr(request, "consistency_level", None) for request in script.requests]
    assert levels == [pb.ConsistencyLevel.Value("CONSISTENCY_LEVEL_QUORUM")] * 2
    with pytest.raises(MisuseValueError, match=r"^\.count\(\) with \.consistency\('QUORUM'\): "):
        do(Script(), query, "count")


@pytest.mark.parametrize(
    ("query", "needs"),
    [
        (Note.objects.exclude(Note.points > 1), "The negation ~ of a filter needs Weaviate 1.33"),
        (Note.objects.filter(Note.points.not_in([1])), r"\.contains_none\(\) needs Weaviate 1\.33"),
    ],
)
@pytest.mark.parametrize("terminal", ["all", "count", "exists", "delete"])
def test_an_old_server_is_refused_before_anything_is_sent(
    do: Do, query: Any, needs: str, terminal: str
) -> None:
    script = Script(version="1.31.4")
    with pytest.raises(NotSupported, match=f"{needs}.0 or later; the server is 1.31.4."):
        do(script, query, terminal)
    assert script.calls == []


def test_an_old_server_knows_the_complement(do: Do) -> None:
    script = Script([counted(3)], version="1.31.4")
    assert do(script, Note.objects.exclude(Note.points == 1), "count") == 3


def test_errors_of_the_server_come_through(do: Do) -> None:
    script = Script([notes(IDS[:2]), Rejected("no")])
    with pytest.raises(Rejected, match="no"):
        do(script, Note.objects, "iterator", batch_size=2)


# -- references of several models -------------------------------------------------------------


def author(number: int) -> pb.PropertiesResult:
    fields = {"name": pb.Value(text_value=f"a{number}"), "born": pb.Value(int_value=number)}
    return pb.PropertiesResult(
        non_ref_props=pb.Properties(fields=fields),
        metadata=pb.MetadataResult(id_as_bytes=UUID(int=100 + number).bytes),
    )


def publisher(number: int) -> pb.PropertiesResult:
    return pb.PropertiesResult(
        non_ref_props=pb.Properties(fields={"name": pb.Value(text_value=f"p{number}")}),
        metadata=pb.MetadataResult(id_as_bytes=UUID(int=200 + number).bytes),
    )


def quote(id: UUID, *targets: pb.PropertiesResult, text: bool = True) -> pb.SearchResult:
    result = pb.SearchResult(metadata=pb.MetadataResult(id_as_bytes=id.bytes))
    if text:
        result.properties.non_ref_props.fields["text"].text_value = "q"
    if targets:
        result.properties.ref_props.add(prop_name="sources", properties=targets)
    return result


def quotes() -> list[pb.SearchReply]:
    """First with authors, then with publishers, in another order and one gone."""
    return [
        found([quote(IDS[0], author(1)), quote(IDS[1]), quote(IDS[2], author(2), author(1))]),
        found(
            [
                quote(IDS[1], publisher(1), publisher(2), text=False),
                quote(IDS[2], publisher(1), text=False),
            ]
        ),
    ]


def names(row: Quote) -> list[str]:
    return [source.name for source in row.sources]


@pytest.mark.parametrize("terminal", ["all", "in_bulk", "iterator"])
def test_targets_of_further_models_are_a_further_call(do: Do, terminal: str) -> None:
    script = Script(quotes())
    query = Quote.objects.prefetch(Quote.sources)
    rows = do(script, query, terminal, *([IDS[:3]] if terminal == "in_bulk" else []))
    listed = list(rows.values()) if terminal == "in_bulk" else list(rows)
    assert list(map(names, listed)) == [["a1"], ["p1", "p2"], ["a2", "a1", "p1"]]
    assert [type(s) for s in listed[2].sources] == [Author, Author, Publisher]
    further = script.requests[1]
    assert isinstance(further, pb.SearchRequest)
    assert list(further.filters.value_text_array.values) == list(map(str, IDS[:3]))
    (reference,) = further.properties.ref_properties
    assert reference.target_collection == "Publisher"
    assert list(further.properties.non_ref_properties) == []
    assert further.limit == 3


def test_ids_of_several_models(do: Do) -> None:
    from weaviate_orm import reference_ids

    script = Script(quotes())
    rows = do(script, Quote.objects.prefetch(Quote.sources.ids), "all")
    assert [len(reference_ids(row, Quote.sources)) for row in rows] == [1, 2, 3]


def test_no_rows_no_further_call(do: Do) -> None:
    assert do(Script([found()]), Quote.objects.prefetch(Quote.sources), "all") == []


def test_hits_have_the_targets_too(do: Do) -> None:
    script = Script(quotes())
    query = Quote.objects.prefetch(Quote.sources).with_metadata("creation_time")
    rows = do(script, query, "all")
    assert list(map(names, (row.object for row in rows))) == [
        ["a1"],
        ["p1", "p2"],
        ["a2", "a1", "p1"],
    ]


# -- reading ahead ----------------------------------------------------------------------------


def test_an_iterator_reads_one_page_ahead_and_no_more() -> None:
    script = Script([notes(IDS[:2]), notes(IDS[2:4]), notes(IDS[4:6])])
    rows = Note.objects.using(Client(script)).iterator(batch_size=2)
    assert next(rows).id == IDS[0]
    rows.close()  # type: ignore[attr-defined]  # a generator
    assert script.left == 1


def test_nothing_is_read_until_the_first_row_is_wanted() -> None:
    script = Script([notes(IDS[:2])])
    client = Client(script)
    for rows in (
        iter(Note.objects.using(client)),
        Note.objects.using(client).iterator(),
    ):
        assert isinstance(rows, Iterator)
    assert script.calls == []


def test_an_async_iterator_that_is_left_cleans_up() -> None:
    async def run() -> int:
        script = Script([notes(IDS[:2]), Rejected("never looked at")])
        rows = Note.objects.using(AsyncClient(script)).aiterator(batch_size=2)
        async for _ in rows:
            break
        await rows.aclose()  # type: ignore[attr-defined]  # a generator
        return script.left

    assert asyncio.run(run()) <= 1


def test_steps_are_checked_before_the_first_row_is_wanted() -> None:
    tenants = Entry.objects.using(Client(Script()))
    for start in (tenants.__iter__, tenants.iterator):
        with pytest.raises(MisuseValueError, match="keeps each tenant's objects apart"):
            start()
