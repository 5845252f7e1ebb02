"""`nightstand search`: words in one story or in all of them; `nightstand index` for many."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any

from reader.cleaning import safe
from reader.cli.arguments import Arguments, CommandError, complain
from reader.cli.output import coloured, emphasised, print_fields, print_json
from reader.cli.pages import ROWS
from reader.cli.story import context_for, story_for
from reader.context import Context
from reader.formats.files import LoadError
from reader.reading.view import style_for
from reader.search.answers import Hit, Searched, StoryHits, Unindexed, Unreadable, snippet
from reader.search.find import find
from reader.search.index import missing_engine
from reader.search.index_parts import size_of
from reader.search.pool import SearchPool
from reader.search.query import Query, QueryError
from reader.shelf.search import (
    Order,
    SearchableShelf,
    fill_shelf,
    index_folder,
    ordered,
    search_shelf,
    searchable,
    searchable_at_once,
)
from reader.story import Story, percent
from reader.typeset.layout import Layout
from reader.typeset.style import PageStyle

_ALL = sys.maxsize
_MEGABYTE = 10**6


def search(arguments: Arguments) -> int:
    """Print every hit in its sentence."""
    query = Query(
        " ".join(arguments.words),
        case=arguments.case or None,
        word=arguments.word,
        exact=arguments.exact,
        regex=arguments.regex,
        kana=arguments.kana,
        matter=arguments.matter,
    )
    if not query.text.strip():
        raise CommandError("there are no words to search for", 2)
    with context_for(arguments) as context:
        try:
            if not arguments.inside and not arguments.json and arguments.limit is None:
                unreadable: list[Unreadable] = []
                return _print(_at_once(context, query, unreadable), unreadable)
            run = _in_one if arguments.inside else _in_all
            total, found, unreadable, load = run(context, arguments, query)
        except QueryError as error:
            raise CommandError(error.reason, 2)
        found = _limited(found, arguments.limit)
        if not arguments.json:
            return _print(found, unreadable)
        style = style_for(
            context.settings, arguments.width or context.settings.measure, arguments.height or ROWS
        )
        return print_fields(
            {
                "query": query.text,
                "total": total,
                "stories": (_as_json(one, load, style, unreadable) for one in found),
                "unreadable": ({"path": str(one.path), "reason": one.reason} for one in unreadable),
            }
        )


def index(arguments: Arguments) -> int:
    """Prepare every story for searching, and build the index of them."""
    if trouble := missing_engine():
        raise CommandError(f"there is no search index: {trouble}")
    with context_for(arguments) as context, closing(SearchPool()) as pool:
        stories = searchable(context)
        for done in fill_shelf(stories.replace(index="on"), pool):
            if isinstance(done, Searched) and sys.stderr.isatty():
                print(f"\r{done.done:,} of {done.total:,} stories", end=" ", file=sys.stderr)
    if sys.stderr.isatty():
        print(file=sys.stderr)
    count, (indexed, size, _) = len(stories.targets), size_of(index_folder())
    if arguments.json:
        fields = {"stories": count, "indexed": indexed, "bytes": size, "used": stories.indexed}
        return print_json(fields)
    print(f"{count:,} stories, {indexed:,} in the index, which takes {size / _MEGABYTE:,.1f} MB")
    if not stories.indexed:
        print("It is not used: nightstand config set search_index on")
    return 0


Results = tuple[int, Iterable[StoryHits], list[Unreadable], Callable[[Path], Story]]
"""How many hits there are, the stories with them, what cannot be read, and how to read a story."""


def _in_one(context: Context, arguments: Arguments, query: Query) -> Results:
    opened = story_for(context, arguments, [arguments.inside])
    story = opened.story
    matches = find(story, query)
    hits = tuple(
        Hit(*match, story.chapter_at(match.start), story.progression(match.start), *parts)
        for match in islice(matches, arguments.limit)
        for parts in (snippet(story, match),)
    )
    path = opened.path or Path("-")
    found = StoryHits(path, story.title, len(matches), hits, False, False, 0.0)
    return len(matches), ([found] if matches else []), [], lambda _: story


def _in_all(context: Context, arguments: Arguments, query: Query) -> Results:
    stories = searchable(context)
    most = _ALL if arguments.limit is None else arguments.limit
    unreadable: list[Unreadable] = []
    counted = _as_found(stories, query, most, unreadable, listed=False)
    found = ordered(counted, Order.RELEVANCE, stories)
    total = sum(one.total for one in found)
    return total, _with_hits(found, stories, query, most), unreadable, stories.load


def _with_hits(
    found: list[StoryHits], stories: SearchableShelf, query: Query, most: int
) -> Iterator[StoryHits]:
    """The stories that were only counted, the first of them with that many hits together.

    The hits of all are more than there is room for, so they are looked up as they are asked for.
    """
    targets = {one.path: one for one in stories.targets}
    wanted, left = [], most
    for one in found:
        if left <= 0:
            break
        wanted.append(targets[one.path])
        left -= one.total
    some = stories.replace(targets=tuple(wanted), others=None, index="off")
    listed = _as_found(some, query, most, [])
    coming = next(listed, None)
    for one in found:
        if coming is not None and coming.path == one.path:
            yield coming
            coming = next(listed, None)
        else:
            yield one


def _at_once(context: Context, query: Query, unreadable: list[Unreadable]) -> Iterator[StoryHits]:
    """The results from all stories, before it is known which have any."""
    for stories in searchable_at_once(context):
        yield from _as_found(stories, query, _ALL, unreadable)


def _as_found(
    stories: SearchableShelf,
    query: Query,
    most: int,
    unreadable: list[Unreadable],
    *,
    listed: bool = True,
) -> Iterator[StoryHits]:
    """The results story by story; those that cannot be read are named."""
    for answer in search_shelf(stories, query, hits=most, listed=listed):
        if isinstance(answer, StoryHits):
            yield answer
        elif isinstance(answer, Unreadable):
            unreadable.append(answer)
        elif isinstance(answer, Unindexed):
            complain(f"the search index is not used: {answer.reason}")


def _limited(found: Iterable[StoryHits], limit: int | None) -> Iterator[StoryHits]:
    """At most `limit` hits from all stories together; the counts stay as they are."""
    left = _ALL if limit is None else limit
    for one in found:
        some = one.hits[:left]
        left -= len(some)
        yield one.replace(hits=some)


def _pages(found: StoryHits, load: Callable[[Path], Story], style: PageStyle) -> list[int]:
    """The pages of the hits in a story, which is read and laid out only if there are any."""
    if not found.hits:
        return []
    layout = Layout(load(found.path), style)
    return [layout.page_of(hit.start) + 1 for hit in found.hits]


def _as_json(
    found: StoryHits,
    load: Callable[[Path], Story],
    style: PageStyle,
    unreadable: list[Unreadable],
) -> dict[str, Any]:
    try:
        pages = _pages(found, load, style)
    except LoadError as error:  # it has gone since it was searched
        unreadable.append(Unreadable(found.path, found.title, error.reason))
        found, pages = found.replace(hits=()), []
    return {
        "path": str(found.path),
        "title": found.title,
        "total": found.total,
        "hits": [
            {
                "start": hit.start,
                "end": hit.end,
                "chapter": hit.chapter,
                "page": page,
                "progression": round(hit.progression, 6),
                "before": hit.before,
                "match": hit.match,
                "after": hit.after,
            }
            for hit, page in zip(found.hits, pages, strict=True)
        ],
    }


def _print(found: Iterable[StoryHits], unreadable: Iterable[Unreadable]) -> int:
    total, shown = 0, emphasised if coloured() else str
    for one in found:
        total += one.total
        if not one.hits:
            continue
        lines = [f"{safe(one.title)} ({one.total:,})"]
        for hit in one.hits:
            chapter = f"  {safe(hit.chapter)}:" if hit.chapter else ""
            words = f"{safe(hit.before)}{shown(safe(hit.match))}{safe(hit.after)}"
            lines.append(f"  {percent(hit.progression):>5}{chapter}  {words}")
        print("\n".join(lines))
    for problem in unreadable:
        complain(f"{problem.path}: {problem.reason}")
    if not total:
        complain("no hits")
    return 0
