"""Keyword search."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tests.engine.naive.things import Thing, Things, words, words_of


@dataclass(frozen=True)
class Keywords:
    """Keyword search over the texts of some objects."""

    stopwords: frozenset[str] = frozenset()
    k1: float = 1.2
    b: float = 0.75

    def search(
        self,
        things: Things,
        query: str,
        boosts: Mapping[str, float],
        depth: int,
        match: str = "OR",
        at_least: int = 1,
        allowed: Callable[[Thing], bool] = lambda _: True,
    ) -> list[tuple[int, float]]:
        """(number, score) of the best: those of equal scores by doc id."""
        parts: list[dict[int, np.float32]] = []
        tokenizations = dict.fromkeys(things.kinds[name].tokenization for name in boosts)
        for tokenization in tokenizations:
            names = [name for name in boosts if things.kinds[name].tokenization == tokenization]
            tokens = words(query, tokenization)
            if tokenization == "word":
                tokens = [token for token in tokens if token not in self.stopwords]
            weights = _weights(things, tokens, names)
            needed = len(dict.fromkeys(tokens)) if match == "AND" else at_least
            for name in names:
                scored = self._scored(things, name, weights, boosts[name], needed)
                parts.append(
                    {t.doc: scored[t.doc] for t in things if t.doc in scored and allowed(t)}
                )
        totals: dict[int, np.float32] = {}
        for part in parts:
            kept = list(part)
            if len(boosts) > 1:
                cut = math.floor(max(1.1 * depth, depth + 10))
                kept = sorted(part, key=lambda doc: (-part[doc], doc))[:cut]
            for doc in kept:
                totals[doc] = np.float32(totals.get(doc, np.float32(0)) + part[doc])
        best = sorted(totals, key=lambda doc: (-totals[doc], doc))[:depth]
        by_doc = {thing.doc: thing.number for thing in things}
        return [(by_doc[doc], float(totals[doc])) for doc in best]

    def _scored(
        self, things: Things, name: str, weights: Mapping[str, float], boost: float, needed: int
    ) -> dict[int, np.float32]:
        found: dict[int, np.float32] = {}
        for thing in things:
            held = words_of(things.kinds[name], thing.values.get(name))
            present = [token for token in weights if token in held]
            if present and len(present) >= needed:
                average = things.average_length(name)
                score = sum(
                    self._part(held, token, average) * (weights[token] * boost) for token in present
                )
                found[thing.doc] = np.float32(score)
        return found

    def _part(self, held: Sequence[str], token: str, average: float) -> float:
        k1 = float(np.float32(self.k1))
        frequency = held.count(token)
        return frequency / (len(held) * (k1 * self.b / average) + k1 * (1 - self.b) + frequency)


def _weights(things: Things, tokens: Sequence[str], names: Sequence[str]) -> dict[str, float]:
    weights: dict[str, float] = {}
    for token in dict.fromkeys(tokens):
        counts = [
            sum(token in words_of(things.kinds[name], t.values.get(name)) for t in things)
            for name in names
        ]
        there = [count for count in counts if count]
        if there:
            mean = sum(there) // len(there)
            objects = max(len(things), mean)
            idf = math.log(1 + (objects - mean + 0.5) / (mean + 0.5))
            weights[token] = idf * tokens.count(token)
    return weights
