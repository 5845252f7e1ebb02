"""What a heading line looks like, in the forms and languages that stories use.

The rule: a heading is a name for what follows, so a line that goes on as a sentence does is
none, whatever word it begins with. Each form gives a rank: the lower, the more it comprises.
"""

from __future__ import annotations

import re
from functools import lru_cache
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

_WORDS = {
    VOLUME: "volume|vol|tome|tomo|band|том|τόμος|cilt|kötet|tom|volumul|díl",
    BOOK: "book|livre|buch|libro|livro|boek|bok|kirja|книга|księga|kniha|könyv|kitap|cartea"
    "|βιβλίο|quyển|ספר|الكتاب",
    PART: "part|act|partie|acte|teil|akt|aufzug|parte|acto|ato|atto|deel|bedrijf|del|osa"
    "|część|část|rész|partea"
    "|часть|частина|част|действие|дія|kısım|μέρος|phần|bagian|חלק|الجزء|الباب|भाग|ภาค|osio|fitt|fytte",
    CHAPTER: "chapter|chap|ch|chapitre|kapitel|capítulo|capitulo|capitolo|hoofdstuk|luku"
    "|rozdział|kapitola|fejezet"
    "|capitolul|глава|розділ|bölüm|κεφάλαιο|chương|bab|פרק|الفصل|فصل|अध्याय|บทที่|ตอนที่|kapittel|kapitulli"
    "|poglavlje|skyrius|peatükk|letter|lettre|brief|carta|lettera|письмо|stave|canto|episode|adventure|story"
    "|tale|fable|day|night|entry|lesson|caput|jornada",
    SCENE: "scene|scène|szene|auftritt|escena|cena|scena|scen|сцена|явление|section"
    "|abschnitt|verse",
}
_RANKS = {word: rank for rank, words in _WORDS.items() for word in words.split("|")}
_SPECIAL = (
    "prologue|epilogue|foreword|preface|introduction|afterword|prelude|coda|postscript|appendix|epigraph"
    "|prolog|epilog|vorwort|nachwort|prólogo|epílogo|prologo|epilogo|préface|avant-propos|пролог|эпилог"
    "|предисловие|послесловие|епілог|πρόλογος|επίλογος|előszó|utószó|esipuhe|induction"
)
_BETWEEN = "interlude|intermission|intermezzo|entr'acte|author['’]?s? note|a/n|omake|bonus chapter"
_UNITS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    "|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
    "|hundred|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth"
    "|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|last|final"
)
_NUMBER = (
    rf"(?:\d{{1,4}}(?:[.-]\d{{1,3}})?(?:st|nd|rd|th|[ºª°er])?|[IVXLCDM]{{1,9}}"
    rf"|(?:{_UNITS})(?:[ -](?:and[ -])?(?:{_UNITS}))*)"
)
_WORD = "|".join(sorted(_RANKS, key=len, reverse=True))
_NUMBERED = deferred(
    rf"(?P<word>{_WORD})\.?\s{{0,3}}(?:the\s+|no\.?\s*|nº\s*|#\s*)?(?P<number>{_NUMBER})(?![\w'’])(?P<rest>.*)",
    re.IGNORECASE,
)
_ORDINAL = deferred(
    rf"(?:the\s+)?(?P<number>(?:{_UNITS})(?:-(?:{_UNITS}))?|\d{{1,3}}(?:st|nd|rd|th|\.|ª|º|e|er|-а|-я)?)"
    rf"\s+(?P<word>{_WORD}|{_SPECIAL})(?!\w)(?P<rest>.*)",
    re.IGNORECASE,
)
# Numbers written out in other languages: the heading word and one more word make the whole line.
_FOREIGN_WORDS = "|".join(
    word
    for word in _RANKS
    if not word.isascii()
    or word
    in [
        "kapitel",
        "chapitre",
        "livre",
        "partie",
        "teil",
        "buch",
        "akt",
        "aufzug",
        "luku",
        "osa",
        "fejezet",
        "capitolo",
        "hoofdstuk",
        "parte",
        "acte",
        "deel",
    ]
)
_FOREIGN = deferred(
    rf"(?P<word>{_FOREIGN_WORDS})\s+[^\W\d_]{{2,16}}(?:\s[^\W\d_]{{2,16}})?\.?"
    rf"|[^\W\d_]{{3,16}}\s+(?P<after>{_FOREIGN_WORDS})\.?",
    re.IGNORECASE,
)
_ONE_WORD = deferred(
    rf"(?:the\s+|an\s+)?(?:(?P<top>{_SPECIAL})|(?P<between>{_BETWEEN}))(?!\w)(?P<rest>.*)",
    re.IGNORECASE,
)
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
_ROMAN = frozenset("IVXLCDMivxlcdm")
_TITLE_MOST = 80
_ALL_WORDS = frozenset(
    word.casefold().split()[-1].split("/")[0] for word in [*_RANKS, *_SPECIAL.split("|")]
) | {
    "interlude",
    "intermission",
    "intermezzo",
    "entr",
    "note",
    "notes",
    "a",
    "omake",
    "bonus",
    "propos",
}


@lru_cache(maxsize=1024)
def by_words(line: str) -> Look | None:
    """A heading that says what it is: `Chapter 12`, `BOOK ONE: 1805`, `Première partie`."""
    text = line.strip("*_=#[]<>~-–—|• \t\u3000\u00a0")
    if not text or len(text) > 120 or not _names_a_part(text):
        return None
    if match := _NUMBERED.fullmatch(text):
        return _numbered(match, text)
    if match := _ORDINAL.fullmatch(text):
        rank = _RANKS.get(match["word"].lower(), TOP)
        return _look(rank, text, match["rest"], number_of(match["number"]))
    if match := _ONE_WORD.fullmatch(text):
        rank = TOP if match["top"] else CHAPTER
        return _look(rank, text, match["rest"]) if text[0].isupper() else None
    if (match := _FOREIGN.fullmatch(text)) and text[0].isupper():
        word = (match["word"] or match["after"]).lower()
        return Look(_RANKS[word], key_of(text))
    return None


def _names_a_part(text: str) -> bool:
    """Whether a heading word stands among the first three; most lines are done with by this."""
    first = text[:60].lower().replace(".", " ").replace(":", " ").split(None, 3)[:3]
    return not _ALL_WORDS.isdisjoint(first)


def _numbered(match: re.Match[str], text: str) -> Look | None:
    word = match["word"].lower()
    rest = match["rest"]
    if word in _WEAK and (rest.strip(" .:") or not text[0].isupper()):
        return None
    runs_on = rest.strip(" .") and rest.lstrip()[:1] not in ":.-–—"
    if runs_on and match["number"].islower() and text[0].isupper():
        return None
    return _look(_RANKS[word], text, rest, number_of(match["number"]))


# Words that begin ordinary sentences too, so that nothing may follow their number.
_WEAK = frozenset(
    [
        "day",
        "night",
        "entry",
        "lesson",
        "story",
        "tale",
        "fable",
        "verse",
        "section",
        "ch",
        "del",
        "osa",
        "band",
        "bab",
        "tom",
        "brief",
        "carta",
        "cena",
    ]
)


def _look(rank: int, text: str, rest: str, number: int = 0) -> Look | None:
    return Look(rank, key_of(text), number) if _is_title(rest) else None


def _is_title(rest: str) -> bool:
    """Whether what follows the number can be a title: nothing, or words set off or in capitals."""
    title = rest.lstrip(" \t.:)]-–—―·,|*_\u3000\u00a0")
    if not title:
        return not rest.strip() or rest.strip()[-1] not in ",;"
    if len(title) > _TITLE_MOST or title[-1] in ",;":
        return False
    set_off = rest.lstrip()[0] in ".:)]-–—―·|" or rest[:2].isspace()
    if title[0].islower():
        return set_off and rest.lstrip()[0] in ":-–—" and len(title.split()) <= 10
    if title[-1] == "." and not set_off and len(title.split()) > 6:
        return False
    return set_off or not title[0].isalpha() or _is_capitalised(title)


def _is_capitalised(title: str) -> bool:
    """Whether the longer words begin with capitals, as they do in a title set behind a blank."""
    long = [w for w in re.findall(r"[^\W\d_]+", title) if len(w) > 4]
    return all(w[0].isupper() or not w[0].islower() for w in long)


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
        bare = re.sub(r"(?:[\s.·…_]{2,}|\s)\d{1,4}$", "", bare)
    return "".join(filter(str.isalnum, bare.casefold()))
