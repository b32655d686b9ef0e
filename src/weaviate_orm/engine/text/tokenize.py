"""Tokenizations: how a text is cut into the tokens that an index holds."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

NAMES = (
    "word",
    "lowercase",
    "whitespace",
    "field",
    "trigram",
    "gse",
    "kagome_kr",
    "kagome_ja",
    "gse_ch",
)
"""Every tokenization that Weaviate knows, in the order in which its messages list them."""

# Unicode's White_Space; `str.split` also splits at U+001C to U+001F.
_WHITE = "\t\n\v\f\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_BLANKS = "\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
_word_pieces = re.compile(r"[^\W_]+").findall
_wildcard_pieces = re.compile(r"(?:[^\W_]|[?*])+").findall
_spaced_pieces = re.compile(f"[^{_WHITE}]+").findall
_GRAM = 3


def lower(text: str) -> str:
    """Unicode's simple lower case: each code point by itself, always one for one."""
    if not text.isascii():
        # The two code points that `str.lower` treats by context or makes two of.
        text = text.replace("İ", "i").replace("Σ", "σ")
    return text.lower()


def _word(text: str) -> list[str]:
    return _word_pieces(lower(text))


def _lowercase(text: str) -> list[str]:
    return _spaced_pieces(lower(text))


def _whitespace(text: str) -> list[str]:
    return _spaced_pieces(text)


def _field(text: str) -> list[str]:
    return [text.strip(_BLANKS)]


def _trigram(text: str) -> list[str]:
    letters = "".join(_word(text))
    return [letters[i : i + _GRAM] for i in range(len(letters) - _GRAM + 1)]


def _word_patterns(text: str) -> list[str]:
    return _wildcard_pieces(lower(text))


def _trigram_patterns(text: str) -> list[str]:
    """Windows of three bytes. One that cuts a code point keeps lone surrogates in its place."""
    letters = "".join(_word_patterns(text)).encode()
    return [
        letters[i : i + _GRAM].decode("utf-8", "surrogateescape")
        for i in range(len(letters) - _GRAM + 1)
    ]


TOKENIZERS: Mapping[str, Callable[[str], list[str]]] = MappingProxyType(
    {
        "word": _word,
        "lowercase": _lowercase,
        "whitespace": _whitespace,
        "field": _field,
        "trigram": _trigram,
    }
)
"""The tokenizations that are at hand: a text to its tokens, in order, with repeats."""

PATTERN_TOKENIZERS: Mapping[str, Callable[[str], list[str]]] = MappingProxyType(
    {**TOKENIZERS, "word": _word_patterns, "trigram": _trigram_patterns}
)
"""The same for the value of `Like`, which keeps `?` and `*`."""

MISSING: Mapping[str, str] = MappingProxyType(
    {
        "gse": "the GSE tokenizer is not enabled; set 'ENABLE_TOKENIZER_GSE' to 'true' to enable",
        "gse_ch": "the Chinese tokenizer is not enabled; "
        "set 'ENABLE_TOKENIZER_GSE_CH' to 'true' to enable",
        "kagome_kr": "the Korean tokenizer is not enabled; "
        "set 'ENABLE_TOKENIZER_KAGOME_KR' to 'true' to enable",
        "kagome_ja": "the Japanese tokenizer is not enabled; "
        "set 'ENABLE_TOKENIZER_KAGOME_JA' to 'true' to enable",
    }
)
"""What is answered to a collection that wants one of the others."""
