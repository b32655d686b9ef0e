"""text2vec-bigram, Weaviate's own vectorizer for tests: how often each pair of bytes occurs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from weaviate_orm.engine.modules.printing import printed
from weaviate_orm.engine.text.tokenize import lower

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weaviate_orm.engine.schema.definition import CollectionDefinition
    from weaviate_orm.engine.vectors.distances import Floats

NAME: Final = "text2vec-bigram"
DIMENSIONS: Final = 26 * 26


def vector(text: str) -> Floats:
    """676 shares that add up to 1. A text of less than two bytes has no pair: all are NaN."""
    letters = np.frombuffer(lower(text).encode(), np.uint8).astype(np.intp) % 26
    pairs = letters[:-1] * 26 + letters[1:]
    counts = np.bincount(pairs, minlength=DIMENSIONS).astype(np.float32)
    with np.errstate(invalid="ignore"):
        shares: Floats = counts / np.float32(len(pairs))
    return shares


def object_text(values: Mapping[str, object], definition: CollectionDefinition) -> str:
    """All values of an object, joined without a separator in the order of their names.

    The server takes them in a random order.
    """
    properties = definition.properties
    return "".join(printed(values[name], properties.get(name)) for name in sorted(values))
