"""Headers made of keys: front matter between fences, title pages of screenplays, mail, OpenITI.

The rule: each shows itself by several keys that only its kind has, or by fences around nothing but
keys with their values; the text under it may name the story better.
"""

from __future__ import annotations

import re

from reader.formats.text.matter.title_page import read_title_page
from reader.formats.text.metadata import Matter, metadata_of, tidy
from reader.formats.text.rows import HEADINGS
from reader.lazy_pattern import lazy_pattern
from reader.story import Metadata

_FENCES = {"---": ("---", "..."), "+++": ("+++",)}
_YAML_KEY = lazy_pattern(r"(?P<key>[A-Za-z][\w -]{0,40}?)\s*[:=](?:\s+(?P<value>.*))?")
_LIST = lazy_pattern(r"\s*-\s+(?P<value>.*)")
_SLUG = lazy_pattern(r"[a-z0-9]+(?:[-_][a-z0-9]+)+")
_TITLES = lazy_pattern(r"title[-_ ]\w+", re.IGNORECASE)
_FENCED_MOST = 80
_QUOTES = ("'", '"')
_TAG_MOST = 12


def find_fenced(text: str) -> Matter | None:
    """The matter of a text with front matter, or None."""
    first = len(text) - len(text.lstrip("\n"))
    fence = text[first : first + 3]
    if fence not in _FENCES or text[first + 3 : first + 4] != "\n":
        return None
    pairs: list[tuple[str, str]] = []
    at = first + 4
    for line in text[at : at + 8000].split("\n")[:_FENCED_MOST]:
        at += len(line) + 1
        if line.rstrip() in _FENCES[fence]:
            return _matter(text, min(at, len(text)), pairs) if pairs else None
        if match := _YAML_KEY.fullmatch(line):
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
    title = said.title
    if _SLUG.fullmatch(title):  # a key of a catalogue: what the text calls itself is a title
        title = next((v for k, v in pairs if _TITLES.fullmatch(k) and v), tidy(page.title)) or title
    metadata = Metadata(
        title or tidy(page.title), said.author or tidy(page.author), tag, said.extra
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


_KEYS = frozenset(
    [
        *("title", "credit", "author", "authors", "source", "draft date", "date", "contact"),
        *("copyright", "notes", "revision", "episode", "written by", "draft"),
    ]
)
_AUTHORS = ("author", "authors", "written by")
_SCREEN_KEYS = frozenset(["credit", "draft date", "contact", "revision"])
"""Keys that headers of other stories rarely have."""
_KEY_MOST = 23
"""Characters of a key with its colon."""
_KEY = lazy_pattern(r"(?P<key>[A-Za-z][A-Za-z ]{1,20}):[ \t]*(?P<value>.*)")
_SCENE = lazy_pattern(
    r"^[ \t]*(?:\.(?=[^\W_]))?"
    r"(?P<of>(?:(?:INT|EXT|EST)\.?(?:/(?:INT|EXT)\.?)?|I/E\.?)[ .][^\n]+|(?<=\.)[^\n]+)$",
    re.MULTILINE,
)
_SCENES = lazy_pattern(r"^(?:INT|EXT|EST|I/E)[./ ]", re.MULTILINE)
_SECTION = lazy_pattern(r"^(?P<marks>#{1,6})[ \t]*(?P<of>[^\s#][^\n]*)$", re.MULTILINE)
_CENTRED = lazy_pattern(
    r"^[ \t]{0,80}>[ \t]{0,80}(?P<of>[^\n<>]{1,200}?)[ \t]{0,80}<[ \t]{0,80}$", re.MULTILINE
)
_UNPRINTED = lazy_pattern(
    r"^[ \t]{0,80}(?:\[\[(?:(?!\]\]|\[\[|\n\n).){0,2000}\]\]|=(?!=)[^\n]{1,400}"
    r"|/\*(?:(?!\*/|/\*).){0,8000}\*/)[ \t]{0,80}$",
    re.MULTILINE | re.DOTALL,
)
"""Notes, struck-out text and synopses, each alone on its lines."""
_DUAL = lazy_pattern(r"^([^\W_][^\n]{0,40}?)[ \t]*\^[ \t]*$", re.MULTILINE)
"""A name whose speech is spoken at the same time as the one before."""
_FORCED = lazy_pattern(r"^(?P<indent>[ \t]*)[!@~>](?=[^\s!@~>])", re.MULTILINE)
_SCENES_ENOUGH = 2
_HEAD = 20_000
_PAGE_MOST = 40


def find_screenplay(text: str) -> Matter | None:
    """The matter of a Fountain screenplay, or None."""
    body = text.lstrip("\n")
    key, colon, _ = body[:_KEY_MOST].partition(":")
    if not colon or key.lower() not in _KEYS:
        return None
    pairs, start = _title_page(text, len(text) - len(body))
    keys = {key.lower() for key, _ in pairs}
    scenes = len(_SCENES.findall(text, start, _HEAD))
    if "title" not in keys or (keys.isdisjoint(_SCREEN_KEYS) and scenes < _SCENES_ENOUGH):
        return None
    authors = [value for key, value in pairs if key.lower() in _AUTHORS]
    said = [(key, value) for key, value in pairs if key.lower() not in _AUTHORS]
    metadata = metadata_of(said, author=authors[0] if authors else "")
    why = f"a title page of {len(pairs)} keys"
    hidden = _UNPRINTED if "[[" in text or "/*" in text or "\n=" in text else None
    form = "Fountain"
    return Matter(start, len(text), form, metadata, why, _to_marks, speech_ends=True, hidden=hidden)


def _title_page(text: str, at: int) -> tuple[list[tuple[str, str]], int]:
    """The keys of the title page with their values, and where it ends."""
    pairs: list[tuple[str, str]] = []
    for line in text[at : at + 4000].split("\n")[:_PAGE_MOST]:
        if not line.strip():
            break
        if not line[0].isspace() and (match := _KEY.fullmatch(line)):
            pairs.append((match["key"], match["value"].strip()))
        elif pairs:
            key, value = pairs[-1]
            pairs[-1] = (key, f"{value} {line.strip()}".strip())
        at += len(line) + 1
    return pairs, min(at, len(text))


def _to_marks(text: str) -> str:
    """The screenplay with its headings as signs, without the marks that force a line's type."""
    text = _SECTION.sub(_section, text)
    text = _SCENE.sub(lambda match: f"{HEADINGS[2]}{match['of']}", text)
    text = _CENTRED.sub(lambda match: match["of"], text)
    text = _DUAL.sub(lambda match: match[1], text) if "^" in text else text
    return _FORCED.sub(lambda match: match["indent"], text)


def _section(match: re.Match[str]) -> str:
    return f"{HEADINGS[min(len(match['marks']), 2) - 1]}{match['of']}"


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
"""Two of these are enough together."""
_TELLING = frozenset(["from", "subject", "subj"])
_OWN = lazy_pattern(r"x-[a-z-]{,29}")
"""The name of a field that a program made up."""
_ENVELOPE = lazy_pattern(r"From \S+ .*\d{4}.*")
_SUBJECT_MOST = 300
_ENOUGH = 3
_LINES = 60
_BEFORE = 2
"""Other lines that may precede the header."""
_NAMED = lazy_pattern(r"(?P<name>[^<(]*?)\s*<[^>]*>|\S+\s*\((?P<comment>[^)]*)\)")
_AROUND_SUBJECT = lazy_pattern(
    r"^(?:(?:re|fwd?|repost|story|fic|new)\s*:\s*)+|\s*[(\[]\s*(?:part\s*)?\d+\s*(?:/|of)\s*\d+\s*[)\]]"
    r"|\s*[(\[](?:repost|long|story|complete|finished)[)\]]|,?\s*(?:part\s*)?\d+\s*(?:/|of)\s*\d+$",
    re.IGNORECASE,
)


def find_mail(text: str) -> Matter | None:
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
    """The fields by their names in lower case, and where the text under them begins."""
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
    """Who wrote, by name if the sender gives one."""
    match = _NAMED.fullmatch(value.strip())
    named = (match["name"] or match["comment"] or "") if match else value
    return "" if "@" in named or "!" in named else named.strip("\"' ")


_OPENITI = "######OpenITI#"
"""What texts of that corpus of Arabic and Persian books begin with."""
_META_END = "#META#Header#End#"
_META = lazy_pattern(
    r"^(?:#META#[ \t]{0,9}(?:\d{1,3}\.)?(?P<key>[A-Za-z]{2,20})[ \t]{0,9}::[ \t]{0,9}(?P<value>.*)"
    r'|[ \t]{0,9}"(?P<name>\w{2,20})":[ \t]{0,9}"(?P<of>[^"\n]*)",?)$',
    re.MULTILINE,
)
_TITLE_KEYS, _AUTHOR_KEYS = ("booktitle", "title"), ("authornam", "authorname", "author")
_UNSAID = frozenset(["", "none", "nodata", "notgiven", "nocode", "noauthor", "notitle"])
_META_MOST = 20_000
_MILESTONE = r"(?:PageV\d{2,3}P\d{2,5}[A-Z]?|ms\d{2,6})"
_MILESTONES = lazy_pattern(
    rf"^[ \t]{{0,9}}{_MILESTONE}[ \t]{{0,9}}\n|[ \t]{{0,9}}\b{_MILESTONE}\b", re.MULTILINE
)
_LEVEL = lazy_pattern(r"^#{1,5}[ \t]{0,9}(?P<bars>\|{1,5})[ \t]{0,9}(?=[^\s|])", re.MULTILINE)
_PARAGRAPH = lazy_pattern(r"^#[ \t]{1,9}(?:\${1,4}[ \t]{1,9})?(?=[^\s#|])", re.MULTILINE)
_HEMISTICHS = lazy_pattern(r"[ \t]{0,9}%~%[ \t]{0,9}")


def find_openiti(text: str) -> Matter | None:
    """The matter of a text of OpenITI, or None."""
    end = text.find(_META_END, 0, _META_MOST)
    if end < 0 or not text.lstrip("\n").startswith(_OPENITI):
        return None
    said: dict[str, str] = {}
    for match in _META.finditer(text, 0, end):
        value = (match["value"] or match["of"] or "").strip()
        if value.casefold() not in _UNSAID:
            said.setdefault((match["key"] or match["name"]).casefold(), value)
    title = next((said[key] for key in _TITLE_KEYS if key in said), "")
    author = next((said[key] for key in _AUTHOR_KEYS if key in said), "")
    metadata = Metadata(tidy(title), tidy(author))
    start = min(end + len(_META_END), len(text))
    why = f"a header of {len(said)} keys"
    lined = "\n~~" in text  # so each paragraph is on one line once these are joined
    return Matter(start, len(text), "OpenITI", metadata, why, _from_openiti, by_line=lined)


def _from_openiti(text: str) -> str:
    """The text with its headings as signs, without marks for paragraphs, pages and lines."""
    text = _MILESTONES.sub("", text).replace("\n~~", " ")
    text = _LEVEL.sub(lambda match: HEADINGS[min(len(match["bars"]), 3) - 1], text)
    return _HEMISTICHS.sub("    ", _PARAGRAPH.sub("", text))
