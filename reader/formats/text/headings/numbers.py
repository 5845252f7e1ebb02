"""Numbers of headings: `12`, `XII.`, `twelve`, `~ 3 ~`, before or after a title, 第三章.

The rule: this module only says which number a line is or has; whether numbers run on, and whether a
story follows each, is for others to see.
"""

from __future__ import annotations

import re

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
from reader.formats.text.headings.ordinals import SPELT
from reader.lazy_pattern import lazy_pattern
from reader.value import NamedTuple

NUMERAL = "[0-9０-９〇○零一二三四五六七八九十百千两兩廿卅壹贰貳叁參参肆伍陆陸柒捌玖拾]{1,9}"
"""Digits and Chinese numerals, for patterns."""
_DIGITS = (
    {c: i for i, c in enumerate("〇一二三四五六七八九")}
    | {c: i for i, c in enumerate("零壹贰叁肆伍陆柒捌玖")}
    | {"○": 0, "两": 2, "兩": 2, "貳": 2, "參": 3, "参": 3, "陸": 6}
)
_UNITS, _TENS = {"十": 10, "拾": 10, "百": 100, "千": 1000}, {"廿": 20, "卅": 30}
_ROMAN = frozenset("IVXLCDMivxlcdm")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_AROUND = " \t\u3000~*=_<>#|•·.-–—()[]{}、:\\/№+^«»（）【】〔〕［］〈〉．：＊"
_DIGITS_MOST, _ROMAN_MOST = 3, 8
_CHINESE, _CHINESE_MOST = "一二三四五六七八九十百", 5
_FORMS = (("IVXLC", _ROMAN_MOST, "roman"), ("ivxlc", _ROMAN_MOST, "small roman"))
_BARE_MOST = 24
_DOTS_MOST = 2
"""More than one on either side of a number are an ellipsis, or lead to a page number."""
_NOTED = lazy_pattern(r"(?P<of>[^\s\[\]]{1,24}?)\[\d{1,3}\]")
"""The sign of a footnote right after it."""
_TITLED = lazy_pattern(
    r"(?:(?P<number>\d{1,3}|[IVXLC]{1,8})(?:[.:)]|\.[-–—]|\s?[-–—•·])\s{0,4}(?P<title>[^a-z\s].*)"
    r"|(?P<zeros>0\d{1,3})\s+(?P<after>\S.*))"
)
_NO = lazy_pattern(r"[Nn][Oo]\.?\s?(?P<number>\d{1,4})(?:[\s.:-]+(?P<title>\S.*))?")
_HELD = lazy_pattern(r"[(\[（［](?P<number>\d{1,4}|[IVXLC]{1,8})[)\]）］]\s*(?P<title>\S.*)")
_NO_FIRSTS, _HELD_FIRSTS = frozenset("Nn"), frozenset("([（［")
_EASTERN = lazy_pattern(
    rf"[(（]?(?P<number>\d{{1,4}}|[０-９]{{1,4}}|[{_CHINESE}]{{1,{_CHINESE_MOST}}})"
    r"(?:[)）][、．.:：\s]*|[、．.:：]\s*|\s+)(?P<title>[^\d\s].{0,60})"
)
_NAMED = lazy_pattern(
    r"(?P<stem>[^\d\s][^\d#№\n]{0,60}?)(?P<mark>\s*[#№]\s?|\s+|\s*[-–—:]\s*|)"
    r"(?P<number>\d{1,4})\s?(?:화|장|편|회|話|话|章|回)?"
)
_FIRSTS = frozenset(f"IVXLCivxlc{_CHINESE}そ").union(
    letter for word in SPELT for letter in (word[0], word[0].upper())
)
"""Letters that a number begins with."""
_BEGINS = frozenset(f"0123456789IVXLC{_CHINESE}０１２３４５６７８９(（[［Nn")
_CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"  # `string` would be loaded for it alone
_NUMBERED_FIRSTS = _FIRSTS.union(_BEGINS, _AROUND, _CAPITALS)  # or a sign around a number
_AFTER_ROMAN = frozenset(".:)-–—•·")
_COUNTED = frozenset("0123456789０１２３４５６７８９화장편회話话章回])］）>*~=-| ")
_ENDED = frozenset(".,;。，；")
_COUNTER = 3
"""Characters of a number's last digit and of what may follow it."""
_NOT_NAME_WORDS = (
    "page|p|pp|pg|pag|seite|s|illustration|figure|fig|plate|footnote|note|table|line|verse"
    "|pagina|página|стр|страница|页|頁|ページ|쪽|at|on|in|of|to|and|the|a|room|number"
)
_NOT_NAMES = frozenset(_NOT_NAME_WORDS.split("|"))
"""Words before a number that counts something other than chapters."""


class Counted(NamedTuple):
    """A number that a line is or has."""

    number: int
    form: str
    """How it is written: numbers written differently are counted separately."""
    title: str = ""
    """What it numbers, if anything."""
    ended: bool = False
    """Whether the line ends like a sentence, so it may be an entry of a list."""


def number_of(numeral: str) -> int:
    """The value of digits, Roman or Chinese numerals; 0 for anything else."""
    text = numeral.strip(" .")
    if text[:1].isdecimal() and (digits := re.match(r"\d+", text)):
        return int(digits[0])
    if text and _ROMAN.issuperset(text):
        return _roman(text.upper())
    return _chinese(text)


def _roman(text: str) -> int:
    total = 0
    for a, b in zip(text, [*text[1:], ""], strict=True):
        value = _ROMAN_VALUES[a]
        total += -value if b and value < _ROMAN_VALUES[b] else value
    return total


def _chinese(text: str) -> int:
    if not text or any(c not in _DIGITS and c not in _UNITS and c not in _TENS for c in text):
        return 0
    if not any(c in _UNITS or c in _TENS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    total = held = 0
    for c in text:
        if c in _UNITS:
            total += max(held, 1) * _UNITS[c]
            held = 0
        elif c in _TENS:
            total += _TENS[c]
        else:
            held = _DIGITS[c]
    return total + held


def may_have_number(text: str) -> bool:
    """Whether a line may be a number or begin with one; this rules out most long lines."""
    if len(text) > _BARE_MOST:
        return text[0] in _BEGINS or text[-1] == "]"
    return text[:1] in _NUMBERED_FIRSTS or text[:1].isdecimal() or text[-1:] == "]"


def bare_number(text: str) -> Counted | None:
    """The number that a line consists of, apart from ornaments around it."""
    if text[-1:] == "]" and (noted := _NOTED.fullmatch(text)):
        text = noted["of"]
    if len(text) > _BARE_MOST or (text[:1].isalpha() and text[0] not in _FIRSTS):
        return None
    core = text.strip(_AROUND)
    if not core or text.count(".") > _DOTS_MOST:
        return None
    if core.isdecimal():
        return Counted(int(core), "digits") if len(core) <= _DIGITS_MOST and int(core) else None
    for signs, most, form in _FORMS:
        if not core.strip(signs) and len(core) <= most:
            return Counted(number_of(core), form)
    if not core.strip(_CHINESE) and len(core) <= _CHINESE_MOST:
        return Counted(number_of(core), "chinese")
    if core[:2] == "その" and (number := _chinese(core[2:])):
        return Counted(number, "その")
    value = _spelt(core.lower().replace("-", " ").split(None, 2)) if core.isascii() else 0
    return Counted(value, "spelt") if value else None


def _spelt(words: list[str]) -> int:
    """The value of one or two words: a number up to a hundred."""
    values = [SPELT.get(word, 0) for word in words]
    if len(values) == 1:
        return values[0]
    if len(values) == 2 and values[0] >= 20 and 0 < values[1] < 10:
        return values[0] + values[1]
    return 0


def titled_number(text: str) -> Counted | None:
    """The number before a title on a line."""
    if text[:1] not in _BEGINS:
        return None
    ended = text[-1] in _ENDED
    if text.isascii() or text[:1] in "IVXLC" or not _is_eastern(text):
        how, pattern = _way_of(text[0])
        match = pattern.fullmatch(text) if _may_be_counted(text) else None
        if not match:
            return None
        numeral, title = match.group("number", "title")
        close = how == "titled" and numeral and not text[len(numeral) + 1 :][:1].isspace()
        if not numeral:
            numeral, title = match.group("zeros", "after")
        title = title or ""
        if (title and not any(map(str.isalpha, title))) or (how == "held" and ended):
            return None
        if close and not title[:1].isalpha():
            return None
        kind = "roman" if numeral[0] in _ROMAN else "digits"
        return _titled(numeral, f"{how} {kind}", title, ended)
    match = _EASTERN.fullmatch(text)
    if not match:
        return None
    kind = "digits" if match["number"][0].isdecimal() else "chinese"
    return _titled(match["number"], f"titled {kind}", match["title"], ended)


def _way_of(first: str) -> tuple[str, re.Pattern[str]]:
    """How a number is set before its title, by the first sign, and the pattern for that way."""
    if first in _NO_FIRSTS:
        return "no.", _NO
    return ("held", _HELD) if first in _HELD_FIRSTS else ("titled", _TITLED)


def _may_be_counted(text: str) -> bool:
    """Whether a Roman numeral or `No.` ends as one; this rules out most lines of letters."""
    if text[0] in "Nn":
        return text[1:2] in ("o", "O") and any(map(str.isdecimal, text[2:5]))
    rest = text.lstrip("IVXLC") if text[0].isalpha() else ""
    return not rest or rest[0] in _AFTER_ROMAN or (rest[0].isspace() and rest[1:2] in _AFTER_ROMAN)


def _titled(numeral: str, form: str, title: str, ended: bool) -> Counted | None:
    number = number_of(numeral)
    return Counted(number, form, title, ended) if number else None


def _is_eastern(text: str) -> bool:
    """Whether what follows the number is written in East Asian characters."""
    return any(c >= "\u2e80" for c in text[1:12])


def named_number(text: str) -> tuple[str, int] | None:
    """The same words with a number after them, perhaps in brackets: `[Keeper's Tale #12]`."""
    if text[-1] not in _COUNTED and not "\u1100" <= text[-1] <= "\u11ff":
        return None
    core = composed(text).strip("[]()<>*~=-|_【】［］（） \t\u3000")
    match = _NAMED.fullmatch(core) if any(map(str.isdecimal, core[-_COUNTER:])) else None
    if not match or not (match["mark"] or match["stem"][-1] >= "\u2e80"):
        return None
    stem = match["stem"].casefold().strip(" ,:;-–—#.")
    last = stem.rsplit(None, 1)[-1] if stem else ""
    if not any(map(str.isalpha, stem)) or last in _NOT_NAMES:
        return None
    return stem, int(match["number"])


_LONGEST = 110
_SPAN = rf"{NUMERAL}(?:\s{NUMERAL}){{0,4}}(?:[.．・\-~～—–]{NUMERAL}|[至到]{NUMERAL})?"
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
_CHAPTER = lazy_pattern(
    rf"{_BEFORE}第\s*(?P<number>{_SPAN})\s*"
    r"(?:(?P<big>[卷巻部集册冊編编篇幕])(?=[\s　:：、.．·‧・—\-]|$)"
    r"|(?P<small>[章回話话折則则齣出])(?!合)"
    r"|(?P<part>[节節場场])(?!课|課))"
    r"(?P<rest>.*)"
)
_VOLUME = lazy_pattern(
    rf"(?P<word>卷)(?:之|第)?(?P<number>{NUMERAL})(?P<rest>(?:[\s　:：、.．·‧・—-].*)?)"
)
_DASHES = frozenset("—–―－")
_DASHED = lazy_pattern(
    r"(?<=[第十百千零廿卅\s])[—–―－](?=\s*[章回話话卷巻節节部集])"
    r"|(?<=第)[—–―－](?=[十百千])|(?<=[百千零])[—–―－](?=十)"
)
"""A dash where a number can only have 一, for which it was typed or misread."""
_UNIT_FIRST = lazy_pattern(rf"章(?P<number>{NUMERAL})(?P<rest>(?:[\s　:：、.．·‧—-].*)?)")
_UNIT_LAST = lazy_pattern(
    rf"(?P<number>{NUMERAL})\s?(?P<unit>[章話话回])(?P<rest>(?:[\s　:：、.．·‧—-].*)?)"
)
_SPECIAL = lazy_pattern(
    r"(?:(?P<top>楔子|序章|序幕|序言|前言|自序|序|引子|尾声|尾聲|终章|終章|后记|後記|跋|結語|结语|大结局"
    r"|プロローグ|エピローグ|あとがき|まえがき|はじめに|おわりに|프롤로그|에필로그|머리말|서문|후기)"
    r"|(?P<between>番外篇?|外传|外傳|幕間|幕间|閑話|间章|間章|외전)[0-9０-９一二三四五六七八九十]{0,3})"
    r"(?P<rest>(?:[\s　:：、.·—\-(（].{0,40})?)"
)
_KOREAN = lazy_pattern(
    r"제?\s?(?P<number>\d{1,4})\s?(?P<word>장|부|권|화|막|편)(?P<rest>(?:[\s:：.·—-].*)?)"
)
_KOREAN_RANKS = {"권": BOOK, "부": PART, "막": PART, "편": PART, "장": CHAPTER, "화": CHAPTER}
_SIGN = "\u3000"
"""Each form has one of these characters."""
_SPECIAL_FIRSTS = frozenset("楔序前自引尾终終后後跋結结大プエあまはお프에머서후番外幕閑间間외")
_MARKED_FIRSTS = _SPECIAL_FIRSTS.union(
    "第卷巻章正作公V番《上中下前后後제"  # the part before the number, or its word
    "0123456789０１２３４５６７８９〇○零一二三四五六七八九十百千两兩廿卅壹贰貳叁參参肆伍陆陸柒捌玖拾"
)
"""What each form begins with, which rules out most lines."""
_KANA_FIRST, _KANA_LAST, _IDEOGRAPH_LAST = "\u3041", "\u30ff", "\u9fff"
_KANA_HEADS = frozenset(["あと", "まえ", "はじ", "おわ", "プロ", "エピ"])
"""How the forms in kana begin."""
_VOICED = frozenset("\u3099\u309a")
"""Marks that turn the kana before them into another."""
_AROUND_EASTERN = " \t\u3000\u00a0*=#-＃★☆●○■□◆◇※、~～—"
_OPENERS, _CLOSERS = "【[［（(「『〖〔《〈", "】]］）)」』〗〕》〉"
_MARKED_MOST = 16
_SIGNS = "，。！？…；,!?;”」』"
"""What sentences have and titles seldom do."""
_TITLE_MOST = 20
"""Signs of a title that nobody would take for a sentence, though nothing separates it from its
number.
"""
_LONG_TITLE = 45
_BREAKS_OFF = ("，", "、", "；")
_PARTED = frozenset(" \t\u3000:：、.．·‧・—-「『（(【《〈")


def by_asian(line: str) -> Look | None:
    """第一章, 第3話, 卷二, 楔子, 序章, 番外, 제3장 and their relatives."""
    if not may_be_asian(line):
        return None
    text = _unframed(composed(line).strip(_AROUND_EASTERN))
    first, has = text[:1], text.__contains__
    if first not in _MARKED_FIRSTS or len(text) > _LONGEST or (first < _SIGN > max(text)):
        return None
    if any(map(has, _DASHES)):  # a cheap test, so that most patterns are never compiled
        text = _DASHED.sub("一", text)
    if "第" in text and (match := _CHAPTER.fullmatch(text)):
        unit = match["big"] or match["small"] or match["part"]
        rank = CHAPTER if match["small"] else SCENE if match["part"] else BOOK
        return _counted(match, PART if unit == "幕" else rank, text, unit)
    if first == "卷" and (match := _VOLUME.fullmatch(text)):
        return _counted(match, BOOK, text, "卷")
    if first == "章" and (match := _UNIT_FIRST.fullmatch(text)):
        return _counted(match, CHAPTER, text, "章")
    if any(map(has, "章話话回")) and (match := _UNIT_LAST.fullmatch(text)):
        look = _counted(match, CHAPTER, text, match["unit"])
        return look._replace(doubtful=True) if look else None
    if any(map(has, _KOREAN_RANKS)) and (match := _KOREAN.fullmatch(text)):
        return _counted(match, _KOREAN_RANKS[match["word"]], text, match["word"])
    if first in _SPECIAL_FIRSTS and (match := _SPECIAL.fullmatch(text)):
        return _special(match, text)
    return None


def may_be_asian(line: str) -> bool:
    """Whether a line begins as some form does; nearly all lines of prose are done with by this.

    They begin with a kana, an ideograph or a bracket, and go on as no form does.
    """
    first = line[:1]
    if _KANA_FIRST <= first <= _IDEOGRAPH_LAST:
        marked = first > _KANA_LAST or line[:2] in _KANA_HEADS
        return (marked and first in _MARKED_FIRSTS) or not _VOICED.isdisjoint(line[1:3])
    return not (line.isascii() or (first in _OPENERS and _is_said(line)))


def _is_said(line: str) -> bool:
    """Whether what begins with a bracket does not continue like any form."""
    inside = line[1:8].lstrip(_AROUND_EASTERN)[:1]
    return inside != "" and inside not in _MARKED_FIRSTS and "第" not in line


def _unframed(text: str) -> str:
    """The text without brackets around all of it, around its number, or around a site's mark."""
    at = _OPENERS.find(text[:1]) if text else -1
    if at < 0:
        return text
    end = text.find(_CLOSERS[at])
    if end < 0:
        return text[1:].strip(_AROUND_EASTERN)
    inside, rest = text[1:end].strip(), text[end + 1 :].strip(_AROUND_EASTERN)
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
    """A heading with a number; doubtful if what follows may be the rest of a sentence."""
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
    number = number_of("".join(re.split("[.．・~～—–至到-]", match["number"])[0].split()))
    bare = not title
    return Look(rank, key_of(text), number, unit, doubtful, bare)


_TO_A_PAGE = lazy_pattern(r"\w[^\w\n]\s*\w.*[^\s.](?:\s{3,}|\s?(?:\.\s?){3,})\d{1,4}")
_LEADS = 2
"""More dots than those lead to a page number."""


def leads_to_a_page(line: str) -> bool:
    """Whether a title is followed by a wide gap or dots, and a page number."""
    if not line[-1].isdecimal():
        return False
    words = line.split()
    gapped = len(line) - sum(map(len, words)) > len(words)  # by more blanks than part words
    return (gapped or line.count(".") > _LEADS) and _TO_A_PAGE.search(line) is not None
