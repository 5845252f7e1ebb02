"""Paths as they are typed on the shelf: what may follow, and what a line of several means."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.shelf import paths
from reader.shelf.paths import offered_paths, typed_paths


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to type in, which is the home folder too."""
    (tmp_path / "My Tales" / "old").mkdir(parents=True)
    (tmp_path / "music").mkdir()
    for name in ("brook.txt", "broom.txt", "broom.png", "it's.txt", ".hidden.txt", "x\x1b[m.txt"):
        (tmp_path / name).write_text("Water.\n")
    for number in (1, 2, 10):
        (tmp_path / "My Tales" / f"part {number}.txt").write_text("Wind.\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize(
    ("typed", "text", "names"),
    [
        ("bro", "broo", ["brook.txt", "broom.txt"]),
        ("brook", "brook.txt ", ["brook.txt"]),
        ("BROOK", "brook.txt ", ["brook.txt"]),
        ("broom.p", "broom.png ", ["broom.png"]),
        ("My", "My\\ Tales/", ["My Tales/"]),
        ("~/My Tales/p", "~/My\\ Tales/part\\ ", ["part 1.txt", "part 2.txt", "part 10.txt"]),
        ("'My Tales/o", "My\\ Tales/old/", ["old/"]),
        ("it", "it\\'s.txt ", ["it's.txt"]),
        ("brook.txt bro", "brook.txt broo", ["brook.txt", "broom.txt"]),
        (
            "brook.txt ",
            "brook.txt ",
            ["music/", "My Tales/", "brook.txt", "broom.txt", "it's.txt"],
        ),
        (".h", ".hidden.txt ", [".hidden.txt"]),
        ("nothing/here", "nothing/here", []),
        ("m", "m", ["music/"]),
    ],
)
def test_a_line_goes_on_as_what_is_there(
    place: Path, typed: str, text: str, names: list[str]
) -> None:
    """Folders first, names in natural order, blanks escaped; hidden and unclean ones left out."""
    found = offered_paths(typed)

    assert (found.text, [*found.names]) == (("music/" if typed == "m" else text), names)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("brook.txt", ["brook.txt"]),
        (" ~/brook.txt ", ["brook.txt"]),
        ("My Tales/part 1.txt", ["My Tales/part 1.txt"]),
        ("My\\ Tales/part\\ 1.txt brook.txt", ["My Tales/part 1.txt", "brook.txt"]),
        ("'My Tales' ~/music", ["My Tales", "music"]),
        ("brook.txt nowhere.txt", ["brook.txt nowhere.txt"]),
    ],
)
def test_a_line_names_one_path_or_several(place: Path, typed: str, meant: list[str]) -> None:
    """Several only if all of them are there; else it is one path, blanks and all."""
    assert typed_paths(typed) == [place / name for name in meant]


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12))
def test_what_is_offered_names_what_is_there(
    tmp_path_factory: pytest.TempPathFactory, name: str
) -> None:
    """Whatever signs a name holds, the line that Tab makes of it names that file."""
    place = tmp_path_factory.mktemp("any")
    path = place / f"{name.replace('/', '-')}.txt"
    path.write_text("Rain.\n")
    found = offered_paths(f"{place}/")

    assert not found.names or typed_paths(found.text) == [path]


def test_of_a_huge_folder_a_part_is_looked_at(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As many names as there is a bound for."""
    monkeypatch.setattr(paths, "_ENTRIES_MOST", 3)

    assert len(offered_paths("").names) <= 3
