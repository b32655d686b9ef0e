"""The messages: what is generated is current, what is exposed works, nothing loads too early."""

from __future__ import annotations

import ast
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from google.protobuf.descriptor_pb2 import FileDescriptorSet

from weaviate_orm.wire import messages

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
WIRE = ROOT / "src/weaviate_orm/wire"


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )


def run_code(*lines: str) -> None:
    src = str(ROOT / "src")
    done = run("-c", "\n".join([f"import sys; sys.path.insert(0, {src!r})", *lines]))
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(find_spec("grpc_tools") is None, reason="needs the protocol compiler")
def test_what_is_generated_is_current() -> None:
    done = run("tools/build_wire.py", "--check")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def exists(scope: object, name: str) -> bool:
    descriptor = getattr(scope, "DESCRIPTOR", None)
    # The class of a message does not know its fields; only its instances do.
    return hasattr(scope, name) or name in getattr(descriptor, "fields_by_name", ())


def described(scope: object, body: list[ast.stmt], prefix: str = "") -> Iterator[tuple[str, bool]]:
    """Names that the stub gives, and whether they exist at run time."""
    for statement in body:
        match statement:
            case ast.ClassDef(name=name, body=inner) if not name.startswith("_"):
                yield prefix + name, exists(scope, name)
                yield from described(getattr(scope, name, None), inner, f"{prefix}{name}.")
            case ast.FunctionDef(name=name) | ast.AnnAssign(target=ast.Name(id=name)):
                yield prefix + name, exists(scope, name)
            case _:
                pass


def test_what_the_stub_describes_exists() -> None:
    stub = ast.parse((WIRE / "messages.pyi").read_text())
    names = dict(described(messages, stub.body))
    assert [name for name, there in names.items() if not there] == []
    renamed = {
        "google.protobuf.Value": "StructValue",
        "google.protobuf.ListValue": "StructListValue",
    }
    files = FileDescriptorSet.FromString((WIRE / "descriptors.binpb").read_bytes()).file
    defined = {
        renamed.get(f"{file.package}.{name}", name)
        for file in files
        for name in (
            *(message.name for message in file.message_type),
            *(enum.name for enum in file.enum_type),
        )
    }
    assert len(defined) > 120
    assert defined - names.keys() == set()


def test_names_that_two_packages_share() -> None:
    assert messages.Value.DESCRIPTOR.full_name == "weaviate.v1.Value"
    assert messages.ListValue.DESCRIPTOR.full_name == "weaviate.v1.ListValue"
    assert messages.StructValue.DESCRIPTOR.full_name == "google.protobuf.Value"
    assert messages.StructListValue.DESCRIPTOR.full_name == "google.protobuf.ListValue"


def test_unknown_name() -> None:
    with pytest.raises(AttributeError, match=r"weaviate_orm\.wire\.messages.*Nothing"):
        getattr(messages, "Nothing")  # noqa: B009  (the stub knows no such name)


def test_names_are_resolved_once_by_all_threads() -> None:
    run_code(
        "from concurrent.futures import ThreadPoolExecutor",
        "from weaviate_orm.wire import messages",
        "names = ['SearchReply', 'ConsistencyLevel', 'METHODS'] * 20",
        "with ThreadPoolExecutor(16) as threads:",
        "    found = list(threads.map(lambda name: getattr(messages, name), names))",
        "assert len({id(value) for value in found}) == 3",
        "assert vars(messages)['SearchReply'] is found[0]",
    )


def test_import_loads_no_protobuf() -> None:
    run_code(
        "from weaviate_orm.wire import messages",
        "hasattr(messages, '__path__')",
        "assert not [name for name in sys.modules if name.startswith('google')]",
        "messages.SearchRequest",
        "assert 'google.protobuf' in sys.modules",
    )


OURS = "from weaviate_orm.wire.messages import SearchRequest as Ours; Ours()"
THEIRS = "from weaviate.proto.v1 import search_get_pb2; Theirs = search_get_pb2.SearchRequest"


@pytest.mark.skipif(find_spec("weaviate") is None, reason="needs the official client")
@pytest.mark.parametrize("imports", [(OURS, THEIRS), (THEIRS, OURS)], ids=["before", "after"])
def test_lives_beside_the_official_client(imports: tuple[str, str]) -> None:
    run_code(
        *imports,
        "sent = Ours(collection='Article', limit=3, uses_127_api=True)",
        "assert Theirs.FromString(sent.SerializeToString()).limit == 3",
        "assert Ours.DESCRIPTOR is not Theirs.DESCRIPTOR",
    )


def test_search_request_round_trip() -> None:
    sent = messages.SearchRequest(
        collection="Article",
        consistency_level=messages.ConsistencyLevel.CONSISTENCY_LEVEL_QUORUM,
        filters=messages.Filters(
            operator=messages.Filters.OPERATOR_CONTAINS_ANY,
            target=messages.FilterTarget(property="tags"),
            value_text_array=messages.TextArray(values=["a", "ü"]),
        ),
        near_vector=messages.NearVector(vector_per_target={"title": b"\0\0\x80?"}),
        limit=3,
    )
    read = messages.SearchRequest.FromString(sent.SerializeToString())
    assert read == sent
    assert read.filters.WhichOneof("test_value") == "value_text_array"
    assert list(read.filters.value_text_array.values) == ["a", "ü"]
    assert dict(read.near_vector.vector_per_target) == {"title": b"\0\0\x80?"}
    assert read.HasField("near_vector")
    assert not read.HasField("bm25_search")


def test_struct_is_pythonic_in_this_pool() -> None:
    struct = messages.Struct()
    struct.update({"text": "a", "list": [1, None], "inner": {"flag": True}})
    properties = messages.BatchObject.Properties(non_ref_properties=struct)
    read = messages.BatchObject.Properties.FromString(properties.SerializeToString())
    fields = read.non_ref_properties.fields
    assert fields["list"].list_value.values[1].WhichOneof("kind") == "null_value"
    assert fields["inner"].struct_value.fields["flag"].bool_value is True
    assert isinstance(fields["inner"].struct_value, messages.Struct)


def test_enums_name_their_values() -> None:
    level = messages.ConsistencyLevel
    assert level.Name(level.CONSISTENCY_LEVEL_ALL) == "CONSISTENCY_LEVEL_ALL"
    assert level.Value("CONSISTENCY_LEVEL_ALL") == level.CONSISTENCY_LEVEL_ALL == 3
    operator = messages.Filters.Operator
    assert operator.OPERATOR_NOT == messages.Filters.OPERATOR_NOT == operator.values()[-1]


def test_methods_are_complete() -> None:
    assert {name: (method.path, method.is_stream) for name, method in messages.METHODS.items()} == {
        "Search": ("/weaviate.v1.Weaviate/Search", False),
        "BatchObjects": ("/weaviate.v1.Weaviate/BatchObjects", False),
        "BatchReferences": ("/weaviate.v1.Weaviate/BatchReferences", False),
        "BatchDelete": ("/weaviate.v1.Weaviate/BatchDelete", False),
        "TenantsGet": ("/weaviate.v1.Weaviate/TenantsGet", False),
        "Aggregate": ("/weaviate.v1.Weaviate/Aggregate", False),
        "BatchStream": ("/weaviate.v1.Weaviate/BatchStream", True),
        "Check": ("/grpc.health.v1.Health/Check", False),
    }
    assert messages.METHODS["Search"].request is messages.SearchRequest
    assert messages.METHODS["BatchStream"].reply is messages.BatchStreamReply
    assert messages.METHODS["Check"].reply is messages.HealthCheckResponse
