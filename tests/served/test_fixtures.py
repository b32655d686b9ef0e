"""The fixtures that come with the package."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import httpx

from weaviate_orm import AsyncClient, Client, Model, Property, connect
from weaviate_orm.testing import Served


class FixtureNote(Model):
    text: Property[str]


def test_client(weaviate_client: Client) -> None:
    """It is empty, and the one of queries that name none."""
    assert weaviate_client.create_all([FixtureNote]) == ["FixtureNote"]
    with weaviate_client.session() as session:
        session.add(FixtureNote(text="a"))
    assert FixtureNote.objects.count() == 1
    found: list[int] = []
    other = threading.Thread(target=lambda: found.append(FixtureNote.objects.count()))
    other.start()
    other.join()
    assert found == [1]


def test_client_again(weaviate_client: Client) -> None:
    """Nothing is there of another test."""
    assert weaviate_client.create_all([FixtureNote]) == ["FixtureNote"]


async def test_async_client(weaviate_async_client: AsyncClient) -> None:
    await weaviate_async_client.create_all([FixtureNote])
    async with weaviate_async_client.session() as session:
        session.add(FixtureNote(text="a"))
    assert await FixtureNote.objects.acount() == 1


async def test_both(weaviate_client: Client, weaviate_async_client: AsyncClient) -> None:
    """They share the engine."""
    weaviate_client.create_all([FixtureNote])
    async with weaviate_async_client.session() as session:
        session.add(FixtureNote(text="a"))
    assert FixtureNote.objects.count() == 1


def test_server(weaviate_server: Served) -> None:
    weaviate_server.reset()
    assert httpx.get(f"{weaviate_server.http_url}/v1/schema").json() == {"classes": []}
    with connect(weaviate_server.url) as client:
        assert client.create_all([FixtureNote]) == ["FixtureNote"]
    weaviate_server.reset()


INNER = """
import sys

def test_nothing_is_loaded():
    assert not [name for name in sys.modules if name.split(".")[0] in ("weaviate_orm", "numpy")]

def test_overridden(weaviate_client):
    from weaviate_orm import Model, Property, Vector, vector, vectorizers

    class Note(Model):
        text: Property[str]
        meaning: Vector = vector(vectorizers.text2vec_openai())

    weaviate_client.create_all([Note])
    with weaviate_client.session() as session:
        session.add(Note(text="xyz"))
        session.add(Note(text="a"))
    (note,) = Note.objects.near_text("ab").limit(1)
    assert note.text == "a"
"""
CONFTEST = """
import pytest

@pytest.fixture(scope="session")
def weaviate_modules():
    return {"vectorizers": {"text2vec-openai": lambda texts: [[len(t), 9.0] for t in texts]}}
"""


def test_of_somebody_else(tmp_path: Path) -> None:
    """The plugin is light, and its modules can be given."""
    (tmp_path / "test_inner.py").write_text(INNER)
    (tmp_path / "conftest.py").write_text(CONFTEST)
    (tmp_path / "pytest.ini").write_text("[pytest]\n")  # nor that of a folder above
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", "-p", "no:asyncio", "."],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert "2 passed" in done.stdout
