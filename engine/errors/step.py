"""Where the instance is says no: what can be done now, and what can't be taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from engine.errors.root import Refusal, RutinError
from engine.problems import clipped, hint, listed
from engine.said import QUOTED, UNSAID, Said, both, joined


@dataclass(frozen=True, slots=True)
class Possible:
    """A choice that is offered now, with the title of its step. `number`: the step's, None for none."""

    state: str
    title: Said
    choice: str
    label: Said
    number: str | None = None

    def as_json(self, language: str) -> dict[str, str | None]:
        """As JSON values, in words of `language`."""
        return {
            "state": self.state,
            "title": self.title.say(language),
            "number": self.number,
            "choice": self.choice,
            "label": self.label.say(language),
        }


class NotPossibleHere(Refusal):
    """The state is not active, is no step to take (`choice` is ""), or does not offer the choice.

    `possible`: what is offered now. `title`: the state's, None where the routine has no such state.
    `number`: the state's, None where it has none. `offered`: whether the state has the choice; then it is the state that is not open.
    """

    sentence = both("{what} {now}")

    def __init__(
        self,
        state: str,
        choice: str,
        possible: Sequence[Possible],
        *,
        title: Said | None = None,
        number: str | None = None,
        offered: bool = False,
    ) -> None:
        super().__init__()
        self.state, self.choice, self.possible = state, choice, tuple(possible)
        self.title, self.number, self.offered = title, number, offered

    def parts(self) -> Mapping[str, object]:
        """What is wrong, and what is possible."""
        return {"what": self._what(), "now": self._now()}

    def _what(self) -> Said:
        if self.title is None:
            return Said(
                "Rutinen har inget steg som heter ”{state}”.{hint}",
                "The routine has no step called “{state}”.{hint}",
            ).fill(state=clipped(self.state), hint=hint(self.state, [each.state for each in self.possible]))
        step = self._named(self.title, self.number)
        if not self.choice:
            return Said(
                "Steget ”{step}” är inte öppet att ta nu.", "The step “{step}” is not open to take now."
            ).fill(step=step)
        if self.offered:
            return Said("Steget ”{step}” är inte öppet nu.", "The step “{step}” is not open now.").fill(
                step=step
            )
        here = [each.choice for each in self.possible if each.state == self.state]
        return Said(
            "Steget ”{step}” har inget val som heter ”{choice}”.{hint}",
            "The step “{step}” has no choice called “{choice}”.{hint}",
        ).fill(step=step, choice=clipped(self.choice), hint=hint(self.choice, here))

    def _now(self) -> Said:
        if not self.possible:
            return Said("Inget val är öppet nu.", "No choice is open now.")
        steps: dict[str, list[Possible]] = {}
        for each in self.possible:
            steps.setdefault(each.state, []).append(each)
        offers = (
            both("{labels} ({step})").fill(
                labels=joined((QUOTED.fill(words=each.label) for each in offered), ", "),
                step=self._named(offered[0].title, offered[0].number),
            )
            for offered in steps.values()
        )
        return Said("Det här går att göra nu: {offers}.", "You can do this now: {offers}.").fill(
            offers=joined(offers, "; ")
        )

    def _named(self, title: Said, number: str | None) -> Said:
        """The step's title, with its number where another that is told of has the same title."""
        told = {(each.state, each.title) for each in self.possible}
        if self.title is not None:
            told.add((self.state, self.title))

        def named(language: str) -> str:
            own = title.say(language)
            same = sum(other.say(language) == own for _, other in told) > 1
            return f"{number} {own}" if same and number else own

        return Said.each(named)


class NotAwaited(Refusal):
    """A message that is not waited for now. `places`: the titles of where the instance is; `possible`: what is offered there.

    `instance`, `title`: another instance of the case that does wait for it.
    """

    sentence = Said(
        "Rutinen väntar inte på ”{message}” nu. {now}", "The routine does not wait for “{message}” now. {now}"
    )

    def __init__(
        self,
        message: str,
        places: Sequence[Said],
        possible: Sequence[Possible],
        *,
        instance: str | None = None,
        title: Said = UNSAID,
    ) -> None:
        super().__init__()
        self.message, self.places, self.possible = message, tuple(places), tuple(possible)
        self.instance, self.title = instance, title

    def waits_in(self, instance: str, title: Said) -> NotAwaited:
        """The refusal with the instance that waits for the message."""
        return NotAwaited(self.message, self.places, self.possible, instance=instance, title=title)

    def parts(self) -> Mapping[str, object]:
        """Where it is, or which instance waits."""
        return {"message": clipped(self.message), "now": self._now()}

    def _now(self) -> Said:
        if self.instance:
            return Said(
                "Det gör ”{title}”. Skicka meddelandet dit: {instance}.",
                "“{title}” does. Send the message there: {instance}.",
            ).fill(title=self.title, instance=self.instance)
        last = Said("och", "and")
        places = Said.each(
            lambda language: listed(
                [QUOTED.fill(words=each).say(language) for each in self.places], last.say(language)
            )
        )
        return Said("Den är i {places}.", "It is at {places}.").fill(places=places)


class ConditionNotMet(Refusal):
    """The choice's condition is false. `because` is why: the owner's sentence, or what of the condition is not so;
    `condition` is its text in the file.
    """

    sentence = Said("Det går inte ännu: {because}", "Not possible yet: {because}")

    def __init__(self, because: Said, condition: str) -> None:
        super().__init__()
        self.because, self.condition = because, condition


class NotTaken(Refusal):
    """A step was to be given back that nobody has taken. `title`: the step's."""

    sentence = Said(
        "Ingen har tagit steget ”{title}”, så det finns inget att lämna tillbaka.",
        "Nobody has taken the step “{title}”, so there is nothing to give back.",
    )

    def __init__(self, title: Said) -> None:
        super().__init__()
        self.title = title


class MovedOn(Refusal):
    """The instance is at another revision than the caller saw."""

    sentence = Said(
        "Någon har gått vidare sedan du såg sidan (du såg läge {seen}, nu är läget {now}). Läs om och välj igen.",
        "Somebody has moved on since you looked (you saw revision {seen}, it is now {now}). Read again and choose again.",
    )

    def __init__(self, seen: int, now: int) -> None:
        super().__init__()
        self.seen, self.now = seen, now


class NotRunning(Refusal):
    """The instance has ended or been cancelled."""

    sentence = Said(
        "Den här rutinen är redan avslutad ({how}). Inget mer kan göras i den.",
        "This routine has already ended ({how}). Nothing more can be done in it.",
    )

    def __init__(self, status: str, outcome: str | None) -> None:
        super().__init__()
        self.status, self.outcome = status, outcome or status

    def parts(self) -> Mapping[str, object]:
        """How it ended in words."""
        return {"how": Said("avbruten", "cancelled") if self.status == "cancelled" else self.outcome}


class Stale(Refusal):
    """A timer, message or delivery for a visit that is over: nothing to do, and no fault."""

    sentence = Said(
        "Det gäller ett steg som redan är lämnat; inget har ändrats.",
        "It concerns a step that has already been left; nothing has changed.",
    )


class CannotUndo(Refusal):
    """The last choice can't be taken back. `why`: nothing, other, elsewhere, late, sent."""

    sentence = Said(
        "Valet går inte att ångra: {why} Gör en rättelse i stället, med en orsak.",
        "The choice can't be taken back: {why} Make a correction instead, with a reason.",
    )

    WHY: ClassVar[Mapping[str, Said]] = {
        "nothing": Said("det finns inget val att ångra.", "there is no choice to take back."),
        "other": Said("något annat har hänt efter valet.", "something else has happened since."),
        "elsewhere": Said(
            "det som går att ångra valdes i en annan rutin. Gör det där.",
            "what can be taken back was chosen in another routine. Do it there.",
        ),
        "late": Said("tiden för att ångra har gått ut.", "the time for it has run out."),
        "sent": Said("något har redan skickats.", "something has already been sent."),
    }

    def __init__(self, why: str) -> None:
        super().__init__()
        self.why = why

    def parts(self) -> Mapping[str, object]:
        """The reason in words."""
        return {"why": self.WHY[self.why]}


class Incident(RutinError):
    """Expected trouble in a run that needs a person (an automatic loop that slipped through, a called routine that is not published)."""

    sentence = Said(
        "Rutinen kom inte vidare av sig själv: {why} Kontakta den som ansvarar för rutinen.",
        "The routine could not go on by itself: {why} Contact the owner of the routine.",
    )

    def __init__(self, why: Said) -> None:
        super().__init__()
        self.why = why
