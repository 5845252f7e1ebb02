"""Highlights as Markdown, for a vault of notes such as Obsidian's.

The rule: what is written is put between two marks, and only that part is rewritten; the rest of the
file is the reader's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from reader.annotations.annotation import Annotation, AnnotationError, Book
from reader.cleaning import clean
from reader.lazy_pattern import lazy_pattern

BEGIN, END = "%% nightstand begin %%", "%% nightstand end %%"
_SPECIAL = lazy_pattern(r"([\\`*_\[\]<>|~])")
_BEGINNING = lazy_pattern(r"^(\s*)([-+#]|\d{1,9}[.)])(?=\s|$)")
_QUOTED = lazy_pattern(r'["\\]')


def write(items: Sequence[Annotation], _: float) -> str:
    """A new file: a head of YAML for one book, then the highlights between the marks."""
    books = list(dict.fromkeys(item.book for item in items))
    head = _head(books[0]) if len(books) == 1 else ""
    return f"{head}{_between(items, titled=len(books) != 1)}\n"


def owned(text: str) -> bool:
    """Whether a file holds the marks."""
    return BEGIN in text and END in text


def rewritten(text: str, fresh: str) -> str:
    """A file with the part between its marks rewritten; the rest stays as it is."""
    start, end = text.find(BEGIN), text.rfind(END)
    if start < 0 or end < start or text.count(BEGIN) != 1 or text.count(END) != 1:
        raise AnnotationError("each of its two Nightstand marks must be there exactly once")
    inner = fresh[fresh.index(BEGIN) : fresh.rindex(END)]
    return text[:start] + inner + text[end:]


def _head(book: Book) -> str:
    rows = [("title", book.title), ("author", book.author), ("source", book.source)]
    said = "".join(f"{name}: {_yaml(value)}\n" for name, value in rows if value)
    return f"---\n{said}tags: [highlights]\n---\n\n"


def _yaml(value: str) -> str:
    one = " ".join(clean(value).split())
    return '"' + _QUOTED.sub(lambda match: f"\\{match[0]}", one) + '"'


def _between(items: Sequence[Annotation], *, titled: bool) -> str:
    lines = [BEGIN, ""]
    for book, of_book in groupby(items, key=lambda item: item.book):
        if titled:
            author = f" ({book.author})" if book.author else ""
            lines += [f"# {_inline(book.title + author)}", ""]
        for chapter, found in groupby(of_book, key=lambda item: item.chapter):
            if chapter:
                lines += [f"## {_inline(chapter)}", ""]
            for item in found:
                lines += [*_item(item), ""]
    return "\n".join([*lines, END])


def _item(item: Annotation) -> Iterator[str]:
    for paragraph in _lines(item.quote):
        yield f"> {paragraph}".rstrip()
    told = [str(item.colour), *(f"#{tag.replace(' ', '-')}" for tag in item.tags)]
    if item.verdict == "lost":
        told.append("its words are gone")
    yield f"> — {' · '.join(_inline(word) if word[0] != '#' else word for word in told)}"
    yield ""
    if item.note:
        yield from _lines(item.note)
        yield ""
    yield f"^ns-{item.identity[:8]}"


def _lines(text: str) -> Iterator[str]:
    for one in text.split("\n"):
        yield _BEGINNING.sub(_escaped_beginning, _inline(one))


def _escaped_beginning(match: object) -> str:
    blank, mark = match[1], match[2]  # type: ignore[index]
    return f"{blank}{mark[:-1]}\\{mark[-1]}"


def _inline(text: str) -> str:
    """Words that are not markup, and that cannot contain one of our marks."""
    return _SPECIAL.sub(r"\\\1", clean(text)).replace("%%", "%\\%")
