"""The parsed form of a collection's JSON document.

`document` is what `GET /v1/schema/{collection}` answers, with every default filled in; the rest
is read from it once by `parse` and never changes. An update replaces the whole definition.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, TypeGuard

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weaviate_orm.engine.errors import JSON

_MULTI = frozenset(("hnsw", "hfresh"))
"""Index types that can hold several rows a vector; others take `multivector` without effect."""
REFERENCE = "cref"
"""`PropertyDefinition.data_type` of a reference property, whatever its target collections."""


@dataclass(frozen=True, slots=True)
class Folding:
    """`textAnalyzer` of a text property."""

    ascii_fold: bool = False
    ignore: tuple[str, ...] = ()
    stopword_preset: str | None = None


@dataclass(frozen=True)
class PropertyDefinition:
    """One property, or one member of a nested property."""

    name: str
    data_type: str
    """A name such as `text`, `int[]`, `object`; `cref` for references."""
    targets: tuple[str, ...] = ()
    """Target collections of a reference."""
    filterable: bool = False
    searchable: bool = False
    range_filters: bool = False
    tokenization: str = ""
    """Empty on everything but text and text[]."""
    folding: Folding = Folding()
    nested: Mapping[str, PropertyDefinition] = field(
        default_factory=dict[str, "PropertyDefinition"]
    )
    no_duplicate_references: bool = False
    module_settings: Mapping[str, Mapping[str, JSON]] = field(
        default_factory=dict[str, "Mapping[str, JSON]"]
    )

    @cached_property
    def base_type(self) -> str:
        """The data type without `[]`."""
        return self.data_type.removesuffix("[]")

    @cached_property
    def is_array(self) -> bool:
        return self.data_type.endswith("[]")

    @cached_property
    def is_reference(self) -> bool:
        return self.data_type == REFERENCE

    @cached_property
    def is_blob(self) -> bool:
        return self.data_type in ("blob", "blobHash")


@dataclass(frozen=True)
class VectorDefinition:
    """One vector of a collection; the unnamed one has the name ''."""

    name: str
    distance: str
    index_type: str
    multi: bool
    skip: bool
    vectorizer: str
    vectorizer_settings: Mapping[str, JSON]
    source_properties: tuple[str, ...] | None
    """The text properties that a vectorizer reads; None = all of them."""
    index: Mapping[str, JSON]
    """The index's own settings, as in the document."""


@dataclass(frozen=True, slots=True)
class Stopwords:
    preset: str = "en"
    additions: tuple[str, ...] = ()
    removals: tuple[str, ...] = ()


@dataclass(frozen=True)
class InvertedDefinition:
    k1: float = 1.2
    b: float = 0.75
    stopwords: Stopwords = Stopwords()
    stopword_presets: Mapping[str, tuple[str, ...]] = field(
        default_factory=dict[str, tuple[str, ...]]
    )
    null_state: bool = False
    property_length: bool = False
    timestamps: bool = False


@dataclass(frozen=True, slots=True)
class TenancyDefinition:
    enabled: bool = False
    auto_create: bool = False
    auto_activate: bool = False


@dataclass(frozen=True, slots=True)
class ExpiryDefinition:
    """When objects expire."""

    time: str
    """A date property, or one of an object's own times."""
    seconds: int
    """So long after that time, or, if negative, before it."""
    hides: bool
    """Searches leave out what has expired and is not deleted yet."""


@dataclass(frozen=True, eq=False)
class CollectionDefinition:
    """Compared and hashed by identity: things compiled from it are kept beside it."""

    name: str
    document: Mapping[str, JSON]
    properties: Mapping[str, PropertyDefinition]
    vectors: Mapping[str, VectorDefinition]
    inverted: InvertedDefinition
    tenancy: TenancyDefinition
    modules: Mapping[str, JSON]
    """`moduleConfig` of the document."""
    expiry: ExpiryDefinition | None = None
    """None = its objects do not expire."""
    wanted_shards: int = 1

    @cached_property
    def index_name(self) -> str:
        """The lower-cased name that error texts show."""
        return self.name.lower()

    @cached_property
    def plain_names(self) -> tuple[str, ...]:
        """What a search returns when it names no properties: all but references and blobs."""
        return tuple(
            p.name for p in self.properties.values() if not p.is_reference and not p.is_blob
        )

    @cached_property
    def reference_names(self) -> tuple[str, ...]:
        return tuple(p.name for p in self.properties.values() if p.is_reference)

    @cached_property
    def stored_names(self) -> tuple[str, ...]:
        """The properties that a record holds: all but references."""
        return tuple(p.name for p in self.properties.values() if not p.is_reference)

    @cached_property
    def lowered(self) -> Mapping[str, str]:
        """Lower-cased name -> name: no two properties may differ by case alone."""
        return {name.lower(): name for name in self.properties}


def parse(document: Mapping[str, JSON]) -> CollectionDefinition:
    """Read a complete document (defaults filled in); what it leaves out counts as switched off."""
    properties = [_property(_object(p)) for p in _list(document.get("properties"))]
    return CollectionDefinition(
        name=_text(document.get("class")),
        document=document,
        properties={p.name: p for p in properties},
        vectors=_vectors(document),
        inverted=_inverted(_object(document.get("invertedIndexConfig"))),
        tenancy=_tenancy(_object(document.get("multiTenancyConfig"))),
        modules=_object(document.get("moduleConfig")),
        expiry=_expiry(_object(document.get("objectTtlConfig"))),
        wanted_shards=int(_number(_object(document.get("shardingConfig")).get("desiredCount"))),
    )


def _property(document: Mapping[str, JSON]) -> PropertyDefinition:
    types = tuple(_text(t) for t in _list(document.get("dataType")))
    first = types[0] if types else ""
    reference = first[:1].isupper()
    nested = [_property(_object(n)) for n in _list(document.get("nestedProperties"))]
    analyzer = _object(document.get("textAnalyzer"))
    preset = analyzer.get("stopwordPreset")
    return PropertyDefinition(
        name=_text(document.get("name")),
        data_type=REFERENCE if reference else first,
        targets=types if reference else (),
        filterable=document.get("indexFilterable") is True,
        searchable=document.get("indexSearchable") is True,
        range_filters=document.get("indexRangeFilters") is True,
        tokenization=_text(document.get("tokenization")),
        folding=Folding(
            ascii_fold=analyzer.get("asciiFold") is True,
            ignore=_texts(analyzer.get("asciiFoldIgnore")),
            stopword_preset=preset if isinstance(preset, str) and preset else None,
        ),
        nested={n.name: n for n in nested},
        no_duplicate_references=document.get("disableDuplicatedReferences") is True,
        module_settings={k: _object(v) for k, v in _object(document.get("moduleConfig")).items()},
    )


def _vectors(document: Mapping[str, JSON]) -> dict[str, VectorDefinition]:
    vectors: dict[str, VectorDefinition] = {}
    vectorizer = document.get("vectorizer")
    if isinstance(vectorizer, str) and vectorizer:
        settings = _object(_object(document.get("moduleConfig")).get(vectorizer))
        vectors[""] = _vector("", vectorizer, settings, document)
    for name, entry in _object(document.get("vectorConfig")).items():
        config = _object(entry)
        modules = _object(config.get("vectorizer"))
        module = next(iter(modules), "none")
        vectors[name] = _vector(name, module, _object(modules.get(module)), config)
    return vectors


def _vector(
    name: str, vectorizer: str, settings: Mapping[str, JSON], config: Mapping[str, JSON]
) -> VectorDefinition:
    index = _object(config.get("vectorIndexConfig"))
    index_type = _text(config.get("vectorIndexType")) or "hnsw"
    sources = settings.get("properties")
    return VectorDefinition(
        name=name,
        distance=_text(index.get("distance")) or "cosine",
        index_type=index_type,
        multi=index_type in _MULTI and _object(index.get("multivector")).get("enabled") is True,
        skip=index.get("skip") is True,
        vectorizer=vectorizer,
        vectorizer_settings=settings,
        source_properties=_texts(sources) if _is_list(sources) else None,
        index=index,
    )


def _inverted(document: Mapping[str, JSON]) -> InvertedDefinition:
    bm25 = _object(document.get("bm25"))
    stopwords = _object(document.get("stopwords"))
    presets = _object(document.get("stopwordPresets"))
    return InvertedDefinition(
        k1=_number(bm25.get("k1")),
        b=_number(bm25.get("b")),
        stopwords=Stopwords(
            preset=_text(stopwords.get("preset")) or "en",
            additions=_texts(stopwords.get("additions")),
            removals=_texts(stopwords.get("removals")),
        ),
        stopword_presets={name: _texts(words) for name, words in presets.items()},
        null_state=document.get("indexNullState") is True,
        property_length=document.get("indexPropertyLength") is True,
        timestamps=document.get("indexTimestamps") is True,
    )


def _tenancy(document: Mapping[str, JSON]) -> TenancyDefinition:
    return TenancyDefinition(
        enabled=document.get("enabled") is True,
        auto_create=document.get("autoTenantCreation") is True,
        auto_activate=document.get("autoTenantActivation") is True,
    )


def _expiry(document: Mapping[str, JSON]) -> ExpiryDefinition | None:
    if document.get("enabled") is not True:
        return None
    return ExpiryDefinition(
        time=_text(document.get("deleteOn")),
        seconds=int(_number(document.get("defaultTtl"))),
        hides=document.get("filterExpiredObjects") is True,
    )


def _is_list(value: JSON) -> TypeGuard[list[JSON]]:
    return isinstance(value, list)


def _object(value: JSON) -> Mapping[str, JSON]:
    return value if isinstance(value, dict) else {}


def _list(value: JSON) -> list[JSON]:
    return value if isinstance(value, list) else []


def _text(value: JSON) -> str:
    return value if isinstance(value, str) else ""


def _texts(value: JSON) -> tuple[str, ...]:
    return tuple(v for v in _list(value) if isinstance(v, str))


def _number(value: JSON) -> float:
    return float(value) if isinstance(value, (int, float)) else 0.0
