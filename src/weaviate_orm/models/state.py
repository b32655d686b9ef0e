"""What an object remembers of how the server holds it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, final


@final
class NotFetched:
    """Stands for what the server holds and nobody has read."""

    def __repr__(self) -> str:
        return "NOT_FETCHED"

    def __reduce__(self) -> str:
        return "NOT_FETCHED"


NOT_FETCHED: Final = NotFetched()


@final
class Deleted:
    """The state of an object that a session deleted."""

    def __repr__(self) -> str:
        return "DELETED"

    def __reduce__(self) -> str:
        return "DELETED"


DELETED: Final = Deleted()


@dataclass(slots=True, eq=False)
class Loaded:
    """The state of an object that the server holds.

    ``originals`` has the first value of each attribute that was assigned since; ``mutable``
    has copies of values that can change in place.
    """

    tenant: str | None = None
    originals: dict[str, object] = field(default_factory=dict[str, object])
    mutable: dict[str, object] = field(default_factory=dict[str, object])
