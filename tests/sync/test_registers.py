"""Registers, clocks, segments and the state of a folder, value by value."""

from __future__ import annotations

import json
import zlib
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotations.highlights import Stamp
from reader.sync.exchange import FolderGoneError, SyncState, exchange, has_news, new_device
from reader.sync.folder import Entries, SharedFolder
from reader.sync.registers import (
    NOTE,
    HybridClock,
    Record,
    Register,
    Written,
    canonical,
    merged,
    note_changed,
    note_text,
    version_id,
)
from reader.sync.segment import (
    Segment,
    SegmentError,
    file_name,
    read_segment,
    write_segment,
)

AA, BB = Stamp(5, 0, "aa"), Stamp(5, 0, "bb")
RECORD = Record("s", "k", {"name": Register("value", AA)})


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        (None, Register("x", AA), "x"),
        (Register("x", AA), Register("x", AA), "x"),
        (Register("x", Stamp(5, 0, "aa")), Register("y", Stamp(6, 0, "aa")), "y"),
        (Register("x", Stamp(6, 0, "aa")), Register("y", Stamp(5, 9, "zz")), "x"),
        (Register("x", Stamp(5, 1, "aa")), Register("y", Stamp(5, 0, "zz")), "x"),
        (Register("x", AA), Register("y", BB), "y"),
        (Register("y", AA), Register("x", AA), "y"),
        (Register(None, AA), Register(0, AA), None),
        (Register("x", Stamp(0)), Register(None, AA), None),
    ],
)
def test_of_two_values_the_later_stands(one: Register | None, other: Register, wanted: Any) -> None:
    """By time, count and name; of equal ones one and the same everywhere."""
    assert merged("name", one, other).value == wanted
    if one is not None:
        assert merged("name", other, one) == merged("name", one, other)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"b": 1, "a": [None, True]}, '{"a":[null,true],"b":1}'),
        ("é", '"é"'),
        (1.5, "1.5"),
    ],
)
def test_a_value_is_written_the_same_on_every_machine(value: Any, text: str) -> None:
    """Whatever the order of its names."""
    assert canonical(value) == text


def test_a_note_that_was_changed_by_who_saw_it_is_one() -> None:
    """Two that did not see each other are both kept, and shown with a line between them."""
    first = note_changed([], "first", Stamp(1, 0, "aa"))
    second = note_changed(first, "second", Stamp(2, 0, "aa"))
    apart = note_changed(first, "apart", Stamp(2, 0, "bb"))
    one, other = Register(second, Stamp(2, 0, "aa")), Register(apart, Stamp(2, 0, "bb"))
    both = merged(NOTE, one, other)

    assert merged(NOTE, Register(first, Stamp(1, 0, "aa")), one).value == second
    assert note_text(both.value) == "apart\n\n— another version —\n\nsecond"
    assert both.stamp == Stamp(2, 0, "bb")
    joined = note_changed(both.value, "joined", Stamp(3, 0, "aa"))
    assert note_text(merged(NOTE, both, Register(joined, Stamp(3, 0, "aa"))).value) == "joined"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ([["a", "id", []]], "a"),
        ([["a", "1", []], ["a", "2", []]], "a"),
        ([["", "1", []], ["b", "2", []]], "b"),
        ([["b", "1", []], ["a", "2", []]], "a\n\n— another version —\n\nb"),
        ([["a", "1"], ["b"], "c", 5, [1, "2", []], ["d", "3", "x"]], ""),
        ([["a", "1", [5, "x"]]], "a"),
        ("a", ""),
        (None, ""),
        ({}, ""),
        ([], ""),
    ],
)
def test_a_note_is_shown_as_one_text(value: Any, text: str) -> None:
    """Versions that say the same are one; what is no version is none."""
    assert note_text(value) == text


def test_a_note_remembers_only_so_many_of_its_versions() -> None:
    """The latest two hundred."""
    note: list[Any] = []
    for n in range(250):
        note = note_changed(note, str(n), Stamp(n, 0, "aa"))
    ((text, _, seen),) = note
    assert (text, len(seen)) == ("249", 200)


def test_what_one_change_is_known_by() -> None:
    """Ten signs, of its stamp and all that it says."""
    one = version_id(AA, "text", ["x"])
    assert len(one) == 10
    assert len({one, version_id(BB, "text", ["x"]), version_id(AA, "text", []),
                version_id(AA, "other", ["x"])}) == 4  # fmt: skip
    assert version_id(AA, "text", ["x"]) == one
    assert version_id(AA, "\ud800")


def test_a_clock_gives_times_and_counts_where_there_is_none() -> None:
    """Later than all that was seen, whatever the machine's own clock says."""
    clock = HybridClock(Stamp(100, 3, "zz"), "aa")

    assert clock.stamp(101) == Stamp(101, 0, "aa")
    assert clock.stamp(50) == Stamp(100, 4, "aa")
    assert clock.stamp(100) == Stamp(100, 5, "aa")
    assert clock.newest == Stamp(101, 0, "aa")
    clock.see([Stamp(200, 1, "bb"), Stamp(150, 9, "cc")])
    assert clock.newest == Stamp(200, 1, "bb")
    assert clock.stamp(160) == Stamp(200, 2, "aa")
    assert clock.stamp(201) == Stamp(201, 0, "aa")
    clock.see([])
    assert clock.newest == Stamp(201, 0, "aa")


def test_what_is_made_known_late_keeps_its_own_time() -> None:
    """A stamp without a machine gets this one's, another stays what it is."""
    clock = HybridClock(Stamp(100, 0, "zz"), "aa")

    assert clock.plain(40) == Stamp(40, 0, "aa")
    assert clock.newest == Stamp(100, 0, "zz")
    assert clock.kept(Stamp(300, 1, "bb")) == Stamp(300, 1, "bb")
    assert clock.newest == Stamp(300, 1, "bb")
    assert clock.kept(Stamp(7, 2, "")) == Stamp(7, 2, "aa")


@given(st.lists(st.integers(0, 50), max_size=12), st.builds(Stamp, st.integers(0, 40)))
def test_no_two_changes_of_one_machine_have_one_stamp(times: list[int], seen: Stamp) -> None:
    """And each is later than what had been seen, as far as times differ."""
    clock = HybridClock(seen, "aa")
    given_ = [clock.stamp(ms) for ms in dict.fromkeys(times)]

    assert len(set(given_)) == len(given_)
    assert all(stamp > seen for stamp in given_)
    assert clock.newest == max([seen, *given_])


# Segments.


def head(**change: Any) -> dict[str, Any]:
    """The first line of a segment without records."""
    return {
        "format": "nightstand-sync", "version": 1, "device": "aa", "seq": 3, "full": False,
        "at": 9, "n": 0, "sha": sha256(b"").hexdigest(), **change,
    }  # fmt: skip


def segment(first: Any, body: bytes = b"") -> bytes:
    """A file with this first line, which tells the body's hash."""
    if isinstance(first, dict) and body:
        first = {**first, "sha": sha256(body).hexdigest()}
    line = first if isinstance(first, bytes) else json.dumps(first).encode()
    return zlib.compress(line + b"\n" + body)


def test_a_segment_says_who_wrote_it_and_when() -> None:
    """Its name says it too, so that two different ones never have the same."""
    name, data = write_segment("aa", 12, [RECORD], 9, full=True)
    read = read_segment(data)

    digest = sha256(data).hexdigest()
    assert read == Segment("aa", 12, True, 9, (RECORD,), digest, 0)
    assert name == f"aa-00000012-full-{digest[:8]}.nss"
    assert file_name("b", 1, "f" * 64, full=False) == "b-00000001-part-ffffffff.nss"
    assert read_segment(write_segment("aa", 1, [], 0, full=False)[1]).records == ()


@pytest.mark.parametrize(
    "change", [{"seq": 0}, {"at": 0}, {"at": 253_402_214_400_000}, {"device": "a" * 32}]
)
def test_a_header_may_hold_all_that_can_be(change: dict[str, Any]) -> None:
    """Both ends of each range."""
    read = read_segment(segment(head(**change)))
    assert all(getattr(read, name) == value for name, value in change.items())


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "it is not a segment, or incomplete|it is incomplete"),
        (b"plain", "it is not a segment, or incomplete"),
        (segment(head())[:-3], "it is incomplete"),
        (segment(head()) + b"x", "it is incomplete, or too large"),
        (segment(b"{"), "its header cannot be read"),
        (segment(b"[" * 9_999), "its header cannot be read"),
        (segment([1]), "it is something else"),
        (segment({}), "it is something else"),
        (segment(head(format="other")), "it is something else"),
        (segment(head(version=2)), "a newer Nightstand wrote it"),
        (segment(head(sha="0" * 64)), "it is damaged"),
        (segment(head(device=5)), "its header is wrong"),
        (segment(head(device="")), "its header is wrong"),
        (segment(head(device="A")), "its header is wrong"),
        (segment(head(device="a" * 33)), "its header is wrong"),
        (segment(head(device="a/b")), "its header is wrong"),
        (segment(head(seq="3")), "its header is wrong"),
        (segment(head(seq=-1)), "its header is wrong"),
        (segment(head(at=1.5)), "its header is wrong"),
        (segment(head(at=-1)), "its header is wrong"),
        (segment(head(at=10**15)), "its header is wrong"),
    ],
)
def test_a_file_that_is_no_segment_says_why(data: bytes, why: str) -> None:
    """In a few words, and with no other error."""
    with pytest.raises(SegmentError, match=why):
        read_segment(data)


def register(value: Any = "x", ms: Any = 5, counter: Any = 0, device: Any = "aa") -> list[Any]:
    """A field as a segment has it."""
    return [value, ms, counter, device]


@pytest.mark.parametrize(
    ("line", "taken"),
    [
        (["s", "k", {"a": register()}], True),
        (["d", "k", {"a": register(None)}], True),
        (["t", "k", {"a": register({"deep": [1]})}], True),
        (["x", "k", {"a": register()}], False),
        ([5, "k", {"a": register()}], False),
        (["s", 5, {"a": register()}], False),
        (["s", "k" * 201, {"a": register()}], False),
        (["s", "k", {}], False),
        (["s", "k", []], False),
        (["s", "k"], False),
        (["s", "k", {"a": register()}, 1], False),
        ("s", False),
        (["s", "k", {"a": register(ms=-1)}], False),
        (["s", "k", {"a": register(ms=253_402_214_400_001)}], False),
        (["s", "k", {"a": register(ms="5")}], False),
        (["s", "k", {"a": register(counter=1_000_001)}], False),
        (["s", "k", {"a": register(counter=-1)}], False),
        (["s", "k", {"a": register(device="A")}], False),
        (["s", "k", {"a": register(device="")}], False),
        (["s", "k", {"a": register(device=5)}], False),
        (["s", "k", {"a": ["x", 5, 0]}], False),
        (["s", "k", {"a" * 201: register()}], False),
        (["s", "k", {"a": register("x" * (1 << 20))}], True),
        (["s", "k", {"a": register("x" * ((1 << 20) + 1))}], False),
        (["s", "k", {"a": register(["x"] * (1 << 18))}], False),
    ],
    ids=range(25),
)
def test_a_record_is_taken_or_counted(line: Any, taken: bool) -> None:
    """Beside one that is sound, which is taken anyway."""
    body = b"\n".join(json.dumps(one).encode() for one in (line, ["s", "g", {"a": register()}]))
    read = read_segment(segment(head(), body))

    assert [one.id for one in read.records] == [*(["k"] if taken else []), "g"]
    assert read.left_out == (0 if taken else 1)


def test_fields_of_a_record_are_taken_each_by_itself() -> None:
    """The sound ones of several."""
    line = ["s", "k", {"a": register(), "b": register(ms=-1), "c": register("y", 6, 1, "bb")}]
    read = read_segment(segment(head(), json.dumps(line).encode()))

    assert read.records == (
        Record("s", "k", {"a": Register("x", AA), "c": Register("y", Stamp(6, 1, "bb"))}),
    )
    assert read.left_out == 0


@pytest.mark.parametrize(
    "value", ["plain", 'é潮\n\t"\\', "\ud800", "\x00\x1f", None, 5, 1.5, [True, {"a": []}], ""]
)
def test_any_value_of_json_travels(value: Any) -> None:
    """Signs that stand alone too; one that is written already is passed on as it is."""
    name = value if isinstance(value, str) and value.isprintable() else "name"
    record = Record("s", "k" + name[:50], {name[:50]: Register(value, AA)})
    written = Record("s", "w", {"a": Register(Written(json.dumps(value)), AA)})
    read = read_segment(write_segment("aa", 1, [record, written], 0, full=True)[1])

    assert read.records == (record, Record("s", "w", {"a": Register(value, AA)}))


# The folder.


class Box:
    """A folder in memory."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}

    def entries(self) -> Entries:
        """Every file."""
        return {name: (len(data), 1) for name, data in self.files.items()}

    def read(self, name: str) -> bytes:
        """What it holds."""
        if self.files[name] == b"unreadable":
            raise OSError
        return self.files[name]

    def write(self, name: str, data: bytes) -> tuple[int, int]:
        """Add it."""
        self.files[name] = data
        return len(data), 1

    def delete(self, name: str) -> None:
        """Take it away."""
        self.files.pop(name, None)


class Machine:
    """What has some records, of which some are in no segment yet."""

    def __init__(self, device: str, fresh: list[Record]) -> None:
        self._state = SyncState(device)
        self.fresh = fresh
        self.all = list(fresh)
        self.taken: list[Record] = []
        self.collected: list[tuple[str, int]] = []
        self.told: list[Record] = []

    def state(self) -> SyncState:
        """Of the folder."""
        return self._state

    def keep(self, state: SyncState) -> None:
        """Remember it."""
        self._state = state

    def collect(self, device: str, now: int) -> None:
        """Under which name changes were stamped, and when."""
        self.collected.append((device, now))

    def take(self, records: list[Record], device: str, now: int) -> int:
        """Take them in, under the name that changes were stamped with just now."""
        assert self.collected[-1] == (device, now)
        self.taken += records
        return len(records)

    def unsent(self) -> list[Record]:
        """What is in no segment."""
        return self.fresh

    def everything(self) -> list[Record]:
        """All."""
        return self.all

    def sent(self, records: list[Record]) -> None:
        """They are in one now."""
        self.told += records
        self.fresh = []


def test_two_machines_agree_through_a_folder() -> None:
    """Each tells what is new once, takes what the other told, and then there is no news."""
    box, one, two = Box(), Machine("aa", [RECORD]), Machine("bb", [])
    told = exchange(one, box, 10)
    heard = exchange(two, box, 11)

    assert (told.went, told.came, heard.came, heard.went) == (1, 0, 1, 0)
    assert one.told == two.taken == [RECORD]
    assert two.state().heard == {"aa": 10}
    assert not has_news(two.state(), box.entries())
    assert not has_news(one.state(), box.entries())
    assert exchange(one, box, 12) == exchange(two, box, 13)
    assert list(one.state().own) == list(box.files)


def test_news_is_a_file_that_was_not_seen_or_one_of_ours_that_is_gone() -> None:
    """Or one that has another size or time."""
    state = SyncState("aa", own={"o": "h"}, read={"o": (1, 1), "r": (2, 2)}, bad={"b": (3, 3)})
    known: Entries = {"o": (1, 1), "r": (2, 2), "b": (3, 3)}

    assert not has_news(state, known)
    assert not has_news(state, {"o": (1, 1)})
    assert has_news(state, known | {"n": (1, 1)})
    assert has_news(state, known | {"b": (3, 4)})
    assert has_news(state, {"r": (2, 2)})


def test_a_folder_that_is_empty_all_at_once_is_not_there() -> None:
    """Unless it is to be filled anew."""
    box, one = Box(), Machine("aa", [RECORD])
    exchange(one, box, 10)
    box.files.clear()
    with pytest.raises(FolderGoneError, match="is it mounted"):
        exchange(one, box, 11)
    assert exchange(one, box, 12, anew=True).went == 1
    assert len(box.files) == 1


def test_files_that_are_none_of_ours_are_counted_and_left() -> None:
    """One that cannot be read yet is neither good nor bad; a record that cannot be is told."""
    box, one = Box(), Machine("aa", [])
    box.files = {"x.nss": b"something else", "y.nss": b"unreadable"}
    far = Record("s", "k", {"name": Register("x", Stamp(10**18, 0, "cc"))})
    name, data = write_segment("cc", 1, [far], 9, full=True)
    box.files[name] = data
    done = exchange(one, box, 10)

    assert (done.files, done.bad, done.left_out, done.came) == (1, 1, 1, 0)
    assert set(box.files) == {"x.nss", "y.nss", name}
    assert set(one.state().bad) == {"x.nss"}
    assert exchange(one, box, 11).bad == 1


def test_who_finds_its_own_name_on_anothers_file_takes_another() -> None:
    """It was set back, or is a copy: changes from then on are stamped by the new name."""
    box, one = Box(), Machine("aa", [RECORD])
    name, data = write_segment("aa", 9, [RECORD], 9, full=False)
    box.files[name] = data
    exchange(one, box, 10)

    assert one.state().device != "aa"
    assert one.collected == [(one.state().device, 10)]
    assert one.state().heard.get("aa") == 9


@pytest.mark.parametrize(
    ("device", "seq", "other"), [("aa", 5, True), ("aa", 4, False), ("bb", 9, False)]
)
def test_a_segment_of_our_name_is_ours_before_the_newest_whole_one(
    device: str, seq: int, other: bool
) -> None:
    """A carrier that deletes nothing brings such back."""
    state = SyncState("aa", full_seq=5)
    assert state.is_other(Segment(device, seq, False, 0, (), "")) is other


def test_a_new_name_is_ten_letters_and_forgets_the_whole_segment() -> None:
    """So that all is told again under it."""
    names = {new_device() for _ in range(20)}
    assert len(names) == 20
    assert all(len(name) == 10 and name.isalpha() and name.islower() for name in names)
    fresh = SyncState("aa", "f", 7, full_name="x", full_seq=3).next_device()
    assert (fresh.folder, fresh.seq, fresh.full_name, fresh.full_seq) == ("f", 7, "", 0)
    assert fresh.device != "aa"


def test_a_whole_segment_takes_the_place_of_the_parts_after_a_month() -> None:
    """Or when ours was harmed; what was there before goes only then."""
    box, one = Box(), Machine("aa", [RECORD])
    exchange(one, box, 10)
    one.fresh = [Record("s", "k2", RECORD.fields)]
    one.all += one.fresh
    exchange(one, box, 20)
    assert sorted("full" in name for name in box.files) == [False, True]

    exchange(one, box, 20 + 31 * 86_400_000)
    assert [("full" in name) for name in box.files] == [True]
    (name,) = box.files
    assert len(read_segment(box.files[name]).records) == 2

    box.files[name] = b"harmed"
    exchange(one, box, 30 + 31 * 86_400_000)
    assert any(data != b"harmed" for data in box.files.values())


def test_nothing_is_remembered_anew_where_nothing_happened() -> None:
    """The state of an exchange without news is the one before it, and is not written."""
    box, one = Box(), Machine("aa", [RECORD])
    exchange(one, box, 10)
    state = one.state()
    exchange(one, box, 11)
    assert one.state() is state


def test_another_folder_is_begun_from_nothing() -> None:
    """Under the same name, and with numbers that go on."""
    first, second, one = Box(), Box(), Machine("aa", [RECORD])
    exchange(one, first, 10, "first")
    exchange(one, second, 11, "second")

    (name,) = second.files
    assert name.startswith("aa-00000002-full-")
    assert one.state().folder == "second"


def test_a_shared_folder_lists_what_may_be_a_segment(tmp_path: Any) -> None:
    """However a carrier renamed it; not what is hidden, a link or a folder."""
    folder = SharedFolder(tmp_path)
    stamp = folder.write("a.nss", b"data")
    (tmp_path / "a.nss (conflict)").write_bytes(b"x")
    (tmp_path / ".a.nss.tmp").write_bytes(b"x")
    (tmp_path / "b.txt").write_bytes(b"x")
    (tmp_path / "c.nss").mkdir()
    (tmp_path / "d.nss").symlink_to(tmp_path / "a.nss")

    assert set(folder.entries()) == {"a.nss", "a.nss (conflict)"}
    assert folder.entries()["a.nss"] == stamp
    assert folder.read("a.nss") == b"data"
    assert (tmp_path / "a.nss").stat().st_mode & 0o077 == 0
    folder.delete("a.nss")
    folder.delete("a.nss")
    assert "a.nss" not in folder.entries()
    with pytest.raises(OSError, match=r"."):
        SharedFolder(tmp_path / "gone").write("a.nss", b"x")
