"""The rules that compete for a story's headings, and what each finds.

The rule: a rule proposes, and names only blocks that stand alone; which of them are headings
is decided by what follows them, in `chapters`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import compress
from typing import NamedTuple

from reader.deferred import deferred
from reader.formats.text.builder import Gathered
from reader.formats.text.draft import Draft
from reader.formats.text.headings.lines import CHAPTER, Look, by_chinese, key_of
from reader.formats.text.headings.numbers import bare_number, titled_number
from reader.formats.text.headings.words import by_words, by_words_behind_title, may_name_a_part
from reader.story import BlockKind


class Candidate(NamedTuple):
    """A block that may be a heading."""

    block: int
    look: Look


Short = dict[int, str]
"""The texts of those blocks that are short enough for a heading, in order."""


class Rule(NamedTuple):
    """A way to tell headings."""

    id: str
    name: str
    find: Callable[[Gathered, Short], list[Candidate]]


_LONGEST = 120
_BLANKS_MOST = 24
_SPOKEN = frozenset('"“«‘')
_UNENDED = frozenset(",;")
_HASHES = deferred(
    r"(?P<marks>#{1,6})\s*(?P<title>[^#\s].*?)\s*#*|(?P<rules>={1,4}) (?P<wiki>.+) ={1,4}"
)
_NUMBER_MOST = 80
_TIGHT = 0.95
_LETTER = deferred(r"[A-Z]\.?")
_INITIALS = deferred(r"(?:[A-Z]\.\s?)+")
_ENDINGS = frozenset(["end", "fin", "ende", "finis", "конец", "fine", "tbc", "to be continued"])


def short_blocks(draft: Draft, base: int) -> Short:
    """The blocks that are short enough for a heading, and neither speech nor half a sentence.

    They are counted from `base`.
    """
    texts, kinds = draft.texts, draft.kinds
    return {
        base + i: text
        for i, text in compress(enumerate(texts), map(_LONGEST.__ge__, map(len, texts)))
        if text[0] not in _SPOKEN
        and text[-1] not in _UNENDED
        and text.count(" ") <= _BLANKS_MOST
        and text.count("\n") < 3
        and kinds[i] is not BlockKind.BREAK
    }


def _by_look(look_at: Callable[[str], Look | None], short: Short) -> list[Candidate]:
    found = []
    for index, text in short.items():
        lines = text.split("\n") if "\n" in text else [text]
        look = look_at(lines[0])
        if look and (len(lines) == 1 or _is_subtitled(lines, look_at)):
            found.append(Candidate(index, look))
    return found


def _is_subtitled(lines: Sequence[str], look_at: Callable[[str], Look | None]) -> bool:
    """Whether the lines under a heading are its title and not headings or prose themselves."""
    return all(len(line) <= 72 and not look_at(line) for line in lines[1:])


def _words(_draft: Gathered, short: Short) -> list[Candidate]:
    found = _by_look(by_words, {at: text for at, text in short.items() if may_name_a_part(text)})
    return found if len(found) > 1 else found + _behind_titles(short)


def _behind_titles(short: Short) -> list[Candidate]:
    """Chapters that are named behind one and the same title, as in `My Story - Chapter 3`."""
    behind: dict[str, list[Candidate]] = {}
    for index, text in short.items():
        if named := by_words_behind_title(text):
            title, look = named
            behind.setdefault(title, []).append(Candidate(index, look))
    several = (same for same in behind.values() if len({one.look for one in same}) > 1)
    return sorted(one for same in several for one in same)


def _chinese(_draft: Gathered, short: Short) -> list[Candidate]:
    eastern = {index: text for index, text in short.items() if not text.isascii()}
    return _by_look(by_chinese, eastern)


def _hashes(_draft: Gathered, short: Short) -> list[Candidate]:
    found = []
    for index, text in short.items():
        if text[0] in "#=" and (match := _HASHES.fullmatch(text)):
            depth = len(match["marks"] or match["rules"])
            found.append(
                Candidate(index, Look(10 * depth, key_of(match["title"] or match["wiki"])))
            )
    return found


def _numerals(draft: Gathered, short: Short) -> list[Candidate]:
    """Bare or titled numbers that count up, from one or after another heading anew."""
    texts = [(i, core) for i, text in short.items() if len(core := text.strip()) <= _NUMBER_MOST]
    bare = [(i, number, text) for i, text in texts if (number := bare_number(text))]
    titled = [
        (i, number, text)
        for i, text in texts
        if (number := titled_number(text)) and _is_set_off(draft, i)
    ]
    letters = [(i, ord(text[0]) - 64, text) for i, text in texts if _LETTER.fullmatch(text[:3])]
    alphabet = _counting(letters)
    return max(_counting(bare), _counting(titled), alphabet if len(alphabet) > 4 else [], key=len)


def _is_set_off(draft: Gathered, block: int) -> bool:
    """Whether blank lines stand before a block, in a text that has any."""
    if draft.blanks[block] or block == draft.first:
        return True
    body = draft.blanks[draft.first : draft.last]
    return body.count(0) >= _TIGHT * len(body)


def _counting(hits: Sequence[tuple[int, int, str]]) -> list[Candidate]:
    """Those hits, of block, number and text, that carry on the count or begin it again at one."""
    found: list[Candidate] = []
    expected = 1
    for index, number, text in hits:
        if number == expected or (number == 1 and expected > 2):
            found.append(Candidate(index, Look(CHAPTER, f"{number}{key_of(text)}", number)))
            expected = number + 1
    return found if len(found) >= 2 else []


def _capitals(draft: Gathered, short: Short) -> list[Candidate]:
    """Titles in capitals, set off by blank lines, that are no ending, name or shout."""
    found = []
    for index, text in short.items():
        if not text.isupper() or len(text) > 70 or "\n" in text:
            continue
        if sum(map(str.isalpha, text)) < 3:
            continue
        if (
            text[-1] in ",;:!-—"
            or text[0] in "\"“‘'«[("
            or _says_end(text)
            or _INITIALS.fullmatch(text)
        ):
            continue
        after = draft.blanks[index + 1] if index + 1 < draft.last else 0
        if after >= 1 and (draft.blanks[index] or index == draft.first):
            found.append(Candidate(index, Look(CHAPTER, key_of(text))))
    return found


def _says_end(text: str) -> bool:
    words = text.lower().rstrip(" .!?*_~=-–—\"”’'»)]…").split()
    return " ".join(words[1:] if words[:1] == ["the"] else words) in _ENDINGS


def _marked(draft: Gathered, _short: Short) -> list[Candidate]:
    """Blocks that the file's own notation makes headings."""
    if BlockKind.HEADING not in draft.kinds:
        return []
    heads = (i for i in range(draft.first, draft.last) if draft.kinds[i] is BlockKind.HEADING)
    return [Candidate(i, Look(10 * draft.levels[i], key_of(draft.texts[i]))) for i in heads]


RULES = (
    Rule("marked", "Headings that the file marks", _marked),
    Rule("words", "Chapter words with a number", _words),
    Rule("chinese", "第…章 and its relatives", _chinese),
    Rule("hashes", "Lines marked with # or =", _hashes),
    Rule("numerals", "Numbers that count up", _numerals),
    Rule("capitals", "Titles in capitals", _capitals),
)


def chapter_rules() -> tuple[tuple[str, str], ...]:
    """The id and the name of each rule, in the order in which they are tried."""
    return tuple((rule.id, rule.name) for rule in RULES)
