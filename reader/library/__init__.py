"""Folders of stories: what lies in them, and which of it is known already."""

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
from reader.library.recognise import Shelved, homeless, recognise, sketch_story
from reader.library.samples import samples

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
