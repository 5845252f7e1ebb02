"""The words that headings are made of, in all languages that the reader knows.

The rule: words are looked up in tables and not written into patterns, because one that lists
the heading words of that many languages takes longer to compile than a story to read.
"""

from __future__ import annotations

from reader.formats.text.headings.lines import BOOK, CHAPTER, PART, SCENE, VOLUME, composed
from reader.formats.text.headings.ordinals import SPELT

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
    "|rozdział|kapitola|fejezet|kapitlet|capítol|nodaļa|poglavje|kafli|pennod|caibidil|kapitulua"
    "|atala|գլուխ|თავი|அத்தியாயம்|অধ্যায়|পরিচ্ছেদ|باب|प्रकरण|परिच्छेद|ຕອນທີ|ບົດທີ|အခန်း|ជំពូក|ምዕራፍ"
    "|kabanata|sura|тарау|раздзел|поглавље|kapitull|అధ్యాయం|ಅಧ್ಯಾಯ|അധ്യായം|ପରିଚ୍ଛେଦ|પ્રકરણ|ਅਧਿਆਇ|ĉapitro"
    "|capitolul|глава|розділ|bölüm|κεφάλαιο|κεφάλαιον|chương|hồi|bab|פרק|الفصل|فصل|अध्याय|บท|บทที่|ตอนที่"
    "|kapittel|kapitulli|runo|laulu|sång|sang|gesang|chant|pieśń|píseň|zpěv|ének|песнь|песня|пісня|άσμα"
    "|poglavlje|skyrius|peatükk|letter|lettre|brief|carta|lettera|письмо|stave|canto|episode|adventure|story"
    "|tale|fable|day|night|entry|week|lesson|caput|jornada|dag|tag|jour|día|giorno|день",
    SCENE: "scene|scène|szene|auftritt|escena|cena|scena|scen|сцена|явление|section"
    "|abschnitt|verse|kohtaus|výstup|jelenet|avsnitt|sección|sezione|раздел",
}
RANKS = {
    composed(word): rank for rank, words in reversed(_WORDS.items()) for word in words.split("|")
}
"""What each heading word comprises."""
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
)
SPECIAL = frozenset(map(composed, _SPECIAL_WORDS.split("|")))
"""Headings that stand before and after all chapters."""
BETWEEN = frozenset(
    ("interlude", "intermission", "intermezzo", "entr'acte", "a/n", "omake", "bonus chapter")
) | {f"author{own} note" for own in ("", "s", "'", "’", "'s", "’s")}
"""Headings without a number that stand between chapters."""
_UNIT_WORDS = (
    "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth"
    "|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth"
    "|fortieth|fiftieth|last|final|hundred"
)
UNITS = frozenset(_UNIT_WORDS.split("|")).union(SPELT)
"""English words that numbers are made of."""
_FOREIGN_WORDS = (
    "kapitel|chapitre|livre|partie|teil|buch|akt|aufzug|luku|osa|fejezet|capitolo|hoofdstuk|parte"
    "|acte|deel|canto|runo|kapittel|kapitlet|poglavlje|poglavje|kapitola|skyrius|nodaļa|kapitulli"
)
FOREIGN = frozenset(_FOREIGN_WORDS.split("|")).union(word for word in RANKS if not word.isascii())
"""Words beside which any one or two words may be a number, if an unknown one."""
_WEAK_WORDS = (
    "day|night|entry|lesson|story|tale|fable|verse|section|year|week|del|osa|band|bab|tom|brief"
    "|carta|cena|sura|dag|tag|jour|día|giorno|день|bog|bok|bind|sang|chant|laulu|buku"
    "|باب|فصل|כרך|שער|ספר|บท|atala|zatia|cuid|bók"
)
WEAK = frozenset(_WEAK_WORDS.split("|"))
"""Words that begin ordinary sentences too, so that a title after their number is doubtful."""
STRONG = frozenset(word for word in RANKS if word not in WEAK)
STEM = 4
"""Letters of a heading word that stand in each of its cases."""
STEMS = frozenset(word[:STEM] for word in STRONG if word not in ("year", "season"))
LONG_STARTS = frozenset(
    start for word in STRONG for start in (word[:3].capitalize(), word[:3].upper())
)
"""What headings that are long begin with."""
ANY = frozenset(
    [
        *(word.lower().split("/")[0] for word in (*RANKS, *SPECIAL)),
        *("interlude", "intermission", "intermezzo", "entr", "note", "notes"),
        *("a", "omake", "bonus", "propos"),
    ]
)
"""All first words of headings."""
