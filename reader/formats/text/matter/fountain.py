"""Screenplays in Fountain: their title page, and the marks that a reader need not see.

The rule: a title page has keys that only screenplays have, or scene headings stand under it. Marks
that force a kind on a line are taken out; all that they force stays.
"""

from __future__ import annotations

import re

from reader.deferred import deferred
from reader.formats.text.matter.form import Matter, metadata_of
from reader.formats.text.sentinels import HEADINGS

_KEYS = frozenset(
    [
        *("title", "credit", "author", "authors", "source", "draft date", "date", "contact"),
        *("copyright", "notes", "revision", "episode", "written by", "draft"),
    ]
)
_AUTHORS = ("author", "authors", "written by")
_SCREEN_KEYS = frozenset(["credit", "draft date", "contact", "revision"])
"""Keys that headers of other stories hardly have."""
_KEY_MOST = 23
"""Characters of a key with its colon."""
_KEY = deferred(r"(?P<key>[A-Za-z][A-Za-z ]{1,20}):[ \t]*(?P<value>.*)")
_SCENE = deferred(
    r"^[ \t]*(?:\.(?=[^\W_]))?"
    r"(?P<of>(?:(?:INT|EXT|EST)\.?(?:/(?:INT|EXT)\.?)?|I/E\.?)[ .][^\n]+|(?<=\.)[^\n]+)$",
    re.MULTILINE,
)
_SCENES = deferred(r"^(?:INT|EXT|EST|I/E)[./ ]", re.MULTILINE)
_SECTION = deferred(r"^(?P<marks>#{1,6})[ \t]*(?P<of>[^\s#][^\n]*)$", re.MULTILINE)
_CENTRED = deferred(
    r"^[ \t]{0,80}>[ \t]{0,80}(?P<of>[^\n<>]{1,200}?)[ \t]{0,80}<[ \t]{0,80}$", re.MULTILINE
)
_FORCED = deferred(r"^(?P<indent>[ \t]*)[!@~>](?=[^\s!@~>])", re.MULTILINE)
_SCENES_ENOUGH = 2
_HEAD = 20_000
_LINES = 40


def find(text: str) -> Matter | None:
    """The matter of a Fountain screenplay, or None."""
    body = text.lstrip("\n")
    key, colon, _ = body[:_KEY_MOST].partition(":")
    if not colon or key.lower() not in _KEYS:
        return None
    pairs, start = _title_page(text, len(text) - len(body))
    keys = {key.lower() for key, _ in pairs}
    scenes = len(_SCENES.findall(text, start, _HEAD))
    if "title" not in keys or (keys.isdisjoint(_SCREEN_KEYS) and scenes < _SCENES_ENOUGH):
        return None
    authors = [value for key, value in pairs if key.lower() in _AUTHORS]
    said = [(key, value) for key, value in pairs if key.lower() not in _AUTHORS]
    metadata = metadata_of(said, author=authors[0] if authors else "")
    why = f"a title page of {len(pairs)} keys"
    return Matter(start, len(text), "Fountain", metadata, why, _to_marks, speech_ends=True)


def _title_page(text: str, at: int) -> tuple[list[tuple[str, str]], int]:
    """The keys of the title page with their values, and where it ends."""
    pairs: list[tuple[str, str]] = []
    for line in text[at : at + 4000].split("\n")[:_LINES]:
        if not line.strip():
            break
        if not line[0].isspace() and (match := _KEY.fullmatch(line)):
            pairs.append((match["key"], match["value"].strip()))
        elif pairs:
            key, value = pairs[-1]
            pairs[-1] = (key, f"{value} {line.strip()}".strip())
        at += len(line) + 1
    return pairs, min(at, len(text))


def _to_marks(text: str) -> str:
    """The screenplay with its headings as signs, without the marks that force what a line is."""
    text = _SECTION.sub(_section, text)
    text = _SCENE.sub(lambda match: f"{HEADINGS[2]}{match['of']}", text)
    text = _CENTRED.sub(lambda match: match["of"], text)
    return _FORCED.sub(lambda match: match["indent"], text)


def _section(match: re.Match[str]) -> str:
    return f"{HEADINGS[min(len(match['marks']), 2) - 1]}{match['of']}"
