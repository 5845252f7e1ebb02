"""`nightstand info`, `toc`, `paths` and `stats`: a story, where things are kept, what was read.

Every listing has a form for people and, with `--json`, one for programs whose fields are stable.
The rule for what was read: only what the data file knows is reported. Words are counted up to the
reader's place, time from page to page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from shutil import get_terminal_size
from typing import Any

from reader.cleaning import safe
from reader.cli.arguments import Arguments, CommandError
from reader.cli.output import iso_time, print_json
from reader.cli.pages import ROWS
from reader.cli.story import context_for, story_for
from reader.context import Context
from reader.formats.choices import Choices
from reader.formats.facts import facts_of
from reader.formats.files import LoadError, read
from reader.formats.table import format_of
from reader.formats.text.corrections import parts_of
from reader.pace.history import long_time
from reader.reading.open import OpenStory
from reader.reading.reread import as_the_file_says, correct, with_author, with_hidden, with_title
from reader.reading.view import style_for
from reader.shelf.entries import Entry, read_before
from reader.shelf.scan import rescan
from reader.shelf.statistics import Statistics, StoryPace, rows, statistics_of, story_read
from reader.storage.coverage import Coverage
from reader.storage.paths import cache_folder, log_file
from reader.storage.reading_days import Days
from reader.story import percent, quantity
from reader.typeset.layout import Layout


def info(arguments: Arguments) -> int:
    """What a story is, and what was decided about its file."""
    with context_for(arguments) as context:
        opened = _corrected(context, story_for(context, arguments), arguments)
        choices = context.choices_for(opened.choices)
        pages = None
        if arguments.width or arguments.height:
            measure = arguments.width or context.settings.measure
            style = style_for(context.settings, measure, arguments.height or ROWS)
            pages = Layout(opened.story, style).page_count
    at = None if arguments.at is None else _explained(opened, choices, *arguments.at)
    if arguments.json:
        more = {"pages": pages, "at": at}
        return print_json(_facts(opened) | {key: it for key, it in more.items() if it is not None})
    told = [
        (fact.name, f"{fact.value} ({fact.why})" if fact.why else fact.value)
        for fact in facts_of(opened.story, opened.path, opened.choices)
    ]
    if pages is not None:
        told.append(("pages", f"{pages:,}"))
    if at is not None:
        told.append((f"at {at['offset']:,}", f"{at['kind']}, by “{at['rule']}” ({at['reason']})"))
        told.append(("", safe(at["words"])))
    for name, value in told:
        print(f"{name:<14}{value}")
    return 0


def _corrected(context: Context, opened: OpenStory, arguments: Arguments) -> OpenStory:
    """The story with the corrections that were asked for, which are kept for it."""
    wanted = as_the_file_says(opened.choices) if arguments.reset else opened.choices
    if arguments.title is not None:
        wanted = with_title(wanted, arguments.title)
    if arguments.author is not None:
        wanted = with_author(wanted, arguments.author)
    for words in arguments.hide or ():
        if not parts_of(words):
            raise CommandError(f"“{safe(words)}” would hide every line", 2)
        wanted = with_hidden(wanted, words)
    for words in arguments.show or ():
        wanted = with_hidden(wanted, words, wanted=False)
    if wanted == opened.choices:
        return opened
    if opened.path is None:
        raise CommandError("nothing is kept for piped text", 2)
    try:
        return correct(context, opened, wanted)
    except LoadError as error:
        raise CommandError(str(error))


def _explained(opened: OpenStory, choices: Choices, number: int, share: bool) -> dict[str, Any]:
    """What the block at a place is, and which rule took it."""
    story = opened.story
    offset = story.offset_at(number / 100) if share else min(number, len(story.text))
    data = opened.data or (read(opened.path) if opened.path else b"")
    name = str(opened.path or story.source.name)
    explain = format_of(data, name).explain
    found = explain(story, offset, data, name, choices) if explain else None
    if found is None:
        raise CommandError("the file has changed meanwhile, or its format has no such rules")
    return {
        "offset": offset,
        "kind": str(found.kind),
        "rule": found.rule,
        "reason": found.reason,
        "words": story.sentence_at(offset),
    }


def _facts(opened: OpenStory) -> dict[str, Any]:
    story = opened.story
    return {
        "path": str(opened.path) if opened.path else None,
        "title": story.title,
        "author": story.metadata.author,
        "language": story.metadata.language,
        "encoding": story.source.encoding,
        "bytes": story.source.size,
        "sha256": story.source.sha256,
        "characters": len(story.text),
        "words": story.words(),
        "source": story.source.kind,
        "metadata": dict(story.metadata.extra),
        "chapters": _chapters(story.chapters),
        "blocks": dict(Counter(str(block.kind) for block in story.blocks)),
        "decisions": [one._asdict() | {"found": dict(one.found)} for one in story.decisions],
    }


def toc(arguments: Arguments) -> int:
    """The chapters of a story."""
    with context_for(arguments) as context:
        story = story_for(context, arguments).story
    if arguments.json:
        return print_json(_chapters(story.chapters))
    for chapter in story.chapters:
        print("  " * (chapter.level - 1) + safe(chapter.title))
    return 0


def _chapters(chapters: Sequence[Any]) -> list[dict[str, Any]]:
    return [{"title": c.title, "offset": c.start, "level": c.level} for c in chapters]


def paths(arguments: Arguments) -> int:
    """Where things are kept."""
    with context_for(arguments) as context:
        kept: Mapping[str, Any] = {
            "data": str(context.store.path),
            "settings": str(context.config),
            "cache": str(cache_folder()),
            "log": str(log_file()),
            "library": [str(folder) for folder in context.folders],
            "own": str(context.own_folder),
        }
    if arguments.json:
        return print_json(kept)
    for name, value in kept.items():
        for one in value if isinstance(value, list) else [value]:
            print(f"{name:<10}{safe(one)}")
    return 0


def stats(arguments: Arguments) -> int:
    """How many stories and words there are, and how many were read."""
    with context_for(arguments) as context:
        if arguments.clear:
            context.store.stories.forget_reading()
            print("what you read, how long and how fast, is forgotten")
            return 0
        library = [one for one in rescan(context) if one.missing is None]
        read = read_before(context)
        marks = Counter(story for story, _ in context.store.bookmarks.of())
        times = context.store.stories.reading_time()
        told = statistics_of(context)
        records = context.store.stories.reading_records()
        coverages = context.store.stories.coverages()
    statuses = Counter(one.status for one in library)
    stories = [
        _reading_facts(entry, marks[known], times.get(known, {}), coverages.get(known))
        | _pace_facts(
            story_read(entry, records, known, told.history.replace(days=times.get(known, {})))
        )
        for known, entry in read
    ]
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
        **_history_facts(told),
        "stories": stories,
    }
    if arguments.json:
        return print_json(facts)
    _print(facts, told)
    return 0


def _history_facts(told: Statistics) -> dict[str, Any]:
    today, week, month = map(round, told.history.sums)
    now, longest = told.history.streaks
    return {
        "seconds_today": today,
        "seconds_this_week": week,
        "seconds_this_month": month,
        "days_in_a_row": now,
        "most_days_in_a_row": longest,
        "months": [one._asdict() | {"seconds": round(one.seconds)} for one in told.months],
    }


def _pace_facts(told: StoryPace) -> dict[str, Any]:
    return {
        "sessions": told.sessions,
        "seconds_left": None if told.left is None else round(told.left),
        "ends": None if told.ends is None else told.ends.isoformat(),
    }


def _reading_facts(
    entry: Entry, bookmarks: int, days: Days, coverage: Coverage | None
) -> dict[str, Any]:
    before = round(entry.words * entry.progression)  # read before records of it were kept
    return {
        "path": str(entry.path),
        "title": entry.title,
        "author": entry.author,
        "words": entry.words,
        "words_read": before if coverage is None else coverage.words_read(entry.words),
        "seconds_read": round(sum(days.values())),
        "progression": round(entry.progression, 6),
        "status": entry.status,
        "last_read": iso_time(entry.last_read),
        "bookmarks": bookmarks,
    }


def _print(facts: dict[str, Any], told: Statistics) -> None:
    words = f"({quantity(facts['library_words'], 'word')})"
    print(f"{'in the library':<16}{facts['library_stories']:>9,}  {words}")
    for name in ("to_read", "reading", "finished", "set_aside"):
        print(f"{'  ' + name.replace('_', ' '):<16}{facts[name]:>9,}")
    print(f"{'stories begun':<16}{len(facts['stories']):>9,}")
    print(f"{'words read':<16}{facts['words_read']:>9,}")
    count = len(facts["days"])
    days = "(on no day yet)" if not count else f"(on {quantity(count, 'day')})"
    print(f"{'time read':<16}{long_time(facts['seconds_read']):>9}  {days}")
    print(f"{'bookmarks':<16}{facts['bookmarks']:>9,}")
    if count:
        print()
        for row in rows(told, get_terminal_size().columns):
            print("".join(run.text for run in row).rstrip())
        print()
    for story in facts["stories"]:
        share = percent(story["progression"])
        print(f"{story['last_read'][:10]}  {share:>5}  {safe(story['title'])}")
