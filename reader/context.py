"""What a front end works with: the data file, the settings, the library folders.

The rule: flags win over the environment, the environment over the settings file, that over the
defaults.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from reader.formats.choices import Choices, Conversion
from reader.settings.load import load_settings
from reader.settings.settings import Settings
from reader.storage.paths import (
    cache_folder,
    config_file,
    data_file,
    documents_folder,
    library_folders,
)
from reader.storage.store import Store
from reader.value import Value

_CONVERTED = "converted"


class Library(Value):
    """Where stories are looked for."""

    folders: tuple[Path, ...]
    own: Path
    samples: bool = False


class Shelves:
    """The library in some folders, looked for when first needed, and again on demand."""

    def __init__(self, chosen: tuple[Path, ...], store: Store) -> None:
        self._chosen = chosen
        self._store = store
        self._found: Library | None = None

    @property
    def own(self) -> Path:
        """Where the reader's own stories belong, known without looking."""
        return _wanted(self._chosen)[0].absolute()

    def __call__(self) -> Library:
        """Where stories are looked for."""
        if self._found is None:
            self._found = _library(self._chosen, self._store)
        return self._found

    def again(self) -> None:
        """See what is there now."""
        self._found = _library(self._chosen, self._store)


class Context(Value):
    """What a front end works with."""

    store: Store
    settings: Settings
    library: Callable[[], Library]
    """The library; looked for when first needed, which is not for a story's first page."""
    config: Path = Path()
    """The settings file; it may not exist."""
    problems: tuple[str, ...] = ()
    """A sentence for each problem with the settings."""
    flags: tuple[str, ...] = ()
    """The settings that command-line options decide."""

    def look_again(self) -> None:
        """Look for the library once more: the reader's first stories replace the samples."""
        if isinstance(self.library, Shelves):
            self.library.again()

    @property
    def folders(self) -> tuple[Path, ...]:
        """Library folders, in order."""
        return self.library().folders

    @property
    def own_folder(self) -> Path:
        """Where the reader's own stories belong; it may not exist, and is not looked for."""
        shelves = self.library
        return shelves.own if isinstance(shelves, Shelves) else shelves().own

    @property
    def samples(self) -> bool:
        """Whether the folders are the samples, shown because there are no own stories yet."""
        return self.library().samples

    def choices_for(self, own: Choices) -> Choices:
        """How a story is read: what was decided for it, and what applies to all stories."""
        hidden, patterns = self.settings.hidden_lines, self.settings.chapter_patterns
        convert = self.conversion
        if not hidden and not patterns and convert is None:
            return own
        return own._replace(hidden=(*own.hidden, *hidden), patterns=patterns, convert=convert)

    @property
    def conversion(self) -> Conversion | None:
        """The command that makes EPUBs from books in other forms, if the settings name one."""
        command = self.settings.convert
        return Conversion(command, str(cache_folder() / _CONVERTED)) if command else None

    @property
    def trouble(self) -> str:
        """Why nothing is saved at the moment, in one sentence; empty when all is well."""
        return self.store.trouble


def set_up(
    library_folder: Path | None = None, data: Path | None = None, config: Path | None = None
) -> tuple[Context, tuple[str, ...]]:
    """A context, and a sentence for each problem with the settings.

    The library is the folder asked for, or those of the environment, or of the settings, or
    `Stories` in the documents folder; while they hold no story and none is missing from them, the
    samples stand in for them.
    """
    config = config_file(config)
    store = Store(data_file(data))  # it opens in a thread of its own while the settings are read
    settings, problems = load_settings(config)
    store.places.timed = settings.stats
    chosen = (library_folder,) if library_folder else library_folders() or settings.library
    flags = ("library",) if library_folder else ()
    return Context(store, settings, Shelves(chosen, store), config, problems, flags), problems


def _library(chosen: tuple[Path, ...], store: Store) -> Library:
    from reader.library.folders import samples

    folders = _wanted(chosen)
    own = folders[0].absolute()
    shipped = samples()
    if shipped is None or _missed(folders, store) or _holds_story(folders):
        return Library(tuple(folder.absolute() for folder in folders), own)
    return Library((shipped,), own, samples=True)


def _wanted(chosen: tuple[Path, ...]) -> tuple[Path, ...]:
    """The chosen folders, or the default one."""
    return chosen or (documents_folder() / "Stories",)


def _holds_story(folders: tuple[Path, ...]) -> bool:
    """Whether any of the folders holds a story, or does not answer."""
    from reader.library.folders import any_story
    from reader.library.patience import Errand

    try:
        return Errand(lambda: any_story(folders)).result()
    except TimeoutError:
        return True


def _missed(folders: tuple[Path, ...], store: Store) -> bool:
    """Whether the folders used to hold stories, as on a disk that is not mounted now."""
    # A prefix, with the separator at its end.
    return store.files.missed(os.path.join(folder.absolute(), "") for folder in folders)  # noqa: PTH118
