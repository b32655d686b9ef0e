"""Laws of query sets, over random chains of steps."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, TypeAlias
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from tests.query.asking import indented
from tests.query.models import Address, Author, Category, Question
from weaviate_orm import Client, Filter, Move, Rejected, WeaviateORMError, metadata, targets
from weaviate_orm.transport.recording import Script
from weaviate_orm.wire import messages as pb

Step: TypeAlias = Callable[[Any], Any]

SOME_ID = UUID("8f1e0000-0000-4000-8000-00000000000a")
NOON = datetime(2020, 1, 2, 12, tzinfo=UTC)


def leaves() -> list[Filter[Question]]:
    """Made anew, so that nothing is equal just because it is the same."""
    return [
        Question.points > 3,
        Question.points == None,
        Question.round.in_(["a", "b"]),
        Question.round.not_in([]),
        Question.question.matches("a b"),
        Question.tags.contains_all(["a"]),
        Question.tags.length() <= 2,
        Question.id > SOME_ID,
        Question.category[Category.owner][Author.name] == "x",
        Question.sources.of(Author)[Author.born] < 1900,
        Question.related.count() >= 1,
        Question.place.within(1, 2, km=3),
        metadata.creation_time > NOON,
        metadata.creation_time > datetime(1990, 1, 1, tzinfo=UTC),
    ]


LEAVES = range(len(leaves()))
conditions: st.SearchStrategy[Callable[[], Filter[Question]]] = st.recursive(
    st.sampled_from(LEAVES).map(lambda index: lambda: leaves()[index]),
    lambda inner: st.one_of(
        inner.map(lambda one: lambda: ~one()),
        st.tuples(inner, inner).map(lambda two: lambda: two[0]() & two[1]()),
        st.tuples(inner, inner).map(lambda two: lambda: two[0]() | two[1]()),
    ),
    max_leaves=5,
)
small = st.integers(0, 12_000)


def of(*steps: Step) -> st.SearchStrategy[Step]:
    return st.sampled_from(steps)


SEARCHES = of(
    lambda q: q.bm25("a"),
    lambda q: q.bm25("a", properties=[Question.question**2, Question.round]),
    lambda q: q.near_vector([1, 2], target=Question.body_vector),
    lambda q: q.near_vector({Question.body_vector: [1, 2], Question.title_vector: [[1], [2]]}),
    lambda q: q.near_object(
        SOME_ID, target=targets.sum(Question.body_vector, Question.title_vector), distance=0.5
    ),
    lambda q: q.near_text("a", target=Question.body_vector, move_to=Move(0.5, "b")),
    lambda q: q.hybrid("a", target=Question.body_vector, alpha=0.5),
    lambda q: q.hybrid("a", alpha=0),
)
ORDERS = of(
    lambda q: q.order_by(Question.points.asc()),
    lambda q: q.order_by(Question.air_date.desc()),
    lambda q: q.order_by(Question.round.asc(), Question.points.desc()),
    lambda q: q.order_by(Question.id.asc()),
    lambda q: q.order_by(metadata.creation_time.desc()),
)
FETCHED = of(
    lambda q: q.prefetch(Question.category),
    lambda q: q.prefetch(Question.related.ids, Question.sources),
    lambda q: q.prefetch(Question.category[Category.owner].ids),
    lambda q: q.with_vectors(Question.body_vector),
    lambda q: q.with_vectors(),
)
ROWS = of(
    lambda q: q.with_metadata("score", "creation_time"),
    lambda q: q.only(Question.points, Question.address.value(Address.city)),
    lambda q: q.values(Question.points, Question.category.value(Category.title)),
    lambda q: q.values(Question.id).with_metadata("distance"),
)
OTHERS = of(
    lambda q: q.consistency("ALL"),
    lambda q: q.timeout(2),
    lambda q: q.after(SOME_ID),
    lambda q: q.auto_limit(2),
)
any_step: st.SearchStrategy[Step] = st.one_of(
    conditions.map(lambda made: lambda q: q.filter(made())),
    conditions.map(lambda made: lambda q: q.exclude(made())),
    ORDERS,
    FETCHED,
    OTHERS,
    small.map(lambda n: lambda q: q.limit(n)),
    small.map(lambda n: lambda q: q.offset(n)),
    st.tuples(small, small).map(lambda two: lambda q: q[two[0] : two[1]]),
)


@st.composite
def chains(draw: st.DrawFn) -> list[Step]:
    """Steps in any order; the search and what the rows are come once, the rows last."""
    steps = draw(st.lists(any_step, max_size=5))
    if draw(st.booleans()):
        steps.insert(draw(st.integers(0, len(steps))), draw(SEARCHES))
    if draw(st.booleans()):
        steps.append(draw(ROWS))
    return steps


def build(chain: list[Step]) -> Any:
    query: Any = Question.objects
    for step in chain:
        query = step(query)
    return query


def request_of(query: Any) -> pb.SearchRequest | str:
    """The first request, or why there is none."""
    try:
        request: pb.SearchRequest = query.to_request()
    except WeaviateORMError as error:
        return repr(error)
    return request


def bytes_of(request: pb.SearchRequest | str) -> bytes | str:
    return request if isinstance(request, str) else request.SerializeToString()


# There is no client in these tests, so building and explaining cannot have asked a server.
@given(chains())
def test_building_is_deterministic(chain: list[Step]) -> None:
    first, second = build(chain), build(chain)
    assert first == second
    assert hash(first) == hash(second)
    assert repr(first) == repr(second)
    assert bytes_of(request_of(first)) == bytes_of(request_of(second))
    if not isinstance(request_of(first), str):
        assert first.explain() == second.explain()


@given(chains())
def test_explain_shows_what_is_sent_first(chain: list[Step]) -> None:
    query = build(chain)
    request = request_of(query)
    script = Script([Rejected("enough")])
    running: str | None = None
    try:
        list(query.using(Client(script)))
    except WeaviateORMError as error:
        running = repr(error)
    if isinstance(request, str):
        assert running == request
        assert script.calls == []
    elif query._query.limit == 0:
        assert script.calls == []
        assert "Nothing is sent" in query.explain()
    else:
        assert script.requests == [request]
        assert indented(request) in query.explain()


@given(chains())
def test_steps_leave_what_they_start_from(chain: list[Step]) -> None:
    query: Any = Question.objects
    for step in chain:
        before = repr(query), bytes_of(request_of(query)), query
        with suppress(WeaviateORMError):
            step(query)
        assert (repr(query), bytes_of(request_of(query)), query) == before
        query = step(query)


@given(chains(), chains())
def test_equal_query_sets_send_the_same(one: list[Step], other: list[Step]) -> None:
    first, second = build(one), build(other)
    if first == second:
        assert bytes_of(request_of(first)) == bytes_of(request_of(second))


@given(conditions)
def test_filters_pickle(made: Callable[[], Filter[Question]]) -> None:
    condition = made()
    assert pickle.loads(pickle.dumps(condition)) == condition
    assert repr(condition) == repr(made())
