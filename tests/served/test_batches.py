"""Batches: of every kind that the client has, with objects, references and faults."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any
from uuid import UUID

import pytest
from weaviate import WeaviateClient
from weaviate.classes.config import Configure, DataType, Property, ReferenceProperty
from weaviate.classes.query import QueryReference
from weaviate.collections import Collection
from weaviate.collections.classes.types import WeaviateProperties

from tests.served.conftest import Named

Objects = Collection[WeaviateProperties, None]
# what a batch is has no public name
Batches = Callable[[Any], AbstractContextManager[Any]]

KINDS: dict[str, Batches] = {
    "dynamic": lambda batch: batch.dynamic(),
    "fixed_size": lambda batch: batch.fixed_size(batch_size=7, concurrent_requests=2),
    "rate_limit": lambda batch: batch.rate_limit(requests_per_minute=60_000),
    "stream": lambda batch: batch.stream(),
}


@pytest.fixture
def things(official: WeaviateClient, named: Named) -> Objects:
    name = named("Things")
    return official.collections.create(
        name,
        properties=[Property(name="size", data_type=DataType.INT)],
        references=[ReferenceProperty(name="next", target_collection=name)],
        vector_config=Configure.Vectors.self_provided(),
    )


def one(number: int) -> UUID:
    return UUID(int=number + 1)


@pytest.mark.parametrize("kind", KINDS)
def test_of_a_collection(things: Objects, kind: str) -> None:
    with KINDS[kind](things.batch) as batch:
        for number in range(30):
            batch.add_object(
                {"size": number},
                uuid=one(number),
                vector=[float(number), 1.0],
            )
        for number in range(1, 5):
            batch.add_reference(from_uuid=one(number), from_property="next", to=one(number + 1))
    assert things.batch.failed_objects == []
    assert things.batch.failed_references == []
    found = things.query.fetch_objects(
        limit=100, include_vector=True, return_references=QueryReference(link_on="next")
    ).objects
    assert [each.properties["size"] for each in found] == [*range(30)]
    assert [each.vector["default"] for each in found[:2]] == [[0.0, 1.0], [1.0, 1.0]]
    links = {
        each.uuid: [linked.uuid for linked in each.references["next"].objects]
        for each in found
        if each.references
    }
    assert links == {one(n): [one(n + 1)] for n in range(1, 5)}


@pytest.mark.parametrize("kind", ["dynamic", "stream"])
def test_with_faults(things: Objects, kind: str) -> None:
    with KINDS[kind](things.batch) as batch:
        batch.add_object({"size": 1}, uuid=one(0))
        batch.add_object({"size": "large"}, uuid=one(1))
        batch.add_object({"size": 3}, uuid=one(2))
    (failed,) = things.batch.failed_objects
    assert str(failed.object_.uuid) == str(one(1))
    assert "requires an integer" in failed.message
    assert sorted(each.uuid for each in things.query.fetch_objects().objects) == [one(0), one(2)]


@pytest.mark.parametrize("kind", ["fixed_size", "stream"])
def test_of_the_client(official: WeaviateClient, things: Objects, named: Named, kind: str) -> None:
    tenants = official.collections.create(
        named("Tenants"),
        multi_tenancy_config=Configure.multi_tenancy(enabled=True, auto_tenant_creation=True),
    )
    with KINDS[kind](official.batch) as batch:
        for number in range(10):
            batch.add_object(things.name, {"size": number}, uuid=one(number))
            batch.add_object(
                tenants.name, {"name": f"n{number}"}, tenant=f"t{number % 2}", uuid=one(number)
            )
    assert official.batch.failed_objects == []
    assert len(things.query.fetch_objects().objects) == 10
    assert sorted(tenants.tenants.get()) == ["t0", "t1"]
    found = tenants.with_tenant("t1").query.fetch_objects().objects
    assert [each.uuid for each in found] == [one(n) for n in range(1, 10, 2)]


def test_a_collection_made_by_use(official: WeaviateClient, named: Named) -> None:
    """And of several objects with one id the last counts."""
    name = named("Unmade")
    with official.batch.dynamic() as batch:
        for size in (1, 2, 3):
            batch.add_object(name, {"title": "x", "size": size}, uuid=one(0))
    assert official.batch.failed_objects == []
    made = official.collections.get(name)
    kinds = {each.name: each.data_type for each in made.config.get().properties}
    assert kinds == {"title": DataType.TEXT, "size": DataType.NUMBER}
    assert [each.properties["size"] for each in made.query.fetch_objects().objects] == [3]


def test_many_streamed(things: Objects) -> None:
    """More than one message of a stream, with references to what comes with them."""
    with things.batch.stream() as batch:
        for number in range(700):
            batch.add_object({"size": number}, uuid=one(number))
            if number:
                batch.add_reference(from_uuid=one(number), from_property="next", to=one(number - 1))
    assert things.batch.failed_objects == []
    assert things.batch.failed_references == []
    last = things.query.fetch_object_by_id(
        one(699), return_references=QueryReference(link_on="next")
    )
    assert last is not None
    assert [each.uuid for each in last.references["next"].objects] == [one(698)]
    assert sum(1 for _ in things.iterator()) == 700
