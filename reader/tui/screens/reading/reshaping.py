"""Reading the file of the story again by other choices, the page staying until that is done.

The rule: the reader stays at the same words; one key brings everything back as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from textual import work

from reader.formats.choices import Choices
from reader.formats.files import LoadError
from reader.locator.quote import Locator
from reader.reading.navigator import Navigator
from reader.reading.open import OpenStory
from reader.reading.view import framed, shown
from reader.story import Offset, Story
from reader.tui.messages import Reread
from reader.tui.screens.command_screen import CommandScreen
from reader.tui.screens.reading.base import Feature

if TYPE_CHECKING:
    from reader.reading.reread import Reshaped

_PATIENCE_SECONDS = 0.3
_UNDO = "z undoes it."
Saying = Callable[[Story], str]
"""What to tell of the story as it is then."""


class Earlier(NamedTuple):
    """How things stood before a change."""

    opened: OpenStory
    navigator: Navigator
    home: Navigator | None
    marks: Mapping[str, Locator]
    landed: Offset
    """Where the change put the reader; whoever is still there goes back to the very same place."""


class Reshaping(Feature):
    """Changes how the file is read."""

    _undoing: Earlier | None = None
    _wanted: Choices | None = None
    _saying: Saying | None = None
    _hint = ""
    _asked = 0

    @property
    def choices(self) -> Choices:
        """How the reader wants the file to be read, a change that is under way included."""
        return self._wanted or self.opened.choices

    def reread(self, choices: Choices, saying: Saying, *, hint: str = _UNDO) -> None:
        """Read the file by other choices."""
        if self.navigator is None or choices == self.choices:
            return
        if _alike(choices, self.opened.choices):
            self._give_up()
            return
        self._saying, self._hint = saying, hint
        earlier = self._undoing
        if earlier and _alike(choices, earlier.opened.choices) and self._can_swap(earlier):
            self._swap(earlier)
            return
        self._wanted = choices
        self._asked += 1
        self.set_timer(_PATIENCE_SECONDS, partial(self._wait, self._asked))
        self._read(self._asked, choices, self._places())

    def _wait(self, number: int) -> None:
        if self._wanted is not None and number == self._asked:
            self.tell("The story is read again…")

    def _can_swap(self, earlier: Earlier) -> bool:
        """Whether nothing has happened since the change but the change."""
        from reader.reading.reread import marks_now

        here = self.home or self.navigator
        if self._wanted is not None or here is None or here.offset != earlier.landed:
            return False
        if self.opened.story.source.encoding == earlier.opened.story.source.encoding:
            return True
        return marks_now(self.context, self.opened).keys() == earlier.marks.keys()

    def _places(self) -> tuple[Offset, ...]:
        """Where the reader reads and looks, then all places of the list of jumps."""
        navigator = self.navigator
        assert navigator is not None
        home = self.home or navigator
        return (home.offset, navigator.offset, *navigator.back, *navigator.ahead)

    @work(thread=True, exclusive=True, group="reread")
    def _read(self, number: int, choices: Choices, places: Sequence[Offset]) -> None:
        from reader.reading.reread import reshape

        try:
            reshaped = reshape(self.context, self.opened, choices, places)
        except LoadError as error:
            self.post_message(Reread(number, places, problem=unreadable(error)))
            return
        frame = framed(reshaped.opened, self.settings, *self.size)
        start = shown(reshaped.opened, self.settings, frame)
        self.post_message(Reread(number, places, reshaped, start))

    def on_reread(self, event: Reread) -> None:
        """Show the story as it is read now; who has turned a page meanwhile is found again."""
        if event.number != self._asked or self._wanted is None:
            return
        stack = self.app.screen_stack
        if any(isinstance(screen, CommandScreen) and screen.OF_THE_TEXT for screen in stack):
            self.set_timer(_PATIENCE_SECONDS, partial(self.on_reread, event))
        elif event.reshaped is None:
            self._wanted = None
            self.tell(event.problem)
        elif event.places != self._places():
            self._read(event.number, self._wanted, self._places())
        else:
            self._wanted = None
            self._take(event.reshaped, event.start)

    def _take(self, reshaped: Reshaped, start: Navigator | None) -> None:
        from reader.reading.reread import keep_choices, marks_now

        navigator = self.navigator
        assert navigator is not None
        before = self.opened
        marks = marks_now(self.context, before) if reshaped.marks else {}
        # The look may have been changed while the file was read.
        choices = reshaped.opened.choices._replace(style=before.choices.style)
        self.opened = reshaped.opened._replace(choices=choices, unfolded=before.unfolded)
        frame = self._frame = framed(self.opened, self.settings, *self.size)
        start = shown(self.opened, self.settings, frame, start)
        _, here, *jumps = reshaped.places
        count = len(navigator.back)
        start = start._replace(back=tuple(jumps[:count]), ahead=tuple(jumps[count:]))
        looking = self.home is not None
        landed = start.offset
        self._undoing = Earlier(before, navigator, self.home, marks, landed)
        self.home = start if looking else None
        self.navigator = start.to(here) if looking else start
        if looking:
            self.navigator = self.navigator._replace(back=start.back, ahead=start.ahead)
        keep_choices(self.context, self.opened, reshaped.marks, landed)
        self._done(reshaped.doubt)

    def _swap(self, earlier: Earlier) -> None:
        """Bring back what was there before the last change, and remember what is here now."""
        from reader.reading.reread import keep_choices, marks_now

        now, navigator = self.opened, self.navigator
        assert navigator is not None
        marks = marks_now(self.context, now) if earlier.marks else {}
        choices = earlier.opened.choices._replace(style=now.choices.style)
        self.opened = earlier.opened._replace(choices=choices, unfolded=now.unfolded)
        there = earlier.home or earlier.navigator
        self._undoing = Earlier(now, navigator, self.home, marks, there.offset)
        self.navigator, self.home = earlier.navigator, earlier.home
        self.lay_out(self.size)
        keep_choices(self.context, self.opened, earlier.marks, there.offset)
        self._done("")

    def _done(self, doubt: str) -> None:
        self.renewed()
        self.keep_place()
        said = self._saying(self.opened.story) if self._saying else ""
        self.tell(" ".join(filter(None, (said, doubt, self._hint))))

    def do_story_undo(self) -> None:
        """Answer `story.undo`."""
        if self._wanted is not None:
            self._give_up()
        elif self._undoing is None:
            self.tell("Nothing has been changed yet in how this story is read.")
        else:
            before = self._undoing.opened.choices._replace(style=self.opened.choices.style)
            self.reread(before, lambda _: "Back as it was.", hint="")

    def _give_up(self) -> None:
        """Leave all as it is, whatever is being read."""
        self._wanted = None
        self.tell("All stays as it was.")


def unreadable(error: LoadError) -> str:
    """Why nothing was changed; which file it is, the reader knows."""
    return f"The file cannot be read now: {error.reason}."


def _alike(one: Choices, other: Choices) -> bool:
    """Whether the file is read alike, whatever the look."""
    return one._replace(style=()) == other._replace(style=())
