"""The transport to an engine in this process."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from weaviate_orm.client import AsyncClient, Client, aconnect, connect
from weaviate_orm.engine.errors import CallError
from weaviate_orm.engine.rest.router import HttpReply, HttpRequest
from weaviate_orm.errors import (
    Missing,
    MisuseError,
    MisuseValueError,
    Rejected,
    ServerError,
    UnexpectedReply,
    Unsupported,
)
from weaviate_orm.flows.flow import call, http
from weaviate_orm.transport import embedded
from weaviate_orm.transport.calls import HttpCall, search
from weaviate_orm.transport.embedded import Embedded, EngineModules
from weaviate_orm.wire import messages as pb

if TYPE_CHECKING:
    from google.protobuf.message import Message

SEARCH = search(pb.SearchRequest(collection="C"))


class Fake:
    """An engine that answers what it is told."""

    def __init__(
        self,
        unary: Callable[[], Message] = pb.SearchReply,
        reply: HttpReply | None = None,
    ) -> None:
        self._unary = unary
        self.reply = reply or HttpReply(200, b'{"version": "1.39.0"}')
        self.got: list[tuple[Any, ...]] = []
        self.threads: set[int] = set()
        self.closed = 0

    def unary(self, method: str, request: Message, headers: Mapping[str, str]) -> Message:
        self.got.append((method, request, dict(headers)))
        self.threads.add(threading.get_ident())
        return self._unary()

    def http(self, request: HttpRequest) -> HttpReply:
        self.got.append((request,))
        self.threads.add(threading.get_ident())
        return self.reply

    def close(self) -> None:
        self.closed += 1


def raising(error: Exception) -> Callable[[], Message]:
    def unary() -> Message:
        raise error

    return unary


def test_calls_go_in_as_they_are() -> None:
    engine = Fake()
    transport = Embedded(engine=engine, headers={"x-openai-api-key": "k"})
    transport.send(SEARCH)
    transport.send(HttpCall("PUT", "/objects/C/1", {"a": 1}, {"tenant": "t"}))
    assert engine.got == [
        ("Search", SEARCH.request, {"x-openai-api-key": "k"}),
        (
            HttpRequest(
                "PUT",
                "/v1/objects/C/1",
                (("tenant", "t"),),
                {"x-openai-api-key": "k", "content-type": "application/json"},
                b'{"a":1}',
            ),
        ),
    ]


def test_grpc_errors() -> None:
    for error, kind in (
        (CallError("could not find class C in schema"), Missing),
        (CallError("no such prop with name 'x'"), Rejected),
        (CallError("The embedded engine has no GraphQL", 12), Unsupported),
    ):
        with pytest.raises(kind, match=str(error)) as caught:
            Embedded(engine=Fake(raising(error))).send(SEARCH)
        assert caught.value.request is not None
        assert caught.value.request.address == "embedded://"


def test_rest_errors() -> None:
    get = HttpCall("GET", "/schema/C")
    with pytest.raises(Missing):
        Embedded(engine=Fake(reply=HttpReply(404))).send(get)
    with pytest.raises(UnexpectedReply, match="empty body"):
        Embedded(engine=Fake(reply=HttpReply(200))).send(get)


def test_a_fault_of_the_engine_is_a_server_error() -> None:
    with pytest.raises(ServerError, match=r"failed over Search: KeyError: 'x'") as caught:
        Embedded(engine=Fake(raising(KeyError("x")))).send(SEARCH)
    assert isinstance(caught.value.__cause__, KeyError)


async def test_an_event_loop_is_not_held_up() -> None:
    engine = Fake()
    client = AsyncClient(Embedded(engine=engine))
    await client.arun(call(SEARCH))
    await client.close()
    assert threading.get_ident() not in engine.threads
    assert engine.closed == 1


def test_closing() -> None:
    engine = Fake()
    transport = Embedded(engine=engine)
    transport.close()
    transport.close()
    assert engine.closed == 1
    with pytest.raises(MisuseError, match="client is closed"):
        transport.send(SEARCH)


def test_nothing_is_made_before_the_first_call(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Path | None] = []

    def make(path: Path | None, modules: EngineModules) -> Fake:
        made.append(path)
        return Fake()

    monkeypatch.setattr(embedded, "_made", make)
    client = connect("embedded://")
    assert made == []
    client.server()
    client.run(call(SEARCH))
    assert made == [None]


def test_names_of_modules() -> None:
    EngineModules({"text2vec-openai": lambda texts: [[0.0] for _ in texts]})
    with pytest.raises(MisuseValueError, match=r"generative has 'openai': .* with 'generative-'"):
        EngineModules(generative={"openai": str.upper})


# -- folders ------------------------------------------------------------------------------------


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> dict[Path, Fake]:
    """Engines by their folders, instead of real ones."""
    found: dict[Path, Fake] = {}

    def make(path: Path, modules: EngineModules) -> Fake:
        found[path] = Fake()
        return found[path]

    monkeypatch.setattr(embedded, "_made", make)
    return found


def test_clients_of_one_folder_share_an_engine(made: dict[Path, Fake], tmp_path: Path) -> None:
    first, second = Embedded(tmp_path), Embedded(tmp_path)
    first.send(SEARCH)
    second.send(SEARCH)
    engine = made[tmp_path]
    assert len(engine.got) == 2
    first.close()
    assert engine.closed == 0
    second.send(SEARCH)
    second.close()
    assert engine.closed == 1
    third = Embedded(tmp_path)
    third.send(SEARCH)
    assert made[tmp_path] is not engine
    third.close()


def test_a_folder_is_not_opened_with_other_modules(made: dict[Path, Fake], tmp_path: Path) -> None:
    own = EngineModules(generative={"generative-openai": str.upper})
    first, second, third = (
        Embedded(tmp_path, modules=own),
        Embedded(tmp_path),
        Embedded(tmp_path, modules=EngineModules(generative={"generative-openai": str.lower})),
    )
    first.send(SEARCH)
    second.send(SEARCH)
    with pytest.raises(MisuseValueError, match="open in this process with other modules"):
        third.send(SEARCH)
    for each in (first, second, third):
        each.close()
    assert made[tmp_path].closed == 1


def test_a_folder_is_fixed_when_it_is_named(
    made: dict[Path, Fake], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    transport = Embedded(Path("data"))
    monkeypatch.chdir("/")
    transport.send(SEARCH)
    assert list(made) == [tmp_path / "data"]
    assert transport.label == f"embedded://{tmp_path / 'data'}"
    transport.close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_fork_is_refused() -> None:
    transport = Embedded(engine=Fake())
    transport.send(SEARCH)
    transport.forked()  # as in the child
    transport._process += 1
    with pytest.raises(MisuseError, match="lives in the process that opened it"):
        transport.send(SEARCH)


# -- the real engine ----------------------------------------------------------------------------


def test_the_real_engine() -> None:
    with connect("embedded://") as client:
        assert client.server().version >= (1, 39)
        with pytest.raises(Missing, match="could not find class Nope"):
            client.run(call(search(pb.SearchRequest(collection="Nope"))))


async def test_the_real_engine_on_an_event_loop() -> None:
    async with aconnect("embedded://") as client:
        assert (await client.server()).version >= (1, 39)
        assert (await client.arun(http(HttpCall("GET", "/schema")))).body == {"classes": []}


def test_the_server_under_test(client: Client) -> None:
    assert client.run(http(HttpCall("POST", "/schema", {"class": "ScTransport"}))).status == 200
    reply = client.run(call(search(pb.SearchRequest(collection="ScTransport"))))
    assert list(reply.results) == []


async def test_one_server_for_both_colours(client: Client, aclient: AsyncClient) -> None:
    client.run(http(HttpCall("POST", "/schema", {"class": "ScTransport"})))
    answer = await aclient.arun(http(HttpCall("GET", "/schema/ScTransport")))
    assert answer.status == 200
