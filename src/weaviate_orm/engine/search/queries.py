"""The query vectors of near_vector and of hybrid, read from the many fields they may stand in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from weaviate_orm.engine.errors import CallError
from weaviate_orm.engine.vectors.distances import Floats
from weaviate_orm.engine.vectors.encoding import decode, decode_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weaviate_orm.engine.schema.definition import CollectionDefinition
    from weaviate_orm.engine.search.targets import Targets
    from weaviate_orm.wire import messages

_MULTI = 2
"""`Vectors.VECTOR_TYPE_MULTI_FP32`."""
_NO_ROWS: Final[Floats] = np.empty((0, 0), np.float32)


@dataclass(frozen=True, slots=True)
class Query:
    """A vector, or the rows of a multi-vector, for one target."""

    target: str
    vector: Floats

    @property
    def is_multi(self) -> bool:
        return self.vector.ndim == 2


def is_empty(queries: Sequence[Query]) -> bool:
    """Whether there is nothing to compare with: a single vector, without numbers."""
    return len(queries) == 1 and not len(queries[0].vector)


def of_near_vector(
    definition: CollectionDefinition, targets: Targets, message: messages.NearVector
) -> tuple[Query, ...]:
    """The legs of a near_vector; several for a target that is given several vectors.

    Raises:
        CallError: no vector, too many, of the wrong kind, or none for a target.
    """
    plain = of_plain(message.vectors, message.vector_bytes, message.vector, "near_vector")
    if plain is not None:
        return for_all(definition, targets, plain)
    distinct = targets.distinct
    if message.vector_for_targets:
        entries = list(message.vector_for_targets)
        given = [entry.name for entry in entries]
        if len(entries) != len(distinct):
            raise CallError(
                "near_vector: vector for target must have the same lengths as target vectors"
            )
        for name, entry in zip(distinct, entries, strict=True):
            if entry.name != name:
                raise _lacking(name, distinct, given)
        return tuple(
            Query(entry.name, vector)
            for place, entry in enumerate(entries)
            for vector in _of_target(definition, entry, place)
        )
    if message.vector_per_target:
        vectors = dict(message.vector_per_target)
        if len(vectors) != len(targets.names):
            raise CallError("near_vector: vector per target must be provided for all targets")
        for name in distinct:
            if name not in vectors:
                raise _lacking(name, distinct, sorted(vectors))
        return tuple(
            Query(name, _NO_ROWS if definition.vectors[name].multi else decode(vectors[name]))
            for name in targets.names
        )
    raise CallError("near_vector: vector is required")


def _lacking(name: str, distinct: Sequence[str], given: Sequence[str]) -> CallError:
    return CallError(
        f"near_vector: vector for target {name} is required. All target vectors: "
        f"[{' '.join(distinct)}] all vectors for targets [{' '.join(given)}]"
    )


def _of_target(
    definition: CollectionDefinition, entry: messages.VectorForTarget, place: int
) -> list[Floats]:
    """One vector for each leg of the target; `place` is that of the entry among the others."""
    if not entry.vectors:
        return [decode(entry.vector_bytes)]
    words = f"near_vector: vector for targets: extract vectors[{place}]: "
    multi = [
        _rows(v, f"{words}vectors[{number}]: extract vector: ")
        for number, v in enumerate(entry.vectors)
        if v.type == _MULTI
    ]
    if definition.vectors[entry.name].multi:
        return multi or [_together([decode(v.vector_bytes) for v in entry.vectors])]
    if multi:  # a list of plain vectors in one message; plain ones beside it are not read
        return [row for rows in multi for row in rows]
    return [decode(v.vector_bytes) for v in entry.vectors]


def _together(rows: Sequence[Floats]) -> Floats:
    """Plain vectors as the rows of a multi-vector, as long as the first one."""
    width = len(rows[0])
    return np.stack([row[:width] for row in rows if len(row) >= width])


@dataclass(frozen=True, slots=True)
class Plain:
    """A query vector that is not meant for a target of its own."""

    vector: Floats
    multi: bool

    @property
    def is_empty(self) -> bool:
        return self.vector.size == 0


def of_plain(
    vectors: Sequence[messages.Vectors], raw: bytes, old: Sequence[float], where: str
) -> Plain | None:
    """The vector of `vectors`, else of the older fields; None if there is none.

    Raises:
        CallError: there are several.
    """
    if len(vectors) > 1:
        raise CallError(f"{where}: only 1 vector supported, found {len(vectors)} vectors")
    if vectors:
        if vectors[0].type == _MULTI:
            return Plain(_rows(vectors[0], f"{where}: extract vector: "), multi=True)
        return Plain(decode(vectors[0].vector_bytes), multi=False)
    if raw:
        return Plain(decode(raw), multi=False)
    if old:
        return Plain(np.array(old, np.float32), multi=False)
    return None


def for_all(
    definition: CollectionDefinition, targets: Targets, plain: Plain, *, lenient: bool = False
) -> tuple[Query, ...]:
    """The same vector for every target.

    `lenient`: a plain one is a row of a multi-vector too, and the other way round it is the
    search that fails.

    Raises:
        CallError: a target is of the other kind.
    """
    found: list[Query] = []
    for name in targets.names:
        multi = name in definition.vectors and definition.vectors[name].multi
        if plain.multi and not multi and not lenient:
            raise CallError(
                "near_vector: provided vector is a multi vector but vector index supports "
                "regular vectors"
            )
        if multi and not plain.multi and not lenient:
            raise CallError(
                "near_vector: provided vector is a regular vector but vector index supports "
                "multi vectors"
            )
        rows = plain.vector[None, :] if multi and not plain.multi else plain.vector
        found.append(Query(name, rows))
    return tuple(found)


def _rows(vectors: messages.Vectors, words: str) -> Floats:
    try:
        return decode_rows(vectors.vector_bytes)
    except ValueError as error:
        raise CallError(f"{words}{error}") from None
