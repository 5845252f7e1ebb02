"""`nightstand bookmarks`, and the bookmark that a command names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from reader.cleaning import safe
from reader.cli.arguments import Arguments, CommandError, complain
from reader.cli.output import iso_time, print_json
from reader.cli.story import context_for, path_for, story_in
from reader.context import Context
from reader.file_stamp import stamp_of
from reader.formats.files import LoadError
from reader.locator.quote import Resolution, Verdict
from reader.reading.bookmarks import ResolvedBookmark, bookmarks_of
from reader.reading.open import open_path
from reader.story import Offset, percent


def bookmarks(arguments: Arguments) -> int:
    """Bookmarks of one story or of all."""
    with context_for(arguments) as context:
        only = path_for(context, arguments.story) if arguments.story else None
        rows: list[dict[str, Any]] = [
            {
                "id": marked.bookmark.id,
                "path": str(path),
                "title": title,
                "name": marked.bookmark.name,
                "words": marked.words,
                "chapter": marked.chapter,
                "offset": marked.offset,
                "progression": round(marked.progression, 6),
                "verdict": str(marked.verdict),
                "created": iso_time(marked.bookmark.created),
            }
            for path, title, marked in all_bookmarks(context, only)
        ]
    if arguments.json:
        return print_json(rows)
    if not rows:
        complain("no bookmarks")
    for row in rows:
        name = f" “{safe(row['name'])}”" if row["name"] else ""
        doubt = "" if row["verdict"] in ("exact", "moved") else f" [{row['verdict']}]"
        place = ", ".join(filter(None, (safe(row["title"]), safe(row["chapter"]))))
        print(f"{row['id'][:8]}  {place}, {percent(row['progression'])}{name}{doubt}")
        print(f"          {safe(row['words'])}")
    return 0


def all_bookmarks(
    context: Context, only: Path | None = None
) -> Iterator[tuple[Path, str, ResolvedBookmark]]:
    """File, title and bookmark, each found in its text as it is now."""
    if only is not None:
        try:
            opened = open_path(context, only, keep=False)
        except LoadError as error:
            raise CommandError(str(error))
        for marked in bookmarks_of(context, opened):
            yield only.absolute(), opened.story.title, marked
        return
    marked_stories = dict.fromkeys(story for story, _ in context.store.bookmarks.of())
    known = {one.id: one for one in context.store.stories.known()}
    for story_id in marked_stories:
        path = next((path for path in known[story_id].paths if stamp_of(path)), None)
        story = story_in(context, path, story_id) if path else None
        if path is not None and story is not None:
            for marked in bookmarks_of(context, story):
                yield path, story.story.title, marked
        else:
            yield from _of_a_missing_story(context, story_id)


def _of_a_missing_story(
    context: Context, story_id: int
) -> Iterator[tuple[Path, str, ResolvedBookmark]]:
    """Bookmarks whose text cannot be read: as they were, and marked lost."""
    known = context.store.stories.get(story_id)
    assert known is not None
    path = known.paths[0] if known.paths else Path()
    for _, bookmark in context.store.bookmarks.of(story_id):
        place = bookmark.locator
        yield (
            path,
            known.title,
            ResolvedBookmark(
                bookmark,
                Offset(place.offset),
                Verdict.LOST,
                place.chapter,
                place.progression,
                bookmark.words,
            ),
        )


def find_bookmark(context: Context, wanted: str) -> tuple[Path, Resolution]:
    """The file and the place of the bookmark with that name, or whose id begins that way."""
    found = [
        (path, marked)
        for path, _, marked in all_bookmarks(context)
        if marked.bookmark.name.casefold() == wanted.casefold()
        or (len(wanted) >= 4 and marked.bookmark.id.startswith(wanted.lower()))
    ]
    if not found:
        raise CommandError(f"there is no bookmark “{wanted}”")
    if len(found) > 1:
        ids = ", ".join(marked.bookmark.id[:8] for _, marked in found)
        raise CommandError(f"“{wanted}” matches {len(found)} bookmarks: {ids}")
    path, marked = found[0]
    if not stamp_of(path):
        raise CommandError(f"{path}: the file of this bookmark’s story is missing")
    return path, Resolution(marked.offset, marked.verdict, 1.0)
