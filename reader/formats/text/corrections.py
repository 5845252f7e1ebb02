"""What the reader decided about lines: headings added or removed, own patterns, hidden lines.

The rule: a line is named by its text, without outer blanks and marks of emphasis; among identical
lines its number follows after a tab. The reader's own patterns are tried where they can do no harm.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from reader.cleaning import WORD_BREAK
from reader.formats.choices import Choices
from reader.formats.text.draft import Gathered
from reader.formats.text.headings.lines import CHAPTER, Look, key_of
from reader.formats.text.headings.surroundings import Candidate
from reader.lazy_pattern import lazy_pattern
from reader.posix import signals
from reader.story import Range, Story

LONGEST = 200
"""Characters of the longest line that can be named."""
_MARKS = "_*"


def bare(line: str) -> str:
    """A line as it is named: on one line, without outer blanks and marks of emphasis."""
    return " ".join(line.split()).strip(_MARKS)


def name_of(story: Story, line: Range) -> str:
    """The name of a line of the body among the reader's choices; empty if it cannot have one."""
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
    """How often a block has that text, as a whole or in its lines."""
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
    spelt = _parted if WORD_BREAK in text else re.escape
    alike = "|".join(r"[^\S\n]+".join(map(spelt, line.split())) for line in lines)
    pattern = rf"(?m)^[^\S\n]*[{_MARKS}]*(?:{alike})[{_MARKS}]*[^\S\n]*$"
    return re.sub(pattern, _between_blanks, text)


def _parted(word: str) -> str:
    """A pattern of letters between any of which a line may break."""
    return f"{WORD_BREAK}?".join(map(re.escape, word.replace(WORD_BREAK, "")))


def _between_blanks(line: re.Match[str]) -> str:
    text, start, end = line.string, line.start(), line.end()
    before = "" if not start or text[start - 2 : start] == "\n\n" else "\n"
    return before + line[0] + ("" if text[end : end + 2] in ("\n\n", "\n", "") else "\n")


def corrected(draft: Gathered, chosen: Sequence[Candidate], choices: Choices) -> list[Candidate]:
    """The headings with the reader's additions and removals."""
    if not choices.headings and not choices.not_headings:
        return list(chosen)
    taken = _named(draft, choices.not_headings)
    kept = [candidate for candidate in chosen if candidate.block not in taken]
    lowest = max((candidate.look.rank for candidate in kept), default=CHAPTER)
    added = _named(draft, choices.headings) - taken - {candidate.block for candidate in kept}
    kept += [Candidate(i, Look(lowest, key_of(draft.texts[i])), "reader") for i in added]
    return sorted(kept)


def _named(draft: Gathered, names: Iterable[str]) -> set[int]:
    """The blocks that the names mean."""
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


_SECONDS, _PATIENCE = 1, 10
"""Seconds of processor time that a pattern may take, and seconds within which it must get them."""
_TOO_LONG = "takes too long"
_LONGEST = 500
_LINE_MOST = 200
_ESCAPED = lazy_pattern(r"\\[^\d]|\[\^?\]?(?:\\.|[^\]\\])*\]")
_REPEATED = lazy_pattern(r"[*+{]")
_NESTED = lazy_pattern(r"\)[*+?{]|\\\d|\(\?P=")
"""A repeated group, or a reference to a group."""
_SCRIPT = """
import json, re, signal, sys
pattern, lines, seconds = json.load(sys.stdin)
if hasattr(signal, "setitimer"):
    signal.setitimer(signal.ITIMER_PROF, seconds)  # which ends it
try:
    search = re.compile(pattern).search
    print(json.dumps([i for i, line in enumerate(lines) if search(line)]))
except (re.error, RecursionError, OverflowError, MemoryError) as error:
    print(json.dumps(str(error) or type(error).__name__))
"""
_PROBES = (
    *(f"{character * 60}!" for character in "aA1 _第一"),
    "Chapter 1" + " x" * 50 + "!",
    "第一章" + "一" * 80 + "！",
)


def check_pattern(pattern: str) -> str:
    """What is wrong with a pattern, in words; empty if nothing is."""
    found = _run(pattern, _PROBES)
    return found if isinstance(found, str) else ""


def matching(pattern: str, lines: Sequence[str]) -> list[int] | str:
    """The lines in which the pattern is found, or what is wrong with it, in words."""
    run = _tried if len(pattern) <= _LONGEST and is_quick(pattern) else _run
    return run(pattern, [line[:_LINE_MOST] for line in lines])


def is_quick(pattern: str) -> bool:
    """Whether a pattern repeats only once, or twice from the start of a line, and nothing nested.

    Such a pattern takes at most the square of a line's length.
    """
    bare = _ESCAPED.sub("", pattern)
    anchored = bare.startswith("^") and "|" not in bare
    return len(_REPEATED.findall(bare)) <= 1 + anchored and not _NESTED.search(bare)


def _tried(pattern: str, lines: Sequence[str]) -> list[int] | str:
    """Like `_run`, in this process."""
    try:
        search = re.compile(pattern).search
    except (re.error, RecursionError, OverflowError) as error:
        return str(error)
    return [at for at, line in enumerate(lines) if search(line)]


def _run(pattern: str, lines: Sequence[str]) -> list[int] | str:
    import json
    import subprocess

    if len(pattern) > _LONGEST:
        return f"is longer than {_LONGEST} characters"
    try:
        run = subprocess.run(
            [sys.executable, "-I", "-S", "-c", _SCRIPT],
            input=json.dumps([pattern, list(lines), _SECONDS]).encode(),
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return _TOO_LONG
    except OSError as error:
        return f"could not be tried: {error.strerror}"
    if run.returncode in [-one for one in signals("SIGPROF")]:
        return _TOO_LONG
    try:
        found = json.loads(run.stdout)
    except ValueError:
        return "could not be tried"
    return found if isinstance(found, (list, str)) else "could not be tried"


ANYTHING = "*"
"""In a reader's wish, stands for anything between two words."""


def without_matches(text: str, pattern: re.Pattern[str]) -> tuple[str, str]:
    """The text without the lines that a pattern matches as wholes, and those, one to a line."""
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
    """The text without the lines that contain what the reader wants hidden, and those lines."""
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
    """The words of a wish between its stars, in lower case; empty if it would hide everything."""
    return [part.strip() for part in wish.casefold().split(ANYTHING) if part.strip()]


def _holds(line: str, parts: Sequence[str]) -> bool:
    at = 0
    for part in parts:
        at = line.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return True
