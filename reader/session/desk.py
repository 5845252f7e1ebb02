"""What a front end works with: the data file, the settings, the library folders.

The rule: flags win over the environment, the environment over the settings file, that over the
defaults.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

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


@dataclass(frozen=True, slots=True)
class Desk:
    """What a front end works with."""

    store: Store
    settings: Settings
    folders: tuple[Path, ...]
    """Library folders, in order."""
    own_folder: Path
    """Where the reader's own stories belong; it need not exist."""
    samples: bool = False
    """Whether the folders are the samples, shown because the own folder has no stories yet."""
    config: Path = Path()
    """The settings file; it need not exist."""

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
    settings, problems = load_settings(config)
    folders = (
        ((library_folder,) if library_folder else ())
        or library_folders()
        or settings.library
        or (documents_folder() / "Stories",)
    )
    own = folders[0].absolute()
    samples = library.samples()
    without = samples is not None and not library.any_story(folders)
    shown = (samples,) if without and samples else tuple(f.absolute() for f in folders)
    store = Store(data_file(data))
    return Desk(store, settings, shown, own, samples=without, config=config), problems
