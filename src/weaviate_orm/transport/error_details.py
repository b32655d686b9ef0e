"""What errors carry beside their status: a text, a reason, limits."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from weaviate_orm.wire.raw import read_varint

if TYPE_CHECKING:
    from weaviate_orm.wire.shape import JSON


def error_info(serialized: bytes) -> dict[str, str]:
    """What ``grpc-status-details-bin`` says: reason, domain and metadata of an error.

    It is a ``google.rpc.Status`` that holds ``google.rpc.ErrorInfo``. Empty where it is
    something else.
    """
    found: dict[str, str] = {}
    try:
        for detail in _members(serialized, 3):
            if b"ErrorInfo" not in b"".join(_members(detail, 1)):
                continue
            for info in _members(detail, 2):
                found["reason"] = b"".join(_members(info, 1)).decode()
                found["domain"] = b"".join(_members(info, 2)).decode()
                for entry in _members(info, 3):
                    key = b"".join(_members(entry, 1)).decode()
                    found[key] = b"".join(_members(entry, 2)).decode()
    except (IndexError, UnicodeDecodeError, ValueError):
        return {}  # a proxy's own details are of no use here
    return found


def _members(data: bytes, number: int) -> Iterator[bytes]:
    """The length-delimited members of a serialized protobuf message that have this number."""
    at = 0
    while at < len(data):
        key, at = read_varint(data, at)
        kind = key & 7
        if kind == 0:
            _, at = read_varint(data, at)
        elif kind == 2:
            length, at = read_varint(data, at)
            if at + length > len(data):
                raise ValueError("cut off")
            if key >> 3 == number:
                yield data[at : at + length]
            at += length
        else:
            at += {1: 8, 5: 4}[kind] if kind in {1, 5} else len(data)


def said(body: bytes, content_type: str) -> tuple[str, dict[str, str]]:
    """The text of an error's body, and what else it says.

    Handlers answer ``{"error": [{"message": …}]}``, the HTTP framework in front of them
    ``{"code": N, "message": …}``, limits ``{"errorCode": …, "message": …, …}``.
    """
    if not body:
        return "", {}
    try:
        document: JSON = json.loads(body)
    except ValueError:
        is_page = "html" in content_type or body.lstrip()[:1] == b"<"
        return ("" if is_page else body[:500].decode(errors="replace").strip()), {}
    if not isinstance(document, Mapping):
        return "", {}
    return _text_of(document), _details_of(document)


def _text_of(document: Mapping[str, JSON]) -> str:
    said = document.get("message", document.get("error"))
    if isinstance(said, list | tuple):
        messages = (each.get("message") for each in said if isinstance(each, Mapping))
        return "; ".join(text for text in messages if isinstance(text, str))
    return said if isinstance(said, str) else ""


def _details_of(document: Mapping[str, JSON]) -> dict[str, str]:
    details: dict[str, str] = {}
    for name, key in _DETAILS.items():
        value = document.get(name)
        if isinstance(value, list | tuple):
            details[key] = ",".join(str(each) for each in value)
        elif value is not None:
            details[key] = str(value)
    return details


_DETAILS: Final = {
    "code": "code",
    "errorCode": "reason",
    "limit": "limit",
    "value": "value",
    "restriction": "restriction",
    "allowed": "allowed",
}
"""Members of an error's body, and what they are called over gRPC too."""
