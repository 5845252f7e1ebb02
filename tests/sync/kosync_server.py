"""A server of KOReader's protocol on this machine: as the reference is, or as others are."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

ACCEPT = "application/vnd.koreader.v1+json"
USER, PASSWORD = "mara", "pâté"


class KosyncServer(ThreadingHTTPServer):
    """Answers for documents; what departs from the reference is set by a test."""

    daemon_threads = True

    def __init__(self, key: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.key = key
        self.documents: dict[str, Any] = {}
        """Document → the object that was told of it."""
        self.raw: tuple[int, bytes, dict[str, str]] | None = None
        """Status, body and headers for every question about a document."""
        self.unknown: tuple[int, bytes] = (200, b"{}")
        self.trickles = self.silent = False
        self.over = threading.Event()
        self.asked: list[str] = []

    @property
    def address(self) -> str:
        """What stands in the settings."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, *_: object) -> None:
        """A client that went away is no error."""


class _Handler(BaseHTTPRequestHandler):
    server: KosyncServer

    def log_message(self, *_: object) -> None:
        """Nothing."""

    def do_GET(self) -> None:
        """As the reference server: the header, the user, then the document."""
        server = self.server
        server.asked.append(self.path)
        if server.silent:
            server.over.wait()
        elif server.trickles:
            self._trickle()
        elif self.headers["Accept"] != ACCEPT:
            self._answer(412, b'{"code": 101}')
        elif (self.headers["x-auth-user"], self.headers["x-auth-key"]) != (USER, server.key):
            self._answer(401, b'{"code": 2001, "message": "Unauthorized"}')
        elif self.path.endswith("/users/auth"):
            self._answer(200, b'{"authorized": "OK"}')
        elif server.raw:
            self._answer(*server.raw)
        else:
            told = server.documents.get(self.path.rpartition("/")[2])
            self._answer(*((200, json.dumps(told).encode()) if told else server.unknown))

    def _answer(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in (headers or {"Content-Length": str(len(body))}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _trickle(self) -> None:
        """A byte now and then, as long as somebody reads."""
        with suppress(OSError):
            self.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
            while not self.server.over.wait(0.005):
                self.wfile.write(b"x")


@contextmanager
def kosync_server(key: str) -> Iterator[KosyncServer]:
    """A server while the test runs."""
    with KosyncServer(key) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.over.set()
            server.shutdown()
