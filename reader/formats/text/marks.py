"""Marks in words: those of emphasis become spans, hyphens that divide words at a line's end go.

The rule: a mark opens before a word and closes after one, on the outside of both no letter; so
`snake_case`, `* * *`, `2 * 3` and the star of a footnote are left as they are. What holds no
letter is an ornament, and keeps its marks. A word that the text has whole elsewhere loses its
hyphen; in doubt the hyphen stays.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import accumulate, compress, count, repeat
from operator import add, contains, itemgetter, sub

from reader.formats.text import rows
from reader.formats.text.draft import Draft
from reader.formats.text.rows import DIVIDED, SOFT
from reader.lazy_pattern import lazy_pattern
from reader.story import BlockKind, Decision, Span, SpanKind

_SIGNS = (rows.EMPHASIS, rows.STRONG, rows.RUBY)
_KINDS = (SpanKind.EMPHASIS, SpanKind.STRONG, SpanKind.RUBY)
_SIGN_KINDS = dict(zip((pair[0] for pair in _SIGNS), _KINDS, strict=True))
_SPAN = partial(tuple.__new__, Span)
_BETWEEN = "\0"
"""Between texts that are dealt with together; no text has it."""
# A set at the start makes the search quick.
_BY_LINES = rf"(?<=_)(?<![\w_]_)(?=[^\s_])(?P<under>[^_{_BETWEEN}]++)(?<=\S)_(?![\w_])"
_UNDERSCORED = lazy_pattern(f"_{_BY_LINES}")
"""Finds marks in texts with underscores alone, ten times as fast."""
_BY_HAND = (
    f"{_BY_LINES}"
    r"|(?<==)(?<![\w=]=)(?=[^\s=])(?P<bold>[^=]++)(?<=\S)=(?![\w=])"
    r"|(?<=\*)(?<![\w*]\*)(?P<more>\*{0,2})(?=[^\s*])(?P<star>[^*]++)(?<=\S)\*(?P=more)(?![\w*])"
)
_MARKED = lazy_pattern(rf"[_*=](?:{_BY_HAND})")
_SIGNED = lazy_pattern(
    rf"[_*={''.join(a for a, _ in _SIGNS)}](?:{_BY_HAND}"
    + "".join(f"|(?<={a})(?P<sign{i}>[^{a}{b}]*+){b}" for i, (a, b) in enumerate(_SIGNS))
    + ")"
)
_SLASHED = lazy_pattern(
    r"(?<![^\s\"“‘'(—-])/(?=[^\W\d])([^/\n\d_*]{2,80}+)(?<=[^\s/])/(?![^\s\"”’'),.;:!?—-])"
)
_ORNAMENTS = frozenset("=~-#+•·")
_BARE = (BlockKind.BREAK, BlockKind.PREFORMATTED)
"""Kinds of blocks that have no spans."""
_READING = lazy_pattern(f"{rows.RUBY[0]}([^{_BETWEEN}{''.join(rows.RUBY)}]*){rows.RUBY[1]}")
_BRACKETS = ("（", "）")
"""Around the words of a reading."""
_FIRST = itemgetter(slice(1))
_DEEPEST = 4
SLASHES_ENOUGH = 3
"""This many slashes may be a file's marks of emphasis."""


def take_out(draft: Draft, text: str, at: int, *, signed: bool, slashed: bool) -> list[Span]:
    """Take the marks out of a draft; give the spans, in order.

    Args:
        draft: The blocks; their texts are changed.
        text: What they were made from.
        at: Where the first of them begins in the text of the story.
        signed: Whether an earlier step left signs in them.
        slashed: Whether slashes are the marks.
    """
    signs = [sign for sign in ("/" if slashed else "_*=") if sign in text]
    by_sign = signed and not slashed
    signs += (rows.EMPHASIS[0],) if by_sign else ()
    pattern = _SLASHED if slashed else _SIGNED if signed else _MARKED
    marked = {i for sign in signs for i in _having(sign, draft.texts)}
    alone = [] if signed or slashed else _underscored(draft, marked, signs)
    parts = _unscored(draft.texts, alone) if alone else []
    if parts:
        marked.difference_update(alone)
    if by_sign and any(map(draft.kinds.count, _BARE)):
        marked.update(i for i, kind in enumerate(draft.kinds) if kind in _BARE)
    inner = _within(draft, marked, pattern)
    spans: list[Span] = []
    if by_sign:
        if read := _read(draft.texts, at):
            draft.texts, spans = read
        else:
            rest = compress(count(), map(rows.is_marked, draft.texts))
            inner |= _within(draft, set(rest), pattern)
    if inner or parts:
        starts = list(map(add, accumulate(map(len, draft.texts), initial=at), count()))
        if parts:
            spans = _placed(parts, [starts[i] for i in alone], [len(draft.texts[i]) for i in alone])
        for index, found in inner.items():
            start = starts[index]
            spans += [_SPAN((start + a, start + b, kind)) for a, b, kind in found]
        spans.sort()
    return spans


def _having(sign: str, texts: Sequence[str]) -> Iterator[int]:
    """Which of the texts have a sign."""
    return compress(count(), map(contains, texts, repeat(sign)))


def _underscored(draft: Draft, marked: set[int], signs: Sequence[str]) -> list[int]:
    """Which of the marked blocks have underscores and no other sign, in order."""
    others = {i for sign in signs if sign != "_" for i in _having(sign, draft.texts)}
    return [i for i in sorted(marked - others) if draft.kinds[i] not in _BARE]


def _unscored(texts: list[str], alone: Sequence[int]) -> list[str]:
    """Take the underscores out of some texts, all at once, which is four times as fast.

    Returns:
        What is by turns outside and within marks; empty where some have to be looked at one by one.
    """
    divided = _divided(_UNDERSCORED, [texts[i] for i in alone])
    if divided is None:
        return []
    parts, found = divided
    within = parts[1::2]
    firsts = "".join(map(_FIRST, within))
    if not firsts.isalnum() and any(map(_is_ornament, within)):
        return []
    for index, text in zip(alone, found, strict=True):
        texts[index] = text
    return parts


def _divided(pattern: re.Pattern[str], texts: Sequence[str]) -> tuple[list[str], list[str]] | None:
    """What is by turns outside and within the marks of all texts, and each text without marks.

    None where a sign is left, or a mark goes from one text into the next.
    """
    parts = pattern.split(_BETWEEN.join(texts))
    bare = "".join(parts)
    found = bare.split(_BETWEEN)
    return None if len(found) != len(texts) or rows.is_marked(bare) else (parts, found)


def _placed(parts: Sequence[str], starts: Sequence[int], sizes: Sequence[int]) -> list[Span]:
    """The spans of what underscores marked, given where the texts start and how long they are."""
    begins = list(map(add, accumulate(sizes, initial=0), count()))
    moved = list(map(sub, starts, begins))
    ends = list(accumulate(map(len, parts)))
    by = [moved[bisect_right(begins, start) - 1] for start in ends[:-1:2]]
    bounds = zip(map(add, ends[::2], by), map(add, ends[1::2], by), strict=True)
    return [_SPAN((start, end, SpanKind.EMPHASIS)) for start, end in bounds]


def _within(draft: Draft, marked: set[int], pattern: re.Pattern[str]) -> dict[int, list[Span]]:
    """Take the marks out of some blocks; the spans are offsets into each block's own text."""
    texts = draft.texts
    spans: dict[int, list[Span]] = {}
    for index in sorted(marked):
        if draft.kinds[index] in _BARE:
            texts[index] = rows.without_signs(texts[index])
            continue
        bare, found = _unmarked(texts[index], pattern)
        if bare:
            texts[index] = bare
        if bare and found:
            spans[index] = found
    return spans


def _read(texts: Sequence[str], at: int) -> tuple[list[str], list[Span]] | None:
    """The texts without the signs of readings, and the spans of these, all texts at once.

    None where a sign stands that is not one of a pair, or another one.
    """
    divided = _divided(_READING, texts)
    if divided is None or not all(divided[1]):
        return None
    parts, found = divided
    within = parts[1::2]
    ends = list(accumulate(map(len, parts), initial=at))
    places = zip(ends[1::2], ends[2::2], repeat(SpanKind.RUBY), strict=False)
    spans = list(map(tuple.__new__, repeat(Span), places))
    if not _are_letters(within):
        spans = [span for span, of in zip(spans, within, strict=True) if not _is_ornament(of)]
    return found, spans


def _are_letters(readings: Sequence[str]) -> bool:
    """Whether each has brackets around it, and nothing but letters in them."""
    opens, shuts = _BRACKETS
    joined = _BETWEEN.join(readings)
    letters = joined.replace(f"{shuts}{_BETWEEN}{opens}", "")
    whole = letters[:1] == opens and letters[-1:] == shuts and f"{opens}{shuts}" not in joined
    return whole and letters[1:-1].isalnum()


def slashes(draft: Draft) -> int:
    """How often slashes are around words."""
    return sum(len(_SLASHED.findall(text)) for text in draft.texts if text.count("/") > 1)


def _unmarked(text: str, pattern: re.Pattern[str]) -> tuple[str, list[Span]]:
    parts: list[str] = []
    spans: list[Span] = []
    end = _collect(text, parts, spans, 0, 0, pattern)
    if end == len(text) and not spans:
        return rows.without_signs(text), []
    return rows.without_signs("".join(parts)), sorted(spans)


def _collect(
    text: str, parts: list[str], spans: list[Span], at: int, depth: int, pattern: re.Pattern[str]
) -> int:
    """Append the text without marks and its spans, the text beginning at `at`; return its end."""
    last = 0
    for match in pattern.finditer(text) if depth < _DEEPEST else ():
        inner, first = match[match.lastindex or 0], match.start()
        around = (text[first - 1 : first], text[match.end() : match.end() + 1])
        if _is_ornament(inner) or (match[0][0] == "=" and _ORNAMENTS.issuperset(around)):
            if match[0][0] in _SIGN_KINDS:  # which no text keeps, unlike a mark
                parts += (text[last:first], inner)
                at += first - last + len(inner)
                last = match.end()
            continue
        parts.append(text[last:first])
        at += first - last
        start = at
        if pattern.search(inner):
            at = _collect(inner, parts, spans, at, depth + 1, pattern)
        else:
            parts.append(inner)
            at += len(inner)
        spans += [_SPAN((start, at, kind)) for kind in _kinds(match)]
        last = match.end()
    parts.append(text[last:])
    return at + len(text) - last


def _is_ornament(text: str) -> bool:
    """Whether marks surround no word, or only more marks."""
    if text[:1] in _ORNAMENTS and text[-1:] in _ORNAMENTS:
        return True
    return not (text[1:2].isalnum() or any(map(str.isalnum, text)))


def _kinds(match: re.Match[str]) -> tuple[SpanKind, ...]:
    if kind := _SIGN_KINDS.get(match[0][0]):
        return (kind,)
    if match[0][0] == "=":
        return (SpanKind.STRONG,)
    stars = 1 + len(match["more"]) if match[0][0] == "*" else 1
    if stars == 3:
        return (SpanKind.EMPHASIS, SpanKind.STRONG)
    return (SpanKind.STRONG,) if stars == 2 else (SpanKind.EMPHASIS,)


Pair = tuple[str, str]
"""The parts of a divided word, in lower case."""

_PART = r"[^\W\d_]+(?:['’][^\W\d_]+)*"
_WORD = lazy_pattern(_PART)
_WORDS = lazy_pattern(rf"{_PART}(?:-{_PART})*")
"""Reads the same from right to left."""
_PIECE = 1 << 18
_EDGES = ".,;:!?…-–\"“”„‘’'«»()[]_*"
_FEW = 8
"""Pairs that are looked for one by one."""
_SUSPENDED = frozenset(["and", "or", "und", "oder", "bis", "et", "ou", "y", "o"])
"""Words that follow a part which a later word completes, as in `four- and five-act`."""
_HABIT = 3
"""This many words divided by the margin, and this many times more than others, show a habit."""


class Hyphens:
    """The hyphens at line ends of one file; `joins` are the words to be joined."""

    def __init__(self, joins: frozenset[Pair] = frozenset()) -> None:
        self._joins = joins
        self.met: Counter[Pair] = Counter()
        """How often a line end divides each pair."""

    def settle(self, draft: Draft) -> None:
        """Replace the signs in a draft by hyphens, or by nothing."""
        texts = draft.texts
        for index in [i for i, text in enumerate(texts) if DIVIDED in text or SOFT in text]:
            text = "".join(self._settled(texts[index]))
            texts[index] = text.replace(DIVIDED, "-").replace(SOFT, "")

    def _settled(self, text: str) -> Iterator[str]:
        """The pieces of a text, each with the sign at its end replaced if that divides a word."""
        done, at = 0, text.find(DIVIDED)
        while at >= 0:
            before = text[max(done, text.rfind(" ", done, at) + 1) : at][::-1]
            first, second = _WORDS.match(before), _WORD.match(text, at + 1)
            if first and second:
                yield text[done:at]
                yield self._sign(first[0][::-1], second[0], text[second.end() : second.end() + 1])
                yield second[0]
                done = second.end()
            at = text.find(DIVIDED, max(done, at + 1))
        yield text[done:]

    def _sign(self, first: str, second: str, following: str) -> str:
        """What stands between the parts of a word."""
        pair = first.lower(), second.lower()
        self.met[pair] += 1
        if pair in self._joins:
            return ""
        goes_on = following in ("-", DIVIDED)
        return "- " if pair[1] in _SUSPENDED and not goes_on else "-"

    def judged(self, text: str) -> frozenset[Pair]:
        """The pairs that are one word, judged by the text with all hyphens still in it."""
        if len(self.met) <= _FEW and not any(_forms(pair)[0] in text for pair in self.met):
            return frozenset()  # no words are joined, so there is no habit either
        told = _told(text, {form for pair in self.met for form in _forms(pair)})
        whole, kept, doubtful = [], 0, []
        for pair, times in self.met.items():
            word, compound, first, second = (told[form] for form in _forms(pair))
            compound = max(0, compound - times)
            if word > compound:
                whole.append(pair)
            elif compound > 0 or "-" in pair[0] or (first and second):
                kept += 1
            else:
                doubtful.append(pair)
        if len(whole) >= _HABIT * max(1, kept):
            whole += doubtful
        return frozenset(whole)

    def decisions(self) -> list[Decision]:
        """What became of them."""
        dropped = sum(times for pair, times in self.met.items() if pair in self._joins)
        if not dropped:
            return []
        kept = self.met.total() - dropped
        why = "the text has those words whole elsewhere, or divides words at the margin"
        return [Decision("hyphens", f"{dropped} at line ends dropped, {kept} kept", why)]


def _forms(pair: Pair) -> tuple[str, str, str, str]:
    """The word without and with its hyphen, and its parts."""
    first, second = pair
    return first + second, f"{first}-{second}", first, second


def _told(text: str, wanted: set[str]) -> Counter[str]:
    """How often the text has each of the wanted words, given in lower case."""
    told: Counter[str] = Counter()
    for at in range(0, len(text), _PIECE):
        words = Counter(text[at : at + _PIECE].replace("—", " ").split())
        for word, times in words.items():
            if (bare := word.strip(_EDGES).lower()) in wanted:
                told[bare] += times
    return told
