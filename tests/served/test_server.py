"""`weaviate_orm.testing.server`: ports, folders, modules, what cannot be."""

from __future__ import annotations

import socket
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import UUID

import pytest
import weaviate
from weaviate.classes.config import Configure, DataType, Property

from tests.served.conftest import without_uvicorn
from weaviate_orm import connect
from weaviate_orm.errors import MisuseError, NotSupported
from weaviate_orm.testing import Served, server

ONE = UUID(int=1)


def official(served: Served) -> weaviate.WeaviateClient:
    return weaviate.connect_to_local(port=served.http_port, grpc_port=served.grpc_port)


def test_where_it_is() -> None:
    with server() as served:
        assert served.host == "127.0.0.1"
        assert served.http_url == f"http://127.0.0.1:{served.http_port}"
        assert served.url == f"{served.http_url}?grpc_port={served.grpc_port}"
        assert repr(served) == f"Served({served.url!r})"
        with connect(served.url) as client:
            assert str(client.server().version) == "1.39.0"
    for port in (served.http_port, served.grpc_port):
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port))


def test_no_threads_are_left() -> None:
    before = set(threading.enumerate())
    with server() as served, official(served) as client:
        client.collections.create("Thing").data.insert({})
        assert any("weaviate-orm" in each.name for each in {*threading.enumerate()} - before)
    left = set(threading.enumerate()) - before
    assert not [each.name for each in left if "weaviate-orm" in each.name]


def test_a_folder(tmp_path: Path) -> None:
    with server(tmp_path / "data") as served, official(served) as client:
        client.collections.create("Thing").data.insert({"a": "b"}, uuid=ONE)
        with pytest.raises(MisuseError, match=r"reset\(\) is for data in memory"):
            served.reset()
        with (
            pytest.raises(MisuseError, match="is open in another engine"),
            server(tmp_path / "data"),
        ):
            pass
    with server(str(tmp_path / "data")) as served, official(served) as client:
        found = client.collections.get("Thing").query.fetch_object_by_id(ONE)
        assert found is not None
        assert found.properties == {"a": "b"}


def test_reset() -> None:
    with server() as served, official(served) as client:
        client.collections.create("Thing")
        client.alias.create(alias_name="Other", target_collection="Thing")
        served.reset()
        assert client.collections.list_all() == {}
        assert client.alias.list_all() == {}
        client.collections.create("Thing").data.insert({}, uuid=ONE)
        assert client.collections.get("Thing").data.exists(ONE)


def test_modules() -> None:
    """Callables answer in the place of modules that a server would need keys for."""

    def embed(texts: Sequence[str]) -> list[list[float]]:
        return [[float(text.lower().count(letter)) for letter in "abc"] for text in texts]

    with (
        server(
            vectorizers={"text2vec-openai": embed},
            generative={"generative-openai": lambda prompt: prompt.upper()},
            rerankers={"reranker-cohere": lambda query, texts: [float(len(t)) for t in texts]},
        ) as served,
        official(served) as client,
    ):
        assert {"text2vec-openai", "reranker-cohere"} <= client.get_meta()["modules"].keys()
        things = client.collections.create(
            "Thing",
            properties=[Property(name="title", data_type=DataType.TEXT)],
            vector_config=Configure.Vectors.text2vec_openai(vectorize_collection_name=False),
            generative_config=Configure.Generative.openai(),
            reranker_config=Configure.Reranker.cohere(),
        )
        things.data.insert_many([{"title": "aaa"}, {"title": "bb b"}, {"title": "cac"}])
        found = things.generate.near_text("b", limit=1, single_prompt="say {title}").objects
        assert [each.properties["title"] for each in found] == ["bb b"]
        assert [each.generative and each.generative.text for each in found] == ["SAY BB B"]


def test_a_name_of_no_module() -> None:
    with (
        pytest.raises(ValueError, match="text2vec-"),
        server(vectorizers={"openai": lambda texts: [[1.0] for _ in texts]}),
    ):
        pass


@pytest.mark.parametrize("argument", ["port", "grpc_port"])
def test_a_port_that_is_taken(argument: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
        with (
            pytest.raises(
                MisuseError, match=f"Port {port} .* cannot be had: Address already in use"
            ),
            server(**{argument: port}),  # type: ignore[arg-type]  # one of the two ports
        ):
            pass


def test_without_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    without_uvicorn(monkeypatch)
    with (
        pytest.raises(NotSupported, match=r"needs uvicorn, .*pip install 'orm-weaviate\[serve\]'"),
        server(),
    ):
        pass


def test_a_fault_in_the_block() -> None:
    with pytest.raises(ZeroDivisionError), server() as served:
        _ = 1 / 0
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", served.http_port))


def test_many_at_once() -> None:
    """Readers go on beside a writer, over both doors."""
    with server() as served, official(served) as client, ThreadPoolExecutor(8) as threads:
        things = client.collections.create(
            "Thing", properties=[Property(name="n", data_type=DataType.INT)]
        )

        def write(number: int) -> int:
            things.data.insert({"n": number}, uuid=UUID(int=number + 1))
            return len(things.query.fetch_objects(limit=1000).objects)

        seen = list(threads.map(write, range(80)))
        assert max(seen) == 80
        assert min(seen) >= 1
        assert len(things) == 80
