"""Beacons: how references are written where they are text."""

from __future__ import annotations

from typing import Final, NamedTuple, Self
from uuid import UUID

from weaviate_orm.errors import UnexpectedReply

_PREFIX: Final = "weaviate://localhost/"


class Beacon(NamedTuple):
    """What a reference points to. As text: ``weaviate://localhost/<Collection>/<uuid>``."""

    collection: str
    """Empty where the server left it out."""
    id: UUID

    def __str__(self) -> str:
        return f"{_PREFIX}{self.collection}/{self.id}" if self.collection else f"{_PREFIX}{self.id}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a beacon, with its collection or without.

        Raises:
            UnexpectedReply: It is none.
        """
        collection, _, id_text = text.removeprefix(_PREFIX).rpartition("/")
        try:
            found = UUID(id_text)
        except ValueError:
            found = None
        if found is None or not text.startswith(_PREFIX) or "/" in collection:
            raise UnexpectedReply(f"The server answered with {text!r} where a beacon is due.")
        return cls(collection, found)
