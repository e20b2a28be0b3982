"""One message that says that it is a test, so that whoever sets up mail, SMS and webhooks sees whether it arrives."""

from __future__ import annotations

import json
import re
import secrets

from engine.said import Said
from engine.service.sending import Message

_SUBJECT = Said("Prov från Rutin", "Test from Rutin")
_BODY = Said(
    "Det här är ett prov. Kommer det fram kan Rutin skicka hit. Inget väntar på dig.",
    "This is a test. If it arrives, Rutin can send here. Nothing waits for you.",
)
_PHONE = re.compile(r"\+[0-9]{6,15}", re.ASCII)


def trial(address: str, language: str) -> Message:
    """The message for a mail address, a phone number (`+46…`) or the address of a webhook. Raises ValueError for anything else."""
    if address.startswith(("https://", "http://")):
        kind, body = "webhook", json.dumps({"test": True})
    elif _PHONE.fullmatch(address):
        kind, body = "sms", _BODY.say(language)
    elif "@" in address:
        kind, body = "mail", _BODY.say(language)
    else:
        raise ValueError
    id = f"test-{secrets.token_hex(8)}"
    return Message(id=id, kind=kind, recipients=(address,), subject=_SUBJECT.say(language), body=body)
