"""Speakers, directions, greetings and signatures: short lines that belong to what is near them."""

import pytest

from reader.story import BlockKind
from tests.lines import blocks_of, paragraphs, read, wrapped

SPEECH = "RUTH.\nThe gate is open again, and the geese are in the lane."
PROSE = wrapped(paragraphs(12, talk=False), 66)
PARAGRAPHS = [text.replace("\n", " ") for text in PROSE]


@pytest.mark.parametrize(
    "head",
    [
        "RUTH (sets the lamp down and looks at the door).",
        "OLD RUTH (sets the lamp down upon the sill and looks for\na while at the door).",
        "RUTH [sets the lamp down upon the sill and looks for a\nwhile at the door]:",
        "RUTH (sets the lamp down on the sill, looks at the door\nand then at Adam, who\nsleeps).",
    ],
)
@pytest.mark.parametrize(
    "said", ["Shut it.", "Shut it, and bolt it too, and then come in to us\nhere."]
)
def test_a_speaker_keeps_a_direction_that_runs_over(head: str, said: str) -> None:
    """What is said begins on a line of its own."""
    story = read("\n\n".join([*PROSE[:3], f"{head}\n{said}", *[SPEECH] * 8]))
    speeches = [text for kind, text in blocks_of(story) if kind == "speech"]

    assert speeches[0] == "\n".join(" ".join(text.split()) for text in (head, said))


@pytest.mark.parametrize("direction", ["  [Adam goes.", "  [_She sits down again._]"])
def test_names_that_stand_alone_all_through_a_play_are_no_signatures(direction: str) -> None:
    """After a direction that is set in as much as after a speech."""
    parts = [f"{name}.\n\nShut the gate, {n}." for n, name in enumerate(("RUTH", "ADAM") * 20)]
    parts[6:6] = [direction, "RUTH.\n\nGood."]
    parts[20:20] = [direction, "THE MILLER.\n\nGood."]
    story = read("\n\n".join([*parts, *PROSE[:3]]))

    assert not [text for kind, text in blocks_of(story) if kind == "letter"]


def test_names_under_letters_sign_them() -> None:
    """Though each letter has the same."""
    parts = [f'{text}\n\n"Yours truly,\n\n                     E. LIND."' for text in PROSE]
    found = blocks_of(read("\n\n".join(parts)))

    assert [kind for kind, text in found if "LIND" in text] == ["letter"] * len(PROSE)


@pytest.mark.parametrize(
    "shout", ["MILLER\nSTOP!", "A VOICE (off)\nWHO IS THERE?", "RUTH\nNO!  NO!"]
)
def test_a_shout_in_a_play_is_a_speech(shout: str) -> None:
    """Though all of it stands in capitals."""
    found = blocks_of(read("\n\n".join([*["MILLER\nShut the gate."] * 9, shout])))

    assert found[-1] == ("speech", shout)


@pytest.mark.parametrize(
    "second", ["ADAM opens the door.", "The lamp goes out, and nobody speaks."]
)
def test_a_direction_in_brackets_flows_though_a_name_breaks_it(second: str) -> None:
    """It is set in, and its first line goes up to the margin."""
    direction = f"  [Somebody knocks at the gate once more. RUTH gives it to MRS.\n  {second}"
    found = blocks_of(read("\n\n".join([*PROSE, direction, *PROSE])))

    assert ("quote", " ".join(direction.split())) in found


@pytest.mark.parametrize("greeting", ["MY DEAR BROTHER,--", '"Dear Ruth,', "Dearest aunt:"])
@pytest.mark.parametrize("place", ["", '                    "Quarry Lane, Monday,"\n'])
def test_a_greeting_right_above_prose_stands(greeting: str, place: str) -> None:
    """What is under it is joined, whatever stands above."""
    found = blocks_of(read("\n\n".join([*PROSE[:4], f"{place}{greeting}\n{PROSE[4]}", *PROSE[5:]])))

    assert ("letter", greeting) in found
    assert ("paragraph", PARAGRAPHS[4]) in found


@pytest.mark.parametrize("name", ['"EBENEZER QUARRYMAN"', "Ebenezer Q. Quarryman-Lind."])
def test_a_name_set_to_the_right_is_no_more_of_the_paragraph(name: str) -> None:
    """Though it would not have fitted after the last line."""
    prose = "\n".join([PROSE[0], "And so I remain until you come to us again, as ever, yours,"])
    found = blocks_of(read("\n\n".join([*PROSE, f"{prose}\n{' ' * 36}{name}", *PROSE])))

    assert ("letter", name) in found
    assert not [text for kind, text in found if kind == "verse"]


@pytest.mark.parametrize(
    "drawn",
    [
        "__________\n\\Ed/ \\Li/\n \\_/   \\_/",
        "+----------+\n| Ed <> Li |\n|   <>     |\n+----------+",
        "___________\n\\_Edda_/|_|\n  \\____/|_|\n  |Lind||_|",
    ],
)
@pytest.mark.parametrize("above", ["Later,", "Until the next time, and keep the gate shut:"])
def test_a_drawing_under_a_line_keeps_its_left_edge(drawn: str, above: str) -> None:
    """It is no row of scene breaks."""
    rows = "\n".join(f"{' ' * 20}{row}" for row in (above, *drawn.split("\n")))
    found = blocks_of(read("\n\n".join([*PROSE, rows])))

    assert found[-1] == ("preformatted", drawn)


def _kinds(text: str) -> list[str]:
    return [kind for kind, _ in blocks_of(read(text))]


@pytest.mark.parametrize("names", [("First Guard", "All"), ("RUTH", "Second Miller"), ("Éva", "Ö")])
@pytest.mark.parametrize("said", ["Shut it.", "Shut the gate, and bolt it too,\nand come."])
def test_names_alone_in_small_letters_speak_where_so_many_blocks_begin_with_them(
    names: tuple[str, str], said: str
) -> None:
    """The first speech is one as the last is."""
    assert set(_kinds("\n\n".join(f"{name}:\n{said}" for name in names * 9))) == {"speech"}


@pytest.mark.parametrize("names", [("RUTH", "GUARD #2"), ("Ruth", "Old Adam"), ("MRS. LIND", "A")])
@pytest.mark.parametrize("end", ["\n", "\n\n"])
def test_names_before_what_is_said_speak(names: tuple[str, str], end: str) -> None:
    """A direction among the speeches is none."""
    lines = [f"{name}: {n}. {PARAGRAPHS[n % 12]}" for n, name in enumerate(names * 9)]
    kinds = _kinds(end.join([*lines, "The gate falls shut, and nobody speaks for a while."]))

    assert kinds == ["speech"] * len(lines) + ["paragraph"]


@pytest.mark.parametrize("count", [1, 3, 6])
def test_a_few_paragraphs_with_a_colon_are_no_speeches(count: int) -> None:
    """Nor are many that begin with other words each."""
    told = [f"Note: {text}" for text in PARAGRAPHS[:count]]
    many = [f"Word{n}: {text}" for n, text in enumerate(PARAGRAPHS)]

    assert "speech" not in _kinds("\n\n".join([*told, *PARAGRAPHS]))
    assert "speech" not in _kinds("\n\n".join(many))


def test_names_alone_over_what_is_said_are_speakers() -> None:
    """In capitals, with an empty line after each; a heading in capitals is none."""
    parts = [f"{name}.\n\nShut the gate, {n}." for n, name in enumerate(("RUTH", "ADAM") * 20)]
    found = blocks_of(read("\n\n".join(["THE GATE.", *parts, "THE MILLER."])))

    assert [text for kind, text in found if kind == "speech"] == ["RUTH.", "ADAM."] * 20


@pytest.mark.parametrize("head", ["RUTH:", "RUTH (aside):", "OLD RUTH (to the geese)"])
def test_verse_set_in_under_a_name_is_one_speech(head: str) -> None:
    """Whose lines stand."""
    said = "The carter sings, the axle sighs,\n  The lane is white with may."
    speech = f"{head}\n  {said}"
    found = blocks_of(read("\n\n".join([*PROSE[:6], *[speech] * 3, *PROSE[6:]])))

    assert [text for kind, text in found if kind == "speech"] == [speech] * 3


@pytest.mark.parametrize("head", ["DOC00000017.000", "THE LANTERN\n   -", "TO THE GEESE\n  * * *"])
def test_a_number_and_a_title_over_a_rule_speak_nothing(head: str) -> None:
    """They stand over verse."""
    verse = "The carter sings, the axle sighs,\nThe lane is white with may."

    assert "speech" not in _kinds("\n\n".join(f"{head}\n{verse}" for _ in range(3)))


@pytest.mark.parametrize("form", ["{}. ", "_{}._ ", "{} (aside). ", "{} [to ADAM]: "])
def test_names_in_capitals_speak_after_a_stop_too(form: str) -> None:
    """Where each speech is one line."""
    names = ("RUTH", "OLD ADAM") * 9
    lines = [f"{form.format(name)}Shut gate {n}, and bolt it." for n, name in enumerate(names)]

    assert set(_kinds("\n\n".join(lines))) == {"speech"}


NAMED = ["Anna.", "The Warden (softly).", "Jonas Brandt.", "Anna (goes to the door)."]


def test_names_in_small_letters_that_stand_alone_again_and_again_are_speakers() -> None:
    """Each a block of its own over what is said, as some editions of plays set them."""
    said = [
        "The ferry has gone without us.",
        "Nobody will come before the morning.",
        "Then we wait.",
    ]
    turns = [f"{NAMED[n % 4]}\n\n{said[n % 3]}" for n in range(40)]
    story = read("\n\n".join(turns))
    speeches = [story.text[b.start : b.end] for b in story.blocks if b.kind is BlockKind.SPEECH]

    assert len(speeches) == 40
    assert {*NAMED} == {*speeches}


def test_short_sentences_among_prose_are_nobodys_names() -> None:
    """However often they recur."""
    prose = "The ferry had gone without them, and nobody came before the morning, nor after it."
    text = "\n\n".join(f"{prose}\n\n{prose}\n\n{prose}\n\nYes.\n\n{prose}" for _ in range(20))
    story = read(text)

    assert all(block.kind is not BlockKind.SPEECH for block in story.blocks)
