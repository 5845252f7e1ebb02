"""Titles shown only by how they are set: in capitals, after a gap, over numbers that begin again.

The rule: a title in capitals is followed by a story, and is neither a signature nor a shout. Gaps
show titles only if hardly anything else is after such a gap. A title under which numbers begin
again heads a piece of a collection, and so does one that is set in the same way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from reader.formats.text.draft import Gathered
from reader.formats.text.drawings import is_break
from reader.formats.text.headings.body import Body
from reader.formats.text.headings.lines import BOOK, CHAPTER, Look, is_ending, is_small, key_of
from reader.formats.text.headings.numbers import bare_number, by_asian
from reader.formats.text.headings.surroundings import PROSE, Candidate
from reader.formats.text.headings.words import by_words
from reader.lazy_pattern import lazy_pattern
from reader.story import BlockKind

_INITIALS = lazy_pattern(r"(?:[A-Z]\.\s?)+")
_SIGNED = lazy_pattern(r"(?:[A-Z]\.\s?)+[A-Z'’-]{2,}\.?")
_SHOUTED = lazy_pattern(r"[^\W\d_]{3}[.!?]\s|[!?]{2}|:\s*\d|^A/N")
"""What occurs in sentences, shouts and lists in capitals."""
_SHOUTS = frozenset(".!?:")
_CLOSING_MOST = 40
_CAPITALS_MOST = 70
_NEAR = 4
"""Blocks after a title in capitals within which its story begins."""
_NO_TITLES = (BlockKind.BREAK, BlockKind.SPEECH)
_SPREAD_FROM = 3
_ALIKE, _FAR = 0.5, 12
"""The share of titles at one margin, and the cells within which titles share a margin."""
_LONGEST_PART = 0.8
"""The share of a story that no single part has where titles alone divide it."""
_NAMES_LEAST = 0.1
"""The least share of titles that differ from each other; a play has few speakers."""


def in_capitals(body: Body) -> list[Candidate]:
    """Titles in capitals, set off by blank lines, that are not an ending, a name or a shout."""
    draft = body.draft
    known = set(body.higher)
    found = []
    for index, text in body.short.items():
        if not text.isupper() or len(text) > _CAPITALS_MOST or "\n" in text:
            continue
        after = draft.blanks[index + 1] if index + 1 < draft.last else 0
        if not after or not (draft.blanks[index] or index == draft.first):
            continue
        if index in known or (
            _is_title_in_capitals(draft, index, text) and _is_told_in_small(draft, index + 1)
        ):
            found.append(Candidate(index, Look(CHAPTER, key_of(text)), "capitals"))
    found = _set_alike(draft, found)
    return found if are_spread(draft, found) else []


def _set_alike(draft: Gathered, found: list[Candidate]) -> list[Candidate]:
    """Those at the margin that most have: the author of an epigraph is far to the right of it."""
    indents = [draft.indents[one.block] for one in found]
    margin = max(sorted({*indents}), key=indents.count, default=0)
    if len(found) < _SPREAD_FROM or indents.count(margin) < _ALIKE * len(found):
        return found
    return [o for o, indent in zip(found, indents, strict=True) if indent - margin < _FAR]


def are_spread(draft: Gathered, found: Sequence[Candidate]) -> bool:
    """Whether titles divide a story, and are neither all in one place nor the same few names."""
    if len(found) < _SPREAD_FROM:
        return True
    starts = [draft.starts[one.block] for one in found]
    whole = draft.starts[draft.last] - draft.starts[draft.first]
    longest = max(b - a for a, b in pairwise([*starts, draft.starts[draft.last]]))
    names = len({one.look.key for one in found})
    return longest <= _LONGEST_PART * whole and names >= _NAMES_LEAST * len(found)


def _is_title_in_capitals(draft: Gathered, block: int, text: str) -> bool:
    """Whether a line in capitals is a title, and not an ending, a name, a shout or an ornament."""
    if sum(map(str.isalpha, text)) < 3 or draft.kinds[block] in _NO_TITLES or bare_number(text):
        return False
    if (not _SHOUTS.isdisjoint(text) or text.startswith("A/N")) and _SHOUTED.search(text):
        return False
    if is_break(text.rstrip("0123456789+ ")):  # a site's number of comments may come after it
        return False
    if text[-1] in ",;:!-—" or text[0] in "\"“‘'«[(":
        return False
    initials = text[1:2] == "." and _INITIALS.fullmatch(text)
    return not (is_ending(text) or initials or _signs(draft, block, text))


def _is_told_in_small(draft: Gathered, after: int) -> bool:
    """Whether a story follows, not the rest of a title page; capitals may be the story's own."""
    for block in range(after, min(after + _NEAR, draft.last)):
        text = draft.texts[block]
        if not text.isupper() and (len(text) >= PROSE or (block == after and text.count(" ") > 1)):
            return True
    return False


def _signs(draft: Gathered, block: int, text: str) -> bool:
    """Whether a line is the name of a signer: after `Your friend,`, or in initials."""
    if text[1:2] == "." and _SIGNED.fullmatch(text):
        return True
    if block <= draft.first:
        return False
    before = draft.texts[block - 1]
    return before[-1] == "," and len(before.rpartition("\n")[2]) <= _CLOSING_MOST


_PIECES_LEAST, _PIECES = 2, 0.6
"""This many pieces, and the share of first numbers that are under the title of one."""
_WIDE = 2
"""Blank lines before the title of a piece, at least."""
_ALIKE_GAP = 0.75
"""The share of the gap before such titles that precedes other titles of pieces."""
_ABOVE_MOST = 5
"""Blocks from the title of a piece to its first number: the author, a motto."""
_TITLE_MOST = 80
_NOTED = frozenset("[(")
"""The first characters of the note on a picture over a title."""


def pieces(body: Body) -> list[Candidate]:
    """Titles of the pieces of a collection, in each of which the chapters begin at one again."""
    draft = body.draft
    firsts = [block for block in _numbered_one(body) if block > draft.first]
    if len(firsts) < _PIECES_LEAST:
        return []
    known = set(body.higher).union(firsts)
    heads = {block for first in firsts if (block := _head_of(body, first, known)) >= 0}
    if len(heads) < max(_PIECES_LEAST, _PIECES * len(firsts)):
        return []
    if all(draft.texts[block].isupper() for block in heads):
        gap = _ALIKE_GAP * min(_gap(draft, block) for block in heads if block > draft.first)
        alike = (one.block for one in in_capitals(body) if _gap(draft, one.block) >= gap)
        heads.update(block for block in alike if block not in known)
    return [Candidate(i, Look(BOOK, key_of(draft.texts[i])), "pieces") for i in sorted(heads)]


def _numbered_one(body: Body) -> Iterator[int]:
    """The blocks of chapters that are the first of several, as words or their number say."""
    for block in body.higher:
        text = body.short[block].partition("\n")[0]
        look = by_words(text) or by_asian(text)
        if look and look.rank >= CHAPTER and look.number == 1:
            yield block
    for same in body.forms.values():
        for one in same:
            if one.look.number == 1 and one.look.bare:
                yield one.block


def _head_of(body: Body, first: int, known: set[int]) -> int:
    """The block of the title over a first chapter; −1 if there is none."""
    draft = body.draft
    for block in range(first - 1, max(draft.first, first - _ABOVE_MOST) - 1, -1):
        if block in known:
            return -1
        if draft.blanks[block] < _WIDE and block > draft.first:
            continue
        at = block + (draft.texts[block][0] in _NOTED)
        return at if at < first and _may_head(body, at) else -1
    return -1


def _gap(draft: Gathered, block: int) -> int:
    """How many blank lines precede a title, or the note on a picture over it."""
    noted = block > draft.first and draft.texts[block - 1][0] in _NOTED
    return max(draft.blanks[block], draft.blanks[block - 1] if noted else 0)


def _may_head(body: Body, block: int) -> bool:
    """Whether a line can be the title of a piece."""
    text = body.short.get(block, "")
    if not text or len(text) > _TITLE_MOST or "\n" in text or text[0] in _NOTED:
        return False
    written = any(map(str.isalpha, text)) and not bare_number(text) and not is_ending(text)
    return written and body.draft.kinds[block] not in _NO_TITLES


_GAP_LEAST = 3
"""Blank lines of a gap, where one is usual."""
_GAPPED_MOST, _GAPPED_WORDS = 50, 7
"""Characters and words of a title after a gap."""
_STOPPED_WORDS = 3
"""Words of one with a stop at its end."""
_NO_GAPPED_ENDS = frozenset(',;:-—!?…"”»)]')
_AGAINST = 3
"""How many titles outweigh what is after such a gap and is none."""
_TOLD_MOST = 5
"""Headings that say what they are, beside which gaps are not looked at."""


def gapped(body: Body) -> list[Candidate]:
    """Short lines after gaps wider than usual: scenes of a play, poems, stories of a collection."""
    draft = body.draft
    if len(body.higher) > _TOLD_MOST:
        return []
    wide = [at for at, gap in enumerate(draft.blanks) if gap >= _GAP_LEAST]
    wide = [at for at in wide if draft.first < at < draft.last]
    fitting = {at for at in wide if at in body.short and _is_title_after_gap(draft, at)}
    best, found = 0.0, []
    for least in sorted({draft.blanks[at] for at in wide}):
        after = [at for at in wide if draft.blanks[at] >= least]
        titles = [at for at in after if at in fitting]
        score = len(titles) - _AGAINST * float(len(after) - len(titles))
        if score > best:
            best, found = score, titles
    some = [Candidate(at, Look(CHAPTER, key_of(draft.texts[at])), "gapped") for at in found]
    return some if are_spread(draft, some) else []


def _is_title_after_gap(draft: Gathered, at: int) -> bool:
    """Whether a line can be a title, and is no sentence, ending, number, drawing or signature."""
    text = draft.texts[at]
    if len(text) > _GAPPED_MOST or "\n" in text or draft.kinds[at] is BlockKind.BREAK:
        return False
    words = text.count(" ") + 1
    if (
        words > _GAPPED_WORDS
        or is_small(text[0])
        or not text[0].isalnum()
        or text[-1] in _NO_GAPPED_ENDS
    ):
        return False
    if (text[-1] == "." and words > _STOPPED_WORDS) or bare_number(text) or is_ending(text):
        return False
    return at + 1 < draft.last and draft.blanks[at + 1] < draft.blanks[at]
