"""A novel that nobody wrote: the size and shape of War and Peace, made from a seed.

Words are drawn by Zipf's law and grow longer as they grow rarer; sentences, dialogue, paragraphs,
chapters and books are as long as Tolstoy's, and the lines are wrapped at 72 as Gutenberg's are.
"""

from __future__ import annotations

import random
import textwrap
from collections.abc import Iterator
from itertools import accumulate

CHARACTERS = 3_300_000
_CHAPTER = 9_000
_BOOK = 22
_MARGIN = 72
_LETTERS = "etaoinshrdlucmfwypvbgk"
_FREQUENT = ("the", "of", "and", "to", "a", "in", "he", "that", "was", "his", "it", "with", "had")


def novel(characters: int = CHARACTERS, seed: int = 1) -> str:
    """The text of the novel, of at least that many characters."""
    return "\n\n".join(_blocks(characters, seed)) + "\n"


def chinese(characters: int, seed: int = 2) -> str:
    """A novel in Chinese: paragraphs on one line each, with a heading to each chapter."""
    dice = random.Random(seed)
    signs = [chr(0x4E00 + 7 * number) for number in range(2500)]
    weights = list(accumulate(1 / (n + 8) for n in range(len(signs))))
    blocks, size, chapter = [], 0, 0
    while size < characters:
        if size >= chapter * _CHAPTER:
            chapter += 1
            blocks.append(f"第{chapter}章 {''.join(dice.choices(signs, cum_weights=weights, k=6))}")
        sentences = (
            "".join(dice.choices(signs, cum_weights=weights, k=dice.randint(4, 16)))
            for _ in range(dice.randint(2, 14))
        )
        blocks.append("\u3000\u3000" + "，".join(sentences) + "。")
        size += len(blocks[-1])
    return "\n".join(blocks) + "\n"


def _blocks(characters: int, seed: int) -> Iterator[str]:
    dice = random.Random(seed)
    vocabulary = _vocabulary(dice)
    weights = list(accumulate(1 / (rank + 2.7) for rank in range(len(vocabulary))))
    size = chapter = 0
    while size < characters:
        if size >= chapter * _CHAPTER:
            if chapter % _BOOK == 0:
                yield f"BOOK {_roman(chapter // _BOOK + 1)}"
            chapter += 1
            yield f"CHAPTER {_roman((chapter - 1) % _BOOK + 1)}"
        words = dice.choices(vocabulary, cum_weights=weights, k=dice.choice((12, 25, 60, 90, 180)))
        block = textwrap.fill(_sentences(words, dice), _MARGIN, break_on_hyphens=False)
        size += len(block) + 2
        yield block


def _vocabulary(dice: random.Random) -> list[str]:
    made = dict.fromkeys(_FREQUENT)
    for rank in range(16_000):
        size = min(12, 2 + rank // 900 + dice.randrange(4))
        made["".join(dice.choices(_LETTERS, range(len(_LETTERS), 0, -1), k=size))] = None
    names = ("Natásha", "Andrew", "Kutúzov", "well-to-do")
    return [*list(made)[:200], *names, *list(made)[200:]]


def _sentences(words: list[str], dice: random.Random) -> str:
    """The words as sentences, every third paragraph spoken."""
    out = []
    start = 0
    while start < len(words):
        size = dice.randint(6, 24)
        sentence = words[start : start + size]
        start += size
        if len(sentence) > 8:
            sentence[5] += dice.choice((",", ",", ";", "—" + dice.choice(words)))
        if not dice.randrange(40):
            sentence[0] = f"_{sentence[0]}_"
        text = " ".join(sentence)
        out.append(text[0].upper() + text[1:] + dice.choice((".", ".", ".", "!", "?")))
    said = " ".join(out)
    return f"“{said}”" if not dice.randrange(3) else said


def _roman(number: int) -> str:
    signs = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"))
    text = ""
    for value, sign in (*signs, (4, "IV"), (1, "I")):
        text += sign * (number // value)
        number %= value
    return text
