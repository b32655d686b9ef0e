"""The async client: the same roads on an event loop."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from uuid import UUID

import pytest
import weaviate
from weaviate import WeaviateAsyncClient
from weaviate.classes.aggregate import Metrics
from weaviate.classes.config import Configure, DataType, Property, ReferenceProperty
from weaviate.classes.data import DataObject, DataReference
from weaviate.classes.query import Filter, GroupBy, QueryReference
from weaviate.collections import CollectionAsync
from weaviate.collections.classes.types import WeaviateProperties
from weaviate.exceptions import WeaviateQueryError
from weaviate.outputs.aggregate import AggregateInteger

from tests.served.conftest import Named, Place

ONES = [UUID(int=number) for number in range(1, 9)]
Objects = CollectionAsync[WeaviateProperties, None]


@pytest.fixture
async def client(place: Place) -> AsyncIterator[WeaviateAsyncClient]:
    async with weaviate.use_async_with_local(
        port=place.http_port, grpc_port=place.grpc_port
    ) as client:
        yield client


@pytest.fixture
async def things(client: WeaviateAsyncClient, named: Named) -> Objects:
    name = named("Things")
    things = await client.collections.create(
        name,
        properties=[
            Property(name="title", data_type=DataType.TEXT),
            Property(name="size", data_type=DataType.INT),
        ],
        references=[ReferenceProperty(name="next", target_collection=name)],
        vector_config=Configure.Vectors.self_provided(),
        generative_config=Configure.Generative.custom("generative-dummy"),
    )
    await things.data.insert_many(
        [
            DataObject({"title": f"t{n % 2}", "size": n}, uuid=one, vector=[float(n), 1.0])
            for n, one in enumerate(ONES)
        ]
    )
    return things


async def test_server(client: WeaviateAsyncClient) -> None:
    assert await client.is_ready()
    assert await client.is_live()
    assert (await client.get_meta())["version"] == "1.39.0"
    assert [each.name for each in await client.cluster.nodes()] == ["node1"]


async def test_collections(client: WeaviateAsyncClient, things: Objects) -> None:
    assert await client.collections.exists(things.name)
    assert things.name in await client.collections.list_all()
    await things.config.add_property(Property(name="more", data_type=DataType.BOOL))
    config = await things.config.get()
    assert [each.name for each in config.properties] == ["title", "size", "more"]
    await client.collections.delete(things.name)
    assert not await client.collections.exists(things.name)


async def test_objects(things: Objects) -> None:
    made = await things.data.insert({"title": "new"}, vector=[9.0, 9.0])
    await things.data.update(made, {"size": 5})
    found = await things.query.fetch_object_by_id(made, include_vector=True)
    assert found is not None
    assert (found.properties, found.vector) == (
        {"title": "new", "size": 5},
        {"default": [9.0, 9.0]},
    )
    await things.data.replace(made, {"title": "other"})
    await things.data.reference_add(made, "next", ONES[0])
    await things.data.reference_add_many(
        [DataReference(from_property="next", from_uuid=made, to_uuid=ONES[1])]
    )
    linked = await things.query.fetch_object_by_id(
        made, return_references=QueryReference(link_on="next")
    )
    assert linked is not None
    assert [each.uuid for each in linked.references["next"].objects] == ONES[:2]
    assert await things.data.delete_by_id(made)
    assert not await things.data.exists(made)
    assert (await things.data.delete_many(Filter.by_property("size").less_than(2))).successful == 2
    assert await things.length() == 6


async def test_searches(things: Objects) -> None:
    listed = await things.query.fetch_objects(limit=2, filters=Filter.by_property("size").equal(3))
    assert [each.uuid for each in listed.objects] == [ONES[3]]
    words = await things.query.bm25("t1", limit=2)
    assert len(words.objects) == 2
    near = await things.query.near_vector([0.0, 1.0], limit=1)
    assert [each.uuid for each in near.objects] == [ONES[0]]
    both = await things.query.hybrid("t0", vector=[0.0, 1.0], limit=1)
    assert [each.uuid for each in both.objects] == [ONES[0]]
    grouped = await things.query.near_vector(
        [0.0, 1.0], group_by=GroupBy(prop="title", objects_per_group=1, number_of_groups=2)
    )
    assert list(grouped.groups) == ["t0", "t1"]
    generated = await things.generate.fetch_objects(limit=1, single_prompt="Say {title}")
    assert generated.objects[0].generative is not None
    assert [each.uuid async for each in things.iterator()] == ONES
    with pytest.raises(WeaviateQueryError, match="nope"):
        await things.query.fetch_objects(filters=Filter.by_property("nope").equal(3))


async def test_aggregates(things: Objects) -> None:
    found = await things.aggregate.over_all(
        return_metrics=Metrics("size").integer(sum_=True), group_by="title"
    )
    sums = {
        each.grouped_by.value: size.sum_
        for each in found.groups
        if isinstance(size := each.properties["size"], AggregateInteger)
    }
    assert sums == {"t0": 12, "t1": 16}


async def test_streamed(client: WeaviateAsyncClient, things: Objects) -> None:
    async with client.batch.stream() as batch:
        for number in range(20):
            await batch.add_object(things.name, {"size": number}, uuid=UUID(int=100 + number))
    assert client.batch.failed_objects == []
    assert await things.length() == 28


async def test_side_by_side(things: Objects) -> None:
    """Reads and writes of one client at the same time."""
    reads = [things.query.near_vector([float(n), 1.0], limit=3) for n in range(20)]
    writes = [things.data.insert({"size": n}, uuid=UUID(int=500 + n)) for n in range(20)]
    found = await asyncio.gather(*reads)
    assert [len(each.objects) for each in found] == [3] * 20
    assert len(await asyncio.gather(*writes)) == 20
    assert await things.length() == 28
