"""How far a page may reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weaviate_orm.engine.errors import CallError

if TYPE_CHECKING:
    from weaviate_orm.engine.settings import Settings


def page_fault(settings: Settings, offset: int, limit: int) -> str | None:
    """The sentence about a page that reaches too far; None = it does not."""
    most = settings.maximum_results
    if offset + limit <= most:
        return None
    return (
        "query maximum results exceeded: the total limit calculated from the provided offset "
        f"'{offset}' and limit '{limit}' exceeds the configured value for QUERY_MAXIMUM_RESULTS "
        f"'{most}'. If you've supplied a negative offset or limit, this may be an underflow error"
    )


def check_page(settings: Settings, offset: int, limit: int, wrapping: str) -> None:
    """Refuse a page that reaches too far.

    Raises:
        CallError: `wrapping`, then the sentence.
    """
    fault = page_fault(settings, offset, limit)
    if fault is not None:
        raise CallError(f"{wrapping}invalid pagination params: {fault}")
