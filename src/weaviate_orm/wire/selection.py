"""What a query asks of each object, and the request for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from weaviate_orm.errors import MisuseValueError, UnknownName
from weaviate_orm.wire.types.nested import Member, nested_of, whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from weaviate_orm.wire import messages as pb
    from weaviate_orm.wire.shape import (
        CollectionShape,
        PropertyShape,
        ReferenceShape,
        VectorShape,
    )

MetadataName: TypeAlias = Literal[
    "score",
    "explain_score",
    "distance",
    "certainty",
    "creation_time",
    "last_update_time",
    "rerank_score",
    "is_consistent",
]

_FLAGS: Final[dict[MetadataName, str]] = {
    "score": "score",
    "explain_score": "explain_score",
    "distance": "distance",
    "certainty": "certainty",
    "creation_time": "creation_time_unix",
    "last_update_time": "last_update_time_unix",
    "is_consistent": "is_consistent",
}
"""Members of ``MetadataRequest``; a rerank's score comes with the rerank."""


@dataclass(frozen=True, slots=True)
class NestedSelection:
    """Some members of an object property, by attribute."""

    attribute: str
    members: tuple[str | NestedSelection, ...]


@dataclass(frozen=True, slots=True)
class ReferenceSelection:
    """A reference to follow, and what to ask of what it points to."""

    attribute: str
    shape: CollectionShape | None = None
    """Of the targets; None asks for ids only."""
    selection: Selection | None = None
    """None asks for all properties."""
    collection: str = ""
    """Which targets, where the reference has several collections and only ids are asked for."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What to ask of each object; its id always comes.

    Names are attributes of the shape that the selection is used with. It can be hashed, so that
    what is compiled for it can be kept.
    """

    properties: tuple[str | NestedSelection, ...] | None = None
    """None asks for all, with blobs and with every member of objects."""
    references: tuple[ReferenceSelection, ...] = ()
    vectors: tuple[str, ...] = ()
    metadata: tuple[MetadataName, ...] = ()

    def request(self, shape: CollectionShape) -> tuple[pb.PropertiesRequest, pb.MetadataRequest]:
        """The members ``properties`` and ``metadata`` of a search.

        Everything is asked for by name, since the server returns blobs only so.

        Raises:
            UnknownName: The shape does not have what is selected.
            MisuseValueError: A part that asks for nothing, or for one thing twice.
        """
        from weaviate_orm.wire import messages as pb

        plain, objects = _split(members(self, shape))
        properties = pb.PropertiesRequest(
            non_ref_properties=plain,
            object_properties=objects,
            ref_properties=[
                _reference_request(reference, followed)
                for reference, followed in references(self, shape)
            ],
        )
        return properties, self._metadata_request(shape)

    def _metadata_request(self, shape: CollectionShape) -> pb.MetadataRequest:
        from weaviate_orm.wire import messages as pb

        request = pb.MetadataRequest(uuid=True)
        for name in self.metadata:
            if name in _FLAGS:
                setattr(request, _FLAGS[name], True)
        for vector in vector_shapes(self, shape):
            if vector.name:
                request.vectors.append(vector.name)
            else:
                request.vector = True
        return request


def members(selection: Selection, shape: CollectionShape) -> tuple[Member, ...]:
    """The properties that are asked for."""
    if selection.properties is None:
        return tuple(map(whole, shape.properties))
    return _members(selection.properties, shape.properties, shape.label)


def _members(
    chosen: Sequence[str | NestedSelection], properties: Iterable[PropertyShape], label: str
) -> tuple[Member, ...]:
    by_attribute = {each.attribute: each for each in properties}
    names = [each if isinstance(each, str) else each.attribute for each in chosen]
    _refuse_doubles(names, label)
    found: list[Member] = []
    for name, each in zip(names, chosen, strict=True):
        if name not in by_attribute:
            raise UnknownName(f"{label} has no property {name!r}.")
        shape = by_attribute[name]
        if isinstance(each, str):
            found.append(whole(shape))
            continue
        if not each.members:
            raise MisuseValueError(f"{shape.label} is selected without any of its members.")
        nested = nested_of(shape)
        found.append(Member(shape, _members(each.members, nested.properties, shape.label)))
    return tuple(found)


def references(
    selection: Selection, shape: CollectionShape
) -> list[tuple[ReferenceShape, ReferenceSelection]]:
    """The references that are followed."""
    by_attribute = {each.attribute: each for each in shape.references}
    names = [each.attribute for each in selection.references]
    _refuse_doubles(names, shape.label)
    for each in selection.references:
        if each.attribute not in by_attribute:
            raise UnknownName(f"{shape.label} has no reference {each.attribute!r}.")
    return [(by_attribute[each.attribute], each) for each in selection.references]


def vector_shapes(selection: Selection, shape: CollectionShape) -> list[VectorShape]:
    """The vectors that are asked for."""
    by_attribute = {each.attribute: each for each in shape.vectors}
    _refuse_doubles(selection.vectors, shape.label)
    for name in selection.vectors:
        if name not in by_attribute:
            raise UnknownName(f"{shape.label} has no vector {name!r}.")
    return [by_attribute[name] for name in selection.vectors]


def _refuse_doubles(names: Sequence[str], label: str) -> None:
    # The server answers a reference that is named twice with wrong content.
    doubles = {name for name in names if names.count(name) > 1}
    if doubles:
        raise MisuseValueError(f"{label}: {', '.join(sorted(doubles))} is selected twice.")


def _split(chosen: Iterable[Member]) -> tuple[list[str], list[pb.ObjectPropertiesRequest]]:
    """Names of what is no object, and requests for what is."""
    from weaviate_orm.wire import messages as pb

    plain: list[str] = []
    objects: list[pb.ObjectPropertiesRequest] = []
    for member in chosen:
        if not member.members:
            plain.append(member.shape.name)
            continue
        inner, inner_objects = _split(member.members)
        objects.append(
            pb.ObjectPropertiesRequest(
                prop_name=member.shape.name,
                primitive_properties=inner,
                object_properties=inner_objects,
            )
        )
    return plain, objects


def _reference_request(
    reference: ReferenceShape, followed: ReferenceSelection
) -> pb.RefPropertiesRequest:
    from weaviate_orm.wire import messages as pb

    target = followed.shape.collection if followed.shape else followed.collection
    if reference.multi_target and target not in reference.targets:
        raise MisuseValueError(
            f"{reference.label} points to {' or '.join(reference.targets)}: one request reads "
            f"the objects of one of them, not of {target or 'all'}."
        )
    if followed.shape is None:
        properties, metadata = pb.PropertiesRequest(), pb.MetadataRequest(uuid=True)
    else:
        properties, metadata = (followed.selection or Selection()).request(followed.shape)
    return pb.RefPropertiesRequest(
        reference_property=reference.name,
        properties=properties,
        metadata=metadata,
        target_collection=target if reference.multi_target else "",
    )
