"""A title and an author where no form of matter tells them: plausibly, or not at all.

The rule: a first line is a title only if the line under it names an author, or if it is
labelled or marked as one; otherwise the file's name serves.
"""

from __future__ import annotations

import re

from reader.deferred import deferred
from reader.formats.matter_form import tidy
from reader.story import Metadata

_HEAD = 3000
_LABELLED = deferred(
    r"^[ \t\u3000]*(?P<label>title|author|by|书名|書名|作者|標題"
    r"|标题)[ \t]*[:：][ \t]*(?P<value>\S.{0,99})$",
    re.IGNORECASE | re.MULTILINE,
)
_BY = deferred(
    r"(?:_|\*)*(?:written\s+)?(?:by|von|par|por|di|door|av"
    r"|af)[: ]\s*(?P<author>[^\s,;][^\n]{1,60})",
    re.IGNORECASE,
)
_MARKED = deferred(
    r"#\s+(?P<title>\S.{0,99})|《(?P<book>[^》\n]{1,40})》(?:\s*作者[:：]\s*(?P<author>\S.{0,30}))?"
)
_TITLE_MOST = 90
_IN_NAME = deferred(r"(?P<title>.+?)\s+(?:-|–|—|by)\s+(?P<author>[^-–—]+)", re.IGNORECASE)


def labelled_title(text: str) -> Metadata:
    """What the first lines say of title and author."""
    head = text[:_HEAD].lstrip("\n\u3000 ")
    lines = [line.strip() for line in head.split("\n") if line.strip()][:6]
    if not lines:
        return Metadata()
    said = {m["label"].casefold(): m["value"] for m in _LABELLED.finditer("\n".join(lines))}
    title = (
        said.get("title")
        or said.get("书名")
        or said.get("書名")
        or said.get("標題")
        or said.get("标题")
        or ""
    )
    author = said.get("author") or said.get("by") or said.get("作者") or ""
    if not title and (match := _MARKED.fullmatch(lines[0])):
        title = match["title"] or match["book"]
        author = author or match["author"] or ""
    named = next(filter(None, map(_BY.fullmatch, lines[1:3])), None)
    if named and not title and len(lines[0]) <= _TITLE_MOST and lines[0][-1] not in ",;:":
        title = lines[0]
    if named and title and not author and len(named["author"].split()) <= 6:
        author = named["author"].rstrip("_*. ")
    return Metadata(tidy(title), tidy(author))


def titled_by_name(name: str) -> Metadata:
    """What a file's name without suffix says, with its underscores and hyphens as blanks."""
    plain = name.replace("_", " ").strip() if " " not in name else name
    if match := _IN_NAME.fullmatch(plain):
        return Metadata(match["title"].strip(), match["author"].strip())
    return Metadata()
