"""REST over httpx, sync and async: two thin senders over pure functions."""

from __future__ import annotations

import asyncio
import json
import ssl
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, TypeAlias, TypedDict
from urllib.parse import urlsplit

import httpx

from weaviate_orm.errors import Unreachable
from weaviate_orm.transport import describe, failures
from weaviate_orm.transport.calls import HttpAnswer, HttpCall
from weaviate_orm.transport.headers import product
from weaviate_orm.transport.json_bodies import answer, encoded
from weaviate_orm.transport.settings import Endpoint

if TYPE_CHECKING:
    from weaviate_orm.errors import SentRequest, ServerError
    from weaviate_orm.transport.oidc import Outside
    from weaviate_orm.transport.settings import Settings

Headers: TypeAlias = tuple[tuple[str, str], ...]
_OUTSIDE_SECONDS: Final = 10.0
"""For each call to an identity provider."""
_LIVE: Final = "/v1/.well-known/live"


# -- pure ---------------------------------------------------------------------------------------


def _outside_failure(error: httpx.HTTPError | httpx.InvalidURL, call: Outside) -> ServerError:
    return Unreachable(
        f"No answer from the identity provider at {call.url}: {str(error) or type(error).__name__}",
        request=call.request,
        details={"cause": str(error)},
    )


def failure(error: httpx.HTTPError, request: SentRequest) -> ServerError:
    """The error for what httpx raises."""
    if isinstance(error, httpx.TimeoutException) and not isinstance(error, httpx.ConnectTimeout):
        return failures.late(request)
    if isinstance(error, httpx.DecodingError):
        return failures.not_json("a body in another encoding than it says", "200", request)
    cause = str(error) or type(error).__name__
    if isinstance(error, httpx.ConnectTimeout):
        cause = "connecting took too long"
    return failures.unreachable(cause, request)


def _tls(settings: Settings, *, needed: bool) -> ssl.SSLContext:
    if not needed:
        # no authorities are loaded, which takes 20 ms: nothing is ever trusted through this one
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    tls = settings.tls
    if tls.authority is not None:
        context = ssl.create_default_context(cafile=tls.authority)
    else:
        context = httpx.create_ssl_context(trust_env=True)
    if tls.certificate is not None:
        context.load_cert_chain(tls.certificate, tls.key)
    return context


def _limits(settings: Settings, seconds: float) -> httpx.Timeout:
    return httpx.Timeout(seconds, connect=min(seconds, settings.timeouts.connect))


class _Request(TypedDict):
    """The arguments of ``httpx.Client.stream``."""

    method: str
    url: str
    params: Mapping[str, str] | None
    content: bytes | None
    headers: list[tuple[str, str]]
    timeout: httpx.Timeout


def _request(call: HttpCall, seconds: float, headers: Headers, settings: Settings) -> _Request:
    typed = [] if call.body is None else [("content-type", "application/json")]
    return {
        "method": call.method,
        "url": f"/v1{call.path}",
        "params": call.query or None,
        "content": None if call.body is None else encoded(call.body),
        "headers": [*headers, *typed],
        "timeout": _limits(settings, seconds),
    }


class _Options(TypedDict):
    """The arguments of ``httpx.Client``."""

    base_url: str
    headers: Mapping[str, str]
    verify: ssl.SSLContext
    trust_env: bool
    proxy: str | None


def _client(settings: Settings) -> _Options:
    endpoint = settings.address.http
    return {
        "base_url": endpoint.url,
        "headers": {"user-agent": product()},
        "verify": _tls(settings, needed=endpoint.secure),
        "trust_env": settings.uses_environment_proxies,
        "proxy": settings.proxies.http if settings.proxies is not None else None,
    }


def _outside_client(settings: Settings, call: Outside) -> _Options:
    is_near = Endpoint(urlsplit(call.url).hostname or "", 1).is_loopback
    return {
        "base_url": "",
        "headers": {"user-agent": product()},
        "verify": _tls(settings, needed=call.url.startswith("https:")),
        "trust_env": settings.proxies is None and not is_near,
        "proxy": settings.proxies.http if settings.proxies is not None else None,
    }


def _outside_answer(reply: httpx.Response) -> HttpAnswer:
    """A provider's answer; the flow that asked judges status and content."""
    try:
        return HttpAnswer(reply.status_code, json.loads(reply.content))
    except ValueError:
        return HttpAnswer(reply.status_code)


def _outside_method(call: Outside) -> str:
    return "GET" if call.form is None else "POST"


# -- senders ------------------------------------------------------------------------------------


class HttpDoor:
    """Sends REST calls in the calling thread; shared by threads."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._client = httpx.Client(**_client(settings))

    def send(self, call: HttpCall, seconds: float, headers: Headers, address: str) -> HttpAnswer:
        ends = time.monotonic() + seconds
        try:
            with self._client.stream(**_request(call, seconds, headers, self._settings)) as reply:
                body = bytearray()
                for chunk in reply.iter_bytes():
                    body += chunk
                    if time.monotonic() > ends:
                        # httpx limits each read, not the whole
                        raise httpx.ReadTimeout("the body comes too slowly")
        except httpx.HTTPError as error:
            found = failure(error, describe.sent(call, address))
        else:
            return answer(call, reply.status_code, bytes(body), reply.headers, address)
        # outside, so that httpx's error, which holds the headers, is not chained
        raise found

    def outside(self, call: Outside) -> HttpAnswer:
        try:
            with httpx.Client(**_outside_client(self._settings, call)) as client:
                return _outside_answer(
                    client.request(
                        _outside_method(call), call.url, data=call.form, timeout=_OUTSIDE_SECONDS
                    )
                )
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            found = _outside_failure(error, call)
        raise found

    def probe(self, seconds: float) -> bool:
        try:
            self._client.get(_LIVE, timeout=seconds)
        except httpx.HTTPError:
            return False
        return True

    def close(self) -> None:
        self._client.close()


class AsyncHttpDoor:
    """Sends REST calls on the event loop that it was made on."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._client = httpx.AsyncClient(**_client(settings))

    async def send(
        self, call: HttpCall, seconds: float, headers: Headers, address: str
    ) -> HttpAnswer:
        request = _request(call, seconds, headers, self._settings)
        try:
            async with asyncio.timeout(seconds), self._client.stream(**request) as reply:
                body = await reply.aread()
        except httpx.HTTPError as error:
            found = failure(error, describe.sent(call, address))
        except TimeoutError:
            found = failures.late(describe.sent(call, address))
        else:
            return answer(call, reply.status_code, body, reply.headers, address)
        raise found

    async def outside(self, call: Outside) -> HttpAnswer:
        try:
            async with httpx.AsyncClient(**_outside_client(self._settings, call)) as client:
                return _outside_answer(
                    await client.request(
                        _outside_method(call), call.url, data=call.form, timeout=_OUTSIDE_SECONDS
                    )
                )
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            found = _outside_failure(error, call)
        raise found

    async def probe(self, seconds: float) -> bool:
        try:
            await self._client.get(_LIVE, timeout=seconds)
        except httpx.HTTPError:
            return False
        return True

    async def close(self) -> None:
        await self._client.aclose()
