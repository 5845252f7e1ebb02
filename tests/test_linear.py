"""Linear mode by the line: pages and places as plain text, through pipes."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import locator
from reader.commands.line_commands import LINE_COMMANDS, help_lines, understood
from reader.context import Context, set_up
from reader.linear.base import Sheet
from reader.linear.reading import LinearReading
from reader.locator.quote import Locator
from reader.reading.open import OpenStory, open_path
from reader.reading.reading import Reading
from reader.settings.settings import Settings
from tests import reading_steps
from tests.shell import Call, Outcome, process

Read = Callable[..., list[str]]
SENTENCE = "and the lamp went along the wall as slowly as a snail that has been told the time"


@pytest.fixture
def story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three chapters of numbered paragraphs, alone in the library."""
    folder = tmp_path / "library"
    folder.mkdir()
    monkeypatch.setenv("NIGHTSTAND_LIBRARY", str(folder))
    text = ""
    for chapter in (1, 2, 3):
        text += f"\n\nChapter {chapter}\n\n"
        text += "\n\n".join(
            f"Paragraph {number} begins, {SENTENCE}."
            for number in range(chapter * 20, chapter * 20 + 20)
        )
    path = folder / "numbers.txt"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def read(call: Call, story: Path) -> Read:
    """Gives commands and returns what was said, line by line."""

    def run(*lines: str, options: tuple[object, ...] = ("--height", 10)) -> list[str]:
        typed = "".join(f"{line}\n" for line in lines).encode()
        done = call("read", "--linear", story, *options, stdin=typed)
        assert (done.code, done.err) == (0, "")
        return done.out.splitlines()

    return run


def places(said: list[str]) -> list[str]:
    """The lines below the pages."""
    return [line for line in said if line.startswith("[")]


def place_of(story: Path) -> tuple[str, float]:
    """The words and the share that the data file has as the reader's place."""
    context, _ = set_up()
    known = context.store.stories.by_path(story)
    context.store.close()
    assert known is not None
    assert known.locator is not None
    return known.locator.exact, known.locator.progression


def test_a_page_is_printed_and_where_it_is(read: Read) -> None:
    """Title and place, the page's lines, one line below it; then the input ends."""
    said = read()

    assert said[0] == "numbers. Page 1 of 21, 0 %, Chapter 1. ? for help."
    assert said[1] == ""
    assert said[2].strip() == "Chapter 1"
    assert said[-1] == "[1 of 21, 0 %]"
    assert len(said) <= 2 + 10 + 1


def test_pages_turn_on_and_back(read: Read) -> None:
    """An empty line, letters and words turn; numbers before letters count."""
    said = read("", "f", "next", "b", "3f", "back 2")

    assert [line.split()[0] for line in places(said)] == ["[1", "[2", "[3", "[4", "[3", "[6", "[4"]


@pytest.mark.parametrize(
    ("line", "begins"),
    [
        ("5", "[5 of"),
        (":5", "[5 of"),
        ("5G", "[5 of"),
        ("page 5", "[5 of"),
        ("50%", "[11 of"),
        ("percent 50", "[11 of"),
        ("percent 50%", "[11 of"),
        ("G", "[21 of 21, 100 %, the end; your place is on page 1: ` returns]"),
        ("999999999", "[21 of 21"),
        ("]", "[8 of"),
        ("2]", "[15 of"),
        ("chapter 3", "[15 of"),
    ],
)
def test_moves_go_where_they_say(read: Read, line: str, begins: str) -> None:
    """By page, share, chapter, to the end; beyond the last page is the last."""
    assert places(read(line))[-1].startswith(begins)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("b", "This is the beginning."),
        ("page x", "Which page? Type page 12, or 12."),
        ("percent x", "Which percentage? Type percent 40, or 40%."),
        ("chapter 9", "Which chapter? Type chapter 1 to chapter 3."),
        ("n", "No search yet; type /words."),
        ("/", "Which words? Type /words."),
        ("/zebra", "“zebra” is not in this story."),
        ("`", "Nothing to go back to."),
        ("o", "No other window is open on this story."),
        ("go", "Which bookmark? bookmarks lists them."),
        ("go home", "“home” is not a bookmark. bookmarks lists them."),
        ("'", "No bookmarks yet; m sets one."),
        ("dance", "Unknown command “dance”; ? lists them."),
        ("f x", "Unknown command “f x”; ? lists them."),
        ("\x1b[31mred", "Unknown command “␛[31mred”; ? lists them."),
        ("9" * 5000, f"Unknown command “{'9' * 40}”; ? lists them."),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(read: Read, line: str, sentence: str) -> None:
    """Nothing is printed but why, and nothing has moved."""
    assert sentence in read(line)


def test_the_end_is_said_and_not_passed(read: Read) -> None:
    """Turning on from the last page says so."""
    said = read("G", "", "here", "")

    assert "This is the end. Type here to make it your place." in said
    assert said[-2:] == ["This is the end.", "[21 of 21, 100 %, the end]"]


def test_the_place_is_kept_and_resumed(read: Read, story: Path) -> None:
    """The words on top of the page that was read last are on top the next time."""
    said = read("", "", "", "q")
    words = said[said.index(places(said)[2]) + 1]
    again = read()

    assert place_of(story)[0].startswith(words[:20])
    assert again[2] == words
    assert "the end; your place is on page 4" in read("G", "q")[-1]
    assert place_of(story)[0].startswith(words[:20])
    assert read("G", "here", "q")[-1].endswith("the end]")
    assert place_of(story)[1] == 1.0


def test_the_page_looked_at_last_is_offered_the_next_time(read: Read, story: Path) -> None:
    """And so are the jumps before it; the place stays where it was read."""
    read("", "5", "12", "q")
    again = read("`", "`", "`", "forward", "q")

    assert again[1] == "You looked at page 12: ` goes there."
    assert [line.split()[0] for line in places(again)] == ["[2", "[12", "[2", "[5", "[2"]
    assert "You looked" not in read("q")[1]
    assert place_of(story)[1] < 0.1


def test_a_mark_of_one_letter_is_gone_to_by_it(read: Read) -> None:
    """An apostrophe and the letter, as in other readers."""
    said = read("", "", "bookmark a", "g", "'a", "'b", "q")

    assert places(said)[-1].startswith("[3 of")
    assert said[-1].startswith("“b” is not a bookmark.")


def test_it_is_the_same_place_as_the_full_readers(read: Read, story: Path) -> None:
    """What another window has written is where linear mode begins, at any size of page."""
    context, _ = set_up()
    opened = open_path(context, story)
    assert opened.id is not None
    offset = opened.story.text.index("Paragraph 33")
    context.store.places.remember(opened.id, locator.make(opened.story, offset))
    context.store.close()

    for height in (3, 10, 50):
        assert read(options=("--height", height, "--width", 40))[2].startswith(
            "Paragraph 33 begins"
        )


def test_a_look_at_the_first_page_moves_no_place(read: Read, story: Path) -> None:
    """OpenStory and left again, the story is as it was."""
    read("", "", "q")
    before = place_of(story)
    read("q")

    assert place_of(story) == before


def test_a_search_looks_and_the_place_stays(read: Read, story: Path) -> None:
    """The hit in its sentence, its page, where the place is; n and N go on; ` returns."""
    said = read("", "/Paragraph 4", "n", "N", "`", "q")

    hits = [line for line in said if line.startswith("Hit")]
    assert hits[0].startswith("Hit 1 of 10: [Paragraph 4]0 begins, and the lamp")
    assert [hit.split(":")[0] for hit in hits] == ["Hit 1 of 10", "Hit 2 of 10", "Hit 1 of 10"]
    assert any(line.endswith("; your place is on page 2: ` returns]") for line in said)
    assert said[-1].startswith("[2 of")
    assert place_of(story)[0].startswith("Paragraph 23")


def test_a_page_turned_from_a_hit_is_the_place(read: Read, story: Path) -> None:
    """A reader who reads on there, reads there."""
    read("/Paragraph 50", "", "q")

    assert place_of(story)[0].startswith("Paragraph 5")


def test_a_search_goes_round(read: Read) -> None:
    """Behind the last hit comes the first, and that is said."""
    said = read("/Chapter", "n", "n", "n")

    assert any("from the beginning again" in line for line in said)


def test_a_wrong_search_is_a_sentence(read: Read) -> None:
    """Whatever is typed after the stroke."""
    for typed in ("/(", "/[a-", "/\\", "/\x00", "/" + "x" * 3000):
        assert "Traceback" not in "\n".join(read(typed))


def test_bookmarks_are_set_listed_reached_and_deleted(read: Read, call: Call) -> None:
    """With and without a name, in the order of the text, by number and by name."""
    said = read("m the wall", "4", "m", "1", "'", "2", "go The Wall", "delete 2", "'", "q", "q")

    assert "Bookmarked as “the wall”." in said
    assert "Bookmarked." in said
    rows = [line for line in said if line[:3] in ("1. ", "2. ")]
    assert rows[0].startswith("1. “the wall”, 0 %, Chapter 1: Chapter 1")
    assert rows[1].startswith("2. 15 %, Chapter 1: Paragraph")
    assert len(rows) == 3
    assert [one["name"] for one in call("bookmarks", "--json").json] == ["the wall"]


def test_bookmarks_of_the_full_reader_are_there(read: Read, call: Call, story: Path) -> None:
    """They are the same ones."""
    read("5", "m")
    (mark,) = call("bookmarks", "--json").json

    assert mark["words"].startswith("Paragraph 32 begins")


def test_contents_are_listed_in_screenfuls_from_here_and_gone_to(read: Read) -> None:
    """An answer goes there; an empty one shows more or stays; another is a command."""
    said = read("contents", "3", "contents", "", "contents", "7", "where", options=("--height", 4))

    assert "3 chapters; you are in number 1." in said
    assert "3 chapters; you are in number 3." in said
    assert "No number 7." in said
    assert any(line.startswith("Page") and line.endswith("Chapter 3.") for line in said)


def test_help_names_every_command(read: Read) -> None:
    """Each with its keys and a sentence."""
    said = read("?")

    assert all(line in said for line in help_lines())
    assert len(help_lines()) == len(LINE_COMMANDS)


def test_a_story_is_read_aloud_page_by_page(read: Read, call: Call, tmp_path: Path) -> None:
    """`speak` prints each page as the voice comes to it, and the place goes along."""
    config, log = tmp_path / "settings.toml", tmp_path / "said"
    config.write_text(
        f"speech_command = ['sh', '-c', 'cat >> {log}']\nspeech_on = false\n", "utf-8"
    )
    story = tmp_path / "told.txt"
    sentences = (f"Sentence {number} it was." for number in range(20))
    text = " ".join(sentences)
    story.write_text(f"Chapter 1\n\n{text}\n\nChapter 2\n\nThe end. {text}\n", "utf-8")
    words = ("read", "--linear", story, "--height", 4, "--config", config)
    said = call(*words, stdin=b"speak\nq\n").out
    assert log.read_text("utf-8").split("\n")[:2] == ["Chapter 1", "Sentence 0 it was."]
    assert "Sentence 19 it was." in log.read_text("utf-8")
    assert "The end." not in log.read_text("utf-8")
    assert said.count("Sentence 19") == 1
    assert "Sentence 19" in call(*words, stdin=b"q\n").out
    config.write_text("speech_command = ['no-such']\n", "utf-8")
    assert "There is no program “no-such”" in call(*words, stdin=b"S\n").out


def test_keys_steer_what_is_read_aloud(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A sentence on, faster, and silence at any other key."""
    config, log, told = tmp_path / "settings.toml", tmp_path / "said", tmp_path / "told.txt"
    script = tmp_path / "engine.sh"
    script.write_text(f"echo $1 $(cat) >> {log}; sleep 600", "utf-8")
    config.write_text(f"speech_command = ['sh', '{script}', '{{rate}}']\n", "utf-8")
    told.write_text("The mill stood. It rained. He left.\n", "utf-8")
    log.touch()

    class Listener(Silent):
        """Types once each sentence is begun."""

        asks = True
        typed = 0

        def pressed(self, _seconds: float) -> bool:
            return len(log.read_text("utf-8").splitlines()) > self.typed

        def command(self) -> str | None:
            self.typed += 1
            return ")+x"[self.typed - 1]

    context, _ = set_up(tmp_path, tmp_path / "data.db", config)
    reading = LinearReading(context, open_path(context, told), Listener(), Sheet())
    reading.obey("speak")
    context.store.close()
    said = [line.split(" ", 1) for line in log.read_text("utf-8").splitlines()]
    assert said == [["175", "The mill stood."], ["175", "It rained."], ["190", "It rained."]]
    assert "190 words a minute." in capsys.readouterr().out


def test_every_command_can_be_done() -> None:
    """The table and the methods know the same."""
    assert {one.id for one in LINE_COMMANDS} == {*LinearReading.answers}


def test_no_key_and_no_word_means_two_things() -> None:
    """Each stands in the table once."""
    for names in (
        [k for c in LINE_COMMANDS for k in c.keys],
        [w for c in LINE_COMMANDS for w in c.words],
    ):
        assert len(set(names)) == len(names)


@given(st.text(max_size=30))
def test_any_line_is_understood_or_not(line: str) -> None:
    """Whatever is typed means a command of the table or nothing."""
    given_ = understood(line)

    assert given_ is None or given_.id in {command.id for command in LINE_COMMANDS}


def test_words_of_a_title_and_a_piped_story(call: Call, story: Path) -> None:
    """A story is named as elsewhere; one from a pipe needs a terminal for its commands."""
    assert call("read", "--linear", "numb").out.startswith("numbers. Page 1 of")


def test_the_library_is_a_list_to_choose_from(call: Call, story: Path) -> None:
    """Without a story: numbers, then the story, then the list again."""
    done = call("read", "--linear", stdin=b"7\n1\nq\nq\n")

    assert (done.code, done.err) == (0, "")
    assert done.out.count("1. numbers") == 3
    assert "“7” is neither a number nor a title." in done.out
    assert "numbers. Page 1 of" in done.out


def test_a_long_list_comes_in_screenfuls_and_words_find(call: Call, story: Path) -> None:
    """Enter shows more; words that fit one story open it, those that fit several list them."""
    for name in ("salt road", "salt marsh", "ember"):
        story.with_name(f"{name}.txt").write_text(f"It is told of {name}.\n", encoding="utf-8")
    done = call("read", "--linear", "--height", 3, stdin=b"\nsalt\n2\nq\nember\nq\nq\n")

    said = done.out.splitlines()
    assert [line[0] for line in said if line[1:2] == "."][:6] == ["1", "2", "3", "4", "1", "2"]
    assert sum(line.startswith("It is told of salt") for line in said) == 1
    assert "It is told of ember." in said


def test_an_empty_library_is_said(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where not even samples are, there is nothing to choose."""
    monkeypatch.setattr("reader.library.folders.samples", lambda: None)
    monkeypatch.setenv("NIGHTSTAND_LIBRARY", str(tmp_path / "none"))
    done = call("read", "--linear")

    assert (done.code, done.out) == (1, "")
    assert "no stories" in done.complaint


def test_resume_reads_on_in_lines(read: Read, call: Call) -> None:
    """The story read last, at its place; or a bookmark."""
    read("6", "m here", "8", "", "q")
    size = ("--height", 10)

    assert "Page 9 of 21" in call("resume", "--linear", *size).out
    assert "Page 6 of 21" in call("resume", "--linear", "here", *size).out


@pytest.mark.parametrize(
    ("start", "first"),
    [("+/Paragraph 45", "Paragraph 45"), ("+G", "Paragraph 79"), ("+21", "Paragraph 2")],
)
def test_a_pager_may_be_told_where_to_begin(
    call: Call, story: Path, start: str, first: str
) -> None:
    """At words, at the end, at a line of the file."""
    said = call("read", "--linear", story, start, "--height", 10).out

    assert first in said


def test_the_size_is_that_of_flags_then_environment(
    call: Call, story: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """COLUMNS and LINES, of which two are kept free; a flag wins."""
    monkeypatch.setenv("COLUMNS", "30")
    monkeypatch.setenv("LINES", "12")
    said = call("read", "--linear", story).out.splitlines()

    assert max(map(len, said[2:-1])) <= 30
    assert len(said) - 3 <= 10
    wide = call("read", "--linear", story, "--width", 50).out.splitlines()
    assert max(map(len, wide[2:-1])) > 30


def test_nothing_but_text_goes_out(story: Path) -> None:
    """No escape, no carriage return, nothing that moves a cursor, whatever the terminal is."""
    for term in ("xterm-256color", "dumb"):
        done = process("read", "--linear", story, stdin=b"\n/lamp\n?\nq\n", env={"TERM": term})
        assert (done.code, done.err) == (0, "")
        assert all(one.isprintable() or one == "\n" for one in done.out)


def test_a_reader_that_goes_away_keeps_the_place(story: Path) -> None:
    """The pipe that is read from is closed under it: quiet, and the place is written."""
    done: Outcome = process(
        "read", "--linear", story, "--height", "10", stdin=b"\n" * 9, shell="| head -n 3"
    )

    assert (done.code, done.err) == (0, "")


def test_a_renamed_and_edited_story_is_asked_about_only_where_somebody_is(
    read: Read, call: Call, story: Path
) -> None:
    """Through a pipe a doubtful text is a story of its own, and no command is eaten."""
    read("5", "q")
    other = story.with_name("other.txt")
    text = story.read_text("utf-8")
    other.write_text(text[: len(text) // 2] + "Something else was told. " * 200, encoding="utf-8")
    done = call("read", "--linear", other, stdin=b"q\n")

    assert done.code == 0
    assert "Is this your" not in done.out


class Silent:
    """Somebody who answers nothing."""

    asks = False

    def command(self) -> str | None:
        """None."""
        return None

    def pressed(self, _seconds: float) -> bool:
        """Nobody presses anything."""
        return True

    def now(self) -> float:
        """No time passes."""
        return 0.0

    def answer(self, _: str) -> str | None:
        """None."""
        return None


LINES = {
    "page.next": "f",
    "page.previous": "b",
    "line.next": "j",
    "line.previous": "k",
    "half.next": "f",
    "half.previous": "b",
    "chapter.next": "]",
    "chapter.previous": "[",
    "go.start": "g",
    "go.end": "G",
    "go.percent": "%",
    "jump.back": "`",
    "jump.ahead": "forward",
    "place.here": "here",
    "place.return": "return",
    "search.next": "n",
    "search.previous": "N",
    "search.end": "`",
}
"""What a reader types for what is a key of the screen."""
RECORDED: list[list[list[int]]] = json.loads(
    (Path(__file__).parent / "readings" / "linear.json").read_text("utf-8")
)
"""What the same steps as on the screen led to when they were recorded."""


@pytest.mark.parametrize("seed", range(reading_steps.SEQUENCES))
def test_a_reading_goes_as_it_was_recorded(
    seed: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Forty steps of every kind show, keep and say what they did before."""
    kept: list[int] = []

    class Kept:
        trouble = ""

        def remember(self, _: int, place: Locator, _lap: object, **_read: object) -> None:
            kept.append(place.offset)

        def newer(self, _: int) -> None:
            return None

        other = newer
        places = property(lambda self: self)

    context: Any = Context(Kept(), Settings(), lambda: None)  # type: ignore[arg-type, return-value]
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("LINES", "24")
    reader = LinearReading(context, OpenStory(reading_steps.story(), id=1), Silent(), Sheet())
    for step, expected in zip(reading_steps.steps(seed), RECORDED[seed], strict=True):
        kept.clear()
        number = step.number
        if step.what == "resize":
            columns, rows = reading_steps.SIZES[number or 0]
            monkeypatch.setenv("COLUMNS", str(columns))
            monkeypatch.setenv("LINES", str(rows))
        if step.what == "find":
            reader.obey(f"/{reading_steps.RARE[number or 0]}")
        elif step.what in LINES:
            reader.obey(f"{'' if number is None else number}{LINES[step.what]}")
        else:
            reader.obey("=")
        assert [*row(reader.reading), kept[-1] if kept else -1, *said(capsys)] == expected, step


def row(reading: Reading) -> list[int]:
    """What is to be told of a reading, in numbers."""
    shown, search = reading.shown, reading.search
    return [
        shown.offset,
        reading.home.offset if reading.home else -1,
        sum(shown.back),
        len(shown.back),
        sum(shown.ahead),
        len(shown.ahead),
        -1 if search is None or search.at is None else search.at,
    ]


def said(capsys: pytest.CaptureFixture[str]) -> tuple[int, int]:
    """How much was printed, and a sum of it."""
    out = capsys.readouterr().out
    return len(out), sum(map(ord, out))


def test_sentences_are_highlighted_by_their_numbers(read: Read, story: Path) -> None:
    """One or several, in a colour; a note on one; listed, deleted, and brought back."""
    said = read(
        "20%",
        "H",
        "highlight 2-3 green",
        "annotate 2 slow, and so am I",
        "99H",
        "highlights",
        "1",
        "unmark 1",
        "z",
    )
    numbered = [line for line in said if line.startswith(("1. Par", "2. Par", "3. Par"))]
    assert len(numbered) == 3
    assert "Type highlight 2-4 green." in said
    [made] = [line for line in said if line.startswith("Highlighted in green")]
    assert made.startswith(f"Highlighted in green: “{numbered[1][3:][:40]}")
    assert any(line.startswith("Which sentences? This page has 1 to") for line in said)
    [row] = [line for line in said if line.startswith("1. 2")]
    assert "green: “Paragraph" in row
    assert row.endswith("Note: slow, and so am I")
    assert f"Deleted: {row[3:]}" in said
    assert said[-1] == "Undone."
    context, _ = set_up()
    [(_, kept)] = context.store.highlights.of()
    context.store.close()
    assert (kept.colour, kept.note) == ("green", "slow, and so am I")
    assert kept.passage.quote.startswith(numbered[1][3:][:40])
    assert kept.passage.quote.count("begins") == 2


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("highlight 1 mauve", "Which colour? One of yellow, green, blue, pink, orange, purple."),
        ("annotate 1", "No note was written."),
        ("unmark 1", "Which highlight? highlights lists them with their numbers."),
        ("highlights", "No highlights yet; H makes one."),
        ("z", "Nothing to undo."),
        ("highlight x", "Which sentences? This page has 1 to 4: type highlight 2-4 green."),
    ],
)
def test_what_cannot_be_highlighted_is_told(read: Read, line: str, answer: str) -> None:
    """Nothing is kept of it."""
    assert answer in read(line)
