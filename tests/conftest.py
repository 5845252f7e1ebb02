"""An empty home for every test, so that no file of the developer decides a result."""

from __future__ import annotations

import gc
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.examples import FRESH, examples
from tests.sample_stories import copied_to

if TYPE_CHECKING:
    from tests.shell import Call

# How long an example takes says more about the machine than about the program. The same examples
# each time, so that a gate means the same twice; `NIGHTSTAND_FRESH=1` draws new ones, and more.
settings.register_profile(
    "nightstand", deadline=None, derandomize=not FRESH, max_examples=examples()
)
settings.load_profile("nightstand")

CLEARED = (
    "NIGHTSTAND_DATA",
    "NIGHTSTAND_LIBRARY",
    "NIGHTSTAND_CONFIG",
    "NO_COLOR",
    "FORCE_COLOR",
    "COLORTERM",
    "TEXTUAL_THEME",
    "TMUX",
)

_SWEPT_AFTER = 10_000
"""New objects until the next sweep."""


def pytest_collection_finish() -> None:
    """Keep what thousands of tests are made of out of every sweep for garbage, and sweep less."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_SWEPT_AFTER)


class Homes:
    """Empty folders; one of pytest's own would be looked for among all others."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._numbers = folder, count()
        self._last = self._new()

    def empty(self) -> Path:
        """The last one again, if nothing was left in it: most tests write nothing."""
        if not self._last.is_dir() or any(self._last.iterdir()):
            self._last = self._new()
        return self._last

    def _new(self) -> Path:
        folder = self._folder / str(next(self._numbers))
        folder.mkdir()
        return folder


@pytest.fixture(scope="session")
def empty_homes(tmp_path_factory: pytest.TempPathFactory) -> Homes:
    """Where each test may have a home."""
    return Homes(tmp_path_factory.mktemp("homes"))


@pytest.fixture(autouse=True)
def home(empty_homes: Homes, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home folder with platform folders inside it."""
    folder = empty_homes.empty()
    monkeypatch.setenv("HOME", str(folder))
    for name, place in (
        ("XDG_DATA_HOME", "data"),
        ("XDG_CONFIG_HOME", "config"),
        ("XDG_CACHE_HOME", "cache"),
        ("XDG_STATE_HOME", "state"),
        ("XDG_DOCUMENTS_DIR", "Documents"),
    ):
        monkeypatch.setenv(name, str(folder / place))
    for name in CLEARED:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    return folder


@pytest.fixture(scope="session")
def library_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample stories of this project and nothing else."""
    return copied_to(tmp_path_factory.mktemp("shipped") / "library")


@pytest.fixture
def samples(library_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample stories as the program finds them where the reader has none."""
    monkeypatch.setattr("reader.library.folders.samples", lambda: library_folder)
    return library_folder


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Call:
    """The command line, run inside the test's process."""
    from tests.shell import Call  # a fault of the command line fails the tests that use it

    return Call(capsys, monkeypatch)
