"""Storing a library: one session, several flushes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from examples.pydocs.models import MODELS, Documented
from examples.pydocs.vectors import text_of

if TYPE_CHECKING:
    from examples.pydocs.vectors import Embedder
    from weaviate_orm import Client, Report

FLUSH_SIZE = 500


def store(
    client: Client,
    library: Iterable[Documented],
    embed: Embedder,
    advance: Callable[[int], None] = lambda _: None,
) -> Report:
    """Store objects with their vectors and references; ``advance`` is told of each flush.

    What is referred to goes first, so that each reference travels inside the object that holds
    it. In any other order it would come out the same, with some more calls.
    """
    client.create_all(MODELS)
    ordered = sorted(library, key=lambda item: MODELS.index(type(item)))
    with client.session() as session:
        for batch in _batches(ordered, FLUSH_SIZE):
            for item, vector in zip(batch, embed([text_of(item) for item in batch]), strict=True):
                item.embedding = vector
            session.add(*batch)
            session.flush()
            advance(len(batch))
    return session.report


def _batches(items: Sequence[Documented], size: int) -> Iterator[Sequence[Documented]]:
    return (items[start : start + size] for start in range(0, len(items), size))
