"""`weaviate-orm serve`: the embedded engine on ports of this machine, until it is stopped."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from weaviate_orm.cli.command import Command
from weaviate_orm.connecting import GRPC_PORT, HTTP_PORT
from weaviate_orm.testing.server import server

if TYPE_CHECKING:
    from collections.abc import Generator
    from types import FrameType

    from weaviate_orm.testing.server import Served

_LARGEST_PORT: Final = 65_535
_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--path", type=Path, metavar="DIR", help="keep the data in this folder (else in memory)"
    )
    for option, default, what in (
        ("--port", HTTP_PORT, "REST"),
        ("--grpc-port", GRPC_PORT, "gRPC"),
    ):
        parser.add_argument(
            option,
            type=_port,
            default=default,
            metavar="PORT",
            help=f"for {what}; 0 takes a free one (default: {default})",
        )


def _port(text: str) -> int:
    port = int(text)
    if not 0 <= port <= _LARGEST_PORT:
        raise argparse.ArgumentTypeError(f"{text} is not between 0 and {_LARGEST_PORT}")
    return port


_port.__name__ = "port"  # argparse says: invalid port value


def _run(options: argparse.Namespace) -> int:
    """Serve till SIGTERM or SIGINT."""
    with (
        _signalled() as signalled,
        server(options.path, port=options.port, grpc_port=options.grpc_port) as served,
    ):
        sys.stdout.write(f"{first_line(served)}\n")
        sys.stdout.flush()
        signalled.wait()
    return 0


def first_line(served: Served) -> str:
    """What is served, where, and with which data."""
    from weaviate_orm.engine.settings import VERSION

    data = f"kept in {served.path}" if served.path else "in memory"
    return (
        f"Weaviate {VERSION} embedded: REST {served.http_url}, gRPC {served.host}:"
        f"{served.grpc_port}, data {data}. Ctrl+C ends it."
    )


@contextmanager
def _signalled() -> Generator[threading.Event, None, None]:
    """Set by the first signal to end; a second one ends the process as it always does."""
    event = threading.Event()
    before = {number: signal.getsignal(number) for number in _SIGNALS}

    def restore() -> None:
        for number, handler in before.items():
            signal.signal(number, handler)

    def handle(_number: int, _frame: FrameType | None) -> None:
        restore()
        event.set()

    for number in _SIGNALS:
        signal.signal(number, handle)
    try:
        yield event
    finally:
        restore()


SERVE: Final = Command(
    name="serve",
    about="Answer Weaviate clients by the embedded engine, on 127.0.0.1 only.",
    arguments=_arguments,
    run=_run,
)
