"""Reading the story's file again with other choices, with the page staying until that is done.

The rule: the reader stays at the same words; one key restores everything.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from reader.commands.command import command
from reader.formats.choices import Choices
from reader.formats.files import LoadError
from reader.reading.navigator import Navigator
from reader.reading.reading import Reading
from reader.reading.view import view_of
from reader.story import Offset, Story
from reader.tui.screens.command_screen import CommandScreen
from reader.tui.screens.reading.places import Places
from reader.tui.screens.reading.search_panel import SearchPanel
from reader.value import Value

if TYPE_CHECKING:
    from reader.reading.recode import Mark
    from reader.reading.reread import Reshaped
    from reader.tui.screens.reading import ReadingScreen

_PATIENCE_SECONDS = 0.3
_UNDO = "z to undo."
Saying = Callable[[Story], str]
"""What to say about the story after the change."""


class Earlier(Value):
    """The state before a change."""

    reading: Reading
    marks: Mapping[str, Mark]
    landed: Offset
    """Where the change put the reader; if still there, undoing returns to the very same place."""


class Result(Value):
    """A file read with other choices, or why that failed."""

    number: int
    """The number of the request; only the latest matters."""
    places: tuple[Offset, ...]
    """The offsets that had to be found again."""
    reshaped: Reshaped | None = None
    start: Navigator | None = None
    """The reader's place in pages of the new text."""
    problem: str = ""


class Reread:
    """Changes how the file is read, and undoes that."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._undoing: Earlier | None = None
        self._wanted: Choices | None = None
        self._saying: Saying | None = None
        self._hint = ""
        self._number = 0

    @property
    def choices(self) -> Choices:
        """How the reader wants the file to be read, including a change in progress."""
        return self._wanted or self._screen.reading.opened.choices

    def change(self, choices: Choices, saying: Saying, *, hint: str = _UNDO) -> None:
        """Read the file with other choices."""
        if choices == self.choices:
            return
        if _alike(choices, self._screen.reading.opened.choices):
            self._give_up()
            return
        self._saying, self._hint = saying, hint
        earlier = self._undoing
        if earlier and _alike(choices, earlier.reading.opened.choices) and self._can_swap(earlier):
            self._swap(earlier)
            return
        self._wanted = choices
        self._number += 1
        self._screen.set_timer(_PATIENCE_SECONDS, partial(self._tell_of_it, self._number))
        self._begin(choices)

    def read_anew(self) -> None:
        """Read the file with the same choices, as the settings for all stories now say."""
        if self._screen.reading.opened.rest is not None:  # it is read as it was opened
            return
        self._saying, self._hint = lambda _: "The story is read as the settings say.", ""
        self._wanted = self.choices
        self._number += 1
        self._begin(self._wanted)

    def _tell_of_it(self, number: int) -> None:
        if self._wanted is not None and number == self._number:
            self._screen.tell("Reading the file again…")

    def _can_swap(self, earlier: Earlier) -> bool:
        """Whether nothing but the change has happened since."""
        from reader.reading.reread import marks_now

        reading = self._screen.reading
        if self._wanted is not None or reading.place.offset != earlier.landed:
            return False
        opened, before = reading.opened, earlier.reading.opened
        if opened.story.source.encoding == before.story.source.encoding:
            return True
        return marks_now(self._screen.context, opened).keys() == earlier.marks.keys()

    def _places(self) -> tuple[Offset, ...]:
        """Where the reader reads and looks, then all places of the list of jumps."""
        shown = self._screen.reading.shown
        return (self._screen.reading.place.offset, shown.offset, *shown.back, *shown.ahead)

    def _begin(self, choices: Choices) -> None:
        work = partial(self._read, self._number, choices, self._places())
        self._screen.run_worker(work, thread=True, exclusive=True, group="reread")

    def _read(self, number: int, choices: Choices, places: tuple[Offset, ...]) -> None:
        from reader.reading.reread import reshape

        screen, view = self._screen, self._screen.view
        try:
            reshaped = reshape(screen.context, screen.reading.opened, choices, places)
        except LoadError as error:
            result = Result(number, places, problem=unreadable(error))
        else:
            size = view.frame.columns, view.frame.rows
            start = view_of(reshaped.opened, view.settings, *size).pages(reshaped.opened)
            result = Result(number, places, reshaped, start)
        screen.call_later(self._finish, result)

    def _finish(self, result: Result) -> None:
        """Show the story as it is read now; a page turned meanwhile is found again."""
        if result.number != self._number or self._wanted is None:
            return
        screen = self._screen
        stack = screen.app.screen_stack
        if any(isinstance(one, CommandScreen) and one.OF_THE_TEXT for one in stack):
            screen.set_timer(_PATIENCE_SECONDS, partial(self._finish, result))
        elif result.reshaped is None:
            self._wanted = None
            screen.tell(result.problem)
        elif result.places != self._places():
            self._begin(self._wanted)
        else:
            self._wanted = None
            self._take(result.reshaped, result.start)

    def _take(self, reshaped: Reshaped, start: Navigator | None) -> None:
        from reader.reading.reread import keep_choices, marks_now

        screen, before = self._screen, self._screen.reading
        was = before.opened
        marks = marks_now(screen.context, was) if reshaped.marks else {}
        # The look may have been changed while the file was read.
        choices = reshaped.opened.choices.beside(was.choices)
        opened = reshaped.opened.replace(choices=choices, unfolded=was.unfolded)
        frame = screen.view.frame
        screen.view = view_of(opened, screen.view.settings, frame.columns, frame.rows)
        start = screen.view.pages(opened, start)
        _, here, *jumps = reshaped.places
        count = len(before.shown.back)
        start = start._replace(back=tuple(jumps[:count]), ahead=tuple(jumps[count:]))
        looking = before.home is not None
        there = start.to(here)._replace(back=start.back, ahead=start.ahead) if looking else start
        self._undoing = Earlier(before, marks, start.offset)
        moved = zip(self._places(), reshaped.places, strict=True)
        looked = frozenset(now for then, now in moved if then in before.looked)
        home = start if looking else None
        screen.reading = Reading(opened, there, home, looked, turned=before.turned)
        keep_choices(screen.context, opened, reshaped.marks, start.offset)
        self._done(reshaped.doubt)

    def _swap(self, earlier: Earlier) -> None:
        """Restore the state before the last change, and remember the present one."""
        from reader.reading.reread import keep_choices, marks_now

        screen, now, then = self._screen, self._screen.reading, earlier.reading
        marks = marks_now(screen.context, now.opened) if earlier.marks else {}
        choices = then.opened.choices.beside(now.opened.choices)
        opened = then.opened.replace(choices=choices, unfolded=now.opened.unfolded)
        self._undoing = Earlier(now, marks, then.place.offset)
        screen.reading = Reading(opened, then.shown, then.home, then.looked, turned=now.turned)
        screen.lay_out()
        keep_choices(screen.context, opened, earlier.marks, then.place.offset)
        self._done("")

    def _done(self, doubt: str) -> None:
        screen = self._screen
        if screen.has_made(SearchPanel):
            screen.part(SearchPanel).begin_anew()
        self._renew_lists()
        screen.repaint()
        screen.part(Places).keep()
        said = self._saying(screen.reading.opened.story) if self._saying else ""
        screen.tell(" ".join(filter(None, (said, doubt, self._hint))))

    def _renew_lists(self) -> None:
        """Update open lists about the story."""
        from reader.formats.facts import facts_of
        from reader.tui.screens.about import AboutScreen
        from reader.tui.screens.contents import ContentsScreen

        opened = self._screen.reading.opened
        for screen in self._screen.app.screen_stack:
            if isinstance(screen, AboutScreen):
                screen.renew(facts_of(opened.story, opened.path, opened.choices))
            elif isinstance(screen, ContentsScreen):
                screen.renew(self._screen.reading.shown)

    @command("story.undo")
    def undo(self) -> None:
        """Undo the last change to how the story is read."""
        if self._wanted is not None:
            self._give_up()
        elif self._undoing is None:
            self._screen.tell("Nothing to undo: the file is read as it was.")
        else:
            now = self._screen.reading.opened.choices
            before = self._undoing.reading.opened.choices.beside(now)
            self.change(before, lambda _: "Back as it was.", hint="")

    def _give_up(self) -> None:
        """Leave everything as it is, whatever is being read."""
        self._wanted = None
        self._screen.tell("Nothing changed.")


def unreadable(error: LoadError) -> str:
    """Why nothing was changed; the reader knows which file it is."""
    return f"The file cannot be read now: {error.reason}."


def _alike(one: Choices, other: Choices) -> bool:
    """Whether the file is read the same way, whatever the look."""
    return one.of_the_file == other.of_the_file
