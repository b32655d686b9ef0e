"""Where an expression points, as a plain value: the steps from a model to a property."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from weaviate_orm.models.model import HasProperties, ModelBase

Measure: TypeAlias = Literal["", "length", "count"]


@dataclass(frozen=True, slots=True)
class FieldStep:
    """A field of ``owner``: ``attribute`` in Python, ``name`` on the server."""

    owner: type[HasProperties]
    attribute: str
    name: str

    def __repr__(self) -> str:
        if self.name in METADATA_NAMES:
            return f"metadata.{self.attribute}"
        return f"{self.owner.__name__}.{self.attribute}"


@dataclass(frozen=True, slots=True)
class TargetStep:
    """One of the models that a multi-target reference can refer to."""

    model: type[ModelBase]

    def __repr__(self) -> str:
        return f".of({self.model.__name__})"


METADATA_NAMES = frozenset({"_creationTimeUnix", "_lastUpdateTimeUnix"})


@dataclass(frozen=True, slots=True, repr=False)
class Location:
    """Steps from a model on: hops over references, then a property or a member of one."""

    steps: tuple[FieldStep | TargetStep, ...]
    measure: Measure = ""
    """What is looked at: the value, the length of a text or list, a number of references."""

    def __repr__(self) -> str:
        first, *rest = self.steps
        text = repr(first)
        for step in rest:
            text += repr(step) if isinstance(step, TargetStep) else f"[{step!r}]"
        return f"{text}.{self.measure}()" if self.measure else text

    @property
    def last(self) -> FieldStep:
        step = self.steps[-1]
        assert isinstance(step, FieldStep)
        return step

    def then(self, further: Location) -> Location:
        """The same property, read from further up."""
        return Location((*self.steps, *further.steps), further.measure)
