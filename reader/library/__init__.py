"""Folders of stories: what lies in them, and which of it is known already."""

from reader.library.identity import Candidate, Identity, Kinship, identify
from reader.library.samples import samples
from reader.library.scan import Facts, Found, Seen, any_story, facts, look, scan

__all__ = [
    "Candidate",
    "Facts",
    "Found",
    "Identity",
    "Kinship",
    "Seen",
    "any_story",
    "facts",
    "identify",
    "look",
    "samples",
    "scan",
]
