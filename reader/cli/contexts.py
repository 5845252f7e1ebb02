"""What a command works with: the data file, the settings and the library it was given.

The rule: nothing is imported here that a listing could do without.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reader.cli.arguments import Arguments, CommandError, complain
from reader.context import Context, set_up


@contextmanager
def context_for(
    arguments: Arguments, *, library: Path | None = None, quiet: bool = False
) -> Iterator[Context]:
    """The context that the options ask for; what it has to write is written at the end.

    A `library` wins over that of the options. What is wrong with settings and data is complained
    of, unless `quiet` leaves that to others.
    """
    chosen = library or _path(arguments.library)
    if chosen is not None and not chosen.is_dir():
        raise CommandError(f"{chosen}: there is no such folder")
    config = _path(arguments.config)
    context, problems = set_up(chosen, _path(arguments.data), config)
    # `config set` may be about to write it.
    if config is not None and arguments.command != "config" and not config.exists():
        problems = ("there is no such settings file; the defaults apply", *problems)
    for problem in () if quiet else problems:
        complain(f"{context.config}: {problem}")
    try:
        yield context
    finally:
        context.store.close()
        if not quiet:
            _complain_of(context)


def _complain_of(context: Context) -> None:
    trouble = context.store.trouble
    for sentence in (*context.store.notices, *([f"nothing was saved: {trouble}"] * bool(trouble))):
        complain(f"{context.store.path}: {sentence}")


def _path(value: str) -> Path | None:
    try:
        return Path(value).expanduser() if value else None
    except RuntimeError:
        raise CommandError(f"{value}: there is no such user")
