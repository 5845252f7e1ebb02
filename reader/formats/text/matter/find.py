"""What stands around a story: licences, headers, legends; found, read and folded away.

The rule: matter is only ever set aside, never dropped. A form must show itself by its own
unmistakable signs; if none does, all of the file is the story. The module that reads a form is
loaded only if the text holds something that every file of that form has.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from reader.formats.text.matter.title_page import read_title_page
from reader.formats.text.metadata import Matter, tidy
from reader.lazy_pattern import lazy_pattern
from reader.story import Metadata

_HEAD, _TAIL, _NEAR = 60_000, 20_000, 8_000
_LICENSED = ("utenberg", "UTENBERG", "SMALL PRINT", "mall print", "mall Print")
_FENCES = ("---", "+++")
_KEY_MOST = 23
"""Characters of a screenplay's first key with its colon."""
_SENT = ("from:", "subject:", "subj:")
_LABELS = 3
_ADDRESSES = ("http", "www.", ".com", ".net", ".org", ".cn")
_COMMENT = r"[ \t]*<!--(?:(?!-->|<!--|\n\n).){0,2000}-->[ \t]*"
_COMMENTS = lazy_pattern(rf"^(?:(?<=\n\n){_COMMENT}\n(?=\n)|{_COMMENT}$)", re.MULTILINE | re.DOTALL)
"""Editors' notes on lines of their own, hidden as in HTML and Markdown, and the empty line after
them if there is one before.
"""
_IDEOGRAPHS = bytes(range(0xE4, 0xEA))
"""The first bytes of Chinese characters in UTF-8."""


def find_matter(text: str) -> Matter:
    """Where the story is in the text, and what is around it."""
    matter = next(filter(None, (find(text) for find in _likely(text))), None) or plain(text)
    if "<" in text and "<!--" in text and not matter.hidden:  # a single character is found faster
        return matter._replace(hidden=_COMMENTS)
    return matter


def _likely(text: str) -> Iterator[Callable[[str], Matter | None]]:
    """The finders of the forms that the text may have, in the order in which they are tried."""
    if any(text.find(sign, 0, _HEAD) >= 0 for sign in _LICENSED):
        from reader.formats.text.matter import gutenberg

        yield gutenberg.find
    if not text.isascii() and _may_be_of_aozora(text):
        from reader.formats.text.matter import aozora

        yield aozora.find
    first = text[:_NEAR].lstrip("\n")[:_KEY_MOST]
    if first.startswith(_FENCES):
        from reader.formats.text.matter import headers

        yield headers.find_fenced
    if ":" in first:
        from reader.formats.text.matter import headers

        yield headers.find_screenplay
    if first.startswith("######"):
        from reader.formats.text.matter import headers

        yield headers.find_openiti
    head = text[:_NEAR].lower()
    if any(map(head.__contains__, _SENT)):
        from reader.formats.text.matter import headers

        yield headers.find_mail
    if text.count(":", 0, _TAIL) >= _LABELS:
        from reader.formats.text.matter import fanfic

        yield fanfic.find
    if _may_be_framed(text):
        from reader.formats.text.matter import site

        yield site.find


def _may_be_of_aozora(text: str) -> bool:
    """Whether there may be a colophon, a legend or readings in the text."""
    tail = max(0, len(text) - _TAIL)
    ends = text.find("底本：", tail) >= 0 or text.find("入力", tail) >= 0
    return ends or "《" in text or text.find("について", 0, _NEAR) >= 0


def _may_be_framed(text: str) -> bool:
    """Whether a site may speak in the text: by an address at either end, or in Chinese."""
    if text[:_HEAD].isascii():
        return False
    ends = f"{text[:_NEAR]}\n{text[-_NEAR:]}".lower()
    if any(map(ends.__contains__, _ADDRESSES)):
        return True
    data = f"{text[:_HEAD]}{text[-_NEAR:]}".encode("utf-8", "replace")
    return any(map(data.__contains__, _IDEOGRAPHS))


def plain(text: str) -> Matter:
    """The matter of a text without any form: all is story, and its head may name it."""
    page = read_title_page(text)
    metadata = Metadata(tidy(page.title), tidy(page.author))
    return Matter(0, len(text), metadata=metadata, titled=page.why, title_lines=page.lines)
