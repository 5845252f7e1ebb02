"""Lines that are folded away wherever they stand: counts of a site, and what the reader hides.

The rule: what is hidden goes whole, line by line, behind the story; nothing is dropped.
"""

from __future__ import annotations

import re


def without_lines(text: str, pattern: re.Pattern[str]) -> tuple[str, str]:
    """The text without the lines that a pattern matches as wholes, and these, one on a line."""
    kept: list[str] = []
    hidden: list[str] = []
    at = 0
    for match in pattern.finditer(text):
        start, end = match.span()
        if start == end or not match[0].strip():
            continue
        kept.append(text[at:start])
        hidden.append(match[0].strip())
        at = min(end + 1, len(text))
    if not hidden:
        return text, ""
    kept.append(text[at:])
    return "".join(kept), "\n".join(hidden)
