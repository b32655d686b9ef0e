"""Values as the server's language prints them, for error texts.

Raw values are str, bool, float and int (gRPC), `Number` (REST literals), dict, list, None.
"""

from __future__ import annotations

from weaviate_orm.engine.rest.json import Number
from weaviate_orm.engine.text.literals import format_float, quoted
from weaviate_orm.engine.untyped import is_list, is_object


def type_name(value: object) -> str:
    """`%T` of a raw value."""
    if value is None:
        return "<nil>"
    if isinstance(value, Number):
        return "json.Number"
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, str):
        return "string"
    if isinstance(value, float):
        return "float64"
    if isinstance(value, int):
        return "int64"
    return "[]interface {}" if isinstance(value, list) else "map[string]interface {}"


def show(value: object) -> str:
    """`%v` of a raw value."""
    if value is None:
        return "<nil>"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return format_float(value)
    if is_list(value):
        return f"[{' '.join(map(show, value))}]"
    if is_object(value):
        items = sorted(value.items())
        return f"map[{' '.join(f'{k}:{show(v)}' for k, v in items)}]"
    return str(value)


def show_source(value: object) -> str:
    """`%#v` of a raw value: as the server's language would write it in a program."""
    if value is None:
        return "interface {}(nil)"
    if isinstance(value, str):
        return quoted(value)
    if is_list(value):
        items = ", ".join(map(show_source, value))
        return f"[]interface {{}}{{{items}}}"
    if is_object(value):
        members = sorted(value.items())
        items = ", ".join(f"{quoted(k)}:{show_source(v)}" for k, v in members)
        return f"map[string]interface {{}}{{{items}}}"
    return show(value)


def show_text(value: object) -> str:
    """`%s` of a raw value: what is not a text shows its type beside it."""
    if isinstance(value, str):
        return str(value)
    if value is None:
        return "%!s(<nil>)"
    if is_list(value):
        return f"[{' '.join(map(_inner_text, value))}]"
    if is_object(value):
        items = sorted(value.items())
        return f"map[{' '.join(f'{k}:{_inner_text(v)}' for k, v in items)}]"
    return f"%!s({type_name(value)}={show(value)})"


def _inner_text(value: object) -> str:
    return "<nil>" if value is None else show_text(value)
