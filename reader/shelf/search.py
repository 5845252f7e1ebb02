"""A search through all stories of the library, each read as the reader has decided to read it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from functools import partial
from itertools import islice
from pathlib import Path
from types import MappingProxyType

from reader import __version__, formats
from reader.context import Context
from reader.file_stamp import FileStamp
from reader.formats.choices import Choices
from reader.library.folders import walk
from reader.search.answers import Searched, SearchEvent, StoryHits, Target, ranked
from reader.search.index import Propose, build_index, proposed
from reader.search.library import fill_library, search_library
from reader.search.pool import SearchPool
from reader.search.query import Query
from reader.shelf.entries import filed
from reader.shelf.scan import Disks, Stop
from reader.storage.paths import cache_folder
from reader.storage.values import ShelvedFile
from reader.story import Story
from reader.value import Value

HITS = 3
_AT_ONCE = 4
"""Stories among which a common word is found before the others are loaded."""
INDEXED_FROM = 20_000
"""Stories; fewer are searched about as fast without an index."""
_FOLDER, _INDEX = "folded", "index"


class Order(StrEnum):
    """How the stories of a search are ordered."""

    RELEVANCE = "relevance"
    TITLE = "title"
    LAST_READ = "last read"


class SearchableShelf(Value):
    """The stories available to search, and how each is to be read."""

    targets: tuple[Target, ...] = ()
    choices: Mapping[str, Choices] = MappingProxyType({})
    """File → how its story is read, if the reader decided anything about it."""
    common: Choices = Choices()
    """How all others are read."""
    last_read: Mapping[Path, float] = MappingProxyType({})
    index: str = "off"
    """Whether the index is used, according to the setting."""
    unreached: tuple[str, ...] = ()
    """Folders that are missing or do not answer."""
    others: tuple[Target, ...] | None = ()
    """Other stories whose cached data is not dropped; None if they are not known."""

    @property
    def indexed(self) -> bool:
        """Whether the index is used for this many stories."""
        return self.index == "on" or (self.index == "auto" and len(self.targets) > INDEXED_FROM)

    def load(self, path: Path) -> Story:
        """The story in a file, read as the reader has decided.

        Raises:
            LoadError: The file holds no story.
        """
        return _load(self.choices, self.common, path)


def searchable(context: Context) -> SearchableShelf:
    """The stories of the library as its folders are now."""
    return _searchable(context, walk(context.folders), context.store.files.by_path())


def reachable(context: Context, disks: Disks, stopped: Stop) -> SearchableShelf:
    """The same without those whose disk does not answer."""
    stamps = disks.files(context.folders, set(), stopped)
    found = _searchable(context, stamps, context.store.files.by_path())
    return found.replace(unreached=tuple(disks.unreached))


def searchable_at_once(context: Context) -> Iterator[SearchableShelf]:
    """The same in two parts: some that are known at once, and all others."""
    stamps = walk(context.folders)
    some = list(islice(stamps, _AT_ONCE))
    first = _searchable(context, some, context.store.files.by_path([one.path for one in some]))
    yield first.replace(others=None, index="off")
    rest = _searchable(context, stamps, context.store.files.by_path())
    yield rest.replace(others=first.targets)


def _searchable(
    context: Context, stamps: Iterable[FileStamp], known: Mapping[str, ShelvedFile]
) -> SearchableShelf:
    """Files with what is known about their stories; for a changed one only how it is read."""
    common = context.choices_for(Choices())
    usual, unknown = _said(common), ShelvedFile(0, 0, "", "", None)
    targets, decided, last_read = list[Target](), dict[str, Choices](), dict[Path, float]()
    for stamp in stamps:
        one = known.get(stamp.path, unknown)
        same = one.size == stamp.size and one.mtime_ns == stamp.mtime_ns
        path, rules = Path(stamp.path), usual
        if one.choices not in ("", "{}"):
            decided[stamp.path] = own = context.choices_for(Choices.from_json(one.choices))
            rules = _said(own)
        targets.append(Target(path, one.title if same else "", rules))
        if same and one.last_read is not None:
            last_read[path] = one.last_read
    index = context.settings.search_index
    return SearchableShelf(tuple(targets), decided, common, last_read, index)


def _said(choices: Choices) -> str:
    """The part of the choices that decides which words there are; empty if nothing was chosen."""
    choices = choices._replace(style=())
    return choices.to_json() if choices != Choices() else ""


def search_shelf(
    stories: SearchableShelf,
    query: Query,
    *,
    hits: int = HITS,
    listed: bool = True,
    pool: SearchPool | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Iterator[SearchEvent]:
    """Search all of them; `hits` is how many are shown for each, a `pool` one that is ready.

    If they are not `listed`, only their number is reported.

    Raises:
        QueryError: The regular expression is wrong.
    """
    return search_library(
        stories.targets,
        query,
        load=partial(_load, stories.choices, stories.common),
        cache=kept_folder(),
        rules=__version__,
        sifted=True,
        pool=pool,
        cancelled=cancelled,
        hits=hits,
        listed=listed,
        others=stories.others,
        index=_asked(stories),
    )


def _asked(stories: SearchableShelf) -> Propose | None:
    """The index to use; one that was never made is used only on explicit request."""
    folder = index_folder()
    if stories.indexed and (stories.index == "on" or folder.is_dir()):
        return partial(proposed, folder)
    return None


def fill_shelf(
    stories: SearchableShelf, pool: SearchPool | None, cancelled: Callable[[], bool] | None = None
) -> Iterator[SearchEvent]:
    """Keep all of them ready for the next search; reports its progress."""
    yield from fill_library(
        stories.targets,
        load=partial(_load, stories.choices, stories.common),
        cache=kept_folder(),
        rules=__version__,
        pool=pool,
        cancelled=cancelled,
    )
    if stories.indexed and not (cancelled is not None and cancelled()):
        targets, kept = stories.targets, kept_folder()
        added = 0
        for more in build_index(index_folder(), targets, kept, __version__, cancelled):
            added += more
            yield Searched(added, len(targets))


def kept_folder() -> Path:
    """Where data for the next search is kept."""
    return cache_folder() / _FOLDER


def index_folder() -> Path:
    """Where the index of a large library is kept."""
    return cache_folder() / _INDEX


def ordered(found: Iterable[StoryHits], order: Order, stories: SearchableShelf) -> list[StoryHits]:
    """The stories with hits, sorted."""
    by_relevance = ranked(found)
    match order:
        case Order.TITLE:
            return sorted(by_relevance, key=lambda one: filed(one.title))
        case Order.LAST_READ:
            return sorted(by_relevance, key=lambda one: -stories.last_read.get(one.path, 0.0))
    return by_relevance


def _load(choices: Mapping[str, Choices], common: Choices, path: Path) -> Story:
    return formats.load(path, choices.get(str(path), common))
