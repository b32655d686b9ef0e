"""Parameters of vector indexes: defaults, and what is refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from weaviate_orm.engine.schema.fault import SchemaFault, behind
from weaviate_orm.engine.schema.numbers import clamped, flag, object_, text, whole, written

if TYPE_CHECKING:
    from weaviate_orm.engine.errors import JSON

HNSW, FLAT, HFRESH, DYNAMIC = "hnsw", "flat", "hfresh", "dynamic"
DISTANCES = ("cosine", "dot", "l2-squared", "manhattan", "hamming")
NOT_AN_OBJECT = "parse vector index config: input must be a non-nil map"
_CACHE_OBJECTS = 1_000_000_000_000
_LARGEST_KSIM = 10
_UINT32 = 1 << 32
_HFRESH_DISTANCES = "HFresh only supports 'cosine' or 'l2-squared' for the distance metric"
_COMPRESSIONS = ("pq", "bq", "sq", "rq")

Given = Mapping[str, "JSON"]


class _Reader:
    """Reads members of free-form settings with the server's tolerances."""

    def __init__(self, given: Given) -> None:
        self._given = given

    def whole(self, name: str, default: int) -> int:
        """An integer; what is no number is read as 0."""
        if name not in self._given:
            return default
        value = self._given[name]
        if isinstance(value, float):
            raise SchemaFault(
                f'json.Number to int64 for "{name}": '
                f'strconv.ParseInt: parsing "{written(value)}": invalid syntax'
            )
        return clamped(whole(value) or 0)

    def flag(self, name: str, default: bool = False) -> bool:
        value = self._given.get(name)
        return value if isinstance(value, bool) else default

    def text(self, name: str, default: str) -> str:
        value = self._given.get(name)
        return value if isinstance(value, str) else default

    def part(self, name: str) -> _Reader:
        return _Reader(object_(self._given.get(name)))

    def is_object(self, name: str) -> bool:
        return isinstance(self._given.get(name), dict)

    def has(self, name: str) -> bool:
        return self._given.get(name) is not None


def hnsw(given: Given) -> dict[str, JSON]:
    """The complete parameters of an hnsw index."""
    read = _Reader(given)
    out: dict[str, JSON] = {
        "maxConnections": read.whole("maxConnections", 32),
        "cleanupIntervalSeconds": read.whole("cleanupIntervalSeconds", 300),
        "efConstruction": read.whole("efConstruction", 128),
        "ef": read.whole("ef", -1),
        "dynamicEfFactor": read.whole("dynamicEfFactor", 8),
        "dynamicEfMax": read.whole("dynamicEfMax", 500),
        "dynamicEfMin": read.whole("dynamicEfMin", 100),
        "vectorCacheMaxObjects": read.whole("vectorCacheMaxObjects", _CACHE_OBJECTS),
        "flatSearchCutoff": read.whole("flatSearchCutoff", 40_000),
        "skip": read.flag("skip"),
        "distance": read.text("distance", DISTANCES[0]),
        "pq": _pq(read.part("pq")),
        "bq": {"enabled": read.part("bq").flag("enabled")},
        "sq": _sq(read.part("sq")),
        "rq": _hnsw_rq(read.part("rq")),
        "filterStrategy": read.text("filterStrategy", "acorn"),
        "multivector": _multivector(read.part("multivector")),
        "skipDefaultQuantization": read.flag("skipDefaultQuantization"),
        "trackDefaultQuantization": read.flag("trackDefaultQuantization"),
    }
    _check_hnsw(out)
    return out


def _pq(read: _Reader) -> dict[str, JSON]:
    encoder = read.part("encoder")
    kind = encoder.text("type", "kmeans")
    if kind not in ("kmeans", "tile"):
        raise SchemaFault(f"invalid encoder type {kind}")
    distribution = encoder.text("distribution", "log-normal")
    if distribution not in ("log-normal", "normal"):
        raise SchemaFault(f"invalid encoder distribution {distribution}")
    return {
        "enabled": read.flag("enabled"),
        "bitCompression": read.flag("bitCompression"),
        "segments": read.whole("segments", 0),
        "centroids": read.whole("centroids", 256),
        "trainingLimit": read.whole("trainingLimit", 100_000),
        "encoder": {"type": kind, "distribution": distribution},
    }


def _sq(read: _Reader) -> dict[str, JSON]:
    return {
        "enabled": read.flag("enabled"),
        "trainingLimit": read.whole("trainingLimit", 100_000),
        "rescoreLimit": read.whole("rescoreLimit", 20),
    }


def _hnsw_rq(read: _Reader) -> dict[str, JSON]:
    bits = read.whole("bits", 8)
    rescore = read.whole("rescoreLimit", 20)
    return {
        "enabled": read.flag("enabled"),
        "bits": bits,
        "rescoreLimit": 512 if bits == 1 and not read.has("rescoreLimit") else rescore,
    }


def _multivector(read: _Reader) -> dict[str, JSON]:
    muvera = read.part("muvera")
    return {
        "enabled": read.flag("enabled"),
        "muvera": {
            "enabled": muvera.flag("enabled"),
            "ksim": muvera.whole("ksim", 4),
            "dprojections": muvera.whole("dprojections", 16),
            "repetitions": muvera.whole("repetitions", 10),
        },
        # The server looks for it only beside the parameters of muvera.
        "aggregation": read.text("aggregation", "maxSim") if read.is_object("muvera") else "maxSim",
    }


def _check_hnsw(config: Given) -> None:
    invalid = "invalid hnsw config: "
    connections, construction = _int(config, "maxConnections"), _int(config, "efConstruction")
    rules = (
        (connections < 4, "maxConnections must be a positive integer with a minimum of 4"),
        (connections > 2047, "maxConnections must be less than 2048"),
        (construction < 4, "efConstruction must be a positive integer with a minimum of 4"),
        (
            config["filterStrategy"] not in ("sweeping", "acorn"),
            "filterStrategy must be either 'sweeping' or 'acorn'",
        ),
    )
    faults = [message for broken, message in rules if broken]
    if faults:
        raise SchemaFault(invalid + ", ".join(faults))
    parts = {name: object_(config[name]) for name in _COMPRESSIONS}
    if sum(flag(part["enabled"]) for part in parts.values()) > 1:
        raise SchemaFault(f"{invalid}more than a single compression methods enabled")
    if flag(parts["pq"]["enabled"]) and _int(parts["pq"], "segments") < 0:
        raise SchemaFault("pq segments must be non-negative")
    if flag(parts["rq"]["enabled"]) and parts["rq"]["bits"] not in (8, 4, 1):
        raise SchemaFault("RQ bits must be 8, 4 or 1")
    muvera = object_(object_(config["multivector"])["muvera"])
    if flag(muvera["enabled"]) and _int(muvera, "ksim") > _LARGEST_KSIM:
        raise SchemaFault(f"{invalid}ksim must be less than 10")


def flat(given: Given) -> dict[str, JSON]:
    """The complete parameters of a flat index."""
    read = _Reader(given)
    parts = {name: _flat_compression(read.part(name)) for name in _COMPRESSIONS}
    bits = read.part("rq").whole("bits", 8)
    out: dict[str, JSON] = {
        "distance": read.text("distance", DISTANCES[0]),
        "vectorCacheMaxObjects": read.whole("vectorCacheMaxObjects", _CACHE_OBJECTS),
        **parts,
        # 0 is left out of answers.
        "rq": {**parts["rq"], "bits": bits} if bits else parts["rq"],
        "skipDefaultQuantization": read.flag("skipDefaultQuantization"),
        "trackDefaultQuantization": read.flag("trackDefaultQuantization"),
    }
    enabled = {name for name, part in parts.items() if part["enabled"]}
    rules = (
        (
            any(part["cache"] and not part["enabled"] for part in parts.values()),
            "not possible to use the cache without compression",
        ),
        ("rq" in enabled and bits not in (1, 8), "RQ bits must be either 1 or 8"),
        (len(enabled) > 1, "cannot enable multiple quantization methods at the same time"),
        ("pq" in enabled, "PQ is not currently supported for flat indices"),
        ("sq" in enabled, "SQ is not currently supported for flat indices"),
    )
    for broken, message in rules:
        if broken:
            raise SchemaFault(message)
    return out


def _flat_compression(read: _Reader) -> dict[str, JSON]:
    return {
        "enabled": read.flag("enabled"),
        "rescoreLimit": read.whole("rescoreLimit", -1),
        "cache": read.flag("cache"),
    }


def hfresh(given: Given) -> dict[str, JSON]:
    """The complete parameters of an hfresh index."""
    for name in ("pq", "bq", "sq"):
        if name in given:
            raise SchemaFault(f"{name} is not supported for hfresh index (only rq-1 is supported)")
    read = _Reader(given)
    posting = read.whole("maxPostingSizeKB", 48) % _UINT32
    replicas = read.whole("replicas", 4) % _UINT32
    distance = read.text("distance", DISTANCES[0])
    rq = read.part("rq")
    if not rq.flag("enabled", default=True):
        raise SchemaFault("hfresh only supports rq")
    bits = rq.whole("bits", 1) or 1
    if bits != 1:
        raise SchemaFault(f"rq only supports 1 bit, got {bits}")
    rules = (
        (
            distance not in ("cosine", "l2-squared"),
            f"unsupported distance type '{distance}', {_HFRESH_DISTANCES}",
        ),
        (replicas > 10, f"replicas is '{replicas}' but must be less than 10"),
        (posting < 8, f"maxPostingSizeKB is '{posting}' but must be at least 8"),
        (posting > 1024, f"maxPostingSizeKB is '{posting}' but must be less than 1024"),
    )
    faults = [message for broken, message in rules if broken]
    if faults:
        raise SchemaFault("invalid hfresh config: " + "\n".join(faults))
    return {
        "maxPostingSizeKB": posting,
        "replicas": replicas,
        "searchProbe": read.whole("searchProbe", 256) % _UINT32,
        "distance": distance,
        "rq": {"enabled": True, "bits": 1, "rescoreLimit": rq.whole("rescoreLimit", 350)},
    }


TYPES: Mapping[str, Callable[[Given], dict[str, JSON]]] = MappingProxyType(
    {HNSW: hnsw, FLAT: flat, HFRESH: hfresh}
)
"""Index type -> what makes its parameters complete."""


def check_type(index_type: str) -> None:
    """Refuse an index type that a new vector cannot have."""
    check_static(index_type)
    if index_type not in TYPES:
        raise SchemaFault(f'unrecognized or unsupported vectorIndexType "{index_type}"')


def check_static(index_type: str) -> None:
    """Refuse the type that needs vectors to be indexed in the background."""
    if index_type == DYNAMIC:
        raise SchemaFault("the dynamic index can only be created when async indexing is enabled")


def complete(index_type: str, given: JSON) -> dict[str, JSON]:
    """The complete parameters of an index of a type that `check_type` allows.

    Raises:
        SchemaFault: `parse vector index config: …`.
    """
    with behind("parse vector index config: "):
        return TYPES[index_type](object_(given))


def is_usable(given: JSON) -> bool:
    """Whether parameters are an object, or are not given."""
    return given is None or isinstance(given, dict)


def is_multi(config: Given) -> bool:
    return flag(object_(config.get("multivector")).get("enabled"))


def check_distance(config: Given) -> None:
    """Refuse a distance that no index knows; an empty one counts as the default."""
    distance = text(config.get("distance"))
    if distance and distance not in DISTANCES:
        raise SchemaFault(
            f'init vector index: unrecognized distance metric "{distance}",choose one of '
            '["cosine", "dot", "l2-squared", "manhattan","hamming"]'
        )


_IMMUTABLE: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]] = MappingProxyType(
    {
        HNSW: (
            ("efConstruction", ("efConstruction",)),
            ("maxConnections", ("maxConnections",)),
            ("cleanupIntervalSeconds", ("cleanupIntervalSeconds",)),
            ("distance", ("distance",)),
            ("multivector enabled", ("multivector", "enabled")),
            ("muvera enabled", ("multivector", "muvera", "enabled")),
        ),
        FLAT: (
            ("distance", ("distance",)),
            ("bq", ("bq", "enabled")),
            ("rq", ("rq", "enabled")),
            ("rq.bits", ("rq", "bits")),
        ),
        HFRESH: (
            ("distance", ("distance",)),
            ("replicas", ("replicas",)),
        ),
    }
)
"""What cannot be changed: the name in the fault and where it is."""


def check_update(index_type: str, old: Given, new: Given) -> None:
    """Refuse a change of what cannot be changed."""
    for name, path in _IMMUTABLE[index_type]:
        check_same(name, _at(old, path), _at(new, path))
    if index_type == HNSW and _at(old, ("rq", "enabled")) and _at(new, ("rq", "enabled")):
        check_same("rq bits", _at(old, ("rq", "bits")), _at(new, ("rq", "bits")))


def check_same(name: str, old: JSON, new: JSON) -> None:
    if old != new:
        raise SchemaFault(
            f'{name} is immutable: attempted change from "{_shown(old)}" to "{_shown(new)}"'
        )


def _at(config: Given, path: tuple[str, ...]) -> JSON:
    value: JSON = dict(config)
    for name in path:
        value = object_(value).get(name)
    return value


def _shown(value: JSON) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _int(config: Given, name: str) -> int:
    return whole(config[name]) or 0
