"""Looks up who somebody is, in what was read and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from reader.commands.command import command
from reader.reading.moves import to_offset
from reader.tui.questions import ask
from reader.tui.screens.reading.other_programs import Clipboard

if TYPE_CHECKING:
    from reader.people.appearances import Appearances, Mention
    from reader.people.corrections import Said
    from reader.people.person import Person
    from reader.reading.reading import Reading
    from reader.story import Story
    from reader.tui.screens.reading import ReadingScreen

_NAME_HINT = "a name, or nothing for everyone met so far\na name, or nothing"
_NAME_MOST = 120
"""Characters of a selection that can be a name."""


class WhoIsThis:
    """Answers from the story as far as it was read."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen

    @command("who")
    async def look_up(self) -> None:
        """Look up what is selected or pointed at, else ask; an empty answer lists all people."""
        screen = self._screen
        clipboard = screen.part(Clipboard)
        name = " ".join(clipboard.selected().split()) or clipboard.pointed_word()[0]
        screen.clear_selection()
        if not name:
            answer = await ask(screen, "Who is:", "", _NAME_HINT)
            if answer is None:
                return
            name = " ".join(answer.split())
        if len(name) > _NAME_MOST:
            screen.tell("That is too long for a name.")
        else:
            self._seek(name)

    def _seek(self, name: str, also: Sequence[str] = ()) -> None:
        screen = self._screen
        find = partial(self._find, screen.reading, name, also)
        screen.in_turn(find, "who")

    def _find(self, reading: Reading, name: str, also: Sequence[str]) -> None:
        """Search what was read, in a thread."""
        from reader.people.cast import met
        from reader.reading.people import bound_of, told_of

        screen, opened = self._screen, reading.opened
        bound = bound_of(screen.context, reading)
        if name:
            found = told_of(opened, name, bound, also)
            screen.app.call_from_thread(self._show, opened.story, found)
        else:
            screen.app.call_from_thread(self._list, opened.story, met(opened.story, bound))

    def _show(self, story: Story, found: Appearances) -> None:
        from reader.tui.screens.people import WhoScreen

        screen = self._screen
        if not screen.is_current or screen.reading.opened.story is not story:
            return
        if not found.mentions:
            screen.tell(f"“{found.name}” has not been met so far.")
            return

        def look(mention: Mention | None) -> None:
            if mention is not None:
                screen.attempt(to_offset(mention.start))

        screen.app.push_screen(WhoScreen(screen.page_theme, story, found), look)

    def _list(self, story: Story, people: list[Person]) -> None:
        from reader.tui.screens.people import PeopleScreen

        screen = self._screen
        if not screen.is_current or screen.reading.opened.story is not story:
            return

        def tell_of(person: Person | None) -> None:
            if person is not None:
                self._seek(person.name, person.also)

        said = screen.reading.opened.choices.people
        panel = PeopleScreen(screen.page_theme, story, people, said, self._keep)
        screen.app.push_screen(panel, tell_of)

    def _keep(self, said: Said) -> None:
        """Keep what the reader says about who is who."""
        screen, opened = self._screen, self._screen.reading.opened
        choices = opened.choices._replace(people=said)
        screen.reading = screen.reading.replace(opened=opened.replace(choices=choices))
        if opened.id is not None:
            screen.context.store.stories.set_choices(opened.id, choices.to_json())
