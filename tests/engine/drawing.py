"""Random collections and histories of writes, for any server's door."""

from __future__ import annotations

import base64
import struct
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from hypothesis import strategies as st

from tests.engine.naive.things import Kind, words_of
from tests.engine.table import identity

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
    """Of few objects, or of so many that a page is less than all."""
    few, many = _histories(schema, 12), _histories(schema, 30)
    return st.one_of(few, few, many)


def _histories(schema: Schema, most: int) -> st.SearchStrategy[list[Write]]:
    number = st.integers(1, most)
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
    first, more = (
        st.lists(put, min_size=4, max_size=most + most // 2),
        st.lists(later, max_size=most),
    )
    return st.builds(lambda a, b: list(_without_faults_of_servers(schema, [*a, *b])), first, more)


def _without_faults_of_servers(schema: Schema, history: Sequence[Write]) -> Iterator[Write]:
    """Leave out what a server does wrong.

    When a null value becomes one without words, its indexes know neither. When none of several
    links of a PATCH leads anywhere, it takes them, and their property, for nested objects.
    """
    there: dict[int, Mapping[str, Any]] = {}
    for write in history:
        old = there.get(write.number)
        values = {
            name: value
            for name, value in write.values.items()
            if old is None or old.get(name) is not None or _says_something(schema, name, value)
        }
        links = [n for n in write.links if n in there or write.kind == "put"]
        if write.kind == "delete":
            there.pop(write.number, None)
        elif write.kind == "put":
            if there.keys() >= set(links):
                there[write.number] = values
        elif old is not None:
            there[write.number] = {**old, **values}
        yield replace(write, values=values, links=links)


def _says_something(schema: Schema, name: str, value: object) -> bool:
    prop = schema.named(name)
    if prop.base == "text" and value is not None:
        return bool(words_of(Kind(prop.data_type, prop.tokenization), value))
    return value != []


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
