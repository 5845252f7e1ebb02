"""From what stands on the command line to a story, and the screen that shows it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from reader.cli import linear
from reader.cli.arguments import Arguments
from reader.cli.contexts import context_for
from reader.cli.errors import CommandError
from reader.cli.screen import show, take_keys_from_the_terminal
from reader.context import Context, Library
from reader.formats.files import LoadError
from reader.reading.open import OpenStory, open_bytes, open_path
from reader.reading.open_long import begin_bytes, begin_path

_PIPE = "standard input"


def story_for(context: Context, arguments: Arguments) -> OpenStory:
    """The story that the words name: a file, `-` for standard input, or a title."""
    encoding = arguments.encoding
    if arguments.story == ["-"]:
        from reader.cli.piped import standard_input

        return _take(lambda: open_bytes(standard_input(), _PIPE, encoding))
    path = path_for(context, arguments.story)
    return _take(lambda: open_path(context, path, encoding=encoding, keep=False))


def path_for(context: Context, words: Sequence[str], *, ask: bool = False) -> Path:
    """The file that the words name, else that of the one story of the library which they fit.

    With `ask` somebody is there to say which of several is meant.
    """
    if not any(word.strip() for word in words):
        raise CommandError("the name of a story is empty", 2)
    if len(words) == 1:
        path = Path(words[0])
        if os.path.lexists(path) or _looks_like_a_path(words[0]):
            return path
    from reader.cli.names import path_of  # a path needs it not

    return path_of(context, " ".join(words), ask=ask)


def _looks_like_a_path(word: str) -> bool:
    return os.sep in word or word.lower().endswith((".txt", ".text"))


def _take(opening: Callable[[], OpenStory]) -> OpenStory:
    try:
        return opening()
    except LoadError as error:
        raise CommandError(str(error))


def open_anything(arguments: Arguments) -> int:
    """The shelf, a file, a folder, a title, or standard input on the screen."""
    words: list[str] = arguments.story
    if not (_on_a_terminal(words) or linear.is_asked_for(arguments)):
        return _without_keys(arguments)
    with context_for(arguments) as context:
        if not words:
            return show(context, arguments, None)
        if words == ["-"]:
            from reader.cli.piped import standard_input

            data, way = standard_input(), open_bytes if _wholly(arguments) else begin_bytes
            opened = _take(lambda: way(data, _PIPE, arguments.encoding))
            take_keys_from_the_terminal()
            return show(context, arguments, lambda: opened)
        if len(words) == 1 and Path(words[0]).is_dir():
            folder = Path(words[0]).absolute()
            context = context.replace(library=lambda: Library((folder,), folder))
            return show(context, arguments, None)
        path = path_for(context, words, ask=sys.stdin.isatty())
        begin = open_path if _wholly(arguments) else begin_path
        encoding = arguments.encoding
        return show(
            context, arguments, lambda: _take(lambda: begin(context, path, encoding=encoding))
        )


def resume(arguments: Arguments) -> int:
    """The story read last at its place, or a bookmark."""
    if not (_on_a_terminal([]) or linear.is_asked_for(arguments)):
        raise CommandError("resume needs a terminal; `nightstand cat` prints pages without one")
    with context_for(arguments) as context:
        if arguments.bookmark:
            from reader.cli.about import find_bookmark

            path, marked = find_bookmark(context, " ".join(arguments.bookmark))
            return show(
                context,
                arguments,
                lambda: _take(lambda: open_path(context, path))._replace(place=marked),
            )
        for known in context.store.known():
            if known.last_read is None:
                break
            there = next((path for path in known.paths if path.is_file()), None)
            if there is not None:
                begin = open_path if _wholly(arguments) else begin_path
                return show(context, arguments, partial(_take, partial(begin, context, there)))
        raise CommandError("nothing has been read yet")


def _wholly(arguments: Arguments) -> bool:
    """Whether all of a story is asked for before its first page."""
    return bool(linear.is_wanted(arguments) or getattr(arguments, "start", ""))


def _on_a_terminal(words: Sequence[str]) -> bool:
    return sys.stdout.isatty() and (sys.stdin.isatty() or list(words) == ["-"])


def _without_keys(arguments: Arguments) -> int:
    """A text that comes in, page by page; for a pipe the shelf as a list, a story as its text."""
    from reader.cli import pager, pages, shelf_list

    if pager.is_wanted(arguments):
        return pager.page(arguments)

    words = arguments.story
    if not words or (len(words) == 1 and Path(words[0]).is_dir()):
        arguments.json = False
        arguments.library = words[0] if words else getattr(arguments, "library", None)
        return shelf_list.list_stories(arguments)
    arguments.width = arguments.height = arguments.pages = None
    return pages.cat(arguments)
