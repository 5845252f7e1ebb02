"""Headings and the chapters they begin: which rule wins, and which of its finds are real.

The rule: what a file's own notation marks is taken first; then the rules compete by what all
their finds are worth, and a heading has a story after it. What the winner leaves out is asked of
the others: the parts above it, the numbers that it skips, the titles that the contents list.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, compress, count
from operator import eq
from typing import NamedTuple

from reader.deferred import deferred
from reader.formats.choices import Choices
from reader.formats.text.corrections import corrected
from reader.formats.text.draft import Draft, Gathered
from reader.formats.text.headings.body import Body, Short, find_contents, mark_contents
from reader.formats.text.headings.counts import numbered_lines
from reader.formats.text.headings.lines import CHAPTER, PART, TOP, Look, key_of
from reader.formats.text.headings.numbers import bare_number, by_asian
from reader.formats.text.headings.rules import HEADINGS, is_set_title
from reader.formats.text.headings.surroundings import MARKED, Candidate, is_set_off, real, worth_of
from reader.formats.text.headings.titles import are_titled, ornament_of, title_of, without_titles
from reader.formats.text.headings.words import by_words
from reader.story import BlockKind, Chapter, Decision


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
_FINAL = ("kept", "numerals", "named")
"""Rules that ask for nothing after a heading: the reader's, and those that have weighed it."""
_SHAPED = ("underlined", "flanked", "named", "capitals", "inset")
"""Rules that see the shape of a line alone, and yield to any that counts chapters."""
_SPECIAL = 0.4
"""What a heading without a number is worth beside one that has it: a prologue, an interlude."""
_SECTIONS = 0.5
"""The share of what titles are worth below which bare numbers count the sections under them."""
_NAMES = {rule.id: rule.name for rule in HEADINGS}


def find_chapters(draft: Gathered, short: Short, choices: Choices) -> tuple[list[Found], Decision]:
    """The chapters of a story, its heading blocks marked as such, and why these.

    Args:
        draft: What was gathered.
        short: The blocks of its body that are short enough for a heading.
        choices: What the reader decided about them.
    """
    contents = find_contents(draft, short)
    if contents:
        mark_contents(draft, contents.area)
        listed = range(contents.area.start, contents.area.end)
        short = {i: text for i, text in short.items() if i not in listed}
    numbers = numbered_lines(draft, short)
    body = Body(draft, short, contents, numbers, choices.patterns)
    chosen, decision = _choose(body, choices)
    chosen = corrected(draft, chosen, choices)
    return _chapters(draft, chosen), decision


def _choose(body: Body, choices: Choices) -> tuple[list[Candidate], Decision]:
    found: dict[str, list[Candidate]] = {}
    for rule in sorted(HEADINGS, key=lambda rule: rule.id not in _WORDED):
        some = rule.find(body)
        found[rule.id] = some if rule.id in _FINAL else real(body.draft, some)
        if rule.id in _WORDED:
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
        ahead = f"{score - second:.1f} more than" if score >= second else "it counts, unlike"
        why += f", {ahead} {_NAMES[runner]}"
    return chosen, Decision("chapters", verdict, f"{why}; {counts}")


def _scores(body: Body, found: dict[str, list[Candidate]]) -> list[tuple[float, str]]:
    """What each rule's finds are worth, the best first; none that found less than it must."""
    scores: dict[str, float] = {}
    for rule in HEADINGS:
        if not (some := found[rule.id]):
            continue
        score = rule.worth * sum(_worth(body.draft, one) for one in some)
        if score >= rule.least:
            scores[rule.id] = score
    best = max((scores.get(id_, 0.0) for id_ in _SHAPED), default=0.0)
    counting = any(
        one.look.rank == CHAPTER
        for id_ in ("kept", *_WORDED, "numerals", "contents")
        if id_ in scores and (id_ != "numerals" or scores[id_] >= _SECTIONS * best)
        for one in found[id_]
    )
    order = {rule.id: place for place, rule in enumerate(HEADINGS)}
    return sorted(
        ((score, id_) for id_, score in scores.items()),
        key=lambda one: (counting and one[1] in _SHAPED, -one[0], order[one[1]]),
    )


def _worth(draft: Gathered, one: Candidate) -> float:
    worth = max(0.0, worth_of(draft, one.block))
    counts = one.look.number or one.rule not in _WORDED or one.look.series
    return worth if counts else _SPECIAL * worth


def _chapters(draft: Gathered, chosen: Sequence[Candidate]) -> list[Found]:
    titled = are_titled(draft, chosen)
    if titled:
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


_ALIKE_LEAST, _ALIKE_SHARE = 4, 0.8
"""So many chapters, and the share of them, that have one ornament before them."""
_COUNTING = ("words", "chinese", "numerals")
_BELOW_LEAST = 3
"""Chapters in words that make parts of the titles that are listed."""
_LISTED_SHARE = 0.5
"""The part of a list of contents that must be chapters for the rest of it to be some too."""


def completed(body: Body, found: dict[str, list[Candidate]], winner: str) -> list[Candidate]:
    """The winner's headings and those of other rules that complete them, in order."""
    chosen = _with_other_ranks(body, found, winner)
    if winner in _COUNTING:
        chosen = _with_missing(body, found, chosen)
    return _with_listed(body, found, _with_alike(body, chosen))


def _with_alike(body: Body, chosen: list[Candidate]) -> list[Candidate]:
    """With the few lines that have the ornament before them which nearly all of these have."""
    texts = body.draft.texts
    if len(chosen) < _ALIKE_LEAST or texts[chosen[-1].block][0].isalnum():
        return chosen
    signs = [ornament_of(texts[one.block]) for one in chosen]
    sign = max({*signs}, key=signs.count)
    if not sign or signs.count(sign) < _ALIKE_SHARE * len(signs):
        return chosen
    taken = {one.block for one in chosen}
    others = [
        Candidate(block, Look(CHAPTER, key_of(text)), "hashes")
        for block, text in body.short.items()
        if text.startswith(sign)
        and block not in taken
        and is_set_title(text)
        and ornament_of(text) == sign
        and is_set_off(body.draft, block)
    ]
    some = real(body.draft, others)
    return _merged(chosen, some) if 2 * len(some) < len(chosen) else chosen


def _with_other_ranks(
    body: Body, found: dict[str, list[Candidate]], winner: str
) -> list[Candidate]:
    """The winner's headings, with numbers under its parts or prologues beside its numbers."""
    chosen = found[winner]
    others: list[Candidate] = []
    worded = [*found["words"], *found["chinese"]]
    if winner in ("words", "chinese"):
        if all(one.look.rank < CHAPTER for one in chosen):
            others = found["numerals"]
    elif winner == MARKED:
        return _with_numbers(chosen, worded)
    else:
        if winner == "contents":
            return _with_worded(body, chosen, worded)
        others = [one for one in worded if one.look.rank < CHAPTER]
    return _merged(chosen, others)


def _with_numbers(chosen: Sequence[Candidate], worded: Sequence[Candidate]) -> list[Candidate]:
    """The headings that the file marks, each with the number in words right above it."""
    bare = {one.block for one in worded if one.look.bare and one.look.number}
    marked = {one.block for one in chosen}
    return [
        one._replace(block=one.block - 1, look=one.look._replace(bare=True))
        if one.block - 1 in bare and one.block - 1 not in marked
        else one
        for one in chosen
    ]


def _with_worded(
    body: Body, chosen: Sequence[Candidate], worded: Sequence[Candidate]
) -> list[Candidate]:
    """The titles that are listed, and the headings in words above, among and below them."""
    known = body.contents.worded if body.contents else frozenset()
    below = [one for one in worded if one.look.rank >= CHAPTER and one.look.key not in known]
    if len(below) < _BELOW_LEAST:
        beside = (o for o in worded if o.look.rank < CHAPTER or o.look.key in known)
        return _merged(chosen, beside)
    raised = [one._replace(look=one.look._replace(rank=PART)) for one in chosen]
    return _merged(raised, worded)


def _merged(chosen: Sequence[Candidate], others: Iterable[Candidate]) -> list[Candidate]:
    blocks = {one.block for one in chosen}
    return sorted([*chosen, *(one for one in others if one.block not in blocks)])


def _with_missing(
    body: Body, found: dict[str, list[Candidate]], chosen: list[Candidate]
) -> list[Candidate]:
    """Chapters of another form whose numbers are those that are missing between or after."""
    counted = [one for one in chosen if one.look.number and one.look.rank == CHAPTER]
    if not counted:
        return chosen
    forms = [real(body.draft, same) for same in body.forms.values()]
    forms += [
        [one for one in found[id_] if one.look.number and one.look.rank == CHAPTER]
        for id_ in ("words", "chinese")
    ]
    taken = {one.block for one in chosen}
    forms = [[one for one in form if one.block not in taken] for form in forms]
    first = counted[0]
    added: list[Candidate] = []
    if (most := first.look.number - 1) > 0:
        added = _missing(body, forms, body.draft.first - 1, first.block, 1, most)
    ends = [*counted[1:], None]
    for one, next_ in zip(counted, ends, strict=True):
        until = next_.block if next_ else body.draft.last
        least, most = one.look.number + 1, next_.look.number - 1 if next_ else 0
        if next_ is None or least <= most:
            added += _missing(body, forms, one.block, until, least, most)
    return _merged(chosen, added)


def _missing(
    body: Body, forms: Sequence[Sequence[Candidate]], start: int, until: int, least: int, most: int
) -> list[Candidate]:
    """The lines of one form between two blocks that count on from a number, the most of any.

    Args:
        body: What the rules look at.
        forms: Lines with numbers, those of one form each.
        start: The block after which they stand.
        until: The block before which they stand.
        least: The number that must come first.
        most: The number that must come last at most; 0 for any.
    """
    best: list[Candidate] = []
    for form in forms:
        wanted, found = least, []
        for one in form:
            if not start < one.block < until or one.look.number != wanted:
                continue
            if worth_of(body.draft, one.block) > 0 and is_set_off(body.draft, one.block):
                found.append(one)
                wanted += 1
        complete = 0 < most < wanted
        if len(found) > len(best) and (complete or len(found) > 1):
            best = found if not most else [one for one in found if one.look.number <= most]
    return best


def _with_listed(
    body: Body, found: dict[str, list[Candidate]], chosen: list[Candidate]
) -> list[Candidate]:
    """What is listed before and after these, where most of the list are these."""
    listed = found["contents"]
    if not listed or not body.contents or not chosen:
        return chosen
    blocks = {one.block for one in chosen}
    under = {block + 1 for block in blocks}
    known = sum(one.block in blocks or one.block in under for one in listed)
    worded = len(body.contents.worded)
    if known + worded < _LISTED_SHARE * (len(listed) + worded):
        return chosen
    first, last = min(blocks), max(blocks)
    outside = [one for one in listed if not first < one.block < last and one.block not in under]
    return _merged(chosen, (one for one in outside if body.draft.texts[one.block][-1] != "."))


_MARKED = deferred(r"(?P<marks>#{1,6})[ \u3000]+(?P<title>[^#\s].*?)(?:\s+#+)?")
_LONGEST = 120
_BULLETS = ("- ", "* ", "+ ")


def take_marks(draft: Draft) -> None:
    """Make headings of the lines that Markdown marks as such, without their marks.

    Where there are any, its entries are a list, and nobody's talk.
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
    """Make entries of a list of lines that follow each other, each with the same bullet."""
    texts = draft.texts
    for at in range(1, len(texts)):
        bullet = texts[at][:2]
        if bullet in _BULLETS and not draft.blanks[at] and texts[at - 1].startswith(bullet):
            for entry in (at - 1, at):
                if draft.kinds[entry] is BlockKind.PARAGRAPH:
                    draft.kinds[entry], draft.rules[entry] = BlockKind.LIST, "list"


def drop_copies(draft: Draft, before: str = "") -> list[str]:
    """Leave out a heading that only says again what the block right before it says.

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
