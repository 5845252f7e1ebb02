"""The arrows of import run one way, and each third party has one door."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "reader"
LAYERS = [  # a module may import its own part and any part on a later row
    {"__main__"},
    {"cli"},
    {"tui", "linear"},
    {"shelf", "reading"},
    {"identity"},
    {"commands", "terminal", "context"},
    {"settings"},
    {"paint"},
    {"library", "storage"},
    {"annotations", "search"},
    {"locator", "typeset", "formats"},
    {"story", "cleaning"},
    {"deferred", "fingerprint", "posix", "value"},
]
RANK = {part: rank for rank, parts in enumerate(LAYERS) for part in parts}
INSIDE = {  # the same inside a part
    "typeset": [
        {"incremental", "spread"},
        {"layout"},
        {"build"},
        {"paginate"},
        {"paragraph"},
        {"verbatim"},
        {"table", "linebreak", "paragraph_habit"},
        {"break_narrow", "break_cjk", "ragged", "justification", "break_hyphenated"},
        {"break_clusters", "hyphenation", "patterns"},
        {"opportunities"},
        {"classes"},
        {"cells"},
        {"style"},
    ],
    "tui": [
        {"app"},
        {"guarded"},
        {"settled"},
        {"keyed"},
        {"key_queue"},
        {"screens"},
        {"widgets"},
        {"driver"},
        {"strips", "messages", "styles"},
    ],
}
ONLY: dict[str, tuple[str, ...]] = {  # third parties and doors to the disk, and who may use each
    "textual": ("tui/",),
    "rich": ("tui/", "typeset/cells.py"),
    "platformdirs": ("storage/",),
    "sqlite3": ("storage/",),
    "tomlkit": ("settings/",),
    "tomllib": ("settings/",),
    "chardet": ("formats/",),
    "pyphen": ("typeset/",),
}
FILES = sorted(p for p in PACKAGE.rglob("*.py") if p != PACKAGE / "__init__.py")


def imports(path: Path) -> set[str]:
    """Every module that the file imports, wherever in it the import stands."""
    nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
    plain = {a.name for n in nodes if isinstance(n, ast.Import) for a in n.names}
    froms = [n for n in nodes if isinstance(n, ast.ImportFrom)]
    assert not any(n.level for n in froms), f"{path}: write imports absolute"
    return plain | {f"{n.module}.{a.name}" for n in froms for a in n.names}


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_module_imports_only_what_lies_below_it(path: Path) -> None:
    """Each module stands in a layer and looks down only."""
    home = path.relative_to(PACKAGE).as_posix()
    part, _, rest = home.removesuffix(".py").partition("/")
    assert part in RANK, f"{home} stands in no layer"
    for name in imports(path):
        first, *further = name.split(".")
        if first == "reader" and further and further[0] in RANK:
            other = further[0]
            assert other == part or RANK[other] > RANK[part], f"{home} -> {name}"
            if other == part and part in INSIDE and further[1:]:
                _assert_inside(part, rest, further[1], f"{home} -> {name}")
        elif first in ONLY:
            assert home.startswith(ONLY[first]), f"{home} -> {name}"


def _assert_inside(part: str, module: str, other: str, arrow: str) -> None:
    rank = {name: row for row, names in enumerate(INSIDE[part]) for name in names}
    here = module.split("/")[0]
    if here == "__init__" or other not in rank:
        return
    assert here in rank, f"{part}/{here} stands in no row of {part}"
    assert here == other or rank[other] > rank[here], arrow


def test_nothing_below_the_tui_loads_textual() -> None:
    """Importing every part below the screen leaves Textual out of the interpreter."""
    code = (
        "import sys, reader.reading.view, reader.shelf.picture, reader.storage.store,"
        " reader.search.library, reader.terminal.handover, reader.cli.open;"
        " print('textual' in sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=PACKAGE.parent, capture_output=True, text=True, check=True
    )

    assert run.stdout.strip() == "False"


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_files_and_functions_stay_small(path: Path) -> None:
    """No file above 400 lines, no function above 45."""
    text = path.read_text("utf-8")

    assert len(text.splitlines()) <= 400, path.name
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= 45, f"{path.name}:{node.lineno} {node.name} has {length} lines"
