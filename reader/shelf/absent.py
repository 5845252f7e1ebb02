"""Stories that were read and whose files are not there: found again, or forgotten on demand.

The rule: a file that is absent is never a reason to forget anything.
"""

from __future__ import annotations

import os
import shlex
from contextlib import suppress
from pathlib import Path

from reader import formats
from reader.context import Context
from reader.file_stamp import FileStamp, stamp_of
from reader.formats.choices import Choices
from reader.identity import Memory
from reader.library.kinship import Kinship
from reader.storage.values import Known, StoryRecord
from reader.value import Value


class Located(Value):
    """A file that is said to hold a missing story."""

    story_id: int
    record: StoryRecord
    doubt: str = ""
    """Why it may be another story, in a few words; empty where its words are the story's."""
    instead: Known | None = None
    """The story that the file counted as until now."""


def typed_path(typed: str, known: Known | None = None) -> Path:
    """The file that a reader typed or dropped; in a folder, the file with the story's old name."""
    path = _home_of(typed.strip())
    if not _is_there(path):
        try:
            words = shlex.split(typed)
        except ValueError:
            words = []
        path = _home_of(words[0]) if len(words) == 1 else path
    if known is not None and known.paths and _is_folder(path):
        path = path / known.paths[0].name
    return path.absolute()


def _home_of(typed: str) -> Path:
    """A path with the folder of the user whom it names; as it stands if there is none."""
    path = Path(typed.replace("\0", "\u2400"))
    with suppress(RuntimeError, OSError, ValueError):
        return path.expanduser()
    return path


def _is_there(path: Path) -> bool:
    with suppress(OSError, ValueError):  # a name may be too long to ask for
        return path.exists()
    return False


def _is_folder(path: Path) -> bool:
    with suppress(OSError, ValueError):
        return path.is_dir()
    return False


def locate(context: Context, known: Known, path: Path) -> Located:
    """Check whether a file holds a missing story; takes a while and changes nothing.

    Raises:
        LoadError: the file cannot be read as a story.
    """
    from reader.recognition import recognise

    stamp = stamp_of(path) or FileStamp(os.fspath(path))
    story = formats.load(path, context.choices_for(Choices.from_json(known.choices)))
    record = StoryRecord.of(stamp, story)
    now = context.store.stories.by_sha(record.sha256)
    if now is not None and now.id == known.id:
        return Located(known.id, record)
    sketches = Memory.of(context).sketches
    kinship = recognise(path, story, [known], {}, sketches).kinship
    doubt = "" if kinship in (Kinship.EDITED, Kinship.RENAMED) else "it reads differently"
    if now is not None and _used(context, now):
        doubt = f"you read it as “{now.title}”"
    return Located(known.id, record, doubt, now)


def take_back(context: Context, located: Located) -> None:
    """The file holds the story from now on."""
    instead = located.instead
    context.store.files.record([located.record], located.story_id)
    if instead is not None and not _used(context, instead):
        context.store.stories.forget(instead.id)


def _used(context: Context, known: Known) -> bool:
    """Whether the reader has a place in a story, or left something in it."""
    store = context.store
    return bool(known.locator or store.bookmarks.of(known.id) or store.highlights.of(known.id))
