"""generative-dummy and reranker-dummy, Weaviate's own modules for tests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from weaviate_orm.engine.modules.printing import printed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from weaviate_orm.engine.errors import JSON

GENERATIVE: Final = "generative-dummy"
RERANKER: Final = "reranker-dummy"


def generate(settings: Mapping[str, JSON], prompt: str) -> str:
    """The one text that it knows, around the prompt and the module's settings."""
    shown = "".join(f"{name}={printed(value, None)}," for name, value in settings.items())
    return (
        "You want me to generate something based on the following prompt: "
        f"{prompt}. With settings: {shown}. "
        "I'm sorry, I'm just a dummy and can't generate anything."
    )


def rank(query: str, documents: Sequence[str]) -> list[float]:
    """The length of each document in bytes; the query plays no part."""
    del query
    return [float(len(document.encode())) for document in documents]
