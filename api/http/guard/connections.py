"""How long an unfinished request is waited for, and who has to go when there are more connections than files to hold them.

uvicorn itself waits for ever once a request has begun, and counts only requests that are whole. What the framework never sees is
answered here, as a problem like any other.
"""

from __future__ import annotations

from asyncio import TimerHandle, Transport
from dataclasses import dataclass, field
from http import HTTPStatus

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from api.http.problems.answering import answer
from api.http.problems.errors import Busy, TooSlow
from engine.errors.root import RutinError

SECONDS = 30.0
"""How long a request may take to arrive, and a part of an answer to be taken."""

RESERVED = 128
"""Files that are kept for other things than connections: the database, pictures being drawn, the log."""

ENOUGH_FILES = 65_536


def most_connections() -> int:
    """How many connections there is room for, when this process has been allowed as many files as it may have."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return ENOUGH_FILES - RESERVED
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = ENOUGH_FILES if hard == resource.RLIM_INFINITY else min(hard, ENOUGH_FILES)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        soft = wanted
    files = wanted if soft == resource.RLIM_INFINITY else min(soft, ENOUGH_FILES)
    return max(files - RESERVED, files // 2)


@dataclass
class _Room:
    """The connections of one server. `waited_for`: those with no whole request, the first to come first."""

    most: int
    seconds: float
    language: str
    open: int = 0
    waited_for: dict[Patient, None] = field(default_factory=dict)


def patient(most: int, seconds: float = SECONDS, language: str = "sv") -> type[HttpToolsProtocol]:
    """The protocol for one server: at most `most` connections, and `seconds` for a request to arrive.

    Where there is no more room, whoever has been waited for the longest has to go; where all are being answered, the newcomer.
    """
    return type("Patient", (Patient,), {"room": _Room(most, seconds, language)})


class Patient(HttpToolsProtocol):
    """One connection. It is waited for until its request is whole, and again once that is answered."""

    room: _Room
    _deadline: TimerHandle | None = None
    _unread: TimerHandle | None = None

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """Makes room for it first."""
        super().connection_made(transport)
        self.room.open += 1
        if self.room.open > self.room.most:
            longest = next(iter(self.room.waited_for), None)
            if longest is None:
                return self._turn_away(Busy())
            longest.transport.abort()
        return self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """It needs no room any more."""
        self.room.open -= 1
        self._stop_waiting()
        self.resume_writing()
        super().connection_lost(exc)

    def on_message_complete(self) -> None:
        """The request is whole: it takes as long as it takes."""
        super().on_message_complete()
        if not self.cycle.response_complete:
            self._stop_waiting()

    def on_response_complete(self) -> None:
        """Waits for the next request; one that came meanwhile may be whole already."""
        super().on_response_complete()
        if self.cycle.response_complete or self.cycle.more_body:
            self._wait()

    def pause_writing(self) -> None:
        """The answer is not being taken."""
        super().pause_writing()
        self._look_again(self.transport.get_write_buffer_size())

    def resume_writing(self) -> None:
        """It is being taken again."""
        if self._unread is not None:
            self._unread.cancel()
            self._unread = None
        super().resume_writing()

    def _look_again(self, left: int) -> None:
        self._unread = self.loop.call_later(self.room.seconds, self._hang_up_unless_taken, left)

    def _hang_up_unless_taken(self, before: int) -> None:
        """Somebody slow takes some of it all the time."""
        left = self.transport.get_write_buffer_size()
        if left < before:
            self._look_again(left)
        else:
            self.transport.abort()

    def _wait(self) -> None:
        self._stop_waiting()
        self.room.waited_for[self] = None
        self._deadline = self.loop.call_later(self.room.seconds, self._give_up)

    def _stop_waiting(self) -> None:
        self.room.waited_for.pop(self, None)
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _give_up(self) -> None:
        self._stop_waiting()
        # Part of another answer must not be taken for the rest of this one.
        if self.cycle is None or self.cycle.response_complete or not self.cycle.response_started:
            self._turn_away(TooSlow())
        else:
            self.transport.abort()

    def _turn_away(self, error: RutinError) -> None:
        """Answers what nothing else will, and hangs up."""
        response = answer(error, self.room.language)
        status = HTTPStatus(response.status_code)
        head = [f"HTTP/1.1 {status.value} {status.phrase}".encode(), b"connection: close"]
        head += [name + b": " + value for name, value in response.raw_headers]
        self.transport.write(b"\r\n".join(head) + b"\r\n\r\n" + bytes(response.body))
        self.transport.close()
