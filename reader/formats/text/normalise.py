"""A stretch of a file as plain text: one kind of newline, no controls, nothing invisible.

The rule: what can be read stays. Form feeds and other line ends become newlines, overstruck
letters become marked ones, invisible hints for line breaking, direction and tagging go, and what is
left of controls is made visible.
"""

from __future__ import annotations

from typing import NamedTuple

from reader.cleaning import clean
from reader.deferred import deferred
from reader.formats.text.sentinels import SOFT, without_marks

_PLAIN = bytes([9, 10, *range(32, 127)])
_CONTROLS = bytes([*range(9), 11, 12, *range(14, 32), 127])
_DOUBTFUL = deferred(
    "[\x80-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufdd0-\ufdef\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
_OTHER = bytes({*range(256)} - {*range(0xE3, 0xF0)})
"""What characters from U+3000 to U+FFFF do not begin with."""
_LINE_ENDS = deferred("[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_INVISIBLE = deferred(
    "[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
"""Hints for line breaking, direction and shaping, and the tags of flags: nothing to be seen."""
_SOFT_END = deferred("(?<=[^\\W\\d_])\xad+\n")
_UNDERLINED = deferred("(?:_\x08[^\\s\x08_])+")
_STRUCK_TWICE = deferred("(?:([^\\s\x08_])\x08\\1)+")
_STRUCK = deferred("[^\n\x08]\x08")
_DOS_END = "\x1a"
"""Ends a file of DOS; where such files were put together it stands between them."""
_ANSI = deferred("\x1b\\[[0-9;]*m")


class Settled(NamedTuple):
    """A text with newlines only and nothing that acts on a terminal."""

    text: str
    eastern: bool
    """Whether East Asian characters may stand in it."""


def settle(data: bytes | bytearray) -> Settled:
    """Valid UTF-8 with newlines only as text made plain; whole bytes are quickest to search."""
    rest = data.translate(None, _PLAIN)
    if not rest:
        return Settled(data.decode(), eastern=False)
    high = rest.translate(None, _CONTROLS)
    text = data.decode()
    if len(high) < len(rest):
        text = _without_controls(text)
    beyond = high.decode()
    if not beyond.isprintable() and _DOUBTFUL.search(beyond):
        if _LINE_ENDS.search(beyond):
            text = _LINE_ENDS.sub("\n", text)
        for character in {*_INVISIBLE.findall(beyond)} - {"\xad"}:
            text = text.replace(character, "")
        beyond = _INVISIBLE.sub("", _LINE_ENDS.sub("", beyond))
        if _DOUBTFUL.search(beyond):
            text = clean(without_marks(text))
        if "\xad" in text:
            text = _SOFT_END.sub(f"{SOFT}\n", text).replace("\xad", "")
    return Settled(text, eastern=bool(high.translate(None, _OTHER)))


def _without_controls(text: str) -> str:
    if "\x08" in text:
        text = _UNDERLINED.sub(lambda m: f"_{m[0].replace(chr(8), '').replace('_', '')}_", text)
        text = _STRUCK_TWICE.sub(lambda m: f"**{m[0][::3]}**", text)
        text = _STRUCK.sub("", text)
    if _DOS_END in text:
        text = text.replace(f"\n{_DOS_END}\n", "\n").replace(_DOS_END, "")
    return clean(_LINE_ENDS.sub("\n", _ANSI.sub("", text)))
