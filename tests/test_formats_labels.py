"""Blocks of real texts are what a reader would say they are."""

import hashlib
import os
from pathlib import Path

import pytest

from reader.formats.text.parse import parse
from tests.labels import Labels, read_labels, signed

CORPUS = os.environ.get("NIGHTSTAND_CORPUS", "")
LEAST = 0.98
LABELS = read_labels()


def wrong(corpus: Path, labels: Labels) -> list[tuple[int, str, str]]:
    """The labels of one file that the reader does not confirm: offset, right kind, its kind."""
    data = (corpus / labels.name).read_bytes()
    if hashlib.sha256(data).hexdigest() != labels.sha256:
        pytest.skip(f"{labels.name} is another edition")
    story = parse(data, labels.name)
    kinds = {(sign, number): block.kind.value for block, sign, number in signed(story)}
    found = ((label, kinds.get((label.sign, label.occurrence), "none")) for label in labels.labels)
    return [(label.offset, label.kind, kind) for label, kind in found if kind != label.kind]


def test_there_are_enough_labels() -> None:
    """At least 400 blocks are labelled."""
    assert sum(len(labels.labels) for labels in LABELS) >= 400


@pytest.mark.skipif(not CORPUS, reason="NIGHTSTAND_CORPUS names no folder of real texts")
def test_nearly_all_labelled_blocks_have_their_kind() -> None:
    """98 % of the labelled blocks are read as what they are."""
    errors = {labels.name: wrong(Path(CORPUS), labels) for labels in LABELS}

    count = sum(map(len, errors.values()))
    assert count <= (1 - LEAST) * sum(len(labels.labels) for labels in LABELS), errors
