"""What a folder keeps, and when it may not be used."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.engine.driving import COLLECTION, identity, insert, rest, search, thing, titles
from weaviate_orm.engine.engine import Engine
from weaviate_orm.engine.errors import CallError
from weaviate_orm.engine.store.sqlite import SqliteStorage
from weaviate_orm.engine.store.storage import StorageError
from weaviate_orm.wire import messages

if TYPE_CHECKING:
    from pathlib import Path

MULTI_TENANT = {
    "class": "Room",
    "multiTenancyConfig": {"enabled": True},
    "properties": COLLECTION["properties"][:2],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


def made(folder: Path) -> Engine:
    engine = Engine(folder)
    assert rest(engine, "POST", "/v1/schema", COLLECTION)[0] == 200
    return engine


def test_everything_is_there_again(folder: Path) -> None:
    engine = made(folder)
    assert not insert(
        engine,
        thing(1, "one", tags=["a", "ü"], vector=[1, 2]),
        thing(2, "two"),
        thing(3, "three", vector=[3, 4]),
    )
    assert not insert(engine, thing(2, "two again"))
    beacon = {"beacon": f"weaviate://localhost/Thing/{identity(1)}"}
    path = f"/v1/objects/Thing/{identity(2)}"
    assert rest(engine, "POST", f"{path}/references/other", beacon)[0] == 200
    assert rest(engine, "DELETE", f"/v1/objects/Thing/{identity(3)}")[0] == 204
    before = rest(engine, "GET", "/v1/objects?class=Thing&include=vector")
    engine.close()
    engine = Engine(folder)
    assert rest(engine, "GET", "/v1/objects?class=Thing&include=vector") == before
    assert not insert(engine, thing(4, "four", vector=[5, 6]))
    assert "vector with length 1" in insert(engine, thing(5, "five", vector=[5]))[0]
    engine.close()
    engine = Engine(folder)
    assert titles(engine) == {1: "one", 2: "two again", 4: "four"}
    engine.close()


def test_the_length_of_vectors_outlives_them(folder: Path) -> None:
    engine = made(folder)
    assert not insert(engine, thing(1, vector=[1, 2, 3]))
    assert rest(engine, "DELETE", f"/v1/objects/Thing/{identity(1)}")[0] == 204
    engine.close()
    engine = Engine(folder)
    assert "Existing nodes have vectors with length 3" in insert(engine, thing(2, vector=[1]))[0]
    engine.close()


def test_order_of_a_filter_after_updates_in_place(folder: Path) -> None:
    engine = made(folder)
    for number in (5, 3, 4):
        insert(engine, thing(number, "word"))
    insert(engine, thing(5, "word again"))  # keeps its doc id: no vector changed
    condition = messages.Filters(operator=messages.Filters.OPERATOR_EQUAL, value_text="word")
    condition.target.property = "title"

    def order() -> list[str]:
        return [r.metadata.id for r in search(engine, filters=condition)]

    before = order()
    assert before == [identity(n) for n in (5, 3, 4)]
    engine.close()
    engine = Engine(folder)
    assert order() == before
    engine.close()


def test_a_dropped_collection_leaves_nothing(folder: Path) -> None:
    engine = made(folder)
    insert(engine, thing(1, "one"))
    assert rest(engine, "DELETE", "/v1/schema/Thing")[0] == 200
    engine.close()
    engine = made(folder)
    assert titles(engine) == {}
    engine.close()
    with sqlite3.connect(folder / "engine.sqlite3") as database:
        names = {name for (name,) in database.execute("SELECT name FROM sqlite_master")}
    database.close()
    assert not {name for name in names if name.startswith("objects_")}


def test_tenants_and_their_states(folder: Path) -> None:
    engine = made(folder)
    assert rest(engine, "POST", "/v1/schema", MULTI_TENANT)[0] == 200
    tenants = "/v1/schema/Room/tenants"
    assert rest(engine, "POST", tenants, [{"name": "a"}, {"name": "b"}])[0] == 200
    assert not insert(engine, thing(1, "one", collection="Room", tenant="a"))
    assert not insert(engine, thing(2, "two", collection="Room", tenant="b"))
    cold = [{"name": "b", "activityStatus": "COLD"}]
    assert rest(engine, "PUT", tenants, cold)[0] == 200
    engine.close()
    engine = Engine(folder)
    assert titles(engine, collection="Room", tenant="a") == {1: "one"}
    with pytest.raises(CallError, match="tenant not active"):
        titles(engine, collection="Room", tenant="b")
    assert rest(engine, "PUT", tenants, [{"name": "b", "activityStatus": "HOT"}])[0] == 200
    assert titles(engine, collection="Room", tenant="b") == {2: "two"}
    engine.close()


def test_one_engine_a_folder(folder: Path) -> None:
    engine = made(folder)
    with pytest.raises(StorageError, match="is open in another engine"):
        Engine(folder)
    other = subprocess.run(
        [sys.executable, "-c", _OPEN, str(folder)], capture_output=True, text=True, check=False
    )
    assert "is open in another engine" in other.stderr
    engine.close()
    Engine(folder).close()


def test_a_folder_of_a_newer_release(folder: Path) -> None:
    made(folder).close()
    database = sqlite3.connect(folder / "engine.sqlite3")
    database.execute("PRAGMA user_version=999")
    database.close()
    with pytest.raises(StorageError, match=r"newer release of orm-weaviate \(format 999"):
        Engine(folder)


def test_a_database_of_somebody_else(folder: Path) -> None:
    folder.mkdir()
    database = sqlite3.connect(folder / "engine.sqlite3")
    database.execute("CREATE TABLE t (x)")
    database.commit()
    database.close()
    with pytest.raises(StorageError, match="database of another program"):
        Engine(folder)


def test_a_file_that_is_no_database(folder: Path) -> None:
    folder.mkdir()
    (folder / "engine.sqlite3").write_bytes(b"no database" * 1000)
    with pytest.raises(StorageError, match="is no database of an embedded engine"):
        Engine(folder)


def test_a_write_that_cannot_be_stored_changes_nothing(folder: Path) -> None:
    engine = made(folder)
    insert(engine, thing(1, "one"))
    storage = engine.state.catalog.storage
    assert isinstance(storage, SqliteStorage)
    storage._database.execute("PRAGMA max_page_count=1")  # as many as there are
    with pytest.raises(CallError, match=r"full.*Nothing of this request was stored"):
        insert(engine, thing(1, "changed"), *(thing(n, "x" * 9000) for n in range(2, 50)))
    assert titles(engine) == {1: "one"}
    assert rest(engine, "GET", "/v1/objects?class=Thing")[1]["totalResults"] == 1
    engine.close()
    engine = Engine(folder)
    assert titles(engine) == {1: "one"}
    engine.close()


def test_an_engine_that_is_closed(folder: Path) -> None:
    engine = made(folder)
    engine.close()
    with pytest.raises(CallError, match="is closed"):
        insert(engine, thing(1, "one"))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks the writers that it kills")
def test_a_kill_at_any_moment() -> None:
    """Every answered write is whole, and of the one in flight there is all or nothing."""
    killing = subprocess.run(
        [sys.executable, "-m", "tests.engine.killing", "12", "5"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (killing.returncode, killing.stderr) == (0, "")
    assert killing.stdout.startswith("12 kills")


_OPEN = """
import sys
from pathlib import Path
from weaviate_orm.engine.engine import Engine
Engine(Path(sys.argv[1]))
"""
