"""A house with one of each kind of people in it, ordinary or in demonstration mode, for what each of them may do."""

from __future__ import annotations

from dataclasses import dataclass

from tests.api.acting import Actor, Run
from tests.api.handed_out import publish_handing_out
from tests.api.house import House
from tests.engine.run.acting import compiled

STANDING_STILL = compiled(
    """
routine: stilla
version: 1
title: Står still
language: sv
roles: {medarbetare: Medarbetare, chef: {title: Chefen, manager: yes}}
start: medarbetare
states:
  hjalp: {title: Få hjälp, call: ingenting, to: klart}
  klart: {end: klart}
""",
    "stilla",
)
"""What it calls is not published."""

MAILING = compiled(
    """
routine: mejl
version: 1
title: Mejlar
language: sv
roles: {medarbetare: Medarbetare, chef: {title: Chefen, manager: yes}}
contacts: {it: {title: IT, email: it@example.org}}
start: medarbetare
states:
  mejla: {title: Mejla, do: {mail: it, subject: Hej, body: Hej igen}, to: klart}
  klart: {end: klart}
""",
    "mejl",
)
"""Begins with a mail, which nobody sends here."""


@dataclass(frozen=True)
class Town:
    """A house and one of each kind of people in it, by name."""

    house: House
    unit: str
    people: dict[str, Actor]
    tokens: dict[str, str | None]

    def begun(self) -> Run:
        """A new instance of the owner's, in its first step."""
        return self.people["owner"].starts("besok", ref="S-1")

    def at(self, place: str) -> Run:
        """A new instance of the owner's, brought to a place."""
        if place == "hjalp":
            self.house.engine.publish([STANDING_STILL])
            return self.people["owner"].starts("stilla")
        if place == "mejla":
            self.house.engine.publish([MAILING])
            return self.people["owner"].starts("mejl")
        run = self.begun()
        if place == "forbered":
            return run
        run.takes("Jag har läst")
        if place == "kolla":
            return run
        run.takes("Väskan är packad")
        if place == "vanta":
            return run
        assert self.people["owner"].post(f"{run.path}/messages", {"message": "leverans"}).status_code == 200
        return run.look()


def ordinary(built: House) -> Town:
    """With tokens that somebody has handed out."""
    grants: dict[str, tuple[str, str]] = {
        "owner": ("medarbetare", "norra"),
        "colleague": ("medarbetare", "norra"),
        "manager": ("chef", "norra"),
        "other_role": ("stadare", "norra"),
        "elsewhere": ("medarbetare", "sodra"),
        "manager_elsewhere": ("chef", "sodra"),
    }
    tokens = {name: built.engine.tokens.add(name, {grant}) for name, grant in grants.items()}
    return _town(built, "norra", tokens)


def demonstration(built: House) -> Town:
    """With those that the demonstration has by itself, and some beside."""
    grants = {
        "colleague": ("medarbetare", "demo"),
        "other_role": ("stadare", "demo"),
        "manager_elsewhere": ("chef", "demo-2"),
    }
    tokens = {name: built.engine.tokens.add(name, {grant}) for name, grant in grants.items()}
    shown = {"owner": "demo-medarbetare", "manager": "demo-chef", "elsewhere": "demo-medarbetare-2"}
    return _town(built, "demo", {**tokens, **shown})


def _town(built: House, unit: str, tokens: dict[str, str]) -> Town:
    publish_handing_out(built.engine)
    administrator = built.engine.tokens.add("administrator", (), administers=True)
    every: dict[str, str | None] = {
        "nobody": None,
        "forged": "rutin_forged",
        "administrator": administrator,
        **tokens,
    }
    return Town(built, unit, {name: built.visitor(token) for name, token in every.items()}, every)
