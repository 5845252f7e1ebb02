"""Lines that name who wrote a text, at its head.

The rule: a word such as `by` names an author, and so does a claim of ownership; what is named must
be short enough for a name, and look like one if the words alone do not show it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reader.formats.text.matter.head_lines import HeadLine
from reader.formats.text.matter.names import GIVEN, LOOK, person
from reader.lazy_pattern import lazy_pattern

_NAME_WORDS = 6
_WORDS_APART = 4
"""Words of a name, each of which may be set on a line of its own."""
_QUOTES = ('"', "“")
_DATED = lazy_pattern(r"[,\s]+(?:\d{1,4}(?:[/.-]\d{1,4}){1,2}|1[4-9]\d\d|20\d\d)\.?$")
"""A day or a year after a name; any other number is part of it."""
_BY = lazy_pattern(
    r"[\W_]*(?P<what>(?:[^\W_]+ ){0,4})"
    r"(?P<word>by|von|par|por|di|door|av|af|автор|autor|author|作者|著者)\b[ ]?[:：]?\s*"
    r"(?P<author>\S.{0,60}?)(?:[ ,]*[\[(][^()\[\]]*[\])])?[\W_]*",
    re.IGNORECASE,
)
_TRANSLATED = lazy_pattern(
    r"(?:[\[［(（][^\])］）]{1,3}[\])］）]\s*)?(?P<author>[^\s/／，。：:]{2,20}?)(?:\s*[著着])?"
    r"\s*[/／\s]\s*[^\s/／，。：:]{2,12}(?:\s*[/／]\s*)?[译譯訳]"
)
"""Who wrote a text and who translated it, in East Asian characters."""
_OWNED = lazy_pattern(
    r"(?:copyright|\(c\)|©)[ ,]*(?:\(c\)|©)?[ ,]*(?:\w{3} )?\d{4}(?:[-, ]+\d{4})*[ ,.]*(?:by )?"
    r"(?P<author>[^\W\d_][^,;\d(]{3,40}?)(?:[,;. ]+all rights.*|[.,;(\d].*)?",
    re.IGNORECASE,
)
_STOPPED = lazy_pattern(
    r"(?P<author>[^.]{3,30}(?: [^\W\d_.]{3,})+)\. (?P<title>[^\W\d_][^.]{2,60})\.?"
)
_ADDRESSED = lazy_pattern(r"(?P<author>[^\W\d_][^\[(<@,;:]{3,40}?)\s*[\[(<]\d{4,6},\d{1,4}[\])>]")
"""A name and its number in a network."""
BY_ALONE = frozenset(["by", "von", "par", "por", "di", "door", "av", "af", "de"])
BY_WORDS = BY_ALONE | {"przez", "autor", "author"}


def named_by(line: HeadLine) -> str:
    """The author that a line names after a word such as `by`; empty if it names none."""
    words = line.text.lower().replace(":", " ").replace("：", " ").split()
    unnamed = BY_WORDS.isdisjoint(words) and line.text.isascii()
    match = None if unnamed else _BY.fullmatch(line.text)
    if not match:
        found = _TRANSLATED.fullmatch(line.text) if line.text[-1] in "译譯訳" else None
        return found["author"] if found else ""
    author = bare_name(match["author"])
    if not is_short_name(author) or (match["what"] and person(author) < LOOK):
        return ""
    return "" if author[0].islower() and " " in author else author


def named_after(line: HeadLine, then: Sequence[HeadLine]) -> str:
    """The author under a line that ends with `by`."""
    words = line.text.lower().strip(" :*_-~").split()
    if not then or not words or words[-1] not in BY_ALONE or len(words) > 3:
        return ""
    author = bare_name(_word_by_word(then) or then[0].text)
    named = len(words) == 1 or person(author) >= LOOK
    return author if named and is_short_name(author) else ""


def _word_by_word(lines: Sequence[HeadLine]) -> str:
    """A name with each of its words on a line of its own, and a blank line after the last."""
    words: list[str] = []
    for line in lines[:_WORDS_APART]:
        if " " in line.text:
            return ""
        words.append(line.text)
        if line.after:
            name = " ".join(words)
            return name if len(words) > 1 and person(name) >= LOOK else ""
    return ""


def named_before(text: str) -> tuple[str, str] | None:
    """The author and the title on one line with a stop between, or None."""
    match = _STOPPED.fullmatch(text)
    if match is None or person(match["author"]) < LOOK + GIVEN:
        return None
    return match["author"], match["title"]


def unstopped(first: HeadLine, rest: Sequence[HeadLine]) -> HeadLine:
    """A title in capitals without the comma that leads to a subtitle and the author's name."""
    if first.text[-1] != "," or not first.text.isupper() or not any(map(named_by, rest[:2])):
        return first
    return first._replace(text=first.text[:-1], width=first.width - 1)


def bare_name(text: str) -> str:
    """A name without the marks and the stop after it."""
    bare = text.strip(" *_#:~-")
    if bare[:1] in _QUOTES and bare[1:].isascii() and bare.count('"') < 2:  # the other is cut off
        bare = bare[1:]
    if any(map(str.isdecimal, bare)):
        bare = _DATED.sub("", bare)
    return bare[:-1] if bare[-1:] == "." and len(bare.split()[-1]) > 4 else bare


def is_short_name(text: str) -> bool:
    """Whether a text is short enough for a name, and not a sentence."""
    words = text.split()
    if not 0 < len(words) <= _NAME_WORDS or not any(map(str.isalpha, text)):
        return False
    return text[-1] not in "!?。！？" and (text[-1] != "." or len(words[-1]) <= 4)


def owner_of(notice: str) -> str:
    """Who claims a text in a notice such as `Copyright 1991, Edda Lind`."""
    match = _OWNED.fullmatch(notice.strip())
    return match["author"].strip() if match and person(match["author"].strip()) >= LOOK else ""


def addressed(text: str) -> str:
    """Who gives a name first and then a number in a network: `Edda Lind [71234,567]`."""
    match = _ADDRESSED.match(text)
    return match["author"] if match and person(match["author"]) >= LOOK else ""
