"""Texts to vectors, by a small static model that comes as a package and needs no network."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from examples.pydocs.models import Documented

DIMENSIONS = 256


@dataclass(frozen=True)
class Embedder:
    """A model by name; called with texts it gives one row of numbers for each."""

    name: str
    embed: Callable[[Sequence[str]], NDArray[np.float32]]

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self.embed(texts)


def load_embedder() -> Embedder:
    """WordLlama; where there is none for this Python, the words' own hashes."""
    logging.basicConfig(level=logging.WARNING)  # else WordLlama's import would set it to INFO
    try:
        import wordllama
    except ModuleNotFoundError:
        return Embedder("hashed words", _hashed)
    folder = Path(wordllama.__file__).parent
    model = wordllama.WordLlama.load(cache_dir=folder, disable_download=True)
    return Embedder("WordLlama", lambda texts: model.embed(list(texts)))


def text_of(item: Documented) -> str:
    """What the vector of an object is made of: its path says as much as its summary."""
    words = item.path.replace(".", " ").replace("_", " ")
    return f"{words}: {item.summary}"


def _hashed(texts: Sequence[str]) -> NDArray[np.float32]:
    """Texts with words in common come near each other; of meanings it knows nothing."""
    rows = np.full((len(texts), DIMENSIONS), 1e-6, np.float32)  # a vector of zeros has no angle
    for row, text in zip(rows, texts, strict=True):
        for word in text.lower().split():
            row[crc32(word.encode()) % DIMENSIONS] += 1
    return rows
