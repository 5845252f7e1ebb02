"""The available dictionaries, asked about a word in order.

The rule: a dictionary is opened when it is first asked, a broken one is passed over and named, and
the search for them is bounded, whatever folders the settings name.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from threading import Lock

from reader.cleaning import safe
from reader.dictionary.files import DictionaryError
from reader.dictionary.formats import DictdDictionary, Dictionary, StarDictionary
from reader.dictionary.inflections import candidates
from reader.lazy_pattern import lazy_pattern
from reader.posix import at_home
from reader.value import Value

SYSTEM_FOLDERS = (
    "~/.local/share/dictd",
    "~/.local/share/stardict/dic",
    "~/.stardict/dic",
    "/usr/local/share/dictd",
    "/usr/share/dictd",
    "/usr/share/stardict/dic",
    "/opt/homebrew/share/dictd",
)
"""Where dictionaries are kept, the reader's own first."""
HOW_TO_GET_ONE = (
    "No dictionary found: install one, such as Debian's dict-wn or dict-freedict-deu-eng, "
    "or set its folder as `dictionaries` in the settings"
)
WORDS_MOST = 4
"""Words of a phrase that is looked up, at most."""
_DEEP, _SEEN_MOST, _DICTIONARIES_MOST = 3, 4_000, 40
_LONGEST = 80
"""Characters of a word that is looked up, at most."""
_CANDIDATES_MOST = 120
_TOGETHER = 8
"""Characters of a word at most, in languages without spaces between words."""
_EAST = lazy_pattern("[\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_OPENERS: Mapping[str, Callable[[Path], Dictionary]] = {
    ".index": DictdDictionary,
    ".ifo": StarDictionary,
}


class Definition(Value):
    """What one dictionary says."""

    dictionary: str
    """Its name."""
    headword: str
    """The headword under which it was found."""
    text: str


class Dictionaries:
    """Those of some folders."""

    def __init__(self, folders: Sequence[Path] = ()) -> None:
        """`folders` are searched in order; without any, the system's are."""
        system = (at_home(name) for name in SYSTEM_FOLDERS)
        paths = islice(_found(folders or system), _DICTIONARIES_MOST)
        self._paths = list(dict.fromkeys(paths))
        self._opened: dict[Path, Dictionary | None] = {}
        self._lock = Lock()
        self.problems: list[str] = []
        """For each broken one, what is wrong with it."""

    @property
    def any(self) -> bool:
        """Whether there is one that can be read."""
        return any(one is not None for one in map(self._dictionary, self._paths))

    @property
    def names(self) -> list[str]:
        """The names of those that can be read."""
        return [one.name for one in map(self._dictionary, self._paths) if one is not None]

    def look_up(self, word: str, language: str = "") -> list[Definition]:
        """What each says about a word or a short phrase, in order."""
        forms = list(islice(_forms(word, language), _CANDIDATES_MOST))
        with self._lock:  # a file is read by one thread at a time
            found = [self._definition(path, forms) for path in self._paths]
        return [one for one in found if one is not None]

    def missing(self, word: str) -> str:
        """What to say when none has the word."""
        if not self.any and not self.problems:
            return HOW_TO_GET_ONE
        told = f"“{safe(' '.join(word.split())[:_LONGEST])}” is in no dictionary"
        return "; ".join((told, *self.problems[:1]))

    def _definition(self, path: Path, forms: Iterable[str]) -> Definition | None:
        dictionary = self._dictionary(path)
        if dictionary is None:
            return None
        try:
            for form in forms:
                if entries := [one for one in dictionary.entries(form) if one.strip()]:
                    head = entries[0].partition("\n")[0].strip()
                    same = head.casefold() == form.casefold()
                    headword = head if same else safe(form)
                    return Definition(dictionary.name, headword, "\n\n".join(entries))
        except (DictionaryError, OSError) as error:
            self._complain(path, error)
        return None

    def _dictionary(self, path: Path) -> Dictionary | None:
        """The dictionary, opened; None for a broken one."""
        if path not in self._opened:
            try:
                self._opened[path] = _OPENERS[path.suffix](path)
            except (DictionaryError, OSError) as error:
                self._opened[path] = None
                self._complain(path, error)
        return self._opened[path]

    def _complain(self, path: Path, error: Exception) -> None:
        problem = safe(f"{path.name}: {error}")
        if problem not in self.problems:
            self.problems.append(problem)


def _found(folders: Iterable[Path]) -> Iterator[Path]:
    """The dictionaries in folders and in those inside them; a single one may be named too."""
    for folder in folders:
        if folder.suffix in _OPENERS and folder.is_file():
            yield folder
            continue
        seen = 0
        for root, inside, names in os.walk(folder):
            inside.sort()
            seen += len(names) + len(inside)
            if seen > _SEEN_MOST:
                break
            if len(Path(root).relative_to(folder).parts) >= _DEEP:
                inside.clear()
            yield from (Path(root, name) for name in sorted(names) if Path(name).suffix in _OPENERS)


def _forms(word: str, language: str) -> Iterator[str]:
    """The forms to look up: its beginnings, in languages without spaces between words."""
    phrase = " ".join(word.split())[:_LONGEST]
    if _EAST.match(phrase):
        for length in range(min(len(phrase), _TOGETHER), 0, -1):
            yield phrase[:length]
        return
    yield from candidates(phrase, language)
