"""What the server under test gives back is what was given: for every type, at any depth.

Each example makes a collection of its own, so one server may serve them all.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias
from uuid import UUID, uuid4

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from tests import strategies as own
from weaviate_orm.flows.flow import Flow, call, http
from weaviate_orm.transport.calls import HttpCall, batch_objects, search
from weaviate_orm.wire import messages as pb
from weaviate_orm.wire.beacons import Beacon
from weaviate_orm.wire.decode import Row, as_they_are, compile_decoder
from weaviate_orm.wire.documents import Document, compile_documents
from weaviate_orm.wire.encode import EncodedObject, batch_bytes, compile_encoder
from weaviate_orm.wire.selection import ReferenceSelection, Selection
from weaviate_orm.wire.shape import CollectionShape, PropertyShape, ReferenceShape, VectorShape
from weaviate_orm.wire.types.json_form import schema_fragment

if TYPE_CHECKING:
    from weaviate_orm.client import Client
    from weaviate_orm.wire.shape import JSON

Values: TypeAlias = dict[str, object]

by_one_server = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


def create(shape: CollectionShape) -> Flow[object]:
    document: dict[str, JSON] = {
        "class": shape.collection,
        "properties": [
            *(
                {"name": each.name, "indexFilterable": False, **schema_fragment(each)}
                for each in shape.properties
            ),
            *({"name": each.name, "dataType": each.targets} for each in shape.references),
        ],
    }
    named: JSON = {
        each.name: {
            "vectorizer": {"none": {}},
            "vectorIndexType": "hnsw",
            "vectorIndexConfig": {"multivector": {"enabled": each.multi}},
        }
        for each in shape.vectors
        if each.name
    }
    return http(HttpCall("POST", "/schema", document | ({"vectorConfig": named} if named else {})))


def drop(shape: CollectionShape) -> Flow[object]:
    return http(HttpCall("DELETE", f"/schema/{shape.collection}"))


def insert(client: Client, objects: Sequence[EncodedObject]) -> None:
    assert list(client.run(call(batch_objects(batch_bytes(objects)))).errors) == []


def found_by(client: Client, shape: CollectionShape, selection: Selection) -> dict[object, Row]:
    """Rows by id."""
    properties, metadata = selection.request(shape)
    request = pb.SearchRequest(
        collection=shape.collection,
        properties=properties,
        metadata=metadata,
        uses_123_api=True,
        uses_125_api=True,
        uses_127_api=True,
    )
    results = client.run(call(search(request))).results
    rows = compile_decoder(shape, selection).objects(results, as_they_are)
    return {row.pop("id"): row for row in rows}


def document_of(client: Client, shape: CollectionShape, uuid: UUID) -> Document:
    path = f"/objects/{shape.collection}/{uuid}"
    answer = client.run(http(HttpCall("GET", path, query={"include": "vector"})))
    return compile_documents(shape)(answer.body)


@st.composite
def filled(draw: st.DrawFn, objects: int) -> tuple[CollectionShape, list[Values]]:
    shape = draw(own.collections(f"Round{uuid4().hex}"))
    some = st.lists(own.attributes(shape.properties), min_size=1, max_size=objects)
    return shape, draw(some)


@by_one_server
@given(filled(objects=4))
def test_what_was_inserted_is_read(
    client: Client, case: tuple[CollectionShape, list[Values]]
) -> None:
    shape, objects = case
    client.run(create(shape))
    given_ids = [uuid4() for _ in objects]
    encode = compile_encoder(shape).encode
    insert(client, [encode(*each) for each in zip(given_ids, objects, strict=True)])

    found = found_by(client, shape, Selection())
    expected = dict(zip(given_ids, objects, strict=True))
    assert found == expected
    for uuid, values in expected.items():
        assert document_of(client, shape, uuid).values == values
    client.run(drop(shape))


@by_one_server
@given(filled(objects=1), st.data())
def test_what_was_put_and_patched_is_read(
    client: Client, case: tuple[CollectionShape, list[Values]], data: st.DataObject
) -> None:
    shape, (values,) = case
    client.run(create(shape))
    encoder, uuid = compile_encoder(shape), uuid4()
    body: dict[str, JSON] = {"class": shape.collection, "id": str(uuid)}
    made = body | {"properties": encoder.json_properties(values)}
    client.run(http(HttpCall("POST", "/objects", made)))
    assert document_of(client, shape, uuid).values == values

    changes = data.draw(own.attributes(shape.properties))
    names = data.draw(
        st.lists(st.sampled_from(sorted(values)), unique=True) if values else st.just([])
    )
    patch = body | {"properties": encoder.json_properties(changes, only=names)}
    path = f"/objects/{shape.collection}/{uuid}"
    client.run(http(HttpCall("PATCH", path, patch)))
    patched = values | {name: changes[name] for name in names}
    assert document_of(client, shape, uuid).values == patched
    assert found_by(client, shape, Selection())[uuid] == patched
    client.run(drop(shape))


def vector_of(*shape: int) -> st.SearchStrategy[object]:
    # The server computes distances between these: they stay where squares do not overflow.
    numbers = st.floats(-1e6, 1e6, width=32).filter(lambda number: abs(number) > 1e-6 or not number)
    return st.none() | arrays.arrays(np.float32, shape, elements=numbers).filter(np.any)


@by_one_server
@given(st.lists(st.tuples(vector_of(5), vector_of(3), vector_of(2, 4)), min_size=1, max_size=4))
def test_vectors_are_read_as_they_were_given(
    client: Client, given: list[tuple[object, ...]]
) -> None:
    attributes = ("first", "second", "rows")
    shape = CollectionShape(
        f"Round{uuid4().hex}",
        "Thing",
        (),
        vectors=tuple(
            VectorShape(name, f"{name}Vector", f"Thing.{name}", multi=name == "rows")
            for name in attributes
        ),
    )
    client.run(create(shape))
    encoder = compile_encoder(shape)
    expected: dict[UUID, Values] = {
        uuid4(): dict(zip(attributes, vectors, strict=True)) for vectors in given
    }
    insert(client, [encoder.encode(uuid, {}, vectors=each) for uuid, each in expected.items()])

    found = found_by(client, shape, Selection(vectors=attributes))
    assert found.keys() == expected.keys()
    for uuid, vectors in expected.items():
        document = document_of(client, shape, uuid)
        for attribute, vector in vectors.items():
            np.testing.assert_equal(found[uuid][attribute], vector)
            np.testing.assert_equal(document.vectors.get(attribute), vector)
    client.run(drop(shape))


def test_references_are_read_in_their_order(client: Client) -> None:
    number = uuid4().hex
    name = PropertyShape("name", "name", "text", "Person.name")
    person = CollectionShape(f"Person{number}", "Person", (name,))
    book = CollectionShape(
        f"Book{number}",
        "Book",
        (),
        references=(
            ReferenceShape("author", "author", "Book.author", (person.collection,)),
            ReferenceShape(
                "mentions",
                "mentions",
                "Book.mentions",
                (person.collection, f"Book{number}"),
                many=True,
            ),
        ),
    )
    client.run(create(person))
    without = CollectionShape(book.collection, "Book", ())
    client.run(create(without))
    for each in book.references:
        document: JSON = {"name": each.name, "dataType": each.targets}
        client.run(http(HttpCall("POST", f"/schema/{book.collection}/properties", document)))

    people = [uuid4() for _ in range(3)]
    encode = compile_encoder(person).encode
    insert(client, [encode(uuid, {"name": f"n{at}"}) for at, uuid in enumerate(people)])
    lone, full = uuid4(), uuid4()
    encode = compile_encoder(book).encode
    insert(client, [encode(lone, {})])
    mentions = [
        Beacon(person.collection, people[2]),
        Beacon(book.collection, lone),
        Beacon(person.collection, people[0]),
    ]
    insert(client, [encode(full, {}, references={"author": people[:1], "mentions": mentions})])

    selection = Selection(
        references=(
            ReferenceSelection("author", person),
            ReferenceSelection("mentions", collection=person.collection),
        )
    )
    found = found_by(client, book, selection)
    assert found[lone] == {"author": [], "mentions": []}
    assert found[full] == {
        "author": [{"id": people[0], "name": "n0"}],
        "mentions": [people[2], people[0]],
    }

    document_found = document_of(client, book, full)
    assert document_found.references["mentions"] == mentions
    assert document_found.references["author"] == [Beacon(person.collection, people[0])]
    client.run(drop(book))
    client.run(drop(person))
