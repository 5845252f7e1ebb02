"""The commands of the reading screen that tell how the file was read, and change it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from reader.formats.files import LoadError
from reader.formats.text.corrections import name_of
from reader.formats.text.encoding import codec_name
from reader.reading.navigator import Navigator
from reader.story import Chapter, Offset, Range, SpanKind, Story
from reader.tui.screens.reading.reshaping import Reshaping, unreadable
from reader.typeset.cells import clip

if TYPE_CHECKING:
    from reader.reading.choices import PageLine, RuleChoice, Sample

_REFLOWS = {
    "auto": "Lines are joined where the file is wrapped.",
    "on": "Lines are always joined.",
    "off": "Lines are never joined.",
}
_QUOTED = 40


class Knowing(Reshaping):
    """Tells what was decided about the file and lets the reader decide otherwise."""

    def renewed(self) -> None:
        """Lists that tell of the story tell of it as it is now."""
        from reader.formats.facts import facts_of
        from reader.tui.screens.about import AboutScreen
        from reader.tui.screens.contents import ContentsScreen

        super().renewed()
        for screen in self.app.screen_stack:
            if isinstance(screen, AboutScreen):
                screen.renew(facts_of(self.opened.story, self.opened.path, self.opened.choices))
            elif isinstance(screen, ContentsScreen) and self.navigator is not None:
                screen.renew(self.navigator)

    async def do_story_about(self) -> None:
        """Answer `story.about`: the words of a novel are counted while the page still turns."""
        from reader.formats.facts import facts_of
        from reader.tui.screens.about import AboutScreen

        opened = self.opened
        facts = await asyncio.to_thread(facts_of, opened.story, opened.path, opened.choices)

        if self.is_current:
            self.app.push_screen(AboutScreen(self.page_theme, facts))

    async def do_story_encoding(self) -> None:
        """Answer `story.encoding`."""
        from reader.reading.choices import encodings_of
        from reader.tui.screens.file_choices import EncodingsScreen

        navigator = self.navigator
        if navigator is None:
            return
        share = self.opened.story.progression(navigator.offset)
        try:
            samples = await asyncio.to_thread(encodings_of, self.opened, share)
        except LoadError as error:
            self.tell(unreadable(error))
            return

        def take(sample: Sample | None) -> None:
            if sample is not None:
                self._choose_encoding(sample.encoding)

        now = codec_name(self.choices.encoding) if self.choices.encoding else ""
        if not any(isinstance(screen, EncodingsScreen) for screen in self.app.screen_stack):
            self.app.push_screen(EncodingsScreen(self.page_theme, samples, now), take)

    def _choose_encoding(self, encoding: str) -> None:
        self.reread(
            self.choices._replace(encoding=encoding),
            lambda story: f"Read as {story.source.encoding}.",
        )

    def do_story_raw(self) -> None:
        """Answer `story.raw`."""
        from reader.reading.reread import with_raw

        choices = with_raw(self.choices)
        said = "The file as it is." if choices.raw else "The file as a story."
        self.reread(choices, lambda _: said)

    def do_story_reflow(self) -> None:
        """Answer `story.reflow`."""
        from reader.reading.reread import with_reflow

        choices = with_reflow(self.choices)
        if choices.raw:
            self.tell(self.keyed("The raw view joins no lines: {story.raw} leaves it."))
            return
        self.reread(choices, lambda _: _REFLOWS[choices.reflow])

    def do_story_ruby(self) -> None:
        """Answer `story.ruby`."""
        from reader.reading.reread import with_ruby

        shown = any(span.kind is SpanKind.RUBY for span in self.opened.story.spans)
        if self.choices.ruby and not shown:
            self.tell("There are no readings behind words in this story.")
            return
        choices = with_ruby(self.choices)
        said = "Readings are shown." if choices.ruby else "Readings are hidden."
        self.reread(choices, lambda _: said)

    def do_story_chapters(self) -> None:
        """Answer `story.chapters`."""
        from reader.reading.choices import rules_of
        from reader.tui.screens.file_choices import RulesScreen

        def take(chosen: tuple[str, str] | None) -> None:
            if chosen is not None:
                rule, pattern = chosen
                self.reread(
                    self.choices._replace(chapter_rule=rule, chapter_pattern=pattern), _chapters
                )

        rules: list[RuleChoice] = rules_of(self.opened)
        self.app.push_screen(RulesScreen(self.page_theme, rules, self.choices), take)

    # Single headings

    def do_heading_here(self) -> None:
        """Answer `heading.here`."""
        lines = self._lines()
        if lines:
            self._turn(lines[0])

    def do_heading_pick(self) -> None:
        """Answer `heading.pick`."""
        from reader.tui.screens.file_choices import PageLinesScreen

        def take(line: PageLine | None) -> None:
            if line is not None:
                self._turn(line)

        self.app.push_screen(PageLinesScreen(self.page_theme, self._lines()), take)

    def _lines(self) -> list[PageLine]:
        from reader.reading.choices import page_lines

        if self.navigator is None:
            return []
        pages = self.navigator.pages
        return page_lines(self.opened.story, Range(pages[0].start, pages[-1].end))

    def _turn(self, line: PageLine) -> None:
        self._mend(line.range, wanted=not line.heading)

    def _mend(self, line: Range, *, wanted: bool) -> None:
        from reader.reading.reread import with_heading

        story = self.opened.story
        name = name_of(story, line)
        if not name:
            self.tell("This line is too long to be a chapter's heading.")
            return
        words = f"“{clip(name.partition(chr(9))[0], _QUOTED)}”"
        said = f"{words} is a chapter." if wanted else f"{words} is no chapter."
        self.reread(with_heading(self.choices, name, wanted=wanted), lambda _: said)

    def do_contents(self) -> None:
        """Answer `contents`."""
        from reader.tui.screens.contents import ContentsScreen

        def go_there(chapter: Chapter | None) -> None:
            if chapter is not None:
                self.move(lambda here: here.to(chapter.start))

        def demote(chapter: Chapter) -> None:
            story = self.opened.story
            if chapter in story.chapters:
                block = story.blocks[story.block_index(chapter.start)]
                self._mend(Range(block.start, block.end), wanted=False)

        if self.navigator is not None:
            screen = ContentsScreen(self.page_theme, self.navigator, demote, self.do_story_undo)
            self.app.push_screen(screen, go_there)

    # Front and back matter

    def do_story_matter(self) -> None:
        """Answer `story.matter`: from the first or last page one sees at once what was folded."""
        navigator = self.navigator
        if navigator is None:
            return
        before, behind = _matter(self.opened.story)
        if before is None and behind is None:
            self.tell("Nothing stands before or behind this story.")
        elif self.opened.unfolded:
            self._fold(navigator)
            self.tell("Front and back matter are folded.")
        else:
            at_start = navigator.layout.folio(navigator.offset) == 1
            there = before if at_start else behind if navigator.at_end else None
            self.opened = self.opened._replace(unfolded=True)
            self.lay_out(self.size)
            if there is not None:
                self.look(self.navigator.to(there))  # type: ignore[union-attr]  # laid out
            self.tell(self.keyed("Front and back matter are unfolded: {story.matter} folds them."))

    def _fold(self, navigator: Navigator) -> None:
        start, end = self.opened.story.body
        self.opened = self.opened._replace(unfolded=False)
        if not start <= navigator.offset < max(end, start + 1):
            nearest = Offset(min(max(navigator.offset, start), max(start, end - 1)))
            self.navigator, self.home = self.home or navigator._replace(offset=nearest), None
        self.lay_out(self.size)


def _chapters(story: Story) -> str:
    decision = next(one for one in story.decisions if one.topic == "chapters")
    failed = decision.why.startswith("your pattern")
    return f"Chapters: {decision.why if failed else decision.verdict}."


def _matter(story: Story) -> tuple[Offset | None, Offset | None]:
    """Where front and back matter begin; None where there is none."""
    start, end = story.body
    before = Offset(0) if story.text[:start].strip() else None
    behind = Offset(end + 1) if story.text[end:].strip() else None
    return before, behind
