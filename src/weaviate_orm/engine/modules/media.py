"""Media without a model: vectors that tell the same from the different, and no more.

A medium is the shares of its byte values. Texts beside it are vectors of the local model, which are
as long, so that both can be mixed in one vector.
"""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, Final

import numpy as np

from weaviate_orm.engine.modules import local
from weaviate_orm.engine.modules.local import ModuleFault
from weaviate_orm.engine.untyped import is_list

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from weaviate_orm.engine.errors import JSON
    from weaviate_orm.engine.schema.definition import VectorDefinition
    from weaviate_orm.engine.vectors.distances import Floats

MIXED: Final = "multi2vec-"
"""Modules of several kinds of fields, texts among them."""
IMAGES: Final = "img2vec-neural"
_SIZE: Final = 256
_END: Final = "Fields"
_TEXTS: Final = "textFields"


def answers(module: str) -> bool:
    """Whether it is a vectorizer of media that has an answer here."""
    return module.startswith(MIXED) or module == IMAGES


def takes(module: str, search: str) -> bool:
    """Whether a search by a medium (`nearImage`, …) can use the vectors of a module."""
    return module.startswith(MIXED) or (module == IMAGES and search == "nearImage")


def of_medium(data: str) -> Floats:
    """A medium in base64 as a vector of length 1; of no bytes, zeros.

    Raises:
        ModuleFault: it is no base64.
    """
    try:
        content = base64.b64decode(data, validate=True)
    except binascii.Error as error:
        raise ModuleFault(f"The medium is no base64: {error}.") from error
    counts = np.bincount(np.frombuffer(content, np.uint8), minlength=_SIZE)
    shares: Floats = np.asarray(counts / (np.linalg.norm(counts) or 1.0), np.float32)
    return shares


def of_object(vector: VectorDefinition, values: Mapping[str, object]) -> Floats | None:
    """The weighted mean of the fields that an object has; None if it has none of them.

    Raises:
        ModuleFault: one of them cannot be vectorized.
    """
    parts: list[Floats] = []
    weights: list[float] = []
    for kind, name, weight in _fields(vector):
        value = values.get(name)
        if isinstance(value, str) and value:
            parts.append(local.vectors([value])[0] if kind == _TEXTS else of_medium(value))
            weights.append(weight)
    if not parts:
        return None
    if not any(weights):
        return np.zeros(_SIZE, np.float32)
    return np.average(np.stack(parts), axis=0, weights=weights).astype(np.float32)


def same(vector: VectorDefinition, values: Mapping[str, object], old: Mapping[str, object]) -> bool:
    """Whether two objects have the same fields that the vector is made of."""
    return all(values.get(name) == old.get(name) for _, name, _ in _fields(vector))


def names(vector: VectorDefinition) -> list[str]:
    """The properties that the vector is made of."""
    return [name for _, name, _ in _fields(vector)]


def _fields(vector: VectorDefinition) -> Iterator[tuple[str, str, float]]:
    """Kind, name and weight of each field."""
    settings = vector.vectorizer_settings
    weights = settings.get("weights")
    for kind in sorted(settings):
        listed = settings[kind]
        if not kind.endswith(_END) or not is_list(listed):
            continue
        given: JSON = weights.get(kind) if isinstance(weights, dict) else None
        for i, name in enumerate(listed):
            weight = given[i] if isinstance(given, list) and i < len(given) else 1.0
            if isinstance(name, str):
                yield kind, name, float(weight) if isinstance(weight, (int, float)) else 1.0
