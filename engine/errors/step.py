"""Where the instance is says no: what can be done now, and what can't be taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from engine.errors.root import Refusal, RutinError
from engine.problems import clipped, hint, listed


@dataclass(frozen=True, slots=True)
class Possible:
    """A choice that is offered now. `title` (of its step) and `label` are in Swedish and English. `number`: the step's, None for none."""

    state: str
    title: tuple[str, str]
    choice: str
    label: tuple[str, str]
    number: str | None = None

    def said(self, language: str = "sv") -> dict[str, str | None]:
        """As JSON values, in words of `language`."""
        place = 1 if language == "en" else 0
        return {
            "state": self.state,
            "title": self.title[place],
            "number": self.number,
            "choice": self.choice,
            "label": self.label[place],
        }


class NotPossibleHere(Refusal):
    """The state is not active, is no step to take (`choice` is ""), or does not offer the choice.

    `possible`: what is offered now. `title`: the state's in Swedish and English, None where the routine has no such state.
    `number`: the state's, None where it has none. `offered`: whether the state has the choice; then it is the state that is not open.
    """

    sv = "{what_sv} {now_sv}"
    en = "{what_en} {now_en}"

    def __init__(
        self,
        state: str,
        choice: str,
        possible: Sequence[Possible],
        *,
        title: tuple[str, str] | None = None,
        number: str | None = None,
        offered: bool = False,
    ) -> None:
        super().__init__()
        self.state, self.choice, self.possible = state, choice, tuple(possible)
        self.title, self.number, self.offered = title, number, offered

    def facts(self) -> Mapping[str, object]:
        """Adds what is wrong and what is possible as words."""
        what_sv, what_en = self._what()
        now_sv, now_en = self._now("sv"), self._now("en")
        return {
            "state": self.state,
            "choice": self.choice,
            "possible": [each.said() for each in self.possible],
            "what_sv": what_sv,
            "what_en": what_en,
            "now_sv": f"Det här går att göra nu: {now_sv}." if now_sv else "Inget val är öppet nu.",
            "now_en": f"You can do this now: {now_en}." if now_en else "No choice is open now.",
        }

    def _what(self) -> tuple[str, str]:
        if self.title is None:
            near_sv, near_en = hint(self.state, [each.state for each in self.possible])
            state = clipped(self.state)
            return (
                f"Rutinen har inget steg som heter «{state}».{near_sv}",
                f"The routine has no step called “{state}”.{near_en}",
            )
        sv, en = (self._named(title, self.number, place) for place, title in enumerate(self.title))
        if not self.choice:
            return f"Steget «{sv}» är inte öppet att ta nu.", f"The step “{en}” is not open to take now."
        if self.offered:
            return f"Steget «{sv}» är inte öppet nu.", f"The step “{en}” is not open now."
        near_sv, near_en = hint(
            self.choice, [each.choice for each in self.possible if each.state == self.state]
        )
        choice = clipped(self.choice)
        return (
            f"Steget «{sv}» har inget val som heter «{choice}».{near_sv}",
            f"The step “{en}” has no choice called “{choice}”.{near_en}",
        )

    def _now(self, language: str) -> str:
        place = 1 if language == "en" else 0
        steps: dict[str, list[Possible]] = {}
        for each in self.possible:
            steps.setdefault(each.state, []).append(each)
        said = []
        for offered in steps.values():
            labels = [each.label[place] for each in offered]
            quoted = ", ".join(f"“{label}”" if language == "en" else f"«{label}»" for label in labels)
            said.append(f"{quoted} ({self._named(offered[0].title[place], offered[0].number, place)})")
        return "; ".join(said)

    def _named(self, title: str, number: str | None, place: int) -> str:
        """The step's title, with its number where another that is told of has the same title."""
        told = {(each.state, each.title[place]) for each in self.possible}
        if self.title is not None:
            told.add((self.state, self.title[place]))
        same = sum(other == title for _, other in told) > 1
        return f"{number} {title}" if same and number else title


class NotAwaited(Refusal):
    """A message that is not waited for now. `places`: the titles of where the instance is; `possible`: what is offered there.

    `instance`, `title`: another instance of the case that does wait for it.
    """

    sv = "Rutinen väntar inte på «{message}» nu. {now_sv}"
    en = "The routine does not wait for “{message}” now. {now_en}"

    def __init__(
        self,
        message: str,
        places: Sequence[tuple[str, str]],
        possible: Sequence[Possible],
        *,
        instance: str | None = None,
        title: tuple[str, str] = ("", ""),
    ) -> None:
        super().__init__()
        self.message, self.places, self.possible = message, tuple(places), tuple(possible)
        self.instance, self.title = instance, title

    def waits_in(self, instance: str, title: tuple[str, str]) -> NotAwaited:
        """The refusal with the instance that waits for the message."""
        return NotAwaited(self.message, self.places, self.possible, instance=instance, title=title)

    def facts(self) -> Mapping[str, object]:
        """Adds where it is, or which instance waits, as words."""
        sv = listed([f"«{sv}»" for sv, _ in self.places], "och")
        en = listed([f"“{en}”" for _, en in self.places], "and")
        now_sv, now_en = f"Den är i {sv}.", f"It is at {en}."
        if self.instance:
            now_sv = f"Det gör «{self.title[0]}». Skicka meddelandet dit: {self.instance}."
            now_en = f"“{self.title[1]}” does. Send the message there: {self.instance}."
        return {
            "message": clipped(self.message),
            "possible": [each.said() for each in self.possible],
            "instance": self.instance,
            "now_sv": now_sv,
            "now_en": now_en,
        }


class ConditionNotMet(Refusal):
    """The choice's condition is false. `because` is why, in Swedish and English: the owner's sentence, or what of the condition
    is not so; `condition` is its text in the file.
    """

    sv = "Det går inte ännu: {because_sv}"
    en = "Not possible yet: {because_en}"

    def __init__(self, because: tuple[str, str], condition: str) -> None:
        super().__init__()
        self.because_sv, self.because_en = because
        self.condition = condition


class NotTaken(Refusal):
    """A step was to be given back that nobody has taken. `title`: the step's, in Swedish and English."""

    sv = "Ingen har tagit steget «{title_sv}», så det finns inget att lämna tillbaka."
    en = "Nobody has taken the step “{title_en}”, so there is nothing to give back."

    def __init__(self, title: tuple[str, str]) -> None:
        super().__init__()
        self.title_sv, self.title_en = title


class MovedOn(Refusal):
    """The instance is at another revision than the caller saw."""

    sv = "Någon har gått vidare sedan du såg sidan (du såg läge {seen}, nu är läget {now}). Läs om och välj igen."
    en = "Somebody has moved on since you looked (you saw revision {seen}, it is now {now}). Read again and choose again."

    def __init__(self, seen: int, now: int) -> None:
        super().__init__()
        self.seen, self.now = seen, now


class NotRunning(Refusal):
    """The instance has ended or been cancelled."""

    sv = "Den här rutinen är redan avslutad ({how_sv}). Inget mer kan göras i den."
    en = "This routine has already ended ({how_en}). Nothing more can be done in it."

    def __init__(self, status: str, outcome: str | None) -> None:
        super().__init__()
        self.status, self.outcome = status, outcome or status

    def facts(self) -> Mapping[str, object]:
        """Adds how it ended as words."""
        cancelled = self.status == "cancelled"
        return {
            **vars(self),
            "how_sv": "avbruten" if cancelled else self.outcome,
            "how_en": "cancelled" if cancelled else self.outcome,
        }


class Stale(Refusal):
    """A timer, message or delivery for a visit that is over: nothing to do, and no fault."""

    sv = "Det gäller ett steg som redan är lämnat; inget har ändrats."
    en = "It concerns a step that has already been left; nothing has changed."


class CannotUndo(Refusal):
    """The last choice can't be taken back. `why`: nothing, other, elsewhere, late, sent."""

    sv = "Valet går inte att ångra: {why_sv} Gör en rättelse i stället, med en orsak."
    en = "The choice can't be taken back: {why_en} Make a correction instead, with a reason."

    WHY: ClassVar = {
        "nothing": ("det finns inget val att ångra.", "there is no choice to take back."),
        "other": ("något annat har hänt efter valet.", "something else has happened since."),
        "elsewhere": (
            "det som går att ångra valdes i en annan rutin. Gör det där.",
            "what can be taken back was chosen in another routine. Do it there.",
        ),
        "late": ("tiden för att ångra har gått ut.", "the time for it has run out."),
        "sent": ("något har redan skickats.", "something has already been sent."),
    }

    def __init__(self, why: str) -> None:
        super().__init__()
        self.why = why

    def facts(self) -> Mapping[str, object]:
        """Adds the reason as words."""
        sv, en = self.WHY[self.why]
        return {"why": self.why, "why_sv": sv, "why_en": en}


class Incident(RutinError):
    """Expected trouble in a run that needs a person (an automatic loop that slipped through, a called routine that is not published)."""

    sv = "Rutinen kom inte vidare av sig själv: {why_sv} Kontakta den som ansvarar för rutinen."
    en = "The routine could not go on by itself: {why_en} Contact the owner of the routine."

    def __init__(self, why_sv: str, why_en: str) -> None:
        super().__init__()
        self.why_sv, self.why_en = why_sv, why_en
