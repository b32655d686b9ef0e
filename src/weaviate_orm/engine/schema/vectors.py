"""The vectors of a collection: vectorizers and indexes, of the unnamed one and of named ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from weaviate_orm.engine.schema import module_settings, names, vector_index
from weaviate_orm.engine.schema.fault import SchemaFault, behind
from weaviate_orm.engine.schema.modules import module
from weaviate_orm.engine.schema.numbers import object_, text, type_name

if TYPE_CHECKING:
    from weaviate_orm.engine.errors import JSON
    from weaviate_orm.engine.schema.module import Module
    from weaviate_orm.engine.schema.module_settings import Others

UNNAMED_MEMBERS = ("vectorizer", "vectorIndexType", "vectorIndexConfig")
"""Of the document of a collection that has the unnamed vector."""
_PARSE = "parse vector index config: "


@dataclass(frozen=True)
class Vector:
    """A vector of a document."""

    members: Mapping[str, JSON]
    """`vectorizer`, `vectorIndexType`, `vectorIndexConfig`, complete."""
    module: Module | None
    """None without a vectorizer."""
    settings: Mapping[str, JSON]
    """Of the vectorizer; empty for the unnamed vector, whose are in `moduleConfig`."""


def has_unnamed_members(document: Mapping[str, JSON]) -> bool:
    """Whether a document says anything about the unnamed vector."""
    return any(document.get(name) is not None and document[name] != "" for name in UNNAMED_MEMBERS)


def unnamed(document: Mapping[str, JSON], default_vectorizer: str, others: Others) -> Vector:
    """The unnamed vector of a new collection."""
    index_type = text(document.get("vectorIndexType")) or vector_index.HNSW
    vector_index.check_type(index_type)
    name = text(document.get("vectorizer")) or default_vectorizer
    found = module_settings.vectorizer(name, others)
    if found is not None:
        module_settings.check_single(found)
    with behind("class.VectorIndexConfig can not parse: "):
        index = vector_index.complete(index_type, document.get("vectorIndexConfig"))
    check_unnamed_index(index)
    return _unnamed(name, index_type, index, found)


def check_unnamed_index(index: Mapping[str, JSON]) -> None:
    if vector_index.is_multi(index):
        raise SchemaFault(
            "class.VectorIndexConfig multi vector type index type is only configurable "
            "using named vectors"
        )


def vectorizers(document: Mapping[str, JSON], default: str) -> frozenset[str]:
    """The names of the vectorizers that a new collection gives, valid or not."""
    entries = object_(document.get("vectorConfig")).values()
    if not entries:
        return frozenset((text(document.get("vectorizer")) or default,))
    return frozenset(
        name for entry in entries for name in object_(object_(entry).get("vectorizer"))
    )


def named(given: Mapping[str, JSON], others: Others) -> dict[str, Vector]:
    """The named vectors of a new collection, in the order of their names."""
    out: dict[str, Vector] = {}
    for name, entry in sorted(given.items()):
        out[name] = _named(name, object_(entry), others)
    for name in out:
        names.check_vector(name)
        check_shape(object_(given[name]).get("vectorizer"))
    return out


def _named(name: str, entry: Mapping[str, JSON], others: Others) -> Vector:
    where = f'target vector "{name}": '
    single = _single(entry.get("vectorizer"))
    with behind(where):
        found = None if single is None else module_settings.vectorizer(single[0], others)
        index_type = text(entry.get("vectorIndexType")) or vector_index.HNSW
        vector_index.check_type(index_type)
    given = entry.get("vectorIndexConfig")
    with behind(f"{where}{_PARSE}"):
        index = vector_index.complete(index_type, given)
    with behind(
        f"{_PARSE}parse vector config for {name}: " if given is None else f"{where}{_PARSE}"
    ):
        return _vector(entry, single, found, index_type, index)


def _vector(
    entry: Mapping[str, JSON],
    single: tuple[str, JSON] | None,
    found: Module | None,
    index_type: str,
    index: Mapping[str, JSON],
) -> Vector:
    settings: dict[str, JSON] = {}
    if found is not None and single is not None:
        settings = module_settings.with_defaults(found, single[1])
    vectorizer: JSON = {found.name: settings} if found else entry.get("vectorizer")
    multi = found is not None and found.multi_vectors
    if multi and index_type != vector_index.HNSW:
        raise SchemaFault(
            f"{_PARSE}multi vector index is not supported for vector index type: "
            f'"{index_type}", only supported type is hnsw'
        )
    rows: dict[str, JSON] = {}
    if multi:
        rows["multivector"] = {**object_(index["multivector"]), "enabled": True}
    return Vector(
        {
            "vectorizer": vectorizer,
            "vectorIndexType": index_type,
            "vectorIndexConfig": {**index, **rows},
        },
        found,
        settings,
    )


def updated(given: Mapping[str, JSON], others: Others) -> dict[str, Vector]:
    """The named vectors as an update gives them; names and settings are not checked.

    Raises:
        SchemaFault: `parse vector index config: …`.
    """
    out: dict[str, Vector] = {}
    for name, entry in sorted(given.items()):
        with behind(f"{_PARSE}parse vector config for {name}: "):
            out[name] = _updated(object_(entry), others)
    return out


def _updated(entry: Mapping[str, JSON], others: Others) -> Vector:
    single = _single(entry.get("vectorizer"))
    name = "" if single is None else single[0]
    found = module(name, others)
    if found is None and name != module_settings.NONE:
        raise SchemaFault(f'vectorizer module not found with name: "{name}"')
    index_type = _updated_type(entry)
    return _vector(entry, single, found, index_type, _updated_index(index_type, entry))


def check_static(document: Mapping[str, JSON]) -> None:
    """Refuse an update to the type of index that only a server with more settings has."""
    for name, entry in sorted(object_(document.get("vectorConfig")).items()):
        with behind(f'target vector "{name}": '):
            vector_index.check_static(text(object_(entry).get("vectorIndexType")))
    vector_index.check_static(text(document.get("vectorIndexType")))


def check_capable(found: Mapping[str, Vector], others: Others) -> None:
    """Refuse named vectors whose module makes no vectors."""
    for name, vector in found.items():
        if vector.module is None:
            continue
        with behind(f'target vector "{name}": '):
            module_settings.vectorizer(vector.module.name, others)


def updated_unnamed(
    document: Mapping[str, JSON], default_vectorizer: str, others: Others
) -> Vector:
    """The unnamed vector as an update gives it; its vectorizer is not checked."""
    name = text(document.get("vectorizer")) or default_vectorizer
    with behind(_PARSE):
        index_type = _updated_type(document)
        index = _updated_index(index_type, document)
        check_unnamed_index(index)
    return _unnamed(name, index_type, index, module(name, others))


def _unnamed(
    vectorizer: str, index_type: str, index: dict[str, JSON], found: Module | None
) -> Vector:
    members: dict[str, JSON] = {
        "vectorizer": vectorizer,
        "vectorIndexType": index_type,
        "vectorIndexConfig": index,
    }
    return Vector(members, found, {})


def _updated_type(entry: Mapping[str, JSON]) -> str:
    index_type = text(entry.get("vectorIndexType")) or vector_index.HNSW
    if index_type not in vector_index.TYPES:
        raise SchemaFault(f'{_PARSE}unsupported vector index type: "{index_type}"')
    return index_type


def _updated_index(index_type: str, entry: Mapping[str, JSON]) -> dict[str, JSON]:
    if not vector_index.is_usable(entry.get("vectorIndexConfig")):
        raise SchemaFault(vector_index.NOT_AN_OBJECT)
    return vector_index.complete(index_type, entry.get("vectorIndexConfig"))


def check_objects(document: Mapping[str, JSON]) -> None:
    """What a creation refuses late: parameters of an index that are no object."""
    if not vector_index.is_usable(document.get("vectorIndexConfig")):
        raise SchemaFault(_PARSE + vector_index.NOT_AN_OBJECT)
    for name, entry in sorted(object_(document.get("vectorConfig")).items()):
        if not vector_index.is_usable(object_(entry).get("vectorIndexConfig")):
            raise SchemaFault(
                f"{_PARSE}parse vector config for {name}: {vector_index.NOT_AN_OBJECT}"
            )


def check_shape(vectorizer: JSON) -> None:
    """Refuse what does not name one module."""
    if not isinstance(vectorizer, dict):
        raise SchemaFault(
            f"class.VectorConfig.Vectorizer must be an object, got {type_name(vectorizer)}"
        )
    if len(vectorizer) != 1:
        raise SchemaFault(
            "class.VectorConfig.Vectorizer must consist only 1 configuration, "
            f"got: {len(vectorizer)}"
        )


def _single(vectorizer: JSON) -> tuple[str, JSON] | None:
    """The module that `vectorizer` names and its settings, if it names one."""
    entries = list(object_(vectorizer).items())
    return entries[0] if len(entries) == 1 else None
