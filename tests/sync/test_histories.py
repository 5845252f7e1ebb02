"""Three machines, random histories: everything agrees, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotations.highlights import Stamp
from reader.sync import exchange, registers, segment
from reader.sync.registers import (
    NOTE,
    HybridClock,
    Record,
    Register,
    canonical,
    merged,
    note_changed,
)
from reader.sync.segment import SegmentError, read_segment, write_segment
from tests.sync.histories import DAY, History

SHORT, LONG = 60, 300

stamps = st.builds(Stamp, st.integers(0, 3), st.integers(0, 2), st.sampled_from("ab"))
changes = st.lists(st.tuples(st.sampled_from("xyz"), stamps, st.booleans()), min_size=1, max_size=5)
values = st.builds(Register, st.sampled_from([None, 1, "x", [2]]), stamps)


@pytest.mark.parametrize(
    "part", [pytest.param(part, marks=pytest.mark.slow) if part else part for part in range(4)]
)
def test_what_happens_to_three_machines_loses_nothing(part: int) -> None:
    """Broken clocks, half and doubled files, lost files; in a third of them restored backups."""
    for seed in range(part * 125, part * 125 + 125):
        History(seed, restores=seed % 3 == 0).run(SHORT)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(16))
def test_what_happens_for_long_loses_nothing(part: int) -> None:
    """The same for 8,000 histories of 300 steps."""
    for seed in range(10_000 + part * 500, 10_500 + part * 500):
        History(seed, restores=seed % 4 == 0).run(LONG)


def merging_is_sound(field: str, one: Register, two: Register, three: Register) -> None:
    """Raises if what comes out depends on order or on how often something came."""
    both = merged(field, one, two)
    assert canonical(both) == canonical(merged(field, two, one))
    left = merged(field, both, three)
    right = merged(field, one, merged(field, two, three))
    assert canonical(left) == canonical(right)
    assert canonical(merged(field, both, two)) == canonical(both)


@given(values, values, values)
def test_fields_merge_alike_in_any_order(one: Register, two: Register, three: Register) -> None:
    """Equal stamps too."""
    merging_is_sound("name", one, two, three)


def noted(changes: list[tuple[str, Stamp, bool]]) -> Register:
    """A note after some changes, each of one that had seen all before it, or nothing."""
    note = Register([], Stamp(0))
    for text, stamp, knowing in changes:
        changed = Register(note_changed(note.value if knowing else None, text, stamp), stamp)
        note = merged(NOTE, note, changed)
    return note


@given(changes, changes, changes)
def test_notes_merge_alike_in_any_order(one: Any, two: Any, three: Any) -> None:
    """Of machines that gave one stamp twice too."""
    merging_is_sound(NOTE, *(noted(each) for each in (one, two, three)))


def versions_of_one_stamp_are_two() -> None:
    """A machine that was set back and gave a stamp twice loses neither text."""
    stamp = Stamp(1, 0, "a")
    one, two = (Register(note_changed(None, text, stamp), stamp) for text in "xy")
    found = merged(NOTE, one, two)
    assert {text for text, *_ in found.value} == {"x", "y"}


def equal_stamps_are_told_apart() -> None:
    """The same value stands, whichever came first."""
    one, two = (Register(value, Stamp(1, 0, "a")) for value in "xy")
    assert merged("name", one, two) == merged("name", two, one)


def names_are_not_used_again() -> None:
    """A machine that was set back writes another file, not another content of one name."""
    names = {
        write_segment(
            "a", 1, [Record("s", "k", {"f": Register(v, Stamp(1, 0, "a"))})], 0, full=False
        )[0]
        for v in "xy"
    }
    assert len(names) == 2


def histories() -> None:
    """The random ones."""
    for seed in range(250):
        History(seed, restores=seed % 3 == 0).run(SHORT)


def short_histories() -> None:
    """The same before a month has passed, after which each writes all that it knows."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(exchange, "_MONTH", 10_000 * DAY)
        histories()


def _unseen(self: HybridClock, stamps: Any) -> None:
    """A clock that does not move past what it sees."""


def _plain_notes(field: str, one: Register | None, other: Register) -> Register:
    return merged("plain", one, other)


def _by_stamp(field: str, one: Register | None, other: Register) -> Register:
    return other if one is None or other.stamp > one.stamp else one


FAULTS: dict[str, tuple[Any, str, Any, Callable[[], None]]] = {
    "a clock that sees nothing": (HybridClock, "see", _unseen, histories),
    "lost files are not written again": (exchange, "_is_harmed", lambda *_: False, short_histories),
    "the later note replaces the other": (
        "tests.sync.histories",
        "merged",
        _plain_notes,
        histories,
    ),
    "versions by their stamps": (
        registers,
        "version_id",
        lambda stamp, *_: str(stamp),
        versions_of_one_stamp_are_two,
    ),
    "stamps alone": ("tests.sync.test_histories", "merged", _by_stamp, equal_stamps_are_told_apart),
    "names without a hash": (
        segment,
        "file_name",
        lambda device, seq, _, full: f"{device}-{seq:08}-{full}.nss",
        names_are_not_used_again,
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_deliberate_fault_is_found(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of six, by what holds without it."""
    where, name, wrong, law = FAULTS[fault]
    if law not in (histories, short_histories):  # those have a test of their own
        law()
    target = __import__(where, fromlist=[name]) if isinstance(where, str) else where
    monkeypatch.setattr(target, name, wrong)
    with pytest.raises(AssertionError):
        law()


@given(st.binary(max_size=200), st.integers(0, 400), st.integers(0, 255))
def test_what_is_no_whole_segment_is_refused(noise: bytes, at: int, byte: int) -> None:
    """Cut, empty, foreign or with a byte changed: one error, and never records."""
    record = Record("s", "k", {"name": Register("value", Stamp(5, 1, "aa"))})
    name, data = write_segment("aa", 7, [record], 9, full=False)
    assert read_segment(data).records == (record,)
    assert name.startswith("aa-00000007-part-")
    at %= len(data)
    changed = data[:at] + bytes((byte,)) + data[at + 1 :]
    # The second byte tells how hard it was packed; another that may stand there changes nothing.
    same = at == 1 and (data[0] * 256 + byte) % 31 == 0 and not byte & 0x20
    for bad in (noise, data[:at], *([] if same else [changed])):
        if bad != data:
            with pytest.raises(SegmentError):
                read_segment(bad)


def test_records_that_cannot_be_are_left_out_and_counted() -> None:
    """Unknown kinds, stamps from beyond the calendar, and what is no register."""
    good = Register("x", Stamp(5, 1, "aa"))
    far = Register("x", Stamp(10**18, 1, "aa"))
    records = [
        Record("s", "k", {"a": good, "b": far}),
        Record("?", "k", {"a": good}),
        Record("s", "k", {"a": far}),
    ]
    read = read_segment(write_segment("aa", 1, records, 0, full=True)[1])

    assert read.records == (Record("s", "k", {"a": good}),)
    assert read.left_out == 2


DEEP: list[Any] = []
for _ in range(200):
    DEEP = [DEEP]


@pytest.mark.parametrize(
    ("id_", "field", "value"),
    [
        ("\ud800", "a", 1),
        ("a\0b", "a", 1),
        ("x" * 201, "a", 1),
        ("k", "\ud800", 1),
        ("k", "a\n", 1),
        ("k", "x" * 201, 1),
        ("k", "a", DEEP),
        ("k", "a", {"x": DEEP}),
        ("k", "a", "x" * (2 << 20)),
        ("k", "a", [["x" * (2 << 20)]]),
    ],
)
def test_what_no_data_file_can_hold_is_left_out(id_: str, field: str, value: object) -> None:
    """Names that cannot be looked for, and values that are too long or nested too deeply."""
    good, bad = (Register(one, Stamp(5, 1, "aa")) for one in ("x", value))
    records = [Record("h", "k", {"b": good}), Record("h", id_, {field: bad})]
    read = read_segment(write_segment("aa", 1, records, 0, full=True)[1])

    assert (read.records, read.left_out) == (tuple(records[:1]), 1)


def test_brackets_in_a_text_are_not_depth() -> None:
    """A note of nothing else, and one with many earlier versions, come whole."""
    for value in ("[{" * 500, [["text", "id", [f"[{n}" for n in range(300)]]]):
        record = Record("h", "k", {NOTE: Register(value, Stamp(5, 1, "aa"))})
        data = write_segment("aa", 1, [record], 0, full=True)[1]
        assert read_segment(data).records == (record,)


def test_one_moved_place_is_a_small_file() -> None:
    """At most 600 bytes, with the words around it in no common language."""
    words = "".join(chr(0x4E00 + 37 * n % 5000) for n in range(64))
    place = [51_200, words[:40], words[:20], words[20:50], "Chapter 7", 0.25, 1_790_000_000.5]
    record = Record(
        "s", "ab" * 32, {"place.abcdefghij": Register(place, Stamp(1, 0, "abcdefghij"))}
    )
    assert len(write_segment("abcdefghij", 12, [record], 1, full=False)[1]) <= 600
