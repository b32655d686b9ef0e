"""The network transports against a tiny server on loopback: both colours by the same tests."""

from __future__ import annotations

import asyncio
import logging
import os
import pickle
import ssl
import subprocess
import sys
import textwrap
import threading
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import grpc
import pytest

from tests.transport.loopback import (
    META,
    Loopback,
    Page,
    Status,
    serving,
    silent_port,
    status_details,
)
from weaviate_orm.client import AsyncClient, Client
from weaviate_orm.errors import (
    DeadlineExceeded,
    LimitExceeded,
    Missing,
    MisuseError,
    MisuseValueError,
    Rejected,
    ServerError,
    Unauthenticated,
    Unavailable,
    UnexpectedReply,
    Unreachable,
)
from weaviate_orm.flows.flow import Flow, call, http, server_facts, together
from weaviate_orm.flows.retry import Retry
from weaviate_orm.transport.auth import ApiKey, BearerToken, ClientCredentials
from weaviate_orm.transport.calls import HttpCall, search
from weaviate_orm.transport.network import AsyncNetwork, Network
from weaviate_orm.transport.settings import TLS, Address, Endpoint, Proxies, Settings, Timeouts
from weaviate_orm.wire import messages as pb

Run = Callable[..., Any]
NEVER = Retry.never()


@pytest.fixture
def server() -> Iterator[Loopback]:
    with serving() as found:
        yield found


@pytest.fixture(params=["sync", "async"])
def run(request: pytest.FixtureRequest) -> Run:
    """Runs a flow on a client of its own: in a thread's way, or on an event loop."""

    def sync(settings: Settings, *flows: Flow[Any], retry: Retry = NEVER) -> Any:
        client = Client(Network(settings), retry=retry, timeouts=settings.timeouts)
        try:
            return [client.run(flow) for flow in flows][-1]
        finally:
            client.close()

    async def on_loop(settings: Settings, *flows: Flow[Any], retry: Retry = NEVER) -> Any:
        client = AsyncClient(AsyncNetwork(settings), retry=retry, timeouts=settings.timeouts)
        try:
            return [await client.arun(flow) for flow in flows][-1]
        finally:
            await client.close()

    if request.param == "sync":
        return sync
    return lambda *args, **options: asyncio.run(on_loop(*args, **options))


def searching(collection: str = "Question", timeout: float | None = None) -> Flow[pb.SearchReply]:
    return call(search(pb.SearchRequest(collection=collection), timeout))


def getting(path: str, **options: Any) -> Flow[Any]:
    return http(HttpCall("GET", path, **options))


# -- what goes out and what comes back ----------------------------------------------------------


def test_a_search(server: Loopback, run: Run) -> None:
    server.reply("Search", pb.SearchReply(took=0.5))
    assert run(Settings(server.address), searching()).took == 0.5
    assert [got.name for got in server.rest] == ["GET /v1/meta"]
    (got,) = server.grpc
    assert got.content == pb.SearchRequest(collection="Question")
    assert got.headers["x-weaviate-client"].startswith("weaviate-orm/")


def test_a_request_that_is_bytes_already(server: Loopback, run: Run) -> None:
    request = pb.BatchObjectsRequest(objects=[pb.BatchObject(uuid="u", collection="C")])
    from weaviate_orm.transport.calls import batch_objects

    run(Settings(server.address), call(batch_objects(request.SerializeToString())))
    assert server.grpc[0].content == request


def test_a_rest_call(server: Loopback, run: Run) -> None:
    server.page("POST /v1/schema", Page(body={"class": "C"}))
    flow = http(HttpCall("POST", "/schema", {"class": "C", "n": (1, 2)}, {"consistency": "true"}))
    answer = run(Settings(server.address), flow)
    assert (answer.status, answer.body) == (200, {"class": "C"})
    got = server.rest[-1]
    assert got.name == "POST /v1/schema?consistency=true"
    assert got.content == b'{"class":"C","n":[1,2]}'
    assert got.headers["content-type"] == "application/json"
    assert got.headers["user-agent"].startswith("weaviate-orm/")


def test_a_quoted_path_stays_quoted(server: Loopback, run: Run) -> None:
    server.page("GET /v1/authz/groups/a%2Fb", Page(body=[]))
    assert run(Settings(server.address), getting("/authz/groups/a%2Fb")).body == []


def test_an_accepted_status_without_a_body(server: Loopback, run: Run) -> None:
    answer = run(Settings(server.address), getting("/schema/C", accepts=frozenset({200, 404})))
    assert (answer.status, answer.body) == (404, None)


def test_headers_go_through_both_doors(server: Loopback, run: Run) -> None:
    settings = Settings(server.address, ApiKey("k"), {"x-openai-api-key": "o"})
    run(settings, searching())
    for got in (server.rest[0], server.grpc[0]):
        assert got.headers["authorization"] == "Bearer k"
        assert got.headers["x-openai-api-key"] == "o"


def test_nan_is_refused_before_it_is_sent(server: Loopback, run: Run) -> None:
    with pytest.raises(MisuseValueError, match="JSON"):
        run(Settings(server.address), http(HttpCall("POST", "/objects", {"a": float("nan")})))
    assert len(server.rest) == 1


# -- failures -----------------------------------------------------------------------------------


def test_grpc_errors_carry_their_request(server: Loopback, run: Run) -> None:
    server.reply("Search", Status(grpc.StatusCode.UNKNOWN, "could not find class Nope in schema"))
    with pytest.raises(
        Missing, match=r"could not find class Nope .*: client\.create_all"
    ) as caught:
        run(Settings(server.address), searching("Nope"))
    request = caught.value.request
    assert request is not None
    assert (request.door, request.name, request.content) == (
        "grpc",
        "Search",
        '{collection: "Nope"}',
    )
    assert request.address == str(server.address.grpc)


def test_grpc_error_details(server: Loopback, run: Run) -> None:
    details = status_details("USAGE_LIMIT_EXCEEDED", limit="shards")
    server.reply("Search", Status(grpc.StatusCode.RESOURCE_EXHAUSTED, "full", details))
    with pytest.raises(LimitExceeded) as caught:
        run(Settings(server.address), searching())
    assert caught.value.details["limit"] == "shards"
    assert not caught.value.retryable


def test_rest_errors_carry_their_request(server: Loopback, run: Run) -> None:
    server.page("POST /v1/schema", Page(422, {"error": [{"message": "not a valid class name"}]}))
    with pytest.raises(Rejected, match="not a valid class name") as caught:
        run(Settings(server.address), http(HttpCall("POST", "/schema", {"class": "1"})))
    assert caught.value.status == "422"
    assert caught.value.request is not None
    assert caught.value.request.content == '{"class": "1"}'


def test_an_empty_body_where_one_is_due(server: Loopback, run: Run) -> None:
    server.page("GET /v1/objects", Page())
    with pytest.raises(UnexpectedReply, match="answered 200 with an empty body"):
        run(Settings(server.address), getting("/objects"))


def test_an_empty_body_where_none_is_due(server: Loopback, run: Run) -> None:
    server.page("DELETE /v1/schema/C", Page())
    assert run(Settings(server.address), http(HttpCall("DELETE", "/schema/C"))).body is None


def test_a_page_of_something_else(server: Loopback, run: Run) -> None:
    server.page("GET /v1/meta", Page(body=b"<html>login</html>", content_type="text/html"))
    with pytest.raises(UnexpectedReply, match=r"with text/html, not JSON. Is 127.0.0.1:") as caught:
        run(Settings(server.address), searching())
    assert server.grpc == []
    assert "login" not in str(caught.value)


def test_an_unreadable_reply(server: Loopback, run: Run) -> None:
    server.reply("Search", _Raw(b"\xff\xff"))
    with pytest.raises(UnexpectedReply):
        run(Settings(server.address), searching())


class _Raw:
    """Something that serializes to these bytes."""

    def __init__(self, content: bytes) -> None:
        self.content = content

    def SerializeToString(self) -> bytes:
        return self.content


def test_a_message_above_the_servers_limit(server: Loopback, run: Run) -> None:
    server.page("GET /v1/meta", Page(body={**META, "grpcMaxMessageSize": 2000}))
    request = pb.SearchRequest(collection="x" * 3000)
    with pytest.raises(LimitExceeded, match="message of Search is too large") as caught:
        run(Settings(server.address), call(search(request)), retry=Retry())
    assert server.grpc == []
    assert not caught.value.retryable


def test_a_message_below_the_servers_limit_but_above_grpcs_own(server: Loopback, run: Run) -> None:
    server.reply("Search", pb.SearchReply(generative_grouped_result="x" * (5 << 20)))
    assert len(run(Settings(server.address), searching()).generative_grouped_result) == 5 << 20


# -- deadlines ----------------------------------------------------------------------------------


@pytest.fixture
def slow(server: Loopback) -> Iterator[Loopback]:
    """Searches and the schema page wait for the test to end."""
    over = threading.Event()

    def wait(request: object, context: object) -> None:
        over.wait(20)

    server.reply("Search", wait)
    server.page("GET /v1/schema", _Waiting(over))
    yield server
    over.set()


class _Waiting(Page):
    def __init__(self, over: threading.Event) -> None:
        super().__init__(body={})
        self.over = over

    @property
    def content(self) -> bytes:
        self.over.wait(20)
        return b"{}"


def test_the_calls_own_timeout(slow: Loopback, run: Run) -> None:
    with pytest.raises(DeadlineExceeded, match="to Search in time"):
        run(Settings(slow.address), searching(timeout=0.05))
    with pytest.raises(DeadlineExceeded, match="to GET /v1/schema in time"):
        run(Settings(slow.address), getting("/schema", timeout=0.05))


def test_the_timeout_of_the_purpose(slow: Loopback, run: Run) -> None:
    settings = Settings(slow.address, timeouts=Timeouts(query=0.2, admin=0.05))
    with pytest.raises(DeadlineExceeded):
        run(settings, searching())
    with pytest.raises(TimeoutError):
        run(settings, getting("/schema"))


def test_a_deadline_is_no_reason_to_try_again(slow: Loopback, run: Run) -> None:
    with pytest.raises(DeadlineExceeded):
        run(Settings(slow.address), searching(timeout=0.05), retry=Retry())
    assert len(slow.grpc) == 1


def test_a_port_that_says_nothing_is_given_up_after_the_time_to_connect(run: Run) -> None:
    port, close = silent_port()
    with serving(with_grpc=False) as server:
        try:
            address = Address(server.address.http, Endpoint("127.0.0.1", port))
            settings = Settings(address, timeouts=Timeouts(connect=0.2))
            with pytest.raises(Unreachable, match=f"No gRPC answer from 127.0.0.1:{port}, though"):
                run(settings, searching())
        finally:
            close()


def test_a_body_that_comes_too_slowly(server: Loopback, run: Run) -> None:
    server.page("GET /v1/schema", Page(body={"classes": [1] * 50}, drip=0.01))
    with pytest.raises(DeadlineExceeded, match="in time"):
        run(Settings(server.address), getting("/schema", timeout=0.05))


# -- shut doors ---------------------------------------------------------------------------------


def test_no_grpc(run: Run) -> None:
    with serving(with_grpc=False) as server:
        http, grpc = server.address.http.port, server.address.grpc.port
        with pytest.raises(Unreachable) as caught:
            run(Settings(server.address), searching())
    assert str(caught.value) == (
        f"No gRPC answer from 127.0.0.1:{grpc}, though HTTP on {http} is up (server 1.39.0)."
        " Is the gRPC port published?"
    )
    assert "onnection refused" in caught.value.details["cause"]
    assert caught.value.request is not None
    assert caught.value.request.name == "Search"


def test_no_http(run: Run) -> None:
    with serving(with_http=False) as server:
        http, grpc = server.address.http.port, server.address.grpc.port
        with pytest.raises(Unreachable) as caught:
            run(Settings(server.address), searching())
    assert str(caught.value) == (
        f"No HTTP answer from 127.0.0.1:{http}, though gRPC on {grpc} is up."
        " Is the HTTP port published?"
    )


def test_nothing_at_all(run: Run) -> None:
    with serving(with_http=False, with_grpc=False) as server:
        http, grpc = server.address.http.port, server.address.grpc.port
        with pytest.raises(ConnectionError) as caught:
            run(Settings(server.address), searching())
    assert str(caught.value) == (
        f"No answer from 127.0.0.1, neither on {http} (HTTP) nor on {grpc} (gRPC)."
        " Is Weaviate running there?"
    )


def test_probes(server: Loopback) -> None:
    with serving(with_http=False, with_grpc=False) as shut:
        for each, is_up in ((server, True), (shut, False)):
            network = Network(Settings(each.address))
            assert [network.probe("grpc", 2), network.probe("rest", 2)] == [is_up] * 2
            network.close()

            async def both(address: Address) -> list[bool]:
                network = AsyncNetwork(Settings(address))
                found = [await network.aprobe("grpc", 2), await network.aprobe("rest", 2)]
                await network.aclose()
                return found

            assert asyncio.run(both(each.address)) == [is_up] * 2


def test_rest_through_a_proxy(server: Loopback, run: Run) -> None:
    far = Endpoint("nowhere.invalid", 8080)
    server.page("GET http://nowhere.invalid:8080/v1/meta", Page(body=META))
    settings = Settings(Address(far, far), proxies=Proxies(http=server.address.http.url))
    assert run(settings, server_facts()).version == (1, 39, 0)


def test_a_name_that_nobody_knows(run: Run) -> None:
    nowhere = Endpoint("nowhere.invalid", 8080)
    with pytest.raises(Unreachable, match="host's name is not known here"):
        run(Settings(Address(nowhere, Endpoint("nowhere.invalid", 50051))), searching())


def test_a_server_that_comes_back_is_seen(run: Run, server: Loopback) -> None:
    server.reply(
        "Search", Status(grpc.StatusCode.UNAVAILABLE, "maintenance"), pb.SearchReply(took=1)
    )
    reply = run(Settings(server.address), searching(), retry=Retry(first_pause=0.001))
    assert reply.took == 1
    assert len(server.grpc) == 2


def test_a_write_that_may_not_be_repeated_is_not(run: Run, server: Loopback) -> None:
    from weaviate_orm.transport.calls import batch_delete

    server.reply("BatchDelete", Status(grpc.StatusCode.UNAVAILABLE, "maintenance"))
    with pytest.raises(Unavailable):
        run(Settings(server.address), call(batch_delete(pb.BatchDeleteRequest())), retry=Retry())
    assert len(server.grpc) == 1


# -- credentials --------------------------------------------------------------------------------


def provide(server: Loopback, *tokens: Page) -> None:
    base = server.address.http.url
    server.page(
        "GET /v1/.well-known/openid-configuration",
        Page(body={"href": f"{base}/idp", "clientId": "wv", "scopes": ["openid"]}),
    )
    server.page("GET /idp", Page(body={"token_endpoint": f"{base}/token"}))
    server.page("POST /token", *tokens)


def test_a_token_is_brought_before_the_first_call(server: Loopback, run: Run) -> None:
    provide(server, Page(body={"access_token": "a1", "expires_in": 300}))
    run(Settings(server.address, ClientCredentials("s")), searching(), searching())
    assert [got.name for got in server.rest] == [
        "GET /v1/.well-known/openid-configuration",
        "GET /idp",
        "POST /token",
        "GET /v1/meta",
    ]
    form = b"client_id=wv&grant_type=client_credentials&client_secret=s&scope=openid"
    assert server.rest[2].content == form
    assert {got.headers["authorization"] for got in server.grpc} == {"Bearer a1"}
    assert "authorization" not in server.rest[2].headers


def test_a_refused_token_is_renewed_and_the_call_sent_again(server: Loopback, run: Run) -> None:
    provide(server, Page(body={"access_token": "a1"}), Page(body={"access_token": "a2"}))
    server.reply(
        "Search", Status(grpc.StatusCode.UNKNOWN, "extract auth: expired"), pb.SearchReply(took=1)
    )
    assert run(Settings(server.address, ClientCredentials("s")), searching()).took == 1
    assert [got.headers["authorization"] for got in server.grpc] == ["Bearer a1", "Bearer a2"]


def test_a_token_refused_twice_is_refused(server: Loopback, run: Run) -> None:
    provide(server, Page(body={"access_token": "a1"}))
    server.reply("Search", Status(grpc.StatusCode.UNKNOWN, "extract auth: no"))
    with pytest.raises(Unauthenticated, match="extract auth"):
        run(Settings(server.address, ClientCredentials("s")), searching())
    assert len(server.grpc) == 2


def test_a_key_is_refused_at_once(server: Loopback, run: Run) -> None:
    server.page(
        "GET /v1/meta", Page(401, {"code": 401, "message": "unauthorized: invalid api key"})
    )
    with pytest.raises(Unauthenticated, match="invalid api key"):
        run(Settings(server.address, ApiKey("k")), searching())
    assert len(server.rest) == 1


def test_a_provider_that_is_not_there(server: Loopback, run: Run) -> None:
    provide(server)
    server.page("GET /idp", Page(body={"token_endpoint": "http://127.0.0.1:1/token"}))
    with pytest.raises(Unreachable, match="No answer from the identity provider at http://127"):
        run(Settings(server.address, ClientCredentials("s")), searching())


def test_tokens_are_renewed_in_time(server: Loopback) -> None:
    provide(server, Page(body={"access_token": "a1", "expires_in": 100}))
    now = 0.0
    network = Network(Settings(server.address, BearerToken("b", 100, "r")), clock=lambda: now)
    client = Client(network)
    client.run(searching())
    now = 70.0
    client.run(searching())
    client.close()
    assert [got.headers["authorization"] for got in server.grpc] == ["Bearer b", "Bearer a1"]


def test_many_threads_bring_one_token(server: Loopback) -> None:
    provide(server, Page(body={"access_token": "a1", "expires_in": 300}))
    client = Client(Network(Settings(server.address, ClientCredentials("s"))))
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: client.run(searching()), range(16)))
    client.close()
    names = [got.name for got in server.rest]
    assert (names.count("POST /token"), names.count("GET /v1/meta")) == (1, 1)
    assert len(server.grpc) == 16


async def test_many_tasks_bring_one_token(server: Loopback) -> None:
    provide(server, Page(body={"access_token": "a1", "expires_in": 300}))
    client = AsyncClient(AsyncNetwork(Settings(server.address, ClientCredentials("s"))))
    await asyncio.gather(*(client.arun(searching()) for _ in range(16)))
    await client.close()
    names = [got.name for got in server.rest]
    assert (names.count("POST /token"), names.count("GET /v1/meta")) == (1, 1)


SECRETS = ("k3y-s3cret", "h34der-s3cret")


@pytest.mark.parametrize(
    "breaks",
    ["grpc", "rest", "shut", "late"],
)
def test_secrets_are_never_shown(
    breaks: str, slow: Loopback, run: Run, caplog: pytest.LogCaptureFixture
) -> None:
    address = slow.address
    flow = searching(timeout=0.05) if breaks == "late" else getting("/nope")
    if breaks == "grpc":
        slow.reply("Search", Status(grpc.StatusCode.INTERNAL, "broken"))
        flow = searching()
    if breaks == "shut":
        address = Address(Endpoint("127.0.0.1", 1), address.grpc)
    settings = Settings(address, ApiKey(SECRETS[0]), {"x-openai-api-key": SECRETS[1]})
    with caplog.at_level(logging.DEBUG, "weaviate_orm"), pytest.raises(ServerError) as caught:
        run(settings, flow, retry=Retry(first_pause=0.001))
    error = caught.value
    shown = [
        "".join(traceback.format_exception(error)),
        repr(error),
        repr(vars(error)),
        caplog.text,
        repr(pickle.dumps(error)),
    ]
    chained: BaseException | None = error
    while chained is not None:
        shown += [repr(chained), repr(vars(chained))]
        chained = chained.__cause__ or chained.__context__
    for secret in SECRETS:
        assert not any(secret in text for text in shown)


# -- life ---------------------------------------------------------------------------------------


def test_a_closed_client_refuses(server: Loopback) -> None:
    client = Client(Network(Settings(server.address)))
    client.run(searching())
    client.close()
    client.close()
    with pytest.raises(MisuseError, match="client is closed"):
        client.run(searching())
    assert repr(client).endswith(", closed)")


async def test_a_closed_async_client_refuses(server: Loopback) -> None:
    client = AsyncClient(AsyncNetwork(Settings(server.address)))
    await client.arun(searching())
    await client.close()
    await client.close()
    with pytest.raises(MisuseError, match="client is closed"):
        await client.arun(searching())


def test_a_closed_transport_opens_nothing(server: Loopback) -> None:
    network = Network(Settings(server.address))
    network.close()
    for each in (search(pb.SearchRequest()), HttpCall("GET", "/meta")):
        with pytest.raises(MisuseError, match="closed"):
            network.send(each)


def test_closing_while_a_call_is_under_way(server: Loopback) -> None:
    client = Client(Network(Settings(server.address)), retry=Retry(first_pause=0.001))

    def close(request: object, context: object) -> None:
        client.close()

    server.reply("Search", close)
    with pytest.raises(MisuseError, match="client is closed"):
        client.run(searching())


def test_one_async_client_on_several_loops(server: Loopback) -> None:
    client = AsyncClient(AsyncNetwork(Settings(server.address)))

    async def two() -> None:
        await client.arun(searching())
        await client.arun(getting("/meta"))

    for _ in range(3):
        asyncio.run(two())
    asyncio.run(client.close())
    assert len(server.grpc) == 3


def test_calls_at_the_same_time(server: Loopback, run: Run) -> None:
    meeting = threading.Barrier(3)

    def meet(request: pb.SearchRequest, context: object) -> object:
        meeting.wait(20)  # would break if they came one after the other
        if request.collection == "1":
            return Status(grpc.StatusCode.UNKNOWN, "could not find class 1")
        return pb.SearchReply(took=float(request.collection))

    server.reply("Search", meet)
    calls = [search(pb.SearchRequest(collection=str(i))) for i in range(3)]
    first, second, third = run(Settings(server.address), together(calls, at_once=3))
    assert (first.took, third.took) == (0, 2)
    assert isinstance(second, Missing)


async def test_cancelling_cancels_the_call(server: Loopback) -> None:
    came, over = asyncio.Event(), threading.Event()
    loop = asyncio.get_running_loop()

    def wait(request: object, context: grpc.ServicerContext) -> None:
        context.add_callback(over.set)
        loop.call_soon_threadsafe(came.set)
        over.wait(20)

    server.reply("Search", wait)
    client = AsyncClient(AsyncNetwork(Settings(server.address)))
    task = asyncio.create_task(client.arun(searching()))
    await came.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await asyncio.to_thread(over.wait, 20)  # the server hears of it
    await client.close()


# -- TLS ----------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes, bytes]:
    """A self-signed certificate for 127.0.0.1: its file, its key, itself."""
    x509 = pytest.importorskip("cryptography.x509")
    import datetime as dt
    import ipaddress

    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False
        )
        .add_extension(x509.BasicConstraints(True, None), True)
        .sign(key, hashes.SHA256())
    )
    pem = made.public_bytes(serialization.Encoding.PEM)
    path = tmp_path_factory.mktemp("tls") / "authority.pem"
    path.write_bytes(pem)
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return path, private, pem


def test_own_authority(certificate: tuple[Path, bytes, bytes], run: Run) -> None:
    path, key, pem = certificate
    with serving(tls=(key, pem)) as server:
        server.reply("Search", pb.SearchReply(took=1))
        settings = Settings(server.address, tls=TLS(path))
        assert run(settings, searching()).took == 1


def test_a_certificate_of_the_caller(certificate: tuple[Path, bytes, bytes], run: Run) -> None:
    path, key, _ = certificate
    with serving() as server, _https(server, path, key) as port:
        address = Address(Endpoint("127.0.0.1", port, secure=True), server.address.grpc)
        settings = Settings(address, tls=TLS(path, path, path.with_name("key.pem")))
        assert run(settings, server_facts()).version == (1, 39, 0)


def test_an_unknown_authority_is_named(certificate: tuple[Path, bytes, bytes], run: Run) -> None:
    _, key, pem = certificate
    not_trusted = pytest.raises(Unreachable, match=r"is not trusted: give connect\(\) tls=")
    with serving(tls=(key, pem)) as server, not_trusted:
        run(Settings(server.address), searching())


def test_https(certificate: tuple[Path, bytes, bytes], run: Run, server: Loopback) -> None:
    path, key, _ = certificate
    with _https(server, path, key) as port:
        http = Endpoint("127.0.0.1", port, secure=True)
        address = Address(http, server.address.grpc)
        assert run(Settings(address, tls=TLS(path)), server_facts()).version == (1, 39, 0)
        with pytest.raises(Unreachable, match="certificate is not trusted"):
            run(Settings(address), server_facts())


def test_tls_to_a_door_without(server: Loopback, run: Run) -> None:
    http = Endpoint("127.0.0.1", server.address.http.port, secure=True)
    with pytest.raises(Unreachable, match="One side speaks TLS and the other does not"):
        run(Settings(Address(http, server.address.grpc)), server_facts())


def _https(server: Loopback, path: Path, key: bytes) -> Any:
    from contextlib import contextmanager
    from http.server import ThreadingHTTPServer

    from tests.transport.loopback import _handler

    @contextmanager
    def opened() -> Iterator[int]:
        key_path = path.with_name("key.pem")
        key_path.write_bytes(key)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path, key_path)
        web = ThreadingHTTPServer(("127.0.0.1", 0), _handler(server))
        web.handle_error = lambda *_: None  # type: ignore[method-assign]  # refused handshakes
        web.socket = context.wrap_socket(web.socket, server_side=True)
        thread = threading.Thread(target=web.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield web.server_port
        finally:
            web.shutdown()
            thread.join()
            web.server_close()

    return opened()


# -- forks --------------------------------------------------------------------------------------


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
@pytest.mark.parametrize("colour", ["sync", "async"])
def test_a_forked_child_opens_its_own_connections(server: Loopback, colour: str) -> None:
    script = textwrap.dedent(
        f"""
        import asyncio, os, sys, warnings
        warnings.simplefilter("ignore", DeprecationWarning)  # of fork beside gRPC's threads
        from weaviate_orm.client import aconnect, connect
        from weaviate_orm.flows.flow import call, http
        from weaviate_orm.transport.calls import HttpCall, search
        from weaviate_orm.wire import messages as pb

        colour = {colour!r}
        client = connect({server.url!r}) if colour == "sync" else aconnect({server.url!r})
        def both():
            for flow in (call(search(pb.SearchRequest())), http(HttpCall("GET", "/meta"))):
                client.run(flow) if colour == "sync" else asyncio.run(client.arun(flow))
        both()
        child = os.fork()
        if not child:
            try:
                both()
                os._exit(7)
            except BaseException as error:
                print(repr(error), flush=True)
                os._exit(1)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
        both()
        print("parent")
        """
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stdout.split() == ["7", "parent"], done.stderr
    assert len(server.grpc) == 3
