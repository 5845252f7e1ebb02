"""Hyphens at line ends are the author's or the margin's, and the text itself tells which."""

import re
import textwrap
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from reader.formats.choices import Choices
from reader.formats.text.draft import Draft
from reader.formats.text.marks import Hyphens
from reader.formats.text.parse import parse
from reader.formats.text.rows import DIVIDED
from reader.story import BlockKind, Story

PLAIN = (
    "It was a plain day of which nobody had anything to say, and so they went on with what they "
    "had begun until it was dark and the lamps along the water were lit again by the old man. "
)
MARGIN = 66


def story(*lines: str, before: str = "", choices: Choices = Choices()) -> Story:  # noqa: B008
    """A story wrapped at a margin, with these full lines as its last paragraph."""
    prose = [textwrap.fill(text, MARGIN) for text in [*[PLAIN * 3] * 8, before] if text]
    return parse("\n\n".join([*prose, "\n".join(lines)]).encode(), "x.txt", choices)


def last(found: Story) -> str:
    """The text of the last block."""
    return found.text[found.blocks[-1].start : found.blocks[-1].end]


def told(found: Story) -> list[str]:
    """What is said about hyphens."""
    return [decision.verdict for decision in found.decisions if decision.topic == "hyphens"]


def test_a_word_that_stands_whole_elsewhere_loses_the_hyphen_of_its_line_end() -> None:
    """`com-/fortable` is `comfortable` where the text has that word, and it is said."""
    found = story(
        "and then he sat down for the rest of the evening in the most com-",
        "fortable chair of the house and did not say another word about it.",
        before="A comfortable chair stood by the fire in the kitchen of the house.",
    )

    assert "the most comfortable chair" in last(found)
    assert told(found) == ["1 at line ends dropped, 0 kept"]


def test_a_compound_that_stands_hyphened_elsewhere_keeps_its_hyphen() -> None:
    """`well-/known` stays `well-known`, and nothing needs to be said."""
    found = story(
        "and over the table in the long dark hall there hung the old well-",
        "known picture of the tide mill, of which nobody knew the painter.",
        before="It is a well-known thing that the painter of it was never paid.",
    )

    assert "the old well-known picture" in last(found)
    assert told(found) == []


def test_parts_that_are_words_of_their_own_keep_the_hyphen_in_doubt() -> None:
    """`lamp-/lighter` may be either, so it stays as it was written."""
    found = story(
        "and when the old man had gone home there was nobody but the lamp-",
        "lighter left on the long quay, who had seen all of it from there.",
        before="The lamp was out. A lighter came up with the tide to the quay.",
    )

    assert "the lamp-lighter left" in last(found)


def test_a_file_that_divides_its_words_divides_the_rare_ones_too() -> None:
    """Where the margin has divided several known words, an unknown one was divided by it too."""
    found = story(
        "and the evening was quiet and the kettle sang and nobody was anx-",
        "ious any more about the water, which had gone back to where remem-",
        "bering people had always said that it belonged, and in the morn-",
        "ing the magistrate came over the bridge with all of his parapher-",
        "nalia and wrote it down in the long book, as he did in all years.",
        before="He was anxious in the morning and remembering it did not help.",
    )

    assert "nobody was anxious" in last(found)
    assert "all of his paraphernalia" in last(found)
    assert told(found) == ["4 at line ends dropped, 0 kept"]


def test_a_first_part_that_waits_for_its_word_keeps_hyphen_and_blank() -> None:
    """`four-/and five-act` is no word, `velvet-/and-gold` is."""
    found = story(
        "and they gave there in one week of that winter seven of the four-",
        "and five-act plays, in which the dukes wore such a deal of velvet-",
        "and-gold that their own sisters would not have known them in it.",
    )

    assert "the four- and five-act plays" in last(found)
    assert "of velvet-and-gold that" in last(found)


def test_two_hyphens_are_a_dash_which_takes_a_blank_only_where_one_stood_before_it() -> None:
    """A dash at a line's end meets the next word as it met the one before."""
    found = story(
        "and nobody had ever asked for him in all of those long years--not--",
        "as far as anyone knew, which was not very far --- and then one --",
        "the eldest of them, who had been away, came in and sat down there.",
    )

    assert "years--not--as far" in last(found)
    assert "and then one -- the eldest" in last(found)


def test_a_soft_hyphen_at_a_line_end_is_dropped() -> None:
    """A hint for line breaking that was used leaves the word whole."""
    found = story(
        "and then he sat down for the rest of the evening in the most com\u00ad",
        "fortable chair of the house and did not say another word about it.",
    )

    assert "the most comfortable chair" in last(found)


def test_lines_that_stand_keep_their_hyphens() -> None:
    """What is not joined is not judged."""
    lines = ("the most com-", "fortable chair", "of the house")
    raw = Choices(raw=True)
    found = story(*lines, before="A comfortable chair stood there.", choices=raw)

    assert last(found) == "\n".join(lines)


@given(
    st.lists(
        st.sampled_from(
            ["com-", "fortable", "well-", "known", "\u00ad", "and", "-", "a-b-", "É-", "x\u00ad"]
        )
    )
)
def test_no_letter_is_lost_and_no_sign_is_left(words: list[str]) -> None:
    """Whatever is divided, all letters stay and the signs of the work do not."""
    line = "and then they went on with what they had begun until it was dark"
    lines = [f"{line} {word}" for word in words]
    found = story(*lines, before="The comfortable chair is well known.")

    written = "".join([PLAIN * 24, "The comfortable chair is well known.", *lines])
    assert Counter(filter(str.isalpha, found.text)) == Counter(filter(str.isalpha, written))
    assert not any("\ufdd0" <= c <= "\ufdef" or c == "\u00ad" for c in found.text)


@given(st.text(["a", "b", "é", "-", "'", "’", " ", "1", "_", "日", "\u0301", DIVIDED], max_size=16))
def test_the_words_that_line_ends_divide_are_those_that_a_pattern_finds(text: str) -> None:
    """From the end of the last one on, with all the hyphens and apostrophes within them."""
    part = r"[^\W\d_]+(?:['’][^\W\d_]+)*"
    pattern = re.compile(rf"((?:{part}-)*{part}){DIVIDED}({part})")
    draft = Draft()
    draft.add(text, BlockKind.PARAGRAPH)
    hyphens = Hyphens(frozenset([("a", "b")]))
    hyphens.settle(draft)
    pairs = [(one.lower(), other.lower()) for one, other in pattern.findall(text)]
    assert hyphens.met == Counter(pairs)
    joined = pattern.sub(
        lambda found: "".join(found.groups()) if found.groups() == ("a", "b") else found[0], text
    )
    assert draft.texts == [joined.replace(DIVIDED, "-")]
