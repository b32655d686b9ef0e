"""Maximal marginal relevance: a page whose objects are near the query and far from each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from weaviate_orm.engine.errors import CallError
from weaviate_orm.engine.search.boost import spread
from weaviate_orm.engine.vectors.distances import METRICS

if TYPE_CHECKING:
    from weaviate_orm.engine.schema.definition import CollectionDefinition
    from weaviate_orm.engine.search.hit import Hit
    from weaviate_orm.engine.search.targets import Targets
    from weaviate_orm.engine.vectors.distances import Floats
    from weaviate_orm.engine.vectors.store import VectorStore
    from weaviate_orm.wire import messages


@dataclass(frozen=True, slots=True)
class Diversity:
    """So many of a window of hits; `balance` 1 = relevance alone, 0 = distance alone."""

    target: str
    limit: int
    balance: float


def read(
    definition: CollectionDefinition,
    message: messages.SearchRequest,
    targets: Targets,
    window: int,
) -> Diversity | None:
    """Read the selection of a search, for a window of so many hits.

    Raises:
        CallError: its figures do not fit.
    """
    selection = _selection(message)
    if selection is None or not selection.HasField("mmr"):
        return None
    mmr = selection.mmr
    if mmr.limit < 1:
        raise CallError("MMR limit must be at least 1")
    if mmr.limit > window:
        raise CallError(f"MMR limit ({mmr.limit}) cannot be larger than the query limit ({window})")
    if not 0 <= mmr.balance <= 1:
        raise CallError("MMR balance must be between 0 and 1")
    for name in targets.names:
        if name in definition.vectors and definition.vectors[name].multi:
            raise CallError(
                f'MMR selection is not supported with multi-vector indexes (target vector "{name}")'
            )
    return Diversity(targets.names[0], mmr.limit, mmr.balance)


def _selection(message: messages.SearchRequest) -> messages.Selection | None:
    """Of the last of the searches that are there, also where it plays no part."""
    found: messages.Selection | None = None
    for there, given in (
        (message.HasField("near_vector"), message.near_vector),
        (message.HasField("near_object"), message.near_object),
        (message.HasField("hybrid_search"), message.hybrid_search),
        (message.HasField("near_text"), message.near_text),
    ):
        if there:
            found = given.selection if given.HasField("selection") else None
    return found


def distances_of_scores(scores: Sequence[float]) -> list[float]:
    """Scores (higher is better) in the place of distances to the query; 0 if all are equal."""
    far: list[float] = (np.float32(1) - spread(np.array(scores, np.float32))).tolist()
    return far


def diversified(
    diversity: Diversity, store: VectorStore, hits: Sequence[Hit], far: Sequence[float]
) -> list[Hit]:
    """The window in its new order, cut to the wanted number.

    `far` are the hits' distances to the query. A hit without a vector keeps its place. Vectors
    are compared as they are stored, under cosine too: there that supposes vectors of length 1.
    """
    found = [(place, store.vector(hit.slot)) for place, hit in enumerate(hits)]
    places = [place for place, vector in found if vector is not None]
    if not places:
        return list(hits[: diversity.limit])
    rows = np.stack([vector for _, vector in found if vector is not None])
    order = picked(
        rows,
        np.array([far[place] for place in places], np.float32),
        store.definition.distance,
        diversity.balance,
    )
    out = list(hits)
    for place, choice in zip(places, order, strict=True):
        out[place] = hits[places[choice]]
    return out[: diversity.limit]


def picked(rows: Floats, far: Floats, metric: str, balance: float) -> list[int]:
    """All rows, each time the one with the largest `-λ·far + (1-λ)·nearest picked`.

    The first is the nearest to the query; of equal ones the first wins (Carbonell and
    Goldstein 1998, with distances in the place of similarities).
    """
    measure = METRICS[metric]
    inverse = np.ones(len(rows), np.float32)
    weight = np.float32(balance)
    gap = np.full(len(rows), np.inf, np.float32)
    left = np.ones(len(rows), np.bool_)
    order = [int(np.argmin(far))]
    left[order[0]] = False
    while len(order) < len(rows):
        np.minimum(gap, measure.distances(rows, inverse, rows[order[-1]]), out=gap)
        value = (np.float32(1) - weight) * gap - weight * far
        value[~left] = -np.inf
        best = int(np.argmax(value))
        if not left[best]:  # nothing comparable is left: as they come
            best = int(np.argmax(left))
        order.append(best)
        left[best] = False
    return order
