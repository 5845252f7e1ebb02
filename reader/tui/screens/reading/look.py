"""How the page looks: tried on the page in sight, and kept for the story or for all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.commands.command import command
from reader.reading.view import frame_for, settings_for
from reader.settings.settings import Settings
from reader.tui.messages import SettingsKept, ThemeWanted

if TYPE_CHECKING:
    from reader.settings.looks import LookChange, LookDraft
    from reader.tui.screens.reading import ReadingScreen


class LookPanel:
    """Tries looks and keeps the one that is wanted."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen

    @property
    def own(self) -> tuple[str, ...]:
        """The names of the settings that the story has of its own."""
        style = self._screen.reading.opened.choices.style
        return tuple(line.partition(" =")[0] for line in style)

    @property
    def draft(self) -> LookDraft:
        """The look as it is kept now."""
        from reader.settings.looks import LookDraft

        screen = self._screen
        own = bool(screen.reading.opened.choices.style)
        return LookDraft(screen.context.settings, screen.view.settings, own=own)

    def try_on(self, settings: Settings) -> None:
        """Show the page in other settings; the first character stays first."""
        screen = self._screen
        if settings.theme != screen.view.settings.theme:
            screen.post_message(ThemeWanted(settings.theme))
        screen.lay_out(settings)

    def keep(self, kept: LookChange) -> None:
        """Keep a look for the story or for all of them."""
        screen = self._screen
        screen.context = screen.context.replace(settings=kept.settings)
        if kept.changes:
            screen.post_message(SettingsKept(kept.settings, kept.changes))
        opened = screen.reading.opened
        choices = opened.choices._replace(style=kept.style)
        if choices != opened.choices and opened.id is not None:
            kept_as = opened.replace(choices=choices)
            screen.reading = screen.reading.replace(opened=kept_as)
            screen.context.store.stories.set_choices(opened.id, choices.to_json())

    def apply_settings(self, settings: Settings) -> None:
        """Adopt settings of all stories that were changed elsewhere."""
        screen = self._screen
        screen.context = screen.context.replace(settings=settings)
        own = settings_for(settings, screen.reading.opened)
        if own != screen.view.settings:
            screen.lay_out(own)

    @command("look")
    def show_panel(self) -> None:
        """Change the look with the page in sight."""
        from reader.tui.screens.looks import LooksScreen

        screen, before = self._screen, self._screen.view.settings

        def done(kept: LookChange | None) -> None:
            if kept is None:
                self.try_on(before)
            else:
                self.keep(kept)
                screen.tell("Kept for this story." if kept.style else "Kept.")

        known = screen.reading.opened.id is not None
        panel = LooksScreen(screen.page_theme, self.draft, self.try_on, known=known)
        screen.app.push_screen(panel, done)

    @command("look.wider", "look.narrower")
    def change_measure(self, command_id: str) -> None:
        """Make the lines longer or shorter; cells that the screen has cut off do not count."""
        screen, frame = self._screen, self._screen.view.frame
        wider = command_id == "look.wider"
        if wider and frame.measure < screen.view.settings.measure:
            screen.tell("Lines are as long as the screen allows.")
            return
        steps = (screen.typed.take() or 1) * (1 if wider else -1)
        draft = self.draft
        seen = min(max(frame.measure, 40), draft.settings.measure)
        self._take(draft.set("measure", seen).moved("measure", steps))
        screen.tell(f"Lines of {screen.view.settings.measure} cells.")

    @command("look.spread")
    def change_spread(self) -> None:
        """Show two pages side by side, or one."""
        screen, frame, draft = self._screen, self._screen.view.frame, self.draft
        if draft.settings.mode == "scroll":
            told = "No two-page view while scrolling: {look.scroll} goes back to pages."
            screen.tell(screen.keyed(told))
        elif frame.spread:
            self._take(draft.set("spread", "off"))
            screen.tell("One page at a time.")
        else:
            for wish in ("auto", "on"):
                wished = draft.set("spread", wish)
                if frame_for(wished.settings, frame.columns, frame.rows).spread:
                    self._take(wished)
                    screen.tell("Two pages side by side.")
                    return
            screen.tell("The screen is too narrow for two pages.")

    @command("look.scroll")
    def change_mode(self) -> None:
        """Scroll by lines, or turn pages again."""
        draft = self.draft
        scrolling = draft.settings.mode == "scroll"
        self._take(draft.set("mode", "pages" if scrolling else "scroll"))
        self._screen.tell("Turning pages." if scrolling else "Scrolling by lines.")

    def _take(self, draft: LookDraft) -> None:
        self.try_on(draft.settings)
        self.keep(draft.kept())

    @command("focus")
    def change_focus(self) -> None:
        """Show only the text, or everything around it too; for all stories."""
        screen = self._screen
        focus = not screen.view.settings.focus
        self.apply_settings(screen.context.settings.replace(focus=focus))
        screen.post_message(SettingsKept(screen.context.settings, {"focus": focus}))
        screen.repaint()
        if focus:
            screen.tell(screen.keyed("Header and page number hidden: {focus} shows them."))
