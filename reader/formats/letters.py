"""Letter heads, signatures, telegrams and inscriptions among short lines.

The rule: only lines that could be nothing else are taken for a letter's; a doubtful run of
short lines is verse, which keeps them the same way.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reader.deferred import deferred
from reader.formats.lines import Row

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\.?"
_DATE = deferred(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?,?\s+(?:of\s+)?{_MONTH}(?!\w)|(?<!\w){_MONTH}\s+\d{{1,2}}(?!\d)|\b(?:1[5-9]|20)\d\d\b"
)
_DIGIT = deferred(r"\d")
_OPENING = deferred(
    r"[\"“‘'«„_*]*(?:(?:My\s+)?(?:\w+\s+)?(?:dear(?:est)?|beloved|darling)\b|Dear\b|To\s+(?:whom|the)\b|Madam|Sirs?\b|Gentlemen\b|Liebe[rs]?\b|Cher|Chère|Querid)",
    re.IGNORECASE,
)
_CLOSING = deferred(
    r"[\"“‘'_*]*(?:Yours\b|Your\s+(?:\w+\s+){0,4}\w+,|We (?:are|remain),|Sincerely"
    r"|Faithfully|Respectfully|Truly|Affectionately|Love\b"
    r"|With\s+(?:\w+\s+){0,3}(?:love|regards|thanks|affection|wishes)|Believe\s+me"
    r"|I\s+(?:am|remain)\b|Ever\b|Signed\b|Best\s+wishes|Kind\s+regards|P\.\s?S\.)",
    re.IGNORECASE,
)
_INITIALS = deferred(r"[\"“‘'_(]*(?:[A-ZÀ-Þ]\.\s?){1,4}[\"”’'_)]*")
_NAME = deferred(r"[\"“‘'_(—–-]*[A-ZÀ-Þ][\w.’'&,:\- ]{1,46}[\"”’'_)]*\.?[\"”’'_)]*")
_SIGNED_OFF = deferred(r"[\"“‘'_*]*Yours \w+( \w+)?[.,][\"”’'_*]*")
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
    """Whether a line on its own names who wrote what stands before it."""
    if _is_initials(text):
        return True
    if len(text) > 48 or not _NAME.fullmatch(text):
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
    if open_end and len(text) < 48 and _OPENING.match(text) and "”" not in text[:-1]:
        return 1.0
    if open_end and _CLOSING.match(text) and "”" not in text[:-1]:
        return 1.0
    if ("Yours " in text and _SIGNED_OFF.fullmatch(text)) or _is_initials(text) or _is_dated(text):
        return 1.0
    return 0.5 if text.isupper() and sum(map(str.isalpha, text)) > 2 else 0.0


def _is_initials(text: str) -> bool:
    return text.lstrip("\"“‘'_(")[1:2] == "." and _INITIALS.fullmatch(text) is not None


def _is_dated(text: str) -> bool:
    """Whether a line is a date with at most a place, as over a letter or an entry."""
    if not _DIGIT.search(text) or len(text) > 56 or not _DATE.search(text):
        return False
    low = [w for w in re.findall(r"[^\W\d_]+", text) if w.islower() and w not in _DATED_WORDS]
    return len(low) <= 1 and text[-1] not in "!?"
