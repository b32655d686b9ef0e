"""The tokenize service: what becomes of a text in an index and in a query."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weaviate_orm.engine.errors import a_error, empty_error, v_error
from weaviate_orm.engine.rest.decode import (
    BOOL,
    TEXT,
    TEXTS,
    Mapped,
    Struct,
    decode_object,
    members_of,
    texts,
)
from weaviate_orm.engine.rest.router import Route, reply
from weaviate_orm.engine.text import stopwords
from weaviate_orm.engine.text.analyzer import Analyzer, analyzer_of
from weaviate_orm.engine.text.fold import ignore_fault, kept
from weaviate_orm.engine.text.tokenize import NAMES, TOKENIZERS
from weaviate_orm.engine.untyped import is_object

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weaviate_orm.engine.rest.router import Call, HttpReply

_MOST_BYTES = 10_000
_REQUEST = Struct(
    "models.TokenizeRequest",
    {
        "text": TEXT,
        "tokenization": TEXT,
        "analyzerConfig": Struct(
            "models.TextAnalyzerConfig",
            {"asciiFold": BOOL, "asciiFoldIgnore": TEXTS, "stopwordPreset": TEXT},
        ),
        "stopwords": Struct(
            "models.StopwordConfig", {"preset": TEXT, "additions": TEXTS, "removals": TEXTS}
        ),
        "stopwordPresets": Mapped(TEXTS, "map[string][]string"),
    },
)
_PROPERTY_REQUEST = Struct("models.PropertyTokenizeRequest", {"text": TEXT})


def tokenize(call: Call) -> HttpReply:
    """Tokens by the settings of the request alone."""
    body = decode_object(_REQUEST, call.literal_body())
    text, tokenization = _required(body, "text"), _required(body, "tokenization")
    if tokenization not in NAMES:
        raise v_error(422, f"tokenization in body should be one of [{' '.join(NAMES)}]", 606)
    if len(text.encode()) > _MOST_BYTES:
        raise a_error(422, "text exceeds maximum allowed length of 10,000 characters")
    if tokenization not in TOKENIZERS:
        raise a_error(422, f"unsupported tokenization strategy: {tokenization}")
    folding = members_of(body, "analyzerConfig")
    ascii_folding = folding.get("asciiFold") is True
    ignore = tuple(texts(folding.get("asciiFoldIgnore")))
    _refuse(ignore_fault(ascii_folding, ignore))
    analyzer = Analyzer(tokenization, ascii_folding, kept(ignore))
    return _tokens(analyzer, text, _stopwords(body, tokenization))


def tokenize_property(call: Call) -> HttpReply:
    """Tokens by the settings of a property."""
    text = _required(decode_object(_PROPERTY_REQUEST, call.literal_body()), "text")
    collection = call.state.catalog.find(call.parameters["className"])
    if collection is None:
        raise empty_error(404)
    definition = collection.definition
    prop = definition.properties.get(
        definition.lowered.get(call.parameters["propertyName"].lower(), "")
    )
    if prop is None:
        raise empty_error(404)
    if prop.tokenization not in TOKENIZERS:
        raise a_error(422, "tokenization is not enabled for this property")
    analyzer = analyzer_of(definition.inverted, prop)
    return _tokens(analyzer, text, analyzer.stopwords)


def _tokens(analyzer: Analyzer, text: str, dropped: frozenset[str]) -> HttpReply:
    """The service drops stop words whatever the tokenization, which searches do not."""
    tokens = analyzer.tokens(text)
    return reply({"indexed": [*tokens], "query": [t for t in tokens if t not in dropped]})


def _required(body: Mapping[str, object], member: str) -> str:
    value = body.get(member)
    if not isinstance(value, str):
        raise v_error(422, f"{member} in body is required", 602)
    return value


def _stopwords(body: Mapping[str, object], tokenization: str) -> frozenset[str]:
    lists = body.get("stopwords")
    presets = members_of(body, "stopwordPresets")
    if lists is not None and presets:
        raise a_error(422, "stopwords and stopwordPresets are mutually exclusive; pass only one")
    named = {name: texts(words) for name, words in presets.items()}
    _refuse(stopwords.presets_fault(named))
    chosen = members_of(body, "analyzerConfig").get("stopwordPreset")
    if is_object(lists):
        preset = str(lists.get("preset") or "")
        additions, removals = texts(lists.get("additions")), texts(lists.get("removals"))
        _refuse(stopwords.lists_fault(preset, additions, removals))
        if not chosen:
            return stopwords.effective(preset, additions, removals)
    if chosen:
        if chosen in named:
            return frozenset(named[str(chosen)])
        if chosen in stopwords.PRESETS:
            return stopwords.PRESETS[str(chosen)]
        raise a_error(
            422,
            f'unknown stopword preset "{chosen}"; define it in stopwordPresets or use a built-in '
            "preset ('en', 'none')",
        )
    if "en" in named:
        return frozenset(named["en"])
    return stopwords.EN if tokenization == "word" else frozenset()


def _refuse(fault: str | None) -> None:
    if fault is not None:
        raise a_error(422, fault)


ROUTES = (
    Route("POST", "/tokenize", tokenize),
    Route("POST", "/schema/{className}/properties/{propertyName}/tokenize", tokenize_property),
)
