"""Who is this, and whom one has met: told from what was read, and from nothing after it."""

import random
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as tried
from hypothesis import strategies as st

from reader.formats import from_bytes
from reader.formats.choices import Choices
from reader.people.appearances import appearances
from reader.people.cast import met
from reader.people.corrections import Said, corrected, joined, names_joined, parted
from reader.people.person import stem
from reader.people.so_far import bound_at, read_so_far
from reader.story import Block, BlockKind, Range, Story
from reader.typeset.layout import Layout
from reader.typeset.style import Cells, PageStyle
from tests.examples import examples
from tests.sample_stories import SAMPLES as SHIPPED
from tests.strategies import prose, story_of, texts

LIBRARY = Path(__file__).parents[1] / "library"
SAMPLES = ("re-one-umbrella", "the-torr-pound", "jie-yan")
NAMES = ("Hester", "Mr. Vane", "Mrs. Vane", "Tobias Rook", "Rook", "the mill", "Ott")
SAID = (
    "{} said nothing.",
    "“And you, {}!” said the smith.",
    "The door was shut; behind it {} laughed.",
    "Nobody had seen {}'s lamp since the flood.",
    "It rained in {} all night.",
    "There was a mill by the water, and a smith.",
)
SAYINGS = st.tuples(st.sampled_from(SAID), st.sampled_from(NAMES))
HOUSE = """The smith knew {}. “Come in,” said {}. She told {} all. {}'s dog barked."""


def whole(story: Story) -> int:
    """The bound of a story that was read to its end."""
    return bound_at(story, story.body.end)


def names_in(story: Story) -> dict[str, int]:
    """Who was met, and how often."""
    return {person.name: person.mentions for person in met(story, whole(story))}


def told(name: str) -> str:
    """A paragraph with somebody in it."""
    return HOUSE.format(*[name] * 4)


@tried(max_examples=examples(50))
@given(st.lists(SAYINGS, min_size=3, max_size=14), st.data())
def test_a_story_cut_off_where_it_was_read_gives_the_same_answers(
    lines: list[tuple[str, str]], data: st.DataObject
) -> None:
    """Its file ends after a paragraph: neither who was met nor where a name stands differs."""
    paragraphs = ["CHAPTER ONE", *(said.format(name) for said, name in lines)]
    paragraphs.insert(len(paragraphs) // 2, "CHAPTER TWO")
    story = prose(*paragraphs)
    count = data.draw(st.integers(1, len(paragraphs)))
    cut = prose(*paragraphs[:count])
    bound = whole(cut)

    assert met(story, bound) == met(cut, bound)
    for name in NAMES:
        assert appearances(story, name, bound) == appearances(cut, name, bound)


@pytest.mark.parametrize("name", SAMPLES)
def test_no_sample_tells_more_than_was_read(name: str) -> None:
    """The files themselves, cut off between two paragraphs, and read anew."""
    data = (LIBRARY / f"{name}.txt").read_bytes()
    story = from_bytes(data, name)
    names = [person.name for person in met(story, whole(story))]
    for share in (0.2, 0.5, 0.8):
        cut = from_bytes(data[: data.rindex(b"\n\n", 0, int(len(data) * share))], name)
        bound = whole(cut)

        assert cut.text == story.text[:bound]
        assert met(story, bound) == met(cut, bound)
        for one in (*names[:3], "the", "我"):
            assert appearances(story, one, bound) == appearances(cut, one, bound)


def with_other_rest(story: Story, bound: int, rest: Story) -> Story:
    """The story up to a bound, where another one follows in the middle of a block and chapter."""
    shift = bound + 1

    def end(at: int) -> int:
        return at if at <= bound else shift + rest.blocks[0].end

    blocks = [one._replace(end=end(one.end)) for one in story.blocks if one.start < bound]
    blocks += [
        one._replace(start=shift + one.start, end=shift + one.end) for one in rest.blocks[1:]
    ]
    chapters = [one._replace(end=end(one.end)) for one in story.chapters if one.start < bound]
    chapters += [
        one._replace(start=shift + one.start, end=shift + one.end) for one in rest.chapters
    ]
    return story._replace(
        text=f"{story.text[:bound]}\n{rest.text}",
        blocks=tuple(blocks),
        chapters=tuple(chapters),
        body=Range(story.body.start, shift + len(rest.text)),
    )


def bounds_of(story: Story, measure: int = 66, rows: int = 22) -> list[int]:
    """Where reading ended at the end of each page."""
    layout = Layout(story, PageStyle(Cells(measure), rows))
    ends = (layout.page(number).end for number in range(layout.page_count))
    return sorted({bound_at(story, end) for end in ends})


def answers(story: Story, bound: int, names: Iterable[str]) -> tuple[object, ...]:
    """All that is told of a story that was read up to a bound."""
    return met(story, bound), [appearances(story, name, bound) for name in names]


def in_chapters(lines: list[tuple[str, str]]) -> Story:
    """A paragraph for each, every third of them below a heading with the name in it."""
    return story_of(
        part
        for at, (said, name) in enumerate(lines)
        for part in (
            *[(BlockKind.HEADING, f"About {name}")] * (at % 3 == 0),
            (BlockKind.PARAGRAPH, said.format(name)),
        )
    )


@tried(max_examples=examples(25))
@given(st.lists(SAYINGS, min_size=2, max_size=9), st.lists(SAYINGS, min_size=1, max_size=4))
def test_at_every_page_the_rest_of_the_story_changes_no_answer(
    lines: list[tuple[str, str]], others: list[tuple[str, str]]
) -> None:
    """Whatever words, names, chapters and blocks follow the page that was read."""
    story = in_chapters(lines)
    rest = in_chapters(others)
    for bound in bounds_of(story, 30, 4):
        other = with_other_rest(story, bound, rest)
        assert read_so_far(other, bound) == read_so_far(story, bound)
        assert answers(other, bound, NAMES[:3]) == answers(story, bound, NAMES[:3])


@pytest.mark.slow
def test_no_page_of_twenty_stories_tells_more_than_was_read() -> None:
    """Each page: with other words after it, and with the file cut off there and read anew.

    Where the shortened file is read otherwise, another text would be compared.
    """
    files = {path.name: path.read_text("utf-8", "replace") for path in SHIPPED}
    paragraphs = files["the-lamplighters-ledger.txt"].split("\n\n")
    for number in range(12):
        mixed = random.Random(number).sample(paragraphs, 60)
        files[f"{number}.txt"] = "CHAPTER 1\n\n" + "\n\n".join(mixed)
    pages: list[str] = []
    compared: list[str] = []
    for name, text in files.items():
        story = from_bytes(text.encode(), name)
        names = [*[person.name for person in met(story, whole(story))][:2], "the"]
        bounds, at, last = bounds_of(story), 0, 0
        rest = prose(*(told(one) for one in (*names, "Zarko", "Zarko")))
        for bound in bounds:
            at, last = after_words(text, at, story.text[last:bound]), bound
            pages.append(name)
            found = answers(story, bound, names)
            assert answers(with_other_rest(story, bound, rest), bound, names) == found, bound
            cut = from_bytes(text[:at].encode(), name)
            if parts_before(cut, whole(cut)) == parts_before(story, bound):
                compared.append(name)
                assert answers(cut, whole(cut), names) == found, (name, bound)
    assert len(set(compared)) >= 20
    assert len(compared) > 0.8 * len(pages) > 240


def after_words(text: str, at: int, words: str) -> int:
    """Where words end that follow a place in a file, with the signs at the end of the last."""
    for letter in filter(str.isalnum, words):
        at = text.index(letter, at) + 1
    while at < len(text) and not text[at].isalnum() and not text[at].isspace():
        at += 1
    return at


def parts_before(story: Story, bound: int) -> tuple[str, list[Block], list[str]]:
    """The text, the blocks that end there, and the chapters that begin before."""
    blocks = [block for block in story.blocks if block.end < bound]
    titles = [one.title for one in story.chapters if one.start < bound]
    return story.text[story.body.start : bound], blocks, titles


@given(st.lists(texts(60), max_size=6), st.integers(0, 400))
def test_what_stands_after_the_bound_is_not_there(lines: list[str], offset: int) -> None:
    """A bound divides no word, lies within the body, and nothing of the story outreaches it."""
    story = story_of(
        (BlockKind.HEADING if at % 3 == 0 else BlockKind.PARAGRAPH, line)
        for at, line in enumerate(lines)
    )
    bound = bound_at(story, offset)
    seen = read_so_far(story, bound)

    assert story.body.start <= bound <= max(story.body.start, min(offset, story.body.end))
    assert seen.text == story.text[:bound]
    ends = [block.end for block in seen.blocks] + [chapter.end for chapter in seen.chapters]
    assert max(ends, default=0) <= bound == seen.body.end
    assert bound_at(story, bound) == bound


def test_a_name_is_looked_up_with_its_sentences() -> None:
    """In the order of the story, the sentences that introduce it before all others."""
    story = story_of(
        [
            (BlockKind.HEADING, "One"),
            (BlockKind.PARAGRAPH, "It was late. Vane came in. Nobody spoke."),
            (BlockKind.HEADING, "Two"),
            (BlockKind.PARAGRAPH, "“This is my cousin Vane.” Then Vane sat down; Vanessa did not."),
        ]
    )
    found = appearances(story, "Vane", whole(story))

    assert [story.text[one.start : one.end] for one in found.mentions] == ["Vane"] * 3
    assert found.mentions[0].sentence == "Vane came in."
    assert [(one.title, one.mentions) for one in found.chapters] == [("One", 1), ("Two", 2)]
    assert found.introductions_first[0].sentence == "“This is my cousin Vane.”"
    assert not appearances(story, "Vane", story.text.index("Vane")).mentions


def test_a_long_sentence_is_cut_around_the_name() -> None:
    """What is shown holds the name, and says that there is more."""
    story = prose("and " * 200 + "Vane" + " and" * 200)
    (one,) = appearances(story, "Vane", whole(story)).mentions

    assert "Vane" in one.sentence
    assert one.sentence[0] == one.sentence[-1] == "…"
    assert len(one.sentence) < 300


def test_people_are_told_from_places_and_other_words() -> None:
    """By what they do, own and say; where somebody is, and what anybody cries, is nobody."""
    story = prose(
        *[told("Hester")] * 3,
        *["It rained in Ostrava. She went from Ostrava to the mill near Ostrava."] * 3,
        *["“Ah!” said he. “Oh, well!” The Lantern was wet; she had seen a Lantern."] * 3,
    )
    assert names_in(story) == {"Hester": 12}


def test_titles_keep_people_apart() -> None:
    """Mr. and Mrs. are two; a name that could be either's is neither's."""
    story = prose(*[told("Mr. Vane"), told("Mrs. Vane"), told("Vane")] * 2)
    assert names_in(story) == {"Mr. Vane": 8, "Mrs. Vane": 8, "Vane": 8}


def test_a_title_makes_a_name_of_any_word() -> None:
    """However often the word stands without a capital."""
    story = prose(told("Mrs. Long"), told("Miss Long"), "It took long, long hours." * 9)
    assert names_in(story) == {"Mrs. Long": 4, "Miss Long": 4}


def test_a_name_belongs_to_the_only_longer_one() -> None:
    """Of the first name, of the surname and with a title; the plural is the family."""
    story = prose(*[told("Tobias Rook"), told("Tobias"), told("Rook"), "The Rooks came."] * 2)
    (person,) = met(story, whole(story))

    assert (person.name, person.mentions) == ("Tobias Rook", 24)
    assert set(person.forms) == {"Tobias Rook", "Tobias", "Rook"}
    assert len(met(prose(story.text, told("Anna Rook"), told("Anna Rook")), 10**6)) == 3


def test_a_name_of_two_words_belongs_to_the_only_longer_one() -> None:
    """With particles too; where two end so, it stays by itself."""
    lines = [told("Ada van Ott")] * 2 + [told("Van Ott"), told("Ada Hale Rook"), told("Hale Rook")]
    assert names_in(prose(*lines * 2))["Ada Hale Rook"] == 16
    assert "Hale Rook" in names_in(prose(*[*lines, told("Eli Hale Rook")] * 2))


def test_a_name_has_one_entry_for_all_its_cases() -> None:
    """In Cyrillic script, and it is looked up in all of them."""
    line = "Вот вошла Марфа и села. Он увидел Марфу, и у Марфы был ключ. «Да», – сказала Марфа."
    story = prose(*[line] * 3)
    (person,) = met(story, whole(story))

    assert (person.name, person.mentions) == ("Марфа", 12)
    assert len(appearances(story, "Марфе", whole(story)).mentions) == 12
    assert stem("Vane") == "Vane"


def test_chinese_names_stand_before_what_is_said() -> None:
    """Time and again; turns of speech are none, and the surname joins what it belongs to."""
    line = "玉蘭道：「好。」林玉蘭笑道：「是。」點頭道：「去罷。」玉蘭說道：「來。」"
    assert names_in(prose(*[line] * 6)) == {"玉蘭": 18}
    assert not met(prose(line), len(line))


def test_japanese_names_stand_before_what_one_calls_people() -> None:
    """As 〜さん and 〜君."""
    line = "彼は高橋さんを見た。ミナさんは笑った。高橋君、と言った。"
    assert names_in(prose(*[line] * 6)) == {"高橋": 12, "ミナ": 6}


GERMAN = (
    "„Komm herein“, sagte Alma. Der alte Mann sah sie an, und Alma nickte ihm. Das Haus war still.",
    "Da trat Herr Ott in das Zimmer. Die Frau hatte Herrn Ott nicht gehört. Da kam Otts Hund.",
    "Sie nahm Almas Hand. Das Kind lachte; der Hund lag auf dem Stuhl, und das Licht war schwach.",
)


def test_in_german_a_name_is_told_from_a_noun() -> None:
    """It has no article and does what people do; its genitive is the same name."""
    assert names_in(prose(*GERMAN * 4)) == {"Alma": 12, "Herr Ott": 12}


def test_a_german_name_may_have_its_article() -> None:
    """If it has that alone, and does much; a noun has all else before it too."""
    lines = [
        "Da sagte das Vreneli: „Nein!“ und ging mit der Kuh hinaus. Ein Vogel saß auf dem Dach.",
        "„Vreneli!“ rief der Mann. Das Vreneli lachte. Der Vogel flog auf; die Kuh war braun.",
        "Mein Vogel und seine Kuh sind fort, und Vreneli weinte und nahm den Stock mit sich.",
    ]
    assert set(names_in(prose(*lines * 8))) == {"Vreneli"}


def test_in_german_who_acts_may_have_an_article() -> None:
    """Half of the time, for who mostly does something; cases are no other people."""
    lines = [
        "„Komm!“ rief Male. Da sagte sie nichts, die Male lachte, und Male sagte zu Otte: „Nein!“",
        "Die Male ging hinaus, sagte Otte zu Male. Otte nahm Ottens Hut. Male sah sie von Otten an",
        "Der Mann und die Frau sahen den Hund, und der Hund sah den Mann und die Frau nicht an.",
    ]
    assert names_in(prose(*lines * 3)) == {"Male": 18, "Otte": 15}


def test_a_father_s_name_tells_a_person() -> None:
    """Whatever stands beside it."""
    line = "К ним приехала Ольга Петровна, а за Ольгой Петровной приехал и гость из деревни."
    assert names_in(prose(*[line] * 3)) == {"Ольга Петровна": 6}


# What the reader says


CALLED = ("Hester", "Hetty", "Mr. Vane", "Tobias Rook", "Rook", "the stranger")


def by_name(said: Said, story: Story, bound: int) -> dict[str, set[str]]:
    """Who was met as the reader says, with all their names."""
    return {one.name: set(one.forms) for one in corrected(met(story, bound), said)}


def test_the_reader_says_who_is_who() -> None:
    """Two that are one, under the name that is met most, and names that are somebody else's."""
    story = prose(
        *[told("Hester"), told("Hester"), told("Hetty"), told("Tobias Rook"), told("Rook")] * 2
    )
    end = whole(story)
    said = joined((), "Hetty", "Hester")

    assert by_name(said, story, end)["Hester"] == {"Hester", "Hetty"}
    (one,) = (person for person in corrected(met(story, end), said) if person.also)
    assert (one.also, one.mentions, one.first) == (("Hetty",), 24, met(story, end)[0].first)
    assert parted(said, "Hetty") == ()

    assert by_name((), story, end)["Tobias Rook"] == {"Tobias Rook", "Rook"}
    apart = parted((), "Rook")
    assert by_name(apart, story, end)["Rook"] == {"Rook"}
    again = joined(apart, "Rook", "Tobias Rook")
    assert by_name(again, story, end) == by_name((), story, end)
    assert joined(said, "Hester", "Hetty") == said
    assert joined((), "Rook", "Rook") == joined((), "Rook", "") == ()


def test_names_are_said_in_one_of_their_cases() -> None:
    """As a name is joined or parted in Cyrillic script, so it is in all its cases."""
    lines = [f"Вот вошла {name} и села. «Да», – сказала {name}." for name in ("Марфа", "Марфуша")]
    story = prose(*lines * 3, "Он увидел Марфу и Марфушу.")
    (one,) = corrected(met(story, whole(story)), joined((), "Марфой", "Марфуше"))

    assert one.mentions == 14
    assert {"Марфа", "Марфуша", "Марфу", "Марфушу"} == set(one.forms)


@given(
    st.lists(st.sampled_from(CALLED), min_size=2, max_size=9),
    st.lists(st.tuples(st.booleans(), *[st.sampled_from((*CALLED, "", "\t"))] * 2), max_size=5),
    st.data(),
)
def test_what_is_said_tells_no_name_that_was_not_met(
    order: list[str], steps: list[tuple[bool, str, str]], data: st.DataObject
) -> None:
    """Cut off after a paragraph, with all that was ever said: the same answers, nothing lost."""
    said: Said = ()
    for together, one, other in steps:
        said = joined(said, one, other) if together else parted(said, one)
    paragraphs = [told(name) for name in order]
    cut = prose(*paragraphs[: data.draw(st.integers(1, len(paragraphs)))])
    bound, story = whole(cut), prose(*paragraphs)
    people = corrected(met(story, bound), said)

    assert people == corrected(met(cut, bound), said)
    assert sum(one.mentions for one in people) == sum(one.mentions for one in met(cut, bound))
    for person in people:
        assert all(form in cut.text for form in (*person.forms, *person.also))
    for name in CALLED:
        names = names_joined(said, name)
        found = appearances(story, name, bound, names[1:])
        assert found == appearances(cut, name, bound, names[1:])
        assert all(one in cut.text for one in found.also)
    assert Choices.from_json(Choices(people=said).to_json()).people == said


def test_joined_names_are_looked_up_together() -> None:
    """Each place once, though one name holds another."""
    story = prose("Hester saw Miss Hester Vane. Hetty laughed. Hester came.")
    found = appearances(story, "Hester", whole(story), ("Miss Hester Vane", "Hetty", "Nobody"))

    assert [story.text[one.start : one.end] for one in found.mentions] == [
        "Hester",
        "Miss Hester Vane",
        "Hetty",
        "Hester",
    ]
    assert found.names == "Hester, Miss Hester Vane, Hetty"


@given(
    st.lists(st.text("AB\t\n \x1b", max_size=9), max_size=4), st.text("AB\t\x1b\ud800 ", max_size=9)
)
def test_whatever_was_kept_names_can_be_joined_and_parted(kept: list[str], name: str) -> None:
    """A record may come from anywhere."""
    people = met(prose(told("Vane")), 10**6)
    for said in (joined(tuple(kept), name, "B"), parted(tuple(kept), name)):
        assert [one.mentions for one in corrected(people, said)] == [4]
        assert names_joined(said, "A")[0] == "A"
