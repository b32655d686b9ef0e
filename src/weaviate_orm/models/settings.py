"""The settings of a collection, as frozen values, and ``Meta``, where they are written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Final, Generic, Literal, TypeAlias

from typing_extensions import TypeVar

from weaviate_orm.errors import MappingError

if TYPE_CHECKING:
    from weaviate_orm.wire.shape import JSON

# No Sequence: a str is one of str, and its letters would be taken for names.
Names: TypeAlias = list[str] | tuple[str, ...]
"""Names of attributes, or other texts."""
Fields: TypeAlias = Names | Mapping[str, float]
"""Names of attributes; a mapping says the weight of each."""
Distance: TypeAlias = Literal["cosine", "dot", "l2-squared", "manhattan", "hamming"]


@dataclass(frozen=True)
class MultiTenancy:
    """Each tenant's objects stand apart; each query and session names one tenant."""

    auto_create: bool = False
    """Make an unknown tenant when an object is inserted for it."""
    auto_activate: bool = False
    """Wake an inactive tenant when it is used."""

    def document(self) -> dict[str, JSON]:
        return {
            "enabled": True,
            "autoTenantCreation": self.auto_create,
            "autoTenantActivation": self.auto_activate,
        }


@dataclass(frozen=True)
class Stopwords:
    """Words that a keyword search does not look for (under ``word`` tokenization)."""

    preset: Literal["en", "none"] = "en"
    additions: tuple[str, ...] = ()
    removals: tuple[str, ...] = ()

    def document(self) -> dict[str, JSON]:
        return {
            "preset": self.preset,
            "additions": list(self.additions) or None,
            "removals": list(self.removals) or None,
        }


@dataclass(frozen=True)
class InvertedIndex:
    """What the collection's inverted index keeps besides values and words."""

    null_state: bool = False
    """Needed to filter by ``is_none()``."""
    property_length: bool = False
    """Needed to filter by ``length()``."""
    timestamps: bool = False
    """Needed to filter by ``metadata.creation_time`` and ``metadata.last_update_time``."""
    k1: float = 1.2
    b: float = 0.75
    """BM25's constants."""
    stopwords: Stopwords = Stopwords()

    def document(self) -> dict[str, JSON]:
        return {
            "indexNullState": self.null_state,
            "indexPropertyLength": self.property_length,
            "indexTimestamps": self.timestamps,
            "bm25": {"k1": self.k1, "b": self.b},
            "stopwords": self.stopwords.document(),
        }


@dataclass(frozen=True)
class Replication:
    """How many copies of each shard a cluster keeps."""

    factor: int = 1
    deletion_strategy: Literal[
        "TimeBasedResolution", "DeleteOnConflict", "NoAutomatedResolution"
    ] = "TimeBasedResolution"

    def document(self) -> dict[str, JSON]:
        return {"factor": self.factor, "deletionStrategy": self.deletion_strategy}


@dataclass(frozen=True)
class Sharding:
    """Into how many shards a collection without tenants is split."""

    desired_count: int = 1
    virtual_per_physical: int = 128

    def document(self) -> dict[str, JSON]:
        return {
            "desiredCount": self.desired_count,
            "virtualPerPhysical": self.virtual_per_physical,
        }


def _sent(settings: Mapping[str, JSON]) -> dict[str, JSON]:
    """Without what is left to the server; lists for tuples, as it will give them back."""
    found: dict[str, JSON] = {}
    for key, value in settings.items():
        if isinstance(value, Mapping):
            inner = _sent(value)
            if inner or not value:
                found[key] = inner
        elif value is not None:
            found[key] = list(value) if isinstance(value, tuple) else value
    return found


class _Module:
    """A module of the server by name, with its settings as the server spells them."""

    kind = ""

    def __init__(self, module: str, /, **settings: JSON) -> None:
        self.module = module if module.startswith(self.kind) else f"{self.kind}{module}"
        self.settings: Mapping[str, JSON] = _sent(settings)

    def __repr__(self) -> str:
        inner = "".join(f", {key}={value!r}" for key, value in self.settings.items())
        return f"{type(self).__name__}({self.module!r}{inner})"

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, _Module) and type(self) is type(other) and vars(self) == vars(other)
        )

    def __hash__(self) -> int:
        return hash((type(self), self.module))

    def document(self) -> dict[str, JSON]:
        return {self.module: dict(self.settings)}


class Generative(_Module):
    """The generative module of a collection: ``Generative("openai", model="gpt-4o")``."""

    kind = "generative-"


class Reranker(_Module):
    """The reranker module of a collection."""

    kind = "reranker-"


class Vectorizer(_Module):
    """The module that makes a target vector, by its full name: ``text2vec-openai``.

    Args:
        source: The attributes that it is made of; none: all texts but those that say
            ``skip_vectorization``.
        fields: Further attributes, each under the server's key.
    """

    attributes: Mapping[str, str | tuple[str, ...]]
    """The attributes that the settings name, by the server's key."""

    def __init__(
        self,
        module: str,
        /,
        source: Names = (),
        fields: Mapping[str, str | Fields | None] | None = None,
        **settings: JSON,
    ) -> None:
        fields = fields or {}
        weights: dict[str, JSON] = {
            key: list(named.values()) for key, named in fields.items() if isinstance(named, Mapping)
        }
        super().__init__(module, **(settings | ({"weights": weights} if weights else {})))
        self.attributes = {
            key: named if isinstance(named, str) else tuple(named)
            for key, named in {"properties": source, **fields}.items()
            if named
        }
        # The server's plural keys are lists. With none of them it makes empty vectors.
        lists = [key for key in fields if key.endswith("s")]
        if lists and not any(fields[key] for key in lists):
            raise MappingError(
                f"{module} has nothing to make vectors of. Name the attributes in at least one "
                f"of {', '.join(lists)}."
            )
        for key, named in self.attributes.items():
            if isinstance(named, str) and key.endswith("s"):
                raise MappingError(
                    f"{module} takes a list of attributes for {key}, not {named!r}. "
                    f"Write [{named!r}]."
                )

    @property
    def multi(self) -> bool:
        """It makes vectors of several rows."""
        return "2multivec-" in self.module or "2colbert-" in self.module

    def __repr__(self) -> str:
        given = ", ".join(f"{key}={value!r}" for key, value in self.attributes.items())
        return f"{super().__repr__()[:-1]}{', ' if given else ''}{given})"


Kind_co = TypeVar("Kind_co", bound=str, covariant=True, default=str)
"""A literal, so that the checkers know which quantizers an index takes."""


@dataclass(frozen=True)
class Encoding(Generic[Kind_co]):
    """A shorter form of vectors inside an index: the server's name of it, and its settings."""

    name: Kind_co
    settings: Mapping[str, JSON] = field(default_factory=dict[str, "JSON"])

    def __post_init__(self) -> None:
        object.__setattr__(self, "settings", _sent(self.settings))

    def document(self) -> dict[str, JSON]:
        return {"enabled": True, **self.settings}


# The server takes any, and forgets those that the index does not have.
_QUANTIZERS: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "hnsw": {
        "pq": ("segments", "centroids", "trainingLimit", "encoder"),
        "bq": (),
        "sq": ("trainingLimit", "rescoreLimit"),
        "rq": ("bits", "rescoreLimit"),
    },
    "flat": {"bq": ("rescoreLimit", "cache"), "rq": ("bits", "rescoreLimit", "cache")},
    "hfresh": {"rq": ("bits", "rescoreLimit")},
    "dynamic": {},
}


@dataclass(frozen=True)
class VectorIndex(Generic[Kind_co]):
    """A vector index: its type and its settings as the server spells them."""

    type: Kind_co
    settings: Mapping[str, JSON] = field(default_factory=dict[str, "JSON"])
    quantizer: Encoding | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "settings", _sent(self.settings))
        if self.type in _QUANTIZERS and self.quantizer is not None:
            _check(self.type, self.quantizer)
        for part in ("hnsw", "flat") if self.type == "dynamic" else ():
            inner = self.settings.get(part)
            distance = inner.get("distance") if isinstance(inner, Mapping) else None
            if distance not in (None, self.settings.get("distance")):
                raise MappingError(
                    f"A dynamic index measures with its own distance, not with that of its {part}. "
                    f"Write indexes.dynamic(distance={distance!r})."
                )

    def document(self) -> dict[str, JSON]:
        quantizer = self.quantizer
        return {**self.settings, **({quantizer.name: quantizer.document()} if quantizer else {})}


def _check(index: str, quantizer: Encoding) -> None:
    known = _QUANTIZERS[index]
    if quantizer.name not in known:
        raise MappingError(
            f"The index {index} has no quantizer {quantizer.name}. There are "
            f"{', '.join(known) or 'none: give it to its hnsw or flat'}."
        )
    for setting in quantizer.settings:
        if setting not in known[quantizer.name]:
            raise MappingError(
                f"{quantizer.name} of the index {index} has no {setting}. Leave it out; there are "
                f"{', '.join(known[quantizer.name]) or 'no settings'}."
            )


class CollectionMeta:
    """The settings of a collection, by ``class Meta(CollectionMeta)`` inside a model.

    What a base's ``Meta`` says holds for its subclasses too, but for ``abstract``,
    ``collection`` and ``description``. A subclass of a model that has a ``Meta`` writes ``class
    Meta(Base.Meta)``; pyright asks for it, and it means the same.
    """

    collection: str | None = None
    """The collection's name; None: the class's."""
    description: str | None = None
    """None: the class's docstring."""
    abstract: bool = False
    """A base for other models, without a collection of its own."""
    key: tuple[str, ...] = ()
    """The attributes that the id is made of: the same values give the same id."""
    generative: Generative | None = None
    reranker: Reranker | None = None
    multi_tenancy: MultiTenancy | None = None
    inverted_index: InvertedIndex | None = None
    replication: Replication | None = None
    sharding: Sharding | None = None

    def __init_subclass__(cls) -> None:
        for name in vars(cls):
            if not name.startswith("__") and name not in CollectionMeta.__annotations__:
                known = ", ".join(CollectionMeta.__annotations__)
                raise MappingError(f"Meta has no setting {name!r}. There are {known}.")


@dataclass(frozen=True)
class CollectionSettings:
    """What ``Meta`` says, with what the bases' say filled in."""

    collection: str | None = None
    description: str | None = None
    abstract: bool = False
    key: tuple[str, ...] = ()
    generative: Generative | None = None
    reranker: Reranker | None = None
    multi_tenancy: MultiTenancy | None = None
    inverted_index: InvertedIndex | None = None
    replication: Replication | None = None
    sharding: Sharding | None = None


NOT_INHERITED = frozenset({"abstract", "collection", "description"})
_KINDS: Final[Mapping[str, type]] = {
    "collection": str,
    "description": str,
    "abstract": bool,
    "key": tuple,
    "generative": Generative,
    "reranker": Reranker,
    "multi_tenancy": MultiTenancy,
    "inverted_index": InvertedIndex,
    "replication": Replication,
    "sharding": Sharding,
}
_SETTINGS = tuple(each.name for each in fields(CollectionSettings))
_INHERITED = tuple(name for name in _SETTINGS if name not in NOT_INHERITED)


def resolve(name: str, own: object, bases: tuple[CollectionSettings, ...]) -> CollectionSettings:
    """The settings of the class ``name``: its own ``Meta`` over those of its bases."""
    found: dict[str, object] = {}
    for base in reversed(bases):
        found |= {key: value for key in _INHERITED if (value := getattr(base, key))}
    if own is not None:
        if not (isinstance(own, type) and issubclass(own, CollectionMeta)):
            raise MappingError(
                f"{name}.Meta has no base. Write `class Meta(CollectionMeta):`, so that its "
                "settings are checked."
            )
        for kind in reversed(own.__mro__):
            if kind is not CollectionMeta:
                given = _SETTINGS if kind is own else _INHERITED
                found |= {key: value for key, value in vars(kind).items() if key in given}
    for setting, value in found.items():
        kind = _KINDS[setting]
        if value is not None and not isinstance(value, kind):
            hint = f" Write ({value!r},)." if setting == "key" and isinstance(value, str) else ""
            raise MappingError(f"{name}.Meta.{setting} is a {kind.__name__}, not {value!r}.{hint}")
    return CollectionSettings(**found)  # type: ignore[arg-type]  # checked just now
