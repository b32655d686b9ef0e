"""Random collections, histories of writes, and requests about them, for any server's door."""

from __future__ import annotations

import base64
import json
import struct
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from hypothesis import strategies as st

from tests.engine.table import every, identity, leaf, none_of, some

Draw: TypeAlias = Callable[[st.SearchStrategy[Any]], Any]
Message: TypeAlias = dict[str, Any]
"""In protobuf's JSON form."""

NAME = "Drawn"
SCALARS = ("text", "int", "number", "boolean", "date", "uuid")
TYPES = (*SCALARS, *(f"{one}[]" for one in SCALARS), "geoCoordinates")
LINK = "link"
"""The reference property, to objects of the same collection."""
TOKENIZATIONS = ("word", "word", "lowercase", "whitespace", "field", "trigram")
RANGED = ("int", "number", "date")
DISTANCES = ("cosine", "cosine", "dot", "l2-squared", "manhattan", "hamming")

WORDS = ("fox", "Fox", "the", "a", "dog", "owl-fox", "dogs", "É", "x_2", "42", "")
TEXTS = st.lists(st.sampled_from(WORDS), max_size=5).map(" ".join) | st.sampled_from(
    ("", " ", "a\nb", " fox ", "the a", 'q"<&>\\')
)
VALUES: Mapping[str, st.SearchStrategy[Any]] = {
    "text": TEXTS,
    "int": st.integers(-3, 3) | st.sampled_from((10, 2**53, -(2**40))),
    "number": st.sampled_from((-1.5, 0.0, -0.0, 0.5, 1.0, 2.0, 1e300, 1e-300)),
    "boolean": st.booleans(),
    "date": st.sampled_from(
        (
            "2020-01-01T00:00:00Z",
            "2020-01-01T01:00:00+01:00",
            "2021-06-01T12:00:00.5Z",
            "1999-12-31T23:59:59.999999999Z",
        )
    ),
    "uuid": st.sampled_from([f"{d}0000000-0000-4000-8000-00000000000{d}" for d in "129af"]),
    "geoCoordinates": st.builds(
        lambda latitude, longitude: {"latitude": latitude, "longitude": longitude},
        st.sampled_from((0.0, 52.5, -33.25)),
        st.sampled_from((0.0, 13.5, 179.0)),
    ),
}
_LISTS = {"number": "number", "int": "int", "boolean": "boolean"}
_MEMBERS = {"int": "int", "number": "number", "boolean": "boolean"}


@dataclass(frozen=True)
class Property:
    name: str
    data_type: str
    tokenization: str = "word"
    filterable: bool = True
    searchable: bool = True
    ranged: bool = False

    @property
    def base(self) -> str:
        return self.data_type.removesuffix("[]")

    @property
    def is_list(self) -> bool:
        return self.data_type.endswith("[]")

    @property
    def document(self) -> Message:
        made: Message = {"name": self.name, "dataType": [self.data_type]}
        made["indexFilterable"] = self.filterable
        if self.base == "text":
            made |= {"tokenization": self.tokenization, "indexSearchable": self.searchable}
        if self.ranged:
            made["indexRangeFilters"] = True
        return made


@dataclass(frozen=True)
class Schema:
    """A collection with one or two named vectors, or an unnamed one."""

    properties: tuple[Property, ...]
    null_state: bool = True
    property_length: bool = True
    stopwords: Message = field(default_factory=dict)
    k1: float = 1.2
    b: float = 0.75
    vectors: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Distance and index type, by name ('' = unnamed, and alone)."""
    dimension: int = 3
    linked: bool = False

    def named(self, name: str) -> Property:
        return next(p for p in self.properties if p.name == name)

    def document(self, name: str = NAME) -> Message:
        link = [{"name": LINK, "dataType": [name]}] if self.linked else []
        made: Message = {
            "class": name,
            "properties": [*(p.document for p in self.properties), *link],
            "invertedIndexConfig": {
                "bm25": {"k1": self.k1, "b": self.b},
                "stopwords": self.stopwords or {"preset": "en"},
                "indexNullState": self.null_state,
                "indexPropertyLength": self.property_length,
            },
        }
        described = {
            name: {"vectorIndexType": kind, "vectorIndexConfig": {"distance": distance}}
            for name, (distance, kind) in self.vectors.items()
        }
        if "" in described:
            return made | {"vectorizer": "none"} | described[""]
        vectors = {name: {"vectorizer": {"none": {}}, **v} for name, v in described.items()}
        return made | {"vectorConfig": vectors}


@dataclass(frozen=True)
class Write:
    """A write of one object; `merge` changes the given properties, `put` all."""

    kind: str
    number: int
    values: Mapping[str, Any] = field(default_factory=dict)
    vectors: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    links: Sequence[int] = ()
    """Numbers of objects, there or not."""


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


# Collections and objects --------------------------------------------------------------------------


@st.composite
def properties(draw: Draw, name: str, *, indexed: bool) -> Property:
    data_type = draw(st.sampled_from(TYPES))
    flag = st.just(True) if indexed else st.sampled_from((True, True, True, False))
    return Property(
        name,
        data_type,
        tokenization=draw(st.sampled_from(TOKENIZATIONS)) if "text" in data_type else "",
        filterable=draw(flag),
        searchable="text" in data_type and draw(flag),
        ranged=data_type in RANGED and draw(st.booleans()),
    )


@st.composite
def schemas(draw: Draw, *, indexed: bool = False) -> Schema:
    """`indexed`: whatever can be indexed is."""
    count = draw(st.integers(2, 6))
    unnamed = draw(st.booleans())
    vector = st.tuples(st.sampled_from(DISTANCES), st.sampled_from(("hnsw", "hnsw", "flat")))
    names = ("",) if unnamed else ("v", "w")[: draw(st.integers(1, 2))]
    flag = st.just(True) if indexed else st.sampled_from((True, True, True, False))
    additions = draw(st.lists(st.sampled_from(("fox", "the", "dog")), unique=True))
    preset = draw(st.sampled_from(("en", "none")))
    return Schema(
        tuple(draw(properties(f"p{i}", indexed=indexed)) for i in range(count)),
        null_state=draw(flag),
        property_length=draw(flag),
        stopwords={"preset": preset, "additions": additions},
        k1=draw(st.sampled_from((1.2, 0.5, 2.0))),
        b=draw(st.sampled_from((0.75, 0.0, 1.0))),
        vectors={name: draw(vector) for name in names},
        dimension=draw(st.integers(2, 4)),
        linked=not indexed and draw(st.booleans()),
    )


def values_of(prop: Property) -> st.SearchStrategy[Any]:
    one = VALUES[prop.base]
    return st.lists(one, max_size=3) if prop.is_list else one


def vectors_of(schema: Schema) -> st.SearchStrategy[tuple[float, ...]]:
    part = st.integers(-900, 900).map(lambda n: n / 128)
    return st.tuples(*[part] * schema.dimension)


def histories(schema: Schema) -> st.SearchStrategy[list[Write]]:
    number = st.integers(1, 12)
    values = st.fixed_dictionaries({}, optional={p.name: values_of(p) for p in schema.properties})
    some_null = st.fixed_dictionaries(
        {}, optional={p.name: values_of(p) | st.none() for p in schema.properties}
    )
    vectors = st.fixed_dictionaries({}, optional=dict.fromkeys(schema.vectors, vectors_of(schema)))
    links = st.lists(number, max_size=3, unique=True) if schema.linked else st.just(())
    put = st.builds(Write, st.just("put"), number, values, vectors, links)
    merge = st.builds(Write, st.just("merge"), number, some_null, links=links)
    delete = st.builds(Write, st.just("delete"), number)
    later = st.sampled_from((put, put, merge, delete)).flatmap(lambda kind: kind)
    first, more = st.lists(put, min_size=4, max_size=20), st.lists(later, max_size=12)
    return st.builds(lambda a, b: list(_without_lost_entries([*a, *b])), first, more)


def _without_lost_entries(history: Sequence[Write]) -> Iterator[Write]:
    """A server forgets that a value is null when it becomes empty in place: none does here."""
    there: dict[int, Mapping[str, Any]] = {}
    for write in history:
        old = there.get(write.number)
        values = {
            name: value
            for name, value in write.values.items()
            if old is None or old.get(name) is not None or value not in ("", [])
        }
        if write.kind == "delete":
            there.pop(write.number, None)
        elif write.kind == "put":
            there[write.number] = values
        elif old is not None:
            there[write.number] = {**old, **values}
        yield replace(write, values=values)


def raw(vector: Sequence[float]) -> str:
    return base64.b64encode(struct.pack(f"<{len(vector)}f", *vector)).decode()


def batch_object(schema: Schema, write: Write, name: str = NAME) -> Message:
    """An object of a BatchObjects request."""
    plain: Message = {}
    given: Message = {}
    for key, value in write.values.items():
        prop = schema.named(key)
        if not prop.is_list:
            plain[key] = value
        elif not value:
            given.setdefault("empty_list_props", []).append(key)
        else:
            member = f"{_LISTS.get(prop.base, 'text')}_array_properties"
            given.setdefault(member, []).append({"prop_name": key, "values": value})
    made: Message = {
        "uuid": identity(write.number),
        "collection": name,
        "properties": {"non_ref_properties": plain, **given},
    }
    if write.links:
        uuids = [identity(number) for number in write.links]
        references = made["properties"].setdefault("single_target_ref_props", [])
        references.append({"prop_name": LINK, "uuids": uuids})
    for key, vector in write.vectors.items():
        if key:
            made.setdefault("vectors", []).append({"name": key, "vector_bytes": raw(vector)})
        else:
            made["vector_bytes"] = raw(vector)
    return made


# Filters ------------------------------------------------------------------------------------------

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


KINDS = (
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
    schema = draw(schemas(indexed=indexed))
    history = draw(histories(schema))
    asked = st.sampled_from(KINDS).flatmap(lambda kind: kind(schema))
    return Scenario(schema, history, draw(st.lists(asked, min_size=6, max_size=20)))
