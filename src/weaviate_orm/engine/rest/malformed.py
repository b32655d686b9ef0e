"""Why a text is no JSON, in the words of the server's decoder, which stops at the first fault."""

from __future__ import annotations

from typing import Final

_SPACE: Final = frozenset(b" \t\r\n")
_DIGITS: Final = frozenset(b"0123456789")
_HEXADECIMAL: Final = frozenset(b"0123456789abcdefABCDEF")
_ESCAPES: Final = frozenset(b'bfnrt\\/"')
_LITERALS: Final = {ord("t"): b"true", ord("f"): b"false", ord("n"): b"null"}
_NAMED: Final = {
    **{ord(c): rf"\{n}" for c, n in zip("\a\b\f\n\r\t\v", "abfnrtv", strict=True)},
    ord("\\"): r"\\",
    ord("'"): r"\'",
}


class _Fault(Exception):
    """The text is no JSON; `str()` says why."""


class _Ended(Exception):
    """The text is over too early."""


def fault(text: bytes) -> str | None:
    """Why the first value of a text is none; None where it is one."""
    try:
        _Scan(text).value()
    except _Fault as found:
        return str(found)
    except _Ended:
        return "unexpected EOF" if text.strip() else "EOF"
    return None


class _Scan:
    def __init__(self, text: bytes) -> None:
        self._text = text
        self._at = 0

    def value(self) -> None:
        first = self._after_space()
        if first in b"{[":
            self._at += 1
            self._object() if first == ord("{") else self._array()
        elif first == ord('"'):
            self._string()
        elif first in _LITERALS:
            self._literal(_LITERALS[first])
        elif first == ord("-") or first in _DIGITS:
            self._number()
        else:
            raise self._unexpected("looking for beginning of value")

    def _object(self) -> None:
        empty = self._after_space() == ord("}")
        while not empty:
            if self._after_space() != ord('"'):
                raise self._unexpected("looking for beginning of object key string")
            self._string()
            if self._after_space() != ord(":"):
                raise self._unexpected("after object key")
            self._at += 1
            self.value()
            if self._closes(b"}", "after object key:value pair"):
                return
        self._at += 1

    def _array(self) -> None:
        if self._after_space() == ord("]"):
            self._at += 1
            return
        while True:
            self.value()
            if self._closes(b"]", "after array element"):
                return

    def _closes(self, end: bytes, place: str) -> bool:
        """Whether that was the last element; passes the end or the comma."""
        found = self._after_space()
        if found != end[0] and found != ord(","):
            raise self._unexpected(place)
        self._at += 1
        return found == end[0]

    def _literal(self, word: bytes) -> None:
        for wanted in word:
            if self._next() != wanted:
                place = f"in literal {word.decode()} (expecting {_quoted(wanted)})"
                raise self._unexpected(place)
            self._at += 1

    def _string(self) -> None:
        self._at += 1
        while (found := self._next()) != ord('"'):
            if found < ord(" "):
                raise self._unexpected("in string literal")
            self._at += 1
            if found == ord("\\"):
                self._escape()
        self._at += 1

    def _escape(self) -> None:
        found = self._next()
        if found != ord("u"):
            if found not in _ESCAPES:
                raise self._unexpected("in string escape code")
            self._at += 1
            return
        self._at += 1
        for _ in range(4):
            if self._next() not in _HEXADECIMAL:
                raise self._unexpected("in \\u hexadecimal character escape")
            self._at += 1

    def _number(self) -> None:
        if self._next() == ord("-"):
            self._at += 1
        if self._next() == ord("0"):
            self._at += 1
        else:
            self._some_digits("in numeric literal")
        if self._peek() == ord("."):
            self._at += 1
            self._some_digits("after decimal point in numeric literal")
        if self._peek() in (ord("e"), ord("E")):
            self._at += 1
            if self._next() in b"+-":
                self._at += 1
            self._some_digits("in exponent of numeric literal")

    def _some_digits(self, place: str) -> None:
        if self._next() not in _DIGITS:
            raise self._unexpected(place)
        while self._peek() in _DIGITS:
            self._at += 1

    def _peek(self) -> int | None:
        return self._text[self._at] if self._at < len(self._text) else None

    def _next(self) -> int:
        found = self._peek()
        if found is None:
            raise _Ended
        return found

    def _after_space(self) -> int:
        while self._peek() in _SPACE:
            self._at += 1
        return self._next()

    def _unexpected(self, place: str) -> _Fault:
        return _Fault(f"invalid character {_quoted(self._next())} {place}")


def _quoted(byte: int) -> str:
    """A byte as the server's language shows a character; each byte counts as one."""
    character = chr(byte)
    if byte in _NAMED:
        return f"'{_NAMED[byte]}'"
    if character.isprintable():
        return f"'{character}'"
    return f"'\\x{byte:02x}'" if byte < 0x80 else f"'\\u{byte:04x}'"
