"""The kinds of search, as values. Each knows its message and what it ranks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, TypeAlias
from uuid import UUID

from weaviate_orm.errors import MisuseValueError
from weaviate_orm.models.paths import VectorAttr
from weaviate_orm.query.media import MediaKind
from weaviate_orm.query.targets import Join, target_message
from weaviate_orm.query.words import WordOperator
from weaviate_orm.wire import messages as pb

Target: TypeAlias = VectorAttr[Any] | Join[Any] | None


@dataclass(frozen=True, slots=True)
class Threshold:
    """How near a hit has to be: a distance, or a certainty (cosine only)."""

    distance: float | None = None
    certainty: float | None = None

    def __post_init__(self) -> None:
        if self.distance is not None and self.certainty is not None:
            raise MisuseValueError("Give a distance or a certainty, not both.")
        if self.certainty is not None and not 0 < self.certainty <= 1:
            raise MisuseValueError(
                f"certainty={self.certainty}: it lies between 0 and 1, and 0 would ask nothing."
            )

    def __bool__(self) -> bool:
        return self.distance is not None or self.certainty is not None

    def options(self) -> dict[str, Any]:
        return {"distance": self.distance, "certainty": self.certainty}


@dataclass(frozen=True, slots=True)
class Keyword:
    """A keyword search (BM25)."""

    query: str
    properties: tuple[str, ...] = ()
    """Names with boosts, ``title^2``; none: every searchable text."""
    operator: WordOperator | None = None

    name = "bm25"

    def message(self) -> pb.BM25:
        return pb.BM25(
            query=self.query,
            properties=self.properties,
            search_operator=self.operator.message() if self.operator else None,
        )

    def apply(self, request: pb.SearchRequest) -> None:
        request.bm25_search.CopyFrom(self.message())


@dataclass(frozen=True, slots=True)
class QueryVector:
    """One query vector, as bytes; ``multi`` where it has several rows."""

    target: str
    data: bytes
    multi: bool = False

    def message(self, *, named: bool = False) -> pb.Vectors:
        return pb.Vectors(
            name=self.target if named else "",
            vector_bytes=self.data,
            type=pb.Vectors.VectorType.Value(
                "VECTOR_TYPE_MULTI_FP32" if self.multi else "VECTOR_TYPE_SINGLE_FP32"
            ),
        )


@dataclass(frozen=True, slots=True)
class NearVector:
    """A search by a vector, or by one for each target."""

    vectors: tuple[QueryVector, ...]
    target: Target = None
    threshold: Threshold = Threshold()

    name = "near_vector"

    def message(self, *, inside_hybrid: bool = False) -> pb.NearVector:
        options = self.threshold.options()
        made = pb.NearVector(**options)
        per_target = any(v.target for v in self.vectors)
        if per_target:
            by_target: dict[str, list[pb.Vectors]] = {}
            for vector in self.vectors:
                by_target.setdefault(vector.target, []).append(vector.message(named=True))
            made.vector_for_targets.extend(
                pb.VectorForTarget(name=name, vectors=each) for name, each in by_target.items()
            )
            counts = {name: len(each) for name, each in by_target.items()}
        else:
            made.vectors.append(self.vectors[0].message())
            counts = {}
        chosen = None if inside_hybrid else target_message(self.target, counts)
        if chosen is not None:
            made.targets.CopyFrom(chosen)
        return made

    def apply(self, request: pb.SearchRequest) -> None:
        request.near_vector.CopyFrom(self.message())


@dataclass(frozen=True, slots=True)
class NearObject:
    """A search by the vector of a stored object."""

    id: UUID
    target: Target = None
    threshold: Threshold = Threshold()

    name = "near_object"

    def message(self) -> pb.NearObject:
        return pb.NearObject(
            id=str(self.id), targets=target_message(self.target, {}), **self.threshold.options()
        )

    def apply(self, request: pb.SearchRequest) -> None:
        request.near_object.CopyFrom(self.message())


@dataclass(frozen=True, slots=True)
class Move:
    """Pull a query vector towards texts and objects, or push it away, by ``force`` (0..1)."""

    force: float
    concepts: tuple[str, ...] = ()
    objects: tuple[UUID, ...] = ()

    def __init__(
        self,
        force: float,
        concepts: str | tuple[str, ...] | list[str] = (),
        objects: tuple[UUID, ...] | list[UUID] = (),
    ) -> None:
        if not 0 < force <= 1:
            raise MisuseValueError(f"Move(force={force}): a force lies between 0 and 1.")
        texts = (concepts,) if isinstance(concepts, str) else tuple(concepts)
        if not texts and not objects:
            raise MisuseValueError("Move(…) needs concepts or objects to move by.")
        for name, value in (("force", force), ("concepts", texts), ("objects", tuple(objects))):
            object.__setattr__(self, name, value)

    def message(self) -> pb.NearTextSearch.Move:
        return pb.NearTextSearch.Move(
            force=self.force, concepts=self.concepts, uuids=[str(each) for each in self.objects]
        )


@dataclass(frozen=True, slots=True)
class NearText:
    """A search by texts, which the server's vectorizer makes vectors of."""

    concepts: tuple[str, ...]
    target: Target = None
    threshold: Threshold = Threshold()
    move_to: Move | None = None
    move_away: Move | None = None

    name = "near_text"

    def message(self, *, inside_hybrid: bool = False) -> pb.NearTextSearch:
        return pb.NearTextSearch(
            query=self.concepts,
            targets=None if inside_hybrid else target_message(self.target, {}),
            move_to=self.move_to.message() if self.move_to else None,
            move_away=self.move_away.message() if self.move_away else None,
            **self.threshold.options(),
        )

    def apply(self, request: pb.SearchRequest) -> None:
        request.near_text.CopyFrom(self.message())


@dataclass(frozen=True, slots=True)
class Media:
    """A search by an image, a sound or their like, which a multi-modal vectorizer takes."""

    kind: MediaKind
    content: str
    """Base64."""
    target: Target = None
    threshold: Threshold = Threshold()

    @property
    def name(self) -> str:
        return f"near_{self.kind}"

    def apply(self, request: pb.SearchRequest) -> None:
        member = getattr(request, self.name)
        options: dict[str, Any] = {self.kind: self.content, **self.threshold.options()}
        member.CopyFrom(type(member)(targets=target_message(self.target, {}), **options))


@dataclass(frozen=True, slots=True)
class Hybrid:
    """A keyword and a vector search together."""

    query: str
    alpha: float
    properties: tuple[str, ...] = ()
    vector: QueryVector | NearVector | NearText | None = None
    target: Target = None
    fusion: Literal["relative_score", "ranked"] = "relative_score"
    max_vector_distance: float | None = None
    operator: WordOperator | None = None

    name = "hybrid"

    def message(self) -> pb.Hybrid:
        made = pb.Hybrid(
            query=self.query,
            properties=self.properties,
            # Servers before 1.36 read the first, later ones the second.
            alpha=self.alpha,
            alpha_param=self.alpha,
            use_alpha_param=True,
            fusion_type=pb.Hybrid.FusionType.Value(
                "FUSION_TYPE_RANKED" if self.fusion == "ranked" else "FUSION_TYPE_RELATIVE_SCORE"
            ),
            targets=target_message(self.target, self._counts()),
            bm25_search_operator=self.operator.message() if self.operator else None,
        )
        match self.vector:
            case QueryVector():
                made.vectors.append(self.vector.message())
            case NearVector():
                made.near_vector.CopyFrom(self.vector.message(inside_hybrid=True))
            case NearText():
                made.near_text.CopyFrom(self.vector.message(inside_hybrid=True))
            case None:
                pass
        if self.max_vector_distance is not None:
            made.vector_distance = self.max_vector_distance
        return made

    def _counts(self) -> dict[str, int]:
        counts: dict[str, int] = {}
        if isinstance(self.vector, NearVector):
            for vector in self.vector.vectors:
                counts[vector.target] = counts.get(vector.target, 0) + 1
        return counts

    def apply(self, request: pb.SearchRequest) -> None:
        request.hybrid_search.CopyFrom(self.message())


Search: TypeAlias = Keyword | NearVector | NearObject | NearText | Media | Hybrid


def ranks_by_vector(search: Search | None) -> bool:
    """Whether hits have a distance."""
    return search is not None and not isinstance(search, Keyword | Hybrid)
