"""`invertedIndexConfig`: defaults, and what is refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from weaviate_orm.engine.schema.fault import SchemaFault
from weaviate_orm.engine.schema.numbers import flag, list_, object_, text, texts, whole
from weaviate_orm.engine.text.stopwords import PRESETS, lists_fault, presets_fault

if TYPE_CHECKING:
    from weaviate_orm.engine.errors import JSON

_CLEANUP_SECONDS = 60
_DICTIONARY_TOKENIZERS = ("kagome_kr", "kagome_ja")
_SWITCHES = {
    "indexTimestamps": "indexTimestamp",  # sic
    "indexNullState": "indexNullState",
    "indexPropertyLength": "indexPropertyLength",
}
"""Member -> what faults call it. None of them can be changed later."""


def complete(given: JSON, *, timestamps: bool = False) -> dict[str, JSON]:
    """The complete settings; nothing is checked. `timestamps`: they are indexed in any case."""
    settings = object_(given)
    stopwords = object_(settings.get("stopwords"))
    preset = text(stopwords.get("preset")) or "en"
    bm25 = settings.get("bm25")
    out: dict[str, JSON] = {
        # A member that is left out is 0, and 0 is left out of answers.
        "bm25": {"b": 0.75, "k1": 1.2}
        if bm25 is None
        else {name: value for name, value in object_(bm25).items() if value},
        "cleanupIntervalSeconds": settings.get("cleanupIntervalSeconds") or _CLEANUP_SECONDS,
        "stopwords": {
            "additions": _additions(stopwords.get("additions"), preset),
            "preset": preset,
            "removals": stopwords.get("removals"),
        },
        "usingBlockMaxWAND": True,
    }
    for name in _SWITCHES:
        if flag(settings.get(name)) or (timestamps and name == "indexTimestamps"):
            out[name] = True
    for name in ("stopwordPresets", "tokenizerUserDict"):
        if settings.get(name):
            out[name] = settings[name]
    return out


def echo(given: JSON, settings: dict[str, JSON]) -> dict[str, JSON]:
    """Complete settings as an update is answered: with the lists of stop words as given."""
    stopwords = object_(given).get("stopwords")
    if not isinstance(stopwords, dict):
        return settings
    shown: dict[str, JSON] = {name: stopwords.get(name) for name in ("additions", "removals")}
    if preset := text(stopwords.get("preset")):
        shown["preset"] = preset
    return {**settings, "stopwords": shown}


def _additions(given: JSON, preset: str) -> JSON:
    """Without the words that the preset holds already; null if it holds all of them.

    Of such a word that is given several times only the last mention goes.
    """
    if not isinstance(given, list):
        return None
    known = PRESETS.get(preset, frozenset())
    words = texts(given)
    last = {word: at for at, word in enumerate(words) if word in known}
    kept: list[JSON] = [word for at, word in enumerate(words) if last.get(word) != at]
    return None if given and not kept else kept


def check(given: JSON) -> None:
    """Refuse the settings of a new collection, as they were given."""
    check_numbers_and_words(given)
    settings = object_(given)
    fault = presets_fault(presets(settings))
    if fault is not None:
        raise SchemaFault(fault)
    seen: set[str] = set()
    for entry in list_(settings.get("tokenizerUserDict")):
        tokenizer = text(object_(entry).get("tokenizer"))
        if tokenizer not in _DICTIONARY_TOKENIZERS:
            raise SchemaFault(
                f"tokenizer '{tokenizer}' in tokenizer user dict config is not supported"
            )
        if tokenizer in seen:
            raise SchemaFault(
                f"found duplicate tokenizer '{tokenizer}' in tokenizer user dict config"
            )
        seen.add(tokenizer)


def check_numbers_and_words(given: JSON) -> None:
    """The part of the checks that an update repeats."""
    settings = object_(given)
    if (whole(settings.get("cleanupIntervalSeconds")) or 0) < 0:
        raise SchemaFault("cleanup interval seconds must be > 0")
    bm25 = object_(settings.get("bm25"))
    if _number(bm25.get("k1")) < 0:
        raise SchemaFault("BM25.k1 must be >= 0")
    if not 0 <= _number(bm25.get("b")) <= 1:
        raise SchemaFault("BM25.b must be >= 0 and <= 1")
    stopwords = object_(settings.get("stopwords"))
    fault = lists_fault(
        text(stopwords.get("preset")),
        texts(stopwords.get("additions")),
        texts(stopwords.get("removals")),
    )
    if fault is not None:
        raise SchemaFault(fault)


def presets(settings: Mapping[str, JSON]) -> dict[str, tuple[str, ...]]:
    """The stop word presets that a collection defines."""
    return {name: texts(words) for name, words in object_(settings.get("stopwordPresets")).items()}


def check_switches(old: Mapping[str, JSON], new: Mapping[str, JSON]) -> None:
    """Refuse to switch one of the kinds of index on or off."""
    for member, name in _SWITCHES.items():
        before, after = flag(old.get(member)), flag(new.get(member))
        if before != after:
            raise SchemaFault(
                f'"{name}" setting is immutable. '
                f'Value changed from "{str(before).lower()}" to "{str(after).lower()}"'
            )


def check_update(given: JSON, used_presets: Mapping[str, str]) -> None:
    """Refuse an update; `used_presets`: preset of the old settings -> a property that uses it."""
    check_numbers_and_words(given)
    kept = presets(object_(given))
    for name, user in used_presets.items():
        if name not in kept:
            raise SchemaFault(
                f'invertedIndexConfig.stopwordPresets: cannot remove preset "{name}" '
                f'because it is still used by property "{user}"'
            )


def check_dictionaries(given: JSON) -> None:
    """What an update refuses last: dictionaries of tokenizers that have none."""
    for entry in list_(object_(given).get("tokenizerUserDict")):
        tokenizer = text(object_(entry).get("tokenizer"))
        if tokenizer not in _DICTIONARY_TOKENIZERS:
            raise SchemaFault(
                "updating db: TYPE_UPDATE_CLASS: inverted index config: updating inverted index "
                f"config: tokenizer {tokenizer} does not support user dictionaries"
            )


def _number(value: JSON) -> float:
    return value if isinstance(value, int | float) else 0.0
