"""From words on the command line to the story that they name."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from reader.cli.arguments import Arguments, CommandError, complain
from reader.context import Context, set_up
from reader.formats.files import LoadError
from reader.formats.table import is_story_name
from reader.posix import spare_memory

if TYPE_CHECKING:  # a mere listing opens no story
    from reader.reading.open import OpenStory
    from reader.reading.request import Opening, Request


@contextmanager
def context_for(
    arguments: Arguments, *, library: Path | None = None, quiet: bool = False
) -> Iterator[Context]:
    """The context that the options ask for; pending writes are finished when it ends.

    A `library` wins over that of the options. Problems with settings and data are reported, unless
    `quiet` leaves that to others.
    """
    chosen = library or _path(arguments.library)
    if chosen is not None and not chosen.is_dir():
        raise CommandError(f"{chosen}: there is no such folder")
    config = _path(arguments.config)
    spare_memory()  # before the data file's own thread begins
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


_HANDED = ("/dev/fd/", "/proc/self/fd/")
"""Below the descriptor numbers that a shell hands over."""


def story_for(
    context: Context, arguments: Arguments, words: Sequence[str] | None = None
) -> OpenStory:
    """The story that the words name, by default those of the arguments; nothing of it is kept."""
    from reader.reading.request import Request

    words = arguments.story if words is None else words
    request = Request(
        encoding=arguments.encoding, chapters=arguments.chapters, keep=False, whole=True
    )
    data = piped_data(words)
    if data is not None:
        request = request.replace(data=data)
    else:
        request = request.replace(path=path_for(context, words))
    return opening_of(context, request).opened


def story_in(context: Context, path: Path, story_id: int) -> OpenStory | None:
    """The story that a file is known to hold; None if it cannot be read or holds another one."""
    from reader.reading.open import open_path

    try:
        opened = open_path(context, path, keep=False)
    except LoadError:
        return None
    return opened if opened.id == story_id else None


def piped_data(words: Sequence[str]) -> bytes | None:
    """What comes through the pipe that the words name; None if they name a file or a title."""
    if words != ["-"] and not (len(words) == 1 and words[0].startswith(_HANDED)):
        return None
    from reader.cli.piped import from_pipe, standard_input

    return standard_input() if words == ["-"] else from_pipe(words[0])


def opening_of(context: Context, request: Request) -> Opening:
    """What a request opens; a failure is one line for the reader."""
    from reader.reading.request import StartError, open_story

    try:
        return open_story(context, request)
    except (LoadError, StartError) as error:
        raise CommandError(str(error))


def path_for(context: Context, words: Sequence[str], *, ask: bool = False) -> Path:
    """The file that the words name, or else that of the one story of the library that they match.

    With `ask` there is somebody to say which of several is meant.
    """
    if not any(word.strip() for word in words):
        raise CommandError("the name of a story is empty", 2)
    if len(words) == 1:
        path = Path(words[0])
        if os.path.lexists(path) or _looks_like_a_path(words[0]):
            return path
    from reader.cli.names import path_of  # not needed for a path

    return path_of(context, " ".join(words), ask=ask)


def _looks_like_a_path(word: str) -> bool:
    return os.sep in word or is_story_name(word)
