"""Readwise's CSV: one highlight a row, of which only the words are required."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from reader.annotations.annotation import (
    Annotation,
    AnnotationError,
    Annotations,
    Book,
    checked,
    colour_of,
    line,
    moment,
    note_text,
    passage_text,
)
from reader.annotations.highlights import tags_from

_COLUMNS = ("Highlight", "Title", "Author", "URL", "Note", "Location", "Date")
_FIELD_MOST = 1 << 20
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the start of a formula."""


def write(items: Sequence[Annotation], _: float) -> str:
    """Rows that any importer of Readwise accepts; every cell is plain text."""
    return _written(items, lambda cell: cell)


def write_for_spreadsheet(items: Sequence[Annotation], _: float) -> str:
    """The same for a spreadsheet, which would run what looks like a formula."""
    return _written(items, lambda cell: f"'{cell}" if cell.startswith(_FORMULA) else cell)


def _written(items: Sequence[Annotation], cell: object) -> str:
    assert callable(cell)
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(_COLUMNS)
    for item in items:
        made = datetime.fromtimestamp(int(item.created or 0), UTC)
        texts = (item.quote, item.book.title, item.book.author, "", item.note)
        rows.writerow((*map(cell, texts), item.start or 0, f"{made:%Y-%m-%d %H:%M:%S}"))
    return out.getvalue()


def is_table(text: str) -> bool:
    """Whether the first row names a column of highlights and at least one other."""
    first, _, rest = text[:4_000].partition("\n")
    names = [name.strip().strip('"').lower() for name in first.split(",")]
    return "highlight" in names and ("title" in names or "book title" in names) and bool(rest)


def read(text: str) -> Annotations:
    """The highlights of a table."""
    csv.field_size_limit(_FIELD_MOST)
    items = []
    try:
        for row in csv.DictReader(io.StringIO(text, newline="")):
            known = {
                name.strip().lower(): value
                for name, value in row.items()
                if isinstance(name, str) and isinstance(value, str)
            }
            items.append(_annotation(known))
    except csv.Error:
        raise AnnotationError("this table cannot be read")
    return checked(items)


def _annotation(row: Mapping[str, str]) -> Annotation:
    def cell(*names: str) -> str:
        return next((row[name] for name in names if row.get(name)), "")

    created = moment(cell("date", "highlighted at"))
    return Annotation(
        Book(line(cell("title", "book title")), line(cell("author", "book author"))),
        passage_text(cell("highlight")),
        note=note_text(cell("note")),
        colour=colour_of(cell("color", "colour")),
        tags=tags_from(line(cell("tags")).split(",")),
        created=created,
        changed=created,
    )
