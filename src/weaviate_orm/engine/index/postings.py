"""The index of a text property, for filters and keyword search alike."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import chain
from typing import TYPE_CHECKING, cast

import numpy as np

from weaviate_orm.engine.index.arrays import Growing
from weaviate_orm.engine.index.like import TermTable
from weaviate_orm.engine.index.runs import Run, add_run, make_run, ranked_slots, slots_of_terms
from weaviate_orm.engine.store.rows import IndexKey, Origin
from weaviate_orm.engine.text.analyzer import analyzer_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from weaviate_orm.engine.store.rows import Rows
    from weaviate_orm.engine.store.shard import Shard


class _Vocabulary(dict[str, int]):
    """Terms with their numbers; a term that is asked for gets one."""

    def __missing__(self, term: str) -> int:
        number = self[term] = len(self)
        return number


class Postings:
    """Which slots hold a term and how often, and how many tokens each slot has.

    Slots of old versions stay in it: whoever asks looks at the shard's `live`.
    """

    def __init__(self, shard: Shard, name: str) -> None:
        definition = shard.definition
        self._name = name
        self._tokens = analyzer_of(definition.inverted, definition.properties[name]).tokens
        self._vocabulary = _Vocabulary()
        self._runs: list[Run] = []
        self._lengths: Growing[np.uint32] = Growing(np.uint32)
        self._averages = _AverageLength()
        self._table = TermTable()

    def extend(self, rows: Rows) -> None:
        tokens: list[str] = []
        lengths: list[int] = []
        before = 0
        for value in rows.column(self._name):
            if value is not None:
                tokens += self._tokens_of(value)
            after = len(tokens)
            lengths.append(after - before)
            before = after
        counts = np.array(lengths, np.uint32)
        self._lengths.extend(counts)
        if tokens:
            of_references = np.zeros(len(rows), np.bool_)
            of_references[list(rows.of(Origin.APPENDED))] = True
            self._averages.add(np.asarray(rows.docs, np.intp), counts, of_references)
            numbers = map(self._vocabulary.__getitem__, tokens)
            terms = np.fromiter(numbers, np.uint32, len(tokens))
            slots = np.arange(rows.start, rows.start + len(rows), dtype=np.uint32)
            add_run(self._runs, make_run(terms, np.repeat(slots, counts)))

    def _tokens_of(self, value: object) -> Sequence[str]:
        if isinstance(value, str):
            return self._tokens(value)
        texts = cast("list[str]", value)  # a text[] property holds nothing else
        return [token for text in texts for token in self._tokens(text)]

    # Terms ----------------------------------------------------------------------------------------

    def slots_with(self, term: str) -> NDArray[np.uint32]:
        """The slots that hold a term, in their order."""
        number = self._vocabulary.get(term)
        if number is None:
            return np.empty(0, np.uint32)
        parts = [run.slots[slice(*run.bounds(number))] for run in self._runs]
        return np.concatenate(parts)

    def frequencies(self, term: str) -> tuple[NDArray[np.uint32], NDArray[np.unsignedinteger]]:
        """The slots that hold a term, in their order, and how often each does."""
        number = self._vocabulary.get(term)
        if number is None:
            return np.empty(0, np.uint32), np.empty(0, np.uint8)
        bounds = [run.bounds(number) for run in self._runs]
        found = [(run, a, b) for run, (a, b) in zip(self._runs, bounds, strict=True) if a < b]
        if len(found) == 1:
            ((run, a, b),) = found
            return run.slots[a:b], run.frequencies[a:b]
        slots = np.concatenate([run.slots[a:b] for run, a, b in found])
        return slots, np.concatenate([run.frequencies[a:b] for run, a, b in found])

    def terms_between(self, low: str | None, high: str | None, *, above: bool, upto: bool) -> Terms:
        """The terms from `low` (`above`: without it) to `high` (`upto`: with it), in byte order."""
        ordered = self._ordered()
        start, stop = 0, len(ordered.terms)
        if low is not None:
            start = (bisect_right if above else bisect_left)(ordered.terms, low)
        if high is not None:
            stop = (bisect_right if upto else bisect_left)(ordered.terms, high)
        return Terms(self, ordered.numbers[start:stop])

    def terms_like(self, pattern: str) -> Terms:
        """The terms that a `Like` pattern matches, in byte order."""
        ordered = self._ordered()
        return Terms(self, ordered.numbers[ordered.matching(pattern)])

    def _ordered(self) -> TermTable:
        if len(self._table.terms) != len(self._vocabulary):
            known = len(self._table.terms)
            fresh = [*self._vocabulary][known:]
            self._table = TermTable.made(sorted(chain(self._table.terms, fresh)), self._vocabulary)
        return self._table

    @property
    def runs(self) -> list[Run]:
        return self._runs

    @property
    def vocabulary_size(self) -> int:
        return len(self._vocabulary)

    # Lengths --------------------------------------------------------------------------------------

    @property
    def lengths(self) -> NDArray[np.uint32]:
        """Tokens of each slot, repeats counted."""
        return self._lengths.view

    @property
    def average_length(self) -> float:
        """Mean length of the objects that ever had tokens, each with the length it had first."""
        return self._averages.value


class Terms:
    """Some terms of a property, in byte order."""

    def __init__(self, postings: Postings, numbers: NDArray[np.intp]) -> None:
        self._postings = postings
        self._numbers = numbers

    def __len__(self) -> int:
        return len(self._numbers)

    def slots(self) -> NDArray[np.uint32]:
        """The slots that hold any of them, in any order, with repeats."""
        return slots_of_terms(self._postings.runs, self._numbers, self._postings.vocabulary_size)

    def ranked(self, start: int, stop: int) -> tuple[NDArray[np.intp], NDArray[np.uint32]]:
        """Slots of the terms `start` to `stop`, term by term, with the place of each term."""
        ranks, slots = ranked_slots(self._postings.runs, self._numbers[start:stop])
        return ranks + start, slots


class _AverageLength:
    """Two counters that deletions and later versions do not change.

    The server keeps them so until it writes a segment. Of the shard's first document it counts
    every version, which is imitated.
    """

    def __init__(self) -> None:
        self._sum = 0
        self._count = 0
        self._seen = np.zeros(0, np.bool_)

    def add(
        self,
        docs: NDArray[np.intp],
        lengths: NDArray[np.uint32],
        of_references: NDArray[np.bool_],
    ) -> None:
        """Take up versions; of some a batch has appended nothing but references."""
        has_tokens = lengths > 0
        docs, lengths = docs[has_tokens], lengths[has_tokens]
        if not len(docs):
            return
        most = int(docs.max())
        if most >= len(self._seen):
            seen = np.zeros(max(most + 1, len(self._seen) * 3 // 2), np.bool_)
            seen[: len(self._seen)] = self._seen
            self._seen = seen
        first = np.zeros(len(docs), np.bool_)
        first[np.unique(docs, return_index=True)[1]] = True
        counted = (first & ~self._seen[docs]) | ((docs == 0) & ~of_references[has_tokens])
        self._sum += int(lengths[counted].sum())
        self._count += int(np.count_nonzero(counted))
        self._seen[docs] = True

    @property
    def value(self) -> float:
        return self._sum / self._count if self._count else 0.0


def postings_of(shard: Shard, name: str) -> Postings:
    """The index of a text property of a shard."""
    return shard.index(IndexKey(Postings, name))
