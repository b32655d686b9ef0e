"""What an object remembers of how the server holds it."""

from __future__ import annotations

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


class Loaded:
    """The state of an object that the server holds.

    Its dicts are made when they are first asked for: a read of many objects makes many of these.
    """

    __slots__ = ("_mutable", "_originals", "tenant")

    def __init__(self, tenant: str | None = None, mutable: dict[str, object] | None = None) -> None:
        self.tenant = tenant
        self._originals: dict[str, object] | None = None
        self._mutable = mutable

    def __copy__(self) -> Loaded:
        made = Loaded(self.tenant, dict(self.mutable))
        made.originals.update(self.originals)
        return made

    @property
    def originals(self) -> dict[str, object]:
        """The first value of each attribute that was assigned since."""
        if self._originals is None:
            self._originals = {}
        return self._originals

    @property
    def mutable(self) -> dict[str, object]:
        """Copies of values that can change in place."""
        if self._mutable is None:
            self._mutable = {}
        return self._mutable

    @mutable.setter
    def mutable(self, copies: dict[str, object]) -> None:
        self._mutable = copies
