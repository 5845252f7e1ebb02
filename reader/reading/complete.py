"""The whole of a long story after an excerpt of it: read in steps, laid out in steps, put in place.

The rule: the first character shown stays the first; nothing that the reader did meanwhile is lost.
"""

from __future__ import annotations

import os
from collections.abc import Callable

from reader.context import Context
from reader.file_stamp import FileStamp
from reader.locator.quote import Locator
from reader.reading.long_story import carried, complete
from reader.reading.navigator import Navigator
from reader.reading.open import OpenStory
from reader.reading.reading import Reading
from reader.reading.view import View
from reader.storage.values import StoryRecord
from reader.story import Offset, Story
from reader.typeset.layout import Layout, LayoutJob

_READING = 0.55
"""The share of the work that is reading, not layout."""
_STEP = 1 << 15
"""Characters that are laid out at a time."""


def read_whole(context: Context, opened: OpenStory, tell: Callable[[float], object]) -> OpenStory:
    """The whole of the story of which an excerpt is open; takes a while.

    `tell` is called now and then with the share that is done, and may raise to end it.

    Raises:
        LoadError: It cannot be read as a story after all.
    """
    return complete(context, opened, lambda share: tell(_READING * share))


def set_whole(
    opened: OpenStory,
    view: View,
    tell: Callable[[float], object],
    now: Story | None = None,
) -> Layout:
    """The layout of the whole story in a view; `tell` as above.

    `now` is the story that is shown; if it is the same one, nothing had to be read first.
    """
    before = _READING if opened.story is not now else 0.0
    job = LayoutJob(opened.story, view.style)
    while not job.step(_STEP):
        tell(before + (1 - before) * job.share)
    assert job.layout is not None
    return job.layout


def put_in_place(navigator: Navigator, whole: Story, layout: Layout) -> Navigator:
    """The same place and jumps in the whole story."""
    before = navigator.story
    start, end = layout.bounds

    def there(offset: int) -> Offset:
        return Offset(min(max(carried(before, whole, offset), start), max(start, end - 1)))

    return navigator._replace(
        layout=layout,
        offset=there(navigator.offset),
        back=tuple(map(there, navigator.back)),
        ahead=tuple(map(there, navigator.ahead)),
    )


def keep_early(context: Context, reading: Reading, place: Locator) -> None:
    """Store a place in a story that is left before the whole of it is read.

    The facts from the excerpt are recorded for now, without a word count, so the next opening
    records them again.
    """
    opened = reading.opened
    rest, path = opened.rest, opened.path
    if rest is None or path is None:
        return
    story_id = opened.id
    before = rest.known.locator if rest.known else None
    if story_id is None and rest.known and before and before.words in opened.story.text:
        story_id = rest.known.id  # edited: all words of its place are in the file
    if story_id is None:
        source = opened.story.source
        record = StoryRecord.of(FileStamp(os.fspath(path), source.size), opened.story)
        ids = context.store.files.record([record._replace(words=0)])
        story_id = ids.get(source.sha256)
    if story_id is not None:
        context.store.places.remember(story_id, place, read=reading.read)


def completed(reading: Reading, opened: OpenStory, layout: Layout) -> tuple[Reading, Offset | None]:
    """The reading in the whole story, and where the reader left that, unless it is there.

    A reader who has turned pages stays there, and gets to where the story was left by going
    forward; one who looks at another page goes on looking at it.
    """
    before, whole = reading.opened, opened.story
    left = _left(reading, opened)
    there = put_in_place(reading.shown, whole, layout)
    home = reading.home and put_in_place(reading.home, whole, layout)
    if left is not None and reading.turned:
        there = there._replace(ahead=(left,))
    elif left is not None and home is not None:
        home = home._replace(offset=left)
    elif left is not None:
        there = there._replace(offset=left)
    # The look may have been changed while the file was read.
    opened = opened.replace(choices=opened.choices.beside(before.choices))
    looked = frozenset(
        put_in_place(reading.shown.begun_at(one), whole, layout).offset for one in _listed(reading)
    )
    return reading.replace(opened=opened, shown=there, home=home, looked=looked), left


def _listed(reading: Reading) -> frozenset[Offset]:
    """Places of the list of jumps that were only looked at, and what is looked at now."""
    shown = reading.shown
    return reading.looked & {*shown.back, *shown.ahead, shown.offset}


def _left(reading: Reading, opened: OpenStory) -> Offset | None:
    """Where the reader left the whole story, unless pages were already turned from there."""
    before = reading.opened
    told = before.place is not None and reading.turned
    if opened.story is before.story or opened.place is None or told:
        return None
    start, end = opened.story.body
    return Offset(min(max(opened.place.offset, start), max(start, end - 1)))
