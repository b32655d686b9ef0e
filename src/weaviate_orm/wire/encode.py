"""From attribute values to what inserts and REST bodies hold.

Objects are written as protobuf bytes: that takes half of the time that building messages takes,
gives each object's exact size, and leaves vectors where they are until a request is joined.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Final, TypeAlias
from uuid import UUID

from weaviate_orm.errors import MisuseTypeError, MisuseValueError, UnknownName
from weaviate_orm.wire import raw, vectors
from weaviate_orm.wire.beacons import Beacon
from weaviate_orm.wire.types.json_form import to_json
from weaviate_orm.wire.types.nested import TOP, packer
from weaviate_orm.wire.types.uuid import text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from weaviate_orm.wire import messages as pb
    from weaviate_orm.wire.shape import JSON, CollectionShape, ReferenceShape, VectorShape

Targets: TypeAlias = Mapping[str, Sequence[UUID | Beacon]]
"""What references point to, by attribute. An id will do where there is one target collection."""
VectorValues: TypeAlias = Mapping[str, object]
"""Arrays, or what numpy makes arrays of, by attribute; None for none."""


_BEFORE_PROPERTIES: Final = 2 + 36 + 1
"""Bytes of an object's id as a field, and of the tag of its properties."""


class EncodedObject(tuple["bytes | memoryview", ...]):
    """One object of a request, as pieces of protobuf.

    Vectors are views of the arrays that were given, where these are float32: they are read when
    the request is joined.
    """

    __slots__ = ()

    @property
    def size(self) -> int:
        """Bytes that it takes in a request. A request is as large as its objects together."""
        return sum(map(_size, self))


class Encoder:
    """Writes the objects of one collection. Made by ``compile_encoder``."""

    def __init__(self, shape: CollectionShape) -> None:
        self.shape = shape
        self._pack = packer(shape.properties, TOP)
        self._collection = raw.field(4, shape.collection.encode())
        self._json = {s.attribute: (s.name, s.label, to_json(s)) for s in shape.properties}
        self._references = {s.attribute: s for s in shape.references}
        self._vectors = {s.attribute: (s, _vector_head(s)) for s in shape.vectors}

    def encode(
        self,
        id: UUID,  # noqa: A002 - it is an id
        values: Mapping[str, object],
        *,
        tenant: str = "",
        references: Targets | None = None,
        vectors: VectorValues | None = None,
    ) -> EncodedObject:
        """Write one object for ``batch`` or ``batch_bytes``.

        ``values`` has all properties by attribute, as in ``vars(instance)``; other keys are not
        looked at. None is left out. References are sent inline, so their targets have to be
        stored before.

        Raises:
            MisuseTypeError: A value is of a type that its property does not take.
            MisuseValueError: A value cannot be carried exactly, or is not there.
            UnknownName: A reference or vector that the collection does not have.
        """
        properties = self._pack(values)
        if references:
            properties += b"".join(self._inline(references))
        length = raw.varint(len(properties))
        after = self._collection + raw.field(5, tenant.encode()) if tenant else self._collection
        size = _BEFORE_PROPERTIES + len(length) + len(properties) + len(after)
        arrays = self._vector_pieces(vectors) if vectors else ()
        if arrays:
            size += sum(map(_size, arrays))
        head = (b"\x0a", raw.varint(size), b"\x0a\x24", text_of(id).encode(), b"\x1a", length)
        return EncodedObject((b"".join((*head, properties, after)), *arrays))

    def json_properties(
        self, values: Mapping[str, object], only: Iterable[str] | None = None
    ) -> dict[str, JSON]:
        """The ``properties`` of a REST body, by the names that the server knows.

        ``only`` names attributes; else it is all of them. None becomes null, by which PATCH
        removes a value.

        Raises:
            MisuseTypeError, MisuseValueError, UnknownName: As ``encode``.
        """
        body: dict[str, JSON] = {}
        for attribute in self._json if only is None else only:
            if attribute not in self._json:
                raise self._unknown("property", attribute)
            name, label, form = self._json[attribute]
            if attribute not in values:
                raise MisuseValueError(f"{label} was not fetched or set, so it cannot be sent.")
            body[name] = form(values[attribute])
        return body

    def json_references(self, references: Targets) -> dict[str, JSON]:
        """References as a REST body holds them, to stand among its ``properties``.

        Raises:
            MisuseTypeError, MisuseValueError, UnknownName: As ``encode``.
        """
        return {
            shape.name: [{"beacon": str(beacon)} for beacon in beacons]
            for shape, beacons in self._beacons(references)
        }

    def json_vectors(self, values: VectorValues) -> dict[str, JSON]:
        """The members ``vector`` and ``vectors`` of a REST body. None is left out.

        Raises:
            MisuseTypeError, MisuseValueError, UnknownName: As ``encode``.
        """
        body: dict[str, JSON] = {}
        named: dict[str, JSON] = {}
        for attribute, value in values.items():
            shape, _ = self._vector(attribute)
            if value is None:
                continue
            numbers: JSON = vectors.as_array(value, shape.label, multi=shape.multi).tolist()
            if shape.name:
                named[shape.name] = numbers
            else:
                body["vector"] = numbers
        if named:
            body["vectors"] = named
        return body

    def _inline(self, references: Targets) -> Iterable[bytes]:
        for shape, beacons in self._beacons(references):
            if not shape.multi_target:
                ids = b"".join([raw.field(1, str(beacon.id).encode()) for beacon in beacons])
                yield raw.field(2, ids + raw.field(2, shape.name.encode()))
                continue
            # The server appends entries of one property, so their order is kept.
            for beacon in beacons:
                yield raw.field(
                    3,
                    raw.field(1, str(beacon.id).encode())
                    + raw.field(2, shape.name.encode())
                    + raw.field(3, beacon.collection.encode()),
                )

    def _beacons(self, references: Targets) -> Iterable[tuple[ReferenceShape, list[Beacon]]]:
        for attribute, targets in references.items():
            shape = self._references.get(attribute)
            if shape is None:
                raise self._unknown("reference", attribute)
            # An empty list would be stored as one, which the server then trips over.
            if targets:
                yield shape, [_beacon(target, shape) for target in targets]

    def _vector_pieces(self, values: VectorValues) -> list[bytes | memoryview]:
        pieces: list[bytes | memoryview] = []
        for attribute, value in values.items():
            shape, head_of = self._vector(attribute)
            if value is None:
                continue
            array = vectors.as_array(value, shape.label, multi=shape.multi)
            first = vectors.prefix(array, shape.label) if shape.multi else b""
            pieces += (head_of(len(first) + array.nbytes) + first, array.data)
        return pieces

    def _vector(self, attribute: str) -> tuple[VectorShape, Callable[[int], bytes]]:
        try:
            return self._vectors[attribute]
        except KeyError:
            raise self._unknown("vector", attribute) from None

    def _unknown(self, kind: str, attribute: str) -> UnknownName:
        return UnknownName(f"{self.shape.label} has no {kind} {attribute!r}.")


def compile_encoder(shape: CollectionShape) -> Encoder:
    """Make a collection's encoder. It takes a millisecond or less, and is worth keeping."""
    return Encoder(shape)


def batch_bytes(objects: Iterable[EncodedObject], consistency: int = 0) -> bytes:
    """A serialized ``BatchObjectsRequest``. ``consistency`` is a ``ConsistencyLevel``.

    Sending it as it is saves parsing and serializing the message: with vectors half of the time.
    """
    level = b"\x10" + raw.varint(consistency) if consistency else b""
    return b"".join((*chain.from_iterable(objects), level))


def batch(objects: Iterable[EncodedObject], consistency: int = 0) -> pb.BatchObjectsRequest:
    """A request of objects, perhaps of several collections and tenants."""
    from weaviate_orm.wire import messages as pb

    return pb.BatchObjectsRequest.FromString(batch_bytes(objects, consistency))


def _size(piece: bytes | memoryview) -> int:
    return len(piece) if isinstance(piece, bytes) else piece.nbytes


def _beacon(target: UUID | Beacon, shape: ReferenceShape) -> Beacon:
    if isinstance(target, Beacon):
        if target.collection not in shape.targets:
            raise MisuseValueError(
                f"{shape.label} points to {' or '.join(shape.targets)}, not {target.collection}."
            )
        return target
    if shape.multi_target:
        raise MisuseTypeError(
            f"{shape.label} points to {' or '.join(shape.targets)}: name one with each id."
        )
    return Beacon(shape.targets[0], target)


def _vector_head(shape: VectorShape) -> Callable[[int], bytes]:
    """What stands before the bytes of a vector, given how many these are."""
    if not shape.name:
        if shape.multi:
            raise MisuseTypeError(f"{shape.label} is a multi-vector, which needs a name.")
        return lambda size: raw.tag(6) + raw.varint(size)
    layout = b"\x02" if shape.multi else b"\x01"
    before = raw.field(1, shape.name.encode()) + raw.tag(4, 0) + layout + raw.tag(3)

    def head(size: int) -> bytes:
        length = raw.varint(size)
        whole = len(before) + len(length) + size
        return raw.tag(23) + raw.varint(whole) + before + length

    return head
