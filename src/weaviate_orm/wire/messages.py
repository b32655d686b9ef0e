"""The messages of Weaviate's gRPC protocol, as protobuf classes.

They live in a descriptor pool of their own. protobuf's default pool belongs to the whole
process and takes a message name once, and the official client registers the same names there.
With a private pool both packages work in one process, in any order and in any versions, and no
generated code ties this package to one release of protobuf.

`Value` and `ListValue` are those of replies; the two that `google.protobuf` gives the same
names are `StructValue` and `StructListValue`.

Importing this module loads nothing: protobuf comes with the first attribute that is read.
"""

from __future__ import annotations

import threading
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from google.protobuf.descriptor import Descriptor, EnumDescriptor, FileDescriptor
    from google.protobuf.message import Message

_RENAMED = {
    "google.protobuf.Value": "StructValue",
    "google.protobuf.ListValue": "StructListValue",
}

_lock = threading.Lock()


class Method(NamedTuple):
    """A gRPC method: its full path and what it takes and returns."""

    path: str
    request: type[Message]
    reply: type[Message]
    is_stream: bool


@cache
def _files() -> tuple[FileDescriptor, ...]:
    from google.protobuf.descriptor_pb2 import FileDescriptorSet
    from google.protobuf.descriptor_pool import DescriptorPool

    pool = DescriptorPool()
    serialized = Path(__file__).with_name("descriptors.binpb").read_bytes()
    # The compiler wrote every file after the files that it imports, as the pool needs them.
    return tuple(
        pool.AddSerializedFile(file.SerializeToString())
        for file in FileDescriptorSet.FromString(serialized).file
    )


@cache
def _definitions() -> dict[str, Descriptor | EnumDescriptor]:
    found: dict[str, Descriptor | EnumDescriptor] = {}
    for file in _files():
        for message in file.message_types_by_name.values():
            found[_RENAMED.get(message.full_name, message.name)] = message
        found.update(file.enum_types_by_name)
    return found


def _message_class(descriptor: Descriptor) -> type[Message]:
    from google.protobuf.message_factory import GetMessageClass

    message = GetMessageClass(descriptor)
    for inner in descriptor.nested_types:
        # The classes of protobuf's implementation in Python do not know those nested in them.
        if not hasattr(message, inner.name):
            setattr(message, inner.name, _message_class(inner))
    return message


def _methods() -> Mapping[str, Method]:
    return MappingProxyType(
        {
            method.name: Method(
                path=f"/{service.full_name}/{method.name}",
                request=_message_class(method.input_type),
                reply=_message_class(method.output_type),
                is_stream=method.client_streaming or method.server_streaming,
            )
            for file in _files()
            for service in file.services_by_name.values()
            for method in service.methods
        }
    )


@cache
def _resolve(name: str) -> object:
    from google.protobuf.descriptor import Descriptor
    from google.protobuf.internal.enum_type_wrapper import EnumTypeWrapper

    if name == "METHODS":
        return _methods()
    definition = _definitions().get(name)
    if definition is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    if isinstance(definition, Descriptor):
        return _message_class(definition)
    return EnumTypeWrapper(definition)


def __getattr__(name: str) -> object:
    # The import system and inspecting tools probe for private names: those must load nothing.
    if name.startswith("_"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    with _lock:
        value = globals()[name] = _resolve(name)
    return value
