"""The package of an EPUB: which documents it has, in which order, and what it says about itself.

The rule: whatever is missing or wrong in a package is ignored, as long as there is a document to
read; only a locked book is refused, and the lock is named.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from reader.cleaning import safe
from reader.formats.archive import Archive, resolved
from reader.formats.files import LoadError
from reader.formats.markup.events import UnreadableError
from reader.formats.markup.tree import Node, tree_of
from reader.story import Metadata
from reader.value import NamedTuple, Value

CONTAINER = "META-INF/container.xml"
_PACKAGE = "application/oebps-package+xml"
_DOCUMENTS = (
    "application/xhtml+xml",
    "text/html",
    "application/x-dtbook+xml",
    "text/x-oeb1-document",
)
_DOCUMENT_SUFFIXES = (".xhtml", ".html", ".htm", ".xml")
_LOCKS = (
    ("META-INF/license.lcpl", "Readium LCP"),
    ("META-INF/sinf.xml", "Apple FairPlay"),
    ("META-INF/rights.xml", "Adobe ADEPT"),
)
_FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
"""Methods that scramble only fonts."""
_MATTER = frozenset(
    [
        "cover",
        "title-page",
        "copyright-page",
        "toc",
        "colophon",
        "loi",
        "lot",
        "notes",
        "other.cover",
    ]
)
"""Types of references in a guide that are not part of the story."""
_DEEPEST = 8
_LINE_MOST = 300
_SAID_MOST = 2_000
"""Elements that describe the book; they refer to one another."""


class Document(NamedTuple):
    """One document in reading order."""

    path: str
    size: int
    """Bytes of its markup."""
    matter: bool
    """Whether the package says that it is not part of the story."""


class ContentsEntry(NamedTuple):
    """A line of the list of contents."""

    title: str
    level: int
    """1 is the highest."""
    target: str
    """`path#name`."""


class Package(Value):
    """All that is needed to read an EPUB."""

    version: str
    documents: tuple[Document, ...]
    contents: tuple[ContentsEntry, ...]
    told: str
    """What the contents were read from; empty if there are none."""
    metadata: Metadata
    left_out: tuple[tuple[str, int], ...]
    """Kinds of files that are not shown, and how many of each."""
    missing: int
    """Documents that are listed and missing."""


def package_of(archive: Archive, name: str) -> Package:
    """The package of an archive.

    Raises:
        LoadError: It is locked, or has nothing to read.
    """
    path = _package_path(archive, name)
    try:
        root = tree_of(archive.read(path), *_WORDED)
    except UnreadableError as error:
        raise LoadError(name, f"has a package that is not understood: {error}") from error
    items = {item.get("id"): item for item in root.all("item")}
    paths = {key: archive.find(resolved(path, item.get("href"))[0]) for key, item in items.items()}
    documents, missing = _documents(archive, root, items, paths, path)
    _refuse_locked(archive, name, {document.path for document in documents})
    if not documents:
        pictures = bool(root.all("itemref"))
        reason = "holds pictures but no words" if pictures else "is an EPUB without documents"
        raise LoadError(name, reason)
    package = root.first("package")
    contents, told = _contents(archive, root, items, paths)
    return Package(
        version=package.get("version") if package else "",
        documents=tuple(documents),
        contents=tuple(contents),
        told=told,
        metadata=_metadata(root),
        left_out=_left_out(items),
        missing=missing,
    )


def _package_path(archive: Archive, name: str) -> str:
    container = archive.find(CONTAINER)
    if container:
        try:
            roots = tree_of(archive.read(container)).all("rootfile")
        except UnreadableError:
            roots = []
        roots.sort(key=lambda one: one.get("media-type") != _PACKAGE)
        for one in roots:
            if path := archive.find(resolved("", one.get("full-path"))[0]):
                return path
    found = next((one for one in archive.names if one.lower().endswith(".opf")), "")
    if not found:
        raise LoadError(name, "is an EPUB without a package")
    return found


def _documents(
    archive: Archive, root: Node, items: dict[str, Node], paths: dict[str, str], base: str
) -> tuple[list[Document], int]:
    """The documents in the order of the spine, and how many of it are missing."""
    matter = {
        archive.find(resolved(base, one.get("href"))[0])
        for one in root.all("reference")
        if one.get("type").lower() in _MATTER
    }
    found: dict[str, Document] = {}
    missing = 0
    for one in root.all("itemref"):
        path = paths.get(one.get("idref"), "")
        item = items.get(one.get("idref"))
        if not path:
            missing += 1
            continue
        if item is not None and not _is_document(item, path):
            continue
        aside = (
            one.get("linear") == "no" or "nav" in (item.get("properties") if item else "").split()
        )
        aside = aside or path in matter or path.rpartition("/")[2].lower().startswith("cover")
        found.setdefault(path, Document(path, archive.size(path), aside))
    return list(found.values()), missing


def _is_document(item: Node, path: str) -> bool:
    kind = item.get("media-type").lower()
    return kind in _DOCUMENTS or (
        not kind.startswith("image") and path.endswith(_DOCUMENT_SUFFIXES)
    )


def _refuse_locked(archive: Archive, name: str, documents: set[str]) -> None:
    locked = archive.find("META-INF/encryption.xml")
    scheme = next((said for path, said in _LOCKS if archive.find(path)), "")
    if not locked:
        if scheme and scheme != "Adobe ADEPT":
            raise LoadError(name, f"is locked by {scheme}, and cannot be read here")
        return
    try:
        root = tree_of(archive.read(locked))
    except UnreadableError:
        return
    for one in root.all("encrypteddata"):
        method, reference = one.first("encryptionmethod"), one.first("cipherreference")
        fonts = method is not None and method.get("Algorithm") in _FONTS
        target = resolved("", reference.get("URI"))[0] if reference is not None else ""
        if not fonts and archive.find(target) in documents:
            raise LoadError(
                name, f"is locked by {scheme or 'an unknown scheme'}, and cannot be read here"
            )


def _contents(
    archive: Archive, root: Node, items: dict[str, Node], paths: dict[str, str]
) -> tuple[list[ContentsEntry], str]:
    """The list of contents, and which form of it was found."""
    navs = [key for key, item in items.items() if "nav" in item.get("properties").split()]
    spine = root.first("spine")
    tables = [spine.get("toc") if spine else ""]
    tables += [k for k, i in items.items() if i.get("media-type") == "application/x-dtbncx+xml"]
    readers = (
        (navs, _of_nav, "navigation document"), (tables, _of_ncx, "NCX"),
    )  # fmt: skip
    for keys, read, told in readers:
        for key in keys:
            path = paths.get(key, "")
            if not path:
                continue
            try:
                entries = list(read(archive.read(path), path, archive))
            except UnreadableError:
                continue
            if entries:
                return entries, told
    return [], ""


def _of_nav(data: bytes, path: str, archive: Archive) -> Iterator[ContentsEntry]:
    source = data.decode("utf-8", "replace")
    root = tree_of(source, "a", "span", lenient=True)
    navs = root.all("nav")
    toc = next((nav for nav in navs if "toc" in nav.get("type").split()), None)
    depths: list[int] = []
    for node, depth in (toc or root).walk():
        if node.name in ("ol", "ul"):
            while depths and depths[-1] >= depth:
                depths.pop()
            depths.append(depth)
        elif node.name == "a" and node.get("href"):
            while depths and depths[-1] >= depth:
                depths.pop()
            yield _entry(node.text, len(depths), node.get("href"), path, archive)


def _of_ncx(data: bytes, path: str, archive: Archive) -> Iterator[ContentsEntry]:
    root = tree_of(data, "text")
    start = root.first("navmap") or root
    depths: list[int] = []
    for node, depth in start.walk():
        if node.name != "navpoint":
            continue
        while depths and depths[-1] >= depth:
            depths.pop()
        depths.append(depth)
        label = next((one for one in node.children if one.name == "navlabel"), None)
        content = next((one for one in node.children if one.name == "content"), None)
        words = label.first("text") if label else None
        if content is not None:
            title = words.text if words else ""
            yield _entry(title, len(depths), content.get("src"), path, archive)


def _entry(title: str, level: int, href: str, path: str, archive: Archive) -> ContentsEntry:
    target, fragment = resolved(path, href)
    shown = safe(title)[:_LINE_MOST]
    return ContentsEntry(shown, min(max(1, level), _DEEPEST), f"{archive.find(target)}#{fragment}")


_WORDED = ("title", "creator", "language", "description", "publisher", "date", "subject",
           "source", "identifier", "contributor", "meta")  # fmt: skip


def _metadata(root: Node) -> Metadata:
    """What the package says about the book."""
    block = root.first("metadata") or root
    said: dict[str, list[Node]] = {}
    for node, _ in islice(block.walk(), _SAID_MOST):
        if node.words or node.attributes:
            said.setdefault(node.name, []).append(node)
    metas = said.get("meta", [])
    authors = [one for one in said.get("creator", []) if _role(one, metas) in ("", "aut")]
    extra = [("series", _series(metas))]
    extra += [("translator", ", ".join(
        one.text for one in (*said.get("contributor", []), *said.get("creator", []))
        if _role(one, metas) == "trl"
    ))]  # fmt: skip
    extra += [("summary", plain_words(_first(said, "description")))]
    extra += [("publisher", _first(said, "publisher")), ("date", _first(said, "date")[:10])]
    extra += [("tags", ", ".join(one.text for one in said.get("subject", [])))]
    addresses = [one.text for key in ("source", "identifier") for one in said.get(key, [])]
    extra += [("url", next((one for one in addresses if one.startswith("http")), ""))]
    language = _first(said, "language").replace("_", "-")
    return Metadata(
        safe(_first(said, "title"))[:_LINE_MOST],
        safe(", ".join(dict.fromkeys(one.text for one in authors if one.text)))[:_LINE_MOST],
        language if language.lower() not in ("und", "mul", "") else "",
        tuple((name, safe(value)) for name, value in extra if value),
    )


def _first(said: dict[str, list[Node]], name: str) -> str:
    return next((one.text for one in said.get(name, []) if one.text), "")


def _role(one: Node, metas: list[Node]) -> str:
    """What somebody did for the book, in either notation; the first of several."""
    if role := one.get("role"):
        return role.lower()
    refers = f"#{one.get('id')}"
    roles = [m.text for m in metas if m.get("property") == "role" and m.get("refines") == refers]
    return "aut" if "aut" in roles else "trl" if "trl" in roles else (roles[0] if roles else "")


def _series(metas: list[Node]) -> str:
    """The series, with the book's number in it."""
    by_name = {one.get("name").lower(): one.get("content") for one in metas if one.get("name")}
    name, number = by_name.get("calibre:series", ""), by_name.get("calibre:series_index", "")
    if not name:
        kinds = {
            one.get("refines"): one.text
            for one in metas
            if one.get("property") == "collection-type"
        }
        found = [
            one
            for one in metas
            if one.get("property") == "belongs-to-collection"
            and kinds.get(f"#{one.get('id')}", "series") == "series"
        ]
        if not found:
            return ""
        name = found[0].text
        number = next(
            (
                one.text
                for one in metas
                if one.get("property") == "group-position"
                and one.get("refines") == f"#{found[0].get('id')}"
            ),
            "",
        )
    return f"{name} {number.removesuffix('.0')}".strip()


def plain_words(markup: str) -> str:
    """A text without the tags that somebody put into it."""
    if "<" not in markup:
        return markup
    whole = tree_of(f"<div>{markup}</div>", "div", lenient=True).first("div")
    return whole.text if whole else ""


def _left_out(items: dict[str, Node]) -> tuple[tuple[str, int], ...]:
    kinds: dict[str, int] = {}
    for item in items.values():
        kind = item.get("media-type").lower()
        for told, begins in (("picture", "image/"), ("sound", "audio/"), ("film", "video/")):
            if kind.startswith(begins):
                kinds[told] = kinds.get(told, 0) + 1
        if "font" in kind:
            kinds["font"] = kinds.get("font", 0) + 1
    return tuple(kinds.items())
