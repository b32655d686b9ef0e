"""What is refused, in which words: before anything is sent, as far as that is possible.

The sentences name what the user wrote, so the models here have the names of the documentation.
"""

from __future__ import annotations

import pickle
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from enum import Enum, IntEnum
from typing import Any, Literal, TypeAlias
from uuid import UUID

import numpy as np
import pytest

from tests.query.models import EVERY_INDEX, Address, Author, Entry, Measurement, Memo, Note, Page
from tests.query.models import Category as OtherCategory
from tests.query.models import Question as Every
from weaviate_orm import (
    Client,
    CollectionMeta,
    FailedObject,
    Filter,
    FlushError,
    MisuseError,
    MisuseTypeError,
    MisuseValueError,
    Model,
    Move,
    MultiTenancy,
    NoClient,
    NotLoaded,
    Property,
    Reference,
    References,
    Result,
    UnknownName,
    Unreachable,
    Vector,
    WeaviateORMError,
    boosts,
    metadata,
    prop,
    recipes,
    ref,
    refs,
    targets,
    vector,
    words,
)
from weaviate_orm.errors import SentRequest
from weaviate_orm.flows.retry import Retry
from weaviate_orm.transport.recording import Script
from weaviate_orm.transport.settings import Address as ServerAddress
from weaviate_orm.transport.settings import Endpoint
from weaviate_orm.wire import messages as pb

Attempt: TypeAlias = Callable[[], object]

SOME_ID = UUID("8f1e0000-0000-4000-8000-00000000000a")


class Category(Model):
    title: Property[str] = prop(tokenization="field")
    note: Property[str] = prop(default="")


class Question(Model):
    question: Property[str]
    points: Property[int] = prop(default=0)
    air_date: Property[datetime | None] = prop(default=None)
    category: Reference[Category] = ref()
    second: Reference[Category | None] = ref(default=None)
    related: References[Question] = refs()
    embedding: Vector = vector()


class Colour(Enum):
    RED = "red"


class Level(IntEnum):
    LOW = 1


class Painted(Model):
    colour: Property[Colour] = prop(tokenization="word")
    shade: Property[Colour] = prop(default=Colour.RED)
    shades: Property[list[Colour]] = prop(default_factory=list)
    share: Property[Literal[1, 2]] = prop(default=1)


class Shared(Model):
    text: Property[str]


class Owned(Model):
    shared: Reference[Shared | None] = ref(default=None)
    other: Reference[Owned | None] = ref(default=None)

    class Meta(CollectionMeta):
        multi_tenancy = MultiTenancy(auto_create=True)


def said(attempt: Attempt, kind: type[WeaviateORMError] = WeaviateORMError) -> str:
    """The sentence of an error that pickles."""
    with pytest.raises(kind) as caught:
        attempt()
    error = caught.value
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is type(error)
    assert (str(copy), copy.args, vars(copy)) == (str(error), error.args, vars(error))
    return str(error)


# -- the table of the design ------------------------------------------------------------------


def test_an_unknown_property() -> None:
    sentence = "Question has no property 'pionts'. Did you mean 'points'?"
    assert said(lambda: Question.pionts, UnknownName) == sentence  # type: ignore[attr-defined]
    question = Question(question="", category=SOME_ID)
    assert said(lambda: question.pionts, UnknownName) == sentence  # type: ignore[attr-defined]
    assert said(lambda: Question.xyz) == "Question has no property 'xyz'."  # type: ignore[attr-defined]


def loaded() -> Question:
    result = pb.SearchResult(metadata=pb.MetadataResult(id_as_bytes=SOME_ID.bytes))
    fields = result.properties.non_ref_props.fields
    fields["question"].text_value = "?"
    fields["points"].int_value = 1
    row = Question.objects.using(Client(Script([pb.SearchReply(results=[result])]))).first()
    assert row is not None
    return row


def test_a_reference_that_was_not_fetched() -> None:
    row = loaded()
    assert said(lambda: row.category, NotLoaded) == (
        "Question.category is not loaded on Question(8f1e…). "
        "Add .prefetch(Question.category) to the query."
    )
    assert said(lambda: list(row.related), NotLoaded) == (
        "Question.related is not loaded. Add .prefetch(Question.related) to the query."
    )
    assert said(lambda: row.embedding, NotLoaded) == (
        "Question.embedding is not loaded on Question(8f1e…). "
        "Add .with_vectors(Question.embedding) to the query."
    )
    made = Question(id=SOME_ID, question="", category=SOME_ID)
    assert said(lambda: made.category, NotLoaded) == (
        "Question.category is not loaded on Question(8f1e…). Add .prefetch(Question.category) to "
        "the query; only its id is known, which reference_ids(obj, Question.category) gives."
    )


def test_a_truth_value() -> None:
    sentence = "A filter has no truth value. Use & | ~ instead of and/or/not."
    assert (
        said(lambda: (Question.points > 1) and (Question.points < 5), MisuseTypeError) == sentence
    )
    assert said(lambda: (Question.points > 1) or (Question.points < 5)) == sentence
    assert said(lambda: not (Question.points > 1)) == sentence
    assert said(lambda: 1 < Question.points < 5) == sentence


@pytest.mark.parametrize(
    ("made", "meant"),
    [
        (Category.title == "SCIENCE", "Question.category[Category.title] == …"),
        (Category.title.in_(["a"]), "Question.category[Category.title].in_(…)"),
        (Category.note.matches("a"), "Question.category[Category.note].matches(…)"),
        (
            Category.note.like("a*") & (Category.title == "b"),
            "Question.category[Category.note].like(…)",
        ),
    ],
)
def test_a_filter_of_another_model(made: Any, meant: str) -> None:
    assert said(lambda: Question.objects.filter(made), MisuseTypeError) == (
        f"This filter is on Category, the query on Question. Did you mean {meant}?"
    )
    assert said(lambda: Question.objects.exclude(made), MisuseTypeError) == (
        f"This filter is on Category, the query on Question. Did you mean {meant}?"
    )


def test_a_filter_of_a_model_that_is_not_near() -> None:
    made: Any = Author.name == "a"
    assert said(lambda: Question.objects.filter(made)) == (
        "This filter is on Author, the query on Question."
    )


@pytest.mark.parametrize(
    ("query", "window"),
    [
        (Question.objects[:20000], "[:20000]"),
        (Question.objects.limit(20000), "[:20000]"),
        (Question.objects[9000:10001], "[9000:10001]"),
        (Question.objects[10000:], "[10000:10001]"),
        (Question.objects.bm25("a").limit(10001), "[:10001]"),
    ],
)
@pytest.mark.parametrize("terminal", ["all", "to_request", "explain"])
def test_past_the_cap(query: Any, window: str, terminal: str) -> None:
    query = query.using(Client(Script()))
    assert said(getattr(query, terminal), MisuseValueError) == (
        f"{window} is past the server's limit of 10000 results. Use .iterator()."
    )


def test_what_a_flush_could_not_save() -> None:
    failed = [
        FailedObject("Question", SOME_ID, "invalid date in 'asked'"),
        FailedObject("Question", UUID(int=1), "no such tenant"),
    ]

    def flush(count: int, attempted: int) -> Attempt:
        def attempt() -> None:
            raise FlushError(failed[:count], attempted)

        return attempt

    assert said(flush(2, 1500), FlushError) == (
        "2 of 1500 objects were not saved: Question(8f1e…): invalid date in 'asked'; … "
        "See error.failed."
    )
    assert said(flush(1, 1500)) == (
        "1 of 1500 objects were not saved: Question(8f1e…): invalid date in 'asked'. "
        "See error.failed."
    )
    assert said(flush(1, 1)) == (
        "1 of 1 object was not saved: Question(8f1e…): invalid date in 'asked'. See error.failed."
    )


def test_no_grpc() -> None:
    address = ServerAddress(
        Endpoint("localhost", 8080, secure=False), Endpoint("localhost", 50051, secure=False)
    )
    script = Script(
        [Unreachable("no", request=SentRequest("grpc", "Search"))], address=address, doors=["rest"]
    )
    client = Client(script, retry=Retry(attempts=1))
    assert said(Question.objects.using(client).all, Unreachable) == (
        "No gRPC answer from localhost:50051, though HTTP on 8080 is up (server 1.39.0). "
        "Is the gRPC port published?"
    )


# -- no hidden requests -----------------------------------------------------------------------


def test_query_sets_hide_no_requests() -> None:
    assert said(lambda: bool(Question.objects), MisuseTypeError) == (
        "A query set has no truth value, since asking the server is never hidden. Use .exists(), "
        "or .all() for a list."
    )
    assert said(lambda: len(Question.objects), MisuseTypeError) == (
        "A query set has no length, since asking the server is never hidden. Use .count(), or "
        "len() of .all()."
    )
    assert said(Question.objects.all, NoClient) == (
        "all() has no client. Call connect(url) once, or run it inside `with connect(url):`."
    )


# -- values and expressions -------------------------------------------------------------------

HUGE = 2**63
refused_values: list[tuple[Attempt, type[MisuseError], str]] = [
    (
        lambda: Question.points == "5",
        MisuseTypeError,
        "Question.points is compared with '5', a str; it takes an int.",
    ),
    (
        lambda: Question.points == True,
        MisuseTypeError,
        "Question.points is compared with True, a bool; it takes an int.",
    ),
    (
        lambda: Question.points > 1.5,  # type: ignore[operator]
        MisuseTypeError,
        "Question.points is compared with 1.5, a float; it takes an int.",
    ),
    (
        lambda: Question.points == HUGE,
        MisuseValueError,
        "Question.points is compared with 9223372036854775808, which is beyond 64 bits.",
    ),
    (
        lambda: Question.points < None,  # type: ignore[operator]
        MisuseTypeError,
        (
            "None has no order, so Question.points cannot be compared with it. Use "
            "Question.points.is_none()."
        ),
    ),
    (
        lambda: Every.ratio < float("nan"),
        MisuseValueError,
        "Question.ratio is compared with NaN, which is neither less nor more.",
    ),
    (
        lambda: Every.ratio < 2**53 + 1,
        MisuseValueError,
        "Question.ratio is compared with 9007199254740993, which no float can hold.",
    ),
    (
        lambda: Every.ratio == "1",
        MisuseTypeError,
        "Question.ratio is compared with '1', a str; it takes an int or a float.",
    ),
    (
        lambda: Every.final == 1,
        MisuseTypeError,
        "Question.final is compared with 1, an int; it takes a bool.",
    ),
    (
        lambda: Category.title == 5,
        MisuseTypeError,
        "Category.title is compared with 5, an int; it takes a str.",
    ),
    (
        lambda: Category.title == "\ud800",
        MisuseValueError,
        (
            "Category.title is compared with a text that holds a lone surrogate, which UTF-8 "
            "cannot carry. Decode the text properly first."
        ),
    ),
    (
        lambda: Question.air_date > "2020-01-01",  # type: ignore[operator]
        MisuseTypeError,
        "Question.air_date is compared with '2020-01-01', a str; it takes a datetime.",
    ),
    (
        lambda: Question.air_date > datetime(2020, 1, 1),  # noqa: DTZ001 - naive is the case
        MisuseValueError,
        (
            "Question.air_date is compared with the naive datetime 2020-01-01 00:00:00. Say "
            "which zone it is in: value.replace(tzinfo=timezone.utc)."
        ),
    ),
    (
        lambda: metadata.creation_time > datetime(2020, 1, 1),  # noqa: DTZ001 - naive is the case
        MisuseValueError,
        (
            "metadata.creation_time is compared with the naive datetime 2020-01-01 00:00:00. Say "
            "which zone it is in: value.replace(tzinfo=timezone.utc)."
        ),
    ),
    (
        lambda: Question.air_date > datetime(1677, 12, 31, tzinfo=UTC),
        MisuseValueError,
        (
            "Question.air_date is compared with the year 1677. The server compares dates between "
            "1678 and 2261 only; others wrap around."
        ),
    ),
    (
        lambda: Every.dates.contains_any([datetime(9999, 12, 31, tzinfo=UTC)]),
        MisuseValueError,
        (
            "Question.dates is compared with the year 9999. The server compares dates between "
            "1678 and 2261 only; others wrap around."
        ),
    ),
    (
        lambda: Question.id == "x",
        MisuseValueError,
        "Question.id is compared with 'x', which is no uuid.",
    ),
    (
        lambda: Question.id == 5,
        MisuseTypeError,
        "Question.id is compared with 5, an int; it takes a UUID.",
    ),
    (
        lambda: Category.title.in_("abc"),
        MisuseTypeError,
        "Category.title takes a list of values here, not the one 'abc'.",
    ),
    (
        lambda: Question.points.in_(5),  # type: ignore[arg-type]
        MisuseTypeError,
        "Question.points takes a list of values here, not the one 5.",
    ),
    (
        lambda: Every.picture == b"x",
        MisuseTypeError,
        "Question.picture holds bytes, which the server cannot compare with b'x'.",
    ),
    (
        lambda: Every.place == "x",
        MisuseTypeError,
        (
            "Question.place holds coordinates (use .within(lat, lon, km=…)), which the server "
            "cannot compare with 'x'."
        ),
    ),
    (
        lambda: Every.phone == "x",
        MisuseTypeError,
        "Question.phone holds a phone number, which the server cannot compare with 'x'.",
    ),
    (
        lambda: Every.address == "x",
        MisuseTypeError,
        (
            "Question.address holds an object (name a member: Model.property[Nested.member]), "
            "which the server cannot compare with 'x'."
        ),
    ),
    (
        lambda: Every.tags == ["x"],
        MisuseTypeError,
        (
            "Question.tags is a list, which the server compares item by item. Use "
            ".contains_any([…]), .contains_all([…]), .contains_none([…]) or .length()."
        ),
    ),
    (
        lambda: Every.place.within(91, 0, km=1),
        MisuseValueError,
        (
            "Question.place.within(91, 0, km=1): latitude is between -90 and 90, longitude "
            "between -180 and 180, km not negative."
        ),
    ),
    (
        lambda: Every.place.within(0, 0, km=float("nan")),
        MisuseValueError,
        (
            "Question.place.within(0, 0, km=nan): latitude is between -90 and 90, longitude "
            "between -180 and 180, km not negative."
        ),
    ),
    (
        lambda: Question.question.like(""),
        MisuseValueError,
        "Question.question.like(''): there is nothing in it.",
    ),
    (
        lambda: Painted.shade == "blue",
        MisuseValueError,
        "Painted.shade is compared with 'blue', which it never is. There are 'red'.",
    ),
    (
        lambda: Painted.shades.contains_any([Colour.RED, "blue"]),  # type: ignore[list-item]
        MisuseValueError,
        "Painted.shades is compared with 'blue', which it never is. There are 'red'.",
    ),
    (
        lambda: Painted.share.in_([1, 3]),  # type: ignore[list-item]
        MisuseValueError,
        "Painted.share is compared with 3, which it never is. There are 1, 2.",
    ),
    (
        lambda: Painted.shade == Level.LOW,
        MisuseTypeError,
        "Painted.shade is compared with <Level.LOW: 1>, a Level; it takes a str.",
    ),
    (
        lambda: Question.question.matches(" "),
        MisuseValueError,
        "Question.question.matches(' '): there are no words in it.",
    ),
    (
        lambda: Question.question**-1,
        MisuseValueError,
        "Question.question ** -1: a boost is a number from 0 on.",
    ),
]


@pytest.mark.parametrize(("attempt", "kind", "sentence"), refused_values)
def test_values_that_cannot_be_compared(
    attempt: Attempt, kind: type[MisuseError], sentence: str
) -> None:
    assert said(attempt, kind) == sentence


SPLIT = "Question.question is split into words (tokenization='word'), and the server would "
WORDS = (
    SPLIT + "find any text that contains them. Say .matches(…) for that, or declare "
    'prop(tokenization="field") to compare whole texts.'
)
EACH_WORD = (
    SPLIT + 'compare each of them. Declare prop(tokenization="field") to compare whole texts.'
)


@pytest.mark.parametrize(
    ("attempt", "sentence"),
    [
        (lambda: Question.question == "x", WORDS),
        (lambda: Question.question != "x", WORDS),
        (lambda: Question.question.in_(["x"]), WORDS),
        (lambda: Question.question.not_in(["x"]), WORDS),
        (lambda: Question.question < "x", EACH_WORD),
        (lambda: Question.question <= "x", EACH_WORD),
        (lambda: Question.question > "x", EACH_WORD),
        (lambda: Question.question >= "x", EACH_WORD),
        (
            lambda: Question.category[Category.note] == "x",
            WORDS.replace("Question.question", "Question.category[Category.note]"),
        ),
        (
            lambda: Painted.colour == Colour.RED,
            WORDS.replace("Question.question", "Painted.colour"),
        ),
        (
            lambda: Painted.colour.in_([Colour.RED]),
            WORDS.replace("Question.question", "Painted.colour"),
        ),
    ],
)
def test_whole_texts_where_the_server_has_words(attempt: Attempt, sentence: str) -> None:
    assert said(attempt, MisuseTypeError) == sentence


def test_paths_that_lead_nowhere() -> None:
    category: Any = Question.category
    assert said(lambda: category[Author.name], MisuseTypeError) == (
        "Question.category leads to Category, and Author.name is none of its attributes."
    )
    assert said(lambda: Every.sources.of(OtherCategory), MisuseTypeError) == (
        "Question.sources refers to Author, Publisher, not to Category."
    )
    assert said(lambda: Every.sources.of(Author).count(), MisuseTypeError) == (
        "Question.sources.of(Author) cannot be counted: the server counts the references to all "
        "models together, as Question.sources.count() does."
    )


def test_what_is_no_comparison_yet() -> None:
    final: Any = Question.points
    assert said(lambda: final and Question.points > 3, MisuseTypeError) == (
        "Question.points has no truth value. Compare it, as in Question.points == True, and "
        "combine comparisons by & | ~."
    )
    compared = (
        "References are compared by the ids of their targets, {0}[{1}.id] == …, or counted, "
        "{2}.count() == 0."
    )
    category = compared.format("Question.category", "Category", "Question.category")
    assert said(lambda: Question.category == None, MisuseTypeError) == (
        f"Question.category cannot be compared with None. {category}"
    )
    unknown: Any = Question.category
    assert said(lambda: unknown.is_none(), UnknownName) == (
        f"Question.category has no .is_none. {category}"
    )
    sources = compared.format("Question.sources.of(Author)", "Author", "Question.sources")
    assert said(lambda: Every.sources == UUID(int=1), MisuseTypeError).endswith(sources)
    assert Question.category == Question.category
    assert len({Question.category, Question.category}) == 1


def test_filters_that_are_none() -> None:
    no_filter: Any = Question.points
    assert said(lambda: Question.objects.filter(no_filter), MisuseTypeError) == (
        ".filter() takes comparisons of properties, such as Question.x == 1, and not "
        "Question.points."
    )
    truth: Any = True
    assert said(lambda: Question.objects.filter(truth), MisuseTypeError) == (
        ".filter() takes comparisons of properties, such as Question.x == 1, and not True."
    )
    assert said(lambda: (Question.points > 1) & truth, MisuseTypeError) == (
        "True is no filter. Combine comparisons of properties, such as (Model.x >= 3) & "
        "(Model.y == 'z')."
    )
    assert said(lambda: Filter.any(), MisuseTypeError) == (
        "A combined filter needs at least one part."
    )
    other: Any = Author.name == "x"
    assert said(lambda: (Question.points > 1) & other, MisuseTypeError) == (
        "A filter on Author cannot be combined with one on Question. Reach it by a path: "
        "Question.<reference>[Author.…]."
    )


def test_filters_that_are_nested_too_deeply() -> None:
    deep = Question.points > 0
    for level in range(39):
        deep = ~(deep & (Question.points > level))
    held = Question.objects.filter(deep | (Question.points < 5)).to_request()
    assert held.HasField("filters")
    for _ in range(3000):
        deep = ~(deep | (Question.points > 0))
    assert said(lambda: Question.objects.filter(deep), MisuseValueError) == (
        "A filter is nested more than 80 levels deep, which no message can hold. Combine its "
        "parts by Filter.all and Filter.any."
    )


# -- indexes that a filter needs --------------------------------------------------------------


def undeclared(made: str, flag: str, model: str) -> str:
    return (
        f"{made} needs an index that is not declared: set inverted_index = "
        f"InvertedIndex({flag}=True) in {model}.Meta."
    )


@pytest.mark.parametrize(
    ("model", "made", "sentence"),
    [
        (
            Question,
            Question.air_date.is_none(),
            undeclared("Question.air_date.is_none()", "null_state", "Question"),
        ),
        (
            Question,
            Question.question.length() > 1,
            undeclared("Question.question.length() > 1", "property_length", "Question"),
        ),
        (
            Question,
            metadata.creation_time > datetime(2020, 1, 1, tzinfo=UTC),
            undeclared(
                "metadata.creation_time > datetime.datetime(2020, 1, 1, 0, 0, "
                "tzinfo=datetime.timezone.utc)",
                "timestamps",
                "Question",
            ),
        ),
        (
            Question,
            Question.category[Category.note].is_none(),
            undeclared("Question.category[Category.note].is_none()", "null_state", "Category"),
        ),
        (
            Question,
            (Question.points > 1) & ~(Question.related[Question.air_date] == None),
            undeclared("Question.related[Question.air_date].is_none()", "null_state", "Question"),
        ),
        (
            Memo,
            Memo.hidden.matches("x"),
            (
                "Memo.hidden.matches('x'): Memo.hidden is declared with filterable=False. Declare "
                "prop(filterable=True) to filter by it."
            ),
        ),
        (
            Measurement,
            Measurement.dark > 1,
            (
                "Measurement.dark > 1: Measurement.dark is declared with filterable=False. Declare "
                "prop(filterable=True) to filter by it."
            ),
        ),
        (
            Every,
            Every.address[Address.city].length() > 3,
            (
                "Question.address[Address.city].length() > 3: the server has no lengths of what is "
                "inside of objects."
            ),
        ),
        (
            Measurement,
            Measurement.dark.is_none(),
            (
                "Measurement.dark.is_none(): Measurement.dark is declared with filterable=False. "
                "Declare prop(filterable=True) to filter by it."
            ),
        ),
        (
            Measurement,
            Measurement.of[Measurement.value] != 1,
            (
                "Measurement.of[Measurement.value] != 1: with only a range index, the server "
                "leaves out targets without a value. Declare prop(filterable=True) for "
                "Measurement.value."
            ),
        ),
        (
            Every,
            Every.place.is_none(),
            (
                "Question.place.is_none(): the server does not know which objects have no "
                "geoCoordinates."
            ),
        ),
        (
            Every,
            Every.phone.is_none(),
            "Question.phone.is_none(): the server does not know which objects have no phoneNumber.",
        ),
        (
            Every,
            Every.picture != None,
            "Question.picture != None: the server does not know which objects have no blob.",
        ),
        (
            Every,
            Every.id.is_none(),
            "Question.id.is_none(): ids, times, lengths and counts are never missing.",
        ),
        (
            Every,
            metadata.last_update_time.is_none(),
            (
                "metadata.last_update_time.is_none(): ids, times, lengths and counts are never "
                "missing."
            ),
        ),
        (
            Every,
            Every.tags.length().is_none(),
            "Question.tags.length().is_none(): ids, times, lengths and counts are never missing.",
        ),
        (
            Every,
            Every.related.count().is_none(),
            "Question.related.count().is_none(): ids, times, lengths and counts are never missing.",
        ),
    ],
)
def test_filters_that_no_index_can_answer(model: Any, made: Any, sentence: str) -> None:
    assert said(lambda: model.objects.filter(made), MisuseValueError) == sentence
    assert said(lambda: model.objects.exclude(made), MisuseValueError) == sentence


def test_indexes_that_do() -> None:
    assert EVERY_INDEX.null_state
    Measurement.objects.filter(Measurement.label.matches("x"), Measurement.value > 1)
    Measurement.objects.filter(Measurement.value.is_none(), Measurement.label.is_none())


# -- searches ---------------------------------------------------------------------------------

foreign: Any = Note
objects = Question.objects
refused_searches: list[tuple[Attempt, type[MisuseError], str]] = [
    (
        lambda: objects.bm25("a").near_text("b"),
        MisuseValueError,
        (
            ".near_text() after .bm25(): a query has one search. For words and vectors together "
            "there is .hybrid()."
        ),
    ),
    (
        lambda: objects.hybrid("a").bm25("b"),
        MisuseValueError,
        (
            ".bm25() after .hybrid(): a query has one search. For words and vectors together "
            "there is .hybrid()."
        ),
    ),
    (
        lambda: objects.near_vector([1]).near_object(SOME_ID),
        MisuseValueError,
        (
            ".near_object() after .near_vector(): a query has one search. For words and vectors "
            "together there is .hybrid()."
        ),
    ),
    (
        lambda: objects.bm25(" "),
        MisuseValueError,
        "bm25(' ') has no words to search for. Leave the step out to get a plain list.",
    ),
    (
        lambda: objects.near_text(""),
        MisuseValueError,
        "near_text('') has no words to search for. Leave the step out to get a plain list.",
    ),
    (
        lambda: objects.near_text(),
        MisuseValueError,
        ".near_text() needs at least one text to search by.",
    ),
    (
        lambda: objects.hybrid(""),
        MisuseValueError,
        "hybrid('') has no words to search for. Leave the step out to get a plain list.",
    ),
    (
        lambda: objects.hybrid(vector=[1]),
        MisuseValueError,
        "hybrid('') has no words to search for. Leave the step out to get a plain list.",
    ),
    (
        lambda: objects.bm25(5),  # type: ignore[arg-type]
        MisuseTypeError,
        "bm25(5): a query is a str.",
    ),
    (
        lambda: objects.near_vector([]),
        MisuseValueError,
        "Question.near_vector was given an empty vector, which nothing is near to.",
    ),
    (
        lambda: objects.near_vector(np.zeros(0)),
        MisuseValueError,
        "Question.near_vector was given an empty vector, which nothing is near to.",
    ),
    (
        lambda: objects.near_vector({}),
        MisuseValueError,
        "Question.near_vector was given no vector.",
    ),
    (
        lambda: Every.objects.near_vector({Every.body_vector: []}),
        MisuseValueError,
        "Question.near_vector was given an empty vector, which nothing is near to.",
    ),
    (
        lambda: objects.near_vector([1, float("nan")]),
        MisuseValueError,
        "Question.near_vector has NaN or infinity in it, for which there is no distance.",
    ),
    (
        lambda: Every.objects.near_vector([1]),
        MisuseValueError,
        (
            ".near_vector(): Question has several vectors. Say which one: "
            "target=Question.title_vector (there are Question.title_vector, "
            "Question.body_vector), or several by targets.…(…)."
        ),
    ),
    (
        lambda: Memo.objects.near_text("a"),
        MisuseValueError,
        ".near_text(): Memo has no vector. Declare one: embedding: Vector = vector().",
    ),
    (
        lambda: objects.near_vector([1], target="embedding"),  # type: ignore[arg-type]
        MisuseTypeError,
        ".near_vector(target='embedding'): a target is a vector.",
    ),
    (
        lambda: objects.near_vector([1], target=foreign.embedding),
        MisuseTypeError,
        "Note.embedding does not belong to Question.",
    ),
    (
        lambda: objects.near_vector([1], target=targets.sum(foreign.embedding)),
        MisuseTypeError,
        "Note.embedding does not belong to Question.",
    ),
    (
        lambda: targets.average(),
        MisuseValueError,
        "targets.average() needs at least one target vector.",
    ),
    (
        lambda: objects.near_vector([1], distance=1, certainty=1),
        MisuseValueError,
        "Give a distance or a certainty, not both.",
    ),
    (
        lambda: objects.near_vector([1], certainty=0),
        MisuseValueError,
        "certainty=0: it lies between 0 and 1, and 0 would ask nothing.",
    ),
    (
        lambda: objects.near_object(foreign(text="")),
        MisuseTypeError,
        ".near_object() of Question takes one of its objects, not a Note.",
    ),
    (
        lambda: objects.near_object(5),  # type: ignore[arg-type]
        MisuseTypeError,
        ".near_object(5): it takes a UUID.",
    ),
    (
        lambda: objects.near_object("x"),  # type: ignore[arg-type]
        MisuseValueError,
        ".near_object('x'): that is no uuid.",
    ),
    (
        lambda: objects.hybrid("a", alpha=1.5),
        MisuseValueError,
        ".hybrid(alpha=1.5): it lies between 0 and 1.",
    ),
    (
        lambda: objects.hybrid("a", vector=[1], near_text=["b"]),
        MisuseValueError,
        ".hybrid() takes a vector or near_text, not both.",
    ),
    (
        lambda: objects.hybrid("a", move_to=Move(1, "b")),
        MisuseValueError,
        ".hybrid(): moves need near_text to move.",
    ),
    (
        lambda: objects.hybrid("a", near_text=["b"], move_away=Move(1, "b", [SOME_ID])),
        MisuseValueError,
        ".hybrid(): the server moves by concepts only here, not by objects. Use .near_text().",
    ),
    (
        lambda: words.at_least(0),
        MisuseValueError,
        "words.at_least(0): one word at least has to be there.",
    ),
    (
        lambda: words.at_least(True),
        MisuseTypeError,
        "words.at_least(True): it takes an int.",
    ),
    (
        lambda: Move(1),
        MisuseValueError,
        "Move(…) needs concepts or objects to move by.",
    ),
    (
        lambda: Move(0, "a"),
        MisuseValueError,
        "Move(force=0): a force lies between 0 and 1.",
    ),
    (
        lambda: objects.bm25("a", properties=["question"]),  # type: ignore[list-item]
        MisuseTypeError,
        "'question' is no text property of Question.",
    ),
    (
        lambda: objects.bm25("a", properties=[]),
        MisuseValueError,
        (
            ".bm25(properties=[]): there is nothing to search in. Leave it out to search in every "
            "text of Question."
        ),
    ),
    (
        lambda: objects.hybrid("a", properties=Question.question),  # type: ignore[arg-type]
        MisuseTypeError,
        ".hybrid(properties=Question.question): it takes a list of texts: [Question.question].",
    ),
    (
        lambda: objects.bm25("a", operator="and"),  # type: ignore[arg-type]
        MisuseTypeError,
        ".bm25(operator='and'): it takes one of `words`, such as words.all().",
    ),
    (
        lambda: objects.hybrid("a", fusion="rankde"),  # type: ignore[arg-type]
        MisuseValueError,
        ".hybrid(fusion='rankde'): there are relative_score, ranked.",
    ),
    (
        lambda: objects.near_text("a", move_to="b"),  # type: ignore[arg-type]
        MisuseTypeError,
        ".near_text(move_to='b'): it takes a Move, such as Move(0.5, 'b').",
    ),
    (
        lambda: objects.hybrid("a", near_text=["a"], move_away="b"),  # type: ignore[arg-type]
        MisuseTypeError,
        ".hybrid(move_away='b'): it takes a Move, such as Move(0.5, 'b').",
    ),
    (
        lambda: objects.bm25("a", properties=[Question.points]),  # type: ignore[list-item]
        MisuseTypeError,
        "Question.points is no text property of Question.",
    ),
    (
        lambda: objects.bm25("a", properties=[foreign.text**2]),
        MisuseTypeError,
        (
            "Note.text ** 2 is no text property of Question itself; a keyword search looks at the "
            "model's own texts."
        ),
    ),
    (
        lambda: objects.hybrid("a", properties=[Question.category[Category.title]]),
        MisuseTypeError,
        (
            "Question.category[Category.title] is no text property of Question itself; a keyword "
            "search looks at the model's own texts."
        ),
    ),
    (
        lambda: Memo.objects.bm25("a", properties=[Memo.hidden]),
        MisuseValueError,
        (
            "Memo.hidden is declared with searchable=False. Take it out of the search, or declare "
            "prop(searchable=True)."
        ),
    ),
]


@pytest.mark.parametrize(("attempt", "kind", "sentence"), refused_searches)
def test_searches_that_cannot_be(attempt: Attempt, kind: type[MisuseError], sentence: str) -> None:
    assert said(attempt, kind) == sentence


@pytest.mark.parametrize(
    ("model", "vector_"),
    [(Question, [[1, 2], [3, 4]]), (Question, ["a"]), (Question, "ab"), (Page, [1, 2])],
)
def test_what_is_no_vector(model: Any, vector_: Any) -> None:
    sentence = said(lambda: model.objects.near_vector(vector_), MisuseTypeError)
    assert sentence.startswith(f"{model.__name__}.near_vector takes ")


@pytest.mark.parametrize(
    ("query", "name", "more"),
    [
        (Question.objects.near_vector([1]), "near_vector", "distance"),
        (Question.objects.near_object(SOME_ID), "near_object", "distance"),
        (Question.objects.near_text("a"), "near_text", "distance"),
        (Question.objects.hybrid("a"), "hybrid", "max_vector_distance"),
    ],
)
@pytest.mark.parametrize("terminal", ["all", "__iter__", "iterator", "count", "explain"])
def test_a_search_that_ranks_everything_wants_a_limit(
    query: Any, name: str, more: str, terminal: str
) -> None:
    query = query.using(Client(Script()))
    assert said(getattr(query, terminal), MisuseValueError) == (
        f".{name}() ranks every Question there is. Say how many are wanted: .limit(n), "
        f".auto_limit(n) or {more}=…."
    )


# -- order, windows and the rest --------------------------------------------------------------

refused_steps: list[tuple[Attempt, type[MisuseError], str]] = [
    (
        lambda: objects.order_by(Question.points),  # type: ignore[arg-type]
        MisuseTypeError,
        "order_by(Question.points): say .asc() or .desc().",
    ),
    (
        lambda: objects.order_by("points"),  # type: ignore[arg-type]
        MisuseTypeError,
        "order_by('points'): say .asc() or .desc().",
    ),
    (
        lambda: objects.order_by(foreign.points.asc()),
        MisuseTypeError,
        "Note.points.asc() does not belong to Question.",
    ),
    (
        lambda: objects.order_by(Category.title.asc()),  # type: ignore[arg-type]
        MisuseTypeError,
        (
            "Category.title.asc() does not belong to Question. Did you mean "
            "Question.category[Category.…]?"
        ),
    ),
    (
        lambda: objects.order_by(Question.category[Category.title].asc()),
        MisuseValueError,
        (
            "order_by(Question.category[Category.title].asc()): the server sorts by an object's "
            "own properties only."
        ),
    ),
    (
        lambda: Every.objects.order_by(Every.tags.length().asc()),
        MisuseValueError,
        (
            "order_by(Question.tags.length().asc()): the server sorts by an object's own "
            "properties only."
        ),
    ),
    (
        lambda: Every.objects.order_by(Every.code.desc()),
        MisuseValueError,
        "order_by(Question.code.desc()): the server does not sort by uuids.",
    ),
    (
        lambda: Every.objects.order_by(Every.codes.desc()),
        MisuseValueError,
        "order_by(Question.codes.desc()): the server does not sort by uuids.",
    ),
    (
        lambda: Every.objects.order_by(Every.address.asc()),
        MisuseValueError,
        "order_by(Question.address.asc()): the server does not sort by objects.",
    ),
    (lambda: objects.limit(-1), MisuseValueError, ".limit(-1): it cannot be negative."),
    (lambda: objects.offset(-1), MisuseValueError, ".offset(-1): it cannot be negative."),
    (lambda: objects.limit(1.5), MisuseTypeError, ".limit(1.5): it takes an int."),  # type: ignore[arg-type]
    (lambda: objects.limit(True), MisuseTypeError, ".limit(True): it takes an int."),
    (
        lambda: objects.auto_limit(0),
        MisuseValueError,
        ".auto_limit(0): it takes the number of jumps, from 1 on.",
    ),
    (
        lambda: objects[-1],
        MisuseValueError,
        "[-1]: a query set has no end to count from. Turn the order around.",
    ),
    (
        lambda: objects[-5:],
        MisuseValueError,
        (
            "[-5:None]: the bounds of a slice are numbers from 0 on. To count from the end, turn "
            "the order around."
        ),
    ),
    (
        lambda: objects[2:-5],
        MisuseValueError,
        (
            "[2:-5]: the bounds of a slice are numbers from 0 on. To count from the end, turn "
            "the order around."
        ),
    ),
    (
        lambda: objects["a":],
        MisuseValueError,
        (
            "[a:None]: the bounds of a slice are numbers from 0 on. To count from the end, turn "
            "the order around."
        ),
    ),
    (lambda: objects[::2], MisuseValueError, "[::2]: a slice of a query set has no step."),
    (
        lambda: objects["a"],  # type: ignore[call-overload]
        MisuseTypeError,
        "['a']: a query set is indexed by numbers and slices.",
    ),
    (
        lambda: objects[True],
        MisuseTypeError,
        "[True]: a query set is indexed by numbers and slices.",
    ),
    (lambda: objects.after("x"), MisuseValueError, ".after('x'): that is no uuid."),  # type: ignore[arg-type]
    (
        lambda: objects.prefetch(Question.points),  # type: ignore[arg-type]
        MisuseTypeError,
        ".prefetch(Question.points): it takes references of the model.",
    ),
    (
        lambda: objects.prefetch("category"),  # type: ignore[arg-type]
        MisuseTypeError,
        ".prefetch('category'): it takes references of the model.",
    ),
    (
        lambda: objects.prefetch(foreign.topic),
        MisuseTypeError,
        "Note.topic does not belong to Question.",
    ),
    (
        lambda: objects.with_vectors(Question.points),  # type: ignore[arg-type]
        MisuseTypeError,
        ".with_vectors(Question.points): it takes vectors of the model.",
    ),
    (
        lambda: objects.with_vectors(foreign.embedding),
        MisuseTypeError,
        "Note.embedding does not belong to Question.",
    ),
    (
        lambda: Memo.objects.with_vectors(),
        MisuseValueError,
        ".with_vectors(): Memo has no vector. Declare one: embedding: Vector = vector().",
    ),
    (
        lambda: objects.with_metadata("scores"),  # type: ignore[arg-type]
        MisuseValueError,
        (
            "There is no metadata 'scores': score, explain_score, distance, certainty, "
            "creation_time, last_update_time."
        ),
    ),
    (lambda: objects.only(), MisuseTypeError, "A projection needs at least one property to fetch."),
    (
        lambda: objects.only("points"),  # type: ignore[arg-type]
        MisuseTypeError,
        "'points' is no property that a row can be asked for.",
    ),
    (
        lambda: objects.values(Question.category),  # type: ignore[call-overload]
        MisuseTypeError,
        "Question.category is no property that a row can be asked for.",
    ),
    (
        lambda: objects.values(foreign.text),
        MisuseTypeError,
        "Note.text does not belong to Question.",
    ),
    (
        lambda: objects.values(metadata.creation_time),
        MisuseTypeError,
        (
            "metadata.creation_time is no property. It comes with each row: "
            ".with_metadata('creation_time')."
        ),
    ),
    (
        lambda: boosts.near_time(metadata.creation_time, scale=timedelta(days=1)),
        MisuseTypeError,
        "boosts.near_time(metadata.creation_time): it takes a property of the model.",
    ),
    (
        lambda: recipes(int),  # type: ignore[type-var]
        MisuseTypeError,
        ("recipes(<class 'int'>): it takes a class of your own that derives from Objects."),
    ),
    (
        lambda: Result[Question]().to_numpy(Question.points),  # type: ignore[arg-type]
        MisuseTypeError,
        "to_numpy(Question.points): it takes a vector. For other columns there is .to_arrow().",
    ),
    (
        lambda: objects.values(Question.question.length()),
        MisuseValueError,
        "Question.question.length() can be filtered by, not fetched.",
    ),
    (
        lambda: Entry.objects.tenant(5),  # type: ignore[arg-type]
        MisuseTypeError,
        ".tenant(5): a tenant's name is a str.",
    ),
    (lambda: Entry.objects.tenant(""), MisuseValueError, ".tenant(''): a tenant has a name."),
    (
        lambda: objects.consistency("SOME"),  # type: ignore[arg-type]
        MisuseValueError,
        ".consistency('SOME'): there are ONE, QUORUM, ALL.",
    ),
    (
        lambda: objects.timeout(0),
        MisuseValueError,
        ".timeout(0): it takes a number of seconds above 0.",
    ),
    (
        lambda: objects.timeout("x"),  # type: ignore[arg-type]
        MisuseTypeError,
        ".timeout('x'): it takes a number.",
    ),
    (
        lambda: objects.generate(5),  # type: ignore[arg-type]
        MisuseTypeError,
        ".generate(single_prompt=5): it takes a str.",
    ),
    (
        lambda: objects.generate("x", provider="openai"),  # type: ignore[arg-type]
        MisuseTypeError,
        (
            ".generate(provider='openai'): it takes what a function of `providers` gives, such as "
            "providers.openai(model=…)."
        ),
    ),
    (
        lambda: objects.generate(f"About {Question.category}"),
        MisuseValueError,
        (
            "The prompt names {category}. Question.category is a reference, and a prompt is given "
            "the object's own properties only."
        ),
    ),
    (
        lambda: objects.group_by("points"),  # type: ignore[call-overload]
        MisuseTypeError,
        "'points' is no expression, such as Question.id, and this step takes one.",
    ),
    (
        lambda: objects.group_by(Question.id),
        MisuseValueError,
        ".group_by(Question.id): the server does not group by ids and times.",
    ),
    (
        lambda: objects.rerank("question"),  # type: ignore[arg-type]
        MisuseTypeError,
        "'question' is no expression, such as Question.id, and this step takes one.",
    ),
    (
        lambda: objects.boost(5),  # type: ignore[arg-type]
        MisuseTypeError,
        ".boost(5): it takes conditions, of `boosts`.",
    ),
    (
        lambda: objects.hybrid("x", alpha="y"),  # type: ignore[arg-type]
        MisuseTypeError,
        ".hybrid(alpha='y'): it takes a number.",
    ),
    (
        lambda: objects.near_vector([1.0], distance="y"),  # type: ignore[arg-type]
        MisuseTypeError,
        ".near_vector(distance='y'): it takes a number.",
    ),
    (
        lambda: objects.timeout(float("nan")),
        MisuseValueError,
        ".timeout(nan): it takes a number of seconds above 0.",
    ),
    (
        lambda: objects.iterator(batch_size=0),
        MisuseValueError,
        ".iterator(batch_size=0): it lies between 1 and 10,000.",
    ),
    (
        lambda: objects.iterator(batch_size=10_001),
        MisuseValueError,
        ".iterator(batch_size=10001): it lies between 1 and 10,000.",
    ),
]


@pytest.mark.parametrize(("attempt", "kind", "sentence"), refused_steps)
def test_steps_that_cannot_be(attempt: Attempt, kind: type[MisuseError], sentence: str) -> None:
    assert said(attempt, kind) == sentence


NO_TENANT = "Entry keeps each tenant's objects apart. Say whose are meant: .tenant('…')."
ITS_OWN_ORDER = ".{}() with .bm25(): a search has its own order."
NO_PLACE = (
    ".prefetch() with .only(), .values() or .into(): such rows hold the chosen properties and no "
    "more. Take one of the steps out."
)
NO_VECTORS = (
    ".with_vectors() with .values(): such rows hold the chosen properties and no more. Use "
    ".only(…), or .into(…) a class with the vector."
)
IN_ORDER_OF_IDS = (
    ".after() goes on in the order of ids, so it cannot be combined with .order_by() or an offset."
)
NOT_READ = (
    "Owned.shared leads from objects of a tenant to Shared, which has no tenants. Such references "
    "can be stored and filtered by, but the server cannot read them. Leave it out, or give Shared "
    "tenants, too."
)
owned = Owned.objects.tenant("a")
by_points = Question.objects.order_by(Question.points.asc())


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        (Entry.objects, NO_TENANT),
        (
            Question.objects.tenant("a"),
            (
                ".tenant('a'): Question has no tenants. Set multi_tenancy = MultiTenancy() in its "
                "Meta."
            ),
        ),
        (Entry.objects.bm25("a"), NO_TENANT),
        (owned.prefetch(Owned.shared), NOT_READ),
        (owned.prefetch(Owned.shared.ids), NOT_READ),
        (owned.prefetch(Owned.other[Owned.shared]), NOT_READ),
        (owned.values(Owned.shared.value(Shared.text)), NOT_READ),
        (by_points.bm25("a"), ITS_OWN_ORDER.format("order_by")),
        (Question.objects.bm25("a").after(SOME_ID), ITS_OWN_ORDER.format("after")),
        (by_points.after(SOME_ID), IN_ORDER_OF_IDS),
        (by_points.after(SOME_ID).limit(5), IN_ORDER_OF_IDS),
        (by_points.after(SOME_ID).filter(Question.points > 1), IN_ORDER_OF_IDS),
        (by_points.after(SOME_ID).filter(Question.points > 1).limit(5), IN_ORDER_OF_IDS),
        (Question.objects.after(SOME_ID).filter(Question.points > 1)[2:5], IN_ORDER_OF_IDS),
        (
            Question.objects.auto_limit(1),
            (
                ".auto_limit() needs the scores or distances of a search; this query of Question "
                "has none. Use .limit()."
            ),
        ),
        (
            Question.objects.prefetch(Question.category).only(Question.points),
            NO_PLACE,
        ),
        (Question.objects.values(Question.points).with_vectors(), NO_VECTORS),
        (
            Every.objects.prefetch(Every.sources.of(Author)),
            (
                "prefetch(Question.sources.of(Author)): a multi-target reference is fetched as a "
                "whole, "
                "by prefetch(Question.sources)."
            ),
        ),
        (
            Every.objects.prefetch(Every.related[Every.sources]),
            (
                "A multi-target reference is fetched of the queried objects only, not of those "
                "that they refer to."
            ),
        ),
    ],
)
@pytest.mark.parametrize("terminal", ["all", "__iter__", "iterator", "explain", "to_request"])
def test_steps_that_cannot_stand_together(query: Any, sentence: str, terminal: str) -> None:
    run = getattr(query.using(Client(Script())), terminal)
    assert said(lambda: list(run()), MisuseValueError) == sentence


@pytest.mark.parametrize("window", ["limit", "offset", "after"])
def test_looking_for_ids_in_a_window(window: str) -> None:
    value: Any = SOME_ID if window == "after" else 5
    query = getattr(Question.objects, window)(value).using(Client(Script()))
    for name, attempt in (
        ("get", lambda: query.get(SOME_ID)),
        ("in_bulk", lambda: query.in_bulk([SOME_ID])),
    ):
        assert said(attempt, MisuseValueError) == (
            f".{name}() after .{window}(): it looks among all objects that the filters describe. "
            "Take the window out."
        )


def test_metadata_that_was_not_asked_for() -> None:
    result = pb.SearchResult(metadata=pb.MetadataResult(id_as_bytes=SOME_ID.bytes))
    client = Client(Script([pb.SearchReply(results=[result])] * 2))
    hit = Memo.objects.using(client).values(Memo.id).with_metadata("score").first()
    assert hit is not None
    assert said(lambda: hit.metadata.distance, NotLoaded) == (
        "The metadata 'distance' is not loaded. Add .with_metadata('distance') to the query."
    )
    row = Memo.objects.using(client).only(Memo.id).first()
    assert row is not None
    assert said(lambda: row[Memo.text], NotLoaded) == "Memo.text is not loaded. Add it to .only(…)."
    assert said(lambda: row.text, NotLoaded) == (  # type: ignore[attr-defined]
        "A row of .only(…) is read by expressions: row[Memo.text]."
    )


def test_no_sentence_is_empty() -> None:
    tables = (refused_values, refused_searches, refused_steps)
    for _, _, sentence in (case for table in tables for case in table):
        assert re.fullmatch(r".{10,}[.)…?]", sentence)
