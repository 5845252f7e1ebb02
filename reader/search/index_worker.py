"""The processes that query an index and add to it; they alone know its engine, Tantivy.

The rule: before parts are read, each is checked to be intact. Builders take turns, and a part
becomes one by being renamed when it is complete.
"""

from __future__ import annotations

import os
import shutil
import time
from array import array
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import closing, suppress
from itertools import chain, islice
from multiprocessing.connection import Connection
from pathlib import Path

from tantivy import Document, Index, Occur, Query, SchemaBuilder

from reader.posix import alone_in
from reader.search.index_parts import UNFINISHED, IndexPart, parts, seal, story_number
from reader.search.terms import asked, pieces, terms

_TERMS, _STORY = "terms", "story"
_HEAP = 48 << 20
"""Bytes of terms that are gathered before they are written."""
_PART_MOST = 1000
_PART_CHARACTERS = 1 << 25
"""Stories and characters of a part."""
_PARTS_MOST = 4
"""Parts that one process makes."""
_FEW, _SHARE = 500, 20
"""Stories that are not in the index and need no part: this many, and one in this many of all."""
_NICE = 10
_MONTH = 30 * 24 * 3600
_Given = tuple[str, str]
"""A file, and what was decided about how it is read."""


def answer(handle: int) -> None:
    """Say which stories of an index lack the given words."""
    with suppress(EOFError, OSError), Connection(handle) as pipe:
        folder, words = pipe.recv()
        lacking, whole = lacking_in(Path(folder), words)
        pipe.send((lacking.tobytes(), whole))


def lacking_in(folder: Path, words: str) -> tuple[array[int], bool]:
    """Which stories of an index lack words, and whether all of it is intact."""
    lacking, whole = array("Q"), True
    for place in parts(folder):
        try:
            lacking += _lacking(IndexPart(place), words)
        except ValueError:
            whole = False
    return lacking, whole


def _lacking(part: IndexPart, words: str) -> array[int]:
    """The stories of a part that lack the words.

    Raises:
        ValueError: It is damaged.
    """
    index = Index.open(os.fspath(part.folder))
    index.config_reader(reload_policy="manual")
    searcher = index.searcher()
    whole, patterns = asked(words)
    wanted = [Query.term_query(index.schema, _TERMS, term, "basic") for term in whole]
    wanted += [Query.regex_query(index.schema, _TERMS, pattern) for pattern in patterns]
    sought = Query.boolean_query([(Occur.Must, one) for one in wanted])
    found = searcher.search(sought, limit=max(1, searcher.num_docs), count=False)
    places = [place for _, place in found.hits]
    held = set(searcher.fast_field_values(_STORY, places)) if places else set()
    return array("Q", (number for n, number in enumerate(part.numbers) if n not in held))


def build(handle: int) -> None:
    """Add some parts of what an index lacks, and report after each how many stories it has."""
    os.nice(_NICE)
    with suppress(EOFError, OSError), Connection(handle) as pipe:
        folder, cache, rules, targets = pipe.recv()
        for count in islice(added(Path(folder), Path(cache), rules, targets), _PARTS_MOST):
            pipe.send(count)


def added(folder: Path, cache: Path, rules: str, targets: list[_Given]) -> Iterator[int]:
    """Add part after part of what an index lacks and the cache has; yields their sizes.

    Raises:
        OSError: There is no room, or no permission.
    """
    from reader.search.cache import Cache  # only needed here: answering is quicker without it

    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with alone_in(folder), closing(Cache(cache, rules)) as kept:
        wanted = _wanted(targets, rules)
        known = _cleared(folder, rules, wanted)
        lacking = {number: one for number, one in wanted.items() if number not in known}
        if len(lacking) < min(_FEW, 1 + len(wanted) // _SHARE):
            return
        stories = _read(lacking, rules, kept.folded)
        while first := next(stories, None):
            yield _add(folder, rules, chain((first,), stories))


def _wanted(targets: list[_Given], rules: str) -> dict[int, _Given]:
    """The existing stories, by number."""
    numbers = ((story_number(path, rules, own), (path, own)) for path, own in targets)
    return {number: one for number, one in numbers if number is not None}


def _cleared(folder: Path, rules: str, wanted: Collection[int]) -> set[int]:
    """Remove what is of no use; return the stories left in the index."""
    known, month_ago = set[int](), time.time() - _MONTH
    for place in [*folder.glob(f"*{UNFINISHED}"), *parts(folder)]:
        try:
            part = IndexPart(place)
            used = 2 * sum(number in wanted for number in part.numbers) > len(part.numbers)
            if used:
                part.touch()
            if part.rules == rules and (used or part.used > month_ago):
                known.update(part.numbers)
                continue
        except (OSError, ValueError):
            """It is damaged, or was never complete."""
        shutil.rmtree(place, ignore_errors=True)
    return known


def _read(
    lacking: Mapping[int, _Given], rules: str, kept: Callable[[str, str], str | None]
) -> Iterator[tuple[int, str]]:
    """The folded texts of the stories that are kept, each with its number."""
    for number, (path, own) in lacking.items():
        text = kept(path, own)
        if text is not None and story_number(path, rules, own) == number:
            yield number, text


def _add(folder: Path, rules: str, stories: Iterator[tuple[int, str]]) -> int:
    """Make a part of as many of the stories as fit; return how many these are.

    Raises:
        OSError: There is no room, or no permission.
    """
    name = os.urandom(8).hex()
    place = folder / f"{name}{UNFINISHED}"
    place.mkdir(mode=0o700)
    try:
        numbers = _written(place, stories)
        seal(place, rules, numbers)
        place.rename(folder / name)
    except (OSError, ValueError) as error:  # the engine raises ValueError for all its troubles
        shutil.rmtree(place, ignore_errors=True)
        raise OSError(str(error))
    return len(numbers)


def _written(place: Path, stories: Iterator[tuple[int, str]]) -> array[int]:
    """Write the terms of as many stories as a part holds; return their numbers."""
    schema = SchemaBuilder()
    schema.add_text_field(_TERMS, tokenizer_name="whitespace", index_option="basic")
    schema.add_unsigned_field(_STORY, fast=True)
    writer = Index(schema.build(), os.fspath(place)).writer(_HEAP, num_threads=1)
    numbers, size = array("Q"), 0
    for number, text in stories:
        for piece in pieces(text):
            document = Document()
            document.add_text(_TERMS, " ".join(terms(piece)))
            document.add_unsigned(_STORY, len(numbers))
            writer.add_document(document)
        numbers.append(number)
        size += len(text)
        if len(numbers) >= _PART_MOST or size > _PART_CHARACTERS:
            break
    writer.commit()
    writer.wait_merging_threads()
    return numbers
