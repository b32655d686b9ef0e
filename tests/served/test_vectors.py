"""Vectors that do not fit, and vectors that nothing looks at."""

from __future__ import annotations

from uuid import UUID

import pytest
from weaviate import WeaviateClient
from weaviate.classes.config import Configure, DataType, Property
from weaviate.exceptions import UnexpectedStatusCodeError

from tests.served.conftest import Named

ONE, TWO, THREE = (UUID(int=number) for number in (1, 2, 3))
UNEVEN = {"many": [[1.0, 2.0], [3.0, 4.0, 5.0]]}


def test_without_an_index(official: WeaviateClient, named: Named) -> None:
    """Vectors are kept as they are, of any length."""
    things = official.collections.create(
        named("Things"),
        vector_config=Configure.Vectors.self_provided(
            vector_index_config=Configure.VectorIndex.none()
        ),
    )
    things.data.insert({}, uuid=ONE, vector=[1.0, 2.0])
    things.data.insert({}, uuid=TWO, vector=[1.0, 2.0, 3.0])
    things.data.insert_many([{}])
    things.data.update(ONE, vector=[4.0])
    things.data.replace(TWO, {}, vector=[5.0, 6.0, 7.0, 8.0])
    found = things.query.fetch_objects_by_ids([ONE, TWO], include_vector=True).objects
    assert [each.vector["default"] for each in found] == [[4.0], [5.0, 6.0, 7.0, 8.0]]


def test_of_another_length(official: WeaviateClient, named: Named) -> None:
    things = official.collections.create(
        named("Things"),
        vector_config=Configure.Vectors.self_provided(
            vector_index_config=Configure.VectorIndex.hfresh()
        ),
    )
    things.data.insert({}, uuid=ONE, vector=[1.0, 2.0])
    with pytest.raises(UnexpectedStatusCodeError, match="have vectors with length 2'}"):
        things.data.insert({}, uuid=TWO, vector=[1.0])


def test_uneven_under_an_unknown_name(official: WeaviateClient, named: Named) -> None:
    name = named("Things")
    things = official.collections.create(
        name,
        properties=[Property(name="title", data_type=DataType.TEXT)],
        vector_config=Configure.Vectors.self_provided(),
    )
    unknown = f"collection {name} does not have configuration for vector many"
    with pytest.raises(UnexpectedStatusCodeError, match=unknown):
        things.data.insert({}, uuid=ONE, vector=UNEVEN)
    things.data.insert({}, uuid=ONE)
    with pytest.raises(UnexpectedStatusCodeError, match=unknown):
        things.data.replace(ONE, {}, vector=UNEVEN)
    with pytest.raises(UnexpectedStatusCodeError, match=unknown):
        things.data.update(ONE, vector=UNEVEN)


def test_rows_of_another_length(official: WeaviateClient, named: Named) -> None:
    things = official.collections.create(
        named("Things"), vector_config=Configure.MultiVectors.self_provided()
    )
    things.data.insert({}, uuid=ONE, vector={"default": [[1.0, 2.0]]})
    fault = (
        f"validate multi vector index for update of {ONE} for target vector default: "
        "new node has a multi vector with length 1 at position 0"
    )
    with pytest.raises(UnexpectedStatusCodeError, match=fault):
        things.data.update(ONE, vector={"default": [[1.0]]})


def test_refused_once(official: WeaviateClient, named: Named) -> None:
    """What an index refuses after it is stored is told again when it changes, and not before."""
    things = official.collections.create(
        named("Things"), vector_config=Configure.MultiVectors.self_provided()
    )
    with pytest.raises(UnexpectedStatusCodeError, match="AddBatch called on multivector index"):
        things.data.insert({}, uuid=THREE, vector=[1.0, 2.0])
    things.data.replace(THREE, {}, vector=[1.0, 2.0])
    with pytest.raises(UnexpectedStatusCodeError, match="AddBatch called on multivector index"):
        things.data.replace(THREE, {}, vector=[1.0, 3.0])
