"""Figures over all objects, over those near a vector, over those of words; in groups."""

from __future__ import annotations

import pytest
from weaviate import WeaviateClient
from weaviate.classes.aggregate import GroupByAggregate, Metrics
from weaviate.classes.query import Filter
from weaviate.exceptions import WeaviateQueryError
from weaviate.outputs.aggregate import (
    AggregateBoolean,
    AggregateDate,
    AggregateInteger,
    AggregateNumber,
    AggregateText,
)

from tests.served.conftest import Named
from tests.served.library import ONES, Books, built, vector


@pytest.fixture(scope="module")
def books(official: WeaviateClient, named: Named) -> Books:
    return built(official, named)


def test_counted(books: Books) -> None:
    assert books.aggregate.over_all(total_count=True).total_count == 8
    assert len(books) == 8
    sea = Filter.by_property("shelf").equal("sea")
    assert books.aggregate.over_all(filters=sea).total_count == 4
    uncounted = books.aggregate.over_all(
        total_count=False, return_metrics=Metrics("pages").integer(count=True)
    )
    assert uncounted.total_count == 0


def test_every_figure(books: Books) -> None:
    found = books.aggregate.over_all(
        return_metrics=[
            Metrics("pages").integer(),
            Metrics("price").number(),
            Metrics("lent").boolean(),
            Metrics("sold").date_(),
            Metrics("shelf").text(limit=2),
        ]
    ).properties
    pages, price, lent, sold, shelf = (
        found[name] for name in ("pages", "price", "lent", "sold", "shelf")
    )
    assert isinstance(pages, AggregateInteger)
    assert (pages.count, pages.sum_, pages.minimum, pages.maximum) == (8, 1600, 50, 350)
    assert [pages.mean, pages.median] == pytest.approx([200.0, 200.0])
    assert pages.mode in (50, 150, 250, 350)
    assert isinstance(price, AggregateNumber)
    assert (price.count, price.sum_, price.maximum) == (8, 70.0, 17.5)
    assert [price.mean, price.median] == pytest.approx([8.75, 8.75])
    assert isinstance(lent, AggregateBoolean)
    assert (lent.count, lent.total_true, lent.total_false) == (8, 3, 5)
    assert [lent.percentage_true, lent.percentage_false] == pytest.approx([0.375, 0.625])
    assert isinstance(sold, AggregateDate)
    assert (sold.count, sold.minimum, sold.maximum) == (
        8,
        "2000-01-01T00:00:00Z",
        "2007-01-01T00:00:00Z",
    )
    assert isinstance(shelf, AggregateText)
    assert [(each.value, each.count) for each in shelf.top_occurrences] == [("sea", 4), ("land", 3)]


def test_grouped(books: Books) -> None:
    found = books.aggregate.over_all(
        group_by=GroupByAggregate(prop="shelf"),
        return_metrics=[Metrics("pages").integer(sum_=True), Metrics("price").number(mean=True)],
    ).groups
    assert [(each.grouped_by.prop, each.grouped_by.value, each.total_count) for each in found] == [
        ("shelf", "sea", 4),
        ("shelf", "land", 3),
        ("shelf", "air", 1),
    ]
    pages = [each.properties["pages"] for each in found]
    assert [each.sum_ for each in pages if isinstance(each, AggregateInteger)] == [800, 750, 50]


def test_grouped_otherwise(books: Books) -> None:
    by_pages = books.aggregate.over_all(group_by="pages").groups
    assert {each.grouped_by.value: each.total_count for each in by_pages} == {
        50: 2,
        150: 2,
        250: 2,
        350: 2,
    }
    lent = books.aggregate.over_all(
        group_by="lent", filters=Filter.by_property("shelf").equal("sea")
    ).groups
    assert {each.grouped_by.value: each.total_count for each in lent} == {True: 2, False: 2}
    few = books.aggregate.over_all(group_by=GroupByAggregate(prop="shelf", limit=1)).groups
    assert [each.grouped_by.value for each in few] == ["sea"]


def test_near_vector(books: Books) -> None:
    found = books.aggregate.near_vector(
        vector(0),
        target_vector="own",
        object_limit=3,
        return_metrics=Metrics("price").number(maximum=True),
    )
    assert found.total_count == 3
    price = found.properties["price"]
    assert isinstance(price, AggregateNumber)
    assert price.maximum == 5.0
    within = books.aggregate.near_vector(vector(2), target_vector="own", distance=0.01)
    assert within.total_count == 2


def test_near_object(books: Books) -> None:
    found = books.aggregate.near_object(
        ONES[7], target_vector="own", object_limit=2, group_by="shelf"
    )
    assert [(each.grouped_by.value, each.total_count) for each in found.groups] == [("sea", 2)]


def test_hybrid(books: Books) -> None:
    found = books.aggregate.hybrid(
        "boat",
        alpha=0,
        object_limit=10,
        target_vector="own",
        query_properties=["title"],
        return_metrics=Metrics("shelf").text(top_occurrences_value=True),
    )
    assert found.total_count == 3
    shelf = found.properties["shelf"]
    assert isinstance(shelf, AggregateText)
    assert [each.value for each in shelf.top_occurrences] == ["sea"]


def test_of_an_unknown_property(books: Books) -> None:
    with pytest.raises(WeaviateQueryError, match="nope"):
        books.aggregate.over_all(return_metrics=Metrics("nope").integer(count=True))
