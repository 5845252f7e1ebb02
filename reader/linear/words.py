"""Words of a story in linear mode: given to a command of the settings."""

from __future__ import annotations

from reader.cleaning import safe
from reader.commands.command import command
from reader.commands.line_commands import Given
from reader.hooks import Hook, HookError, words_given
from reader.linear.base import LinearBase
from reader.linear.console import say


class WordCommands(LinearBase):
    """What is done with words."""

    @command("hook")
    def run_hook(self, given: Given) -> None:
        """Give words, else the page, to a hook and print its answer."""
        hooks = self.context.settings.hooks
        name, _, words = given.argument.partition(" ")
        if not hooks:
            say("There are no hooks: name a command under [hooks] in the settings.")
        elif name not in hooks:
            names = ", ".join(map(safe, hooks))
            say(f"Which hook? Say run NAME WORDS, or run NAME for this page; there is {names}.")
        else:
            filled_in = dict(words_given(self.opened.story, self.reading.page))
            if words.strip():
                filled_in["text"] = words.strip()
            try:
                say(Hook(hooks[name], filled_in).run() or "Done.")
            except HookError as problem:
                say(str(problem))
        self.tell_place()
