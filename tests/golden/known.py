"""Where the engine answers otherwise than the recordings, and why.

A recording that is named with a text is not replayed. Otherwise the numbers of the exchanges
(their lines, the first being 1) stand with their reasons, and exactly these differ.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_CASE = "ids are compared in lower case, however an object was sent"
_WHOLE = "an object with an empty class is refused alone, the others are stored"
_NULLS = "null and length state follow the references of an object, also when a batch adds them"

KNOWN: Mapping[str, str | Mapping[int, str]] = {
    "auth_apikey": "the engine has no API keys",
    "rbac": "the engine has no roles",
    "export": "the engine has no exports",
    "graphql": "the engine has no GraphQL",
    "batch_objects": {29: _CASE, 345: _WHOLE},
    "references": {155: _NULLS, 316: _NULLS},
}
