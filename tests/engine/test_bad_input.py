"""Input that nobody should send: the engine refuses it, keeps nothing of it, and lives on."""

from __future__ import annotations

import json
import logging
import math
import random
import re
import struct
from contextlib import suppress
from typing import TYPE_CHECKING, Any, cast

import pytest
from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.json_format import ParseDict
from google.protobuf.message import DecodeError

from tests.engine.driving import COLLECTION, identity, insert, rest, search, thing, titles
from weaviate_orm.engine.engine import Engine
from weaviate_orm.engine.errors import FAILED, CallError
from weaviate_orm.engine.rest.router import HttpRequest
from weaviate_orm.engine.rest.routes import ROUTES
from weaviate_orm.engine.settings import Settings
from weaviate_orm.wire import messages

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from google.protobuf.descriptor import Descriptor

    from weaviate_orm.engine.rest.router import Route

JSON_TYPE = {"content-type": "application/json"}
KEPT = {1: "one", 2: "two"}
LARGE = "wide " * 2_000_000
"""10 MB."""


@pytest.fixture
def engine(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> Iterator[Engine]:
    """An engine that fails the test if anything in it failed unexpectedly."""
    engine = Engine(
        settings=Settings(backup_folder=tmp_path),
        vectorizers={"text2vec-own": lambda texts: [[1.0, float(len(t))] for t in texts]},
    )
    assert rest(engine, "POST", "/v1/schema", COLLECTION)[0] == 200
    room = {"class": "Room", "multiTenancyConfig": {"enabled": True}}
    assert rest(engine, "POST", "/v1/schema", room)[0] == 200
    assert not insert(engine, *[thing(n, text, vector=[n, 2]) for n, text in KEPT.items()])
    with caplog.at_level(logging.ERROR, "weaviate_orm"):
        yield engine
    assert not caplog.records


def call(engine: Engine, method: str, message: Any) -> str | None:
    """The text of the fault of a call."""
    try:
        engine.unary(method, message)
    except CallError as error:
        return error.message
    return None


# Messages -----------------------------------------------------------------------------------------

TEXTS = (
    *("", "Thing", "thing", "Room", "title", "number", "tags", "other", "_id", "len(title)"),
    *("one", "\x00", "İß", "a" * 300, "2020-01-01T00:00:00Z", "NaN", identity(1), identity(9)),
)
NUMBERS = (0.0, -1.0, 0.5, 1e300, math.nan, math.inf, -math.inf)
BYTES = (
    *(
        b"",
        b"\x00",
        b"\x00\x00",
        b"\xff" * 8,
        struct.pack("<2f", 1, 2),
        struct.pack("<3f", 1, 2, 3),
    ),
    *(struct.pack("<2f", math.nan, 1), b"\x02\x00" + struct.pack("<2f", 1, 2)),
)


def fill(message: Any, rng: random.Random, depth: int = 0) -> Any:
    """Set fields of a message to whatever their types allow."""
    descriptor: Descriptor = message.DESCRIPTOR
    fields = list(descriptor.fields)
    few = rng.sample(fields, min(len(fields), rng.choice((1, 2, 3, 6))))
    # A request without its collection is refused at once.
    always = [f for f in fields if f.name == "collection" and rng.random() < 0.9]
    for field in (*few, *always):
        if field.message_type is not None and field.message_type.GetOptions().map_entry:
            continue
        place = getattr(message, field.name)
        repeated = hasattr(place, "extend")  # older runtimes' descriptors do not say so simply
        if field.message_type is not None:
            if depth < 6:
                for _ in range(rng.randrange(3) if repeated else 1):
                    inner = place.add() if repeated else place
                    if not repeated:
                        inner.SetInParent()
                    fill(inner, rng, depth + 1)
        elif repeated:
            getattr(message, field.name).extend(value(field, rng) for _ in range(rng.randrange(3)))
        else:
            setattr(message, field.name, value(field, rng))
    return message


def value(field: FieldDescriptor, rng: random.Random) -> Any:
    if field.enum_type is not None:
        return rng.choice(field.enum_type.values).number
    if field.name == "collection" and rng.random() < 0.8:
        return "Thing"
    match field.cpp_type:
        case FieldDescriptor.CPPTYPE_STRING:
            return rng.choice(BYTES if field.type == FieldDescriptor.TYPE_BYTES else TEXTS)
        case FieldDescriptor.CPPTYPE_BOOL:
            return rng.random() < 0.5
        case FieldDescriptor.CPPTYPE_DOUBLE | FieldDescriptor.CPPTYPE_FLOAT:
            return rng.choice(NUMBERS)
        case FieldDescriptor.CPPTYPE_UINT32 | FieldDescriptor.CPPTYPE_UINT64:
            return rng.choice((0, 1, 5, 2**31, 2**32 - 1))
        case _:
            return rng.choice((0, 1, -1, 5, 2**31 - 1, -(2**31)))


@pytest.mark.parametrize("method", [n for n, m in messages.METHODS.items() if not m.is_stream])
def test_any_message_of_any_method(engine: Engine, method: str) -> None:
    rng = random.Random(method)
    kind = messages.METHODS[method].request
    for _ in range(400):
        call(engine, method, fill(kind(), rng))
    titles(engine)


def test_any_messages_of_a_stream(engine: Engine) -> None:
    rng = random.Random(1)
    for _ in range(60):
        stream = engine.batch_stream()
        if rng.random() < 0.9:
            stream.receive(messages.BatchStreamRequest(start=messages.BatchStreamRequest.Start()))
        with suppress(CallError):
            for _ in range(4):
                stream.receive(fill(messages.BatchStreamRequest(), rng))
            stream.close()
    titles(engine)


@pytest.mark.parametrize("method", [n for n, m in messages.METHODS.items() if not m.is_stream])
def test_random_bytes(engine: Engine, method: str) -> None:
    rng = random.Random(method)
    kind = messages.METHODS[method].request
    parsed = 0
    for _ in range(1500):
        data = bytes(rng.choice((10, 18, 26, 8, 1, 2, 3, 84, 0)) for _ in range(rng.randrange(12)))
        with suppress(DecodeError):
            call(engine, method, kind.FromString(data))
            parsed += 1
    assert parsed > 100
    assert titles(engine) == KEPT


# Bodies -------------------------------------------------------------------------------------------

SHAPES: tuple[Any, ...] = (
    *(None, True, 0, -1.5, "", "x", "{", [], {}, [None], [[]], [{}], [1, "a"], {"": None}),
    *({"class": 1}, {"class": []}, {"class": "Thing", "properties": 5}, {"id": {}}, {"name": [1]}),
    *({"objects": {}}, {"objects": [5, None]}, {"match": []}, {"match": {"class": {}}}),
    {"class": "New", "properties": [{"name": 1, "dataType": "text"}]},
)
FILLED = {"id": identity(1), "className": "Thing", "propertyName": "other", "tenantName": "a"}


def paths(route: Route, rng: random.Random) -> Iterator[str]:
    """A path of a route with names that exist, and one with others."""
    yield re.sub(r"\{(\w+)\}", lambda m: FILLED.get(m[1], "Thing"), route.path)
    yield re.sub(r"\{\w+\}", lambda _: rng.choice(("x", "Room", "%00", "a" * 300)), route.path)


@pytest.mark.parametrize("route", ROUTES, ids=lambda r: f"{r.method} {r.path}")
def test_bodies_of_any_shape(engine: Engine, route: Route) -> None:
    rng = random.Random(route.path)
    for path in paths(route, rng):
        for shape in SHAPES:
            status, _ = rest(engine, route.method, f"/v1{path}", shape)
            assert 200 <= status < 600
    there = titles(engine) if rest(engine, "GET", "/v1/schema/Thing")[0] == 200 else {}
    assert set(there) <= set(KEPT)  # some of the routes delete


WRITES = [r for r in ROUTES if r.method in ("POST", "PUT", "PATCH")]


BROKEN = (
    b"[" * 100_000,
    b'{"a":' * 100_000,
    b'{"properties":' * 900 + b"{}" + b"}" * 900,
    b'{"class":"Thing","vector":[NaN]}',
    b'{"class":"Thing","vector":[1e999]}',
    b'{"class":"Thing","vector":[' + b"1" * 5000 + b"]}",
    b'"\xff\xfe"',
    b"\x00" * 100,
)


@pytest.mark.parametrize("route", WRITES, ids=lambda r: f"{r.method} {r.path}")
def test_broken_bodies_change_nothing(engine: Engine, route: Route) -> None:
    path = next(paths(route, random.Random(0)))
    for body in BROKEN:
        before = rest(engine, "GET", "/v1/schema")
        status, _ = rest(engine, route.method, f"/v1{path}", body)
        if status >= 300:
            assert rest(engine, "GET", "/v1/schema") == before
    assert titles(engine) == KEPT


# Numbers ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_numbers_that_are_none(engine: Engine, number: float) -> None:
    odd = thing(5, "odd", vector=[number, 1])
    insert(engine, odd)
    bad = thing(6, "bad")
    bad.properties.non_ref_properties.fields["number"].number_value = number
    assert insert(engine, bad)
    near = messages.NearVector(vector_bytes=struct.pack("<2f", number, 1), distance=number)
    condition = messages.Filters(operator=messages.Filters.OPERATOR_LESS_THAN, value_number=number)
    condition.target.property = "number"
    for members in (
        {"near_vector": near},
        {"near_vector": messages.NearVector(vector_bytes=struct.pack("<2f", 1, 2))},
        {"filters": condition},
        {"hybrid_search": messages.Hybrid(query="one", alpha=number, near_vector=near)},
        {"bm25_search": messages.BM25(query="one", properties=[f"title^{number}"])},
    ):
        with suppress(CallError):
            search(engine, **members)
    assert {n: t for n, t in titles(engine).items() if n < 5} == KEPT


@pytest.mark.parametrize(
    "number", ["1" * 5000, "-" + "9" * 5000, "1e5000", "-1e-5000", "0." + "1" * 5000]
)
def test_numbers_of_thousands_of_digits(engine: Engine, number: str) -> None:
    """Python turns no text of more than 4,300 digits into an int."""
    for name in ("number", "title", "tags", "other", "new"):
        one = f'{{"class":"Thing","properties":{{"{name}":{number}}}}}'
        sent = (
            ("POST", "/v1/objects", one),
            ("POST", "/v1/batch/objects", f'{{"objects":[{one}]}}'),
        )
        for method, path, body in sent:
            request = HttpRequest(method, path, (), JSON_TYPE, body.encode())
            json.loads(engine.http(request).body, parse_constant=pytest.fail)
    for settings in ('{"vectorIndexConfig":{"ef":%s}', '{"shardingConfig":{"desiredCount":%s}'):
        body = f'{settings % number},"class":"New{len(number)}"}}'
        request = HttpRequest("POST", "/v1/schema", (), JSON_TYPE, body.encode())
        json.loads(engine.http(request).body, parse_constant=pytest.fail)
    condition = messages.Filters(operator=messages.Filters.OPERATOR_EQUAL, value_text=number)
    condition.target.property = "_creationTimeUnix"
    assert call(engine, "Search", messages.SearchRequest(collection="Thing", filters=condition))


@pytest.mark.parametrize("distance", [1e300, -1e300, math.inf, -math.inf])
def test_distances_beyond_all_others(engine: Engine, distance: float) -> None:
    near = messages.NearVector(vector_bytes=struct.pack("<2f", 1, 2), distance=distance)
    assert len(search(engine, near_vector=near)) == (2 if distance > 0 else 0)


def test_a_hybrid_aggregate_without_a_vector(engine: Engine) -> None:
    asked = messages.AggregateRequest(collection="Thing", objects_count=True, object_limit=3)
    target = asked.hybrid.near_vector.vector_for_targets.add(name="")
    no_rows = b"\x02\x00"
    target.vectors.add(type=messages.Vectors.VECTOR_TYPE_MULTI_FP32, vector_bytes=no_rows)
    fault = call(engine, "Aggregate", asked)
    assert fault is not None
    assert FAILED not in fault


@pytest.mark.parametrize("weight", [math.inf, 1e300, math.nan])
def test_weights_that_are_no_numbers(engine: Engine, weight: float) -> None:
    """They warn nobody: warnings are errors here."""
    asked = messages.AggregateRequest(collection="Thing", objects_count=True, object_limit=3)
    asked.near_vector.CopyFrom(
        messages.NearVector(vector_bytes=struct.pack("<2f", 1, 2), certainty=-weight)
    )
    call(engine, "Aggregate", asked)
    hybrid = messages.Hybrid(query="one", alpha=weight, vector_bytes=struct.pack("<2f", 1, 2))
    call(engine, "Search", messages.SearchRequest(collection="Thing", hybrid_search=hybrid))


# Size and depth -----------------------------------------------------------------------------------


def _equal(text: str) -> messages.Filters:
    condition = messages.Filters(operator=messages.Filters.OPERATOR_LIKE, value_text=text)
    condition.target.property = "title"
    return condition


def test_texts_of_ten_megabytes(engine: Engine) -> None:
    assert not insert(engine, thing(3, LARGE, tags=[LARGE[:1000]]))
    assert titles(engine)[3] == LARGE
    assert len(search(engine, bm25_search=messages.BM25(query="wide"))) == 1
    for members in (
        {"bm25_search": messages.BM25(query=LARGE)},
        {"bm25_search": messages.BM25(query="x", properties=[LARGE])},
        {"filters": _equal(LARGE)},
        {"collection": LARGE},
        {"tenant": LARGE},
        {"after": LARGE},
        {"near_object": messages.NearObject(id=LARGE)},
        {"properties": messages.PropertiesRequest(non_ref_properties=[LARGE])},
        {"sort_by": [messages.SortBy(path=[LARGE])]},
    ):
        with suppress(CallError):
            search(engine, **members)
    long_id = thing(4, "x")
    long_id.uuid = LARGE
    assert insert(engine, long_id)
    for method, path, body in (
        ("POST", "/v1/objects", {"class": LARGE, "properties": {}}),
        ("POST", "/v1/objects", {"class": "Thing", "id": LARGE}),
        ("POST", "/v1/objects", {"class": "Thing", "properties": {LARGE: 1}}),
        ("POST", "/v1/schema", {"class": LARGE}),
        ("POST", "/v1/tokenize", {"text": LARGE, "tokenization": "word"}),
    ):
        status, _ = rest(engine, method, path, body)
        assert status >= 400, (method, path)
    assert {n: t for n, t in titles(engine).items() if n != 3} == KEPT


def _nest(top: messages.Filters, depth: int) -> None:
    """Fill in place: copying has a limit of its own."""
    here = top
    for _ in range(depth):
        here.operator = messages.Filters.OPERATOR_NOT
        here = here.filters.add()
    here.MergeFrom(_equal("one"))


def test_filters_of_any_depth(engine: Engine) -> None:
    for depth in (40, 900, 5000):
        asked = messages.SearchRequest(collection="Thing")
        _nest(asked.filters, depth)
        fault = call(engine, "Search", asked)
        assert fault is None or "deep" in fault
        delete = messages.BatchDeleteRequest(collection="Thing", dry_run=True)
        _nest(delete.filters, depth)
        call(engine, "BatchDelete", delete)
    where: Any = {"path": ["title"], "operator": "Equal", "valueText": "three"}
    for _ in range(400):
        where = {"operator": "And", "operands": [where]}
    status, _ = rest(
        engine, "DELETE", "/v1/batch/objects", {"match": {"class": "Thing", "where": where}}
    )
    assert status < 500
    assert titles(engine) == KEPT


def test_objects_of_any_depth(engine: Engine) -> None:
    for depth in (50, 400, 3000):
        request = messages.BatchObjectsRequest()
        one = request.objects.add(uuid=identity(5), collection="Deep")
        value = one.properties.non_ref_properties.fields["o"]
        for _ in range(depth):
            value = value.struct_value.fields["o"]
        value.string_value = "x"
        call(engine, "BatchObjects", request)
        body = json.dumps({"class": "Deep", "properties": {}})
        nested = '{"o":' * depth + "1" + "}" * depth
        body = body.replace('"properties": {}', f'"properties": {{"p": {nested}}}')
        status, _ = rest(engine, "POST", "/v1/objects", body.encode())
        assert 200 <= status < 600
    assert titles(engine) == KEPT


def test_a_batch_is_not_half_done(engine: Engine) -> None:
    before = titles(engine)
    wrong = thing(11, "x", collection="Room", tenant="missing")
    faults = insert(engine, thing(10, "ten"), wrong, thing(12, "twelve"))
    assert len(faults) == 1
    assert titles(engine) == {**before, 10: "ten", 12: "twelve"}
    reply = engine.unary(
        "BatchReferences",
        ParseDict(
            {
                "references": [
                    {
                        "name": "other",
                        "from_collection": "Thing",
                        "from_uuid": identity(10),
                        "to_uuid": given,
                    }
                    for given in (identity(1), "x")
                ]
            },
            messages.BatchReferencesRequest(),
        ),
    )
    assert len(reply.errors) == 1  # type: ignore[attr-defined]  # of this method
    status, one = rest(engine, "GET", f"/v1/objects/Thing/{identity(10)}")
    assert status == 200
    assert len(one["properties"]["other"]) == 1


def test_a_batch_with_an_object_of_no_collection_is_refused_whole() -> None:
    engine = Engine()
    assert rest(engine, "POST", "/v1/schema", {"class": "Thing"})[0] == 200
    text = "object 1 has an empty class: no object of the batch is stored"
    objects = [{"class": "Thing", "id": identity(1)}, {"class": ""}]
    answer = rest(engine, "POST", "/v1/batch/objects", {"objects": objects})
    assert answer == (422, {"error": [{"message": text}]})
    batch = [
        messages.BatchObject(collection="Thing", uuid=identity(1)),
        messages.BatchObject(uuid=identity(2)),
    ]
    with pytest.raises(CallError, match=text):
        engine.unary("BatchObjects", messages.BatchObjectsRequest(objects=batch))
    assert rest(engine, "GET", "/v1/objects")[1]["objects"] == []


def test_an_object_without_an_id_is_refused_alone() -> None:
    engine = Engine()
    batch = messages.BatchObjectsRequest(objects=[messages.BatchObject()])
    reply = cast("messages.BatchObjectsReply", engine.unary("BatchObjects", batch))
    assert [each.error for each in reply.errors] == ["invalid UUID length: 0"]
