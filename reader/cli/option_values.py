"""What the values of options may be: from the word typed to the value, or the reason why not."""

from __future__ import annotations

import argparse
import re

from reader.cleaning import safe


def codec(text: str) -> str:
    """A known text encoding, or an empty string."""
    from reader.formats.text.encoding import codec_name

    if text and not codec_name(text):
        raise argparse.ArgumentTypeError(f"there is no text encoding {text!r}")
    return text


def pattern(text: str) -> str:
    """A regular expression that lines can be matched with, or an empty string."""
    if not text:  # the default goes through here too
        return ""
    from reader.formats.text.corrections import check_pattern

    if problem := check_pattern(text):
        raise argparse.ArgumentTypeError(f"the pattern {safe(text)!r} {problem}")
    return text


def positive(text: str) -> int:
    """A number of cells or rows."""
    if not re.fullmatch(r"[0-9]{1,6}", text) or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number above 0")
    return int(text)


def count(text: str) -> int:
    """A number from 0 up."""
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number")
    return int(text)


def place(text: str) -> tuple[int, bool]:
    """A number, and whether it is a percentage of the story."""
    match = re.fullmatch(r"([0-9]{1,9})(%?)", text)
    if match is None or (match[2] and int(match[1]) > 100):
        raise argparse.ArgumentTypeError(
            f"{text!r} is neither an offset nor a percentage such as 40%"
        )
    return int(match[1]), bool(match[2])


def share(text: str) -> float:
    """A share of the story, as a percentage or as a number."""
    if re.fullmatch(r"(?:100|[0-9]{1,2})%", text):
        return int(text[:-1]) / 100
    if not re.fullmatch(r"(?:0?\.[0-9]{1,9}|[01](?:\.0{0,9})?)", text):
        raise argparse.ArgumentTypeError(
            f"{text!r} is neither a percentage such as 40% nor a number from 0 to 1"
        )
    return float(text)


def span(text: str) -> tuple[int, int]:
    """The first and the last page of a range."""
    match = re.fullmatch(r"([0-9]{1,7})(?:-([0-9]{1,7})?)?", text)
    if match is None or not int(match[1]):
        raise argparse.ArgumentTypeError(f"{text!r} is not a range of pages such as 3-5")
    first = int(match[1])
    last = first if "-" not in text else int(match[2]) if match[2] else 10_000_000
    if last < first:
        raise argparse.ArgumentTypeError(f"{text!r} ends before it begins")
    return first, last
