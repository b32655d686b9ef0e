"""Collections by chance: settings that fit, that do not, and that nobody gives."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from random import Random

    from tests.recordings.recorder import Recorder

Json: TypeAlias = dict[str, Any]

NAME = "Changing"
BASE: Json = {
    "class": NAME,
    "description": "to be changed",
    "properties": [
        {"name": "title", "dataType": ["text"], "tokenization": "word"},
        {"name": "size", "dataType": ["int"]},
        {
            "name": "inner",
            "dataType": ["object"],
            "nestedProperties": [{"name": "deep", "dataType": ["text"]}],
        },
    ],
    "invertedIndexConfig": {"bm25": {"b": 0.5, "k1": 1.5}, "stopwords": {"preset": "en"}},
    "vectorConfig": {
        "own": {
            "vectorizer": {"none": {}},
            "vectorIndexType": "hnsw",
            "vectorIndexConfig": {"distance": "dot", "ef": 100},
        },
        "words": {
            "vectorizer": {"text2vec-bigram": {"properties": ["title"]}},
            "vectorIndexType": "flat",
        },
    },
    "multiTenancyConfig": {"enabled": False},
    "replicationConfig": {"factor": 1},
    "shardingConfig": {"desiredCount": 1},
}
ODD: tuple[Any, ...] = (None, "", "odd", 0, -1, 3, 1.5, True, False, {}, ["text"], ["odd"])
SETTINGS: dict[tuple[str | int, ...], tuple[Any, ...]] = {
    ("class",): ("changing", "CHANGING", "Has-hyphen", "Ch", "C" * 256),
    ("description",): ("new",),
    ("properties", 0, "name"): ("Title", "id", "vector", "_x", "has space", "size"),
    ("properties", 0, "dataType"): (["text[]"], ["uuid"], ["blob"], [NAME], ["text", "int"]),
    ("properties", 0, "tokenization"): ("field", "trigram", "lowercase", "whitespace", "gse"),
    ("properties", 0, "indexSearchable"): (),
    ("properties", 0, "indexFilterable"): (),
    ("properties", 0, "indexRangeFilters"): (),
    ("properties", 0, "description"): ("x",),
    ("properties", 0, "textAnalyzer"): ({"asciiFold": True}, {"stopwordPreset": "none"}),
    ("properties", 1, "tokenization"): ("word",),
    ("properties", 1, "indexSearchable"): (),
    ("properties", 1, "indexRangeFilters"): (),
    ("properties", 1, "nestedProperties"): ([{"name": "a", "dataType": ["int"]}],),
    ("properties", 2, "nestedProperties"): ([{"name": "a", "dataType": ["odd"]}],),
    ("properties", 2, "nestedProperties", 0, "name"): ("Deep", "has space"),
    ("properties", 2, "nestedProperties", 0, "tokenization"): ("field",),
    ("properties", 2, "nestedProperties", 0, "indexRangeFilters"): (),
    ("invertedIndexConfig", "bm25"): ({"b": 2, "k1": 1}, {"b": 0.1, "k1": -1}, {"k1": 1.1}),
    ("invertedIndexConfig", "stopwords", "preset"): ("none",),
    ("invertedIndexConfig", "stopwords", "additions"): (["a", "b"], ["a", "a"]),
    ("invertedIndexConfig", "stopwords", "removals"): (["the"], ["nothing"]),
    ("invertedIndexConfig", "indexNullState"): (),
    ("invertedIndexConfig", "indexTimestamps"): (),
    ("invertedIndexConfig", "cleanupIntervalSeconds"): (60, 10),
    ("vectorConfig", "own", "vectorizer"): ({"text2vec-odd": {}}, {"none": None}),
    ("vectorConfig", "own", "vectorIndexType"): ("flat", "hfresh", "dynamic"),
    ("vectorConfig", "own", "vectorIndexConfig", "distance"): ("cosine", "hamming", "manhattan"),
    ("vectorConfig", "own", "vectorIndexConfig", "ef"): (-2, 10_000),
    ("vectorConfig", "own", "vectorIndexConfig", "maxConnections"): (2, 128),
    ("vectorConfig", "own", "vectorIndexConfig", "pq"): ({"enabled": True}, {"segments": 2}),
    ("vectorConfig", "own", "vectorIndexConfig", "rq"): ({"enabled": True, "bits": 1},),
    ("vectorConfig", "own", "vectorIndexConfig", "filterStrategy"): ("acorn", "sweeping"),
    ("vectorConfig", "own", "vectorIndexConfig", "skip"): (),
    ("vectorConfig", "own", "vectorIndexConfig", "multivector"): ({"enabled": True},),
    ("vectorConfig", "words", "vectorizer"): ({"text2vec-bigram": {"properties": ["nope"]}},),
    ("vectorizer",): ("none",),
    ("vectorIndexType",): ("hnsw", "flat"),
    ("moduleConfig",): ({"generative-dummy": {}}, {"odd": {}}),
    ("multiTenancyConfig",): ({"enabled": True}, {"autoTenantCreation": True}),
    ("multiTenancyConfig", "enabled"): (),
    ("replicationConfig", "factor"): (2,),
    ("shardingConfig", "desiredCount"): (2,),
    ("objectTtlConfig",): (
        {"enabled": True, "defaultTtl": 3600, "deleteOn": "_creationTimeUnix"},
        {"enabled": True, "defaultTtl": 10, "deleteOn": "size"},
    ),
}
"""Where in the document, and values that suit the place better than the odd ones."""


def changed(document: Json, chance: Random) -> Json:
    """The document with one setting that is another, or missing."""
    made = deepcopy(document)
    path = chance.choice(list(SETTINGS))
    *way, last = path
    place: Any = made
    for step in way:
        try:
            place = place[step]
        except (KeyError, IndexError, TypeError):
            return made  # it is gone, or of another kind, by an earlier change
    suiting = SETTINGS[path]
    if not isinstance(place, dict):
        return made
    if chance.random() < 0.1 and last != "dataType":  # a server crashes without one
        place.pop(last, None)
    else:
        # a server makes the collection all the same where the distance is none, and then fails
        odd = suiting if last == "distance" else ODD[1:] if last == "dataType" else ODD
        place[last] = chance.choice(suiting if suiting and chance.random() < 0.6 else odd)
    return made


def creations(server: Recorder, chance: Random) -> None:
    for _ in range(60):
        document = changed(BASE, chance)
        server.rest("POST", "/schema", document)
        server.rest("GET", f"/schema/{NAME}")
        server.rest("DELETE", f"/schema/{NAME}")


def updates(server: Recorder, chance: Random) -> None:
    """Two changes each, from the same start; the second one of what the server has by then."""
    for _ in range(20):
        stored = server.rest("POST", "/schema", BASE)
        for _ in range(2):
            server.rest("PUT", f"/schema/{NAME}", changed(stored, chance))
            stored = server.rest("GET", f"/schema/{NAME}")
        server.rest("DELETE", f"/schema/{NAME}")
