"""Headings and the chapters they begin: which rule wins, and which of its finds are real.

The rule: a heading has a story behind it. One that is followed by nothing but another of its
own rank is an entry of a list, and a rule is worth as many headings as have prose behind them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from reader.formats.choices import Choices
from reader.formats.text.builder import Gathered
from reader.formats.text.corrections import corrected
from reader.formats.text.headings.contents import find_contents, mark_contents
from reader.formats.text.headings.lines import CHAPTER, TOP, Look, key_of
from reader.formats.text.headings.rules import RULES, Candidate, Short
from reader.formats.text.user_pattern import matching
from reader.story import BlockKind, Chapter, Decision


class Found(NamedTuple):
    """A chapter by its blocks: `block` is its heading, `until` the next heading or the end."""

    block: int
    until: int
    title: str
    level: int

    def placed(self, starts: Sequence[int], end: int) -> Chapter:
        """The chapter as a range of the text, the body of which ends there."""
        return Chapter(starts[self.block], min(end, starts[self.until]), self.title, self.level)


_PROSE = 60
_SENTENCE_ENDS = frozenset('.!?…"”’»。！？」』')
_SUBTITLE_MOST = 80


def find_chapters(draft: Gathered, short: Short, choices: Choices) -> tuple[list[Found], Decision]:
    """The chapters of a story, its heading blocks marked as such, and why these.

    Args:
        draft: What was gathered.
        short: The blocks of its body that are short enough for a heading.
        choices: What the reader decided about them.
    """
    contents = find_contents(draft, short)
    if contents:
        mark_contents(draft, contents)
        listed = range(contents.start, contents.end)
        short = {i: text for i, text in short.items() if i not in listed}
    chosen, decision = _choose(draft, short, choices)
    chosen = corrected(draft, chosen, choices)
    return _chapters(draft, chosen), decision


def _choose(draft: Gathered, short: Short, choices: Choices) -> tuple[list[Candidate], Decision]:
    found = {rule.id: _real(draft, rule.find(draft, short)) for rule in RULES}
    chosen, decision = _by_choice(short, choices, found)
    return chosen, decision._replace(found=tuple((id_, len(of)) for id_, of in found.items()))


def _by_choice(
    short: Short, choices: Choices, found: dict[str, list[Candidate]]
) -> tuple[list[Candidate], Decision]:
    if choices.chapter_pattern:
        blocks = list(short)
        hits = matching(choices.chapter_pattern, list(short.values()))
        if isinstance(hits, list):
            own = [Candidate(blocks[i], Look(CHAPTER, key_of(short[blocks[i]]))) for i in hits]
            return own, Decision("chapters", f"your pattern: {len(own)}", "you chose it")
        rest, decision = _by_rules(found, choices.chapter_rule)
        return rest, decision._replace(why=f"your pattern {hits}; {decision.why}")
    return _by_rules(found, choices.chapter_rule)


def _by_rules(found: dict[str, list[Candidate]], wanted: str) -> tuple[list[Candidate], Decision]:
    if wanted == "none":
        return [], Decision("chapters", "none", "you chose it")
    counts = ", ".join(f"{rule.name} {len(found[rule.id])}" for rule in RULES if found[rule.id])
    names = {rule.id: rule.name for rule in RULES}
    if wanted in found:
        verdict = f"{names[wanted]}: {len(found[wanted])}"
        return found[wanted], Decision("chapters", verdict, f"you chose it; {counts}")
    winner = _winner(found)
    if not winner:
        return [], Decision(
            "chapters", "none", f"no rule found enough; {counts}" if counts else "no heading"
        )
    combined = _with_lower(found, winner)
    verdict = f"{names[winner]}: {len(combined)}"
    return combined, Decision("chapters", verdict, f"it found most; {counts}")


def _winner(found: dict[str, list[Candidate]]) -> str:
    """The first rule that finds enough, unless a later one finds several times as many."""
    enough = {"marked": 1, "words": 1, "chinese": 1, "hashes": 2, "numerals": 2, "capitals": 3}
    best = ""
    for rule, least in enough.items():
        count = len(found[rule])
        if count >= least and (not best or count > 4 * len(found[best])):
            if rule == "capitals" and best and any(c.look.rank == CHAPTER for c in found[best]):
                continue
            best = rule
    return best


def _with_lower(found: dict[str, list[Candidate]], winner: str) -> list[Candidate]:
    """The winner's headings, with numbers under its parts or prologues beside its numbers."""
    chosen = found[winner]
    others: list[Candidate] = []
    if winner in ("words", "chinese") and all(c.look.rank < CHAPTER for c in chosen):
        others = found["numerals"]
    elif winner in ("numerals", "capitals"):
        others = [c for c in found["words"] + found["chinese"] if c.look.rank < CHAPTER]
    blocks = {c.block for c in chosen}
    return sorted([*chosen, *(c for c in others if c.block not in blocks)])


def _real(draft: Gathered, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Those candidates that have prose, or a real heading of a lower rank, behind them."""
    real: list[Candidate] = []
    following: Candidate | None = None
    for candidate in reversed(candidates):
        end = following.block if following else len(draft.texts)
        after = candidate.block + 1
        last = max(after, min(end, candidate.block + 6))
        behind = draft.starts[last] - draft.starts[after] - (last - after)
        below = (
            following
            and real
            and real[-1] is following
            and following.look.rank > candidate.look.rank
        )
        if behind >= _PROSE or below or _is_told(draft, after, end):
            real.append(candidate)
        following = candidate
    return real[::-1]


def _is_told(draft: Gathered, block: int, end: int) -> bool:
    """Whether a block set off from a heading is a sentence, if a short one."""
    if block >= end or not draft.blanks[block]:
        return False
    text = draft.texts[block]
    return text[-1] in _SENTENCE_ENDS and (text.count(" ") >= 2 or not text.isascii())


def _chapters(draft: Gathered, chosen: Sequence[Candidate]) -> list[Found]:
    ranks = sorted({c.look.rank for c in chosen if c.look.rank != TOP})
    levels = {rank: level for level, rank in enumerate(ranks, 1)} | {TOP: 1}
    found = []
    ends = [*(c.block for c in chosen[1:]), len(draft.texts)]
    for candidate, end in zip(chosen, ends, strict=False):
        level = levels[candidate.look.rank]
        title = _mark(draft, candidate.block, end, level)
        found.append(Found(candidate.block, end, title, level))
    return found


def _mark(draft: Gathered, block: int, end: int, level: int) -> str:
    """Make a block a heading, and the title under it too; the chapter's title is both."""
    draft.kinds[block] = BlockKind.HEADING
    draft.levels[block] = level
    title = " ".join(draft.texts[block].split())
    under = block + 1
    if under < end - 1 and _is_subtitle(draft, block, under):
        draft.kinds[under] = BlockKind.HEADING
        draft.levels[under] = level
        bare = " ".join(draft.texts[under].split())
        title += f" {bare}" if title[-1] in ".:—-" else f": {bare}"
    return title


def _is_subtitle(draft: Gathered, block: int, under: int) -> bool:
    """Whether the line under a bare heading is its title: in capitals, or set off by blanks."""
    text = draft.texts[under]
    if len(text) > _SUBTITLE_MOST or text.count("\n") > 1 or not text[:1].isalpha():
        return False
    if not re.fullmatch(r"\W*(?:\S+\s+)?\S+\W*", draft.texts[block]):
        return False
    if draft.kinds[under] not in (BlockKind.PARAGRAPH, BlockKind.LETTER, BlockKind.VERSE):
        return False
    if text.isupper():
        return True
    return text[-1] not in '.,;:!?…"”’-—' and draft.blanks[under] <= 1 < draft.blanks[under + 1]
