"""Reading references of which only ids are known, and filters on metadata."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from weaviate_orm.errors import MisuseTypeError, NotLoaded
from weaviate_orm.models.attributes import Attr
from weaviate_orm.models.location import FieldStep, Location
from weaviate_orm.models.model import ModelBase
from weaviate_orm.models.reference_list import id_of, is_reference_list
from weaviate_orm.models.traversal import MultiRefAttr, RefPath
from weaviate_orm.models.variables import M

if TYPE_CHECKING:
    from uuid import UUID


def reference_ids(
    obj: M, reference: RefPath[M, ModelBase] | MultiRefAttr[M, ModelBase], /
) -> tuple[UUID, ...]:
    """The ids that a reference holds, loaded or not.

    Raises:
        NotLoaded: Not even the ids were fetched.
    """
    if not isinstance(obj, reference.model):
        raise MisuseTypeError(f"{reference!r} is no reference of a {type(obj).__name__}.")
    attribute = reference.location.last.attribute
    if attribute not in vars(obj):
        raise NotLoaded(
            f"{reference!r} is not loaded, not even its ids. Add .prefetch({reference!r}.ids) to "
            "the query."
        )
    held: object = vars(obj)[attribute]
    if is_reference_list(held):
        return tuple(id_of(item) for item in held.known or ())
    return () if held is None else (id_of(held),)


def _time(attribute: str, name: str) -> Attr[ModelBase, datetime, datetime]:
    return Attr(ModelBase, Location((FieldStep(ModelBase, attribute, name),)), "time")


class MetadataAttrs:
    """Metadata in filters and sorts: of no model, so they go with any.

    Filters need ``Meta.inverted_index = InvertedIndex(timestamps=True)``; sorts do not.
    """

    creation_time: Attr[ModelBase, datetime, datetime] = _time("creation_time", "_creationTimeUnix")
    last_update_time: Attr[ModelBase, datetime, datetime] = _time(
        "last_update_time", "_lastUpdateTimeUnix"
    )


metadata = MetadataAttrs()
