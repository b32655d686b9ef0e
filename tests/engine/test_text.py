"""Folding, tokenizations, stop words, and the literals in texts."""

from __future__ import annotations

import math
import unicodedata
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weaviate_orm.engine.schema.definition import (
    Folding,
    InvertedDefinition,
    PropertyDefinition,
    Stopwords,
)
from weaviate_orm.engine.text import dates, literals, stopwords
from weaviate_orm.engine.text.analyzer import Analyzer, analyzer_of
from weaviate_orm.engine.text.fold import ascii_fold, ignore_fault, kept
from weaviate_orm.engine.text.tokenize import PATTERN_TOKENIZERS, TOKENIZERS

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


def simple_lower(text: str) -> str:
    return "".join({"İ": "i", "Σ": "σ"}.get(c) or c.lower() for c in text)


def is_white(c: str) -> bool:
    return c in "\t\n\v\f\r \x85\xa0" or unicodedata.category(c) in ("Zs", "Zl", "Zp")


@given(TEXTS)
def test_word_takes_runs_of_letters_and_numbers(text: str) -> None:
    pieces = "".join(c if unicodedata.category(c)[0] in "LN" else " " for c in text).split(" ")
    assert TOKENIZERS["word"](text) == [simple_lower(p) for p in pieces if p]


@given(TEXTS)
def test_lowercase_and_whitespace_split_at_white_space_alone(text: str) -> None:
    pieces = "".join("\0" if is_white(c) else c for c in text.replace("\0", "x")).split("\0")
    want = [p for p in pieces if p]
    assert TOKENIZERS["whitespace"](text.replace("\0", "x")) == want
    assert TOKENIZERS["lowercase"](text.replace("\0", "x")) == [simple_lower(p) for p in want]


@given(TEXTS)
def test_field_is_one_trimmed_token(text: str) -> None:
    (token,) = TOKENIZERS["field"](text)
    assert token in text
    assert not token or not (is_white(token[0]) or is_white(token[-1]))
    assert all(map(is_white, text.replace(token, "", 1)))


@given(TEXTS)
def test_trigram_slides_over_the_joined_words(text: str) -> None:
    letters = "".join(TOKENIZERS["word"](text))
    assert TOKENIZERS["trigram"](text) == [
        a + b + c for a, b, c in zip(letters, letters[1:], letters[2:], strict=False)
    ]


GRAMS = "léc éco col ole le4 e42 42f 2fo foo oob oba bar"


@pytest.mark.parametrize(
    ("tokenization", "tokens"),
    [
        ("word", ["l", "école", "42", "foo", "bar"]),
        ("lowercase", ["l'école-42", "foo_bar"]),
        ("whitespace", ["L'école-42", "foo_bar"]),
        ("field", ["L'école-42 foo_bar"]),
        ("trigram", GRAMS.split()),
    ],
)
def test_one_text_in_every_tokenization(tokenization: str, tokens: list[str]) -> None:
    assert TOKENIZERS[tokenization]("L'école-42 foo_bar") == tokens


def test_patterns_keep_their_wildcards() -> None:
    assert PATTERN_TOKENIZERS["word"]("Qu*k b?own-fox") == ["qu*k", "b?own", "fox"]
    assert PATTERN_TOKENIZERS["trigram"]("Fo-x*") == ["fox", "ox*"]
    cut = PATTERN_TOKENIZERS["trigram"]("日*")
    assert cut == ["日", "\udc97\udca5*"]


@given(TEXTS)
def test_folding_leaves_no_marks(text: str) -> None:
    folded = ascii_fold(text)
    assert not any(unicodedata.category(c) == "Mn" for c in unicodedata.normalize("NFD", folded))
    assert ascii_fold(folded) == folded


def test_folding() -> None:
    assert ascii_fold("L'école, Łódź, Ærø, straße, ﬁn") == "L'ecole, Lodz, AEro, strasse, fin"
    assert ascii_fold("école e\u0301cole à", kept(("É",))) == "école école a"
    assert ascii_fold("Łß", kept(("ß",))) == "Lß"


def test_faults_of_the_ignore_list() -> None:
    assert ignore_fault(True, ("é", "e\u0301")) is None
    assert ignore_fault(False, ()) is None
    assert ignore_fault(False, ("é",)) == "asciiFoldIgnore requires asciiFold to be enabled"
    want = 'each asciiFoldIgnore entry must be a single character, got "ab"'
    assert ignore_fault(True, ("é", "ab")) == want


def test_stopwords() -> None:
    assert len(stopwords.EN) == 33
    words = stopwords.effective("", ["x", "Y"], ["the"])
    assert words == stopwords.EN - {"the"} | {"x", "Y"}
    assert stopwords.effective("none", ["x"]) == {"x"}
    assert stopwords.lists_fault("qq", (), ()) == "stopwordPreset 'qq' does not exist"
    assert (
        stopwords.lists_fault("en", ("a",), (" ",)) == "cannot use whitespace in stopword.removals"
    )
    both = "found 'x' in both stopwords.additions and stopwords.removals"
    assert stopwords.lists_fault("", ("x",), ("x",)) == both
    assert stopwords.presets_fault({"p": ["x"]}) is None
    assert (
        stopwords.presets_fault({"p": []})
        == 'stopwordPresets: preset "p" must have at least one word'
    )


def test_which_stopwords_a_property_has() -> None:
    inverted = InvertedDefinition(
        stopwords=Stopwords(additions=("fox",), removals=("the",)),
        stopword_presets={"de": ("der",), "en": ("x",)},
    )

    def words(preset: str | None, tokenization: str = "word") -> Analyzer:
        folding = Folding(stopword_preset=preset)
        return analyzer_of(
            inverted, PropertyDefinition("p", "text", tokenization=tokenization, folding=folding)
        )

    text = "The der fox x a"
    assert words(None).query_tokens(text) == ["the", "der", "x"]
    assert words("de").query_tokens(text) == ["the", "fox", "x", "a"]
    assert words("en").query_tokens(text) == ["the", "der", "fox", "a"]
    assert words("none").query_tokens(text) == ["the", "der", "fox", "x", "a"]
    assert words(None, "lowercase").query_tokens(text) == ["the", "der", "fox", "x", "a"]
    assert words(None).tokens(text) == ["the", "der", "fox", "x", "a"]
    assert words(None).pattern_tokens("a fox*") == ["a", "fox*"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *[("5", 5.0), ("1_000", 1000.0), (".5", 0.5), ("1.", 1.0), ("+5", 5.0), ("1e1_0", 1e10)],
        *[("0x1p4", 16.0), ("0x_1p4", 16.0), ("-Inf", -math.inf), ("infinity", math.inf)],
    ],
)
def test_numbers_in_texts(text: str, value: float) -> None:
    assert literals.parse_float(text) == value


@pytest.mark.parametrize(
    "text", ["", " 5", "x", "0x10", "1__0", "_1", "1_", "+nan", "5'", "１", "1_.5"]
)
def test_no_numbers(text: str) -> None:
    with pytest.raises(ValueError, match="invalid syntax"):
        literals.parse_float(text)


def test_numbers_too_large() -> None:
    with pytest.raises(literals.OutOfRange, match='parsing "-1e400": value out of range') as caught:
        literals.parse_float("-1e400")
    assert caught.value.nearest == -math.inf
    assert math.isnan(literals.parse_float("NaN"))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        *[(5.0, "5"), (0.5, "0.5"), (-0.0, "-0"), (999999.5, "999999.5"), (1e6, "1e+06")],
        *[(1234567.5, "1.2345675e+06"), (9.3e18, "9.3e+18"), (math.inf, "+Inf"), (1e-5, "1e-05")],
        *[(0.0001234, "0.0001234"), (1e100, "1e+100"), (100.0, "100"), (math.nan, "NaN")],
    ],
)
def test_how_numbers_are_shown(value: float, text: str) -> None:
    assert literals.format_float(value) == text


def test_quoting() -> None:
    assert literals.quoted('a"b\\\n\x7f\u200b é') == r'"a\"b\\\n\x7f\u200b é"'


UUID = "00000001-1111-4111-8111-111111111111"


@pytest.mark.parametrize(
    "text", [UUID, UUID.replace("-", ""), "{" + UUID + "}", "URN:UUID:" + UUID, "(" + UUID + "]"]
)
def test_ids(text: str) -> None:
    assert literals.parse_uuid(text).hex() == UUID.replace("-", "")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("1111", "invalid UUID length: 4"),
        (UUID[:-1] + "é", "invalid UUID length: 37"),
        (UUID.replace("-", "_"), "invalid UUID format"),
        ("urn:uuix:" + UUID, 'invalid urn prefix: "urn:uuix:"'),
    ],
)
def test_no_ids(text: str, fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        literals.parse_uuid(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1970-01-01T00:00:00Z", 0),
        ("1970-01-01T01:00:00.5+01:00", 500_000_000),
        ("1969-12-31T23:59:59,000000001Z", -999_999_999),
        ("1970-01-01T0:00:01.1234567899Z", 1_123_456_789),
        ("2262-04-11T23:47:16.854775807Z", 2**63 - 1),
        ("2262-04-11T23:47:16.854775808Z", -(2**63)),
        ("1969-12-31T12:00:00-12:00", 0),
    ],
)
def test_dates(text: str, value: int) -> None:
    assert dates.nanoseconds(text) == value


@given(st.datetimes(timezones=st.just(UTC)))
def test_dates_agree_with_the_calendar(moment: datetime) -> None:
    whole = moment - datetime(1970, 1, 1, tzinfo=UTC)
    assert dates.milliseconds(moment.isoformat()) == whole // timedelta(milliseconds=1)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("x", 'cannot parse "x" as "2006"'),
        ("2019", 'cannot parse "" as "-"'),
        ("2020-01-01", 'cannot parse "" as "T"'),
        ("2020-01-01T00:00:00", 'cannot parse "" as "Z07:00"'),
        ("2020-1-1T0:0:0Z", 'cannot parse "1-1T0:0:0Z" as "01"'),
        ("2020-01-01T00:00:00.Z", 'cannot parse ".Z" as "Z07:00"'),
        ("2020-01-01T00:00:00+0100", 'cannot parse "+0100" as "Z07:00"'),
        ("2020-13-01T00:00:00Z", "month out of range"),
        ("2021-02-29T05:00:00Z", "day out of range"),
        ("2020-02-30T25:00:00Z", "hour out of range"),
        ("2020-01-01T00:60:00Z", "minute out of range"),
        ("2020-01-01T00:00:60Z", "second out of range"),
        ("2020-01-01T05:05:05+25:00", "time zone offset hour out of range"),
        ("2020-01-01T05:05:05+24:61", "time zone offset minute out of range"),
        ("2020-01-01T05:05:05Zé", r'extra text: "\xc3\xa9"'),
        ("2O20-01-01T05:05:05Z", 'cannot parse "2O20-01-01T05:05:05Z" as "2006"'),
    ],
)
def test_no_dates(text: str, fault: str) -> None:
    with pytest.raises(ValueError) as caught:
        dates.nanoseconds(text)
    assert str(caught.value).endswith(fault)
    assert str(caught.value).startswith("parsing time ")


def test_the_years_beyond_the_calendar_count() -> None:
    assert dates.milliseconds("0000-02-29T00:00:00Z") == -62_162_121_600_000
