"""What leads on: into nested objects, and over references to other models."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Generic, overload

from weaviate_orm.errors import MisuseTypeError
from weaviate_orm.models.attributes import Attr, GeoAttr, ListAttr, TextAttr
from weaviate_orm.models.location import Location, TargetStep
from weaviate_orm.models.mapping import field_at
from weaviate_orm.models.paths import Column, Path, compared_by_id
from weaviate_orm.models.variables import X2, A, A_co, B, C_co, D, S_contra, T, X


def _column(path: Path[Any]) -> Column[Any, Any]:
    # A plain column: what stands behind a reference in a row cannot be filtered.
    return Column(path.model, path.location, path.data_type)


class NestedAttr(Attr[S_contra, T, T], Generic[S_contra, T, A_co]):
    """A nested object, or a list of them: ``Question.address[Address.city]``."""

    __slots__ = ()

    @overload
    def value(
        self: NestedAttr[S_contra, list[Any], A_co], column: Column[A_co, X], /
    ) -> Column[S_contra, list[X]]: ...
    @overload
    def value(
        self: NestedAttr[S_contra, A_co | None, A_co], column: Column[A_co, X], /
    ) -> Column[S_contra, X | None]: ...
    @overload
    def value(self, column: Column[A_co, X], /) -> Column[S_contra, X]: ...
    def value(self, column: Column[A_co, Any], /) -> Column[S_contra, Any]:
        """The member in a row: of a list each object's, None where there is no object."""
        return _column(self._at(column))

    @overload
    def __getitem__(self, step: TextAttr[A_co, X], /) -> TextAttr[S_contra, X]: ...
    @overload
    def __getitem__(self, step: ListAttr[A_co, X, X2], /) -> ListAttr[S_contra, X, X2]: ...
    @overload
    def __getitem__(self, step: NestedAttr[A_co, X, B], /) -> NestedAttr[S_contra, X, B]: ...
    @overload
    def __getitem__(self, step: Attr[A_co, X, X2], /) -> Attr[S_contra, X, X2]: ...
    def __getitem__(self, step: Path[A_co], /) -> Any:
        return self._at(step)


class ReferenceIds(Path[S_contra]):
    """``Question.category.ids``: for ``prefetch``, the ids and no more."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"{super().__repr__()}.ids"


class _Referring(Path[S_contra]):
    """A reference. Two expressions are equal; with anything else it has no ``==``."""

    __slots__ = ()

    if not TYPE_CHECKING:  # ``object`` says the same to the checkers: no filter comes of it

        def __eq__(self, other):
            if not isinstance(other, Path):
                raise MisuseTypeError(
                    f"{self!r} cannot be compared with {other!r}. {compared_by_id(self)}"
                )
            return super().__eq__(other)

        __hash__ = Path.__hash__

    @property
    def ids(self) -> ReferenceIds[S_contra]:
        """For ``prefetch``: the ids of the targets, and no more."""
        return ReferenceIds(self.model, self.location, "cref")

    def count(self) -> Attr[S_contra, int, int]:
        """The number of references, for filters."""
        if isinstance(self.location.steps[-1], TargetStep):
            whole = Location(self.location.steps[:-1])
            raise MisuseTypeError(
                f"{self!r} cannot be counted: the server counts the references to all models "
                f"together, as {whole!r}.count() does."
            )
        return Attr(self.model, replace(self.location, measure="count"), "int")


class RefPath(_Referring[S_contra], Generic[S_contra, C_co]):
    """A reference as seen on the class, to one object or to many."""

    __slots__ = ()

    @overload
    def __getitem__(self, step: TextAttr[C_co, T], /) -> TextAttr[S_contra, T]: ...
    @overload
    def __getitem__(self, step: ListAttr[C_co, T, X], /) -> ListAttr[S_contra, T, X]: ...
    @overload
    def __getitem__(self, step: NestedAttr[C_co, T, A], /) -> NestedAttr[S_contra, T, A]: ...
    @overload
    def __getitem__(self, step: GeoAttr[C_co, T], /) -> GeoAttr[S_contra, T]: ...
    @overload
    def __getitem__(self, step: Attr[C_co, T, X], /) -> Attr[S_contra, T, X]: ...
    @overload
    def __getitem__(self, step: RefAttr[C_co, D], /) -> RefAttr[S_contra, D]: ...
    @overload
    def __getitem__(self, step: RefsAttr[C_co, D], /) -> RefsAttr[S_contra, D]: ...
    @overload
    def __getitem__(self, step: MultiRefAttr[C_co, D], /) -> MultiRefAttr[S_contra, D]: ...
    def __getitem__(self, step: Path[C_co], /) -> Any:
        return self._at(step)


class RefAttr(RefPath[S_contra, C_co]):
    """A reference to one object: ``Question.category``."""

    __slots__ = ()

    def value(self, column: Column[C_co, T], /) -> Column[S_contra, T | None]:
        """The target's property in a row: None where there is no target."""
        return _column(self._at(column))


class RefsAttr(RefPath[S_contra, C_co]):
    """A reference to any number of objects: ``Question.related``."""

    __slots__ = ()

    def value(self, column: Column[C_co, T], /) -> Column[S_contra, list[T]]:
        """The property of each target in a row."""
        return _column(self._at(column))


class MultiRefAttr(_Referring[S_contra], Generic[S_contra, C_co]):
    """A reference whose targets are of several models: a path must choose one."""

    __slots__ = ()

    if not TYPE_CHECKING:  # it is there for its message

        def __getitem__(self, step):
            raise MisuseTypeError(
                f"{self!r} refers to several models. Choose one: "
                f"{self!r}.of({step.model.__name__})[{step!r}]."
            )

    # That D is one of the targets cannot be said: in an explicit ``self`` both checkers
    # solve the union before they see the argument, and give back the whole union.
    def of(self, target: type[D], /) -> RefsAttr[S_contra, D]:
        """The references to objects of one of the models."""
        targets = field_at(self.location).targets
        if target not in targets:
            names = ", ".join(each.__name__ for each in targets)
            raise MisuseTypeError(f"{self!r} refers to {names}, not to {target.__name__}.")
        return RefsAttr(
            self.model, Location((*self.location.steps, TargetStep(target))), self.data_type
        )
