"""A text to blocks: the quick way for plain prose, the careful way for all the rest.

The rule: what the quick pattern takes is prose beyond doubt, every line of it running up to
the margin; so a novel costs one match a paragraph, and only doubtful blocks are looked at line
by line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reader.formats.choices import Choices, Reflow
from reader.formats.draft import Draft
from reader.formats.lines import rows_of, standing
from reader.formats.runs import draft_chunk
from reader.formats.shape import Shape, survey
from reader.story import BlockKind

_BLANK_ENDS = (" \n", "\t\n", "\u3000\n", "\u00a0\n")


def chunks_of(text: str) -> tuple[list[str], list[int]]:
    """The stretches between blank lines, and how many blank lines stand before each."""
    if any(map(text.__contains__, _BLANK_ENDS)):
        text = "\n".join(map(str.rstrip, text.split("\n")))
    chunks: list[str] = []
    blanks: list[int] = []
    before = 0
    for piece in text.split("\n\n"):
        if not piece or piece[0] == "\n" or piece[-1] == "\n":
            bare = piece.lstrip("\n")
            before += len(piece) - len(bare)
            piece = bare.rstrip("\n")
            if not piece:
                before += 2
                continue
        chunks.append(piece)
        blanks.append(before)
        before = 1
    return chunks, blanks


def shape_of(chunks: Sequence[str], choices: Choices) -> Shape:
    """The shape of a text as the reader wants it taken."""
    shape = survey(chunks)
    if choices.reflow is Reflow.ON and not shape.width:
        longest = max((row.end for c in chunks[:400] for row in rows_of(c[:6000])), default=72)
        width = min(longest, 130)
        return Shape(width, shape.indented, by_line=False, prosy=True, why="you chose it")
    return shape


def draft_blocks(
    chunks: Sequence[str], blanks: Sequence[int], shape: Shape, choices: Choices
) -> Draft:
    """The blocks of a text."""
    draft = Draft()
    if choices.raw or choices.reflow is Reflow.OFF:
        for chunk, before in zip(chunks, blanks, strict=True):
            text, indent = standing(rows_of(chunk))
            draft.add(text, BlockKind.VERSE, indent=indent, blanks=min(before, 9))
        return draft
    plain = _plain_pattern(shape).fullmatch
    texts, kinds, gaps = draft.texts, draft.kinds, draft.blanks
    levels, indents = draft.levels, draft.indents
    for chunk, before in zip(chunks, blanks, strict=True):
        if plain(chunk):
            texts.append(chunk.replace("\n", " "))
            kinds.append(BlockKind.PARAGRAPH)
            levels.append(0)
            indents.append(0)
            gaps.append(before)
        else:
            draft_chunk(draft, chunk, min(before, 9), shape)
    return draft


def _plain_pattern(shape: Shape) -> re.Pattern[str]:
    """What is prose beyond doubt: full lines, or one sentence, without a sign of anything else.

    Lines that end in a hyphen or dash, and those that may be quoted, listed or spoken on a
    stage, are left to the careful way; so is all East Asian text, which is joined otherwise.
    """
    first = r"(?![>*•#|+=~]|-\s|\d+[.)]\s)[^\s\u2e80-\uffef]"
    if not shape.width:
        return re.compile(first + r"[^\n\t]{100,}")
    full = max(20, shape.width - max(4, shape.width // 5))
    line = rf"[^\n\t]{{{full - 2},{shape.width + 6}}}[^-—―\n\t\u00ad\u2e80-\uffef]"
    rest = rf"(?:\n[^\s>|\u2e80-\uffef][^\n\t]{{0,{shape.width + 8}}})"
    sentence = r"[\"“‘'(]{0,2}[^\W\d_](?=[^\n]*[a-z] [a-z]++ [a-z])[^\n\t]*+(?<=[.!?\"”’'])"
    return re.compile(rf"{first}{line}(?:\n[^\s>|\u2e80-\uffef]{line})*{rest}?|{sentence}")
