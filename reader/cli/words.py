"""`nightstand hook`: words given to a command of the settings."""

from __future__ import annotations

from reader.cleaning import safe
from reader.cli.arguments import Arguments, CommandError
from reader.cli.story import context_for
from reader.hooks import Hook, HookError


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
