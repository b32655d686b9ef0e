"""Values as the server's language prints them, for error texts.

Raw values are str, bool, float and int (gRPC), `Number` (REST literals), dict, list, None.
"""

from __future__ import annotations

import math
from typing import cast

from weaviate_orm.engine.rest.json import Number


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
        return show_float(value)
    if isinstance(value, list):
        return f"[{' '.join(map(show, cast('list[object]', value)))}]"
    if isinstance(value, dict):
        items = sorted(cast("dict[str, object]", value).items())
        return f"map[{' '.join(f'{k}:{show(v)}' for k, v in items)}]"
    return str(value)


def show_text(value: object) -> str:
    """`%s` of a raw value: what is not a text shows its type beside it."""
    if isinstance(value, str):
        return str(value)
    if value is None:
        return "%!s(<nil>)"
    if isinstance(value, list):
        return f"[{' '.join(map(show_text, cast('list[object]', value)))}]"
    if isinstance(value, dict):
        items = sorted(cast("dict[str, object]", value).items())
        return f"map[{' '.join(f'{k}:{show_text(v)}' for k, v in items)}]"
    return f"%!s({type_name(value)}={show(value)})"


def show_float(value: float) -> str:
    """The shortest form, with an exponent below 1e-4 and from 1e21 on."""
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "+Inf" if value > 0 else "-Inf"
    if value == 0:
        return "-0" if math.copysign(1, value) < 0 else "0"
    digits, _, exponent = f"{value:e}".partition("e")
    power = int(exponent)
    shortest = repr(value)
    if -4 <= power < 21:
        if "e" not in shortest:
            return shortest.removesuffix(".0")
        return _positional(shortest)
    mantissa = _mantissa(shortest)
    sign = "-" if power < 0 else "+"
    del digits
    return f"{mantissa}e{sign}{abs(power):02d}"


def _mantissa(shortest: str) -> str:
    sign = "-" if shortest.startswith("-") else ""
    digits = shortest.lstrip("-").partition("e")[0].replace(".", "").strip("0")
    return sign + digits[0] + (f".{digits[1:]}" if len(digits) > 1 else "")


def _positional(shortest: str) -> str:
    from decimal import Decimal

    return f"{Decimal(shortest):f}"
