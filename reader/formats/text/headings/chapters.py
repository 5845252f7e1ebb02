"""Headings and the chapters they begin: which rule wins, and which of its finds are real.

The rule: the reader's own patterns win; all other rules compete by the worth of all that they find,
and a heading must have a story after it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, compress, count
from operator import eq

from reader.formats.choices import Choices
from reader.formats.text.corrections import corrected
from reader.formats.text.draft import Draft, Gathered
from reader.formats.text.headings.body import (
    Body,
    Short,
    closing_list,
    find_contents,
    mark_contents,
)
from reader.formats.text.headings.completion import completed
from reader.formats.text.headings.counts import numbered_lines
from reader.formats.text.headings.lines import CHAPTER, TOP, Look, key_of
from reader.formats.text.headings.numbers import bare_number, by_asian
from reader.formats.text.headings.rules import HEADINGS
from reader.formats.text.headings.surroundings import Candidate, real, worth_of
from reader.formats.text.headings.titles import title_of, titled_by, without_titles
from reader.formats.text.headings.words import by_words
from reader.lazy_pattern import lazy_pattern
from reader.story import BlockKind, Chapter, Decision
from reader.value import NamedTuple


class Found(NamedTuple):
    """A chapter by its blocks: `block` is its heading, `until` the next heading or the end."""

    block: int
    until: int
    title: str
    level: int
    rule: str = ""
    """The id of the row of the table that took its heading."""

    def placed(self, starts: Sequence[int], end: int) -> Chapter:
        """The chapter as a range of the text, the body of which ends there."""
        return Chapter(starts[self.block], min(end, starts[self.until]), self.title, self.level)


_WORDED = ("words", "chinese")
"""Rules whose headings say what they are."""
_HIGHER = (*_WORDED, "pieces")
"""Rules that are tried first, as numbers may begin again under what they find."""
_OWN = "kept"
"""The rule of the reader's own patterns, which wins wherever it finds enough."""
_FINAL = (_OWN, "numerals", "named")
"""Rules that need nothing after a heading: the reader's, and those that have weighed it."""
_SHAPED = ("underlined", "flanked", "named", "pieces", "capitals", "gapped", "inset")
"""Rules that see only the shape of a line, and yield to any that counts chapters."""
_SPECIAL = 0.4
"""The worth of a heading without a number, compared with one that has it: a prologue, an interlude.
"""
_SECTIONS = 0.5
"""The share of the worth of titles below which bare numbers count the sections under them."""
_NAMES = {rule.id: rule.name for rule in HEADINGS}


def find_chapters(draft: Gathered, short: Short, choices: Choices) -> tuple[list[Found], Decision]:
    """The chapters of a story, its heading blocks marked as such, and why these.

    Args:
        draft: What was gathered.
        short: The blocks of its body that are short enough for a heading.
        choices: What the reader decided about them.
    """
    contents = find_contents(draft, short)
    for area in filter(None, (contents and contents.area, closing_list(draft, short))):
        mark_contents(draft, area)
        short = {i: text for i, text in short.items() if not area.start <= i < area.end}
    numbers = numbered_lines(draft, short)
    body = Body(draft, short, contents, numbers, choices.patterns)
    chosen, decision = _choose(body, choices)
    chosen = corrected(draft, chosen, choices)
    return _chapters(draft, chosen), decision


def _choose(body: Body, choices: Choices) -> tuple[list[Candidate], Decision]:
    found: dict[str, list[Candidate]] = {}
    for rule in sorted(HEADINGS, key=lambda rule: rule.id not in _HIGHER):
        some = rule.find(body)
        found[rule.id] = some if rule.id in _FINAL else real(body.draft, some)
        if rule.id in _HIGHER:
            higher = {*body.higher, *(one.block for one in found[rule.id])}
            body = body._replace(higher=tuple(sorted(higher)))
    chosen, decision = _by_choice(body, choices, found)
    counts = tuple((rule.id, len(found[rule.id])) for rule in HEADINGS)
    return chosen, decision._replace(found=counts)


def _by_choice(
    body: Body, choices: Choices, found: dict[str, list[Candidate]]
) -> tuple[list[Candidate], Decision]:
    if choices.chapter_pattern:
        from reader.formats.text.corrections import matching

        short = body.short
        blocks = list(short)
        hits = matching(choices.chapter_pattern, list(short.values()))
        if isinstance(hits, list):
            own = [
                Candidate(blocks[i], Look(CHAPTER, key_of(short[blocks[i]])), "pattern")
                for i in hits
            ]
            return own, Decision("chapters", f"your pattern: {len(own)}", "you chose it")
        rest, decision = _by_rules(body, found, choices.chapter_rule)
        return rest, decision._replace(why=f"your pattern {hits}; {decision.why}")
    return _by_rules(body, found, choices.chapter_rule)


def _by_rules(
    body: Body, found: dict[str, list[Candidate]], wanted: str
) -> tuple[list[Candidate], Decision]:
    if wanted == "none":
        return [], Decision("chapters", "none", "you chose it")
    counts = ", ".join(f"{_NAMES[id_]} {len(some)}" for id_, some in found.items() if some)
    if wanted in found:
        verdict = f"{_NAMES[wanted]}: {len(found[wanted])}"
        return found[wanted], Decision("chapters", verdict, f"you chose it; {counts}")
    scores = _scores(body, found)
    if not scores:
        return [], Decision(
            "chapters", "none", f"no rule found enough; {counts}" if counts else "no heading"
        )
    (score, winner), *rest = scores
    chosen = completed(body, found, winner)
    verdict = f"{_NAMES[winner]}: {len(chosen)}"
    why = f"worth {score:.1f}"
    blocks = {one.block for one in chosen}
    others = [one for one in rest if not blocks.issuperset(o.block for o in found[one[1]])]
    if others:
        second, runner = others[0]
        ahead = "it is your own, unlike" if winner == _OWN else "it counts up, unlike"
        ahead = f"{score - second:.1f} more than" if score >= second else ahead
        why += f", {ahead} {_NAMES[runner]}"
    return chosen, Decision("chapters", verdict, f"{why}; {counts}")


def _scores(body: Body, found: dict[str, list[Candidate]]) -> list[tuple[float, str]]:
    """The worth of what each rule finds, the winner first; none for one that found too little."""
    scores: dict[str, float] = {}
    for rule in HEADINGS:
        if not (some := found[rule.id]):
            continue
        score = rule.worth * sum(_worth(body.draft, one) for one in some)
        if score >= rule.least:
            scores[rule.id] = score
    best = max((scores.get(id_, 0.0) for id_ in _SHAPED), default=0.0)
    counting = any(
        one.look.rank == CHAPTER and (one.look.number or one.look.series or id_ not in _WORDED)
        for id_ in (_OWN, *_WORDED, "numerals", "contents")
        if id_ in scores and (id_ != "numerals" or scores[id_] >= _SECTIONS * best)
        for one in found[id_]
    )
    order = {rule.id: place for place, rule in enumerate(HEADINGS)}
    return sorted(
        ((score, id_) for id_, score in scores.items()),
        key=lambda one: (
            one[1] != _OWN,
            counting and one[1] in _SHAPED,
            -one[0],
            order[one[1]],
        ),
    )


def _worth(draft: Gathered, one: Candidate) -> float:
    worth = max(0.0, worth_of(draft, one.block))
    counts = one.look.number or one.rule not in _WORDED or one.look.series
    return worth if counts else _SPECIAL * worth


def _chapters(draft: Gathered, chosen: Sequence[Candidate]) -> list[Found]:
    titled = titled_by(draft, chosen)
    if titled is not None:
        chosen = without_titles(chosen)
    ranks = sorted({c.look.rank for c in chosen if c.look.rank != TOP})
    levels = {rank: level for level, rank in enumerate(ranks, 1)} | {TOP: 1}
    found = []
    ends = [*(c.block for c in chosen[1:]), len(draft.texts)]
    for candidate, end in zip(chosen, ends, strict=False):
        level = levels[candidate.look.rank]
        title, lines = title_of(draft, candidate.look, candidate.block, end, titled=titled)
        for block in lines:
            draft.kinds[block] = BlockKind.HEADING
            draft.levels[block] = level
            draft.rules[block] = candidate.rule
        found.append(Found(candidate.block, end, title, level, candidate.rule))
    return found


_MARKED = lazy_pattern(r"(?P<marks>#{1,6})[ \u3000]+(?P<title>[^#\s].*?)(?:\s+#+)?")
_LONGEST = 120
_BULLETS = ("- ", "* ", "+ ")


def take_marks(draft: Draft) -> None:
    """Make headings of the lines that Markdown marks as such, without their marks.

    If there are any, its entries are a list, and not dialogue.
    """
    taken = False
    for index, text in enumerate(draft.texts):
        if text[0] != "#" or len(text) > _LONGEST or draft.kinds[index] is BlockKind.BREAK:
            continue
        match = _MARKED.fullmatch(text)
        if match and any(map(str.isalnum, match["title"])):
            draft.texts[index] = match["title"]
            draft.kinds[index] = BlockKind.HEADING
            draft.levels[index] = len(match["marks"])
            draft.indents[index] = 0
            taken = True
    if taken:
        _take_entries(draft)


def _take_entries(draft: Draft) -> None:
    """Make list entries of consecutive lines with the same bullet."""
    texts = draft.texts
    for at in range(1, len(texts)):
        bullet = texts[at][:2]
        if bullet in _BULLETS and not draft.blanks[at] and texts[at - 1].startswith(bullet):
            for entry in (at - 1, at):
                if draft.kinds[entry] is BlockKind.PARAGRAPH:
                    draft.kinds[entry], draft.rules[entry] = BlockKind.LIST, "list"


def drop_copies(draft: Draft, before: str = "") -> list[str]:
    """Leave out a heading that only repeats the block right before it.

    Args:
        draft: The blocks of a piece.
        before: The text of the block before the first.

    Returns:
        What was left out.
    """
    texts = draft.texts
    same = map(eq, texts, chain((before,), texts))
    copies = [
        at
        for at in compress(count(), same)
        if _is_heading(texts[at], touching=draft.blanks[at] == 0)
    ]
    if not copies:
        return []
    dropped = [texts[at] for at in copies]
    draft.drop(copies)
    return dropped


def _is_heading(text: str, *, touching: bool) -> bool:
    """Whether a text is a heading in words, or a number alone right under another line."""
    if len(text) > _LONGEST or "\n" in text:
        return False
    return bool(by_words(text) or by_asian(text) or (touching and bare_number(text)))
