"""KOReader's highlights: the JSON that it exports, and the Lua table that it keeps next to a book.

The rule: only words travel well. Its pages and pointers belong to its own layout and are not used.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from reader.annotations.annotation import (
    Annotation,
    AnnotationError,
    Annotations,
    Book,
    checked,
    colour_of,
    json_text,
    line,
    moment,
    note_text,
    passage_text,
    seconds,
)
from reader.annotations.highlights import Colour, Style

_VERSION = "json/1.0.0"
_DRAWERS = {
    "lighten": Style.SOLID,
    "underscore": Style.UNDERLINE,
    "strikeout": Style.STRIKETHROUGH,
    "invert": Style.OUTLINE,
}
_NAMES = {style: name for name, style in _DRAWERS.items()}
_PAGE = 1_800
"""Characters of a standard page; the format requires pages."""
_NESTED = 4
"""Lists of entries in lists, as older versions wrote them."""


def write(items: Sequence[Annotation], now: float) -> str:
    """One document, or several in a list."""
    stamp = {"created_on": int(now), "version": _VERSION, "generator": "Nightstand"}
    documents = [
        _document(book, list(found)) for book, found in groupby(items, key=lambda item: item.book)
    ]
    whole = documents[0] | stamp if len(documents) == 1 else stamp | {"documents": documents}
    return json_text(whole)


def owned(text: str) -> bool:
    """Whether a file was written here."""
    return '"generator": "Nightstand"' in text and f'"{_VERSION}"' in text


def is_export(value: Any) -> bool:
    """Whether a JSON value is an export of KOReader."""
    if not isinstance(value, dict):
        return False
    return isinstance(value.get("entries"), list) or isinstance(value.get("documents"), list)


def read(value: Mapping[str, Any]) -> Annotations:
    """The highlights of an export."""
    documents = value.get("documents")
    items, left_out = [], 0
    for document in documents if isinstance(documents, list) else [value]:
        if not isinstance(document, dict):
            left_out += 1
            continue
        book = Book(
            line(document.get("title")), _author(document.get("author")), line(document.get("file"))
        )
        for entry in _flat(document.get("entries"), _NESTED):
            if isinstance(entry, dict) and entry.get("sort", "highlight") != "bookmark":
                items.append(_annotation(entry, book, seconds(entry.get("time"))))
            else:
                left_out += 1
    return checked(items, left_out)


def read_sidecar(table: Mapping[Any, Any]) -> Annotations:
    """The highlights of the table next to a book, in the present form and the one before it."""
    told = table.get("doc_props")
    told = told if isinstance(told, dict) else table.get("stats")
    told = told if isinstance(told, dict) else {}
    book = Book(line(told.get("title")), _author(told.get("authors")), line(table.get("doc_path")))
    listed = table.get("annotations")
    if not isinstance(listed, dict):
        pages = table.get("highlight")
        if not isinstance(pages, dict):
            raise AnnotationError("this Lua table holds no annotations")
        listed = dict(enumerate(entry for page in pages.values() for entry in _values(page)))
    items = [
        _annotation(entry, book, _datetime(entry.get("datetime")))
        for entry in listed.values()
        if isinstance(entry, dict) and (entry.get("drawer") or "annotations" not in table)
    ]
    return checked(items, len(listed) - len(items))


def _document(book: Book, items: list[Annotation]) -> dict[str, Any]:
    document: dict[str, Any] = {"title": book.title, "author": book.author, "file": book.source}
    if book.length:
        document["number_of_pages"] = book.length // _PAGE + 1
    document["entries"] = [_entry(item) for item in items]
    return document


def _entry(item: Annotation) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "sort": "highlight",
        "page": (item.start or 0) // _PAGE + 1,
        "time": int(item.created or 0),
        "text": item.quote,
        "chapter": item.chapter,
        "drawer": _NAMES[item.style],
        "color": "red" if item.colour is Colour.PINK else str(item.colour),
    }
    return entry | ({"note": item.note} if item.note else {})


def _annotation(entry: Mapping[Any, Any], book: Book, created: float | None) -> Annotation:
    drawer = entry.get("drawer")
    return Annotation(
        book,
        passage_text(entry.get("text")),
        note=note_text(entry.get("note")),
        colour=colour_of(entry.get("color")),
        style=_DRAWERS.get(drawer, Style.SOLID) if isinstance(drawer, str) else Style.SOLID,
        chapter=line(entry.get("chapter")),
        created=created,
        changed=_datetime(entry.get("datetime_updated")) or created,
    )


def _author(value: Any) -> str:
    """Several authors are one to a line."""
    return (
        ", ".join(filter(None, map(line, value[:4_000].split("\n"))))
        if value and isinstance(value, str)
        else ""
    )


def _datetime(value: Any) -> float | None:
    return moment(value) if isinstance(value, str) else seconds(value)


def _flat(entries: Any, depth: int) -> Iterator[Any]:
    for entry in entries if isinstance(entries, list) else ():
        if isinstance(entry, list) and depth:
            yield from _flat(entry, depth - 1)
        else:
            yield entry


def _values(page: Any) -> list[Any]:
    return list(page.values()) if isinstance(page, dict) else []
