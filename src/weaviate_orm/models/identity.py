"""Ids that follow from a key: the same values always give the same id."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from weaviate_orm.models.mapping import collection_of, fields_of

if TYPE_CHECKING:
    from weaviate_orm.models.model import ModelBase

NAMESPACE = UUID("b2f1f2de-5d8c-5f0e-9d3f-3d0c6a4a7c11")
"""Of all derived ids. It never changes: stored ids depend on it."""


def derived_id(instance: ModelBase) -> UUID:
    """uuid5 of the collection's name and the canonical JSON of the key's values.

    Values stand under their names on the server, so that renaming an attribute keeps ids.
    """
    model = type(instance)
    key = model.__settings__.key
    fields = fields_of(model)
    dumped = instance.model_dump(mode="json", include=set(key))
    values = {fields[attribute].name: dumped[attribute] for attribute in key}
    text = json.dumps(
        [collection_of(model), values], sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )
    return uuid5(NAMESPACE, text)
