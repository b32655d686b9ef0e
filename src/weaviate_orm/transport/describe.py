"""Calls as short texts, for errors and logs: bounded in length and work, without secrets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Final, cast

from weaviate_orm.errors import SentRequest
from weaviate_orm.transport.calls import GrpcCall

if TYPE_CHECKING:
    from google.protobuf.descriptor import FieldDescriptor
    from google.protobuf.message import Message

    from weaviate_orm.transport.protocol import Call
    from weaviate_orm.wire.shape import JSON

_LONGEST: Final = 2000
_LONGEST_VALUE: Final = 200
_LARGEST_PARSED: Final = 1 << 22
_ITEMS: Final = 3
_SECRET: Final = re.compile(
    r"(^|[_-])(api[_-]?key|.*password|.*secret|(access|refresh|id)?[_-]?token|authorization)$"
)
_USER_IN_URL: Final = re.compile(r"//[^/@\s\"']+@")


def name_of(call: Call) -> str:
    """``Search``, ``PATCH /v1/objects/Question/…``."""
    if isinstance(call, GrpcCall):
        return call.method
    return f"{call.method} /v1{call.path}"


def sent(call: Call, address: str) -> SentRequest:
    """What an error keeps of a call."""
    door = "grpc" if isinstance(call, GrpcCall) else "rest"
    return SentRequest(door, name_of(call), address, content_of(call))


def content_of(call: Call) -> str:
    """The request on one line: long values and lists are cut, bytes counted, secrets masked."""
    if isinstance(call, GrpcCall):
        request = call.request
        if isinstance(request, bytes) and len(request) > _LARGEST_PARSED:
            return f"<{len(request)} bytes>"
        text = _message(call.message)
    else:
        text = _json(call.body) if call.body is not None else ""
        if call.query:
            text = f"{_json(dict(call.query))} {text}".rstrip()
    return _USER_IN_URL.sub("//…@", _cut(text, _LONGEST))


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[:longest]}… ({len(text)} characters)"


def _list(texts: Iterable[str], count: int) -> str:
    shown = list(islice(texts, _ITEMS))
    if count > _ITEMS:
        shown.append(f"… {count - _ITEMS} more")
    return ", ".join(shown)


def _message(message: Message) -> str:
    fields: Sequence[tuple[FieldDescriptor, object]] = message.ListFields()
    return "{" + ", ".join(_field(descriptor, value) for descriptor, value in fields) + "}"


def _field(descriptor: FieldDescriptor, value: object) -> str:
    name = descriptor.name
    if isinstance(value, Mapping):  # a map field
        entries = cast("Mapping[object, object]", value)  # whatever it holds
        texts = (f"{key}: {_value(entries[key], descriptor)}" for key in entries)
        return f"{name}: {{{_list(texts, len(entries))}}}"
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        items = cast("Sequence[object]", value)  # whatever it holds
        return f"{name}: [{_list((_value(item, descriptor) for item in items), len(items))}]"
    return f"{name}: {_value(value, descriptor)}"


def _value(value: object, descriptor: FieldDescriptor) -> str:
    from google.protobuf.message import Message

    if isinstance(value, Message):
        return _message(value)
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, bytes):
        return f"<{len(value)} bytes>"
    if isinstance(value, int) and descriptor.enum_type is not None:
        known = descriptor.enum_type.values_by_number.get(value)
        return known.name if known else str(value)
    return str(value)


def _text(value: str) -> str:
    return f'"{_cut(value, _LONGEST_VALUE)}"'


def _json(body: JSON) -> str:
    if isinstance(body, str):
        return _text(body)
    if isinstance(body, Mapping):
        return "{" + ", ".join(_member(name, value) for name, value in body.items()) + "}"
    if isinstance(body, Sequence):
        return f"[{_list((_json(item) for item in body), len(body))}]"
    return "null" if body is None else str(body).lower()


def _member(name: str, value: JSON) -> str:
    shown = "***" if _SECRET.search(name.lower()) else _json(value)
    return f"{_text(name)}: {shown}"
