"""Searches by nearness: near_vector, near_object, near_text and those by media, as asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

import numpy as np

from weaviate_orm.engine.errors import CallError
from weaviate_orm.engine.search import near_text, queries
from weaviate_orm.engine.search.near_text import ByText

if TYPE_CHECKING:
    from weaviate_orm.engine.schema.definition import CollectionDefinition
    from weaviate_orm.engine.search.queries import Query
    from weaviate_orm.engine.search.targets import Targets
    from weaviate_orm.wire import messages

_Medium: TypeAlias = Literal[
    "near_image", "near_audio", "near_video", "near_depth", "near_thermal", "near_imu"
]
_MEDIA: Final[tuple[tuple[_Medium, str], ...]] = (
    ("near_image", "nearImage"),
    ("near_audio", "nearAudio"),
    ("near_video", "nearVideo"),
    ("near_depth", "nearDepth"),
    ("near_thermal", "nearThermal"),
    ("near_imu", "nearIMU"),
)
_TOLERANCE: Final = 1e-6
"""A distance so little above the threshold still counts as within."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """What keeps far hits out of a page."""

    distance: float | None = None
    certainty: float | None = None
    """None also if 0 was given."""

    def admits(self, distance: float) -> bool:
        """Whether a hit at this distance stays."""
        if self.distance is not None:
            beyond = distance > self.distance
            return not (beyond and abs(distance - self.distance) > _TOLERANCE)
        if self.certainty is not None:
            return not 1 - distance / 2 < float(np.float32(self.certainty))
        return True

    @property
    def furthest(self) -> float | None:
        """The threshold as a distance."""
        if self.certainty is not None:
            return (1 - self.certainty) * 2
        return self.distance


@dataclass(frozen=True, slots=True)
class ByVector:
    queries: Sequence[Query]


@dataclass(frozen=True, slots=True)
class ByObject:
    id: str
    """An id or a beacon, as given."""


@dataclass(frozen=True, slots=True)
class ByMedia:
    name: str
    """As texts have it: `nearImage`, `nearIMU`, …"""
    data: str
    """In base64."""


@dataclass(frozen=True, slots=True)
class Near:
    """A search by nearness."""

    what: ByVector | ByObject | ByText | ByMedia
    targets: Targets
    threshold: Threshold
    conflict: str = ""
    """What is said when it is to run, because several were given."""

    @property
    def legs(self) -> int:
        """How many query vectors it compares."""
        if isinstance(self.what, ByVector):
            return len(self.what.queries)
        return len(self.targets.names)


def is_asked(message: messages.SearchRequest) -> bool:
    """Whether there is a near_* member."""
    return (
        message.HasField("near_vector")
        or message.HasField("near_object")
        or message.HasField("near_text")
        or any(message.HasField(name) for name, _ in _MEDIA)
    )


def targets_of(message: messages.SearchRequest) -> tuple[messages.Targets | None, Sequence[str]]:
    """The targets of the near_* or hybrid member: the present field and the old one."""
    if message.HasField("near_vector"):
        v = message.near_vector
        return (v.targets if v.HasField("targets") else None), v.target_vectors
    if message.HasField("near_text"):
        t = message.near_text
        return (t.targets if t.HasField("targets") else None), t.target_vectors
    if message.HasField("near_object"):
        o = message.near_object
        return (o.targets if o.HasField("targets") else None), o.target_vectors
    for name, _ in _MEDIA:
        if message.HasField(name):
            m: messages.NearImageSearch = getattr(message, name)  # all of them have these fields
            return (m.targets if m.HasField("targets") else None), m.target_vectors
    h = message.hybrid_search
    return (h.targets if h.HasField("targets") else None), h.target_vectors


def read(
    definition: CollectionDefinition, message: messages.SearchRequest, targets: Targets
) -> Near | None:
    """Read the near_* member of a search; None if it has none.

    Raises:
        CallError: it lacks what it needs.
    """
    return with_text(message, targets, but_text(definition, message, targets))


def but_text(
    definition: CollectionDefinition, message: messages.SearchRequest, targets: Targets
) -> Near | None:
    """Read any near_* member but near_text, which is looked at after a hybrid beside it.

    Raises:
        CallError: it lacks what it needs.
    """
    found: list[Near] = []
    if message.HasField("near_vector"):
        v = message.near_vector
        vector = ByVector(queries.of_near_vector(definition, targets, v))
        found.append(Near(vector, targets, _threshold(v, "near_vector")))
    if message.HasField("near_object"):
        o = message.near_object
        if not o.id:
            raise CallError("near_object: id is required")
        found.append(Near(ByObject(o.id), targets, _threshold(o, "near_object")))
    for name, label in _MEDIA:
        if message.HasField(name):
            search = getattr(message, name)
            data = getattr(search, name.removeprefix("near_"))
            found.append(Near(ByMedia(label, data), targets, _threshold(search, name)))
    return replace(found[0], conflict=_conflict(message)) if found else None


def with_text(
    message: messages.SearchRequest, targets: Targets, beside: Near | None
) -> Near | None:
    """The near_text member, unless there is another one.

    Raises:
        CallError: an id in it is none.
    """
    if not message.HasField("near_text"):
        return beside
    text = near_text.read(message.near_text)
    if beside is not None:
        return beside
    given = _given(message.near_text)
    if text.conflicting:  # told when it runs; a certainty must be possible before
        given = Threshold(certainty=given.certainty)
    return Near(text, targets, given)


def _threshold(
    message: messages.NearVector | messages.NearObject | messages.NearTextSearch, where: str
) -> Threshold:
    if message.HasField("certainty") and message.HasField("distance"):
        raise CallError(f"{where}: cannot provide distance and certainty")
    return _given(message)


def _given(
    message: messages.NearVector | messages.NearObject | messages.NearTextSearch,
) -> Threshold:
    return Threshold(
        message.distance if message.HasField("distance") else None,
        (message.certainty or None) if message.HasField("certainty") else None,
    )


def check_certainty(
    definition: CollectionDefinition, targets: Targets, legs: int, *, given: bool, wanted: bool
) -> None:
    """See to it that vectors have a certainty where one is `given`, or `wanted` of hits.

    `legs` counts the query vectors: a target may have several, and then has none.

    Raises:
        CallError: they have none.
    """
    has_certainty = gives_certainty(definition, targets)
    several = legs > 1 or targets.are_several
    if several and (given or (wanted and has_certainty)):
        raise CallError("multiple target vectors are not supported with certainty")
    if given and not has_certainty:
        metric = definition.vectors[targets.names[0]].distance
        raise CallError(
            "can't compute and return certainty when vector index is configured with "
            f"{metric} distance"
        )


def gives_certainty(definition: CollectionDefinition, targets: Targets) -> bool:
    """Whether hits have a certainty: one target, named once, under cosine."""
    if targets.are_several:
        return False
    vector = definition.vectors.get(targets.names[0])
    return vector is not None and vector.distance == "cosine"


def _conflict(message: messages.SearchRequest) -> str:
    media = [label for name, label in _MEDIA if message.HasField(name)]
    modules = sorted([*media, *(["nearText"] if message.HasField("near_text") else [])])
    given = [
        *(["nearText"] if modules else []),  # whatever the module's search is
        *(["nearVector"] if message.HasField("near_vector") else []),
        *(["nearObject"] if message.HasField("near_object") else []),
    ]
    if len(given) == 3:
        return (
            "found 'nearText' and 'nearVector' and 'nearObject' parameters which are "
            "conflicting, choose one instead"
        )
    if len(given) == 2:
        return (
            f"found both '{given[0]}' and '{given[1]}' parameters which are conflicting, "
            "choose one instead"
        )
    if len(modules) > 1:
        names = ", ".join(f"'{name}'" for name in modules)
        return (
            f"found more than one module params: {names} which are conflicting choose one instead"
        )
    return ""
