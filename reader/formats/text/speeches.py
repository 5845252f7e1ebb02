"""Speeches of plays: who speaks, on a line alone or before the words, and how speeches go on.

The rule: a line alone is a speaker's only if it is a name in capitals. What several blocks show
together counts for more: names that repeatedly stand alone, or that most blocks begin with, are
those of speakers even in lower case.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import compress, count, pairwise

from reader.formats.text.draft import Gathered
from reader.formats.text.rows import Row
from reader.lazy_pattern import lazy_pattern
from reader.story import BlockKind

_IN_NAMES = str.maketrans("", "", " .,’'&#-")
_NAME_MOST = 41
_SPOKEN_MOST = 31
_DIRECTION_MOST = 80
_DIRECTIONS_MOST = 2
"""How a voice sounds, and that its speech continues."""
_CLOSING_OF = {"(": ")", "[": "]"}
_HEAD_MOST = 4
"""Lines that a name and a direction take, at most."""
_NAME_ENDS = frozenset(".:([")
_NUMERAL = lazy_pattern(r"(?!LI$|LIV$)C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
"""A Roman numeral under 400, which heads a chapter or a stanza; two of them are names."""
_SPEECHES = 0.3
_SPEECHES_FEWEST = 4
_ACTION = 0.35
"""The share of speeches after which prose describes the action."""
_STOPS = frozenset(".:")
_SPEAKS = 4
"""How often speakers' names stand alone for each time that one seems to be a signature."""
_STANDING = (BlockKind.VERSE,)
_SAID = (BlockKind.VERSE, BlockKind.PARAGRAPH)
_DIGITS_MOST = 3
"""Digits in a name, as of the second of several guards; more are the number of something else."""
_VOICE = lazy_pattern(r"[^\W\d_][\w.#’'-]*(?: [\w.#’'-]+){0,3}:\n")
"""A name in lower case alone on its line."""
_VOICED = lazy_pattern(r"([^\W\d_][\w.#’'-]*(?: [\w.#’'-]+){0,2}):\s+\S")
"""A name in lower case before what is said."""
_WORDS_MOST = 3
"""Words of such a name."""
_ALONE_MOST = 80
_NAME_ALONE = lazy_pattern(
    r"(?P<name>[A-ZÀ-ÞА-ЯΑ-Ω][\w’'-]*(?: (?:of|the|von|der|de|du|[A-ZÀ-ÞА-ЯΑ-Ω])[\w’'-]*){0,3})\.?"
    r"(?: [(\[][^()\[\]\n]{1,60}[)\]])?[.:]"
)
"""A name in lower case on its own line with a full stop, and perhaps a direction."""
_SAMPLE, _SAMPLED = 200, 0.25
"""Blocks after which it is decided whether searching the rest is worthwhile, and the share of names
from which it is.
"""
_MARKS = "_*"
"""Around a name that is emphasised."""
_VOICED_LEAST = 0.5
"""The share of blocks that begin with a name if these are speakers."""
_NAMES_LEAST = 0.2
"""The share of blocks that are names alone if these are speakers."""
_TURNS = 3
"""How often each speaker speaks, on average."""


def names_speaker(text: str) -> bool:
    """Whether a line is a speaker's name in capitals, perhaps with a direction in brackets."""
    if not _may_name(text):
        return False
    bare = text.rstrip("_* \t")
    bare = (bare[:-1] if bare[-1:] in (".", ":") else bare).rstrip()
    for _ in range(_DIRECTIONS_MOST):
        if bare[-1:] not in (")", "]"):
            break
        begins = max(bare.rfind("("), bare.rfind("["))
        if not 0 < begins < len(bare) - 2 or len(bare) - begins > _DIRECTION_MOST + 2:
            return False
        bare = bare[:begins].rstrip(" ,")
    bare = bare.removeprefix("_").removesuffix("_")
    return _is_name(bare, _NAME_MOST) and not _NUMERAL.fullmatch(bare)


def speaker_lines(rows: Sequence[Row]) -> int:
    """How many lines a speaker's name takes, including a direction that runs over; 0 for none."""
    first = rows[0].text
    if not _may_name(first):
        return 0
    if names_speaker(first):
        return 1
    begins = min((at for sign in _CLOSING_OF if (at := first.find(sign)) > 0), default=0)
    if not begins or not _is_name(first[:begins].rstrip(" ,_*"), _NAME_MOST):
        return 0
    closing = _CLOSING_OF[first[begins]]
    if closing in first:
        return 0
    for size, row in enumerate(rows[1:_HEAD_MOST], 2):
        if closing in row.text:
            ended = row.text.rstrip("_*.:;")[-1:] == closing
            return size if ended and row.text.count(closing) == 1 else 0
    return 0


def is_spoken(text: str) -> bool:
    """Whether a line begins with a speaker's name in capitals and goes on with what is said."""
    return bool(_spoken_by(text))


def _spoken_by(text: str) -> str:
    """The name in capitals before what is said; empty for none."""
    if not _may_name(text):
        return ""
    bare = text.lstrip("_*")
    ends = [at for stop in _NAME_ENDS if (at := bare.find(stop, 0, _NAME_MOST + 3)) >= 0]
    if not ends:
        return ""
    end = min(ends)
    name, rest = bare[:end].rstrip(" _*"), bare[end:]
    if rest[:1] in ("[", "("):
        direction = rest[: _DIRECTION_MOST + 2]
        closes = min(filter(lambda at: at > 0, map(direction.find, ")]")), default=0)
        rest = rest[closes + 1 :] if closes > 1 else ""
    said = rest[:1] in (".", ":") and rest[1:2].isspace() and not rest[1:].isspace()
    named = said and len(name) > 1 and "," not in name and _is_name(name, _SPOKEN_MOST)
    return name if named else ""


def _is_name(name: str, most: int) -> bool:
    """Whether a name is in capitals."""
    if not name[:1].isupper() or len(name) > most or not name.isupper():
        return False
    return name.translate(_IN_NAMES).isalnum() and sum(map(str.isdigit, name)) <= _DIGITS_MOST


def _may_name(text: str) -> bool:
    """Whether a line begins in capitals; this rules out nearly all lines of prose."""
    if text[:1] not in _MARKS and not text[0].isupper():
        return False
    head = text[:8].lstrip(_MARKS)[:5]
    if head and not head[0].isupper():
        return False
    return not head[1:2].islower() and (head.upper() == head or not _NAME_ENDS.isdisjoint(head))


def settle_speakers(draft: Gathered, short: Mapping[int, str], *, go_on: bool) -> None:
    """Settle which blocks are speeches, and which names speakers, by what all show together.

    Args:
        draft: What was gathered; the kinds of its blocks are changed.
        short: The blocks of its body that are short enough for a name.
        go_on: Whether a speech goes on after a direction.
    """
    _settle_signatures(draft, short)
    _settle_names_alone(draft, short)
    for index in _voiced(draft, _STANDING, _voice_alone):
        draft.kinds[index] = BlockKind.SPEECH
    if _is_play(draft):
        for index, text in short.items():
            if draft.kinds[index] is BlockKind.LETTER and _VOICE.fullmatch(f"{text}\n"):
                draft.kinds[index] = BlockKind.SPEECH
        if go_on:
            _continue(draft)
    for index in _voiced(draft, _SAID, _voice_before):
        draft.kinds[index] = BlockKind.SPEECH


def _continue(draft: Gathered) -> None:
    """Make speeches of the blocks that carry one on after a stage direction."""
    body = range(draft.first, draft.last)
    kinds = draft.kinds
    if _tells_action(draft):
        return
    speaking = False
    for index in body:
        kind = kinds[index]
        if kind is BlockKind.SPEECH:
            speaking = True
        elif kind in _SAID and speaking and not draft.indents[index]:
            kinds[index] = BlockKind.SPEECH
        elif kind is not BlockKind.QUOTE and not draft.indents[index]:
            speaking = False


def _settle_signatures(draft: Gathered, short: Mapping[int, str]) -> None:
    """Make speakers of the names in capitals that were taken for the signatures of letters.

    Names that repeatedly stand alone sign nothing, nor does one over a shout in a play.
    """
    kinds = draft.kinds
    signed = [i for i, text in short.items() if kinds[i] is BlockKind.LETTER and text.isupper()]
    if not signed:
        return
    said = Counter(text for i, text in short.items() if kinds[i] is BlockKind.PARAGRAPH)
    names = [i for i in signed if short[i][-1] in _STOPS and not draft.indents[i]]
    if sum(said[name] for name in {short[i] for i in names}) > _SPEAKS * len(names):
        for index in names:
            kinds[index] = BlockKind.PARAGRAPH
    if _is_play(draft):
        begins = kinds.index(BlockKind.SPEECH)
        for index in signed:
            name, newline, _ = short[index].partition("\n")
            if index > begins and newline and names_speaker(name):
                kinds[index] = BlockKind.SPEECH


def _settle_names_alone(draft: Gathered, short: Mapping[int, str]) -> None:
    """Make speakers of names that repeatedly stand alone over what is said."""
    kinds = draft.kinds
    said = {i: text for i, text in short.items() if text[-1] in _STOPS and kinds[i] in _SAID}
    if len(said) < _NAMES_LEAST * (draft.last - draft.first):
        return  # not even if all of them were names
    capitals = {i: text for i, text in said.items() if text.isupper() and names_speaker(text)}
    if _settled(draft, capitals, _NAMES_LEAST) or _is_play(draft):
        return
    short_ones = {i: text for i, text in said.items() if len(text) <= _ALONE_MOST}
    matches = {i: _NAME_ALONE.fullmatch(text) for i, text in short_ones.items()}
    _settled(draft, {i: match["name"] for i, match in matches.items() if match}, _SPEECHES)


def _settled(draft: Gathered, alone: Mapping[int, str], share: float) -> bool:
    """Whether lines are speakers' names; if so, they are marked as such."""
    kinds = draft.kinds
    under = {i + 1 for i in alone}.difference([*alone, draft.last])
    names = [i for i in alone if i + 1 in under and kinds[i + 1] in _SAID]
    turns = len(names) / max(1, len({alone[i] for i in names}))
    if turns < _TURNS or len(names) < share * (draft.last - draft.first):
        return False
    for index in names:
        kinds[index] = BlockKind.SPEECH
    return True


def _is_play(draft: Gathered) -> bool:
    """Whether many blocks are speeches."""
    size = draft.last - draft.first
    return draft.kinds.count(BlockKind.SPEECH) >= max(_SPEECHES_FEWEST, _SPEECHES * size)


def _tells_action(draft: Gathered) -> bool:
    """Whether prose follows right after many speeches, which no play makes so long."""
    kinds = draft.kinds[draft.first : draft.last]
    speeches = kinds.count(BlockKind.SPEECH)
    after = sum(a is BlockKind.SPEECH and b is BlockKind.PARAGRAPH for a, b in pairwise(kinds))
    return after > _ACTION * speeches


def _voiced(
    draft: Gathered, kinds: Collection[BlockKind], name_of: Callable[[str], str]
) -> Sequence[int]:
    """The blocks of some kinds that begin with a name; empty if these are not speakers."""
    names: Counter[str] = Counter()
    voiced: list[int] = []
    seen = 0
    body = draft.kinds[draft.first : draft.last]
    if not any(map(body.count, kinds)):  # counting is five times as fast as looking for them
        return ()
    for index in compress(count(draft.first), map(kinds.__contains__, body)):
        if seen == _SAMPLE and len(voiced) < _SAMPLED * _SAMPLE:
            return ()
        seen += 1
        if name := name_of(draft.texts[index]):
            names[name] += 1
            voiced.append(index)
    spoken = body.count(BlockKind.SPEECH) if voiced else 0
    if len(voiced) + spoken < _VOICED_LEAST * (seen + spoken):
        return ()
    enough = max(_SPEECHES_FEWEST, _TURNS * len(names))
    return voiced if len(voiced) >= enough else ()


def _voice_alone(text: str) -> str:
    """The name alone on the first line of a block; empty for none."""
    found = _VOICE.match(text) if ":\n" in text else None
    return found[0] if found else ""


def _voice_before(text: str) -> str:
    """The name before what is said; empty for none."""
    at = text.find(":")
    named = at > 0 and text[at + 1 : at + 2].isspace() and text.count(" ", 0, at) < _WORDS_MOST
    found = _VOICED.match(text) if named else None
    return found[1] if found else _spoken_by(text)
