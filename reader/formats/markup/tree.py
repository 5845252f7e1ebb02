"""A small document as elements within elements: packages, lists of contents, styles of a text.

The rule: only what is asked for later is kept, and nothing here is recursive, however deep the
document.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reader.formats.markup.events import UnreadableError, feed_xml


class Node:
    """An element, known by its name without prefix."""

    __slots__ = ("attributes", "children", "name", "words")

    def __init__(self, name: str, attributes: Mapping[str, str]) -> None:
        self.name = name
        self.attributes = attributes
        self.children: list[Node] = []
        self.words: list[str] = []
        """The text of it and of everything in it."""

    def get(self, name: str) -> str:
        """An attribute, whatever its prefix; empty if there is none."""
        value = self.attributes.get(name)
        if value is not None:
            return value
        ends = f":{name}"
        for key in self.attributes:
            if key.endswith(ends):
                return self.attributes[key]
        return ""

    @property
    def text(self) -> str:
        """Its words on one line."""
        return " ".join("".join(self.words).split())

    def walk(self) -> Iterator[tuple[Node, int]]:
        """The node and all elements in it, with their depths, in document order."""
        stack = [(self, 0)]
        while stack:
            node, depth = stack.pop()
            yield node, depth
            if node.children:
                stack += [(child, depth + 1) for child in reversed(node.children)]

    def all(self, *names: str) -> list[Node]:
        """All elements with these names in it."""
        return [node for node, _ in self.walk() if node.name in names]

    def first(self, *names: str) -> Node | None:
        """The first element with one of these names in it."""
        return next((node for node, _ in self.walk() if node.name in names), None)


class _Grower:
    """Builds the tree from what it is fed."""

    def __init__(self, worded: frozenset[str]) -> None:
        self.root = Node("", {})
        self._stack = [self.root]
        self._worded = worded
        self._listening: list[Node] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        node = Node(tag.rpartition(":")[2].lower(), attributes)
        self._stack[-1].children.append(node)
        self._stack.append(node)
        if node.name in self._worded:
            self._listening.append(node)

    def end(self) -> None:
        """The innermost element ends."""
        node = self._stack.pop()
        if self._listening and self._listening[-1] is node:
            self._listening.pop()
            if self._listening:
                self._listening[-1].words += node.words

    def data(self, text: str) -> None:
        """Words, which belong to the innermost element whose words are wanted."""
        if self._listening:
            self._listening[-1].words.append(text)


def tree_of(source: str | bytes, *worded: str, lenient: bool = False, whole: bool = True) -> Node:
    """The tree of a document, or of its beginning; words are kept for the elements named last.

    Raises:
        UnreadableError: It is not well-formed, unless that does not matter.
    """
    grower = _Grower(frozenset(worded))
    try:
        feed_xml(source, grower, whole=whole)
    except UnreadableError:
        if not lenient or isinstance(source, bytes):
            raise
        grower = _Grower(frozenset(worded))
        from reader.formats.markup.soup import feed_html

        feed_html(source, grower)
    return grower.root
