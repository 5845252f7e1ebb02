"""Titles as they stand on a spine.

The rule: only what is written in capitals alone is changed; small words stay small inside,
and numerals stay large.
"""

from __future__ import annotations

_SHORT = 4
_SMALL_WORDS = (
    "a an and as at but by for from in into nor of on or the to with"
    " der des und am im um vom von zu zum zur aus auf bei mit oder"
    " de du des la le les et en au aux ou sur el los las del y con por di il e"
    " w z ze na od po u o za dla we nad pod przez"
    " и в во на с со о об из от до по за у к не"
)
_SMALL = frozenset(_SMALL_WORDS.split())
"""Words that stand small inside a title."""
_ROMAN_NUMERALS = "i ii iii iv vi vii viii ix xi xii xiii xiv xv xvi xvii xviii xix xx xxi xxx"
_ROMAN = frozenset(_ROMAN_NUMERALS.split())


def in_running_case(title: str) -> str:
    """A title in capitals as it would stand on a spine.

    `THE WAY TO IT, PART II` is `The Way to It, Part II`. Other titles stay as they are, and so
    does a single short word, which may be an abbreviation.
    """
    words = title.split()
    if not title.isupper() or (len(words) == 1 and len(title) <= _SHORT):
        return title
    cased = []
    for number, word in enumerate(words):
        small = word.lower()
        inner = 0 < number < len(words) - 1 and not words[number - 1].endswith((":", ".", "—"))
        bare = small.strip(".,:;!?()“”\"'")
        if bare in _ROMAN:
            cased.append(word)
        elif inner and small in _SMALL:
            cased.append(small)
        else:
            cased.append("-".join(map(_capital, small.split("-"))))
    return " ".join(cased)


def _capital(word: str) -> str:
    """The first letter large, whatever quote or bracket stands before it."""
    for index, character in enumerate(word):
        if character.isalnum():
            return word[:index] + character.upper() + word[index + 1 :]
    return word
