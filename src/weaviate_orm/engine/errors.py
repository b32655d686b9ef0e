"""Faults as the two doors show them: a gRPC status with a text, a REST status with a body."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

JSON: TypeAlias = "dict[str, JSON] | list[JSON] | str | int | float | bool | None"

UNKNOWN = 2
UNIMPLEMENTED = 12
FAILED = "the embedded engine failed; its log has the details"
TOO_DEEP = "the request is nested too deeply for the embedded engine; nothing of it was done"


class CallError(Exception):
    """A gRPC call failed: `code` is the status number, `message` its text."""

    def __init__(self, message: str, code: int = UNKNOWN) -> None:
        super().__init__(message)
        self.message = message
        self.code = code

    def __reduce__(self) -> tuple[type[CallError], tuple[str, int]]:
        return type(self), (self.message, self.code)


class HttpError(Exception):
    """A REST request failed: `status` and the JSON `body` (`EMPTY` = no body at all)."""

    def __init__(
        self, status: int, body: JSON | Empty, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(f"{status} {body!r}")
        self.status = status
        self.body = body
        self.headers: Mapping[str, str] = headers or {}


class Empty:
    """The mark of an answer without a body, which `null` is not."""

    def __repr__(self) -> str:
        return "<no body>"


EMPTY = Empty()


def a_error(status: int, message: str) -> HttpError:
    """The body of the request handlers: `{"error": [{"message": …}]}`."""
    return HttpError(status, {"error": [{"message": message}]})


def v_error(status: int, message: str, code: int | None = None) -> HttpError:
    """The body of the HTTP framework: `{"code": …, "message": …}`; `code` = status if None."""
    return HttpError(status, {"code": status if code is None else code, "message": message})


def empty_error(status: int) -> HttpError:
    """A status without a body."""
    return HttpError(status, EMPTY)


class TenantError(Exception):
    """A request names no tenant, an unknown one or an inactive one; `str()` is the bare text."""


class Unsupported(Exception):
    """A part of Weaviate that this engine does not have; `str()` names it."""
