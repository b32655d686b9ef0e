"""Dates as texts (RFC 3339), read with the server's tolerances and its words for faults."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Sequence

_LAYOUT = "2006-01-02T15:04:05Z07:00"
_EPOCH = date(1970, 1, 1).toordinal()
_GOOD = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)T(\d\d?):(\d\d):(\d\d)(?:[.,](\d+))?(?:Z|([+-])(\d\d):(\d\d))", re.ASCII
)
# The pieces of the layout: how each looks in the layout and in a value.
_PIECES: Sequence[tuple[str, re.Pattern[str]]] = tuple(
    (name, re.compile(pattern, re.ASCII | re.DOTALL))
    for name, pattern in (
        ("2006", r"(?=.{4})(\d.{3})"),
        ("-", "-"),
        ("01", r"(\d\d)"),
        ("-", "-"),
        ("02", r"(\d\d)"),
        ("T", "T"),
        ("15", r"(\d\d?)"),
        (":", ":"),
        ("04", r"(\d\d)"),
        (":", ":"),
        ("05", r"(\d\d)(?:[.,]\d+)?"),
        ("Z07:00", r"Z|[+-](\d\d):(\d\d)"),
    )
)
_LIMITS = {"01": (1, 12, "month"), "15": (0, 23, "hour"), "04": (0, 59, "minute")}
_LIMITS["05"] = (0, 59, "second")


def nanoseconds(text: str) -> int:
    """Nanoseconds since 1970 in a signed 64-bit integer; what lies outside of it wraps.

    Raises:
        ValueError: the text is no date; with the server's words.
    """
    seconds, fraction = _parsed(text)
    return _wrapped(seconds * 1_000_000_000 + fraction)


def milliseconds(text: str) -> int:
    """Whole milliseconds since 1970 (rounded down).

    Raises:
        ValueError: as `nanoseconds`.
    """
    seconds, fraction = _parsed(text)
    return seconds * 1000 + fraction // 1_000_000


def instant(text: str) -> tuple[int, int]:
    """Seconds since 1970 and the nanoseconds beyond them, for every year.

    Raises:
        ValueError: as `nanoseconds`.
    """
    return _parsed(text)


def _wrapped(number: int) -> int:
    return (number + 2**63) % 2**64 - 2**63


def _parsed(text: str) -> tuple[int, int]:
    """Seconds since 1970 and the nanoseconds beyond."""
    match = _GOOD.fullmatch(text)
    if match is None:
        _complain(text)
    year, month, day, hour, minute, second = map(int, match.group(1, 2, 3, 4, 5, 6))
    fraction, sign = match.group(7, 8)
    zone_hours, zone_minutes = (int(match[9]), int(match[10])) if sign else (0, 0)
    if not (
        1 <= month <= 12
        and 1 <= day <= _days_in(year, month)
        and hour < 24
        and minute < 60
        and second < 60
        and zone_hours <= 24
        and zone_minutes <= 60
    ):
        _complain(text)
    days = _ordinal(year, month, day) - _EPOCH
    east = -1 if sign == "-" else 1
    hours = days * 24 + hour - east * zone_hours
    minutes = hours * 60 + minute - east * zone_minutes
    return minutes * 60 + second, int(fraction[:9].ljust(9, "0")) if fraction else 0


def _days_in(year: int, month: int) -> int:
    return monthrange(year or 400, month)[1]


def _ordinal(year: int, month: int, day: int) -> int:
    # Python's calendar has no year 0; the Gregorian one repeats after 400 years.
    if year:
        return date(year, month, day).toordinal()
    return date(400, month, day).toordinal() - 146_097


def _complain(text: str) -> NoReturn:
    """Walk through the layout to the first piece that does not fit."""
    rest = text
    numbers: dict[str, int] = {}
    for name, pattern in _PIECES:
        match = pattern.match(rest)
        digits = match[1] if match and match.lastindex else None
        if match is None or (digits is not None and not digits.isdecimal()):
            raise ValueError(
                f'parsing time {_quoted(text)} as "{_LAYOUT}": '
                f'cannot parse {_quoted(rest)} as "{name}"'
            )
        if digits is not None:
            numbers[name] = int(digits)
        if name in _LIMITS:
            least, most, what = _LIMITS[name]
            if not least <= numbers[name] <= most:
                raise ValueError(f"parsing time {_quoted(text)}: {what} out of range")
        if name == "Z07:00" and match.lastindex == 2:
            for digits, most, what in ((match[1], 24, "hour"), (match[2], 60, "minute")):
                if int(digits) > most:
                    raise ValueError(
                        f"parsing time {_quoted(text)}: time zone offset {what} out of range"
                    )
        rest = rest[match.end() :]
    if rest:
        raise ValueError(f"parsing time {_quoted(text)}: extra text: {_quoted(rest)}")
    raise ValueError(f"parsing time {_quoted(text)}: day out of range")


def _quoted(text: str) -> str:
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(character: str) -> str:
    if character in '"\\':
        return "\\" + character
    if " " <= character < "\x80":
        return character
    return "".join(f"\\x{byte:02x}" for byte in character.encode())
