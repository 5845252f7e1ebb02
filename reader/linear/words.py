"""Words of a story in linear mode: looked up in what was read, or given to a command."""

from __future__ import annotations

from reader.cleaning import safe
from reader.commands.command import command
from reader.commands.line_commands import Given
from reader.hooks import Hook, HookError, words_given
from reader.linear.base import LinearBase
from reader.linear.console import say
from reader.people.appearances import appearances, lines_of_appearances
from reader.people.cast import met
from reader.reading.people import bound_of


class WordCommands(LinearBase):
    """What is done with words."""

    @command("who")
    def tell_who(self, given: Given) -> None:
        """Tell where a name stands in what was read; without one, who was met."""
        story, bound = self.opened.story, bound_of(self.context, self.reading)
        name = " ".join(given.argument.split())
        if name:
            for line in lines_of_appearances(story, appearances(story, name, bound)):
                say(line)
        else:
            people = met(story, bound)
            for one in people:
                say(f"{safe(one.name)} ({one.mentions:,}), {safe(story.chapter_at(one.first))}")
            if not people:
                say("Nobody was met so far.")
        self.tell_place()

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
