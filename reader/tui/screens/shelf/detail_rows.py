"""What is told of one story, in rows: in full beside the list, in brief below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap

from reader.cleaning import safe
from reader.paint.page import Row
from reader.paint.roles import Role, Run
from reader.shelf.detail import Detail
from reader.shelf.entries import Entry
from reader.typeset.cells import clip, width

_LEAST = 8
_NAME = 14
_FACTS_MOST = 9
_MARKS_MOST = 4
_SUMMARY_MOST = 6


def full_rows(item: Entry, detail: Detail, columns: int) -> Iterator[Row]:
    """Title, header, summary, facts, bookmarks and first lines of a story."""
    if columns < _LEAST:
        return
    for line in _wrapped(safe(item.title), columns):
        yield [Run(line, (Role.HEADING,))]
    if item.author:
        yield [Run(clip(f"by {safe(item.author)}", columns), (Role.QUIET,))]
    yield []
    for line in _wrapped(detail.summary, columns)[:_SUMMARY_MOST]:
        yield [Run(line, (Role.EMPHASIS,))]
    if detail.summary:
        yield []
    for line in _wrapped(safe(item.problem) or detail.problem, columns):
        yield [Run(line, (Role.ACCENT,))]
    status = f"{item.status}{', as you said' if item.by_hand else ''}"
    facts = [("status", status), *((fact.name, fact.value) for fact in detail.facts)]
    for name, value in facts[: _FACTS_MOST + 1]:
        room = columns - _NAME
        yield [
            Run(clip(name, _NAME - 1).ljust(_NAME), (Role.QUIET,)),
            Run(clip(value, room), ()),
        ]
    yield from _section("Bookmarks", detail.bookmarks[:_MARKS_MOST], columns)
    yield from _section("It begins", detail.lines, columns)


def brief_rows(item: Entry, detail: Detail, columns: int) -> Iterator[Row]:
    """The same in few rows, for the pane below the list."""
    if columns < _LEAST:
        return
    known = {fact.name: fact.value for fact in detail.facts}
    said = [
        item.status,
        f"{item.words:,} words" if item.words else "",
        f"{known['chapters']} chapters" if known.get("chapters", "0") not in ("0", "1") else "",
        *(known.get(name, "") for name in ("source", "encoding", "paragraphs")),
    ]
    facts = safe(item.problem) or detail.problem or " · ".join(filter(None, said))
    title = clip(safe(item.title), columns)
    author = clip(f"  by {safe(item.author)}", columns - width(title)) if item.author else ""
    yield [Run(title, (Role.HEADING,)), Run(author, (Role.QUIET,))]
    for line in _wrapped(facts, columns):
        yield [Run(line, (Role.QUIET,))]
    for line in _wrapped(detail.summary, columns)[:2]:
        yield [Run(line, (Role.EMPHASIS,))]
    marks = " · ".join(detail.bookmarks[:_MARKS_MOST])
    for line in _wrapped(f"Bookmarks: {marks}" if marks else "", columns)[:1]:
        yield [Run(line, ())]
    yield []
    for line in detail.lines:
        for number, part in enumerate(_wrapped(line, columns - 2)):
            yield [Run(part if number else f"  {part}", ())]


def _section(title: str, lines: Sequence[str], columns: int) -> Iterator[Row]:
    """A title and some paragraphs under it; nothing where there are none."""
    if not lines:
        return
    yield []
    yield [Run(title, (Role.ACCENT, Role.STRONG))]
    for line in lines:
        for number, part in enumerate(_wrapped(line, columns - 2)):
            yield [Run(part if number else f"  {part}", ())]


def _wrapped(text: str, columns: int) -> list[str]:
    """A text in lines of at most that many cells."""
    lines = wrap(text, columns) if text.isascii() else _by_cells(text, columns)
    return lines or []


def _by_cells(text: str, columns: int) -> list[str]:
    lines, line = [], ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if width(longer) <= columns:
            line = longer
            continue
        lines += [line] if line else []
        while width(word) > columns:
            head = clip(word, columns + 1).removesuffix("…") or word[0]
            lines.append(head)
            word = word[len(head) :]
        line = word
    return [*lines, line] if line else lines
