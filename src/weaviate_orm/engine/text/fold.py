"""ASCII folding: letters without their marks, and ligatures as the letters they are made of."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SINGLE = (
    "łl ŁL øo ØO đd ĐD ħh ĦH ŧt ŦT ɨi ƗI ƀb ɃB ɇe ɆE ɉj ɈJ ɍr ɌR ɏy ɎY ⱥa ȺA "
    "ıi İI ĸk ŉn ſs ðd ÐD "
    "ɓb ƈc ɗd ƒf ɠg ɦh ƙk ɱm ɲn ƞn ƥp ʠq ɽr ʂs ƭt ʋv ⱳw ƴy ʐz "
    "ƁB ƇC ƊD ƑF ƓG ƘK ƝN ƤP ƬT ƲV ƳY ȤZ"
)
_SEVERAL = "æ:ae Æ:AE œ:oe Œ:OE ĳ:ij Ĳ:IJ ß:ss ẞ:SS þ:th Þ:TH ﬀ:ff ﬁ:fi ﬂ:fl ﬃ:ffi ﬄ:ffl ﬅ:st ﬆ:st"
_TABLE = {ord(pair[0]): pair[1] for pair in _SINGLE.split()} | {
    ord(entry[0]): entry[2:] for entry in _SEVERAL.split()
}
_MARK = "Mn"


def ascii_fold(text: str, keep: frozenset[str] = frozenset()) -> str:
    """Fold `text`; the characters of `keep` (see `kept`) stay as they are.

    With something to keep, decomposed letters are composed first, so that they are found.
    """
    if text.isascii():
        return text
    if not keep:
        return unicodedata.normalize("NFC", _base_letters(text))
    parts = _keeping(keep).split(unicodedata.normalize("NFC", text))
    # `split` with a group gives the kept characters at the odd places.
    folded = [part if i % 2 else _base_letters(part) for i, part in enumerate(parts)]
    return unicodedata.normalize("NFC", "".join(folded))


def kept(characters: tuple[str, ...]) -> frozenset[str]:
    """Both cases of each character, composed."""
    composed = [unicodedata.normalize("NFC", c) for c in characters]
    return frozenset(case for c in composed for case in (c, c.lower(), c.upper()) if len(case) == 1)


def ignore_fault(ascii_folding: bool, ignore: tuple[str, ...]) -> str | None:
    """What is wrong with an `asciiFoldIgnore` list; None = nothing."""
    if ignore and not ascii_folding:
        return "asciiFoldIgnore requires asciiFold to be enabled"
    for entry in ignore:
        if len(unicodedata.normalize("NFC", entry)) != 1:
            return f'each asciiFoldIgnore entry must be a single character, got "{entry}"'
    return None


def _base_letters(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.translate(_TABLE))
    bare = "".join([c for c in decomposed if c < "\u0300" or unicodedata.category(c) != _MARK])
    return bare.translate(_TABLE)


@lru_cache(maxsize=64)
def _keeping(keep: frozenset[str]) -> re.Pattern[str]:
    return re.compile(f"([{re.escape(''.join(sorted(keep)))}])")
