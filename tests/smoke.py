"""What an installed Nightstand must do, tried with nothing but the standard library.

`python -I tests/smoke.py` is run by the interpreter of the environment that it was installed
into; it needs neither the source nor the other tests. At the first thing that is wrong it leaves
with 1 and a sentence.
"""

from __future__ import annotations

import json
import os
import pty
import select
import subprocess
import sys
import tempfile
import time
from importlib.metadata import distribution
from pathlib import Path

COMMAND = Path(sys.executable).with_name("nightstand")
SHARED = (
    "man/man1/nightstand.1",
    "bash-completion/completions/nightstand",
    "zsh/site-functions/_nightstand",
    "fish/vendor_completions.d/nightstand.fish",
)
GIVE_UP = 30.0


def require(truth: object, sentence: str) -> None:
    """Leave with a sentence unless something is so."""
    if not truth:
        sys.exit(f"smoke test: {sentence}")


def run(*argv: str, stdin: str = "") -> str:
    """What a command prints; it must be done and complain of nothing."""
    done = subprocess.run(
        [COMMAND, *argv], input=stdin, capture_output=True, text=True, check=False, timeout=60
    )
    require(done.returncode == 0, f"{argv} left with {done.returncode}: {done.stderr}")
    return done.stdout


def shipped() -> None:
    """The files that are there, and none that should not be."""
    installed = distribution("nightstand")
    files = [str(file) for file in installed.files or ()]
    own = {file.split("/")[0] for file in files if not file.startswith("..")}
    folders = {name for name in own if not name.endswith(".dist-info")}
    require(folders == {"reader"}, f"the wheel holds {sorted(folders)}")
    require(not any("test" in file for file in files), "the wheel holds tests")
    for name in ("py.typed", "tui/nightstand.tcss"):
        require(f"reader/{name}" in files, f"reader/{name} is missing")
    for name in SHARED:
        require((Path(sys.prefix) / "share" / name).is_file(), f"share/{name} is missing")
    require(run("--version") == f"nightstand {installed.version}\n", "the version is another")


def answered() -> None:
    """Commands that need no screen."""
    stories = json.loads(run("list", "--json"))
    require(len(stories) >= 8, f"{len(stories)} samples are listed")
    require(all(not one["problem"] for one in stories), "a sample cannot be read")
    require("_library" in stories[0]["path"], "the samples are not those of the wheel")
    require(len(run("cat", "lamplighter").splitlines()) > 1000, "the novella is short")
    require(json.loads(run("toc", "lamplighter", "--json")), "the novella has no chapters")
    require("read" in run("completions", "bash"), "there are no completions")
    said = run("read", "--linear", "lamplighter", stdin="\n\nm here\nq\n")
    require("Bookmarked" in said, "no bookmark was set")
    require(json.loads(run("bookmarks", "--json"))[0]["name"] == "here", "no bookmark was kept")
    require(run("doctor"), "the doctor says nothing")


def screened() -> None:
    """The full screen on a terminal: a page, then q."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.execv(COMMAND, [str(COMMAND), "lamplighter"])
    shown, end = b"", time.monotonic() + GIVE_UP
    asked = False
    while time.monotonic() < end:
        if not select.select([terminal], [], [], 0.1)[0]:
            continue
        try:
            data = os.read(terminal, 1 << 16)
        except OSError:
            break
        if not data:
            break
        shown += data
        if not asked and b" of " in shown:
            os.write(terminal, b"q")
            asked = True
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    require(asked and code == 0, f"the screen left with {code}: {shown[-500:]!r}")
    require(b"\x1b[?1049l" in shown, "the terminal was not given back")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        os.chdir(home)
        for variable in [name for name in os.environ if name.startswith(("NIGHTSTAND", "XDG"))]:
            del os.environ[variable]
        os.environ.update(HOME=home, TERM="xterm-256color", LANG="C.UTF-8")
        shipped()
        answered()
        screened()
    print("The installed program is whole.")
