"""A title and an author at the head of a text without labels.

The rule: every way in which the first lines can be a title page is tried and scored by the same
evidence; the best is believed if it has enough evidence. A text that begins with prose has no
title, and its file's name serves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from operator import attrgetter

from reader.formats.text.matter.bylines import (
    BY_ALONE,
    BY_WORDS,
    addressed,
    bare_name,
    is_short_name,
    named_after,
    named_before,
    named_by,
    owner_of,
    unstopped,
)
from reader.formats.text.matter.head_lines import Head, HeadLine, head_of
from reader.formats.text.matter.labels import labelled, noticed_title
from reader.formats.text.matter.names import (
    GIVEN,
    LOOK,
    SMALL,
    eastern_person,
    echoes,
    is_cyrillic,
    named_in_east,
    person,
)
from reader.formats.text.matter.title_evidence import (
    BLANK,
    BLANKS,
    DEEP,
    EASTERN,
    ENDED,
    OVER_MORE_CAPITALS,
    PROSE,
    RUNS_ON,
    is_heading,
    page_end,
    title_score,
)
from reader.formats.text.rows import closed_up
from reader.lazy_pattern import lazy_pattern
from reader.value import NamedTuple

CERTAIN = 9.0
"""Of what is labelled."""
ENOUGH = 2.5
"""The evidence from which a title is believed: that of a line of several words with capitals, with
a blank line and prose after it.
"""
GENRE = 1.5
"""A line that gives the genre of a work, under a title."""
NAMED = 3.0
"""A line that names the author, right under the title; one less for each line between."""
FIRST = 1.0
"""A name in the usual place, above the title, where either line may be a person's."""
TWICE = 1.5
"""A line that occurs at the head twice."""
OWNED = 1.0
"""A notice of ownership."""
AUTHOR_COLON = 1.5
"""A name, a colon and a title, with nothing near it."""
_JOINED_MOST = 90
"""Characters of a title on two lines."""
_MIDDLE = 2
"""Cells by which the centres of two lines of a title may differ."""
_APART = 3
"""Blank lines by which a title page is set off from everything after it."""
_NEAR = 4
"""Blank lines that may separate a name from the title under it."""
_SHORTER = 1.6
"""How many times as wide prose is as a line that no blank line separates from it."""
_RIGHT = 20
"""Cells by which a name set to the right is further in than the title."""
_DRAWN = frozenset("=~*#-")
_OR = frozenset(["or", "oder", "of", "ou", "eller", "o", "ovvero", "czyli", "albo", "или", "tai"])
"""Between the two titles of a work."""
_ON = SMALL.union(_OR, ["and", "und", "et", "y", "e", "i", "och", "og", "en", "и", "та"])
_INLINE = lazy_pattern(
    r"[\[(]?(?P<title>\S.{1,79}?)(?P<comma>[,.]?)\s+(?P<word>by|von|par|por|av|af|door|przez|de)\s+"
    r"(?P<author>\S.{2,43}?)(?:[ ,]*[\[(]?\d{4}[\])]?)?[\])]?",
    re.IGNORECASE,
)
_BOOKED = lazy_pattern(r"(?P<author>[^《》\s：:]{2,4})[\s：:]?《(?P<title>[^《》]{1,40})》")
_COLON = lazy_pattern(r"(?P<author>[^:]{3,30}): (?P<title>[^\W\d_][^:]{2,60}[^.,;:!?])")
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
_BETWEEN = _GENRES.union(BY_ALONE)
"""What may be between a title and a name."""

_PREFACE_MOST = 6
"""Lines that may come above a title."""
_OF_TEXTS_WORDS = (
    "story stories tale novel novella chapter fiction poem wrote write writing written words"
    " criticize critique criticism comments feedback review reviews draft publish published reader"
    " readers author disclaimer geschichte erzählung geschrieben histoire récit écrit historia"
    " cuento relato racconto storia opowiadanie рассказ повесть"
)
_OF_TEXTS = frozenset(_OF_TEXTS_WORDS.split())
_OF_TEXTS_LEAST = 2
"""Words about texts, two of which make a preface."""


class TitlePage(NamedTuple):
    """What the head of a text says."""

    title: str = ""
    author: str = ""
    why: str = ""
    """The evidence for it, in a few words."""
    score: float = 0.0
    lines: tuple[str, ...] = ()
    """Lines of it that may touch the text, and are not part of its first paragraph."""


def read_title_page(text: str) -> TitlePage:
    """What the first lines say, in the best reading of them; empty if none is likely."""
    head = head_of(text)
    if title := noticed_title(head.notices):
        return TitlePage(title, why="a notice at its head says it", score=CERTAIN)
    if not head.lines and not head.framed:
        return TitlePage()
    said = labelled([line.text for line in head.lines])
    if said.title and said.author:
        return TitlePage(said.title, said.author, "labelled in its first lines", CERTAIN)
    found = _best(head)
    if said.title:
        author = found.author if found.title == said.title else _under(head.lines[1:3])
        return TitlePage(said.title, author, "labelled in its first lines", CERTAIN)
    if said.author:
        return found._replace(author=said.author)
    return found


def _under(lines: Sequence[HeadLine]) -> str:
    """The author named by a line under a marked title."""
    return next(filter(None, map(named_by, lines)), "")


def _best(head: Head) -> TitlePage:
    pages = [*_pages(head.framed, head, framed=True), *_pages(head.lines, head)]
    pages += _under_preface(head)
    best = max(pages, key=attrgetter("score"), default=TitlePage())
    if best.score < ENOUGH:
        return TitlePage()
    rival = max((page.score for page in pages if page[:2] != best[:2]), default=ENOUGH)
    why = f"{best.why}, {best.score:.1f} points to {max(rival, ENOUGH):.1f}"
    return best._replace(title=_clean(best.title), author=bare_name(best.author), why=why)


def _clean(title: str) -> str:
    """A title without the stop or the rules around it, its letters closed up."""
    bare = " ".join(closed_up(title).split())
    if bare[:2] == bare[-2:] and bare[0] in _DRAWN:
        bare = bare.strip(f" {bare[0]}") or bare
    return bare[:-1].rstrip() if bare[-1] == "." and bare[-2:-1] != "." else bare


def _pages(lines: Sequence[HeadLine], head: Head, *, framed: bool = False) -> Iterator[TitlePage]:
    """Every way in which lines can be a title page."""
    if not lines or _begins_in_prose(lines):
        return
    joined = _with_second_title(_joined(lines))
    first, rest = unstopped(joined[0], joined[1:]), joined[1:]
    if is_heading(first.text):
        yield from _said_twice(lines)
        return
    owner = next(filter(None, map(owner_of, head.notices)), "")
    yield from _one_line(first, rest)
    yield from _said_twice(lines)
    body = _without_genre(rest)
    genre = GENRE * (len(rest) - len(body))
    if genre:
        first = first._replace(after=max(first.after, rest[0].after))
    if framed:
        alone = title_score(first, None, named=True) + BLANK
    else:
        alone = max(title_score(first, body[0] if body else None), _in_capitals(joined)) + genre
    page = "a line set off at the head"
    yield TitlePage(first.text, owner, page, alone + OWNED * bool(owner), _bare((first,)))
    if not body:
        return
    for at, line in enumerate(body[:3]):
        # Between a title and the name of its author there is at most a subtitle and an epithet.
        author = named_by(line) or named_after(line, body[at + 1 : at + 5])
        if author:
            score = max(alone, title_score(first, None, named=True)) + NAMED - at
            yield TitlePage(first.text, author, "a title and a line that names the author", score)
            break
    yield from _two_lines(first, body, genre, alone)


def _under_preface(head: Head) -> Iterator[TitlePage]:
    """The title pages in the centre of the page under a few words about the text."""
    lines = head.lines[: _PREFACE_MOST + 1]
    first = next((at for at, line in enumerate(lines) if line.indent >= DEEP), 0)
    if not first or not lines[first].before or not lines[first].after:
        return
    preface = " ".join(line.text for line in lines[:first])
    said = {word.strip(".,:;!?()\"'") for word in preface.lower().split()}
    if len(said & _OF_TEXTS) < _OF_TEXTS_LEAST:
        return
    author = addressed(preface)
    for page in _pages(head.lines[first:], head):
        yield page._replace(author=page.author or author)


def _said_twice(lines: Sequence[HeadLine]) -> Iterator[TitlePage]:
    """A line that occurs at the head twice, once over a name: catalogued, then printed."""
    seen: dict[str, int] = {}
    for at, line in enumerate(lines[:-1]):
        first = seen.setdefault(line.text.casefold(), at)
        if first == at:
            continue
        if not first and person(line.text) < LOOK + GIVEN:
            twice = title_score(line, lines[at + 1]) + TWICE
            yield TitlePage(line.text, "", "a title said twice", twice)
        for under in (lines[at + 1], lines[first + 1]):
            if under.text.casefold() == line.text.casefold() or is_heading(under.text):
                continue
            if author := named_by(under) or (under.text if person(under.text) >= LOOK else ""):
                score = title_score(line, None, named=True) + NAMED + TWICE
                title = lines[first].text
                yield TitlePage(title, author, "a title said twice, and a name under it", score)
                return


def _with_second_title(lines: Sequence[HeadLine]) -> Sequence[HeadLine]:
    """The lines with a title, a word such as `or` and the other title joined, all centred alike."""
    if len(lines) < 4 or lines[1].text.lower().strip(" ,;:.") not in _OR:
        return lines
    first, word, second = lines[:3]
    if any(abs(line.middle - first.middle) > _MIDDLE for line in (word, second)):
        return lines
    text = f"{first.text.rstrip(' ,;:')}, {word.text.strip(' ,;:.')} {second.text}"
    if len(text) > _JOINED_MOST:
        return lines
    return [first._replace(text=text, after=second.after, ruled=second.ruled), *lines[3:]]


def _in_capitals(lines: Sequence[HeadLine]) -> float:
    """The evidence that several lines in capitals are a title page that begins with a title."""
    count = page_end(tuple(lines[:5]))
    if not count or len(lines) <= count:
        return 0.0
    whole = lines[0]._replace(after=lines[count - 1].after)
    return title_score(whole, lines[count]) + OVER_MORE_CAPITALS


def _begins_in_prose(lines: Sequence[HeadLine]) -> bool:
    """Whether the first lines run on like prose, so nothing else need be tried."""
    if len(lines) < 3 or lines[0].after or lines[1].after or lines[0].ruled:
        return False
    return lines[0].width >= PROSE and lines[1].width >= PROSE and lines[2].width >= PROSE


def _two_lines(
    first: HeadLine, body: Sequence[HeadLine], genre: float, alone: float
) -> Iterator[TitlePage]:
    """A title and a name, or a name and a title, without a word between them."""
    second, third = body[0], body[1] if len(body) > 1 else None
    named = person(second.text)
    if named and (is_heading(second.text) or echoes(second.text, first.text)):
        named = 0.0
    names = 0.0 if is_heading(first.text) else person(first.text), named
    score = max(alone, title_score(first, None, named=True) + genre)
    apart = _set_off(second, third)
    is_named = names[1] >= LOOK and names[1] >= names[0]
    lines = _bare((first, second))
    right = second.indent >= first.indent + _RIGHT and second.before <= 1
    if right and (is_named or eastern_person(second.text)):
        why = "a title, and a name set to the right under it"
        yield TitlePage(first.text, second.text, why, score + LOOK + GIVEN, lines)
    elif named_in_east(second.text) and third and _ends_a_page(first, third):
        why = "a title above a name"
        yield TitlePage(first.text, second.text, why, score + GIVEN, lines)
    elif is_named and (names[1] > LOOK or apart >= 1):
        why = "a title above a name"
        yield TitlePage(first.text, second.text, why, score + apart + names[1], lines)
    usual = names[0] == names[1] >= LOOK + GIVEN and is_cyrillic(first.text)
    if names[0] > names[1] or usual:
        title = title_score(second, third, named=True) + _set_off(second, third)
        if first.after <= _NEAR:
            why = "a name above a title"
            yield TitlePage(second.text, first.text, why, title + names[0] + FIRST * usual, lines)


def _bare(lines: Sequence[HeadLine]) -> tuple[str, ...]:
    """The texts of lines that no rule belongs to, and that touch the next."""
    return tuple(line.text for line in lines if not line.ruled and not line.after)


def _ends_a_page(first: HeadLine, third: HeadLine) -> bool:
    """Whether prose, a heading or the repeated title follows a title and a name."""
    again = is_heading(third.text) or third.text.startswith(first.text)
    return again or third.width >= PROSE or third.text[-1] in ENDED


def _set_off(line: HeadLine, after: HeadLine | None) -> float:
    """The evidence that a title page ends with a line: −1 to 1.5."""
    if after is None:
        return RUNS_ON
    if is_heading(after.text):
        return BLANKS
    if line.after:
        return BLANK if line.after >= _APART - 1 else BLANK / 2
    return 0.0 if after.width >= _SHORTER * line.width and after.width >= PROSE else RUNS_ON


def _one_line(first: HeadLine, rest: Sequence[HeadLine]) -> Iterator[TitlePage]:
    """A title and its author on one line."""
    after = rest[0] if rest else None
    if first.text[-1] == "》" and (match := _BOOKED.fullmatch(first.text)):
        if named_in_east(match["author"]):
            score, why = EASTERN + LOOK + GIVEN, "a name and a title in brackets"
            yield TitlePage(match["title"], match["author"], why, score)
        return
    words = first.text.lower().split()
    if not BY_WORDS.isdisjoint(words) and (match := _INLINE.fullmatch(first.text)):
        title, author = match["title"], match["author"].strip("\"'.")
        name = person(author)
        sure = bool(match["comma"]) and match["word"].lower() == "by" and is_short_name(author)
        least = LOOK + GIVEN if match["word"].lower() == "de" else LOOK
        if name >= least or sure:
            score = title_score(first._replace(text=title), after) + max(name, LOOK)
            yield TitlePage(title, author, "a title and its author on one line", score)
    if ". " in first.text and (said := named_before(first.text)) and not is_heading(said[1]):
        score = title_score(first._replace(text=said[1]), None, named=True) + GIVEN + TWICE
        yield TitlePage(said[1], said[0], "an author, a stop and a title", score)
    if ": " in first.text and (match := _COLON.fullmatch(first.text)):
        author = match["author"]
        known = author.split()[0].lower() not in _LABELS and not is_heading(first.text)
        echoed = first.after and any(
            line.width < PROSE and echoes(line.text, author) for line in rest[:2]
        )
        if known and person(author) and (echoed or first.after >= _APART - 1):
            score = AUTHOR_COLON + max(LOOK, person(author)) + BLANK * (first.after >= _APART)
            score += GIVEN * bool(echoed)
            yield TitlePage(match["title"], author, "an author, a colon and a title", score)


def _without_genre(lines: Sequence[HeadLine]) -> Sequence[HeadLine]:
    """The lines without one that only gives the genre of a work."""
    if lines and lines[0].text.lower().strip(" .:()[]*_-—") in _GENRES:
        return lines[1:]
    return lines


def _joined(lines: Sequence[HeadLine]) -> Sequence[HeadLine]:
    """The lines, the first two joined if a title is set on two with the same centre."""
    if len(lines) < 3:
        return lines
    first, second = lines[:2]
    stub = first.text.split()[-1].lower() in SMALL
    centred = min(first.indent, second.indent) >= DEEP and first.indent != second.indent
    same = (stub or centred) and abs(first.middle - second.middle) <= _MIDDLE
    if _runs_on(first, lines[1:]):
        stub = same = True
    unnamed = stub or not person(second.text)
    unnamed = unnamed and second.text.lower() not in _BETWEEN
    together = not first.after and (second.after or stub)
    if not (same and together and unnamed) or named_by(second) or is_heading(second.text):
        return lines
    if first.width + second.width > _JOINED_MOST:
        return lines
    text = f"{first.text} {second.text}"
    width = max(first.width, second.width)
    merged = first._replace(text=text, width=width, after=second.after, ruled=second.ruled)
    return [merged, *lines[2:]]


def _runs_on(first: HeadLine, rest: Sequence[HeadLine]) -> bool:
    """Whether the line under a title goes on in lower case, over one that names the author."""
    word = rest[0].text.split()[0]
    if word not in _ON or first.indent != rest[0].indent:
        return False
    return bool(named_by(rest[1]) or named_after(rest[1], rest[2:6]))
