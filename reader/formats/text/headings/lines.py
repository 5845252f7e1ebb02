"""What a line is as a heading, the words that say so, and those that say that something ends.

The rule: each form gives a rank: the lower, the more it comprises. A form that prose may share is
doubtful, and counts only if its number runs on. Words are looked up in tables, not matched by
patterns, because a pattern with the heading words of all languages takes longer to compile than a
story to read.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from reader.cleaning import WORD_BREAK
from reader.formats.text.headings.ordinals import SPELT
from reader.lazy_pattern import lazy_pattern
from reader.value import NamedTuple


class Look(NamedTuple):
    """What a line is as a heading."""

    rank: int
    """10 volume, 20 book, 30 part or act, 40 chapter, 50 scene or section."""
    key: str
    """The same for the same heading wherever it is printed, as in a list of contents."""
    number: int = 0
    """Its number, if written in digits, numerals or known words, otherwise 0."""
    series: str = ""
    """What it is counted with: the heading word, or the form of a bare number."""
    doubtful: bool = False
    """Whether prose may look the same, so only its place among numbers that run on proves it."""
    bare: bool = False
    """Whether it is a number without a title, so a line under it may be its title."""


TOP = 5
"""Rank of prologues and epilogues: the same level as whatever comprises most."""
VOLUME, BOOK, PART, CHAPTER, SCENE = 10, 20, 30, 40, 50

_CYRILLIC, _LATIN = "ІХСМ", "IXCM"
"""Letters that look the same, of which either are typed in Roman numerals."""
_ROMAN = frozenset(f"IVXLCM{_CYRILLIC}")
KNOWN = 1024
"""Lines of which it is remembered what they are, since several rules look at each."""
_KNOWN_MOST = 120
"""Characters of such a line."""
_LEADERS = frozenset(" \t\u3000\u00a0.·…_")
_PAGE_MOST = 4
"""Characters of a page number after a heading in a list, including the blank before it."""


def composed(text: str) -> str:
    """The text with letters and their marks as one character each, as all tables have them.

    Characters that only separate words for line breaking are dropped. The Turkish i counts as one
    letter, with its dot and without it, as no other language distinguishes them.
    """
    if text.isascii():
        return text
    whole = unicodedata.normalize("NFC", text.replace(WORD_BREAK, ""))
    if "Х" in whole or "І" in whole:
        whole = _in_roman(whole)
    return whole.replace("İ", "I").replace("ı", "i")


def _in_roman(text: str) -> str:
    """The text with the Roman numerals in it in Latin letters, as `Глава ХII` is meant."""
    for word in text.split():
        numeral = word.strip(".,:;()–—-")
        if numeral and _ROMAN.issuperset(numeral) and not numeral.isascii():
            text = text.replace(word, word.translate(str.maketrans(_CYRILLIC, _LATIN)))
    return text


def is_small(character: str) -> bool:
    """Whether a letter is lower case in a script that has capitals to begin a heading with."""
    return character.islower() and character.title() != character


def key_of(text: str, *, paged: bool = True) -> str:
    """A heading without case, leaders and punctuation, and without its page number."""
    return _key_of(text) if paged and len(text) <= _KNOWN_MOST else _key(text, paged=paged)


@lru_cache(maxsize=KNOWN)
def _key_of(text: str) -> str:
    return _key(text, paged=True)


def _key(text: str, *, paged: bool) -> str:
    bare = text.strip()
    if paged and bare[-1:].isdecimal():
        name = bare.rstrip("0123456789０１２３４５６７８９")
        led = name[-1:].isspace() or (len(name) > 1 and _LEADERS.issuperset(name[-2:]))
        if led and len(bare) - len(name) <= _PAGE_MOST:
            bare = name
    low = composed(bare).casefold()
    words = "".join(low.split())
    return words if words.isalnum() else "".join(filter(str.isalnum, low))


_WORDS = {
    VOLUME: "volume|vol|tome|tomo|band|bind|том|τόμος|cilt|kötet|tom|volumul|díl|svazek|zväzok"
    "|köide|sējums|tomas|bindi|cyfrol|imleabhar|liburukia|հատոր|ტომი|தொகுதி|খণ্ড|جلد|المجلد|खंड|खण्ड|jilid"
    "|tập|כרך|เล่ม|เล่มที่|sējums|свеска|кітап",
    BOOK: "book|arc|season|livre|buch|libro|livro|boek|bok|bog|kirja|книга|księga|kniha|könyv"
    "|kitap|cartea|llibre|grāmata|knjiga|bók|llyfr|leabhar|liburua|գիրք|წიგნი|புத்தகம்|raamat|knyga"
    "|βιβλίο|quyển|ספר|الكتاب|کتاب|buku|aklat|kitabu|libri|кніга",
    PART: "part|year|act|partie|acte|teil|akt|aufzug|parte|acto|ato|atto|deel|bedrijf|del|osa"
    "|część|część|část|časť|rész|partea|daļa|hluti|þáttur|rhan|cuid|zatia|մաս|ნაწილი|பாகம்|পর্ব|حصہ"
    "|часть|частина|част|частка|действие|дія|део|бөлім|kısım|μέρος|phần|bagian|חלק|שער|الجزء|الباب"
    "|القسم|بخش|भाग|ภาค|ភាគ|ክፍል|osio|fitt|fytte|dalis|pjesa|sehemu|bahagi|jednání|dejstvo|vaatus",
    CHAPTER: "chapter|chap|ch|chapitre|kapitel|capítulo|capitulo|capitolo|hoofdstuk|luku"
    "|rozdział|kapitola|fejezet|kapitlet|capítol|nodaļa|poglavje|kafli|pennod|bennod|caibidil|chaibidil|kapitulua"
    "|atala|գլուխ|თავი|அத்தியாயம்|অধ্যায়|পরিচ্ছেদ|باب|प्रकरण|परिच्छेद|ຕອນທີ|ບົດທີ|အခန်း|ជំពូក|ምዕራፍ"
    "|kabanata|sura|тарау|раздзел|поглавље|kapitull|అధ్యాయం|ಅಧ್ಯಾಯ|അധ്യായം|ପରିଚ୍ଛେଦ|પ્રકરણ|ਅਧਿਆਇ|ĉapitro"
    "|capitolul|глава|розділ|bölüm|κεφάλαιο|κεφάλαιον|chương|hồi|bab|פרק|الفصل|فصل|अध्याय|บท|บทที่|ตอนที่"
    "|kapittel|kapitulli|runo|laulu|sång|sang|gesang|chant|pieśń|píseň|zpěv|ének|песнь|песня|пісня|άσμα"
    "|poglavlje|skyrius|peatükk|letter|lettre|brief|carta|lettera|письмо|stave|canto|episode|adventure|story"
    "|tale|fable|day|night|entry|week|lesson|caput|jornada|dag|tag|jour|día|giorno|день",
    SCENE: "scene|scène|szene|auftritt|escena|cena|scena|scen|сцена|явление|section"
    "|abschnitt|verse|kohtaus|tooneel|toneel|výstup|jelenet|avsnitt|sección|sezione|раздел",
}
RANKS = {
    composed(word): rank for rank, words in reversed(_WORDS.items()) for word in words.split("|")
}
"""How much each heading word comprises."""
_SPECIAL_WORDS = (
    "prologue|epilogue|foreword|preface|introduction|afterword|prelude|coda|postscript|appendix|epigraph"
    "|prolog|epilog|vorwort|nachwort|prólogo|epílogo|prologo|epilogo|préface|avant-propos|пролог|эпилог"
    "|épilogue|einleitung|schlusswort|conclusion|postface|appendice|anhang|introduktion|inledning"
    "|förord|efterord|forord|etterord|innledning|indledning|wstęp|posłowie|zakończenie|przedmowa"
    "|úvod|doslov|předmluva|závěr|bevezetés|inleiding|nawoord|voorwoord|epiloog|proloog|introducere"
    "|prefață|önsöz|giriş|sonsöz|вступление|введение|заключение|вступ|післямова|передмова|предговор"
    "|pròleg|epíleg|prolegs|epilogs|ievads|uvod|pogovor|predgovor|formáli|eftirmáli|rhagair|réamhrá"
    "|hitzaurrea|նախաբան|վերջաբան|პროლოგი|ეპილოგი|முன்னுரை|முடிவுரை|ভূমিকা|উপসংহার|مقدمة|خاتمة|مقدمہ"
    "|مقدمه|פרולוג|אפילוג|הקדמה|מבוא|प्रस्तावना|उपसंहार|भूमिका|บทนำ|บทส่งท้าย|prakata|penutup"
    "|предисловие|послесловие|епілог|πρόλογος|επίλογος|εισαγωγή|előszó|utószó|esipuhe|johdanto|induction"
    "|prologus|epilogus|praefatio|prooemium|prefazione|postfazione|introduzione|introducción"
)
SPECIAL = frozenset(map(composed, _SPECIAL_WORDS.split("|")))
"""Headings before and after all chapters."""
BETWEEN = frozenset(
    ("interlude", "intermission", "intermezzo", "entr'acte", "a/n", "omake", "bonus chapter")
) | {f"author{own} note" for own in ("", "s", "'", "’", "'s", "’s")}
"""Headings without a number between chapters."""
_UNIT_WORDS = (
    "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth"
    "|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth"
    "|fortieth|fiftieth|last|final|hundred"
)
UNITS = frozenset(_UNIT_WORDS.split("|")).union(SPELT)
"""English words that make up numbers."""
_FOREIGN_WORDS = (
    "kapitel|chapitre|livre|partie|teil|buch|akt|aufzug|luku|osa|fejezet|capitolo|hoofdstuk|parte"
    "|acte|deel|canto|runo|kapittel|kapitlet|poglavlje|poglavje|kapitola|skyrius|nodaļa|kapitulli|kisim"
    "|kafli|kapitulua"
)
FOREIGN = frozenset(_FOREIGN_WORDS.split("|")).union(word for word in RANKS if not word.isascii())
"""Words next to which any one or two words may be a number, if an unknown one."""
_WEAK_WORDS = (
    "day|night|entry|lesson|story|tale|fable|verse|section|year|week|del|osa|band|bab|tom|brief"
    "|carta|cena|sura|dag|tag|jour|día|giorno|день|bog|bok|bind|sang|chant|laulu|buku"
    "|باب|فصل|כרך|שער|ספר|บท|atala|zatia|cuid|bók"
)
WEAK = frozenset(_WEAK_WORDS.split("|"))
"""Words that also begin ordinary sentences, so a title after their number is doubtful."""
STRONG = frozenset(word for word in RANKS if word not in WEAK)
STEM = 4
"""Letters of a heading word that all its cases share."""
STEMS = frozenset(word[:STEM] for word in STRONG if word not in ("year", "season"))
LONG_STARTS = frozenset(
    start for word in STRONG for start in (word[:3].capitalize(), word[:3].upper())
)
"""What long headings begin with."""
ANY = frozenset(
    [
        *(word.lower().split("/")[0] for word in (*RANKS, *SPECIAL)),
        *("interlude", "intermission", "intermezzo", "entr", "note", "notes"),
        *("a", "omake", "bonus", "propos"),
    ]
)
"""All first words of headings."""


_LONGEST = 60
_AROUND = " \t\u3000.!?*_~=-–—\"”’'»«()[]…<>（）【】「」"
_WHOLE_LINES = (
    "end|the end|fin|ende|finis|конец|fine|fim|koniec|konec|slut|slutt|vége|loppu|kraj|край"
    "|кінець|τέλος|son|tbc|to be continued|hết|終|完|终|끝|النهاية|תם|סוף"
)
_WHOLE = frozenset(_WHOLE_LINES.split("|"))
_FIRST_WORDS = (
    "end|the end|here ends|fin|final|fine|fim|ende|schluss|koniec|konec|конец|кінець|край|slut"
    "|slutt|slutten|einde|τέλος|sfârșitul|kraj|hết|tamat|نهاية|סוף"
)
_FIRST = tuple(f"{words} " for words in _FIRST_WORDS.split("|"))
_LAST_WORDS = "end|ends|ended|vége|loppu|slut|slutt|sonu|ende|koniec|konec|конец|끝|終|完|终|了"
_LAST = tuple(f" {word}" for word in _LAST_WORDS.split("|"))
_STARTS = frozenset(word[:2] for word in (*_WHOLE, *_FIRST))
_STOPS = frozenset(word[-2:] for word in _LAST)
"""First or last letters of all of these, which rule out most lines."""
_LINK_WORDS = "of|the|du|de|del|della|dell|des|der|von|på|av|van|do|da|od|for|ch"
_LINKS = frozenset(_LINK_WORDS.split("|"))
_EASTERN = lazy_pattern(
    r"(?:第\s*\S{1,8}\s*[章回話话节節卷部篇幕]|本[章卷书書回]|全[书書文剧劇]|제?\s?\d+\s?[장화부권]|上|中|下)"
    r"[\s　]*(?:完结?|終わり|終|终|了|結束|结束|おわり|끝)"
)

_EASTERN_STOPS = frozenset("完结終り终了束끝")
"""Last letters of those."""


def is_ending(text: str) -> bool:
    """Whether a line says that something ends."""
    return len(text) <= _LONGEST and _ends(text)


@lru_cache(maxsize=KNOWN)
def _ends(text: str) -> bool:
    low = composed(text).casefold().strip(_AROUND)
    if low[:2] not in _STARTS and low[-2:] not in _STOPS and low.isascii():
        return False
    if low in _WHOLE:
        return True
    if low.startswith(_FIRST):
        words = [word for word in low.split()[1:] if word not in _LINKS]
        if words[:1] == ["end"]:
            words = [word for word in words[1:] if word not in _LINKS]
        return bool(words) and _is_part(words[0])
    if low.endswith(_LAST) and _is_part(low.split()[0]) and len(low.split()) <= 3:
        return True
    return low[-1:] in _EASTERN_STOPS and _EASTERN.fullmatch(low) is not None


def _is_part(word: str) -> bool:
    """Whether a word is a heading word, in any grammatical case of its language, or a number."""
    return word[:STEM] in STEMS or word[:1].isdecimal()
