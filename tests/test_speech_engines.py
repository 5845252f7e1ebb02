"""The engines that read aloud: fake ones that note what they are told, and the real espeak-ng."""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import pytest

from reader.formats import from_bytes
from reader.speech import engines
from reader.speech.dispatcher import DispatcherError, DispatcherSpeaker, address, rate_of
from reader.speech.engines import EngineError, EngineWish, described, engine_for, language_of
from reader.speech.programs import Execution, Programs, ProgramSpeaker
from reader.speech.recital import USUAL_RATE, Spoken
from reader.speech.voice import Voice
from tests.shell import Call
from tests.strategies import prose

PYTHON = sys.executable
FAKE = """
import json, os, sys
words = sys.argv[1:]
text = sys.stdin.read() if not sys.stdin.closed else ""
with open({log!r}, "a") as log:
    log.write(json.dumps([words, text]) + "\\n")
for at, word in enumerate(words):
    if word.startswith("make="):
        open(word[5:], "w").write("sound of " + text)
    if word.startswith("play="):
        with open({log!r}, "a") as log:
            log.write(json.dumps(open(word[5:]).read()) + "\\n")
"""


class Fake:
    """A program that notes the words that it is given, and what is typed into it."""

    def __init__(self, folder: Path) -> None:
        self._log = folder / "log"
        self._script = folder / "fake.py"
        self._script.write_text(FAKE.format(log=str(self._log)), encoding="utf-8")

    def command(self, *words: str) -> tuple[str, ...]:
        """The command that runs it with some words."""
        return (PYTHON, "-S", "-E", str(self._script), *words)

    @property
    def told(self) -> list[object]:
        """What it was told so far."""
        return [json.loads(line) for line in self._log.read_text("utf-8").splitlines()]


@pytest.fixture
def fake(tmp_path: Path) -> Fake:
    """A program that notes what it is told."""
    return Fake(tmp_path)


def say(programs: Programs, *texts: str) -> list[str]:
    """What goes wrong as a voice says some texts."""
    problems: list[str] = []
    over = Event()

    def tell(run: int, problem: str) -> None:
        problems.append(problem)
        if problem or run == len(texts):
            over.set()
        else:
            voice.sound(lines[run], lines[run + 1] if run + 1 < len(texts) else None)

    lines = [Spoken(number + 1, text, 0, 200) for number, text in enumerate(texts)]
    voice = Voice(lambda: ProgramSpeaker(programs), tell)
    voice.sound(lines[0], lines[1] if len(lines) > 1 else None)
    assert over.wait(60)
    voice.close()
    return problems


def test_a_command_of_ones_own_is_given_the_sentence(fake: Fake) -> None:
    """On its input, or where it asks for it; nothing in a story becomes another word."""
    typed = Programs(fake.command("-s", "{rate}", "{unknown}"))
    asked = Programs(fake.command("{text}", "{language}/{voice}"), voice="Ann", language="en")
    assert say(typed, "One; $(two).") == [""]
    assert say(asked, "`x` {rate} \\ 'y'") == [""]
    assert fake.told == [
        [["-s", "200", "{unknown}"], "One; $(two).\n"],
        [["`x` {rate} \\ 'y'", "en/Ann"], ""],
    ]


def test_the_next_sentence_is_made_while_one_sounds(fake: Fake, tmp_path: Path) -> None:
    """Each is made once and played once, in order, and the files are gone afterwards."""
    made = Programs(make=fake.command("make={out}"), play=fake.command("play={out}"))
    tempfile.tempdir, before = str(tmp_path), tempfile.tempdir
    try:
        assert say(made, "One.", "Two.", "Three.") == ["", "", ""]
    finally:
        tempfile.tempdir = before
    played = [one for one in fake.told if isinstance(one, str)]
    typed = [one[1] for one in fake.told if isinstance(one, list) and one[1]]
    assert played == ["sound of One.\n", "sound of Two.\n", "sound of Three.\n"]
    assert typed == ["One.\n", "Two.\n", "Three.\n"]
    assert not list(tmp_path.glob("nightstand-*"))


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("import sys; sys.exit('no \\x1b[31mvoice.')", "failed: no voice."),
        ("import sys; sys.exit(3)", "failed: exit code 3."),
        ("import os; os.kill(os.getpid(), 9)", "was ended by another program."),
        ("import sys; print('error: no device', file=sys.stderr)", "failed: error: no device."),
        ("", ""),
    ],
)
@pytest.mark.skipif(os.name != "posix", reason="there are no signals here")
def test_an_engine_that_fails_is_told_in_a_sentence(code: str, said: str) -> None:
    """Its own last words, how it ended, or that it is not there; nothing when all is well."""
    programs = Programs((PYTHON, "-S", "-c", code), refusal="error:")
    (problem,) = say(programs, "One.")
    assert problem == (f"“{Path(PYTHON).name}” {said}" if said else "")
    (problem,) = say(Programs(("no-such-engine",)), "One.")
    assert problem.startswith("“no-such-engine” cannot be run: ")


def test_an_engine_that_fails_while_it_makes_is_told_too() -> None:
    """When it would have sounded, and nothing is played then."""
    code = "import sys; sys.exit('broken' if 'Two' in sys.stdin.read() else 0)"
    made = Programs(make=(PYTHON, "-S", "-c", code), play=(PYTHON, "-S", "-c", "", "{out}"))
    problems = say(made, "One.", "Two.", "Three.")
    assert problems == ["", f"“{Path(PYTHON).name}” failed: broken."]


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="there are no process groups here")
@pytest.mark.parametrize("deaf", [False, True])
def test_silence_ends_all_that_an_engine_has_started(tmp_path: Path, *, deaf: bool) -> None:
    """At once, its children too, also where it will not listen; it is waited for."""
    fifo = tmp_path / "held"
    os.mkfifo(fifo)
    trap = "trap '' TERM;" if deaf else ""
    run = Execution(
        ("sh", "-c", f"{trap} exec 9>{fifo}; echo begun >&9; sleep 600; sleep 600"), "One."
    )
    run.begin()
    process = run._process
    held = os.open(fifo, os.O_RDONLY)
    assert os.read(held, 6) == b"begun\n"
    run.end()
    assert run.wait() == ""
    assert os.read(held, 1) == b""
    os.close(held)
    assert process is not None
    assert process.returncode is not None


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="there are no process groups here")
@pytest.mark.parametrize("end", ["sys.exit(3)", "raise KeyboardInterrupt", "1 / 0"])
def test_whatever_ends_the_program_ends_the_voice(tmp_path: Path, end: str) -> None:
    """An error, an interruption or its own end: nothing goes on speaking."""
    fifo = tmp_path / "held"
    os.mkfifo(fifo)
    code = f"""if True:
        import sys
        from reader.speech.programs import Programs, ProgramSpeaker
        from reader.speech.recital import Spoken
        from reader.speech.voice import Voice
        words = ("sh", "-c", "exec 9>{fifo}; echo begun >&9; sleep 600; sleep 600")
        voice = Voice(lambda: ProgramSpeaker(Programs(words)), print)
        voice.sound(Spoken(1, "One.", 0, 175))
        input()
        {end}
    """
    process = subprocess.Popen([PYTHON, "-c", code], stdin=subprocess.PIPE, stderr=subprocess.PIPE)
    held = os.open(fifo, os.O_RDONLY)
    assert os.read(held, 6) == b"begun\n"
    _, complaint = process.communicate(b"\n")
    assert b"ignored" not in complaint
    assert os.read(held, 1) == b""
    os.close(held)
    assert process.returncode


def test_doctor_says_what_speaks(call: Call, here: Path, tmp_path: Path) -> None:
    """Which engine it is; that there is none is only wrong where one was named."""
    config = tmp_path / "settings.toml"
    for words, told in (
        ("", "ok     speech      No voice found"),
        ("speech = 'espeak-ng'", "WRONG  speech      eSpeak NG is not installed"),
    ):
        config.write_text(words, "utf-8")
        assert told in call("doctor", "--config", config).out
    put(here, "espeak-ng")
    assert "ok     speech      eSpeak NG" in call("doctor", "--config", config).out


def test_what_is_ended_before_it_begins_never_runs(fake: Fake) -> None:
    """A key may come between two sentences."""
    run = Execution(fake.command("never"), "One.")
    run.end()
    run.begin()
    assert run.wait() == ""
    assert run._process is None


# Which engine


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of programs that are the only ones there are."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.delenv("SPEECHD_ADDRESS", raising=False)
    return folder


def put(folder: Path, *names: str) -> None:
    """Put programs there that note what they are told."""
    for name in names:
        path = folder / name
        log = folder / f"{name}.log"
        path.write_text(f'#!/bin/sh\nprintf "%s " "$@" >> {log}\necho >> {log}\n', "utf-8")
        path.chmod(0o755)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have other engines")
def test_the_best_engine_that_is_here_speaks(here: Path) -> None:
    """One's own command first, then what the system speaks with, then espeak-ng."""
    with pytest.raises(EngineError, match="install espeak-ng"):
        engine_for(EngineWish())
    put(here, "speech-dispatcher")
    assert engine_for(EngineWish()).id == "dispatcher"
    put(here, "espeak-ng", "aplay")
    assert described(engine_for(EngineWish()), EngineWish()) == "eSpeak NG, played by aplay"
    socket_ = here.parent / "speech-dispatcher"
    socket_.mkdir()
    (socket_ / "speechd.sock").touch()
    assert engine_for(EngineWish()).id == "dispatcher"
    assert engine_for(EngineWish("espeak-ng")).id == "espeak-ng"
    put(here, "voice")
    own = EngineWish(command=(str(here / "voice"), "{text}"))
    assert described(engine_for(own), own) == "your own command, voice"


@pytest.mark.parametrize(
    ("wish", "told"),
    [
        (EngineWish("espeak-ng"), "eSpeak NG is not installed: install it, or set speech to auto."),
        (EngineWish("command"), "No command is set: set one as speech_command."),
        (EngineWish(command=("no-such", "{text}")), "There is no program “no-such”"),
        (EngineWish(command=(PYTHON, "{out}")), "no program here plays it"),
    ],
)
@pytest.mark.usefixtures("here")
def test_an_engine_that_is_wanted_and_not_here_is_told(wish: EngineWish, told: str) -> None:
    """In a sentence that says what helps."""
    with pytest.raises(EngineError, match=told):
        engine_for(wish)


@pytest.mark.parametrize(
    ("voice", "language", "option"),
    [
        ("", "de-AT", "-vde-AT"),
        ("+f3", "fr", "-vfr+f3"),
        ("en-scottish", "fr", "-ven-scottish"),
        ("", "", None),
    ],
)
@pytest.mark.skipif(os.name != "posix", reason="the fake programs are scripts of a shell")
def test_the_story_s_language_chooses_the_voice(
    here: Path, voice: str, language: str, option: str | None
) -> None:
    """Unless the reader has; and the speed is told too."""
    put(here, "espeak-ng")
    wish = EngineWish(voice=voice, language=language)
    speaker = engine_for(wish).speaker(wish)
    sound = speaker.sound("One.", 210)
    sound.begin()
    assert sound.wait() == ""
    speaker.close()
    told = (here / "espeak-ng.log").read_text("utf-8").splitlines()[-1].split()
    assert told == ["--stdin", "-b", "1", "-s", "210", *([option] if option else [])]


@pytest.mark.skipif(os.name != "posix", reason="the fake programs are scripts of a shell")
def test_a_mac_s_voice_is_chosen_by_language(here: Path) -> None:
    """The very language first, then another country's; else the voice that it has by itself."""
    listing = "Anna   de_DE  # Hallo\nEddy (Ann)   en_GB  # Hello\nAlex   en_US  # Hi\n"
    path = here / "say"
    path.write_text(f"#!/bin/sh\nprintf '%s' '{listing}'\n", "utf-8")
    path.chmod(0o755)
    voices = [engines._mac_voice(one) for one in ("en-US", "en", "de-AT", "fr", "")]
    assert voices == ["Alex", "Eddy (Ann)", "Anna", "", ""]


@pytest.mark.parametrize(
    ("said", "text", "language"),
    [
        ("en_GB", "x", "en-GB"),
        ("--option; rm", "It rained.", ""),
        ("", "雨が降った。" * 40, "ja"),
        ("", "下雨了。他走了。" * 40, "zh"),
        ("", "Шёл дождь, он ушёл. " * 40, "ru"),
        ("", "Ішов дощ, її не було є ґ. " * 40, "uk"),
        ("", "It rained.", ""),
    ],
)
def test_the_language_of_a_story(said: str, text: str, language: str) -> None:
    """As its file says if that is a language, else as its words and letters tell."""
    story = prose(text)
    story = story._replace(metadata=story.metadata._replace(language=said))
    assert language_of(story) == language


# Speech Dispatcher


class FakeDispatcher:
    """A server that speaks its protocol, and ends what it says at once unless told to hold it."""

    def __init__(self, path: Path) -> None:
        self.heard: list[str] = []
        self.hold = False
        self.refuses = ""
        self.spoken = Event()
        self._server = socket.socket(socket.AF_UNIX)
        self._server.bind(str(path))
        self._server.listen()
        self._thread = Thread(target=self._serve, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """End it."""
        self._server.close()

    def _serve(self) -> None:
        connection, _ = self._server.accept()
        with connection, connection.makefile("rwb", buffering=0) as pipe:
            number = 0
            while line := pipe.readline().decode().rstrip("\r\n"):
                self.heard.append(line)
                if self.refuses and line.startswith(self.refuses):
                    pipe.write(b"300 ERR NO SUCH THING.\r\n")
                elif line == "SPEAK":
                    pipe.write(b"230 OK RECEIVING DATA\r\n")
                elif line == ".":
                    number += 1
                    self._speak(pipe, number)
                elif line == "CANCEL SELF":
                    pipe.write(b"213 OK CANCELED\r\n" + _event(703, number, "CANCELED"))
                elif line == "QUIT":
                    return
                elif line.startswith("SET"):
                    pipe.write(b"2")
                    pipe.write(b"08 OK SET\r\n")

    def _speak(self, pipe: "socket.SocketIO", number: int) -> None:
        told = _event(701, number, "BEGIN")
        if not self.hold:
            told += _event(702, number, "END")
        pipe.write(f"225-{number}\r\n225 OK MESSAGE QUEUED\r\n".encode() + told)
        self.spoken.set()


def _event(code: int, number: int, name: str) -> bytes:
    return f"{code}-{number}\r\n{code}-1\r\n{code} {name}\r\n".encode()


@pytest.fixture
def dispatcher(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeDispatcher]:
    """A server of its own."""
    path = tmp_path / "s"
    monkeypatch.setenv("SPEECHD_ADDRESS", f"unix_socket:{path}")
    server = FakeDispatcher(path)
    yield server
    server.close()


needs_sockets = pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="there are none here")


@needs_sockets
def test_speech_dispatcher_is_told_voice_speed_and_words(dispatcher: FakeDispatcher) -> None:
    """Each sentence ends before the next; a line of one point is doubled."""
    speaker = DispatcherSpeaker("Ann", "en-GB")
    for text, rate in (("One.", USUAL_RATE), (".two", 450), ("Three.", 450)):
        sound = speaker.sound(text, rate)
        sound.make()
        sound.begin()
        assert sound.wait() == ""
    speaker.close()
    words = [line for line in dispatcher.heard if not line.startswith("SET SELF NOTIFICATION")]
    assert words[:3] == [
        "SET SELF CLIENT_NAME user:nightstand:main",
        "SET SELF LANGUAGE en-GB",
        "SET SELF SYNTHESIS_VOICE Ann",
    ]
    assert words[3:] == [
        *("SET SELF RATE 0", "SPEAK", "One.", "."),
        *("SET SELF RATE 100", "SPEAK", "..two", "."),
        *("SPEAK", "Three.", "."),
        *(["QUIT"] if words[-1] == "QUIT" else []),
    ]


@needs_sockets
def test_only_what_was_asked_for_is_silenced(dispatcher: FakeDispatcher) -> None:
    """`CANCEL SELF`, never others; and it speaks on afterwards."""
    dispatcher.hold = True
    speaker = DispatcherSpeaker()
    sound = speaker.sound("One.", 175)
    sound.begin()
    sound.end()
    assert sound.wait() == ""
    sound.end()  # once more, too late
    dispatcher.hold = False
    again = speaker.sound("Two.", 175)
    again.begin()
    assert again.wait() == ""
    speaker.close()
    assert "CANCEL SELF" in dispatcher.heard
    assert not any("ALL" in line for line in dispatcher.heard)


@needs_sockets
def test_a_server_that_fails_is_told(dispatcher: FakeDispatcher) -> None:
    """That it refuses, that it went, that others silenced it, and that there is none."""
    dispatcher.refuses = "SPEAK"
    speaker = DispatcherSpeaker()
    sound = speaker.sound("One.", 175)
    sound.begin()
    assert sound.wait() == "Speech Dispatcher refuses: NO SUCH THING."
    speaker.close()
    dispatcher.close()
    Path(str(address())).unlink()
    os.environ["PATH"], path = "", os.environ["PATH"]
    try:
        gone = DispatcherSpeaker().sound("One.", 175)
        gone.begin()
        assert gone.wait() == "Speech Dispatcher is not running, and cannot be started."
    finally:
        os.environ["PATH"] = path
    assert issubclass(DispatcherError, Exception)


def test_speeds_are_spread_over_what_speech_dispatcher_has() -> None:
    """From the slowest to the fastest."""
    assert [rate_of(one) for one in (60, 80, 175, 450)] == [-100, -100, 0, 100]


# The real one


@pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng is not installed")
def test_espeak_ng_makes_sound_of_a_sentence(tmp_path: Path) -> None:
    """A longer sentence is a longer sound, a faster one a shorter; no language is too strange."""
    sizes = []
    for number, (text, rate, tag) in enumerate(
        [
            ("One.", 175, "en"),
            ("One, and many more words than that.", 175, "en-GB"),
            ("One, and many more words than that.", 350, "tlh"),
            ("雨が降った。", 175, "ja"),
        ]
    ):
        kept = tmp_path / f"{number}.wav"
        wish = EngineWish("espeak-ng", language=tag)
        speaker = engine_for(wish).speaker(wish)
        assert isinstance(speaker, ProgramSpeaker)
        made = Programs(
            make=(*speaker._programs.speak, "-w", "{out}"), play=("cp", "{out}", str(kept))
        )
        speaker = ProgramSpeaker(made)
        sound = speaker.sound(text, rate)
        sound.begin()
        assert sound.wait() == ""
        speaker.close()
        data = kept.read_bytes()
        assert data[:4] == b"RIFF"
        sizes.append(len(data))
    assert sizes[0] < sizes[2] < sizes[1]


def test_a_story_read_from_a_file_is_said_as_its_pages_show_it() -> None:
    """No markup, no licence, no lines that are hidden."""
    from reader.speech.script import Script

    raw = b"A Mill\n\nby Ann\n\nCHAPTER I\n\nIt _rained_ on the *mill*.\n\n* * *\n\nHe left.\n"
    story = from_bytes(raw, "mill.txt")
    script, words = Script(story, story.body), []
    one = script.at(0)
    while one is not None:
        words.append(one.text)
        one = script.after(one)
    assert words == ["A Mill", "by Ann", "CHAPTER I", "It rained on the mill.", "", "He left."]
