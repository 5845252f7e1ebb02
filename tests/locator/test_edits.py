"""A hundred bookmarks in a novel survive whatever its author does to it."""

import random

import pytest

from reader.locator import make
from reader.locator.quote import Resolution, Verdict
from reader.locator.resolve import resolve_all
from reader.locator.sketch import similarity, sketch
from tests.examples import slow
from tests.locator import novel
from tests.locator.novel import Edit, Novel, Text

DOUBTFUL = (Verdict.APPROXIMATE, Verdict.LOST)
EDITS: dict[str, tuple[Edit, int, float]] = {  # the edit, the wrap, the share that must be exact
    "paragraphs before": (novel.inserted, 0, 1.0),
    "re-wrapped": (novel.same, 60, 1.0),
    "one line per paragraph": (novel.same, 0, 1.0),
    "quotes and dashes": (novel.quoted, 0, 1.0),
    "quotes, dashes and re-wrapped": (novel.quoted, 72, 1.0),
    "2 % of words": (novel.changed(0.02), 0, 0.98),
    "5 % of words": (novel.changed(0.05), 0, 0.97),
    "10 % of words": (novel.changed(0.10), 0, 0.95),
    "20 % of words": (novel.changed(0.20), 0, 0.90),
    "chapters shuffled": (novel.shuffled, 0, 1.0),
    "a fifth of the chapters removed": (novel.fewer_chapters, 0, 1.0),
    "three tenths of the paragraphs removed": (novel.deleted, 0, 0.98),
    "appended": (novel.appended, 0, 1.0),
    "everything at once": (novel.everything, 60, 0.96),
    "another encoding": (novel.misread, 0, 0.95),
}


SIZES = {"quick": (20_000, 12), "short": (45_000, 26), "long": (105_000, 60)}
"""Words and chapters."""


@pytest.fixture(
    scope="session",
    params=["quick", *slow("short", "long")],
)
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    """How long the novel is."""
    return SIZES[request.param]


@pytest.fixture(scope="session")
def written(size: tuple[int, int]) -> Novel:
    """The novel as its author first published it."""
    return novel.write(1, *size)


@pytest.fixture(scope="session")
def published(written: Novel) -> Text:
    """The same, wrapped at 72 as its file was."""
    return novel.text_of(written, wrap=72)


def bookmarks(text: Text, seed: int, count: int = 100) -> list[int]:
    """Words at which bookmarks are set."""
    return random.Random(seed).sample(sorted(text.offsets), count)


def wrong(found: Resolution, true: int | None, near: int = 20) -> bool:
    """Whether a place is shown as the reader's own and is not."""
    if found.verdict in DOUBTFUL:
        return False
    return true is None or abs(found.offset - true) > near


@pytest.mark.parametrize("name", EDITS)
@pytest.mark.parametrize(
    "sketched", [True, pytest.param(False, marks=pytest.mark.slow)], ids=["sketch", "no sketch"]
)
def test_bookmarks_survive_an_edit(
    written: Novel, published: Text, name: str, sketched: bool
) -> None:
    """No bookmark is shown at a wrong place; those whose words still stand are exact."""
    edit, wrap, share = EDITS[name]
    seed = sorted(EDITS).index(name)
    edited = novel.text_of(edit(written, random.Random(seed)), wrap)
    words = bookmarks(published, seed)
    places = [make(published.story, published.offsets[word]) for word in words]
    old = sketch(published.story.text) if sketched else None

    found = resolve_all(edited.story, places, old)

    trues = [edited.offsets.get(word) for word in words]
    pairs = list(zip(found, trues, strict=True))
    assert not [pair for pair in pairs if wrong(*pair)], f"seed {seed}"
    surviving = [(place, true) for place, true in pairs if true is not None]
    exact = sum(place.offset == true for place, true in surviving)
    assert exact >= share * len(surviving), f"{exact} of {len(surviving)}, seed {seed}"


def test_in_another_book_every_bookmark_is_flagged(published: Text, size: tuple[int, int]) -> None:
    """No words of one book are taken for those of another, stock phrases and all."""
    other = novel.text_of(novel.write(2, *size))
    places = [make(published.story, published.offsets[word]) for word in bookmarks(published, 3)]
    old = sketch(published.story.text)

    found = resolve_all(other.story, places, old)

    assert {place.verdict for place in found} <= set(DOUBTFUL)
    assert all(0 <= place.offset <= len(other.story.text) for place in found)
    assert similarity(old, sketch(other.story.text)) < 0.1
