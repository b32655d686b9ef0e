"""What a server can do: its version and modules, and which version each feature needs."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

from weaviate_orm.errors import NotSupported, UnexpectedReply
from weaviate_orm.flows.flow import server_facts
from weaviate_orm.transport.settings import DEFAULT_MESSAGE_LIMIT

if TYPE_CHECKING:
    from weaviate_orm.flows.flow import Flow
    from weaviate_orm.wire.shape import JSON


class Version(NamedTuple):
    """A server's version; what follows the three numbers (``-rc.1``) does not count."""

    major: int
    minor: int
    patch: int = 0

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}.{self.patch}"


_VERSION: Final = re.compile(r"v?(\d+)\.(\d+)(?:\.(\d+))?")
FLOOR: Final = Version(1, 31)
"""The oldest server that this package speaks to."""


@dataclass(frozen=True, slots=True)
class ServerFacts:
    """What the meta page of a server says."""

    version: Version
    modules: frozenset[str] = frozenset()
    grpc_max_message_size: int = DEFAULT_MESSAGE_LIMIT
    """Bytes, either way."""
    version_text: str = field(default="", compare=False)
    """As the server wrote it."""

    def __str__(self) -> str:
        return self.version_text or str(self.version)

    @classmethod
    def parse(cls, meta: JSON) -> ServerFacts:
        """Read the JSON of ``GET /v1/meta``.

        Raises:
            UnexpectedReply: it names no version.
        """
        document: Mapping[str, JSON] = meta if isinstance(meta, Mapping) else {}
        text = document.get("version")
        found = _VERSION.match(text) if isinstance(text, str) else None
        if found is None or not isinstance(text, str):
            raise UnexpectedReply(
                f"The meta page names no version: {str(meta)[:200]}. Is this a Weaviate?"
            )
        modules = document.get("modules")
        size = document.get("grpcMaxMessageSize")
        return cls(
            Version(int(found[1]), int(found[2]), int(found[3] or 0)),
            frozenset(modules) if isinstance(modules, Mapping) else frozenset(),
            size if isinstance(size, int) and size > 0 else DEFAULT_MESSAGE_LIMIT,
            text.removeprefix("v"),
        )

    def can(self, name: CapabilityName) -> bool:
        """Whether the server has this."""
        return CAPABILITIES[name].is_in(self.version)


ASSUMED: Final = ServerFacts(Version(1, 39))
"""What is taken for granted where no client is at hand, as in ``explain()``."""


@dataclass(frozen=True, slots=True)
class Capability:
    """A feature, as messages name it, and the first version that has it.

    A feature that was also added to older branches names the first version of each.
    """

    label: str
    since: tuple[Version, ...]

    def is_in(self, version: Version) -> bool:
        """Whether a server of this version has it."""
        return version >= self.since[-1] or any(
            version[:2] == first[:2] and version >= first for first in self.since
        )


CapabilityName: TypeAlias = Literal[
    "search_operators",
    "tasks",
    "aliases",
    "replication_operations",
    "rq_8_bits",
    "contains_none",
    "not",
    "default_quantization",
    "rq_1_bit",
    "object_ttl",
    "alpha_param",
    "batch_stream",
    "drop_index",
    "hfresh",
    "query_profile",
    "blob_hash",
    "export",
    "tokenize",
    "text_analyzer",
    "mmr",
    "boost",
    "change_index",
    "mmr_hybrid",
    "and_cross",
]


def _since(label: str, *versions: tuple[int, int] | tuple[int, int, int]) -> Capability:
    return Capability(label, tuple(Version(*version) for version in versions))


CAPABILITIES: Final[Mapping[CapabilityName, Capability]] = {
    "search_operators": _since("A keyword search with an operator", (1, 31)),
    "tasks": _since("The list of tasks", (1, 31)),
    "aliases": _since("An alias of a collection", (1, 32)),
    "replication_operations": _since("Moving replicas", (1, 32)),
    "rq_8_bits": _since("Rotational quantization", (1, 32)),
    "contains_none": _since(".contains_none()", (1, 33)),
    "not": _since("The negation ~ of a filter", (1, 33)),
    "default_quantization": _since("Opting out of the default quantization", (1, 33)),
    "rq_1_bit": _since("Rotational quantization to one bit", (1, 34)),
    "object_ttl": _since("The time to live of objects", (1, 35)),
    "alpha_param": _since("A hybrid search that tells alpha 0 from none", (1, 36)),
    "batch_stream": _since("Batching on the server's side", (1, 36)),
    "drop_index": _since("Dropping the index of a property", (1, 36)),
    "hfresh": _since("The vector index hfresh", (1, 36)),
    "query_profile": _since(".profile()", (1, 36, 9)),
    "blob_hash": _since("The data type blobHash", (1, 37)),
    "export": _since("The export of collections", (1, 37)),
    "tokenize": _since("Asking the server how it splits a text", (1, 37)),
    "text_analyzer": _since("The text analyzer of a property", (1, 37)),
    "mmr": _since(".diversity()", (1, 37)),
    "boost": _since(".boost()", (1, 38)),
    "change_index": _since("Building the index of a property later", (1, 38)),
    "mmr_hybrid": _since(".diversity() of a hybrid search", (1, 38, 6)),
    "and_cross": _since(
        "The keyword operator that ands across properties", (1, 37, 15), (1, 38, 8), (1, 39)
    ),
}
"""Every feature that came after the oldest servers, by the version that has it."""


def lacking(facts: ServerFacts, name: CapabilityName) -> NotSupported | None:
    """The error for a feature that a server has not; None where it has it."""
    capability = CAPABILITIES[name]
    if capability.is_in(facts.version):
        return None
    needed = next(
        (first for first in capability.since if first[:2] == facts.version[:2]),
        capability.since[0] if facts.version < capability.since[0] else capability.since[-1],
    )
    return NotSupported(
        f"{capability.label} needs Weaviate {needed} or later; the server is {facts}."
    )


def too_old(facts: ServerFacts) -> NotSupported | None:
    """The error for a server below the floor; None for one at or above it."""
    if facts.version >= FLOOR:
        return None
    return NotSupported(
        f"This package needs Weaviate {FLOOR} or later; the server is {facts}. Upgrade the server."
    )


def require(*names: CapabilityName) -> Flow[None]:
    """Refuse to go on with a server that has not all of these.

    Raises:
        NotSupported: the first that is missing, and the version that has it.
    """
    if not names:
        return
    facts = yield from server_facts()
    for name in names:
        if (error := lacking(facts, name)) is not None:
            raise error


def require_module(name: str) -> Flow[None]:
    """Refuse to go on with a server that does not run this module.

    Raises:
        NotSupported: with the modules that the server runs.
    """
    facts = yield from server_facts()
    if name in facts.modules:
        return
    near = difflib.get_close_matches(name, facts.modules, 1)
    hint = f" Did you mean {near[0]!r}?" if near else " Add it to the server's ENABLE_MODULES."
    runs = ", ".join(sorted(facts.modules)) or "none"
    raise NotSupported(f"The server has no module {name!r}; it runs {runs}.{hint}")
