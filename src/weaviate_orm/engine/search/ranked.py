"""Searches that rank: by nearness, by keywords, by both; and what is done with their hits.

The order of the steps is the server's, and differs between the kinds of search: where a page is
cut before or after, and whether groups come before or after the new order, shows in answers.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from weaviate_orm.engine.errors import CallError, TenantError, Unsupported
from weaviate_orm.engine.filters import evaluate
from weaviate_orm.engine.filters.model import FilterFault
from weaviate_orm.engine.modules.local import ModuleFault
from weaviate_orm.engine.search import (
    autocut,
    bm25,
    boost,
    diversity,
    fusion,
    group,
    listing,
    near_text,
    rerank,
    vector_leg,
)
from weaviate_orm.engine.search.bm25 import KeywordFault
from weaviate_orm.engine.search.boost import Sight
from weaviate_orm.engine.search.fusion import Leg
from weaviate_orm.engine.search.generate import Generator
from weaviate_orm.engine.search.hit import Generated, Group, Hit, Outcome
from weaviate_orm.engine.search.hybrid import SubVector
from weaviate_orm.engine.search.near import ByMedia, ByObject, ByVector, gives_certainty
from weaviate_orm.engine.search.near_text import ByText, TextFault
from weaviate_orm.engine.search.paging import check_page
from weaviate_orm.engine.search.queries import Query
from weaviate_orm.engine.search.vector_leg import HYBRID, NEAR, Place
from weaviate_orm.engine.write.ids import id_text

if TYPE_CHECKING:
    from weaviate_orm.engine.index.matches import Matches
    from weaviate_orm.engine.search.bm25 import KeywordSearch
    from weaviate_orm.engine.search.hybrid import Hybrid
    from weaviate_orm.engine.search.near import Near
    from weaviate_orm.engine.search.request import Search
    from weaviate_orm.engine.state import State
    from weaviate_orm.engine.store.shard import Shard

KEYWORDS: Final = "explorer: get class: vector search: "
"""The words before faults of a keyword search."""
LIST: Final = "explorer: list class: "


def run(state: State, search: Search) -> tuple[Shard, Outcome]:
    """Run a search that has a near_*, hybrid or bm25 member.

    Raises:
        CallError: it cannot be run.
    """
    if search.near is not None:
        if search.keywords is not None:
            raise CallError(
                "conflict: both near<Media> and keyword-based (bm25) arguments present, choose one"
            )
        return _near(state, search, search.near)
    if search.hybrid is not None:
        return _hybrid(state, search, search.hybrid)
    assert search.keywords is not None
    return _keywords(state, search, search.keywords)
