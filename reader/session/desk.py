"""What a front end works with: the data file, the settings, the library folders.

The rule: flags win over the environment, the environment over the settings file, that over the
defaults.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from reader import library
from reader.storage import (
    Settings,
    Store,
    config_file,
    data_file,
    documents_folder,
    library_folders,
    load_settings,
)


class Library(NamedTuple):
    """Where stories are looked for."""

    folders: tuple[Path, ...]
    own: Path
    samples: bool = False


class Shelves:
    """The library of some folders, looked for when it is first asked for, and again on demand."""

    def __init__(self, chosen: tuple[Path, ...]) -> None:
        self._chosen = chosen
        self._found: Library | None = None

    def __call__(self) -> Library:
        """Where stories are looked for."""
        if self._found is None:
            self._found = _library(self._chosen)
        return self._found

    def again(self) -> None:
        """See what is there now."""
        self._found = _library(self._chosen)


class Desk(NamedTuple):
    """What a front end works with."""

    store: Store
    settings: Settings
    library: Callable[[], Library]
    """The library; looked for when it is first asked for, which a story's first page does not."""
    config: Path = Path()
    """The settings file; it need not exist."""
    problems: tuple[str, ...] = ()
    """A sentence for each thing that is wrong with the settings."""
    flags: tuple[str, ...] = ()
    """The settings that an option of the command line decides."""

    def look_again(self) -> None:
        """Look for the library once more: the first own stories take the samples' place."""
        if isinstance(self.library, Shelves):
            self.library.again()

    @property
    def folders(self) -> tuple[Path, ...]:
        """Library folders, in order."""
        return self.library().folders

    @property
    def own_folder(self) -> Path:
        """Where the reader's own stories belong; it need not exist."""
        return self.library().own

    @property
    def samples(self) -> bool:
        """Whether the folders are the samples, shown because there are no own stories yet."""
        return self.library().samples

    @property
    def trouble(self) -> str:
        """Why nothing is saved at the moment, in one sentence; empty when all is well."""
        return self.store.trouble


def set_up(
    library_folder: Path | None = None, data: Path | None = None, config: Path | None = None
) -> tuple[Desk, tuple[str, ...]]:
    """A desk, and a sentence for each thing that is wrong with the settings.

    The library is the folder asked for, else those of the environment, of the settings, else
    `Stories` in the documents folder; while they hold no story, the samples stand in for them.
    """
    config = config_file(config)
    store = Store(data_file(data))  # it opens in a thread of its own while the settings are read
    settings, problems = load_settings(config)
    chosen = (library_folder,) if library_folder else library_folders() or settings.library
    flags = ("library",) if library_folder else ()
    return Desk(store, settings, Shelves(chosen), config, problems, flags), problems


def _library(chosen: tuple[Path, ...]) -> Library:
    folders = chosen or (documents_folder() / "Stories",)
    own = folders[0].absolute()
    samples = library.samples()
    if samples is not None and not library.any_story(folders):
        return Library((samples,), own, samples=True)
    return Library(tuple(folder.absolute() for folder in folders), own)
