"""Headings that say what they are: `Chapter 12`, `BOOK ONE: 1805`, `Première partie`.

The rule: a heading is a name for what follows, so a line that continues like a sentence is not one,
whatever word it begins with.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from functools import lru_cache
from itertools import islice

from reader.formats.text.headings.lines import (
    ANY,
    BETWEEN,
    CHAPTER,
    FOREIGN,
    KNOWN,
    RANKS,
    SPECIAL,
    STRONG,
    TOP,
    UNITS,
    WEAK,
    Look,
    composed,
    is_small,
    key_of,
)
from reader.formats.text.headings.numbers import number_of
from reader.formats.text.headings.ordinals import SPELT, value_of
from reader.lazy_pattern import lazy_pattern

_NAMED = SPECIAL | BETWEEN
_ORDERED = SPECIAL | RANKS.keys()
_LONGEST = max(map(len, _NAMED | _ORDERED))
_AFTER = lazy_pattern(
    r"\.?\s{0,3}(?:[Tt](?:he|HE)\s+|[Nn][Ooº]\.?\s*|#\s*)?"
    r"(?P<number>\d{1,4}(?:[.-]\d{1,3})?[a-zA-Zºª°]{,2}|(?P<spelt>[a-zA-Z]+))"
    r"(?![\w'’]|\.\d)(?P<rest>.*)"
)
_MORE = lazy_pattern(r"[ -](?:(?:and|And|AND)[ -])?(?P<spelt>[a-zA-Z]+)(?![\w'’])")
_ORDINAL = lazy_pattern(
    r"\d{1,3}(?:st|nd|rd|th|\.|ª|º|e|er|ère|ème|-а|-я|-ші|-ші|მე)?", re.IGNORECASE
)
_TITLE_MOST = 80
_LONG_MOST = 400
"""Characters of a heading as old novels have them, with a summary of the chapter."""
_LOWER_MOST = 10
"""Words of a title that begins with a lower-case letter, beyond which it may be half a sentence."""
_FULL_STOP_MOST = 6
"""Words of a title that ends with a full stop and is not set off."""
_SENTENCE_ENDS = frozenset(".!?")
_OF = frozenset(["of", "von", "de", "sur", "di", "av", "af", "van", "из"])
_BEHIND = (
    *(" chapter", " ch.", " part ", " episode ", " kapitel ", " chapitre ", " глава "),
    *(" canto ", " capitolo ", " capítulo "),
)
"""What a chapter is called after the story's title."""
_AROUND = "*_=#[]<>~-–—|•\\/ \t\u3000\u00a0【】「」"
_SET_OFF = ".:)]-–—―·|"
_TITLE_FROM = " \t.:)]-–—―·,|*_\u3000\u00a0"
_TOKENS_MOST = 5
_ARTICLES = frozenset(["y", "yr", "an", "el", "la", "il", "lo", "le", "o", "az", "das", "der"])
_TOKEN = lazy_pattern(r"\S+")
_TOKEN_ENDS = ".,:;–—)-"
_LETTER = lazy_pattern("[^\\W\u2000-\u20ff\u2150-\u9fff\uff00-\uffef]")
"""Such as the words of the tables have; East Asian lines have none, and no heading word."""
_ABROAD = "\u2000"
"""The first character that is none of those; a few come after it."""
_ANY_NUMBER_MOST = 26
"""Characters of a word that may be a number in a language whose numbers no table has."""


def by_words(line: str) -> Look | None:
    """A heading that says what it is."""
    return look_of(line) if may_name_a_part(line) else None


def may_name_a_part(line: str) -> bool:
    """Whether a heading word may be among the first three; this rules out most texts."""
    plain = line.isascii()
    if not plain and not _has_own_letter(line):
        return False
    if not line[:1].isalpha():
        text = composed(line).strip(_AROUND)
        return bool(text) and _names_a_part(text)
    words = line[:_LONG_MOST].lower().split(None, 3)
    del words[3:]
    if not ANY.isdisjoint(words):
        return True
    first = "".join(words)
    if "." in first or ":" in first or words[0][-1].isdecimal():  # as in `Chapter3`
        return True
    if "," in first and not ANY.isdisjoint(word.rstrip(",") for word in words):
        return True
    return not plain and composed(first) != first


def _has_own_letter(line: str) -> bool:
    """Whether a line has a letter such as the words of the tables have; the first tells mostly."""
    first = line.lstrip(_AROUND)[:1]
    return (first < _ABROAD and first.isalpha()) or _LETTER.search(line, 0, _LONG_MOST) is not None


def begins_long(text: str) -> bool:
    """Whether a text that is long for a heading begins with a heading word and its number."""
    if len(text) > _LONG_MOST:
        return False
    word, _, rest = text.partition(" ")
    number = (rest.split(None, 1)[:1] or [""])[0]
    bare = number.rstrip(_TOKEN_ENDS)
    if word.rstrip(".:").lower() not in STRONG or not bare:
        return False
    return bool(number_of(bare) or value_of(bare))


@lru_cache(maxsize=KNOWN)
def look_of(line: str) -> Look | None:
    """What a line is as a heading that may name a part."""
    text = composed(line).strip(_AROUND)
    if not text or len(text) > _LONG_MOST or not _names_a_part(text):
        return None
    if numbered := _numbered(text):
        return _by_number(text, *numbered)
    if ordered := _ordered(text):
        return _look(text, *ordered, doubtful=ordered[0] in WEAK)
    at = _behind(text, 0, ("the", "an"))
    if size := _word_at(text, at, _NAMED):
        rank = TOP if text[at : at + size].lower() in SPECIAL else CHAPTER
        rest = text[at + size :]
        look = _look(text, rank, rest) if not is_small(text[0]) else None
        told = rest.rstrip()[-1:] in _SENTENCE_ENDS and rest.count(" ") > _FULL_STOP_MOST
        return None if told or (look and look.doubtful) else look
    return _foreign(text) if not is_small(text[0]) else None


def _names_a_part(text: str) -> bool:
    """Whether a heading word is among the first three."""
    low = text[:60].lower()
    first = low.replace(".", " ").replace(":", " ").replace(",", " ").split(None, 3)[:3]
    if not ANY.isdisjoint(first):
        return True
    return bool(first) and first[0].rstrip("0123456789๐๑๒๓๔๕๖๗๘๙") in ANY


def _numbered(text: str) -> tuple[str, str, str] | None:
    """A heading word, the number after it, and the rest."""
    for size in range(min(len(text), _LONGEST), 1, -1):
        word = text[:size].lower()
        if word in RANKS and (match := _AFTER.match(text, size)):
            number, spelt, rest = match.group("number", "spelt", "rest")
            if spelt is None or number_of(spelt):
                return word, number, rest
            if spelt.lower() in UNITS:
                while (more := _MORE.match(rest)) and more["spelt"].lower() in UNITS:
                    number, rest = number + more[0], rest[more.end() :]
                return word, number, rest
    return None


def _by_number(text: str, word: str, number: str, rest: str) -> Look | None:
    rest = _without_total(rest)
    inner = _numbered(rest.lstrip(" ,.:;–—-"))
    if inner and RANKS[inner[0]] > RANKS[word]:  # as in `Volume 1, Chapter 2`
        return _by_number(text, *inner)
    weak = word in WEAK and bool(rest.strip(" .:"))
    if word in WEAK and is_small(text[0]):
        return None
    if weak and rest.lstrip()[:1] not in (":", "-", "–", "—"):
        return None
    runs_on = rest.strip(" .") and rest.lstrip()[:1] not in ":.-–—,"
    if runs_on and number.islower() and not is_small(text[0]):
        return None
    return _look(text, word, rest, number_of(number) or value_of(number), doubtful=weak)


def _without_total(rest: str) -> str:
    """What follows a number, without the total: `2 of 5`."""
    words = rest.split(None, 2)
    if len(words) > 1 and words[0].lower() in _OF and words[1].rstrip(".:,)").isdecimal():
        return rest[rest.index(words[1]) + len(words[1].rstrip(".:,)")) :]
    return rest


def by_words_behind_title(line: str) -> tuple[str, Look] | None:
    """A title in normal case and the heading after it: `My Story - Chapter 3`."""
    if " " not in line:
        return None
    low = line.lower()
    for word in _BEHIND:
        at = low.find(word, 1, _TITLE_MOST)
        if at > 0 and line[at + 1].isupper() and (look := by_words(line[at + 1 :])):
            return low[:at].strip(" ,:;-–—"), look
    return None


def _ordered(text: str) -> tuple[str, str, int] | None:
    """The word, the rest and the number of a heading that has its number first."""
    start = _behind(text, 0, ("the",))
    number = text[start:].split(None, 1)[0]
    spelt = UNITS.issuperset(number.lower().split("-", 1))
    roman = number[0] in "IVXLC" and number_of(number.removesuffix("."))
    if not spelt and not roman and not (number[0].isdecimal() and _ORDINAL.fullmatch(number)):
        return None
    at = _behind(text, start, (number.lower(),))
    size = _word_at(text, at, _ORDERED) if at > start else 0
    word = text[at : at + size].lower()
    if not size or (roman and word not in FOREIGN):
        return None
    return word, text[at + size :], roman or number_of(number) or value_of(number)


def _behind(text: str, at: int, words: Sequence[str]) -> int:
    """Where the next word begins after one of these, else the same place."""
    for word in words:
        end = at + len(word)
        if text[at:end].lower() == word and text[end : end + 1].isspace():
            return len(text) - len(text[end:].lstrip())
    return at


def _word_at(text: str, at: int, words: Container[str]) -> int:
    """The length of the table's word at this place, 0 if there is none."""
    for size in range(min(len(text) - at, _LONGEST), 1, -1):
        end = at + size
        if text[at:end].lower() in words and not (
            text[end : end + 1].isalnum() or text[end : end + 1] == "_"
        ):
            return size
    return 0


def _foreign(text: str) -> Look | None:
    """A heading word and its number in words, in either order: `Erstes Kapitel`."""
    spans = [match.span() for match in islice(_TOKEN.finditer(text), _TOKENS_MOST)]
    tokens = [text[start:end].rstrip(_TOKEN_ENDS) for start, end in spans]
    article = len(tokens) > 2 and tokens[0].lower() in _ARTICLES
    if article:
        del tokens[0], spans[0]
    for at, token in enumerate(tokens[:-1] if len(tokens) == 1 else tokens[:4]):
        if (word := token.lower()) in RANKS:
            look = _counted_after(text, word, tokens, spans) if at == 0 else None
            look = look or _counted_before(text, word, tokens, spans, at)
            return None if article and look and not look.number else look
    return None


def _counted_after(
    text: str, word: str, tokens: Sequence[str], spans: Sequence[tuple[int, int]]
) -> Look | None:
    """`Глава двадцать первая`, `الفصل الأول`, or any word if the table does not have it."""
    for size in (3, 2, 1):
        number = " ".join(tokens[1 : 1 + size])
        if len(tokens) > size and (value := value_of(number)):
            rest = text[spans[size][0] + len(tokens[size]) :]
            return _look(text, word, rest, value, doubtful=word in WEAK)
    return _unknown(text, word, tokens[1:])


def _counted_before(
    text: str, word: str, tokens: Sequence[str], spans: Sequence[tuple[int, int]], at: int
) -> Look | None:
    """`Einundzwanzigstes Kapitel`, `প্রথম অধ্যায়`."""
    if not 0 < at <= 3:
        return None
    rest = text[spans[at][0] + len(tokens[at]) :]
    if value := value_of(" ".join(tokens[:at])):
        english = tokens[0].lower() in SPELT and word.isascii()
        return _look(text, word, rest, value, doubtful=english or word in WEAK)
    return _unknown(text, word, tokens[:at]) if at == 1 and not rest.strip(" .") else None


def _unknown(text: str, word: str, tokens: Sequence[str]) -> Look | None:
    """A heading word next to one or two words that may be its number, and nothing else."""
    if word not in FOREIGN or word in WEAK or not 1 <= len(tokens) <= 2:
        return None
    if (
        text[-1] in ",;!?"
        or (len(tokens) > 1 and text[-1] == ".")
        or any(not 2 <= len(token) <= _ANY_NUMBER_MOST or not token.isalpha() for token in tokens)
    ):
        return None
    caseless = text[0] == text[0].swapcase()
    return Look(RANKS[word], key_of(text), 0, word, doubtful=caseless, bare=True)


def _look(
    text: str, word: str | int, rest: str, number: int = 0, *, doubtful: bool = False
) -> Look | None:
    """A heading of a word or a rank, if what follows its number can be a title."""
    rank = word if isinstance(word, int) else RANKS.get(word, TOP)
    series = word if isinstance(word, str) else ""
    title = _title_in(rest)
    if title is None:
        return None
    return Look(rank, key_of(text), number, series, doubtful or title, bare=not rest.strip(" .:"))


def _title_in(rest: str) -> bool | None:
    """Whether the title that follows a number is doubtful; None if it cannot be one."""
    title = rest.lstrip(_TITLE_FROM)
    if not title:
        return None if rest.strip() and rest.strip()[-1] in ",;" else False
    if title[-1] in ",;":
        return None
    first = rest.lstrip()[0]
    set_off = first in _SET_OFF or rest[:2].isspace()
    long = len(title) > _TITLE_MOST
    if is_small(title[0]):
        if first == ",":
            return True
        if not set_off:
            return None
        return long or not (first in ":-–—" and len(title.split()) <= _LOWER_MOST)
    if title[-1] == "." and not set_off and len(title.split()) > _FULL_STOP_MOST:
        return None
    if set_off or not title[0].isalpha() or _is_capitalised(title):
        return long
    return None


def _is_capitalised(title: str) -> bool:
    """Whether the longer words begin with capitals, as in a title after a blank."""
    long = [w for w in re.findall(r"[^\W\d_]+", title) if len(w) > 4]
    return all(w[0].isupper() or not w[0].islower() for w in long)
