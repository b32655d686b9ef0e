# Written by tools/build_settings.py from tools/settings/rerankers.toml; do not edit.
"""Rerankers: the models that order results anew.

What is None is left to the server.
"""

from __future__ import annotations

from weaviate_orm.models.settings import Reranker


def cohere(*, model: str | None = None, base_url: str | None = None) -> Reranker:
    """Reranking by Cohere."""
    return Reranker("cohere", model=model, baseURL=base_url)


def voyageai(*, model: str | None = None) -> Reranker:
    """Reranking by Voyage AI."""
    return Reranker("voyageai", model=model)


def jinaai(*, model: str | None = None) -> Reranker:
    """Reranking by Jina AI."""
    return Reranker("jinaai", model=model)


def nvidia(*, model: str | None = None, base_url: str | None = None) -> Reranker:
    """Reranking by NVIDIA."""
    return Reranker("nvidia", model=model, baseURL=base_url)


def contextualai(
    *,
    model: str | None = None,
    instruction: str | None = None,
    top_n: int | None = None,
) -> Reranker:
    """Reranking by Contextual AI (server 1.34)."""
    return Reranker("contextualai", model=model, instruction=instruction, topN=top_n)


def transformers() -> Reranker:
    """Reranking by the container beside the server."""
    return Reranker("transformers")


def dummy() -> Reranker:
    """The longer the text the higher the score, for tests: needs no service."""
    return Reranker("dummy")
