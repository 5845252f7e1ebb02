"""Evidence that a line at the head of a text is a title, with its weight.

The rule: evidence adds up, and each kind of it has its weight here, in one table. None decides
alone: a line in capitals may be a shout, a line set off may be a short paragraph.
"""

from __future__ import annotations

from functools import lru_cache

from reader.formats.text.drawings import is_break
from reader.formats.text.headings.lines import CHAPTER
from reader.formats.text.headings.numbers import bare_number, by_asian, titled_number
from reader.formats.text.headings.words import by_words, by_words_behind_title
from reader.formats.text.matter.head_lines import HeadLine, is_rule
from reader.formats.text.rows import row_of
from reader.formats.text.short_lines import is_letter
from reader.lazy_pattern import lazy_pattern

# How a line looks.
CAPITALS, CAPITAL_WORD = 1.5, 0.5
"""All of several words in capitals; one word, which may be a name or a shout."""
CASED = 1.0
"""Each longer word begins with a capital."""
CASED_WITH_NUMBER = 0.5
ONE_WORD = 0.5
EASTERN = 1.5
"""A short line without stops, in a script without capitals."""
SENTENCE = -1.0
"""This many words in lower case are likelier half a sentence."""
STOPPED, CRIED = -1.5, -0.5
"""A full stop at the end; a question or exclamation mark, which titles have too."""
SMALL_OR_BRACKET = -1.0
"""It begins with a lower-case letter or a bracket."""
# Where it stands.
RULED = 1.5
"""A rule under it, or a frame around it."""
CENTRED = 1.5
BLANK, BLANKS = 1.0, 1.5
"""One blank line after it; several."""
OVER_INDENT = 0.5
"""The next line is indented like the first of a paragraph."""
RUNS_ON = -1.0
"""No blank lines, and nothing else that sets it off."""
OVER_HEADING, OVER_PROSE = 1.0, 0.5
"""What follows it heads a chapter; is prose."""
ALONE = -3.0
"""Nothing follows it."""
NAMED_APART = 0.5
"""It is set off, or indented, above a line that names the author."""
OVER_MORE_CAPITALS = 0.5
"""The lines under it belong to the title page too, and that is set off."""
NEVER = -9.0

_TITLE_MOST = 90
"""Characters of the longest title."""
_WORDS_MOST = 14
_QUOTED_MOST = 9
"""Words of the longest title between quotation marks."""
_EASTERN_MOST = 24
_SENTENCE_WORDS = 6
PROSE = 45
"""Cells of a line that is likelier prose than part of a title page."""
DEEP = 8
"""Cells from which an indent is not that of a paragraph."""
_FURTHER_IN, _ABOUT = 4, 4
"""Cells by which a centred line is further in than prose, or off another's centre."""
_INDENT = 2
_SEVERAL = 2
_PAGE_LINES = 4
_PAGE_WIDTH = 60
_LONG_WORD = 4
"""Letters of a word that has a capital in a title."""
OPEN = frozenset(",;:-–—，、；：")
ENDED = frozenset(".。!！?？…")
QUOTES = "\"“‘'«»„「『"
_BRACKETS = {"(": ")", "[": "]", "<": ">", "{": "}"}
"""Around a whole line they make it a note."""
_COUNTED = lazy_pattern(r"(?:[^\W\d_]|[\u2600-\u2bff\U0001f000-\U0001faff])\d+$")
"""A number of comments that a site put right after a line."""
_NO_TITLES_WORDS = (
    "contents|table of contents|index|foreword|preface|prologue|introduction"
    "|dedication|inhalt|inhaltsverzeichnis|vorwort|einleitung|spis treści|wstęp"
    "|table des matières|avant-propos|índice|indice|оглавление|содержание|предисловие"
    "|目录|目錄|目次|序|前言|楔子|차례|목차|the end|title"
)
_NO_TITLES = frozenset(_NO_TITLES_WORDS.split("|"))
_ASKED = 64
"""Lines whose answers are kept: those of one head, which are asked about again and again."""


def title_score(line: HeadLine, after: HeadLine | None, *, named: bool = False) -> float:
    """The evidence for a line being a title; with `named`, an author is given elsewhere."""
    text = line.text
    if not _may_be_title(text):
        return NEVER
    score = look(text) + RULED * line.ruled
    score += STOPPED * (text[-1] in ".。।॥۔") + CRIED * (text[-1] in "!?！？…")
    score += SMALL_OR_BRACKET * (text[0].islower() or text[0] in "[<{(")
    if named:
        return score + NAMED_APART * (line.after > 0 or line.indent >= DEEP)
    return score + (apart(line, after) if after else ALONE)


@lru_cache(_ASKED)
def look(text: str) -> float:
    """How much a line looks like a title, judging by its letters alone."""
    words = text.split()
    if max(text) >= "\u2e80":
        marks = sum(text.count(mark) for mark in "，。、；！？,")
        return EASTERN * (len(text) <= _EASTERN_MOST) - marks
    if text.isupper():
        return CAPITALS if len(words) > 1 else CAPITAL_WORD
    long = [word for word in words if sum(map(str.isalpha, word)) >= _LONG_WORD]
    capital = all(map(_is_capital, long)) and _is_capital(words[0]) and _is_capital(words[-1])
    if len(words) == 1:
        return ONE_WORD if capital else 0.0
    if capital and long:
        return CASED_WITH_NUMBER if any(map(str.isdecimal, words)) else CASED
    return SENTENCE if len(words) >= _SENTENCE_WORDS else 0.0


def apart(line: HeadLine, after: HeadLine) -> float:
    """How much a line is set apart from the next."""
    centred = line.indent >= DEEP and (
        after.indent <= line.indent - _FURTHER_IN or abs(line.middle - after.middle) <= _ABOUT
    )
    score = CENTRED * centred
    if line.after:
        score += BLANK if line.after < _SEVERAL else BLANKS
    elif not centred and not line.ruled:
        score += OVER_INDENT if after.indent >= line.indent + _INDENT else RUNS_ON
    if is_heading(after.text):
        return score + OVER_HEADING
    prose = after.width >= PROSE or after.text[-1] in ENDED or after.text[-1] in QUOTES
    return score + OVER_PROSE * prose


@lru_cache(_ASKED)
def is_heading(text: str) -> bool:
    """Whether a line heads a chapter, or the text before all chapters."""
    bare = text.casefold().strip(" .:*_=#-")
    if (
        not bare
        or bare in _NO_TITLES
        or bare.startswith("正文 ")
        or bare_number(text)
        or titled_number(text)
    ):
        return True
    return bool(by_words(text) or by_asian(text))


def page_end(lines: tuple[HeadLine, ...]) -> int:
    """How many lines in capitals come close together from the first one on; 0 for one alone."""
    for count, line in enumerate(lines[:_PAGE_LINES], 1):
        if not line.text.isupper() or line.width > _PAGE_WIDTH or is_heading(line.text):
            return 0
        if line.after:
            return count if count > 1 else 0
    return 0


@lru_cache(_ASKED)
def _may_be_title(text: str) -> bool:
    return _is_short_and_whole(text) and not is_letter([row_of(text)])


def _is_short_and_whole(text: str) -> bool:
    words = text.split()
    if not any(map(str.isalpha, text)) or len(text) > _TITLE_MOST or len(words) > _WORDS_MOST:
        return False
    if "   " in text or text[-1] in OPEN or is_rule(text) or is_break(text) or is_heading(text):
        return False
    if text[0] in _BRACKETS and text[-1] == _BRACKETS[text[0]]:
        return False
    if _names_chapter(words):
        return False
    quoted = text[0] in QUOTES
    spoken = quoted and (not ENDED.isdisjoint(text) or len(words) > _QUOTED_MOST)
    counted = text[-1] == "+" or (text[-1].isdecimal() and _COUNTED.search(text) is not None)
    return not spoken and not counted and text[0] not in "-–—>" and text.count('"') % 2 == 0


def _names_chapter(words: list[str]) -> bool:
    """Whether the number of a chapter comes after other words: a site names the book first."""
    later = [by_asian(word) for word in words[1:] if word[0] == "第"]
    if behind := by_words_behind_title(" ".join(words)):
        later.append(behind[1])
    return any(look is not None and look.rank >= CHAPTER for look in later)


def _is_capital(word: str) -> bool:
    letter = next(filter(str.isalpha, word), "")
    return letter.isupper() or not letter.islower()
