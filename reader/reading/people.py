"""Who is who in a story: how far answers may look, and what the reader says about it.

The rule: answers cover what the reader has read, up to the end of the present page or of the
furthest one ever read; a page that is only looked at adds nothing, unless the story is finished.
"""

from __future__ import annotations

from collections.abc import Iterable

from reader.context import Context
from reader.people.appearances import Appearances, appearances
from reader.people.cast import met
from reader.people.corrections import Said, corrected, names_joined
from reader.people.person import Person
from reader.people.so_far import bound_at
from reader.reading.open import OpenStory, known_as
from reader.reading.reading import Reading, page_of
from reader.storage.values import Status


def bound_of(context: Context, reading: Reading) -> int:
    """The offset after which nothing is looked at; the caller waits for the data file."""
    opened = reading.opened
    now = (opened.story.offset_at(end) for _, end in reading.read)
    here = page_of(reading.place).end
    return bound_at(opened.story, max(here, *now, furthest(context, opened) or 0))


def furthest(context: Context, opened: OpenStory) -> int | None:
    """The end of the furthest page that was turned, or the place; None if nothing was read."""
    story, id_ = opened.story, opened.id
    known = context.store.stories.get(id_) if id_ is not None else None
    if known is not None and known.status is Status.FINISHED:
        return story.body.end
    read = context.store.stories.coverages().get(id_) if id_ is not None else None
    shares = [end for _, end in read.of(known.words).parts] if read and known else []
    place = [] if opened.place is None else [opened.place.offset]
    return max((*place, *map(story.offset_at, shares)), default=None)


def people_of(opened: OpenStory, bound: int) -> list[Person]:
    """The people met before a bound, with the reader's corrections of who is who."""
    return corrected(met(opened.story, bound), opened.choices.people)


def told_of(opened: OpenStory, name: str, bound: int, also: Iterable[str] = ()) -> Appearances:
    """Where a name occurs before a bound, with those that the reader says are the same person's."""
    said = opened.choices.people
    names = [found for one in (name, *also) for found in names_joined(said, one)]
    _, *others = dict.fromkeys(names)
    return appearances(opened.story, name, bound, others)


def keep_people(context: Context, opened: OpenStory, said: Said) -> OpenStory:
    """The story with what the reader says about who is who, which is kept for it."""
    choices = opened.choices._replace(people=said)
    kept = opened.replace(choices=choices, id=opened.id or known_as(context, opened))
    if kept.id is not None:
        context.store.stories.set_choices(kept.id, choices.to_json()).result()
    return kept
