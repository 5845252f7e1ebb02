"""Headings that are numbers: `12`, `XII.`, `twelve`, `~ 3 ~`, or before a title: `3. Homecoming`.

The rule: here is only told which number a line is; that numbers count up, and that a story stands
behind each, is for others to see.
"""

from __future__ import annotations

from reader.deferred import deferred
from reader.formats.text.headings.lines import number_of

_AROUND = " \t\u3000~*=_<>#|•·.-–—()[]{}、:"
_DIGITS_MOST = 3
_ROMAN_MOST = 8
_CHINESE = "一二三四五六七八九十百"
_CHINESE_MOST = 5
_NUMERALS = (("IVXLC", _ROMAN_MOST), ("ivxlc", _ROMAN_MOST), (_CHINESE, _CHINESE_MOST))
_ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
SPELT = {word: value for value, word in enumerate(_ONES.split(), 1)} | {
    word: 10 * value for value, word in enumerate(_TENS.split(), 2)
}
"""English words and their values."""
_BARE_MOST = 20
_TITLED = deferred(
    r"(?P<number>\d{1,3}|[IVXLC]{1,8})(?:[.:)]|\s[-–—])\s{1,4}(?P<title>[^a-z\s].{0,70})"
    rf"|(?P<chinese>[{_CHINESE}]{{1,{_CHINESE_MOST}}})[、．:：\s]\s*(?P<name>\S.{{0,40}})"
)
_BEGINS = frozenset(f"0123456789IVXLC{_CHINESE}")
_ENDED = ".,;。，；"


def bare_number(text: str) -> int:
    """The number that a line is but for ornaments around it; 0 where it is none."""
    core = text.strip(_AROUND)
    if not core or len(text) > _BARE_MOST:
        return 0
    if core.isdecimal():
        return int(core) if len(core) <= _DIGITS_MOST else 0
    if any(not core.strip(signs) and len(core) <= most for signs, most in _NUMERALS):
        return number_of(core)
    return _spelt(core.lower().replace("-", " ").split())


def _spelt(words: list[str]) -> int:
    """The value of one or two words: a number to a hundred."""
    values = [SPELT.get(word, 0) for word in words[:3]]
    if len(values) == 1:
        return values[0]
    if len(values) == 2 and values[0] >= 20 and 0 < values[1] < 10:
        return values[0] + values[1]
    return 0


def titled_number(text: str) -> int:
    """The number that stands before a title on a line; 0 where none does."""
    if text[0] not in _BEGINS or text[-1] in _ENDED or not (match := _TITLED.fullmatch(text)):
        return 0
    return number_of(match["number"] or match["chinese"])
