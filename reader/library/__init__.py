"""Folders of stories: what lies in them, and which of it is known already."""

from typing import TYPE_CHECKING

from reader.deferred import door

if TYPE_CHECKING:
    from reader.library.folders import (
        SUFFIXES,
        Facts,
        File,
        Found,
        Seen,
        any_story,
        facts,
        look,
        scan,
        walk,
    )
    from reader.library.fuzzy import Hit, Needle, folded
    from reader.library.identity import Candidate, Identity, Kinship, identify
    from reader.library.recognition import Shelved, homeless, recognise, sketch_story
    from reader.library.shipped import samples
else:  # a known story is opened without any of it
    __getattr__ = door(
        __name__,
        folders=(
            "SUFFIXES",
            "Facts",
            "File",
            "Found",
            "Seen",
            "any_story",
            "facts",
            "look",
            "scan",
            "walk",
        ),
        fuzzy=("Hit", "Needle", "folded"),
        identity=("Candidate", "Identity", "Kinship", "identify"),
        recognition=("Shelved", "homeless", "recognise", "sketch_story"),
        shipped=("samples",),
    )

__all__ = [
    "SUFFIXES",
    "Candidate",
    "Facts",
    "File",
    "Found",
    "Hit",
    "Identity",
    "Kinship",
    "Needle",
    "Seen",
    "Shelved",
    "any_story",
    "facts",
    "folded",
    "homeless",
    "identify",
    "look",
    "recognise",
    "samples",
    "scan",
    "sketch_story",
    "walk",
]
