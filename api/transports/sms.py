"""SMS through the organisation's gateway, whichever it is: what is sent to it, and what in its answer says that it was taken, is set."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode, urlsplit

from api.settings import Settings
from api.transports import calling
from api.transports.calling import Answer, Call
from engine.said import Said
from engine.service.sending import DeliveryProblem, Message

_ABOUT_THE_NUMBER = frozenset({400, 422})
"""What a gateway answers where it has something against this message. Anything else, a wrong key say, can be put right meanwhile."""

_SHOWN = 120
"""Letters of an answer that are shown to whoever is to put it right."""

_NOT_TAKEN = Said(
    "SMS-tjänsten tog inte emot meddelandet. Den svarade {status}: ”{answer}”.",
    "The SMS gateway did not take the message. It answered {status}: “{answer}”.",
)


class Sms:
    """One SMS for each message."""

    def __init__(self, settings: Settings, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._settings, self._now = settings, now

    def send(self, message: Message) -> None:
        """Ask the gateway to send it. Raises DeliveryProblem."""
        (number,) = message.recipients
        secret = self._settings.sms_secret
        values = {
            "to": number,
            "to_digits": number.removeprefix("+"),
            "text": message.body,
            "id": message.id,
            "secret": secret.get_secret_value() if secret else "",
        }
        answer = calling.make(self._call(values))
        if not self._is_taken(answer):
            raise DeliveryProblem(
                _NOT_TAKEN.fill(status=answer.status, answer=_shown(answer.text, values)),
                final=answer.status in _ABOUT_THE_NUMBER,
                after=answer.asked_wait(self._now()),
            )

    def _call(self, values: Mapping[str, str]) -> Call:
        settings = self._settings
        address = settings.sms_address or ""
        fields = filled(dict(settings.sms_fields), values)
        headers = {name: filled(text, values) for name, text in settings.sms_headers.items()}
        account = (settings.sms_user, values["secret"]) if settings.sms_user else None
        content = b""
        if settings.sms_form == "json":
            headers["Content-Type"] = "application/json"
            content = json.dumps(fields, ensure_ascii=False).encode()
        elif settings.sms_form == "form":
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            content = urlencode(fields).encode()
        else:
            address += ("&" if urlsplit(address).query else "?") + urlencode(fields)
        return Call(
            address=address,
            method=settings.sms_method,
            headers=headers,
            content=content,
            account=account,
        )

    def _is_taken(self, answer: Answer) -> bool:
        settings = self._settings
        statuses = settings.sms_taken_status
        if answer.status not in statuses if statuses else not answer.is_taken:
            return False
        said: str | None = answer.text
        if settings.sms_taken_field:
            said = value_in(answer.text, settings.sms_taken_field)
        pattern = settings.sms_taken_pattern
        return said is not None and (pattern is None or re.search(pattern, said) is not None)


def filled(template: Any, values: Mapping[str, str]) -> Any:
    """The template with `{name}` replaced in all its texts, once: what a message says is never read as a template."""
    if isinstance(template, str):
        return re.sub(r"\{(\w+)\}", lambda found: values[found[1]], template)
    if isinstance(template, Mapping):
        return {name: filled(each, values) for name, each in template.items()}
    if isinstance(template, list):
        return [filled(each, values) for each in template]
    return template


def value_in(text: str, path: str) -> str | None:
    """What stands at the path (`messages.0.status`) in a JSON text, as text; None where there is nothing."""
    try:
        found = json.loads(text)
        for part in path.split("."):
            found = found[int(part)] if isinstance(found, list) else found[part]
    except (ValueError, LookupError, TypeError, RecursionError):
        return None
    return None if found is None else found if isinstance(found, str) else json.dumps(found)


def _shown(text: str, values: Mapping[str, str]) -> str:
    """The beginning of an answer on one line, without the key and the number that it may repeat."""
    for name in ("secret", "to", "to_digits"):
        if values[name]:
            text = text.replace(values[name], "…")
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())[:_SHOWN]
