"""`nightstand kosync`: where KOReader was on other devices, and which server to ask.

The rule: the server is only asked; no more of the password is kept than KOReader keeps, and that is
never printed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from reader.cleaning import safe
from reader.cli.arguments import Arguments, CommandError
from reader.cli.output import iso_time, print_json
from reader.cli.story import context_for, path_for
from reader.commands.documents import first_settings_file
from reader.context import Context
from reader.posix import at_home
from reader.settings.file import save_settings
from reader.settings.settings import parse_setting
from reader.shelf.entries import read_before
from reader.storage.paths import config_file
from reader.story import percent
from reader.sync.kosync import (
    Account,
    Position,
    ServerError,
    authorised,
    documents,
    key_of,
    position,
)
from reader.value import NamedTuple

_MOST = 10
"""Stories, the most recently read, about which the server is asked when none is named."""
_UNSET = "no server is set: nightstand kosync --login"


class _Story(NamedTuple):
    title: str
    path: Path
    here: float | None
    """How far it was read here; None where it was not."""


def kosync(arguments: Arguments) -> int:
    """Ask about stories, and say what the server knows."""
    if arguments.login:
        return _login(arguments)
    with context_for(arguments) as context:
        account = Account.of(context.settings.kosync)
        if account is None:
            raise CommandError(_UNSET)
        stories = list(_stories(context, arguments))
    found = []
    for story in stories:
        try:
            at = position(account, documents(story.path))
        except ServerError as error:
            raise CommandError(f"{account.server}: {error}")
        except OSError as error:
            raise CommandError(f"{story.path}: {(error.strerror or 'it cannot be read').lower()}")
        if at is not None:
            found.append((story, at))
    if arguments.json:
        return print_json([_fields(story, at) for story, at in found])
    for story, at in found:
        print(_sentence(story, at))
    if not found:
        print("No other device has reported a place.")
    return 0


def _stories(context: Context, arguments: Arguments) -> Iterator[_Story]:
    """The named story, or else those read last."""
    read = [entry for _, entry in read_before(context) if entry.path.is_file()]
    if not arguments.story:
        for entry in read[:_MOST]:
            yield _Story(entry.title, entry.path, entry.progression)
        return
    path = path_for(context, arguments.story)
    known = {entry.path: entry for entry in read}.get(path.absolute())
    if known is None:
        yield _Story(path.name, path, None)
    else:
        yield _Story(known.title, path, known.progression)


def _sentence(story: _Story, at: Position) -> str:
    when = f", {iso_time(at.at)}" if at.at else ""
    here = "not read here" if story.here is None else f"here at {percent(story.here)}"
    return safe(
        f"{story.title}: {at.device or 'KOReader'} was at {percent(at.share)}{when}; {here}"
    )


def _fields(story: _Story, at: Position) -> dict[str, object]:
    return {
        "path": str(story.path),
        "title": story.title,
        "device": at.device,
        "progression": at.share,
        "told": iso_time(at.at) if at.at else None,
        "here": story.here,
    }


def _login(arguments: Arguments) -> int:
    """Ask for server, user and password, try them, and keep them."""
    server = _typed("Server, as https://example.com: ")
    value = {"server": server.rstrip("/"), "user": _typed("User: "), "key": key_of(_password())}
    try:
        parse_setting("kosync", value)
        authorised(Account(**value))
    except ValueError as problem:
        raise CommandError(str(problem).replace(value["key"], "…"))
    except ServerError as error:
        raise CommandError(f"{server}: {error}")
    path = config_file(at_home(arguments.config) if arguments.config else None)
    try:
        save_settings(path, {"kosync": value}, first_settings_file())
        path.chmod(0o600)  # it holds the password's hash now
    except OSError as error:
        raise CommandError(f"{path}: {(error.strerror or 'it cannot be written').lower()}")
    except ValueError as error:
        raise CommandError(f"{path}: {error}")
    print(safe(f"{value['server']} knows {value['user']}; it is asked when a story is opened."))
    return 0


def _typed(prompt: str) -> str:
    if sys.stdin.isatty():
        print(prompt, end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip()


def _password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    from getpass import getpass

    return getpass("Password: ")
