"""Headings that say what they are: `Chapter 12`, `BOOK ONE: 1805`, `Première partie`.

The rule: words are looked up in tables and not written into patterns, because one that lists
the heading words of thirty languages takes longer to compile than a story to read.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from functools import lru_cache

from reader.deferred import deferred
from reader.formats.text.headings.lines import (
    BOOK,
    CHAPTER,
    PART,
    SCENE,
    TOP,
    VOLUME,
    Look,
    key_of,
    number_of,
)
from reader.formats.text.headings.numbers import SPELT

_WORDS = {
    VOLUME: "volume|vol|tome|tomo|band|том|τόμος|cilt|kötet|tom|volumul|díl",
    BOOK: "book|arc|season|livre|buch|libro|livro|boek|bok|kirja|книга|księga|kniha|könyv"
    "|kitap|cartea"
    "|βιβλίο|quyển|ספר|الكتاب",
    PART: "part|year|act|partie|acte|teil|akt|aufzug|parte|acto|ato|atto|deel|bedrijf|del|osa"
    "|część|část|rész|partea"
    "|часть|частина|част|действие|дія|kısım|μέρος|phần|bagian|חלק|الجزء|الباب|भाग|ภาค|osio|fitt|fytte",
    CHAPTER: "chapter|chap|ch|chapitre|kapitel|capítulo|capitulo|capitolo|hoofdstuk|luku"
    "|rozdział|kapitola|fejezet"
    "|capitolul|глава|розділ|bölüm|κεφάλαιο|chương|bab|פרק|الفصل|فصل|अध्याय|บทที่|ตอนที่|kapittel|kapitulli"
    "|poglavlje|skyrius|peatükk|letter|lettre|brief|carta|lettera|письмо|stave|canto|episode|adventure|story"
    "|tale|fable|day|night|entry|week|lesson|caput|jornada",
    SCENE: "scene|scène|szene|auftritt|escena|cena|scena|scen|сцена|явление|section"
    "|abschnitt|verse",
}
_RANKS = {word: rank for rank, words in _WORDS.items() for word in words.split("|")}
_SPECIAL_WORDS = (
    "prologue|epilogue|foreword|preface|introduction|afterword|prelude|coda|postscript|appendix|epigraph"
    "|prolog|epilog|vorwort|nachwort|prólogo|epílogo|prologo|epilogo|préface|avant-propos|пролог|эпилог"
    "|предисловие|послесловие|епілог|πρόλογος|επίλογος|előszó|utószó|esipuhe|induction"
)
_SPECIAL = frozenset(_SPECIAL_WORDS.split("|"))
_BETWEEN = frozenset(
    ("interlude", "intermission", "intermezzo", "entr'acte", "a/n", "omake", "bonus chapter")
) | {f"author{own} note" for own in ("", "s", "'", "’", "'s", "’s")}
_ORDINAL_WORDS = (
    "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth"
    "|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|last|final"
)
_UNITS = frozenset(_ORDINAL_WORDS.split("|")) | {"hundred", *SPELT}
_NAMED = _SPECIAL | _BETWEEN
_ORDERED = _SPECIAL | _RANKS.keys()
_LONGEST = max(map(len, _NAMED | _ORDERED))
_AFTER = deferred(
    r"\.?\s{0,3}(?:[Tt](?:he|HE)\s+|[Nn][Ooº]\.?\s*|#\s*)?"
    r"(?P<number>\d{1,4}(?:[.-]\d{1,3})?[a-zA-Zºª°]{,2}|(?P<spelt>[a-zA-Z]+))"
    r"(?![\w'’])(?P<rest>.*)"
)
_MORE = deferred(r"[ -](?:(?:and|And|AND)[ -])?(?P<spelt>[a-zA-Z]+)(?![\w'’])")
_ORDINAL = deferred(r"\d{1,3}(?:st|nd|rd|th|\.|ª|º|e|er|-а|-я)?", re.IGNORECASE)
# Numbers written out in other languages: the heading word and one more word make the whole line.
_FOREIGN_WORDS = (
    "kapitel|chapitre|livre|partie|teil|buch|akt|aufzug|luku|osa|fejezet|capitolo|hoofdstuk|parte"
    "|acte|deel"
)
_FOREIGN = frozenset(_FOREIGN_WORDS.split("|")).union(word for word in _RANKS if not word.isascii())
_WORD_FIRST = deferred(r"(\S+)\s+[^\W\d_]{2,16}(?:\s[^\W\d_]{2,16})?\.?")
_WORD_LAST = deferred(r"[^\W\d_]{3,16}\s+(\S+?)\.?")
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
        "year",
        "week",
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


_TITLE_MOST = 80
_OF = frozenset(["of", "von", "de", "sur", "di", "av", "af", "van", "из"])
_BEHIND = (" chapter", " ch.", " part ", " episode ", " kapitel ", " chapitre ", " глава ")
"""What a chapter is called behind the story's title."""
_ALL_WORDS = frozenset(
    [
        *(word.casefold().split("/")[0] for word in (*_RANKS, *_SPECIAL)),
        *("interlude", "intermission", "intermezzo", "entr", "note", "notes"),
        *("a", "omake", "bonus", "propos"),
    ]
)


def by_words(line: str) -> Look | None:
    """A heading that says what it is."""
    return _look_of(line) if may_name_a_part(line) else None


def may_name_a_part(line: str) -> bool:
    """Whether a heading word may stand among the first three; most texts are done with by this."""
    if not line[:1].isalpha():
        return True
    words = line.lower().split(None, 3)[:3]
    if words[0][-1].isdecimal():  # as in `Chapter3`
        return True
    return not _ALL_WORDS.isdisjoint(words) or "." in (first := "".join(words)) or ":" in first


@lru_cache(maxsize=1024)
def _look_of(line: str) -> Look | None:
    text = line.strip("*_=#[]<>~-–—|• \t\u3000\u00a0")
    if not text or len(text) > 120 or not _names_a_part(text):
        return None
    if numbered := _numbered(text):
        return _by_number(text, *numbered)
    if ordered := _ordered(text):
        return _look(text, *ordered)
    at = _behind(text, 0, ("the", "an"))
    if size := _word_at(text, at, _NAMED):
        rank = TOP if text[at : at + size].lower() in _SPECIAL else CHAPTER
        return _look(text, rank, text[at + size :]) if text[0].isupper() else None
    return _foreign(text) if text[0].isupper() else None


def _names_a_part(text: str) -> bool:
    """Whether a heading word stands among the first three."""
    low = text[:60].lower()
    first = low.replace(".", " ").replace(":", " ").split(None, 3)[:3]
    return not _ALL_WORDS.isdisjoint(first) or low.rstrip("0123456789") in _ALL_WORDS


def _numbered(text: str) -> tuple[str, str, str] | None:
    """A heading word, the number behind it, and the rest."""
    for size in range(min(len(text), _LONGEST), 1, -1):
        word = text[:size].lower()
        if word in _RANKS and (match := _AFTER.match(text, size)):
            number, spelt, rest = match.group("number", "spelt", "rest")
            if spelt is None or number_of(spelt):
                return word, number, rest
            if spelt.lower() in _UNITS:
                while (more := _MORE.match(rest)) and more["spelt"].lower() in _UNITS:
                    number, rest = number + more[0], rest[more.end() :]
                return word, number, rest
    return None


def _by_number(text: str, word: str, number: str, rest: str) -> Look | None:
    rest = _without_total(rest)
    if word in _WEAK and (rest.strip(" .:") or not text[0].isupper()):
        return None
    runs_on = rest.strip(" .") and rest.lstrip()[:1] not in ":.-–—"
    if runs_on and number.islower() and text[0].isupper():
        return None
    return _look(text, _RANKS[word], rest, number_of(number))


def _without_total(rest: str) -> str:
    """What follows a number, without how many there are: `2 of 5`."""
    words = rest.split(None, 2)
    if len(words) > 1 and words[0].lower() in _OF and words[1].rstrip(".:,)").isdecimal():
        return rest[rest.index(words[1]) + len(words[1].rstrip(".:,)")) :]
    return rest


def by_words_behind_title(line: str) -> tuple[str, Look] | None:
    """A title in small letters and the heading behind it: `My Story - Chapter 3`."""
    low = line.lower()
    for word in _BEHIND:
        at = low.find(word, 1, _TITLE_MOST)
        if at > 0 and line[at + 1].isupper() and (look := by_words(line[at + 1 :])):
            return low[:at].strip(" ,:;-–—"), look
    return None


def _ordered(text: str) -> tuple[int, str, int] | None:
    """The rank, the rest and the number of a heading with its number first."""
    start = _behind(text, 0, ("the",))
    number = text[start:].split(None, 1)[0]
    spelt = _UNITS.issuperset(number.lower().split("-", 1))
    if not spelt and not (number[0].isdecimal() and _ORDINAL.fullmatch(number)):
        return None
    at = _behind(text, start, (number.lower(),))
    size = _word_at(text, at, _ORDERED) if at > start else 0
    if not size:
        return None
    rank = _RANKS.get(text[at : at + size].lower(), TOP)
    return rank, text[at + size :], number_of(number)


def _behind(text: str, at: int, words: Sequence[str]) -> int:
    """Where the next word begins if one of these stands there, else the same place."""
    for word in words:
        end = at + len(word)
        if text[at:end].lower() == word and text[end : end + 1].isspace():
            return len(text) - len(text[end:].lstrip())
    return at


def _word_at(text: str, at: int, words: Container[str]) -> int:
    """How long the word of a table is that stands there, 0 where none does."""
    for size in range(min(len(text) - at, _LONGEST), 1, -1):
        end = at + size
        if text[at:end].lower() in words and not (
            text[end : end + 1].isalnum() or text[end : end + 1] == "_"
        ):
            return size
    return 0


def _foreign(text: str) -> Look | None:
    """A heading word and its number in another language's words."""
    for pattern in (_WORD_FIRST, _WORD_LAST):
        if (match := pattern.fullmatch(text)) and (word := match[1].lower()) in _FOREIGN:
            return Look(_RANKS[word], key_of(text))
    return None


def _look(text: str, rank: int, rest: str, number: int = 0) -> Look | None:
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
