"""Blocks of the corpus labelled by hand: which kind each is, kept without its words.

A label is a line of `offset`, `sign`, `occurrence`, `kind`: the block's offset when it was
labelled, a hash of its first 24 characters that are not blank, the how-manieth block of the body
with that sign it is, and its right kind. The first line names the file and its SHA-256.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from reader.story import Block, Story

FOLDER = Path(__file__).with_name("labels")


class Label(NamedTuple):
    """The right kind of one block."""

    offset: int
    sign: str
    occurrence: int
    kind: str


class Labels(NamedTuple):
    """The labels of one file of the corpus."""

    name: str
    sha256: str
    labels: tuple[Label, ...]


def sign_of(text: str) -> str:
    """A hash of how a block begins, which small changes of its layout leave alone."""
    start = "".join(text.split())[:24]
    return hashlib.sha256(start.encode()).hexdigest()[:12]


def signed(story: Story) -> Iterator[tuple[Block, str, int]]:
    """The body's blocks, each with its sign and how often that sign stood before it."""
    seen: dict[str, int] = {}
    for block in story.blocks:
        if story.body.start <= block.start < story.body.end:
            sign = sign_of(story.text[block.start : block.end])
            yield block, sign, seen.get(sign, 0)
            seen[sign] = seen.get(sign, 0) + 1


def read_labels() -> list[Labels]:
    """All label files."""
    return [_read(path) for path in sorted(FOLDER.glob("*.tsv"))]


def _read(path: Path) -> Labels:
    head, *lines = path.read_text("utf-8").splitlines()
    name, sha256 = head.split("\t")
    fields = (line.split("\t") for line in lines)
    return Labels(name, sha256, tuple(Label(int(o), s, int(n), k) for o, s, n, k in fields))
