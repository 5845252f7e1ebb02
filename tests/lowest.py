"""Constraints under which pip installs the lowest versions that the program admits.

`python -m tests.lowest` prints them: the lower bounds of the dependencies, and for all that is
only needed to test, the versions that the tests are always run with.
"""

from __future__ import annotations

import re
import tomllib
from itertools import chain
from pathlib import Path

ROOT = Path(__file__).parents[1]
_BOUND = re.compile(r"([a-z]+)>=([0-9.]+)(?:,<[0-9]+)?(?:; .+)?")


def lowest() -> dict[str, str]:
    """Dependency to its lower bound, as `pyproject.toml` has it, extras too."""
    table = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    bounds = {}
    project = table["project"]
    for written in chain(project["dependencies"], *project["optional-dependencies"].values()):
        match = _BOUND.fullmatch(written)
        assert match is not None, (
            f"{written}: a lower and at most an upper bound, and where it is wanted"
        )
        bounds[match[1]] = match[2]
    return bounds


def constraints() -> list[str]:
    """One line for each package, in the form of `constraints.txt`."""
    bounds = lowest()
    usual = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    others = [line for line in usual if line.partition("==")[0].lower() not in bounds]
    return sorted([*others, *(f"{name}=={version}" for name, version in bounds.items())])


if __name__ == "__main__":
    print("\n".join(constraints()))
