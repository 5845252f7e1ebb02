"""Where headings are looked for: the lines that may be one, and the printed list of contents.

The rule: a line is short for a heading, and neither speech nor half a sentence. An entry of a list
of contents that occurs again alone further down, in the order of the list, is a heading, whatever
its form. The list begins under its title and ends where its first entry occurs a second time;
without a title, it is the short lines before any prose that recur in this way. One at the end of a
book says what was above it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Sequence
from itertools import compress, islice
from operator import itemgetter

from reader.formats.text.draft import Draft, Gathered
from reader.formats.text.headings.lines import LONG_STARTS, composed, key_of
from reader.formats.text.headings.numbers import (
    bare_number,
    by_asian,
    leads_to_a_page,
    titled_number,
)
from reader.formats.text.headings.surroundings import Candidate, is_listed_title
from reader.formats.text.headings.words import begins_long, by_words
from reader.lazy_pattern import lazy_pattern
from reader.story import BlockKind, Range
from reader.value import NamedTuple

_TITLES = (
    "contents|table of contents|index|chapters|list of chapters|table|table des matières"
    "|inhalt|inhaltsverzeichnis|índice|indice|sommario|inhoud|innehåll|sisällys|spis treści|obsah"
    "|tartalom|cuprins|оглавление|содержание|зміст|içindekiler|περιεχόμενα|mục lục|目录|目錄|目次"
    "|もくじ|차례|목차|contenido|conteúdo|sumário|contenuto|sommaire|indhold"
    "|innhold|kazalo|satura rādītājs|sadržaj|índex|tresc|treść"
)
_TITLE = frozenset(title.replace(" ", "") for title in _TITLES.split("|"))
_LIST_WORDS = "contents|inhalt|inhaltsverzeichnis|sommaire|indice|índice|inhoud|innehåll|spis"
_LISTS = frozenset(_LIST_WORDS.split("|"))
_TITLE_FIRSTS = frozenset(title[0] for title in _TITLE | _LISTS)
_OF = frozenset(["of", "des", "der", "du", "de", "del", "van", "av", "treści", "to"])
"""What may occur between the word for a list and the name of its volume."""
_PAGES_WORDS = "page|pages|pag|p|bladz|blz|bladzijde|seite|side|sida|sidan|pagina|página|strona|стр"
_PAGES = frozenset(_PAGES_WORDS.split("|"))
"""The heading over the page numbers."""
_PAGED = lazy_pattern(r"(?:\s{2,}|[. ]{3,})\d{1,4}\.$")
_GLUED = lazy_pattern(r"(?<=[^\W\d_])\d{1,3}\s*$")
"""A page number whose distance from its title was lost."""
_NOTED = lazy_pattern(r"\[\d{1,3}\][.]?$")
_NOTED_ENDS = ("]", "].")
"""The mark of a footnote at the end of a title, and the last characters of such marks."""
_AROUND = " \u3000.:：*_=#[]【】"
_BEFORE = " \u3000—–-“„«\"‘'*_([「『（"
"""What often precedes the first letter of a line."""
_WORDS_MOST = 7
_TITLE_LONGEST = 40
"""Characters of a title with the marks around it."""
_ENTRIES_TRIED, _LISTED = 6, 40
"""Entries that are searched for again, and blocks after the title of a list within which they are.
"""
_REACH = 20_000
_APART = 3
_TITLED_WITHIN = 200
"""Short blocks among which the title of a list is found."""
_LIST_MOST = 200_000
"""Characters of a block within which an entry of the list is searched for."""
_LINES_MOST = 20_000
"""Lines of a list that are read."""
_CLOSING_MOST = 60_000
"""Characters of a list at the end of a book."""
_LINE_MOST = 110
_LEAST = 3
"""Entries that must recur if no title says that the list is one."""
_SHARE = 0.6
"""The share of a list without a title that must recur."""


class Contents(NamedTuple):
    """A list of contents, and what it lists."""

    area: Range
    """The blocks of the list, including its title."""
    heads: tuple[int, ...]
    """The blocks after it with a listed title which does not itself say that it is one."""
    worded: frozenset[str] = frozenset()
    """The entries that say what they are, in the form in which they are compared."""


def find_contents(draft: Gathered, short: dict[int, str]) -> Contents | None:
    """The list and what it lists; None if the file has no such list."""
    return _titled(draft, short) or _untitled(draft, short)


def _titled(draft: Gathered, short: dict[int, str]) -> Contents | None:
    for index, text in islice(short.items(), _TITLED_WITHIN):
        if len(text) > _TITLE_LONGEST and "\n" not in text:
            continue
        first, *rest = text.split("\n")
        if _calls_a_list(first):
            entries = filter(
                _is_entry, _entries([*rest, *_lines(draft, index + 1, index + _LISTED)])
            )
            end = _second_standing(draft, index, list(islice(entries, _ENTRIES_TRIED)))
            if end:
                listed = _entries([*rest, *_lines(draft, index + 1, end)][:_LINES_MOST])
                worded = {line for line in listed if by_words(line) or by_asian(line)}
                bare = [line for line in listed if line not in worded]
                heads = tuple(block for _, block in _standing_again(short, bare, end))
                return Contents(Range(index, end), heads, frozenset(map(key_of, worded)))
    return None


def closing_list(draft: Gathered, short: dict[int, str]) -> Range | None:
    """The list of contents at the end of a book, as in France and Russia; None if it has none.

    Its entries are above it as lines of their own, or lead to a page; what is neither speaks
    against it.
    """
    for index, text in islice(reversed(short.items()), _TITLED_WITHIN):
        first, *rest = text.split("\n")
        if len(first) > _TITLE_LONGEST or not _calls_a_list(first):
            continue
        if draft.starts[draft.last] - draft.starts[index] > _CLOSING_MOST:
            return None
        entries = list(filter(_is_entry, [*rest, *_lines(draft, index + 1, draft.last)]))
        if len(entries) > _LINES_MOST or not entries:
            return None
        known = {key_of(line, paged=False) for at, line in short.items() if at < index}
        proven = sum(leads_to_a_page(line) or _is_known(line, known) for line in entries)
        return Range(index, draft.last) if 2 * proven > len(entries) else None
    return None


def _is_known(line: str, known: Container[str]) -> bool:
    """Whether a line of a list is among some titles, in one of the forms in which it may recur."""
    return any(key in known for key in _keys(line))


def _calls_a_list(line: str) -> bool:
    """Whether a line is the title of a list: `Contents`, or `Contents of the first volume`."""
    bare = line.strip(_AROUND)
    if bare[:1].casefold()[:1] not in _TITLE_FIRSTS:
        return False
    words = bare.casefold().split()
    if "".join(words) in _TITLE:
        return True
    return 1 < len(words) <= _WORDS_MOST and words[0] in _LISTS and words[1] in _OF


def _is_entry(line: str) -> bool:
    """Whether a line of a list has words, and is not the heading over its page numbers."""
    return bool(bare := line.strip(" .:")) and bare.casefold() not in _PAGES


def _entries(lines: Sequence[str]) -> list[str]:
    """The lines of a list, without page numbers and the stop after capitals."""
    return [
        line[:-1] if line[-1:] == "." and (line.isupper() or _PAGED.search(line)) else line
        for line in lines
    ]


def _lines(draft: Gathered, start: int, end: int) -> list[str]:
    return [line for text in draft.texts[start:end] for line in text.split("\n")]


def _second_standing(draft: Gathered, index: int, entries: Sequence[str]) -> int:
    """The block where one of the first entries recurs as a line of its own; 0 if none does."""
    for entry in entries:
        keys = _keys(entry)
        if not keys:
            continue
        seen = draft.texts[index].count("\n") > 0
        for at in range(index + 1, min(len(draft.texts), index + _REACH)):
            if not seen and at < index + _LISTED and _lists(draft.texts[at], entry):
                seen = True
                continue
            lines = draft.texts[at].split("\n", 2)
            if len(lines[0]) > 140 or not _is_one(lines[0], keys):
                continue
            if seen and draft.texts[at].count("\n") < 3:
                return at - _numbers(draft.texts[at - 1], entry)
            seen = True
    return 0


def _is_one(line: str, keys: Sequence[str]) -> bool:
    """Whether a line is an entry; a number at its end may be its own and not that of a page."""
    own = line[-1:].isdecimal() and key_of(line, paged=False) in keys
    return own or key_of(line) in keys


def _numbers(text: str, entry: str) -> bool:
    """Whether a line above a title is its number, alone or after a heading word."""
    look = by_words(text) if len(text) <= _TITLE_LONGEST else None
    if look and look.bare:
        counted = titled_number(entry.strip())
        return look.number == (counted.number if counted else 1)
    return bare_number(text) is not None


def _lists(text: str, entry: str) -> bool:
    """Whether one of the lines of a block begins with an entry."""
    return text.startswith(entry) or text.find(f"\n{entry}", 0, _LIST_MOST) >= 0


def _keys(entry: str, *, paged: bool = True) -> tuple[str, ...]:
    """The forms in which an entry may recur: with its number, and without."""
    key = key_of(entry, paged=paged)
    if len(key) < 2 and not key.isalnum():
        return ()
    if paged and entry[-1:].isdecimal() and (look := by_words(entry)) and look.bare:
        return (key_of(entry, paged=False),)
    if paged and entry[-1:].isdecimal() and (glued := _GLUED.search(entry)):
        return key, key_of(entry[: glued.start()])
    counted = titled_number(bare) if (bare := entry.strip()) else None
    if counted and len(title := key_of(counted.title, paged=paged)) > 1:
        return key, title
    return (key,)


def _untitled(draft: Gathered, short: dict[int, str]) -> Contents | None:
    """A list at the head without a title, but whose entries recur in its order."""
    lines: list[str] = []
    blocks: list[int] = []
    for index in range(draft.first, draft.last):
        text = draft.texts[index]
        parts = text.split("\n")
        if max(map(len, parts)) > _LINE_MOST or len(lines) > _LINES_MOST:
            break
        lines += parts
        blocks += [index] * len(parts)
    if len(lines) < _LEAST:
        return None
    bare = ["" if by_words(line) or by_asian(line) else line for line in lines]
    pairs = _standing_again(short, bare, blocks[0] + 1, blocks)
    entries = [line for line, _ in pairs]
    if len(pairs) < _LEAST:
        return None
    start, end = blocks[entries[0]], blocks[entries[-1]] + 1
    within = sum(bool(lines[i].strip()) for i in range(entries[0], entries[-1] + 1))
    if len(pairs) < _SHARE * within or pairs[0][1] < end:
        return None
    return Contents(Range(start, end), tuple(block for _, block in pairs))


def _standing_again(
    short: dict[int, str], lines: Sequence[str], start: int, own: Sequence[int] = ()
) -> list[tuple[int, int]]:
    """Each line that recurs alone from a block on, and where, in the order of both.

    `own` are the blocks of the lines, which are themselves none of those.
    """
    places: dict[str, int] = {}
    for at, line in enumerate(lines):
        if len(line) <= _LINE_MOST and is_listed_title(line.strip()):
            for key in _keys(line):
                places.setdefault(key, at)
            if line[-1:].isdecimal():  # which need not be that of a page
                for key in _keys(line, paged=False):
                    places.setdefault(key, at)
    if not places:
        return []
    starts = {key[0] for key in places}
    pairs = []
    for block, text in short.items():
        if text[0].isalpha() and text[0].casefold() not in starts:  # as in nearly all lines
            continue
        if block < start or text.count("\n") > 2:
            continue
        first = text.partition("\n")[0]
        if first.endswith(_NOTED_ENDS) and (noted := _NOTED.search(first)):
            first = first[: noted.start()]
        if len(first) <= _LINE_MOST and _begins_so(first, starts):
            at = places.get(key_of(first, paged=False), -1) if first[-1:].isdecimal() else -1
            at = places.get(key_of(first), -1) if at < 0 else at
            if at >= 0 and (not own or block > own[at]):
                pairs.append((at, block))
    return _rising(pairs)


def _begins_so(line: str, starts: Container[str]) -> bool:
    """Whether a line may begin with one of these letters, which rules out most."""
    letters = line if line[:1].isalpha() else composed(line.lstrip(_BEFORE)[:2])
    return not letters[:1].isalpha() or letters[0].casefold() in starts


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs in which both numbers rise."""
    ends: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for index, (line, _) in enumerate(pairs):
        place = bisect_left(ends, line)
        before.append(at[place - 1] if place else -1)
        if place == len(ends):
            ends.append(line)
            at.append(index)
        else:
            ends[place], at[place] = line, index
    found = []
    index = at[-1] if at else -1
    while index >= 0:
        found.append(pairs[index])
        index = before[index]
    return found[::-1]


def mark_contents(draft: Gathered, area: Range) -> None:
    """Give the list's short blocks the kind of lists."""
    for index in range(area.start, area.end):
        if index > area.start + 2 and draft.blanks[index] >= _APART:
            return
        if draft.kinds[index] is not BlockKind.BREAK and len(draft.texts[index]) <= 4000:
            long = max(map(len, draft.texts[index].split("\n")))
            if long <= 100:
                draft.kinds[index] = BlockKind.LIST


Short = dict[int, str]
"""The texts of those blocks that are short enough for a heading, in order."""


class Body(NamedTuple):
    """What the rules look at."""

    draft: Gathered
    short: Short
    contents: Contents | None = None
    forms: dict[str, list[Candidate]] = {}  # noqa: RUF012  # never changed
    """The lines that are or have a number, by its form."""
    patterns: tuple[str, ...] = ()
    """The reader's patterns for all stories."""
    higher: tuple[int, ...] = ()
    """The blocks whose headings say what they are, so numbers may begin again there."""


_LONGEST = 120
_BLANKS_MOST = 24
_SPOKEN = frozenset('"“«‘')
_UNENDED = frozenset(",;")
_TENS = ("X", "XX", "XXX")
_START = itemgetter(slice(3))


def short_blocks(draft: Draft, base: int) -> Short:
    """The blocks that are short enough for a heading, and neither speech nor half a sentence.

    They are counted from `base`. A longer one is accepted if it begins as a heading does.
    """
    texts, kinds = draft.texts, draft.kinds
    sizes = list(map(len, texts))
    short = {
        base + i: text
        for i, text in compress(enumerate(texts), map(_LONGEST.__ge__, sizes))
        if text[0] not in _SPOKEN
        and text[-1] not in _UNENDED
        and (sizes[i] <= _BLANKS_MOST or text.count(" ") <= _BLANKS_MOST)
        and ("\n" not in text or text.count("\n") < 3)
        and (kinds[i] is not BlockKind.BREAK or _may_count(text))
    }
    starts = map(LONG_STARTS.__contains__, map(_START, texts))
    long = {
        base + i: text
        for i, text in compress(enumerate(texts), starts)
        if (sizes[i] > _LONGEST or text.count(" ") > _BLANKS_MOST) and _is_long(text)
    }
    return dict(sorted((short | long).items())) if long else short


def _is_long(text: str) -> bool:
    """Whether a text that is long for a heading begins as one does."""
    return begins_long(text) and text[-1] not in _UNENDED and text.count("\n") < 3


def _may_count(text: str) -> bool:
    """Whether an ornament has a number at its end, or is one: ten, twenty or thirty in Roman."""
    return text[-1].isdecimal() or ("X" in text and "".join(filter(str.isalnum, text)) in _TENS)
