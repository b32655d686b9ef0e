"""Calls as texts: short, bounded, without secrets."""

from __future__ import annotations

from weaviate_orm.transport.calls import GrpcCall, HttpCall
from weaviate_orm.transport.describe import content_of, name_of, sent
from weaviate_orm.wire import messages as pb
from weaviate_orm.wire.shape import JSON


def test_a_search() -> None:
    request = pb.SearchRequest(collection="Question", limit=3)
    request.near_vector.vector_bytes = bytes(6144)
    request.filters.operator = pb.Filters.OPERATOR_EQUAL
    call = GrpcCall("Search", request)
    assert name_of(call) == "Search"
    text = content_of(call)
    assert 'collection: "Question"' in text
    assert "<6144 bytes>" in text
    assert "OPERATOR_EQUAL" in text


def test_long_lists_and_texts_are_cut() -> None:
    request = pb.BatchObjectsRequest(
        objects=[pb.BatchObject(uuid=str(i), collection="x" * 500) for i in range(10_000)]
    )
    text = content_of(GrpcCall("BatchObjects", request))
    assert "… 9997 more" in text
    assert len(text) < 2100


def test_bytes_are_read_as_their_message() -> None:
    request = pb.SearchRequest(collection="Question")
    assert content_of(GrpcCall("Search", request.SerializeToString())) == '{collection: "Question"}'
    huge = GrpcCall("BatchObjects", bytes(1 << 23))
    assert content_of(huge) == "<8388608 bytes>"


def test_map_fields_are_shown() -> None:
    request = pb.SearchRequest()
    request.near_vector.vector_per_target["a"] = b"1234"
    assert "vector_per_target: {a: <4 bytes>}" in content_of(GrpcCall("Search", request))


def test_rest_bodies_and_queries() -> None:
    call = HttpCall("PUT", "/objects/C/1", {"a": [1, 2, 3, 4, True, None]}, {"tenant": "t"})
    assert name_of(call) == "PUT /v1/objects/C/1"
    assert content_of(call) == '{"tenant": "t"} {"a": [1, 2, 3, … 3 more]}'
    assert content_of(HttpCall("POST", "/x", {"a": True, "b": None, "c": 1.5})) == (
        '{"a": true, "b": null, "c": 1.5}'
    )


def test_secrets_are_masked() -> None:
    body: JSON = {
        "apiKey": "s3cret",
        "nested": [{"client_secret": "s3cret", "accessToken": "s3cret"}],
        "password": {"deep": "s3cret"},
        "baseURL": "https://user:s3cret@host/v1",
        "tokenization": "word",
        "maxTokens": 5,
    }
    text = content_of(HttpCall("POST", "/schema", body))
    assert "s3cret" not in text
    assert '"tokenization": "word"' in text
    assert '"maxTokens": 5' in text
    assert "https://…@host/v1" in text


def test_what_an_error_keeps() -> None:
    request = sent(HttpCall("GET", "/meta"), "localhost:8080")
    assert (request.door, request.name, request.address, request.content) == (
        "rest",
        "GET /v1/meta",
        "localhost:8080",
        "",
    )
