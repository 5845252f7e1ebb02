"""`nightstand define`, `words` and `hook`: what words mean, kept words, and commands for words."""

from __future__ import annotations

from reader.cleaning import safe
from reader.cli.arguments import Arguments, CommandError, complain
from reader.cli.output import iso_time, print_json
from reader.cli.story import context_for, path_for
from reader.context import Context
from reader.dictionary.lookup import Dictionaries
from reader.hooks import Hook, HookError
from reader.reading.words import KeptWord, anki, kept_words
from reader.story import percent

_LINES = 6
"""Lines of an entry that are listed, at most."""


def define(arguments: Arguments) -> int:
    """Print what each dictionary says of a word."""
    with context_for(arguments) as context:
        known = Dictionaries(context.settings.dictionaries)
    word = " ".join(arguments.words)
    found = known.look_up(word)
    if found or arguments.json:
        for problem in known.problems:
            complain(problem)
    if arguments.json:
        return print_json(
            [
                {"dictionary": one.dictionary, "headword": one.headword, "text": one.text}
                for one in found
            ]
        )
    if not found:
        raise CommandError(known.missing(word))
    print("\n\n".join(f"{one.dictionary}\n{one.text}" for one in found))
    return 0


def words(arguments: Arguments) -> int:
    """List the words that were kept."""
    with context_for(arguments) as context:
        story_id = None
        if arguments.story:
            known = context.store.stories.by_path(path_for(context, arguments.story).absolute())
            if known is None:
                return print_json([]) if arguments.json else _none()
            story_id = known.id
        kept = [*kept_words(context.store, story_id)]
        paths = {one.story: _path(context, one.story) for one in kept}
    if arguments.anki:
        print(anki(iter(kept)), end="")
        return 0
    if arguments.json:
        return print_json([_fields(one, paths[one.story]) for one in kept])
    if not kept:
        return _none()
    for one in kept:
        print(f"{safe(one.word)} ({safe(one.title)}, {percent(one.progression)})")
        print(f"    {safe(one.sentence)}")
        for line in one.entry.splitlines()[:_LINES]:
            print(f"    {safe(line)}")
    return 0


def _none() -> int:
    complain("no words kept")
    return 0


def _fields(one: KeptWord, path: str) -> dict[str, object]:
    return {
        "id": one.id,
        "path": path,
        "title": one.title,
        "word": one.word,
        "headword": one.headword,
        "sentence": one.sentence,
        "entry": one.entry,
        "chapter": one.chapter,
        "progression": round(one.progression, 6),
        "created": iso_time(one.created),
    }


def _path(context: Context, story_id: int) -> str:
    known = context.store.stories.get(story_id)
    return str(known.paths[0]) if known is not None and known.paths else ""


def hook(arguments: Arguments) -> int:
    """List the hooks, or give one of them the words and print what it answers."""
    with context_for(arguments) as context:
        hooks = context.settings.hooks
    name, text = arguments.hook, " ".join(arguments.words)
    if not name:
        for one, words in hooks.items():
            print(f"{safe(one)}: {safe(' '.join(words))}")
        return 0
    if name not in hooks:
        raise CommandError(f"there is no hook {name!r}: name a command under [hooks]")
    given = {"text": text, "sentence": text}
    about = dict.fromkeys(("title", "author", "chapter", "language"), "")
    try:
        answer = Hook(hooks[name], {**given, **about}).run()
    except HookError as problem:
        raise CommandError(str(problem))
    if answer:
        print(answer)
    return 0
