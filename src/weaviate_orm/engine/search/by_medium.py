"""Searches by a medium: the vector that it is for each target."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weaviate_orm.engine.errors import CallError
from weaviate_orm.engine.modules import media
from weaviate_orm.engine.modules.local import ModuleFault
from weaviate_orm.engine.search import near_text
from weaviate_orm.engine.search.queries import Query

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weaviate_orm.engine.search.near import ByMedia
    from weaviate_orm.engine.search.vector_leg import Place


def queries(place: Place, what: ByMedia, names: Sequence[str], words: str) -> list[Query]:
    """The medium as a vector of each target.

    Raises:
        CallError: a target takes no such media, or it is no medium; `words` go before that.
    """
    definition, modules = place.collection.definition, place.state.modules
    targets = [definition.vectors[name] for name in names if name in definition.vectors]
    if not targets or not all(modules.takes_medium(target, what.name) for target in targets):
        near_text.refuse_lacking(modules, definition, what.name)
        raise CallError(
            f"{words}could not vectorize input for collection {definition.name} with "
            f"search-type {what.name}. Make sure a vectorizer module is configured for this "
            "collection"
        )
    try:
        vector = media.of_medium(what.data)
    except ModuleFault as fault:
        raise CallError(f"{words}vectorize params: {fault}") from None
    return [Query(name, vector) for name in names]
