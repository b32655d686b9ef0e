"""Uuids in the spellings that the server takes."""

from __future__ import annotations

import re

_HYPHENATED = re.compile(
    "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"
)


class InvalidId(ValueError):
    """A text that is no uuid; `str()` is the parser's own text."""


def parse_id(text: str) -> bytes:
    """The 16 bytes of a uuid with hyphens, in braces, behind `urn:uuid:`, or as 32 digits.

    Raises:
        InvalidId: it is none of them.
    """
    plain = text
    size = len(text.encode()) if not text.isascii() else len(text)
    if size == 45:
        if plain[:9].lower() != "urn:uuid:":
            raise InvalidId(f'invalid urn prefix: "{plain[:9]}"')
        plain = plain[9:]
    elif size == 38:
        plain = plain[1:37]
    elif size == 32:
        if not text.isascii():
            raise InvalidId("invalid UUID format")
        try:
            return bytes.fromhex(text) if " " not in text else _no_format()
        except ValueError:
            raise InvalidId("invalid UUID format") from None
    elif size != 36:
        raise InvalidId(f"invalid UUID length: {size}")
    if not _HYPHENATED.fullmatch(plain):
        raise InvalidId("invalid UUID format")
    return bytes.fromhex(plain.replace("-", ""))


def _no_format() -> bytes:
    raise InvalidId("invalid UUID format")


def id_text(uuid: bytes) -> str:
    """Lower case, with hyphens."""
    digits = uuid.hex()
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"
