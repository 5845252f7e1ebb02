"""A title and an author at the head of a text where no label tells them.

The rule: every way in which the first lines can be a title page is tried and scored by the same
evidence; the best is believed where it has enough of it. A text that begins in prose stays
without a title, and its file's name serves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reader.deferred import deferred
from reader.formats.text.headings.east_asian import by_asian
from reader.formats.text.headings.numbers import bare_number, titled_number
from reader.formats.text.headings.words import by_words
from reader.formats.text.letters import is_letter
from reader.formats.text.matter.head_lines import Head, HeadLine, head_of, is_rule
from reader.formats.text.matter.labels import labelled
from reader.formats.text.matter.names import GIVEN, LOOK, SMALL, eastern_person, person
from reader.formats.text.rows import row_of
from reader.formats.text.scene_breaks import is_break

_CERTAIN = 9.0
ENOUGH = 2.5
"""The evidence from which on a title is believed."""
_TITLE_MOST = 90
_WORDS_MOST = 14
_EASTERN_MOST = 24
_SENTENCE_WORDS = 6
"""Words from which on a line in small letters is more likely a sentence."""
_PROSE = 45
"""Cells of a line that is more likely prose than a line of a title page."""
_DEEP = 8
_APART = 3
"""Blank lines by which a title page is set off from all that follows."""
_RIGHT = 20
"""Cells by which a name that is set to the right stands further in than the title."""
_NAME_WORDS = 6
_OPEN = frozenset(",;:-–—，、；：")
_ENDED = frozenset(".。!！?？…")
_QUOTES = "\"“‘'«„「『"
_LONG_WORD = 4
_STEM = 4
"""Letters by which a word is known with another ending."""
_COUNTED = deferred(r"[^\W\d_]\d+$")
"""A count of comments that a site put right after a line."""
_DATED = deferred(r"[,\s]+\d[\d/.-]+$")
_LETTERSPACED = deferred(r"(?:[^\W\d_] ){2,}[^\W\d_](?!\S)")
_BY = deferred(
    r"[\W_]*(?P<what>(?:[^\W_]+ ){0,4})"
    r"(?P<word>by|von|par|por|di|door|av|af|автор|autor|author|作者|著者)\b[ ]?[:：]?\s*"
    r"(?P<author>\S.{0,60}?)(?:[ ,]*[\[(][^()\[\]]*[\])])?[\W_]*",
    re.IGNORECASE,
)
_OWNED = deferred(
    r"(?:copyright|\(c\)|©)[ ,]*(?:\(c\)|©)?[ ,]*(?:\w{3} )?\d{4}(?:[-, ]+\d{4})*[ ,.]*(?:by )?"
    r"(?P<author>[^\W\d_][^,;\d(]{3,40}?)(?:[,;. ]+all rights.*|[.,;(\d].*)?",
    re.IGNORECASE,
)
_BY_ALONE = frozenset(["by", "von", "par", "por", "di", "door", "av", "af", "de"])
_INLINE = deferred(
    r"[\[(]?(?P<title>\S.{1,79}?)(?P<comma>[,.]?)\s+(?P<word>by|von|par|por|av|af|door|przez|de)\s+"
    r"(?P<author>\S.{2,43}?)(?:[ ,]*[\[(]?\d{4}[\])]?)?[\])]?",
    re.IGNORECASE,
)
_COLON = deferred(r"(?P<author>[^:]{3,30}): (?P<title>[^\W\d_][^:]{2,60}[^.,;:!?])")
_LABELS_WORDS = (
    "warning|warnings|note|notes|disclaimer|summary|subject|from|to|title|author"
    "|date|re|story|rating|contents|chapter|part|scene|act|volume"
)
_LABELS = frozenset(_LABELS_WORDS.split("|"))
_GENRES_WORDS = (
    "a novel|novel|a novella|novella|a short story|short story|a story|a tale"
    "|a romance|a play|a poem|a fable|fantasy|science fiction|roman|ein roman|novelle"
    "|erzählung|erzählungen|eine erzählung|märchen|ein märchen|schauspiel|trauerspiel"
    "|lustspiel|gedichte|powieść|opowiadanie|nowela|dramat|poemat|nouvelle|conte"
    "|récit|comédie|tragédie|novela|cuento|romanzo|racconto|роман|повесть|рассказ"
    "|поэма|роман в стихах|сказка|пьеса|комедия|román|povídka|regény|roman en vers"
    "|conte philosophique|tale|小说|小說|长篇小说|短篇小说|소설|단편소설"
)
_GENRES = frozenset(_GENRES_WORDS.split("|"))
_NO_TITLES_WORDS = (
    "contents|table of contents|index|foreword|preface|prologue|introduction"
    "|dedication|inhalt|inhaltsverzeichnis|vorwort|einleitung|spis treści|wstęp"
    "|table des matières|avant-propos|índice|indice|оглавление|содержание|предисловие"
    "|目录|目錄|目次|序|前言|楔子|차례|목차|the end|title"
)
_NO_TITLES = frozenset(_NO_TITLES_WORDS.split("|"))


class TitlePage(NamedTuple):
    """What the head of a text says."""

    title: str = ""
    author: str = ""
    why: str = ""
    """What speaks for it, in a few words."""
    score: float = 0.0


def read_title_page(text: str) -> TitlePage:
    """What the first lines say, or the best reading of them; empty where none is likely."""
    head = head_of(text)
    if not head.lines and not head.framed:
        return TitlePage()
    said = labelled([line.text for line in head.lines])
    if said.title and said.author:
        return TitlePage(said.title, said.author, "labelled in its first lines", _CERTAIN)
    found = _best(head)
    if said.title:
        author = found.author if found.title == said.title else _under(head.lines[1:3])
        return TitlePage(said.title, author, "labelled in its first lines", _CERTAIN)
    if said.author:
        return found._replace(author=said.author)
    return found


def _under(lines: Sequence[HeadLine]) -> str:
    """The author whom a line under a marked title names."""
    return next(filter(None, map(_named_by, lines)), "")


def _best(head: Head) -> TitlePage:
    pages = [page for lines in (head.framed, head.lines) for page in _pages(lines, head)]
    best = max(pages, key=_score, default=TitlePage())
    if best.score < ENOUGH:
        return TitlePage()
    return best._replace(title=_clean(best.title), author=_bare_name(best.author))


def _clean(title: str) -> str:
    """A title without the stop that printers put after it, its letters closed up."""
    bare = " ".join(_unspaced(title).split())
    return bare[:-1].rstrip() if bare[-1] == "." and bare[-2:-1] != "." else bare


def _score(page: TitlePage) -> float:
    return page.score


def _pages(lines: Sequence[HeadLine], head: Head) -> Iterator[TitlePage]:
    """Every way in which lines can be a title page."""
    if not lines or _begins_in_prose(lines):
        return
    joined = _joined(lines)
    first, rest = joined[0], joined[1:]
    owner = next(filter(None, map(_owner, head.notices)), "")
    yield from _one_line(first, rest)
    body = _without_genre(rest)
    genre = len(rest) - len(body)
    alone = _title_score(first, body[0] if body else None) + genre
    yield TitlePage(first.text, owner, "a line set off at the head", alone + bool(owner))
    if not body:
        return
    for at, line in enumerate(body[:3]):
        # Between a title and the name of its author stand at most a subtitle and an epithet.
        author = _named_by(line) or (
            _after_by(line, body[at + 1 : at + 2]) if at + 1 < len(body) else ""
        )
        if author:
            score = max(alone, _title_score(first, None, named=True)) + 3 - at
            yield TitlePage(first.text, author, "a title and a line that names the author", score)
            break
    yield from _two_lines(first, body, genre, alone)


def _begins_in_prose(lines: Sequence[HeadLine]) -> bool:
    """Whether the first lines run on as prose does, so that nothing else need be tried."""
    if len(lines) < 3 or lines[0].after or lines[1].after or lines[0].ruled:
        return False
    return lines[0].width >= _PROSE and lines[1].width >= _PROSE and lines[2].width >= _PROSE


def _two_lines(
    first: HeadLine, body: Sequence[HeadLine], genre: int, alone: float
) -> Iterator[TitlePage]:
    """A title and a name, or a name and a title, without a word between them."""
    second, third = body[0], body[1] if len(body) > 1 else None
    other = _is_heading(second.text) or _echoes(second.text, first.text)
    names = person(first.text), 0.0 if other else person(second.text)
    score = max(alone, _title_score(first, None, named=True) + genre)
    apart = _set_off(second, third)
    named = names[1] >= LOOK and names[1] >= names[0]
    right = second.indent >= first.indent + _RIGHT and second.before <= 1
    if right and (named or eastern_person(second.text)):
        why = "a title, and a name set to the right under it"
        yield TitlePage(first.text, second.text, why, score + LOOK + GIVEN)
    elif named and (names[1] > LOOK or apart >= 1):
        yield TitlePage(first.text, second.text, "a title above a name", score + apart + names[1])
    if names[0] > names[1]:
        title = _title_score(second, third, named=True) + _set_off(second, third)
        if first.after <= 4:
            why = "a name above a title"
            yield TitlePage(second.text, first.text, why, title + names[0])


def _set_off(line: HeadLine, after: HeadLine | None) -> float:
    """How much speaks for it that a title page ends with a line: −1 to 1.5."""
    if after is None:
        return -1.0
    if _is_heading(after.text):
        return 1.5
    if line.after:
        return 0.5 if line.after < _APART - 1 else 1.0
    return 0.0 if after.width >= 1.6 * line.width and after.width >= _PROSE else -1.0


def _one_line(first: HeadLine, rest: Sequence[HeadLine]) -> Iterator[TitlePage]:
    """A title and its author on one line."""
    after = rest[0] if rest else None
    if match := _INLINE.fullmatch(first.text):
        title, author = match["title"], match["author"].strip("\"'.")
        name = person(author)
        sure = bool(match["comma"]) and match["word"].lower() == "by" and _is_short_name(author)
        least = LOOK + GIVEN if match["word"].lower() == "de" else LOOK
        if name >= least or sure:
            score = _title_score(first._replace(text=title), after) + max(name, LOOK)
            yield TitlePage(title, author, "a title and its author on one line", score)
    if match := _COLON.fullmatch(first.text):
        author = match["author"]
        known = author.split()[0].lower() not in _LABELS and not by_words(first.text)
        echoed = first.after and any(
            line.width < _PROSE and _echoes(line.text, author) for line in rest[:2]
        )
        if known and person(author) and (echoed or first.after >= _APART - 1):
            score = 1.5 + max(LOOK, person(author)) + (first.after >= _APART)
            score += GIVEN * bool(echoed)
            yield TitlePage(match["title"], author, "an author, a colon and a title", score)


def _echoes(text: str, words: str) -> bool:
    """Whether one of some words stands in a text again, perhaps with another ending."""
    return not _stems(text).isdisjoint(_stems(words))


def _stems(text: str) -> set[str]:
    """How the longer words of a text begin, as they were spelt of old."""
    low = text.lower().replace("v", "u").replace("j", "i")
    words = "".join(c if c.isalpha() else " " for c in low).split()
    return {word[:_STEM] for word in words if len(word) >= _STEM}


def _named_by(line: HeadLine) -> str:
    """The author that a line names after a word such as `by`; empty if it names none."""
    match = _BY.fullmatch(line.text)
    if not match:
        return ""
    author = _bare_name(match["author"])
    if not _is_short_name(author) or (match["what"] and person(author) < LOOK):
        return ""
    return "" if author[0].islower() and " " in author else author


def _after_by(line: HeadLine, then: Sequence[HeadLine]) -> str:
    """The author under a line that ends with `by`."""
    words = line.text.lower().strip(" :*_-~").split()
    if not then or not words or words[-1] not in _BY_ALONE or len(words) > 3:
        return ""
    author = _bare_name(then[0].text)
    named = len(words) == 1 or person(author) >= LOOK
    return author if named and _is_short_name(author) else ""


def _bare_name(text: str) -> str:
    """A name without the marks and the stop after it."""
    bare = _DATED.sub("", text.strip(" *_#:~-"))
    return bare[:-1] if bare[-1:] == "." and len(bare.split()[-1]) > 4 else bare


def _is_short_name(text: str) -> bool:
    words = text.split()
    if not 0 < len(words) <= _NAME_WORDS or not any(map(str.isalpha, text)):
        return False
    return text[-1] not in "!?。！？" and (text[-1] != "." or len(words[-1]) <= 4)


def _owner(notice: str) -> str:
    """Who claims a text in a notice such as `Copyright 1991, Edda Lind`."""
    match = _OWNED.fullmatch(notice.strip())
    return match["author"].strip() if match and person(match["author"].strip()) >= LOOK else ""


def _without_genre(lines: Sequence[HeadLine]) -> Sequence[HeadLine]:
    """The lines without one that says only what kind of a work it is."""
    if lines and lines[0].text.lower().strip(" .:()[]*_-—") in _GENRES:
        return lines[1:]
    return lines


def _joined(lines: Sequence[HeadLine]) -> Sequence[HeadLine]:
    """The lines, the first two as one where a title is set on two about the same middle."""
    if len(lines) < 3:
        return lines
    first, second = lines[:2]
    centred = min(first.indent, second.indent) >= _DEEP and first.indent != second.indent
    same = abs(first.middle - second.middle) <= 2 and not first.after and second.after
    stub = first.text.split()[-1].lower() in SMALL
    unnamed = stub or not person(second.text)
    unnamed = unnamed and second.text.lower() not in _BY_ALONE | _GENRES
    if not (centred and same and unnamed) or _named_by(second) or _is_heading(second.text):
        return lines
    if first.width + second.width > _TITLE_MOST:
        return lines
    text = f"{first.text} {second.text}"
    width = max(first.width, second.width)
    merged = first._replace(text=text, width=width, after=second.after, ruled=second.ruled)
    return [merged, *lines[2:]]


def _is_heading(text: str) -> bool:
    """Whether a line heads a chapter, or the text before all chapters."""
    bare = text.casefold().strip(" .:*_=#-")
    if bare in _NO_TITLES or bare_number(text) or titled_number(text):
        return True
    return bool(by_words(text) or by_asian(text))


def _title_score(line: HeadLine, after: HeadLine | None, *, named: bool = False) -> float:
    """How much speaks for a line being a title; with `named` an author is told elsewhere."""
    text = line.text
    if not _may_be_title(text) or is_letter([row_of(text)]):
        return -9.0
    score = _look(text)
    score -= 1.5 * (text[-1] in ".。") + 0.5 * (text[-1] in "!?！？…")
    score -= text[0].islower() or text[0] in "[<{("
    score += 1.5 * line.ruled
    if named:
        return score + 0.5 * (line.after > 0 or line.indent >= _DEEP)
    if after is None:
        return score - 3.0
    return score + _apart(line, after)


def _apart(line: HeadLine, after: HeadLine) -> float:
    """How much a line stands apart from the next."""
    centred = line.indent >= _DEEP and (
        after.indent <= line.indent - 4 or abs(line.middle - after.middle) <= 4
    )
    score = 1.5 * centred
    if line.after:
        score += 1.0 if line.after < 2 else 1.5
    elif not centred and not line.ruled:
        score -= 0.0 if after.indent >= line.indent + 2 else 1.0
    if _is_heading(after.text):
        return score + 1.0
    prose = after.width >= _PROSE or after.text[-1] in _ENDED or after.text[-1] in _QUOTES
    return score + 0.5 * prose


def _may_be_title(text: str) -> bool:
    words = text.split()
    if not any(map(str.isalpha, text)) or len(text) > _TITLE_MOST or len(words) > _WORDS_MOST:
        return False
    if "   " in text or text[-1] in _OPEN or is_rule(text) or is_break(text) or _is_heading(text):
        return False
    spoken = text[0] in _QUOTES and (not _ENDED.isdisjoint(text) or len(words) > 9)
    counted = text[-1] == "+" or _COUNTED.search(text) is not None
    return not spoken and not counted and text[0] not in "-–—>" and text.count('"') % 2 == 0


def _look(text: str) -> float:
    """How much a line looks like a title by its letters alone."""
    words = text.split()
    if max(text) >= "\u2e80":
        marks = sum(text.count(mark) for mark in "，。、；！？,")
        return (1.0 if len(text) <= _EASTERN_MOST else 0.0) - marks
    if text.isupper():
        return 1.5 if len(words) > 1 else 0.5
    long = [word for word in words if sum(map(str.isalpha, word)) >= _LONG_WORD]
    capital = all(map(_is_capital, long)) and _is_capital(words[0]) and _is_capital(words[-1])
    if len(words) == 1:
        return 0.5 if capital else 0.0
    if capital and long:
        return 1.0 - 0.5 * any(map(str.isdecimal, words))
    return -1.0 if len(words) >= _SENTENCE_WORDS else 0.0


def _is_capital(word: str) -> bool:
    letter = next(filter(str.isalpha, word), "")
    return letter.isupper() or not letter.islower()


def _unspaced(title: str) -> str:
    """A title whose letters are set apart, as `T H E  L A M P`, with its words closed up."""
    if not _LETTERSPACED.search(title):
        return title
    return _LETTERSPACED.sub(lambda match: match[0].replace(" ", ""), title)
