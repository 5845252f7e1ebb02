"""`nightstand sync`: two homes agree through a folder, whatever carries it."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from reader.annotations.highlights import Colour, Highlight, Stamp
from reader.locator.passage import passage_of
from reader.storage.registers import exchange_rows, registers_of
from reader.storage.store import Store
from reader.storage.values import Status
from reader.sync import machine
from reader.sync.exchange import Exchanged, FolderGoneError
from reader.sync.registers import HIGHLIGHT, Record, Register
from reader.sync.segment import write_segment
from tests.shell import Call
from tests.storage.facts import add, mark, place
from tests.sync.homes import Home, rounds

WORDS = "The ferry had left, and the child sat on the wet boards to wait for the morning."


def highlight(note: str = "") -> Highlight:
    """A highlight of the words."""
    return Highlight("ab" * 16, passage_of("the child sat", "left, and "), note=note, created=50.0)


def test_a_place_a_bookmark_and_a_highlight_go_to_the_other_machine(
    homes: Callable[..., tuple[Home, ...]],
) -> None:
    """After one exchange each, the other machine has them; after one more nothing goes."""
    one, two = homes("one", "two")
    one.go_to(50)
    one.store.bookmarks.add(one.id["one"], mark(10, "the pier")).result()
    one.store.highlights.add(one.id["one"], highlight("why?")).result()
    rounds(one, two)

    assert two.at() == 50
    assert two.names() == ["the pier"]
    assert [(h.note, h.passage.quote) for h in two.highlights()] == [("why?", "the child sat")]
    assert (one.sync(), two.sync()) == (Exchanged(), Exchanged())


def test_marks_set_deleted_and_renamed_apart_are_so_everywhere(
    homes: Callable[..., tuple[Home, ...]],
) -> None:
    """One sets a bookmark, two deletes another, three renames a third; undoing comes back too."""
    trio = one, two, three = homes("one", "two", "three")
    kept, gone = mark(10, "kept"), mark(20, "gone")
    for bookmark in (kept, gone):
        one.store.bookmarks.add(one.id["one"], bookmark).result()
    rounds(*trio)
    one.store.bookmarks.add(one.id["one"], mark(30, "new")).result()
    two.store.bookmarks.delete(gone.id).result()
    three.store.bookmarks.rename(kept.id, "renamed").result()
    rounds(*trio)
    for home in trio:
        assert home.names() == ["renamed", "new"]

    three.store.bookmarks.restore(gone.id).result()
    rounds(*trio)
    for home in trio:
        assert home.names() == ["renamed", "gone", "new"]


def test_the_later_place_stands_though_a_clock_is_a_year_ahead(
    homes: Callable[..., tuple[Home, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was turned back to after the far place was seen is current; the far one is offered."""
    import time

    one, two = homes("one", "two")
    now = time.time
    monkeypatch.setattr("time.time", lambda: now() + 365 * 86_400)
    one.go_to(500)
    one.sync()
    monkeypatch.setattr("time.time", now)
    two.sync()
    assert two.at() == 500
    two.go_to(100)
    rounds(two, one)

    assert (one.at(), two.at()) == (100, 100)
    assert one.offered() == 500


def test_an_older_place_of_another_machine_is_offered(
    homes: Callable[..., tuple[Home, ...]],
) -> None:
    """The first exchange goes by the times at which both were read."""
    one, two = homes("one", "two")
    one.go_to(50)
    two.go_to(90)
    rounds(one, two)

    assert (one.at(), two.at()) == (90, 90)
    assert (one.offered(), two.offered()) == (50, 50)


def test_two_versions_of_a_note_are_kept_until_they_are_made_one(
    homes: Callable[..., tuple[Home, ...]],
) -> None:
    """Both texts stand in both machines; the next change replaces both."""
    one, two = homes("one", "two")
    one.store.highlights.add(one.id["one"], highlight()).result()
    rounds(one, two)
    for home in (one, two):
        home.store.highlights.change(highlight().id, note=f"of {home.name}").result()
    one.store.highlights.change(highlight().id, colour=Colour.PINK).result()
    rounds(one, two)
    for home in (one, two):
        (found,) = home.highlights()
        assert found.note == "of one\n\n— another version —\n\nof two"
        assert found.colour is Colour.PINK

    two.store.highlights.change(highlight().id, note="of both").result()
    rounds(two, one)
    assert [h.note for h in one.highlights()] == ["of both"]


def test_statuses_and_choices_travel_field_by_field(
    homes: Callable[..., tuple[Home, ...]],
) -> None:
    """A status set on one, an author corrected on two, a title on three: all hold everywhere."""
    trio = one, two, three = homes("one", "two", "three")
    one.store.stories.set_status(one.id["one"], Status.SET_ASIDE).result()
    rounds(*trio)
    two.store.stories.set_choices(two.id["one"], '{"author": "Aske"}').result()
    three.store.stories.set_choices(three.id["one"], '{"title": "Salt"}').result()
    rounds(*trio)

    for home in trio:
        known = home.store.stories.get(home.id["one"])
        assert known is not None
        assert (known.status, known.title, known.author) == (Status.SET_ASIDE, "Salt", "Aske")
        assert json.loads(known.choices) == {"title": "Salt", "author": "Aske"}
    two.store.stories.set_choices(two.id["one"], '{"title": "Salt"}').result()
    two.store.stories.set_status(two.id["one"], None).result()
    rounds(*trio)
    known = one.store.stories.get(one.id["one"])
    assert known is not None
    assert (json.loads(known.choices), known.decided) == ({"title": "Salt"}, None)


def test_what_comes_waits_for_its_story(homes: Callable[..., tuple[Home, ...]]) -> None:
    """A text that is added later finds its place and its bookmarks, and harms nothing."""
    (one,) = homes("one")
    (two,) = homes("two", stories=())
    one.go_to(50)
    one.store.bookmarks.add(one.id["one"], mark(10, "the pier")).result()
    one.store.stories.set_status(one.id["one"], Status.FINISHED).result()
    rounds(one, two)
    assert two.names() == []

    two.id["one"] = add(two.store, "one")
    rounds(two, one)
    assert (two.at(), two.names()) == (50, ["the pier"])
    for home in (one, two):
        known = home.store.stories.get(home.id["one"])
        assert known is not None
        assert known.status is Status.FINISHED


def test_a_story_is_the_same_by_any_content_it_ever_had(
    homes: Callable[..., tuple[Home, ...]],
) -> None:
    """One machine saw a text edited, another has the old one only, a third the new one only."""
    from tests.storage.facts import fact

    (one,) = homes("one")
    (two,) = homes("two")
    (three,) = homes("three", stories=("edited",))
    one.store.files.record([fact("edited")], story_id=one.id["one"])
    three.go_to(7, "edited")
    two.store.bookmarks.add(two.id["one"], mark(10, "the pier")).result()
    rounds(three, two, one, count=3)
    one.store.stories.set_status(one.id["one"], Status.SET_ASIDE).result()
    rounds(one, two, three, count=3)

    assert (one.at(), two.at(), three.at("edited")) == (7, 7, 7)
    assert one.names() == two.names() == three.names() == ["the pier"]
    known = three.store.stories.get(three.id["edited"])
    assert known is not None
    assert known.status is Status.SET_ASIDE
    assert set(two.store.files.versions()) == set(one.store.files.versions())


def test_a_restored_data_file_gets_all_back(
    homes: Callable[..., tuple[Home, ...]], tmp_path: Path
) -> None:
    """What it had told before returns; what is written afterwards clashes with nothing."""
    one, two = homes("one", "two")
    one.go_to(50)
    rounds(one, two)
    backup = tmp_path / "backup.db"
    one.store.save_elsewhere(backup)
    one.go_to(80)
    one.store.bookmarks.add(one.id["one"], mark(10, "the pier")).result()
    rounds(one, two)
    one.become(backup)
    assert one.names() == []

    one.sync()
    assert (one.at(), one.names()) == (80, ["the pier"])
    one.go_to(95)
    rounds(one, two)
    assert (one.at(), two.at()) == (95, 95)


def test_carriers_may_do_what_they_like(homes: Callable[..., tuple[Home, ...]]) -> None:
    """Copies, half, empty, foreign and renamed files change nothing; lost ones return."""
    one, two = homes("one", "two")
    one.go_to(50)
    one.store.bookmarks.add(one.id["one"], mark(10, "the pier")).result()
    one.sync()
    (segment,) = one.shared.iterdir()
    data = segment.read_bytes()
    (one.shared / f"{segment.stem}.sync-conflict-20261129-101010-ABCDEFG.nss").write_bytes(data)
    (one.shared / "half.nss").write_bytes(data[: len(data) // 2])
    (one.shared / "empty.nss").write_bytes(b"")
    (one.shared / "foreign.nss").write_bytes(b"PK\3\4 no segment")
    (one.shared / "folder.nss").mkdir()
    segment.rename(one.shared / f"{segment.name} (renamed copy).nss")
    done = two.sync()
    assert (done.bad, two.at(), two.names()) == (3, 50, ["the pier"])

    for file in one.shared.glob("*.nss"):
        if file.is_file():
            file.unlink()
    (one.shared / "empty.nss").write_bytes(b"")
    one.sync()
    (three,) = homes("three")
    three.sync()
    assert (three.at(), three.names()) == (50, ["the pier"])


def test_a_machine_that_only_listens_says_its_name(
    homes: Callable[..., tuple[Home, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its first own change, a month or the loss of that file makes it tell all that it knows."""
    one, *others = homes("one", "two", "three", "four")
    one.store.bookmarks.add(one.id["one"], mark(10, "the pier")).result()
    one.sync()
    changed, waiting, harmed = others
    for home in others:
        assert (home.sync().went, home.names()) == (1, ["the pier"])
        assert home.sync().went == 0
        with home.here():
            assert all("-part-" in name for name in registers_of(home.store).state().own)
    with one.here():
        one.sync()
        assert {each.name for each in registers_of(one.store).machines()} == {
            "two",
            "three",
            "four",
        }

    changed.go_to(5)
    with monkeypatch.context() as patch:
        patch.setattr("reader.sync.exchange._MONTH", -1)
        assert waiting.sync().went > 1
    with harmed.here():
        (lost,) = registers_of(harmed.store).state().own
    (harmed.shared / lost).unlink()
    for home in (changed, harmed):
        assert home.sync().went > 1
    for home in others:
        with home.here():
            (own,) = registers_of(home.store).state().own
        assert "-full-" in own


def test_marks_of_stories_that_cannot_be_named_are_only_passed_over(
    homes: Callable[..., tuple[Home, ...]],
) -> None:
    """What comes in the same file is taken."""
    one, two = homes("one", "two")
    one.store.bookmarks.add(one.id["one"], mark(10, "the pier")).result()
    one.sync()
    made = Register({"story": "\ud800", "quote": "\ud800"}, Stamp(5, 0, "abc"))
    bad = Record(HIGHLIGHT, "ab" * 16, {"made": made})
    name, data = write_segment("abc", 1, [bad], 5, full=True)
    (two.shared / name).write_bytes(data)

    assert two.sync().came
    assert (two.names(), two.highlights()) == (["the pier"], [])


def test_files_that_a_carrier_brings_back_make_no_other_machine(
    homes: Callable[..., tuple[Home, ...]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """One that copies and never deletes: what was removed comes again and is known as ours."""
    monkeypatch.setattr("reader.sync.exchange._PARTS", 1)
    one, two = homes("one", "two")
    remote = tmp_path / "remote"
    for number in range(6):
        one.store.bookmarks.add(one.id["one"], mark(number, f"{number}")).result()
        one.sync()
        shutil.copytree(one.shared, remote, dirs_exist_ok=True)
        shutil.copytree(remote, one.shared, dirs_exist_ok=True)
    rounds(one)
    assert one.sync().went == 0
    with one.here():
        assert registers_of(one.store).machines() == []
    two.sync()

    assert len({file.name.partition("-")[0] for file in remote.iterdir()}) == 1
    assert len(two.names()) == 6


def test_an_unplugged_folder_is_one_quiet_line(call: Call, tmp_path: Path) -> None:
    """Not there, or suddenly empty: nothing is written; an empty one may be named anew."""
    shared = tmp_path / "stick"
    assert call("sync", "--folder", shared).complaint.startswith(f"{shared}: no such file")
    assert not shared.exists()
    assert "no shared folder is set" in call("sync").complaint

    shared.mkdir()
    with closing(Store(tmp_path / "x.db")) as store:
        number = add(store, "one")
        store.places.remember(number, place(5), at_once=True)
        store.flush()
        exchange_rows(store, shared)
        for file in shared.iterdir():
            file.unlink()
        with pytest.raises(FolderGoneError):
            exchange_rows(store, shared)
        assert list(shared.iterdir()) == []
        assert exchange_rows(store, shared, anew=True).went


@contextmanager
def at_home(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The command line on another machine."""
    with monkeypatch.context() as patch:
        patch.setenv("HOME", str(folder))
        patch.setenv("NIGHTSTAND_DATA", str(folder / "nightstand.db"))
        patch.setattr("reader.storage.registers.machine_hash", lambda: folder.name)
        patch.setattr("reader.storage.registers.machine_name", lambda _: folder.name)
        yield


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not there")
def test_git_carries_it_between_two_homes(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The recipe of the documents, with a remote repository and a clone in each home."""

    def git(*words: object) -> None:
        who = ("-c", "user.name=Reader", "-c", "user.email=reader@example.com")
        command = ["git", *who, *map(str, words)]
        subprocess.run(command, check=True, capture_output=True, timeout=60)

    remote = tmp_path / "remote.git"
    git("init", "-q", "--bare", "-b", "main", remote)
    story = tmp_path / "ferry.txt"
    story.write_text(f"The Ferry\n\n{WORDS}\n", "utf-8")
    homes = [tmp_path / name for name in ("desk", "train")]
    for home in homes:
        home.mkdir()
        git("clone", "-q", remote, home / "shared")
        git("-C", home / "shared", "symbolic-ref", "HEAD", "refs/heads/main")

    def carry(home: Path) -> dict[str, Any]:
        shared = home / "shared"
        if home is homes[1] or list((remote / "refs" / "heads").iterdir()):
            git("-C", shared, "pull", "-q", "--no-edit", "--no-rebase", "origin", "main")
        with at_home(home, monkeypatch):
            told = call("sync", "--folder", shared, "--json").json
        git("-C", shared, "add", "-A")
        git("-C", shared, "commit", "-q", "--allow-empty", "-m", "sync")
        git("-C", shared, "push", "-q", "origin", "main")
        assert isinstance(told, dict)
        return told

    with at_home(homes[0], monkeypatch):
        assert call("highlight", story, "--quote", "the child sat", "--note", "why?").code == 0
    with at_home(homes[1], monkeypatch):
        assert call("highlight", story, "--quote", "wet boards", "--colour", "pink").code == 0
    for _ in range(2):
        told = [carry(home) for home in homes]
    quotes = []
    for home in homes:
        with at_home(home, monkeypatch):
            listed = call("highlights", story, "--json").json
            quotes.append(sorted((one["quote"], one["note"], one["colour"]) for one in listed))

    assert quotes[0] == quotes[1]
    assert [quote for quote, *_ in quotes[0]] == ["the child sat", "wet boards"]
    assert [[one["name"] for one in each["machines"]] for each in told] == [["train"], ["desk"]]


def test_a_machine_has_the_name_it_is_given() -> None:
    """Else its own; and a hash that names nobody."""
    assert machine.machine_name("  the  desk ") == "the desk"
    assert machine.machine_name()
    assert len(machine.machine_hash()) == 16
