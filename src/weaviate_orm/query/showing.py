"""How a result shows itself: as text, and as a table in notebooks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from enum import Enum
from html import escape
from reprlib import Repr
from typing import TYPE_CHECKING, Any
from uuid import UUID

from typing_extensions import TypeIs

from weaviate_orm.errors import WeaviateORMError
from weaviate_orm.query.columns import columns_of

if TYPE_CHECKING:
    from weaviate_orm.query.rows import Result

_ROWS = 10
_LENGTH = 80
"""Of a cell, in characters."""
_LINE = 160
"""Of a row in text, in characters."""


def text(result: Result[Any]) -> str:
    """The number of rows and the first ones, a line each."""
    lines = [_short(repr(row), _LINE) for row in result[:_ROWS]]
    return "\n  ".join([_head(result), *lines, *_rest(result)])


def html(result: Result[Any]) -> str:
    """The number of rows and a table of the first ones."""
    first = type(result)(result[:_ROWS], result.metadata, result.outline)
    try:
        columns = columns_of(first)
    except WeaviateORMError:  # rows without columns of their own have one
        columns = {"": [repr(row) for row in first]}
    head = _row("th", columns)
    body = "".join(_row("td", map(_cell, cells)) for cells in zip(*columns.values(), strict=True))
    note = "".join(f"<p>{escape(each)}</p>" for each in (_head(result), *_rest(result)))
    return f"<table><thead>{head}</thead><tbody>{body}</tbody></table>{note}"


def _head(result: Result[Any]) -> str:
    return f"Result of {len(result)} row{'' if len(result) == 1 else 's'}"


def _rest(result: Sequence[object]) -> list[str]:
    return [f"… {len(result) - _ROWS} more"] if len(result) > _ROWS else []


def _row(tag: str, cells: Iterable[str]) -> str:
    return f"<tr>{''.join(f'<{tag}>{escape(each)}</{tag}>' for each in cells)}</tr>"


def _short(shown: str, length: int) -> str:
    return shown if len(shown) <= length else shown[: length - 1] + "…"


def _cell(value: object) -> str:
    if value is None:
        return ""
    if (shape := getattr(value, "shape", None)) is not None:  # a vector
        return f"float32{list(shape)}"
    plain = _plain(value)
    return _short(plain if isinstance(plain, str) else _REPR.repr(plain), _LENGTH)


def _plain(value: object) -> object:
    """Ids and times as they are written, also inside of lists and objects."""
    if isinstance(value, UUID | datetime):
        return str(value)
    if isinstance(value, Enum):
        return value.value
    if _is_list(value):
        return [_plain(each) for each in value]
    if _is_mapping(value):
        return {key: _plain(each) for key, each in value.items()}
    return value


def _is_list(value: object) -> TypeIs[list[object]]:
    return isinstance(value, list)


def _is_mapping(value: object) -> TypeIs[Mapping[str, object]]:
    return isinstance(value, Mapping)


_REPR = Repr()
_REPR.maxother = _REPR.maxstring = _LENGTH
