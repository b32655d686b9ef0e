"""The package as it is used, beside the official client and the bare protobuf call.

``python -m benchmarks.client --url http://localhost:8080?grpc_port=50051``: importing, a small
flush, lists and searches end to end, on a server with 10,000 objects of ten properties and
vectors of 256 numbers. Without ``--url`` the server is the embedded engine on loopback.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import grpc
import numpy as np
import weaviate
from weaviate.classes.query import MetadataQuery

from benchmarks import samples
from benchmarks.report import Line, best_of, table
from weaviate_orm import (
    Client,
    CollectionMeta,
    Model,
    Property,
    Vector,
    connect,
    prop,
    vector,
)
from weaviate_orm.wire import messages as pb

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

OBJECTS = 10_000
DIMENSIONS = 256


class Article(Model):
    title: Property[str]
    body: Property[str]
    author: Property[str] = prop(tokenization="field")
    words: Property[int]
    score: Property[float]
    published: Property[bool]
    created: Property[datetime]
    updated: Property[datetime]
    key: Property[UUID]
    tags: Property[list[str]]
    embedding: Vector = vector()

    class Meta(CollectionMeta):
        collection = "BenchmarkArticle"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", help="a running Weaviate; else the embedded engine, served")
    url = parser.parse_args().url
    with _served(url) as (http_port, grpc_port):
        place = f"http://127.0.0.1:{http_port}?grpc_port={grpc_port}"
        options = [("grpc.max_receive_message_length", -1)]
        with (
            connect(place) as client,
            weaviate.connect_to_local("127.0.0.1", http_port, grpc_port) as rival,
            grpc.insecure_channel(f"127.0.0.1:{grpc_port}", options=options) as channel,
        ):
            client.drop_all([Article])
            client.create_all([Article])
            try:
                _fill(client)
                lines = [*_imports(), _flush(client, rival), *_reads(client, rival, channel)]
            finally:
                client.drop_all([Article])
    print(table(lines))


@contextmanager
def _served(url: str | None) -> Iterator[tuple[int, int]]:
    if url is not None:
        parts = urlsplit(url)
        yield parts.port or 8080, int(parse_qs(parts.query).get("grpc_port", ["50051"])[0])
        return
    from weaviate_orm.testing import server

    with server() as made:
        yield made.http_port, made.grpc_port


def _fill(client: Client) -> None:
    draw = np.random.default_rng(1)
    with client.session() as session:
        for values in samples.objects(OBJECTS):
            embedding = draw.random(DIMENSIONS, dtype=np.float32)
            session.add(Article.model_validate({**values, "embedding": embedding}))


_PYDANTIC = "from pydantic import BaseModel\nclass A(BaseModel):\n    x: int"
_MODEL = "from weaviate_orm import Model, Property\nclass A(Model):\n    x: Property[int]"


def _imports() -> Iterator[Line]:
    """Whole processes: the package, the rival, and what pydantic alone costs."""
    # With compiled bytecode, as an installed package has it.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}

    def run(program: str) -> Callable[[], object]:
        command = [sys.executable, "-c", program]
        return lambda: subprocess.run(command, check=True, env=environment)

    programs = {
        "import": "import weaviate_orm",
        "class": _MODEL,
        "rival": "import weaviate",
        "bare": _PYDANTIC,
    }
    times = best_of({name: run(program) for name, program in programs.items()}, rounds=5)
    for what, name in (("import", "import"), ("import, one class", "class")):
        yield Line(
            f"{what} (bare: pydantic)", times[name], times["rival"], times["bare"], None, 1.3
        )


def _flush(client: Client, rival: weaviate.WeaviateClient) -> Line:
    """Ten new objects, stored when the block is left."""
    values = samples.objects(10)

    def ours() -> None:
        with client.session() as session:
            session.add(*(Article.model_validate(each) for each in values))

    def theirs() -> None:
        with rival.batch.dynamic() as batch:
            for each in values:
                batch.add_object(Article.__schema__["class"], each)  # type: ignore[arg-type]  # a name

    times = best_of({"ours": ours, "rival": theirs}, rounds=3)
    return Line("flush of 10 objects", times["ours"], times["rival"], None, 200)


def _reads(client: Client, rival: weaviate.WeaviateClient, channel: grpc.Channel) -> Iterator[Line]:
    query_vector = np.random.default_rng(2).random(DIMENSIONS, dtype=np.float32)
    search = channel.unary_unary(
        pb.METHODS["Search"].path,
        request_serializer=pb.SearchRequest.SerializeToString,
        response_deserializer=pb.SearchReply.FromString,
    )
    query = rival.collections.get("BenchmarkArticle").query
    articles = client.objects(Article)
    listed = articles.limit(1000).with_metadata("creation_time", "last_update_time")
    times_wanted = MetadataQuery(creation_time=True, last_update_time=True)
    names = list(samples.NAMES)
    kinds: list[tuple[str, Any, Callable[[], object], float]] = [
        (
            "fetch 1,000",
            listed,
            lambda: query.fetch_objects(
                limit=1000, return_properties=names, return_metadata=times_wanted
            ),
            1.3,
        ),
        (
            "fetch 1,000 with vectors",
            articles.limit(1000)
            .with_vectors(Article.embedding)
            .with_metadata("creation_time", "last_update_time"),
            lambda: query.fetch_objects(
                limit=1000,
                return_properties=names,
                return_metadata=times_wanted,
                include_vector=True,
            ),
            1.15,
        ),
        (
            "near_vector, 10 rows",
            articles.near_vector(query_vector).limit(10).with_metadata("distance"),
            lambda: query.near_vector(
                query_vector.tolist(),
                limit=10,
                return_properties=names,
                return_metadata=MetadataQuery(distance=True),
            ),
            1.15,
        ),
    ]
    for what, ours, theirs, aim in kinds:
        bare = partial(search, ours.to_request())
        rounds = 200 if "10 rows" in what else 15
        times = best_of({"ours": ours.all, "rival": theirs, "bare": bare}, rounds)
        yield Line(what, times["ours"], times["rival"], times["bare"], None, aim)


if __name__ == "__main__":
    start = perf_counter()
    main()
    print(f"\n{perf_counter() - start:.0f} s", file=sys.stderr)
