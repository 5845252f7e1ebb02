"""Project Gutenberg's header and licence, of all its eras.

The rule: the markers bound the story. What they do not bound, a line of credits behind the
first or a closing line before the last, is taken with them only in its fixed wording.
"""

from __future__ import annotations

import re

from reader.deferred import deferred
from reader.formats.matter_form import Matter, metadata_of
from reader.story import Metadata

_HEAD = 60_000
_TAIL = 60_000
_FLAGS = re.MULTILINE | re.IGNORECASE
_START = deferred(
    r"^[ \t]*\*\*\*[ \t]*START OF (?:THE|THIS) PROJECT GUTENBERG E-?(?:BOOK"
    r"|TEXT)[^*]{0,400}\*\*\*[^\n]*$"
    r"|^\*?END\*?[ \t]*THE SMALL PRINT![^\n]*\*END\*[^\n]*$"
    r"|^\*END[ \t]*THE SMALL PRINT[^\n]*$"
    r"|^\*\*\*[ \t]*START OF THE COPYRIGHTED PROJECT GUTENBERG[^*]{0,400}\*\*\*[^\n]*$",
    _FLAGS,
)
_END = deferred(
    r"^[ \t]*\*\*\*[ \t]*END OF (?:THE|THIS)(?: COPYRIGHTED)? PROJECT GUTENBERG E-?(?:BOOK|TEXT)"
    r"|^[ \t]*(?:\*\*\*)?[ \t]*End of (?:the |this )?Project Gutenberg(?:['’]s)?\b[^\n]{0,200}$",
    _FLAGS,
)
_CREDITS = deferred(
    r"\s*(?:(?:E-?text prepared|Produced|Transcribed|Scanned|Credits?:|This e-?(?:book"
    r"|text) was (?:produced|prepared))"
    r"[^\n]*(?:\n[^\n]+)*)\s*?(?=\n\n|\Z)",
    re.IGNORECASE,
)
_CREDITED = frozenset("eptsc")
"""Letters that the credits begin with."""
_OPENING = deferred(
    r"(?:The )?Project Gutenberg(?:['’]s)? (?:E-?(?:book"
    r"|text) )?(?:of )?(?P<title>.+?)(?:, by (?P<author>.+?))?\s*$",
    _FLAGS,
)
_FIELD = deferred(
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
    end = _END.search(text, max(start.end(), len(text) - _TAIL)) or _END.search(text, start.end())
    credits_end = _credits_end(text, start.end())
    stop = end.start() if end else len(text)
    metadata = _read(text[: start.start()])
    why = (
        "its start and end markers stand in the file"
        if end
        else "its start marker stands in the file"
    )
    return Matter(min(credits_end, stop), stop, "Project Gutenberg", metadata, why)


def _last_start(text: str) -> re.Match[str] | None:
    """The marker behind which the story begins; old files have two of them."""
    head = text[:_HEAD].upper()
    if "PROJECT GUTENBERG" not in head and "THE SMALL PRINT" not in head:
        return None
    found = None
    for match in _START.finditer(text, 0, _HEAD):
        found = match
    return found


def _credits_end(text: str, at: int) -> int:
    begins = text[at : at + 400].lstrip()[:1].casefold()
    match = _CREDITS.match(text, at, at + 4000) if begins in _CREDITED else None
    return match.end() if match else at


def _read(header: str) -> Metadata:
    pairs = [
        (m["label"], m["value"]) for m in _FIELD.finditer(header) if m["label"].casefold() in _KEPT
    ]
    opening = _OPENING.search(header[:2000])
    title = author = ""
    labels = {label.casefold() for label, _ in pairs}
    if opening:
        title = "" if "title" in labels else opening["title"]
        author = "" if "author" in labels else opening["author"] or ""
    return metadata_of(pairs, title, author)
