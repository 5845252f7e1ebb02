"""Copies into the library: nothing overwritten, the same text noticed, drops understood."""

import os
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.context import Context, set_up
from reader.shelf.add import Added, add, dropped
from reader.shelf.front import remembered
from tests.books import PROSE, epub, page
from tests.examples import examples
from tests.shell import Call

TEXT = "The Tide\n\nby Someone\n\n\nIt came in twice a day.\n"
NAMES = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="/"), min_size=1, max_size=12
).filter(lambda name: name.strip() == name and name not in (".", ".."))


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder with texts that are not in the library."""
    made = tmp_path / "downloads"
    (made / "serial" / "part").mkdir(parents=True)
    (made / "tide.txt").write_text(TEXT, "utf-8")
    (made / "serial" / "one.txt").write_text("One.\n", "utf-8")
    (made / "serial" / "part" / "two.txt").write_text("Two.\n", "utf-8")
    (made / "serial" / "notes.pdf").write_bytes(b"%PDF-")
    return made


@pytest.fixture
def context(tmp_path: Path) -> Iterator[Context]:
    """A library whose folder is not there yet."""
    made, _ = set_up(tmp_path / "library")
    yield made
    made.store.close()


def one(results: list[Added]) -> Added:
    """The only result."""
    (found,) = results
    return found


def test_a_file_is_copied_with_its_time_and_stands_on_the_shelf(
    context: Context, outside: Path
) -> None:
    """Also where the library's folder has to be made, and the samples give way."""
    source = outside / "tide.txt"
    os.utime(source, ns=(10**18, 10**18))
    added = one(add(context, [source]))

    assert added == Added(source, context.own_folder / "tide.txt", fresh=True)
    assert added.place is not None
    assert added.place.read_text("utf-8") == TEXT
    assert added.place.stat().st_mtime_ns == 10**18
    assert [entry.title for entry in remembered(context).entries] == ["The Tide"]
    assert sorted(path.name for path in context.own_folder.iterdir()) == ["tide.txt"]


def test_the_same_text_is_noticed_wherever_it_lies(context: Context, outside: Path) -> None:
    """Under another name, in another folder, twice at once."""
    first = one(add(context, [outside / "tide.txt"]))
    copy = outside / "copy.txt"
    copy.write_text(TEXT, "utf-8")

    assert add(context, [copy, copy]) == [Added(copy, first.place), Added(copy, first.place)]
    assert first.place is not None
    first.place.rename(first.place.with_name("moved.txt"))
    assert one(add(context, [copy])).place == context.own_folder / "moved.txt"
    (context.own_folder / "moved.txt").unlink()
    assert one(add(context, [copy])).fresh


def test_a_name_that_is_taken_gets_a_number(context: Context, outside: Path) -> None:
    """What stands there stays as it is, and so does a file that is no story."""
    context.own_folder.mkdir()
    (context.own_folder / "tide.txt").write_text("Another.\n", "utf-8")
    (context.own_folder / "tide 2.txt").symlink_to("nowhere")
    added = one(add(context, [outside / "tide.txt"]))

    assert added.place == context.own_folder / "tide 3.txt"
    assert (context.own_folder / "tide.txt").read_text("utf-8") == "Another.\n"


def test_a_folder_is_copied_with_its_folders(context: Context, outside: Path) -> None:
    """Its stories alone; on the shelf they are a collection."""
    results = add(context, [outside / "serial"])

    assert {str(r.place.relative_to(context.own_folder)) for r in results if r.place} == {
        "serial/one.txt",
        "serial/part/two.txt",
    }
    assert {e.collection for e in remembered(context).entries} == {"serial", "serial/part"}


def test_a_text_without_suffix_gets_one(context: Context, outside: Path) -> None:
    """Else no scan would find it."""
    (outside / "README").write_text("Read me.\n", "utf-8")

    assert one(add(context, [outside / "README"])).place == context.own_folder / "README.txt"


@pytest.mark.parametrize(
    ("name", "reason"),
    [("serial/notes.pdf", "PDF"), ("none.txt", "no such file"), ("empty", "no .txt")],
)
def test_what_is_no_story_is_refused_with_its_reason(
    context: Context, outside: Path, name: str, reason: str
) -> None:
    """And nothing is left in the library."""
    (outside / "empty").mkdir()
    added = one(add(context, [outside / name]))

    assert (added.place, added.fresh) == (None, False)
    assert reason in added.problem
    assert not context.own_folder.exists() or not list(context.own_folder.rglob("*"))


def test_a_library_that_may_not_be_written_says_so(
    context: Context, outside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full or read-only disk is a sentence, and no half of a file stays."""
    context.own_folder.mkdir()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    added = one(add(context, [outside / "tide.txt"]))

    assert added.problem == "no space left on device"
    assert list(context.own_folder.iterdir()) == []


def test_without_hard_links_nothing_is_overwritten_either(
    context: Context, outside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on some memory cards."""

    def never(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    context.own_folder.mkdir()
    (context.own_folder / "tide.txt").write_text("Another.\n", "utf-8")
    monkeypatch.setattr(os, "link", never)

    assert one(add(context, [outside / "tide.txt"])).place == context.own_folder / "tide 2.txt"


# What is dropped onto a terminal


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(50))
@given(names=st.lists(NAMES, min_size=1, max_size=3, unique=True))
def test_a_drop_is_understood_however_a_terminal_writes_it(
    tmp_path: Path, names: list[str]
) -> None:
    """Quoted, escaped, as addresses, on lines of their own or one after another."""
    paths = []
    for name in names:
        path = tmp_path / name
        path.touch()
        paths.append(path)
    plain = [str(path) for path in paths]
    escaped = ["".join(c if c.isalnum() or c in "/._-" else f"\\{c}" for c in p) for p in plain]
    addresses = [f"file://{quote(path)}" for path in plain]

    for forms in (map(shlex.quote, plain), escaped, addresses):
        words = list(forms)
        assert dropped(" ".join(words)) == paths
        assert dropped("\n".join(words) + "\n") == paths
    assert dropped("\n".join(plain)) == paths
    for path in paths:
        path.unlink()


@pytest.mark.parametrize("pasted", ["", "   ", "once upon a time", "/nowhere/at all", "a.txt", "'"])
def test_what_names_nothing_is_no_drop(pasted: str, tmp_path: Path) -> None:
    """Blanks, words, relative names, unfinished quotes, and a path beside what is none."""
    assert dropped(pasted) == []
    assert dropped(f"{shlex.quote(str(tmp_path))} and {pasted}") == []


# The command line


def test_nightstand_add_tells_what_became_of_each(
    call: Call, outside: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Places on stdout, complaints on stderr, 1 if any could not be added."""
    library = tmp_path / "library"
    monkeypatch.setenv("NIGHTSTAND_LIBRARY", str(library))
    done = call("add", outside / "tide.txt")
    assert (done.code, done.out, done.err) == (0, f"added: {library / 'tide.txt'}\n", "")

    again = call("add", outside / "tide.txt", outside / "none.txt")
    assert (again.code, again.out) == (1, f"there already: {library / 'tide.txt'}\n")
    assert again.complaint == f"{outside / 'none.txt'}: there is no such file"

    told = call("add", "--json", outside / "tide.txt").json
    assert told == [
        {
            "source": str(outside / "tide.txt"),
            "path": str(library / "tide.txt"),
            "added": False,
            "problem": "",
        }
    ]
    assert [one["title"] for one in call("list", "--json").json] == ["The Tide"]


def test_a_book_in_another_form_is_converted_by_the_command_that_was_named(
    context: Context, outside: Path
) -> None:
    """Once, when it is added; without a command it is refused with the way to do it."""
    book = outside / "ferry.mobi"
    book.write_bytes(b"\0" * 60 + b"BOOKMOBI" + b"\0" * 40)
    (outside / "made.epub").write_bytes(epub([page(PROSE)]))
    copy = "import shutil, sys; shutil.copy(sys.argv[1], sys.argv[2])"
    command = (sys.executable, "-c", copy, str(outside / "made.epub"), "{out}")
    refused = one(add(context, [book]))
    settings = context.settings.replace(convert=(*command[:2], "raise SystemExit('no')"))
    failed = one(add(context.replace(settings=settings), [book]))
    settings = context.settings.replace(convert=command)
    added = one(add(context.replace(settings=settings), [book]))

    assert "Kindle book: convert it to EPUB" in refused.problem
    assert failed.problem.endswith("failed: no")
    assert added.place == context.own_folder / "ferry.epub"


def test_what_comes_through_a_pipe_is_called_by_its_title(context: Context, tmp_path: Path) -> None:
    """It is a file of now, without what no file system takes in a name; twice is once."""
    pipe, bare = tmp_path / "63", tmp_path / "64"
    text = b"Title: What: a Tide?\n\n" + TEXT.encode()
    piped = {pipe: text, bare: b"It came in twice a day.\n"}
    titled, untitled, again = add(context, [pipe, bare, pipe], piped)

    assert titled.place is not None
    assert titled.place.read_bytes() == text
    assert not set(titled.place.name) & set('/\\:*?"<>|')
    assert titled.place.suffix == ".txt"
    assert titled.place.stat().st_mtime > 1_700_000_000
    assert untitled.fresh
    assert (again.place, again.fresh) == (titled.place, False)


def test_a_story_is_added_from_standard_input(call: Call, tmp_path: Path) -> None:
    """Under its title, as from a command that the shell runs; what is no story is refused."""
    library = tmp_path / "library"
    library.mkdir()
    given = ("--library", library)
    done = call("add", "-", *given, stdin=TEXT.encode())

    assert (done.code, done.err) == (0, "")
    assert done.out.rstrip().endswith("The Tide.txt")
    assert call("add", "-", *given, stdin=b"%PDF-1.4").code == 1
