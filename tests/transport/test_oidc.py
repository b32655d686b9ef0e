"""Each grant as the calls that it takes."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from weaviate_orm.errors import Unauthenticated, Unavailable, UnexpectedReply, Unsupported
from weaviate_orm.transport.auth import ApiKey, Auth, BearerToken, ClientCredentials, ClientPassword
from weaviate_orm.transport.calls import HttpAnswer, HttpCall
from weaviate_orm.transport.oidc import Credentials, Outside
from weaviate_orm.wire.shape import JSON

OWN: JSON = {"href": "https://idp/conf", "clientId": "wv", "scopes": ["openid"]}
PROVIDER: JSON = {"token_endpoint": "https://idp/token"}
TOKEN: JSON = {"access_token": "a1", "expires_in": 300, "refresh_token": "r1"}


def bring(
    credentials: Credentials, *answers: JSON | HttpAnswer, now: float = 0
) -> list[HttpCall | Outside]:
    """Run ``bring()`` with these answers; give the calls that it made."""
    made: list[HttpCall | Outside] = []
    flow = credentials.bring(now)
    left = iter(answers)
    try:
        step = next(flow)
        while True:
            made.append(step)
            answer = next(left)
            step = flow.send(answer if isinstance(answer, HttpAnswer) else HttpAnswer(200, answer))
    except StopIteration:
        pass
    assert not list(left), "not all answers were asked for"
    return made


def forms(calls: Iterable[HttpCall | Outside]) -> list[dict[str, str]]:
    return [dict(call.form) for call in calls if isinstance(call, Outside) and call.form]


def test_a_key_needs_no_call() -> None:
    credentials = Credentials(ApiKey("k"))
    assert not credentials.due(0)
    assert credentials.header == "Bearer k"
    assert not credentials.refused("Bearer k")
    assert not Credentials(None).due(0)
    assert Credentials(None).header is None


def test_client_credentials() -> None:
    credentials = Credentials(ClientCredentials("s", "extra"))
    assert credentials.due(0)
    calls = bring(credentials, OWN, PROVIDER, TOKEN)
    assert [getattr(call, "path", getattr(call, "url", "")) for call in calls] == [
        "/.well-known/openid-configuration",
        "https://idp/conf",
        "https://idp/token",
    ]
    assert forms(calls) == [
        {
            "client_id": "wv",
            "grant_type": "client_credentials",
            "client_secret": "s",
            "scope": "openid extra",
        }
    ]
    assert credentials.header == "Bearer a1"


def test_renewal_comes_half_a_minute_early_and_asks_the_provider_alone() -> None:
    credentials = Credentials(ClientCredentials("s"))
    bring(credentials, OWN, PROVIDER, TOKEN)
    assert not credentials.due(269)
    assert credentials.due(270)
    calls = bring(credentials, {"access_token": "a2", "expires_in": 20}, now=270)
    assert forms(calls) == [
        {"client_id": "wv", "grant_type": "refresh_token", "refresh_token": "r1", "scope": "openid"}
    ]
    assert credentials.header == "Bearer a2"
    assert (credentials.due(279), credentials.due(280)) == (False, True)
    # the provider sent no other refresh token, so the old one stays
    assert forms(bring(credentials, TOKEN, now=280))[0]["refresh_token"] == "r1"


def test_credentials_without_refresh_token_are_used_again() -> None:
    credentials = Credentials(ClientCredentials("s"))
    bring(credentials, OWN, PROVIDER, {"access_token": "a1"})
    assert credentials.due(30)  # a minute, where the provider does not say
    assert forms(bring(credentials, TOKEN, now=60))[0]["grant_type"] == "client_credentials"


def test_microsoft_needs_no_scope() -> None:
    credentials = Credentials(ClientCredentials("s"))
    own = {"href": "h", "clientId": "wv"}
    calls = bring(
        credentials, own, {"token_endpoint": "https://login.microsoftonline.com/t"}, TOKEN
    )
    assert forms(calls)[0]["scope"] == "wv/.default"
    with pytest.raises(Unsupported, match="names no scope"):
        bring(Credentials(ClientCredentials("s")), own, PROVIDER)


def test_password() -> None:
    calls = bring(Credentials(ClientPassword("u", "p", ["offline_access"])), OWN, PROVIDER, TOKEN)
    assert forms(calls) == [
        {
            "client_id": "wv",
            "grant_type": "password",
            "username": "u",
            "password": "p",
            "scope": "openid offline_access",
        }
    ]


def test_password_without_refresh_token_ends() -> None:
    credentials = Credentials(ClientPassword("u", "p"))
    bring(credentials, OWN, PROVIDER, {"access_token": "a1", "expires_in": 300})
    assert not credentials.due(10_000)
    assert not credentials.refused(credentials.header)


@pytest.mark.parametrize(
    ("own", "provider"),
    [
        (OWN, {"token_endpoint": "https://login.microsoftonline.com/t"}),
        (
            {"href": "h", "clientId": "wv", "grant_types_supported": ["authorization_code"]},
            PROVIDER,
        ),
    ],
)
def test_providers_that_take_no_password(own: JSON, provider: JSON) -> None:
    with pytest.raises(Unsupported, match="does not take passwords"):
        bring(Credentials(ClientPassword("u", "p")), own, provider)


def test_a_given_token_is_used_till_it_ends() -> None:
    credentials = Credentials(BearerToken("b", expires_in=300, refresh_token="r0"))
    assert bring(credentials) == []
    assert credentials.header == "Bearer b"
    assert not credentials.due(269)
    calls = bring(credentials, OWN, PROVIDER, TOKEN, now=270)
    assert forms(calls) == [
        {"client_id": "wv", "grant_type": "refresh_token", "refresh_token": "r0"}
    ]
    assert credentials.header == "Bearer a1"


def test_a_given_token_without_refresh_is_all_there_is() -> None:
    credentials = Credentials(BearerToken("b"))
    assert bring(credentials) == []
    assert not credentials.due(10_000)


def test_a_given_token_that_has_ended_is_renewed_at_once() -> None:
    credentials = Credentials(BearerToken("b", expires_in=0, refresh_token="r0"))
    assert len(bring(credentials, OWN, PROVIDER, TOKEN)) == 3
    assert credentials.header == "Bearer a1"


def test_a_refused_token_is_renewed_once() -> None:
    credentials = Credentials(ClientCredentials("s"))
    bring(credentials, OWN, PROVIDER, TOKEN)
    assert credentials.refused("Bearer a1")
    assert credentials.due(0)
    assert credentials.refused("Bearer older")  # another thread has a newer one


@pytest.mark.parametrize(
    ("answer", "kind", "text"),
    [
        (HttpAnswer(401, {"error": "invalid_client"}), Unauthenticated, "invalid_client"),
        (HttpAnswer(400, {"error": "e", "error_description": "d"}), Unauthenticated, r"e \(d\)"),
        (HttpAnswer(200, {"nothing": 1}), Unauthenticated, "200"),
        (HttpAnswer(503), Unavailable, "503"),
        (HttpAnswer(429), Unavailable, "429"),
    ],
)
def test_a_provider_that_refuses(answer: HttpAnswer, kind: type[Exception], text: str) -> None:
    with pytest.raises(kind, match=text) as caught:
        bring(Credentials(ClientCredentials("s3cret")), OWN, PROVIDER, answer)
    assert "s3cret" not in f"{caught.value!r} {vars(caught.value)}"


def test_a_server_without_oidc() -> None:
    with pytest.raises(Unsupported, match="not configured for OIDC"):
        bring(Credentials(ClientCredentials("s")), HttpAnswer(404))


def test_a_provider_without_endpoint() -> None:
    with pytest.raises(UnexpectedReply, match="no token_endpoint"):
        bring(Credentials(ClientCredentials("s")), OWN, HttpAnswer(404))


@pytest.mark.parametrize(
    "auth",
    [
        ClientCredentials("s3cret"),
        BearerToken("s3cret", 0, "s3cret"),
        ClientPassword("u", "s3cret"),
    ],
)
def test_calls_do_not_show_their_form(auth: Auth) -> None:
    calls = bring(Credentials(auth), OWN, PROVIDER, TOKEN)
    assert "s3cret" not in repr(calls)
    assert "s3cret" not in repr(calls[-1].request)  # type: ignore[union-attr]  # the last goes outside
