"""From the bytes of a novel to all its pages."""

from __future__ import annotations

import re
import subprocess
import textwrap
from collections.abc import Iterator
from functools import partial

from reader.formats import load
from reader.story import Story
from reader.typeset.layout import Layout
from reader.typeset.style import Cells, PageStyle
from tests.bench.anchors import missing
from tests.bench.ground import Ground
from tests.bench.measuring import Row, paired, seconds

_STYLE = PageStyle(measure=Cells(66), rows=36)
_OTHER = PageStyle(measure=Cells(58), rows=30)
_LATIN = 900_000


def measure(ground: Ground) -> Iterator[Row]:
    """The rows of reading and of setting."""
    story = load(ground.novel)
    whole = partial(seconds, lambda: Layout(load(ground.novel), _STYLE).page_count)
    again = partial(seconds, lambda: Layout(story, _OTHER).page_count)
    yield _reading(ground)
    yield _against_fmt(ground, whole)
    yield paired(
        "all pages of the novel (times faster)",
        partial(seconds, lambda: Layout(story, _STYLE).page_count),
        partial(seconds, partial(_wrapped, story)),
        "textwrap on its paragraphs",
        rounds=ground.rounds,
        least=5,
        inverse=True,
    )
    yield paired(
        "a new layout at another size",
        again,
        whole,
        "bytes to all pages",
        rounds=ground.rounds,
        most=0.5,
    )
    yield _chinese(ground)


def _reading(ground: Ground) -> Row:
    """Against what nobody can do without: read, decode, part at blank lines.

    The limit is for a process that reads its first story, as every reader's does; here both have
    their patterns and their memory already.
    """

    def split() -> object:
        text = ground.novel.read_text("utf-8-sig")  # makes newlines of CRLF, as every reader must
        return re.split(r"\n[ \t]*\n", text)

    return paired(
        "bytes of the novel to a story, once more",
        partial(seconds, lambda: load(ground.novel)),
        partial(seconds, split),
        "read, decode, one re.split",
        rounds=2 * ground.rounds,
    )


def _against_fmt(ground: Ground, whole: partial[float]) -> Row:
    what = "bytes of the novel to all its pages, 66×36"
    if reason := missing("fmt"):
        return Row(what, skipped=reason)
    command = ["fmt", "-w", "66", str(ground.novel)]
    version = subprocess.run(["fmt", "--version"], capture_output=True, text=True, check=False)
    if "GNU" not in version.stdout:
        return Row(what, skipped="fmt is not GNU's")
    fmt = partial(subprocess.run, command, check=True, stdout=subprocess.DEVNULL)
    return paired(what, whole, partial(seconds, fmt), "GNU fmt", rounds=2 * ground.rounds, most=2.5)


def _wrapped(story: Story) -> int:
    wrapper = textwrap.TextWrapper(66)
    blocks = (story.text[block.start : block.end] for block in story.blocks)
    return sum(len(wrapper.wrap(block)) for block in blocks)


def _chinese(ground: Ground) -> Row:
    """All pages of a Chinese novel against those of as many Latin characters."""
    latin = ground.folder / "latin.txt"
    latin.write_text(ground.novel.read_text("utf-8-sig")[:_LATIN], "utf-8")
    return paired(
        "bytes of a Chinese novel of 0.9 M characters to all its pages",
        partial(seconds, lambda: Layout(load(ground.chinese), _STYLE).page_count),
        partial(seconds, lambda: Layout(load(latin), _STYLE).page_count),
        "as many Latin characters",
        rounds=ground.rounds,
        most=5,
    )
