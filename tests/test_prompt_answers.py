"""Whatever is typed or pasted where a path is asked for is answered, in words if need be."""

import sys
from pathlib import Path

import pytest

from reader import formats
from reader.context import set_up
from reader.formats.files import LoadError, read
from reader.search.find import find
from reader.search.query import Query
from reader.settings.settings import SETTINGS
from reader.shelf.add import add, dropped
from reader.shelf.paths import offered_paths, typed_paths
from reader.tui.widgets.prompt import in_one_line
from tests.shell import Call, Outcome

TYPED = [
    *("", " ", ".", "..", "/", "~", "~nobody-of-this-name/x", "~/", "a\0b", "\0", "/dev/null"),
    *("/dev/zero", "/dev/stdin", "/proc/self/mem", "/proc/self/fd/0", "x" * 256, "/" + "y" * 5000),
    *(
        "a/" * 3000,
        "🙂" * 100,
        "e\u0301" * 200,
        "👨‍👩‍👧" * 60,
        "9" * 5000,
        "'",
        '"',
        "\\",
        "file://",
        "file:///",
    ),
    *(
        "file://[",
        "file:///%00",
        "file:///%ff",
        "http://[::1",
        "\ud800",
        "\udcff",
        "a\nb",
        "$(reboot)",
    ),
    *("-", "--help", "*", "C:\\x", "\\\\host\\share", "con", "nul.txt", "\u202e", "\U000e0041"),
]


@pytest.mark.parametrize("typed", TYPED, ids=lambda typed: ascii(typed)[:40])
def test_every_answer_is_a_path(typed: str) -> None:
    """Of a user who does not exist, or longer than any name: as it was typed."""
    dropped(typed)
    assert all(path.is_absolute() for path in typed_paths(typed))
    offered_paths(typed)


@pytest.mark.parametrize(
    "typed",
    [
        typed
        for typed in TYPED
        if typed.strip() not in ("", ".", "..", "/", "~", "~/", "file:///", "*")
    ],
    ids=lambda typed: ascii(typed)[:40],
)
def test_what_cannot_be_added_is_told(typed: str, tmp_path: Path) -> None:
    """One sentence for each, and nothing is copied."""
    (tmp_path / "library").mkdir()
    context, _ = set_up(tmp_path / "library", tmp_path / "kept.db")
    for added in add(context, typed_paths(typed)):
        assert added.problem
    assert not list((tmp_path / "library").iterdir())
    context.store.close()


@pytest.mark.parametrize("path", ["/dev/zero", "/dev/stdin", "/dev/tty"])
def test_a_device_is_not_read(path: str) -> None:
    """It might never end."""
    with pytest.raises(LoadError):
        read(Path(path))


@pytest.mark.parametrize("typed", ["..", "/", "../..", "."])
def test_a_folder_around_the_library_is_not_copied_into_it(
    typed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A slip of two dots copies no disk."""
    (tmp_path / "library" / "below").mkdir(parents=True)
    (tmp_path / "other.txt").write_text("A story.\n", "utf-8")
    monkeypatch.chdir(tmp_path / "library" / ("below" if typed == "../.." else ""))
    context, _ = set_up(tmp_path / "library", tmp_path / "kept.db")
    (added,) = add(context, typed_paths(typed))
    assert added.problem == "the library itself is inside it"
    context.store.close()


@pytest.mark.parametrize(
    ("pasted", "line"),
    [
        ("along the\nquay", "along the quay"),
        ("  along the \r\n\r\n  quay\n", "along the quay"),
        ("half-\rhearted —\u2028and so", "half-hearted — and so"),
        ("灯台守は毎晩、\n　階段を上り", "灯台守は毎晩、階段を上り"),
        ("“下雨了。\n他站在", "“下雨了。他站在"),
        ("그는 계단을\n올라갔다", "그는 계단을 올라갔다"),
        ("\n \r", ""),
        ("\udcff\n\ufde0\n\0", "\udcff - \0"),
    ],
)
def test_a_paste_is_one_line(pasted: str, line: str) -> None:
    """Its lines are joined as reading joins them."""
    assert in_one_line(pasted) == line


@pytest.mark.parametrize("cut", range(1, 20))
def test_a_passage_pasted_over_a_line_end_is_found(cut: int) -> None:
    """Wherever the line ended, where words have no blanks between them."""
    line = "灯台守は毎晩同じ階段を上り、ひとりで火をともした。"
    story = formats.from_bytes(f"{line * 3}\n\nその後。\n".encode(), "a.txt")

    assert len(find(story, Query(in_one_line(f"{line[:cut]}\n{line[cut:]}")))) == 3


@pytest.mark.skipif(sys.platform == "win32", reason="there a current folder cannot be deleted")
def test_nothing_asks_where_a_deleted_folder_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: Call
) -> None:
    """A path that is typed in it leads nowhere, and a command says in one line why it fails."""
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    monkeypatch.setenv("PWD", str(gone))
    gone.rmdir()

    for typed in TYPED:
        assert all(path.is_absolute() for path in typed_paths(typed))
    assert typed_paths("a.txt") == [gone / "a.txt"]
    assert SETTINGS["library"].kind.from_text("a") == str(gone / "a")
    assert call("cat", "a.txt") == Outcome(1, "", "nightstand: the current folder was deleted\n")
