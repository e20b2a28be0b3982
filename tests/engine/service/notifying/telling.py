"""People with addresses, and what reaches them."""

from __future__ import annotations

from engine.service.people.entry import entry
from engine.service.worker.worker import Worker
from tests.engine.database.office import UNIT, Office, Post

SERVER = "https://rutin.example"

Sent = tuple[str, str]
"""Where to, and the subject."""


class Telling:
    """An office whose people are reached by mail and SMS."""

    def __init__(self, desk: Office) -> None:
        self.desk = desk
        self.mail, self.sms = Post(), Post()

    def knows(
        self, subject: str, *roles: str, mail: str | None = None, phone: str = "", unit: str = UNIT
    ) -> None:
        """Somebody with roles in the unit; without another address, `SUBJECT@example.org`."""
        where = f"{subject}@example.org" if mail is None else mail
        grants = [(role, unit) for role in roles]
        self.desk.engine.people.write([entry(subject, mail=where, phone=phone, grants=grants)])

    def works(self) -> list[Sent]:
        """A worker does all that is due; what it has sent since the last time, by receiver."""
        self.mail.sent.clear()
        self.sms.sent.clear()
        transports = {"mail": self.mail, "sms": self.sms}
        Worker(self.desk.engine, transports, server=SERVER).once()
        return self.sent()

    def sent(self) -> list[Sent]:
        """What people have got of late."""
        found = [*self.mail.sent, *self.sms.sent]
        told = [(each.recipients[0], each.subject) for each in found]
        return sorted(each for each in told if each[0] != "it@example.org")
