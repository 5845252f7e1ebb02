"""The house: imports run one way, each third party has one door, sizes and names stay in hand."""

import ast
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from itertools import chain
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "reader"
LAYERS = [  # a module may import its own part and any part on a later row
    {"__main__"},
    {"cli"},
    {"tui", "linear"},
    {"shelf", "reading"},
    {"identity"},
    {"recognition"},
    {"commands", "terminal", "context"},
    {"settings"},
    {"paint"},
    {"library", "storage", "people"},
    {"sync"},
    {"annotations", "search", "dictionary", "hooks", "pace", "speech"},
    {"locator", "typeset", "formats"},
    {"story", "cleaning"},
    {"sentences"},
    {"lazy_pattern", "posix", "file_stamp"},
    {"value"},
]
RANK = {part: rank for rank, parts in enumerate(LAYERS) for part in parts}
INSIDE = {  # the same inside a part
    "typeset": [
        {"incremental", "spread"},
        {"layout"},
        {"paginate"},
        {"paragraph"},
        {"linebreak"},
        {"quick_breaks", "justification"},
        {"hyphenation"},
        {"break_clusters", "patterns"},
        {"opportunities"},
        {"cells"},
        {"style"},
    ],
    "tui": [
        {"app"},
        {"exchanges", "lifecycle", "preferences", "stories", "system_clipboard"},
        {"key_queue"},
        {"screens"},
        {"questions"},
        {"widgets"},
        {"driver", "mishaps"},
        {"strips", "messages", "styles", "terminal_parser"},
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
    "budoux": (),  # its weights are read as a file
    "pyphen": ("typeset/",),
}
FILES = sorted(p for p in PACKAGE.rglob("*.py") if p != PACKAGE / "__init__.py")
MODULES = {
    ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__"): path
    for path in FILES
}
FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef
METHODS = 15
LARGE = {
    "reader.tui.screens.command_screen.CommandScreen",  # what the screen library calls as well
    "reader.tui.screens.reading.ReadingScreen",  # and what its collaborators ask of the page
}
"""Classes with more public methods."""
NOUNS = {"cleaning", "encoding", "reading", "wrapping"}
"""Gerunds that are nouns of the field."""
FACES = {
    "reader.formats.load",
    "reader.formats.from_bytes",
    "reader.formats.glance",
    "reader.formats.excerpt",
    "reader.locator.make",
    "reader.locator.resolve",
}
"""The names that packages offer themselves, and so are imported from them."""
LINES, LENGTH, USUAL = 400, 45, 20
"""Of a file and of a function at most, and of nine functions in ten."""


@cache
def tree_of(path: Path) -> ast.Module:
    """A file as Python reads it."""
    return ast.parse(path.read_text("utf-8"))


@cache
def nodes_of(path: Path) -> list[ast.AST]:
    """All that stands in a file."""
    return list(ast.walk(tree_of(path)))


@cache
def imports(path: Path, *, at_run_time: bool = False) -> set[str]:
    """Every name that the file imports, wherever in it the import stands.

    Those that only a type checker follows are left out `at_run_time`.
    """
    nodes = nodes_of(path)
    if at_run_time:
        left_out = set(map(id, _for_types(nodes)))
        nodes = [node for node in nodes if id(node) not in left_out]
    plain = {a.name for n in nodes if isinstance(n, ast.Import) for a in n.names}
    froms = [n for n in nodes if isinstance(n, ast.ImportFrom)]
    assert not any(n.level for n in froms), f"{path}: write imports absolute"
    return plain | {f"{n.module}.{a.name}" for n in froms for a in n.names}


def _for_types(nodes: list[ast.AST]) -> Iterator[ast.AST]:
    for node in nodes:
        if isinstance(node, ast.If) and _asks_for_types(node.test):
            yield from chain.from_iterable(map(ast.walk, node.body))


def _asks_for_types(test: ast.expr) -> bool:
    return isinstance(test, ast.Name) and test.id == "TYPE_CHECKING"


def arrows(path: Path) -> set[str]:
    """The modules of ours that a module imports when it runs."""
    found = (n if n in MODULES else n.rpartition(".")[0] for n in imports(path, at_run_time=True))
    return {name for name in found if name in MODULES and MODULES[name] != path}


def test_a_module_imports_only_what_lies_below_it() -> None:
    """Each module stands in a layer and looks down only.

    Inside a part a collaborator may name the type of what holds it, which lies above.
    """
    wrong = [f"{path.relative_to(PACKAGE)} -> {name}" for path in FILES for name in upward(path)]

    assert not wrong


def upward(path: Path) -> Iterator[str]:
    """What a module imports and must not."""
    home = path.relative_to(PACKAGE).as_posix()
    part, _, rest = home.removesuffix(".py").partition("/")
    assert part in RANK, f"{home} stands in no layer"
    running = imports(path, at_run_time=True)
    for name in imports(path):
        first, *further = name.split(".")
        if first in ONLY and not home.startswith(ONLY[first]):
            yield name
        if first != "reader" or not further or further[0] not in RANK:
            continue
        other = further[0]
        if other != part and RANK[other] <= RANK[part]:
            yield name
        within = other == part and part in INSIDE and further[1:] and name in running
        if within and not _is_below(part, rest, further[1]):
            yield name


def _is_below(part: str, module: str, other: str) -> bool:
    """Whether a module of a part may import another of it."""
    rank = {name: row for row, names in enumerate(INSIDE[part]) for name in names}
    here = module.split("/")[0]
    if here == "__init__" or other not in rank:
        return True
    assert here in rank, f"{part}/{here} stands in no row of {part}"
    return here == other or rank[other] > rank[here]


def test_the_drawing_for_contributors_shows_the_rows() -> None:
    """In their order, with all parts of each."""
    page = (PACKAGE.parent / "CONTRIBUTING.md").read_text("utf-8")
    drawing = page.partition("## The drawing")[2].partition("```\n")[2].partition("```")[0]
    rows = [line.partition("    ")[0].split("|") for line in drawing.splitlines()]

    assert [{part.strip() for part in row} for row in rows] == LAYERS


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


def test_a_name_is_imported_from_where_it_is_defined() -> None:
    """No module offers names of another one, but for those that are faces of their packages."""
    wrong = [
        f"{path.relative_to(PACKAGE)} -> {name}"
        for path in FILES
        for name in imports(path) - FACES - set(MODULES)
        for module, _, last in (name.rpartition("."),)
        if module in MODULES and last not in _defined(MODULES[module])
    ]

    assert not wrong


@cache
def _defined(path: Path) -> set[str]:
    """What a module defines itself: classes, functions and values."""
    nodes = nodes_of(path)
    named = {n.name for n in nodes if isinstance(n, ast.ClassDef | FUNCTIONS)}
    return named | {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}


def test_no_import_runs_in_a_circle() -> None:
    """Neither between modules nor inside functions; what only a type checker follows may."""
    try:
        TopologicalSorter({name: arrows(path) for name, path in MODULES.items()}).prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


def test_a_file_and_its_functions_stay_small() -> None:
    """No file has more than 400 lines, and no function more than 45."""
    files = [path for path in FILES if len(path.read_text("utf-8").splitlines()) > LINES]
    functions = [
        f"{path.relative_to(PACKAGE)}:{function.lineno} {function.name}"
        for path in FILES
        for function in _functions(path)
        if _length(function) > LENGTH
    ]

    assert not files
    assert not functions


def test_functions_are_short() -> None:
    """Nine in ten have at most 20 lines."""
    lengths = sorted(_length(function) for path in FILES for function in _functions(path))

    assert lengths[len(lengths) * 9 // 10] <= USUAL


def test_hardly_a_class_has_many_public_methods() -> None:
    """What needs more than fifteen is several things."""
    large = [
        f"{name}.{node.name}"
        for name, path in MODULES.items()
        for node in nodes_of(path)
        if isinstance(node, ast.ClassDef)
        if sum(isinstance(n, FUNCTIONS) and n.name[0] != "_" for n in node.body) > METHODS
    ]

    assert set(large) == LARGE


def _functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in nodes_of(path) if isinstance(node, FUNCTIONS))


def _length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def test_a_module_is_named_by_a_noun() -> None:
    """A gerund names what is done and not what is there; a few are nouns of the field."""
    assert {path.stem for path in FILES if path.stem.endswith("ing")} <= NOUNS


def test_a_name_of_a_class_means_one_thing() -> None:
    """Hardly two modules call two things by one name."""
    homes = defaultdict(list)
    for name, path in MODULES.items():
        for node in tree_of(path).body:
            if isinstance(node, ast.ClassDef) and node.name[0] != "_":
                homes[node.name].append(name)
    twice = {name: found for name, found in homes.items() if len(found) > 1}

    assert not twice
