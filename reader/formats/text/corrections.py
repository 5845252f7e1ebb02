"""Headings that the reader named or took away, one by one.

The rule: a line is named as it reads, blanks and marks of emphasis aside; where several read
alike, its number among them follows after a tab.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from reader.formats.choices import Choices
from reader.formats.text.draft import Gathered
from reader.formats.text.headings.lines import CHAPTER, Look, key_of
from reader.formats.text.headings.surroundings import Candidate
from reader.story import Range, Story

LONGEST = 200
"""Characters of the longest line that can be named."""
_MARKS = "_*"


def bare(line: str) -> str:
    """A line as it is named: on one line, without outer blanks and marks of emphasis."""
    return " ".join(line.split()).strip(_MARKS)


def name_of(story: Story, line: Range) -> str:
    """What a line of the body is called among the reader's choices; empty if it cannot be."""
    text = bare(story.text[line.start : line.end])
    if not text or len(text) > LONGEST:
        return ""
    before = after = 0
    for block in story.blocks:
        if story.body.start <= block.start and block.end <= story.body.end:
            found = _standing(story.text[block.start : block.end], text)
            if block.start < line.end and line.start < block.end:
                found = max(found, 1)
                before, after = before + 1, after + found - 1
            elif block.end <= line.start:
                before += found
            else:
                after += found
    return text if before + after == 1 else f"{text}\t{before}"


def _standing(block: str, line: str) -> int:
    """How often a block reads so, as a whole or in its lines."""
    if len(block) < len(line):
        return 0
    if "\n" not in block:
        return len(block) <= 2 * LONGEST and bare(block) == line
    return (bare(block) == line) or sum(bare(part) == line for part in block.split("\n"))


def set_off(text: str, names: Sequence[str]) -> str:
    """The text with a blank line around each line that the reader called a heading."""
    lines = sorted({name.partition("\t")[0] for name in names if name.strip()})
    if not lines:
        return text
    alike = "|".join(r"[^\S\n]+".join(map(re.escape, line.split())) for line in lines)
    pattern = rf"(?m)^[^\S\n]*[{_MARKS}]*(?:{alike})[{_MARKS}]*[^\S\n]*$"
    return re.sub(pattern, _between_blanks, text)


def _between_blanks(line: re.Match[str]) -> str:
    text, start, end = line.string, line.start(), line.end()
    before = "" if not start or text[start - 2 : start] == "\n\n" else "\n"
    return before + line[0] + ("" if text[end : end + 2] in ("\n\n", "\n", "") else "\n")


def corrected(draft: Gathered, chosen: Sequence[Candidate], choices: Choices) -> list[Candidate]:
    """The headings with those added and taken away that the reader named."""
    if not choices.headings and not choices.not_headings:
        return list(chosen)
    taken = _named(draft, choices.not_headings)
    kept = [candidate for candidate in chosen if candidate.block not in taken]
    lowest = max((candidate.look.rank for candidate in kept), default=CHAPTER)
    added = _named(draft, choices.headings) - taken - {candidate.block for candidate in kept}
    kept += [Candidate(i, Look(lowest, key_of(draft.texts[i])), "reader") for i in added]
    return sorted(kept)


def _named(draft: Gathered, names: Iterable[str]) -> set[int]:
    """The blocks that are meant by names."""
    meant: dict[str, set[int]] = defaultdict(set)
    for name in names:
        line, _, number = name.partition("\t")
        meant[line].add(int(number) if number.isascii() and number.isdigit() else 0)
    seen: Counter[str] = Counter()
    blocks: set[int] = set()
    for index in range(draft.first, draft.last):
        text = draft.texts[index]
        whole = bare(text) if len(text) <= 2 * LONGEST else ""
        if whole in meant:
            seen[whole] += 1
            if not meant[whole].isdisjoint((0, seen[whole])):
                blocks.add(index)
        elif "\n" in text:
            seen.update(line for line in map(bare, text.split("\n")) if line in meant)
    return blocks
