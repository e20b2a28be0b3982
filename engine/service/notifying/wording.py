"""What a notification says: what waits, where, and its link. Nothing of what the instance is about. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.said import CODE, UNSAID, Said
from engine.service.notifying import kinds

LONGEST_TITLE = 80
"""Letters of a title in a subject and in an SMS; a mail's text has it whole."""

_SUBJECTS: Mapping[str, Said] = {
    kinds.TASK: Said("Att göra: {step}", "To do: {step}"),
    kinds.REMIND: Said("Påminnelse: {step}", "Reminder: {step}"),
    kinds.NOTICE: Said("En uppgift är rättad: {routine}", "Something was corrected: {routine}"),
    kinds.LIMIT: Said("Tiden är ute: {step}", "The time is out: {step}"),
    kinds.INCIDENT: Said("Står still: {step}", "Stands still: {step}"),
    kinds.UNHELD: Said("Ingen kan göra det: {step}", "Nobody can do it: {step}"),
}
_WHAT: Mapping[str, Said] = {
    kinds.TASK: Said("Ett steg väntar på dig.", "A step waits for you."),
    kinds.REMIND: Said("Ett steg väntar på dig sedan en stund.", "A step has waited for you for a while."),
    kinds.NOTICE: Said(
        "En uppgift som avgör något är rättad. Se efter om det som bestämdes ändå är rätt.",
        "Something that decides the way was corrected. See whether what was decided is right all the same.",
    ),
    kinds.LIMIT: Said(
        "Tiden för ett steg är ute. Se efter vad som behövs.",
        "The time for a step is out. See what is needed.",
    ),
    kinds.INCIDENT: Said(
        "Något går inte vidare av sig självt. Du kan bestämma hur det går vidare.",
        "Something can't go on by itself. You can decide how it goes on.",
    ),
    kinds.UNHELD: Said(
        "Ett steg väntar på rollen {role}, och ingen i enheten har den. Ge någon rollen, eller gör steget själv.",
        "A step waits for the role {role}, and nobody in the unit has it. Give somebody the role, or do the step yourself.",
    ),
}
_MAIL = Said(
    "{what}\n\nRutin: {routine}\nSteg: {step}\nEnhet: {unit}\n\n{link}\n\n"
    "Du väljer själv vad du får och när: {choices}\n",
    "{what}\n\nRoutine: {routine}\nStep: {step}\nUnit: {unit}\n\n{link}\n\nYou choose what you get and when: {choices}\n",
)
_SMS = Said("{subject} ({unit}). {link}", "{subject} ({unit}). {link}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a notification tells of. `link` leads to it, `choices` to where its receiver chooses. `role`: the one that nobody has."""

    kind: str
    routine: Said
    step: Said
    unit: str
    link: str
    choices: str
    role: Said = UNSAID


def subject(told: Told) -> Said:
    """The subject of a mail."""
    return _SUBJECTS[told.kind].fill(step=_short(told.step), routine=_short(told.routine))


def mail(told: Told) -> Said:
    """The text of a mail."""
    return _MAIL.fill(
        what=_WHAT[told.kind].fill(role=told.role),
        routine=told.routine,
        step=told.step,
        unit=told.unit,
        link=told.link,
        choices=told.choices,
    )


def sms(told: Told) -> Said:
    """The text of an SMS."""
    return _SMS.fill(subject=subject(told), unit=told.unit, link=told.link)


def _short(title: Said) -> Said:
    return Said(*(_clipped(title.say(language)) for language in CODE))


def _clipped(text: str) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= LONGEST_TITLE else f"{one_line[: LONGEST_TITLE - 1].rstrip()}…"
