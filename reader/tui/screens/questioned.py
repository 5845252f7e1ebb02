"""A screen that asks what only the reader can tell: one line, answered by a key."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from reader.commands.command import Need
from reader.tui.screens.command_screen import Part

_ANSWERS = ("answer.yes", "answer.no")


class Question(NamedTuple):
    """What is asked, and what each answer does."""

    words: str
    yes: Callable[[], object]
    no: Callable[[], object]


class Questioned(Part):
    """Answers `answer.yes` and `answer.no` while there is a question."""

    question: Question | None = None

    def put_question(
        self, words: str, yes: Callable[[], object], no: Callable[[], object] = lambda: None
    ) -> None:
        """Ask; a question that was not answered is no longer asked."""
        self.question = Question(words, yes, no)
        self.repaint()

    def withdraw(self) -> None:
        """Ask no more."""
        self.question = None
        self.repaint()

    @property
    def asking(self) -> str:
        """The question behind the keys that answer it; empty while nothing is asked."""
        if self.question is None:
            return ""
        yes, no = (self.key_of(answer) for answer in _ANSWERS)
        return f"{yes}/{no}  {self.question.words}"

    @property
    def has(self) -> Need:
        """Answers mean something only while something is asked."""
        return super().has if self.question is not None else super().has & ~Need.QUESTION

    def do_answer_yes(self) -> None:
        """Answer `answer.yes`."""
        self._answer(yes=True)

    def do_answer_no(self) -> None:
        """Answer `answer.no`."""
        self._answer(yes=False)

    def _answer(self, *, yes: bool) -> None:
        question = self.question
        self.withdraw()
        if question is not None:
            (question.yes if yes else question.no)()
