"""Headings that say in words what they are, in many languages."""

import unicodedata

import pytest

from reader.formats.text.headings.ordinals import value_of
from reader.formats.text.parse import parse

PROSE = (
    "The lamp had been lit before he came, and nobody in the house would say by whom; so he sat "
    "down beside it, as he did on every evening of that winter, and read until the oil was gone."
)
LANGUAGES = {
    "Arabic": "الفصل الأول|الفصل الثاني|الفصل الثالث",
    "Arabic beyond ten": "الفصل العاشر|الفصل الحادي عشر|الفصل الثاني عشر",
    "Arabic beyond twenty": "الفصل العشرون|الفصل الحادي والعشرون|الفصل الثاني والعشرون",
    "Hebrew beyond ten": "פרק עשר|פרק אחת עשרה|פרק שתיים עשרה",
    "Arabic parts with titles": "الباب الأول: النهر|الباب الثاني: المطر|الباب الثالث: القط",
    "Armenian": "Գլուխ առաջին|Գլուխ երկրորդ|Գլուխ երրորդ",
    "Basque": "Lehen kapitulua|Bigarren kapitulua|Hirugarren kapitulua",
    "Basque digits": "1. kapitulua|2. kapitulua|3. kapitulua",
    "Bengali": "প্রথম অধ্যায়|দ্বিতীয় অধ্যায়|তৃতীয় অধ্যায়",
    "Bengali sections": "প্রথম পরিচ্ছেদ|দ্বিতীয় পরিচ্ছেদ|তৃতীয় পরিচ্ছেদ",
    "Catalan": "Capítol primer|Capítol segon|Capítol tercer",
    "Catalan parts": "Primera part|Segona part|Tercera part",
    "Welsh with an article": "Y Bennod Gyntaf|Yr Ail Bennod|Y Drydedd Bennod",
    "Irish with an article": "An Chéad Chaibidil|An Dara Caibidil|An Tríú Caibidil",
    "Spanish with an article": "El capítulo primero|El capítulo segundo|El capítulo tercero",
    "Icelandic numerals": "I. kafli|II. kafli|III. kafli",
    "Swedish numerals": "I. kapitlet|II. kapitlet|III. kapitlet",
    "Polish numerals": "I. rozdział|II. rozdział|III. rozdział",
    "Turkish beyond twenty": "Yirmi Birinci Bölüm|Yirmi İkinci Bölüm|Yirmi Üçüncü Bölüm",
    "Turkish capitals": "BİRİNCİ KISIM|İKİNCİ KISIM|ALTINCI KISIM",
    "Czech": "Kapitola první|Kapitola druhá|Kapitola třetí",
    "Czech turned": "První kapitola|Druhá kapitola|Třetí kapitola",
    "Danish": "Første kapitel|Andet kapitel|Tredje kapitel",
    "Dutch": "Eerste hoofdstuk|Tweede hoofdstuk|Derde hoofdstuk",
    "English clause": "Chapter One, in which it rains|Chapter Two, of a cat|Chapter Three, at sea",
    "English days": "Day 1: The Weir|Day 2: The Mill|Day 3: The Ford",
    "Finnish songs": "Ensimmäinen runo|Neljäs runo|Viides runo",
    "French": "Chapitre premier – La pluie|Chapitre deuxième – Le chat|Épilogue",
    "Georgian": "თავი პირველი|თავი მეორე|თავი მესამე",
    "German beyond twenty": "Neunzehntes Kapitel|Zwanzigstes Kapitel|Einundzwanzigstes Kapitel",
    "German clause": "Erstes Kapitel, in dem es regnet|Zweites Kapitel, darin ein Kater|Epilog",
    "Greek": "Κεφάλαιο πρώτο|Κεφάλαιο δεύτερο|Επίλογος",
    "Hebrew letters": "פרק א|פרק ב|פרק ג",
    "Hebrew ordinals": "פרק ראשון|פרק שני|פרק שלישי",
    "Hindi": "अध्याय एक|अध्याय दो|अध्याय तीन",
    "Hindi turned": "पहला अध्याय|दूसरा अध्याय|तीसरा अध्याय",
    "Hungarian": "Első fejezet|Második fejezet|Harmadik fejezet",
    "Icelandic": "Fyrsti kafli|Annar kafli|Þriðji kafli",
    "Indonesian": "Bab 1: Hujan|Bab 2: Kucing|Bab 3: Sungai",
    "Irish": "Caibidil a hAon|Caibidil a Dó|Caibidil a Trí",
    "Italian": "Capitolo primo. Del fiume|Capitolo secondo. Del gatto|Capitolo terzo. Del mare",
    "Japanese": "1話 雨|2話 猫|3話 川",
    "Japanese volumes": "第一巻|第二巻|第三巻",
    "Korean titles": "강가의 등불 1화|강가의 등불 2화|강가의 등불 3화",
    "Latin": "Prologus: Ad lectorem|Caput I|Epilogus: Ad amicum",
    "Latin preface": "Praefatio|Caput primum|Epilogus",
    "Latvian": "Pirmā nodaļa|Otrā nodaļa|Trešā nodaļa",
    "Norwegian": "Første kapittel|Andre kapittel|Tredje kapittel",
    "Polish": "Rozdział pierwszy|Rozdział drugi|Rozdział trzeci",
    "Portuguese songs": "Canto Primeiro|Canto Segundo|Canto Terceiro",
    "Romanian": "Capitolul întâi|Capitolul al doilea|Capitolul al treilea",
    "Russian clause": "Глава первая, в которой дождь|Глава вторая, о коте|Глава третья, у моря",
    "Russian beyond twenty": "Глава двадцатая|Глава двадцать первая|Глава двадцать вторая",
    "Serbian": "Поглавље прво|Поглавље друго|Поглавље треће",
    "Slovene": "Prvo poglavje|Drugo poglavje|Tretje poglavje",
    "Spanish": "Capítulo primero. De la lluvia|Capítulo segundo. Del gato|Epílogo",
    "Swedish": "Första kapitlet|Andra kapitlet|Tredje kapitlet",
    "Tamil": "அத்தியாயம் ஒன்று|அத்தியாயம் இரண்டு|அத்தியாயம் மூன்று",
    "Thai": "บทที่๑|บทที่๒|บทที่๓",
    "Turkish": "Birinci bölüm|İkinci bölüm|Üçüncü bölüm",
    "Urdu": "باب اول|باب دوم|باب سوم",
    "Urdu turned": "پہلا باب|دوسرا باب|تیسرا باب",
    "Vietnamese": "Hồi 1|Hồi 2|Hồi 3",
    "Vietnamese words": "Chương thứ nhất|Chương thứ hai|Chương thứ ba",
    "Welsh": "Pennod un|Pennod dau|Pennod tri",
}


def text_of(*headings: str) -> str:
    """Each heading over two paragraphs."""
    return "\n\n".join(f"{heading}\n\n{PROSE}\n\n{PROSE}" for heading in headings)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_chapters_are_found_in_the_words_of_a_language(language: str, form: str) -> None:
    """Three chapters, whether letters and their marks are one character or two."""
    text = unicodedata.normalize(form, text_of(*LANGUAGES[language].split("|")))  # type: ignore[arg-type]
    story = parse(text.encode(), "story.txt")

    assert [chapter.level for chapter in story.chapters] == [1] * 3


@pytest.mark.parametrize(
    ("words", "value"),
    [("twenty-first", 21), ("Fifty three", 53), ("Einundzwanzigstes", 21), ("dreißigste", 30),
     ("Zweiunddreissigster", 32), ("двадцать первая", 21), ("сорок", 40), ("vigésimo primeiro", 21),
     ("י״ב", 12), ("ט", 9), ("الثالث", 3), ("n’importe quoi", 0), ("", 0), ("one two", 0)],
)  # fmt: skip
def test_numbers_in_words_have_a_value(words: str, value: int) -> None:
    """A number word of any language tells its number, and any other word none."""
    assert value_of(words) == value


@pytest.mark.parametrize(
    "line",
    ["Глава о том, как шёл дождь, была самой длинной.", "Chapter One was the best she had written.",
     "Ein Kapitel für sich", "Un jour", "Day 3 was no better than the second.", "En dag",
     "Das Kapitel war zu Ende.", "Das Kapitel schließt", "I book a room",
     "El acto final", "One night.", "Brief encounter", "باب السوق كان مغلقا"],
)  # fmt: skip
def test_a_sentence_with_a_heading_word_is_no_heading(line: str) -> None:
    """What only begins as a heading does, and counts nothing, is prose."""
    story = parse(f"{PROSE}\n\n{line}\n\n{PROSE}\n\n{PROSE}".encode(), "story.txt")

    assert not story.chapters


@pytest.mark.parametrize(
    "ending",
    ["END OF CHAPTER {n}", "KONIEC ROZDZIAŁU {n}", "Fin du chapitre {n}", "Ende des {n}. Kapitels",
     "Конец главы {n}", "THE END OF PART {n}", "第{n}章完", "（本章完）", "Chapter {n} ends",
     "{n}. fejezet vége", "제{n}화 끝"],
)  # fmt: skip
def test_a_line_that_ends_a_chapter_opens_none(ending: str) -> None:
    """What closes each of four chapters is not counted, though it counts up too."""
    parts = [f"{n}\n\n{PROSE}\n\n{PROSE}\n\n{ending.format(n=n)}" for n in range(1, 5)]
    story = parse("\n\n".join(parts).encode(), "story.txt")

    assert [chapter.title for chapter in story.chapters] == ["1", "2", "3", "4"]
