"""`nightstand who` and `people`: a name, and who was met, from what was read so far."""

from __future__ import annotations

from reader.cleaning import clean, safe
from reader.cli.arguments import Arguments, CommandError, complain
from reader.cli.output import print_json
from reader.cli.story import context_for, story_for
from reader.context import Context
from reader.people.appearances import Appearances, lines_of_appearances
from reader.people.corrections import joined, parted
from reader.people.so_far import bound_at
from reader.reading.open import OpenStory
from reader.reading.people import furthest, keep_people, people_of, told_of
from reader.story import Story


def who(arguments: Arguments) -> int:
    """Print where a name occurs: how often, in which chapters, its sentences."""
    name = " ".join(" ".join(arguments.words).split())
    if not name:
        raise CommandError("there is no name to look up", 2)
    with context_for(arguments) as context:
        opened = story_for(context, arguments)
        found = told_of(opened, name, _bound(context, opened, arguments.share))
    return print_json(_fields(found)) if arguments.json else _print(opened.story, found)


def people(arguments: Arguments) -> int:
    """Print the people met so far, by the chapters in which they first appear."""
    with context_for(arguments) as context:
        opened = story_for(context, arguments)
        bound = _bound(context, opened, arguments.share)
        opened = _corrected(context, opened, bound, arguments)
    story, found = opened.story, people_of(opened, bound)
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
        complain("nobody has been met so far")
    chapter = ""
    for one in found:
        if (title := story.chapter_at(one.first)) != chapter:
            chapter = title
            print(safe(title))
        others = ", ".join(map(safe, one.forms[1:]))
        print(f"  {safe(one.name)} ({one.mentions:,})" + (f": {others}" if others else ""))
    return 0


def _bound(context: Context, opened: OpenStory, share: float | None) -> int:
    """How far the story was read, unless a percentage says how far to look."""
    story = opened.story
    if share is not None:
        return bound_at(story, story.offset_at(share))
    read = furthest(context, opened)
    if read is None:
        raise CommandError("you have not read any of it yet; --at 100% looks at all of it")
    return bound_at(story, read)


def _corrected(context: Context, opened: OpenStory, bound: int, arguments: Arguments) -> OpenStory:
    """The story with what the reader says about who is who, which is kept for it."""
    said = opened.choices.people
    for one, other in arguments.join or ():
        for name in (one, other):
            if not told_of(opened, name, bound).mentions:
                raise CommandError(f"“{name}” has not been met so far")
        said = joined(said, one, other)
    for name in arguments.part or ():
        said = parted(said, name)
    if said == opened.choices.people:
        return opened
    if opened.path is None:
        raise CommandError("nothing is kept for piped text", 2)
    return keep_people(context, opened, said)


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
