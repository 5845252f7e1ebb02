"""The header of a story that was saved from Usenet, from mail or from a bulletin board.

The rule: it shows itself by several header lines one after the other, one of which says who wrote
or what it is about; what is written under it may name the story better than its subject.
"""

from __future__ import annotations

import re

from reader.deferred import deferred
from reader.formats.text.matter.form import Matter, tidy
from reader.formats.text.matter.title_page import read_title_page
from reader.story import Metadata

_NAMES = frozenset(
    [
        *("from", "subject", "subj", "date", "newsgroups", "message-id", "organization"),
        *("organisation", "to", "path", "references", "sender", "reply-to", "lines", "cc"),
        *("xref", "keywords", "summary", "distribution", "followup-to", "approved", "received"),
        *("return-path", "mime-version", "content-type", "content-transfer-encoding", "msg"),
        *("nntp-posting-host", "archive-name", "status", "in-reply-to", "sec"),
    ]
)
_SURE = frozenset(["from", "date"])
"""Two that are enough together."""
_TELLING = frozenset(["from", "subject", "subj"])
_OWN = deferred(r"x-[a-z-]{,29}")
"""The name of a field that a program made up."""
_ENVELOPE = deferred(r"From \S+ .*\d{4}.*")
_SUBJECT_MOST = 300
_ENOUGH = 3
_LINES = 60
_BEFORE = 2
"""Other lines that may stand before the header."""
_NAMED = deferred(r"(?P<name>[^<(]*?)\s*<[^>]*>|\S+\s*\((?P<comment>[^)]*)\)")
_AROUND_SUBJECT = deferred(
    r"^(?:(?:re|fwd?|repost|story|fic|new)\s*:\s*)+|\s*[(\[]\s*(?:part\s*)?\d+\s*(?:/|of)\s*\d+\s*[)\]]"
    r"|\s*[(\[](?:repost|long|story|complete|finished)[)\]]|,?\s*(?:part\s*)?\d+\s*(?:/|of)\s*\d+$",
    re.IGNORECASE,
)


def find(text: str) -> Matter | None:
    """The matter of a story with such a header, or None."""
    if ":" not in text[:200] and not text.startswith("From "):
        return None
    fields, start = _header(text)
    enough = len(fields) >= _ENOUGH or fields.keys() >= _SURE
    if not enough or _TELLING.isdisjoint(fields):
        return None
    page = read_title_page(text[start:])
    told = fields.get("subject") or fields.get("subj") or ""
    subject = _AROUND_SUBJECT.sub("", " ".join(told[:_SUBJECT_MOST].split()))
    title, author = page.title or subject, page.author or _sender(fields.get("from", ""))
    extra = [
        (name, fields[name]) for name in ("newsgroups", "date", "organization") if name in fields
    ]
    why = f"{len(fields)} header lines before the story"
    metadata = Metadata(tidy(title), tidy(author), extra=tuple(extra))
    return Matter(start, len(text), "Usenet or mail", metadata, why)


def _header(text: str) -> tuple[dict[str, str], int]:
    """The fields by their names in small letters, and where the text under them begins."""
    fields: dict[str, str] = {}
    at, last, others = 0, "", 0
    for line in text[:8000].split("\n")[:_LINES]:
        label, colon, value = (line if last else line.strip()).partition(":")
        name = label.lower()
        if not fields and line.startswith("From ") and _ENVELOPE.match(line):
            fields["envelope"] = line
        elif colon and (name in _NAMES or (name.startswith("x-") and _OWN.fullmatch(name))):
            last = name
            fields.setdefault(name, value.strip())
        elif last and line[:1].isspace() and line.strip():
            fields[last] = f"{fields[last]} {line.strip()}"
        elif not line.strip() and (last or not fields):
            if last:
                break
        elif last or others >= _BEFORE:
            return (fields, at) if not line.strip() else ({}, 0)
        else:
            others += 1
        at += len(line) + 1
    return fields, min(at, len(text))


def _sender(value: str) -> str:
    """Who wrote, by name where the sender gives one."""
    match = _NAMED.fullmatch(value.strip())
    named = (match["name"] or match["comment"] or "") if match else value
    return "" if "@" in named or "!" in named else named.strip("\"' ")
