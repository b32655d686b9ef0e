"""Postings: for each term the slots that hold it and how often, in a few compressed runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from weaviate_orm.engine.index.arrays import smallest_unsigned

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Run(NamedTuple):
    """The postings of consecutive slots.

    Terms are numbers. Those of term `terms[i]` stand from `offsets[i]` to `offsets[i + 1]`, by
    slot.
    """

    terms: NDArray[np.uint32]
    offsets: NDArray[np.int64]
    slots: NDArray[np.uint32]
    frequencies: NDArray[np.unsignedinteger]
    dense: bool
    """The terms are 0, 1, 2, … without a gap."""

    def bounds(self, term: int) -> tuple[int, int]:
        """Where the postings of a term begin and end."""
        if self.dense:
            at = term
            if at >= len(self.terms):
                return 0, 0
        else:
            at = int(self.terms.searchsorted(np.uint32(term)))
            if at == len(self.terms) or self.terms[at] != term:
                return 0, 0
        return int(self.offsets[at]), int(self.offsets[at + 1])


def make_run(terms: NDArray[np.uint32], slots: NDArray[np.uint32]) -> Run:
    """A run from one (term, slot) for every token, in any order."""
    keys = terms.astype(np.uint64) << np.uint64(32) | slots
    keys.sort()
    starts = _starts(keys)
    frequencies = np.diff(starts, append=len(keys))
    keys = keys[starts]
    run_terms = (keys >> np.uint64(32)).astype(np.uint32)
    firsts = _starts(run_terms)
    distinct = run_terms[firsts]
    most = int(frequencies.max(initial=0))
    return Run(
        terms=distinct,
        offsets=np.append(firsts, len(keys)),
        slots=keys.astype(np.uint32),  # the lower half
        frequencies=frequencies.astype(smallest_unsigned(most)),
        dense=_is_dense(distinct),
    )


def merged(old: Run, new: Run) -> Run:
    """One run of two whose slots follow each other."""
    terms = np.union1d(old.terms, new.terms)
    counts = np.zeros((len(terms), 2), np.int64)
    counts[terms.searchsorted(old.terms), 0] = np.diff(old.offsets)
    counts[terms.searchsorted(new.terms), 1] = np.diff(new.offsets)
    from_new = np.repeat(np.tile([False, True], len(terms)), counts.ravel())
    offsets = np.zeros(len(terms) + 1, np.int64)
    np.cumsum(counts.sum(axis=1), out=offsets[1:])
    frequency = np.promote_types(old.frequencies.dtype, new.frequencies.dtype)
    slots = np.empty(len(from_new), np.uint32)
    frequencies = np.empty(len(from_new), frequency)
    slots[from_new], frequencies[from_new] = new.slots, new.frequencies
    np.logical_not(from_new, out=from_new)
    slots[from_new], frequencies[from_new] = old.slots, old.frequencies
    return Run(terms, offsets, slots, frequencies, _is_dense(terms))


def add_run(runs: list[Run], run: Run) -> None:
    """Append a run, and merge so that each is at least twice as long as the next."""
    runs.append(run)
    while len(runs) > 1 and len(runs[-2].slots) < 2 * len(runs[-1].slots):
        new = runs.pop()
        runs[-1] = merged(runs[-1], new)


def slots_of_terms(runs: list[Run], terms: NDArray[np.intp], vocabulary: int) -> NDArray[np.uint32]:
    """The slots that hold any of `terms`, in any order, with repeats."""
    wanted = np.zeros(vocabulary, np.bool_)
    wanted[terms] = True
    parts = [run.slots[:0] for run in runs[:1]]
    for run in runs:
        chosen = np.flatnonzero(wanted[run.terms])
        if len(chosen) * 8 < len(run.terms):
            parts.append(run.slots[_positions(run, chosen)])
        else:
            parts.append(run.slots[np.repeat(wanted[run.terms], np.diff(run.offsets))])
    return np.concatenate(parts) if parts else np.empty(0, np.uint32)


def ranked_slots(
    runs: list[Run], terms: NDArray[np.intp]
) -> tuple[NDArray[np.intp], NDArray[np.uint32]]:
    """The slots of `terms` one term after the other, and for each the place of its term."""
    ranks: list[NDArray[np.intp]] = [np.empty(0, np.intp)]
    slots: list[NDArray[np.uint32]] = [np.empty(0, np.uint32)]
    for run in runs:
        at = run.terms.searchsorted(terms)
        at[at == len(run.terms)] = 0
        places = np.flatnonzero(run.terms[at] == terms)
        chosen = at[places]
        slots.append(run.slots[_positions(run, chosen)])
        ranks.append(np.repeat(places, np.diff(run.offsets)[chosen]))
    rank = np.concatenate(ranks)
    order = np.argsort(rank, kind="stable")
    return rank[order], np.concatenate(slots)[order]


def _positions(run: Run, chosen: NDArray[np.intp]) -> NDArray[np.intp]:
    """Where the postings of the chosen terms stand."""
    starts = run.offsets[chosen]
    counts = run.offsets[chosen + 1] - starts
    shifts: NDArray[np.int64] = starts - (np.cumsum(counts) - counts)
    return np.repeat(shifts, counts) + np.arange(int(counts.sum()))


def _starts(keys: NDArray[np.unsignedinteger]) -> NDArray[np.intp]:
    """Where a value of a sorted array differs from the one before."""
    different = np.empty(len(keys), np.bool_)
    different[:1] = True
    np.not_equal(keys[1:], keys[:-1], out=different[1:])
    return np.flatnonzero(different)


def _is_dense(terms: NDArray[np.uint32]) -> bool:
    return bool(len(terms)) and int(terms[-1]) == len(terms) - 1
