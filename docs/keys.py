"""Writes the table of keys in keys.md from the table of commands: `make keys`."""

from pathlib import Path

from reader.tui.keytable import key_table

PAGE = Path(__file__).with_name("keys.md")
START, END = "<!-- keys -->", "<!-- /keys -->"


def with_keys(page: str) -> str:
    """The page with the table as it should be."""
    before, _, rest = page.partition(START)
    after = rest.partition(END)[2]
    return f"{before}{START}\n{key_table()}\n{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(with_keys(PAGE.read_text("utf-8")), "utf-8")
