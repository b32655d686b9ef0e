"""The engine knows no users: who shows a token is refused, as on a server without a scheme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weaviate_orm.engine.errors import CallError, v_error

if TYPE_CHECKING:
    from collections.abc import Mapping

_TEXT = (
    "no authentication scheme is configured (API Key or OIDC), but an 'Authorization' header was"
    " provided. Please configure an auth scheme or remove the header for anonymous access"
)


def _shows_token(headers: Mapping[str, str]) -> bool:
    return headers.get("authorization", "").startswith("Bearer ")


def check_request(headers: Mapping[str, str]) -> None:
    """Raises HttpError for a token."""
    if _shows_token(headers):
        raise v_error(401, _TEXT)


def check_call(headers: Mapping[str, str]) -> None:
    """Raises CallError for a token."""
    if _shows_token(headers):
        raise CallError(f"extract auth: {_TEXT}")
