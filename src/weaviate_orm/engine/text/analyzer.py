"""What is done to the texts of one property: folding, tokens, stop words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from weaviate_orm.engine.text import stopwords
from weaviate_orm.engine.text.fold import ascii_fold, kept
from weaviate_orm.engine.text.tokenize import PATTERN_TOKENIZERS, TOKENIZERS

if TYPE_CHECKING:
    from weaviate_orm.engine.schema.definition import (
        Folding,
        InvertedDefinition,
        PropertyDefinition,
    )


@dataclass(frozen=True, slots=True)
class Analyzer:
    """The analysis of a property's texts, values and queries alike."""

    tokenization: str
    ascii_folding: bool = False
    keep: frozenset[str] = frozenset()
    """Characters that the folding leaves alone."""
    stopwords: frozenset[str] = frozenset()
    preset: str | None = None
    """The property's own stop word preset."""

    def tokens(self, text: str) -> list[str]:
        """The tokens of a text as an index holds them, in order, with repeats."""
        return TOKENIZERS[self.tokenization](self._folded(text))

    def query_tokens(self, text: str) -> list[str]:
        """The tokens that a query or a filter value asks for: stop words count with `word` only."""
        tokens = self.tokens(text)
        if self.tokenization != "word":
            return tokens
        return [token for token in tokens if token not in self.stopwords]

    def pattern_tokens(self, text: str) -> list[str]:
        """The tokens of a `Like` value, wildcards in them; stop words stay."""
        return PATTERN_TOKENIZERS[self.tokenization](self._folded(text))

    def _folded(self, text: str) -> str:
        return ascii_fold(text, self.keep) if self.ascii_folding else text


def analyzer_of(inverted: InvertedDefinition, prop: PropertyDefinition) -> Analyzer:
    """The analyzer of a text property."""
    folding = prop.folding
    return Analyzer(
        tokenization=prop.tokenization,
        ascii_folding=folding.ascii_fold,
        keep=kept(folding.ignore),
        stopwords=stopwords_of(inverted, folding),
        preset=folding.stopword_preset,
    )


def stopwords_of(inverted: InvertedDefinition, folding: Folding) -> frozenset[str]:
    """The stop words of a property: those of its preset, else those of its collection."""
    preset = folding.stopword_preset
    if preset is None:
        own = inverted.stopwords
        return stopwords.effective(own.preset, own.additions, own.removals)
    if preset in inverted.stopword_presets:
        return frozenset(inverted.stopword_presets[preset])
    return stopwords.PRESETS[preset]
