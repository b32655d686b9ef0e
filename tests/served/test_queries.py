"""Lists: filters of all kinds, orders, pages, and what is fetched."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from weaviate import WeaviateClient
from weaviate.classes.query import (
    Filter,
    FilterReturn,
    GeoCoordinate,
    MetadataQuery,
    QueryNested,
    QueryReference,
    Sort,
)
from weaviate.exceptions import WeaviateQueryError

from tests.served.conftest import Named
from tests.served.library import AUTHORS, ONES, SHELVES, TITLES, Books, book, built, vector

ALL = range(len(ONES))


@pytest.fixture(scope="module")
def books(official: WeaviateClient, named: Named) -> Books:
    return built(official, named)


def numbers(found: Iterable[UUID]) -> list[int]:
    return [ONES.index(each) for each in found]


by = Filter.by_property
EARLY = datetime(2000, 1, 1, tzinfo=UTC)
RECENT = datetime(2020, 1, 1, tzinfo=UTC)
AGO = datetime(2001, 1, 1, tzinfo=UTC)

FILTERS: list[tuple[FilterReturn, Callable[[int], bool]]] = [
    (by("title").equal("boat"), lambda n: n in (0, 1, 6)),
    (by("title").equal("the boat"), lambda n: n in (0, 1, 6)),
    (by("title").not_equal("boat"), lambda n: n not in (0, 1, 6)),
    (by("title").like("wat*"), lambda n: n in (4, 7)),
    (by("title").like("?ind"), lambda n: n in (3, 4)),
    (by("shelf").equal("sea"), lambda n: SHELVES[n] == "sea"),
    (by("shelf").equal("Sea"), lambda n: False),
    (by("shelf").contains_any(["sea", "air"]), lambda n: SHELVES[n] in ("sea", "air")),
    (by("shelf").contains_none(["sea", "air"]), lambda n: SHELVES[n] == "land"),
    (by("pages").equal(150), lambda n: n % 4 == 1),
    (by("pages").greater_than(150), lambda n: n % 4 > 1),
    (by("pages").greater_or_equal(150), lambda n: n % 4 >= 1),
    (by("pages").less_than(150), lambda n: n % 4 < 1),
    (by("pages").less_or_equal(150), lambda n: n % 4 <= 1),
    (by("pages").contains_any([50, 350]), lambda n: n % 4 in (0, 3)),
    (by("price").greater_than(7.4), lambda n: n >= 3),
    (by("price").equal(7.5), lambda n: n == 3),
    (by("sold").less_than(EARLY + timedelta(days=800)), lambda n: n <= 2),
    (by("sold").equal(AGO), lambda n: n == 1),
    (by("lent").equal(True), lambda n: n % 3 == 0),
    (by("code").equal(UUID(int=1002)), lambda n: n == 2),
    (by("code").contains_any([UUID(int=1002), UUID(int=1004)]), lambda n: n in (2, 4)),
    (by("tags").contains_all(["all", "even"]), lambda n: n % 2 == 0),
    (by("tags").contains_any(["t1", "t5"]), lambda n: n in (1, 5)),
    (by("tags").contains_none(["even"]), lambda n: n % 2 == 1),
    (by("tags", length=True).equal(3), lambda n: n % 2 == 0),
    (by("title", length=True).less_than(10), lambda n: n == 7),
    (by("note").is_none(True), lambda n: True),
    (by("note").is_none(False), lambda n: False),
    (
        by("place").within_geo_range(GeoCoordinate(latitude=20, longitude=0), 1_200_000),
        lambda n: n in (1, 2, 3),
    ),
    (Filter.by_id().equal(ONES[3]), lambda n: n == 3),
    (Filter.by_id().not_equal(ONES[3]), lambda n: n != 3),
    (Filter.by_id().contains_any([ONES[3], ONES[5]]), lambda n: n in (3, 5)),
    (Filter.by_creation_time().greater_than(RECENT), lambda n: True),
    (Filter.by_update_time().less_than(RECENT), lambda n: False),
    (Filter.by_ref("by").by_property("name").equal("Ada"), lambda n: n % 2 == 0),
    (Filter.by_ref("by").by_id().equal(AUTHORS[1]), lambda n: n % 2 == 1),
    (Filter.by_ref_count("by").equal(1), lambda n: True),
    (
        by("shelf").equal("sea") & by("lent").equal(False),
        lambda n: SHELVES[n] == "sea" and n % 3 != 0,
    ),
    (by("shelf").equal("air") | by("price").equal(0), lambda n: n in (0, 4)),
    (
        Filter.all_of(
            [
                by("shelf").not_equal("air"),
                Filter.any_of([by("pages").equal(50), by("pages").equal(350)]),
                Filter.not_(by("lent").equal(True)),
            ]
        ),
        lambda n: n == 7,
    ),
]


@pytest.mark.parametrize("at", range(len(FILTERS)))
def test_filter(books: Books, at: int) -> None:
    where, holds = FILTERS[at]
    found = books.query.fetch_objects(filters=where, limit=100).objects
    # in the order of their storing, which is up to the server where many come at once
    assert sorted(numbers(each.uuid for each in found)) == [n for n in ALL if holds(n)]


def test_filter_of_an_unknown_property(books: Books) -> None:
    with pytest.raises(WeaviateQueryError, match="no such prop with name 'nope' found in class"):
        books.query.fetch_objects(filters=by("nope").equal(1))


def test_filter_of_another_type(books: Books) -> None:
    with pytest.raises(WeaviateQueryError, match="expected an integer value, but could not parse"):
        books.query.fetch_objects(filters=by("pages").equal("many"))


def test_fetched_by_default(books: Books) -> None:
    (found,) = books.query.fetch_objects(limit=1).objects
    assert found.properties == {**book(0), "note": None, "place": found.properties["place"]}
    assert found.vector == {}
    assert found.metadata.creation_time is None
    assert not found.references


def test_fetched_by_choice(books: Books) -> None:
    (found,) = books.query.fetch_objects(
        limit=1,
        offset=3,
        return_properties=[
            "title",
            QueryNested(
                name="edition", properties=["year", QueryNested(name="in", properties=["city"])]
            ),
        ],
        return_references=QueryReference(link_on="by", return_properties=["name"]),
        return_metadata=MetadataQuery.full(),
        include_vector=["own"],
    ).objects
    assert found.uuid == ONES[3]
    assert found.properties == {
        "title": TITLES[3],
        "edition": {"year": 1993, "in": {"city": "City 3"}},
    }
    assert [each.properties for each in found.references["by"].objects] == [{"name": "Ben"}]
    assert found.vector == {"own": vector(3)}
    assert found.metadata.creation_time == found.metadata.last_update_time
    assert found.metadata.distance is None


def test_fetched_without_properties(books: Books) -> None:
    (found,) = books.query.fetch_objects(limit=1, return_properties=[]).objects
    assert found.properties == {}


def test_fetched_by_ids(books: Books) -> None:
    found = books.query.fetch_objects_by_ids([ONES[4], UUID(int=9999), ONES[1]]).objects
    assert sorted(numbers(each.uuid for each in found)) == [1, 4]
    assert books.query.fetch_objects_by_ids([]).objects == []
    one = books.query.fetch_object_by_id(ONES[2], return_properties=["title"])
    assert one is not None
    assert one.properties == {"title": TITLES[2]}


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (Sort.by_property("price", ascending=False), [7, 6, 5, 4, 3, 2, 1, 0]),
        (Sort.by_property("title"), [1, 2, 6, 3, 0, 5, 7, 4]),
        (Sort.by_property("sold", ascending=False).by_property("price"), [7, 6, 5, 4, 3, 2, 1, 0]),
        (
            Sort.by_property("pages").by_property("price", ascending=False),
            [4, 0, 5, 1, 6, 2, 7, 3],
        ),
        (Sort.by_property("lent").by_id(ascending=False), [7, 5, 4, 2, 1, 6, 3, 0]),
        (Sort.by_id(ascending=False), [7, 6, 5, 4, 3, 2, 1, 0]),
    ],
)
def test_sorted(books: Books, order: object, expected: list[int]) -> None:
    found = books.query.fetch_objects(sort=order).objects  # type: ignore[call-overload]  # what an order is has no public name
    assert numbers(each.uuid for each in found) == expected


def test_sorted_by_time(books: Books) -> None:
    for order in (Sort.by_creation_time(), Sort.by_update_time(ascending=False)):
        found = books.query.fetch_objects(sort=order).objects
        assert sorted(numbers(each.uuid for each in found)) == [*ALL]


def test_pages(books: Books) -> None:
    def page(**where: int | UUID) -> list[int]:
        return numbers(each.uuid for each in books.query.fetch_objects(**where).objects)  # type: ignore[call-overload]  # a subset of its parameters

    assert page(limit=3) == [0, 1, 2]
    assert page(limit=3, offset=3) == [3, 4, 5]
    assert page(limit=3, offset=7) == [7]
    assert page(limit=3, after=ONES[4]) == [5, 6, 7]
    assert page(offset=100) == []
    with pytest.raises(WeaviateQueryError, match="query maximum results exceeded"):
        page(limit=10_001)


def test_iterated(books: Books) -> None:
    assert numbers(each.uuid for each in books.iterator(cache_size=3)) == [*ALL]
    (first, *_) = books.iterator(
        return_properties=["title"],
        include_vector=True,
        return_references=QueryReference(link_on="by"),
    )
    assert first.properties == {"title": TITLES[0]}
    assert first.vector["own"] == vector(0)
    assert [each.uuid for each in first.references["by"].objects] == [AUTHORS[0]]


def test_unknown_collection(official: WeaviateClient) -> None:
    with pytest.raises(WeaviateQueryError, match="could not find class Nowhere in schema"):
        official.collections.get("Nowhere").query.fetch_objects()
