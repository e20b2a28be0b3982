"""A small connection pooler before a PostgreSQL server: a connection is handed out for a transaction, or for as long as a client stays."""

from __future__ import annotations

import select
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from queue import Empty, LifoQueue
from typing import Literal

import psycopg

Mode = Literal["transaction", "session"]
Message = tuple[bytes, bytes]

_NO_ENCRYPTION = {80877103, 80877104}
"""The codes by which a client asks for TLS or GSSAPI before anything else."""

_pids = count(100_000)


class _Peer:
    """One end of a connection, in whole messages."""

    def __init__(self, at: socket.socket) -> None:
        self.socket, self._bytes = at, b""

    def sends(self, kind: bytes, content: bytes) -> None:
        self.socket.sendall(kind + struct.pack("!i", len(content) + 4) + content)

    def starts(self) -> bytes:
        """The content of a message that has no kind: the first of a client."""
        while len(self._bytes) < 4 or len(self._bytes) < struct.unpack("!i", self._bytes[:4])[0]:
            self._more()
        (length,) = struct.unpack("!i", self._bytes[:4])
        content, self._bytes = self._bytes[4:length], self._bytes[length:]
        return content

    def gets(self) -> Iterator[Message]:
        """The messages that have come whole, at least one read later."""
        self._more()
        while len(self._bytes) >= 5:
            end = 1 + struct.unpack("!i", self._bytes[1:5])[0]
            if len(self._bytes) < end:
                return
            message, self._bytes = (self._bytes[:1], self._bytes[5:end]), self._bytes[end:]
            yield message

    def _more(self) -> None:
        got = self.socket.recv(65536)
        if not got:
            raise ConnectionError
        self._bytes += got


class _Pooler:
    def __init__(self, url: str, mode: Mode) -> None:
        self._to = psycopg.conninfo.conninfo_to_dict(url)
        self._mode = mode
        self._free: LifoQueue[_Peer] = LifoQueue()
        self._told: list[Message] = []
        self._sockets: list[socket.socket] = []

    def close(self) -> None:
        """End the connections to the server."""
        for each in self._sockets:
            each.close()

    def serve(self, client: _Peer) -> None:
        """Until the client goes."""
        try:
            while struct.unpack("!i", client.starts()[:4])[0] in _NO_ENCRYPTION:
                client.socket.sendall(b"N")
            self._give_back(self._server())  # so that it is known what a server tells those who begin
            for message in self._told:
                client.sends(*message)
            client.sends(b"K", struct.pack("!ii", next(_pids), 0))
            client.sends(b"Z", b"I")
            self._pass_on(client)
        except OSError:
            pass
        finally:
            client.socket.close()

    def _pass_on(self, client: _Peer) -> None:
        server: _Peer | None = None
        asked = 0
        while True:
            ends = [client.socket, *([server.socket] if server else [])]
            ready, _, _ = select.select(ends, [], [])
            if client.socket in ready:
                for kind, content in client.gets():
                    if kind == b"X":
                        return
                    server = server or self._server()
                    asked += kind in (b"Q", b"S")
                    server.sends(kind, content)
            elif server is not None:
                for kind, content in server.gets():
                    asked -= kind == b"Z"
                    client.sends(kind, content)
                if self._mode == "transaction" and not asked and (kind, content) == (b"Z", b"I"):
                    self._give_back(server)
                    server = None

    def _server(self) -> _Peer:
        try:
            return self._free.get_nowait()
        except Empty:
            pass
        at = socket.socket(socket.AF_UNIX)
        self._sockets.append(at)
        at.connect(str(Path(str(self._to["host"])) / ".s.PGSQL.5432"))
        names = {
            "user": str(self._to["user"]),
            "database": str(self._to["dbname"]),
            "client_encoding": "UTF8",
        }
        asked = b"".join(f"{name}\0{value}\0".encode() for name, value in names.items()) + b"\0"
        at.sendall(struct.pack("!ii", len(asked) + 8, 196608) + asked)
        server, told = _Peer(at), list[Message]()
        while (b"Z", b"I") not in told:
            told += server.gets()
        self._told = [each for each in told if each[0] in (b"R", b"S")]
        return server

    def _give_back(self, server: _Peer) -> None:
        self._free.put(server)


@contextmanager
def pooling(url: str, mode: Mode) -> Iterator[str]:
    """A pooler before the server of that address; gives its own."""
    listener = socket.create_server(("127.0.0.1", 0))
    pooler = _Pooler(url, mode)

    def listen() -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=pooler.serve, args=(_Peer(client),), daemon=True).start()

    threading.Thread(target=listen, daemon=True).start()
    try:
        yield f"postgresql://{pooler._to['user']}@127.0.0.1:{listener.getsockname()[1]}/{pooler._to['dbname']}"
    finally:
        listener.close()
        pooler.close()
