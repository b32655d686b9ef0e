"""A model's collection as the JSON document that the server takes."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import TYPE_CHECKING

from weaviate_orm.errors import MappingError
from weaviate_orm.models.mapping import MappedField, collection_of, fields_of, references_of
from weaviate_orm.models.settings import CollectionSettings, VectorIndex, Vectorizer

if TYPE_CHECKING:
    from weaviate_orm.models.model import ModelBase
    from weaviate_orm.wire.shape import JSON

_HNSW = VectorIndex("hnsw")


def document(model: type[ModelBase]) -> dict[str, JSON]:
    """The collection's document, complete but for what the server fills in.

    Raises:
        MappingError: The model is abstract, its vectors cannot stand together, or it refers to
            objects of tenants.
    """
    settings = model.__settings__
    fields = list(fields_of(model).values())
    made: dict[str, JSON] = {"class": collection_of(model)}
    description = settings.description or _docstring(model)
    if description:
        made["description"] = description
    vectors = [f for f in fields if f.kind == "vector"]
    modules = _modules(settings)
    _check_tenancy(model)
    made["properties"] = [
        _property(f, modules_of(vectors)) for f in fields if f.kind in ("property", "nested")
    ] + [_reference(f) for f in fields if f.kind in ("reference", "references")]
    made |= _vectors(model, fields_of(model), vectors, modules)
    if settings.inverted_index:
        made["invertedIndexConfig"] = settings.inverted_index.document()
    if settings.multi_tenancy:
        made["multiTenancyConfig"] = settings.multi_tenancy.document()
    if settings.replication:
        made["replicationConfig"] = settings.replication.document()
    if settings.sharding:
        made["shardingConfig"] = settings.sharding.document()
    if modules:
        made["moduleConfig"] = modules
    return made


def _docstring(model: type[ModelBase]) -> str | None:
    # Only its own: a base's docstring speaks of the base.
    own = vars(model).get("__doc__")
    return inspect.cleandoc(own) if isinstance(own, str) else None


def _modules(settings: CollectionSettings) -> dict[str, JSON]:
    found: dict[str, JSON] = {}
    for module in (settings.generative, settings.reranker):
        if module is not None:
            found |= module.document()
    return found


def modules_of(vectors: list[MappedField]) -> tuple[str, ...]:
    """The vectorizers of a model, in order, each once."""
    found = (f.specified.vector.vectorizer for f in vectors)
    return tuple(dict.fromkeys(v.module for v in found if v is not None))


def _property(field: MappedField, vectorizers: tuple[str, ...]) -> dict[str, JSON]:
    made = _described(field)
    options = field.specified.options
    if field.tokenization is not None:
        made["tokenization"] = field.tokenization
    for key, value in (
        ("indexFilterable", options.filterable),
        ("indexSearchable", options.searchable),
        ("indexRangeFilters", options.range_filters),
    ):
        if value is not None:
            made[key] = value
    if options.ascii_fold:
        made["textAnalyzer"] = {"asciiFold": True}
    if field.kind == "nested":
        made["nestedProperties"] = [_property(f, ()) for f in fields_of(field.target).values()]
    if options.skip_vectorization or options.vectorize_name is not None:
        settings: dict[str, JSON] = {"skip": options.skip_vectorization}
        if options.vectorize_name is not None:
            settings["vectorizePropertyName"] = options.vectorize_name
        if not vectorizers:
            raise MappingError(
                f"{field.label} says how it is vectorized, but no vector of the model has a "
                "vectorizer. Take it out, or give a vector(…) one of `vectorizers`."
            )
        made["moduleConfig"] = dict.fromkeys(vectorizers, settings)
    return made


def _described(field: MappedField) -> dict[str, JSON]:
    made: dict[str, JSON] = {"name": field.name, "dataType": [field.data_type]}
    if field.specified.description:
        made["description"] = field.specified.description
    return made


def _check_tenancy(model: type[ModelBase]) -> None:
    # The server makes the collection, and takes no such reference.
    if model.__settings__.multi_tenancy:
        return
    for field in references_of(model):
        for target in field.models:
            if target.__settings__.multi_tenancy:
                raise MappingError(
                    f"{field.label} refers to {target.__name__}, whose objects belong to tenants, "
                    f"and those of {model.__name__} do not: the server takes no such reference. "
                    f"Give {model.__name__} tenants, too."
                )


def _reference(field: MappedField) -> dict[str, JSON]:
    targets = [collection_of(target) for target in field.models]
    # With duplicates suppressed, adding a reference again after a lost answer is harmless.
    return _described(field) | {"dataType": targets, "disableDuplicatedReferences": True}


def _vectors(
    model: type[ModelBase],
    fields: dict[str, MappedField],
    vectors: list[MappedField],
    modules: dict[str, JSON],
) -> dict[str, JSON]:
    unnamed = [f for f in vectors if not f.name]
    if not vectors:
        return {"vectorizer": "none"}
    if unnamed:
        if len(vectors) > 1:
            raise MappingError(
                f"{model.__name__} has an unnamed vector beside others. A collection is made with "
                "the unnamed one alone, or with named ones."
            )
        options = unnamed[0].specified.vector
        vectorizer = _vectorizer(options.vectorizer, fields)
        modules |= vectorizer
        return {
            "vectorizer": options.vectorizer.module if options.vectorizer else "none",
            **_index(unnamed[0]),
        }
    return {
        "vectorConfig": {
            f.name: {
                "vectorizer": _vectorizer(f.specified.vector.vectorizer, fields) or {"none": {}},
                **_index(f),
            }
            for f in vectors
        }
    }


def _vectorizer(given: Vectorizer | None, fields: dict[str, MappedField]) -> dict[str, JSON]:
    if given is None:
        return {}
    settings: dict[str, JSON] = dict(given.settings)
    for key, named in given.attributes.items():
        references = key == "referenceProperties"
        kinds = ("reference", "references") if references else ("property", "nested")
        names = {a: field.name for a, field in fields.items() if field.kind in kinds}
        settings[key] = (
            _server_name(given, names, named)
            if isinstance(named, str)
            else [_server_name(given, names, each) for each in named]
        )
    return {given.module: settings}


def _server_name(given: Vectorizer, names: Mapping[str, str], attribute: str) -> str:
    if attribute not in names:
        raise MappingError(
            f"{given.module} is made of {attribute!r}, which is no such attribute of the model. "
            f"There are {', '.join(names)}."
        )
    return names[attribute]


def _index(field: MappedField) -> dict[str, JSON]:
    given = field.specified.vector.index or _HNSW
    config = given.document()
    _check_rows(field, given.type, config)
    made: dict[str, JSON] = {"vectorIndexType": given.type}
    if field.many:
        inner = config.get("multivector")
        config["multivector"] = {"enabled": True, **(inner if isinstance(inner, Mapping) else {})}
    if config:
        made["vectorIndexConfig"] = config
    return made


# The server takes each of these, and fails when the first vector comes.
def _check_rows(field: MappedField, index: str, config: Mapping[str, JSON]) -> None:
    vectorizer = field.specified.vector.vectorizer
    if vectorizer is not None and vectorizer.multi != field.many:
        rows, right = (
            ("several rows", "multi_vector") if vectorizer.multi else ("one row", "vector")
        )
        raise MappingError(
            f"{field.label} is made by {vectorizer.module}, whose vectors have {rows}. Declare it "
            f"with {right}(…)."
        )
    if field.many and index != "hnsw":
        raise MappingError(
            f"{field.label} is a multi_vector(…) with the index {index}. Only hnsw holds vectors "
            "of several rows: index=indexes.hnsw(…)."
        )
    if not field.many and "multivector" in config:
        raise MappingError(
            f"{field.label} is a vector(…) of one row, but its index has settings for several "
            "(aggregation, muvera). Leave them out, or declare it with multi_vector(…)."
        )
