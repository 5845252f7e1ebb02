"""What a heading line looks like, in the forms and languages that stories use.

The rule: a heading is a name for what follows, so a line that goes on as a sentence does is
none, whatever word it begins with. Each form gives a rank: the lower, the more it comprises.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from reader.deferred import deferred


class Look(NamedTuple):
    """What a line is as a heading."""

    rank: int
    """10 volume, 20 book, 30 part or act, 40 chapter, 50 scene or section."""
    key: str
    """The same for the same heading wherever it is printed, as in a list of contents."""
    number: int = 0
    """Its number where it is written in digits, Roman or Chinese numerals, else 0."""


TOP = 5
"""Rank of prologues and epilogues: they stand beside whatever comprises most."""
VOLUME, BOOK, PART, CHAPTER, SCENE = 10, 20, 30, 40, 50

_NUMERAL = "[0-9０-９〇○零一二三四五六七八九十百千两兩廿卅壹贰叁肆伍陆柒捌玖拾]{1,9}"
_CHINESE = deferred(
    rf"(?:正文\s*|《[^》]{{1,30}}》\s*)?第\s*(?P<number>{_NUMERAL})\s*"
    r"(?:(?P<big>[卷部集册冊編编篇幕])(?=[\s　:：、.．·—\-]|$)|(?P<small>[章回話话折])(?!合)"
    r"|(?P<part>[节節場场](?!课|課)))"
    r"(?P<rest>[^。]*)"
)
_VOLUME = deferred(
    rf"(?P<word>卷)(?:之|第)?(?P<number>{_NUMERAL})(?P<rest>(?:[\s　:：、.·—-][^。]*)?)"
)
_ASIAN_SPECIAL = deferred(
    r"(?:(?P<top>楔子|序章|序幕|序言|前言|自序|序|引子|尾声|尾聲|终章|終章|后记|後記|跋|結語|结语|大结局"
    r"|プロローグ|エピローグ|あとがき|まえがき|はじめに|おわりに|프롤로그|에필로그|머리말|서문|후기)"
    r"|(?P<between>番外篇?|外传|外傳|幕間|幕间|閑話|间章|間章|외전)[0-9０-９一二三四五六七八九十]{0,3})"
    r"(?P<rest>(?:[\s　:：、.·—\-(（].{0,40})?)"
)
_KOREAN = deferred(
    r"제?\s?(?P<number>\d{1,4})\s?(?P<word>장|부|권|화|막|편)(?P<rest>(?:[\s:：.·—-].{0,40})?)"
)
_KOREAN_RANKS = {"권": BOOK, "부": PART, "막": PART, "편": PART, "장": CHAPTER, "화": CHAPTER}
_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "两": 2, "兩": 2}
_LEADERS = frozenset(" \t\u3000\u00a0.·…_")
_ROMAN = frozenset("IVXLCDMivxlcdm")


def by_chinese(line: str) -> Look | None:
    """第一章, 第3話, 卷二, 楔子, 序章, 番外, 제3장 and their relatives."""
    text = line.strip(" \t\u3000\u00a0【】[]「」*=#-")
    begins = text[:1] >= "\u1100" or text[:1].isdigit()
    if not begins or len(text) > 60 or max(text) < "\u3000":  # each form has a sign from beyond
        return None
    if match := _CHINESE.fullmatch(text):
        rank = CHAPTER if match["small"] else SCENE if match["part"] else BOOK
        if match["big"] == "幕":
            rank = PART
        return _asian(match, rank, text)
    if match := _VOLUME.fullmatch(text):
        return _asian(match, BOOK, text)
    if match := _KOREAN.fullmatch(text):
        return _asian(match, _KOREAN_RANKS[match["word"]], text)
    if match := _ASIAN_SPECIAL.fullmatch(text):
        return _asian(match, TOP if match["top"] else CHAPTER, text)
    return None


def _asian(match: re.Match[str], rank: int, text: str) -> Look | None:
    rest = match["rest"].strip(" \u3000")
    if len(rest) > 45 or rest[-1:] in ("，", "、", "；", "。", "”", "」") or "。" in rest:
        return None
    number = match.groupdict().get("number")
    return Look(rank, key_of(text), number_of(number) if number else 0)


def number_of(numeral: str) -> int:
    """The value of digits, Roman or Chinese numerals; 0 for anything else."""
    text = numeral.strip(" .")
    if text[:1].isdecimal() and (digits := re.match(r"\d+", text)):
        return int(digits[0])
    if text and _ROMAN.issuperset(text):
        return _roman(text.upper())
    return _chinese(text)


def _roman(text: str) -> int:
    values = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
    total = 0
    for a, b in zip(text, [*text[1:], ""], strict=True):
        total += -values[a] if b and values[a] < values[b] else values[a]
    return total


def _chinese(text: str) -> int:
    units = {"十": 10, "百": 100, "千": 1000}
    if not text or any(c not in _DIGITS and c not in units for c in text):
        return 0
    if not any(c in units for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    total = held = 0
    for c in text:
        if c in units:
            total += max(held, 1) * units[c]
            held = 0
        else:
            held = _DIGITS[c]
    return total + held


def key_of(text: str) -> str:
    """A heading without case, leaders, page number and punctuation."""
    bare = text.strip()
    if bare[-1:].isdecimal():
        name = bare.rstrip("0123456789０１２３４５６７８９")
        led = name[-1:].isspace() or (len(name) > 1 and _LEADERS.issuperset(name[-2:]))
        if led and len(bare) - len(name) <= 4:  # the number of a page
            bare = name
    return "".join(filter(str.isalnum, bare.casefold()))
