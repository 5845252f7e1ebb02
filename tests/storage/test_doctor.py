"""What `doctor` sees."""

import time
from collections.abc import Callable
from pathlib import Path

from reader.storage import paths
from reader.storage.doctor import check
from reader.storage.store import Store
from tests.storage.facts import add
from tests.storage.rights import as_anybody

Opener = Callable[..., Store]


def wrong(store: Store, now: float | None = None) -> dict[str, str]:
    """What is wrong, and the advice."""
    return {found.what: found.advice for found in check(store, now) if not found.ok}


def test_a_new_store_is_well(store: Store) -> None:
    """Nothing is wrong at first, and after the first backup."""
    assert wrong(store) == {}
    add(store, "one")
    store.maintain()
    assert wrong(store) == {}


def test_what_is_wrong_is_said_with_its_mend(opened: Opener, data: Path) -> None:
    """A file that others may read, one that cannot be written, an old backup."""
    store = opened()
    add(store, "one")
    assert wrong(store) == {}
    assert "none yet" in wrong(store, time.time() + 2 * 86_400)["backups"]
    store.maintain()
    data.chmod(0o644)
    assert f"chmod 600 '{data}'" in wrong(store)["permissions"]
    data.chmod(0o400)
    with as_anybody():
        again = opened()
        add(again, "two")
        found = wrong(again)
    assert "chmod u+w" in found["permissions"]
    assert "the data file cannot be written" in found["data file"]


def test_shared_folders_are_known(tmp_path: Path) -> None:
    """Network drives by their type, synchronised folders by their names and marks."""
    mounts = tmp_path / "mounts"
    mounts.write_text("/dev/a / ext4 rw 0 0\nhost:/x /net\\040drive nfs4 rw 0 0\n")

    assert paths.shared_place(Path("/home/u/n.db"), mounts) == ""
    assert paths.shared_place(Path("/net drive/n.db"), mounts) == "a network drive (nfs4)"
    dropbox = paths.shared_place(Path("/home/u/Dropbox/x/n.db"), mounts)
    assert dropbox == "a synchronised folder (Dropbox)"
    (tmp_path / "s" / ".stfolder").mkdir(parents=True)
    assert paths.shared_place(tmp_path / "s" / "n.db", mounts) == "a synchronised folder (s)"
    assert paths.shared_place(Path("/x"), tmp_path / "none") == ""


def test_a_synchronised_folder_is_warned_of_once(opened: Opener, tmp_path: Path) -> None:
    """The warning names the folder and does not come again."""
    path = tmp_path / "Dropbox" / "nightstand.db"
    first = opened(path)
    first.maintain()
    second = opened(path)
    second.maintain()

    assert "synchronised folder (Dropbox)" in first.notices[0]
    assert second.notices == ()
    assert "storage" in wrong(second)
