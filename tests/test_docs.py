"""What is written about the program is so."""

import re

import pytest

from reader.commands.documents import key_table, settings_table
from reader.paint.page import fit
from tests.shell import Call
from tests.terminal import ROOT

README = (ROOT / "README.md").read_text("utf-8")
COMMANDS = (ROOT / "docs" / "command-line.md").read_text("utf-8")
CODE = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "reader").rglob("*.py")))
PAGES = sorted([ROOT / "README.md", *ROOT.glob("CONTRIBUTING.md"), *(ROOT / "docs").rglob("*.md")])
UNDOCUMENTED = {"NIGHTSTAND_CORPUS", "NIGHTSTAND_DEBUG"}


def subcommands(call: Call) -> list[str]:
    """The commands that the help lists."""
    listed = call("--help").out.partition("commands (each has --help):\n")[2]
    listed = listed.partition("\n\n")[0]
    return re.findall(r"^  ([a-z]+) ", listed, re.MULTILINE)


def test_the_key_table_is_the_programs_own() -> None:
    """`make keys` rewrites it between its marks."""
    page = (ROOT / "docs" / "keys.md").read_text("utf-8")
    between = re.search(r"<!-- keys -->\n(.*?)\n<!-- /keys -->", page, re.DOTALL)

    assert between is not None
    assert between[1].strip() == key_table()


def test_the_table_of_settings_is_the_programs_own() -> None:
    """Every setting with its default and its meaning; `make keys` writes it too."""
    page = (ROOT / "docs" / "looks.md").read_text("utf-8")
    between = re.search(r"<!-- settings -->\n(.*?)\n<!-- /settings -->", page, re.DOTALL)

    assert between is not None
    assert between[1].strip() == settings_table()


def test_every_command_stands_on_its_page(call: Call) -> None:
    """Each with its name after the program's."""
    found = subcommands(call)

    assert len(found) >= 7
    for command in found:
        assert f"`nightstand {command}" in COMMANDS, command


def test_every_command_that_is_written_down_is_one(call: Call) -> None:
    """What can be typed as it stands is understood."""
    known = set(subcommands(call))
    for line in re.findall(r"`nightstand ([a-z]+) [A-Z[-]", COMMANDS + README):
        assert line in known, line


def test_every_environment_variable_stands_in_the_documents() -> None:
    """Whatever the code looks up, a reader can find."""
    named = set(re.findall(r'"(NIGHTSTAND_[A-Z]+|NO_COLOR)"', CODE))
    written = "\n".join(page.read_text("utf-8") for page in PAGES)

    assert {"NIGHTSTAND_DATA", "NIGHTSTAND_LIBRARY", "NO_COLOR"} <= named
    assert all(name in written for name in named - UNDOCUMENTED)


def test_every_option_stands_in_its_help(call: Call) -> None:
    """Options that are written down are understood by the command they stand with."""
    for command, options in re.findall(r"\| `nightstand ([a-z]+)([^`]*)`", COMMANDS):
        told = call(command, "--help").out
        for option in re.findall(r"--[a-z-]+", options):
            assert option in told, f"{command} {option}"


def test_pages_that_the_documents_lead_to_are_there() -> None:
    """No link inside the repository goes nowhere."""
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text("utf-8")):
            if not re.match(r"[a-z]+:", target):
                assert (page.parent / target).exists(), f"{page.name}: {target}"


@pytest.mark.parametrize(
    "field", ["source", "verdict", "progression", "last_read", "decisions", "pages"]
)
def test_the_fields_of_json_are_documented(field: str) -> None:
    """Scripts rely on what is written down."""
    assert f"`{field}`" in (ROOT / "docs" / "scripting.md").read_text("utf-8")


def test_the_sizes_that_are_told_are_so() -> None:
    """A terminal of 80×24 shows pages of 66×20."""
    frame = fit(80, 24)

    assert f"{frame.measure}×{frame.lines}" in COMMANDS
