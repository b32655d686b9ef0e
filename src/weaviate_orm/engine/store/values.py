"""Stored values that are neither text, number, boolean, dict nor list."""

from __future__ import annotations

from typing import NamedTuple


class Geo(NamedTuple):
    """A point in degrees, rounded to float32 when it was written."""

    latitude: float
    longitude: float


class Phone(NamedTuple):
    """A parsed phone number; texts that were not given or made are empty."""

    input: str
    default_country: str
    country_code: int
    national: int
    international_formatted: str
    national_formatted: str
    valid: bool


class Beacon(NamedTuple):
    """A reference: the target's 16 bytes, and its collection unless the short form was stored."""

    collection: str
    uuid: bytes
