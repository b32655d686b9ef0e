"""Random requests about drawn collections."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from hypothesis import strategies as st

from tests.engine.drawing import (
    LINK,
    NAME,
    VALUES,
    WORDS,
    Draw,
    Message,
    Property,
    Schema,
    Write,
    histories,
    raw,
    schemas,
    vectors_of,
)
from tests.engine.table import every, identity, leaf, none_of, some


@dataclass(frozen=True)
class Request:
    method: str
    message: Message

    def __repr__(self) -> str:
        return f"{self.method} {json.dumps(self.message)}"


@dataclass(frozen=True)
class Scenario:
    schema: Schema
    history: Sequence[Write]
    requests: Sequence[Request]


# Filters ------------------------------------------------------------------------------------------

_MEMBERS = {"int": "int", "number": "number", "boolean": "boolean"}
_ORDERED = ("GREATER_THAN", "GREATER_THAN_EQUAL", "LESS_THAN", "LESS_THAN_EQUAL")
_EITHER = ("EQUAL", "NOT_EQUAL")
PATTERNS = st.sampled_from(("f*", "*o*", "?o?", "*", "do?", "the", "f?x", "*s", "o*-*x", "a*b", ""))


def leaves(prop: Property) -> st.SearchStrategy[Message]:
    """Conditions on one property."""
    if prop.base == "geoCoordinates":
        return _geo(prop) | _null(prop)
    member = f"value_{_MEMBERS.get(prop.base, 'text')}"
    value = VALUES[prop.base]
    kinds = st.sampled_from((*_EITHER, *_ORDERED))
    one = st.builds(lambda kind, v: leaf(kind, prop.name, **{member: v}), kinds, value)
    many = st.builds(
        lambda kind, vs: leaf(f"CONTAINS_{kind}", prop.name, **{f"{member}_array": {"values": vs}}),
        st.sampled_from(("ANY", "ALL", "NONE")),
        st.lists(value, max_size=3),
    )
    found = [one, one, one, many, _null(prop)]
    if prop.base == "text":
        found.append(st.builds(lambda p: leaf("LIKE", prop.name, value_text=p), PATTERNS))
    length = st.builds(
        lambda kind, n: leaf(kind, f"len({prop.name})", value_int=n), kinds, st.integers(0, 12)
    )
    if prop.base == "text" or prop.is_list:
        found.append(length)
    return st.one_of(found)


def _null(prop: Property) -> st.SearchStrategy[Message]:
    return st.builds(lambda yes: leaf("IS_NULL", prop.name, value_boolean=yes), st.booleans())


def _geo(prop: Property) -> st.SearchStrategy[Message]:
    return st.builds(
        lambda point, distance: leaf(
            "WITHIN_GEO_RANGE", prop.name, value_geo={**point, "distance": distance}
        ),
        VALUES["geoCoordinates"],
        st.sampled_from((0.0, 1e6, 6e6, 3e7)),
    )


def _ids() -> st.SearchStrategy[Message]:
    texts = st.integers(1, 12).map(identity)
    one = st.builds(
        lambda kind, text: leaf(kind, "_id", value_text=text),
        st.sampled_from((*_EITHER, *_ORDERED)),
        texts,
    )
    like = st.sampled_from(("0*", "*5", "00000010*", "*")).map(
        lambda text: leaf("LIKE", "_id", value_text=text)
    )
    many = st.builds(
        lambda kind, values: leaf(f"CONTAINS_{kind}", "_id", value_text_array={"values": values}),
        st.sampled_from(("ANY", "ALL", "NONE")),
        st.lists(texts, min_size=1, max_size=4),
    )
    return one | like | many


def _through(condition: Message) -> Message:
    """The same of an object that is linked to."""
    target = {"single_target": {"on": LINK, "target": condition["target"]}}
    return {**condition, "target": target}


def _counts() -> st.SearchStrategy[Message]:
    return st.builds(
        lambda kind, n: leaf(kind, {"count": {"on": LINK}}, value_int=n),
        st.sampled_from((*_EITHER, *_ORDERED)),
        st.integers(-1, 3),
    )


def filters(schema: Schema) -> st.SearchStrategy[Message]:
    one = st.sampled_from(schema.properties).flatmap(leaves)
    if schema.linked:
        one = st.one_of(one, one, one, one.map(_through), _counts())
    return st.recursive(
        st.one_of(one, one, one, one, _ids()),
        lambda inner: (
            st.lists(inner, min_size=1, max_size=3).map(lambda fs: every(*fs))
            | st.lists(inner, min_size=1, max_size=3).map(lambda fs: some(*fs))
            | inner.map(none_of)
        ),
        max_leaves=4,
    )


# Searches -----------------------------------------------------------------------------------------

ALL = {
    "collection": NAME,
    "properties": {"return_all_nonref_properties": True},
    "metadata": {"uuid": True, "distance": True, "certainty": True, "score": True},
    "uses_123_api": True,
    "uses_125_api": True,
    "uses_127_api": True,
}
LIMITS = st.integers(1, 6) | st.just(100)
QUERIES = st.lists(st.sampled_from((*WORDS, "owl", "nothing")), min_size=1, max_size=3).map(
    " ".join
)


@st.composite
def lists(draw: Draw, schema: Schema) -> Request:
    message = {**ALL, "limit": draw(LIMITS)}
    if draw(st.booleans()):
        message["offset"] = draw(st.integers(0, 4))
    if draw(st.integers(0, 3)):
        message["filters"] = draw(filters(schema))
    if schema.linked and draw(st.booleans()):
        inner = {"reference_property": LINK, "metadata": {"uuid": True}}
        message["properties"] = {"return_all_nonref_properties": True, "ref_properties": [inner]}
    if "filters" not in message and not message.get("offset") and draw(st.booleans()):
        message["after"] = identity(draw(st.integers(1, 14)))
        return Request("Search", message)
    if draw(st.booleans()):
        names = [p.name for p in schema.properties if p.base != "uuid"] + ["_id"]
        keys = draw(st.lists(st.sampled_from(names), min_size=1, max_size=2, unique=True))
        message["sort_by"] = [{"path": [key], "ascending": draw(st.booleans())} for key in keys]
    return Request("Search", message)


def _keywords(draw: Draw, schema: Schema) -> Message:
    texts = [p.name for p in schema.properties if p.base == "text" and p.searchable]
    made: Message = {"query": draw(QUERIES)}
    if texts and draw(st.booleans()):
        chosen = draw(st.lists(st.sampled_from(texts), min_size=1, max_size=3, unique=True))
        made["properties"] = [name + draw(st.sampled_from(("", "^2", "^0.5"))) for name in chosen]
    return made


_OPERATORS = st.sampled_from(
    (
        {"operator": "OPERATOR_AND"},
        {"operator": "OPERATOR_AND_CROSS"},
        {"operator": "OPERATOR_OR", "minimum_or_tokens_match": 1},
        {"operator": "OPERATOR_OR", "minimum_or_tokens_match": 2},
    )
)


def _page(draw: Draw, schema: Schema) -> Message:
    message = {**ALL, "limit": draw(LIMITS)}
    if draw(st.integers(0, 2)) == 0:
        message["offset"] = draw(st.integers(0, 4))
    if draw(st.integers(0, 2)) == 0:
        message["filters"] = draw(filters(schema))
    if draw(st.integers(0, 5)) == 0:
        message["autocut"] = draw(st.integers(1, 2))
    return message


def _targets(draw: Draw, schema: Schema) -> Message:
    """Of a search by vector: nothing where there is one vector alone."""
    names = list(schema.vectors)
    if len(names) < 2:
        return {}
    chosen = draw(st.lists(st.sampled_from(names), min_size=1, max_size=2, unique=True))
    made: Message = {"target_vectors": chosen}
    if len(chosen) > 1:
        method = draw(st.sampled_from(("MIN", "SUM", "AVERAGE", "MANUAL", "RELATIVE_SCORE")))
        made["combination"] = f"COMBINATION_METHOD_TYPE_{method}"
        if method in ("MANUAL", "RELATIVE_SCORE"):
            weights = (draw(st.sampled_from((0.25, 1.0, 2.0))) for _ in chosen)
            made["weights_for_targets"] = [
                {"target": name, "weight": weight}
                for name, weight in zip(chosen, weights, strict=False)
            ]
    return {"targets": made}


def _grouped(draw: Draw, schema: Schema) -> Message:
    if draw(st.integers(0, 4)):
        return {}
    return {
        "group_by": {
            "path": [draw(st.sampled_from([p.name for p in schema.properties]))],
            "number_of_groups": draw(st.integers(1, 3)),
            "objects_per_group": draw(st.integers(1, 3)),
        }
    }


def _boosted(draw: Draw, schema: Schema) -> Message:
    if draw(st.integers(0, 4)):
        return {}
    conditions: list[Message] = []
    for prop in draw(st.lists(st.sampled_from(schema.properties), min_size=1, max_size=2)):
        kinds: list[Message] = [{"filter": draw(_plain_leaves(prop))}] * (prop.base in VALUES)
        if prop.data_type in ("int", "number"):
            kinds.append({"property_value": {"property": prop.name}})
            decay = {"property": prop.name, "origin": 1.0, "scale": 2.0}
            kinds.append({"numeric_decay": decay})
        weight = draw(st.sampled_from((1.0, 0.5, -1.0)))
        conditions.append({**draw(st.sampled_from(kinds)), "weight": weight})
    return {"boost": {"conditions": conditions, "weight": draw(st.sampled_from((0.25, 0.5, 1.0)))}}


def _plain_leaves(prop: Property) -> st.SearchStrategy[Message]:
    """Conditions that a boost takes."""
    member = f"value_{_MEMBERS.get(prop.base, 'text')}"
    if prop.base == "geoCoordinates":
        return _null(prop)
    return st.builds(
        lambda kind, v: leaf(kind, prop.name, **{member: v}),
        st.sampled_from((*_EITHER, *_ORDERED)),
        VALUES[prop.base],
    )


def _diverse(draw: Draw, limit: int) -> Message:
    if draw(st.integers(0, 5)):
        return {}
    mmr = {"limit": draw(st.integers(1, limit)), "balance": draw(st.sampled_from((0.0, 0.5, 0.9)))}
    return {"selection": {"mmr": mmr}}


@st.composite
def keyword_searches(draw: Draw, schema: Schema) -> Request:
    words = _keywords(draw, schema)
    if draw(st.integers(0, 2)) == 0:
        words["search_operator"] = draw(_OPERATORS)
    message = {**_page(draw, schema), "bm25_search": words, **_grouped(draw, schema)}
    return Request("Search", message | _boosted(draw, schema))


@st.composite
def vector_searches(draw: Draw, schema: Schema) -> Request:
    near = {"vector_bytes": raw(draw(vectors_of(schema))), **_targets(draw, schema)}
    threshold = draw(st.integers(0, 7))
    if threshold == 0:
        near["distance"] = draw(st.sampled_from((0.0, 0.5, 1.0, 20.0)))
    elif threshold == 1:
        near["certainty"] = draw(st.sampled_from((0.25, 0.5, 0.75)))
    message = {**_page(draw, schema), "near_vector": near, **_grouped(draw, schema)}
    near |= _diverse(draw, message["limit"])
    return Request("Search", message | _boosted(draw, schema))


@st.composite
def object_searches(draw: Draw, schema: Schema) -> Request:
    near = {"id": identity(draw(st.integers(1, 12))), **_targets(draw, schema)}
    return Request("Search", {**_page(draw, schema), "near_object": near})


@st.composite
def hybrid_searches(draw: Draw, schema: Schema) -> Request:
    hybrid = {
        **_keywords(draw, schema),
        **_targets(draw, schema),
        "alpha": draw(st.sampled_from((0.0, 0.25, 0.5, 1.0))),
        "fusion_type": draw(st.sampled_from(("FUSION_TYPE_RANKED", "FUSION_TYPE_RELATIVE_SCORE"))),
        "near_vector": {"vector_bytes": raw(draw(vectors_of(schema)))},
    }
    if draw(st.integers(0, 3)) == 0:
        hybrid["bm25_search_operator"] = draw(_OPERATORS)
    if draw(st.integers(0, 3)) == 0:
        hybrid["vector_distance"] = draw(st.sampled_from((0.5, 1.0, 20.0)))
    message = {**_page(draw, schema), "hybrid_search": hybrid, **_grouped(draw, schema)}
    hybrid |= _diverse(draw, message["limit"])
    return Request("Search", message | _boosted(draw, schema))


# Aggregations -------------------------------------------------------------------------------------

_FIGURES = {
    "int": ("count", "type", "sum", "mean", "mode", "median", "maximum", "minimum"),
    "number": ("count", "type", "sum", "mean", "mode", "median", "maximum", "minimum"),
    "text": ("count", "type", "top_occurences"),
    "boolean": ("count", "type", "total_true", "percentage_false"),
    "date": ("count", "type", "median", "mode", "maximum", "minimum"),
}


@st.composite
def aggregations(draw: Draw, schema: Schema) -> Request:
    chosen = draw(st.lists(st.sampled_from(schema.properties), max_size=3, unique=True))
    wanted: list[Message] = []
    for prop in chosen:
        figures = _FIGURES.get(prop.base)
        if figures is not None:
            some_of = draw(st.lists(st.sampled_from(figures), min_size=1, unique=True))
            asked: Message = dict.fromkeys(some_of, True)
            if "top_occurences" in some_of and draw(st.booleans()):
                asked["top_occurences_limit"] = draw(st.integers(1, 8))
            wanted.append({"property": prop.name, prop.base: asked})
    message: Message = {"collection": NAME, "objects_count": True, "aggregations": wanted}
    if draw(st.integers(0, 2)) == 0:
        message["filters"] = draw(filters(schema))
    if draw(st.integers(0, 2)) == 0:
        message["group_by"] = {
            "collection": NAME,
            "property": draw(st.sampled_from(schema.properties)).name,
        }
    if draw(st.integers(0, 2)) == 0:
        message["object_limit"] = draw(st.integers(1, 8))
        message["near_vector"] = {
            "vector_bytes": raw(draw(vectors_of(schema))),
            **_targets(draw, schema),
        }
    return Request("Aggregate", message)


@st.composite
def deletions(draw: Draw, schema: Schema) -> Request:
    condition = draw(filters(schema))
    return Request(
        "BatchDelete",
        {"collection": NAME, "filters": condition, "verbose": True, "dry_run": draw(st.booleans())},
    )


@st.composite
def paths(draw: Draw, schema: Schema) -> Request:
    """A GET of an object, or of a list."""
    include = draw(st.sampled_from(("", "vector", "classification")))
    asked: dict[str, object] = {"include": include} if include else {}
    if draw(st.booleans()):
        path = f"/v1/objects/{NAME}/{identity(draw(st.integers(1, 14)))}"
        return Request("GET", {"path": f"{path}?{urlencode(asked)}"})
    asked |= {"class": NAME, "limit": draw(LIMITS)}
    if draw(st.integers(0, 2)) == 0:
        after = identity(draw(st.integers(1, 14)))
        return Request("GET", {"path": f"/v1/objects?{urlencode(asked | {'after': after})}"})
    if draw(st.booleans()):
        names = [p.name for p in schema.properties if p.base != "uuid"] + ["_id"]
        keys = draw(st.lists(st.sampled_from(names), min_size=1, max_size=2, unique=True))
        asked["sort"] = ",".join(keys)
        asked["order"] = ",".join(draw(st.sampled_from(("asc", "desc"))) for _ in keys)
    asked["offset"] = draw(st.integers(0, 4))
    return Request("GET", {"path": f"/v1/objects?{urlencode(asked)}"})


# Mistakes -----------------------------------------------------------------------------------------


@st.composite
def mistakes(draw: Draw, schema: Schema) -> Request:
    """Requests of which most are refused."""
    any_name = st.sampled_from(
        [p.name for p in schema.properties] + ["P0", "p9", "", "_id", "id", "p0.x", LINK]
    )
    value = st.sampled_from(
        (
            *({"value_text": "x"}, {"value_text": "5"}, {"value_int": 5}, {"value_number": 0.5}),
            *({"value_boolean": True}, {"value_text_array": {"values": ["x"]}}),
            *({"value_int_array": {"values": [1]}}, {"value_number_array": {"values": [0.5]}}),
            {"value_geo": {"latitude": 1.0, "longitude": 2.0, "distance": 3.0}},
        )
    )
    operators = (*_EITHER, *_ORDERED, "LIKE", "IS_NULL", "CONTAINS_ANY", "WITHIN_GEO_RANGE")
    message: Message = {**ALL, "limit": 5}
    match draw(st.integers(0, 7)):
        case 0 | 1 | 2:
            kind = draw(st.sampled_from(operators))
            message["filters"] = leaf(kind, draw(any_name), **draw(value))
        case 3:
            message["sort_by"] = [{"path": [draw(any_name)], "ascending": True}]
        case 4:
            message["bm25_search"] = {"query": "fox", "properties": [draw(any_name)]}
        case 5:
            wrong = st.lists(st.just(0.5), max_size=6)
            message["near_vector"] = {"vector_bytes": raw(draw(wrong)), **_targets(draw, schema)}
        case 6:
            message["properties"] = {"non_ref_properties": [draw(any_name)]}
        case _:
            name = draw(any_name.filter(lambda name: "." not in name))
            wanted = {"property": name, "int": {"count": True, "type": True}}
            message = {"collection": NAME, "aggregations": [wanted], "objects_count": True}
            if draw(st.booleans()):
                message["group_by"] = {"collection": NAME, "property": draw(any_name)}
            return Request("Aggregate", message)
    return Request("Search", message)


KINDS = (
    paths,
    lists,
    lists,
    lists,
    keyword_searches,
    vector_searches,
    object_searches,
    hybrid_searches,
    aggregations,
    aggregations,
    deletions,
)


@st.composite
def scenarios(draw: Draw, *, indexed: bool = False) -> Scenario:
    """`indexed`: whatever can be indexed is, and no request is wrong in itself."""
    schema = draw(schemas(indexed=indexed))
    history = draw(histories(schema))
    kinds = KINDS if indexed else (*KINDS, mistakes)
    asked = st.sampled_from(kinds).flatmap(lambda kind: kind(schema))
    return Scenario(schema, history, draw(st.lists(asked, min_size=6, max_size=20)))
