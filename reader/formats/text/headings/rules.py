"""The table of rules that compete for a story's headings, and what each finds.

The rule: a rule proposes, and names only blocks that stand alone; which of them are headings is
decided in `chapters`, by what surrounds them and how their numbers run on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from operator import itemgetter

from reader.formats.text.draft import Gathered
from reader.formats.text.headings.body import Body, Short
from reader.formats.text.headings.capitals import are_spread, gapped, in_capitals, pieces
from reader.formats.text.headings.counts import named, numerals
from reader.formats.text.headings.dated import dated
from reader.formats.text.headings.lines import BOOK, CHAPTER, VOLUME, Look, is_ending, key_of
from reader.formats.text.headings.numbers import (
    bare_number,
    by_asian,
    leads_to_a_page,
    may_be_asian,
)
from reader.formats.text.headings.surroundings import (
    MARKED,
    Candidate,
    Numbered,
    chain_of,
    is_set_off,
)
from reader.formats.text.headings.words import by_words, by_words_behind_title
from reader.lazy_pattern import lazy_pattern
from reader.story import BlockKind
from reader.value import NamedTuple


class Rule(NamedTuple):
    """A way to recognise headings."""

    id: str
    name: str
    reason: str
    """Why what it finds is a heading, for the reader."""
    worth: float
    """The worth of each heading that it finds, compared with those of other rules."""
    least: float
    """The worth of all that it finds, below which it found nothing."""
    find: Callable[[Body], list[Candidate]]


_HASHES = lazy_pattern(
    r"(?P<marks>#{1,6})\s*(?P<title>[^#\s].*?)\s*#*|(?P<rules>={1,4}) (?P<wiki>.+) ={1,4}"
)
_UNDERLINE_LEAST = 3
_UNDERLINED_MOST = 80
_COLONS = frozenset(":：")
_FLANKS, _FLANK_LEAST = frozenset("*=-~#+_–—☆★◆◇●○※"), 4
"""Signs in a row on either side of a title, and how many of them at least."""
_FLANKED_UNLIKE = 0.8  # the least share of such titles that differ
_TITLE_PAGE = 12
"""Blocks at the head within which the number of a volume belongs to the title."""
_DEEP = 6
"""Cells by which a title is indented in East Asian texts that have no other mark for it."""
_INSET_MOST = 24
_DEEP_LEAST, _AT_MARGIN = 2, 0.8
"""Cells by which nearly everything is indented if titles stand further out, and how much is."""
_EASTERN = "\u2e80"
"""The first sign of East Asian scripts."""
_NO_TITLE_ENDS = frozenset("。、！？」』）…")
FIRM, DOUBTFUL = 2.0, 0.75
"""The worth of a heading in its sequence, by whether prose may look the same."""
_SET_OFF = 0.5
"""What blank lines before a doubtful one add."""
_MAY_COUNT = 0.5
"""The worth of a heading whose number is in no table, as one of its kind."""
_AS_PROSE = 0.1
"""Its worth if its margin is that of prose and not of headings."""


def _by_look(look_at: Callable[[str], Look | None], short: Short, rule: str) -> list[Candidate]:
    found = []
    for index, text in short.items():
        line, under, rest = text.partition("\n") if "\n" in text else (text, "", "")
        look = look_at(line)
        if look is None or leads_to_a_page(line) or (under and not _is_subtitled(rest, look_at)):
            continue
        if not is_ending(text):
            found.append(Candidate(index, look, rule))
    return found


def _is_subtitled(under: str, look_at: Callable[[str], Look | None]) -> bool:
    """Whether the lines under a heading are its title, and not headings or prose themselves."""
    return all(len(line) <= 72 and not look_at(line) for line in under.split("\n"))


def _words(body: Body) -> list[Candidate]:
    found = _without_title_page(body.draft, _by_look(by_words, body.short, "words"))
    found = running(body.draft, _without_labels(body.short, _without_strangers(found)))
    return found if len(found) > 1 else found + _behind_titles(body.short)


def _without_title_page(draft: Gathered, found: list[Candidate]) -> list[Candidate]:
    """All except the only volume or book, if that is on the title page or is not the first."""
    numbers: dict[int, set[int]] = {VOLUME: set(), BOOK: set()}
    for one in found:
        numbers.get(one.look.rank, set()).add(one.look.number)
    alone = {rank for rank, some in numbers.items() if len(some) == 1}
    end = draft.first + _TITLE_PAGE
    return [
        one
        for one in found
        if one.look.rank not in alone
        or (one.look.number <= 1 and (one.look.rank == BOOK or one.block > end))
    ]


def _without_strangers(found: list[Candidate]) -> list[Candidate]:
    """All except those that only may be counted, where more of their rank surely are.

    `Солдатская песня` may be any number of songs, but not in a novel whose chapters are numbered.
    """
    unknown = {one for one in found if one.look.series and one.look.bare and not one.look.number}
    if not unknown:
        return found
    counts: dict[tuple[int, str], float] = {}
    for one in found:
        key = (one.look.rank, one.look.series)
        counts[key] = counts.get(key, 0.0) + (_MAY_COUNT if one in unknown else one.look.number > 0)
    most = {rank: max(n for (of, _), n in counts.items() if of == rank) for rank, _ in counts}
    return [
        one
        for one in found
        if one not in unknown or counts[one.look.rank, one.look.series] >= most[one.look.rank]
    ]


def _without_labels(short: Short, found: list[Candidate]) -> list[Candidate]:
    """All except the labels of a list about the chapters, such as errata or summaries.

    Such a label ends with a colon, and a heading with the same number does not.
    """
    labels = {one for one in found if one.look.bare and short[one.block][-1] in _COLONS}
    if not labels:
        return found
    headed = {(o.look.rank, o.look.number) for o in found if o not in labels and o.look.number}
    return [o for o in found if o not in labels or (o.look.rank, o.look.number) not in headed]


def _behind_titles(short: Short) -> list[Candidate]:
    """Chapters that are named after one and the same title, as in `My Story - Chapter 3`."""
    behind: dict[str, list[Candidate]] = {}
    for index, text in short.items():
        if (named := by_words_behind_title(text)) and not is_ending(text):
            title, look = named
            behind.setdefault(title, []).append(Candidate(index, look, "words"))
    several = (same for same in behind.values() if len({one.look for one in same}) > 1)
    return sorted(one for same in several for one in same)


def _asian(body: Body) -> list[Candidate]:
    eastern = {index: text for index, text in body.short.items() if may_be_asian(text)}
    found = _without_title_page(body.draft, _by_look(by_asian, eastern, "chinese"))
    return running(body.draft, found)


def running(draft: Gathered, found: list[Candidate]) -> list[Candidate]:
    """Those beyond doubt, and those of the others whose numbers run on among them."""
    if not any(one.look.doubtful for one in found):
        return found
    by_series: dict[str, list[Candidate]] = {}
    for one in found:
        by_series.setdefault(one.look.series, []).append(one)
    kept: list[Candidate] = []
    for same in by_series.values():
        if any(one.look.doubtful for one in same):
            rank = same[0].look.rank
            higher = [o.block for o in found if o.look.rank < rank and not o.look.doubtful]
            same = _proven(draft, same, higher)
        kept += same
    return sorted(kept)


def _proven(draft: Gathered, same: Sequence[Candidate], higher: Sequence[int]) -> list[Candidate]:
    """In one series, those beyond doubt, and those that their numbers prove."""
    counted = [one for one in same if one.look.number]
    firm = [one for one in same if not one.look.doubtful]
    margins = {draft.indents[one.block] for one in firm}
    lines = [Numbered(o.block, o.look.number, _proof(draft, o, margins)) for o in counted]
    chain = chain_of(lines, higher)
    proven = {counted[i] for i in chain.members} if len(chain.members) > 1 else set()
    return [one for one in same if not one.look.doubtful or one in proven]


def _proof(draft: Gathered, one: Candidate, margins: set[int]) -> float:
    """What a line is worth in its sequence; a doubtful one less if it is set like prose."""
    if not one.look.doubtful:
        return FIRM
    if margins and draft.indents[one.block] not in margins:
        return _AS_PROSE
    return DOUBTFUL + _SET_OFF * is_set_off(draft, one.block)


def _listed(body: Body) -> list[Candidate]:
    """The titles that the contents list, each with the number that may be right above it."""
    if not body.contents:
        return []
    found = []
    for block in body.contents.heads:
        look = Look(CHAPTER, key_of(body.draft.texts[block]))
        above = body.short.get(block - 1, "")
        if above and (number := bare_number(above)):
            block, look = block - 1, look._replace(number=number.number, bare=True)
        found.append(Candidate(block, look, "contents"))
    return found


def _hashes(body: Body) -> list[Candidate]:
    found = []
    for index, text in body.short.items():
        if text[0] in "#=" and (match := _HASHES.fullmatch(text)):
            depth = len(match["marks"] or match["rules"])
            look = Look(10 * depth, key_of(match["title"] or match["wiki"]))
            found.append(Candidate(index, look, "hashes"))
    return found


def _underlined(body: Body) -> list[Candidate]:
    """Titles right above a rule of one sign that is about as long."""
    draft = body.draft
    if BlockKind.BREAK not in draft.kinds:
        return []
    found = []
    kinds = draft.kinds
    for index in range(draft.first, draft.last - 1):
        if kinds[index + 1] is not BlockKind.BREAK or draft.blanks[index + 1]:
            continue
        text, rule = draft.texts[index], draft.texts[index + 1].strip()
        if len(text) > _UNDERLINED_MOST or "\n" in text or not _underlines(rule, text):
            continue
        found.append(Candidate(index, Look(CHAPTER, key_of(text)), "underlined"))
    return found


def _underlines(rule: str, text: str) -> bool:
    if len(set(rule)) != 1 or len(rule) < _UNDERLINE_LEAST:
        return False
    return is_set_title(text) and len(text) <= 2 * len(rule) + 2


def _flanked(body: Body) -> list[Candidate]:
    """Titles between two rows of one sign, on one line; a title that recurs is a scene break."""
    found = []
    for index, text in body.short.items():
        sign = text[0]
        if sign not in _FLANKS or text[:_FLANK_LEAST] != text[-_FLANK_LEAST:] or "\n" in text:
            continue
        title = text.strip(sign).strip()
        if text.startswith(_FLANK_LEAST * sign) and title and is_set_title(title):
            found.append(Candidate(index, Look(CHAPTER, key_of(title)), "flanked"))
    different = len({one.look.key for one in found}) >= _FLANKED_UNLIKE * len(found)
    return found if different and are_spread(body.draft, found) else []


def is_set_title(text: str) -> bool:
    """Whether a line can be a title shown only by its setting: no sentence, no scene break."""
    return any(map(str.isalnum, text)) and text[-1] not in ",;." and not is_ending(text)


def _inset(body: Body) -> list[Candidate]:
    """East Asian titles that are deeply indented and stand alone, where no mark is used."""
    draft = body.draft
    found = []
    for index, text in body.short.items():
        if len(text) > _INSET_MOST or draft.indents[index] < _DEEP or "\n" in text:
            continue
        after = index + 1
        if text.isascii() or text[-1] in _NO_TITLE_ENDS or after >= draft.last:
            continue
        if (
            draft.blanks[after]
            and (draft.blanks[index] or index == draft.first)
            and draft.indents[after] < draft.indents[index]
            and len(draft.texts[after]) > len(text)
        ):
            found.append(Candidate(index, Look(CHAPTER, key_of(text)), "inset"))
    return found or _outset(body)


def _outset(body: Body) -> list[Candidate]:
    """East Asian titles that stand alone further out than nearly everything else."""
    draft = body.draft
    blocks = range(draft.first, draft.last)
    margins = Counter(draft.indents[draft.first : draft.last])
    margin, count = max(margins.items(), key=itemgetter(1), default=(0, 0))
    if margin < _DEEP_LEAST or count < _AT_MARGIN * len(blocks):
        return []
    found = [
        Candidate(at, Look(CHAPTER, key_of(text)), "inset")
        for at, text in body.short.items()
        if draft.indents[at] < margin
        and len(text) <= _INSET_MOST
        and max(text) >= _EASTERN
        and text[-1] not in _NO_TITLE_ENDS
        and is_set_off(draft, at)
        and at + 1 < draft.last
        and draft.blanks[at + 1]
        and draft.indents[at + 1] == margin
    ]
    return found if are_spread(draft, found) else []


def _marked(body: Body) -> list[Candidate]:
    """Blocks that the file's own notation makes headings."""
    draft = body.draft
    if BlockKind.HEADING not in draft.kinds:
        return []
    heads = (i for i in range(draft.first, draft.last) if draft.kinds[i] is BlockKind.HEADING)
    return [Candidate(i, Look(10 * draft.levels[i], key_of(draft.texts[i])), MARKED) for i in heads]


def _kept(body: Body) -> list[Candidate]:
    """The lines that match the reader's patterns for all stories; a bad pattern matches none."""
    if not body.patterns:
        return []
    blocks, texts = list(body.short), list(body.short.values())
    from reader.formats.text.corrections import matching

    found: set[int] = set()
    for pattern in body.patterns:
        hits = matching(pattern, texts)
        found.update(hits if isinstance(hits, list) else ())
    return [Candidate(blocks[at], Look(CHAPTER, key_of(texts[at])), "kept") for at in sorted(found)]


HEADINGS = (
    Rule("kept", "Your patterns for all stories", "your pattern fits it", 5.0, 10.0, _kept),
    Rule(MARKED, "Headings that the file marks", "its notation says so", 4.0, 1.0, _marked),
    Rule("words", "Chapter words with a number", "it says what it is", 3.0, 1.0, _words),
    Rule("chinese", "第…章 and the like", "it says what it is", 3.0, 1.0, _asian),
    Rule("contents", "Titles listed in the contents", "the contents list it", 2.5, 5.0, _listed),
    Rule("hashes", "Lines marked with # or =", "marks stand before it", 2.0, 4.0, _hashes),
    Rule("underlined", "Titles above a rule", "a rule stands under it", 1.5, 3.0, _underlined),
    Rule("flanked", "Titles between rows of signs", "signs are around it", 1.5, 4.0, _flanked),
    Rule("numerals", "Numbers that count up", "its number runs on", 1.0, 1.5, numerals),
    Rule("named", "One name with numbers that count up", "its number runs on", 0.9, 2.0, named),
    Rule("dated", "Titles after a date", "a date ends what is before it", 1.2, 6.0, dated),
    Rule("pieces", "Titles over numbers that begin again", "one begins under it", 0.5, 1.0, pieces),
    Rule("capitals", "Titles in capitals", "it stands in capitals", 0.5, 1.5, in_capitals),
    Rule("gapped", "Titles after a wider gap", "a gap stands before it", 0.4, 2.0, gapped),
    Rule("inset", "Titles indented or outdented", "it is set so alone", 0.5, 1.0, _inset),
)
"""What may be a heading, in the order in which a line is tested; the first of equals wins."""


def heading_reason(rule: str) -> str:
    """Why a row of the table takes a line for a heading; empty if there is no such row."""
    return next((row.reason for row in HEADINGS if row.id == rule), "")


def chapter_rules() -> tuple[tuple[str, str], ...]:
    """The id and the name of each rule, in the order in which they are tried."""
    return tuple((rule.id, rule.name) for rule in HEADINGS)
