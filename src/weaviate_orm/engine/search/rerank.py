"""Reranking a page by a module."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from weaviate_orm.engine.errors import CallError
from weaviate_orm.engine.modules.local import ModuleFault
from weaviate_orm.engine.write.fields import no_such_property

if TYPE_CHECKING:
    from weaviate_orm.engine.modules.registry import Modules
    from weaviate_orm.engine.schema.definition import CollectionDefinition
    from weaviate_orm.engine.search.hit import Hit
    from weaviate_orm.engine.store.shard import Shard
    from weaviate_orm.wire import messages


@dataclass(frozen=True, slots=True)
class Rerank:
    name: str
    """Of the property whose text is ranked."""
    query: str = ""

    @property
    def properties(self) -> tuple[str, ...]:
        """What is returned beside the selected properties."""
        return (self.name,) if self.name else ()


def read(definition: CollectionDefinition, message: messages.SearchRequest) -> Rerank | None:
    """Read the rerank member of a search.

    Raises:
        CallError: there is no such property.
    """
    if not message.HasField("rerank"):
        return None
    name = message.rerank.property
    if name and name not in definition.properties:
        raise CallError(no_such_property(name, definition.name))
    return Rerank(name, message.rerank.query)


def scores(rerank: Rerank, modules: Modules, shard: Shard, slots: Sequence[int]) -> list[float]:
    """The module's score of each object; what is no text counts as an empty one.

    Raises:
        ModuleFault: there is no reranker, no property, or the module failed; `str()` is the
            text behind the words about where.
    """
    if not slots:
        return []
    ranker = modules.reranker(shard.definition)
    if ranker is None:
        raise ModuleFault("unknown capability: rerank")
    if not rerank.name:
        raise ModuleFault("extend rerank: no properties provided")
    values = shard.values(rerank.name, slots)
    documents = [value if isinstance(value, str) else "" for value in values]
    try:
        found = [float(score) for score in ranker(rerank.query, documents)]
        if len(found) != len(documents):
            raise ModuleFault(
                f"the reranker got {len(documents)} documents and returned {len(found)} scores"
            )
    except ModuleFault as fault:
        raise ModuleFault(f"extend rerank: client rank: {fault}") from None
    return found


def reranked(rerank: Rerank, modules: Modules, shard: Shard, hits: Sequence[Hit]) -> list[Hit]:
    """The hits with their scores, best first; equal ones keep their order."""
    found = scores(rerank, modules, shard, [hit.slot for hit in hits])
    scored = [hit._replace(rerank_score=s) for hit, s in zip(hits, found, strict=True)]
    order = sorted(range(len(scored)), key=found.__getitem__, reverse=True)
    return [scored[i] for i in order]
