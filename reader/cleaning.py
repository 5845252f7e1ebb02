"""What may reach a terminal: text without anything that acts on one.

The rule: one character for one character, so that no offset ever moves. Controls are shown as their
pictures (U+2400 and on), invisible and direction-changing characters as U+FFFD. Tab, newline and
the joiners that Persian, Indic scripts and emoji need stay as they are, and so do the word breaks
of Thai, Lao, Burmese, Khmer and Japanese, which are written without spaces.
"""

from __future__ import annotations

import re

from reader.lazy_pattern import lazy_pattern

COMPLAINT_MOST = 4 << 10
"""Bytes at the end of a program's error output that are looked at."""
_REASON_MOST = 200

WORD_BREAK = "\u200b"
"""Where a line may break between words without a space."""
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\uaa60-\uaa7f\u3040-\u30ff"
IDLE_BREAK = (
    f"{WORD_BREAK}(?:(?<=[^\\w{_UNSPACED}]{WORD_BREAK})|(?=[^\\w{_UNSPACED}])"
    f"|(?<![{_UNSPACED}]{WORD_BREAK})(?![{_UNSPACED}]))"
)
"""A word break that separates no words, or words that do not need one."""
_HOSTILE = lazy_pattern(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f"
    f"\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]|{IDLE_BREAK}"
)
_BYTE = lazy_pattern("[\udc80-\udcff]")
_ESCAPE = lazy_pattern("\x1b(?:\\[[0-?]*[ -/]*[@-~]|\\][^\x07\x1b]*(?:\x07|\x1b\\\\)|[@-Z\\\\^_])")


def clean(text: str) -> str:
    """The text with every control and invisible character replaced by a visible one."""
    # Printable text needs no pattern, and most names and titles are printable.
    return text if text.isprintable() else _HOSTILE.sub(_visible, text)


def safe(name: str) -> str:
    """A file name, title or message as one clean line; it is never to be read as markup.

    A byte of a file name that is not UTF-8 is shown by its number, so names stay distinct.
    """
    if name.isprintable():
        return name
    named = _BYTE.sub(lambda match: f"\\x{ord(match[0]) - 0xDC00:x}", name)
    return clean(named).replace("\n", "\u240a").replace("\t", " ")


def without_escapes(printed: str) -> str:
    """A program's output without colours and anything else meant for a terminal."""
    return _ESCAPE.sub("", printed)


def complaint(said: bytes, otherwise: str) -> str:
    """The last line of a program's error output, for a sentence; or else the fallback."""
    lines = without_escapes(said.decode("utf-8", "replace")).strip().splitlines()
    return safe(lines[-1].strip().rstrip("."))[:_REASON_MOST] if lines else otherwise


def _visible(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"
