"""Lua tables as data: the literals that a program writes for itself, and nothing that runs.

The rule: whatever is not a literal ends the reading. Nothing is called, joined or looked up.
"""

from __future__ import annotations

from typing import Any

from reader.annotations.annotation import AnnotationError
from reader.lazy_pattern import lazy_pattern

_SPACE = lazy_pattern(r"(?:\s+|--\[(=*)\[(?s:.*?)\]\1\]|--(?!\[=*\[)[^\n]*)*")
_NAME = lazy_pattern(r"[A-Za-z_][A-Za-z0-9_]*")
_NUMBER = lazy_pattern(
    r"-?(?:0[xX][0-9a-fA-F]{1,15}|[0-9]{1,18}(?:\.[0-9]{0,30})?(?:[eE][-+]?[0-9]{1,3})?)(?![\w.])"
)
_PLAIN = {'"': lazy_pattern(r'[^"\\\n]*'), "'": lazy_pattern(r"[^'\\\n]*")}
_LONG = lazy_pattern(r"\[(=*)\[\n?((?s:.*?))\]\1\]")
_DECIMAL, _HEXADECIMAL = lazy_pattern(r"[0-9]{1,3}"), lazy_pattern(r"[0-9a-fA-F]{2}")
_CODE = lazy_pattern(r"\{([0-9a-fA-F]{1,6})\}")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
_ESCAPES |= {"\\": "\\", '"': '"', "'": "'", "\n": "\n"}
_WORDS = {"true": True, "false": False, "nil": None}
_DEEPEST = 60
"""Tables nested in tables, at most."""
_CODED = "it holds more than a Lua table of plain values"


def read_table(text: str) -> dict[Any, Any]:
    """The table that a file returns; unnamed values are numbered from 1."""
    reader = _Reader(text)
    reader.blank()
    if not reader.takes("return"):
        raise AnnotationError(_CODED)
    value = reader.value(0)
    reader.blank()
    if reader.at != len(text) or not isinstance(value, dict):
        raise AnnotationError(_CODED)
    return value


class _Reader:
    """Goes through the text once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.at = 0

    def blank(self) -> None:
        """Pass over blanks and comments."""
        match = _SPACE.match(self._text, self.at)
        self.at = match.end() if match else self.at

    def takes(self, word: str) -> bool:
        """Move past a word or a mark if it is next."""
        if not self._text.startswith(word, self.at):
            return False
        self.at += len(word)
        return True

    def value(self, depth: int) -> Any:
        """The literal that comes next."""
        self.blank()
        here = self._text[self.at : self.at + 1]
        if here == "{":
            if depth >= _DEEPEST:
                raise AnnotationError("its tables are nested too deeply")
            self.at += 1
            return self._table(depth + 1)
        if here in ('"', "'"):
            return self._string(here)
        if here == "[" and (long := _LONG.match(self._text, self.at)):
            self.at = long.end()
            return long[2]
        if number := _NUMBER.match(self._text, self.at):
            self.at = number.end()
            digits = number[0]
            return int(digits, 0) if "x" in digits.lower() else _number(digits)
        name = _NAME.match(self._text, self.at)
        if name is None or name[0] not in _WORDS:
            raise AnnotationError(_CODED)
        self.at = name.end()
        return _WORDS[name[0]]

    def _table(self, depth: int) -> dict[Any, Any]:
        found: dict[Any, Any] = {}
        count = 0
        while True:
            self.blank()
            if self.takes("}"):
                return found
            key = self._key(depth)
            if key is None:
                count += 1
                key = count
            found[key] = self.value(depth)
            self.blank()
            if (
                not (self.takes(",") or self.takes(";"))
                and self._text[self.at : self.at + 1] != "}"
            ):
                raise AnnotationError(_CODED)

    def _key(self, depth: int) -> Any:
        """The key of a field; None if it has none."""
        if self._text[self.at : self.at + 1] == "[" and not _LONG.match(self._text, self.at):
            self.at += 1
            key = self.value(depth)
            self.blank()
            if isinstance(key, dict) or key is None or not self.takes("]"):
                raise AnnotationError(_CODED)
        else:
            name = _NAME.match(self._text, self.at)
            if name is None or name[0] in _WORDS:
                return None
            self.at = name.end()
            key = name[0]
        self.blank()
        if not self.takes("="):
            raise AnnotationError(_CODED)
        return key

    def _string(self, mark: str) -> str:
        """A quoted text; bytes that its escapes name are UTF-8."""
        self.at += 1
        parts: list[bytes] = []
        while True:
            plain = _PLAIN[mark].match(self._text, self.at)
            assert plain is not None  # it may be empty
            parts.append(plain[0].encode("utf-8", "replace"))
            self.at = plain.end()
            if self.takes(mark):
                return b"".join(parts).decode("utf-8", "replace")
            if not self.takes("\\"):
                raise AnnotationError("a string in it does not end")
            parts.append(self._escape())

    def _escape(self) -> bytes:
        here = self._text[self.at : self.at + 1]
        if match := _DECIMAL.match(self._text, self.at):
            self.at = match.end()
            return bytes((min(255, int(match[0])),))
        self.at += 1
        if here == "x" and (match := _HEXADECIMAL.match(self._text, self.at)):
            self.at = match.end()
            return bytes((int(match[0], 16),))
        if here == "u" and (match := _CODE.match(self._text, self.at)):
            self.at = match.end()
            return chr(min(0x10FFFF, int(match[1], 16))).encode("utf-8", "replace")
        if here == "z":
            while self._text[self.at : self.at + 1].isspace():
                self.at += 1
            return b""
        if here not in _ESCAPES:
            raise AnnotationError("a string in it is broken")
        return _ESCAPES[here].encode()


def _number(digits: str) -> int | float:
    return float(digits) if any(mark in digits for mark in ".eE") else int(digits)
