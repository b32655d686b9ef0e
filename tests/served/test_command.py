"""`weaviate-orm serve`, as a process and in this one."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.served.conftest import without_uvicorn
from weaviate_orm import Model, Property, connect
from weaviate_orm.cli.main import main

LINE = re.compile(
    r"Weaviate 1\.39\.0 embedded: REST (http://127\.0\.0\.1:\d+), gRPC 127\.0\.0\.1:(\d+), "
    r"data (.*)\. Ctrl\+C ends it\.\n"
)


class ServedNote(Model):
    text: Property[str]


@contextmanager
def process(*options: str) -> Iterator[tuple[subprocess.Popen[str], str, str]]:
    """A process that serves, what `connect` takes for it, and where its data is."""
    command = [sys.executable, "-m", "weaviate_orm", "serve", "--port=0", "--grpc-port=0"]
    with subprocess.Popen(
        [*command, *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout is not None
        try:
            found = LINE.fullmatch(running.stdout.readline())
            assert found is not None
            yield running, f"{found[1]}?grpc_port={found[2]}", found[3]
        finally:
            if running.poll() is None:
                running.kill()


def end(running: subprocess.Popen[str], number: signal.Signals) -> None:
    running.send_signal(number)
    assert running.communicate(timeout=30) == ("", "")
    assert running.returncode == 0


def test_a_folder_is_kept(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with process(f"--path={data}") as (running, url, where):
        assert where == f"kept in {data}"
        with connect(url) as client:
            client.create_all([ServedNote])
            with client.session() as session:
                session.add(ServedNote(text="kept"))
        end(running, signal.SIGTERM)
    with process(f"--path={data}") as (running, url, _):
        with connect(url) as client:
            assert [each.text for each in client.objects(ServedNote)] == ["kept"]
        end(running, signal.SIGINT)


def test_in_memory() -> None:
    with process() as (running, url, where):
        assert where == "in memory"
        with connect(url) as client:  # a client that stays does not keep it
            assert client.server().version
            end(running, signal.SIGTERM)


def test_a_port_that_is_taken(capsys: pytest.CaptureFixture[str]) -> None:
    before = signal.getsignal(signal.SIGTERM)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["serve", "--grpc-port=0", f"--port={port}"]) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith(f"weaviate-orm: Port {port} on 127.0.0.1 cannot be had")
    assert signal.getsignal(signal.SIGTERM) is before


def test_without_its_extra(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    without_uvicorn(monkeypatch)
    assert main(["serve"]) == 1
    assert "pip install 'orm-weaviate[serve]'" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        ([], "the following arguments are required: command"),
        (["dance"], "invalid choice: 'dance'"),
        (["serve", "--port=high"], "argument --port: invalid port value: 'high'"),
        (["serve", "--grpc-port=65536"], "65536 is not between 0 and 65535"),
    ],
)
def test_what_cannot_be(
    capsys: pytest.CaptureFixture[str], arguments: list[str], text: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert text in capsys.readouterr().err


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert re.fullmatch(r"weaviate-orm \d+\.\d+\.\d+\S*\n", capsys.readouterr().out)
