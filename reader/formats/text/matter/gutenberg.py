"""Project Gutenberg's header and licence, of all its eras.

The rule: the markers bound the story. What lies outside the rule, a line of credits after the first
or a closing line before the last, is removed with them only in its fixed wording.
"""

from __future__ import annotations

import re

from reader.formats.text.matter.names import person
from reader.formats.text.metadata import Matter, metadata_of
from reader.lazy_pattern import lazy_pattern
from reader.story import Metadata, Range

_HEAD = 60_000
_TAIL = 60_000
# The wording of markers is looked up, as patterns would take longer to compile than to use.
_STARTS = (
    "START OF THE COPYRIGHTED PROJECT GUTENBERG",
    *(
        f"START OF {which} PROJECT GUTENBERG {what}"
        for which in ("THE", "THIS")
        for what in ("EBOOK", "E-BOOK", "ETEXT", "E-TEXT")
    ),
)
_SMALL_PRINT = "THE SMALL PRINT"
_START_MOST = 400
"""Characters from a marker's first stars to its last."""
_SET_IN = 80
"""Characters within which a line begins and a marker says what it is."""
_ENDED = ("END OF", "End of", "end of")
_ENDS = tuple(
    f"END OF {which}PROJECT GUTENBERG"
    for which in ("", "THE ", "THIS ", "THE COPYRIGHTED ", "THIS COPYRIGHTED ")
)
_CREDITS = lazy_pattern(
    r"\s*(?:\[Portions of this [^\]]{0,400}\](?:\s*\[[^\]]{0,400}\])*(?=\n)"
    r"|(?:E-?text prepared|Produced|Transcribed|Scanned|Credits?:|This e-?(?:book"
    r"|text) was (?:produced|prepared))"
    r"[^\n]*(?:\n[^\n]+)*)\s*?(?=\n\n|\Z)",
    re.IGNORECASE,
)
_CREDITED = frozenset("eptsc[")
"""Letters that the credits begin with."""
_NAME = "project gutenberg"
_OF = lazy_pattern(
    r"(?:['’]s?)?\s+(?:(?:\w+ )?(?:e-?text|e-?book|release|edition)s?[ ,]*(?:of)?:?\s+|of:?\s+"
    r"|(?:presents|publishes):?\s+|(?<=['’]s)\s*|(?<=['’]s )\s*)(?P<of>\S.*)",
    re.IGNORECASE,
)
"""What follows the project's name where a book is named."""
_RELEASED = ("release of:", "release of")
"""Ends a line under which the title comes."""
_SERIES = lazy_pattern(r"#\s*\d+ in (?:our|the|a) series (?:by|of works by) (?P<author>\S.{1,60})")
_FURTHER = lazy_pattern(
    r"(?:by\b|[#*(\[]|copyright|this |from |translated|edited|volume)", re.IGNORECASE
)
"""Begins a line under a title that no longer belongs to it."""
_FIRST_LINES = 4000
_RENAMED = 1500
"""Characters after the licence within which the oldest files name the book."""
_FIELD = lazy_pattern(
    r"^(?P<label>[A-Z][A-Za-z ()]{2,34}):[ \t]*(?P<value>[^\n]*(?:\n[ \t]+\S[^\n]*)*)", re.MULTILINE
)
_KEPT = {
    "title",
    "author",
    "language",
    "translator",
    "translators",
    "editor",
    "illustrator",
    "release date",
    "most recently updated",
    "last updated",
    "posting date",
    "credits",
    "original publication",
    "author of introduction, etc.",
}


def find(text: str) -> Matter | None:
    """The matter of a Project Gutenberg file, or None."""
    start = _last_start(text)
    if start is None:
        return None
    end = _end(text, max(start.end, len(text) - _TAIL)) or _end(text, start.end)
    stop = end if end is not None else len(text)
    credits_end = _credits_end(text, start.end)
    metadata = _read(text[: start.start])
    if not metadata.title and (named := _opening(text[start.end : start.end + _RENAMED])):
        metadata = metadata_of(metadata.extra, *named)
    why = (
        "its start and end markers stand in the file"
        if end is not None
        else "its start marker stands in the file"
    )
    return Matter(min(credits_end, stop), stop, "Project Gutenberg", metadata, why)


def _last_start(text: str) -> Range | None:
    """The marker after which the story begins; old files have two."""
    found = None
    at = text.find("*", 0, _HEAD)
    while at >= 0:
        line = _line_at(text, at)
        written = text[line.start : line.end].upper()
        said = written.lstrip(" \t*")
        end = -1
        if said.startswith(_STARTS):
            end = _last_stars(text, line.end - len(said))
        elif said.startswith("END") and said[3:].lstrip("* \t").startswith(_SMALL_PRINT):
            end = line.end if written[0] == "*" or "*END*" in said else -1
        if end >= 0:
            found = Range(line.start, end)
        at = text.find("*", max(line.end, end), _HEAD)
    return found


def _line_at(text: str, at: int) -> Range:
    end = text.find("\n", at)
    return Range(text.rfind("\n", 0, at) + 1, end if end >= 0 else len(text))


def _last_stars(text: str, at: int) -> int:
    """The end of the line with the stars that close a marker; -1 if there are none."""
    stars = text.find("***", at, at + _START_MOST)
    if stars < 0 or "*" in text[at:stars]:
        return -1
    return _line_at(text, stars).end


def _end(text: str, at: int) -> int | None:
    """Where the marker is with which the licence begins."""
    found = []
    for words in _ENDED:
        place = text.find(words, at)
        while place >= 0:
            before = text[max(at, place - _SET_IN) : place]
            bare = before.rstrip(" \t*")
            begins = bare.endswith("\n") or not bare
            said = " ".join(text[place : place + _SET_IN].split())  # it may take two lines
            if begins and said.upper().startswith(_ENDS):
                found.append(place - len(before) + len(bare))
                break
            place = text.find(words, place + 1)
    return min(found, default=None)


def _credits_end(text: str, at: int) -> int:
    begins = text[at : at + 400].lstrip()[:1].casefold()
    match = _CREDITS.match(text, at, at + 4000) if begins in _CREDITED else None
    return match.end() if match else at


def _read(header: str) -> Metadata:
    pairs = [
        (m["label"], m["value"]) for m in _FIELD.finditer(header) if m["label"].casefold() in _KEPT
    ]
    title = author = ""
    labels = {label.casefold() for label, _ in pairs}
    if opening := _opening(header[:_FIRST_LINES]):
        title = "" if "title" in labels else opening[0]
        author = "" if "author" in labels else opening[1]
    return metadata_of(pairs, title, author)


def _opening(header: str) -> tuple[str, str] | None:
    """Title and author in a line such as `The Project Gutenberg EBook of Emma, by Jane Austen`."""
    lines = [line.strip(" \t*") for line in header.split("\n")]
    for number, line in enumerate(lines):
        at = line.lower().find(_NAME)
        match = _OF.match(line, at + len(_NAME)) if at >= 0 else None
        if match and not match["of"][0].islower():
            return _titled(match["of"], lines[number + 1 : number + 4])
        if at >= 0 and line.lower().endswith(_RELEASED):
            under = [line for line in lines[number + 1 : number + 4] if line]
            return _titled(under[0], under[1:]) if under else None
    return None


def _titled(said: str, under: list[str]) -> tuple[str, str]:
    """The title and the author that a line names, which may continue on the lines under it."""
    title, author = _parted(said)
    series = next(filter(None, map(_SERIES.search, under)), None)
    first = under[0] if under else ""
    if not author and first and not _FURTHER.match(first):
        more, author = _parted(first)
        title = f"{title} {more}"
        first = under[1] if len(under) > 1 else ""
    if not author and first[:3].lower() == "by ":
        author = first[3:]
    if series and series["author"].strip(" .*").partition("  ")[0].endswith(author.strip(" .*")):
        author = series["author"].partition("  ")[0]  # all of the name
    return title, author.strip(" .*")


def _parted(said: str) -> tuple[str, str]:
    """The parts before and after `by`: the last one, as the title may have one too."""
    title, comma, author = said.partition(", by ")
    if comma:
        return title, author
    title, by, author = said.rpartition(" by ")
    known = by and (person(author.strip(" .")) or author[:1].isupper())
    return (title.rstrip(" ,"), author) if known else (said, "")
