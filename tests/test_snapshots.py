"""Whole screens of the sample stories, as they were when someone looked at them last."""

import pytest

from tests.screens import SCREENS, Screen
from tests.snapshots import FOLDER, SHOTS, Shot, dump


@pytest.mark.parametrize("shot", SHOTS, ids=lambda shot: shot.name)
def test_a_page_looks_as_it_did(shot: Shot) -> None:
    """Every row, role and colour; `make snapshots` writes what is meant to be new."""
    assert dump(shot) == (FOLDER / f"{shot.name}.txt").read_text("utf-8")


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
def test_the_shelf_looks_as_it_did(screen: Screen) -> None:
    """Every row, at every size; `make snapshots` writes what is meant to be new."""
    assert screen.dump() == (FOLDER / f"{screen.name}.txt").read_text("utf-8")


def test_no_picture_is_left_over() -> None:
    """Each file is compared with something."""
    assert {file.stem for file in FOLDER.iterdir()} == {one.name for one in (*SHOTS, *SCREENS)}
