"""From search results to attribute values.

Results are decoded together, column by column: see ``weaviate_orm.wire.types.reading``. Nothing
is validated here; the types of what comes are known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from operator import attrgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypeAlias, TypeVar

from weaviate_orm.errors import UnexpectedReply
from weaviate_orm.wire import vectors
from weaviate_orm.wire.selection import (
    MetadataName,
    ReferenceSelection,
    Selection,
    members,
    references,
    vector_shapes,
)
from weaviate_orm.wire.types.nested import column_of
from weaviate_orm.wire.types.reading import Unreadable, dicts_of
from weaviate_orm.wire.types.uuid import from_bytes

if TYPE_CHECKING:
    from uuid import UUID

    from weaviate_orm.wire import messages as pb
    from weaviate_orm.wire.shape import CollectionShape, VectorShape
    from weaviate_orm.wire.types.reading import Fields, Rows
    from weaviate_orm.wire.vectors import Array

_MULTI: Final = 2
"""``Vectors.VECTOR_TYPE_MULTI_FP32``"""
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_LAST_OF_32_BITS: Final = 2**32 * 1000
"""In the year 2106."""
_LAST_MILLISECOND: Final = 9_999_999_999_999
"""In the year 2286; larger times are nanoseconds."""


MadeT = TypeVar("MadeT")

Row: TypeAlias = dict[str, object]
"""One object's values by attribute: ``id`` and what was selected.

A reference is the list of what was made of its targets, in stored order, or of their ids where
only these were asked for; the server leaves out targets that do not exist any more. A vector is a
read-only array, or None where the object has none.
"""

Make: TypeAlias = "Callable[[CollectionShape, list[Row]], Sequence[MadeT]]"
"""Makes of rows what the caller wants, such as instances of a model; the rows are its own then.

It is called for referenced objects before those that refer to them, and has a row for each time
that one occurs.
"""


def as_they_are(_: CollectionShape, rows: list[Row]) -> list[Row]:
    """A ``Make`` that leaves rows as they were read."""
    return rows


_fields_of: Callable[[pb.PropertiesResult], Fields] = attrgetter("non_ref_props.fields")
_properties_of: Callable[[pb.SearchResult], pb.PropertiesResult] = attrgetter("properties")
_metadata_of: Callable[[pb.SearchResult | pb.PropertiesResult], pb.MetadataResult] = attrgetter(
    "metadata"
)
_id_of: Callable[[pb.MetadataResult], bytes] = attrgetter("id_as_bytes")
_unnamed_of: Callable[[pb.MetadataResult], bytes] = attrgetter("vector_bytes")


class Decoder:
    """Reads results of searches with one selection. Made by ``compile_decoder``."""

    def __init__(self, shape: CollectionShape, selection: Selection) -> None:
        self.shape = shape
        self.selection = selection
        chosen = members(selection, shape)
        followed = references(selection, shape)
        arrays = vector_shapes(selection, shape)
        self._values = list(map(column_of, chosen))
        self._followed = [(each.name, _follower(how)) for each, how in followed]
        self._vectors = list(map(_array_column, arrays))
        attributes = (
            "id",
            *(member.shape.attribute for member in chosen),
            *(reference.attribute for reference, _ in followed),
            *(vector.attribute for vector in arrays),
        )
        self._rows_of: Rows[object] = dicts_of(attributes)
        self._metadata = [METADATA[name] for name in selection.metadata]
        self._metadata_of: Rows[object] = dicts_of(selection.metadata)

    def objects(self, results: Sequence[pb.SearchResult], make: Make[MadeT]) -> list[MadeT]:
        """What ``make`` makes of the results.

        Raises:
            UnexpectedReply: A value is missing, or is none that its property can hold; the
                message names both the object and the attribute.
        """
        return self.read(list(map(_properties_of, results)), list(map(_metadata_of, results)), make)

    def metadata(self, results: Sequence[pb.SearchResult]) -> list[dict[str, object]]:
        """The selected metadata of each result, by name.

        None is what the server gave none of. Times are in UTC, to the millisecond; scores and
        distances are float32.
        """
        if not self._metadata:
            return [{} for _ in results]
        found = list(map(_metadata_of, results))
        columns = [column(found) for column in self._metadata]
        return self._metadata_of(zip(*columns, strict=True))

    def read(
        self,
        properties: Sequence[pb.PropertiesResult],
        metadata: Sequence[pb.MetadataResult],
        make: Make[MadeT],
    ) -> list[MadeT]:
        """As ``objects``, of results or of referenced objects."""
        ids = read_ids(metadata, self.shape.label)
        try:
            fields = list(map(_fields_of, properties))
            values = [column(fields) for column in self._values]
            arrays = [column(metadata) for column in self._vectors]
        except Unreadable as fault:
            if len(ids) == 1:
                raise UnexpectedReply(f"{self.shape.label}({ids[0]}): {fault}.") from fault
            # One by one, only to say which it is.
            for one, its_metadata in zip(properties, metadata, strict=True):
                self.read([one], [its_metadata], as_they_are)
            raise
        linked = self._read_references(properties, make)
        rows = self._rows_of(zip(ids, *values, *linked, *arrays, strict=True))
        return list(make(self.shape, rows))

    def _read_references(
        self, properties: Sequence[pb.PropertiesResult], make: Make[object]
    ) -> list[list[list[object]]]:
        if not self._followed:
            return []
        # A reference without any target is not listed.
        rows = [{each.prop_name: each.properties for each in one.ref_props} for one in properties]
        columns: list[list[list[object]]] = []
        for name, follow in self._followed:
            lists = [row.get(name, ()) for row in rows]
            made = iter(follow([target for targets in lists for target in targets], make))
            columns.append([list(islice(made, len(targets))) for targets in lists])
        return columns


def compile_decoder(shape: CollectionShape, selection: Selection) -> Decoder:
    """Make what reads the results of a search that sent ``selection.request(shape)``.

    It is worth keeping: compiling takes as long as reading some dozens of objects.

    Raises:
        UnknownName, MisuseValueError: As ``Selection.request``.
    """
    return Decoder(shape, selection)


def read_ids(metadata: Iterable[pb.MetadataResult], label: str) -> list[UUID]:
    """The ids of results.

    Raises:
        UnexpectedReply: A result came without one.
    """
    found = list(map(_id_of, metadata))
    if not all(found):
        raise UnexpectedReply(f"The server answered with an object of {label} without its id.")
    return from_bytes(found)


def _follower(
    followed: ReferenceSelection,
) -> Callable[[Sequence[pb.PropertiesResult], Make[object]], Sequence[object]]:
    if followed.shape is None:
        return lambda targets, _: read_ids(map(_metadata_of, targets), followed.attribute)
    decoder = Decoder(followed.shape, followed.selection or Selection())
    return lambda targets, make: decoder.read(targets, list(map(_metadata_of, targets)), make)


# Vectors ------------------------------------------------------------------------------------------


def _array_column(
    shape: VectorShape,
) -> Callable[[Sequence[pb.MetadataResult]], list[Array | None]]:
    name, multi = shape.name, shape.multi
    read = vectors.read_multi if multi else vectors.read

    def named(one: pb.MetadataResult) -> bytes:
        for each in one.vectors:
            if each.name == name:
                if (each.type == _MULTI) is not multi:
                    raise Unreadable(
                        f"{shape.label} is {'' if multi else 'not '}a multi-vector here, "
                        f"{'not ' if multi else ''}on the server"
                    )
                return each.vector_bytes
        return b""

    def column(metadata: Sequence[pb.MetadataResult]) -> list[Array | None]:
        data = list(map(named if name else _unnamed_of, metadata))
        try:
            return read(data)
        except ValueError as fault:
            raise Unreadable(f"{shape.label} holds what it cannot read: {fault}") from fault

    return column


# Metadata -----------------------------------------------------------------------------------------

MetadataColumn: TypeAlias = "Callable[[Sequence[pb.MetadataResult]], list[object]]"


def _flagged(member: str) -> MetadataColumn:
    """For members with a twin that says whether they are there."""
    value_of: Callable[[pb.MetadataResult], object] = attrgetter(member)
    is_there: Callable[[pb.MetadataResult], bool] = attrgetter(f"{member}_present")

    def column(metadata: Sequence[pb.MetadataResult]) -> list[object]:
        values = list(map(value_of, metadata))
        if all(values):
            return values
        return [
            value if value or is_there(one) else None
            for value, one in zip(values, metadata, strict=True)
        ]

    return column


def from_milliseconds(time: int) -> datetime:
    """A time of the server's, in UTC. Very old servers stored nanoseconds."""
    if time > _LAST_MILLISECOND:
        time //= 1_000_000
    return _EPOCH + timedelta(milliseconds=time)


def _time(member: str) -> MetadataColumn:
    """For milliseconds since 1970. No object was stored at 0."""
    value_of: Callable[[pb.MetadataResult], int] = attrgetter(member)
    at = datetime.fromtimestamp

    def column(metadata: Sequence[pb.MetadataResult]) -> list[object]:
        return [
            # A third of the time, and a float of so few seconds is exact to the microsecond.
            at(time / 1000, UTC)
            if 0 < time < _LAST_OF_32_BITS
            else (from_milliseconds(time) if time else None)
            for time in map(value_of, metadata)
        ]

    return column


METADATA: Final[Mapping[MetadataName, MetadataColumn]] = MappingProxyType(
    {
        "score": _flagged("score"),
        "explain_score": _flagged("explain_score"),
        "distance": _flagged("distance"),
        "certainty": _flagged("certainty"),
        "creation_time": _time("creation_time_unix"),
        "last_update_time": _time("last_update_time_unix"),
        "rerank_score": _flagged("rerank_score"),
        "is_consistent": _flagged("is_consistent"),
    }
)
