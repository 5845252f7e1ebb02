"""The title of a story: what the file, its name and the reader say, and where it stands.

The rule: the reader's word goes before the text's, and that before the name of the file. The
blocks that hold the title are headings, whatever it was corrected to.
"""

from __future__ import annotations

from reader.cleaning import safe
from reader.formats.choices import Choices
from reader.formats.text.builder import Gathered
from reader.formats.text.headings.lines import key_of
from reader.formats.text.languages import language_of
from reader.formats.text.matter.file_names import titled_by_name
from reader.formats.text.matter.form import Matter
from reader.formats.text.matter.titles import in_running_case
from reader.story import BlockKind, Decision, Metadata

TITLE_PAGE = 12
"""Blocks in which the title may stand."""
_PAGE_MOST, _PAGE_LINES = 240, 5
"""Characters and lines of a block that is a title page of its own."""


def completed(metadata: Metadata, body: Gathered, name: str) -> Metadata:
    """The metadata with what the file's name and its language tell, where it says nothing."""
    named = Metadata() if metadata.title else titled_by_name(safe(name))
    sample = "\n".join(body.texts[body.first : body.first + 400])
    language = metadata.language
    if not language or language == "zh":
        language = language_of(sample) or language
    title, author = metadata.title or named.title, metadata.author or named.author
    return Metadata(in_running_case(title), in_running_case(author), language, metadata.extra)


def corrected(metadata: Metadata, choices: Choices) -> Metadata:
    """The metadata with the title and the author that the reader gave."""
    title, author = safe(choices.title), safe(choices.author)
    return metadata._replace(title=title or metadata.title, author=author or metadata.author)


def mark_title(body: Gathered, title: str, author: str, before: int) -> None:
    """Make a heading of the story's title where it stands before the first chapter."""
    key = key_of(title)
    for index in range(body.first, min(body.last, body.first + before)):
        text = body.texts[index]
        if key and len(text) <= _PAGE_MOST and _begins_with(text, key, author):
            body.kinds[index] = BlockKind.HEADING
            body.levels[index] = 1
            _mark_byline(body, index + 1, author)
            _mark_byline(body, index - 1, author)


def _begins_with(text: str, key: str, author: str) -> bool:
    """Whether a block is the title, alone or with a few lines under it that name the author."""
    if len(text) <= 120 and key_of(" ".join(text.split())) == key:
        return True
    first, *rest = text.split("\n")
    named = not author or author.casefold() in " ".join(" ".join(rest).split()).casefold()
    return 0 < len(rest) < _PAGE_LINES and named and key_of(" ".join(first.split())) == key


def _mark_byline(body: Gathered, index: int, author: str) -> None:
    """Make a heading of the line that names the author under the title, or above it."""
    if author and body.first <= index < body.last:
        line = " ".join(body.texts[index].split())
        if len(line) <= len(author) + 16 and author.casefold() in line.casefold():
            body.kinds[index] = BlockKind.HEADING
            body.levels[index] = 2


def told(matter: Matter, metadata: Metadata, choices: Choices) -> list[Decision]:
    """What told the title, where that had to be found out or was chosen."""
    if choices.title or choices.author:
        what = " and ".join(w for w in ("title", "author") if getattr(choices, w))
        return [Decision("title", f"{what} as you corrected", "you chose it")]
    if not metadata.title or (matter.kind != "plain text" and not matter.titled):
        return []
    if matter.titled:
        return [Decision("title", "from the head of the text", matter.titled)]
    return [Decision("title", "from the file's name", "nothing in the text tells it")]
