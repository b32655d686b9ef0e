"""Compile the protocol's `.proto` files and describe the result to type checkers.

`python tools/build_wire.py` writes `descriptors.binpb`, which the package loads at run time, and
`messages.pyi`, which says what the loaded module exposes. With `--check` nothing is written: the
stale files are named, and the exit status is 1 if there are any.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path
from textwrap import indent
from typing import TYPE_CHECKING, Final

from google.protobuf.descriptor import Descriptor, EnumDescriptor, FieldDescriptor
from google.protobuf.descriptor_pb2 import FileDescriptorSet
from google.protobuf.descriptor_pool import DescriptorPool

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT: Final = Path(__file__).resolve().parents[1]
WIRE: Final = ROOT / "src/weaviate_orm/wire"
PROTOS: Final = WIRE / "protos"

# What the module calls a definition whose own name is taken.
RENAMED: Final = {
    "google.protobuf.Value": "StructValue",
    "google.protobuf.ListValue": "StructListValue",
}

# What protobuf adds to the messages of these names, in whichever pool they are.
MIXINS: Final = {
    "google.protobuf.Struct": "well_known_types.Struct, ",
    "google.protobuf.ListValue": "well_known_types.ListValue, ",
}

# Every other scalar is an integer.
SCALARS: Final = {
    FieldDescriptor.TYPE_BOOL: "bool",
    FieldDescriptor.TYPE_BYTES: "bytes",
    FieldDescriptor.TYPE_DOUBLE: "float",
    FieldDescriptor.TYPE_FLOAT: "float",
    FieldDescriptor.TYPE_STRING: "str",
}

INDENT: Final = "    "

PREAMBLE: Final = """\
# Written by tools/build_wire.py; do not edit.
# Names are those of the protocol and of protobuf, and lines are as long as the names make them:
# ruff: noqa: A002, E501, N802
# fmt: off

import builtins
from collections.abc import Iterable, Mapping
from typing import (
    ClassVar,
    Final,
    Generic,
    Literal,
    NamedTuple,
    Never,
    NewType,
    TypeAlias,
    TypeVar,
    final,
)

from google.protobuf.descriptor import EnumDescriptor
from google.protobuf.internal import well_known_types
from google.protobuf.internal.containers import (
    MessageMap,
    RepeatedCompositeFieldContainer,
    RepeatedScalarFieldContainer,
    ScalarMap,
)
from google.protobuf.message import Message

_V = TypeVar("_V", bound=int)

# An enum is an instance of EnumTypeWrapper at run time, and its values are plain ints.
class _Enum(Generic[_V]):
    DESCRIPTOR: ClassVar[EnumDescriptor]
    @classmethod
    def Name(cls, number: _V) -> str: ...
    @classmethod
    def Value(cls, name: str) -> _V: ...
    @classmethod
    def keys(cls) -> list[str]: ...
    @classmethod
    def values(cls) -> list[_V]: ...
    @classmethod
    def items(cls) -> list[tuple[str, _V]]: ...

class Method(NamedTuple):
    path: str
    request: type[Message]
    reply: type[Message]
    is_stream: bool

METHODS: Final[Mapping[str, Method]]
"""


def python_name(definition: Descriptor | EnumDescriptor) -> str:
    path = definition.full_name.removeprefix(f"{definition.file.package}.")
    return RENAMED.get(definition.full_name, path)


def value_type(enum: EnumDescriptor) -> str:
    return "_" + python_name(enum).replace(".", "")


def builtin(name: str, message: Descriptor) -> str:
    """Spell a builtin inside the class of a message, whose fields may hide it."""
    return f"builtins.{name}" if name in message.fields_by_name else name


def is_map_entry(message: Descriptor) -> bool:
    return message.GetOptions().map_entry


def item_type(field: FieldDescriptor, message: Descriptor) -> str:
    if field.message_type is not None:
        return python_name(field.message_type)
    if field.enum_type is not None:
        return value_type(field.enum_type)
    return builtin(SCALARS.get(field.type, "int"), message)


def field_types(field: FieldDescriptor, message: Descriptor) -> tuple[str, str]:
    """Return what the constructor takes for a field, and what reading the field gives."""
    target = field.message_type
    if target is not None and is_map_entry(target):
        parts = ", ".join(item_type(part, message) for part in target.fields)
        scalar = target.fields_by_name["value"].message_type is None
        return f"Mapping[{parts}]", f"{'ScalarMap' if scalar else 'MessageMap'}[{parts}]"
    item = item_type(field, message)
    if not field.is_repeated:
        return item, item
    kind = "Scalar" if target is None else "Composite"
    return f"Iterable[{item}]", f"Repeated{kind}FieldContainer[{item}]"


def literal(names: Iterable[str]) -> str:
    choices = ", ".join(f'"{name}"' for name in names)
    return f"Literal[{choices}]" if choices else "Never"


def describe_field(field: FieldDescriptor, message: Descriptor) -> str:
    """Only single scalars can be assigned; messages and containers are changed in place."""
    _, read = field_types(field, message)
    if not field.is_repeated and field.message_type is None:
        return f"{field.name}: {read}"
    return f"@{builtin('property', message)}\ndef {field.name}(self) -> {read}: ..."


def describe_constructor(message: Descriptor) -> str:
    if not message.fields:
        return "def __init__(self) -> None: ..."
    arguments = "".join(
        f"{INDENT}{field.name}: {field_types(field, message)[0]} | None = ...,\n"
        for field in message.fields
    )
    return f"def __init__(\n{INDENT}self,\n{INDENT}*,\n{arguments}) -> None: ..."


def describe_methods(message: Descriptor) -> Iterator[str]:
    # Each `optional` field stands alone in a oneof that the compiler made up for it.
    oneofs = [oneof for oneof in message.oneofs if oneof.name != f"_{oneof.fields[0].name}"]
    groups = [oneof.name for oneof in oneofs]
    present = literal([field.name for field in message.fields if field.has_presence] + groups)
    every = literal([field.name for field in message.fields] + groups)
    yield describe_constructor(message)
    yield f"def HasField(self, field_name: {present}) -> {builtin('bool', message)}: ..."
    yield f"def ClearField(self, field_name: {every}) -> None: ..."
    for oneof in oneofs:
        chosen = literal(field.name for field in oneof.fields)
        yield f"def WhichOneof(self, oneof_group: {literal([oneof.name])}) -> {chosen} | None: ..."
    if not oneofs:
        yield "def WhichOneof(self, oneof_group: Never) -> None: ..."


def describe_enum(enum: EnumDescriptor) -> str:
    kind = value_type(enum)
    members = [f"{name}: ClassVar[{kind}]" for name in enum.values_by_name]
    body = "\n".join([f"ValueType: TypeAlias = {kind}", *members])
    return f"class {enum.name}(_Enum[{kind}]):\n{indent(body, INDENT)}"


def describe_message(message: Descriptor) -> str:
    enums = message.enum_types
    classes = [describe_enum(enum) for enum in enums]
    classes += [
        describe_message(inner) for inner in message.nested_types if not is_map_entry(inner)
    ]
    constants = [
        f"{name}: ClassVar[{value_type(enum)}]" for enum in enums for name in enum.values_by_name
    ]
    fields = [describe_field(field, message) for field in message.fields]
    own = "\n".join([*constants, *fields, *describe_methods(message)])
    body = "\n\n".join([*classes, own])
    name = python_name(message).rpartition(".")[2]
    bases = MIXINS.get(message.full_name, "") + "Message"
    return f"@final\nclass {name}({bases}):\n{indent(body, INDENT)}"


def every_enum(messages: Iterable[Descriptor]) -> Iterator[EnumDescriptor]:
    for message in messages:
        yield from message.enum_types
        yield from every_enum(message.nested_types)


def describe(descriptors: bytes) -> str:
    pool = DescriptorPool()
    files = [
        pool.AddSerializedFile(file.SerializeToString())
        for file in FileDescriptorSet.FromString(descriptors).file
    ]
    messages = [message for file in files for message in file.message_types_by_name.values()]
    enums = [enum for file in files for enum in file.enum_types_by_name.values()]
    kinds = [value_type(enum) for enum in (*enums, *every_enum(messages))]
    blocks = [
        "\n".join(f'{kind} = NewType("{kind}", int)' for kind in kinds),
        *map(describe_enum, enums),
        *map(describe_message, messages),
    ]
    return "\n\n".join([PREAMBLE.rstrip(), *blocks]) + "\n"


def compile_protos() -> bytes:
    with tempfile.TemporaryDirectory() as directory:
        output = Path(directory, "descriptors.binpb")
        options = [f"--proto_path={PROTOS}", "--include_imports", f"--descriptor_set_out={output}"]
        sources = sorted(path.relative_to(PROTOS).as_posix() for path in PROTOS.rglob("*.proto"))
        subprocess.run([sys.executable, "-m", "grpc_tools.protoc", *options, *sources], check=True)
        return output.read_bytes()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="only name the stale files")
    check: bool = parser.parse_args().check

    descriptors = compile_protos()
    built = {
        WIRE / "descriptors.binpb": descriptors,
        WIRE / "messages.pyi": describe(descriptors).encode(),
    }
    stale = [
        path for path, content in built.items() if not path.exists() or path.read_bytes() != content
    ]
    for path in stale:
        if not check:
            path.write_bytes(built[path])
        print(f"{path.relative_to(ROOT)} {'is stale' if check else 'written'}")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
