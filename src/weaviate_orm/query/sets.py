"""The query sets by what a row is, so that types stay exact.

Restricting ``self`` on one class would not do: mypy erases type variables in an explicit self
type, so ``only(...).generate(...)`` would pass.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Generic, overload
from uuid import UUID

from weaviate_orm.later import later
from weaviate_orm.models.assignments import Assignment
from weaviate_orm.models.attributes import Attr
from weaviate_orm.models.model import ModelBase
from weaviate_orm.models.paths import Column, Path
from weaviate_orm.models.traversal import MultiRefAttr, RefPath
from weaviate_orm.models.variables import M, MetadataName, T
from weaviate_orm.query.figures import Figures, GroupFigures
from weaviate_orm.query.generating import generate
from weaviate_orm.query.media import MediaSource
from weaviate_orm.query.provider import Provider
from weaviate_orm.query.queryset import QuerySet
from weaviate_orm.query.rows import (
    DeleteResult,
    Generated,
    GeneratedGroup,
    Group,
    Grouped,
    Hit,
    K,
    Partial,
    R,
    UpdateResult,
)

if TYPE_CHECKING:
    from typing_extensions import TypeVar

    from weaviate_orm.query import deleting, reading, steps, updating

    T1 = TypeVar("T1")
    T2 = TypeVar("T2")
    T3 = TypeVar("T3")
    T4 = TypeVar("T4")
    T5 = TypeVar("T5")
    T6 = TypeVar("T6")
    T7 = TypeVar("T7")
    T8 = TypeVar("T8")
else:
    deleting, reading, steps, updating = later(
        "weaviate_orm.query", "deleting", "reading", "steps", "updating"
    )


class Projected(QuerySet[M, R]):
    """Rows with only some of the properties."""

    __slots__ = ()

    def with_metadata(self, *names: MetadataName) -> QuerySet[M, Hit[R]]:
        """Rows with what the server says about them."""
        return QuerySet(self.model, steps.hits(self._query, names))


class Hits(QuerySet[M, Hit[M]]):
    """Rows with metadata."""

    __slots__ = ()

    def generate(
        self,
        single_prompt: str | None = None,
        *,
        grouped_task: str | None = None,
        grouped_properties: Sequence[Column[M, object]] = (),
        provider: Provider | None = None,
        images: Sequence[MediaSource] = (),
        image_properties: Sequence[Column[M, bytes | None]] = (),
        debug: bool = False,
        return_metadata: bool = False,
    ) -> QuerySet[M, Generated[M]]:
        """Have a text generated for each row; see ``Objects.generate``."""
        asked = generate(
            self.model,
            single_prompt,
            grouped_task,
            grouped_properties=grouped_properties,
            provider=provider,
            images=images,
            image_properties=image_properties,
            debug=debug,
            return_metadata=return_metadata,
        )
        return QuerySet(self.model, steps.generating(self._query, asked))


class Groups(QuerySet[M, Group[M, K]], GroupFigures[M, K], Generic[M, K]):
    """The query set whose rows are groups of objects."""

    __slots__ = ()

    def flat(self) -> list[Grouped[M, K]]:
        """The objects of all groups as one list, each with the key of its group."""
        return self._run("flat", reading.members(self._query))

    async def aflat(self) -> list[Grouped[M, K]]:
        """The objects of all groups as one list; see ``flat``."""
        return await self._arun("flat", reading.members(self._query))

    def generate(
        self,
        single_prompt: str | None = None,
        *,
        grouped_task: str | None = None,
        grouped_properties: Sequence[Column[M, object]] = (),
        provider: Provider | None = None,
        images: Sequence[MediaSource] = (),
        image_properties: Sequence[Column[M, bytes | None]] = (),
    ) -> QuerySet[M, GeneratedGroup[M, K]]:
        """Have a text generated for the first object of each group, or one over these.

        See ``Objects.generate``; of groups the server gives back neither prompts nor what the
        provider says.
        """
        asked = generate(
            self.model,
            single_prompt,
            grouped_task,
            grouped_properties=grouped_properties,
            provider=provider,
            images=images,
            image_properties=image_properties,
        )
        return QuerySet(self.model, steps.generating(self._query, asked))


class Objects(QuerySet[M, M], Figures[M]):
    """The query set whose rows are the objects themselves."""

    __slots__ = ()

    def with_metadata(self, *names: MetadataName) -> Hits[M]:
        """Rows with what the server says about them: ``Hit`` with ``.object``, ``.metadata``."""
        return Hits(self.model, steps.hits(self._query, names))

    def generate(
        self,
        single_prompt: str | None = None,
        *,
        grouped_task: str | None = None,
        grouped_properties: Sequence[Column[M, object]] = (),
        provider: Provider | None = None,
        images: Sequence[MediaSource] = (),
        image_properties: Sequence[Column[M, bytes | None]] = (),
        debug: bool = False,
        return_metadata: bool = False,
        metadata: tuple[MetadataName, ...] = (),
    ) -> QuerySet[M, Generated[M]]:
        """Have a text generated for each row, one over all rows, or both.

        Args:
            single_prompt: Asked for each row; ``{answer}`` is replaced by the property, as is
                ``f"{Question.answer}"``.
            grouped_task: Asked once, with the rows' properties; the text is on the ``result()``.
            grouped_properties: Those that the task is given; none: all.
            provider: Who answers, of ``providers``; None: the collection's own module.
            images: Pictures that go with each prompt: bytes, paths, or files opened with
                ``"rb"``.
            image_properties: Attributes of which each object's own picture goes along.
            debug: Give the whole prompts back, on ``row.answer.prompt``.
            return_metadata: Give back what the provider says, such as how many tokens it
                counted, on ``row.answer.metadata``.
            metadata: What else to fetch of each row.
        """
        asked = generate(
            self.model,
            single_prompt,
            grouped_task,
            grouped_properties=grouped_properties,
            provider=provider,
            images=images,
            image_properties=image_properties,
            debug=debug,
            return_metadata=return_metadata,
        )
        return QuerySet(self.model, steps.generating(self._query, asked, metadata))

    @overload
    def group_by(
        self, path: Attr[M, T, K], /, *, groups: int = 5, per_group: int = 3
    ) -> Groups[M, K]: ...
    @overload
    def group_by(
        self,
        path: RefPath[M, ModelBase] | MultiRefAttr[M, ModelBase],
        /,
        *,
        groups: int = 5,
        per_group: int = 3,
    ) -> Groups[M, UUID]: ...
    def group_by(self, path: Path[M], /, *, groups: int = 5, per_group: int = 3) -> Groups[M, Any]:
        """Group by a property: the hits of a search, or for ``aggregate`` all objects.

        A limit before it says how many hits are looked at (1,000 where there is none); one
        after it, how many groups are wanted.

        Args:
            path: The property; an object with several values is in several groups.
            groups: The most groups.
            per_group: The most objects of each.
        """
        return Groups(self.model, steps.grouping(self._query, path, groups, per_group))

    def only(self, *columns: Column[M, object]) -> Projected[M, Partial[M]]:
        """Rows with only these properties, read by ``row[Question.points]``."""
        return Projected(self.model, steps.project(self._query, "partial", columns))

    def values_list(self, column: Column[M, T], /) -> Projected[M, T]:
        """Rows that are the values of one property."""
        return Projected(self.model, steps.project(self._query, "value", (column,)))

    def into(self, kind: type[T], /) -> Projected[M, T]:
        """Rows of a class of one's own: a dataclass or a pydantic model.

        Each of its fields is filled by the attribute of that name, and no more is fetched. A
        nested object, and what a reference leads to, may be such a class again; a reference may
        be a UUID as well. What does not fit is refused here.

        Raises:
            MisuseTypeError: A field of the class is no attribute of the model, or does not take
                what the attribute holds.
        """
        return Projected(self.model, steps.into(self._query, kind))

    # overloads of values
    # fmt: off
    @overload
    def values(self, a: Column[M, T1], /) -> Projected[M, tuple[T1]]: ...
    @overload
    def values(self, a: Column[M, T1], b: Column[M, T2], /) -> Projected[M, tuple[T1, T2]]: ...
    @overload
    def values(self, a: Column[M, T1], b: Column[M, T2], c: Column[M, T3],
        /) -> Projected[M, tuple[T1, T2, T3]]: ...
    @overload
    def values(self, a: Column[M, T1], b: Column[M, T2], c: Column[M, T3], d: Column[M, T4],
        /) -> Projected[M, tuple[T1, T2, T3, T4]]: ...
    @overload
    def values(self, a: Column[M, T1], b: Column[M, T2], c: Column[M, T3], d: Column[M, T4],
        e: Column[M, T5], /) -> Projected[M, tuple[T1, T2, T3, T4, T5]]: ...
    @overload
    def values(self, a: Column[M, T1], b: Column[M, T2], c: Column[M, T3], d: Column[M, T4],
        e: Column[M, T5], f: Column[M, T6], /) -> Projected[M, tuple[T1, T2, T3, T4, T5, T6]]: ...
    @overload
    def values(self, a: Column[M, T1], b: Column[M, T2], c: Column[M, T3], d: Column[M, T4],
        e: Column[M, T5], f: Column[M, T6], g: Column[M, T7],
        /) -> Projected[M, tuple[T1, T2, T3, T4, T5, T6, T7]]: ...
    @overload
    def values(self, a: Column[M, T1], b: Column[M, T2], c: Column[M, T3], d: Column[M, T4],
        e: Column[M, T5], f: Column[M, T6], g: Column[M, T7], h: Column[M, T8],
        /) -> Projected[M, tuple[T1, T2, T3, T4, T5, T6, T7, T8]]: ...
    # fmt: on
    # end of values
    def values(self, *columns: Column[M, object]) -> Projected[M, Any]:
        """Rows as tuples of these properties."""
        return Projected(self.model, steps.project(self._query, "tuple", columns))

    def update(
        self,
        *values: Assignment[M],
        all: bool = False,  # noqa: A002 - as of delete
        dry_run: bool = False,
    ) -> UpdateResult:
        """Give properties of all that the query describes a new value.

        ``Question.objects.filter(Question.points == 0).update(Question.points.set(5))``. The
        server has no such call: the ids are read, page by page, and each object is PATCHed, eight
        at a time. It is not atomic; done again, it goes on. Validators of the model do not run,
        and a vector that is made of such a property is made anew.

        Args:
            values: Of ``.set()``; those of other properties stay.
            all: Needed to update without a filter, a search or a limit.
            dry_run: Count only.

        Raises:
            MisuseValueError: It would be of every object, and not ``all=True``.
        """
        return self._run(
            "update", updating.update(self._query, values, everything=all, dry_run=dry_run)
        )

    async def aupdate(
        self,
        *values: Assignment[M],
        all: bool = False,  # noqa: A002 - as of delete
        dry_run: bool = False,
    ) -> UpdateResult:
        """Give properties of all that the query describes a new value; see ``update``."""
        return await self._arun(
            "update", updating.update(self._query, values, everything=all, dry_run=dry_run)
        )

    # No other word than `all` says it.
    def delete(self, *, all: bool = False, dry_run: bool = False) -> DeleteResult:  # noqa: A002
        """Delete the objects that the filters describe.

        The server deletes 10,000 a call, so it is asked until nothing is left.

        Args:
            all: Needed to delete without a filter.
            dry_run: Count only.

        Raises:
            MisuseValueError: There is no filter and not ``all=True``, or there is a search, an
                order, a limit or an offset, which a delete cannot honour.
        """
        return self._run("delete", deleting.delete(self._query, everything=all, dry_run=dry_run))

    # No other word than `all` says it.
    async def adelete(self, *, all: bool = False, dry_run: bool = False) -> DeleteResult:  # noqa: A002
        """Delete the objects that the filters describe; see ``delete``."""
        return await self._arun(
            "delete", deleting.delete(self._query, everything=all, dry_run=dry_run)
        )


__all__ = ["Groups", "Hits", "Objects", "Projected", "QuerySet"]
