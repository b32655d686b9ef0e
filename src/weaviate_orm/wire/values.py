"""Values that Python has no type for: coordinates and phone numbers. Light to import."""

from __future__ import annotations

import math
import struct
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class GeoCoordinates:
    """A place on the Earth, in degrees, rounded to float32 when made, as the server keeps it.

    Raises:
        ValueError: A number is not finite.
    """

    latitude: float
    longitude: float

    def __post_init__(self) -> None:
        for name in ("latitude", "longitude"):
            value = float(getattr(self, name))
            if not math.isfinite(value):
                raise ValueError(f"{name} is a finite number of degrees, not {value}")
            object.__setattr__(self, name, struct.unpack("<f", struct.pack("<f", value))[0])


@dataclass(frozen=True, slots=True)
class PhoneNumber:
    """A phone number as given; the server adds what it makes of it.

    ``default_country`` (ISO 3166-1 alpha-2, upper-cased when made) is needed where ``input``
    is in national format.
    """

    input: str
    default_country: str = ""
    country_code: int = field(default=0, compare=False)
    national: int = field(default=0, compare=False)
    national_formatted: str = field(default="", compare=False)
    international_formatted: str = field(default="", compare=False)
    valid: bool = field(default=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "default_country", self.default_country.upper())
