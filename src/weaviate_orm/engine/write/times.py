"""RFC 3339 as the server reads and prints it."""

from __future__ import annotations

import re

_RFC3339 = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)T(\d\d?):(\d\d):(\d\d)(?:[.,](\d+))?(?:(Z)|([+-])(\d\d):(\d\d))",
    re.ASCII,
)
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def normalised(text: str) -> str | None:
    """The form in which a date comes back: no zeros at the end of its fraction, at most nine
    digits of it, `Z` for a zone of nothing. None: this is no RFC 3339.
    """
    match = _RFC3339.fullmatch(text)
    if match is None:
        return None
    year, month, day, hour, minute, second, fraction, utc, sign, zone_h, zone_m = match.groups()
    if (
        not "01" <= month <= "12"
        or not 1 <= int(day) <= days_in(int(year), int(month))
        or int(hour) > 23
        or minute > "59"
        or second > "59"
    ):
        return None
    if utc:
        zone = "Z"
    elif zone_h > "24" or zone_m > "59":
        return None
    else:
        zone = "Z" if zone_h == zone_m == "00" else f"{sign}{zone_h}:{zone_m}"
    part = fraction[:9].rstrip("0") if fraction else ""
    return (
        f"{year}-{month}-{day}T{int(hour):02d}:{minute}:{second}{'.' if part else ''}{part}{zone}"
    )


def days_in(year: int, month: int) -> int:
    """Days of a month; the year 0 is a leap year."""
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return _DAYS[month - 1] + leap
