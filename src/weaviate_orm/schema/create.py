"""Making the collections of models, and dropping them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, cast

from weaviate_orm.errors import SchemaError
from weaviate_orm.flows.flow import Flow, http
from weaviate_orm.models.mapping import collection_of, references_of
from weaviate_orm.models.registry import distinct
from weaviate_orm.transport.calls import HttpCall
from weaviate_orm.wire.shape import JSON

if TYPE_CHECKING:
    from weaviate_orm.models.model import ModelBase


def create_all(models: Iterable[type[ModelBase]]) -> Flow[list[str]]:
    """Make the collections of these models, as far as they are missing.

    A reference needs its target's collection, so collections are made first and references
    that go round, or ahead, are added then. Existing collections are left as they are.

    Returns:
        The names of the collections that were made.

    Raises:
        SchemaError: A model refers to one that is neither given nor on the server.
    """
    wanted = distinct(models)
    answer = yield from http(HttpCall("GET", "/schema"))
    existing = _names(answer.body)
    missing = {name: model for name, model in wanted.items() if name not in existing}
    for name, model in missing.items():
        for field in references_of(model):
            for target in field.models:
                other = collection_of(target)
                if other not in wanted and other not in existing:
                    raise SchemaError(
                        f"{field.label} refers to {target.__name__}, whose collection {other!r} "
                        f"does not exist. Make it together: create_all([{model.__name__}, "
                        f"{target.__name__}])."
                    )
        yield from http(HttpCall("POST", "/schema", _first(name, model, existing)))
        existing.add(name)
    for name, model in missing.items():
        for later in _later(name, model, missing):
            yield from http(HttpCall("POST", f"/schema/{name}/properties", later))
    return list(missing)


def drop_all(models: Iterable[type[ModelBase]]) -> Flow[None]:
    """Drop the collections of these models with all their objects; missing ones are no fault."""
    for name in distinct(models):
        yield from http(HttpCall("DELETE", f"/schema/{name}"))


def _names(schema: JSON) -> set[str]:
    classes = schema.get("classes") if isinstance(schema, Mapping) else None
    found: set[str] = set()
    for each in cast("list[Mapping[str, str]]", classes or []):  # the server's document
        found.add(each["class"])
    return found


def _properties(model: type[ModelBase]) -> list[dict[str, JSON]]:
    return cast("list[dict[str, JSON]]", model.__schema__["properties"])  # made so


def _is_reference(document: Mapping[str, JSON]) -> bool:
    return "disableDuplicatedReferences" in document


def _targets(document: Mapping[str, JSON]) -> list[str]:
    return cast("list[str]", document["dataType"])  # made so


def _first(name: str, model: type[ModelBase], existing: set[str]) -> dict[str, JSON]:
    """The document without references to collections that are not there yet."""
    there = {*existing, name}
    properties = [
        each
        for each in _properties(model)
        if not _is_reference(each) or there.issuperset(_targets(each))
    ]
    return {**model.__schema__, "properties": properties}


def _later(
    name: str, model: type[ModelBase], missing: Mapping[str, type[ModelBase]]
) -> list[dict[str, JSON]]:
    """The references that the first document left out."""
    order = list(missing)
    ahead = set(order[order.index(name) + 1 :])
    return [
        each
        for each in _properties(model)
        if _is_reference(each) and ahead.intersection(_targets(each))
    ]
