"""Headings in Chinese, Japanese and Korean: 第一章, 第3話, 卷二, 楔子, 番外, 제3장, 등불 1화.

The rule: the unit after the number says what is counted; what stands before it, marks of a
site, a title or a volume, says nothing, and what stands after it is a title or else doubtful.
"""

from __future__ import annotations

import re

from reader.deferred import deferred
from reader.formats.text.headings.lines import (
    BOOK,
    CHAPTER,
    PART,
    SCENE,
    TOP,
    Look,
    composed,
    key_of,
)
from reader.formats.text.headings.numbers import NUMERAL, number_of

_LONGEST = 110
_SPAN = rf"{NUMERAL}(?:\s{NUMERAL}){{0,4}}(?:[.．・\-~～]{NUMERAL}|[至到]{NUMERAL})?"
_VOLUME_WORD = (
    rf"(?:第\s*{NUMERAL}\s*[卷巻部集册冊编編篇]|[卷巻]\s*{NUMERAL}|[上中下前后後][卷巻部册冊篇编編]"
    r"|正文卷?)"
)
_BEFORE = (
    r"(?:(?:作品正文|正文|VIP章节|VIP卷|VIP|作品相关|公众章节|番外篇?)[\s　:：·、.]*)?"
    r"(?:\d{1,4}[、.．]\s*|[一二三四五六七八九十百]{1,5}、)?"
    r"(?:《[^》]{1,30}》\s*)?"
    rf"(?:{_VOLUME_WORD}(?:[\s　:：·—-]+[^\s　第。，]{{1,12}})?[\s　:：·、]*)?"
)
_CHAPTER = deferred(
    rf"{_BEFORE}第\s*(?P<number>{_SPAN})\s*"
    r"(?:(?P<big>[卷巻部集册冊編编篇幕])(?=[\s　:：、.．·‧・—\-]|$)"
    r"|(?P<small>[章回話话折則则齣出])(?!合)"
    r"|(?P<part>[节節場场])(?!课|課))"
    r"(?P<rest>.*)"
)
_VOLUME = deferred(
    rf"(?P<word>卷)(?:之|第)?(?P<number>{NUMERAL})(?P<rest>(?:[\s　:：、.．·‧・—-].*)?)"
)
_UNIT_FIRST = deferred(rf"章(?P<number>{NUMERAL})(?P<rest>(?:[\s　:：、.．·‧—-].*)?)")
_UNIT_LAST = deferred(
    rf"(?P<number>{NUMERAL})\s?(?P<unit>[章話话回])(?P<rest>(?:[\s　:：、.．·‧—-].*)?)"
)
_SPECIAL = deferred(
    r"(?:(?P<top>楔子|序章|序幕|序言|前言|自序|序|引子|尾声|尾聲|终章|終章|后记|後記|跋|結語|结语|大结局"
    r"|プロローグ|エピローグ|あとがき|まえがき|はじめに|おわりに|프롤로그|에필로그|머리말|서문|후기)"
    r"|(?P<between>番外篇?|外传|外傳|幕間|幕间|閑話|间章|間章|외전)[0-9０-９一二三四五六七八九十]{0,3})"
    r"(?P<rest>(?:[\s　:：、.·—\-(（].{0,40})?)"
)
_KOREAN = deferred(
    r"제?\s?(?P<number>\d{1,4})\s?(?P<word>장|부|권|화|막|편)(?P<rest>(?:[\s:：.·—-].*)?)"
)
_KOREAN_RANKS = {"권": BOOK, "부": PART, "막": PART, "편": PART, "장": CHAPTER, "화": CHAPTER}
_SIGN = deferred("[\u3000-\uffff]")
"""Each form has a sign from there."""
_FIRSTS = frozenset(
    "第卷巻章正作公V番《上中下前后後제"  # what comes before the number, or is its word
    "0123456789０１２３４５６７８９〇○零一二三四五六七八九十百千两兩廿卅壹贰貳叁參参肆伍陆陸柒捌玖拾"
    "楔序自引尾终終跋結结大プエあまはお프에머서후외外幕閑间間"  # what special headings begin with
)
"""What each form begins with, by which most lines are done with."""
_AROUND = " \t\u3000\u00a0*=#-＃★☆●○■□◆◇※、~～—"
_OPENERS, _CLOSERS = "【[［（(「『〖〔《〈", "】]］）)」』〗〕》〉"
_MARKED_MOST = 16
_SIGNS = "，。！？…；,!?;”」』"
"""What sentences have and titles seldom."""
_TITLE_MOST = 20
"""Signs of a title that none would take for a sentence, though nothing parts it from its number."""
_LONG_TITLE = 45
_BREAKS_OFF = ("，", "、", "；")
_PARTED = frozenset(" \t\u3000:：、.．·‧・—-「『（(【《〈")


def by_asian(line: str) -> Look | None:
    """第一章, 第3話, 卷二, 楔子, 序章, 番外, 제3장 and their relatives."""
    if line.isascii():
        return None
    text = _unframed(composed(line).strip(_AROUND))
    if text[:1] not in _FIRSTS or len(text) > _LONGEST or not _SIGN.search(text):
        return None
    if match := _CHAPTER.fullmatch(text):
        unit = match["big"] or match["small"] or match["part"]
        rank = CHAPTER if match["small"] else SCENE if match["part"] else BOOK
        return _counted(match, PART if unit == "幕" else rank, text, unit)
    if match := _VOLUME.fullmatch(text):
        return _counted(match, BOOK, text, "卷")
    if match := _UNIT_FIRST.fullmatch(text):
        return _counted(match, CHAPTER, text, "章")
    if match := _UNIT_LAST.fullmatch(text):
        look = _counted(match, CHAPTER, text, match["unit"])
        return look._replace(doubtful=True) if look else None
    if match := _KOREAN.fullmatch(text):
        return _counted(match, _KOREAN_RANKS[match["word"]], text, match["word"])
    if match := _SPECIAL.fullmatch(text):
        return _special(match, text)
    return None


def _unframed(text: str) -> str:
    """The text without brackets around all of it, around its number, or around a site's mark."""
    at = _OPENERS.find(text[:1]) if text else -1
    if at < 0:
        return text
    end = text.find(_CLOSERS[at])
    if end < 0:
        return text[1:].strip(_AROUND)
    inside, rest = text[1:end].strip(), text[end + 1 :].strip(_AROUND)
    if not rest:
        return inside
    if "第" in inside or len(inside) > _MARKED_MOST:
        return f"{inside} {rest}"
    return rest if rest[:1] == "第" else text


def _special(match: re.Match[str], text: str) -> Look | None:
    if match["rest"].strip()[-1:] in ("，", "、", "；", "。", "”", "」") or "。" in match["rest"]:
        return None
    return Look(TOP if match["top"] else CHAPTER, key_of(text))


def _counted(match: re.Match[str], rank: int, text: str, unit: str) -> Look | None:
    """A heading with a number; doubtful where what follows may be the rest of a sentence."""
    rest = match["rest"]
    title = rest.strip(" \t\u3000")
    if title[-1:] in _BREAKS_OFF:
        return None
    sentence = any(sign in title for sign in _SIGNS)
    parted = not rest or rest[0] in _PARTED
    doubtful = (
        len(title) > _LONG_TITLE
        or "。" in title
        or title[-1:] in ("”", "」")
        or (not parted and (sentence or len(title) > _TITLE_MOST))
    )
    number = number_of("".join(re.split("[.．・~～至到-]", match["number"])[0].split()))
    bare = not title
    return Look(rank, key_of(text), number, unit, doubtful, bare)
