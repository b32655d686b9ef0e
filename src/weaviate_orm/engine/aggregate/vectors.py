"""The vectors of a collection as the server prints them in an error of an aggregation."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from weaviate_orm.engine.schema.numbers import object_
from weaviate_orm.engine.write.gotext import show

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weaviate_orm.engine.errors import JSON
    from weaviate_orm.engine.schema.definition import CollectionDefinition

_Order: TypeAlias = "Mapping[str, _Order | None]"
"""The parameters of an index in the order of the server, with those inside."""


def _order(names: str, **inner: _Order) -> _Order:
    return {name: inner.get(name) for name in names.split()}


_ORDERS: Mapping[str, _Order] = {
    "hnsw": _order(
        "skip cleanupIntervalSeconds maxConnections efConstruction ef dynamicEfMin dynamicEfMax "
        "dynamicEfFactor vectorCacheMaxObjects flatSearchCutoff distance pq bq sq rq "
        "filterStrategy multivector skipDefaultQuantization trackDefaultQuantization",
        pq=_order(
            "enabled bitCompression segments centroids trainingLimit encoder",
            encoder=_order("type distribution"),
        ),
        bq=_order("enabled"),
        sq=_order("enabled trainingLimit rescoreLimit"),
        rq=_order("enabled bits rescoreLimit"),
        multivector=_order(
            "enabled muvera aggregation",
            muvera=_order("enabled ksim dprojections repetitions"),
        ),
    ),
    "flat": _order(
        "distance vectorCacheMaxObjects pq bq sq rq skipDefaultQuantization "
        "trackDefaultQuantization",
        pq=_order("enabled rescoreLimit cache"),
        bq=_order("enabled rescoreLimit cache"),
        sq=_order("enabled rescoreLimit cache"),
        rq=_order("enabled rescoreLimit cache bits"),
    ),
    "hfresh": _order(
        "maxPostingSizeKB replicas searchProbe distance rq",
        rq=_order("enabled bits rescoreLimit"),
    ),
}


def printed(definition: CollectionDefinition) -> str:
    """The named vectors with all that is set for them."""
    found = object_(definition.document.get("vectorConfig"))
    items = (f"{name}:{_vector(object_(found[name]))}" for name in sorted(found))
    return f"map[{' '.join(items)}]"


def _vector(document: Mapping[str, JSON]) -> str:
    kind = show(document["vectorIndexType"])
    index = _struct(object_(document["vectorIndexConfig"]), _ORDERS[kind])
    return f"{{{index} {kind} {show(document['vectorizer'])}}}"


def _struct(document: Mapping[str, JSON], order: _Order) -> str:
    values = (
        show(document[name]) if inner is None else _struct(object_(document[name]), inner)
        for name, inner in order.items()
    )
    return f"{{{' '.join(values)}}}"
