"""Requests by chance over small data: what nobody would think of writing down."""

from __future__ import annotations

import base64
import struct
from random import Random
from typing import TYPE_CHECKING, Any, TypeAlias
from uuid import UUID

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.recordings.recorder import Recorder

Json: TypeAlias = dict[str, Any]

ASKED = 100
"""Requests of a scenario."""
NAME = "Chance"
WORDS = (
    *("the", "old", "boat", "sails", "to", "a", "far", "shore", "and", "back", "again"),
    *("Äpfel", "straße"),
)
SHELVES = ("sea", "Sea", "land", "deep sea", "")
DATES = (
    "2020-02-29T12:00:00Z",
    "1999-12-31T23:59:59.5+01:00",
    "2024-01-01T00:00:00.123456789Z",
    "1970-01-01T00:00:00Z",
)
UUIDS = tuple(str(UUID(int=number)) for number in range(500, 504))
IDS = tuple(str(UUID(int=number + 1)) for number in range(24))


def text(chance: Random) -> str:
    return " ".join(chance.choices(WORDS, k=chance.randrange(0, 6)))


def integer(chance: Random) -> int:
    return chance.choice((0, 1, 2, 3, 3, 10, -5, 2**31, -(2**40)))


def number(chance: Random) -> float:
    return chance.choice((0.0, 0.5, -1.25, 3.0, 1e10, 1e-9, 2.5))


def boolean(chance: Random) -> bool:
    return chance.random() < 0.5


KINDS: dict[str, tuple[str, Callable[[Random], Any]]] = {
    "title": ("text", text),
    "shelf": ("text", lambda chance: chance.choice(SHELVES)),
    "tags": ("text[]", text),
    "size": ("int", integer),
    "sizes": ("int[]", integer),
    "price": ("number", number),
    "prices": ("number[]", number),
    "lent": ("boolean", boolean),
    "marks": ("boolean[]", boolean),
    "sold": ("date", lambda chance: chance.choice(DATES)),
    "days": ("date[]", lambda chance: chance.choice(DATES)),
    "code": ("uuid", lambda chance: chance.choice(UUIDS)),
    "codes": ("uuid[]", lambda chance: chance.choice(UUIDS)),
}
"""Properties: their types, and what makes one value of them."""


def value(chance: Random, name: str) -> Any:
    kind, make = KINDS[name]
    if kind.endswith("[]"):
        return [make(chance) for _ in range(chance.randrange(4))]
    return make(chance)


def schema(chance: Random) -> Json:
    """A collection with every kind of property, indexed in one way or another."""
    return {
        "class": NAME,
        "invertedIndexConfig": {
            # of several faults at once a server tells one or another
            "indexNullState": True,
            "indexPropertyLength": True,
            "indexTimestamps": boolean(chance),
        },
        "properties": [
            {
                "name": name,
                "dataType": [kind],
                **({"tokenization": "field"} if name == "shelf" else {}),
                **({"indexRangeFilters": True} if kind in ("int", "number", "date") else {}),
            }
            for name, (kind, _) in KINDS.items()
        ],
        "vectorConfig": {
            name: {
                "vectorizer": {"none": {}},
                "vectorIndexType": "hnsw",
                "vectorIndexConfig": {"distance": distance},
            }
            for name, distance in (("round", "cosine"), ("flat", "l2-squared"))
        },
        "moduleConfig": {"generative-dummy": {}, "reranker-dummy": {}},
    }


def vector(chance: Random) -> list[float]:
    """No two are alike: a server orders what is equally near by chance."""
    return [round(chance.uniform(-3, 3), 4) for _ in range(3)]


def vectors(chance: Random) -> dict[str, list[float]]:
    return {name: vector(chance) for name in ("round", "flat")}


def floats(values: list[float]) -> str:
    return base64.b64encode(struct.pack(f"<{len(values)}f", *values)).decode()


def properties(chance: Random) -> Json:
    """Some of the properties; the others are missing, or null."""
    return {
        name: value(chance, name) if chance.random() < 0.9 else None
        for name in KINDS
        if chance.random() < 0.8
    }


def filled(server: Recorder, chance: Random) -> None:
    """The collection, with some objects that were changed, replaced and deleted."""
    server.rest("POST", "/schema", schema(chance))
    for one in IDS:
        server.rest(
            "POST",
            "/objects",
            {
                "class": NAME,
                "id": one,
                "properties": properties(chance),
                "vectors": vectors(chance) if chance.random() < 0.9 else {},
            },
        )
    for one in chance.sample(IDS[1:], 6):  # how long the first was a server forgets by chance
        how = chance.choice(("PATCH", "PUT", "DELETE"))
        # a server does not look again at lengths and at what is null where no word changed
        given = {k: v for k, v in properties(chance).items() if not isinstance(v, list) and v != ""}
        body: Json = {"class": NAME, "id": one, "properties": given}
        if how == "PUT":
            body["vectors"] = vectors(chance)
        server.rest(how, f"/objects/{NAME}/{one}", None if how == "DELETE" else body)


# -- filters --------------------------------------------------------------------------------------

COMPARISONS = tuple(
    f"OPERATOR_{name}"
    for name in (
        *("EQUAL", "NOT_EQUAL", "GREATER_THAN", "GREATER_THAN_EQUAL"),
        *("LESS_THAN", "LESS_THAN_EQUAL"),
    )
)
CONTAINS = ("OPERATOR_CONTAINS_ANY", "OPERATOR_CONTAINS_ALL", "OPERATOR_CONTAINS_NONE")
VALUES = {
    "text": ("value_text", "value_text_array"),
    "int": ("value_int", "value_int_array"),
    "number": ("value_number", "value_number_array"),
    "boolean": ("value_boolean", "value_boolean_array"),
    "date": ("value_text", "value_text_array"),
    "uuid": ("value_text", "value_text_array"),
}


def condition(chance: Random, depth: int = 2) -> Json:
    if depth and chance.random() < 0.5:
        if chance.random() < 0.25:
            return {"operator": "OPERATOR_NOT", "filters": [condition(chance, depth - 1)]}
        return {
            "operator": chance.choice(("OPERATOR_AND", "OPERATOR_OR")),
            "filters": [condition(chance, depth - 1) for _ in range(chance.randrange(1, 4))],
        }
    return leaf(chance)


def leaf(chance: Random) -> Json:
    kind = chance.random()
    if kind < 0.08:
        return of("_id", chance.choice(COMPARISONS[:2]), value_text=chance.choice(IDS))
    if kind < 0.12:
        ids = {"values": chance.sample(IDS, 3)}
        return of("_id", chance.choice(CONTAINS), value_text_array=ids)
    name = chance.choice(list(KINDS))
    data_type, make = KINDS[name]
    scalar, array = VALUES[data_type.removesuffix("[]")]
    if kind < 0.2:
        return of(name, "OPERATOR_IS_NULL", value_boolean=boolean(chance))
    if kind < 0.26 and (data_type == "text" or data_type.endswith("[]")):
        length = chance.randrange(5)
        return of(f"len({name})", chance.choice(COMPARISONS), value_int=length)
    if kind < 0.32 and data_type.startswith("text"):
        pattern = chance.choice(("*a*", "s?a", "*", "b*t", "Sea", "??", "*ä*"))
        return of(name, "OPERATOR_LIKE", value_text=pattern)

    def one() -> Any:
        # of several conditions that hold stopwords alone a server tells one or another
        return f"boat {make(chance)}".strip() if make is text else make(chance)

    if kind < 0.5:
        values = [one() for _ in range(chance.randrange(1, 4))]
        return of(name, chance.choice(CONTAINS), **{array: {"values": values}})
    return of(name, chance.choice(COMPARISONS), **{scalar: one()})


def of(name: str, operator: str, **value: Any) -> Json:
    return {"operator": operator, "target": {"property": name}, **value}


# -- requests -------------------------------------------------------------------------------------


def search(chance: Random, **more: Any) -> Json:
    """A request, with some filter, page and selection."""
    asked: Json = {"collection": NAME, "uses_127_api": True, **more}
    if chance.random() < 0.5:
        asked["filters"] = condition(chance)
    if chance.random() < 0.6:
        asked["limit"] = chance.randrange(1, 12)
    if chance.random() < 0.3:
        asked["offset"] = chance.randrange(6)
    asked["metadata"] = {
        "uuid": True,
        **{name: boolean(chance) for name in ("distance", "certainty", "score", "is_consistent")},
    }
    if chance.random() < 0.3:
        asked["metadata"]["vectors"] = ["round"]
    chosen = chance.sample(list(KINDS), chance.randrange(4))
    asked["properties"] = {"non_ref_properties": chosen}
    return asked


def lists(server: Recorder, chance: Random) -> None:
    filled(server, chance)
    for _ in range(ASKED):
        asked = search(chance)
        if chance.random() < 0.4:
            asked["sort_by"] = [
                {"path": [name], "ascending": boolean(chance)}
                for name in chance.sample([*KINDS, "_id"], chance.randrange(1, 3))
            ]
        elif chance.random() < 0.2 and "filters" not in asked:
            asked["after"] = chance.choice(IDS)
        server.grpc("Search", asked)


def targets(chance: Random) -> tuple[list[str], Json]:
    """Names of vectors, and how they are put together."""
    names = chance.choice((["round"], ["flat"], ["round", "flat"]))
    joined: Json = {"target_vectors": names}
    if len(names) > 1:
        how = chance.choice(("SUM", "MIN", "AVERAGE", "RELATIVE_SCORE", "MANUAL"))
        joined["combination"] = f"COMBINATION_METHOD_TYPE_{how}"
        if how in ("RELATIVE_SCORE", "MANUAL"):
            joined["weights_for_targets"] = [
                {"target": name, "weight": chance.choice((0.5, 1.0, 2.0))} for name in names
            ]
    return names, joined


def near_vector(chance: Random) -> Json:
    names, joined = targets(chance)
    kind = "VECTOR_TYPE_SINGLE_FP32"
    near: Json = {
        "targets": joined,
        "vector_for_targets": [
            {"name": name, "vectors": [{"vector_bytes": floats(vector(chance)), "type": kind}]}
            for name in names
        ],
    }
    if chance.random() < 0.2:
        near["distance"] = chance.choice((0.0, 0.1, 0.5, 2.0))
    return near


def near_object(chance: Random) -> Json:
    return {
        "id": chance.choice(IDS),
        "targets": {"target_vectors": [chance.choice(("round", "flat"))]},
    }


def words(chance: Random) -> Json:
    asked: Json = {"query": text(chance) or "boat"}
    if chance.random() < 0.6:
        names = chance.sample(("title", "shelf", "tags"), chance.randrange(1, 4))
        asked["properties"] = [f"{name}{chance.choice(('', '^2', '^0.5'))}" for name in names]
    if chance.random() < 0.3:
        asked["search_operator"] = chance.choice(
            (
                {"operator": "OPERATOR_AND"},
                {"operator": "OPERATOR_OR", "minimum_or_tokens_match": chance.randrange(1, 4)},
            )
        )
    return asked


def hybrid(chance: Random) -> Json:
    keywords = words(chance)
    names, joined = targets(chance)
    kind = "VECTOR_TYPE_SINGLE_FP32"
    asked: Json = {
        "query": keywords["query"],
        "properties": keywords.get("properties", []),
        "use_alpha_param": True,
        "alpha_param": chance.choice((0.0, 0.25, 0.5, 0.75, 1.0)),
        "fusion_type": chance.choice(("FUSION_TYPE_RANKED", "FUSION_TYPE_RELATIVE_SCORE")),
        "targets": joined,
        "near_vector": {
            "vector_for_targets": [
                {"name": name, "vectors": [{"vector_bytes": floats(vector(chance)), "type": kind}]}
                for name in names
            ]
        },
    }
    if "search_operator" in keywords:
        asked["bm25_search_operator"] = keywords["search_operator"]
    if chance.random() < 0.2:
        asked["vector_distance"] = chance.choice((0.1, 0.5, 5.0))
    return asked


SEARCHES: dict[str, Callable[[Random], Json]] = {
    "near_vector": near_vector,
    "near_object": near_object,
    "bm25_search": words,
    "hybrid_search": hybrid,
}


def boost(chance: Random) -> Json:
    kinds: tuple[Json, ...] = (
        {"filter": leaf(chance)},
        {"property_value": {"property": "price"}},
        {"numeric_decay": {"property": "size", "origin": 2.0, "scale": 3.0}},
        {"time_decay": {"property": "sold", "origin": "2021-01-01T00:00:00Z", "scale": "900d"}},
    )
    conditions = [
        {**each, "weight": chance.choice((0.5, 1.0, 2.0))}
        for each in chance.sample(kinds, chance.randrange(1, 3))
    ]
    return {"conditions": conditions, "weight": chance.choice((0.1, 0.5, 0.9))}


def searches(server: Recorder, chance: Random) -> None:
    filled(server, chance)
    for _ in range(ASKED):
        kind = chance.choice(list(SEARCHES))
        asked = search(chance, **{kind: SEARCHES[kind](chance)})
        if kind == "bm25_search":
            # with other tokenizations beside it a word is explained under the name of another
            words_alone = {"title", "tags"}.issuperset(
                name.partition("^")[0] for name in asked[kind].get("properties", ["shelf"])
            )
            asked["metadata"]["explain_score"] = words_alone
        else:
            asked["metadata"]["explain_score"] = boolean(chance)
        extra = chance.random()
        if extra < 0.15:
            asked["group_by"] = {
                "path": [chance.choice(list(KINDS))],
                "number_of_groups": chance.randrange(1, 4),
                "objects_per_group": chance.randrange(1, 4),
            }
        elif extra < 0.25:
            asked["rerank"] = {"property": chance.choice(("title", "shelf")), "query": "boat"}
        elif extra < 0.35:
            asked["boost"] = boost(chance)
        elif extra < 0.45:
            asked["autocut"] = chance.randrange(1, 3)
        elif extra < 0.5:
            asked["generative"] = {
                "single": {"prompt": "Say {title}", "queries": [{"dummy": {}}]},
                "grouped": {"task": "All"},
            }
        server.grpc("Search", asked)


# -- figures --------------------------------------------------------------------------------------

FIGURES: dict[str, tuple[str, Json]] = {
    "text": ("text", {"count": True, "top_occurences": True, "top_occurences_limit": 100}),
    "int": (
        "int",
        dict.fromkeys(("count", "sum", "mean", "median", "maximum", "minimum"), True),
    ),
    "number": (
        "number",
        dict.fromkeys(("count", "sum", "mean", "median", "maximum", "minimum"), True),
    ),
    "boolean": (
        "boolean",
        dict.fromkeys(
            ("count", "total_true", "total_false", "percentage_true", "percentage_false"), True
        ),
    ),
    "date": ("date", dict.fromkeys(("count", "median", "maximum", "minimum"), True)),
}
"""What is asked of each type; not the mode, which is one of several by chance."""


def of_one_vector(chance: Random, kind: str) -> Json:
    """A search as aggregations take it: those of several vectors crash a server."""
    if kind == "near_object":
        return near_object(chance)
    near = {
        "targets": {"target_vectors": [chance.choice(("round", "flat"))]},
        "vectors": [{"vector_bytes": floats(vector(chance)), "type": "VECTOR_TYPE_SINGLE_FP32"}],
    }
    if kind == "near_vector":
        return near
    return {**hybrid(chance), **near, "near_vector": None}


def figures(server: Recorder, chance: Random) -> None:
    filled(server, chance)
    for _ in range(ASKED):
        asked: Json = {"collection": NAME, "objects_count": boolean(chance), "aggregations": []}
        for name in chance.sample(list(KINDS), chance.randrange(4)):
            kind = KINDS[name][0].removesuffix("[]")
            if kind in FIGURES:
                which, wanted = FIGURES[kind]
                asked["aggregations"].append(
                    {"property": name, which: {**wanted, "type": boolean(chance)}}
                )
        if chance.random() < 0.5:
            asked["filters"] = condition(chance)
        if chance.random() < 0.5:
            asked["group_by"] = {"collection": NAME, "property": chance.choice(list(KINDS))}
        kind = chance.choice(("", "", "near_vector", "near_object", "hybrid"))
        if kind:
            asked[kind] = of_one_vector(chance, kind)
            asked["object_limit"] = chance.randrange(1, 10)
        server.grpc("Aggregate", asked)
