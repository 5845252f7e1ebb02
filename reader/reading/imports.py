"""Highlights and bookmarks from elsewhere, found in a story by their words.

The rule: an import only adds what is missing. What was imported once, or deleted since, is
recognised by its id; two highlights on the very same words are the same; one that is not found is
kept as an orphan.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence

from reader.annotations import Bookmark
from reader.annotations.annotation import Annotation
from reader.annotations.highlights import Highlight
from reader.context import Context
from reader.locator.passage import FoundPassage, make_passage, passage_of, resolve_passages
from reader.locator.quote import Verdict
from reader.reading.bookmarks import bookmarks_of, new_bookmark
from reader.reading.highlights import highlights_of
from reader.reading.open import OpenStory, keep_up, known_as
from reader.search.find import find
from reader.search.folded import Folded
from reader.search.query import Query
from reader.story import Story
from reader.value import Value

_TRIED = 2_000
"""Quotes that are searched for one by one."""
_NAME_MOST, _WORDS_MOST = 100, 400
"""Characters of a bookmark's name, and of its words if they do not occur in the text."""


class TakenIn(Value):
    """What became of the highlights of one story."""

    added: int = 0
    """New ones, including orphans."""
    changed: int = 0
    """Those that were here and were changed later there."""
    known: int = 0
    """Those that were here already."""
    orphans: tuple[str, ...] = ()
    """The words of new ones that do not occur in the text."""
    bookmarks: int = 0
    """New bookmarks."""


def take_in(context: Context, opened: OpenStory, items: Sequence[Annotation]) -> TakenIn:
    """Add highlights and bookmarks to a story; the caller asks whether they are on the disk."""
    story_id = opened.id if opened.id is not None else known_as(context, opened)
    if story_id is None:
        return TakenIn()
    opened = opened.replace(id=story_id)
    keep_up(context, opened)  # so it is recognised when it has been edited
    store = context.store.highlights
    ids = store.known_ids()
    standing: set[tuple[int, int]] = {
        (m.start, m.end) for m in highlights_of(context, opened) if not m.lost
    }
    fresh = []
    changed = known = 0
    for item in items:
        if item.bookmark:
            continue
        if item.identity not in ids:
            ids.add(item.identity)
            fresh.append(item)
        elif _changes(context, item):
            changed += 1
        else:
            known += 1
    orphans, added = [], list[Highlight]()
    for item, found in zip(fresh, _found(opened.story, fresh), strict=True):
        if found.verdict is Verdict.LOST:
            orphans.append(item.quote)
        elif (found.start, found.end) in standing:
            known += 1
            continue
        standing.add((found.start, found.end))
        added.append(_highlight(opened.story, item, found))
    if added:
        store.add(story_id, *added)
    places = _take_bookmarks(context, opened, [item for item in items if item.bookmark])
    orphans += [mark.words for mark, lost in places if lost]
    return TakenIn(len(added), changed, known, tuple(orphans), len(places))


def _take_bookmarks(
    context: Context, opened: OpenStory, items: Sequence[Annotation]
) -> list[tuple[Bookmark, bool]]:
    """Add bookmarks where there is none yet; return them, and whether their words are gone."""
    if not items or opened.id is None:
        return []
    store, story = context.store.bookmarks, opened.story
    ids = {mark.id for gone in (False, True) for _, mark in store.of(deleted=gone)}
    standing: set[int] = {mark.offset for mark in bookmarks_of(context, opened)}
    added = []
    for item, found in zip(items, _found(story, items), strict=True):
        lost = found.verdict is Verdict.LOST
        if item.identity in ids or (not lost and found.start in standing):
            continue
        ids.add(item.identity)
        standing.add(found.start)
        made = new_bookmark(story, found.start, " ".join(item.note.split())[:_NAME_MOST])
        if lost:
            place = passage_of(item.quote, item.before, item.after, item.start or 0).start
            words = " ".join(item.quote.split())[:_WORDS_MOST]
            made = made.replace(locator=place._replace(chapter=item.chapter), words=words)
        created = min(item.created or made.created, made.created)
        made = made.replace(id=item.identity, created=created, changed=created)
        store.add(opened.id, made)
        added.append((made, lost))
    return added


def _changes(context: Context, item: Annotation) -> bool:
    """Adopt later changes made there; whether there were any."""
    kept = context.store.highlights.get(item.identity)
    if kept is None or not item.id or (item.changed or 0.0) <= kept[1].changed + 1:
        return False
    fields = {"note": item.note, "colour": item.colour, "style": item.style, "tags": item.tags}
    if all(getattr(kept[1], name) == value for name, value in fields.items()):
        return False
    context.store.highlights.change(item.identity, **fields)
    return True


def _highlight(story: Story, item: Annotation, found: FoundPassage) -> Highlight:
    if found.verdict is Verdict.LOST:
        passage = passage_of(item.quote, item.before, item.after, item.start or 0)
        start = passage.start._replace(chapter=item.chapter)
        passage = passage.replace(start=start)
    else:
        passage = make_passage(story, found.start, found.end)
    created = min(item.created or time.time(), time.time())
    return Highlight(
        item.identity,
        passage,
        item.colour,
        item.style,
        item.note,
        item.tags,
        created,
        max(created, min(item.changed or created, time.time())),
    )


def _found(story: Story, items: Sequence[Annotation]) -> Iterator[FoundPassage]:
    passages = [passage_of(item.quote, item.before, item.after, item.start or 0) for item in items]
    tried = 0
    text = Folded(story)
    for item, one in zip(items, resolve_passages(story, passages), strict=True):
        lost = one.verdict is Verdict.LOST
        tried += lost
        yield (_by_search(text, item.quote) or one) if lost and tried <= _TRIED else one


def _by_search(text: Folded, quote: str) -> FoundPassage | None:
    """The one place where the words occur, ignoring case, accents and quotation marks."""
    hits = find(text, Query(quote, case=False))
    if len(hits) != 1:
        return None
    (hit,) = hits
    return FoundPassage(hit.start, hit.end, Verdict.MOVED, 1.0)
