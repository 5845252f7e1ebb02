"""Headers of fan fiction: FanFicFare's text files, and what is pasted from AO3 and FFnet.

The rule: labels make a header only together. One `Summary:` is a line of the story; three
known labels in a row before any prose are not a header.
"""

from __future__ import annotations

import re
from functools import partial

from reader.formats.text.metadata import Matter, metadata_of
from reader.formats.text.rows import LINE_END, LITERAL
from reader.lazy_pattern import lazy_pattern

_LABELS = frozenset(
    [
        "series",
        "series url",
        "category",
        "genre",
        "language",
        "characters",
        "relationships",
        "status",
        "published",
        "updated",
        "packaged",
        "rating",
        "warnings",
        "chapters",
        "words",
        "publisher",
        "story url",
        "author url",
        "summary",
        "fandom",
        "fandoms",
        "relationship",
        "character",
        "additional tags",
        "tags",
        "archive warning",
        "archive warnings",
        "archive warning(s)",
        "stats",
        "completed",
        "collections",
        "categories",
        "part",
        "pairing",
        "pairings",
        "disclaimer",
        "title",
        "author",
        "author(s)",
        "beta",
        "spoilers",
        "notes",
        "feedback",
        "distribution",
        "archive",
        "email",
        "e-mail",
        "reviews",
        "favs",
        "follows",
        "id",
        "source",
        "story notes",
        "author's note",
        "author's notes",
        "setting",
        "timeline",
        "type",
        "date",
        "website",
        "word count",
        "genres",
    ]
)
_BY = lazy_pattern(r"by[ \t]+(?P<author>\S.{0,79})", re.IGNORECASE)
_CONTENTS = lazy_pattern(r"(?m)^[ \t]*TABLE OF CONTENTS[ \t]*\n\s*")
_CONTENTS_WITHIN = 12_000
"""Characters of a summary of several paragraphs, only the first of which has a label."""
_END_FILE = lazy_pattern(r"\n\s*End file\.\s*\Z")
_ESCAPED = lazy_pattern(r"\\([\\`*_{}\[\]()#+\-.!>~|])")
_SET_IN = lazy_pattern(r"(?<![^\n])[ \t]{2,}(\S[^\n]*(?:\n\S[^\n]*){0,3})(?=\n\s*\n|\s*\Z)")
"""A paragraph of a few lines, the first of which is indented, like chapter titles."""
_MARKED = lazy_pattern(r"(?m)^#{1,6}[ \t]+(\S[^\n]*)$")
_STRUCK = lazy_pattern(r"~~(?=\S)([^~]{1,400}?)(?<=\S)~~")
_BEFORE_POINT = lazy_pattern(r"(?<=[\w.!?…’”\"'*_][_*]) (?=[,.;:!?](?:\s|$))")
"""The blank that html2text leaves between an emphasised word and a full stop."""
_TITLES_MOST = 5_000
_HEAD_LINES = 120
_ENOUGH = 3


def find(text: str) -> Matter | None:
    """The matter of a fan fiction file, or None."""
    lines = text[:20_000].split("\n")[:_HEAD_LINES]
    pairs, first, last = _labelled(lines)
    if len({label.casefold() for label, _ in pairs}) < _ENOUGH:
        return None
    title, author = _headed(lines[:first])
    start = sum(len(line) + 1 for line in lines[: last + 1])
    closing = _END_FILE.search(text, max(start, len(text) - 200))
    names = {label.casefold() for label, _ in pairs}
    fare = closing is not None or "packaged" in names
    titles = frozenset[str]()
    if fare:
        start, titles = _behind_contents(text, start)
    end = closing.start() if closing else len(text)
    kind = "FanFicFare" if fare else _site(text[:start], names)
    why = f"{len(pairs)} labelled lines before the story"
    metadata = metadata_of(pairs, title, author)
    convert = partial(_from_markdown, titles) if fare else None
    return Matter(min(start, end), end, kind, metadata, why, convert)


def _labelled(lines: list[str]) -> tuple[list[tuple[str, str]], int, int]:
    """The labels and values of the header, and its first and last line."""
    pairs: list[tuple[str, str]] = []
    first = last = -1
    gap = 0
    for at, line in enumerate(lines):
        if pair := _label(line):
            if first < 0:
                first = at
            pairs.append(pair)
            last, gap = at, 0
        elif not line.strip():
            gap += 1
        elif pairs and gap == 0 and last == at - 1:
            pairs[-1] = (pairs[-1][0], f"{pairs[-1][1]} {line}")
            last = at
        elif pairs or at > 25:
            break
    return pairs, max(first, 0), last


def _label(line: str) -> tuple[str, str] | None:
    """The label and the value of a line that has a known label, perhaps between stars."""
    before, colon, after = line.partition(":")
    label = before.lstrip(" \t").lstrip("*").rstrip(" \t").rstrip("*")
    if not colon or label.casefold() not in _LABELS:
        return None
    return label, after.lstrip("*").lstrip(" \t")


def _headed(lines: list[str]) -> tuple[str, str]:
    """The title and the author in the lines before the labels: a title, then `by` and a name."""
    said = [line.strip() for line in lines if line.strip()]
    for at, line in enumerate(said):
        if match := _BY.fullmatch(line):
            return (said[at - 1] if at else "", match["author"])
    return (said[0] if len(said) == 1 and len(said[0]) <= 100 else "", "")


def _behind_contents(text: str, start: int) -> tuple[int, frozenset[str]]:
    """After FanFicFare's list of chapters, and its entries, which end at a blank line."""
    match = _CONTENTS.search(text, start, start + _CONTENTS_WITHIN)
    if not match:
        return start, frozenset()
    end = re.compile(r"\n[ \t]*\n[ \t]*\n|\Z").search(text, match.end())
    after = end.end() if end else start
    entries = re.split(r"\n[ \t]*\n", text[match.end() : after])[:_TITLES_MOST]
    return after, frozenset(filter(None, (" ".join(one.split()) for one in entries)))


def _site(header: str, names: set[str]) -> str:
    if "archiveofourown" in header.casefold() or names & {
        "fandom",
        "fandoms",
        "archive warning",
        "archive warnings",
    }:
        return "AO3"
    return "fan fiction header"


def _from_markdown(titles: frozenset[str], text: str) -> str:
    """Body text as html2text writes it: escapes resolved, forced line ends and links marked.

    If the titles of the chapters are known, they alone are headings.
    """
    if titles:
        text = _MARKED.sub(r"**\1**", text)
        text = _SET_IN.sub(lambda match: _headed_by(match, titles), text)
    text = _BEFORE_POINT.sub("", _STRUCK.sub(r"\1", text))
    text = _ESCAPED.sub(lambda match: LITERAL.get(match[1], match[1]), text)
    return re.sub(r"(?<=\S)  \n(?=[^\s])", f"{LINE_END}\n", text)


def _headed_by(match: re.Match[str], titles: frozenset[str]) -> str:
    title = " ".join(match[1].split())
    return f"# {title}" if title in titles else match[0]
