"""What the engine is measured with: objects by number, and requests about them.

An object has a text of 20 words, two ints, a number, a boolean, a list of texts and a vector of
256 dimensions. Words are as unevenly spread as in a language (Zipf). Everything follows from the
seeds.
"""

from __future__ import annotations

import random
from functools import cache
from typing import TYPE_CHECKING, Final, cast
from uuid import UUID

import numpy as np

from weaviate_orm.transport.calls import GrpcCall, HttpCall
from weaviate_orm.wire import messages as pb
from weaviate_orm.wire.encode import batch_bytes, compile_encoder
from weaviate_orm.wire.shape import CollectionShape, DataType, PropertyShape, VectorShape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from weaviate_orm.wire.shape import JSON

COLLECTION: Final = "Book"
VECTOR: Final = "embedding"
DIMENSIONS: Final = 256
BATCH: Final = 1000
WORDS: Final = 20
YEARS, PAGES = 100, 1000

_TYPES: Final[dict[str, DataType]] = {
    "text": "text",
    "year": "int",
    "pages": "int",
    "price": "number",
    "lent": "boolean",
    "tags": "text[]",
}
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
_TAGS: Final = ("adventure", "cooking", "history", "poetry", "travel")


def schema() -> HttpCall:
    properties: list[JSON] = [
        {"name": name, "dataType": [data_type]} for name, data_type in _TYPES.items()
    ]
    vectors: JSON = {VECTOR: {"vectorizer": {"none": {}}, "vectorIndexType": "hnsw"}}
    body: JSON = {"class": COLLECTION, "properties": properties, "vectorConfig": vectors}
    return HttpCall("POST", "/schema", body)


@cache
def vocabulary() -> list[str]:
    """20,000 words, the commonest first."""
    draw = random.Random(1)
    words = {"".join(draw.choices(_LETTERS, k=draw.randint(3, 8))): None for _ in range(21_000)}
    return list(words)[:20_000]


def batches(count: int) -> Iterator[bytes]:
    """Inserts of a thousand objects each, as an encoder writes them."""
    shape = CollectionShape(
        COLLECTION,
        COLLECTION,
        tuple(PropertyShape(n, n, t, f"{COLLECTION}.{n}") for n, t in _TYPES.items()),
        vectors=(VectorShape(VECTOR, VECTOR, f"{COLLECTION}.{VECTOR}"),),
    )
    encoder = compile_encoder(shape)
    words = np.array(vocabulary(), dtype=object)
    chances = 1 / np.arange(1, len(words) + 1)
    chances /= chances.sum()
    for start in range(0, count, BATCH):
        size = min(BATCH, count - start)
        draw = random.Random(start + 2)
        numbers = np.random.default_rng(start + 2)
        texts = words[numbers.choice(len(words), (size, WORDS), p=chances)]
        vectors = numbers.standard_normal((size, DIMENSIONS), dtype=np.float32)
        yield batch_bytes(
            [
                encoder.encode(
                    UUID(int=draw.getrandbits(128)),
                    {
                        "text": " ".join(text),
                        "year": draw.randrange(YEARS),
                        "pages": draw.randrange(PAGES),
                        "price": draw.random(),
                        "lent": draw.random() < 0.5,
                        "tags": draw.sample(_TAGS, 2),
                    },
                    vectors={VECTOR: vector},
                )
                for text, vector in zip(texts.tolist(), vectors, strict=True)
            ]
        )


def raw_size(count: int) -> int:
    """Bytes of so many objects as data: ids, vectors, texts, three numbers and a boolean."""
    first = pb.BatchObjectsRequest.FromString(next(batches(BATCH)))
    texts = sum(
        len(one.properties.non_ref_properties.fields["text"].string_value)
        + sum(map(len, one.properties.text_array_properties[0].values))
        for one in first.objects
    )
    return count * (16 + 4 * DIMENSIONS + 3 * 8 + 1 + texts // BATCH)


def insert(batch: bytes) -> GrpcCall[pb.BatchObjectsReply]:
    return GrpcCall("BatchObjects", batch, purpose="write")


# Requests -----------------------------------------------------------------------------------------


def near_vector(draw: random.Random) -> GrpcCall:
    return _search(near_vector=pb.NearVector(vector_bytes=_vector(draw)), limit=10)


def bm25(draw: random.Random) -> GrpcCall:
    return _search(bm25_search=pb.BM25(query=_words(draw)), limit=10)


def hybrid(draw: random.Random) -> GrpcCall:
    return _search(
        hybrid_search=pb.Hybrid(
            query=_words(draw),
            alpha=0.5,
            fusion_type=pb.Hybrid.FUSION_TYPE_RELATIVE_SCORE,
            near_vector=pb.NearVector(vector_bytes=_vector(draw)),
        ),
        limit=10,
    )


def filtered(draw: random.Random) -> GrpcCall:
    year = pb.Filters(
        operator=pb.Filters.OPERATOR_EQUAL,
        target=pb.FilterTarget(property="year"),
        value_int=draw.randrange(YEARS),
    )
    pages = pb.Filters(
        operator=pb.Filters.OPERATOR_GREATER_THAN,
        target=pb.FilterTarget(property="pages"),
        value_int=draw.randrange(PAGES // 2),
    )
    both = pb.Filters(operator=pb.Filters.OPERATOR_AND, filters=[year, pages])
    return _search(filters=both, limit=10)


def fetch(_: random.Random) -> GrpcCall:
    return _search(limit=1000)


def group_by(_: random.Random) -> GrpcCall:
    integer = pb.AggregateRequest.Aggregation.Integer(sum=True)
    return GrpcCall(
        "Aggregate",
        pb.AggregateRequest(
            collection=COLLECTION,
            objects_count=True,
            aggregations=[pb.AggregateRequest.Aggregation(property="pages", int=integer)],
            group_by=pb.AggregateRequest.GroupBy(collection=COLLECTION, property="year"),
        ),
    )


def requests(make: Callable[[random.Random], GrpcCall], count: int = 20) -> Sequence[GrpcCall]:
    """Different requests of one kind."""
    draw = random.Random(3)
    return [make(draw) for _ in range(count)]


def _search(**members: object) -> GrpcCall:
    # what each kind of search takes is checked where its message is made
    return GrpcCall(
        "Search",
        cast("Callable[..., pb.SearchRequest]", pb.SearchRequest)(
            collection=COLLECTION,
            properties=pb.PropertiesRequest(return_all_nonref_properties=True),
            metadata=pb.MetadataRequest(uuid=True, distance=True, score=True),
            uses_123_api=True,
            uses_125_api=True,
            uses_127_api=True,
            **members,
        ),
    )


def _words(draw: random.Random) -> str:
    """Two words that are neither everywhere nor nowhere."""
    return " ".join(vocabulary()[draw.randrange(20, 2000)] for _ in range(2))


def _vector(draw: random.Random) -> bytes:
    numbers = np.random.default_rng(draw.randrange(1 << 32))
    return numbers.standard_normal(DIMENSIONS, dtype=np.float32).tobytes()
