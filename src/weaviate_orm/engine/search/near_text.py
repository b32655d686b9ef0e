"""near_text: words to a query vector, pulled towards some things and pushed from others."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from weaviate_orm.engine.errors import CallError, Unsupported
from weaviate_orm.engine.modules.local import ModuleFault
from weaviate_orm.engine.text.literals import format_float, parse_uuid
from weaviate_orm.engine.write.ids import id_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weaviate_orm.engine.modules.registry import Modules, TextVectorizer
    from weaviate_orm.engine.schema.definition import CollectionDefinition, VectorDefinition
    from weaviate_orm.engine.store.shard import Shard
    from weaviate_orm.engine.vectors.distances import Floats
    from weaviate_orm.wire import messages


@dataclass(frozen=True, slots=True)
class Move:
    """A pull or a push. Up to a force of 0 there is none."""

    force: float = 0.0
    concepts: tuple[str, ...] = ()
    objects: tuple[bytes, ...] = ()
    """Ids of objects of the same collection."""

    @property
    def is_empty(self) -> bool:
        return not self.concepts and not self.objects


@dataclass(frozen=True, slots=True)
class ByText:
    """Words, and where they are moved."""

    concepts: tuple[str, ...]
    to: Move = field(default_factory=Move)
    away: Move = field(default_factory=Move)
    conflicting: bool = False
    """Both a distance and a certainty were given."""

    def without_objects(self) -> ByText:
        """The same as a hybrid search takes it: moves by words alone."""
        to = Move(self.to.force, self.to.concepts)
        return ByText(self.concepts, to, Move(self.away.force, self.away.concepts))


class TextFault(Exception):
    """A near_text that cannot run; `str()` is the text behind the caller's words."""


def read(message: messages.NearTextSearch) -> ByText:
    """Read a near_text.

    Raises:
        CallError: an id is none.
    """
    return ByText(
        tuple(message.query),
        _move(message.move_to) if message.HasField("move_to") else Move(),
        _move(message.move_away) if message.HasField("move_away") else Move(),
        message.HasField("distance") and message.HasField("certainty"),
    )


def _move(message: messages.NearTextSearch.Move) -> Move:
    try:
        objects = tuple(parse_uuid(text) for text in message.uuids)
    except ValueError as error:
        raise CallError(str(error)) from None
    return Move(message.force, tuple(message.concepts), objects)


def check(text: ByText, modules: Modules, definition: CollectionDefinition) -> None:
    """What is wrong before anything is vectorized.

    Raises:
        TextFault: nothing in the collection takes words, or the parameters do not go together.
    """
    vectorizers = (modules.vectorizer(vector) for vector in definition.vectors.values())
    if not any(found is not None and found.near_text for found in vectorizers):
        refuse_lacking(modules, definition, "near_text")
        raise TextFault(
            f"could not vectorize input for collection {definition.name} with search-type "
            "nearText. Make sure a vectorizer module is configured for this collection"
        )
    for move, name in ((text.to, "moveTo"), (text.away, "moveAwayFrom")):
        if move.force > 0 and move.is_empty:
            raise TextFault(
                f"'nearText.{name}' parameter needs to have defined either 'concepts' or "
                "'objects' fields"
            )
    if text.conflicting:
        raise TextFault("nearText cannot provide both distance and certainty")


def refuse_lacking(modules: Modules, definition: CollectionDefinition, what: str) -> None:
    """Refuse what a server could do with a vectorizer that the engine does not have.

    Raises:
        Unsupported: the collection configures such a one.
    """
    lacking = modules.lacking(definition)
    if lacking is not None:
        raise Unsupported(f"The embedded engine has no {lacking}, so no {what} by it.")


def vectors(
    text: ByText, modules: Modules, shard: Shard, names: Sequence[str], limit: int
) -> list[Floats]:
    """The query vector for each of the targets; an empty one if there are no words.

    Raises:
        TextFault: a target takes no words, or its module failed.
    """
    found: list[TextVectorizer] = []
    for name in names:
        vectorizer = modules.vectorizer(shard.definition.vectors[name])
        if vectorizer is None:
            raise TextFault(
                f"vectorize params: could not vectorize input for collection "
                f"{shard.definition.name} with search-type nearText, targetVector {name} and "
                f"parameters {_shown(text, names, limit)}. Make sure a vectorizer module is "
                "configured for this class"
            )
        found.append(vectorizer)
    try:
        return [
            _vector(text, vectorizer, shard, shard.definition.vectors[name])
            for name, vectorizer in zip(names, found, strict=True)
        ]
    except ModuleFault as fault:
        raise TextFault(f"vectorize params: vectorize params: {fault}") from None


def _vector(
    text: ByText, vectorizer: TextVectorizer, shard: Shard, target: VectorDefinition
) -> Floats:
    if not text.concepts:
        return np.empty(0, np.float32)
    query = _embedded(vectorizer, text.concepts, "keywords")
    if not vectorizer.near_text:  # it takes each word by itself and knows no moves
        return query
    if text.to.force > 0 and not text.to.is_empty:
        if text.to.force > 1:
            raise ModuleFault(f"movement: force must be between 0 and 1: got {text.to.force:f}")
        goal = _goal(text.to, vectorizer, shard, target, "to")
        _check_lengths(query, goal, "movement")
        query = _sum(query, 1 - text.to.force * 0.5, goal, text.to.force * 0.5)
    if text.away.force > 0 and not text.away.is_empty:
        goal = _goal(text.away, vectorizer, shard, target, "away from")
        _check_lengths(query, goal, "movement (moveAwayFrom)")
        query = _sum(query, 1, query - goal, text.away.force * 0.5)
    return query


def _goal(
    move: Move, vectorizer: TextVectorizer, shard: Shard, target: VectorDefinition, where: str
) -> Floats:
    """The mean of the words (together one entry) and of each object."""
    entries: list[Floats] = []
    if move.concepts:
        entries.append(_embedded(vectorizer, move.concepts, f"move {where}"))
    for uuid in move.objects:
        slot = shard.slot_of(uuid)
        found = None if slot is None else shard.vectors(target.name).vector(slot)
        if found is None:
            raise ModuleFault(f"vectorize move {where}: vector not found")
        entries.append(found)
    return _mean(entries)


def _embedded(vectorizer: TextVectorizer, texts: Sequence[str], where: str) -> Floats:
    try:
        return _mean(vectorizer.vectors(texts))
    except ModuleFault as fault:
        raise ModuleFault(f"vectorize {where}: {fault}") from None


def _mean(vectors: Sequence[Floats]) -> Floats:
    """Component by component; a shorter vector counts for the components that it has."""
    total = np.zeros(max(len(v) for v in vectors), np.float32)
    count = np.zeros(len(total), np.float32)
    for vector in vectors:
        total[: len(vector)] += vector
        count[: len(vector)] += 1
    return total / count


def _sum(a: Floats, a_weight: float, b: Floats, b_weight: float) -> Floats:
    with np.errstate(invalid="ignore", over="ignore"):  # forces that are no numbers
        total: Floats = np.add(a * np.float32(a_weight), b * np.float32(b_weight), dtype=np.float32)
    return total


def _check_lengths(a: Floats, b: Floats, where: str) -> None:
    if len(a) != len(b):
        raise ModuleFault(f"{where}: vector lengths don't match: got {len(a)} and {len(b)}")


def _shown(text: ByText, names: Sequence[str], limit: int) -> str:
    """The parameters as the server's language prints them."""

    def move(m: Move) -> str:
        ids = " ".join(f"{{{id_text(uuid)} }}" for uuid in m.objects)
        return f"{{[{' '.join(m.concepts)}] {format_float(m.force)} [{ids}]}}"

    return (
        f"&{{[{' '.join(text.concepts)}] {limit} {move(text.to)} {move(text.away)} 0 0 "
        f"false false false [{' '.join(names)}]}}"
    )
