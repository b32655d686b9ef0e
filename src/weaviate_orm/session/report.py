"""What flushes did: one report for a session."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from weaviate_orm.errors import FailedObject, FlushError, ServerError
from weaviate_orm.transport.failure_kinds import may_pass

if TYPE_CHECKING:
    from weaviate_orm.models.model import ModelBase


@dataclass(slots=True, repr=False)
class Report:
    """What a flush, or all flushes of a session, did.

    Weaviate has no transactions: what is counted here is stored, also where other objects
    failed.
    """

    inserted: int = 0
    updated: int = 0
    deleted: int = 0
    references: int = 0
    """References added, removed or replaced, by property and object."""
    failed: list[FailedObject] = field(default_factory=list[FailedObject])
    """Those of the last flush."""
    calls: int = 0
    seconds: float = 0.0

    @property
    def attempted(self) -> int:
        """How many objects were sent, failed ones included."""
        return self.inserted + self.updated + self.deleted + len(self.failed)

    def add(self, other: Report) -> None:
        """Take another flush into account."""
        self.inserted += other.inserted
        self.updated += other.updated
        self.deleted += other.deleted
        self.references += other.references
        self.calls += other.calls
        self.seconds += other.seconds
        self.failed = other.failed

    def error(self) -> FlushError | None:
        """The error for what failed; None where nothing did."""
        return FlushError(self.failed, self.attempted) if self.failed else None

    def __repr__(self) -> str:
        return f"<Report: {self}>"

    def __str__(self) -> str:
        counts = (
            (self.inserted, "inserted"),
            (self.updated, "updated"),
            (self.deleted, "deleted"),
            (self.references, "references set"),
            (len(self.failed), "failed"),
        )
        done = ", ".join(f"{number} {what}" for number, what in counts if number) or "nothing to do"
        return f"{done} in {self.calls} calls, {self.seconds:.2f} s"


def failure(
    instance: ModelBase, reason: ServerError | str, *, uncertain: bool = False
) -> FailedObject:
    """What a report says of an object that was refused; ``uncertain``: it may be stored."""
    return FailedObject(
        type(instance).__name__,
        instance.id,
        str(reason),
        retryable=reason.retryable if isinstance(reason, ServerError) else may_pass(reason),
        uncertain=uncertain,
        instance=instance,
    )
