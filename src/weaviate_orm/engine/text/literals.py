"""Numbers and ids written as text, read and shown as the server does."""

from __future__ import annotations

import math
import re
from decimal import Decimal

_DIGITS = r"\d(?:_?\d)*"
_DECIMAL = re.compile(
    rf"[+-]?(?:{_DIGITS}(?:\.(?:{_DIGITS})?)?|\.{_DIGITS})(?:e[+-]?{_DIGITS})?",
    re.IGNORECASE | re.ASCII,
)
_HEX_DIGITS = r"[0-9a-f](?:_?[0-9a-f])*"
_HEXADECIMAL = re.compile(
    rf"[+-]?0x_?(?:{_HEX_DIGITS}(?:\.(?:{_HEX_DIGITS})?)?|\.{_HEX_DIGITS})p[+-]?{_DIGITS}",
    re.IGNORECASE | re.ASCII,
)
_INFINITY = re.compile(r"[+-]?inf(?:inity)?", re.IGNORECASE)
_UUID = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{32}",
    re.IGNORECASE | re.ASCII,
)
_INT64 = 1 << 63
_INT64_DIGITS = 19
_URN = "urn:uuid:"
_ESCAPES = {
    "\a": "\\a",
    "\b": "\\b",
    "\f": "\\f",
    "\n": "\\n",
    "\r": "\\r",
    "\t": "\\t",
    "\v": "\\v",
    "\\": "\\\\",
    '"': '\\"',
}


class OutOfRange(ValueError):
    """A number too large for 64 bits; `nearest` is the infinity of its sign."""

    def __init__(self, text: str, nearest: float) -> None:
        super().__init__(f"strconv.ParseFloat: parsing {quoted(text)}: value out of range")
        self.nearest = nearest


def int64(text: str) -> int | None:
    """The whole number that digits behind a sign mean; None beyond 64 bits, whatever the length."""
    digits = text.lstrip("+-").lstrip("0")
    if len(digits) > _INT64_DIGITS:
        return None
    value = int(f"-{digits or 0}" if text.startswith("-") else digits or "0")
    return value if -_INT64 <= value < _INT64 else None


def parse_float(text: str) -> float:
    """A number as Go writes it: decimal, hexadecimal with exponent, `inf`, `nan`.

    Underscores may stand between digits; blanks are refused.

    Raises:
        OutOfRange: the number is larger than a 64-bit float.
        ValueError: the text is no number.
    """
    if _DECIMAL.fullmatch(text):
        value = float(text.replace("_", ""))
    elif _HEXADECIMAL.fullmatch(text):
        value = _hexadecimal(text.replace("_", ""))
    elif _INFINITY.fullmatch(text) or text.lower() == "nan":
        return float(text)
    else:
        raise ValueError(f"strconv.ParseFloat: parsing {quoted(text)}: invalid syntax")
    if math.isinf(value):
        raise OutOfRange(text, value)
    return value


def _hexadecimal(text: str) -> float:
    try:
        return float.fromhex(text)
    except OverflowError:
        return -math.inf if text.startswith("-") else math.inf


def format_float(value: float) -> str:
    """A number in its shortest form, as Go's `%v` shows it: `1.5`, `1e+06`, `+Inf`."""
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "+Inf" if value > 0 else "-Inf"
    shortest = Decimal(repr(value)).normalize()
    exponent = shortest.adjusted() if value else 0
    if -4 <= exponent < 6:
        return format(shortest, "f")
    mantissa, _, _ = format(shortest, "e").partition("e")
    return f"{mantissa}e{'-' if exponent < 0 else '+'}{abs(exponent):02d}"


def quoted(text: str) -> str:
    """A text in double quotes with Go's escapes."""
    return f'"{"".join(map(_escaped, text))}"'


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if character.isprintable():
        return character
    code = ord(character)
    if code < 0x80:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


class InvalidId(ValueError):
    """A text that is no uuid; `str()` is the parser's own text."""


def parse_uuid(text: str) -> bytes:
    """The 16 bytes of a uuid: hyphenated, 32 digits, in braces, or behind `urn:uuid:`.

    Of braces only the length is looked at, as the server does.

    Raises:
        InvalidId: it is none of them.
    """
    size = len(text) if text.isascii() else len(text.encode())
    digits = text
    if size == 36 + len(_URN):
        if text[: len(_URN)].lower() != _URN:
            raise InvalidId(f'invalid urn prefix: "{text[: len(_URN)]}"')
        digits = text[len(_URN) :]
    elif size == 38:
        digits = text[1:-1]
    elif size not in (32, 36):
        raise InvalidId(f"invalid UUID length: {size}")
    if not _UUID.fullmatch(digits):
        raise InvalidId("invalid UUID format")
    return bytes.fromhex(digits.replace("-", ""))


def uuid_text(uuid: bytes) -> str:
    """The text of a uuid: lower case, with hyphens."""
    digits = uuid.hex()
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"
