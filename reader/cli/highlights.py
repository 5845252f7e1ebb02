"""`nightstand highlight` and `highlights`: one is added, or all are listed or written.

The rule: overwriting a file never loses what the reader wrote in it, and a file that Nightstand did
not write is never overwritten.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.annotations.highlights import Colour, Style, tags_from
from reader.cleaning import safe
from reader.cli.arguments import Arguments, CommandError, complain
from reader.cli.output import iso_time, write_whole
from reader.cli.story import context_for, path_for, story_in
from reader.context import Context
from reader.file_stamp import stamp_of
from reader.formats.files import LoadError
from reader.locator.quote import Verdict
from reader.posix import at_home
from reader.reading.highlights import (
    Highlights,
    ResolvedHighlight,
    highlights_of,
    new_highlight,
)
from reader.reading.open import OpenStory, keep_up, known_as, open_path
from reader.search.answers import snippet
from reader.search.find import find
from reader.search.query import Match, Query
from reader.story import Offset, Story, percent

if TYPE_CHECKING:
    from reader.annotations.annotation import Annotation
    from reader.annotations.highlights import Highlight

_LISTED = 20
_MOST = 64 << 20
"""Bytes of a file that is rewritten, at most."""


def highlight(arguments: Arguments) -> int:
    """Add a highlight of some words, or change the one that is there; print its id."""
    quote = " ".join(arguments.quote.split())
    if not quote:
        raise CommandError("the quote is empty", 2)
    with context_for(arguments) as context:
        opened = _opened(context, path_for(context, arguments.story))
        start, end = _place(opened.story, quote, arguments.at)
        story_id = known_as(context, opened)
        if story_id is None:
            raise CommandError("nothing can be kept for this story")
        opened = opened.replace(id=story_id)
        keep_up(context, opened)  # so it is recognised when it has been edited
        there = Highlights(highlights_of(context, opened)).holding(start, end)
        given = _given(arguments)
        store = context.store.highlights
        if there is not None and (there.start, there.end) == (start, end):
            mark_id, answer = there.highlight.id, store.change(there.highlight.id, **given)
        else:
            mark = new_highlight(opened.story, start, end, **given)
            mark_id, answer = mark.id, store.add(story_id, mark)
        saved = context.store.flush()
        if not (saved and answer.done()):
            return 1
    print(mark_id)
    return 0


def _given(arguments: Arguments) -> dict[str, Any]:
    """What was given about the highlight; the rest is left as it is."""
    given: dict[str, Any] = {}
    if arguments.colour:
        given["colour"] = Colour(arguments.colour)
    if arguments.style:
        given["style"] = Style(arguments.style)
    if arguments.note is not None:
        from reader.annotations.annotation import note_text

        given["note"] = note_text(arguments.note)
    if arguments.tag:
        given["tags"] = tags_from(arguments.tag)
    return given


def _place(story: Story, quote: str, at: tuple[int, bool] | None) -> tuple[int, int]:
    """Where the words are, folded: nearest to a place; without a place several are listed."""
    hits = find(story, Query(quote, case=False, matter=True))
    if not hits:
        raise CommandError(f"“{quote}” is not in “{story.title}”")
    if at is not None:
        wanted = story.offset_at(at[0] / 100) if at[1] else at[0]
        return min(hits, key=lambda hit: abs(hit.start - wanted))
    if len(hits) > 1:
        for hit in list(hits)[:_LISTED]:
            before, words, after = snippet(story, Match(*hit), 100)
            share = percent(story.progression(hit.start))
            print(
                f"{share:>5}  {safe(story.chapter_at(hit.start))}  {safe(before + words + after)}"
            )
        raise CommandError(
            f"“{quote}” occurs in {len(hits):,} places; give more of its words, or --at"
        )
    return hits[0]


def _opened(context: Context, path: Path) -> OpenStory:
    try:
        return open_path(context, path, keep=False)
    except LoadError as error:
        raise CommandError(str(error))


class _Listed:
    """A highlight with the story it belongs to."""

    def __init__(self, path: Path, opened: OpenStory, mark: ResolvedHighlight) -> None:
        self.path = path
        self.story = opened.story
        self.mark = mark
        self.text = "" if mark.lost else opened.story.text[mark.start : mark.end]


def highlights(arguments: Arguments) -> int:
    """Highlights of one story or of all, as lines, as JSON or in a format of exchange."""
    with context_for(arguments) as context:
        only = path_for(context, arguments.story) if arguments.story else None
        listed = list(_all(context, only))
        output, data = arguments.output, context.store.path
    if arguments.json:
        from reader.cli.output import encode, printable

        rows = ",\n ".join(encode(_fields(one)) for one in listed)
        return _give(output, printable(f"[{rows}]\n"), data)
    if arguments.format:
        return _give(output, _written(arguments, listed), data, arguments.format)
    if output:
        raise CommandError("--output needs --format or --json", 2)
    for one in listed:
        _print(one)
    if not listed:
        complain("no highlights")
    return 0


def _all(context: Context, only: Path | None) -> Iterator[_Listed]:
    if only is not None:
        opened = _opened(context, only)
        for mark in highlights_of(context, opened):
            yield _Listed(only.absolute(), opened, mark)
        return
    stories = dict.fromkeys(story for story, _ in context.store.highlights.of())
    for story_id in stories:
        known = context.store.stories.get(story_id)
        if known is None:
            continue
        path = next((path for path in known.paths if stamp_of(path)), None)
        opened_or_none = story_in(context, path, story_id) if path else None
        if path is not None and opened_or_none is not None:
            for mark in highlights_of(context, opened_or_none):
                yield _Listed(path, opened_or_none, mark)
            continue
        gone = _gone(known.title, known.author)
        for _, kept in context.store.highlights.of(story_id):
            yield _Listed(known.paths[0] if known.paths else Path(), gone, _lost(kept))


def _gone(title: str, author: str) -> OpenStory:
    """A story whose text cannot be read."""
    from reader.story import Metadata, Range, Source

    about, source = Metadata(title, author), Source(title, "", 0, "")
    return OpenStory(Story("", (), Range(0, 0), (), (), about, source))


def _lost(kept: Highlight) -> ResolvedHighlight:
    place = kept.passage.start
    end = Offset(place.offset + kept.passage.length)
    return ResolvedHighlight(
        Offset(place.offset), end, kept, Verdict.LOST, place.chapter, place.progression
    )


def _fields(one: _Listed) -> dict[str, object]:
    mark, kept = one.mark, one.mark.highlight
    return {
        "id": kept.id,
        "path": str(one.path),
        "title": one.story.title,
        "quote": kept.passage.quote,
        "text": one.text,
        "note": kept.note,
        "colour": str(kept.colour),
        "style": str(kept.style),
        "tags": list(kept.tags),
        "chapter": mark.chapter,
        "start": mark.start,
        "end": mark.end,
        "progression": round(mark.progression, 6),
        "verdict": str(mark.verdict),
        "created": iso_time(kept.created),
        "changed": iso_time(kept.changed),
    }


def _print(one: _Listed) -> None:
    mark, kept = one.mark, one.mark.highlight
    place = ", ".join(filter(None, (safe(one.story.title), safe(mark.chapter))))
    doubt = f" [{mark.verdict}]" if mark.doubt else ""
    told = " ".join((str(kept.colour), *(f"#{safe(tag)}" for tag in kept.tags)))
    print(f"{kept.id[:8]}  {place}, {percent(mark.progression)}, {told}{doubt}")
    words = " ".join((kept.passage.quote if mark.doubt else one.text).split())
    print(f"          “{safe(words)}”")
    for row in kept.note.splitlines():
        print(f"          {safe(row)}")


def _written(arguments: Arguments, listed: list[_Listed]) -> str:
    from reader.annotations import readwise
    from reader.annotations.annotation import AnnotationError
    from reader.annotations.exchange import FORMATS

    write = FORMATS[arguments.format].write
    if arguments.spreadsheet:
        if arguments.format != "readwise":
            raise CommandError("--spreadsheet needs --format readwise", 2)
        write = readwise.write_for_spreadsheet
    items = [_annotation(one) for one in listed]
    if arguments.format == "annotation" and listed and listed[0].story.source.kind[:4] == "EPUB":
        items = _by_document(listed[0].path, items)
    try:
        return write(items, time.time())
    except AnnotationError as error:
        raise CommandError(str(error))


def _by_document(path: Path, items: list[Annotation]) -> list[Annotation]:
    """The same, each with the document of an EPUB that it is in."""
    from reader.formats.epub.parse import documents_holding
    from reader.formats.files import read

    try:
        names = documents_holding(read(path), path.name, [(i.before, i.quote) for i in items])
    except LoadError as error:
        raise CommandError(str(error))
    return [item.replace(document=name) for item, name in zip(items, names, strict=True)]


def _annotation(one: _Listed) -> Annotation:
    from reader.annotations import annotation
    from reader.locator.passage import LONGEST

    mark, kept, story = one.mark, one.mark.highlight, one.story
    passage = kept.passage
    whole = one.text if one.text and passage.length > LONGEST else passage.quote
    source = story.source
    return annotation.Annotation(
        annotation.Book(
            story.title, story.metadata.author, one.path.name, source.sha256, len(story.text)
        ),
        whole,
        kept.id,
        passage.before,
        passage.after,
        one.text,
        annotation.note_text(kept.note),
        kept.colour,
        kept.style,
        tags_from(kept.tags),
        mark.chapter,
        None if mark.lost else mark.start,
        None if mark.lost else mark.end,
        mark.progression,
        str(mark.verdict),
        kept.created,
        kept.changed,
    )


def _give(output: str, text: str, data: Path, format_name: str = "") -> int:
    """Print a text, or write it to a file whole or not at all."""
    if not output or output == "-":
        print(text, end="")
        return 0
    path = at_home(output)
    try:
        if path.exists():
            if not path.is_file() or path.resolve() == data:
                raise CommandError(f"{path}: it cannot be overwritten; choose another name")
            path = path.resolve()
            text = _over(path, text, format_name)
    except (OSError, ValueError) as error:
        raise CommandError(f"{path}: it cannot be written ({error})")
    write_whole(path, text)
    return 0


def _over(path: Path, text: str, format_name: str) -> str:
    """The new contents of a file that exists already."""
    from reader.annotations import markdown
    from reader.annotations.annotation import AnnotationError
    from reader.annotations.exchange import FORMATS

    with path.open("rb") as file:
        old = file.read(_MOST + 1)
    try:
        said = old.decode("utf-8")
    except UnicodeDecodeError:
        said = ""
    if old and not (format_name and len(old) <= _MOST and FORMATS[format_name].owned(said)):
        raise CommandError(f"{path}: it is not a file that can be overwritten; choose another name")
    if format_name != "markdown" or not old:
        return text
    try:
        return markdown.rewritten(said, text)
    except AnnotationError as error:
        raise CommandError(f"{path}: {error}")
