"""The static text model that comes as a package: texts to vectors without a network."""

from __future__ import annotations

import logging
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wordllama import WordLlamaInference

    from weaviate_orm.engine.vectors.distances import Floats

MISSING = (
    "Text is vectorized here by the package wordllama, which is not installed. "
    "Install orm-weaviate[embedded], or give Engine(vectorizers={name: callable})."
)


class ModuleFault(Exception):
    """A module could not do its work; `str()` says why."""


@cache
def _model() -> WordLlamaInference:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    try:
        import wordllama
    except ImportError:
        raise ModuleFault(MISSING) from None
    finally:  # its import sets up logging for the whole process, which is the application's to do
        root.handlers[:] = handlers
        root.setLevel(level)
    folder = Path(wordllama.__file__).parent
    return wordllama.WordLlama.load(cache_dir=folder, disable_download=True)


def vectors(texts: Sequence[str]) -> list[Floats]:
    """One vector of 256 numbers for each text.

    Raises:
        ModuleFault: the package is missing.
    """
    return list(np.asarray(_model().embed(list(texts)), np.float32))
