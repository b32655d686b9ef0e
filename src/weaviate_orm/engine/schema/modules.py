"""Modules by name, and what a collection's settings of them come to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from weaviate_orm.engine.schema.generators import GENERATIVE, RERANKERS, generative, reranker
from weaviate_orm.engine.schema.vectorizers import VECTORIZERS, like_a_text_vectorizer

if TYPE_CHECKING:
    from collections.abc import Callable

    from weaviate_orm.engine.schema.module import Module

_BY_NAME = {m.name: m for m in (*VECTORIZERS, *GENERATIVE, *RERANKERS)}
_OLDER_NAMES = {
    "text2vec-palm": "text2vec-google",
    "multi2vec-palm": "multi2vec-google",
    "generative-palm": "generative-google",
    "text2colbert-jinaai": "text2multivec-jinaai",
}
MODULES: Mapping[str, Module] = MappingProxyType(
    _BY_NAME
    | {old: replace(_BY_NAME[new], name=old, listed=False) for old, new in _OLDER_NAMES.items()}
)
"""By name."""

_BY_PREFIX: tuple[tuple[str, Callable[[str], Module]], ...] = (
    ("text2vec-", like_a_text_vectorizer),
    ("generative-", lambda name: generative(name, None, listed=False)),
    ("reranker-", lambda name: reranker(name, None, listed=False)),
)


def module(name: str, others: frozenset[str] = frozenset()) -> Module | None:
    """A module by its name; `others` are known beside the table, by what their names start with."""
    known = MODULES.get(name)
    if known is not None or name not in others:
        return known
    return next((make(name) for prefix, make in _BY_PREFIX if name.startswith(prefix)), None)
