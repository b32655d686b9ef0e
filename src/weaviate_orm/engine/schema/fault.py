"""What a schema request is refused with."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

    from weaviate_orm.engine.errors import JSON


class SchemaFault(Exception):
    """A collection, or a change of one, that the server refuses; `str()` is its text."""


class KeptFault(SchemaFault):
    """A refused change of which the server keeps a part all the same: `document` is what it holds.

    The server compares the settings of a module inside the stored document, and the new ones
    stay there.
    """

    def __init__(self, text: str, document: Mapping[str, JSON]) -> None:
        super().__init__(text)
        self.document = document


@contextmanager
def behind(prefix: str) -> Generator[None, None, None]:
    """Put faults that come up inside behind a prefix."""
    try:
        yield
    except KeptFault as fault:
        raise KeptFault(f"{prefix}{fault}", fault.document) from None
    except SchemaFault as fault:
        raise SchemaFault(f"{prefix}{fault}") from None
