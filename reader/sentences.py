"""Where sentences end: one rule for bookmarks, snippets, selection and speech.

The rule: a mark of the end and the closing quotation marks after it end a sentence, unless the mark
belongs to a title or an initial, or the text goes on with a lower-case letter (“Stop!” cried he)
or, in Japanese, with the particle of quoting. Nothing here knows about blocks or lines.
"""

from __future__ import annotations

from collections.abc import Iterator

from reader.lazy_pattern import lazy_pattern

_END = lazy_pattern(
    "[.!?\u2026\u061f\u06d4\u0964\u0965\u0589\u1362]+[\"'\u201c\u201d\u2018\u2019»«)\\]]*(?=\\s|\\Z)"
    "|[。！？｡]+[」』”’）〉》]*"
)
_TITLE = lazy_pattern(
    "(?:^|[\\W_])(?:M(?:rs?|s|me|lle|M|essrs|gr)|Drs?|Prof|Rev|Hon|St[es]?|Mt|Col|Gen|Capt|Lt|Sgt"
    "|Maj|Cpl|Adm|Gov|Sen|Pres|Jr|Sr|Esq|Vol|Fig|vs|cf|viz|Bd|bzw|usw|Sra?|Srta|Dña?|Sig|Avv|Dott"
    "|Kap|Hr|Fr|Frl|гг?|см|стр|(?<![^\\W\\d_]['\u2019])[^\\W\\d_])\\Z"
)
"""A word whose full stop does not end a sentence; one letter alone is an initial, but not that of
`don't`.
"""
_NUMBER = lazy_pattern(r"(?:^|\W)(?:No|Nos|Nr|pp?)\Z")
"""A word whose full stop does not end a sentence before a figure."""
_NEXT = lazy_pattern(r"\s+(?:[-\u2010-\u2015]+\s*)?(\S)")
"""The first character of what follows, also after a dash, with which speech is often broken off."""
_LONGEST, _AHEAD = 12, 16
"""Characters of the longest such word and more, and those looked at after the mark."""
_QUOTING = "とってい"


def sentence_ends(text: str, start: int = 0, end: int | None = None) -> Iterator[int]:
    """The offsets in `text[start:end]` after which another sentence begins, ascending.

    The last sentence of a passage need not end with one of them.
    """
    end = len(text) if end is None else end
    for match in _END.finditer(text, start, min(len(text), end + _AHEAD)):
        if match.end() > end:
            return
        if _is_end(text, start, match.start(), match.end(), match[0]):
            yield match.end()


def sentence_in(text: str, start: int, end: int, at: int) -> tuple[int, int]:
    """Both ends of the sentence of `text[start:end]` that contains an offset, without blanks.

    Blanks between two sentences belong to the later one, those after the last one to it.
    """
    while start < end and text[end - 1].isspace():
        end -= 1
    at = min(at, end - 1)
    low, high = start, end
    for stop in sentence_ends(text, start, end):
        if stop > at and text[at:stop].strip():
            high = stop
            break
        low = stop
    while low < high and text[low].isspace():
        low += 1
    while low < high and text[high - 1].isspace():
        high -= 1
    return low, high


def _is_end(text: str, start: int, at: int, after: int, marks: str) -> bool:
    if marks[0] in "。！？｡":
        return not (marks[-1] in "」』”’）" and text[after : after + 1] in _QUOTING)
    ahead = _NEXT.match(text, after, min(len(text), after + _AHEAD))
    if ahead and ahead[1].islower():
        return False
    if marks != ".":
        return True
    before = text[max(start, at - _LONGEST) : at]
    if before.endswith("I") and not before[-2:-1].strip():
        return True  # the pronoun
    if _TITLE.search(before) and _has_cases(before[-1:]):
        return False
    return not (ahead and ahead[1].isdigit() and _NUMBER.search(before))


def _has_cases(letter: str) -> bool:
    return letter.lower() != letter.upper()
