"""`nightstand stats`: what was read.

The rule: only what the data file knows is reported. Words are counted up to
the reader's place, time from page to page.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from reader.cleaning import safe
from reader.cli.arguments import Arguments
from reader.cli.contexts import context_for
from reader.cli.output import iso_time, print_json
from reader.shelf.entries import Entry, read_before
from reader.shelf.scan import rescan
from reader.storage.reading_time import Days
from reader.story import percent


def stats(arguments: Arguments) -> int:
    """How many stories and words there are, and how many were read."""
    with context_for(arguments) as context:
        library = [one for one in rescan(context) if one.missing is None]
        read = read_before(context)
        marks = Counter(story for story, _ in context.store.bookmarks.of())
        times = context.store.stories.reading_time()
    statuses = Counter(one.status for one in library)
    stories = [_facts(entry, marks[known], times.get(known, {})) for known, entry in read]
    days: Counter[str] = Counter()
    for spent in times.values():
        days.update({day: round(seconds) for day, seconds in spent.items()})
    facts = {
        "library_stories": len(library),
        "library_words": sum(one.words for one in library),
        "to_read": statuses["to read"],
        "reading": statuses["reading"],
        "finished": statuses["finished"],
        "set_aside": statuses["set aside"],
        "words_read": sum(one["words_read"] for one in stories),
        "seconds_read": days.total(),
        "days": dict(sorted(days.items())),
        "bookmarks": marks.total(),
        "last_read": stories[0]["last_read"] if stories else None,
        "stories": stories,
    }
    if arguments.json:
        return print_json(facts)
    _print(facts)
    return 0


def _facts(entry: Entry, bookmarks: int, days: Days) -> dict[str, Any]:
    return {
        "path": str(entry.path),
        "title": entry.title,
        "author": entry.author,
        "words": entry.words,
        "words_read": round(entry.words * entry.progression),
        "seconds_read": round(sum(days.values())),
        "progression": round(entry.progression, 6),
        "status": entry.status,
        "last_read": iso_time(entry.last_read),
        "bookmarks": bookmarks,
    }


def _print(facts: dict[str, Any]) -> None:
    words = f"({facts['library_words']:,} words)"
    print(f"{'in the library':<16}{facts['library_stories']:>9,}  {words}")
    for name in ("to_read", "reading", "finished", "set_aside"):
        print(f"{'  ' + name.replace('_', ' '):<16}{facts[name]:>9,}")
    print(f"{'stories begun':<16}{len(facts['stories']):>9,}")
    print(f"{'words read':<16}{facts['words_read']:>9,}  (up to your places)")
    days = f"(on {len(facts['days']):,} days)" if len(facts["days"]) != 1 else "(on one day)"
    print(f"{'time read':<16}{_spent(facts['seconds_read']):>9}  {days}")
    print(f"{'bookmarks':<16}{facts['bookmarks']:>9,}")
    for story in facts["stories"]:
        share = percent(story["progression"])
        print(f"{story['last_read'][:10]}  {share:>5}  {safe(story['title'])}")


def _spent(seconds: int) -> str:
    """A time in hours and minutes."""
    hours, minutes = divmod(seconds // 60, 60)
    return f"{hours:,} h {minutes:02}" if hours else f"{minutes} min"
