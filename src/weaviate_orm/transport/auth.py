"""Who is asking: an API key, or one of the three OIDC grants.

No class here shows a secret in its ``repr`` or in an error.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from weaviate_orm.errors import MisuseTypeError, MisuseValueError

_VISIBLE = re.compile(r"[\x21-\x7e]+")


def _check(value: object, label: str) -> None:
    """What goes into the ``authorization`` header; the value is never part of the message."""
    if not isinstance(value, str):
        raise MisuseTypeError(f"{label} is a str, not {type(value).__name__}.")
    if not value:
        raise MisuseValueError(f"{label} is empty.")
    if not _VISIBLE.fullmatch(value):
        raise MisuseValueError(
            f"{label} holds a blank, a line break or another character that a header cannot"
            " carry. Was it read from a file? Then .strip() it."
        )


def _scopes(scope: str | Sequence[str]) -> tuple[str, ...]:
    return tuple(scope.split()) if isinstance(scope, str) else tuple(scope)


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key that the server knows."""

    key: str = field(repr=False)

    def __post_init__(self) -> None:
        _check(self.key, "An API key")


@dataclass(frozen=True, slots=True)
class BearerToken:
    """An access token from an identity provider, with what renews it.

    ``expires_in`` are seconds from now. Without a ``refresh_token`` access ends with the token.
    """

    access_token: str = field(repr=False)
    expires_in: float = 60.0
    refresh_token: str | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        _check(self.access_token, "An access token")
        if self.refresh_token is not None:
            _check(self.refresh_token, "A refresh token")


@dataclass(frozen=True, slots=True)
class ClientCredentials:
    """OIDC for programs: the secret of the client that the server names.

    ``scope`` is a list or a text with blanks, added to the scopes that the server names.
    """

    client_secret: str = field(repr=False)
    scope: str | Sequence[str] = ()

    @property
    def scopes(self) -> tuple[str, ...]:
        return _scopes(self.scope)


@dataclass(frozen=True, slots=True)
class ClientPassword:
    """OIDC with a user's name and password.

    Many providers need the scope ``offline_access`` to let the login outlive its first token.
    """

    username: str
    password: str = field(repr=False)
    scope: str | Sequence[str] = ()

    @property
    def scopes(self) -> tuple[str, ...]:
        return _scopes(self.scope)


Auth: TypeAlias = ApiKey | BearerToken | ClientCredentials | ClientPassword
