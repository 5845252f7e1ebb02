"""What a reader can choose from: encodings with samples, chapter rules, lines of a page.

The rule: nothing is chosen here; each choice is shown with its result.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from unicodedata import category

from reader.cleaning import safe
from reader.formats.files import LoadError
from reader.lazy_pattern import lazy_pattern
from reader.reading.open import OpenStory
from reader.reading.reread import bytes_of
from reader.story import Range, Story, lines_of
from reader.value import Value

ENCODINGS = (
    ("utf-8", "Unicode"),
    ("cp1252", "Western European"),
    ("cp1251", "Cyrillic"),
    ("koi8-r", "Russian"),
    ("koi8-u", "Ukrainian"),
    ("cp866", "Cyrillic, DOS"),
    ("cp855", "Cyrillic, older DOS"),
    ("cp1125", "Ukrainian, DOS"),
    ("mac-cyrillic", "Cyrillic, Macintosh"),
    ("iso8859-5", "Cyrillic, ISO"),
    ("cp1250", "Central European"),
    ("iso8859-2", "Central European, ISO"),
    ("iso8859-16", "Romanian, ISO"),
    ("cp852", "Central European, DOS"),
    ("mac-latin2", "Central European, Macintosh"),
    ("cp1253", "Greek"),
    ("iso8859-7", "Greek, ISO"),
    ("cp737", "Greek, DOS"),
    ("mac-greek", "Greek, Macintosh"),
    ("cp1254", "Turkish"),
    ("cp857", "Turkish, DOS"),
    ("mac-turkish", "Turkish, Macintosh"),
    ("cp1255", "Hebrew"),
    ("cp862", "Hebrew, DOS"),
    ("cp1256", "Arabic"),
    ("iso8859-6", "Arabic, ISO"),
    ("cp1257", "Baltic"),
    ("iso8859-13", "Baltic, ISO"),
    ("cp775", "Baltic, DOS"),
    ("cp1258", "Vietnamese"),
    ("cp874", "Thai"),
    ("gb18030", "Chinese, simplified"),
    ("hz", "Chinese, mail"),
    ("big5hkscs", "Chinese, traditional"),
    ("cp950", "Chinese, Big5 of Windows"),
    ("cp932", "Japanese, Shift_JIS"),
    ("euc_jp", "Japanese, EUC"),
    ("iso2022_jp_ext", "Japanese, mail"),
    ("cp949", "Korean"),
    ("johab", "Korean, Johab"),
    ("iso2022_kr", "Korean, mail"),
    ("cp437", "Western, DOS"),
    ("cp850", "Western European, DOS"),
    ("cp860", "Portuguese, DOS"),
    ("cp865", "Nordic, DOS"),
    ("mac-roman", "Western, Macintosh"),
    ("utf-16-le", "Unicode, two bytes"),
    ("utf-16-be", "Unicode, two bytes, reversed"),
)
"""Each encoding that can be chosen from the list, and who writes in it."""

_WINDOW = 64 * 1024
_SHOWN = 400
_EVIDENCE = lazy_pattern(rb"[\x80-\xff\x1b]")
_LEAD = 24
_MARK = codecs.BOM_UTF8
_INVISIBLE = dict.fromkeys((0xAD, 0xFEFF))
_UNWRITTEN = frozenset(("Cc", "Cn", "Co"))


class Sample(Value):
    """An encoding, and how the story would begin in it."""

    encoding: str
    """Python's name of the codec; empty lets the file decide."""
    label: str
    line: str
    """Clean, on one line."""
    fits: bool
    """Whether every byte near the sample is valid in the encoding."""


class RuleChoice(Value):
    """A way to find chapters."""

    id: str
    """As `Choices.chapter_rule` names it; `pattern` is the reader's own."""
    name: str
    found: int | None
    """How many headings it finds; None if that is not known."""


class PageLine(Value):
    """A line that may be the heading of a chapter."""

    range: Range
    text: str
    """Clean, on one line."""
    heading: bool
    """Whether a chapter begins with it."""


def encodings_of(opened: OpenStory, progression: float) -> list[Sample]:
    """Every encoding with a line near a share of the story; those that fit come first.

    Raises:
        LoadError: The file can no longer be read, or its format has no encodings.
    """
    from reader.formats.table import format_of

    data, path = bytes_of(opened), opened.path or opened.story.source.name
    decode = format_of(data, path).decode
    if decode is None:
        raise LoadError(path, "has no encoding to choose")
    name = decode(data, "").encoding
    start = _telling(data, progression)
    found = [_sample(data, start, *encoding) for encoding in ENCODINGS]
    if name not in dict(ENCODINGS):
        found.insert(0, _sample(data, start, name, ""))
    found.sort(key=lambda sample: not sample.fits)
    own = _sample(data, start, name, "")
    return [Sample("", name, own.line, own.fits), *found]


def reads_alike(opened: OpenStory) -> bool:
    """Whether the file is plain ASCII, which every encoding of a list reads alike.

    Raises:
        LoadError: The file can no longer be read.
    """
    data = bytes_of(opened)
    return b"\0" not in data and _EVIDENCE.search(data) is None


def _telling(data: bytes, progression: float) -> int:
    """Where a line is that differs between encodings, near a share of the file."""
    near = int(len(data) * min(1.0, max(0.0, progression)))
    if b"\0" in data[: 2 * _SHOWN]:
        return near & ~1
    first = len(_MARK) if data.startswith(_MARK) else 0
    near = max(first, data.rfind(b"\n", 0, near) + 1)
    found = _EVIDENCE.search(data, near) or _EVIDENCE.search(data, first)
    if found is None:
        return near
    line = max(first, data.rfind(b"\n", 0, found.start()) + 1)
    if found[0] == b"\x1b" or found.start() - line <= _LEAD:
        return line
    word = data.rfind(b" ", line, found.start() - _LEAD)
    return word + 1 if word >= 0 else line


def _sample(data: bytes, start: int, encoding: str, label: str) -> Sample:
    decoder = codecs.getincrementaldecoder(encoding)
    window = data[start : start + _WINDOW]
    try:
        fits = not _odd(decoder().decode(window))
    except UnicodeDecodeError:
        fits = False
    text = decoder("replace").decode(window[:_SHOWN]).translate(_INVISIBLE)
    lines = (" ".join(line.split()) for line in text.splitlines())
    return Sample(encoding, label, safe(next(filter(None, lines), "")), fits)


def _odd(text: str) -> bool:
    """Whether a text has more characters that nobody writes than a stray one."""
    odd = sum(category(c) in _UNWRITTEN and c not in "\t\n\r\f" for c in text[:_WINDOW])
    return odd > len(text) // 100


def rules_of(opened: OpenStory) -> list[RuleChoice]:
    """The best-fitting rule, each rule with what it finds, the reader's own pattern, none."""
    from reader.formats.text.headings.rules import chapter_rules

    counts = {id_: n for one in opened.story.decisions for id_, n in one.found}
    rules = [RuleChoice(id_, name, counts.get(id_)) for id_, name in chapter_rules()]
    pattern = opened.choices.chapter_pattern
    own = f"My own pattern: {safe(pattern)}" if pattern else "My own pattern…"
    return [
        RuleChoice("", "What fits best", None),
        *rules,
        RuleChoice("pattern", own, len(opened.story.chapters) if pattern else None),
        RuleChoice("none", "No chapters", None),
    ]


def page_lines(story: Story, shown: Range) -> list[PageLine]:
    """The contents of a page, block by block; line by line where lines are kept."""
    return list(_page_lines(story, shown))


def _page_lines(story: Story, shown: Range) -> Iterator[PageLine]:
    heads = {chapter.start for chapter in story.chapters}
    for block in story.blocks[max(0, story.block_index(shown.start)) :]:
        if block.start >= shown.end:
            return
        whole = block.kind.flows or block.start in heads
        lines = [Range(block.start, block.end)] if whole else lines_of(story.text, *block[:2])
        for line in lines:
            text = " ".join(story.text[line.start : min(line.end, line.start + _SHOWN)].split())
            if text and line.end > shown.start and line.start < shown.end:
                yield PageLine(line, safe(text), line.start in heads)
