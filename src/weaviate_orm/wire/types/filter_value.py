"""The forms of values in filters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weaviate_orm.errors import MisuseTypeError, MisuseValueError
from weaviate_orm.wire.types.table import SCALARS
from weaviate_orm.wire.types.writing import plain_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from weaviate_orm.wire import messages as pb
    from weaviate_orm.wire.shape import PropertyShape
    from weaviate_orm.wire.types.wire_type import FilterForm


def set_value(filters: pb.Filters, shape: PropertyShape, value: object) -> None:
    """Compare with one value: an item, where the property is a list.

    Raises:
        MisuseTypeError: The property's type cannot be compared, or the value is of another.
        MisuseValueError: The server would compare the value wrongly.
    """
    form = _form(shape)
    setattr(filters, form.member, plain_of(shape, form.plain)(value, shape.label))


def set_values(filters: pb.Filters, shape: PropertyShape, values: Iterable[object]) -> None:
    """Compare with several values; as ``set_value``, and refuses to compare with none."""
    form = _form(shape)
    plain = plain_of(shape, form.plain)
    items = [plain(value, shape.label) for value in values]
    if not items:
        raise MisuseValueError(f"{shape.label} is compared with an empty list.")
    getattr(filters, f"{form.member}_array").values.extend(items)


def _form(shape: PropertyShape) -> FilterForm:
    kind = SCALARS.get(shape.data_type.removesuffix("[]"))
    if kind is None or kind.filter_form is None:
        raise MisuseTypeError(
            f"{shape.label} is {shape.data_type}, which the server cannot compare with values."
        )
    return kind.filter_form
