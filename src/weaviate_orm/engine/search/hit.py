"""What a search found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Generated:
    """A text that a generative module made."""

    text: str
    debug_prompt: str | None = None
    """The prompt as the module got it, if that was asked for."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An object that was found; what a search does not know of it stays None or empty."""

    slot: int
    distance: float | None = None
    certainty: float | None = None
    """Only for one vector under cosine."""
    score: float = 0.0
    explain: str = ""
    rerank_score: float | None = None
    generated: Generated | None = None


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
    """The answer of a search: hits, or groups if groups were asked for."""

    hits: Sequence[Hit] = ()
    groups: Sequence[Group] | None = None
    generated: Generated | None = None
    """The text made of all hits together."""
    properties: Sequence[str] = field(default_factory=tuple)
    """Properties that a step needed and that are returned beside the selected ones."""
