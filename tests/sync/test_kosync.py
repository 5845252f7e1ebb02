"""KOReader's protocol: what a server says of other devices, whatever kind of server it is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import md5
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import locator
from reader.context import Context, set_up
from reader.reading.bookmarks import offered
from reader.reading.open import OpenStory, open_path
from reader.reading.other_devices import look
from reader.settings.settings import SETTINGS, parse_setting
from reader.storage.paths import config_file
from reader.sync import kosync
from reader.sync.kosync import Account, Position, ServerError, authorised, by_contents, documents
from tests.shell import Call
from tests.sync.kosync_server import PASSWORD, USER, KosyncServer, kosync_server

KEY = kosync.key_of(PASSWORD)
NOW = 1_790_000_000
TOLD: dict[str, Any] = {
    "document": "d",
    "progress": "/body/DocFragment[7]/body/p[12]/text().35",
    "percentage": 0.41,
    "device": "Kobo",
    "device_id": "A1B2",
    "timestamp": NOW,
}


@pytest.fixture
def server() -> Iterator[KosyncServer]:
    """One that knows a user."""
    with kosync_server(KEY) as running:
        yield running


@pytest.fixture
def ferry(tmp_path: Path) -> Path:
    """A story."""
    path = tmp_path / "ferry.txt"
    words = "\n\n".join(f"Paragraph {n} of the ferry that left at night." for n in range(400))
    path.write_text(f"The Ferry\n\n{words}\n", "utf-8")
    return path


def ask(server: KosyncServer, path: str = "", key: str = KEY) -> Position | None:
    """What it says of a document."""
    return kosync.position(Account(server.address + path, USER, key), iter(["d"]))


def name_server(server: KosyncServer, key: str = KEY) -> None:
    """Name it in the settings."""
    config_file().parent.mkdir(parents=True, exist_ok=True)
    lines = f'[kosync]\nserver = "{server.address}"\nuser = "{USER}"\nkey = "{key}"\n'
    config_file().write_text(lines, "utf-8")


def test_the_reference_server_is_understood(server: KosyncServer) -> None:
    """Share, device and time; a path in the address is kept."""
    server.documents["d"] = TOLD
    found = ask(server, "/kosync/")

    assert found == Position(0.41, "Kobo", NOW, (TOLD["progress"], NOW, "A1B2"))
    assert server.asked == ["/kosync/syncs/progress/d"]
    authorised(Account(server.address, USER, KEY))
    server.documents["d"] = {**TOLD, "timestamp": 10**12}
    again = ask(server)
    assert again is not None
    assert again.at == 10**9


DEPARTURES: dict[str, tuple[Any, float | None]] = {
    "no time": ({"timestamp": None}, 0.41),
    "a time that is text": ({"timestamp": "2026-11-29"}, 0.41),
    "a time before all time": ({"timestamp": -5}, 0.41),
    "a time that is no number": ({"timestamp": float("nan")}, 0.41),
    "a page as text": ({"progress": "17"}, 0.41),
    "a page as number": ({"progress": 17}, 0.41),
    "no device": ({"device": None, "device_id": None}, 0.41),
    "a device that is a list": ({"device": ["Kobo"] * 99}, 0.41),
    "hundredths": ({"percentage": 41.0}, 0.41),
    "all of it": ({"percentage": 1}, 1.0),
    "no share": ({"percentage": None}, None),
    "a share that is text": ({"percentage": "0.41"}, None),
    "a share that is true": ({"percentage": True}, None),
    "a share below none": ({"percentage": -0.1}, None),
    "a share beyond all": ({"percentage": 1e9}, None),
    "a share without end": ({"percentage": float("inf")}, None),
    "a share of many digits": ({"percentage": 10**400}, None),
    "fields of its own": ({"metadata": {"title": "x"}, "isbn": [1]}, 0.41),
}


@pytest.mark.parametrize("name", DEPARTURES)
def test_departures_of_servers_are_borne(server: KosyncServer, name: str) -> None:
    """A share, or as if the document were unknown."""
    fields, share = DEPARTURES[name]
    server.documents["d"] = {**TOLD, **fields}
    found = ask(server)

    assert (found and found.share) == share
    if found:
        assert found.at >= 0
        assert len(found.device) <= 60


@pytest.mark.parametrize(
    "unknown", [(200, b"{}"), (404, b'{"detail": "Not Found"}'), (200, b""), (200, b"[]")]
)
def test_an_unknown_document_is_no_place(server: KosyncServer, unknown: tuple[int, bytes]) -> None:
    """However that is said."""
    server.unknown = unknown
    assert ask(server) is None


WRONG: dict[str, tuple[int, bytes, dict[str, str]]] = {
    "error (502)": (502, b"<html>Bad Gateway", {}),
    "redirects elsewhere": (302, b"", {"Location": "https://example.com/", "Content-Length": "0"}),
    "is too long": (200, b"[" * (65 << 10), {}),
    "something else": (200, b"<html>Welcome", {}),
    "with something else": (200, b"[" * 9_999, {}),
    "user and key": (403, b'{"code": 2004}', {}),
}


@pytest.mark.parametrize("said", WRONG)
def test_an_answer_that_is_none_is_told_in_a_few_words(server: KosyncServer, said: str) -> None:
    """Redirections are not followed, nor is more read than a place can be."""
    server.raw = WRONG[said]
    with pytest.raises(ServerError, match=said.replace("(", r"\(").replace(")", r"\)")):
        ask(server)


def test_another_key_is_refused_in_a_few_words(server: KosyncServer) -> None:
    """And stands in none of them."""
    other = kosync.key_of("another")
    with pytest.raises(ServerError, match="does not know this user") as refused:
        ask(server, key=other)
    assert other not in str(refused.value)


@pytest.mark.parametrize("way", ["silent", "trickles"])
def test_a_server_that_does_not_end_is_left(
    server: KosyncServer, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that says nothing, and one that says a little for ever."""
    monkeypatch.setattr(kosync, "_PATIENCE", 0.1 if way == "silent" else 60.0)
    monkeypatch.setattr(kosync, "_LONGEST", 60.0 if way == "silent" else 0.1)
    setattr(server, way, True)
    with pytest.raises(ServerError):
        ask(server)


def test_nobody_there_is_told(server: KosyncServer) -> None:
    """Refused, and a name that does not exist."""
    port = server.server_address[1]
    server.server_close()
    for address in (f"http://127.0.0.1:{port}", "https://nobody.invalid"):
        with pytest.raises(ServerError) as error:
            authorised(Account(address, USER, KEY))
        assert str(error.value).isprintable()


def test_a_certificate_that_nobody_vouches_for_is_refused(server: KosyncServer) -> None:
    """What is not encrypted as it says is not spoken to: no user and no key go there."""
    with pytest.raises(ServerError):
        authorised(Account(server.address.replace("http://", "https://"), USER, KEY))
    assert server.asked == []


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
        max_leaves=5,
    ),
    st.sampled_from([*TOLD, "x"]),
)
def test_whatever_is_told_is_a_place_or_none(value: Any, name: str) -> None:
    """Clean, and within bounds."""
    body = json.dumps({**TOLD, name: value}).encode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kosync, "_asked", lambda *_: kosync._read(200, body))
        found = kosync.position(Account("https://x", "u", "k"), iter(["d"]))
    if found is not None:
        assert 0 <= found.share <= 1
        assert found.at >= 0
        assert found.device.isprintable()
        assert len(found.device) <= 60


@pytest.mark.parametrize("size", [0, 1, 1024, 1025, 4096, 4097, 5119, 20_000, 70_000])
def test_a_document_is_known_as_koreader_knows_it(tmp_path: Path, size: int) -> None:
    """By a kilobyte at the beginning and at each power of four of kilobytes, and by its name."""
    data = bytes(n * 7 % 251 for n in range(size))
    path = tmp_path / "a é.txt"
    path.write_bytes(data)
    samples = b"".join(data[at : at + 1024] for at in (0, 1024, 4096, 16_384, 65_536))

    contents, name = documents(path)
    assert contents == by_contents(path) == md5(samples).hexdigest()
    assert name == md5("a é.txt".encode()).hexdigest()


@pytest.mark.parametrize(
    ("server", "good"),
    [
        *((one, True) for one in ("https://x.org", "https://x.org:8443/ko", "http://localhost:1")),
        *((one, True) for one in ("http://127.0.0.1:7200", "http://[::1]:7200")),
        *((one, False) for one in ("http://x.org", "x.org", "ftp://x.org", "https://", "")),
        *((one, False) for one in ("https://u:p@x.org", "https://x.org/?a", "https://x.org:a")),
        *((one, False) for one in ("https://x.org\n", "https://x y", "http://10.0.0.1", "//x")),
    ],
)
def test_a_server_is_an_address_that_is_encrypted(server: str, *, good: bool) -> None:
    """Or one of this machine."""
    value = {"server": server, "user": "u", "key": KEY.upper()}
    if good:
        assert parse_setting("kosync", value)["key"] == KEY
    else:
        with pytest.raises(ValueError, match="kosync") as wrong:
            parse_setting("kosync", value)
        assert "server" in str(wrong.value)


@pytest.mark.parametrize(
    "fields",
    [
        *({"user": ""}, {"user": "a:b"}, {"user": 5}, {"user": "a\nb"}, {"key": "pâté"}),
        *({"key": None}, {"more": "x"}, {"server": ["x"]}),
    ],
)
def test_an_account_is_whole_or_none(fields: dict[str, Any]) -> None:
    """A wrong one is told by what is wrong, and its key is not."""
    value = {"server": "https://x.org", "user": "u", "key": KEY, **fields}
    with pytest.raises(ValueError, match="kosync = ") as wrong:
        parse_setting("kosync", value)
    assert KEY not in str(wrong.value)


def test_the_key_is_shown_nowhere(call: Call, server: KosyncServer) -> None:
    """Not in lists of settings, one by one, as JSON, by the doctor, nor on the screen."""
    name_server(server)
    asked = [call("config"), call("config", "--json"), call("config", "get", "kosync")]
    asked += [call("config", "get", "kosync", "--json"), call("doctor"), call("kosync")]
    for done in asked:
        assert KEY not in done.out + done.err
    assert f"{server.address} knows {USER}" in asked[4].out
    assert KEY not in SETTINGS["kosync"].kind.shown(parse_setting("kosync", asked_for(server)))


def asked_for(server: KosyncServer) -> dict[str, str]:
    """The setting."""
    return {"server": server.address, "user": USER, "key": KEY}


@pytest.fixture
def opened(ferry: Path, server: KosyncServer) -> Iterator[tuple[Context, OpenStory]]:
    """The story, with the server in the settings."""
    name_server(server)
    context, problems = set_up()
    assert not problems
    yield context, open_path(context, ferry)
    context.store.close()


@pytest.mark.parametrize("way", ["contents", "name"])
def test_the_place_of_another_device_is_offered_once(
    opened: tuple[Context, OpenStory], server: KosyncServer, ferry: Path, way: str
) -> None:
    """By either digest; what was offered is not offered again, what is new is."""
    context, story = opened
    contents, name = documents(ferry)
    document = contents if way == "contents" else name
    server.documents[document] = {**TOLD, "timestamp": None}
    assert look(context, story)
    offer = offered(context, story, 0)
    assert offer is not None
    assert (offer.machine, round(offer.progression, 2)) == ("Kobo", 0.41)
    assert not look(context, story)
    assert story.id is not None
    context.store.places.dismiss_other(story.id).result()
    assert not look(context, story)
    assert offered(context, story, 0) is None

    server.documents[document] = {**TOLD, "timestamp": None, "percentage": 0.5}
    server.documents[document]["progress"] = "/body/p[99]"
    assert look(context, story)
    assert context.store.stories.get(story.id).locator is None  # type: ignore[union-attr]


@pytest.mark.parametrize(("share", "at", "is_news"), [(0.3, 0, 1), (0.205, 0, 0), (0.3, NOW, 0)])
def test_what_is_older_or_here_is_not_offered(
    opened: tuple[Context, OpenStory],
    server: KosyncServer,
    ferry: Path,
    share: float,
    at: int,
    is_news: int,
) -> None:
    """The place here was reached later than that, or is the same as engines count."""
    context, story = opened
    assert story.id is not None
    here = locator.make(story.story, story.story.offset_at(0.2))
    context.store.places.remember(story.id, here, at_once=True)
    context.store.flush()
    told = {**TOLD, "percentage": share, "timestamp": at or None}
    server.documents[next(documents(ferry))] = told

    assert look(context, story) is bool(is_news)


def test_the_command_says_what_the_server_knows(
    call: Call, server: KosyncServer, ferry: Path
) -> None:
    """Of a story that is named, or of those read last; nothing is written by asking."""
    assert call("kosync").complaint.startswith("no server is set")
    name_server(server)
    assert call("kosync", ferry).out == "No other device has reported a place.\n"
    server.documents[next(documents(ferry))] = {**TOLD, "device": "Kobo\x1b[2J\nLibra"}
    said = call("kosync", ferry).out
    assert "was at 41 %, 2026-09" in said
    assert said.count("\n") == 1
    assert "\x1b" not in said
    (row,) = call("kosync", ferry, "--json").json
    assert (row["progression"], row["here"], row["path"]) == (0.41, None, str(ferry))

    server.key = "other"
    assert "does not know this user" in call("kosync", ferry).complaint
    assert "does not know this user" in call("doctor").out
    config_file().write_text("", "utf-8")
    assert "no connection is ever opened" in call("doctor").out


def test_a_login_is_tried_and_kept_as_koreader_keeps_it(call: Call, server: KosyncServer) -> None:
    """The password itself nowhere; other settings stay, and nobody else may read the file."""
    config_file().parent.mkdir(parents=True, exist_ok=True)
    config_file().write_text("measure = 60 # mine\n\n[keys]\n", "utf-8")
    wrong = f"{server.address}/\n{USER}\nwrong\n".encode()
    assert "does not know this user" in call("kosync", "--login", stdin=wrong).complaint
    assert "kosync" not in config_file().read_text("utf-8")

    done = call("kosync", "--login", stdin=f"{server.address}/\n{USER}\n{PASSWORD}\n".encode())
    assert (done.code, done.out) == (
        0,
        f"{server.address} knows {USER}; it is asked when a story is opened.\n",
    )
    text = config_file().read_text("utf-8")
    assert KEY in text
    assert PASSWORD not in text
    assert "measure = 60 # mine" in text
    assert config_file().stat().st_mode & 0o077 == 0
    assert call("kosync").code == 0
    assert call("config", "reset", "kosync").code == 0
    assert KEY not in config_file().read_text("utf-8")
    refused = call("kosync", "--login", stdin=b"http://example.com\nu\np\n").complaint
    assert "https://" in refused
    assert kosync.key_of("p") not in refused
