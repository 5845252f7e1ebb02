"""What stands around a story: licences, headers, legends; found, read and folded away.

The rule: matter is only ever set aside, never dropped; where no form is recognised all of the
file is the story.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from reader.story import Metadata


class Matter(NamedTuple):
    """Where the story lies in a file's text, and what the matter around it says."""

    start: int
    end: int
    kind: str = "plain text"
    metadata: Metadata = Metadata()


_START = re.compile(
    r"^\*\*\*[ \t]*START OF TH(?:E|IS) PROJECT GUTENBERG E-?(?:BOOK|TEXT)[^*]{0,300}\*\*\*$",
    re.MULTILINE | re.IGNORECASE,
)
_END = re.compile(
    r"^(?:\*\*\*[ \t]*END OF TH(?:E|IS) PROJECT GUTENBERG E-?(?:BOOK|TEXT)"
    r"|End of (?:the )?Project Gutenberg(?:['’]s)? )",
    re.MULTILINE | re.IGNORECASE,
)
_FIELD = re.compile(r"^(Title|Author|Language):[ \t]*(.+)$", re.MULTILINE)
_LANGUAGES = {"English": "en", "French": "fr", "German": "de", "Chinese": "zh", "Japanese": "ja"}


def find_matter(text: str) -> Matter:
    """The story's place in the text."""
    start = _START.search(text, 0, 20_000)
    if start is None:
        return Matter(0, len(text))
    end = _END.search(text, start.end())
    said = {name: value.strip() for name, value in _FIELD.findall(text[: start.start()])}
    metadata = Metadata(
        title=said.get("Title", ""),
        author=said.get("Author", ""),
        language=_LANGUAGES.get(said.get("Language", ""), ""),
    )
    return Matter(start.end(), end.start() if end else len(text), "Project Gutenberg", metadata)
