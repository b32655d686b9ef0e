"""The headers of every call. REST takes them as they are, gRPC as metadata."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from weaviate_orm.errors import MisuseTypeError, MisuseValueError

if TYPE_CHECKING:
    from weaviate_orm.transport.settings import Settings

_NAME = re.compile(r"[a-z0-9_.-]+")
_VALUE = re.compile(r"[\x20-\x7e]*")
_OURS = frozenset({"content-type", "content-length", "host", "te", "user-agent"})


def checked(headers: Mapping[str, str]) -> dict[str, str]:
    """The user's headers with names in lower case.

    Values are never part of a message: most are keys.

    Raises:
        MisuseTypeError: a value that is no text.
        MisuseValueError: a name or a value that no header can have, or a name that is ours.
    """
    clean: dict[str, str] = {}
    for name, value in headers.items():
        lower = name.lower()
        if not _NAME.fullmatch(lower) or lower.startswith("grpc-") or lower.endswith("-bin"):
            raise MisuseValueError(f"{name!r} cannot be a header's name.")
        if lower in _OURS:
            raise MisuseValueError(f"The header {name!r} is set by the client itself.")
        if lower in clean:
            raise MisuseValueError(f"The header {name!r} is given twice.")
        if not isinstance(value, str):  # pyright: ignore[reportUnnecessaryIsInstance] - os.environ.get() gives None
            raise MisuseTypeError(
                f"The header {name!r} is {type(value).__name__}, not a str."
                " Is the environment variable set?"
            )
        if not _VALUE.fullmatch(value) or value != value.strip():
            raise MisuseValueError(
                f"The value of the header {name!r} holds a line break, a blank at an end or"
                " another character that no header can carry. Try .strip()."
            )
        clean[lower] = value
    return clean


@cache
def product() -> str:
    """``weaviate-orm/<version>``, as the server sees us."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"weaviate-orm/{version('orm-weaviate')}"
    except PackageNotFoundError:  # a source tree that is not installed
        return "weaviate-orm/source"


def of_settings(settings: Settings) -> tuple[tuple[str, str], ...]:
    """The headers that stay the same for a connection: all but ``authorization``."""
    found = {"x-weaviate-client": product(), **settings.headers}
    if settings.auth is not None and settings.address.is_cloud:
        # the hosted embedding modules call back to the cluster
        found.setdefault("x-weaviate-cluster-url", f"https://{settings.address.http.host}")
    return tuple(found.items())
