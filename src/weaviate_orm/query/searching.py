"""The searches of a query set: a query has one of them, and any filters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, Self, TypeAlias
from uuid import UUID

from weaviate_orm.later import later
from weaviate_orm.models.attributes import Boosted, TextAttr
from weaviate_orm.models.paths import VectorAttr
from weaviate_orm.models.variables import M
from weaviate_orm.query.lazy import Lazy
from weaviate_orm.query.media import MediaKind, MediaSource
from weaviate_orm.query.searches import Move
from weaviate_orm.query.targets import Join
from weaviate_orm.query.words import WordOperator

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from weaviate_orm.query import search_steps

    # Any: before 2.2 numpy's types have no default for their precision.
    VectorLike: TypeAlias = (
        Sequence[float] | Sequence[Sequence[float]] | NDArray[np.floating[Any] | np.integer[Any]]
    )
else:
    (search_steps,) = later("weaviate_orm.query", "search_steps")


class Searching(Lazy[M]):
    """A query set that can be searched."""

    __slots__ = ()

    def bm25(
        self,
        query: str,
        /,
        *,
        properties: Sequence[TextAttr[M, Any] | Boosted[M]] | None = None,
        operator: WordOperator | None = None,
    ) -> Self:
        """Search for words.

        Args:
            query: Any text; its words are looked for.
            properties: The texts to look at, ``Question.question ** 2`` for more weight;
                None: every searchable one of the model.
            operator: Which of the words have to be there, of ``words``; None: any of them.
        """
        return self._but(search=search_steps.keyword(self._query, query, properties, operator))

    def near_vector(
        self,
        vector: VectorLike | Mapping[VectorAttr[M], VectorLike | list[VectorLike]],
        /,
        *,
        target: VectorAttr[M] | Join[M] | None = None,
        distance: float | None = None,
        certainty: float | None = None,
    ) -> Self:
        """Search by a vector: the nearest first.

        Args:
            vector: Float32 numbers; for a multi-vector, rows of them; or by a mapping one for
                each target.
            target: The vector to compare with; needed where the model has several.
            distance: The largest distance of a hit, in the unit of the vector's metric.
            certainty: The smallest certainty, 1 - distance / 2, for cosine only.
        """
        return self._but(
            search=search_steps.near_vector(self._query, vector, target, distance, certainty)
        )

    def near_object(
        self,
        near: M | UUID,
        /,
        *,
        target: VectorAttr[M] | Join[M] | None = None,
        distance: float | None = None,
        certainty: float | None = None,
    ) -> Self:
        """Search by a stored object's vector; the object itself is the first hit."""
        return self._but(
            search=search_steps.near_object(self._query, near, target, distance, certainty)
        )

    def near_text(
        self,
        *concepts: str,
        target: VectorAttr[M] | Join[M] | None = None,
        distance: float | None = None,
        certainty: float | None = None,
        move_to: Move | None = None,
        move_away: Move | None = None,
    ) -> Self:
        """Search by texts, which the collection's vectorizer makes a vector of."""
        return self._but(
            search=search_steps.near_text(
                self._query, concepts, target, distance, certainty, move_to, move_away
            )
        )

    def near_image(
        self,
        image: MediaSource,
        /,
        *,
        target: VectorAttr[M] | None = None,
        distance: float | None = None,
        certainty: float | None = None,
    ) -> Self:
        """Search by an image, which a multi-modal vectorizer makes a vector of.

        Args:
            image: Its bytes, the path of a file, or a file opened with ``"rb"``; read at once.
            target: The vector to compare with; needed where the model has several.
            distance: The largest distance of a hit, in the unit of the vector's metric.
            certainty: The smallest certainty, 1 - distance / 2, for cosine only.

        Raises:
            OSError: The file cannot be read.
        """
        return self._media("image", image, target, distance, certainty)

    def near_audio(
        self,
        audio: MediaSource,
        /,
        *,
        target: VectorAttr[M] | None = None,
        distance: float | None = None,
        certainty: float | None = None,
    ) -> Self:
        """Search by a sound, which a multi-modal vectorizer makes a vector of.

        See ``near_image``.
        """
        return self._media("audio", audio, target, distance, certainty)

    def near_video(
        self,
        video: MediaSource,
        /,
        *,
        target: VectorAttr[M] | None = None,
        distance: float | None = None,
        certainty: float | None = None,
    ) -> Self:
        """Search by a film, which a multi-modal vectorizer makes a vector of.

        See ``near_image``.
        """
        return self._media("video", video, target, distance, certainty)

    def near_depth(
        self,
        depth: MediaSource,
        /,
        *,
        target: VectorAttr[M] | None = None,
        distance: float | None = None,
        certainty: float | None = None,
    ) -> Self:
        """Search by a depth image, which a multi-modal vectorizer makes a vector of.

        See ``near_image``.
        """
        return self._media("depth", depth, target, distance, certainty)

    def near_thermal(
        self,
        thermal: MediaSource,
        /,
        *,
        target: VectorAttr[M] | None = None,
        distance: float | None = None,
        certainty: float | None = None,
    ) -> Self:
        """Search by a thermal image, which a multi-modal vectorizer makes a vector of.

        See ``near_image``.
        """
        return self._media("thermal", thermal, target, distance, certainty)

    def near_imu(
        self,
        imu: MediaSource,
        /,
        *,
        target: VectorAttr[M] | None = None,
        distance: float | None = None,
        certainty: float | None = None,
    ) -> Self:
        """Search by readings of motion sensors, which a multi-modal vectorizer makes a vector of.

        See ``near_image``.
        """
        return self._media("imu", imu, target, distance, certainty)

    def _media(
        self,
        kind: MediaKind,
        source: MediaSource,
        target: VectorAttr[M] | None,
        distance: float | None,
        certainty: float | None,
    ) -> Self:
        return self._but(
            search=search_steps.media(self._query, kind, source, target, distance, certainty)
        )

    def hybrid(
        self,
        query: str = "",
        /,
        *,
        alpha: float = 0.75,
        vector: VectorLike | Mapping[VectorAttr[M], VectorLike | list[VectorLike]] | None = None,
        near_text: Sequence[str] = (),
        properties: Sequence[TextAttr[M, Any] | Boosted[M]] | None = None,
        target: VectorAttr[M] | Join[M] | None = None,
        fusion: Literal["relative_score", "ranked"] = "relative_score",
        max_vector_distance: float | None = None,
        operator: WordOperator | None = None,
        move_to: Move | None = None,
        move_away: Move | None = None,
    ) -> Self:
        """Search for words and by vector together.

        Args:
            query: The words; also what the vectorizer takes, where no vector is given.
            alpha: The weight of the vectors, from 0 (words only) to 1 (vectors only).
            vector: A vector of the application's own.
            near_text: Other texts than ``query`` for the vectorizer.
            properties: The texts to look at; None: every searchable one.
            target: The vector to compare with.
            fusion: How scores are joined: scaled to 0..1, or by ranks.
            max_vector_distance: Hits that are farther away are left out.
            operator: Which of the words have to be there, of ``words``.
            move_to: Pull the vector of ``near_text`` towards something.
            move_away: Push it away from something.
        """
        return self._but(
            search=search_steps.hybrid(
                self._query,
                query,
                alpha=alpha,
                vector=vector,
                near_text=tuple(near_text),
                properties=properties,
                target=target,
                fusion=fusion,
                max_vector_distance=max_vector_distance,
                operator=operator,
                moves=(move_to, move_away),
            )
        )
