"""`nightstand who` and `people`: a name, and who was met, from what was read so far."""

from __future__ import annotations

from reader.cleaning import clean, safe
from reader.cli.arguments import Arguments, CommandError, complain
from reader.cli.output import print_json
from reader.cli.story import context_for, story_for
from reader.context import Context
from reader.people.appearances import Appearances, appearances, lines_of_appearances
from reader.people.cast import met
from reader.people.so_far import bound_at
from reader.reading.open import OpenStory
from reader.storage.values import Status
from reader.story import Story


def who(arguments: Arguments) -> int:
    """Print where a name stands: how often, in which chapters, its sentences."""
    name = " ".join(" ".join(arguments.words).split())
    if not name:
        raise CommandError("there is no name to look up", 2)
    story, bound = _read(arguments)
    found = appearances(story, name, bound)
    return print_json(_fields(found)) if arguments.json else _print(story, found)


def people(arguments: Arguments) -> int:
    """Print the people met so far, by the chapters in which they are met first."""
    story, bound = _read(arguments)
    found = met(story, bound)
    if arguments.json:
        return print_json(
            [
                {
                    "name": clean(one.name),
                    "forms": [clean(form) for form in one.forms],
                    "mentions": one.mentions,
                    "first": one.first,
                }
                for one in found
            ]
        )
    if not found:
        complain("nobody was met so far")
    chapter = ""
    for one in found:
        if (title := story.chapter_at(one.first)) != chapter:
            chapter = title
            print(safe(title))
        others = ", ".join(map(safe, one.forms[1:]))
        print(f"  {safe(one.name)} ({one.mentions:,})" + (f": {others}" if others else ""))
    return 0


def _read(arguments: Arguments) -> tuple[Story, int]:
    """The story that is named, and how far it was read, unless a share says how far to look."""
    with context_for(arguments) as context:
        opened = story_for(context, arguments)
        story = opened.story
        if arguments.share is not None:
            return story, bound_at(story, story.offset_at(arguments.share))
        return story, bound_at(story, _place(context, opened))


def _place(context: Context, opened: OpenStory) -> int:
    known = context.store.stories.get(opened.id) if opened.id is not None else None
    if known is not None and known.status is Status.FINISHED:
        return opened.story.body.end
    if opened.place is None:
        raise CommandError("nothing of it was read so far; --at 1 looks through all of it")
    return opened.place.offset


def _fields(found: Appearances) -> dict[str, object]:
    starts = [one.start for one in found.mentions]
    return {
        "name": found.name,
        "bound": found.bound,
        "total": len(starts),
        "first": starts[0] if starts else None,
        "last": starts[-1] if starts else None,
        "chapters": [
            {"title": clean(one.title), "offset": one.offset, "mentions": one.mentions}
            for one in found.chapters
        ],
        "mentions": [
            {
                "start": one.start,
                "end": one.end,
                "chapter": clean(one.chapter),
                "sentence": clean(one.sentence),
            }
            for one in found.introductions_first
        ],
    }


def _print(story: Story, found: Appearances) -> int:
    lines = lines_of_appearances(story, found)
    if not found.mentions:
        complain(next(lines))
        return 0
    print("\n".join(lines))
    return 0
