"""Backups to a folder and back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.engine.driving import COLLECTION, identity, insert, rest, search, thing, titles
from tests.engine.test_schema import create, message
from weaviate_orm.engine.engine import Engine
from weaviate_orm.engine.settings import Settings

BACKUPS = "/v1/backups/filesystem"
THING = {**COLLECTION, "vectorizer": "none"}
MANY = {
    "class": "Many",
    "vectorizer": "none",
    "multiTenancyConfig": {"enabled": True},
    "properties": [
        {"name": "title", "dataType": ["text"]},
        {"name": "number", "dataType": ["int"]},
    ],
}


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """Two collections with objects, a cold tenant among them, and an alias."""
    engine = made(tmp_path)
    for body in (THING, MANY):
        assert create(engine, body)[0] == 200
    insert(engine, thing(1, "one", tags=["x"], vector=[1, 0]), thing(2, "two", vector=[0, 1]))
    link = f"/v1/objects/Thing/{identity(2)}/references/other"
    rest(engine, "POST", link, {"beacon": f"weaviate://localhost/Thing/{identity(1)}"})
    rest(engine, "POST", "/v1/schema/Many/tenants", [{"name": "a"}, {"name": "b"}])
    for tenant in "ab":
        insert(engine, thing(3, f"of {tenant}", collection="Many", tenant=tenant))
    turn(engine, "COLD")
    rest(engine, "POST", "/v1/aliases", {"alias": "Other", "class": "Thing"})
    yield engine
    engine.close()


def made(folder: Path | None) -> Engine:
    return Engine(settings=Settings(backup_folder=folder))


def turn(engine: Engine, state: str) -> None:
    rest(engine, "PUT", "/v1/schema/Many/tenants", [{"name": "b", "activityStatus": state}])


def back_up(engine: Engine, name: str = "one", **members: Any) -> tuple[int, Any]:
    return rest(engine, "POST", BACKUPS, {"id": name, **members})


def restore(engine: Engine, name: str = "one", **members: Any) -> dict[str, Any]:
    """The state of a restoration when it is done."""
    status, answer = rest(engine, "POST", f"{BACKUPS}/{name}/restore", members)
    assert (status, answer["status"]) == (200, "STARTED"), answer
    shown: dict[str, Any] = rest(engine, "GET", f"{BACKUPS}/{name}/restore")[1]
    return shown


def documents(engine: Engine) -> dict[str, Any]:
    return {c["class"]: c for c in rest(engine, "GET", "/v1/schema")[1]["classes"]}


def collections(engine: Engine) -> list[str]:
    return sorted(documents(engine))


def wipe(engine: Engine) -> None:
    for name in ("Thing", "Many"):
        rest(engine, "DELETE", f"/v1/schema/{name}")
    rest(engine, "DELETE", "/v1/aliases/Other")
    assert collections(engine) == []


def test_a_backup_is_described(engine: Engine, tmp_path: Path) -> None:
    status, answer = back_up(engine)
    path = str(tmp_path / "one")
    assert (status, answer) == (
        200,
        {
            "backend": "filesystem",
            "classes": ["Many", "Thing"],
            "id": "one",
            "path": path,
            "status": "STARTED",
        },
    )
    shown = rest(engine, "GET", f"{BACKUPS}/one")[1]
    assert shown.pop("startedAt") <= shown.pop("completedAt")
    assert shown.pop("size") > 0
    assert shown == {"backend": "filesystem", "id": "one", "path": path, "status": "SUCCESS"}
    (listed,) = rest(engine, "GET", BACKUPS)[1]
    assert (listed["id"], listed["status"]) == ("one", "SUCCESS")


def test_everything_comes_back(engine: Engine) -> None:
    before = documents(engine)
    turn(engine, "HOT")
    times = [rest(engine, "GET", f"/v1/objects/Thing/{identity(n)}")[1] for n in (1, 2)]
    turn(engine, "COLD")
    back_up(engine)
    wipe(engine)
    assert restore(engine)["status"] == "SUCCESS"
    assert documents(engine) == before
    again = [rest(engine, "GET", f"/v1/objects/Thing/{identity(n)}")[1] for n in (1, 2)]
    assert again == times  # references, ids and times among them
    assert titles(engine, collection="Other") == {1: "one", 2: "two"}
    vectors = {r.metadata.id[-1]: r.metadata.vector_bytes for r in search(engine)}
    assert len(set(vectors.values())) == 2
    tenants = {
        t["name"]: t["activityStatus"] for t in rest(engine, "GET", "/v1/schema/Many/tenants")[1]
    }
    assert tenants == {"a": "HOT", "b": "COLD"}
    turn(engine, "HOT")
    assert [titles(engine, collection="Many", tenant=t) for t in "ab"] == [{3: "of a"}, {3: "of b"}]


def test_what_comes_back_can_be_written_to(engine: Engine) -> None:
    back_up(engine)
    wipe(engine)
    restore(engine)
    insert(engine, thing(2, "second"), thing(7, "seven"))
    assert titles(engine) == {1: "one", 2: "second", 7: "seven"}


def test_a_backup_is_of_its_time(engine: Engine) -> None:
    back_up(engine)
    insert(engine, thing(9, "later"))
    wipe(engine)
    restore(engine)
    assert titles(engine) == {1: "one", 2: "two"}


def test_another_engine_restores_it(engine: Engine, tmp_path: Path) -> None:
    back_up(engine)
    other = Engine(tmp_path / "data", settings=Settings(backup_folder=tmp_path))
    assert restore(other)["status"] == "SUCCESS"
    other.close()
    again = Engine(tmp_path / "data")
    assert titles(again) == {1: "one", 2: "two"}
    again.close()


def test_only_some(engine: Engine) -> None:
    back_up(engine, include=["Thing"])
    back_up(engine, "two", exclude=["Thing"])
    back_up(engine, "three")
    listed = {b["id"]: b["classes"] for b in rest(engine, "GET", BACKUPS)[1]}
    assert listed == {"one": ["Thing"], "two": ["Many"], "three": ["Many", "Thing"]}
    wipe(engine)
    restore(engine, "three", include=["Many"])
    assert collections(engine) == ["Many"]
    assert rest(engine, "GET", "/v1/aliases")[1] == {"aliases": []}


def test_what_is_there_is_not_overwritten(engine: Engine) -> None:
    back_up(engine)
    insert(engine, thing(9, "later"))
    shown = restore(engine)
    assert shown["status"] == "FAILED"
    assert "Thing" in shown["error"]
    assert titles(engine) == {1: "one", 2: "two", 9: "later"}


REFUSED: Sequence[tuple[str, str, Mapping[str, Any], int, str]] = [
    ("POST", "", {"id": "Upper"}, 422, "invalid backup id: 'Upper' allowed characters are"),
    ("POST", "", {"id": "../x"}, 422, "invalid backup id: '../x' allowed characters are"),
    ("POST", "", {"id": "one"}, 422, 'backup "one" already exists at "'),
    ("POST", "", {"id": "x", "include": ["Nope"]}, 422, "class Nope doesn't exist"),
    (
        "POST",
        "",
        {"id": "x", "include": ["Thing"], "exclude": ["Many"]},
        422,
        "malformed request: 'include' and 'exclude' cannot both contain values",
    ),
    ("POST", "/nope/restore", {}, 404, 'backup id "nope" does not exist: '),
    ("POST", "/one/restore", {"include": ["Nope"]}, 422, "class Nope doesn't exist in the backup"),
    ("GET", "/nope", {}, 404, "coordinator cannot get status: metadata not found"),
    ("POST", "", {"id": "x", "config": {"Bucket": "x"}}, 501, "The embedded engine keeps backups"),
    (
        "POST",
        "",
        {"id": "x", "incremental_base_backup_id": "nope"},
        422,
        "resolve base backup chain: could not fetch base backup: get object path could not find ",
    ),
]


@pytest.mark.parametrize(("method", "path", "body", "status", "text"), REFUSED)
def test_refusals(
    engine: Engine, method: str, path: str, body: Mapping[str, Any], status: int, text: str
) -> None:
    back_up(engine)
    reply = rest(engine, method, f"{BACKUPS}{path}", body if method == "POST" else None)
    assert reply[0] == status
    assert message(reply).startswith(text)


def test_another_backend(engine: Engine) -> None:
    reply = rest(engine, "POST", "/v1/backups/s3", {"id": "x"})
    assert message(reply) == (
        'no backup backend "s3": backup: s3 not found, did you enable the right module?'
    )


def test_a_backup_that_nobody_knows_of_is_cancelled(engine: Engine, tmp_path: Path) -> None:
    back_up(engine)
    assert rest(engine, "DELETE", f"{BACKUPS}/one")[0] == 204
    shown = rest(engine, "GET", f"{BACKUPS}/one")[1]
    assert (shown["status"], shown["error"]) == ("CANCELED", "backup canceled by user")
    assert not (tmp_path / "one" / "data").exists()
    assert rest(engine, "DELETE", f"{BACKUPS}/one")[0] == 204
    again = message(rest(engine, "POST", BACKUPS, {"id": "one"}))
    assert again == f'check if backup "one" exists at "{tmp_path / "one"}": %!w(<nil>)'
    refused = message(rest(engine, "POST", f"{BACKUPS}/one/restore", {}))
    assert refused == f"invalid backup in scheduler {tmp_path / 'one'} status: CANCELED"


@pytest.mark.parametrize("asked", [f"{BACKUPS}/one", BACKUPS])
def test_a_backup_that_is_known_is_not(engine: Engine, asked: str) -> None:
    back_up(engine)
    rest(engine, "GET", asked)
    reply = rest(engine, "DELETE", f"{BACKUPS}/one")
    assert (reply[0], message(reply)) == (422, 'backup "one" already succeeded')


def test_a_restoration_that_nobody_knows_of_is_cancelled(engine: Engine) -> None:
    back_up(engine)
    rest(engine, "DELETE", "/v1/schema/Thing")
    rest(engine, "POST", f"{BACKUPS}/one/restore", {"include": ["Thing"]})
    assert rest(engine, "DELETE", f"{BACKUPS}/one/restore")[0] == 204
    shown = rest(engine, "GET", f"{BACKUPS}/one/restore")[1]
    assert (shown["status"], shown["error"]) == ("CANCELED", "restore canceled by user")
    assert rest(engine, "GET", "/v1/schema/Thing")[0] == 404
    rest(engine, "POST", f"{BACKUPS}/one/restore", {"include": ["Thing"]})
    assert rest(engine, "GET", f"{BACKUPS}/one/restore")[1]["status"] == "SUCCESS"
    assert rest(engine, "DELETE", f"{BACKUPS}/one/restore")[0] == 422
    assert titles(engine) == {1: "one", 2: "two"}


def test_an_unfinished_backup_is_none(engine: Engine, tmp_path: Path) -> None:
    back_up(engine)
    (tmp_path / "one" / "backup_config.json").unlink()
    assert rest(engine, "GET", f"{BACKUPS}/one")[0] == 404
    assert back_up(engine)[0] == 200  # it is made anew


def test_backups_of_an_engine_in_memory_end_with_it() -> None:
    engine = made(None)
    create(engine, THING)
    folder = Path(back_up(engine)[1]["path"])
    assert folder.is_dir()
    engine.close()
    assert not folder.parent.exists()
