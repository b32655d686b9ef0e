"""JSON to send and JSON that came back, whatever carries it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final, cast

from weaviate_orm.errors import MisuseTypeError, MisuseValueError
from weaviate_orm.transport import describe, failures
from weaviate_orm.transport.calls import HttpAnswer, HttpCall

if TYPE_CHECKING:
    from weaviate_orm.wire.shape import JSON


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return dict(cast("Mapping[str, JSON]", value))  # what is inside is asked for in turn
    if isinstance(value, Sequence):
        return list(cast("Sequence[JSON]", value))  # the same
    raise MisuseTypeError(f"This cannot be sent as JSON: {type(value).__name__}.")


def encoded(body: JSON) -> bytes:
    """A body as JSON text.

    Raises:
        MisuseValueError: it holds NaN or an infinity, which JSON has not.
        MisuseTypeError: it holds something else that JSON has not.
    """
    try:
        return json.dumps(body, default=_plain, allow_nan=False, separators=(",", ":")).encode()
    except ValueError as error:
        raise MisuseValueError(f"This cannot be sent as JSON: {error}.") from None


def answer(
    call: HttpCall, status: int, body: bytes, headers: Mapping[str, str], address: str
) -> HttpAnswer:
    """What a reply means for the call. Header names are in lower case.

    Raises:
        ServerError: a status that the call does not accept, or a body that is none.
    """
    if status not in call.accepts:
        raise failures.of_http(status, body, headers, describe.sent(call, address))
    if not body:
        if body_is_due(call.method, call.path, status):
            raise failures.empty_body(describe.sent(call, address))
        return HttpAnswer(status)
    try:
        return HttpAnswer(status, json.loads(body))
    except ValueError:
        request = describe.sent(call, address)
        found = failures.not_json(headers.get("content-type", ""), str(status), request)
    raise found


_EMPTY: Final = re.compile(
    r"GET /\.well-known/(live|ready)"
    r"|POST /objects/validate"
    r"|(POST|PUT) /objects/.+/references/[^/]+"
    r"|POST /authz/roles(/[^/]+/(add|remove)-permissions)?"
    r"|POST /authz/(users|groups)/[^/]+/(assign|revoke)"
    r"|POST /users/db/[^/]+/(activate|deactivate)"
    r"|DELETE /(?!batch/objects).*"
)
"""Calls that succeed with 200 or 201 and no body."""


def body_is_due(method: str, path: str, status: int) -> bool:
    """Whether a success without a body means that the server broke down.

    A fault inside the server is answered 200 with nothing in it; nothing was done then.
    """
    return status in {200, 201} and method != "HEAD" and not _EMPTY.fullmatch(f"{method} {path}")
