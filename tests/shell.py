"""`nightstand` as a shell sees it: arguments in; exit code, stdout and stderr out."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from typing import Any, NamedTuple

import pytest

from reader.cli import run
from tests.terminal import NIGHTSTAND, ROOT


class Outcome(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The output as JSON."""
        return json.loads(self.out)

    @property
    def complaint(self) -> str:
        """The one line on stderr, which must be clean and the only one."""
        lines = self.err.splitlines()
        assert len(lines) == 1, self.err
        assert self.err == lines[0] + "\n"
        assert lines[0].isprintable(), ascii(lines[0])
        assert lines[0].startswith("nightstand: ")
        return lines[0].removeprefix("nightstand: ")


class Call:
    """Runs the command line inside the test's own process."""

    def __init__(self, capsys: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch) -> None:
        self._capsys = capsys
        self._patch = patch

    def __call__(self, *argv: object, stdin: bytes = b"") -> Outcome:
        """The outcome of one command."""
        self._capsys.readouterr()
        with self._patch.context() as patch:
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
            try:
                code = run([str(one) for one in argv])
            except SystemExit as left:
                code = left.code if isinstance(left.code, int) else 1
        return Outcome(code, *self._capsys.readouterr())


def process(
    *argv: object, stdin: bytes = b"", env: Mapping[str, str] | None = None, shell: str = ""
) -> Outcome:
    """The outcome in a process of its own; `shell` follows the command, as `| head -1`."""
    words = [*NIGHTSTAND, *map(str, argv)]
    done = subprocess.run(
        ["sh", "-c", f'"$@" {shell}', "sh", *words] if shell else words,
        input=stdin,
        capture_output=True,
        check=False,
        timeout=60,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error", **(env or {})},
    )
    return Outcome(
        done.returncode,
        done.stdout.decode("utf-8"),
        done.stderr.decode("utf-8", "backslashreplace"),
    )
