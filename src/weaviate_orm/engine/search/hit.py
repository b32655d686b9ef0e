"""What a search found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Generated:
    """A text that a generative module made."""

    text: str
    debug_prompt: str | None = None
    """The prompt as the module got it, if that was asked for."""


class Hit(NamedTuple):
    """An object that was found; what a search does not know of it stays None or empty."""

    slot: int
    distance: float | None = None
    certainty: float | None = None
    """Only for one vector under cosine."""
    score: float = 0.0
    explain: str = ""
    rerank_score: float | None = None
    generated: Generated | None = None
    group: Group | None = None
    """The group that it is the first hit of, and stands for until the answer is written."""


@dataclass(frozen=True, slots=True)
class Group:
    """Hits with the same value of a property, the best one first."""

    name: str
    hits: Sequence[Hit]
    nearest: float = 0.0
    furthest: float = 0.0
    rerank_score: float | None = None
    generated: Generated | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """The answer of a search."""

    hits: Sequence[Hit] = ()
    """Or the first hits of groups."""
    grouped: bool = False
    generated: Generated | None = None
    """The text made of all hits together."""
    properties: Sequence[str] = ()
    """Properties that a step needed and that are returned beside the selected ones."""

    @property
    def groups(self) -> list[Group] | None:
        """The groups with what was found for their first hits; None if none were asked for."""
        if not self.grouped:
            return None
        return [
            replace(hit.group, rerank_score=hit.rerank_score, generated=hit.generated)
            for hit in self.hits
            if hit.group is not None
        ]
