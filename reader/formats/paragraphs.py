"""Lines to blocks: which lines belong together, and whether they flow or stand."""

from __future__ import annotations

import re

from reader.formats.choices import Choices
from reader.formats.draft import Draft
from reader.story import BlockKind

_PLAIN = re.compile(r"\S[^\n]{55,}(?:\n\S[^\n]{55,})*(?:\n\S[^\n]*)?")
_BREAK = re.compile(r"[\s*#~=_\-•⁂]{3,80}")


def draft_blocks(text: str, choices: Choices) -> Draft:
    """The blocks of a text."""
    draft = Draft()
    blanks = 0
    for chunk in "\n".join(map(str.rstrip, text.split("\n"))).split("\n\n"):
        if not chunk:
            blanks += 2
            continue
        lines = chunk.strip("\n")
        if lines:
            before = min(9, blanks + len(chunk) - len(chunk.lstrip("\n")))
            _add(draft, lines, before, choices)
        blanks = 1
    return draft


def _add(draft: Draft, chunk: str, blanks: int, choices: Choices) -> None:
    if choices.raw:
        draft.add(chunk, BlockKind.VERSE, blanks=blanks)
    elif _PLAIN.fullmatch(chunk):
        draft.add(chunk.replace("\n", " "), BlockKind.PARAGRAPH, blanks=blanks)
    elif _BREAK.fullmatch(chunk) and "\n" not in chunk:
        draft.add(chunk.strip(), BlockKind.BREAK, blanks=blanks)
    elif "\n" in chunk:
        lines = chunk.expandtabs().split("\n")
        indent = min(len(line) - len(line.lstrip()) for line in lines)
        standing = "\n".join(line[indent:] for line in lines)
        draft.add(standing, BlockKind.VERSE, indent=indent, blanks=blanks)
    else:
        draft.add(chunk.strip(), BlockKind.PARAGRAPH, blanks=blanks)
