"""Where things lie."""

from pathlib import Path

import pytest

from reader.storage.paths import (
    cache_folder,
    config_file,
    data_file,
    documents_folder,
    library_folders,
)
from tests.shell import process


def test_files_lie_in_the_platform_s_folders(home: Path) -> None:
    """Data, settings and what can be made again each have their place."""
    assert data_file() == home / "data" / "nightstand" / "nightstand.db"
    assert config_file() == home / "config" / "nightstand" / "settings.toml"
    assert cache_folder() == home / "cache" / "nightstand"
    assert documents_folder() == home / "Documents"
    assert library_folders() == ()


def test_the_environment_wins_and_an_argument_over_it(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`~` is the home; several folders are divided as in PATH."""
    monkeypatch.setenv("NIGHTSTAND_DATA", "~/my.db")
    monkeypatch.setenv("NIGHTSTAND_CONFIG", "/etc/n.toml")
    monkeypatch.setenv("NIGHTSTAND_LIBRARY", "~/a:/b::")

    assert data_file() == home / "my.db"
    assert data_file(Path("/x.db")) == Path("/x.db")
    assert config_file() == Path("/etc/n.toml")
    assert library_folders() == (home / "a", Path("/b"))


@pytest.mark.parametrize("variable", ["NIGHTSTAND_DATA", "NIGHTSTAND_CONFIG"])
def test_a_file_of_nobody_is_told_and_not_made(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, variable: str
) -> None:
    """A folder called `~` and a name, wherever one happens to be, would be looked for in vain."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(variable, "~nobody-of-this-name/x")
    done = process("list")
    assert (done.code, done.err.count("\n")) == (1, 1)
    assert "there is no such user" in done.err
    assert not list(tmp_path.glob("~*"))
