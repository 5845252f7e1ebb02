"""What tests of the screens begin with."""

from pathlib import Path

import pytest

from tests.tui.driving import numbered


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A story whose paragraphs can be told apart."""
    return numbered(tmp_path)


@pytest.fixture
def config(home: Path) -> Path:
    """The settings file; it is not there yet."""
    file = home / "config" / "nightstand" / "settings.toml"
    file.parent.mkdir(parents=True)
    return file
