"""What the server under test gives back is what was given: for every type, at any depth."""

from __future__ import annotations

from itertools import count
from uuid import uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import strategies as own
from weaviate_orm.client import Client
from weaviate_orm.flows.flow import call, http
from weaviate_orm.transport.calls import HttpCall, batch_objects, search
from weaviate_orm.wire import messages as pb
from weaviate_orm.wire.decode import Found, compile_decoder
from weaviate_orm.wire.encode import batch_bytes, compile_encoder
from weaviate_orm.wire.selection import Selection
from weaviate_orm.wire.shape import CollectionShape
from weaviate_orm.wire.types.json_form import schema_fragment

_numbers = count()


def create(client: Client, shape: CollectionShape) -> None:
    client.run(
        http(
            HttpCall(
                "POST",
                "/schema",
                {
                    "class": shape.collection,
                    "vectorizer": "none",
                    "properties": [
                        {"name": each.name, "indexFilterable": False, **schema_fragment(each)}
                        for each in shape.properties
                    ],
                },
            )
        )
    )


@st.composite
def filled(draw: st.DrawFn) -> tuple[CollectionShape, list[dict[str, object]]]:
    shape = draw(own.collections(f"Round{next(_numbers)}x{uuid4().hex[:6]}"))
    return shape, draw(st.lists(own.attributes(shape.properties), min_size=1, max_size=4))


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None
)
@given(filled())
def test_what_was_inserted_is_read(
    client: Client, case: tuple[CollectionShape, list[dict[str, object]]]
) -> None:
    shape, objects = case
    create(client, shape)
    encoder = compile_encoder(shape)
    ids = [uuid4() for _ in objects]
    request = batch_bytes(
        [encoder.encode(id_, values) for id_, values in zip(ids, objects, strict=True)]
    )
    assert list(client.run(call(batch_objects(request))).errors) == []

    selection = Selection()
    properties, metadata = selection.request(shape)
    reply = client.run(
        call(
            search(
                pb.SearchRequest(
                    collection=shape.collection,
                    properties=properties,
                    metadata=metadata,
                    uses_123_api=True,
                    uses_125_api=True,
                    uses_127_api=True,
                )
            )
        )
    )
    found = {
        each.id: each.values
        for each in compile_decoder(shape, selection).objects(reply.results, Found)
    }
    assert found == dict(zip(ids, objects, strict=True))
    client.run(http(HttpCall("DELETE", f"/schema/{shape.collection}")))
