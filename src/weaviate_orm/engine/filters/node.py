"""Prepared filters: what is left to do is to read indexes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from weaviate_orm.engine.filters.model import FilterFault, Operator
from weaviate_orm.engine.index.matches import intersection, union

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from weaviate_orm.engine.index.matches import Matches


class Node(NamedTuple):
    """A prepared filter. Slots of old versions may be among what it finds."""

    resolve: Callable[[], Matches]
    first: Callable[[int], Matches] | None = None
    """For a single leaf that reads keys in order: only as many keys as so many objects need."""


def failing(message: str) -> Node:
    """A node whose fault shows when its index is read."""

    def resolve() -> Matches:
        raise FilterFault(message)

    return Node(resolve)


PREPARED: Final = 4
RESOLVED: Final = 3
"""So many operands a server takes at once when it prepares, and when it resolves them."""


def at_once(count: int, workers: int) -> Iterator[int]:
    """Operands in the order in which a server of two cores, that takes them side by side, ends.

    It names the first fault: the last of those that are taken at once is served first, then come
    those that had to wait, then the others.
    """
    first = max(0, min(workers, count) - 1)
    yield from range(first, count)
    yield from range(first)


def conjunction(nodes: Sequence[Node], label: str = "And") -> Node:
    return _joined(nodes, label, intersection)


def disjunction(nodes: Sequence[Node], label: str = "Or") -> Node:
    return _joined(nodes, label, union)


def _joined(
    nodes: Sequence[Node], label: str, join: Callable[[Sequence[Matches]], Matches]
) -> Node:
    if not nodes:
        return failing(f'no children for operator "{label}"')
    if len(nodes) == 1:
        return nodes[0]

    def resolve() -> Matches:
        found: dict[int, Matches] = {}
        for i in at_once(len(nodes), RESOLVED):
            try:
                found[i] = nodes[i].resolve()
            except FilterFault as fault:
                raise fault.behind(f"nested AND/OR query: nested child {i}: ") from None
        return join(list(found.values()))

    return Node(resolve)


def negation(nodes: Sequence[Node], live: NDArray[np.bool_]) -> Node:
    """All live slots but those of the one node."""
    label = Operator.NOT.label
    if not nodes:
        return failing(f'no children for operator "{label}"')
    if len(nodes) > 1:
        return failing(f'too many children for operator "{label}". Expected 1, given {len(nodes)}')

    def resolve() -> Matches:
        try:
            return nodes[0].resolve().complement(live)
        except FilterFault as fault:
            raise fault.behind("nested NOT query: ") from None

    return Node(resolve)
