"""Texts that are no JSON, in the words of a server."""

from __future__ import annotations

import pytest

from weaviate_orm.engine.rest import json
from weaviate_orm.engine.rest.malformed import fault

VALUE, KEY = "looking for beginning of value", "looking for beginning of object key string"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "EOF"),
        (" \n", "EOF"),
        ("nul", "unexpected EOF"),
        ('{"a":', "unexpected EOF"),
        ('"abc', "unexpected EOF"),
        ("-", "unexpected EOF"),
        ("nix", "invalid character 'i' in literal null (expecting 'u')"),
        ("<a/>", f"invalid character '<' {VALUE}"),
        ("é", f"invalid character 'Ã' {VALUE}"),
        ("\\", rf"invalid character '\\' {VALUE}"),
        ("\x00", rf"invalid character '\x00' {VALUE}"),
        ("{'a':1}", rf"invalid character '\'' {KEY}"),
        ('{"a":1,}', f"invalid character '}}' {KEY}"),
        ('{"a" 1}', "invalid character '1' after object key"),
        ('{"a":1 "b"}', "invalid character '\"' after object key:value pair"),
        ('{"a":01}', "invalid character '1' after object key:value pair"),
        ("[1 2]", "invalid character '2' after array element"),
        ("[1,]", f"invalid character ']' {VALUE}"),
        ('{"a":NaN}', f"invalid character 'N' {VALUE}"),
        ('"a\nb"', r"invalid character '\n' in string literal"),
        ('"\\x"', "invalid character 'x' in string escape code"),
        ('"\\u12g4"', r"invalid character 'g' in \u hexadecimal character escape"),
        ("[-a]", "invalid character 'a' in numeric literal"),
        ("[1.a]", "invalid character 'a' after decimal point in numeric literal"),
        ("[1e+]", "invalid character ']' in exponent of numeric literal"),
    ],
)
def test_why(text: str, why: str) -> None:
    assert fault(text.encode()) == why
    with pytest.raises(json.Malformed) as caught:
        json.loads(text.encode())
    assert str(caught.value) == why


@pytest.mark.parametrize(
    "text", ["{}", "[]", ' {"a": [1, -0.5e-3, null, true, false, "\\u00e4\\n"], "b": {}} more']
)
def test_nothing_to_say(text: str) -> None:
    assert fault(text.encode()) is None
    json.loads(text.encode())
