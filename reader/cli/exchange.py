"""`nightstand add`, `export` and `import`: stories, places and annotations brought from elsewhere.

The rule: an export never overwrites anything but an export, and an import only adds what is newer.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from reader.cleaning import safe
from reader.cli.arguments import Arguments, CommandError, complain
from reader.cli.output import printable, write_whole
from reader.cli.piped import standard_input
from reader.cli.story import context_for, piped_data
from reader.context import Context
from reader.posix import at_home
from reader.shelf.add import Added, add
from reader.storage import exchange
from reader.storage.rows import Merged

_MOST = 256 << 20
_DIGITS = 20
_SQLITE = b"SQLite format 3\0"
_HEAD = re.compile(rb'\s*\{\s*"format"\s*:\s*"nightstand"')
_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{")


def export(arguments: Arguments) -> int:
    """Every place, bookmark and highlight as JSON, to a file or to standard output."""
    file = "" if arguments.into == "-" else arguments.into
    with context_for(arguments) as context:
        text = (
            printable(json.dumps(exchange.export(context.store), ensure_ascii=False, indent=1))
            + "\n"
        )
        if file:
            _write(at_home(file), text, context.store.path)
            return 0
    print(text, end="")
    return 0


def _write(path: Path, text: str, data: Path) -> None:
    """Write an export to a file that may be overwritten."""
    try:
        if path.exists():
            if not path.is_file() or path.resolve() == data or not _is_export(path):
                raise CommandError(f"{path}: exists and is not an export; choose another name")
            path = path.resolve()
    except (OSError, ValueError) as error:
        raise CommandError(f"{path}: it cannot be written ({error})")
    write_whole(path, text)


def _is_export(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return _HEAD.match(file.read(200)) is not None
    except OSError:
        return False


def import_(arguments: Arguments) -> int:
    """Take in an export, another data file, or highlights; what is newer wins."""
    name = "standard input" if arguments.file == "-" else arguments.file
    with context_for(arguments) as context:
        try:
            said = _taken_in(context, arguments.file)
        except ValueError as error:
            raise CommandError(f"{name}: {error}")
        saved = context.store.flush()
    print(said)
    return 0 if saved else 1


def _taken_in(context: Context, name: str) -> str:
    """What an import has brought, in a sentence."""
    if name == "-":
        data = standard_input()
    else:
        path = at_home(name)
        data = _read(path, len(_SQLITE))
        if data == _SQLITE:
            return _counted(exchange.merge_file(context.store, path))
        data = _read(path, _MOST + 1)
    if len(data) > _MOST:
        raise ValueError("it is larger than 256 MB")
    value = _parsed(data)
    if isinstance(value, dict) and value.get("format") == exchange.FORMAT:
        return _counted(exchange.merge(context.store, value))
    from reader.annotations.exchange import read
    from reader.cli.annotations import import_annotations

    return import_annotations(context, read(data))


def _counted(merged: Merged) -> str:
    counts = [
        f"{count:,} {name}{'' if count == 1 else 's'}"
        for count, name in (
            (merged.places, "place"),
            (merged.bookmarks, "bookmark"),
            (merged.highlights, "highlight"),
        )
        if count
    ]
    if merged.stories:
        counts.insert(0, f"{merged.stories:,} stor{'y' if merged.stories == 1 else 'ies'}")
    if merged.left_out:
        if not counts:
            raise ValueError(merged.left_out)
        complain(merged.left_out)
    return f"Imported: {', '.join(counts)}." if counts else "Already up to date."


def _read(path: Path, most: int) -> bytes:
    """The beginning of a regular file, so that no pipe or device is waited for."""
    try:
        if path.exists() and not path.is_file():
            raise ValueError("it is not a regular file")
        with path.open("rb") as file:
            return file.read(most)
    except FileNotFoundError:
        raise ValueError("there is no such file")
    except OSError as error:
        raise ValueError((error.strerror or "it cannot be read").lower())


def _number(digits: str) -> int | None:
    """A whole number; one longer than any that is written is none."""
    return int(digits) if len(digits) <= _DIGITS else None


def _parsed(data: bytes) -> Any:
    """The value that JSON says; None where it is something else."""
    if not _JSON.match(data):
        return None
    try:
        return json.loads(data.decode("utf-8-sig"), parse_int=_number)
    except (ValueError, RecursionError):
        return None


def add_stories(arguments: Arguments) -> int:
    """Copy what is named; 1 if any of it could not be."""
    sources = [at_home(name) for name in arguments.files]
    piped = {
        source.absolute(): data
        for name, source in zip(arguments.files, sources, strict=True)
        if (data := piped_data([name])) is not None
    }
    with context_for(arguments) as context:
        results = add(context, sources, piped)
    for one in results:
        if one.problem:
            complain(f"{one.source}: {one.problem}")
    if arguments.json:
        from reader.cli.output import print_rows

        print_rows([_fields(one) for one in results])
    else:
        for one in results:
            if one.place is not None:
                print(f"{'added' if one.fresh else 'there already'}: {safe(str(one.place))}")
    return int(any(one.problem for one in results))


def _fields(one: Added) -> dict[str, object]:
    return {
        "source": str(one.source),
        "path": str(one.place) if one.place is not None else None,
        "added": one.fresh,
        "problem": one.problem,
    }
