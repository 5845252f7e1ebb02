"""Dictionaries: their files, the words that are found in them, and those that are kept."""

import random
import struct
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as tried
from hypothesis import strategies as st

from reader.commands.command import Need
from reader.dictionary.files import ENTRY_MOST, FileBytes, HeldBytes
from reader.dictionary.formats import WordIndex, number, plain
from reader.dictionary.inflections import candidates, irregular
from reader.dictionary.lookup import Dictionaries
from reader.tui.screens.answers import DefinitionPanel, links_in
from reader.tui.screens.answers import numbered as sign_links
from tests.dictionaries import dictd, stardict
from tests.examples import examples
from tests.shell import Call
from tests.tui.driving import numbered, story

LETTERS = "abcdefghijklmnopqrstuvwxyz"
WORDNET = Path("/usr/share/dictd/wn.index")
WORDS = st.dictionaries(
    st.text("abc -'é", min_size=1, max_size=9).filter(lambda w: w == " ".join(w.split())),
    st.text("xyz é", min_size=1, max_size=60).map(str.strip).filter(bool),
    max_size=60,
)


def many(count: int) -> dict[str, str]:
    """Words of all lengths, with an entry each."""
    chosen = random.Random(7)
    words = ("".join(chosen.choices(LETTERS, k=chosen.randint(2, 14))) for _ in range(count))
    return {word: f"{word}\n  it means {word[::-1]}\n" for word in words}


def texts(folder: Path, word: str) -> list[str]:
    """What the dictionaries of a folder say of a word."""
    return [one.text for one in Dictionaries([folder]).look_up(word)]


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("letters", [True, False])
def test_every_word_of_a_dictd_dictionary_is_found(
    tmp_path: Path, packed: bool, letters: bool
) -> None:
    """However the body is packed and the index is sorted; no other word is."""
    entries = {**many(3_000), "x-ray": "x-ray\n  a ray", "'hood": "'hood", "xavier": "xavier"}
    dictd(tmp_path, entries, packed=packed, letters=letters)
    known = Dictionaries([tmp_path])

    assert known.names == ["The Small Dictionary"]
    for word in (*list(entries)[::40], "x-ray", "'hood", "xavier"):
        [found] = known.look_up(word.upper())
        assert entries[word].strip() in found.text
    assert known.look_up("qqqqqqqqqqqqqqqqqqqqq") == []


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("wide", [True, False])
def test_every_word_of_a_stardict_dictionary_is_found(
    tmp_path: Path, packed: bool, wide: bool
) -> None:
    """By records that nothing parts, and by other forms of a word."""
    entries = {word: text.encode() for word, text in many(3_000).items()}
    heads = list(entries)
    forms = [(f"{word}-form", word) for word in heads[::500]]
    stardict(tmp_path, entries, packed=packed, wide=wide, synonyms=forms)
    known = Dictionaries([tmp_path])

    assert known.names == ["Star Book"]
    for word in heads[::40]:
        [found] = known.look_up(word.title())
        assert found.text.endswith(f"it means {word[::-1]}")
    for form, word in forms:
        assert known.look_up(form)[0].text.startswith(word)
    assert known.look_up("qqqqqqqqqqqqqqqqqqqqq") == []


@tried(max_examples=examples(40))
@given(WORDS, st.booleans(), st.booleans())
def test_any_dictionary_says_what_stands_in_it(
    entries: dict[str, str], letters: bool, ordered: bool
) -> None:
    """Of each word its entry, also where the index is in no order at all."""
    with tempfile.TemporaryDirectory() as folder:
        dictd(Path(folder), entries, letters=letters, ordered=ordered, packed=False)
        stardict(Path(folder), {w: t.encode() for w, t in entries.items()}, packed=False)
        known = Dictionaries([Path(folder)])
        for word, text in entries.items():
            found = [one.text for one in known.look_up(word)]
            assert len(found) == 2
            assert all(text in one for one in found)


@tried(max_examples=examples(40))
@given(st.data())
def test_a_broken_dictionary_is_passed_over(data: st.DataObject) -> None:
    """Whatever its files hold: nothing is raised, and another one still answers."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        dictd(folder, {"lamp": "lamp\n a light"}, "good", packed=False)
        dictd(folder, many(30), "bad")
        stardict(folder, {w: t.encode() for w, t in many(30).items()}, "worse", wide=True)
        for path in (*folder.glob("bad.*"), *folder.glob("worse.*")):
            raw = bytearray(path.read_bytes())
            at = data.draw(st.integers(0, len(raw)))
            raw[at : at + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=40))
            path.write_bytes(raw)
        known = Dictionaries([folder])
        assert [one.text for one in known.look_up("lamp") if "light" in one.text] == [
            "lamp\n a light"
        ]
        for word in list(many(30))[:5]:
            known.look_up(word)


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("kind", ["dictd", "stardict"])
def test_a_dictionary_that_is_cut_short_is_named(tmp_path: Path, packed: bool, kind: str) -> None:
    """In one sentence, where a word of it is wanted that is lost; what is left still answers."""
    entries = {one: f"{one}\n{'and so on ' * 40}" for one in ("lamp", "mill", "wick")}
    if kind == "dictd":
        path = dictd(tmp_path, entries, packed=packed)
    else:
        path = stardict(tmp_path, {w: t.encode() for w, t in entries.items()}, packed=packed)
    body = path.with_suffix(".dict.dz" if packed else ".dict")
    raw = body.read_bytes()
    body.write_bytes(raw[: len(raw) * 8 // 10] if packed else raw[:-200])
    known = Dictionaries([tmp_path])

    assert known.look_up("wicks") == known.look_up("wick") == []
    assert known.problems == [f"{path.name}: it is cut short"]
    assert known.missing("wick") == f"“wick” is in no dictionary; {path.name}: it is cut short"
    assert known.look_up("lamp")


def test_what_a_file_claims_is_bounded(tmp_path: Path) -> None:
    """An entry of a gigabyte is read in part, and one from beyond the end is none."""
    (tmp_path / "big.index").write_text("lamp\tA\tBAAAAA\nwick\tBAAAAA\tBA\n")
    with (tmp_path / "big.dict").open("wb") as file:
        file.write(b"lamp " * 100_000)
    assert len(texts(tmp_path, "lamp")[0]) <= ENTRY_MOST
    assert texts(tmp_path, "wick") == []


@pytest.mark.parametrize(("digits", "value"), [(b"A", 0), (b"BA", 64), (b"", -1), (b"A-", -1)])
def test_numbers_of_dictd(digits: bytes, value: int) -> None:
    """Base 64, and what is none."""
    assert number(digits) == value
    assert number(b"/" * 99) == -1


@pytest.mark.parametrize(
    ("types", "raw", "text"),
    [
        ("m", b"a light", "lamp\na light"),
        ("tm", b"l\xc3\xa6mp\0a light", "lamp\n[læmp]\na light"),
        ("h", b"<p>a <b>light</b> &amp; more<br/>of it", "lamp\na light & more\nof it"),
        ("x", b"<k>lamp</k><def>a <c c='x'>light</c></def>", "lamp\nlamp\na light"),
        ("", b"ma light\0W\0\0\0\x04RIFFma wick\0", "lamp\na light\na wick"),
        ("W", b"RIFF", ""),
    ],
)
def test_the_parts_of_an_entry_become_text(
    tmp_path: Path, types: str, raw: bytes, text: str
) -> None:
    """Markup goes, sounds and pictures are passed over."""
    stardict(tmp_path, {"lamp": raw}, types=types)
    assert texts(tmp_path, "lamp") == ([text] if text else [])


def test_nothing_in_an_entry_acts(tmp_path: Path) -> None:
    """No escape reaches the screen, no tag without an end costs time."""
    dictd(tmp_path, {"lamp": "lamp\x1b[2J\u202e\r\n"})
    assert texts(tmp_path, "lamp") == ["lamp␛[2J\ufffd"]
    assert plain("h", b"<a " * 50_000).startswith("<a")


@pytest.mark.parametrize(
    ("word", "headword"),
    [
        ("Lamps", "lamp"),
        ("ladies", "lady"),
        ("knives", "knife"),
        ("boxes", "box"),
        ("stopped", "stop"),
        ("canvassed", "canvass"),
        ("making", "make"),
        ("lying", "lie"),
        ("went", "go"),
        ("children", "child"),
        ("happier", "happy"),
        ("the miller’s", "the miller"),
        ("lov’d", "love"),
        ("maketh", "make"),
        ("colour", "color"),
        ("recognised", "recognized"),
        ("drawing-room", "drawing room"),
        ("unaltered", "alter"),
        ("probably", "probable"),
        ("mice", "mouse"),
    ],
)
def test_forms_lead_to_their_headwords(word: str, headword: str) -> None:
    """By endings, by the table of irregular ones, and by spelling."""
    assert headword in candidates(word)


def test_of_two_headwords_the_likelier_comes_first() -> None:
    """The plural of a noun before a form of a verb."""
    found = list(candidates("analyses"))
    assert found.index("analysis") < found.index("analyse")


@given(st.text(max_size=80), st.sampled_from(["", "en", "de", "fr", "es-MX", "ru"]))
def test_any_word_has_some_candidates_each_once(word: str, language: str) -> None:
    """The first is the word itself; there are not many, and none is empty."""
    found = list(candidates(word, language))
    assert len(found) == len(set(found)) < 2_000
    assert all(found)
    assert all(form.strip() == form for form in irregular())


@pytest.mark.parametrize(
    ("language", "word", "headword"),
    [("de", "Häusern", "haus"), ("fr", "parlait", "parler"), ("fr", "chevaux", "cheval")],
)
def test_other_languages_have_endings_too(language: str, word: str, headword: str) -> None:
    """As far as endings go: vowels that change are not among them."""
    found = [one.casefold() for one in candidates(word, language)]
    assert headword in found or headword.replace("a", "ä") in found


def test_where_words_have_no_blanks_the_longest_is_taken(tmp_path: Path) -> None:
    """From the character on, as much of it as a dictionary has."""
    dictd(tmp_path, {"学": "学\n study", "学生": "学生\n student"})
    assert texts(tmp_path, "学生们来了") == ["学生\n student"]


@pytest.mark.skipif(not WORDNET.exists(), reason="there is no dict-wn")
@pytest.mark.parametrize(
    ("word", "told"), [("lamps", "artificial source"), ("Forsook", "forsake"), ("wicks", "cord")]
)
def test_the_wordnet_of_the_system_is_read(word: str, told: str) -> None:
    """As Debian packs it."""
    [found] = Dictionaries([WORDNET]).look_up(word)
    assert told in found.text
    assert found.dictionary.startswith("WordNet")


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings that name a folder with two dictionaries."""
    folder = tmp_path / "dictionaries"
    folder.mkdir()
    dictd(folder, {"lamp": "lamp\n     a <light>", "snail": "snail\n     slow {snail}, no {lamp}"})
    stardict(folder, {"lamp": b"<b>Lampe</b>"}, types="h")
    path = tmp_path / "settings.toml"
    path.write_text(f'dictionaries = "{folder.as_posix()}"\n', encoding="utf-8")
    monkeypatch.setenv("NIGHTSTAND_CONFIG", str(path))
    return path


def test_the_command_line_looks_words_up(call: Call, settings: Path) -> None:
    """All dictionaries in their order; what is not there is complained of in a line."""
    assert call("define", "lamps").out == (
        "The Small Dictionary\nlamp\n     a <light>\n\nStar Book\nlamp\nLampe\n"
    )
    assert call("define", "lamps", "--json").json[1] == {
        "dictionary": "Star Book",
        "headword": "lamp",
        "text": "lamp\nLampe",
    }
    assert call("define", "zzz").complaint == "“zzz” is in no dictionary"
    assert call("define", "zzz", "--json").json == []


def test_without_a_dictionary_it_says_how_to_get_one(call: Call, tmp_path: Path) -> None:
    """In one line."""
    config = tmp_path / "none.toml"
    config.write_text(f'dictionaries = "{tmp_path.as_posix()}/none"\n', encoding="utf-8")
    done = call("define", "lamp", "--config", config)
    assert done.code == 1
    assert "install one" in done.complaint


def test_a_broken_dictionary_is_told_with_the_word(call: Call, settings: Path) -> None:
    """On the command line once, and also where another one answers."""
    folder = settings.parent / "dictionaries"
    (folder / "worse.ifo").write_text("nothing")
    told = "worse.ifo: it is not a StarDict dictionary"
    assert call("define", "lamp").err.count(told) == 1
    missed = call("define", "zzz")
    assert missed.err.count(told) == 1
    assert missed.complaint.startswith("“zzz” is in no dictionary; ")


def test_linear_mode_looks_words_up(call: Call, settings: Path, tmp_path: Path) -> None:
    """`define WORD`."""
    typed = b"define snails\ndefine zzz\ndefine\n"
    said = call("read", "--linear", numbered(tmp_path, 3), stdin=typed).out
    for sentence in ("The Small Dictionary:\nsnail", "“zzz” is in no", "Which word?"):
        assert sentence in said


async def test_a_word_is_looked_up_and_kept(call: Call, settings: Path, tmp_path: Path) -> None:
    """`D` shows the selection's, `w` keeps it, and it is listed with its sentence."""
    async with story(numbered(tmp_path)) as reader:
        await reader.press("D")
        await reader.asked()
        await reader.write("Lamp")
        await reader.press("enter")
        await reader.on(DefinitionPanel)
        await reader.shows("The Small Dictionary", "a <light>", "Star Book", "Lampe")
        await reader.press("tab", "w")
        await reader.shows("Kept with its sentence")
        assert Need.MARKED in reader.screen.has
        await reader.press("V", "D")
        await reader.shows("“Chapter” is in no dictionary")
    [word] = call("words", "--json").json
    assert (word["word"], word["headword"]) == ("lamp", "lamp")
    assert word["sentence"].startswith("Paragraph 1 begins, and the lamp went")
    assert word["entry"] == "lamp\n     a <light>"
    notes = call("words", "--anki").out.splitlines()
    assert "the <b>lamp</b> went" in notes[-1]
    assert notes[-1].count("\t") == notes[3].count("\t") == 4
    assert "a <light>" in call("words").out
    assert call("words", tmp_path / "numbers.txt", "--json").json == [word]


async def test_digits_follow_links(call: Call, settings: Path, tmp_path: Path) -> None:
    """What leads to another entry has a number, the word itself has none; Backspace goes back."""
    async with story(numbered(tmp_path)) as reader:
        await reader.press("D")
        await reader.asked()
        await reader.write("snails")
        await reader.press("enter")
        await reader.on(DefinitionPanel)
        await reader.shows("slow snail, no lamp¹")
        await reader.press("2", "1")
        await reader.shows("a <light>", "Lampe")
        await reader.press("backspace")
        await reader.shows("slow snail")


def test_links_are_those_of_each_form(tmp_path: Path) -> None:
    """In braces as dictd has them, from HTML and from XDXF; nine of them at most."""
    linked = b'see <a href="bword://lamp">lamps</a> and <kref>small\nfry</kref>'
    stardict(tmp_path, {"snail": linked}, types="x")
    (found,) = Dictionaries([tmp_path]).look_up("snail")

    assert links_in([found]) == ["lamps", "small fry"]
    assert sign_links(found.text, ["lamps", "small fry"]).endswith("see lamps¹ and small\nfry²")
    many_of_them = found.replace(text=" ".join(f"{{{n}}}" for n in range(20)))
    assert len(links_in([many_of_them, found])) == 9


class ReadsCounted(FileBytes):
    """A file that remembers how much of it was read."""

    read_so_far = 0

    def read(self, at: int, count: int) -> bytes:
        """At most so many bytes from there."""
        found = super().read(at, count)
        ReadsCounted.read_so_far += len(found)
        return found


@pytest.mark.parametrize("kind", ["dictd", "stardict", "synonyms"])
def test_what_stands_nowhere_is_soon_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """All its candidates together are sought in a part of the index, however long that is."""
    entries = many(4_000)
    if kind == "dictd":
        index = dictd(tmp_path, entries, packed=False)
    else:
        forms = [(f"{one}zz", one) for one in list(entries)[::400]]
        packed = {one: text.encode() for one, text in entries.items()}
        path = stardict(tmp_path, packed, packed=False, synonyms=forms if kind[1] == "y" else ())
        index = path.with_suffix(".idx")
    monkeypatch.setattr("reader.dictionary.formats.FileBytes", ReadsCounted)
    known = Dictionaries([tmp_path])
    assert known.look_up("a") is not None
    for word in ("7lessing", "half-7-rememberednesses", "$(rm -rf ~)", "unmade 7"):
        before = ReadsCounted.read_so_far

        assert known.look_up(word) == []
        assert ReadsCounted.read_so_far - before < 4 * index.stat().st_size


@given(st.integers(0, 1400), st.sampled_from([4, 8, 12]))
def test_records_are_counted_as_they_are_walked(wanted: int, size: int) -> None:
    """A record that is asked for by its number is the one that comes after so many others."""
    words = [f"{number:05}" + "x" * (number % 70) for number in range(1300)]
    data = b"".join(one.encode() + bytes(1 + size) for one in words)
    index = WordIndex(HeldBytes(data), {4: ">I", 8: ">II", 12: ">QI"}[size], 10)
    found = index.by_number(wanted)

    assert (found.word if found else None) == (words[wanted] if wanted < len(words) else None)


def test_a_body_of_tiny_pieces_is_damaged(tmp_path: Path) -> None:
    """Else one entry would be put together from any number of them."""
    path = dictd(tmp_path, many(20))
    body = path.with_suffix(".dict.dz")
    raw = bytearray(body.read_bytes())
    struct.pack_into("<H", raw, 18, 1)
    body.write_bytes(raw)
    assert Dictionaries([tmp_path]).names == []
