"""Writes the tables of keys and settings in the documents from the program's own: `make keys`."""

from pathlib import Path

from reader.commands.documents import key_table, settings_table

HERE = Path(__file__).parent
TABLES = {"keys": (HERE / "keys.md", key_table), "settings": (HERE / "looks.md", settings_table)}


def with_table(page: str, name: str, table: str) -> str:
    """The page with a table between the marks of its name."""
    start, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    before, _, rest = page.partition(start)
    return f"{before}{start}\n{table}\n{end}{rest.partition(end)[2]}"


if __name__ == "__main__":
    for name, (page, table) in TABLES.items():
        page.write_text(with_table(page.read_text("utf-8"), name, table()), "utf-8")
