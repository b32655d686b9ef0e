"""Stop words: words that a query leaves out. An index holds them like all others."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_ENGLISH = (
    "a an and are as at be but by for if in into is it no not of on or such that the their then "
    "there these they this to was will with"
)
EN = frozenset(_ENGLISH.split())
PRESETS: Mapping[str, frozenset[str]] = MappingProxyType({"en": EN, "none": frozenset()})
"""The built-in lists."""


def effective(
    preset: str, additions: Sequence[str] = (), removals: Sequence[str] = ()
) -> frozenset[str]:
    """The words of a built-in preset ('' = `en`) and of `additions`, without `removals`."""
    return PRESETS[preset or "en"].union(additions).difference(removals)


def lists_fault(preset: str, additions: Sequence[str], removals: Sequence[str]) -> str | None:
    """What is wrong with the `stopwords` of a collection; None = nothing."""
    if preset and preset not in PRESETS:
        return f"stopwordPreset '{preset}' does not exist"
    for member, words in (("additions", additions), ("removals", removals)):
        if not all(word.strip() for word in words):
            return f"cannot use whitespace in stopword.{member}"
    removed = frozenset(removals)
    for word in additions:
        if word in removed:
            return f"found '{word}' in both stopwords.additions and stopwords.removals"
    return None


def presets_fault(presets: Mapping[str, Sequence[str]]) -> str | None:
    """What is wrong with `stopwordPresets`; None = nothing."""
    for name, words in presets.items():
        if not name.strip():
            return "stopwordPresets: preset name must not be empty or whitespace-only"
        if not words:
            return f'stopwordPresets: preset "{name}" must have at least one word'
        if not all(word.strip() for word in words):
            return f'stopwordPresets: preset "{name}" contains empty or whitespace-only word'
    return None
