"""What a chapter is called: its heading, the title under a bare number, the fuller of two copies.

The rule: a heading's own lines and marks stay on the page; only its name in the contents lacks
rules, boxes and marks of notation.
"""

from __future__ import annotations

from collections.abc import Sequence

from reader.cleaning import WORD_BREAK
from reader.formats.text.draft import Gathered
from reader.formats.text.headings.lines import CHAPTER, Look, key_of
from reader.formats.text.headings.numbers import bare_number, by_asian
from reader.formats.text.headings.surroundings import Candidate, is_doubled
from reader.formats.text.headings.words import by_words
from reader.lazy_pattern import lazy_pattern
from reader.story import BlockKind

_SUBTITLE_MOST = 80
_CAPITALS_MOST, _CAPITAL_LINES = 320, 5
"""Characters and lines of a title in capitals, over a text that is not in capitals."""
_AFTER = 3
"""Blocks one of which shows that a text is not all in capitals."""
_EASTERN_MOST = 30
_MARKS = " \t\u3000=#|"
_ORNAMENTS = _MARKS + "-~*<>/\\_"
_ORNAMENT = lazy_pattern(r"^[-=~*<>/\\|_]{2,}\s+(?=\S)|(?<=\S)\s+[-=~*<>/\\|_]{2,}$")
"""Signs drawn before or after the words of a heading, with a blank between."""
_BARE = lazy_pattern(r"\W*(?:\S+\s+)?\S+\W*")
_ENDS = '.,;:!?…"”’-—。，；：！？」』'
_OPENERS = "¡¿"
_NO_TITLE_ENDS = frozenset('.,;:…"”’»-—')
_TITLED = ((_NO_TITLE_ENDS, 4, 0.8), (_NO_TITLE_ENDS - {"."}, 8, 0.95))
"""Signs with which titles under bare headings do not end, how many such headings there must be, and
the share of them with such a line under them. Short sentences may end with a stop, but not under
nearly all.
"""
_SAID = frozenset("，。：！？；")
"""Signs that no long title has in East Asian texts."""
_KINDS = (BlockKind.PARAGRAPH, BlockKind.LETTER, BlockKind.VERSE)
_COUNTS = ("字数", "字數", "更新", "发布", "發布", "发表", "點擊", "点击", "words:", "word count")
"""What sites write under a heading."""
_COUNTED_MOST = 300
"""Up to here stanzas and scenes are counted; a larger number may be a title."""
_ASIDES = ("作者有话", "作者有話")
"""What begins an author's words to the readers of a chapter, before it or after."""


def ornament_of(text: str) -> str:
    """What is drawn before the words of a heading, with the blank after it; empty if nothing is."""
    match = _ORNAMENT.match(text)
    return match[0] if match and not match.start() else ""


def titled_by(draft: Gathered, chosen: Sequence[Candidate]) -> frozenset[str] | None:
    """Signs that do not end the titles under bare chapter headings; None without titles.

    A line that may be a title is under nearly every one; with a stop, under more of them.
    """
    bare = [one.block + 1 for one in chosen if one.look.bare and one.look.rank == CHAPTER]
    for ends, least, share in _TITLED:
        titles = sum(_may_be_title(draft, under, ends) for under in bare)
        if len(bare) >= least and titles >= share * len(bare):
            return ends
    return None


def without_titles(chosen: Sequence[Candidate]) -> list[Candidate]:
    """The headings without those that are titles right under bare ones, whatever their words."""
    bare = {one.block for one in chosen if one.look.bare and one.look.rank == CHAPTER}
    return [one for one in chosen if one.look.number or one.block - 1 not in bare]


def _may_be_title(draft: Gathered, under: int, ends: frozenset[str]) -> bool:
    """Whether a line stands by itself, begins with a capital and does not end with these signs."""
    if under + 1 >= len(draft.texts) or _size(draft, under) > _SUBTITLE_MOST:
        return False
    text = draft.texts[under]
    if draft.kinds[under] not in (*_KINDS, BlockKind.HEADING) or "\n" in text:
        return False
    apart = draft.blanks[under + 1] > 0
    return apart and text[0].isupper() and text[-1] not in ends and not _is_number(text)


def _is_number(text: str) -> bool:
    """Whether a line is only a count, as of stanzas or scenes in a chapter, and not a year."""
    counted = bare_number(text)
    return counted is not None and counted.number <= _COUNTED_MOST


def title_of(
    draft: Gathered, look: Look, block: int, end: int, *, titled: frozenset[str] | None = None
) -> tuple[str, list[int]]:
    """The name of a chapter and the blocks that are its heading.

    Args:
        draft: What was gathered.
        look: What its heading is.
        block: Where it is.
        end: Where the next begins.
        titled: Signs that do not end the titles under bare headings; None if there are none.
    """
    title = bare_title(draft.texts[block])
    lines = [block]
    under = block + 1
    second = _copied(draft, look, block, end)
    if second:
        lines.append(second)
        fuller = bare_title(draft.texts[second])
        title = fuller if len(fuller) > len(title) else title
        under = second + 1
    if look.bare and under < end - 1 and draft.kinds[under] is BlockKind.BREAK:
        under += 1
    alone = not second or title == bare_title(draft.texts[second])
    bare = look.bare and look.rank == CHAPTER
    agreed = titled is not None and bare and _may_be_title(draft, under, titled)
    if alone and under < end - 1 and (agreed or _is_subtitle(draft, look, lines[-1], under)):
        lines.append(under)
        title += (" " if title[-1] in ".:—-" else ": ") + bare_title(draft.texts[under])
        lines += _both_copied(draft, look, under, end)
    return title, lines


def _both_copied(draft: Gathered, look: Look, under: int, end: int) -> list[int]:
    """The block that repeats a heading and the title under it, if there is one."""
    at = under + 1
    if at < end - 1 and draft.kinds[at] is BlockKind.BREAK:
        at += 1
    if at >= end - 1 or _size(draft, at) > 2 * _SUBTITLE_MOST:
        return []
    whole = look.key + key_of(draft.texts[under])
    return [at] if key_of(draft.texts[at]) == whole else []


def _is_long_title(draft: Gathered, text: str, block: int) -> bool:
    """Whether a block in capitals says what a chapter is about, over prose in normal case."""
    if not text.isupper() or text.count("\n") >= _CAPITAL_LINES or not text[0].isalpha():
        return False
    if draft.kinds[block] not in _KINDS or not draft.blanks[block + 1] or _is_count(text):
        return False
    after = range(block + 1, min(block + 1 + _AFTER, draft.last))
    return not all(draft.texts[at].isupper() for at in after)


def bare_title(text: str) -> str:
    """A heading on one line, without rules and marks of notation around it."""
    text = text.replace(WORD_BREAK, "")
    if "\n" not in text and text[0] not in _ORNAMENTS and text[-1] not in _ORNAMENTS:
        return " ".join(text.split())
    lines = [_ORNAMENT.sub("", line).strip(_MARKS) for line in text.split("\n")]
    said = [line for line in lines if any(map(str.isalnum, line)) and not _is_count(line)]
    return " ".join(" ".join(said).split()) or " ".join(text.split())


def _is_count(line: str) -> bool:
    """Whether a line says when a chapter appeared, or how many words it has."""
    low = line.lower()
    return any(map(str.isdecimal, low)) and any(map(low.__contains__, _COUNTS))


def _copied(draft: Gathered, look: Look, block: int, end: int) -> int:
    """The block right under a heading that repeats it; 0 if none does."""
    start = draft.texts[block][:2].casefold()
    for at in range(block + 1, min(block + 3, end)):
        if draft.kinds[at] is BlockKind.BREAK:
            continue
        if _size(draft, at) > 2 * _SUBTITLE_MOST:
            return 0
        text = draft.texts[at]
        if text[:2].casefold() != start or "\n" in text:
            return 0
        if key_of(text) == look.key:
            return at
        other = by_words(text) or by_asian(text)
        if (
            other
            and other.number
            and is_doubled(draft, Candidate(block, look), Candidate(at, other))
        ):
            return at
        return 0
    return 0


def _size(draft: Gathered, block: int) -> int:
    """The length of a block, found without cutting it out."""
    return draft.starts[block + 1] - draft.starts[block]


def _is_subtitle(draft: Gathered, look: Look, block: int, under: int) -> bool:
    """Whether the line under a bare heading is its title: in capitals, or set off by blanks."""
    if _size(draft, under) > _CAPITALS_MOST:
        return False
    text = draft.texts[under].strip(_MARKS)
    if _is_number(text):
        return False
    if look.bare and (
        draft.kinds[under] is BlockKind.HEADING or _is_long_title(draft, text, under)
    ):
        return True
    if (
        len(text) > _SUBTITLE_MOST
        or text.count("\n") > 1
        or not text[:2].strip(_OPENERS)[:1].isalpha()
    ):
        return False
    if not (look.bare or _BARE.fullmatch(draft.texts[block])):
        return False
    if draft.kinds[under] not in _KINDS or _is_count(text) or text.startswith(_ASIDES):
        return False
    if text.isupper() or (look.bare and key_of(text) == look.key):  # the latter is listed
        return True
    if text[-1] in _ENDS or (len(text) > _EASTERN_MOST and _SAID.intersection(text)):
        return False
    if draft.blanks[under] <= 1 < draft.blanks[under + 1]:
        return True
    if draft.kinds[under + 1] is BlockKind.BREAK and not draft.blanks[under + 1]:
        return True
    closer = draft.blanks[under] < draft.blanks[under + 1]
    inset = draft.indents[under] != draft.indents[under + 1]
    if not text.isascii() and len(text) <= _EASTERN_MOST and max(text) > "\u2e80":
        return look.bare and look.rank <= CHAPTER and (closer or inset)
    return False
