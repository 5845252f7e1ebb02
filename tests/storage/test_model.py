"""The store against a plain dictionary: whatever is done in whatever order, they are equal."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from reader.annotations import Bookmark
from reader.locator.quote import Locator
from reader.storage.store import Store
from reader.storage.values import Status
from tests.storage.facts import add, highlight, mark, place

CONTENTS = st.sampled_from(("one", "two", "three", "four"))
NAMES = st.text(st.characters(codec="utf-8"), max_size=12)


class Shelf(RuleBasedStateMachine):
    """Two windows on one file; each step is done in one of them."""

    stories = Bundle("stories")
    marks = Bundle("marks")
    lines = Bundle("lines")

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "nightstand.db"
        self.windows = [Store(self.path), Store(self.path)]
        self.places: dict[int, Locator | None] = {}
        self.kept: dict[str, tuple[int, Bookmark]] = {}
        self.deleted: dict[str, tuple[int, Bookmark]] = {}
        self.marked: dict[str, tuple[int, str, bool]] = {}
        """Highlights: story, note, whether it is deleted."""
        self.status: dict[int, Status] = {}
        self.decided: set[int] = set()
        """Stories whose status was set by hand."""
        self.last: list[dict[int, int]] = [{}, {}]

    @initialize(target=stories, content=CONTENTS)
    def first(self, content: str) -> int:
        """There is a story to begin with."""
        return self.recorded(content, 0)

    @rule(target=stories, content=CONTENTS, window=st.integers(0, 1))
    def record(self, content: str, window: int) -> int:
        """A scan finds a file."""
        return self.recorded(content, window)

    def recorded(self, content: str, window: int) -> int:
        """The story of a file, as the dictionaries hold it."""
        story = add(self.windows[window], content)
        self.places.setdefault(story, None)
        self.status.setdefault(story, Status.TO_READ)
        return story

    @rule(story=stories, offset=st.integers(0, 10**9), window=st.integers(0, 1))
    def turn(self, story: int, offset: int, window: int) -> None:
        """The reader goes to a place."""
        if story not in self.places:
            return
        self.windows[window].places.remember(story, place(offset))
        assert self.windows[window].flush(30)
        idle = self.last[window].get(story) == offset
        if self.places[story] is not None and idle:
            return  # a window that stays where it was never overwrites another's place
        self.last[window][story] = offset
        self.places[story] = place(offset)
        if story not in self.decided:
            self.status[story] = Status.READING

    @rule(target=marks, story=stories, offset=st.integers(0, 99), window=st.integers(0, 1))
    def bookmark(self, story: int, offset: int, window: int) -> str:
        """The reader sets a bookmark."""
        new = mark(offset)
        if story in self.places:
            self.windows[window].bookmarks.add(story, new).result(30)
            self.kept[new.id] = (story, new)
        return new.id

    @rule(bookmark=marks, name=NAMES, window=st.integers(0, 1))
    def rename(self, bookmark: str, name: str, window: int) -> None:
        """The reader names a bookmark, deleted or not."""
        self.windows[window].bookmarks.rename(bookmark, name).result(30)
        for kept in (self.kept, self.deleted):
            if bookmark in kept:
                story, old = kept[bookmark]
                kept[bookmark] = (
                    story,
                    Bookmark(old.id, old.locator, name, old.words, old.created),
                )

    @rule(bookmark=marks, window=st.integers(0, 1))
    def delete(self, bookmark: str, window: int) -> None:
        """The reader deletes a bookmark."""
        self.windows[window].bookmarks.delete(bookmark).result(30)
        if bookmark in self.kept:
            self.deleted[bookmark] = self.kept.pop(bookmark)

    @rule(bookmark=marks, window=st.integers(0, 1))
    def restore(self, bookmark: str, window: int) -> None:
        """The reader undoes a deletion."""
        self.windows[window].bookmarks.restore(bookmark).result(30)
        if bookmark in self.deleted:
            self.kept[bookmark] = self.deleted.pop(bookmark)

    @rule(target=lines, story=stories, offset=st.integers(0, 99), window=st.integers(0, 1))
    def highlight(self, story: int, offset: int, window: int) -> str:
        """The reader marks a passage."""
        new = highlight(offset)
        if story in self.places:
            self.windows[window].highlights.add(story, new).result(30)
            self.marked[new.id] = (story, new.note, False)
        return new.id

    @rule(line=lines, note=NAMES, window=st.integers(0, 1))
    def write(self, line: str, note: str, window: int) -> None:
        """The reader writes a note, to a deleted highlight too."""
        self.windows[window].highlights.change(line, note=note).result(30)
        if line in self.marked:
            story, _, deleted = self.marked[line]
            self.marked[line] = (story, note, deleted)

    @rule(line=lines, deleted=st.booleans(), window=st.integers(0, 1))
    def strike(self, line: str, deleted: bool, window: int) -> None:
        """The reader deletes a highlight, or brings it back."""
        table = self.windows[window].highlights
        (table.delete if deleted else table.restore)(line).result(30)
        if line in self.marked:
            self.marked[line] = (*self.marked[line][:2], deleted)

    @rule(story=stories, status=st.none() | st.sampled_from(Status), window=st.integers(0, 1))
    def decide(self, story: int, status: Status | None, window: int) -> None:
        """The reader says how far they are, or leaves that to what they read."""
        self.windows[window].stories.set_status(story, status).result(30)
        if story not in self.status:
            return
        begun = Status.TO_READ if self.places[story] is None else Status.READING
        self.status[story] = status or begun
        self.decided = self.decided | {story} if status else self.decided - {story}

    @rule(story=stories, window=st.integers(0, 1))
    def open(self, story: int, window: int) -> None:
        """The reader opens a story."""
        self.windows[window].stories.opened(story, f"{story:064x}", 1, 1).result(30)
        if story in self.status and story not in self.decided:
            self.status[story] = Status.READING

    @rule(story=consumes(stories), window=st.integers(0, 1))
    def forget(self, story: int, window: int) -> None:
        """The reader has a story forgotten."""
        self.windows[window].stories.forget(story).result(30)
        self.places.pop(story, None)
        self.status.pop(story, None)
        self.decided.discard(story)
        self.marked = {one: kept for one, kept in self.marked.items() if kept[0] != story}
        for kept in (self.kept, self.deleted):
            for bookmark in [b for b, (whose, _) in kept.items() if whose == story]:
                del kept[bookmark]

    @rule(window=st.integers(0, 1))
    def reopen(self, window: int) -> None:
        """A window is closed and opened."""
        assert self.windows[window].close(30)
        self.windows[window] = Store(self.path)
        self.last[window] = {}

    @invariant()
    def equal(self) -> None:
        """Both windows read what the dictionaries hold."""
        for window in self.windows:
            known = window.stories.known()
            assert {one.id: one.locator for one in known} == self.places
            assert {one.id: one.status for one in known} == self.status
            for deleted, kept in ((False, self.kept), (True, self.deleted)):
                found = window.bookmarks.of(deleted=deleted)
                assert {b.id: (s, b.name, b.locator) for s, b in found} == {
                    b.id: (s, b.name, b.locator) for s, b in kept.values()
                }
            highlights = {
                h.id: (s, h.note, deleted)
                for deleted in (False, True)
                for s, h in window.highlights.of(deleted=deleted)
            }
            assert highlights == self.marked
            assert window.trouble == ""

    def teardown(self) -> None:
        """Close what is open."""
        for window in self.windows:
            window.close()
        self.folder.cleanup()


@pytest.mark.parametrize("runs", [10, pytest.param(200, marks=pytest.mark.slow)])
def test_two_windows_hold_what_a_dictionary_holds(runs: int) -> None:
    """So many runs of thirty steps."""
    chosen = settings(max_examples=runs, stateful_step_count=30, deadline=None)
    run_state_machine_as_test(Shelf, settings=chosen)
