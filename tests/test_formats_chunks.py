"""A story read by pieces is the story read whole, in little room, and can be ended on the way."""

import os
import subprocess
import sys
import textwrap
from itertools import pairwise
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader import formats
from reader.formats.choices import Choices, Reflow
from reader.formats.files import LoadError
from reader.formats.text import draft, edges, kinds, rows, runs, segments
from reader.formats.text.draft import Draft
from reader.formats.text.drawings import breaks_among, is_break
from reader.formats.text.encoding import codec_name
from reader.formats.text.paragraphs import draft_blocks
from reader.formats.text.parse import parse
from reader.formats.text.rows import firsts_of, is_narrow, lines_of, row_of, rows_of
from reader.formats.text.segments import draft_chunk
from reader.formats.text.survey import Shape
from reader.story import Block, BlockKind, Story
from tests.bench.novel import chinese, novel
from tests.examples import examples

PROSE = Shape(72, indented=False, by_line=False, prosy=True, why="")
ASK = """
import sys
from pathlib import Path
from reader import formats
def most():
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))
formats.from_bytes(Path(sys.argv[1]).read_bytes()[:2_000_000], "warm.txt")
before = most()
story = formats.load(sys.argv[2])
print(most() - before, len(story.text), len(story.blocks))
"""


def cut_small(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on texts of some kilobytes are long."""
    monkeypatch.setattr(runs, "END", 9_000)
    monkeypatch.setattr(runs, "_PIECE", 3_000)
    monkeypatch.setattr(runs, "_LONGEST", 30_000)


def assert_same(one: Story, other: Story) -> None:
    """Both tell the same, but for the share of lines that they sampled."""
    assert one.text == other.text
    assert list(one.blocks) == list(other.blocks)
    assert one.chapters == other.chapters
    assert one.spans == other.spans
    assert (one.body, one.metadata, one.source) == (other.body, other.metadata, other.source)
    assert [d.verdict for d in one.decisions] == [d.verdict for d in other.decisions]


def assert_drafted(one: Draft, other: Draft) -> None:
    """Both have the same blocks, taken by the same rows of the table."""
    assert (one.texts, one.kinds, one.rules) == (other.texts, other.kinds, other.rules)
    assert (one.blanks, one.indents) == (other.blanks, other.indents)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("script", ["latin", "chinese"])
def test_pieces_make_the_same_story_as_the_whole(
    script: str, newline: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However small the pieces are, nothing is joined, parted or decided otherwise."""
    text = chinese(40_000) if script == "chinese" else novel(120_000)
    data = text.replace("\n", newline).encode()
    whole = parse(data, "novel.txt")
    cut_small(monkeypatch)

    assert_same(parse(data, "novel.txt"), whole)


def test_the_ends_of_a_long_file_are_folded_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """A licence far from the beginning is found, and the story lies between."""
    cut_small(monkeypatch)
    text = novel(120_000)
    data = (
        "The Project Gutenberg EBook of Mud, by Ann Orr\n\nTitle: Mud\n\n"
        f"*** START OF THE PROJECT GUTENBERG EBOOK MUD ***\n\n{text}\n\n"
        "*** END OF THE PROJECT GUTENBERG EBOOK MUD ***\n\nYou may copy it.\n"
    )
    story = parse(data.encode(), "mud.txt")

    assert story.title == "Mud"
    assert story.text[: story.body.start].endswith("GUTENBERG EBOOK MUD ***\n")
    assert story.text[story.body.end :].endswith("You may copy it.")
    bare = parse(text.encode(), "mud.txt")
    assert len(story.chapters) == len(bare.chapters) > 10


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8"])
def test_a_bad_or_foreign_byte_far_on_is_read_as_in_a_short_file(
    encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the first piece looks like does not bind the last one."""
    cut_small(monkeypatch)
    text = f"{novel(120_000).replace('á', 'a').replace('ú', 'u')}\n\nThe naïve “end”.\n"
    data = text.replace("—", "-").encode(encoding)
    story = parse(data, "novel.txt")

    assert story.text.endswith("The naïve “end”.")
    assert codec_name(story.source.encoding) == codec_name(
        encoding if encoding != "utf-16" else "utf-16-le"
    )


@pytest.mark.parametrize("bound", ["SOME", "MANY"])
def test_a_long_story_has_the_blocks_of_a_short_one(
    bound: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Blocks made later or kept as columns are the same blocks, by index, slice and in turn."""
    data = novel(30_000).encode()
    monkeypatch.setattr(draft, "SOME", 1_000_000)
    few = parse(data, "x.txt").blocks
    monkeypatch.setattr(draft, bound, 1)
    many = parse(data, "x.txt").blocks

    assert isinstance(few, tuple)
    assert not isinstance(many, tuple)
    assert hash(many) == hash(parse(data, "x.txt").blocks)
    assert tuple(many) == few
    assert many == few
    assert many == parse(data, "x.txt").blocks
    assert (many[0], many[-1], len(many)) == (few[0], few[-1], len(few))
    assert tuple(many[2:9]) == few[2:9]
    assert tuple(many[9:2]) == ()
    assert tuple(many[::-2]) == few[::-2]
    assert many[2:9][3] == few[5]
    assert all(isinstance(block, Block) for block in many[:3])
    with pytest.raises(IndexError):
        many[len(few)]


@given(
    st.text("an", max_size=60),
    st.sampled_from(["n", "nn", "nan"]),
    st.lists(st.tuples(st.integers(1, 9), st.integers(1, 20)), min_size=1, max_size=3),
)
def test_what_is_not_found_need_not_be_searched_again(
    text: str, sign: str, sweeps: list[tuple[int, int]]
) -> None:
    """Wherever the end of a piece is looked for, and however often."""
    data, wanted = text.encode(), sign.encode()
    pieces = runs.Pieces(data)

    for step, size in sweeps:
        for low in range(0, len(data), step):
            found = pieces._last(wanted, low, low + size)
            assert found == data.rfind(wanted, low, low + size)


def test_progress_is_told_in_small_steps_and_ends_the_reading(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Shares rise from 0, and the one who is told may stop it all."""
    cut_small(monkeypatch)
    data = novel(120_000).encode()
    shares: list[float] = []
    formats.from_bytes(data, "novel.txt", progress=shares.append)

    assert shares == sorted(shares)
    assert shares[0] == 0
    assert len(shares) > 20
    assert max(b - a for a, b in pairwise(shares)) < 0.2

    def stop(share: float) -> None:
        if share > 0.3:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        formats.from_bytes(data, "novel.txt", progress=stop)


WORDS = [
    *("the", "boat", "and", "Mother", "said", "“Come", "in,”", "it—was", "A"),
    *("No.", "1805", "tide-mill", "wo-", "x", "(so)", "he’d", "ROW", "I"),
]
LINES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=60).map(
    lambda words: textwrap.fill(" ".join(words), 72, break_on_hyphens=False)
)


@settings(max_examples=examples(300))
@given(LINES)
def test_the_quick_way_takes_prose_for_what_the_careful_way_takes_it(chunk: str) -> None:
    """What is prose at first sight is one paragraph of the same words when looked at closely."""
    quick = draft_blocks(chunk, PROSE, Choices(), eastern=False)
    careful = Draft()
    draft_chunk(careful, chunk, 0, PROSE)

    assert quick.texts == careful.texts
    assert quick.kinds == careful.kinds


@settings(max_examples=examples(200))
@given(st.lists(LINES, min_size=1, max_size=6).map("\n".join))
def test_sure_prose_is_what_the_table_of_kinds_takes_it_for(chunk: str) -> None:
    """Paragraphs that nothing parts, and that are beyond doubt, need no row of the table."""
    shape = PROSE._replace(lasts=2.0, edge=72)
    quick, careful = Draft(), Draft()
    draft_chunk(quick, chunk, 0, shape)
    with patch.object(edges, "_paragraph", return_value=""):
        draft_chunk(careful, chunk, 0, shape)

    assert_drafted(quick, careful)


@settings(max_examples=200, deadline=None)
@given(st.lists(LINES, min_size=1, max_size=60).map("\n".join), st.booleans())
def test_lines_asked_all_at_once_are_read_as_one_by_one(chunk: str, prosy: bool) -> None:
    """Columns of many lines at the margin tell what their rows do."""
    shape = PROSE._replace(lasts=2.0, edge=72, prosy=prosy)
    quick, careful = Draft(), Draft()
    draft_chunk(quick, chunk, 0, shape)
    with patch.object(segments, "lines_of", rows_of):
        draft_chunk(careful, chunk, 0, shape)

    assert_drafted(quick, careful)


@settings(max_examples=examples(200))
@given(
    st.lists(st.sampled_from([*WORDS, "“—", "> so", "A. B.", "* * *", "Dear Sir,"]), min_size=1)
    .map(" ".join)
    .map(lambda line: [line]),
    st.booleans(),
    st.booleans(),
    st.sampled_from([None, *BlockKind]),
)
def test_a_sure_line_is_what_the_table_of_kinds_takes_it_for(
    lines: list[str], indented: bool, stands: bool, last: BlockKind | None
) -> None:
    """A long line at the margin, or one of prose, needs no row of the table."""
    shape = PROSE._replace(indented=indented, stands=stands)
    quick, careful = Draft(before=last), Draft(before=last)
    kinds.add_run(quick, rows_of(lines[0]), 1, shape)
    with patch.object(kinds, "_is_sure_line", return_value=False):
        kinds.add_run(careful, rows_of(lines[0]), 1, shape)

    assert_drafted(quick, careful)


MEASURED = [
    *(
        "bé",
        " so — it ",
        "é\u1109",
        "\u1200",
        "\u2e80a",
        "\u3000雨，",
        "雨\u3000",
        "雨～a",
        "\u200b雨",
    ),
    *("ㄱ a", "\U0001f642", "\ufdd0雨", "\ufdd0"),
]


@settings(max_examples=examples(200))
@given(st.lists(st.sampled_from(MEASURED), min_size=1, max_size=3), st.sampled_from([0, 1, 9, 20]))
def test_lines_are_measured_together_as_one_by_one(lines: list[str], times: int) -> None:
    """Narrow and wide ones, whatever blanks are around them, and however many they are."""
    lines = times * ["wóz — “it"] + lines
    chunk = "\n".join(lines)
    with patch.object(rows, "_MANY", 80):
        found = lines_of(chunk)
        narrow = is_narrow(chunk)

    assert list(found) == [row_of(line) for line in lines]
    assert firsts_of(found) == "".join(line.strip()[0] for line in lines)
    assert narrow == all(is_narrow(character) for character in chunk)


@given(st.lists(st.text('xoO0blsphrBHt ea*-.“"\\1Ⅷ', min_size=1), max_size=30))
def test_scene_breaks_among_many_lines_are_those_that_each_is(lines: list[str]) -> None:
    """What a line begins with rules out no break."""
    found = breaks_among(lines, "".join(line[0] for line in lines))

    assert found == [at for at, line in enumerate(lines) if is_break(line)]


@given(
    st.lists(st.text("ab .\n", max_size=12), max_size=30).map("\n".join), st.sampled_from(Reflow)
)
def test_lines_of_a_few_letters_are_reflowed_too(text: str, reflow: Reflow) -> None:
    """A file narrower than any page is joined or kept as the reader wishes."""
    story = parse(f"a\n{text}".encode(), "x.txt", Choices(reflow=reflow))

    assert story.text.split() == f"a\n{text}".split()


def test_what_is_larger_than_any_story_is_refused_unread(tmp_path: Path) -> None:
    """A file of 1 GB is named for its size, in one line."""
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(1 << 30)

    with pytest.raises(LoadError, match=r"large\.txt: is too large: 1024 MB") as caught:
        formats.load(path)
    assert "\n" not in str(caught.value)


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no figures of memory here")
@pytest.mark.parametrize(
    ("size", "line"), [(10, False), (100, False), (100, True)], ids=["10 MB", "100 MB", "one line"]
)
def test_a_long_text_takes_at_most_four_times_its_room(
    size: int, line: bool, tmp_path: Path
) -> None:
    """The most memory of a load, the story held, above that of a process without it."""
    warm, path = tmp_path / "warm.txt", tmp_path / "long.txt"
    unit = novel()
    warm.write_text(unit, "utf-8")
    unit = "words of a line that has no end and " * 9_000 if line else f"{unit}\n"
    with path.open("w", encoding="utf-8", newline="\r\n") as file:
        while file.tell() < size * 1_000_000:
            file.write(unit)
    run = subprocess.run(
        [sys.executable, "-c", ASK, warm, path],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
    )
    grown, characters, count = map(int, run.stdout.split())

    assert characters > 0.9 * size * 1_000_000
    assert count == 1 if line else count > 10_000
    assert grown <= 4 * path.stat().st_size
