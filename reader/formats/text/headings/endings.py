"""Lines that close a chapter: `END OF CHAPTER 3`, `KONIEC ROZDZIAŁU`, 第三章完.

The rule: what ends a chapter opens none, in whatever language and however it is set.
"""

from __future__ import annotations

from reader.deferred import deferred
from reader.formats.text.headings.lines import composed
from reader.formats.text.headings.vocabulary import STEM, STEMS

_LONGEST = 60
_AROUND = " \t\u3000.!?*_~=-–—\"”’'»«()[]…<>（）【】「」"
_WHOLE_LINES = (
    "end|the end|fin|ende|finis|конец|fine|fim|koniec|konec|slut|slutt|vége|loppu|kraj|край"
    "|кінець|τέλος|son|tbc|to be continued|hết|終|完|终|끝|النهاية|תם|סוף"
)
_WHOLE = frozenset(_WHOLE_LINES.split("|"))
_FIRST_WORDS = (
    "end|the end|here ends|fin|final|fine|fim|ende|schluss|koniec|konec|конец|кінець|край|slut"
    "|slutt|slutten|einde|τέλος|sfârșitul|kraj|hết|tamat|نهاية|סוף"
)
_FIRST = tuple(f"{words} " for words in _FIRST_WORDS.split("|"))
_LAST_WORDS = "end|ends|ended|vége|loppu|slut|slutt|sonu|ende|koniec|konec|конец|끝|終|完|终|了"
_LAST = tuple(f" {word}" for word in _LAST_WORDS.split("|"))
_STARTS = frozenset(word[:2] for word in (*_WHOLE, *_FIRST))
_STOPS = frozenset(word[-2:] for word in _LAST)
"""What all of these begin or end with, by which most lines are done with."""
_LINK_WORDS = "of|the|du|de|del|della|dell|des|der|von|på|av|van|do|da|od|for|ch"
_LINKS = frozenset(_LINK_WORDS.split("|"))
_EASTERN = deferred(
    r"(?:第\s*\S{1,8}\s*[章回話话节節卷部篇幕]|本[章卷书書回]|全[书書文剧劇]|제?\s?\d+\s?[장화부권]|上|中|下)"
    r"[\s　]*(?:完结?|終わり|終|终|了|結束|结束|おわり|끝)"
)

_EASTERN_STOPS = frozenset("完结終り终了束끝")
"""What those end with."""


def is_ending(text: str) -> bool:
    """Whether a line says that something is at its end."""
    if len(text) > _LONGEST:
        return False
    low = composed(text).casefold().strip(_AROUND)
    if low[:2] not in _STARTS and low[-2:] not in _STOPS and low.isascii():
        return False
    if low in _WHOLE:
        return True
    if low.startswith(_FIRST):
        words = [word for word in low.split()[1:] if word not in _LINKS]
        if words[:1] == ["end"]:
            words = [word for word in words[1:] if word not in _LINKS]
        return bool(words) and _is_part(words[0])
    if low.endswith(_LAST) and _is_part(low.split()[0]) and len(low.split()) <= 3:
        return True
    return low[-1:] in _EASTERN_STOPS and _EASTERN.fullmatch(low) is not None


def _is_part(word: str) -> bool:
    """Whether a word is a heading word, in whatever case of its language, or a number."""
    return word[:STEM] in STEMS or word[:1].isdecimal()
