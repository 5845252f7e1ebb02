"""`nightstand doctor`: what is wrong with the data, the library or the terminal, and what helps.

The rule: it only looks, and repairs nothing.
"""

from __future__ import annotations

import locale
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from reader import formats
from reader.cleaning import safe
from reader.cli.arguments import Arguments
from reader.cli.output import print_json
from reader.cli.story import context_for
from reader.context import Context
from reader.formats.files import LoadError
from reader.formats.table import wanted_files
from reader.library.folders import ScannedFile, is_closed, scan
from reader.paint.ansi import Depth
from reader.posix import at_home
from reader.settings.load import load_settings
from reader.storage import doctor
from reader.storage.paths import library_folders, log_file
from reader.storage.values import Check
from reader.story import quantity
from reader.terminal.colours import depth

_LEAST = (20, 5)
_UNREADABLE_SHOWN = 3
_MEGABYTE = 10**6
_EXPAT_LEAST = (2, 4, 1)
"""The first version of expat that limits how far entities may expand."""


def examine(arguments: Arguments) -> int:
    """Run every check and print the results; the exit code is 1 if anything is wrong."""
    with context_for(arguments, quiet=True) as context:
        context.store.flush()  # the first answer tells whether the file can be opened at all
        checks = [
            *doctor.check(context.store),
            *(Check("told", False, notice) for notice in context.store.notices),
            _settings(context),
            *_machines(context),
            _network(context),
            *_library(context, chosen=bool(arguments.library)),
            *_terminal(),
            _speech(context),
            _search_cache(),
            _search_index(context),
            _log(),
            _expat(),
        ]
    if arguments.json:
        rows = [{"what": one.what, "ok": one.ok, "advice": one.advice} for one in checks]
        print_json(rows)
    else:
        for check in checks:
            print(f"{'ok   ' if check.ok else 'WRONG'}  {check.what:<12}{safe(check.advice)}")
    return 0 if all(check.ok for check in checks) else 1


def _settings(context: Context) -> Check:
    from reader.commands.keys import read_keymap  # a listing needs no keys

    settings, problems = load_settings(context.config)
    problems += read_keymap(settings.keys).problems
    if problems:
        return Check("settings", False, f"{context.config}: {'; '.join(problems)}")
    there = context.config.exists()
    return Check("settings", True, str(context.config) if there else "none: the defaults apply")


def _machines(context: Context) -> Iterator[Check]:
    """The folder shared with other machines, and when each of them last wrote to it."""
    if not context.settings.sync:
        return
    from reader.storage.registers import registers_of
    from reader.sync.folder import SharedFolder

    folder = at_home(context.settings.sync)
    try:
        found = SharedFolder(folder).entries()
    except OSError as error:
        words = f"{folder} is not there ({(error.strerror or 'no answer').lower()})"
        yield Check("machines", False, f"{words}: plug it in, or name another as `sync`")
        return
    registers = registers_of(context.store, context.settings.machine)
    bad = sum(state == found.get(name) for name, state in registers.state().bad.items())
    heard = [
        f"{one.name} {time.strftime('%Y-%m-%d %H:%M', time.localtime(one.heard / 1000))}"
        for one in registers.machines()
    ]
    words = f"{folder}: {quantity(len(found), 'segment')}"
    told = f"last seen: {', '.join(heard)}" if heard else "no other machine has been seen"
    broken = f"; incomplete: {bad:,}, read again when they change" if bad else ""
    yield Check("machines", True, f"{words}; {told}{broken}")


def _network(context: Context) -> Check:
    """The only connection that is ever opened, if one is wanted."""
    if not context.settings.kosync:
        return Check("network", True, "no connection is ever opened")
    from reader.sync.kosync import Account, ServerError, authorised

    account = Account(**context.settings.kosync)
    try:
        authorised(account)
    except ServerError as error:
        words = f"{account.server}: {error}: nightstand kosync --login"
        return Check("network", False, f"{words}, or take it out: config reset kosync")
    words = f"{account.server} knows {account.user}; no other connection is ever opened"
    return Check("network", True, words)


def _library(context: Context, *, chosen: bool) -> Iterator[Check]:
    named = chosen or bool(library_folders() or context.settings.library)
    if context.samples and not named:
        advice = f"no stories yet: put {wanted_files()} into {context.own_folder}"
        yield Check("library", True, advice)
        return
    folders = library_folders() or context.settings.library if context.samples else context.folders
    for folder in folders or (context.own_folder,):
        yield _folder(context, folder)


def _folder(context: Context, folder: Path) -> Check:
    if not folder.is_dir():
        return Check("library", False, f"{folder} does not exist: make it, or name another")
    if is_closed(folder):
        return Check("library", False, f"{folder} cannot be listed: chmod u+rx '{folder}'")
    found = list(scan([folder], context.store.files.known()))
    bad = [(one.path.name, problem) for one in found if (problem := _problem(one))]
    if bad:
        named = "; ".join(f"{name}: {problem}" for name, problem in bad[:_UNREADABLE_SHOWN])
        more = f" and {len(bad) - _UNREADABLE_SHOWN} more" if len(bad) > _UNREADABLE_SHOWN else ""
        return Check("library", False, f"{folder}: {named}{more}")
    many = len(found)
    return Check("library", True, f"{folder}: {quantity(many, 'story', 'stories')}")


def _problem(found: ScannedFile) -> str:
    """Why a file is not a story; one that was read before is not read again."""
    if found.problem or found.story is not None:
        return found.problem
    try:
        formats.load(found.path)
    except LoadError as error:
        return error.reason
    return ""


def _speech(context: Context) -> Check:
    """What reads aloud; nobody needs it unless they have chosen it."""
    from reader.reading.aloud import wish_of
    from reader.speech.engines import EngineError, described, engine_for

    wish = wish_of(context.settings)
    try:
        return Check("speech", True, described(engine_for(wish), wish))
    except EngineError as problem:
        return Check("speech", wish.engine == "auto" and not wish.command, str(problem))


def _expat() -> Check:
    """What reads books; versions before that are vulnerable to documents that expand."""
    from xml.parsers import expat  # start-up does not need it

    version = ".".join(map(str, expat.version_info))
    safe_enough = expat.version_info >= _EXPAT_LEAST
    advice = (
        "" if safe_enough else f", older than {'.'.join(map(str, _EXPAT_LEAST))}: update Python"
    )
    return Check("expat", safe_enough, f"{version}{advice}")


def _search_cache() -> Check:
    """What is kept for searches; if anything is wrong with it, they read the stories instead."""
    from reader.search.library import bytes_kept
    from reader.shelf.search import kept_folder

    folder = kept_folder()
    if not folder.exists():
        return Check("search", True, "empty: the first search of all stories fills it")
    try:
        size = bytes_kept(folder)
    except OSError:
        return Check("search", True, f"unusable, and will be rebuilt: {folder}")
    words = f"{size / _MEGABYTE:,.0f} MB kept in {folder}"
    if not os.access(folder, os.W_OK):
        return Check("search", False, f"{words}, which cannot be written: chmod u+w '{folder}'")
    return Check("search", True, words)


def _search_index(context: Context) -> Check:
    """The index for searches of very many stories; if it is damaged, all are searched."""
    from reader.search.index import missing_engine
    from reader.search.index_parts import size_of
    from reader.shelf.search import INDEXED_FROM, index_folder

    wish, trouble = context.settings.search_index, missing_engine()
    if trouble:
        return Check("index", wish != "on", f"none: {trouble}")
    indexed, size, damaged = size_of(index_folder())
    if damaged:
        return Check(
            "index", False, f"{damaged:,} damaged parts are not used: run nightstand index"
        )
    if not indexed:
        return Check("index", wish != "on", "none; to make one: nightstand index")
    use = {"on": "used", "off": "not used"}.get(wish, f"used for more than {INDEXED_FROM:,}")
    return Check("index", True, f"{indexed:,} stories, {size / _MEGABYTE:,.0f} MB, {use}")


def _log() -> Check:
    path = log_file()
    if path.exists():
        return Check("log", True, f"{path} holds unexpected errors")
    return Check("log", True, f"no unexpected errors so far ({path})")


def _terminal() -> Iterator[Check]:
    encoding = locale.getpreferredencoding(False)
    utf8 = encoding.lower().replace("-", "") == "utf8"
    advice = encoding if utf8 else f"{encoding} cannot show every letter: export LANG=C.UTF-8"
    yield Check("locale", utf8, advice)
    if not sys.stdout.isatty():
        yield Check("terminal", True, "not checked: the output is not a terminal")
        return
    name = os.environ.get("TERM", "")
    if name in ("", "dumb", "unknown"):
        yield Check("terminal", True, f"TERM={name} shows no screens: pages are printed as lines")
        return
    yield Check("terminal", True, name)
    yield _size()
    yield Check("colours", True, _colours())


def _size() -> Check:
    try:
        size = os.get_terminal_size(sys.stdout.fileno())
    except OSError as error:
        return Check("size", False, f"the terminal does not report its size ({error.strerror})")
    wide = size.columns >= _LEAST[0] and size.lines >= _LEAST[1]
    words = f"{size.columns} × {size.lines}"
    return Check("size", wide, words if wide else f"{words} is too small: the minimum is 20 × 5")


def _colours() -> str:
    if os.environ.get("NO_COLOR"):
        return "none, because NO_COLOR is set"
    colours = depth(os.environ)
    if colours is Depth.TRUE:
        return "all"
    return f"{int(colours)}; if the terminal has more: export COLORTERM=truecolor"
