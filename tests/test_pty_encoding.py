"""A story whose encoding was guessed wrongly is set right in a real terminal, for good."""

import re
from pathlib import Path

import pytest

from tests.terminal import Terminal

RUSSIAN = (
    "Смотритель поднялся по лестнице, зажёг лампу {n} и долго смотрел на море. "
    "Никто не плыл к берегу, и только ветер говорил с ним до самого утра."
)
JAPANESE = (
    "灯台守は階段を上り、{n}番目のランプに火を灯した。"
    "海には雨が降っていて、舟は一艘も見えなかった。風だけが戸を叩いていた。"
)


@pytest.mark.parametrize(
    ("sentence", "encoding", "words"),
    [
        (RUSSIAN, "cp1251", "Смотритель"),
        pytest.param(JAPANESE, "cp932", "灯台守", marks=pytest.mark.slow),
    ],
)
def test_a_wrong_encoding_is_set_right_and_remembered(
    tmp_path: Path, sentence: str, encoding: str, words: str
) -> None:
    """`e`, the line that reads right, Enter: the same paragraph in its own letters, ever after."""
    path = tmp_path / "story.txt"
    text = "\n\n".join(sentence.format(n=number) * 3 for number in range(100, 160))
    path.write_bytes(text.encode(encoding))

    with Terminal("--encoding", "cp437", str(path)) as terminal:
        terminal.shows(r"1 of \d+")
        assert words not in terminal.text
        terminal.send("7G\r")
        terminal.shows(r"7 of \d+")
        number = re.findall(r"1\d\d", " ".join(terminal.lines[2:-2]))[0]
        terminal.send("e")
        terminal.shows("Which line looks right")
        terminal.send("g\r")
        terminal.shows(f"Read as {encoding}")
        terminal.until(lambda: words in terminal.text.replace(" ", ""), "the right letters")
        assert number in " ".join(terminal.lines[2:-2])
        page = terminal.lines[2:-2]
        terminal.send("q")
        assert terminal.ended() == 0
        terminal.assert_clean()

    with Terminal(str(path)) as terminal:
        terminal.shows(r"of \d+")
        terminal.until(lambda: terminal.lines[2:-2] == page, "the same page")
