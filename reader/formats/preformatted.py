"""A plain text inside a page, as browsers save it: one preformatted element that holds all of it.

The rule: what such a page shows is read as the text that it was; a page with any other element
among its words is none of these.
"""

from __future__ import annotations

from reader.cleaning import safe
from reader.file_stamp import fingerprint
from reader.formats.choices import Choices
from reader.formats.format import Explanation, Glance, Near, Progress, Stretch
from reader.formats.page import decode as decode_page
from reader.formats.page import parse as parse_page
from reader.formats.text.explain import explain as explain_text
from reader.formats.text.parse import parse as parse_text
from reader.formats.text.preview import glance as glance_text
from reader.formats.text.preview import stretch
from reader.lazy_pattern import lazy_pattern
from reader.story import Decision, Story
from reader.value import NamedTuple

_OPEN = lazy_pattern(r"<pre\b[^<>]{0,1000}>\r?\n?", 2)
_CLOSE = lazy_pattern(r"</pre\s*>", 2)
_HEAD = 1 << 14
"""Bytes in which a text names itself."""
_TITLE = lazy_pattern(r"<title\b[^<>]{0,200}>([^<]{1,400})</title", 2)


class _Inside(NamedTuple):
    """The text that a page holds."""

    data: bytes
    """In UTF-8."""
    title: str
    """What the page calls itself, unless that is the name of a file."""
    encoding: str
    """That of the page."""
    why: str

    @classmethod
    def of(cls, data: bytes, encoding: str) -> _Inside:
        """The text in the bytes of a page, which is in the given encoding or in its own."""
        from html import unescape

        from reader.formats.table import is_story_name

        page = decode_page(data, encoding)
        opened = _OPEN.search(page.text)
        start = opened.end() if opened else 0
        closed = _CLOSE.search(page.text, start)
        text = unescape(page.text[start : closed.start() if closed else None])
        named = _TITLE.search(page.text, 0, start)
        title = safe(" ".join(unescape(named[1]).split())) if named else ""
        bare = text.encode("utf-8", "replace")
        return cls(bare, "" if is_story_name(title) else title, page.encoding, page.why)


def parse(
    data: bytes,
    name: str,
    choices: Choices,
    *,
    progress: Progress | None = None,
    sha256: str = "",
) -> Story:
    """The story in the text.

    Raises:
        LoadError: It is not text.
    """
    sha256 = sha256 or fingerprint(data)
    if choices.raw:
        return parse_page(data, name, choices, progress=progress, sha256=sha256)
    inside = _Inside.of(data, choices.encoding)
    made = parse_text(inside.data, name, _plain(choices), progress=progress, sha256=sha256)
    return _of_page(made, inside, len(data))


def glance(data: bytes, name: str) -> Glance:
    """What the head of the text shows."""
    inside = _Inside.of(data, "")
    found = glance_text(inside.data, name)
    if not inside.title:
        return found
    head = parse_text(inside.data[:_HEAD], name, _plain(Choices()))
    return found if head.metadata.title else found._replace(title=inside.title)


def excerpt(
    data: bytes, name: str, choices: Choices, near: Near | None, reach: int
) -> Stretch | None:
    """The text around a place; None in doubt."""
    inside = _Inside.of(data, choices.encoding)
    found = stretch(inside.data, name, _plain(choices), near, reach)
    return found and found._replace(story=_of_page(found.story, inside, len(data)))


def explain(
    story: Story, offset: int, data: bytes, name: str, choices: Choices
) -> Explanation | None:
    """Why a block of the text is what it is."""
    inside = _Inside.of(data, choices.encoding)
    return explain_text(story, offset, inside.data, name, _plain(choices))


def _plain(choices: Choices) -> Choices:
    """The choices for the text alone."""
    return choices._replace(encoding="utf-8")


def _of_page(made: Story, inside: _Inside, size: int) -> Story:
    """The story of a text with what its page says."""
    source = made.source._replace(size=size, encoding=inside.encoding)
    told = Decision("encoding", inside.encoding, inside.why)
    form = Decision("format", "plain text", "a page around it holds nothing else")
    others = tuple(one for one in made.decisions if one.topic != "encoding")
    title = made.metadata.title or inside.title
    metadata = made.metadata._replace(title=title)
    return made._replace(source=source, metadata=metadata, decisions=(told, form, *others))
