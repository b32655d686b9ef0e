"""From URLs, options and the environment to a connection; nothing is opened."""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from weaviate_orm.client import (
    AsyncClient,
    Client,
    aconnect,
    aconnect_to_custom,
    aconnect_to_embedded,
    aconnect_to_local,
    aconnect_to_wcs,
    connect,
    connect_to_custom,
    connect_to_embedded,
    connect_to_local,
    connect_to_wcs,
)
from weaviate_orm.connecting import InProcess, cloud, connection, custom, from_url, local, place_of
from weaviate_orm.errors import MisuseTypeError, MisuseValueError
from weaviate_orm.flows.retry import Retry
from weaviate_orm.transport.auth import ApiKey, ClientPassword
from weaviate_orm.transport.settings import Address, Endpoint, Timeouts

PLACE = InProcess()


@pytest.mark.parametrize(
    ("url", "http", "grpc"),
    [
        ("http://localhost:8080", ("localhost", 8080, False), ("localhost", 50051, False)),
        ("http://localhost:8080/", ("localhost", 8080, False), ("localhost", 50051, False)),
        ("http://h:1?grpc_port=2", ("h", 1, False), ("h", 2, False)),
        ("http://h:1?grpc_port=2&grpc_host=g", ("h", 1, False), ("g", 2, False)),
        ("http://h", ("h", 80, False), ("h", 50051, False)),
        ("https://h", ("h", 443, True), ("h", 50051, True)),
        ("https://[::1]:8443", ("::1", 8443, True), ("::1", 50051, True)),
        ("HTTP://Host:80", ("host", 80, False), ("host", 50051, False)),
        (
            "https://abc.c0.gcp.weaviate.cloud",
            ("abc.c0.gcp.weaviate.cloud", 443, True),
            ("grpc-abc.c0.gcp.weaviate.cloud", 443, True),
        ),
        (
            "https://abc.weaviate.network",
            ("abc.weaviate.network", 443, True),
            ("abc.grpc.weaviate.network", 443, True),
        ),
    ],
)
def test_servers(url: str, http: tuple[Any, ...], grpc: tuple[Any, ...]) -> None:
    assert place_of(url) == Address(Endpoint(*http), Endpoint(*grpc))


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("embedded://", None),
        ("embedded://data", Path("data")),
        ("embedded://./some/folder", Path("some/folder")),
        ("embedded:///abs/olute", Path("/abs/olute")),
        ("embedded://~/x", Path("~/x")),
    ],
)
def test_engines(url: str, path: Path | None) -> None:
    assert place_of(url) == InProcess(path)


BOTH = "HTTP and gRPC cannot both be"
TAKES = "A URL takes grpc_port and grpc_host,"
NO_USER = "A URL with a user or a password in it would show them everywhere. Use api_key or auth."


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("localhost:8080", "'localhost:8080' has no scheme. Did you mean 'http://localhost:8080'?"),
        ("localhost", "'localhost' has no scheme. Did you mean 'http://localhost'?"),
        ("grpc://h:1", "grpc:// leads to no Weaviate: write http://, https:// or embedded://."),
        ("embedded", "Write 'embedded://' for an engine in this process."),
        ("http://", "'http://' names no host."),
        ("http://h:99999", "The URL cannot be read: Port out of range 0-65535."),
        ("http://h:8080/v1", "The URL ends with the port: leave out '/v1'."),
        ("http://h:1#x", "The URL ends with the port: leave out '#x'."),
        ("http://h:1?grpc_prt=2", f"{TAKES} not 'grpc_prt'. Did you mean 'grpc_port'?"),
        ("http://h:1?api_key=k", f"{TAKES} not 'api_key'. Give it to connect() by name."),
        ("http://h:1?grpc_port=two", "grpc_port='two' is no port."),
        ("http://h:1?grpc_port=1", f"{BOTH} on h:1: Weaviate has a port for each."),
        ("http://u:s3cret@h:1", NO_USER),
    ],
)
def test_urls_that_lead_nowhere(url: str, message: str) -> None:
    with pytest.raises(MisuseValueError) as caught:
        place_of(url)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    "url", ["u:s3cret@h:1", "ftp://u:s3cret@h", "h?key=s3cret", "http://[s3cret@"]
)
def test_no_message_shows_a_password(url: str) -> None:
    with pytest.raises(MisuseValueError) as caught:
        place_of(url)
    assert "s3cret" not in str(caught.value)


def test_a_url_is_a_text() -> None:
    with pytest.raises(MisuseTypeError, match=r"not PosixPath|not WindowsPath"):
        place_of(Path("x"))  # type: ignore[arg-type]  # on purpose


# -- the environment ----------------------------------------------------------------------------


def test_the_environment() -> None:
    found = from_url(None, {"WEAVIATE_URL": "http://h:1", "WEAVIATE_API_KEY": "k"}, {})
    assert found.place == place_of("http://h:1")
    assert found.auth == ApiKey("k")


def test_a_given_key_goes_before_the_environments() -> None:
    environment = {"WEAVIATE_URL": "http://h:1", "WEAVIATE_API_KEY": "k"}
    assert from_url(None, environment, {"api_key": "own"}).auth == ApiKey("own")
    password = ClientPassword("u", "p")
    assert from_url(None, environment, {"auth": password}).auth == password


def test_the_environments_key_stays_with_its_server() -> None:
    environment = {"WEAVIATE_URL": "http://h:1", "WEAVIATE_API_KEY": "k"}
    assert from_url("http://other:1", environment, {}).auth is None


@pytest.mark.parametrize("environment", [{}, {"WEAVIATE_URL": ""}, {"WEAVIATE_API_KEY": "k"}])
def test_nothing_to_connect_to(environment: dict[str, str]) -> None:
    with pytest.raises(MisuseValueError, match=r"has no URL: give one.*or set WEAVIATE_URL"):
        from_url(None, environment, {})


def test_connect_reads_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEAVIATE_URL", "http://h:1?grpc_port=2")
    monkeypatch.delenv("WEAVIATE_API_KEY", raising=False)
    assert repr(connect()) == "Client('http://h:1 (gRPC 2)')"
    assert repr(aconnect()) == "AsyncClient('http://h:1 (gRPC 2)')"


# -- options ------------------------------------------------------------------------------------


def test_timeouts() -> None:
    assert connection(PLACE, {}).timeouts == Timeouts()
    assert connection(PLACE, {"timeout": (1, 2)}).timeouts == Timeouts(1, 2, 2, 2)
    assert connection(PLACE, {"timeout": 7.5}).timeouts == Timeouts(5.0, 7.5, 7.5, 7.5)
    own = Timeouts(write=1)
    assert connection(PLACE, {"timeout": own}).timeouts is own


@pytest.mark.parametrize("wrong", ["5", (1,), (1, 2, 3), ("a", "b"), True])
def test_timeouts_that_are_none(wrong: Any) -> None:
    with pytest.raises(MisuseTypeError, match=r"timeout is a pair \(connect, read\)"):
        connection(PLACE, {"timeout": wrong})


def test_an_option_that_there_is_not() -> None:
    with pytest.raises(MisuseTypeError, match=r"no option 'api_kye'.*Did you mean 'api_key'"):
        connect("embedded://", api_kye="k")  # type: ignore[call-arg]  # on purpose


@pytest.mark.parametrize(
    ("option", "wrong", "sentence"),
    [
        ("retry", 3, "retry is a Retry, not int."),
        ("tls", True, "tls is a TLS, not bool."),
        ("proxies", "http://ada:secret@proxy", "proxies is a Proxies, not str."),
        (
            "vectorizers",
            {"text2vec-openai": "x"},
            "vectorizers are callables by the names of the modules that they stand for.",
        ),
        (
            "generative",
            "x",
            "generative are callables by the names of the modules that they stand for.",
        ),
    ],
)
def test_options_of_another_kind(option: str, wrong: Any, sentence: str) -> None:
    with pytest.raises(MisuseTypeError) as caught:
        connection(PLACE, {option: wrong})  # type: ignore[misc]  # any option
    assert str(caught.value) == sentence


def test_keys_and_logins() -> None:
    with pytest.raises(MisuseValueError, match="either api_key or auth"):
        connection(PLACE, {"api_key": "a", "auth": ApiKey("b")})
    with pytest.raises(MisuseTypeError, match=r"not str. A plain key goes to api_key") as caught:
        connection(PLACE, {"auth": "s3cret"})  # type: ignore[typeddict-item]  # on purpose
    assert "s3cret" not in str(caught.value)
    with pytest.raises(MisuseValueError, match="header 'Authorization'"):
        connection(PLACE, {"api_key": "a", "headers": {"Authorization": "Bearer b"}})
    alone = connection(PLACE, {"headers": {"Authorization": "Bearer b"}})
    assert alone.headers == {"authorization": "Bearer b"}


def test_a_connection_shows_no_secret() -> None:
    found = connection(PLACE, {"api_key": "s3cret", "headers": {"x-key": "s3cret"}})
    assert "s3cret" not in repr(found)


def test_an_engine_does_not_mind_what_a_server_needs() -> None:
    client = connect("embedded://", api_key="k", timeout=(1, 2), vectorizers={})
    assert repr(client) == "Client('embedded://')"
    connect("http://h:1", generative={"generative-openai": str.upper})


# -- ways to connect ----------------------------------------------------------------------------


def test_the_cloud() -> None:
    for url in (
        "abc.weaviate.cloud",
        "https://abc.weaviate.cloud",
        "https://abc.weaviate.cloud:443/x",
    ):
        assert cloud(url) == Address(
            Endpoint("abc.weaviate.cloud", 443, True),
            Endpoint("grpc-abc.weaviate.cloud", 443, True),
        )


def test_local_and_custom() -> None:
    assert local("h", 1, 2) == Address(Endpoint("h", 1), Endpoint("h", 2))
    with pytest.raises(MisuseValueError, match="A host is a name"):
        local("http://h", 1, 2)
    with pytest.raises(MisuseValueError, match="cannot both be on h:1"):
        custom(
            http_host="h",
            http_port=1,
            http_secure=True,
            grpc_host="h",
            grpc_port=1,
            grpc_secure=True,
        )


def test_each_way_and_its_twin(tmp_path: Path) -> None:
    doors: Any = {
        "http_host": "h",
        "http_port": 1,
        "http_secure": True,
        "grpc_host": "g",
        "grpc_port": 2,
        "grpc_secure": False,
    }
    pairs: list[tuple[Client, AsyncClient, str]] = [
        (connect("http://h:1"), aconnect("http://h:1"), "http://h:1 (gRPC 50051)"),
        (connect_to_local(), aconnect_to_local(), "http://localhost:8080 (gRPC 50051)"),
        (connect_to_wcs("a.b"), aconnect_to_wcs("a.b"), "https://a.b:443 (gRPC grpc-a.b:443)"),
        (connect_to_embedded(tmp_path), aconnect_to_embedded(tmp_path), f"embedded://{tmp_path}"),
        (connect_to_custom(**doors), aconnect_to_custom(**doors), "https://h:1 (gRPC g:2)"),
    ]
    for one, other, label in pairs:
        assert repr(one) == f"Client({label!r})"
        assert repr(other) == f"AsyncClient({label!r})"


def test_options_reach_every_way() -> None:
    for made in (
        connect("http://h:1", retry=Retry.never()),
        connect_to_local(retry=Retry.never()),
        aconnect_to_wcs("a.b", retry=Retry.never()),
    ):
        assert made._terms.retry == Retry.never()


# -- clients ------------------------------------------------------------------------------------


def test_a_client_is_not_pickled() -> None:
    with pytest.raises(MisuseTypeError, match="cannot be pickled"):
        pickle.dumps(connect("http://h:1", api_key="s3cret"))


def test_a_client_shows_no_secret() -> None:
    client = connect("http://h:1", api_key="s3cret", headers={"x-key": "s3cret"})
    assert "s3cret" not in repr(client)


def test_importing_and_connecting_loads_nothing_heavy() -> None:
    script = """
import sys
from weaviate_orm.client import aconnect, connect
for url in ("http://localhost:8080", "embedded://"):
    connect(url, api_key="k"), aconnect(url)
heavy = "grpc", "httpx", "numpy", "google.protobuf", "weaviate_orm.engine"
print([name for name in heavy if name in sys.modules])
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stdout.strip() == "[]", done.stdout + done.stderr
