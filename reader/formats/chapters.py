"""Headings and the chapters they begin."""

from __future__ import annotations

import re
from typing import NamedTuple

from reader.formats.draft import Draft
from reader.story import BlockKind, Chapter

_HEADING = re.compile(
    r"(?:(?P<part>book|part|volume|act)|chapter|scene|letter)\s+(?:\d+|[IVXLC]+|[a-z]+)\b.{0,60}"
    r"|第[0-9一二三四五六七八九十百千零〇两]+[章回節节話话].{0,40}",
    re.IGNORECASE,
)


class Found(NamedTuple):
    """A chapter by its blocks: `block` is its heading, `until` the next heading or the end."""

    block: int
    until: int
    title: str
    level: int

    def placed(self, starts: list[int], shift: int, end: int) -> Chapter:
        """The chapter as a range of the text, the draft's blocks beginning at `shift`."""
        until = min(end, starts[self.until + shift])
        return Chapter(starts[self.block + shift], until, self.title, self.level)


def find_chapters(draft: Draft) -> list[Found]:
    """The chapters of a draft, its heading blocks marked as such."""
    hits = []
    for index, text in enumerate(draft.texts):
        if len(text) < 80 and (match := _HEADING.fullmatch(text)):
            draft.kinds[index] = BlockKind.HEADING
            draft.levels[index] = 1 if match["part"] else 2
            hits.append(index)
    ends = [*hits[1:], len(draft.texts)][: len(hits)]
    return [
        Found(hit, end, draft.texts[hit], draft.levels[hit])
        for hit, end in zip(hits, ends, strict=True)
    ]


def chapter_rules() -> tuple[tuple[str, str], ...]:
    """The id and the name of each chapter rule."""
    return (("words", "Chapter words with a number"),)


def check_pattern(pattern: str) -> str:
    """What is wrong with a reader's own pattern, in words; empty where nothing is."""
    try:
        re.compile(pattern)
    except re.error as error:
        return str(error)
    return ""
