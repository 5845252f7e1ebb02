"""What is read aloud: the words that are said and in which order, with no engine at all."""

from threading import Event, Thread

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.reading.aloud import followed, kept_up, script_of
from reader.reading.navigator import Navigator, in_mode
from reader.reading.open import OpenStory
from reader.reading.reading import Reading
from reader.speech.recital import Recital, Spoken, begun
from reader.speech.script import Script, Utterance
from reader.speech.voice import Voice
from reader.story import BlockKind, Footnote, Offset, Range, Span, SpanKind, Story
from reader.typeset.layout import Layout
from reader.typeset.style import Cells, PageStyle
from tests.examples import examples
from tests.strategies import prose, stories, story_of, styles, texts

P, H, B, V = BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.BREAK, BlockKind.VERSE
TOLD = story_of(
    [
        (H, "One"),
        (P, "It rained. “Come in,” said Ann. He came."),
        (B, "* * *"),
        (V, "The mill is still,\nthe wheel is not."),
        (H, "Two"),
        (P, "The last. The very last."),
    ]
)
LONGEST = 240


def spoken(script: Script, start: int = 0) -> list[Utterance]:
    """All that is said from a place on."""
    found = []
    one = script.at(start)
    while one is not None:
        found.append(one)
        one = script.after(one)
    return found


def said(story: Story, bounds: Range | None = None) -> list[str]:
    """The words of all that is said."""
    return [one.text for one in spoken(Script(story, bounds or story.body))]


def recital(story: Story = TOLD, *, over_chapters: bool = True) -> Recital:
    """A recital from the beginning."""
    made = begun(Script(story, story.body), 0, over_chapters=over_chapters)
    assert made is not None
    return made


def test_sentences_are_said_one_by_one_and_silence_parts_what_is_apart() -> None:
    """Verse by its lines, a pause after a heading, and a scene break as nothing but silence."""
    found = spoken(Script(TOLD, TOLD.body))
    assert [(one.text, one.pause) for one in found] == [
        ("One", 1.0),
        ("It rained.", 0),
        ("“Come in,” said Ann.", 0),
        ("He came.", 0.35),
        ("", 0.7),
        ("The mill is still,", 0.15),
        ("the wheel is not.", 0.35),
        ("Two", 1.0),
        ("The last.", 0),
        ("The very last.", 0.35),
    ]


@settings(max_examples=examples(50))
@given(stories())
def test_what_is_said_stands_on_the_pages(story: Story) -> None:
    """In order, within the body, no letter twice, and marked are the sentences of all else."""
    found = spoken(Script(story, story.body))
    at = story.body.start
    for one in found:
        assert at <= one.start < one.end <= story.body.end
        at = one.end
        assert one.sentence.start <= one.start < one.sentence.end
        assert not one.text or one.sentence == story.sentence_range(one.sentence.start)
        shown = story.text[one.start : one.end]
        assert "".join(filter(str.isalnum, one.text)) in "".join(filter(str.isalnum, shown))
        assert one.end - one.start <= LONGEST + 20
        assert not one.text.startswith(("-", "[["))


@given(st.lists(texts(60), min_size=1, max_size=8))
def test_no_letter_of_prose_is_left_out(paragraphs: list[str]) -> None:
    """All letters and figures are said, whatever the script."""
    story = prose(*(" ".join(one.split()) or "x" for one in paragraphs))
    letters = "".join(filter(str.isalnum, story.text))
    assert "".join(filter(str.isalnum, "".join(said(story)))) == letters


def test_what_is_folded_is_not_said() -> None:
    """Neither a preface nor an appendix, unless they are shown."""
    story = story_of([(P, "A preface."), (P, "The story."), (P, "A licence.")], body=slice(1, 2))
    assert said(story) == ["The story."]
    assert said(story, Range(0, len(story.text))) == ["A preface.", "The story.", "A licence."]


@pytest.mark.parametrize(
    ("shown", "heard"),
    [
        ("Wait [[h@l]] now", "Wait [ [h@l]] now"),
        ("- Where? - he asked", "Where? - he asked"),
        ("soft\u00adhyphens and\u200b~~waves~~", "soft hyphens and waves"),
        ("=== ###", None),
        ("a\x1b[31mb", "a [31mb"),
    ],
)
def test_nothing_is_said_that_is_no_word(shown: str, heard: str | None) -> None:
    """Signs that an engine calls by name, its own orders, and what is invisible."""
    assert said(prose(shown)) == ([heard] if heard else [])


def test_readings_and_calls_for_notes_are_not_said() -> None:
    """A word is not said twice, and a number that calls for a note not at all."""
    text = "漢字(かんじ)を読む。The mill[12] stood. See the note."
    ruby, call = text.index("("), text.index("[12]")
    worded = text.index("note")
    notes = (Footnote(call, call + 4, Range(0, 1)), Footnote(worded, worded + 4, Range(0, 1)))
    spans = (Span(ruby, ruby + 5, SpanKind.RUBY),)
    story = prose(text)._replace(spans=spans, footnotes=notes)
    assert said(story) == ["漢字を読む。", "The mill stood.", "See the note."]


def test_drawings_are_passed_over_and_tables_are_not() -> None:
    """What is mostly no letters is silent."""
    story = story_of([(BlockKind.PREFORMATTED, "/\\__/\\\n( o.o )\nsalt     3 lb"), (P, "On.")])
    assert said(story) == ["salt 3 lb", "On."]


@pytest.mark.parametrize(
    ("clause", "cut"),
    [
        ("and the mill stood still; ", ";"),
        ("and so on, ", ","),
        ("word ", "d"),
        ("雨が降って、", "、"),
    ],
)
def test_long_sentences_are_cut_at_clauses(clause: str, cut: str) -> None:
    """At the best place there is; the whole sentence is marked meanwhile."""
    story = prose(clause * 60 + "end.")
    found = spoken(Script(story, story.body))
    assert len(found) > 1
    assert {one.text[-1] for one in found[:-1]} == {cut}
    assert {one.sentence for one in found} == {Range(0, len(story.text))}
    assert "".join(story.text[one.start : one.end] for one in found) == story.text


# The recital


def heard(value: Recital, most: int = 1000) -> list[Utterance]:
    """What is said until it is over or silent."""
    found: list[Utterance] = []
    while value.wanted is not None and len(found) < most:
        found.append(value.now)
        value = value.told(value.run)
    return found


def test_two_hundred_sentences_are_said_in_order() -> None:
    """Each is wanted once, and what is made ahead is what is wanted next."""
    story = prose(*(f"Sentence {number}." for number in range(200)))
    value = recital(story)
    for number in range(200):
        wanted, ahead = value.wanted, value.ahead
        assert wanted is not None
        assert wanted.text == f"Sentence {number}."
        value = value.told(value.run)
        assert value.wanted == ahead
    assert value.over
    assert not value.problem


EVENTS = st.one_of(
    st.tuples(st.just("told"), st.integers(0, 30), st.sampled_from(["", "", "", "It broke."])),
    st.tuples(st.just("now told"), st.just(0), st.just("")),
    st.tuples(st.just("stepped"), st.integers(-3, 3), st.just("")),
    st.tuples(st.just("at_rate"), st.integers(80, 450), st.just("")),
    st.tuples(st.just("moved"), st.integers(0, 150), st.just("")),
    st.tuples(st.just("turned"), st.just(0), st.just("")),
    st.tuples(st.just("left"), st.integers(0, 1), st.just("")),
)


def after(value: Recital, event: tuple[str, int, str]) -> Recital:
    """What an event makes of a recital."""
    name, number, words = event
    if name == "told":
        return value.told(number, words)
    if name == "now told":
        return value.told(value.run)
    if name == "turned":
        return value.turned()
    return value.left(away=bool(number)) if name == "left" else getattr(value, name)(number)


@given(st.lists(EVENTS, max_size=40))
def test_a_recital_is_right_after_anything(events: list[tuple[str, int, str]]) -> None:
    """It is somewhere in the story, and its runs never come twice."""
    value = recital()
    known = spoken(value.script)
    runs = {value.run: value.wanted}
    for event in events:
        value = after(value, event)
        assert value.now in known
        wanted = value.wanted
        assert (wanted is None) == (value.paused or value.away or value.over)
        if wanted is not None:
            assert runs.setdefault(wanted.run, wanted) in (None, wanted)
            assert max(runs) == wanted.run


def test_a_sentence_back_and_on_is_exact() -> None:
    """From every sentence to its neighbours, over headings and breaks; never beyond the ends."""
    value = recital()
    sentences = [one for one in spoken(value.script) if one.text]
    for number, one in enumerate(sentences):
        here = value.moved(one.start)
        back, on = here.stepped(-1).now, here.stepped(1).now
        assert back == sentences[max(0, number - 1)]
        assert on == sentences[min(len(sentences) - 1, number + 1)]
        assert here.stepped(-100).now == sentences[0]


def test_a_step_leads_to_the_beginning_of_a_long_sentence() -> None:
    """Not to its last piece; and on from its middle to the next."""
    value = recital(prose("It began; and so it went on for long, " * 20 + "then. It ended."))
    middle = value.told(value.run)
    assert middle.stepped(-1).now == value.now
    assert middle.stepped(1).now.text == "It ended."
    assert middle.stepped(1).stepped(-1).now == value.now


def test_news_of_what_is_not_wanted_any_more_changes_nothing() -> None:
    """Of a sentence that was left by a key, or while there is silence."""
    value = recital()
    left = value.stepped(2)
    assert left.told(value.run) is left
    silent = value.turned()
    assert silent.told(silent.run) is silent
    assert silent.turned().wanted is not None
    assert silent.turned().now == value.now


def test_silence_while_the_page_is_covered_leaves_a_pause_as_it_is() -> None:
    """Who had asked for silence has it when the page is back."""
    value = recital()
    away = value.left(away=True)
    assert away.wanted is None
    assert away.left(away=False).wanted is not None
    assert value.turned().left(away=True).left(away=False).wanted is None


def test_it_can_stop_where_a_chapter_ends() -> None:
    """If that is wished; and a failing engine is told."""
    assert len(heard(recital())) == 10
    value = recital(over_chapters=False)
    assert [one.text for one in heard(value)][-1] == "the wheel is not."
    while not value.over:
        value = value.told(value.run)
    assert not value.problem
    assert recital().told(1, "It broke.").problem == "It broke."


# The pages


@settings(max_examples=examples(40))
@given(st.data(), stories(), styles())
def test_the_page_follows_the_voice(data: st.DataObject, story: Story, style: PageStyle) -> None:
    """By pages, spreads and lines: what is said begins on the page, and no page is turned twice."""
    layout = Layout(story, style)
    script = Script(story, layout.bounds)
    scroll, spread = data.draw(st.booleans()), data.draw(st.booleans())
    start = data.draw(st.integers(*layout.bounds))
    here = in_mode(Navigator(layout, Offset(start), spread=spread and not scroll), scroll=scroll)
    reading = Reading(OpenStory(story), here)
    for one in spoken(script, reading.page.start):
        if one.text:
            there = followed(reading, Range(one.start, one.end))
            assert there.place.offset >= reading.place.offset or one.start < reading.page.start
            assert there.home is None
            assert there.page.start < one.end
            assert one.start < max(there.page.end, there.page.start + 1)
            assert followed(there, Range(one.start, one.end)) is there
            reading = there


def test_what_was_heard_was_read() -> None:
    """Page by page to the end, as if the pages had been turned; a jump back is no reading."""
    story = prose(*(f"Sentence {number} of the story." for number in range(200)))
    layout = Layout(story, PageStyle(measure=Cells(40), rows=10))
    reading = Reading(OpenStory(story), Navigator(layout, Offset(0)))
    for one in spoken(script_of(reading)):
        reading = followed(reading, Range(one.start, one.end))
    assert reading.read == ((0.0, 1.0),)
    assert reading.shown.at_end
    assert not reading.shown.back
    again = followed(reading, Range(0, 5))
    assert again.place.offset == 0
    assert again.read == reading.read


def test_a_recital_is_kept_up_with_the_text() -> None:
    """The same text in other pages changes nothing; in another text it goes on at the page."""
    value = recital().stepped(2)
    reading = Reading(OpenStory(TOLD), Navigator(Layout(TOLD, PageStyle()), Offset(0)))
    assert kept_up(value, reading) is value
    other = prose("Another text. And more of it.")
    read = Reading(OpenStory(other), Navigator(Layout(other, PageStyle()), Offset(14)))
    assert kept_up(value, read).now.text == "And more of it."
    folded = story_of([(P, "One."), (P, "Two.")], body=slice(1, 2))
    shown = recital(folded).replace(script=Script(folded, Range(0, len(folded.text))))
    there = Reading(
        OpenStory(folded), Navigator(Layout(folded, PageStyle()), Offset(folded.body.start))
    )
    assert kept_up(shown.moved(0), there).now.text == "Two."


# The voice


class FakeSpeaker:
    """An engine that notes what it is told, and says things as long as it is let."""

    def __init__(self, *, at_once: bool = False, fails_at: str = "") -> None:
        self.at_once, self.fails_at = at_once, fails_at
        self.log: list[str] = []
        self.made: list[str] = []
        self.begun = Event()
        self.closed = False

    def sound(self, text: str, rate: int) -> "FakeSound":
        """As an engine does."""
        return FakeSound(self, f"{text} {rate}")

    def itself(self) -> "FakeSpeaker":
        """What makes it ready."""
        return self

    def close(self) -> None:
        """As an engine does."""
        self.closed = True


class FakeSound:
    """What it says."""

    def __init__(self, speaker: FakeSpeaker, text: str) -> None:
        self.speaker, self.text = speaker, text
        self.ending = Event()

    def make(self) -> None:
        """Note it."""
        self.speaker.made.append(self.text)

    def begin(self) -> None:
        """Note it."""
        if self.text not in self.speaker.made:
            self.make()
        self.speaker.log.append(f"+{self.text}")
        self.speaker.begun.set()

    def wait(self) -> str:
        """Until it is ended, or at once."""
        if not self.speaker.at_once:
            assert self.ending.wait(10)
        self.speaker.log.append(f"-{self.text}")
        return "It broke." if self.speaker.fails_at in self.text and self.speaker.fails_at else ""

    def end(self) -> None:
        """As an engine does."""
        self.ending.set()


def test_a_voice_says_what_a_recital_wants() -> None:
    """Two hundred sentences, each once, each made while the one before it sounded."""
    value = recital(prose(" ".join(f"Sentence {number}." for number in range(200))))
    speaker, over = FakeSpeaker(at_once=True), Event()

    def tell(run: int, problem: str) -> None:
        nonlocal value
        value = value.told(run, problem)
        if value.over:
            over.set()
        voice.sound(value.wanted, value.ahead)

    voice = Voice(speaker.itself, tell)
    voice.sound(value.wanted, value.ahead)
    assert over.wait(10)
    voice.close()
    words = [f"Sentence {number}. 175" for number in range(200)]
    assert speaker.log == [sign + one for one in words for sign in "+-"]
    assert speaker.made == words
    assert speaker.closed


def test_a_voice_is_silenced_and_goes_on_elsewhere() -> None:
    """What sounds ends before another thing begins, and its end is told to nobody."""
    told: list[int] = []
    speaker = FakeSpeaker()
    voice = Voice(speaker.itself, lambda run, _: told.append(run))
    for run, text in enumerate(("one", "two", "three"), 1):
        speaker.begun.clear()
        voice.sound(Spoken(run, text, 0, 175))
        assert speaker.begun.wait(10)
    voice.sound(None)
    voice.close()
    assert speaker.log == [
        "+one 175",
        "-one 175",
        "+two 175",
        "-two 175",
        "+three 175",
        "-three 175",
    ]
    assert told == []


def test_what_goes_wrong_in_the_voice_is_told() -> None:
    """A disk that is full ends the recital in words, and leaves no thread."""
    told: list[tuple[int, str]] = []

    class Broken(FakeSpeaker):
        def sound(self, text: str, rate: int) -> FakeSound:  # noqa: ARG002
            raise OSError(28, "No space left on device")

    speaker = Broken()
    voice = Voice(speaker.itself, lambda *news: told.append(news))
    voice.sound(Spoken(7, "one", 0, 175))
    voice._thread.join(10)
    assert told == [(7, "Cannot read aloud: [Errno 28] No space left on device.")]
    assert speaker.closed


def test_a_voice_that_is_closed_leaves_no_thread() -> None:
    """Whether it ever spoke or not, and in the midst of a silence; twice is once."""
    for spoken_ in (None, Spoken(1, "one", 0, 175), Spoken(1, "", 1000, 175)):
        speaker = FakeSpeaker()
        voice = Voice(speaker.itself, lambda _run, _why: None)
        voice.sound(spoken_)
        voice.close()
        voice.close()
        thread: Thread = voice._thread
        thread.join(10)
        assert not thread.is_alive()
        assert speaker.closed
