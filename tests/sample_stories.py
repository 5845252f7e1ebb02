"""The stories that the project ships in `library/`, by name: a checkout's folder may hold others.

A reader who runs a checkout drops stories of their own there; no test depends on them.
"""

from __future__ import annotations

import shutil
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "library"
NAMES = (
    "eleven-seconds",
    "jie-yan",
    "kingyo-no-rusuban",
    "notes-for-the-house-sitter",
    "re-one-umbrella",
    "room-in-the-oven",
    "the-lamplighters-ledger",
    "the-late-tobin-ware",
    "the-tollman-of-nether-weir",
    "the-torr-pound",
)
SAMPLES = tuple(FOLDER / f"{name}.txt" for name in NAMES)
"""Their files, in the order of their names."""


def copied_to(folder: Path) -> Path:
    """The folder, made, with the shipped stories in it and nothing else."""
    folder.mkdir(parents=True)
    for path in SAMPLES:
        shutil.copy(path, folder)
    return folder
