"""The printed list of contents, which looks like headings and is none.

The rule: the list begins under its title and ends where its first entry stands a second time;
without a title, headings that follow each other with nothing between them are a list.
"""

from __future__ import annotations

from itertools import islice

from reader.formats.text.builder import Gathered
from reader.formats.text.headings.lines import key_of
from reader.formats.text.headings.rules import Short
from reader.story import BlockKind, Range

_TITLES = (
    "contents|table of contents|index|chapters|list of chapters|table|table des matières"
    "|inhalt|inhaltsverzeichnis|índice|indice|sommario|inhoud|innehåll|sisällys|spis treści|obsah"
    "|tartalom|cuprins|оглавление|содержание|зміст|içindekiler|περιεχόμενα|mục lục|目录|目錄|目次"
    "|もくじ|차례|목차"
)
_TITLE = frozenset(title.replace(" ", "") for title in _TITLES.split("|"))
_LONGEST = 40
"""Characters of a title with the marks around it."""
_ENTRIES_TRIED = 6
_REACH = 1500
_APART = 3


def find_contents(draft: Gathered, short: Short) -> Range | None:
    """The blocks of the list, its title among them; none where the file has no such list."""
    for index, text in islice(short.items(), 200):
        if len(text) > _LONGEST and "\n" not in text:
            continue
        first, *rest = text.split("\n")
        if "".join(first.strip(" \u3000.:：*_=#[]【】").casefold().split()) in _TITLE:
            entries = [
                *rest,
                *(line for t in draft.texts[index + 1 : index + 40] for line in t.split("\n")),
            ]
            end = _second_standing(draft, index, [e for e in entries if e.strip()][:_ENTRIES_TRIED])
            if end:
                return Range(index, end)
    return None


def _second_standing(draft: Gathered, index: int, entries: list[str]) -> int:
    """The block where one of the first entries stands again as a line of its own; 0 if none."""
    for entry in entries:
        key = key_of(entry)
        if len(key) < 2 and not key.isalnum():
            continue
        seen = draft.texts[index].count("\n") > 0
        for at in range(index + 1, min(len(draft.texts), index + _REACH)):
            lines = draft.texts[at].split("\n", 2)
            if len(lines[0]) > 140 or key_of(lines[0]) != key:
                continue
            if seen and draft.texts[at].count("\n") < 3:
                return at
            seen = True
        if not seen:
            continue
    return 0


def mark_contents(draft: Gathered, contents: Range) -> None:
    """Give the list's short blocks the kind of lists."""
    for index in range(contents.start, contents.end):
        if index > contents.start + 2 and draft.blanks[index] >= _APART:
            return
        if draft.kinds[index] is not BlockKind.BREAK and len(draft.texts[index]) <= 4000:
            long = max(map(len, draft.texts[index].split("\n")))
            if long <= 100:
                draft.kinds[index] = BlockKind.LIST
