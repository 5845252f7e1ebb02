"""Markdown to a story: links, pictures, comments and escapes become plain text, which is then read.

The rule: notation that plain text shares (headings, emphasis, breaks, lists) is left to plain text;
only what nobody would want to read is removed here.
"""

from __future__ import annotations

import re

from reader.file_stamp import fingerprint
from reader.formats.choices import Choices
from reader.formats.format import Glance, Near, Progress, Stretch
from reader.formats.text.encoding import decode
from reader.formats.text.parse import parse as parse_text
from reader.formats.text.preview import glance as glance_text
from reader.formats.text.preview import stretch
from reader.formats.text.rows import LITERAL
from reader.lazy_pattern import lazy_pattern
from reader.story import Decision, Story

_DEFINITION = lazy_pattern(r"(?m)^ {0,3}\[[^\]\n]{1,200}\]:[ \t]*\S[^\n]*\n?")
_LINK = lazy_pattern(
    r"(!?)\[([^\[\]\n]{0,400})\]"
    r"(?:\([^()\n]{0,1000}(?:\([^()\n]{0,200}\)[^()\n]{0,200})?\)|\[[^\[\]\n]{0,200}\])"
)
_ADDRESS = lazy_pattern(r"<(https?://[^<>\s]{1,500})>")
_ESCAPE = lazy_pattern(r"\\([\\`*{}\[\]()#+\-.!>~|_])")
_FENCE = lazy_pattern(r"(?m)^ {0,3}(?:```|~~~)[^\n]*\n?")
_FRONT = lazy_pattern(r"(?:---|\+\+\+)\n(?:[^\n]*\n){1,60}?(?:---|\+\+\+|\.\.\.)[ \t]*(?=\n)")
"""Its front matter, which plain text reads."""
_BREAK = lazy_pattern(r"(?m)(?:\\| {2,})$")
_UNDERLINED = lazy_pattern(r"(?m)^ {0,3}(\S[^\n]{0,119})\n {0,3}(=+|-{2,})[ \t]*$")


def parse(
    data: bytes,
    name: str,
    choices: Choices,
    *,
    progress: Progress | None = None,
    sha256: str = "",
) -> Story:
    """The story in a Markdown text.

    Raises:
        LoadError: The bytes are not text.
    """
    sha256 = sha256 or fingerprint(data)
    if choices.raw:
        return parse_text(data, name, choices, progress=progress, sha256=sha256)
    text = decode(data, choices.encoding)
    plain = choices._replace(encoding="utf-8")
    bare = without_signs(text.text).encode("utf-8", "replace")
    made = parse_text(bare, name, plain, progress=progress, sha256=sha256, convert=without_escapes)
    source = made.source._replace(size=len(data), encoding=text.encoding, kind="Markdown")
    told = Decision("encoding", text.encoding, text.why)
    others = tuple(one for one in made.decisions if one.topic != "encoding")
    return made._replace(source=source, decisions=(told, *others))


def glance(data: bytes, name: str) -> Glance:
    """What its head shows, as for a plain text."""
    return glance_text(data, name)


def excerpt(
    data: bytes, name: str, choices: Choices, near: Near | None, reach: int
) -> Stretch | None:
    """The text around a place, as for a plain text."""
    return stretch(data, name, choices, near, reach, parse)


def without_signs(text: str) -> str:
    """A text without the Markdown notation that plain text does not know."""
    text = text.replace("\r\n", "\n")
    if front := _FRONT.match(text):
        return front[0] + without_signs(text[front.end() :])
    text = _without_comments(text)
    text = _DEFINITION.sub("", text)
    if "](" in text or "][" in text:
        text = _LINK.sub(_named, text)
    text = _ADDRESS.sub(r"\1", text)
    text = _UNDERLINED.sub(_marked, text)
    return _BREAK.sub("", _FENCE.sub("\n", text))


def without_escapes(text: str) -> str:
    """A text in which escaped characters stand for themselves, and mark nothing."""
    if "\\" not in text:
        return text
    return _ESCAPE.sub(lambda match: LITERAL.get(match[1], match[1]), text)


def _marked(match: re.Match[str]) -> str:
    """A line above a rule as a heading with marks, of the level that the rule shows."""
    return f"{'#' if match[2][0] == '=' else '##'} {match[1]}"


def _named(match: re.Match[str]) -> str:
    return f"[{match[2]}]" * bool(match[2]) if match[1] else match[2]


def _without_comments(text: str) -> str:
    parts, at = [], 0
    while (start := text.find("<!--", at)) >= 0:
        end = text.find("-->", start)
        if end < 0:
            break
        parts.append(text[at:start])
        at = end + 3
    return "".join([*parts, text[at:]])
