"""The half of a key that a person's phones need to read what they keep: it is handed out in the person's own sessions, and nowhere else."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass

from engine.store import tables
from engine.store.people import StoredPeople
from engine.store.port import Store, Transaction
from engine.store.staged.changes import Changes

_BYTES = 32


@dataclass(frozen=True, slots=True)
class PhoneKey:
    """`half`: 32 bytes, in base64."""

    half: str

    @property
    def owner(self) -> str:
        """What a phone calls the person: the same on each of their phones, and nothing that anybody else could tell them by."""
        return self.proof("owner")[:22]

    def proof(self, nonce: str) -> str:
        """Shows that an answer is ours: nobody without the half can make it, and it is of this nonce alone. Base64 of SHA-256 (HMAC)."""
        digest = hmac.new(base64.b64decode(self.half), nonce.encode(), hashlib.sha256).digest()
        return base64.urlsafe_b64encode(digest).decode()


class PhoneKeys:
    """The engine's part that keeps them: one a person. With the person it is forgotten, and what is on phones can't be read any more."""

    def __init__(self, store: Store, people: StoredPeople) -> None:
        self._store, self._people = store, people

    def of(self, subject: str) -> PhoneKey:
        """The person's, made when it is first asked for. Raises KeyError for somebody who has no number."""
        number = self._people.number(subject)

        def work(transaction: Transaction) -> str:
            # Asked inside the transaction, which is begun again if another phone of theirs asks at the same time.
            there = transaction.reader.phone_key(number)
            if there is not None:
                return str(there["half"])
            half = base64.b64encode(secrets.token_bytes(_BYTES)).decode()
            changes = Changes()
            changes.insert(tables.phone_keys, {"person": number, "half": half})
            transaction.flush(changes)
            return half

        there = self._store.read(lambda reader: reader.phone_key(number))
        return PhoneKey(str(there["half"]) if there is not None else self._store.transact(work))
