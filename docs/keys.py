"""Writes the README's table of keys from the table of commands: `make keys`."""

from pathlib import Path

from reader.tui.keytable import key_table

README = Path(__file__).parents[1] / "README.md"
START, END = "<!-- keys -->", "<!-- /keys -->"


def with_keys(readme: str) -> str:
    """The README with the table as it should be."""
    before, _, rest = readme.partition(START)
    after = rest.partition(END)[2]
    return f"{before}{START}\n{key_table()}\n{END}{after}"


if __name__ == "__main__":
    README.write_text(with_keys(README.read_text("utf-8")), "utf-8")
