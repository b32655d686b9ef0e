"""What `weaviate-orm` takes, and which part of the package answers it."""

from __future__ import annotations

import argparse
import sys
from importlib.metadata import version
from typing import TYPE_CHECKING, Final

from weaviate_orm.cli.serve import SERVE
from weaviate_orm.errors import WeaviateORMError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weaviate_orm.cli.command import Command

COMMANDS: Final[Sequence[Command]] = (SERVE,)


def parser() -> argparse.ArgumentParser:
    """The parser of the whole command line."""
    made = argparse.ArgumentParser("weaviate-orm", description="An object mapper for Weaviate.")
    shown = f"%(prog)s {version('orm-weaviate')}"
    made.add_argument("--version", action="version", version=shown)
    commands = made.add_subparsers(title="commands", dest="command", required=True)
    for command in COMMANDS:
        of_command = commands.add_parser(
            command.name, help=command.about, description=command.about
        )
        command.arguments(of_command)
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command line; gives the status that the process ends with."""
    options = parser().parse_args(arguments)
    command = next(each for each in COMMANDS if each.name == options.command)
    try:
        return command.run(options)
    except WeaviateORMError as error:
        sys.stderr.write(f"weaviate-orm: {error}\n")
        return 1
