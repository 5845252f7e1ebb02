"""Words of the story passed to commands from the settings, and their answers in a panel.

The rule: reading goes on while a command runs, and ends the command when it ends.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from reader.cleaning import safe
from reader.commands.command import command
from reader.tui.screens.reading.selection import meant

if TYPE_CHECKING:
    from reader.hooks import Hook
    from reader.story import Range
    from reader.tui.screens.reading import ReadingScreen


class HookRuns:
    """Runs one at a time."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._running: Hook | None = None

    @command("hook")
    async def choose(self) -> None:
        """Run the only hook, the one whose number was typed, or the chosen one."""
        from reader.tui.screens.answers import ChoicePanel

        screen = self._screen
        names, count = list(screen.context.settings.hooks), screen.typed.take()
        if not names:
            screen.tell("There are no hooks: name a command under [hooks] in the settings.")
        elif len(names) == 1 or (count and count <= len(names)):
            await self._run(names[(count or 1) - 1])
        else:
            part = meant(screen)

            def run(name: str | None) -> None:
                if name is not None:
                    screen.run_worker(self._run(name, part), group="command")

            screen.app.push_screen(ChoicePanel(screen.page_theme, "Hooks", names), run)

    async def _run(self, name: str, part: Range | None = None) -> None:
        from reader.hooks import Hook, HookError, words_given

        screen = self._screen
        given = words_given(screen.reading.opened.story, part or meant(screen))
        screen.clear_selection()
        self.end()
        try:
            running = self._running = Hook(screen.context.settings.hooks[name], given)
            screen.tell(f"{safe(name)} …")
            answer = await asyncio.to_thread(running.run)
        except HookError as problem:
            screen.tell(str(problem))
            return
        if running is self._running:
            self._running = None
            self._show(name, answer)

    def _show(self, name: str, answer: str) -> None:
        from reader.tui.screens.answers import AnswerPanel

        screen = self._screen
        if not answer:
            screen.tell(f"{safe(name)} is done.")
        elif screen.is_current:
            screen.notices.clear()
            screen.repaint()
            screen.app.push_screen(AnswerPanel(screen.page_theme, name, answer))
        else:
            screen.tell(f"{safe(name)} has answered; give the words again to see it.")

    def end(self) -> None:
        """End the running hook."""
        if self._running is not None:
            self._running.end()
            self._running = None
