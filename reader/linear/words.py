"""Words in linear mode: looked up, read aloud, or given to a command."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from queue import Empty, SimpleQueue

from reader.cleaning import safe
from reader.commands.command import command
from reader.commands.line_commands import Given
from reader.dictionary.lookup import Dictionaries
from reader.hooks import Hook, HookError, words_given
from reader.linear.base import LinearBase
from reader.linear.console import say
from reader.people.appearances import lines_of_appearances
from reader.people.corrections import Said, joined, parted
from reader.posix import POSIX
from reader.reading.aloud import begin, followed
from reader.reading.moves import MOVES
from reader.reading.people import bound_of, keep_people, people_of, told_of
from reader.reading.reading import Reading
from reader.settings.settings import SETTINGS
from reader.speech.engines import EngineError
from reader.speech.recital import Recital
from reader.speech.voice import Voice
from reader.story import Range

_News = SimpleQueue[tuple[int, str]]
"""From the voice: which utterance has ended, and what went wrong."""
_STEPS = {"(": -1, ")": 1}
_QUICKER = {"+": 1, "=": 1, "-": -1}
_LOOK_SECONDS = 0.1
"""Seconds between two checks whether a key was pressed."""


class WordCommands(LinearBase):
    """Commands that concern words."""

    _dictionaries: Dictionaries | None = None

    @command("who")
    def tell_who(self, given: Given) -> None:
        """Say where a name occurs in what was read; without a name, who was met."""
        story, bound = self.opened.story, bound_of(self.context, self.reading)
        name = " ".join(given.argument.split())
        if name:
            for line in lines_of_appearances(story, told_of(self.opened, name, bound)):
                say(line)
        else:
            people = people_of(self.opened, bound)
            for one in people:
                others = f", also {', '.join(map(safe, one.also))}" if one.also else ""
                where = safe(story.chapter_at(one.first))
                say(f"{safe(one.name)}{others} ({one.mentions:,}){f', {where}' if where else ''}")
            if not people:
                say("Nobody has been met so far.")
        self.tell_place()

    @command("people.join")
    def join(self, given: Given) -> None:
        """Treat two names as one person's."""
        one, _, other = (" ".join(part.split()) for part in given.argument.partition("="))
        bound = bound_of(self.context, self.reading)
        unmet = [
            name for name in (one, other) if name and not told_of(self.opened, name, bound).mentions
        ]
        if not one or not other:
            say("Which names? Type same NAME = NAME.")
        elif unmet:
            say(f"“{safe(unmet[0])}” has not been met so far.")
        else:
            self._say_who(joined(self.opened.choices.people, one, other))
        self.tell_place()

    @command("people.part")
    def part(self, given: Given) -> None:
        """Treat a name as someone else's."""
        if given.argument:
            self._say_who(parted(self.opened.choices.people, given.argument))
        else:
            say("Which name? Type apart NAME.")
        self.tell_place()

    def _say_who(self, said: Said) -> None:
        self.opened = keep_people(self.context, self.opened, said)
        self.reading = self.reading.replace(opened=self.opened)
        say("Kept for this story.")

    @command("define")
    def define(self, given: Given) -> None:
        """Print what the dictionaries say about a word."""
        known = self._dictionaries or Dictionaries(self.context.settings.dictionaries)
        self._dictionaries = known
        word = given.argument
        if not word and self.console.asks:
            word = self.console.answer("Look up: ") or ""
        if not word.strip():
            say("Which word? Type define WORD.")
        elif found := known.look_up(word, self.opened.story.metadata.language):
            for one in found:
                say(f"{one.dictionary}:\n{one.text}")
        else:
            say(f"{known.missing(word)}.")
        self.tell_place()

    @command("hook")
    def run_hook(self, given: Given) -> None:
        """Pass words, or else the page, to a hook and print its answer."""
        hooks = self.context.settings.hooks
        name, _, words = given.argument.partition(" ")
        if not hooks:
            say("There are no hooks: name a command under [hooks] in the settings.")
        elif name not in hooks:
            names = ", ".join(map(safe, hooks))
            say(f"Which hook? Type run NAME WORDS, or run NAME for this page. There are: {names}.")
        else:
            filled_in = dict(words_given(self.opened.story, self.reading.page))
            if words.strip():
                filled_in["text"] = words.strip()
            try:
                say(Hook(hooks[name], filled_in).run() or "Done.")
            except HookError as problem:
                say(str(problem))
        self.tell_place()

    @command("speech")
    def read_aloud(self, _: Given) -> None:
        """Read aloud until a key is pressed; each page is printed when the voice comes to it."""
        reading = self.reading
        try:
            engine, wish, recital = begin(reading, self.context.settings, reading.page.start)
        except EngineError as problem:
            say(str(problem))
            self.tell_place()
            return
        if reading.home is not None:
            self.move(MOVES["place.here"], "")
        news = _News()
        voice = Voice(partial(engine.speaker, wish), lambda run, problem: news.put((run, problem)))
        self.by_itself = True
        try:
            self._recite(recital, voice, news)
        finally:
            voice.close()
            self.by_itself = False
        self.tell_place()

    def _recite(self, recital: Recital, voice: Voice, news: _News) -> None:
        while not recital.over:
            voice.sound(recital.wanted, recital.ahead)
            said = Range(recital.now.start, recital.now.end)
            if followed(self.reading, said) is not self.reading:
                self.move(partial(_along, said), "")
            told = self._told(news)
            if isinstance(told, str):
                going_on = self._steered(recital, told)
                if going_on is None:
                    return
                recital = going_on
            else:
                recital = recital.told(*told)
        if recital.problem:
            say(recital.problem)

    def _told(self, news: _News) -> tuple[int, str] | str:
        """The voice's reports, or what is typed meanwhile."""
        with suppress(KeyboardInterrupt):
            while not (POSIX and self.console.asks and self.console.pressed(0)):
                with suppress(Empty):
                    return news.get(timeout=_LOOK_SECONDS)
            return (self.console.command() or "").strip()
        return ""

    def _steered(self, recital: Recital, typed: str) -> Recital | None:
        """A sentence back or forward, faster or slower; None to stop."""
        if typed in _STEPS:
            return recital.stepped(_STEPS[typed])
        if typed not in _QUICKER:
            return None
        rate = SETTINGS["speech_rate"].kind.moved(recital.rate, _QUICKER[typed])
        say(f"{rate} words a minute.")
        return recital.at_rate(rate)


def _along(said: Range, reading: Reading, _: int | None) -> Reading:
    """The move to the words that are spoken."""
    return followed(reading, said)
