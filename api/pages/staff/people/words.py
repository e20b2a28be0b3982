"""What the pages on people say of somebody."""

from __future__ import annotations

from collections.abc import Mapping

from api.pages.staff.frame import role_titles
from api.pages.staff.visitor import Visitor
from engine.said import Said
from engine.service.people.register import Held, Known

DONE: Mapping[str, Said] = {
    "kept": Said("Sparat.", "Saved."),
    "forgotten": Said("Personen är glömd.", "The person is forgotten."),
    "taken": Said("Rollen är borttagen.", "The role is taken away."),
    "shift": Said("Passet är avslutat.", "The shift is ended."),
    "ended": Said("Nyckeln är avslutad.", "The token is ended."),
    "sent": Said("Utskicket prövas nu.", "The delivery is tried now."),
}
"""What was just done, as it stands in an address."""

BY: Mapping[str, Said] = {
    "register": Said("inskriven", "written down"),
    "shift": Said("insläppt för ett pass", "let in for a shift"),
    "sign_in": Said("enligt inloggningen", "by the sign-in"),
    "token": Said("med nyckel", "by a token"),
}
"""What a role rests on."""


def role_choices(visitor: Visitor) -> dict[str, str]:
    """The roles that there are to choose, with their titles, by title."""
    return dict(sorted(role_titles(visitor).items(), key=lambda each: each[1]))


def holdings(known: Known, titles: Mapping[str, str], language: str) -> list[str]:
    """What somebody holds: «Medarbetare, norra», each once; with what it rests on where it is not written down."""
    lasting = {(each.role, each.unit) for each in known.held if each.given_by == "register"}
    said = [f"{titles.get(role, role)}, {unit}" for role, unit in sorted(lasting)]
    others = [each for each in known.held if (each.role, each.unit) not in lasting]
    return [*said, *dict.fromkeys(_for_now(each, titles, language) for each in others)]


def _for_now(held: Held, titles: Mapping[str, str], language: str) -> str:
    return f"{titles.get(held.role, held.role)}, {held.unit} ({BY[held.given_by].say(language)})"
