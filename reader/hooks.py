"""Commands of the reader's own that are given words of a story, and whose answer is shown.

The rule: only the settings name a command, never a story. No shell reads it: a placeholder is
filled within one word of it, and a word that would then be taken for an option is refused. Its time
and its output are limited; a command that exceeds either is ended with everything it has started.
"""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from threading import Event, Thread
from typing import IO

from reader.cleaning import COMPLAINT_MOST, clean, complaint, safe, without_escapes
from reader.lazy_pattern import lazy_pattern
from reader.posix import POSIX, end_group, signal_group
from reader.story import Range, Story, passage

SECONDS = 10.0
"""Seconds that a hook may run."""
GIVEN_MOST = 20_000
"""Characters passed to it: fewer than any system allows for a word of a command."""
_ANSWER_MOST = 64 << 10
"""Bytes of an answer that are shown."""
_GRACE = 1.0
"""Seconds to end in when asked to, before it is killed."""
_LAST_WORDS = 0.5
"""Seconds within which what was written before the end arrives."""
_HOLE = lazy_pattern(r"\{([a-z]+)\}")
_TAB = 4


class HookError(Exception):
    """A hook could not be run, or failed; the message is a sentence for the reader."""


def words_given(story: Story, part: Range) -> Mapping[str, str]:
    """What the placeholders stand for: a passage, and its surroundings."""
    about = story.metadata
    return {
        "text": clean(passage(story, part)),
        "sentence": clean(" ".join(story.text[slice(*story.sentence_range(part.start))].split())),
        "title": safe(story.title),
        "author": safe(about.author),
        "chapter": safe(story.chapter_at(part.start)),
        "language": safe(about.language),
    }


def filled(argv: Sequence[str], given: Mapping[str, str]) -> tuple[list[str], bytes]:
    """The words of the command, and its standard input: the text, if no word has a placeholder.

    Raises:
        HookError: The text is too long, or would be taken for an option.
    """
    if len(given["text"]) > GIVEN_MOST:
        raise HookError(f"That is too long: a hook is given {GIVEN_MOST:,} characters at most.")
    words: list[str] = []
    holes = False
    for template in argv:
        word = _HOLE.sub(lambda hole: given.get(hole[1], hole[0]), template)
        holes |= word != template
        if word[:1] == "-" != template[:1] and "--" not in words:
            raise HookError('These words would be read as an option: put "--" before them.')
        words.append(word)
    return words, b"" if holes else f"{given['text']}\n".encode()


class Hook:
    """One run of a command."""

    def __init__(self, argv: Sequence[str], given: Mapping[str, str]) -> None:
        self._words, self._input = filled(argv, given)
        self._given_up = Event()
        self._answer, self._complaint = bytearray(), bytearray()
        self._full = Event()

    def end(self) -> None:
        """End it before its time, from another thread."""
        self._given_up.set()

    def run(self, seconds: float = SECONDS) -> str:
        """Its answer, made fit for the screen; empty when it was ended from outside.

        Raises:
            HookError: It cannot be run, fails, or takes too long.
        """
        name = safe(self._words[0])
        try:
            process = subprocess.Popen(
                self._words, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                stderr=subprocess.PIPE, start_new_session=POSIX,
            )  # fmt: skip
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", "") or str(error)
            raise HookError(f"“{name}” cannot be run: {safe(reason)}.") from error
        in_time = self._attended(process, seconds)
        if self._given_up.is_set():
            return ""
        if not in_time:
            raise HookError(f"“{name}” took more than {seconds:g} seconds, and was stopped.")
        if process.returncode and not self._full.is_set():
            reason = complaint(bytes(self._complaint), f"exit code {process.returncode}")
            raise HookError(f"“{name}” failed: {reason}.")
        more = "…" if self._full.is_set() else ""
        return shown(self._answer[:_ANSWER_MOST].decode("utf-8", "replace")) + more

    def _attended(self, process: subprocess.Popen[bytes], seconds: float) -> bool:
        """Write, read and wait; whether it ended by itself or has printed all that is shown."""
        given, answer, complaint = process.stdin, process.stdout, process.stderr
        assert given is not None
        assert answer is not None
        assert complaint is not None
        threads = [
            Thread(target=_give, args=(given, self._input), daemon=True),
            Thread(target=self._take_answer, args=(answer,), daemon=True),
            Thread(target=self._take_complaint, args=(complaint,), daemon=True),
        ]
        for thread in threads:
            thread.start()
        until = time.monotonic() + seconds
        while process.poll() is None and time.monotonic() < until:
            if self._given_up.is_set() or self._full.is_set():
                break
            with suppress(subprocess.TimeoutExpired):
                process.wait(0.02)
        ended = process.poll() is not None
        if not ended:
            end_group(process, _GRACE)
        last = time.monotonic() + _LAST_WORDS
        for thread in threads:
            thread.join(max(0.0, last - time.monotonic()))
        if any(thread.is_alive() for thread in threads):
            signal_group(process, "SIGKILL")  # something it started still writes to us
        return ended or self._full.is_set()

    def _take_answer(self, pipe: IO[bytes]) -> None:
        with suppress(OSError, ValueError), pipe:
            while piece := os.read(pipe.fileno(), 1 << 14):
                self._answer += piece
                if len(self._answer) > _ANSWER_MOST:
                    self._full.set()
                    return

    def _take_complaint(self, pipe: IO[bytes]) -> None:
        with suppress(OSError, ValueError), pipe:
            while piece := os.read(pipe.fileno(), 1 << 12):
                self._complaint += piece
                del self._complaint[:-COMPLAINT_MOST]


def _give(pipe: IO[bytes], data: bytes) -> None:
    with (
        suppress(OSError, ValueError),
        pipe,
    ):  # a command need not read its input
        pipe.write(data)


def shown(answer: str) -> str:
    """A program's output as lines for the screen, without colours and control sequences."""
    lines = without_escapes(answer).replace("\r\n", "\n").expandtabs(_TAB).split("\n")
    return clean("\n".join(line.rstrip() for line in lines)).strip("\n")
