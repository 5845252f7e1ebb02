"""Words in linear mode: looked up in dictionaries and in what was read, or given to a command."""

from __future__ import annotations

from reader.cleaning import safe
from reader.commands.command import command
from reader.commands.line_commands import Given
from reader.dictionary.lookup import HOW_TO_GET_ONE, Dictionaries
from reader.hooks import Hook, HookError, words_given
from reader.linear.base import LinearBase
from reader.linear.console import say
from reader.people.appearances import appearances, lines_of_appearances
from reader.people.cast import met
from reader.reading.people import bound_of


class WordCommands(LinearBase):
    """What is done with words."""

    _dictionaries: Dictionaries | None = None

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

    @command("define")
    def define(self, given: Given) -> None:
        """Print what the dictionaries say of a word."""
        known = self._dictionaries or Dictionaries(self.context.settings.dictionaries)
        self._dictionaries = known
        word = given.argument
        if not word and self.console.asks:
            word = self.console.answer("Look up: ") or ""
        if not word.strip():
            say("Which word? Say define WORD.")
        elif not known.any:
            say(HOW_TO_GET_ONE)
        elif found := known.look_up(word, self.opened.story.metadata.language):
            for one in found:
                say(f"{one.dictionary}:\n{one.text}")
        else:
            say(f"“{safe(word.strip()[:40])}” is in no dictionary.")
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
