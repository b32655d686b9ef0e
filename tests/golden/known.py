"""Where the engine answers otherwise than the recordings, and why.

A recording that is named with a text is not replayed. Otherwise the numbers of the exchanges
(their lines, the first being 1) stand with their reasons, and exactly these differ.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_ORDER = (
    "objects of one batch are numbered in its order; a server stores them side by side: of 25 "
    "batches of four 20 ended with their first object, 4 had it second, 1 its second one last"
)
_TIMES = "the times among the properties are those of this write, and are compared as numbers"

_GRAPHQL = "the engine has no GraphQL"

KNOWN: Mapping[str, str | Mapping[int, str]] = {
    "auth_apikey": "the engine has no API keys",
    "rbac": "the engine has no roles",
    "rbac_off": "the engine has no roles",
    "export": "the engine has no exports",
    "graphql": _GRAPHQL,
    "aggregate": dict.fromkeys((*range(313, 317), *range(318, 337)), _GRAPHQL),
    "aliases": {61: _GRAPHQL, 62: _GRAPHQL},
    "batch_delete": {127: _ORDER},
    "meta_nodes": {47: "the engine has no classification"},
    "references": {
        311: _TIMES,
        312: _TIMES,
    },
    "tenants": dict.fromkeys((116, 140, 164, 188, 212, 232, 319, 320), _GRAPHQL),
}
