"""What is written down of somebody, and how it may look."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from engine.errors.value import FactsWrong
from engine.problems import clipped, hint
from engine.run.instance import SYSTEM
from engine.said import Said
from engine.stored.people import number_of_removed
from engine.values.visible import has_hidden, is_filled_in

LONGEST_SUBJECT, LONGEST_NAME, LONGEST_UNIT, LONGEST_MAIL = 200, 100, 80, 254

MOST_GRANTS = 100
"""How many roles one person is written down with."""

_ROLE = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)
_MAIL = re.compile(r"[^\s@<>,;:\"()\\]{1,64}@[^\s@<>,;:\"()\\]+\.[^\s@<>,;:\"()\\]+")
_PHONE = re.compile(r"(\+|00)?[0-9]{6,15}", re.ASCII)
_BETWEEN_DIGITS = re.compile(r"[ \u00a0()/.\u2010-\u2013-]|\(0\)")
_HOME = "+46"
"""Where a number with a single 0 first is dialled."""

Grant = tuple[str, str]
"""(role, unit)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is written down of somebody, and nothing else. Made by `entry`."""

    subject: str
    name: str | None
    mail: str | None
    phone: str | None
    grants: frozenset[Grant]


def entry(
    subject: str, name: str = "", mail: str = "", phone: str = "", grants: Iterable[Grant] = ()
) -> Entry:
    """The entry, tidied: without space round its texts, the phone number as `+46701740605`. What is "" is not known.

    Raises:
        FactsWrong: by field (`subject`, `name`, `mail`, `phone`, `role`, `unit`), all that is wrong.
    """
    problems: dict[str, Said] = {}

    def read(field: str, text: str, reader: Callable[[str], str | Said]) -> str:
        found = reader(_tidy(text))
        if isinstance(found, Said):
            problems.setdefault(field, found)
            return ""
        return found

    held = {(read("role", role, role_read), read("unit", unit, unit_read)) for role, unit in grants}
    if len(held) > MOST_GRANTS:
        problems.setdefault("role", _TOO_MANY)
    made = Entry(
        subject=read("subject", subject, subject_read),
        name=read("name", name, name_read) or None,
        mail=read("mail", mail, mail_read) or None,
        phone=read("phone", phone, phone_read) or None,
        grants=frozenset(held),
    )
    if problems:
        raise FactsWrong(problems)
    return made


def check_roles(entries: Iterable[Entry], known: Collection[str]) -> None:
    """Raises FactsWrong for the first role that none of the routines has whose roles are `known`; with none, any may come to be."""
    for each in entries:
        for role, _ in sorted(each.grants):
            if known and role not in known:
                raise FactsWrong({"role": unknown_role(role, known)})


def unknown_role(role: str, known: Iterable[str]) -> Said:
    """What is said of a role that no published routine has."""
    near = hint(role, sorted(known))
    return Said(
        f"Ingen publicerad rutin har rollen ”{role}”.{near.sv}",
        f"No published routine has the role “{role}”.{near.en}",
    )


def subject_read(text: str) -> str | Said:
    """The id, or what is wrong with it."""
    if not text:
        return Said(
            "Id saknas. Skriv det id som personen loggar in med.",
            "The id is missing. Write the id that the person signs in with.",
        )
    if len(text) > LONGEST_SUBJECT:
        return _too_long(text, LONGEST_SUBJECT)
    if has_hidden(text) or not is_filled_in(text) or any(each.isspace() for each in text):
        return Said(
            f"Id ”{clipped(text)}” går inte att använda. Skriv det utan blanksteg och radbrytning.",
            f"The id “{clipped(text)}” can't be used. Write it without spaces and line breaks.",
        )
    if text.casefold() == SYSTEM.subject or number_of_removed(text) is not None:
        return Said(
            f"Id ”{text}” är upptaget av Rutin självt. Välj ett annat.",
            f"The id “{text}” is taken by Rutin itself. Choose another.",
        )
    return text


def name_read(text: str) -> str | Said:
    """The name, or what is wrong with it."""
    return _line(text, LONGEST_NAME, Said("Namnet", "The name"))


def unit_read(text: str) -> str | Said:
    """The unit, or what is wrong with it."""
    if not text:
        return Said(
            "Enheten saknas. Varje roll gäller i en enhet.",
            "The unit is missing. Each role is held in a unit.",
        )
    return _line(text, LONGEST_UNIT, Said("Enheten", "The unit"))


def role_read(text: str) -> str | Said:
    """The role's id, or what is wrong with it."""
    if not text:
        return Said(
            "Rollen saknas. Varje enhet behöver en roll.", "The role is missing. Each unit needs a role."
        )
    if _ROLE.fullmatch(text):
        return text
    return Said(
        f"”{clipped(text)}” är inte en rolls id. Det skrivs med små bokstäver a–z, siffror och _, som i rutinen.",
        f"“{clipped(text)}” is not a role's id. It is written in small letters a–z, digits and _, as in the routine.",
    )


def mail_read(text: str) -> str | Said:
    """The mail address, or what is wrong with it."""
    if not text or (len(text) <= LONGEST_MAIL and _MAIL.fullmatch(text) and not has_hidden(text)):
        return text
    return Said(
        f"”{clipped(text)}” är ingen mejladress. Skriv en på en rad, till exempel a.b@kommun.se.",
        f"“{clipped(text)}” is no mail address. Write one, on one line, for example a.b@example.org.",
    )


def phone_read(text: str) -> str | Said:
    """The number as it is dialled from anywhere, or what is wrong with it. One that begins with a single 0 is Swedish."""
    digits = _BETWEEN_DIGITS.sub("", text.replace("(0)", ""))
    if not text:
        return ""
    if not _PHONE.fullmatch(digits):
        return Said(
            f"”{clipped(text)}” är inget telefonnummer. Skriv siffror, till exempel 070-174 06 05 eller +46701740605.",
            f"“{clipped(text)}” is no phone number. Write digits, for example 070-174 06 05 or +46701740605.",
        )
    if digits.startswith("+"):
        return digits
    if digits.startswith("00"):
        return f"+{digits[2:]}"
    if digits.startswith("0"):
        return f"{_HOME}{digits[1:]}"
    return Said(
        f"Telefonnumret ”{clipped(text)}” saknar riktnummer. Skriv det med 0 eller + först: ett kalkylark tar lätt bort nollan.",
        f"The phone number “{clipped(text)}” has no area code. Write it with 0 or + first: a spreadsheet easily drops the 0.",
    )


_TOO_MANY = Said(
    f"Personen har fler än {MOST_GRANTS} roller. Så många går inte att skriva in.",
    f"The person has more than {MOST_GRANTS} roles. So many can't be written down.",
)


def _tidy(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip(" \t\u00a0")


def _line(text: str, most: int, what: Said) -> str | Said:
    if len(text) > most:
        return _too_long(text, most)
    if text and ("\n" in text or has_hidden(text) or not is_filled_in(text)):
        return Said(
            "{what} har radbrytningar eller tecken som inte syns. Skriv det på en rad.",
            "{what} has line breaks or characters that can't be seen. Write it on one line.",
        ).fill(what=what)
    return text


def _too_long(text: str, most: int) -> Said:
    return Said(
        f"”{clipped(text)}” har {len(text)} tecken. Skriv högst {most}.",
        f"“{clipped(text)}” has {len(text)} characters. Write at most {most}.",
    )
