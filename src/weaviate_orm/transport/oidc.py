"""Tokens from an identity provider: each grant as a generator of the calls that it takes.

The generators yield ``HttpCall`` (to Weaviate) and ``Outside`` (to the provider) and are sent
``HttpAnswer``; they do no I/O. A transport runs them, sync or async.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeAlias

from weaviate_orm.errors import (
    SentRequest,
    Unauthenticated,
    Unavailable,
    UnexpectedReply,
    Unsupported,
)
from weaviate_orm.transport.auth import ApiKey, Auth, BearerToken, ClientCredentials, ClientPassword
from weaviate_orm.transport.calls import HttpAnswer, HttpCall

if TYPE_CHECKING:
    from weaviate_orm.wire.shape import JSON

_EARLY: Final = 30.0
"""Seconds before its end that a token is renewed, at most half of its life."""
_MICROSOFT: Final = "https://login.microsoftonline.com"


@dataclass(frozen=True, slots=True)
class Outside:
    """One call to an identity provider: GET, or POST where there is a form."""

    url: str
    form: Mapping[str, str] | None = field(default=None, repr=False)

    @property
    def request(self) -> SentRequest:
        return SentRequest("oidc", "GET" if self.form is None else "POST", self.url)


TokenFlow: TypeAlias = Generator[HttpCall | Outside, HttpAnswer, None]


@dataclass(frozen=True, slots=True)
class Provider:
    """The identity provider, as Weaviate and its own document describe it."""

    token_url: str
    client_id: str
    scopes: tuple[str, ...]
    grants: tuple[str, ...]

    @property
    def request(self) -> SentRequest:
        return SentRequest("oidc", "POST", self.token_url)


@dataclass(frozen=True, slots=True)
class Grant:
    """What the provider gave: tokens, and when (on the caller's clock) to ask again."""

    access: str = field(repr=False)
    refresh: str | None = field(repr=False)
    renew_at: float


class Credentials:
    """What the ``authorization`` header of a connection says now.

    Not thread-safe: a transport guards ``bring()`` with its lock; ``header`` is one read.
    """

    def __init__(self, auth: Auth | None) -> None:
        self._auth = auth
        self._provider: Provider | None = None
        self._grant: Grant | None = None
        self._began: float | None = None
        self.header: str | None = f"Bearer {auth.key}" if isinstance(auth, ApiKey) else None

    @property
    def renewable(self) -> bool:
        """Whether another token can be had when the server refuses this one."""
        if isinstance(self._auth, ApiKey) or self._auth is None:
            return False
        return isinstance(self._auth, ClientCredentials) or self._refresh_token is not None

    @property
    def _refresh_token(self) -> str | None:
        if self._grant is not None:
            return self._grant.refresh
        return self._auth.refresh_token if isinstance(self._auth, BearerToken) else None

    def due(self, now: float) -> bool:
        """Whether ``bring()`` has to run before the next call."""
        if isinstance(self._auth, ApiKey) or self._auth is None:
            return False
        if self._grant is None:
            return True
        return self.renewable and now >= self._grant.renew_at

    def refused(self, header: str | None) -> bool:
        """The server refused this header: whether another try may fare better."""
        if header != self.header:
            return True  # another thread has renewed it meanwhile
        if not self.renewable or self._grant is None:
            return False
        self._grant = Grant(self._grant.access, self._grant.refresh, float("-inf"))
        return True

    def bring(self, now: float) -> TokenFlow:
        """Get a token, or a newer one, and set ``header``.

        Raises:
            Unauthenticated: the provider refuses.
            Unsupported: the server or the provider does not take this kind of login.
        """
        if isinstance(self._auth, BearerToken) and self._grant is None:
            self._keep(_given(self._auth, now))
            if not self.due(now):
                return
        form = yield from self._form()
        provider = self._provider
        assert provider is not None  # _form() found it
        call = Outside(provider.token_url, {"client_id": provider.client_id, **form})
        answer = yield call
        self._keep(_granted(answer, call.request, self._refresh_token, now))

    def _keep(self, grant: Grant) -> None:
        self._grant = grant
        self.header = f"Bearer {grant.access}"

    def _form(self) -> Generator[HttpCall | Outside, HttpAnswer, dict[str, str]]:
        if self._provider is None:
            self._provider = yield from discover()
        provider = self._provider
        auth = self._auth
        if (token := self._refresh_token) is not None:
            form = {"grant_type": "refresh_token", "refresh_token": token}
            scopes = () if isinstance(auth, BearerToken) else self._scopes(provider)
        elif isinstance(auth, ClientCredentials):
            form = {"grant_type": "client_credentials", "client_secret": auth.client_secret}
            scopes = self._scopes(provider)
        elif isinstance(auth, ClientPassword):
            _takes_passwords(provider)
            form = {
                "grant_type": "password",
                "username": auth.username,
                "password": auth.password,
            }
            scopes = self._scopes(provider)
        else:
            raise AssertionError("nothing to renew")
        return {**form, "scope": " ".join(scopes)} if scopes else form

    def _scopes(self, provider: Provider) -> tuple[str, ...]:
        own = (
            self._auth.scopes if isinstance(self._auth, ClientCredentials | ClientPassword) else ()
        )
        scopes = tuple(dict.fromkeys((*provider.scopes, *own)))
        if scopes or not isinstance(self._auth, ClientCredentials):
            return scopes
        if provider.token_url.startswith(_MICROSOFT):
            return (f"{provider.client_id}/.default",)
        raise Unsupported(
            "The server names no scope for ClientCredentials. Give one:"
            " ClientCredentials(…, scope=…).",
            request=provider.request,
        )


def discover() -> Generator[HttpCall | Outside, HttpAnswer, Provider]:
    """Find the identity provider: Weaviate names its document, that names the endpoint."""
    path = "/.well-known/openid-configuration"
    call = HttpCall("GET", path, accepts=frozenset({200, 404}), purpose="query")
    answer = yield call
    own = answer.body
    if answer.status == 404 or not isinstance(own, Mapping):
        raise Unsupported(
            "The server is not configured for OIDC. Use api_key=, or no auth= at all.",
            request=SentRequest("rest", f"GET /v1{call.path}"),
            status=str(answer.status),
        )
    outside = Outside(_text(own, "href"))
    answer = yield outside
    document = answer.body
    token_url = _text(document, "token_endpoint") if isinstance(document, Mapping) else ""
    if not token_url:
        raise UnexpectedReply(
            f"{outside.url} names no token_endpoint: {answer.status}.",
            request=outside.request,
            status=str(answer.status),
        )
    return Provider(
        token_url,
        _text(own, "clientId"),
        _texts(own, "scopes"),
        _texts(own, "grant_types_supported"),
    )


def _given(auth: BearerToken, now: float) -> Grant:
    return Grant(auth.access_token, auth.refresh_token, now + _life(auth.expires_in))


def _life(expires_in: float) -> float:
    return expires_in - min(_EARLY, expires_in / 2)


def _granted(answer: HttpAnswer, request: SentRequest, old: str | None, now: float) -> Grant:
    body: Mapping[str, JSON] = answer.body if isinstance(answer.body, Mapping) else {}
    access = _text(body, "access_token")
    if answer.status == 200 and access:
        lasts = body.get("expires_in")
        seconds = float(lasts) if isinstance(lasts, int | float | str) else 60.0
        # a provider that rotates refresh tokens sends the next one, others none
        return Grant(access, _text(body, "refresh_token") or old, now + _life(seconds))
    reason = _text(body, "error") or str(answer.status)
    if described := _text(body, "error_description"):
        reason = f"{reason} ({described})"
    kind = Unavailable if answer.status >= 500 or answer.status == 429 else Unauthenticated
    raise kind(
        f"The identity provider gave no token: {reason}.",
        request=request,
        status=str(answer.status),
    )


def _takes_passwords(provider: Provider) -> None:
    if provider.token_url.startswith(_MICROSOFT) or (
        provider.grants and "password" not in provider.grants
    ):
        raise Unsupported(
            "The identity provider does not take passwords. Use ClientCredentials or BearerToken.",
            request=provider.request,
        )


def _text(document: Mapping[str, JSON], name: str) -> str:
    value = document.get(name)
    return value if isinstance(value, str) else ""


def _texts(document: Mapping[str, JSON], name: str) -> tuple[str, ...]:
    values = document.get(name)
    if not isinstance(values, list | tuple):
        return ()
    return tuple(value for value in values if isinstance(value, str))
