"""Lines that are folded away wherever they stand: counts of a site, and what the reader hides.

The rule: what is hidden goes whole, line by line, after the story; nothing is dropped. What a
reader asks for is told by words and not by a regular expression, so that no wish takes long.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

ANYTHING = "*"
"""Stands in a reader's wish for whatever is between two words."""


def without_matches(text: str, pattern: re.Pattern[str]) -> tuple[str, str]:
    """The text without the lines that a pattern matches as wholes, and these, one on a line."""
    kept: list[str] = []
    hidden: list[str] = []
    at = 0
    for match in pattern.finditer(text):
        if not match[0].strip():
            continue
        kept.append(text[at : match.start()])
        hidden.append(match[0].strip())
        at = min(match.end() + 1, len(text))
    return ("".join([*kept, text[at:]]), "\n".join(hidden)) if hidden else (text, "")


def without_wished(text: str, wishes: Sequence[str]) -> tuple[str, str]:
    """The text without the lines that hold what a reader wishes hidden, and these."""
    low = text.casefold()
    sought = [parts for parts in map(parts_of, wishes) if parts and all(p in low for p in parts)]
    if not sought:
        return text, ""
    kept: list[str] = []
    hidden: list[str] = []
    for line, small in zip(text.split("\n"), low.split("\n"), strict=True):
        if any(_holds(small, parts) for parts in sought):
            hidden.append(line.strip())
        else:
            kept.append(line)
    return "\n".join(kept), "\n".join(hidden)


def parts_of(wish: str) -> list[str]:
    """The words of a wish between its stars, in small letters; none where it would hide all."""
    return [part.strip() for part in wish.casefold().split(ANYTHING) if part.strip()]


def _holds(line: str, parts: Sequence[str]) -> bool:
    at = 0
    for part in parts:
        at = line.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return True
