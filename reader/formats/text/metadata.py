"""The title, the author and the language of a story, from every source.

The rule: the reader's word goes before the text's, and that before the name of the file. The blocks
that hold the title are headings, whatever it was corrected to. A language is named only if one is
clearly ahead; an empty tag does no harm.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable

from reader.cleaning import WORD_BREAK, safe
from reader.formats.choices import Choices
from reader.formats.text.draft import Gathered
from reader.formats.text.headings.lines import key_of
from reader.formats.text.matter.names import in_running_case, titled_by_name
from reader.lazy_pattern import lazy_pattern
from reader.story import BlockKind, Decision, Metadata
from reader.value import NamedTuple

_MARKS = lazy_pattern(r"(?<!\S)[*_]+(?=\S)|(?<=\S)[*_]+(?!\S)")
"""Of emphasis, before and after words."""


class Matter(NamedTuple):
    """Where the story is in a file's text, and what the matter around it says."""

    start: int
    end: int
    kind: str = "plain text"
    metadata: Metadata = Metadata()
    why: str = ""
    convert: Callable[[str], str] | None = None
    """Turns the form's own notation in the story into marks."""
    by_line: bool = False
    """Whether each line is a paragraph in this form."""
    titled: str = ""
    """Where the title came from, if not from a form of matter."""
    title_lines: tuple[str, ...] = ()
    """Lines of a title page that may touch the text, and are not part of its first paragraph."""
    hidden: re.Pattern[str] | None = None
    """Lines of the story that only the form recognises, and that are folded away."""
    speech_ends: bool = False
    """Whether a speech ends at an empty line, as in a screenplay."""


LANGUAGES = {
    "english": "en",
    "french": "fr",
    "français": "fr",
    "german": "de",
    "deutsch": "de",
    "spanish": "es",
    "español": "es",
    "italian": "it",
    "italiano": "it",
    "portuguese": "pt",
    "português": "pt",
    "dutch": "nl",
    "nederlands": "nl",
    "swedish": "sv",
    "svenska": "sv",
    "danish": "da",
    "dansk": "da",
    "norwegian": "nb",
    "norsk": "nb",
    "finnish": "fi",
    "suomi": "fi",
    "polish": "pl",
    "polski": "pl",
    "czech": "cs",
    "hungarian": "hu",
    "magyar": "hu",
    "russian": "ru",
    "русский": "ru",
    "ukrainian": "uk",
    "greek": "el",
    "latin": "la",
    "chinese": "zh",
    "中文": "zh",
    "中文-普通话 國語": "zh",
    "japanese": "ja",
    "日本語": "ja",
    "korean": "ko",
    "한국어": "ko",
    "turkish": "tr",
    "türkçe": "tr",
    "romanian": "ro",
    "hebrew": "he",
    "arabic": "ar",
    "vietnamese": "vi",
    "tiếng việt": "vi",
    "esperanto": "eo",
    "catalan": "ca",
    "welsh": "cy",
    "bahasa indonesia": "id",
    "indonesian": "id",
    "tagalog": "tl",
    "bulgarian": "bg",
    "thai": "th",
}


def metadata_of(pairs: Iterable[tuple[str, str]], title: str = "", author: str = "") -> Metadata:
    """Labelled values as metadata, the well-known labels in their own fields."""
    language = ""
    extra: list[tuple[str, str]] = []
    for label, value in pairs:
        name = label.strip().casefold()
        text = " ".join(value.split())
        if name in ("title", "story", "story title", "书名", "書名", "標題", "标题") and not title:
            title = text
        elif name in ("author", "authors", "by", "author(s)", "作者") and not author:
            author = text
        elif name == "language" and text:
            language = LANGUAGES.get(text.casefold(), language)
            extra.append((name, text))
        elif text:
            extra.append((name, text))
    return Metadata(tidy(title), tidy(author), language, tuple(extra))


def tidy(text: str) -> str:
    """A title or name on one line, without the marks around it."""
    line = " ".join(text.replace(WORD_BREAK, "").split())
    if "*" in line or "_" in line:
        line = _MARKS.sub("", line)
    line = line.strip("*_# ")
    if len(line) > 2 and line[0] in '"“«《' and line[-1] in '"”»》':
        line = line[1:-1]
    return line[:200]


_SAMPLES = (4_000, 30_000)
"""Characters from which it is recognised, more of them if fewer do not suffice."""
_SCRIPTS = (
    ("[\u3040-\u30ff]", 0.05, "ja"),
    ("[\uac00-\ud7a3]", 0.2, "ko"),
    ("[\u4e00-\u9fff]", 0.2, "zh"),
    ("[\u0370-\u03ff]", 0.3, "el"),
    ("[\u0590-\u05ff]", 0.3, "he"),
    ("[\u0600-\u06ff]", 0.3, "ar"),
    ("[\u0e00-\u0e7f]", 0.3, "th"),
    ("[\u0e80-\u0eff]", 0.3, "lo"),
    ("[\u0900-\u097f]", 0.3, "hi"),
    ("[\u0980-\u09ff]", 0.3, "bn"),
    ("[\u0b80-\u0bff]", 0.3, "ta"),
    ("[\u1000-\u109f]", 0.3, "my"),
    ("[\u1780-\u17ff]", 0.3, "km"),
    ("[\u0530-\u058f]", 0.3, "hy"),
    ("[\u10a0-\u10ff]", 0.3, "ka"),
    ("[\u1200-\u137f]", 0.3, "am"),
    ("[\u0400-\u04ff]", 0.3, "ru"),
)
_SIMPLIFIED = lazy_pattern("[们这来说国时会对还没过个为从东话见让应开关门问间车书长]")
_TRADITIONAL = lazy_pattern("[們這來說國時會對還沒過個為從東話見讓應開關門問間車書長]")
_COMMON = {
    "en": "the and of to was that his her with had you for not",
    "fr": "le la les et des une dans qui est que pas elle vous",
    "de": "der die und das ich nicht sie ist ein mit den war",
    "es": "el la los que y una con por las del no se su",
    "pt": "o os que uma não com por para do da em se ela",
    "it": "il che di non una per gli con del si era lo della",
    "nl": "de het een van en niet dat zijn hij ik was met",
    "sv": "och att det som en på är inte han hon jag var",
    "da": "og det at en er på ikke han hun jeg var til",
    "nb": "og det at en er på ikke han hun jeg var til som",
    "fi": "ja on ei hän oli se että kun niin mutta minä",
    "pl": "i w nie na się że to z jest do był jak",
    "cs": "a se na že v je to s ale jako když byl",
    "hu": "a az és hogy nem egy is volt de meg ez",
    "ro": "și în nu că o de la cu un se era pe",
    "la": "et in non est ad cum quod ut sed qui quae ex",
    "tr": "ve bir bu da de için çok ne gibi o değil",
    "vi": "và của là không có một những được cho người",
}
_WORDS = {language: frozenset(words.split()) for language, words in _COMMON.items()}
_OWN_LETTERS = 0.02
"""The share of letters in a text that only one language of a script writes."""
_WORD = lazy_pattern(r"[^\W\d_]+")


def language_of(text: str) -> str:
    """A BCP 47 tag, or an empty string."""
    start = len(text) // 10
    return next(filter(None, (_told(text[start : start + size]) for size in _SAMPLES)), "")


def _told(sample: str) -> str:
    letters = sum(map(str.isalpha, sample))
    if letters < 100:
        return ""
    if max(filter(str.isalpha, {*sample})) < "\u0370":  # Latin letters alone
        return _latin(sample)
    for script, share, tag in _SCRIPTS:
        if len(re.findall(script, sample)) > share * letters:
            closer = _CLOSER.get(tag)
            return closer(sample) if closer else tag
    return _latin(sample)


def _chinese(sample: str) -> str:
    simple, full = len(_SIMPLIFIED.findall(sample)), len(_TRADITIONAL.findall(sample))
    return "zh" if simple == full else "zh-Hans" if simple > full else "zh-Hant"


def _cyrillic(sample: str) -> str:
    if len(re.findall("[іїєґ]", sample)) > _OWN_LETTERS * len(sample):
        return "uk"
    return "ru" if re.search("[ыэё]", sample) else "bg"


def _devanagari(sample: str) -> str:
    """By the commonest word of each."""
    return "mr" if sample.count(" आणि ") > sample.count(" और ") else "hi"


def _arabic(sample: str) -> str:
    """By the letters that Urdu has beyond Persian, and Persian beyond Arabic."""
    if len(re.findall("[ٹڈڑےںھ]", sample)) > _OWN_LETTERS * len(sample):
        return "ur"
    return "fa" if len(re.findall("[پچژگیک]", sample)) > _OWN_LETTERS * len(sample) else "ar"


_CLOSER: dict[str, Callable[[str], str]] = {
    "zh": _chinese, "ru": _cyrillic, "ar": _arabic, "hi": _devanagari,
}  # fmt: skip
"""What distinguishes the languages of one script."""


def _latin(sample: str) -> str:
    words = _WORD.findall(sample.lower())
    if not words:
        return ""
    counts = Counter(words)
    scores = sorted(
        (
            (sum(counts[word] for word in common) / len(words), tag)
            for tag, common in _WORDS.items()
        ),
        reverse=True,
    )
    (best, tag), (second, _) = scores[0], scores[1]
    return tag if best > 0.08 and (best > 1.1 * second or tag == "da") else ""


TITLE_PAGE = 12
"""Blocks within which the title may be."""
_PAGE_MOST, _PAGE_LINES = 240, 5
"""Characters and lines of a block that is a title page by itself."""


def completed(metadata: Metadata, body: Gathered, name: str) -> Metadata:
    """The metadata, completed from the file's name and the text's language where it is silent."""
    named = Metadata() if metadata.title else titled_by_name(safe(name))
    sample = "\n".join(body.texts[body.first : body.first + 400])
    language = metadata.language
    if not language or language == "zh":
        language = language_of(sample) or language
    title, author = metadata.title or named.title, metadata.author or named.author
    return Metadata(in_running_case(title), in_running_case(author), language, metadata.extra)


def corrected(metadata: Metadata, choices: Choices) -> Metadata:
    """The metadata with the title and the author that the reader gave."""
    title, author = safe(choices.title), safe(choices.author)
    return metadata._replace(title=title or metadata.title, author=author or metadata.author)


def mark_title(body: Gathered, title: str, author: str, before: int) -> None:
    """Make a heading of the story's title if it comes before the first chapter."""
    key = key_of(title)
    for index in range(body.first, min(body.last, body.first + before)):
        text = body.texts[index]
        if key and len(text) <= _PAGE_MOST and _begins_with(text, key, author):
            body.kinds[index] = BlockKind.HEADING
            body.levels[index] = 1
            _mark_byline(body, index + 1, author)
            _mark_byline(body, index - 1, author)


def _begins_with(text: str, key: str, author: str) -> bool:
    """Whether a block is the title, alone or with a few lines under it that name the author."""
    if len(text) <= 120 and key_of(" ".join(text.split())) == key:
        return True
    first, *rest = text.split("\n")
    named = not author or author.casefold() in " ".join(" ".join(rest).split()).casefold()
    return 0 < len(rest) < _PAGE_LINES and named and key_of(" ".join(first.split())) == key


def _mark_byline(body: Gathered, index: int, author: str) -> None:
    """Make a heading of the line that names the author under the title, or above it."""
    if author and body.first <= index < body.last:
        line = " ".join(body.texts[index].split())
        if len(line) <= len(author) + 16 and author.casefold() in line.casefold():
            body.kinds[index] = BlockKind.HEADING
            body.levels[index] = 2


def told(matter: Matter, metadata: Metadata, choices: Choices) -> list[Decision]:
    """Where the title came from, if it had to be found or was chosen."""
    if choices.title or choices.author:
        what = " and ".join(w for w in ("title", "author") if getattr(choices, w))
        return [Decision("title", f"{what} as you corrected", "you chose it")]
    if not metadata.title or (matter.kind != "plain text" and not matter.titled):
        return []
    if matter.titled:
        return [Decision("title", "from the head of the text", matter.titled)]
    return [Decision("title", "from the file's name", "nothing in the text tells it")]
