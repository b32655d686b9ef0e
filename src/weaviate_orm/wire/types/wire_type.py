"""What a Weaviate data type is to this package."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from weaviate_orm.wire.shape import JSON, PropertyShape, ScalarType
    from weaviate_orm.wire.types.reading import Column
    from weaviate_orm.wire.types.writing import ListForm, Plain, Writer

FilterMember: TypeAlias = Literal["value_text", "value_int", "value_number", "value_boolean"]


@dataclass(frozen=True, slots=True)
class FilterForm:
    """How a value is compared in filters."""

    member: FilterMember
    """The member of ``Filters``; lists go into the one with ``_array`` behind it."""
    plain: Plain
    """The value as that member takes it. Refuses what the server would compare wrongly."""


@dataclass(frozen=True, slots=True)
class WireType:
    """One data type: every form that its values take, but that in Python.

    ``plain`` refuses, by ``MisuseTypeError`` and ``MisuseValueError``, what the wire cannot
    carry exactly; every other form is made of what it gives.
    """

    name: ScalarType
    plain: Plain
    """To the JSON form, as REST bodies hold it."""
    parse: Callable[[JSON], object]
    """From the JSON form, as REST answers hold it."""
    write: Callable[[Sequence[PropertyShape]], Writer]
    """Write the scalars of some properties into an insert request."""
    read: Callable[[PropertyShape], Column]
    """Read a property of scalars from replies."""
    list_form: ListForm | None = None
    read_list: Callable[[PropertyShape], Column] | None = None
    filter_form: FilterForm | None = None
    """None: the server cannot compare such values."""
