"""Results as columns and tables: against what the rows themselves say."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from tests.query.models import Page
from tests.query.stored import Shelf, Thing, store
from weaviate_orm import (
    Client,
    MisuseTypeError,
    MisuseValueError,
    Model,
    NotLoaded,
    NotSupported,
    Property,
    Reference,
    References,
    Vector,
    frames,
    ref,
    refs,
    vector,
)
from weaviate_orm.query.rows import Result

TABLES = [frames.to_pandas, frames.to_polars, frames.to_arrow]


class Note(Model):
    text: Property[str]
    points: Property[int | None]
    embedding: Vector = vector()


@dataclass
class Card:
    text: str
    points: int | None


@pytest.fixture
def things(client: Client) -> list[Thing]:
    return store(client)


@pytest.fixture
def notes(client: Client) -> list[Note]:
    client.create_all([Note])
    made = [
        Note(id=UUID(int=i), text=f"<b>{i}</b>", points=None if i == 2 else 10 * i)
        for i in (1, 2, 3)
    ]
    for i, note in enumerate(made):
        note.embedding = np.array([i, 0.5, 1], np.float32)
    with client.session() as session:
        session.add(*made)
    return made


def result_of_all(*more: Any) -> Result[Thing]:
    vectors = Thing.point, Thing.other
    return Thing.objects.with_vectors(*vectors).prefetch(*more).order_by(Thing.id.asc()).result()


# -- columns ----------------------------------------------------------------------------------


def test_columns_of_objects(things: list[Thing]) -> None:
    result = result_of_all(Thing.shelf, Thing.shelves.ids)
    columns = frames.columns_of(result)
    assert list(columns) == [name for name in Thing.__pydantic_fields__ if name != "origins"]
    assert columns["id"] == [each.id for each in result]
    assert columns["mood"] == [each.mood and each.mood.value for each in result]
    assert columns["numbers"] == [each.numbers for each in result]
    assert columns["point"] == [each.point for each in result]
    for row, place, box, shelf in zip(
        result, columns["place"], columns["box"], columns["shelf"], strict=True
    ):
        assert place == (
            row.place and {"latitude": row.place.latitude, "longitude": row.place.longitude}
        )
        assert box == (row.box and row.box.model_dump())
        if row.shelf is None:
            assert shelf is None
        else:
            assert isinstance(shelf, dict)
            assert shelf["id"] == row.shelf.id
            assert shelf["codes"] == row.shelf.codes
    kinds = {type(each) for ids in columns["shelves"] for each in ids}  # type: ignore[attr-defined]  # lists
    assert kinds == {UUID}


def test_columns_are_named_as_written(things: list[Thing]) -> None:
    chosen = Thing.name, Thing.shelf.value(Shelf.level), Thing.number
    rows = Thing.objects.values(*chosen).result()
    partial = Thing.objects.only(*chosen).result()
    names = ["name", "shelf.level", "number"]
    assert list(frames.columns_of(rows)) == names
    assert frames.columns_of(partial) == frames.columns_of(rows)
    assert list(zip(*frames.columns_of(rows).values(), strict=True)) == list(rows)


def test_hits_have_their_metadata(notes: list[Note]) -> None:
    query = Note.objects.near_vector(np.ones(3, np.float32)).limit(3)
    hits = query.with_metadata("distance", "creation_time").result()
    columns = frames.columns_of(hits)
    assert list(columns) == [
        "id",
        "text",
        "points",
        "metadata.distance",
        "metadata.creation_time",
    ]
    assert columns["metadata.distance"] == [each.metadata.distance for each in hits]
    assert frames.columns_of(list(hits)) == columns
    schema = hits.to_arrow().schema
    assert schema.field("metadata.creation_time").type == pa.timestamp("us", "UTC")


def test_groups_have_a_row_for_each_member(notes: list[Note]) -> None:
    query = Note.objects.near_vector(np.ones(3, np.float32)).limit(3)
    groups = query.group_by(Note.text, groups=3, per_group=1).result()
    columns = frames.columns_of(groups)
    assert columns["group.key"] == [each.key for each in groups]
    assert columns["group.distance"] == [each.distances[0] for each in groups]
    assert columns["id"] == [each.objects[0].id for each in groups]


def test_rows_of_other_kinds(notes: list[Note]) -> None:
    ordered = Note.objects.order_by(Note.id.asc())
    texts = [each.text for each in notes]
    assert frames.columns_of(ordered.values_list(Note.text).result()) == {"text": texts}
    cards = ordered.into(Card)
    assert frames.columns_of(cards.result())["text"] == texts
    assert frames.columns_of(cards.all()) == frames.columns_of(cards.result())
    assert frames.columns_of([each.id for each in notes]) == {"id": [each.id for each in notes]}
    assert frames.columns_of(iter(ordered.all()))["text"] == texts


def test_what_has_no_columns_is_refused(notes: list[Note]) -> None:
    with pytest.raises(MisuseTypeError, match=r"a tuple has no columns.*\.result\(\)"):
        frames.columns_of(Note.objects.values(Note.text).all())
    with pytest.raises(MisuseValueError, match="Two columns are named 'text'"):
        frames.columns_of(Note.objects.values(Note.text, Note.text).result())
    mixed = [*Note.objects.all(), *Note.objects.with_vectors(Note.embedding)]
    with pytest.raises(NotLoaded, match="embedding is loaded in some of the rows only"):
        frames.columns_of(mixed)


# -- tables -----------------------------------------------------------------------------------


def test_arrow_types(things: list[Thing]) -> None:
    table = result_of_all(Thing.shelves).to_arrow()
    types = {field.name: field.type for field in table.schema}
    assert types["id"] == types["code"] == types["name"] == types["mood"] == pa.string()
    assert types["number"] == types["stars"] == pa.int64()
    assert types["ratio"] == pa.float64()
    assert types["flag"] == pa.bool_()
    assert types["date"] == pa.timestamp("us", "UTC")
    assert types["dates"] == pa.list_(pa.timestamp("us", "UTC"))
    assert types["blob"] == pa.binary()
    assert types["numbers"] == pa.list_(pa.int64())
    assert pa.types.is_struct(types["box"])
    assert pa.types.is_struct(types["shelves"].value_type)
    assert pa.types.is_fixed_size_list(types["point"])
    assert types["point"].value_type == pa.float32()


def test_values_survive(things: list[Thing]) -> None:
    result = result_of_all()
    plain = {"name", "number", "ratio", "flag", "date", "blob", "tags", "numbers", "dates"}
    arrow = result.to_arrow()
    polars, pandas = result.to_polars(), result.to_pandas()
    for name in plain:
        expected = [getattr(each, name) for each in result]
        assert arrow[name].to_pylist() == expected, name
        assert polars[name].to_list() == expected, name
        found = [None if each is pd.NA or each is pd.NaT else each for each in pandas[name]]
        assert found == expected, name
    for row, a, b, c in zip(result, arrow["point"], polars["point"], pandas["point"], strict=True):
        if row.point is None:
            assert a.as_py() is None
            assert b is None
            assert c is None
        else:
            assert a.as_py() == row.point.tolist() == list(b)
            assert c.dtype == np.float32
            assert np.array_equal(c, row.point)


def test_pandas_types(things: list[Thing]) -> None:
    types = result_of_all().to_pandas().dtypes.astype(str)
    names = ["id", "name", "number", "ratio", "flag", "date", "point", "tags"]
    assert types[names].tolist() == [
        "string",
        "string",
        "Int64",
        "Float64",
        "boolean",
        "datetime64[us, UTC]",
        "object",
        "object",
    ]


def test_ints_stay_ints_where_one_is_missing(notes: list[Note]) -> None:
    result = Note.objects.order_by(Note.id.asc()).result()
    assert result.to_pandas()["points"].tolist() == [10, pd.NA, 30]
    assert result.to_polars()["points"].to_list() == [10, None, 30]


def test_vectors_are_one_array(notes: list[Note]) -> None:
    result = Note.objects.with_vectors(Note.embedding).order_by(Note.id.asc()).result()
    expected = np.array([[0, 0.5, 1], [1, 0.5, 1], [2, 0.5, 1]], np.float32)

    array = result.to_numpy(Note.embedding)
    assert array.dtype == np.float32
    assert array.flags.c_contiguous
    assert np.array_equal(array, expected)

    column = result.to_arrow()["embedding"].combine_chunks()
    assert isinstance(column, pa.FixedSizeListArray)
    flat = column.flatten().to_numpy(zero_copy_only=True)
    assert np.array_equal(flat.reshape(3, 3), expected)

    assert result.to_polars().schema["embedding"] == pl.Array(pl.Float32, 3)
    views = result.to_pandas()["embedding"].tolist()
    assert all(each.base is views[0].base for each in views)


def test_to_numpy_takes_what_holds_the_vector(notes: list[Note]) -> None:
    query = Note.objects.near_vector(np.ones(3, np.float32)).limit(3).with_vectors(Note.embedding)
    expected = query.result().to_numpy(Note.embedding)
    assert expected.shape == (3, 3)
    for other in (query.with_metadata("distance"), query.only(Note.text)):
        assert np.array_equal(other.result().to_numpy(Note.embedding), expected)


def test_to_numpy_says_what_is_missing(notes: list[Note], things: list[Thing]) -> None:
    with pytest.raises(NotLoaded, match="with_vectors"):
        Note.objects.result().to_numpy(Note.embedding)
    with pytest.raises(MisuseTypeError, match=r"to_numpy\(Thing\.point\): a row that is a Note"):
        Note.objects.result().to_numpy(Thing.point)
    without = sum(each.point is None for each in things)
    assert without
    with pytest.raises(MisuseValueError, match=f"{without} of {len(things)} objects have no"):
        result_of_all().to_numpy(Thing.point)


def test_multi_vectors_are_lists_of_vectors(client: Client) -> None:
    client.create_all([Page])
    tokens = [np.arange(4, dtype=np.float32).reshape(2, 2), None, np.ones((1, 2), np.float32)]
    with client.session() as session:
        for i, each in enumerate(tokens):
            session.add(Page(id=UUID(int=i + 1), text=str(i), tokens=each))
    result = Page.objects.with_vectors(Page.tokens).order_by(Page.id.asc()).result()
    column = result.to_arrow()["tokens"]
    assert column.type == pa.list_(pa.list_(pa.float32(), 2))
    lists = [None if each is None else each.tolist() for each in tokens]
    assert column.to_pylist() == lists
    assert result.to_polars()["tokens"].to_list() == lists
    found = result.to_pandas()["tokens"].tolist()
    assert [None if each is None else each.tolist() for each in found] == lists
    with pytest.raises(MisuseTypeError, match="multi-vector"):
        result.to_numpy(Page.tokens)


# -- nothing, and nobody ----------------------------------------------------------------------


def test_empty_results_keep_their_columns(notes: list[Note]) -> None:
    full = Note.objects.with_vectors(Note.embedding)
    empty = full.filter(Note.points == 5)
    names = ["id", "text", "points", "embedding"]
    assert frames.columns_of(empty.result()) == {name: [] for name in names}
    assert empty.result().to_polars().columns == names
    assert empty.result().to_arrow().schema.field("points").type == pa.int64()
    assert empty.result().to_pandas().dtypes["points"] == "Int64"
    assert empty.result().to_numpy(Note.embedding).shape == (0, 0)
    pairs = Note.objects.filter(Note.points == 5).values(Note.points, Note.text).result()
    assert pairs.to_pandas().columns.tolist() == ["points", "text"]
    assert frames.columns_of([]) == {}


@pytest.mark.parametrize(
    ("table", "package"),
    [
        ("to_pandas", "pandas"),
        ("to_polars", "polars"),
        ("to_polars", "pyarrow"),
        ("to_arrow", "pyarrow"),
    ],
)
def test_a_missing_package_is_told(
    monkeypatch: pytest.MonkeyPatch, table: str, package: str
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(NotSupported, match=rf"{package}.*pip install 'orm-weaviate\[frames\]'"):
        getattr(Result([Note(text="a", points=1)]), table)()


@pytest.mark.parametrize("table", TABLES)
def test_dates_are_exact(client: Client, table: Any) -> None:
    dates = [datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, 59, 999_999, UTC)]
    made = table([Thing(date=each) for each in dates])["date"]
    found = made.to_pylist() if table is frames.to_arrow else made.to_list()
    assert found == dates


# -- references ---------------------------------------------------------------------------------


class Person(Model):
    name: Property[str]
    friend: Reference[Person | None] = ref(default=None)
    known: References[Person] = refs()


def test_references_are_dicts_where_all_are_loaded() -> None:
    ann, bob = Person(id=UUID(int=1), name="Ann"), Person(id=UUID(int=2), name="Bob")
    zoe = Person(id=UUID(int=3), name="Zoe", friend=ann, known=[ann, bob])
    (friend,) = frames.columns_of([zoe])["friend"]
    assert friend == {"id": ann.id, "name": "Ann", "friend": None, "known": []}

    other = Person(id=UUID(int=4), name="Max", friend=bob.id, known=[bob.id])
    columns = frames.columns_of([zoe, other, ann])
    assert columns["friend"] == [ann.id, bob.id, None]
    assert columns["known"] == [[ann.id, bob.id], [bob.id], []]
    assert frames.to_arrow([zoe, other])["friend"].to_pylist() == [str(ann.id), str(bob.id)]


def test_references_that_go_round_end() -> None:
    ann, bob = Person(id=UUID(int=1), name="Ann"), Person(id=UUID(int=2), name="Bob")
    ann.friend, bob.friend = bob, ann
    (friend,) = frames.columns_of([ann])["friend"]
    assert isinstance(friend, dict)
    assert friend["friend"]["friend"] == {"id": bob.id}
    frames.to_arrow([ann])


def test_what_does_not_fit_one_arrow_column_is_told() -> None:
    ann = Person(id=UUID(int=1), name="Ann")
    deep = Person(name="Bob", friend=ann)
    flat = Person(name="Max", friend=ann.id)
    rows = [Person(name="Zoe", friend=each) for each in (deep, flat)]
    with pytest.raises(MisuseTypeError, match="values of friend do not fit into one Arrow column"):
        frames.to_arrow(rows)


def test_a_result_that_a_session_reads(client: Client, notes: list[Note]) -> None:
    with client.session() as session:
        session.objects(Note).with_vectors(Note.embedding).all()
        columns = frames.columns_of(session.objects(Note).order_by(Note.id.asc()).result())
    assert list(columns) == ["id", "text", "points"]
    assert columns["id"] == [each.id for each in notes]
