"""Expressions: what ``Question.points`` is on the class.

They name a place and make filters, sorts and columns of it. They send nothing. Here is what all
of them have; properties are in ``attributes``, ways into other models in ``traversal``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Generic

from weaviate_orm.errors import MisuseTypeError, UnknownName
from weaviate_orm.models.location import FieldStep, Location, TargetStep
from weaviate_orm.models.mapping import field_at
from weaviate_orm.models.variables import S_contra, T_co

if TYPE_CHECKING:
    from weaviate_orm.models.model import HasProperties


@dataclass(frozen=True, repr=False, slots=True)
class Path(Generic[S_contra]):
    """Anything that can be named from a model on."""

    model: type[HasProperties]
    location: Location
    data_type: str
    """The Weaviate data type at the end, or what stands there: ``vector``, ``cref``."""

    def __repr__(self) -> str:
        text = repr(self.location)
        owner = self.location.steps[0]
        # An inherited attribute is named as it was written: on the subclass.
        if isinstance(owner, FieldStep) and not text.startswith("metadata."):
            text = self.model.__name__ + text.removeprefix(owner.owner.__name__)
        return text

    # ``Question.final and Question.points > 3`` would be the second half alone. To NoReturn mypy
    # would say as much, and nothing of it.
    def __bool__(self) -> bool:
        raise MisuseTypeError(
            f"{self!r} has no truth value. Compare it, as in {self!r} == True, and combine "
            "comparisons by & | ~."
        )

    def __format__(self, spec: str, /) -> str:
        """In an f-string the placeholder of a prompt: ``f"Explain {Question.answer}"``."""
        if len(self.location.steps) > 1 or self.location.measure:
            raise MisuseTypeError(f"{self!r}: a prompt names the object's own properties only.")
        return f"{{{self.location.last.name}}}"

    def _at(self, step: Path[Any]) -> Any:
        """The same step, read from further up."""
        if not issubclass(self._target(), step.model):
            raise MisuseTypeError(
                f"{self!r} leads to {self._target().__name__}, and {step!r} is none of its "
                "attributes."
            )
        return replace(step, model=self.model, location=self.location.then(step.location))

    if not TYPE_CHECKING:  # else a mistyped attribute would pass the checkers

        def __getattr__(self, name):
            if name.startswith("_") or name in Path.__slots__:  # what copying and pickling ask for
                raise AttributeError(name)
            raise UnknownName(_unknown(self, name))

    def _target(self) -> type[HasProperties]:
        last = self.location.steps[-1]
        return last.model if isinstance(last, TargetStep) else field_at(self.location).target


def _unknown(path: Path[Any], name: str) -> str:
    """The sentence for an attribute that an expression has not; it may be one of its targets'."""
    last = path.location.steps[-1]
    targets: tuple[type[HasProperties], ...] = ()
    if isinstance(last, TargetStep):
        targets = (last.model,)
    elif path.data_type in ("cref", "object", "object[]"):
        targets = field_at(path.location).targets
    for target in targets:
        if name in target.__pydantic_fields__:
            of = f".of({target.__name__})" if len(targets) > 1 else ""
            step = f"{target.__name__}.{name}"
            return f"{path!r} has no .{name}. Did you mean {path!r}{of}[{step}]?"
    hint = f" {compared_by_id(path)}" if path.data_type == "cref" else ""
    return f"{path!r} has no .{name}.{hint}"


def compared_by_id(path: Path[Any]) -> str:
    """The sentence on what a reference is compared by."""
    last = path.location.steps[-1]
    target: type[HasProperties]
    if isinstance(last, TargetStep):
        target, of = last.model, ""
    else:
        field = field_at(path.location)
        target = field.targets[0]
        of = f".of({target.__name__})" if field.multi_target else ""
    return (
        f"References are compared by the ids of their targets, "
        f"{path!r}{of}[{target.__name__}.id] == …, or counted, {path!r}.count() == 0."
    )


@dataclass(frozen=True, repr=False, slots=True)
class Sort(Path[S_contra]):
    """One key of an order."""

    ascending: bool = True

    def __repr__(self) -> str:
        return f"{super(Sort, self).__repr__()}.{'asc' if self.ascending else 'desc'}()"


class Column(Path[S_contra], Generic[S_contra, T_co]):
    """What a row can be asked for: a property, or one at the end of a reference."""

    __slots__ = ()


@dataclass(frozen=True, eq=False, repr=False, slots=True)
class VectorAttr(Path[S_contra]):
    """A target vector as seen on the class: the ``target=`` of a search."""
