# Written by tools/build_settings.py from tools/settings/quantizers.toml; do not edit.
"""Quantizers: how an index holds vectors in fewer bytes.

What is None is left to the server.
"""

from __future__ import annotations

from typing import Literal

from weaviate_orm.models.settings import Encoding


def pq(
    *,
    segments: int | None = None,
    centroids: int | None = None,
    training_limit: int | None = None,
    encoder_type: Literal["kmeans", "tile"] | None = None,
    encoder_distribution: Literal["log-normal", "normal"] | None = None,
) -> Encoding[Literal["pq"]]:
    """Product quantization: the nearest of a few centroids for each segment. For `hnsw`."""
    return Encoding(
        "pq",
        {
            "segments": segments,
            "centroids": centroids,
            "trainingLimit": training_limit,
            "encoder": {"type": encoder_type, "distribution": encoder_distribution},
        },
    )


def bq(*, rescore_limit: int | None = None, cache: bool | None = None) -> Encoding[Literal["bq"]]:
    """Binary quantization: a bit for each dimension. For `flat`; without settings for `hnsw`."""
    return Encoding("bq", {"rescoreLimit": rescore_limit, "cache": cache})


def sq(
    *,
    training_limit: int | None = None,
    rescore_limit: int | None = None,
) -> Encoding[Literal["sq"]]:
    """Scalar quantization: a byte for each dimension. For `hnsw`."""
    return Encoding("sq", {"trainingLimit": training_limit, "rescoreLimit": rescore_limit})


def rq(
    *,
    bits: Literal[1, 4, 8] | None = None,
    rescore_limit: int | None = None,
    cache: bool | None = None,
) -> Encoding[Literal["rq"]]:
    """Rotational quantization: no training. For `hnsw`, `flat` and `hfresh`."""
    return Encoding("rq", {"bits": bits, "rescoreLimit": rescore_limit, "cache": cache})
