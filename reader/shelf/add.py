"""Copying stories into the library, and paths dropped onto a terminal.

The rule: nothing is ever overwritten, and a text that is in the library already is not copied.
"""

from __future__ import annotations

import os
import shlex
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import count, islice
from pathlib import Path
from urllib.parse import unquote, urlsplit

from reader.cleaning import safe
from reader.context import Context
from reader.file_stamp import fingerprint
from reader.formats.files import LoadError, read
from reader.posix import at_home
from reader.shelf.scan import look_around
from reader.value import Value

_PATHS_MOST = 1000
_PASTED_MOST = 64_000
_UNTITLED = "Untitled"
_IN_NO_NAME = frozenset('/\\:*?"<>|')
"""What some file systems do not accept in a name."""
_NAME_MOST = 60
_FILES_MOST = 5_000
"""Stories of one folder that are copied; a folder with more was not meant."""


class Added(Value):
    """What became of one file."""

    source: Path
    place: Path | None = None
    """Where it is in the library; None if it is not."""
    fresh: bool = False
    """Whether it was copied; if not, its text was there already."""
    problem: str = ""
    """Why it could not be added, in a few words."""


def add(
    context: Context, sources: Iterable[Path], piped: Mapping[Path, bytes] | None = None
) -> list[Added]:
    """Copy files, and the stories of folders, into the library and record them.

    `piped` is what came through those sources that are pipes; it is named after its title.
    """
    own = context.own_folder
    adding = _Adding(context, own, piped or {})
    results = [added for source in sources for added in adding.take(source.absolute())]
    if any(added.fresh for added in results):
        look_around(context)
    return results


class _Adding:
    def __init__(self, context: Context, own: Path, piped: Mapping[Path, bytes]) -> None:
        look_around(context)
        self._piped = piped
        self._own = own
        self._conversion = context.conversion
        self._places: dict[int, list[Path]] = {}
        self._here: dict[str, Path] = {}
        self._versions = context.store.files.versions()
        for one in () if context.samples else context.store.files.shelved().rows:
            if one.path and one.present:
                path = Path(one.path)
                if any(path.is_relative_to(folder) for folder in context.folders):
                    self._places.setdefault(one.story, []).append(path)

    def take(self, source: Path) -> Iterator[Added]:
        """Add a file, or all stories of a folder, in a folder of the same name."""
        from reader.formats.table import wanted_files
        from reader.library.folders import walk

        if source in self._piped:
            data = self._piped[source]
            yield self._file(source, _called(data), data)
            return
        if not _is_folder(source):
            yield from self._packed(source) or (self._file(source, Path(source.name)),)
            return
        if _plain(self._own).is_relative_to(_plain(source)):
            yield Added(source, problem="the library itself is inside it")
            return
        files = [Path(file.path) for file in islice(walk([source]), _FILES_MOST + 1)]
        if len(files) > _FILES_MOST:
            yield Added(source, problem=f"it holds more than {_FILES_MOST:,} stories")
            return
        if not files:
            yield Added(source, problem=f"there are no {wanted_files()} in it")
        for file in files:
            yield self._file(file, Path(source.name) / file.relative_to(source))

    def _packed(self, source: Path) -> list[Added]:
        """Add the stories of an archive, in a folder of its name; none if it is a single story."""
        from reader.formats.table import format_of

        try:
            data = read(source)
            if format_of(data, source).id != "zip":
                return []
            from reader.formats.packed import members

            stories = members(data, source.name)
        except LoadError:
            return []
        inner = [(Path(source.stem) / name, story) for name, story in stories]
        return [self._file(source / name.name, name, story) for name, story in inner]

    def _file(self, source: Path, name: Path, data: bytes | None = None) -> Added:
        """Add a file, or the bytes of one inside an archive."""
        from reader.formats import glance
        from reader.formats.table import format_of, is_story_name
        from reader.formats.text.format import TEXT

        try:
            data = read(source) if data is None else data
            if format_of(data, source).id == "foreign" and self._conversion:
                from reader.formats.conversion import converted

                data = converted(data, str(source), self._conversion)
                name = name.with_suffix(".epub")
            glance(data, str(source))
        except LoadError as error:
            return Added(source, problem=error.reason)
        digest = fingerprint(data)
        there = self._there(data, digest)
        if there is not None:
            return Added(source, there)
        if not is_story_name(name.name):  # otherwise no scan would find it
            suffixes = format_of(data, source).suffixes or TEXT.suffixes
            name = name.with_name(name.name + suffixes[0])
        try:
            told = time.time_ns() if source in self._piped else _mtime_ns(source)
            place, fresh = _placed(self._own / name, data, told)
        except OSError as error:
            return Added(source, problem=(error.strerror or "it cannot be copied").lower())
        self._here[digest] = place
        return Added(source, place, fresh)

    def _there(self, data: bytes, digest: str) -> Path | None:
        """The file of the library with the same bytes."""
        if digest in self._here:
            return self._here[digest]
        story = self._versions.get(digest)
        places = self._places.get(story, ()) if story is not None else ()
        return next((place for place in places if _holds(place, data)), None)


def _called(data: bytes) -> Path:
    """A name for the file of a story that has none: its title."""
    from reader.formats import glance

    with suppress(LoadError):  # adding it will report the problem
        title = safe(glance(data, _UNTITLED).title)
        kept = "".join(" " if sign in _IN_NO_NAME else sign for sign in title)
        return Path(" ".join(kept.split()).strip(".")[:_NAME_MOST] or _UNTITLED)
    return Path(_UNTITLED)


def _is_folder(path: Path) -> bool:
    with suppress(OSError, ValueError):  # a name may be too long to look up
        return path.is_dir()
    return False


def _plain(path: Path) -> Path:
    """A path without `..` and links; unchanged if it leads nowhere."""
    with suppress(OSError, RuntimeError, ValueError):
        return path.resolve()
    return path


def _placed(wanted: Path, data: bytes, mtime_ns: int) -> tuple[Path, bool]:
    """Write a new file under the wanted name, or the next one that is free.

    Returns the file that has the bytes afterwards, and whether it is new; it is written whole or
    not at all.
    """
    wanted.parent.mkdir(parents=True, exist_ok=True)
    fresh = wanted.with_name(f".nightstand-{os.getpid()}.part")
    try:
        with fresh.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        with suppress(OSError):
            os.utime(fresh, ns=(mtime_ns, mtime_ns))
        for place in _names(wanted):
            if _took(fresh, place):
                return place, True
            if _holds(place, data):
                return place, False
    finally:
        fresh.unlink(missing_ok=True)
    raise AssertionError  # there is always another name


def _names(wanted: Path) -> Iterator[Path]:
    yield wanted
    for number in count(2):
        yield wanted.with_name(f"{wanted.stem} {number}{wanted.suffix}")


def _took(fresh: Path, place: Path) -> bool:
    """Give a finished file its name, unless the name is taken."""
    try:
        os.link(fresh, place)
    except FileExistsError:
        return False
    except OSError:  # a file system without hard links
        if os.path.lexists(place):
            return False
        fresh.rename(place)
    return True


def _holds(place: Path, data: bytes) -> bool:
    try:
        return place.stat().st_size == len(data) and read(place) == data
    except (OSError, LoadError):
        return False


def _mtime_ns(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def dropped(pasted: str) -> list[Path]:
    """The files and folders that a paste names, as terminals write what is dropped onto them.

    Plain, quoted, escaped for a shell, or as `file://` addresses; one or several to a line. None if
    any of the words is not the path of something that exists.
    """
    text = pasted.strip()
    if not text or len(text) > _PASTED_MOST:
        return []
    for words in (text.split("\n"), _shell_words(text)):
        paths = [_path(word.strip()) for word in words[:_PATHS_MOST] if word.strip()]
        if paths and all(path is not None for path in paths):
            return [path for path in paths if path is not None]
    return []


def _shell_words(text: str) -> Sequence[str]:
    try:
        return shlex.split(text)
    except ValueError:
        return ()


def _path(word: str) -> Path | None:
    """The path of one word, if something is there."""
    forms = [word]
    with suppress(ValueError):
        address = urlsplit(word)
        if address.scheme == "file":
            forms = [unquote(address.path, errors="surrogateescape")]
    with suppress(ValueError):
        forms += shlex.split(word) if len(shlex.split(word)) == 1 else []
    for form in forms:
        with suppress(OSError, ValueError):
            path = at_home(form)
            if path.is_absolute() and path.exists():
                return path
    return None
