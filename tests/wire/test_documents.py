"""REST's object documents, and beacons."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID

import numpy as np
import pytest

from weaviate_orm.errors import UnexpectedReply
from weaviate_orm.wire.beacons import Beacon
from weaviate_orm.wire.documents import compile_documents
from weaviate_orm.wire.shape import CollectionShape, PropertyShape, ReferenceShape, VectorShape

if TYPE_CHECKING:
    from weaviate_orm.wire.shape import JSON

ID = UUID("11111111-2222-3333-4444-555555555555")
THING = CollectionShape(
    "Thing",
    "Thing",
    (
        PropertyShape("title", "titleName", "text", "Thing.title"),
        PropertyShape("tags", "tags", "text[]", "Thing.tags", default=list),
    ),
    references=(ReferenceShape("author", "authorRef", "Thing.author", ("Person",)),),
    vectors=(
        VectorShape("plain", "", "Thing.plain"),
        VectorShape("named", "theName", "Thing.named"),
        VectorShape("tokens", "theTokens", "Thing.tokens", multi=True),
    ),
)
read = compile_documents(THING)


def document(**members: JSON) -> JSON:
    return {"class": "Thing", "id": str(ID), "properties": {"titleName": "x"}, **members}


def test_what_a_document_holds() -> None:
    found = read(
        document(
            properties={
                "titleName": "x",
                "authorRef": [
                    {"beacon": f"weaviate://localhost/Person/{ID}", "href": "/v1/…"},
                    {"beacon": f"weaviate://localhost/{ID}"},
                ],
                "unknown": 5,
            },
            tenant="t1",
            creationTimeUnix=1,
            lastUpdateTimeUnix=1_714_557_600_123,
            vector=[0.5],
            vectors={"theTokens": [[1, 2]], "other": [1]},
        )
    )
    assert found.id == ID
    assert found.values == {"title": "x", "tags": []}
    assert found.references == {"author": [Beacon("Person", ID), Beacon("", ID)]}
    assert found.tenant == "t1"
    assert found.creation_time == datetime(1970, 1, 1, 0, 0, 0, 1000, tzinfo=UTC)
    assert found.last_update_time == datetime(2024, 5, 1, 10, 0, 0, 123_000, tzinfo=UTC)
    assert set(found.vectors) == {"plain", "tokens"}
    assert np.array_equal(found.vectors["tokens"], np.array([[1, 2]], np.float32))


def test_what_a_document_may_lack() -> None:
    found = read(document(vectorWeights=None))
    assert found.references == {"author": []}
    assert found.vectors == {}
    assert (found.tenant, found.creation_time, found.last_update_time) == (None, None, None)


@pytest.mark.parametrize(
    ("bad", "sentence"),
    [
        (None, "answered with None where Thing is due"),
        ([], "where Thing is due"),
        (document(id="x"), "badly formed"),
        (document(properties=[1]), "where Thing is due"),
        (document(properties={}), "Thing.title has no value"),
        (document(properties={"titleName": 5}), "Thing.title holds what it cannot read"),
        (document(properties={"titleName": "x", "tags": "y"}), "'y' is no list"),
        (document(properties={"titleName": "x", "authorRef": 5}), "5 is no list of beacons"),
        (document(properties={"titleName": "x", "authorRef": ["y"]}), "where a beacon is due"),
    ],
)
def test_what_is_no_document(bad: JSON, sentence: str) -> None:
    with pytest.raises(UnexpectedReply, match=sentence):
        read(bad)


@pytest.mark.parametrize("beacon", [Beacon("Person", ID), Beacon("", ID)])
def test_beacons_are_text(beacon: Beacon) -> None:
    assert Beacon.parse(str(beacon)) == beacon


@pytest.mark.parametrize(
    "bad",
    [
        "",
        str(ID),
        "weaviate://localhost/",
        "weaviate://localhost/Person/x",
        f"weaviate://elsewhere/Person/{ID}",
        f"weaviate://localhost/a/b/{ID}",
    ],
)
def test_what_is_no_beacon(bad: str) -> None:
    with pytest.raises(UnexpectedReply, match="where a beacon is due"):
        Beacon.parse(bad)


def test_codecs_are_compiled_without_loading_numpy_or_protobuf() -> None:
    program = (
        "import sys\n"
        "from weaviate_orm.wire.shape import CollectionShape, PropertyShape, VectorShape\n"
        "from weaviate_orm.wire import decode, documents, encode, selection, values\n"
        "shape = CollectionShape('T', 'T', (PropertyShape('a', 'a', 'geoCoordinates', 'T.a'),),"
        " vectors=(VectorShape('v', 'v', 'T.v'),))\n"
        "encode.compile_encoder(shape); documents.compile_documents(shape)\n"
        "decode.compile_decoder(shape, selection.Selection(vectors=('v',)))\n"
        "print(sorted({'numpy', 'grpc', 'httpx', 'google.protobuf'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"
