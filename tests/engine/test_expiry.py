"""Objects that expire."""

from __future__ import annotations

from typing import Any

import pytest

from tests.engine.driving import identity, insert, rest, search, thing
from tests.engine.test_schema import create, message
from weaviate_orm.engine.engine import Engine
from weaviate_orm.wire import messages

HOUR = 3_600_000
THEN = 1_700_000_000_000
DATES = {1: "2000-01-01T00:00:00Z", 2: "2100-01-01T00:00:00Z", 3: None}


class Clock:
    def __init__(self) -> None:
        self.now = THEN

    def __call__(self) -> int:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def made(clock: Clock, **settings: Any) -> Engine:
    """Objects that are over, that will be in a long while, and that have no date."""
    engine = Engine(clock=clock)
    body = {
        "class": "Thing",
        "vectorizer": "none",
        "properties": [
            {"name": "title", "dataType": ["text"]},
            {"name": "number", "dataType": ["int"]},
            {"name": "over", "dataType": ["date"]},
        ],
        "objectTtlConfig": {"enabled": True, **settings},
    }
    assert create(engine, body)[0] == 200
    for number, date in DATES.items():
        one = thing(number, "word", vector=[1, 0])
        if date is not None:
            one.properties.non_ref_properties.fields["over"].string_value = date
        assert insert(engine, one) == []
    return engine


def left(engine: Engine, **members: Any) -> list[int]:
    found = search(engine, **members)
    return [int(r.metadata.id[-12:], 16) for r in found]


def in_store(engine: Engine) -> int:
    return len(rest(engine, "GET", "/v1/objects?class=Thing")[1]["objects"])


def test_what_has_expired_is_hidden(clock: Clock) -> None:
    engine = made(clock, deleteOn="over", filterExpiredObjects=True)
    words = messages.BM25(query="word")
    near = messages.NearObject(id=identity(1))
    hybrid = messages.Hybrid(query="word", alpha=0)
    group = messages.GroupBy(path=["title"], number_of_groups=1, objects_per_group=5)
    assert left(engine) == [2, 3]
    assert left(engine, limit=1) == []  # a page is cut first
    assert left(engine, bm25_search=words) == [2, 3]
    assert left(engine, near_object=near) == [2, 3]
    assert left(engine, hybrid_search=hybrid) == [2, 3]
    request = messages.SearchRequest(collection="Thing", near_object=near, group_by=group)
    reply = engine.unary("Search", request)
    assert isinstance(reply, messages.SearchReply)
    assert [len(g.objects) for g in reply.group_by_results] == [2]
    assert in_store(engine) == 3
    assert rest(engine, "HEAD", f"/v1/objects/Thing/{identity(1)}")[0] == 204


def test_it_is_shown_if_it_is_not_to_be_hidden(clock: Clock) -> None:
    assert left(made(clock, deleteOn="over")) == [1, 2, 3]


def test_every_hour_it_is_deleted(clock: Clock) -> None:
    engine = made(clock, deleteOn="over")
    assert in_store(engine) == 3
    clock.now += HOUR
    assert left(engine) == [2, 3]
    assert in_store(engine) == 2


@pytest.mark.parametrize("time", ["_creationTimeUnix", "_lastUpdateTimeUnix"])
def test_times_of_objects(clock: Clock, time: str) -> None:
    engine = made(clock, deleteOn=time, defaultTtl=5000, filterExpiredObjects=True)
    clock.now += 4_000_000
    body = {"class": "Thing", "properties": {"number": 9}}
    assert rest(engine, "PATCH", f"/v1/objects/Thing/{identity(2)}", body)[0] == 204
    clock.now = THEN + 5_000_000
    wanted = [] if time == "_creationTimeUnix" else [2]
    assert left(engine) == wanted
    clock.now = THEN + 2 * HOUR
    assert in_store(engine) == len(wanted)


def test_seconds_count_from_the_date(clock: Clock) -> None:
    engine = made(clock, deleteOn="over", defaultTtl=10**10, filterExpiredObjects=True)
    assert left(engine) == [1, 2, 3]
    engine = made(clock, deleteOn="over", defaultTtl=-(10**10), filterExpiredObjects=True)
    assert left(engine) == [3]


def test_inactive_tenants_wait(clock: Clock) -> None:
    engine = Engine(clock=clock)
    body = {
        "class": "Thing",
        "vectorizer": "none",
        "multiTenancyConfig": {"enabled": True},
        "properties": [{"name": "number", "dataType": ["int"]}],
        "objectTtlConfig": {"enabled": True, "deleteOn": "_creationTimeUnix", "defaultTtl": 60},
    }
    create(engine, body)
    tenants = "/v1/schema/Thing/tenants"
    rest(engine, "POST", tenants, [{"name": "a"}, {"name": "b"}])
    insert(engine, thing(1, tenant="a"), thing(1, tenant="b"))
    rest(engine, "PUT", tenants, [{"name": "b", "activityStatus": "COLD"}])
    clock.now += HOUR
    assert left(engine, tenant="a") == []
    rest(engine, "PUT", tenants, [{"name": "b", "activityStatus": "HOT"}])
    assert left(engine, tenant="b") == [1]
    clock.now += HOUR
    assert left(engine, tenant="b") == []


@pytest.mark.parametrize(
    ("settings", "text"),
    [
        ({}, "missing value for"),
        ({"deleteOn": "nope"}, 'property "nope" set as "deleteOn" not found'),
        ({"deleteOn": "title"}, 'property "title" set as "deleteOn" should have "date" data type'),
        ({"deleteOn": "_creationTimeUnix", "defaultTtl": 59}, "defaultTtl value too small"),
    ],
)
def test_refusals(settings: dict[str, Any], text: str) -> None:
    body: dict[str, Any] = {
        "class": "Thing",
        "properties": [{"name": "title", "dataType": ["text"]}],
    }
    refused = create(Engine(), {**body, "objectTtlConfig": {"enabled": True, **settings}})
    assert message(refused).startswith(f"ObjectTTLConfig: {text}")
    off = {**body, "objectTtlConfig": {"enabled": False, **settings}}
    assert create(Engine(), off)[0] == 200
