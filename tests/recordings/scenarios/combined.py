"""Searches with several steps after them, in any combination."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from tests.recordings.scenarios import chance as plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

    from tests.recordings.recorder import Recorder

Json: TypeAlias = dict[str, Any]

ASKED = 75
"""Requests of a scenario."""
_LISTS = [name for name, (kind, _) in plain.KINDS.items() if kind.endswith("[]")]
_RANKED = ("near_object", "bm25_search", "hybrid_search")
_MOST = 12
"""Hits of a page: a reranker leaves more of equal length in an order of its own."""


def _near_vector(chance: Random) -> Json:
    near = plain.near_vector(chance)
    if chance.random() < 0.1:
        near["vector_for_targets"] = [
            {"name": each["name"], "vectors": [{"type": "VECTOR_TYPE_SINGLE_FP32"}]}
            for each in near["vector_for_targets"]
        ]
    if near["targets"]["target_vectors"] == ["round"] and "distance" not in near:
        if chance.random() < 0.2:
            near["certainty"] = chance.choice((0.0, 0.5, 0.9, 1.0))
    elif chance.random() < 0.1:
        near["distance"] = chance.choice((-1.0, 3.0, 1e6))
    return near


def _hybrid(chance: Random) -> Json:
    asked = plain.hybrid(chance)
    asked["alpha_param"] = chance.choice((0.0, 0.3, 0.7, 1.0, 1.5, -0.5))
    if chance.random() < 0.2:
        near = asked.pop("near_vector")
        vectors = near["vector_for_targets"][0]["vectors"]
        if chance.random() < 0.4:
            asked["near_vector"] = {"vectors": [{"type": "VECTOR_TYPE_SINGLE_FP32"}]}
        else:
            asked["vectors"] = vectors
    return asked


_SEARCHES: Mapping[str, Callable[[Random], Json]] = {
    "near_vector": _near_vector,
    "near_object": plain.near_object,
    "bm25_search": plain.words,
    "hybrid_search": _hybrid,
}


def _metadata(chance: Random) -> Json:
    wanted = ("uuid", "distance", "certainty", "score", "is_consistent", "vector")
    return {name: True for name in wanted if chance.random() < 0.4}


def _group(chance: Random) -> Json:
    return {
        "path": [chance.choice(list(plain.KINDS))],
        "number_of_groups": chance.randrange(5),
        "objects_per_group": chance.randrange(4),
    }


def _generative(chance: Random, *, alone: bool) -> Json:
    single = {"single": {"prompt": chance.choice(("Say {title}", "{size} of {tags}", "plain"))}}
    names = chance.sample(list(plain.KINDS), chance.randrange(3))
    grouped = {"grouped": {"task": "All", "properties": {"values": names}}}
    # beside a reranker a server asks first one or the other
    return chance.choice((single, {}, grouped, {**single, **grouped}) if alone else (single, {}))


def _mmr(chance: Random, limit: int) -> Json:
    balance = chance.choice((0.0, 0.3, 1.0))
    return {"mmr": {"limit": chance.randrange(1, limit + 1), "balance": balance}}


_STEPS: Mapping[str, tuple[float, Callable[[Random], Any]]] = {
    "offset": (0.3, lambda chance: chance.choice((1, 2, 5, 30))),
    "filters": (0.3, lambda chance: plain.condition(chance, 1)),
    "autocut": (0.25, lambda chance: chance.choice((1, 2, 3))),
    "boost": (0.25, plain.boost),
    "rerank": (
        0.25,
        lambda chance: {"property": chance.choice(("title", "shelf", "tags", "size"))},
    ),
    "metadata": (0.9, _metadata),
    "properties": (
        0.8,
        lambda chance: {
            "non_ref_properties": chance.sample(list(plain.KINDS), chance.randrange(4))
        },
    ),
    "group_by": (0.3, _group),
    "generative": (0.3, lambda _: {}),
}
"""What may be asked for: how often, and how."""


def _request(chance: Random) -> Json:
    kind = chance.choice((*_SEARCHES, ""))
    limit = chance.randrange(1, _MOST)
    asked: Json = {
        "collection": plain.NAME,
        "uses_127_api": chance.random() < 0.8,
        "limit": limit,
        **{name: draw(chance) for name, (often, draw) in _STEPS.items() if chance.random() < often},
    }
    if "generative" in asked:
        asked["generative"] = _generative(chance, alone="rerank" not in asked)
    if kind:
        asked[kind] = _SEARCHES[kind](chance)
        if kind != "bm25_search" and chance.random() < 0.2:
            asked[kind]["selection"] = _mmr(chance, limit)
        if asked.get("group_by", {}).get("path", [""])[0] in _LISTS:
            asked.pop("boost", None)  # of an object in several groups it sees more or less
        if _is_listed(asked):
            asked.pop("group_by", None)
        return asked
    if _is_listed(asked):
        asked.pop("group_by", None)
    if "generative" not in asked and chance.random() < 0.3:
        path = [chance.choice(("size", "price", "sold"))]
        asked["sort_by"] = [{"path": path, "ascending": plain.boolean(chance)}]
    return asked


def _is_listed(asked: Json) -> bool:
    """Whether what is made of a list without groups would be told by its addresses."""
    vectors = asked.get("near_vector", {}).get("vector_for_targets", [{"vectors": [{}]}])
    return (
        asked.keys().isdisjoint(_RANKED)
        and asked.keys() >= {"group_by"}
        and ("vector_bytes" not in vectors[0]["vectors"][0])
        and not asked.keys().isdisjoint({"rerank", "generative"})
    )


def combined(server: Recorder, chance: Random) -> None:
    plain.filled(server, chance)
    for _ in range(ASKED):
        server.grpc("Search", _request(chance))
