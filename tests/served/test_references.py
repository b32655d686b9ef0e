"""References: with objects, added, replaced, deleted, and read along."""

from __future__ import annotations

from uuid import UUID

import pytest
from weaviate import WeaviateClient
from weaviate.classes.config import Configure, DataType, Property, ReferenceProperty
from weaviate.classes.data import DataObject, DataReference, ReferenceToMulti
from weaviate.classes.query import Filter, MetadataQuery, QueryReference
from weaviate.collections import Collection
from weaviate.collections.classes.types import WeaviateProperties

from tests.served.conftest import Named

ONES = [UUID(int=number) for number in range(1, 10)]
Objects = Collection[WeaviateProperties, None]


@pytest.fixture
def authors(official: WeaviateClient, named: Named) -> Objects:
    authors = official.collections.create(
        named("Author"), properties=[Property(name="name", data_type=DataType.TEXT)]
    )
    authors.data.insert_many(
        [
            DataObject({"name": name}, uuid=one)
            for name, one in zip(["Ann", "Bob", "Cid"], ONES, strict=False)
        ]
    )
    return authors


@pytest.fixture
def books(official: WeaviateClient, authors: Objects, named: Named) -> Objects:
    books = official.collections.create(
        named("Book"),
        properties=[Property(name="title", data_type=DataType.TEXT)],
        references=[ReferenceProperty(name="by", target_collection=authors.name)],
    )
    books.config.add_reference(
        ReferenceProperty.MultiTarget(name="about", target_collections=[authors.name, books.name])
    )
    return books


def names(books: Objects, one: UUID, link: str = "by") -> list[object]:
    found = books.query.fetch_object_by_id(
        one, return_references=QueryReference(link_on=link, return_properties=["name"])
    )
    assert found is not None
    if not found.references:
        return []
    return [each.properties["name"] for each in found.references[link].objects]


def test_inserted_with_objects(books: Objects) -> None:
    books.data.insert({"title": "One"}, uuid=ONES[5], references={"by": ONES[0]})
    books.data.insert_many(
        [DataObject({"title": "Two"}, uuid=ONES[6], references={"by": [ONES[1], ONES[2]]})]
    )
    assert names(books, ONES[5]) == ["Ann"]
    assert names(books, ONES[6]) == ["Bob", "Cid"]


def test_added_replaced_deleted(books: Objects) -> None:
    books.data.insert({"title": "One"}, uuid=ONES[5])
    assert names(books, ONES[5]) == []
    books.data.reference_add(from_uuid=ONES[5], from_property="by", to=ONES[1])
    books.data.reference_add(from_uuid=ONES[5], from_property="by", to=ONES[0])
    assert names(books, ONES[5]) == ["Bob", "Ann"]
    books.data.reference_delete(from_uuid=ONES[5], from_property="by", to=ONES[1])
    assert names(books, ONES[5]) == ["Ann"]
    books.data.reference_replace(from_uuid=ONES[5], from_property="by", to=[ONES[2], ONES[1]])
    assert names(books, ONES[5]) == ["Cid", "Bob"]
    books.data.reference_replace(from_uuid=ONES[5], from_property="by", to=[])
    assert names(books, ONES[5]) == []


def test_added_many(books: Objects) -> None:
    books.data.insert_many([DataObject({"title": "x"}, uuid=one) for one in ONES[5:7]])
    found = books.data.reference_add_many(
        [DataReference(from_property="by", from_uuid=one, to_uuid=[*ONES[:2]]) for one in ONES[5:7]]
    )
    assert not found.has_errors
    assert sorted(map(str, names(books, ONES[5]))) == ["Ann", "Bob"]
    assert sorted(map(str, names(books, ONES[6]))) == ["Ann", "Bob"]


def test_added_many_with_errors(books: Objects) -> None:
    books.data.insert({"title": "x"}, uuid=ONES[5])
    found = books.data.reference_add_many(
        [
            DataReference(from_property="by", from_uuid=ONES[5], to_uuid=ONES[0]),
            DataReference(from_property="nope", from_uuid=ONES[5], to_uuid=ONES[0]),
        ]
    )
    assert found.has_errors
    assert list(found.errors) == [1]
    assert "nope" in found.errors[1].message
    assert names(books, ONES[5]) == ["Ann"]


def test_several_targets(books: Objects, authors: Objects) -> None:
    books.data.insert({"title": "One"}, uuid=ONES[5])
    books.data.insert({"title": "Two"}, uuid=ONES[6])
    for to, target in ((ONES[0], authors), (ONES[6], books)):
        books.data.reference_add(
            from_uuid=ONES[5],
            from_property="about",
            to=ReferenceToMulti(uuids=to, target_collection=target.name),
        )
    found = {}
    for target in (authors, books):
        one = books.query.fetch_object_by_id(
            ONES[5],
            return_references=QueryReference.MultiTarget(
                link_on="about", target_collection=target.name
            ),
        )
        assert one is not None
        (linked,) = one.references["about"].objects
        found[target.name] = (linked.collection, linked.uuid)
    assert found == {
        authors.name: (authors.name, ONES[0]),
        books.name: (books.name, ONES[6]),
    }


def test_read_along(books: Objects) -> None:
    books.data.insert({"title": "One"}, uuid=ONES[5], references={"by": ONES[:2]})
    (one,) = books.query.fetch_objects(
        return_references=[
            QueryReference(
                link_on="by",
                return_properties=["name"],
                return_metadata=MetadataQuery(creation_time=True),
            )
        ],
        return_properties=["title"],
    ).objects
    linked = one.references["by"].objects
    assert [each.uuid for each in linked] == ONES[:2]
    assert all(each.metadata.creation_time is not None for each in linked)
    assert all(each.metadata.last_update_time is None for each in linked)


def test_filtered(books: Objects) -> None:
    for one, to in ((ONES[5], ONES[0]), (ONES[6], ONES[1])):
        books.data.insert({"title": "x"}, uuid=one, references={"by": to})
    books.data.insert({"title": "x"}, uuid=ONES[7])

    def found(where: object) -> list[UUID]:
        return [each.uuid for each in books.query.fetch_objects(filters=where).objects]  # type: ignore[call-overload]  # what a filter is has no public name

    by = Filter.by_ref("by")
    assert found(by.by_property("name").equal("Bob")) == [ONES[6]]
    assert found(by.by_id().equal(ONES[0])) == [ONES[5]]
    assert found(Filter.by_ref_count("by").equal(0)) == [ONES[7]]
    assert found(Filter.by_ref_count("by").greater_than(0)) == [ONES[5], ONES[6]]


def test_centroids(official: WeaviateClient, named: Named) -> None:
    # the centroid is that of unnamed vectors
    points = official.collections.create_from_dict(
        {"class": named("Point"), "vectorizer": "none", "vectorIndexType": "hnsw"}
    )
    points.data.insert_many(
        [
            DataObject({}, uuid=ONES[0], vector=[1.0, 0.0]),
            DataObject({}, uuid=ONES[1], vector=[0.0, 1.0]),
        ]
    )
    groups = official.collections.create(
        named("Group"),
        references=[ReferenceProperty(name="of", target_collection=points.name)],
        vector_config=Configure.Vectors.ref2vec_centroid(reference_properties=["of"]),
    )
    groups.data.insert({}, uuid=ONES[5], references={"of": ONES[:2]})
    groups.data.insert({}, uuid=ONES[6], references={"of": ONES[:1]})
    found = groups.query.near_vector([1.0, 0.0], include_vector=True).objects
    assert [(each.uuid, each.vector["default"]) for each in found] == [
        (ONES[6], [1.0, 0.0]),
        (ONES[5], [0.5, 0.5]),
    ]


def test_scores_stay_when_a_batch_appends(books: Objects) -> None:
    """Lengths of texts are not counted again, not even those of the first object."""

    def scores() -> list[float | None]:
        found = books.query.bm25("fox", return_metadata=MetadataQuery(score=True)).objects
        return [each.metadata.score for each in found]

    titles = ["fox and dog", "fox", "fox dog cat bird house", "bird", "x y z fox"]
    for one, title in zip(ONES, titles, strict=False):
        books.data.insert({"title": title}, uuid=one)
    before = scores()
    books.data.reference_add_many(
        [DataReference(from_property="by", from_uuid=ONES[0], to_uuid=ONES[1])]
    )
    assert scores() == pytest.approx(before)
