"""What was decided about the file of the story, and how the reader overrides it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from reader.cleaning import safe
from reader.commands.command import command
from reader.formats.files import LoadError
from reader.formats.text.encoding import codec_name
from reader.story import Offset, SpanKind, Story
from reader.tui.questions import ask
from reader.tui.screens.reading.hits import show_matter
from reader.tui.screens.reading.reread import Reread, unreadable

if TYPE_CHECKING:
    from reader.reading.choices import RuleChoice, Sample
    from reader.tui.screens.reading import ReadingScreen
    from reader.tui.widgets.prompt import Asked

_REFLOWS = {
    "auto": "Join wrapped lines: auto.",
    "on": "Join wrapped lines: always.",
    "off": "Join wrapped lines: never.",
}


class StoryInfo:
    """Shows what was decided about the file and lets the reader override it."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._reread = screen.part(Reread)

    @command("story.about")
    async def tell_about(self) -> None:
        """Show what the story is; a novel's words are counted while the page can still turn."""
        from reader.formats.facts import facts_of
        from reader.tui.screens.about import AboutScreen

        screen, opened = self._screen, self._screen.reading.opened
        facts = await asyncio.to_thread(facts_of, opened.story, opened.path, opened.choices)
        if screen.is_current:
            screen.app.push_screen(AboutScreen(screen.page_theme, facts))

    @command("story.encoding")
    async def choose_encoding(self) -> None:
        """Choose the encoding by how a line reads in each."""
        from reader.reading.choices import encodings_of, reads_alike
        from reader.tui.screens.about import EncodingsScreen

        screen, reading = self._screen, self._screen.reading
        share = reading.opened.story.progression(reading.shown.offset)
        try:
            if await asyncio.to_thread(reads_alike, reading.opened):
                screen.tell("Every encoding reads this file alike: it is plain ASCII.")
                return
            samples = await asyncio.to_thread(encodings_of, reading.opened, share)
        except LoadError as error:
            screen.tell(unreadable(error))
            return

        def take(sample: Sample | None) -> None:
            if sample is not None:
                choices = self._reread.choices._replace(encoding=sample.encoding)
                self._reread.change(choices, lambda story: f"Read as {story.source.encoding}.")

        encoding = self._reread.choices.encoding
        now = codec_name(encoding) if encoding else ""
        if not any(isinstance(one, EncodingsScreen) for one in screen.app.screen_stack):
            screen.app.push_screen(EncodingsScreen(screen.page_theme, samples, now), take)

    @command("story.raw")
    def change_raw(self) -> None:
        """Show the file line by line as it is, or as a story."""
        from reader.reading.reread import with_raw

        choices = with_raw(self._reread.choices)
        said = "Shown line by line as in the file." if choices.raw else "Shown as a story."
        self._reread.change(choices, lambda _: said)

    @command("story.reflow")
    def change_reflow(self) -> None:
        """Join wrapped lines automatically, always or never."""
        from reader.reading.reread import with_reflow

        screen, choices = self._screen, with_reflow(self._reread.choices)
        if choices.raw:
            screen.tell(screen.keyed("No lines are joined in the raw view: {story.raw} leaves it."))
        else:
            self._reread.change(choices, lambda _: _REFLOWS[choices.reflow])

    @command("story.ruby")
    def change_ruby(self) -> None:
        """Show or hide the readings after words."""
        from reader.reading.reread import with_ruby

        spans = self._screen.reading.opened.story.spans
        if self._reread.choices.ruby and not any(span.kind is SpanKind.RUBY for span in spans):
            self._screen.tell("This story has no readings (ruby).")
            return
        choices = with_ruby(self._reread.choices)
        said = "Readings are shown." if choices.ruby else "Readings are hidden."
        self._reread.change(choices, lambda _: said)

    @command("story.title")
    async def correct_title(self) -> None:
        """Ask for the title, and keep it for this story."""
        from reader.reading.reread import with_title

        shown = self._reread.choices.title or self._screen.reading.opened.story.title
        answer = await self._asked("Title:", shown, "empty for what is in the file")
        if answer is not None and answer.strip() != shown:
            choices = with_title(self._reread.choices, answer)
            self._reread.change(choices, lambda story: f"Title: {safe(story.title)}.")

    @command("story.author")
    async def correct_author(self) -> None:
        """Ask who wrote the story, and keep it."""
        from reader.reading.reread import with_author

        shown = self._reread.choices.author or self._screen.reading.opened.story.metadata.author
        answer = await self._asked("Author:", shown, "empty for what is in the file")
        if answer is not None and answer.strip() != shown:
            choices = with_author(self._reread.choices, answer)
            self._reread.change(choices, _by)

    @command("story.hide")
    async def hide_lines(self) -> None:
        """Ask for words whose lines are to be hidden; an empty answer shows hidden lines again."""
        from reader.formats.text.corrections import parts_of
        from reader.reading.reread import with_hidden

        hint = "empty shows hidden lines again" if self._reread.choices.hidden else "* for anything"
        answer = await self._asked("Hide lines with:", "", hint)
        choices = self._reread.choices
        if answer is None or (not answer.strip() and not choices.hidden):
            return
        if not answer.strip():
            self._reread.change(choices._replace(hidden=()), lambda _: "All lines are shown.")
        elif not parts_of(answer):
            self._screen.tell("This would hide every line.")
        else:
            words = safe(answer.strip())
            said = f"Lines with “{words}” now come after the story."
            self._reread.change(with_hidden(choices, answer), lambda _: said)

    def _asked(self, question: str, value: str, hint: str) -> Asked:
        """Ask on the screen that the reader sees, which may be the one about the story."""
        return ask(self._screen.app.screen, question, value, hint)

    @command("story.chapters")
    def choose_rule(self) -> None:
        """Choose how chapters are found, or type a pattern."""
        from reader.reading.choices import rules_of
        from reader.tui.screens.about import RulesScreen

        screen, reread = self._screen, self._reread

        def take(chosen: tuple[str, str] | None) -> None:
            if chosen is not None:
                rule, pattern = chosen
                choices = reread.choices._replace(chapter_rule=rule, chapter_pattern=pattern)
                reread.change(choices, _chapters)

        rules: list[RuleChoice] = rules_of(screen.reading.opened)
        screen.app.push_screen(RulesScreen(screen.page_theme, rules, reread.choices), take)

    @command("story.matter")
    def change_matter(self) -> None:
        """Unfold front and back matter; from the first or last page it is visible at once."""
        screen, shown = self._screen, self._screen.reading.shown
        opened = screen.reading.opened
        before, after = _matter(opened.story)
        if before is None and after is None:
            screen.tell("This story has no front or back matter.")
        elif opened.unfolded:
            show_matter(screen, unfolded=False)
            screen.tell("Front and back matter hidden.")
        else:
            at_start = shown.layout.folio(shown.offset) == 1
            there = before if at_start else after if shown.at_end else None
            show_matter(screen, unfolded=True)
            if there is not None:
                reading = screen.reading
                screen.show(reading.look(reading.shown.to(there)))
            told = "Front and back matter shown: {story.matter} hides them."
            screen.tell(screen.keyed(told))


def _by(story: Story) -> str:
    author = story.metadata.author
    return f"Author: {safe(author)}." if author else "No author known."


def _chapters(story: Story) -> str:
    decision = next(one for one in story.decisions if one.topic == "chapters")
    failed = decision.why.startswith("your pattern")
    return f"Chapters: {decision.why if failed else decision.verdict}."


def _matter(story: Story) -> tuple[Offset | None, Offset | None]:
    """Where front and back matter begin; None if there is none."""
    start, end = story.body
    before = Offset(0) if story.text[:start].strip() else None
    after = Offset(end + 1) if story.text[end:].strip() else None
    return before, after
