"""The kinds of search, as values. Each knows its message and what it ranks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, cast
from uuid import UUID

from typing_extensions import TypeIs

from weaviate_orm.errors import MisuseTypeError, MisuseValueError
from weaviate_orm.models.mapping import field_at
from weaviate_orm.models.paths import Boosted, TextAttr, VectorAttr
from weaviate_orm.query.targets import Join, target_message
from weaviate_orm.wire import messages as pb
from weaviate_orm.wire.vectors import to_bytes

if TYPE_CHECKING:
    from weaviate_orm.models.model import ModelBase

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


_WORD_OPERATORS = {
    "or": "OPERATOR_OR",
    "and": "OPERATOR_AND",
    "and_cross": "OPERATOR_AND_CROSS",
}


@dataclass(frozen=True, slots=True)
class WordOperator:
    """Which of a query's words have to be in a text."""

    operator: Literal["or", "and", "and_cross"]
    minimum_match: int = 1

    def message(self) -> pb.SearchOperatorOptions:
        number = pb.SearchOperatorOptions.Operator.Value(_WORD_OPERATORS[self.operator])
        if self.operator != "or":
            return pb.SearchOperatorOptions(operator=number)
        return pb.SearchOperatorOptions(operator=number, minimum_or_tokens_match=self.minimum_match)


@dataclass(frozen=True, slots=True)
class Keyword:
    """A keyword search (BM25)."""

    query: str
    properties: tuple[str, ...] = ()
    """Names with boosts, ``title^2``; none: every searchable text."""
    operator: WordOperator | None = None

    name = "bm25"
    ranks_everything = False

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
    ranks_everything = True

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
    ranks_everything = True

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
    ranks_everything = True

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

    kind: Literal["image", "audio", "video", "depth", "thermal", "imu"]
    content: str
    """Base64."""
    target: Target = None
    threshold: Threshold = Threshold()

    ranks_everything = True

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
    ranks_everything = True

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


# -- what users give ------------------------------------------------------------------------


def _is_searched(value: object) -> TypeIs[TextAttr[Any, Any] | Boosted[Any]]:
    return isinstance(value, TextAttr | Boosted)


def searched(model: type[ModelBase], properties: tuple[Any, ...]) -> tuple[str, ...]:
    """The names of searched properties with their boosts."""
    names: list[str] = []
    for each in properties:
        if not _is_searched(each):
            raise MisuseTypeError(f"{each!r} is no text property of {model.__name__}.")
        if not issubclass(model, each.model) or len(each.location.steps) > 1:
            raise MisuseTypeError(
                f"{each!r} is no text property of {model.__name__} itself; a keyword search looks "
                "at the model's own texts."
            )
        if field_at(each.location).specified.options.searchable is False:
            raise MisuseValueError(
                f"{each!r} is declared with searchable=False. Take it out of the search, or "
                "declare prop(searchable=True)."
            )
        name = each.location.last.name
        names.append(f"{name}^{each.boost:g}" if isinstance(each, Boosted) else name)
    return tuple(names)


def query_text(query: str, step: str) -> str:
    """A query text, not blank."""
    if not isinstance(query, str):  # pyright: ignore[reportUnnecessaryIsInstance]  # unchecked callers
        raise MisuseTypeError(f"{step}({query!r}): a query is a str.")
    if not query.strip():
        raise MisuseValueError(
            f"{step}({query!r}) has no words to search for. Leave the step out to get a plain list."
        )
    return query


def is_mapping(given: object) -> TypeIs[Mapping[VectorAttr[Any], Any]]:
    """Whether vectors were given by target."""
    return isinstance(given, Mapping)


def query_vectors(
    model: type[ModelBase], given: Any, target: Target, step: str
) -> tuple[QueryVector, ...]:
    """The query vectors of a search: one for all targets, or by a mapping some for each."""
    if is_mapping(given):
        found: list[QueryVector] = []
        for attr, value in given.items():
            multi = field_at(attr.location).many
            rows: list[Any] = value if _is_list_of_vectors(value, multi) else [value]
            found.extend(_vector(row, attr.location.last.name, multi, step) for row in rows)
        if not found:
            raise MisuseValueError(f"{step} was given no vector.")
        return tuple(found)
    return (_vector(given, "", _is_multi(model, target), step),)


def _is_list_of_vectors(value: Any, multi: bool) -> bool:
    import numpy as np

    return isinstance(value, list) and np.asarray(cast("object", value)).ndim == (3 if multi else 2)


def _is_multi(model: type[ModelBase], target: Target) -> bool:
    from weaviate_orm.models.mapping import fields_of

    if target is None:
        vectors = [f for f in fields_of(model).values() if f.kind == "vector"]
        return len(vectors) == 1 and vectors[0].many
    first = target.vectors[0] if isinstance(target, Join) else target
    return field_at(first.location).many


def _vector(value: Any, target: str, multi: bool, step: str) -> QueryVector:
    return QueryVector(target, to_bytes(value, step, multi=multi), multi)
