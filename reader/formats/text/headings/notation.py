"""What a file's notation says about headings before they are looked for: marks, and repetition.

The rule: a mark is not a word of the heading, and a heading that a site prints twice in a row is
one; both are settled while blocks are drafted, as nothing can be taken from a text later.
"""

from __future__ import annotations

from reader.deferred import deferred
from reader.formats.text.draft import Draft
from reader.formats.text.headings.numbers import by_asian
from reader.formats.text.headings.words import by_words
from reader.story import BlockKind

_MARKED = deferred(r"(?P<marks>#{1,6})[ \u3000]+(?P<title>[^#\s].*?)(?:\s+#+)?")
_LONGEST = 120


def take_marks(draft: Draft) -> None:
    """Make headings of the lines that Markdown marks as such, without their marks."""
    for index, text in enumerate(draft.texts):
        if text[0] != "#" or len(text) > _LONGEST or draft.kinds[index] is BlockKind.BREAK:
            continue
        match = _MARKED.fullmatch(text)
        if match and any(map(str.isalnum, match["title"])):
            draft.texts[index] = match["title"]
            draft.kinds[index] = BlockKind.HEADING
            draft.levels[index] = len(match["marks"])
            draft.indents[index] = 0


def drop_copies(draft: Draft, before: str = "") -> None:
    """Leave out a heading that only says again what the block right before it says.

    Args:
        draft: The blocks of a piece.
        before: The text of the block before the first.
    """
    texts = draft.texts
    copies = [
        at
        for at, text in enumerate(texts)
        if text == (texts[at - 1] if at else before) and _is_heading(text)
    ]
    if copies:
        draft.drop(copies)


def _is_heading(text: str) -> bool:
    if len(text) > _LONGEST or "\n" in text:
        return False
    return bool(by_words(text) or by_asian(text))
