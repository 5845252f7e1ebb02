"""An empty home for every test, so that no file of the developer decides a result."""

from __future__ import annotations

import gc
from collections.abc import Iterator
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


@pytest.fixture(scope="session")
def empty_homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where each test may have a home; a folder of pytest's own is looked for among all others."""
    folder = tmp_path_factory.mktemp("homes")
    return (folder / str(number) for number in count())


@pytest.fixture(autouse=True)
def home(empty_homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home folder with platform folders inside it."""
    folder = next(empty_homes)
    folder.mkdir()
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
