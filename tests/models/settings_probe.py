"""A model with attributes of all kinds, and what its document says of vectors."""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable, Mapping
from itertools import count
from types import ModuleType, new_class
from typing import cast

from weaviate_orm.models import indexes, quantizers
from weaviate_orm.models.fields import MultiVector, Property, References, Vector
from weaviate_orm.models.model import ModelBase
from weaviate_orm.models.settings import CollectionMeta, Vectorizer
from weaviate_orm.models.specifiers import multi_vector, prop, refs, vector

PREFIX = f"SettingsProbe{os.getpid()}"
numbers = count()


class Shelf(ModelBase):
    class Meta(CollectionMeta):
        collection = f"{PREFIX}Shelf"


class Item(ModelBase):
    title: Property[str] = prop(name="heading")
    body: Property[str]
    picture: Property[bytes]
    film: Property[bytes]
    shelves: References[Shelf] = refs(name="standsOn")

    class Meta(CollectionMeta):
        abstract = True


def document(
    vectors: Mapping[str, Vector], rows: Mapping[str, MultiVector] | None = None
) -> Mapping[str, object]:
    """The document of a new collection with these vectors."""
    rows = rows or {}
    kinds = dict.fromkeys(vectors, Vector) | dict.fromkeys(rows, MultiVector)
    members = {"__annotations__": kinds, "__module__": __name__, **vectors, **rows}
    model = new_class(f"{PREFIX}N{next(numbers)}", (Item,), {}, lambda body: body.update(members))
    return cast("type[Item]", model).__schema__


def of_vector(made: Vector) -> Mapping[str, object]:
    """What the document says of a vector."""
    return cast("Mapping[str, Mapping[str, object]]", document({"v": made})["vectorConfig"])["v"]


def of_rows(made: MultiVector) -> Mapping[str, object]:
    """What the document says of a multi-vector."""
    found = document({}, {"v": made})["vectorConfig"]
    return cast("Mapping[str, Mapping[str, object]]", found)["v"]


def vectorized(made: Vectorizer) -> object:
    """The vectorizer in the document."""
    return (of_rows(multi_vector(made)) if made.multi else of_vector(vector(made)))["vectorizer"]


def functions(name_space: ModuleType) -> dict[str, Callable[..., object]]:
    return {
        name: each
        for name, each in vars(name_space).items()
        if inspect.isfunction(each) and each.__module__ == name_space.__name__
    }


INDEXES = {
    "hnsw": (indexes.hnsw(), {}),
    "hnsw_of_all": (
        indexes.hnsw(
            distance="hamming",
            ef=10,
            ef_construction=9,
            max_connections=8,
            dynamic_ef_min=1,
            dynamic_ef_max=2,
            dynamic_ef_factor=3,
            filter_strategy="sweeping",
            flat_search_cutoff=5,
            vector_cache_max_objects=4,
            cleanup_interval_seconds=6,
            skip=False,
            skip_default_quantization=True,
        ),
        {
            "distance": "hamming",
            "ef": 10,
            "efConstruction": 9,
            "maxConnections": 8,
            "dynamicEfMin": 1,
            "dynamicEfMax": 2,
            "dynamicEfFactor": 3,
            "filterStrategy": "sweeping",
            "flatSearchCutoff": 5,
            "vectorCacheMaxObjects": 4,
            "cleanupIntervalSeconds": 6,
            "skip": False,
            "skipDefaultQuantization": True,
        },
    ),
    "hnsw_pq": (
        indexes.hnsw(
            quantizer=quantizers.pq(
                segments=4,
                centroids=16,
                training_limit=5,
                encoder_type="tile",
                encoder_distribution="normal",
            )
        ),
        {
            "pq": {
                "enabled": True,
                "segments": 4,
                "centroids": 16,
                "trainingLimit": 5,
                "encoder": {"type": "tile", "distribution": "normal"},
            }
        },
    ),
    "hnsw_bq": (indexes.hnsw(quantizer=quantizers.bq()), {"bq": {"enabled": True}}),
    "hnsw_sq": (
        indexes.hnsw(quantizer=quantizers.sq(training_limit=5, rescore_limit=3)),
        {"sq": {"enabled": True, "trainingLimit": 5, "rescoreLimit": 3}},
    ),
    "hnsw_rq": (
        indexes.hnsw(ef=64, quantizer=quantizers.rq(bits=4, rescore_limit=3)),
        {"ef": 64, "rq": {"enabled": True, "bits": 4, "rescoreLimit": 3}},
    ),
    "flat_bq": (
        indexes.flat(distance="dot", quantizer=quantizers.bq(rescore_limit=5, cache=True)),
        {"distance": "dot", "bq": {"enabled": True, "rescoreLimit": 5, "cache": True}},
    ),
    "flat_rq": (
        indexes.flat(
            vector_cache_max_objects=9,
            skip_default_quantization=True,
            quantizer=quantizers.rq(bits=1, rescore_limit=5, cache=False),
        ),
        {
            "vectorCacheMaxObjects": 9,
            "skipDefaultQuantization": True,
            "rq": {"enabled": True, "bits": 1, "rescoreLimit": 5, "cache": False},
        },
    ),
    "hfresh": (
        indexes.hfresh(
            distance="l2-squared",
            max_posting_size_kb=16,
            replicas=2,
            search_probe=8,
            quantizer=quantizers.rq(bits=1, rescore_limit=9),
        ),
        {
            "distance": "l2-squared",
            "maxPostingSizeKB": 16,
            "replicas": 2,
            "searchProbe": 8,
            "rq": {"enabled": True, "bits": 1, "rescoreLimit": 9},
        },
    ),
}
DYNAMIC = (
    indexes.dynamic(
        distance="dot",
        threshold=50,
        hnsw=indexes.hnsw(ef=7, quantizer=quantizers.sq()),
        flat=indexes.flat(distance="dot", quantizer=quantizers.bq(cache=True)),
    ),
    {
        "distance": "dot",
        "threshold": 50,
        "hnsw": {"ef": 7, "sq": {"enabled": True}},
        "flat": {"distance": "dot", "bq": {"enabled": True, "cache": True}},
    },
)
MUVERA = (
    indexes.hnsw(
        aggregation="maxSim", muvera=indexes.muvera(ksim=3, dprojections=4, repetitions=5)
    ),
    {
        "multivector": {
            "enabled": True,
            "aggregation": "maxSim",
            "muvera": {"enabled": True, "ksim": 3, "dprojections": 4, "repetitions": 5},
        }
    },
)
