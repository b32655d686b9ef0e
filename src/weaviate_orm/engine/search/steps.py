"""What is done with the hits of a search, step by step; each kind of search has its own order.

Groups go through the same steps as hits: the first hit of a group stands for it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from weaviate_orm.engine.errors import CallError
from weaviate_orm.engine.modules.local import ModuleFault
from weaviate_orm.engine.search import autocut, boost, diversity, rerank
from weaviate_orm.engine.search.generate import Generator
from weaviate_orm.engine.search.hidden import unexpired
from weaviate_orm.engine.search.hit import Generated, Hit, Outcome

if TYPE_CHECKING:
    from weaviate_orm.engine.search.boost import Sight
    from weaviate_orm.engine.search.request import Search
    from weaviate_orm.engine.state import State
    from weaviate_orm.engine.store.shard import Shard


@dataclass(frozen=True)
class Steps:
    """The steps of one search."""

    state: State
    search: Search
    shard: Shard
    words: str
    """Before faults of modules."""

    @property
    def wanted(self) -> int:
        """Hits up to the end of the page."""
        return self.search.offset + self.search.limit

    @property
    def depth(self) -> int:
        """Hits to find: more than wanted where a boost changes their order."""
        return sum(self.search.reach(self.state.settings))

    @property
    def reorders(self) -> bool:
        """Hits beyond the page are looked at before it is cut."""
        return self.search.boost is not None or self.search.diversity is not None

    @cached_property
    def added(self) -> tuple[str, ...]:
        """Properties that a step needs, and that are returned too."""
        search = self.search
        names: list[str] = []
        if search.group is not None:
            names.append(search.group.name)
        if search.rerank is not None:
            names += search.rerank.properties
        if search.generation is not None:
            names += search.generation.properties
        known = self.shard.definition.properties
        grouped = "" if search.group is None else search.group.name
        return tuple(n for n in dict.fromkeys(names) if n != grouped or not known[n].is_reference)

    @property
    def selected(self) -> Collection[str]:
        """Properties that the request asks for."""
        selection = self.search.selection
        return {*selection.names, *selection.objects, *(r.name for r in selection.references)}

    @property
    def loaded(self) -> Collection[str]:
        """Properties that are read of every hit."""
        return {*self.selected, *self.added}

    @property
    def selects_nothing(self) -> bool:
        """The request asks for no property at all."""
        return not self.loaded

    def page(self, hits: list[Hit]) -> list[Hit]:
        return hits[self.search.offset : self.wanted]

    def cut(self, hits: list[Hit], figures: Sequence[float]) -> list[Hit]:
        """Up to the jump of the figures where the search wants to end."""
        if not self.search.autocut:
            return hits
        return hits[: autocut.kept(figures, self.search.autocut)]

    def boosted(self, hits: list[Hit], primary: Sequence[float], sight: Sight) -> list[Hit]:
        """In the order of the boost, if there is one."""
        if self.search.boost is None:
            return hits
        return boost.boosted(self.search.boost, self.shard, hits, primary, sight)

    def diversified(self, hits: list[Hit], far: Sequence[float]) -> list[Hit]:
        """A choice of far apart hits, if that is asked for."""
        wanted = self.search.diversity
        if wanted is None or wanted.target not in self.shard.definition.vectors:
            return hits
        return diversity.diversified(wanted, self.shard.vectors(wanted.target), hits, far)

    def reranked(self, hits: list[Hit]) -> list[Hit]:
        """In the order of a reranker, if that is asked for.

        Raises:
            CallError: there is none, or it failed.
        """
        if self.search.rerank is None:
            return hits
        try:
            return rerank.reranked(self.search.rerank, self.state.modules, self.shard, hits)
        except ModuleFault as fault:
            raise CallError(f"{self.words}{fault}") from None

    def outcome(
        self,
        hits: list[Hit],
        together: Sequence[Hit],
        admits: Callable[[Hit], bool] | None = None,
    ) -> Outcome:
        """The answer, with generated texts if they are asked for.

        The text for all is about the hits of `together`: those before a new order or groups.
        What a threshold does not admit is left out last.

        Raises:
            CallError: a text could not be made.
        """
        expiry = self.shard.definition.expiry
        if expiry is not None and expiry.hides:
            now = self.state.catalog.clock()
            hits = unexpired(self.shard, expiry, hits, now)
            together = unexpired(self.shard, expiry, together, now)
        kept = hits if admits is None else list(filter(admits, hits))
        text = None
        if self.search.generation is not None:
            kept, text = self._generated(kept, together)
        if together and all(hit.slot != together[0].slot for hit in kept):
            text = None  # it hangs on a hit that is not answered
        return Outcome(
            hits=kept,
            grouped=self.search.group is not None,
            generated=text,
            properties=self.added,
        )

    def _generated(
        self, hits: list[Hit], together: Sequence[Hit]
    ) -> tuple[list[Hit], Generated | None]:
        generation = self.search.generation
        assert generation is not None
        made, text = Generator(
            generation,
            self.state.modules,
            self.shard,
            self.selected,
            self.words,
            of_groups=self.search.group is not None,
        ).hits(hits, together)
        if generation.single is not None:
            return made, text
        if self.search.group is not None:  # groups carry no empty texts
            return hits, text
        return [
            hit
            if (place == 0 and (text is not None or self.search.metadata.profile))
            or self._carries(hit)
            else hit._replace(generated=None)
            for place, hit in enumerate(made)
        ], text

    def _carries(self, hit: Hit) -> bool:
        """Whether a hit has something beside its properties: then an empty text is there too."""
        wanted, hybrid = self.search.metadata, self.search.hybrid
        return (
            wanted.is_always_shown
            or (wanted.distance and hit.distance is not None)
            or (wanted.certainty and hit.certainty is not None)
            or hit.rerank_score is not None
            or (hybrid is not None and (hybrid.ranked or self._is_diverse(hit)))
        )

    def _is_diverse(self, hit: Hit) -> bool:
        return self.search.diversity is not None and hit.distance is not None
