"""Rows from a server: what a scan of the same data in Python gives."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, TypeAlias
from uuid import UUID

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.query.models import Entry, Page
from tests.query.stored import (
    CODES,
    DATES,
    LABELS,
    NAMES,
    NUMBERS,
    RATIOS,
    WORDS,
    Box,
    Maker,
    Mood,
    Part,
    Shelf,
    Shop,
    Thing,
    store,
)
from weaviate_orm import (
    AsyncClient,
    Client,
    Filter,
    NotFound,
    NotLoaded,
    Sort,
    metadata,
    reference_ids,
    targets,
)
from weaviate_orm import words as operators

Rows: TypeAlias = list[Thing]

scanning = settings(
    max_examples=60,
    deadline=None,
    # The data are made once for all examples: nothing changes them.
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture
def things(client: Client) -> Rows:
    """What is stored, in the order of ids."""
    return store(client)


def ids(rows: Iterable[Thing]) -> list[UUID]:
    return [row.id for row in rows]


# -- conditions and their look-alikes ---------------------------------------------------------


@dataclass(frozen=True)
class Condition:
    """A filter, and what it says of an object."""

    filter: Filter[Thing]
    holds: Callable[[Thing], bool]

    def __repr__(self) -> str:
        return repr(self.filter)


COMPARISONS: list[Callable[[Any, Any], Any]] = [
    operator.eq,
    operator.ne,
    operator.lt,
    operator.le,
    operator.gt,
    operator.ge,
]


def compared(path: Any, get: Callable[[Any], Any], compare: Any, value: Any) -> Condition:
    def holds(thing: Thing) -> bool:
        held = get(thing)
        if held is None:
            return compare is operator.ne  # the complement of being equal
        return bool(compare(held, value))

    return Condition(compare(path, value), holds)


ORDERED: list[tuple[str, Sequence[Any]]] = [
    ("name", [*NAMES, "c"]),
    ("number", [*NUMBERS, 5]),
    ("ranged", [*NUMBERS, 5]),
    ("ratio", [*RATIOS, 0.5, 7]),
    ("date", [*DATES, DATES[0] + timedelta(seconds=1)]),
    ("code", [*CODES, UUID(int=5)]),
    ("stars", [1, 2, 3]),
]
UNORDERED: list[tuple[str, Sequence[Any]]] = [
    ("flag", [True, False]),
    ("mood", list(Mood)),
]
LISTS: list[tuple[str, list[Any]]] = [
    ("tags", ["x", "y", "x y", "Z", "z"]),
    ("numbers", NUMBERS),
    ("ratios", RATIOS),
    ("flags", [True, False]),
    ("dates", list(DATES)),
    ("codes", CODES),
]


def of(attribute: str) -> Callable[[Any], Any]:
    return lambda thing: getattr(thing, attribute)


@st.composite
def comparisons(draw: st.DrawFn) -> Condition:
    attribute, values = draw(st.sampled_from([*ORDERED, *UNORDERED]))
    usable = COMPARISONS if (attribute, values) in ORDERED else COMPARISONS[:2]
    compare, value = draw(st.sampled_from(usable)), draw(st.sampled_from(values))
    return compared(getattr(Thing, attribute), of(attribute), compare, value)


@st.composite
def members(draw: st.DrawFn) -> Condition:
    attribute, values = draw(st.sampled_from([*ORDERED, *UNORDERED]))
    chosen = draw(st.lists(st.sampled_from(values), max_size=3))
    path = getattr(Thing, attribute)
    if draw(st.booleans()):
        return Condition(path.in_(chosen), lambda thing: getattr(thing, attribute) in chosen)
    return Condition(path.not_in(chosen), lambda thing: getattr(thing, attribute) not in chosen)


@st.composite
def parts(draw: st.DrawFn) -> Condition:
    attribute, values = draw(st.sampled_from(LISTS))
    chosen = set(draw(st.lists(st.sampled_from(values), max_size=3)))
    name, holds = draw(
        st.sampled_from(
            [
                ("contains_any", lambda held: bool(held & chosen)),
                ("contains_all", lambda held: held >= chosen),
                ("contains_none", lambda held: not held & chosen),
            ]
        )
    )
    made = getattr(getattr(Thing, attribute), name)(chosen)
    return Condition(made, lambda thing: holds(set(getattr(thing, attribute))))


@st.composite
def lengths(draw: st.DrawFn) -> Condition:
    # With the null state, what is missing has the length 0; uuids have none.
    attribute = draw(st.sampled_from(["name", "words", "tags", "numbers", "flags", "dates"]))
    length = getattr(Thing, attribute).length()

    def measure(thing: Thing) -> int:
        return len(getattr(thing, attribute) or ())

    if draw(st.booleans()):
        compare, value = draw(st.sampled_from(COMPARISONS)), draw(st.integers(-2, 5))
        return compared(length, measure, compare, value)
    chosen = draw(st.lists(st.integers(-1, 5), max_size=3))
    if draw(st.booleans()):
        return Condition(length.in_(chosen), lambda thing: measure(thing) in chosen)
    return Condition(length.not_in(chosen), lambda thing: measure(thing) not in chosen)


@st.composite
def words(draw: st.DrawFn) -> Condition:
    chosen = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3))
    wanted = set(chosen)
    name, argument, holds = draw(
        st.sampled_from(
            [
                ("matches", " ".join(chosen), lambda held: held >= wanted),
                ("contains_any", chosen, lambda held: bool(held & wanted)),
                ("contains_all", chosen, lambda held: held >= wanted),
                ("contains_none", chosen, lambda held: not held & wanted),
            ]
        )
    )
    made = getattr(Thing.words, name)(argument)
    return Condition(made, lambda thing: holds(set((thing.words or "").split())))


@st.composite
def patterns(draw: st.DrawFn) -> Condition:
    pattern = draw(st.text(st.sampled_from("ab*?dzegr"), min_size=1, max_size=4))
    fits = re.compile(pattern.replace("*", ".*").replace("?", "."))
    if draw(st.booleans()):
        return Condition(
            Thing.words.like(pattern),
            lambda thing: any(map(fits.fullmatch, (thing.words or "").split())),
        )
    return Condition(
        Thing.name.like(pattern),
        lambda thing: thing.name is not None and fits.fullmatch(thing.name) is not None,
    )


@st.composite
def missing(draw: st.DrawFn) -> Condition:
    # An empty text and an empty list count as none.
    attributes = [name for name, _ in (*ORDERED, *UNORDERED, *LISTS)]
    attribute = draw(st.sampled_from(attributes))
    path = getattr(Thing, attribute)

    def is_none(thing: Thing) -> bool:
        return getattr(thing, attribute) in (None, "", [])

    if draw(st.booleans()):
        return Condition(path.is_none(), is_none)
    return Condition(path != None, lambda thing: not is_none(thing))


@st.composite
def identities(draw: st.DrawFn) -> Condition:
    known = [UUID(int=i << 124) for i in range(16)]
    compare = draw(st.sampled_from(COMPARISONS))
    return compared(Thing.id, of("id"), compare, draw(st.sampled_from(known)))


def some_target(thing: Thing, attribute: str, holds: Callable[[Any], bool]) -> bool:
    held = getattr(thing, attribute)
    reached = list(held) if attribute == "shelves" else [held]
    return any(holds(target) for target in reached if target is not None)


OF_SHELVES: list[tuple[str, list[Any]]] = [
    ("label", [*LABELS]),
    ("level", [*range(4)]),
    ("id", [UUID(int=0)]),
]


@st.composite
def paths(draw: st.DrawFn) -> Condition:
    """Some target holds it; a target without a value is unequal to any."""
    attribute = draw(st.sampled_from(["shelf", "shelves"]))
    reference = getattr(Thing, attribute)
    property_, values = draw(st.sampled_from(OF_SHELVES))
    usable = COMPARISONS[:2] if property_ == "id" else COMPARISONS
    compare, value = draw(st.sampled_from(usable)), draw(st.sampled_from(values))
    target = compared(reference[getattr(Shelf, property_)], of(property_), compare, value)
    return Condition(target.filter, lambda thing: some_target(thing, attribute, target.holds))


@st.composite
def measured_paths(draw: st.DrawFn) -> Condition:
    attribute = draw(st.sampled_from(["shelf", "shelves"]))
    length = getattr(Thing, attribute)[Shelf.codes].length()
    compare, value = draw(st.sampled_from(COMPARISONS)), draw(st.integers(-2, 3))
    target = compared(length, lambda shelf: len(shelf.codes), compare, value)
    return Condition(target.filter, lambda thing: some_target(thing, attribute, target.holds))


@st.composite
def sources(draw: st.DrawFn) -> Condition:
    model: Any = draw(st.sampled_from([Maker, Shop]))
    name = f"{model.__name__.lower()} {draw(st.integers(0, 3))}"
    made = Thing.origins.of(model)[model.name] == name
    return Condition(
        made, lambda thing: any(type(o) is model and o.name == name for o in thing.origins)
    )


@st.composite
def counts(draw: st.DrawFn) -> Condition:
    attribute = draw(st.sampled_from(["shelf", "shelves", "origins"]))
    reference = getattr(Thing, attribute)

    def number(thing: Thing) -> int:
        held = getattr(thing, attribute)
        return len(held) if attribute != "shelf" else int(held is not None)

    if draw(st.booleans()):
        compare, value = draw(st.sampled_from(COMPARISONS)), draw(st.integers(-2, 4))
        return compared(reference.count(), number, compare, value)
    chosen = draw(st.lists(st.integers(0, 4), max_size=3))
    if draw(st.booleans()):
        return Condition(reference.count().in_(chosen), lambda thing: number(thing) in chosen)
    return Condition(reference.count().not_in(chosen), lambda thing: number(thing) not in chosen)


times = st.sampled_from(
    [
        Condition(metadata.creation_time > datetime(1980, 1, 1, tzinfo=UTC), lambda _: True),
        Condition(metadata.creation_time < datetime(1980, 1, 1, tzinfo=UTC), lambda _: False),
        Condition(metadata.last_update_time < datetime(2500, 1, 1, tzinfo=UTC), lambda _: True),
        Condition(metadata.last_update_time != datetime(2500, 1, 1, tzinfo=UTC), lambda _: True),
        Condition(metadata.creation_time > datetime(2020, 1, 1, tzinfo=UTC), lambda _: True),
        Condition(
            Thing.shelf[metadata.creation_time] > datetime(1980, 1, 1, tzinfo=UTC),
            lambda thing: thing.shelf is not None,
        ),
    ]
)

leaves = st.one_of(
    comparisons(),
    members(),
    parts(),
    lengths(),
    words(),
    patterns(),
    missing(),
    identities(),
    paths(),
    measured_paths(),
    sources(),
    counts(),
    times,
)


def negated(inner: Condition) -> Condition:
    return Condition(~inner.filter, lambda thing: not inner.holds(thing))


def both(two: tuple[Condition, Condition]) -> Condition:
    one, other = two
    return Condition(one.filter & other.filter, lambda t: one.holds(t) and other.holds(t))


def either(two: tuple[Condition, Condition]) -> Condition:
    one, other = two
    return Condition(one.filter | other.filter, lambda t: one.holds(t) or other.holds(t))


def combined(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    two = st.tuples(inner, inner)
    return st.one_of(inner.map(negated), two.map(both), two.map(either))


conditions = st.recursive(leaves, combined, max_leaves=4)


# -- orders and their look-alikes -------------------------------------------------------------


@dataclass(frozen=True)
class Order:
    sorts: tuple[Sort[Thing], ...]
    keys: tuple[tuple[Callable[[Thing], Any], bool], ...]

    def __repr__(self) -> str:
        return repr(self.sorts)

    def of(self, rows: Iterable[Thing]) -> Rows:
        """Missing values are the smallest; what ties is in the order of ids."""
        found = sorted(rows, key=of("id"))
        for key, ascending in reversed(self.keys):
            found.sort(key=key, reverse=not ascending)  # leaves what ties as it is
        return found


def sorting(attribute: str) -> Callable[[Thing], Any]:
    def key(thing: Thing) -> tuple[Any, ...]:
        value = getattr(thing, attribute)
        if value is None or value == []:
            return (0,)
        if isinstance(value, str):
            return (1, value.lower().encode())
        if isinstance(value, Mood):
            return (1, value.value)
        if isinstance(value, list):
            return (1, [each.lower() if isinstance(each, str) else each for each in value])
        return (1, value)

    return key


SORTED = ["name", "number", "ranged", "ratio", "flag", "date", "mood", "stars", "numbers", "tags"]


@st.composite
def orders(draw: st.DrawFn, most: int = 2) -> Order:
    attributes = draw(st.lists(st.sampled_from(SORTED), max_size=most, unique=True))
    directions = draw(st.lists(st.booleans(), min_size=most, max_size=most))
    chosen = list(zip(attributes, directions, strict=False))
    paths_ = [(getattr(Thing, attribute), up) for attribute, up in chosen]
    return Order(
        tuple(path.asc() if up else path.desc() for path, up in paths_),
        tuple((sorting(attribute), up) for attribute, up in chosen),
    )


# -- a scan -----------------------------------------------------------------------------------


def test_filters(client: Client, things: Rows) -> None:
    @scanning
    @given(conditions)
    def agree(condition: Condition) -> None:
        expected = [thing.id for thing in things if condition.holds(thing)]
        query = client.objects(Thing).filter(condition.filter)
        assert ids(query.all()) == expected
        assert query.count() == len(expected)
        assert query.exists() is bool(expected)

    agree()


def test_filters_orders_and_windows(client: Client, things: Rows) -> None:
    @scanning
    @given(conditions, orders(), st.integers(0, 20), st.integers(0, 20))
    def agree(condition: Condition, order: Order, start: int, length: int) -> None:
        expected = ids(order.of(thing for thing in things if condition.holds(thing)))
        query = client.objects(Thing).filter(condition.filter).order_by(*order.sorts)
        assert ids(query.all()) == expected
        if order.sorts:
            assert ids(query[start : start + length]) == expected[start : start + length]
            first = query.first()
            assert (first and first.id) == (expected[0] if expected else None)
        else:
            assert set(ids(query[start : start + length])) <= set(expected)

    agree()


def test_iterating_in_small_batches(client: Client, things: Rows) -> None:
    @scanning
    @given(st.none() | conditions, orders(most=1), st.integers(1, 7))
    def agree(condition: Condition | None, order: Order, size: int) -> None:
        query = client.objects(Thing).order_by(*order.sorts)
        expected = things
        if condition is not None:
            query = query.filter(condition.filter)
            expected = [thing for thing in things if condition.holds(thing)]
        assert ids(query.iterator(batch_size=size)) == ids(order.of(expected))

    agree()


def test_reading_on_after_an_id(client: Client, things: Rows) -> None:
    query = client.objects(Thing)
    for last in (UUID(int=0), things[0].id, things[20].id, things[-1].id):
        rest = [thing.id for thing in things if thing.id > last]
        assert ids(query.after(last)) == rest
        assert ids(query.after(last).iterator(batch_size=5)) == rest
        with_number = [t.id for t in things if t.id > last and t.number is not None]
        filtered = query.filter(Thing.number != None).after(last)
        assert ids(filtered) == with_number
        assert ids(filtered.limit(5)) == with_number[:5]
        assert filtered.count() == len(with_number)


def test_the_same_on_an_event_loop(client: Client, things: Rows) -> None:
    """The fixture of the other colour may be another engine; a query set is of both."""
    query = client.objects(Thing).filter(Thing.number > 0).order_by(Thing.ratio.desc())
    assert ids(query.iterator(batch_size=3)) == ids(query.all())


async def test_async_terminals(aclient: AsyncClient) -> None:
    await aclient.create_all([Entry, Page])
    pages = [Page(text=f"{i}") for i in range(12)]
    async with aclient.session() as session:
        session.add(*pages)
    pages.sort(key=lambda page: page.id)
    query = Page.objects
    assert await query.aall() == pages
    assert [page async for page in query] == pages
    assert [page async for page in query.aiterator(batch_size=5)] == pages
    chosen = query.filter(Page.text.in_(["3", "5"]))
    assert await chosen.acount() == 2
    assert await chosen.aexists()
    assert {page.text for page in await chosen.aall()} == {"3", "5"}
    assert await query.afirst() == pages[0]
    assert await query.aget(pages[3].id) == pages[3]
    assert await query.filter(Page.text == pages[2].text).aone() == pages[2]
    found = await query.ain_bulk([pages[4].id, UUID(int=1), pages[2].id])
    assert list(found) == [pages[4].id, pages[2].id]
    assert (await chosen.adelete()).deleted == 2
    assert await query.acount() == 10


# -- whole objects and their parts ------------------------------------------------------------

PLAIN = sorted(set(Thing.model_fields) - {"shelf", "shelves", "origins", "point", "other"})


def plain(thing: Thing) -> dict[str, object]:
    values = {name: getattr(thing, name) for name in PLAIN}
    if thing.phone is not None:  # the server says more of it
        values["phone"] = thing.phone.input, thing.phone.default_country
    return values


def test_objects_come_back_whole(client: Client, things: Rows) -> None:
    rows = client.objects(Thing).all()
    assert list(map(plain, rows)) == list(map(plain, things))
    with pytest.raises(NotLoaded):
        _ = rows[0].shelf
    with pytest.raises(NotLoaded):
        list(rows[0].shelves)


def vectors_of(thing: Thing) -> list[object]:
    return [None if v is None else np.asarray(v).tolist() for v in (thing.point, thing.other)]


def test_vectors_come_when_asked_for(client: Client, things: Rows) -> None:
    rows = client.objects(Thing).with_vectors().all()
    assert list(map(vectors_of, rows)) == list(map(vectors_of, things))
    one = client.objects(Thing).with_vectors(Thing.other).first()
    assert one is not None
    assert one.other is None or one.other.dtype == np.float32
    with pytest.raises(NotLoaded):
        _ = one.point


def test_references_come_when_asked_for(client: Client, things: Rows) -> None:
    query = client.objects(Thing).prefetch(Thing.shelf, Thing.shelves, Thing.origins)

    def seen(thing: Thing) -> tuple[object, ...]:
        shelf = thing.shelf
        return (
            shelf and (shelf.id, shelf.label, shelf.level, shelf.codes),
            [(s.id, s.label) for s in thing.shelves],
            {(type(o).__name__, o.id, o.name) for o in thing.origins},
        )

    expected = list(map(seen, things))
    assert list(map(seen, query.all())) == expected
    assert list(map(seen, query.iterator(batch_size=7))) == expected
    bulk = query.in_bulk(thing.id for thing in things)
    assert list(map(seen, bulk.values())) == expected
    hits = query.with_metadata("creation_time").limit(5).all()
    assert [seen(hit.object) for hit in hits] == expected[:5]


def test_ids_of_references_come_when_asked_for(client: Client, things: Rows) -> None:
    query = client.objects(Thing).prefetch(Thing.shelf.ids, Thing.shelves.ids, Thing.origins.ids)
    for row, thing in zip(query.all(), things, strict=True):
        assert reference_ids(row, Thing.shelf) == ((thing.shelf.id,) if thing.shelf else ())
        assert reference_ids(row, Thing.shelves) == tuple(s.id for s in thing.shelves)
        assert set(reference_ids(row, Thing.origins)) == {o.id for o in thing.origins}
        if thing.shelf is not None:
            with pytest.raises(NotLoaded):
                _ = row.shelf


def test_values_and_only(client: Client, things: Rows) -> None:
    query = client.objects(Thing)
    tuples = query.values(
        Thing.id,
        Thing.number,
        Thing.mood,
        Thing.box.value(Box.name),
        Thing.box.value(Box.part.value(Part.sizes)),
        Thing.boxes.value(Box.name),
        Thing.shelf.value(Shelf.level),
        Thing.shelves.value(Shelf.label),
    )
    expected: list[Any] = [
        (
            thing.id,
            thing.number,
            thing.mood,
            thing.box and thing.box.name,
            thing.box and thing.box.part and thing.box.part.sizes,
            [box.name for box in thing.boxes],
            thing.shelf and thing.shelf.level,
            [shelf.label for shelf in thing.shelves],
        )
        for thing in things
    ]
    assert tuples.all() == expected
    assert list(tuples.iterator(batch_size=9)) == expected
    ordered = query.order_by(Thing.number.desc()).values(Thing.id)
    assert list(ordered.iterator(batch_size=9)) == ordered.all()
    some = query.only(Thing.number, Thing.origins.of(Shop).value(Shop.floor)).all()
    assert [row[Thing.number] for row in some] == [thing.number for thing in things]
    floors = [{shop.floor for shop in thing.origins if isinstance(shop, Shop)} for thing in things]
    assert [set(row[Thing.origins.of(Shop).value(Shop.floor)]) for row in some] == floors


def test_metadata(client: Client, things: Rows) -> None:
    query = client.objects(Thing).with_metadata("creation_time", "last_update_time", "score")
    now = datetime.now(UTC)
    for hit in query.all():
        assert abs(now - hit.metadata.creation_time) < timedelta(hours=1)
        assert hit.metadata.last_update_time >= hit.metadata.creation_time
        assert hit.metadata.score == 0
    first = query.first()
    assert first is not None
    at = first.metadata.creation_time
    same = client.objects(Thing).filter(metadata.creation_time == at)
    assert first.object.id in ids(same)
    later = client.objects(Thing).filter(metadata.creation_time > at).count()
    not_later = client.objects(Thing).filter(metadata.creation_time <= at).count()
    assert later + not_later == len(things)
    just_after = at + timedelta(microseconds=1)
    assert client.objects(Thing).filter(metadata.creation_time >= just_after).count() == later
    assert client.objects(Thing).filter(metadata.creation_time == just_after).count() == 0


# -- searches ---------------------------------------------------------------------------------


def cosine(one: Any, other: Sequence[float]) -> float:
    a, b = np.asarray(one, np.float64), np.asarray(other, np.float64)
    return float(1 - a @ b / np.linalg.norm(a) / np.linalg.norm(b))


def test_near_vector(client: Client, things: Rows) -> None:
    wanted = [1.0, 2.03]
    distances = {t.id: cosine(t.point, wanted) for t in things if t.point is not None}
    nearest = sorted(distances.items(), key=operator.itemgetter(1))
    query = client.objects(Thing).near_vector(wanted, target=Thing.point)
    hits = query.with_metadata("distance", "certainty").limit(10).all()
    assert [hit.object.id for hit in hits] == [found for found, _ in nearest[:10]]
    for hit in hits:
        distance, certainty = hit.metadata.distance, hit.metadata.certainty
        assert distance == pytest.approx(distances[hit.object.id], abs=1e-5)
        assert certainty == pytest.approx(1 - distances[hit.object.id] / 2, abs=1e-5)
    assert ids(query[3:7]) == [found for found, _ in nearest[3:7]]
    assert query.limit(100).count() == len(nearest)
    radius = (nearest[4][1] + nearest[5][1]) / 2
    near = client.objects(Thing).near_vector(wanted, target=Thing.point, distance=radius)
    assert ids(near) == [found for found, _ in nearest[:5]]
    assert near.count() == 5
    filtered = query.filter(Thing.number > 0).limit(100)
    positive = {thing.id for thing in things if (thing.number or 0) > 0}
    assert ids(filtered) == [found for found, _ in nearest if found in positive]


def test_near_object(client: Client, things: Rows) -> None:
    thing = next(t for t in things if t.other is not None)
    hits = client.objects(Thing).near_object(thing, target=Thing.other).limit(3).all()
    assert hits[0].id == thing.id
    assert hits == client.objects(Thing).near_object(thing.id, target=Thing.other).limit(3).all()


def test_several_targets(client: Client, things: Rows) -> None:
    point, other = [1.0, 2.03], [1.07, 1.0, -1.2]
    sums = {
        t.id: cosine(t.point, point) + 2 * cosine(t.other, other)
        for t in things
        if t.point is not None and t.other is not None
    }
    query = client.objects(Thing).near_vector(
        {Thing.point: point, Thing.other: other},
        target=targets.manual_weights({Thing.point: 1, Thing.other: 2}),
    )
    hits = query.with_metadata("distance").limit(5).all()
    expected = sorted(sums, key=sums.__getitem__)[:5]
    assert [hit.object.id for hit in hits] == expected
    for hit in hits:
        assert hit.metadata.distance == pytest.approx(sums[hit.object.id], abs=1e-5)


def test_bm25(client: Client, things: Rows) -> None:
    query = client.objects(Thing).bm25("red dark", properties=[Thing.words])
    hits = query.with_metadata("score", "explain_score").all()
    with_one = {t.id for t in things if set((t.words or "").split()) & {"red", "dark"}}
    assert {hit.object.id for hit in hits} == with_one
    scores = [hit.metadata.score for hit in hits]
    assert scores == sorted(scores, reverse=True)
    assert "BM25F_" in hits[0].metadata.explain_score
    every = client.objects(Thing).bm25(
        "red dark", properties=[Thing.words], operator=operators.all()
    )
    with_both = {t.id for t in things if set((t.words or "").split()) >= {"red", "dark"}}
    assert set(ids(every)) == with_both
    assert every.count() == len(with_both)
    boosted = client.objects(Thing).bm25("red", properties=[Thing.words**2])
    once = client.objects(Thing).bm25("red", properties=[Thing.words])
    for twice, single in zip(
        boosted.with_metadata("score").all(), once.with_metadata("score").all(), strict=True
    ):
        assert twice.metadata.score == pytest.approx(2 * single.metadata.score)


def test_hybrid(client: Client, things: Rows) -> None:
    wanted = [1.0, 2.03]
    vectors = client.objects(Thing).near_vector(wanted, target=Thing.point)
    vectors_alone = client.objects(Thing).hybrid(vector=wanted, alpha=1, target=Thing.point)
    assert ids(vectors_alone.limit(10)) == ids(vectors.limit(10))
    words_alone = client.objects(Thing).hybrid("red", alpha=0, properties=[Thing.words])
    keyword = client.objects(Thing).bm25("red", properties=[Thing.words])
    assert set(ids(words_alone)) == set(ids(keyword))
    mixed = client.objects(Thing).hybrid("red", vector=wanted, target=Thing.point, alpha=0.5)
    hits = mixed.with_metadata("score").limit(10).all()
    scores = [hit.metadata.score for hit in hits]
    assert scores == sorted(scores, reverse=True)
    assert 0 <= scores[-1] <= scores[0] <= 1
    assert ids(mixed[3:6]) == [hit.object.id for hit in hits[3:6]]


def test_auto_limit(client: Client, things: Rows) -> None:
    query = client.objects(Thing).near_vector([1.0, 2.0], target=Thing.point)
    nearest = ids(query.limit(100))
    cut = ids(query.auto_limit(1))
    assert cut == nearest[: len(cut)]
    assert 0 < len(cut) < len(nearest)


# -- single rows, tenants, deletes ------------------------------------------------------------


def test_getting_objects(client: Client, things: Rows) -> None:
    query = client.objects(Thing)
    assert plain(query.get(things[3].id)) == plain(things[3])
    with pytest.raises(NotFound):
        query.get(UUID(int=1))
    numbered = next(t for t in things if t.number is not None)
    with pytest.raises(NotFound):
        query.filter(Thing.number.is_none()).get(numbered.id)
    wanted = [things[7].id, UUID(int=1), things[2].id]
    assert ids(query.in_bulk(wanted).values()) == [things[7].id, things[2].id]
    assert query.in_bulk(wanted).keys() == {things[7].id, things[2].id}
    assert query[5].id == sorted(ids(things))[5]


def test_tenants(client: Client) -> None:
    client.create_all([Entry])
    for tenant in ("one", "two"):
        with client.session(tenant=tenant) as session:
            session.add(*(Entry(text=f"{tenant} {i}", embedding=[1, i]) for i in range(3)))
    one, two = client.objects(Entry).tenant("one"), client.objects(Entry).tenant("two")
    assert {entry.text for entry in one} == {"one 0", "one 1", "one 2"}
    assert {entry.text for entry in two.iterator(batch_size=2)} == {"two 0", "two 1", "two 2"}
    assert one.near_vector([1, 2]).limit(1).one().text == "one 2"
    assert one.filter(Entry.text.matches("0")).delete().deleted == 1
    assert (one.count(), two.count()) == (2, 3)


def test_deleting(client: Client, things: Rows) -> None:
    query = client.objects(Thing)
    condition = (Thing.number > 0) | Thing.shelf[Shelf.level].in_([1, 2])
    left = [
        thing.id
        for thing in things
        if not ((thing.number or 0) > 0 or (thing.shelf and thing.shelf.level in (1, 2)))
    ]
    dry = query.filter(condition).delete(dry_run=True)
    assert (dry.matches, query.count()) == (len(things) - len(left), len(things))
    gone = query.filter(condition).delete()
    assert (gone.deleted, gone.failed) == (len(things) - len(left), 0)
    assert ids(query) == left
    assert query.filter(condition).delete().deleted == 0
    assert query.delete(all=True).deleted == len(left)
    assert not query.exists()
