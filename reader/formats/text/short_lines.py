"""Short lines that are kept: entries of lists, heads and ends of letters.

The rule: only lines that could be nothing else are taken for a letter's; a doubtful run of short
lines is verse, which keeps them in the same way. An entry is set on one line; what turned over from
it to the next is put back.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reader.formats.text.rows import Row, joined
from reader.lazy_pattern import lazy_pattern

_BULLETS = frozenset("-*•◦·+–(")
_CLOSERS = frozenset(".)")
_BULLET = lazy_pattern(r"(?:[-*•◦·+–]|\(?\d{1,3}[.):]|\(?[a-zA-Z][.)])\s+\S")
_FIELD = lazy_pattern(r"[A-Z][\w() ]{1,28}:\s+\S")
_PERSON = lazy_pattern(
    r"[A-ZÀ-Þ][A-ZÀ-Þ’' .]{2,28}(?:,| to | of ) ?[a-z].*[a-z.;]$|[A-Z]{3,}[A-Z ]+,"
)
_HALF = 0.5
_FIELDS_FEWEST = 4


def is_list(rows: Sequence[Row]) -> bool:
    """Whether the lines are entries: each with a bullet or number, or an indented turnover."""
    if not is_entry(rows[0].text):
        return False
    margin = rows[0].indent
    rest = [row for row in rows if not is_entry(row.text)]
    if len(rows) - len(rest) < 2:
        return False
    return all(row.indent > margin for row in rest) or len(rest) * 2 < len(rows)


def is_entry(text: str) -> bool:
    """Whether a line begins with a bullet, or with a number or letter that counts."""
    mark = text[0]
    return (mark in _BULLETS or mark.isdecimal() or text[1:2] in _CLOSERS) and bool(
        _BULLET.match(text)
    )


def is_cast(rows: Sequence[Row]) -> bool:
    """Whether the lines name the characters of a play, each in capitals with a word about them."""
    if len(rows) <= 2:
        return False
    texts = [row.text for row in rows]
    capitals = [text for text in texts if "A" <= text[0] <= "Þ" and text[:3].upper() == text[:3]]
    if len(capitals) < _HALF * len(rows):
        return False
    named = sum(not text.isupper() and bool(_PERSON.match(text)) for text in capitals)
    return named >= _HALF * len(rows)


def has_fields(rows: Sequence[Row]) -> bool:
    """Whether the lines are labels with their values, some of which take a second line."""
    begun = [row.text for row in rows if "A" <= row.text[0] <= "Z" and ":" in row.text]
    labelled = sum(bool(_FIELD.match(text)) for text in begun)
    return labelled == len(rows) or (labelled >= max(_FIELDS_FEWEST, _HALF * len(rows)))


def entries_of(rows: Sequence[Row]) -> str:
    """Entries with bullets or numbers, each on one line."""
    return _listed(rows, _BULLET)


def fields_of(rows: Sequence[Row]) -> str:
    """Labels with their values, each on one line."""
    return _listed(rows, _FIELD)


def _listed(rows: Sequence[Row], begins: re.Pattern[str]) -> str:
    entries: list[list[str]] = []
    for row in rows:
        if begins.match(row.text) or not entries:
            entries.append([" " * (row.indent - rows[0].indent) + row.text])
        else:
            entries[-1].append(row.text)
    return "\n".join(map(joined, entries))


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH = rf"(?:{'|'.join(_MONTHS)})[a-z]*\.?"
_DAY = lazy_pattern(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?,?\s+(?:of\s+)?{_MONTH}(?!\w)|(?<!\w){_MONTH}\s+\d{{1,2}}(?!\d)"
)
_YEAR = lazy_pattern(r"\b(?:1[5-9]|20)\d\d\b")
_SENTENCE = lazy_pattern(r"[\"“‘'(]{0,2}[^\W\d_](?=.{0,30}[a-z] [a-z]).{24,}(?<=[.!?])")
_SENTENCE_ENDS = frozenset(".!?")
_DIGIT = lazy_pattern(r"\d")
# Tables of words, since patterns would take longer to compile than a story to read.
_FIRST_WORDS = lazy_pattern(r"(\w+)(?:\s+(\w+))?(?:\s+(\w+))?")
_DEAR = frozenset(["dear", "dearest", "beloved", "darling"])
_ADDRESSED = frozenset(["sir", "sirs", "gentlemen", "liebe", "lieber", "liebes"])
_ADDRESSED_AS = ("madam", "cher", "chère", "querid")
"""First words of forms of address."""
_CLOSED = frozenset(["yours", "love", "ever", "signed"])
_CLOSED_AS = ("sincerely", "faithfully", "respectfully", "truly", "affectionately")
_CLOSED_BY_TWO = frozenset(
    [("i", "am"), ("i", "remain"), ("believe", "me"), ("best", "wishes"), ("kind", "regards")]
)
_CLOSED_BY_SIGNS = ("p.s.", "p. s.", "we are,", "we remain,")
_WISHED = frozenset(["love", "regards", "thanks", "affection", "wishes"])
_OPENERS, _CLOSING = "\"“‘'«„_*(—–-", "\"”’'_)"
_IN_SIGNED = str.maketrans("", "", ".’'&,:-_ ")
_SIGNED_MOST = 48
_INITIALS_MOST = 4
_SIGNED_OFF = lazy_pattern(r"[\"“‘'_*]*Yours \w+( \w+)?[.,][\"”’'_*]*")
_DATED_WORDS = frozenset(
    [
        "st",
        "nd",
        "rd",
        "th",
        "of",
        "the",
        "at",
        "in",
        "de",
        "le",
        "den",
        "o",
        "clock",
        "p",
        "m",
        "a",
        "later",
    ]
)
_SMALL = frozenset(
    [
        "a",
        "an",
        "and",
        "by",
        "de",
        "der",
        "du",
        "in",
        "le",
        "la",
        "of",
        "on",
        "the",
        "to",
        "van",
        "von",
        "etc",
        "with",
        "for",
    ]
)


def is_signature(text: str) -> bool:
    """Whether a line by itself names who wrote what precedes it."""
    if is_initials(text):
        return True
    if len(text) > _SIGNED_MOST or not _may_be_name(text):
        return False
    if text[-1] == "." and not text.isupper():
        return False
    words = re.findall(r"[\w’']+", text)
    return len(words) <= 7 and all(w[0].isupper() or w.lower() in _SMALL for w in words)


def is_letter(rows: Sequence[Row]) -> bool:
    """Whether short lines are the head or the end of a letter, or an address."""
    if len(rows) > 8 or any(row.width > 64 for row in rows):
        return False
    signs = sum(_weight(row.text) for row in rows)
    return signs >= 1 and signs >= 0.5 * len(rows)


def _weight(text: str) -> float:
    """How much a line sounds like a letter's, from 0 to 1."""
    if len(text) > 60:
        return 0.0
    open_end = text.rstrip("\"”’'_*")[-1:] in (",", "-", "—", ":")
    if open_end and "”" not in text[:-1]:
        bare = text.lstrip(_OPENERS).lower()
        if (len(text) < _SIGNED_MOST and _opens(bare)) or _closes(bare):
            return 1.0
    if ("Yours " in text and _SIGNED_OFF.fullmatch(text)) or is_initials(text) or _is_dated(text):
        return 1.0
    return 0.5 if text.isupper() and sum(map(str.isalpha, text)) > 2 else 0.0


def _opens(bare: str) -> bool:
    """Whether a line in lower case addresses someone."""
    if not (found := _FIRST_WORDS.match(bare)):
        return False
    first, second, third = found.groups("")
    if first in _ADDRESSED or first.startswith(_ADDRESSED_AS):
        return True
    if (first == "to" and second in ("whom", "the")) or first in _DEAR or second in _DEAR:
        return True
    return first == "my" and third in _DEAR


def _closes(bare: str) -> bool:
    """Whether a line in lower case takes leave."""
    if bare.startswith(_CLOSED_BY_SIGNS):
        return True
    if not (found := _FIRST_WORDS.match(bare)):
        return False
    first, second, _ = found.groups("")
    if first in _CLOSED or first.startswith(_CLOSED_AS) or (first, second) in _CLOSED_BY_TWO:
        return True
    if first == "your":
        phrase = bare.partition(",")[0].split()
        return "," in bare and 2 <= len(phrase) <= 6 and all(map(str.isalnum, phrase))
    return first == "with" and any(w.strip(",.—-") in _WISHED for w in bare.split(None, 5)[1:5])


def _may_be_name(text: str) -> bool:
    """Whether a line consists of words like those of names, the first with a capital."""
    name = text.lstrip(_OPENERS).rstrip(_CLOSING).removesuffix(".")
    return len(name) > 1 and name[0].isupper() and name.translate(_IN_SIGNED).isalnum()


def is_initials(text: str) -> bool:
    """Whether a line is a few initials, as under a letter."""
    bare = text.lstrip(_OPENERS)
    if bare[1:2] != ".":
        return False
    letters = bare.rstrip(_CLOSING).replace(" ", "")
    initials = letters[::2]
    pairs = 0 < len(initials) <= _INITIALS_MOST and letters[1::2] == "." * len(initials)
    return pairs and initials.isalpha() and initials.isupper()


def _has_day(text: str) -> bool:
    """Whether a line has a month with a day next to it."""
    return any(map(text.__contains__, _MONTHS)) and _DAY.search(text) is not None


def _is_dated(text: str) -> bool:
    """Whether a line is a date with at most a place, as over a letter or an entry."""
    if len(text) > 56 or not _DIGIT.search(text) or not (_YEAR.search(text) or _has_day(text)):
        return False
    if text[-1] in _SENTENCE_ENDS and _SENTENCE.fullmatch(text):
        return False
    low = [w for w in re.findall(r"[^\W\d_]+", text) if w.islower() and w not in _DATED_WORDS]
    return len(low) <= 1 and text[-1] not in "!?"
