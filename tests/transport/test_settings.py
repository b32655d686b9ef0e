"""Settings, headers and credentials: what is refused, and that no secret is ever shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from weaviate_orm.errors import MisuseTypeError, MisuseValueError
from weaviate_orm.transport import headers
from weaviate_orm.transport.auth import ApiKey, BearerToken, ClientCredentials, ClientPassword
from weaviate_orm.transport.calls import GrpcCall, HttpCall
from weaviate_orm.transport.grpc_channel import options
from weaviate_orm.transport.settings import TLS, Address, Endpoint, Proxies, Settings, Timeouts
from weaviate_orm.wire import messages as pb

LOCAL = Address(Endpoint("localhost", 8080), Endpoint("localhost", 50051))
CLOUD = Address(
    Endpoint("a.weaviate.cloud", 443, True), Endpoint("grpc-a.weaviate.cloud", 443, True)
)


def test_endpoints() -> None:
    assert str(Endpoint("localhost", 8080)) == "localhost:8080"
    assert Endpoint("h", 443, secure=True).url == "https://h:443"
    assert str(Endpoint("::1", 8080)) == "[::1]:8080"
    assert Endpoint("127.0.0.9", 1).is_loopback
    assert not Endpoint("127.example.org", 1).is_loopback
    with pytest.raises(MisuseValueError, match="70000 is no port"):
        Endpoint("h", 70000)


def test_timeouts() -> None:
    timeouts = Timeouts(query=1, write=2, admin=3)
    search = pb.SearchRequest()
    assert timeouts.of(GrpcCall("Search", search)) == 1
    assert timeouts.of(GrpcCall("BatchObjects", search, purpose="write")) == 2
    assert timeouts.of(HttpCall("GET", "/schema")) == 3
    assert timeouts.of(HttpCall("GET", "/schema", timeout=0.5)) == 0.5
    with pytest.raises(MisuseValueError, match="query is 0"):
        Timeouts(query=0)
    with pytest.raises(MisuseValueError, match="connect is inf"):
        Timeouts(connect=float("inf"))


def test_own_certificates_come_in_pairs() -> None:
    with pytest.raises(MisuseValueError, match="together"):
        TLS(certificate=Path("c.pem"))


@pytest.mark.parametrize(
    "auth",
    [
        ApiKey("s3cret"),
        BearerToken("s3cret", refresh_token="s3cret"),
        ClientCredentials("s3cret"),
        ClientPassword("me", "s3cret"),
    ],
    ids=lambda auth: type(auth).__name__,
)
def test_no_repr_shows_a_secret(auth: ApiKey) -> None:
    proxies = Proxies("http://u:s3cret@p", "http://u:s3cret@p")
    settings = Settings(LOCAL, auth, {"x-openai-api-key": "s3cret"}, proxies=proxies)
    assert "s3cret" not in repr(settings)
    assert "s3cret" not in repr(proxies)


@pytest.mark.parametrize("key", ["", "s3cret\n", "s3 cret", "s3crét"])
def test_keys_that_no_header_carries(key: str) -> None:
    with pytest.raises(MisuseValueError) as caught:
        ApiKey(key)
    assert "s3c" not in str(caught.value)


def test_a_key_is_a_text() -> None:
    with pytest.raises(MisuseTypeError, match="not NoneType"):
        ApiKey(None)  # type: ignore[arg-type]  # as os.environ.get() gives it


def test_scopes_as_text_or_list() -> None:
    assert ClientCredentials("x", "a b").scopes == ("a", "b")
    assert ClientPassword("u", "p", ["a", "b"]).scopes == ("a", "b")


# -- headers ------------------------------------------------------------------------------------


def test_names_in_lower_case() -> None:
    assert headers.checked({"X-OpenAI-Api-Key": "k"}) == {"x-openai-api-key": "k"}


@pytest.mark.parametrize("name", ["a b", "", "grpc-timeout", "x-bin", "ü"])
def test_names_that_cannot_be(name: str) -> None:
    with pytest.raises(MisuseValueError, match="cannot be a header's name"):
        headers.checked({name: "v"})


@pytest.mark.parametrize("value", ["s3cret\n", " s3cret", "s3cr\x00t", "s3crét"])
def test_values_that_cannot_be_are_not_shown(value: str) -> None:
    with pytest.raises(MisuseValueError, match="x-key") as caught:
        headers.checked({"x-key": value})
    assert "s3c" not in str(caught.value)


def test_an_unset_variable_is_named() -> None:
    with pytest.raises(MisuseTypeError, match="'X-Key' is NoneType"):
        headers.checked({"X-Key": None})  # type: ignore[dict-item]  # as os.environ.get() gives it


def test_headers_of_ours_and_twice() -> None:
    with pytest.raises(MisuseValueError, match="set by the client"):
        headers.checked({"Content-Type": "x"})
    with pytest.raises(MisuseValueError, match="twice"):
        headers.checked({"X-A": "1", "x-a": "2"})


def test_who_we_are_and_where_the_cluster_is() -> None:
    local = dict(headers.of_settings(Settings(LOCAL, ApiKey("k"))))
    assert local["x-weaviate-client"].startswith("weaviate-orm/")
    assert "x-weaviate-cluster-url" not in local
    cloud = dict(headers.of_settings(Settings(CLOUD, ApiKey("k"))))
    assert cloud["x-weaviate-cluster-url"] == "https://a.weaviate.cloud"
    assert "x-weaviate-cluster-url" not in dict(headers.of_settings(Settings(CLOUD)))


# -- channel options ----------------------------------------------------------------------------


def test_message_limits_and_time_to_connect() -> None:
    chosen = dict(options(Settings(LOCAL, timeouts=Timeouts(connect=2.5)), 1234))
    assert chosen["grpc.max_send_message_length"] == 1234
    assert chosen["grpc.max_receive_message_length"] == 1234
    assert chosen["grpc.min_reconnect_backoff_ms"] == 2500


def test_proxies_of_grpc() -> None:
    far = Address(Endpoint("h", 80), Endpoint("h", 50051))
    own = dict(options(Settings(far, proxies=Proxies(grpc="http://p:1")), 1))
    assert own["grpc.http_proxy"] == "http://p:1"
    assert dict(options(Settings(far, proxies=Proxies()), 1))["grpc.enable_http_proxy"] == 0
    assert dict(options(Settings(LOCAL), 1))["grpc.enable_http_proxy"] == 0
    assert "grpc.enable_http_proxy" not in dict(options(Settings(far), 1))
