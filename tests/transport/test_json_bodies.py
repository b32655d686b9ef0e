"""JSON to send, and what comes of what httpx raises."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

import httpx
import pytest

from weaviate_orm.errors import (
    DeadlineExceeded,
    MisuseTypeError,
    MisuseValueError,
    SentRequest,
    ServerError,
    UnexpectedReply,
    Unreachable,
)
from weaviate_orm.transport.http import failure
from weaviate_orm.transport.json_bodies import encoded

REQUEST = SentRequest("rest", "GET /v1/meta", "h:1")


def test_any_mapping_and_sequence() -> None:
    body: Any = MappingProxyType({"a": (1, 2), "b": MappingProxyType({}), "c": "é"})
    assert encoded(body) == b'{"a":[1,2],"b":{},"c":"\\u00e9"}'


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_numbers_that_json_has_not(number: float) -> None:
    with pytest.raises(MisuseValueError, match="cannot be sent as JSON"):
        encoded({"a": [number]})


def test_values_that_json_has_not() -> None:
    with pytest.raises(MisuseTypeError, match="cannot be sent as JSON: set"):
        encoded({"a": {1}})  # type: ignore[dict-item]  # on purpose


@pytest.mark.parametrize(
    ("raised", "kind", "text"),
    [
        (httpx.ConnectTimeout(""), Unreachable, "connecting took too long"),
        (httpx.ConnectError("[Errno 111] refused"), Unreachable, "refused"),
        (httpx.RemoteProtocolError(""), Unreachable, "RemoteProtocolError"),
        (httpx.ReadTimeout(""), DeadlineExceeded, "in time"),
        (httpx.PoolTimeout(""), DeadlineExceeded, "in time"),
        (httpx.DecodingError("x"), UnexpectedReply, "another encoding"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_httpx_raises(raised: httpx.HTTPError, kind: type[ServerError], text: str) -> None:
    error = failure(raised, REQUEST)
    assert type(error) is kind
    assert text in str(error)
    assert error.request == REQUEST
