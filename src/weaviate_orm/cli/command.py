"""What a command is: a name, a sentence, its options, and what runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Command:
    """One command of `weaviate-orm`."""

    name: str
    about: str
    arguments: Callable[[ArgumentParser], None]
    """Adds its options."""
    run: Callable[[Namespace], int]
    """Gives the status that the process ends with."""
