# Written by tools/build_settings.py from tools/settings/indexes.toml; do not edit.
"""Vector indexes: how near vectors are found.

What is None is left to the server.
"""

from __future__ import annotations

from typing import Literal

from weaviate_orm.models.settings import Distance, Encoding, VectorIndex


def hnsw(
    *,
    distance: Distance | None = None,
    ef: int | None = None,
    ef_construction: int | None = None,
    max_connections: int | None = None,
    dynamic_ef_min: int | None = None,
    dynamic_ef_max: int | None = None,
    dynamic_ef_factor: int | None = None,
    filter_strategy: Literal["sweeping", "acorn"] | None = None,
    flat_search_cutoff: int | None = None,
    vector_cache_max_objects: int | None = None,
    cleanup_interval_seconds: int | None = None,
    skip: bool | None = None,
    skip_default_quantization: bool | None = None,
    quantizer: Encoding[Literal["pq", "bq", "sq", "rq"]] | None = None,
    aggregation: Literal["maxSim"] | None = None,
    muvera: Encoding[Literal["muvera"]] | None = None,
) -> VectorIndex[Literal["hnsw"]]:
    """A graph, searched approximately: the default."""
    return VectorIndex(
        "hnsw",
        {
            "distance": distance,
            "ef": ef,
            "efConstruction": ef_construction,
            "maxConnections": max_connections,
            "dynamicEfMin": dynamic_ef_min,
            "dynamicEfMax": dynamic_ef_max,
            "dynamicEfFactor": dynamic_ef_factor,
            "filterStrategy": filter_strategy,
            "flatSearchCutoff": flat_search_cutoff,
            "vectorCacheMaxObjects": vector_cache_max_objects,
            "cleanupIntervalSeconds": cleanup_interval_seconds,
            "skip": skip,
            "skipDefaultQuantization": skip_default_quantization,
            "multivector": {
                "aggregation": aggregation,
                "muvera": muvera.document() if muvera else None,
            },
        },
        quantizer,
    )


def flat(
    *,
    distance: Distance | None = None,
    vector_cache_max_objects: int | None = None,
    skip_default_quantization: bool | None = None,
    quantizer: Encoding[Literal["bq", "rq"]] | None = None,
) -> VectorIndex[Literal["flat"]]:
    """No graph, every vector is measured: for small collections and many tenants."""
    return VectorIndex(
        "flat",
        {
            "distance": distance,
            "vectorCacheMaxObjects": vector_cache_max_objects,
            "skipDefaultQuantization": skip_default_quantization,
        },
        quantizer,
    )


def dynamic(
    *,
    distance: Distance | None = None,
    threshold: int | None = None,
    hnsw: VectorIndex[Literal["hnsw"]] | None = None,
    flat: VectorIndex[Literal["flat"]] | None = None,
) -> VectorIndex[Literal["dynamic"]]:
    """Flat, and hnsw once a shard is larger; the server needs `ASYNC_INDEXING=true`."""
    return VectorIndex(
        "dynamic",
        {
            "distance": distance,
            "threshold": threshold,
            "hnsw": hnsw.document() if hnsw else None,
            "flat": flat.document() if flat else None,
        },
    )


def hfresh(
    *,
    distance: Literal["cosine", "l2-squared"] | None = None,
    max_posting_size_kb: int | None = None,
    replicas: int | None = None,
    search_probe: int | None = None,
    quantizer: Encoding[Literal["rq"]] | None = None,
) -> VectorIndex[Literal["hfresh"]]:
    """Groups of near vectors on disk, for collections larger than memory (server 1.36)."""
    return VectorIndex(
        "hfresh",
        {
            "distance": distance,
            "maxPostingSizeKB": max_posting_size_kb,
            "replicas": replicas,
            "searchProbe": search_probe,
        },
        quantizer,
    )


def muvera(
    *,
    ksim: int | None = None,
    dprojections: int | None = None,
    repetitions: int | None = None,
) -> Encoding[Literal["muvera"]]:
    """For `hnsw`: one vector of fixed length stands for the rows of a `multi_vector`."""
    return Encoding(
        "muvera",
        {"ksim": ksim, "dprojections": dprojections, "repetitions": repetitions},
    )
