"""What becomes of a folder that is copied, forked, taken away, damaged, or reached by two paths."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.engine.driving import COLLECTION, insert, rest, thing, titles
from weaviate_orm import connect
from weaviate_orm.engine.engine import Engine
from weaviate_orm.engine.errors import CallError
from weaviate_orm.engine.store.storage import StorageError
from weaviate_orm.errors import MisuseError, MisuseValueError

FILE = "engine.sqlite3"
forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="has no forks")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


def made(folder: Path) -> Engine:
    engine = Engine(folder)
    assert rest(engine, "POST", "/v1/schema", COLLECTION)[0] == 200
    assert not insert(engine, thing(1, "one"))
    return engine


def run(source: str, *arguments: str) -> str:
    """What a process of its own writes, its errors among it."""
    found = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", source, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return found.stdout


def refusal(path: Path) -> str:
    with pytest.raises(StorageError) as caught:
        Engine(path)
    return str(caught.value)


# Two at once --------------------------------------------------------------------------------------


_OPEN = """
import sys
from pathlib import Path
from weaviate_orm.engine.engine import Engine
Engine(Path(sys.argv[1]))
"""


def test_a_copy_of_an_open_folder_lets_nobody_in(folder: Path, tmp_path: Path) -> None:
    """Whoever closes a file ends the locks that its process has on it."""
    engine = made(folder)
    shutil.copytree(folder, tmp_path / "copy")
    assert "is open in another engine" in run(_OPEN, str(folder))
    copy = Engine(tmp_path / "copy")
    assert titles(copy) == {1: "one"}
    copy.close()
    engine.close()
    assert run(_OPEN, str(folder)) == ""


def test_an_engine_that_is_forgotten_gives_its_folder_back(folder: Path) -> None:
    made(folder).close()
    forgotten = "import gc\n" + _OPEN + "gc.collect()\nEngine(Path(sys.argv[1]))"
    assert run(forgotten, str(folder)) == ""


def test_two_paths_of_one_folder(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "data")
    paths = ("data", "link", "x/../data")
    clients = [connect(f"embedded://{tmp_path / path}") for path in paths]
    for client in clients:
        assert client.server().version
    for client in clients:
        client.close()


_FORK = """
import os, sys, gc
from pathlib import Path
from tests.engine.driving import COLLECTION, insert, rest, thing
from weaviate_orm.engine.engine import Engine
engine = Engine(Path(sys.argv[1]))
rest(engine, "POST", "/v1/schema", COLLECTION)
insert(engine, thing(1, "one"))
child = os.fork()
if not child:
    {what}
    sys.exit()
os.waitpid(child, 0)
insert(engine, thing(2, "two"))
os.kill(os.getpid(), 9)
"""


@forks
@pytest.mark.parametrize(
    "what", ["engine.close(); del engine; gc.collect()", "insert(engine, thing(3, 'x'))"]
)
def test_a_fork_leaves_the_folder_to_its_parent(folder: Path, what: str) -> None:
    """The end of a child must not take the log away that the parent writes."""
    written = run(_FORK.format(what=what), str(folder))
    assert ("of which this one is a fork" in written) == ("insert" in what)
    engine = Engine(folder)
    assert titles(engine) == {1: "one", 2: "two"}
    engine.close()


# Gone, damaged ------------------------------------------------------------------------------------


def test_no_write_to_a_folder_that_is_gone(folder: Path) -> None:
    engine = made(folder)
    shutil.rmtree(folder)
    with pytest.raises(CallError, match="is no longer there"):
        insert(engine, thing(2, "two"))
    folder.mkdir()
    (folder / FILE).touch()
    status, body = rest(engine, "DELETE", "/v1/schema/Thing")
    assert (status, "is no longer there" in body["error"][0]["message"]) == (500, True)
    assert titles(engine) == {1: "one"}
    engine.close()


def test_a_damaged_file_is_named_and_let_go(folder: Path) -> None:
    engine = made(folder)
    assert not insert(engine, *[thing(n, "x" * 3000) for n in range(2, 100)])
    engine.close()
    data = (folder / FILE).read_bytes()
    (folder / FILE).write_bytes(data[:16384] + b"\x55" * (len(data) - 16384))
    for _ in range(2):
        assert "cannot be read (database disk image is malformed)" in refusal(folder)
    (folder / FILE).write_bytes(data[: len(data) // 2])
    assert "a damaged one" in refusal(folder)
    (folder / FILE).write_bytes(data)
    Engine(folder).close()


def test_a_damaged_shard_is_an_answer(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    engine = made(folder)
    assert not insert(engine, *[thing(n, "x" * 3000) for n in range(2, 400)])
    engine.close()
    data = bytearray((folder / FILE).read_bytes())
    half = len(data) // 2 // 16384 * 16384
    data[half:-16384] = b"\x55" * (len(data) - 16384 - half)
    (folder / FILE).write_bytes(data)
    engine = Engine(folder)
    for _ in range(2):
        with pytest.raises(CallError, match="cannot be read"):
            titles(engine)
    assert rest(engine, "GET", "/v1/schema/Thing")[0] == 200
    engine.close()
    assert not caplog.records


def test_a_document_that_is_none(folder: Path) -> None:
    made(folder).close()
    database = sqlite3.connect(folder / FILE)
    database.execute("UPDATE collections SET document = '['")
    database.commit()
    database.close()
    for _ in range(2):
        assert "what it says of its collections is damaged" in refusal(folder)


def test_reading_from_an_engine_that_is_closed(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    made(folder).close()
    engine = Engine(folder)
    engine.close()
    engine.close()
    found: list[str] = []

    def read() -> None:
        with pytest.raises(CallError) as caught:
            titles(engine)
        found.append(caught.value.message)

    other = threading.Thread(target=read)
    other.start()
    other.join()
    assert "is closed" in found[0]
    assert not caplog.records


def test_paths_that_are_no_folders(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for path in ("file", "file/below", "a\0b", "a" * 300):
        assert "cannot be used" in refusal(tmp_path / path)
    client = connect(f"embedded://{tmp_path / 'file'}")
    with pytest.raises(MisuseError, match="cannot be used"):
        client.server()
    with pytest.raises(MisuseValueError, match="names no folder"):
        connect(f"embedded://{tmp_path}/a\0b")


# Backups ------------------------------------------------------------------------------------------


BACKUPS = "/v1/backups/filesystem"


def backed_up(folder: Path) -> Engine:
    """An engine with a backup of a collection that is gone."""
    engine = made(folder)
    assert rest(engine, "POST", BACKUPS, {"id": "b"})[0] == 200
    assert rest(engine, "DELETE", "/v1/schema/Thing")[0] == 200
    return engine


@pytest.mark.parametrize("faulty", ["put_alias", "write"])
def test_a_restoration_is_whole_or_not_there(
    folder: Path, faulty: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = made(folder)
    assert rest(engine, "POST", "/v1/schema", {"class": "Other"})[0] == 200
    assert rest(engine, "POST", "/v1/aliases", {"alias": "Alias", "class": "Thing"})[0] == 200
    assert rest(engine, "POST", BACKUPS, {"id": "b"})[0] == 200
    for path in ("aliases/Alias", "schema/Thing", "schema/Other"):
        rest(engine, "DELETE", f"/v1/{path}")

    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(engine.state.catalog.storage, faulty, full)
        status, body = rest(engine, "POST", f"{BACKUPS}/b/restore", {})
    assert (status, "is full" in body["error"][0]["message"]) == (500, True)
    for _ in range(2):
        assert rest(engine, "GET", "/v1/schema") == (200, {"classes": []})
        assert rest(engine, "GET", "/v1/aliases") == (200, {"aliases": []})
        engine.close()
        engine = Engine(folder)
    assert rest(engine, "POST", f"{BACKUPS}/b/restore", {})[0] == 200
    for _ in range(2):
        assert titles(engine, collection="Alias") == {1: "one"}
        engine.close()
        engine = Engine(folder)
    engine.close()


def test_backups_that_are_damaged(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    engine = backed_up(folder)
    about = folder / "backups" / "b" / "backup_config.json"
    good = about.read_text()
    for text in ("{", "[]", "{}", "\0"):
        about.write_text(text)
        for method, path in (("GET", ""), ("GET", "/b"), ("POST", "/b/restore")):
            status, body = rest(engine, method, BACKUPS + path, {} if method == "POST" else None)
            assert (status, "cannot be read" in body["error"][0]["message"]) == (500, True)
    about.write_text(good.replace('"Thing"', '"Thing", "More"'))
    status, body = rest(engine, "POST", f"{BACKUPS}/b/restore", {})
    assert (status, "has no More" in body["error"][0]["message"]) == (500, True)
    about.write_text(good)
    shutil.rmtree(about.parent / "data")
    status, body = rest(engine, "POST", f"{BACKUPS}/b/restore", {})
    assert (status, "there is no folder" in body["error"][0]["message"]) == (500, True)
    assert rest(engine, "GET", "/v1/schema") == (200, {"classes": []})
    engine.close()
    assert not caplog.records
