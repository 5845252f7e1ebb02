"""Write the manual page and the shells' completions as they are to be installed."""

from __future__ import annotations

from pathlib import Path

from reader.cli.completions import script
from reader.cli.manual import source

SHARE = Path(__file__).parent / "share"


def files() -> dict[str, str]:
    """Path below `share` to what is to stand there."""
    return {
        "man/man1/nightstand.1": source(),
        "bash-completion/completions/nightstand": script("bash"),
        "zsh/site-functions/_nightstand": script("zsh"),
        "fish/vendor_completions.d/nightstand.fish": script("fish"),
    }


def main() -> None:
    """Write them all."""
    for name, text in files().items():
        path = SHARE / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
