"""Annotation sets: W3C EPUB Annotations, and the Readium profile that came before them.

The rule: what the draft says is written, with the words and the offsets of each passage; both kinds
are read, and unknown selectors, colours and motivations are passed over.
https://www.w3.org/TR/epub-anno-10/
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any
from urllib.parse import unquote

from reader.annotations.annotation import (
    Annotation,
    AnnotationError,
    Annotations,
    Book,
    checked,
    colour_of,
    hex_id,
    iso,
    json_text,
    line,
    moment,
    note_text,
    passage_text,
    whole,
)
from reader.annotations.highlights import Style, tags_from
from reader.lazy_pattern import lazy_pattern

_CONTEXT = "https://www.w3.org/ns/epub-anno.jsonld"
_GENERATOR = {"id": "urn:nightstand", "type": "Software", "name": "Nightstand"}
_DIGEST = "urn:sha256:"
_FRAGMENT = lazy_pattern(
    r":~:text=(?:([^,&]*)-,)?([^,&]*)(?:,([^,&-][^,&]*))?(?:,-([^,&]*))?(?:&|\Z)"
)
_DEEPEST = 8
"""Selectors that refine one another."""
_ABOUT = ("dc:identifier", "dc:title", "dc:creator")


def write(items: Sequence[Annotation], now: float) -> str:
    """The set of one book."""
    books = {item.book for item in items}
    if len(books) > 1:
        raise AnnotationError("an annotation set is about one story: name it")
    book = next(iter(books), Book())
    kind = "application/epub+zip" if book.source.lower().endswith(".epub") else "text/plain"
    about: dict[str, Any] = {"dc:title": book.title, "dc:format": kind}
    if book.sha256:
        about["dc:identifier"] = [f"{_DIGEST}{book.sha256}"]
    if book.author:
        about["dc:creator"] = [book.author]
    known = sha256(f"{book.sha256 or book.title}".encode("utf-8", "replace")).hexdigest()
    whole_set = {
        "@context": _CONTEXT,
        "id": _urn(known[:32]),
        "type": "AnnotationSet",
        "generator": _GENERATOR,
        "generated": iso(now),
        "title": book.title,
        "about": about,
        "items": [_item(item) for item in items],
    }
    return json_text(whole_set)


def owned(text: str) -> bool:
    """Whether a file is a set that was written here."""
    return '"id": "urn:nightstand"' in text[:1_000]


def is_set(value: Any) -> bool:
    """Whether a JSON value is an annotation set, or a list of annotations."""
    if isinstance(value, dict):
        return value.get("type") == "AnnotationSet" or (
            isinstance(value.get("items"), list) and "@context" in value
        )
    return isinstance(value, list) and any(isinstance(v, dict) and "target" in v for v in value[:9])


def read(value: Any) -> Annotations:
    """The highlights and bookmarks of a set."""
    listed = value if isinstance(value, list) else value.get("items")
    if not isinstance(listed, list):
        raise AnnotationError("this annotation set has no list of items")
    book = _book(value if isinstance(value, dict) else {})
    items = [_annotation(one, book) for one in listed if isinstance(one, dict)]
    return checked(items, len(listed) - len(items))


def _item(item: Annotation) -> dict[str, Any]:
    selectors: list[dict[str, Any]] = [
        {
            "type": "TextQuoteSelector",
            "exact": item.quote,
            "prefix": item.before,
            "suffix": item.after,
        }
    ]
    # Offsets are those of the whole story, and mean nothing in a single document of a book.
    if item.start is not None and item.end is not None and not item.document:
        position = {"type": "TextPositionSelector", "start": item.start, "end": item.end}
        selectors.append(position)
    body: dict[str, Any] = {"type": "TextualBody", "value": item.note, "format": "text/plain"}
    body |= {"color": str(item.colour), "highlight": str(item.style)}
    if item.tags:
        body["tags"] = list(item.tags)
    target: dict[str, Any] = {"source": item.document or item.book.source or "text"}
    target["selector"] = selectors
    if item.chapter:
        target["meta"] = {"headings": [{"level": 1, "txt": item.chapter}]}
    made: dict[str, Any] = {
        "id": _urn(item.identity),
        "type": "Annotation",
        "motivation": "commenting" if item.note else "highlighting",
        "created": iso(item.created or 0.0),
        "target": target,
        "body": body,
    }
    if item.changed and item.changed != item.created:
        made["modified"] = iso(item.changed)
    return made


def _urn(digits: str) -> str:
    parts = (digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:])
    return f"urn:uuid:{'-'.join(parts)}"


def _book(about: Mapping[str, Any]) -> Book:
    told = about.get("about")
    told = told if isinstance(told, dict) else {}
    names, title, creators = (told.get(name, told.get(name[3:])) for name in _ABOUT)
    listed = names if isinstance(names, list) else [names]
    digests = (line(one).removeprefix(_DIGEST) for one in listed if line(one).startswith(_DIGEST))
    authors = creators if isinstance(creators, list) else [creators]
    author = ", ".join(filter(None, map(line, authors[:9])))
    return Book(line(title) or line(about.get("title")), author, "", next(digests, ""))


def _annotation(one: Mapping[str, Any], book: Book) -> Annotation:
    target = one.get("target")
    target = target if isinstance(target, dict) else {}
    body = one.get("body")
    body = body if isinstance(body, dict) else {"value": body}
    quote, before, after = "", "", ""
    start = end = None
    for selector in _selectors(target.get("selector"), _DEEPEST):
        if selector.get("type") == "TextQuoteSelector" and not quote:
            quote, before, after = (
                passage_text(selector.get("exact")),
                _side(selector.get("prefix")),
                _side(selector.get("suffix")),
            )
        elif selector.get("type") == "TextPositionSelector":
            start, end = whole(selector.get("start")), whole(selector.get("end"))
        elif selector.get("type") == "FragmentSelector" and not quote:
            quote, before, after = _fragment(selector.get("value"))
    created = moment(one.get("created"))
    style = body.get("highlight")
    return Annotation(
        book,
        quote,
        hex_id(one.get("id")),
        before,
        after,
        note=note_text(body.get("value")),
        colour=colour_of(body.get("color")),
        style=Style(style) if style in list(Style) else Style.SOLID,
        tags=_tags(body.get("tags") or body.get("keyword") or body.get("tag")),
        chapter=_chapter(target.get("meta")),
        start=start,
        end=end,
        created=created,
        changed=moment(one.get("modified")) or created,
        bookmark=one.get("motivation") == "bookmarking",
    )


def _side(value: Any) -> str:
    """Words next to a passage, whose blanks tell where it begins."""
    return value[:1_000] if isinstance(value, str) else ""


def _selectors(value: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    """Selectors, and those by which they are refined."""
    for one in value[:99] if isinstance(value, list) else [value]:
        if isinstance(one, dict) and depth:
            yield one
            yield from _selectors(one.get("refinedBy"), depth - 1)


def _fragment(value: Any) -> tuple[str, str, str]:
    """The words of a text fragment; empty for one that names only the two ends of a passage."""
    match = _FRAGMENT.search(value[:20_000]) if isinstance(value, str) else None
    if match is None or match[3]:
        return "", "", ""
    before, quote, _, after = (unquote(part or "") for part in match.groups())
    return passage_text(quote), before, after


def _chapter(meta: Any) -> str:
    headings = meta.get("headings") if isinstance(meta, dict) else None
    last = headings[-1] if isinstance(headings, list) and headings else None
    return line(last.get("txt")) if isinstance(last, dict) else ""


def _tags(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        value = value.split(",")
    return tags_from([line(tag) for tag in value]) if isinstance(value, list) else ()
