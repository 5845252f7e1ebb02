"""The commands of the reading screen that change how the page looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.reading.view import frame_for, settings_for
from reader.settings.settings import Settings
from reader.tui.messages import SettingsKept, ThemeWanted
from reader.tui.screens.reading.base import Feature

if TYPE_CHECKING:
    from reader.settings.looks import LookChange, LookDraft


class Restyling(Feature):
    """Tries looks on the page in sight and keeps the one that is wanted."""

    @property
    def own_look(self) -> tuple[str, ...]:
        """The names of the settings that the story has of its own."""
        return tuple(line.partition(" =")[0] for line in self.opened.choices.style)

    @property
    def draft(self) -> LookDraft:
        """The look as it is kept now."""
        from reader.settings import looks

        return looks.LookDraft(
            self.context.settings, self.settings, own=bool(self.opened.choices.style)
        )

    def wear_look(self, settings: Settings) -> None:
        """Show the page in other settings; the first character stays the first."""
        before, self.settings = self.settings, settings
        if settings.theme != before.theme:
            self.post_message(ThemeWanted(settings.theme))
        self.lay_out(self.size)

    def keep_look(self, kept: LookChange) -> None:
        """Keep a look for the story or for all of them."""
        self.context = self.context.replace(settings=kept.settings)
        if kept.changes:
            self.post_message(SettingsKept(kept.settings, kept.changes))
        story_id, before = self.opened.id, self.opened.choices
        choices = before._replace(style=kept.style)
        if choices != before and story_id is not None:
            self.opened = self.opened._replace(choices=choices)
            self.context.store.stories.set_choices(story_id, choices.to_json())

    def apply_settings(self, settings: Settings) -> None:
        """Take over settings of all stories that were changed elsewhere."""
        before = self.settings
        self.context = self.context.replace(settings=settings)
        self.settings = settings_for(settings, self.opened)
        if self.settings != before and self.frame is not None:
            self.lay_out(self.size)

    def do_look(self) -> None:
        """Answer `look`."""
        from reader.tui.screens.looks import LooksScreen

        before = self.settings

        def done(kept: LookChange | None) -> None:
            if kept is None:
                self.wear_look(before)
            else:
                self.keep_look(kept)
                self.tell("Kept for this story." if kept.style else "Kept.")

        if self.frame is not None:
            known = self.opened.id is not None
            look = self.wear_look
            screen = LooksScreen(self.page_theme, self.draft, look, known=known)
            self.app.push_screen(screen, done)

    def do_look_wider(self) -> None:
        """Answer `look.wider`."""
        if self.frame is not None and self.frame.measure < self.settings.measure:
            self.tell("The lines are as long as the screen allows.")
        else:
            self._change_measure(1)

    def do_look_narrower(self) -> None:
        """Answer `look.narrower`: what the screen has cut off already counts as gone."""
        self._change_measure(-1)

    def _change_measure(self, steps: int) -> None:
        steps *= self.take_count() or 1
        if self.frame is None:
            return
        draft = self.draft
        seen = min(max(self.frame.measure, 40), draft.settings.measure)
        self._quickly(draft.set("measure", seen).moved("measure", steps))
        self.tell(f"Lines of {self.settings.measure} cells.")

    def do_look_spread(self) -> None:
        """Answer `look.spread`."""
        frame, draft = self.frame, self.draft
        if frame is None:
            return
        if draft.settings.mode == "scroll":
            self.tell(
                self.keyed("Pages stand side by side when turned, not scrolled: {look.scroll}.")
            )
        elif frame.spread:
            self._quickly(draft.set("spread", "off"))
            self.tell("One page at a time.")
        else:
            for wish in ("auto", "on"):
                wished = draft.set("spread", wish)
                if frame_for(wished.settings, *self.size).spread:
                    self._quickly(wished)
                    self.tell("Two pages side by side.")
                    return
            self.tell("The screen is too narrow for two pages.")

    def do_look_scroll(self) -> None:
        """Answer `look.scroll`."""
        draft = self.draft
        scrolling = draft.settings.mode == "scroll"
        self._quickly(draft.set("mode", "pages" if scrolling else "scroll"))
        self.tell("Turning pages." if scrolling else "Scrolling by lines.")

    def _quickly(self, draft: LookDraft) -> None:
        self.wear_look(draft.settings)
        self.keep_look(draft.kept())
