"""Settings of modules in a collection's document: defaults, and what is refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from weaviate_orm.engine.schema.fault import SchemaFault
from weaviate_orm.engine.schema.module import Module, ModuleKind
from weaviate_orm.engine.schema.modules import module
from weaviate_orm.engine.schema.numbers import object_

if TYPE_CHECKING:
    from weaviate_orm.engine.errors import JSON

NONE = "none"
Others = frozenset[str]
"""Names of modules that are known beside the table."""


def vectorizer(name: str, others: Others) -> Module | None:
    """The vectorizer of a name; None for `none`.

    Raises:
        SchemaFault: there is no such module, or it makes no vectors.
    """
    if name == NONE:
        return None
    found = module(name, others)
    if found is None:
        raise SchemaFault(f'vectorizer: no module with name "{name}" present')
    if not found.kind.vectorizes:
        raise SchemaFault(
            f'vectorizer: module "{name}" exists, but does not provide the '
            "Vectorizer or ReferenceVectorizer capability"
        )
    return found


def check_single(found: Module) -> None:
    """Refuse a maker of multi-vectors for the unnamed vector."""
    if found.multi_vectors:
        raise SchemaFault(
            f'multi vector vectorizer: "{found.name}" is only allowed to be defined '
            "using named vector configuration"
        )


def check(found: Module, settings: Mapping[str, JSON], collection: str) -> None:
    """Refuse settings of a module, defaults filled in."""
    faults = [fault for fault in (rule(settings) for rule in found.checks) if fault]
    if not faults:
        return
    shown = ", ".join(faults) if found.joined else faults[0]
    owner = f'validate "{collection}": ' if found.names_collection else ""
    raise SchemaFault(f"module '{found.name}': {owner}{shown}")


def with_defaults(found: Module, given: JSON) -> dict[str, JSON]:
    """The settings of a vectorizer; what is no object counts as an empty one."""
    return {**found.defaults, **object_(given)}


def complete_collection(given: JSON, found: Module | None) -> JSON:
    """`moduleConfig`, with the defaults of the unnamed vector's module."""
    if found is None:
        return given
    if given is not None and not isinstance(given, dict):
        raise SchemaFault(f"moduleConfig must be an object to hold the settings of {found.name}")
    settings = dict(object_(given))
    settings[found.name] = with_defaults(found, settings.get(found.name))
    return settings


def check_collection(
    settings: JSON, collection: str, vectorizer_name: str | None, others: Others
) -> None:
    """Refuse the `moduleConfig` of a new collection.

    `vectorizer_name`: of the unnamed vector; None = the vectors are named. Nothing is checked
    while it is `none`.
    """
    if not isinstance(settings, dict) or vectorizer_name == NONE:
        return
    vectorizers: list[str] = []
    for name in sorted(settings):
        found = module(name, others)
        if found is None:
            if vectorizer_name is None:
                raise SchemaFault(f"module with name {name} doesn't exist")
            continue
        if found.kind.vectorizes:
            if vectorizer_name is None:
                continue
            vectorizers.append(name)
        if isinstance(settings[name], dict):
            check(found, object_(settings[name]), collection)
    if len(vectorizers) > 1:
        raise SchemaFault(
            "multiple vectorizers configured in class's moduleConfig: "
            f'[{" ".join(vectorizers)}]. class.vectorizer is set to "{vectorizer_name}"'
        )


def kind_of(name: str, others: Others) -> ModuleKind:
    """What a module of `moduleConfig` is for."""
    found = module(name, others)
    return ModuleKind.OTHER if found is None else found.kind
