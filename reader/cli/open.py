"""What stands on the command line, opened: the shelf, a file, a folder, a title, or a bookmark."""

from __future__ import annotations

from pathlib import Path

from reader.cli.arguments import Arguments
from reader.cli.contexts import context_for
from reader.cli.errors import CommandError
from reader.cli.mode import folder_named, has_keys, is_asked_for_lines, is_linear
from reader.cli.screen import show, take_keys_from_the_terminal
from reader.cli.story import path_for
from reader.context import Context, Library
from reader.posix import is_typed
from reader.reading.request import Request


def open_anything(arguments: Arguments) -> int:
    """The shelf, a file, a folder, a title, or standard input, on the screen or in linear mode."""
    folder = folder_named(arguments)
    with context_for(arguments) as context:
        if folder is not None:
            only = Library((folder.absolute(),), folder.absolute())
            context = context.replace(library=lambda: only)
        named = bool(arguments.story) and folder is None
        return show(context, arguments, _request(context, arguments) if named else None)


def _request(context: Context, arguments: Arguments) -> Request:
    """The story that is named."""
    request = Request(
        encoding=arguments.encoding,
        chapters=arguments.chapters,
        start=arguments.start,
        whole=is_linear(arguments),
    )
    if arguments.story == ["-"]:
        from reader.cli.piped import standard_input

        request = request.replace(data=standard_input())
        take_keys_from_the_terminal()
        return request
    return request.replace(path=path_for(context, arguments.story, ask=is_typed()))


def resume(arguments: Arguments) -> int:
    """The story read last at its place, or a bookmark."""
    if not (has_keys() or is_asked_for_lines(arguments)):
        raise CommandError("resume needs a terminal; `nightstand cat` prints pages without one")
    with context_for(arguments) as context:
        if arguments.bookmark:
            from reader.cli.bookmarks import find_bookmark

            path, place = find_bookmark(context, " ".join(arguments.bookmark))
            return show(context, arguments, Request(path, place=place))
        path = _read_last(context)
        return show(context, arguments, Request(path, whole=is_linear(arguments)))


def _read_last(context: Context) -> Path:
    """The file of the story that was read last, of those whose files are there."""
    for known in context.store.stories.known():
        if known.last_read is None:
            break
        for path in known.paths:
            if path.is_file():
                return path
    raise CommandError("nothing has been read yet")
