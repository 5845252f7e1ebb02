"""The stories that a search of the library is put to."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from reader.context import Context, set_up
from reader.formats.choices import Choices
from reader.shelf.scan import rescan
from reader.shelf.search import searchable, searchable_at_once


@contextmanager
def context(tmp_path: Path) -> Iterator[Context]:
    """A library of its own."""
    made, _ = set_up(tmp_path / "stories", tmp_path / "data.db", tmp_path / "settings.toml")
    try:
        yield made
    finally:
        made.store.close()


@pytest.mark.parametrize("count", [1, 4, 9])
def test_those_found_at_once_and_the_others_are_all(tmp_path: Path, count: int) -> None:
    """Each once, with the same title, the same choices and the same time it was read."""
    folder = tmp_path / "stories"
    folder.mkdir()
    paths = [folder / f"{number}.txt" for number in range(count)]
    for path in paths:
        path.write_text(f"The Story of {path.stem}\n\nIt was short.\n", "utf-8")
    with context(tmp_path) as library:
        rescan(library)
        for path in paths[::2]:
            story = library.store.stories.by_path(path)
            assert story is not None
            choices = Choices(encoding="cp1252").to_json()
            library.store.stories.set_choices(story.id, choices).result()
        paths[-1].write_text("Another text.\n", "utf-8")
        os.utime(paths[-1], (10**9, 10**9))
        whole, (first, rest) = searchable(library), searchable_at_once(library)

    assert whole.targets == (*first.targets, *rest.targets)
    assert {one.path for one in whole.targets} == set(paths)
    assert {**first.choices, **rest.choices} == dict(whole.choices)
    assert len(whole.choices) == (count + 1) // 2
    assert {bool(one.rules) for one in whole.targets} == {True, False} or count < 2
    assert [one.title == "" for one in whole.targets] == [False] * (count - 1) + [True] * (
        count > 0
    )
    assert (first.others, rest.others) == (None, first.targets)
