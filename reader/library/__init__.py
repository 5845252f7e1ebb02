"""Folders of stories: what lies in them, and which of it is known already."""

from reader.library.folders import Facts, Found, Seen, any_story, facts, look, scan
from reader.library.identity import Candidate, Identity, Kinship, identify
from reader.library.recognise import Shelved, homeless, recognise, sketch_story
from reader.library.samples import samples

__all__ = [
    "Candidate",
    "Facts",
    "Found",
    "Identity",
    "Kinship",
    "Seen",
    "Shelved",
    "any_story",
    "facts",
    "homeless",
    "identify",
    "look",
    "recognise",
    "samples",
    "scan",
    "sketch_story",
]
