"""Keyword search over the text properties of a shard."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from weaviate_orm.engine.index.postings import postings_of
from weaviate_orm.engine.search.scoring import (
    Saturation,
    Scored,
    best,
    inverse_document_frequency,
    summed,
)
from weaviate_orm.engine.text.analyzer import Analyzer, analyzer_of
from weaviate_orm.engine.text.literals import OutOfRange, parse_float

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from weaviate_orm.engine.index.matches import Matches
    from weaviate_orm.engine.index.postings import Postings
    from weaviate_orm.engine.schema.definition import CollectionDefinition
    from weaviate_orm.engine.store.shard import Shard
    from weaviate_orm.wire import messages


class Match(IntEnum):
    """How the tokens of a query are combined, by the numbers of the wire (0 = OR)."""

    OR = 1
    AND = 2
    AND_CROSS = 3


@dataclass(frozen=True, slots=True)
class KeywordSearch:
    """What is looked for, and where."""

    query: str
    properties: tuple[str, ...] = ()
    """`name` or `name^boost`; none = every searchable property."""
    match: Match = Match.OR
    at_least: int = 1
    """So many different tokens a property must hold (with OR)."""


def read_keywords(
    query: str,
    properties: Sequence[str],
    operator: messages.SearchOperatorOptions | None,
) -> KeywordSearch:
    """The keyword search of a bm25 or hybrid message."""
    match, at_least = Match.OR, 1
    if operator is not None:
        if int(operator.operator) in (Match.AND, Match.AND_CROSS):
            match = Match(int(operator.operator))
        at_least = max(1, operator.minimum_or_tokens_match)
    return KeywordSearch(query, tuple(properties), match, at_least)


class KeywordFault(Exception):
    """A keyword search that cannot run; `str()` is the server's text.

    `place` says how far it came: a caller shows a `bare` text as it is, the others behind
    `object search at index <c>: `, those of the `shard` also behind its own words.
    """

    def __init__(self, message: str, place: str) -> None:
        super().__init__(message, place)
        self.message = message
        self.place = place

    def __str__(self) -> str:
        return self.message

    def located(self, shard: Shard) -> str:
        """The text behind the words of its place."""
        index = shard.definition.index_name
        where = {
            "bare": "",
            "index": f"object search at index {index}: ",
            "shard": f"object search at index {index}: "
            f"local shard object search {index}_{shard.name}: ",
        }
        return where[self.place] + self.message


class KeywordHits(NamedTuple):
    """The best slots: higher scores first, then by the text of the id."""

    slots: list[int]
    scores: list[float]
    explanations: list[str]
    """Empty texts unless they were asked for."""


def search(
    keywords: KeywordSearch,
    shard: Shard,
    depth: int,
    allowed: Matches | None = None,
    *,
    explain: bool = False,
) -> KeywordHits:
    """The best `depth` objects for a query; `allowed` are those that a filter lets through.

    Scores are as in the server's default algorithm. With several properties each of them names
    only its own best objects, a tenth or ten more than `depth`, and these are added up, as there.
    Which of equal scores are among the best is decided by doc id.

    Raises:
        KeywordFault: a property cannot be searched, or the properties do not go together.
    """
    boosts = _boosts(keywords, shard.definition)
    if allowed is not None and not allowed.count():
        return KeywordHits([], [], [])  # the server looks no further, not even at its faults
    groups = _groups(keywords, _fields(boosts, shard))
    run = _Run(shard, allowed, depth)
    if keywords.match is Match.AND_CROSS and groups:
        found = run.across(groups[0])
    else:
        found = run.by_property(groups, keywords)
    places = run.best(found, depth)
    scores: list[float] = found.scores[places].tolist()
    slots: list[int] = found.slots[places].tolist()
    # The order of ids as texts is that of their bytes.
    ranked = sorted(zip(scores, slots, strict=True), key=lambda hit: (-hit[0], shard.uuid(hit[1])))
    return KeywordHits(
        slots=[slot for _, slot in ranked],
        scores=[score for score, _ in ranked],
        explanations=[run.explanation(slot) if explain else "" for _, slot in ranked],
    )


# Which properties ---------------------------------------------------------------------------------


class _Field(NamedTuple):
    name: str
    boost: float
    analyzer: Analyzer
    postings: Postings


def _fields(boosts: Mapping[str, float], shard: Shard) -> list[_Field]:
    definition = shard.definition
    for name in boosts:
        if "." in name:
            raise KeywordFault(f"blockmaxwand: could not find bucket for property {name}", "shard")
    inverted = definition.inverted
    return [
        _Field(
            name,
            boost,
            analyzer_of(inverted, definition.properties[name]),
            postings_of(shard, name),
        )
        for name, boost in boosts.items()
        if boost > -math.inf  # neither that nor a NaN makes a hit
    ]


def _boosts(keywords: KeywordSearch, definition: CollectionDefinition) -> Mapping[str, float]:
    if not keywords.properties:
        names = [p.name for p in definition.properties.values() if p.searchable]
        if not names:
            raise KeywordFault(
                "No properties provided, and no indexed properties found in class", "index"
            )
        return dict.fromkeys(names, 1.0)
    boosts: dict[str, float] = {}
    for given in keywords.properties:
        entry = given[:1].lower() + given[1:]
        name, *rest = entry.split("^")
        prop = definition.properties.get(name.split(".", 1)[0])
        if prop is None or not prop.searchable:
            raise KeywordFault(
                f"Searching by property '{entry}' requires inverted index. Is `indexSearchable` "
                f"option of property '{entry}' enabled? Set it to `true` or leave empty",
                "bare",
            )
        boosts[name] = _boost(rest[0]) if rest else 1.0
    return boosts


def _boost(text: str) -> float:
    """A boost as a 32-bit float; what is no number is 0."""
    try:
        value = parse_float(text)
    except OutOfRange as fault:
        value = fault.nearest
    except ValueError:
        return 0.0
    with np.errstate(over="ignore"):
        return float(np.float32(value))


# Terms and their weights --------------------------------------------------------------------------


class _Group(NamedTuple):
    """Properties that are analysed alike, and what a query asks of them."""

    fields: Sequence[_Field]
    tokens: Mapping[str, int]
    """The different tokens, and how often the query holds each."""


def _groups(keywords: KeywordSearch, fields: Sequence[_Field]) -> list[_Group]:
    grouped: dict[object, list[_Field]] = {}
    for f in fields:
        analyzer = f.analyzer
        key = (analyzer.tokenization, analyzer.ascii_folding, analyzer.keep, analyzer.preset)
        alone = keywords.match is not Match.AND_CROSS and (analyzer.preset or analyzer.keep)
        grouped.setdefault((key, f.name if alone else None), []).append(f)
    if keywords.match is Match.AND_CROSS and len(grouped) > 1:
        raise KeywordFault(
            "blockmaxwand: OPERATOR_AND_CROSS requires all searched properties to share the same "
            "tokenization and analyzer settings",
            "shard",
        )
    return [
        _Group(members, Counter(members[0].analyzer.query_tokens(keywords.query)))
        for members in grouped.values()
    ]


class _Occurrences(NamedTuple):
    """The slots that hold a term in a property, and how often each does."""

    slots: NDArray[np.uint32]
    frequencies: NDArray[np.unsignedinteger]
    objects: int
    """Live ones among them."""


class _Weighed(NamedTuple):
    """What the terms of a query count in one property."""

    field: _Field
    occurrences: Mapping[str, _Occurrences]
    scores: Mapping[str, Scored[np.float64]]


class _Counted(NamedTuple):
    """What a property counts, and for which slots it does."""

    weighed: _Weighed
    slots: NDArray[np.intp]


@dataclass
class _Run:
    """One search of one shard."""

    shard: Shard
    allowed: Matches | None
    depth: int
    explained: list[_Counted] = field(default_factory=list[_Counted])

    def by_property(self, groups: Sequence[_Group], keywords: KeywordSearch) -> Scored[np.float32]:
        """Each property scored by itself, the results added up in 32 bits."""
        parts: list[Scored[np.float32]] = []
        several = sum(len(group.fields) for group in groups) > 1
        cut = max(11 * self.depth // 10, self.depth + 10)
        for group in groups:
            needed = len(group.tokens) if keywords.match is Match.AND else keywords.at_least
            for weighed in self._weighed(group):
                if not weighed.scores:
                    continue
                found = summed(list(weighed.scores.values()), self.shard.slots, needed)
                part = Scored(found.slots, found.scores.astype(np.float32))
                if several:
                    chosen = np.sort(self.best(part, cut))
                    part = Scored(part.slots[chosen], part.scores[chosen])
                self.explained.append(_Counted(weighed, part.slots))
                parts.append(part)
        return summed(parts, self.shard.slots) if parts else _nothing()

    def across(self, group: _Group) -> Scored[np.float32]:
        """Every token in one of the properties; all is added up in 64 bits."""
        by_token: dict[str, list[Scored[np.float64]]] = {token: [] for token in group.tokens}
        for weighed in self._weighed(group):
            for token, scored in weighed.scores.items():
                by_token[token].append(scored)
            for scored in weighed.scores.values():
                self.explained.append(_Counted(weighed, scored.slots))
        if not by_token or not all(by_token.values()):
            return _nothing()
        parts = [summed(scored, self.shard.slots) for scored in by_token.values()]
        found = summed(parts, self.shard.slots, len(parts))
        return Scored(found.slots, found.scores.astype(np.float32))

    def best(self, scored: Scored[np.float32], count: int) -> NDArray[np.intp]:
        """The places of the best scores, best first."""
        docs = None if self.shard.in_doc_order else self.shard.doc
        return best(scored.slots, scored.scores, count, docs)

    def _weighed(self, group: _Group) -> Iterator[_Weighed]:
        found = [
            {token: self._occurrences(f, token) for token in group.tokens} for f in group.fields
        ]
        weights: dict[str, float] = {}
        for token, repeats in group.tokens.items():
            counts = [terms[token].objects for terms in found if terms[token].objects]
            if counts:
                idf = inverse_document_frequency(self.shard.count(), counts)
                weights[token] = idf * repeats
        for f, terms in zip(group.fields, found, strict=True):
            there = {token: terms[token] for token in weights if terms[token].objects}
            yield _Weighed(f, there, self._scores(f, there, weights))

    def _occurrences(self, f: _Field, token: str) -> _Occurrences:
        slots, frequencies = f.postings.frequencies(token)
        if self.shard.count() == self.shard.slots:
            return _Occurrences(slots, frequencies, len(slots))
        live = self.shard.live[slots]
        return _Occurrences(slots[live], frequencies[live], int(np.count_nonzero(live)))

    def _scores(
        self, f: _Field, terms: Mapping[str, _Occurrences], weights: Mapping[str, float]
    ) -> Mapping[str, Scored[np.float64]]:
        inverted = self.shard.definition.inverted
        saturation = Saturation(
            # The server stores both in 32 bits.
            k1=float(np.float32(inverted.k1)),
            b=float(np.float32(inverted.b)),
            average_length=f.postings.average_length,
        )
        scores: dict[str, Scored[np.float64]] = {}
        for token, (slots, frequencies, _) in terms.items():
            places, counts = slots.astype(np.intp), frequencies
            if self.allowed is not None:
                kept = self.allowed.mask()[places]
                places, counts = places[kept], counts[kept]
            found = saturation.of(counts, f.postings.lengths[places])
            found *= weights[token] * f.boost
            scores[token] = Scored(places, found)
        return scores

    def explanation(self, slot: int) -> str:
        """The pieces of `explain_score`: for each term what the last property saw of it."""
        seen: dict[str, tuple[int, int]] = {}
        for weighed, contributing in self.explained:
            if not _holds(contributing, slot):
                continue
            length = int(weighed.field.postings.lengths[slot])
            for token, (slots, frequencies, _) in weighed.occurrences.items():
                at = int(slots.searchsorted(np.uint32(slot)))
                if at < len(slots) and slots[at] == slot:
                    seen[token] = int(frequencies[at]), length
        return "".join(
            f", BM25F_{token}_frequency:{frequency}, BM25F_{token}_propLength:{length}"
            for token, (frequency, length) in seen.items()
        )


def _holds(slots: NDArray[np.intp], slot: int) -> bool:
    at = int(slots.searchsorted(slot))
    return at < len(slots) and int(slots[at]) == slot


def _nothing() -> Scored[np.float32]:
    return Scored(np.empty(0, np.intp), np.empty(0, np.float32))
