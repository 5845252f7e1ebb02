"""The engines: which are installed, how each is given a voice and a speed, and which one speaks.

The rule: an engine is a row of the table. A story's language chooses the voice if the reader has
not; an invalid language tag never reaches a command.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from reader.cleaning import safe
from reader.formats.text.metadata import language_of as told_by_text
from reader.lazy_pattern import lazy_pattern
from reader.speech import dispatcher
from reader.speech.dispatcher import DispatcherSpeaker
from reader.speech.programs import OUT, RATE, Programs, ProgramSpeaker, has
from reader.speech.voice import Speaker
from reader.story import Story
from reader.value import NamedTuple, Value

_TAG = lazy_pattern(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,4}")
_SAMPLE = 40_000
"""Characters from which a language is guessed that the file does not name."""
HOW_TO_GET_ONE = "No voice found: install espeak-ng, or set a command as speech_command."
_VOICES_SECONDS = 5.0
_MAC_VOICE = lazy_pattern(r"(?m)^(.+?)\s{2,}([a-z]{2,3}[_-][A-Za-z]{2,4})\b")


class EngineError(Exception):
    """Nothing can speak; the message is a sentence for the reader."""


class EngineWish(Value):
    """What the reader and the story want from an engine."""

    engine: str = "auto"
    """The id of a row, or `auto`."""
    command: tuple[str, ...] = ()
    """The reader's own."""
    voice: str = ""
    """In the engine's own names; one that begins with a plus sign is added to the language."""
    language: str = ""


class Player(NamedTuple):
    """A program that plays a sound file."""

    words: tuple[str, ...]
    server: str = ""
    """The socket in the runtime folder that it needs; empty for none."""


_PLAYERS = (
    Player(("afplay", OUT)),
    Player(("pw-play", OUT), "pipewire-0"),
    Player(("paplay", OUT), "pulse/native"),
    Player(("aplay", "-q", OUT)),
    Player(("play", "-q", OUT)),
    Player(("ffplay", "-nodisp", "-autoexit", "-loglevel", "error", OUT)),
)


class Engine(NamedTuple):
    """A row: its name, whether it is available, and what speaks through it."""

    id: str
    name: str
    is_here: Callable[[EngineWish], bool]
    speaker: Callable[[EngineWish], Speaker]


def player() -> tuple[str, ...]:
    """The command that plays a sound file here; empty if there is none."""
    folder = os.environ.get("XDG_RUNTIME_DIR", "")
    for one in _PLAYERS:
        missing = one.server and not (folder and Path(folder, one.server).exists())
        if not missing and shutil.which(one.words[0]):
            return one.words
    return ()


def _espeak(wish: EngineWish) -> Speaker:
    voice = f"{wish.language or 'en'}{wish.voice}" if wish.voice[:1] == "+" else wish.voice
    chosen = _espeak_voice(voice or wish.language)
    words = ("espeak-ng", "--stdin", "-b", "1", "-s", RATE, *chosen)
    play = player()
    make = (*words, "-w", OUT) if play else ()
    return ProgramSpeaker(Programs(words, make, play, refusal="error:"))


def _espeak_voice(voice: str) -> tuple[str, ...]:
    """The option for one of its voices; the default voice speaks languages it does not know."""
    if not voice:
        return ()
    option = (f"-v{voice}",)
    quiet = subprocess.DEVNULL
    try:
        known = not subprocess.run(
            ["espeak-ng", *option, "-q", "--stdin"], stdin=quiet, stdout=quiet, stderr=quiet,
            timeout=_VOICES_SECONDS, check=False,
        ).returncode  # fmt: skip
    except (OSError, ValueError, subprocess.TimeoutExpired):
        known = False
    return option if known else ()


def _say(wish: EngineWish) -> Speaker:
    voice = wish.voice or _mac_voice(wish.language)
    words = ("say", "-r", RATE, *(("-v", voice) if voice else ()))
    play = player()
    make = (*words, "-o", OUT) if play else ()
    return ProgramSpeaker(Programs(words, make, play, ".aiff"))


def _mac_voice(language: str) -> str:
    """The first of its voices for a language; empty for its default."""
    listed = ""
    if language:
        with suppress(OSError, subprocess.TimeoutExpired):
            listed = subprocess.run(
                ["say", "-v", "?"], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                timeout=_VOICES_SECONDS, check=False,
            ).stdout  # fmt: skip
    voices = [(tag.replace("_", "-").lower(), name) for name, tag in _MAC_VOICE.findall(listed)]
    wanted, main = language.lower(), language.lower().partition("-")[0]
    same = (name for tag, name in voices if tag == wanted)
    near = (name for tag, name in voices if tag.partition("-")[0] == main)
    return next(same, next(near, ""))


def _own(wish: EngineWish) -> Speaker:
    words, makes = wish.command, has(wish.command, OUT)
    make, play = (words, player()) if makes else ((), ())
    return ProgramSpeaker(Programs(words, make, play, voice=wish.voice, language=wish.language))


def _dispatcher(wish: EngineWish) -> Speaker:
    return DispatcherSpeaker(wish.voice, wish.language)


ENGINES = (
    Engine("command", "your own command", lambda wish: bool(wish.command), _own),
    Engine("say", "say", lambda _: sys.platform == "darwin" and _is_program("say"), _say),
    Engine("dispatcher", "Speech Dispatcher", lambda _: dispatcher.is_running(), _dispatcher),
    Engine("espeak-ng", "eSpeak NG", lambda _: _is_program("espeak-ng"), _espeak),
)
"""In the order in which they are tried."""
_STARTED = Engine(
    "dispatcher", "Speech Dispatcher", lambda _: _is_program(dispatcher.PROGRAM), _dispatcher
)
"""Engines that need not be running already: tried last."""


def _is_program(name: str) -> bool:
    return shutil.which(name) is not None


def engine_for(wish: EngineWish) -> Engine:
    """The engine that speaks here.

    Raises:
        EngineError: There is none, or not the one that is wanted.
    """
    rows = (*ENGINES, _STARTED)
    wanted = [one for one in rows if wish.engine in ("auto", one.id)]
    found = next((one for one in wanted if one.is_here(wish)), None)
    if found is not None:
        if found.id == "command":
            _look_at(wish.command)
        return found
    if wish.engine == "auto" or not wanted:
        raise EngineError(HOW_TO_GET_ONE)
    if wish.engine == "command":
        raise EngineError("No command is set: set one as speech_command.")
    raise EngineError(f"{wanted[0].name} is not installed: install it, or set speech to auto.")


def _look_at(command: Sequence[str]) -> None:
    if not _is_program(command[0]):
        raise EngineError(f"There is no program “{safe(command[0])}”: see speech_command.")
    if has(command, OUT) and not player():
        raise EngineError("speech_command makes a sound file, and no program here plays it.")


def changes_rate(wish: EngineWish) -> bool:
    """Whether the engine can change its speed."""
    return engine_for(wish).id != "command" or has(wish.command, RATE)


def described(engine: Engine, wish: EngineWish) -> str:
    """The engine, and how its sound is played, in a few words."""
    if engine.id == "command":
        return f"{engine.name}, {Path(wish.command[0]).name}"
    played = player() if engine.id in ("say", "espeak-ng") else ()
    return f"{engine.name}, played by {played[0]}" if played else engine.name


def language_of(story: Story) -> str:
    """The language of a story, from what its file says or from its words; empty if unknown."""
    said = story.metadata.language.strip().replace("_", "-")
    if _TAG.fullmatch(said):
        return said
    start, end = story.body
    return told_by_text(story.text[start : min(end, start + _SAMPLE)])
