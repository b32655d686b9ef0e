"""Tenants: made, read, put to sleep, woken, removed; objects of each apart."""

from __future__ import annotations

from uuid import UUID

import pytest
from weaviate import WeaviateClient
from weaviate.classes.config import Configure, DataType, Property, Reconfigure
from weaviate.classes.query import Filter
from weaviate.classes.tenants import (
    Tenant,
    TenantActivityStatus,
    TenantCreate,
    TenantCreateActivityStatus,
    TenantUpdate,
    TenantUpdateActivityStatus,
)
from weaviate.collections import Collection
from weaviate.collections.classes.types import WeaviateProperties
from weaviate.exceptions import UnexpectedStatusCodeError, WeaviateQueryError

from tests.served.conftest import Named

Objects = Collection[WeaviateProperties, None]
ONE = UUID(int=1)


@pytest.fixture
def notes(official: WeaviateClient, named: Named) -> Objects:
    return official.collections.create(
        named("Notes"),
        properties=[Property(name="text", data_type=DataType.TEXT)],
        multi_tenancy_config=Configure.multi_tenancy(enabled=True),
        vector_config=Configure.Vectors.self_provided(),
    )


def states(notes: Objects) -> dict[str, str]:
    return {name: each.activity_status.value for name, each in notes.tenants.get().items()}


def test_made_and_read(notes: Objects) -> None:
    notes.tenants.create("ann")
    notes.tenants.create(
        [
            Tenant(name="bob"),
            TenantCreate(name="cid", activity_status=TenantCreateActivityStatus.INACTIVE),
        ]
    )
    assert states(notes) == {"ann": "ACTIVE", "bob": "ACTIVE", "cid": "INACTIVE"}
    assert notes.tenants.get_by_names(["ann", "zoe"]).keys() == {"ann"}
    found = notes.tenants.get_by_name("cid")
    assert found is not None
    assert found.activity_status == TenantActivityStatus.INACTIVE
    assert notes.tenants.get_by_name("zoe") is None
    assert notes.tenants.exists("ann")
    assert not notes.tenants.exists("zoe")


def test_states(notes: Objects) -> None:
    notes.tenants.create(["ann", "bob"])
    of_ann = notes.with_tenant("ann")
    of_ann.data.insert({"text": "hello"}, uuid=ONE)
    notes.tenants.update(
        TenantUpdate(name="ann", activity_status=TenantUpdateActivityStatus.INACTIVE)
    )
    with pytest.raises(WeaviateQueryError, match="tenant not active"):
        of_ann.query.fetch_objects()
    notes.tenants.deactivate(["bob"])
    assert states(notes) == {"ann": "INACTIVE", "bob": "INACTIVE"}
    notes.tenants.activate(["ann", "bob"])
    assert [each.properties for each in of_ann.query.fetch_objects().objects] == [{"text": "hello"}]


def test_woken_by_use(notes: Objects) -> None:
    notes.tenants.create("ann")
    notes.tenants.deactivate("ann")
    notes.config.update(
        multi_tenancy_config=Reconfigure.multi_tenancy(
            auto_tenant_activation=True, auto_tenant_creation=True
        )
    )
    assert notes.with_tenant("ann").query.fetch_objects().objects == []
    assert states(notes) == {"ann": "ACTIVE"}
    notes.with_tenant("new").data.insert({"text": "x"})
    assert sorted(states(notes)) == ["ann", "new"]


def test_removed(notes: Objects) -> None:
    notes.tenants.create(["ann", "bob"])
    notes.tenants.remove(["ann", "zoe"])
    assert states(notes) == {"bob": "ACTIVE"}


def test_objects_apart(notes: Objects) -> None:
    notes.tenants.create(["ann", "bob"])
    ann, bob = notes.with_tenant("ann"), notes.with_tenant("bob")
    ann.data.insert({"text": "of ann"}, uuid=ONE, vector=[1.0, 0.0])
    bob.data.insert({"text": "of bob"}, uuid=ONE, vector=[0.0, 1.0])
    bob.data.insert_many([{"text": "more of bob"}])
    assert (len(ann), len(bob)) == (1, 2)
    assert [each.properties["text"] for each in ann.query.bm25("of").objects] == []
    assert [each.properties["text"] for each in ann.query.bm25("ann bob").objects] == ["of ann"]
    assert [each.uuid for each in bob.query.near_vector([0.0, 1.0], limit=1).objects] == [ONE]
    assert bob.data.delete_many(Filter.by_property("text").like("more*")).successful == 1
    assert ann.data.exists(ONE)
    ann.data.delete_by_id(ONE)
    assert not ann.data.exists(ONE)
    assert bob.data.exists(ONE)
    assert [each.uuid for each in bob.iterator()] == [ONE]


def test_refused(official: WeaviateClient, notes: Objects, named: Named) -> None:
    with pytest.raises(WeaviateQueryError, match="request was without tenant"):
        notes.query.fetch_objects()
    with pytest.raises(WeaviateQueryError, match="tenant not found"):
        notes.with_tenant("zoe").query.fetch_objects()
    with pytest.raises(UnexpectedStatusCodeError, match="tenant not found"):
        notes.with_tenant("zoe").data.insert({"text": "x"})
    plain = official.collections.create(named("Plain"))
    with pytest.raises(WeaviateQueryError, match="request was with tenant"):
        plain.with_tenant("zoe").query.fetch_objects()
    with pytest.raises(UnexpectedStatusCodeError, match="multi-tenancy is not enabled"):
        plain.tenants.create("ann")
