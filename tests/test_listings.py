"""Every listing of names that somebody else chose is plain lines, for people and for programs."""

import os
import unicodedata
from pathlib import Path
from unittest.mock import patch

import pytest

from reader.context import set_up
from reader.dictionary.lookup import Definition
from reader.reading.bookmarks import new_bookmark
from reader.reading.open import open_path
from reader.reading.words import kept_word
from reader.storage.registers import exchange_rows
from reader.story import Range
from tests.dictionaries import dictd
from tests.payloads import foreign
from tests.shell import Call

ACTING = (
    "tag \U000e0041\U000e0042",
    "back\x08\x08\x08over",
    "right \u202eot tfel\u2066",
    "two\nlines\rone",
    "red\x1b[31m\x1b]0;PWN\x07",
    "c1 \x9b31m\x9d0;PWN\x9c",
    "byte \udcff\udc80",
    "line\u2028para\u2029end\ufeff",
)
"""What names may hold; each stands in the name of a folder, of a file, and in all that is kept."""
COMMANDS = (
    *("list", "list --json", "stats", "stats --json", "bookmarks", "bookmarks --json"),
    *("highlights", "highlights --json", "highlights --format markdown", "search the"),
    *("highlights --format readwise", "highlights --format clippings", "search the --json"),
    *("highlights --format annotation", "highlights --format koreader", "export", "doctor"),
    *("doctor --json", "paths", "paths --json", "config", "config --json", "config get library"),
    *("config get keys", "config set nothing 1", "config set measure x", "info", "info --json"),
    *("toc", "toc --json", "cat", "info --at 1", "people --at 1", "people --at 1 --json"),
    *("who Mill --at 1", "who Mill --at 1 --json", "words", "words --json", "words --anki"),
    *("define mill", "define mill --json", "hook", "hook say", "sync", "sync --json"),
)
OF_A_STORY = ("info", "toc", "cat", "people", "who")
HIDDEN = ("Cc", "Cf", "Cs", "Zl", "Zp", "Co")


FEW = 3
SOME = [*ACTING[:FEW], *(pytest.param(one, marks=pytest.mark.slow) for one in ACTING[FEW:])]


@pytest.fixture(params=SOME, ids=ascii)
def acting(request: pytest.FixtureRequest) -> str:
    """One of the names."""
    name: str = request.param
    return name


@pytest.fixture
def tale(acting: str, tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A story in a library and under settings full of that name, with what a reader left in it."""
    folder = tmp_path / f"library {acting}" / f"folder {acting}"
    folder.mkdir(parents=True)
    path = folder / f"tale {acting}.txt"
    words = acting.encode("utf-8", "surrogateescape")
    path.write_bytes(
        b"Title: " + words + b"\nAuthor: " + words + b"\n\nChapter 1. " + words + b"\n\n"
        b"Once there was the Mill of "
        + words
        + b", and nobody knew. But Mill of "
        + words
        + b" was old, said Mill. The "
        + words
        + b" knew, and Mill "
        + words
        + b" did not.\n"
    )
    config = home / "config" / "nightstand" / "settings.toml"
    config.parent.mkdir(parents=True)
    escaped = "".join(f"\\U{ord(c):08X}" if not c.isalnum() else c for c in writable(acting))
    shared = tmp_path / "shared"
    for one in (shared, dictionaries := tmp_path / "words"):
        one.mkdir()
    config.write_text(
        f'"{escaped}" = "{escaped}"\ntheme = "{escaped}"\nsync = "{shared}"\n'
        f'dictionaries = "{dictionaries}"\n[keys]\n"page.next" = "{escaped}"\n'
        f'[hooks]\n"{escaped}" = ["echo", "{escaped}"]\nsay = ["echo", "{escaped}"]\n',
        "utf-8",
    )
    said = writable(acting)
    dictd(dictionaries, {"mill": f"A house that {said} grinds.\n  {said}"}, name=f"small{said[:3]}")
    other, _ = set_up(data=tmp_path / "other.db")
    with patch("reader.storage.registers.machine_hash", lambda: said):
        exchange_rows(other.store, shared, said)
    other.store.close()
    monkeypatch.setenv("NIGHTSTAND_LIBRARY", str(tmp_path / f"library {acting}"))
    monkeypatch.setenv("NIGHTSTAND_DATA", str(tmp_path / f"data {acting}" / "kept.db"))
    context, _ = set_up()
    opened = open_path(context, path)
    assert opened.id is not None
    mark = new_bookmark(opened.story, 0, writable(acting))
    context.store.bookmarks.add(opened.id, mark).result()
    at = opened.story.text.index("Mill")
    word = kept_word(opened.story, Range(at, at + 4), Definition(said, said, f"{said}\n{said}"))
    context.store.highlights.add(opened.id, word).result()
    context.store.close()
    return path


def writable(acting: str) -> str:
    """The name without what no file in UTF-8 can hold."""
    return acting.encode("utf-8", "ignore").decode()


def test_no_listing_acts_on_a_terminal(call: Call, tale: Path, acting: str) -> None:
    """Nor does a complaint; no sign in any of them is hidden or changes where others stand."""
    note = writable(acting)
    assert (
        call("highlight", tale, "--quote", "nobody knew", "--note", note, "--tag", note).code == 0
    )
    for command in COMMANDS:
        words = command.split()
        words[1:1] = [os.fspath(tale)] if words[0] in OF_A_STORY else []
        done = call(*words)
        told = done.out.replace("\r\n", "\n") + done.err  # lines of CSV end so
        assert told
        hidden = [c for c in told if c not in "\n\t" and unicodedata.category(c) in HIDDEN]
        assert not hidden, f"{command}: {hidden!a} in {told!a}"
        plain = told.replace("\t", " ")  # between the fields of Anki
        assert not foreign(plain.encode("utf-8", "surrogateescape")), command


def test_what_a_shell_is_offered_is_clean(call: Call, tale: Path) -> None:
    """Titles and names that could not be typed are not offered."""
    call("list")
    for typed in ("cat\nt", "resume\n", "bookmarks\nt", "config\nget\n", "info\nb"):
        done = call("completions", "bash", "--words", stdin=typed.encode())
        assert not [c for c in done.out if c not in "\n\t" and not c.isprintable()], ascii(done.out)
