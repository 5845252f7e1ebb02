"""Front matter in YAML or TOML, as Markdown stories have it before their first line.

The rule: it is taken for such only where it is fenced in and every line within is a key with its
value, an entry of a list or what goes on from the line before.
"""

from __future__ import annotations

from reader.deferred import deferred
from reader.formats.text.matter.form import Matter, metadata_of, tidy
from reader.formats.text.matter.title_page import read_title_page
from reader.story import Metadata

_FENCES = {"---": ("---", "..."), "+++": ("+++",)}
_KEY = deferred(r"(?P<key>[A-Za-z][\w -]{0,40}?)\s*[:=](?:\s+(?P<value>.*))?")
_LIST = deferred(r"\s*-\s+(?P<value>.*)")
_LINES = 80
_QUOTES = ("'", '"')
_TAG_MOST = 12


def find(text: str) -> Matter | None:
    """The matter of a text with front matter, or None."""
    first = len(text) - len(text.lstrip("\n"))
    fence = text[first : first + 3]
    if fence not in _FENCES or text[first + 3 : first + 4] != "\n":
        return None
    pairs: list[tuple[str, str]] = []
    at = first + 4
    for line in text[at : at + 8000].split("\n")[:_LINES]:
        at += len(line) + 1
        if line.rstrip() in _FENCES[fence]:
            return _matter(text, min(at, len(text)), pairs) if pairs else None
        if match := _KEY.fullmatch(line):
            pairs.append((match["key"], _plain(match["value"] or "")))
        elif pairs and (match := _LIST.fullmatch(line)):
            _go_on(pairs, match["value"], ", ")
        elif pairs and line[:1].isspace() and line.strip():
            _go_on(pairs, line, " ")
        elif line.strip() and line[0] != "#":
            return None
    return None


def _matter(text: str, start: int, pairs: list[tuple[str, str]]) -> Matter:
    said = metadata_of((key, value) for key, value in pairs if value not in (">", "|", ">-", "|-"))
    page = read_title_page(text[start:])
    language = next((v for k, v in pairs if k.casefold() in ("lang", "language")), "")
    tag = language if 0 < len(language) <= _TAG_MOST and " " not in language else said.language
    metadata = Metadata(
        said.title or tidy(page.title), said.author or tidy(page.author), tag, said.extra
    )
    why = f"{len(pairs)} keys between fences before the story"
    return Matter(start, len(text), "front matter", metadata, why)


def _go_on(pairs: list[tuple[str, str]], value: str, between: str) -> None:
    key, before = pairs[-1]
    folded = "" if before in (">", "|", ">-", "|-") else before
    pairs[-1] = (key, between.join(filter(None, (folded, _plain(value)))))


def _plain(value: str) -> str:
    """A value without its quotation marks and brackets."""
    bare = value.strip()
    if len(bare) > 1 and bare[0] == "[" and bare[-1] == "]":
        return ", ".join(_plain(part) for part in bare[1:-1].split(","))
    return bare[1:-1] if len(bare) > 1 and bare[0] == bare[-1] and bare[0] in _QUOTES else bare
