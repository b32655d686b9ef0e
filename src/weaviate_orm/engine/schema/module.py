"""What is known of a module that a collection may name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from weaviate_orm.engine.errors import JSON
    from weaviate_orm.engine.schema.setting_checks import Check


class ModuleKind(Enum):
    VECTORIZER = "vectorizer"
    REFERENCES = "vectorizer of references"
    GENERATIVE = "generative"
    RERANKER = "reranker"
    OTHER = "other"

    @property
    def vectorizes(self) -> bool:
        return self in (ModuleKind.VECTORIZER, ModuleKind.REFERENCES)


@dataclass(frozen=True)
class Module:
    """A module by its name."""

    name: str
    kind: ModuleKind
    defaults: Mapping[str, JSON] = field(default_factory=dict[str, "JSON"])
    """Settings that are written beside those that a collection gives."""
    property_defaults: Mapping[str, JSON] | None = None
    """The same for each property; None = a property has no settings of it."""
    checks: tuple[Check, ...] = ()
    joined: bool = False
    """Whether all faults are told, or the first."""
    names_collection: bool = False
    """Whether its faults name the collection."""
    multi_vectors: bool = False
    """Makes multi-vectors, so only for named vectors."""
    meta: JSON = None
    listed: bool = True
    """Whether `/v1/meta` names it. The others run beside a server, or are other names."""


def about(title: str, address: str) -> JSON:
    return {"documentationHref": address, "name": title}
