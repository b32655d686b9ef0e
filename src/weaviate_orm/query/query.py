"""What a query set describes, as one frozen value."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias
from uuid import UUID

from weaviate_orm.models.filters import Filter
from weaviate_orm.models.location import Location
from weaviate_orm.models.paths import Path, Sort
from weaviate_orm.models.variables import MetadataName
from weaviate_orm.query.cards import Card
from weaviate_orm.query.generating import Generate
from weaviate_orm.query.grouping import GroupBy
from weaviate_orm.query.ranking import Boost, Diversity, Rerank
from weaviate_orm.query.searches import Search

if TYPE_CHECKING:
    from weaviate_orm.flows.flow import AsyncRunner, Runner
    from weaviate_orm.models.model import ModelBase

RowKind: TypeAlias = Literal["object", "partial", "tuple", "value", "card", "id"]
Consistency: TypeAlias = Literal["ONE", "QUORUM", "ALL"]


class Attach(Protocol):
    """Where the instances of a session's queries come from: its identity map."""

    def __call__(self, model: type[ModelBase], values: dict[str, object], /) -> ModelBase: ...


@dataclass(frozen=True, slots=True)
class Query:
    """One query. Changed copies are made by ``but``."""

    model: type[ModelBase]
    search: Search | None = None
    filters: tuple[Filter[Any], ...] = ()
    order: tuple[Sort[Any], ...] = ()
    limit: int | None = None
    offset: int = 0
    auto_limit: int | None = None
    after: UUID | None = None
    prefetch: tuple[Path[Any], ...] = ()
    columns: tuple[Location, ...] | None = None
    """What ``only``, ``values`` and ``into`` chose; None: whole objects."""
    vectors: tuple[Path[Any], ...] = ()
    metadata: tuple[MetadataName, ...] = ()
    rows: RowKind = "object"
    card: Card | None = None
    """The class of rows of the kind ``card``."""
    profile: bool = False
    """The server says where it spends its time."""
    hits: bool = False
    """Rows come as ``Hit``: with metadata."""
    generate: Generate | None = None
    group: GroupBy | None = None
    rerank: Rerank | None = None
    boost: Boost | None = None
    diversity: Diversity | None = None
    tenant: str | None = None
    consistency: Consistency | None = None
    timeout: float | None = None
    runner: Runner | AsyncRunner | None = None
    attach: Attach | None = None

    def but(self, **changes: Any) -> Query:
        """The same query with some things changed."""
        return replace(self, **changes)

    def columns_and_vectors(self) -> tuple[Location, ...]:
        """All that was chosen of an object."""
        return (*(self.columns or ()), *(path.location for path in self.vectors))
