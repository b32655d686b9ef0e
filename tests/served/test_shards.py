"""Shards: their status, and what one that is read-only answers to writes."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from weaviate import WeaviateClient
from weaviate.classes.config import Configure, DataType, Property, ReferenceProperty
from weaviate.classes.data import DataReference
from weaviate.classes.query import Filter
from weaviate.collections import Collection
from weaviate.collections.classes.types import WeaviateProperties
from weaviate.exceptions import (
    UnexpectedStatusCodeError,
    WeaviateDeleteManyError,
    WeaviateInsertManyAllFailedError,
)

from tests.served.conftest import Named

Objects = Collection[WeaviateProperties, None]
ONE, TWO, THREE = (UUID(int=number) for number in (1, 2, 3))
FAULT = "store is read-only due to: manually set by user"
PUT = "put object: import into index .*: put local object: shard=.*: "
MERGE = "err:merge into index .*: update local object: shard=.*: "
PUT_OBJECT = "msg:repo.putobject code:500 err:import into index .*: put local object: shard=.*: "
DELETE = "could not delete object from vector repo: delete from index .*: delete local object: "


@pytest.fixture
def things(official: WeaviateClient, named: Named) -> Objects:
    """Two objects, the second with a reference to the first."""
    name = named("Things")
    things = official.collections.create(
        name,
        properties=[Property(name="title", data_type=DataType.TEXT)],
        references=[ReferenceProperty(name="next", target_collection=name)],
        vector_config=Configure.Vectors.self_provided(),
    )
    things.data.insert({"title": "first"}, uuid=ONE)
    things.data.insert({"title": "second"}, uuid=TWO, references={"next": ONE})
    return things


def statuses(things: Objects) -> list[str]:
    return [str(shard.status) for shard in things.config.get_shards()]


REFUSED: dict[str, tuple[str, Callable[[Objects], object]]] = {
    "insert": (PUT, lambda things: things.data.insert({"title": "x"}, uuid=THREE)),
    "update": (MERGE, lambda things: things.data.update(ONE, {"title": "x"})),
    "replace": (PUT, lambda things: things.data.replace(ONE, {"title": "x"})),
    "delete": (DELETE, lambda things: things.data.delete_by_id(ONE)),
    "delete of nothing": (DELETE, lambda things: things.data.delete_by_id(THREE)),
    "reference": (MERGE, lambda things: things.data.reference_add(ONE, "next", TWO)),
    "references": (PUT_OBJECT, lambda things: things.data.reference_replace(ONE, "next", TWO)),
    "reference gone": (PUT_OBJECT, lambda things: things.data.reference_delete(TWO, "next", ONE)),
}


@pytest.mark.parametrize("write", REFUSED)
def test_read_only(things: Objects, write: str) -> None:
    (name,) = [shard.name for shard in things.config.get_shards()]
    assert things.config.update_shards("READONLY") == {name: "READONLY"}
    words, call = REFUSED[write]
    with pytest.raises(UnexpectedStatusCodeError, match=f"{words}.*{FAULT}") as error:
        call(things)
    assert error.value.status_code == 500
    assert things.config.update_shards("READY", name) == {name: "READY"}
    call(things)


def test_read_only_for_many(things: Objects) -> None:
    things.config.update_shards("READONLY")
    with pytest.raises(WeaviateInsertManyAllFailedError, match=FAULT):
        things.data.insert_many([{"title": "x"}])
    linked = things.data.reference_add_many(
        [DataReference(from_property="next", from_uuid=ONE, to_uuid=TWO)]
    )
    assert [error.message for error in linked.errors.values()] == [FAULT]
    with things.batch.stream() as batch:
        batch.add_object({"title": "x"})
    assert [failed.message for failed in things.batch.failed_objects] == [FAULT]
    some = Filter.by_property("title").like("*")
    deleted = things.data.delete_many(some)
    assert (deleted.matches, deleted.successful, deleted.failed) == (2, 0, 1)
    tried = things.data.delete_many(some, dry_run=True)
    assert (tried.matches, tried.successful, tried.failed) == (2, 0, 1)
    with pytest.raises(WeaviateDeleteManyError, match="failed to parse id"):
        things.data.delete_many(some, verbose=True)
    assert len(things.query.fetch_objects().objects) == 2


def test_statuses(things: Objects) -> None:
    assert statuses(things) == ["READY"]
    things.config.update_shards("READONLY")
    assert statuses(things) == ["READONLY"]
    assert [shard.vector_indexing_status for shard in things.shards()] == ["READONLY"]
    things.config.update_shards("READY")
    assert statuses(things) == ["READY"]
    with pytest.raises(UnexpectedStatusCodeError, match="LOADING: invalid storage status"):
        things.config.update_shards("LOADING")  # type: ignore[arg-type]  # what is no choice


def test_several(official: WeaviateClient, named: Named) -> None:
    """As many as are wanted are shown, by name."""
    things = official.collections.create(
        named("Things"), sharding_config=Configure.sharding(desired_count=3)
    )
    names = [shard.name for shard in things.config.get_shards()]
    assert len(set(names)) == 3
    assert names == sorted(names)
    assert sorted(shard.name for shard in things.shards()) == names
    assert things.config.update_shards("READONLY", names[1]) == {names[1]: "READONLY"}
    assert statuses(things) == ["READY", "READONLY", "READY"]
    assert things.config.update_shards("READY") == dict.fromkeys(names, "READY")
    assert not things.data.insert_many([{"title": "x"}] * 9).has_errors
    assert len(things) == 9


def test_of_tenants(official: WeaviateClient, named: Named) -> None:
    things = official.collections.create(
        named("Things"), multi_tenancy_config=Configure.multi_tenancy()
    )
    things.tenants.create(["a", "b"])
    assert things.config.update_shards("READONLY", "a") == {"a": "READONLY"}
    shown = {shard.name: str(shard.status) for shard in things.config.get_shards()}
    assert shown == {"a": "READONLY", "b": "READY"}
    with pytest.raises(UnexpectedStatusCodeError, match=FAULT):
        things.with_tenant("a").data.insert({}, uuid=ONE)
    things.with_tenant("b").data.insert({}, uuid=ONE)
    things.tenants.deactivate("a")
    with pytest.raises(UnexpectedStatusCodeError, match="local a shard not found"):
        things.config.get_shards()
    things.tenants.activate("a")
    assert statuses(things) == ["READY", "READY"]
    things.with_tenant("a").data.insert({}, uuid=ONE)
