"""Reading and writing objects: the compiled codecs beside the official client.

``python -m benchmarks.codecs``. Everybody talks to the same server on loopback, which only gives
prepared answers; times are for one object. *Bare* is the plain protobuf call for the same
request: its reply parsed and not looked at, or its request built field by field. Then
the codecs alone, without any call.
"""

from __future__ import annotations

from itertools import repeat
from typing import TYPE_CHECKING, Any

import grpc
import weaviate
from weaviate.classes.data import DataObject
from weaviate.classes.query import MetadataQuery

from benchmarks import loopback, samples
from benchmarks.report import Line, best_of, table
from weaviate_orm.wire import messages as pb
from weaviate_orm.wire.decode import as_they_are, compile_decoder
from weaviate_orm.wire.encode import batch_bytes, compile_encoder
from weaviate_orm.wire.selection import Selection

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from weaviate_orm.wire.decode import Decoder
    from weaviate_orm.wire.encode import Encoder

SEARCH, BATCH = (pb.METHODS[name].path for name in ("Search", "BatchObjects"))


def main() -> None:
    with (
        loopback.running() as ports,
        grpc.insecure_channel(f"127.0.0.1:{ports.grpc}", options=loopback.UNLIMITED) as channel,
        weaviate.connect_to_local(
            port=ports.http, grpc_port=ports.grpc, skip_init_checks=True
        ) as client,
    ):
        lines = [
            reading(channel, client, with_vectors=False),
            reading(channel, client, with_vectors=True),
            writing(channel, client, with_vectors=False),
            writing(channel, client, with_vectors=True),
            decoding(with_vectors=False),
            decoding(with_vectors=True),
            encoding(with_vectors=False),
            encoding(with_vectors=True),
        ]
    print(table(lines))


def reading(channel: grpc.Channel, client: weaviate.WeaviateClient, *, with_vectors: bool) -> Line:
    search = channel.unary_unary(
        SEARCH,
        request_serializer=pb.SearchRequest.SerializeToString,
        response_deserializer=pb.SearchReply.FromString,
    )
    decoder = _decoder(with_vectors=with_vectors)
    properties, metadata = decoder.selection.request(decoder.shape)
    request = pb.SearchRequest(
        collection=decoder.shape.collection,
        limit=samples.READ,
        properties=properties,
        metadata=metadata,
    )
    query = client.collections.get(decoder.shape.collection).query
    wanted = MetadataQuery(creation_time=True, last_update_time=True, distance=True)
    times = best_of(
        {
            "ours": lambda: _decode(decoder, search(request)),
            "rival": lambda: query.fetch_objects(
                limit=samples.READ,
                return_properties=list(samples.NAMES),
                return_metadata=wanted,
                include_vector=with_vectors,
            ),
            "bare": lambda: search(request),
        }
    )
    each = {name: time / samples.READ for name, time in times.items()}
    if with_vectors:
        return Line("read the same with a vector", **each, aim=20)
    return Line("read 10 properties and metadata", **each, aim=6, bare_aim=4)


def writing(channel: grpc.Channel, client: weaviate.WeaviateClient, *, with_vectors: bool) -> Line:
    send = channel.unary_unary(BATCH, request_serializer=bytes, response_deserializer=bytes)
    send_message = channel.unary_unary(
        BATCH,
        request_serializer=pb.BatchObjectsRequest.SerializeToString,
        response_deserializer=bytes,
    )
    encoder = compile_encoder(samples.shape("Article"))
    rival = client.collections.get("Article").data
    prepared = [
        DataObject(
            properties=values,
            uuid=uuid,
            vector=None if vector is None else {samples.VECTOR: vector},  # type: ignore[dict-item]  # it takes arrays
        )
        for uuid, values, vector in _objects(with_vectors=with_vectors)
    ]
    times = best_of(
        {
            "ours": lambda: send(_encode(encoder, with_vectors=with_vectors)),
            "rival": lambda: rival.insert_many(prepared),  # type: ignore[arg-type]  # of values as they are
            "bare": lambda: send_message(_build(with_vectors=with_vectors)),
        }
    )
    each = {name: time / samples.WRITTEN for name, time in times.items()}
    if with_vectors:
        return Line("write the same with a numpy vector", **each, aim=12)
    return Line("write 10 properties", **each, aim=5)


def decoding(*, with_vectors: bool) -> Line:
    decoder = _decoder(with_vectors=with_vectors)
    data = samples.reply(with_vectors=with_vectors)
    times = best_of(
        {
            "ours": lambda: _decode(decoder, pb.SearchReply.FromString(data)),
            "bare": lambda: pb.SearchReply.FromString(data),
        }
    )
    each = {name: time / samples.READ for name, time in times.items()}
    return Line("parse and decode" + ", with a vector" * with_vectors, **each)


def encoding(*, with_vectors: bool) -> Line:
    encoder = compile_encoder(samples.shape("Article"))
    times = best_of(
        {
            "ours": lambda: _encode(encoder, with_vectors=with_vectors),
            "bare": lambda: _build(with_vectors=with_vectors).SerializeToString(),
        }
    )
    each = {name: time / samples.WRITTEN for name, time in times.items()}
    return Line("encode" + ", with a vector" * with_vectors, **each)


def _decoder(*, with_vectors: bool) -> Decoder:
    selection = Selection(
        vectors=(samples.VECTOR,) if with_vectors else (),
        metadata=("creation_time", "last_update_time", "distance"),
    )
    return compile_decoder(samples.shape("WithVectors" if with_vectors else "Article"), selection)


def _decode(decoder: Decoder, reply: pb.SearchReply) -> object:
    return decoder.objects(reply.results, as_they_are), decoder.metadata(reply.results)


def _objects(
    *, with_vectors: bool
) -> Iterable[tuple[UUID, dict[str, object], samples.Vector | None]]:
    count = samples.WRITTEN
    vectors = samples.vectors(count) if with_vectors else repeat(None)
    return zip(samples.ids(count), samples.objects(count), vectors, strict=False)


def _encode(encoder: Encoder, *, with_vectors: bool) -> bytes:
    return batch_bytes(
        [
            encoder.encode(
                uuid, values, vectors=None if vector is None else {samples.VECTOR: vector}
            )
            for uuid, values, vector in _objects(with_vectors=with_vectors)
        ]
    )


def _build(*, with_vectors: bool) -> pb.BatchObjectsRequest:
    """The same request by protobuf's own means."""
    request = pb.BatchObjectsRequest()
    for uuid, given, vector in _objects(with_vectors=with_vectors):
        values: dict[str, Any] = given
        made = request.objects.add(uuid=str(uuid), collection="Article")
        fields = made.properties.non_ref_properties.fields
        for name in ("title", "body", "author"):
            fields[name].string_value = values[name]
        for name in ("words", "score"):
            fields[name].number_value = values[name]
        fields["published"].bool_value = values["published"]
        for name in ("created", "updated"):
            fields[name].string_value = values[name].isoformat()
        fields["key"].string_value = str(values["key"])
        made.properties.text_array_properties.add(prop_name="tags", values=values["tags"])
        if vector is not None:
            made.vectors.add(
                name=samples.VECTOR,
                type=pb.Vectors.VECTOR_TYPE_SINGLE_FP32,
                vector_bytes=vector.tobytes(),
            )
    return request


if __name__ == "__main__":
    main()
