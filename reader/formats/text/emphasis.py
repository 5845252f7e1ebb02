"""Marks around words, taken out of the text and turned into spans.

The rule: a mark opens before a word and closes after one, on the outside of both no letter; so
`snake_case`, `* * *`, `2 * 3` and the star of a footnote are left as they are. What holds no
letter is an ornament, and keeps its marks.
"""

from __future__ import annotations

import re
from itertools import compress, count, repeat
from operator import contains

from reader.deferred import deferred
from reader.formats.text import sentinels
from reader.formats.text.draft import Draft
from reader.story import BlockKind, Span, SpanKind

_SIGNS = (sentinels.EMPHASIS, sentinels.STRONG, sentinels.RUBY)
_SIGN_KINDS = dict(zip((pair[0] for pair in _SIGNS), SpanKind, strict=True))
# A set at the start is what a search is quick with.
_BY_HAND = (
    r"(?<=_)(?<![\w_]_)(?=[^\s_])(?P<under>[^_]++)(?<=\S)_(?![\w_])"
    r"|(?<==)(?<![\w=]=)(?=[^\s=])(?P<bold>[^=]++)(?<=\S)=(?![\w=])"
    r"|(?<=\*)(?<![\w*]\*)(?P<more>\*{0,2})(?=[^\s*])(?P<star>[^*]++)(?<=\S)\*(?P=more)(?![\w*])"
)
_MARKED = deferred(rf"[_*=](?:{_BY_HAND})")
_SIGNED = deferred(
    rf"[_*={''.join(a for a, _ in _SIGNS)}](?:{_BY_HAND}"
    + "".join(f"|(?<={a})(?P<sign{i}>[^{a}{b}]*+){b}" for i, (a, b) in enumerate(_SIGNS))
    + ")"
)
_SLASHED = deferred(
    r"(?<![^\s\"“‘'(—-])/(?=[^\W\d])([^/\n\d_*]{2,80}+)(?<=[^\s/])/(?![^\s\"”’'),.;:!?—-])"
)
_ORNAMENTS = frozenset("=~-#+•·")
_DEEPEST = 4
SLASHES_ENOUGH = 3
"""This many slashes may be the marks of a file."""


def take_out(draft: Draft, text: str, *, signed: bool, slashed: bool) -> dict[int, list[Span]]:
    """Take the marks out of a draft; the spans are offsets into each block's own text.

    Args:
        draft: The blocks; their texts are changed.
        text: What they were made of.
        signed: Whether an earlier step left signs in them.
        slashed: Whether slashes are the marks.
    """
    texts = draft.texts
    spans: dict[int, list[Span]] = {}
    signs = [sign for sign in ("/" if slashed else "_*=") if sign in text]
    pattern = _SLASHED if slashed else _SIGNED if signed else _MARKED
    marked = {i for sign in signs for i in compress(count(), map(contains, texts, repeat(sign)))}
    if signed and not slashed:
        marked.update(i for i, text in enumerate(texts) if sentinels.is_marked(text))
    for index in sorted(marked):
        if draft.kinds[index] in (BlockKind.BREAK, BlockKind.PREFORMATTED):
            texts[index] = sentinels.without_signs(texts[index])
            continue
        bare, found = _unmarked(texts[index], pattern)
        if bare:
            texts[index] = bare
        if bare and found:
            spans[index] = found
    return spans


def slashes(draft: Draft) -> int:
    """How often slashes stand around words."""
    return sum(len(_SLASHED.findall(text)) for text in draft.texts if text.count("/") > 1)


def _unmarked(text: str, pattern: re.Pattern[str]) -> tuple[str, list[Span]]:
    parts: list[str] = []
    spans: list[Span] = []
    end = _collect(text, parts, spans, 0, 0, pattern)
    if end == len(text) and not spans:
        return sentinels.without_signs(text), []
    return sentinels.without_signs("".join(parts)), sorted(spans)


def _collect(
    text: str, parts: list[str], spans: list[Span], at: int, depth: int, pattern: re.Pattern[str]
) -> int:
    """Append the text without marks and its spans, the text beginning at `at`; return its end."""
    last = 0
    for match in pattern.finditer(text) if depth < _DEEPEST else ():
        inner = match[match.lastindex or 0]
        if _is_ornament(inner):
            continue
        first = match.start()
        parts.append(text[last:first])
        at += first - last
        start = at
        if pattern.search(inner):
            at = _collect(inner, parts, spans, at, depth + 1, pattern)
        else:
            parts.append(inner)
            at += len(inner)
        spans += [Span(start, at, kind) for kind in _kinds(match)]
        last = match.end()
    parts.append(text[last:])
    return at + len(text) - last


def _is_ornament(text: str) -> bool:
    """Whether marks stand around no word, or around more marks."""
    if text[:1] in _ORNAMENTS and text[-1:] in _ORNAMENTS:
        return True
    return not any(map(str.isalnum, text))


def _kinds(match: re.Match[str]) -> tuple[SpanKind, ...]:
    if kind := _SIGN_KINDS.get(match[0][0]):
        return (kind,)
    if match[0][0] == "=":
        return (SpanKind.STRONG,)
    stars = 1 + len(match["more"]) if match[0][0] == "*" else 1
    if stars == 3:
        return (SpanKind.EMPHASIS, SpanKind.STRONG)
    return (SpanKind.STRONG,) if stars == 2 else (SpanKind.EMPHASIS,)
