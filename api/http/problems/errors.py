"""What the API itself says no with, beside what the engine does."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from math import ceil

from diagrams.errors import CannotDraw
from engine.errors.root import RutinError
from engine.errors.store import StoreTrouble
from engine.problems import clipped
from engine.said import Said, joined


class SignInNeeded(RutinError):
    """No token, or one that is not valid."""

    sentence = Said(
        "Begäran saknar en giltig nyckel. Skicka rubriken Authorization: Bearer, följd av nyckeln.",
        "The request has no valid token. Send the header Authorization: Bearer, followed by the token.",
    )

    def __init__(self, *, given: bool) -> None:
        super().__init__()
        self.given = given


class HeaderWrong(RutinError):
    """A header that can't be read; the sentence names it and what it must look like."""

    def __init__(self, sentence: Said) -> None:
        super().__init__()
        self.sentence = sentence

    def said(self) -> Said:
        """The sentence as it came."""
        return self.sentence


class FieldsWrong(RutinError):
    """Fields of the request that are missing or wrong. `fields`: name → sentence."""

    sentence = Said("Begäran är fel ifylld: {all}", "The request is filled in wrongly: {all}")

    def __init__(self, fields: Mapping[str, Said]) -> None:
        super().__init__()
        self.fields = dict(fields)

    def parts(self) -> Mapping[str, object]:
        """The sentences as one text."""
        return {"all": joined(self.fields.values())}


class MediaTypeWrong(RutinError):
    """The content is not said to be JSON."""

    sentence = Said(
        "Innehållet ska vara JSON och ha rubriken Content-Type: application/json.",
        "The content must be JSON and have the header Content-Type: application/json.",
    )


class NoSuchAddress(RutinError):
    """No endpoint has this path."""

    sentence = Said(
        "Det finns inget på adressen {path}. Alla adresser står på sidan /docs.",
        "There is nothing at the address {path}. All addresses are listed on the page /docs.",
    )

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = clipped(path, 80)


class MethodNotAllowed(RutinError):
    """The path exists, but not for this method."""

    sentence = Said(
        "Adressen tar inte emot {method}. Den tar emot: {allowed}.",
        "The address does not take {method}. It takes: {allowed}.",
    )

    def __init__(self, method: str, allowed: str) -> None:
        super().__init__()
        self.method, self.allowed = clipped(method, 20), allowed


class TooLarge(RutinError):
    """The content is larger than any command needs."""

    sentence = Said(
        "Innehållet är för stort: en begäran får ha högst 64 KiB.",
        "The content is too large: a request may have at most 64 KiB.",
    )


class TooSlow(RutinError):
    """The request did not arrive in time."""

    sentence = Said(
        "Begäran kom inte fram i tid. Skicka den igen; samma Idempotency-Key gör inget två gånger.",
        "The request did not arrive in time. Send it again; the same Idempotency-Key does nothing twice.",
    )


class Busy(RutinError):
    """Every connection that there is room for is being answered."""

    sentence = Said(
        "Servern har fullt upp just nu. Försök igen om några sekunder.",
        "The server has its hands full just now. Try again in some seconds.",
    )


class TooMany(RutinError):
    """Somebody asks oftener than the settings allow. `after`: seconds until they may ask again; `is_first`: they are told so for the
    first time in this while."""

    sentence = Said(
        "Det kom för många försök på kort tid. Vänta {after} sekunder och försök igen.",
        "There were too many tries in a short time. Wait {after} seconds and try again.",
    )

    def __init__(self, after: float, *, is_first: bool = False) -> None:
        super().__init__()
        self.after, self.is_first = ceil(after), is_first


class OnlyOnThisMachine(RutinError):
    """Demonstration mode was asked from elsewhere, or under another name."""

    sentence = Said(
        "Demonstrationsläget svarar bara på den egna datorn, på adressen 127.0.0.1 eller localhost.",
        "Demonstration mode answers only on this machine, at the address 127.0.0.1 or localhost.",
    )


class FromElsewhere(RutinError):
    """A form was sent that does not stand on a page of ours."""

    sentence = Said(
        "Formuläret skickades inte från en sida i Rutin, och inget har ändrats. Öppna sidan i Rutin och försök igen.",
        "The form was not sent from a page of Rutin, and nothing has been changed. Open the page in Rutin and try again.",
    )


class NotReady(RutinError):
    """Nothing is published."""

    sentence = Said(
        "Inga rutiner är publicerade. Publicera med kommandot rutin publish.",
        "No routines are published. Publish with the command rutin publish.",
    )


class Leaving(RutinError):
    """The server has been told to stop, and finishes what it has."""

    sentence = Said(
        "Servern stängs. Försök igen om en stund.", "The server is leaving. Try again in a while."
    )


class Saved(RutinError):
    """A command is kept, but its answer can't be made; the cause is what went wrong with the answer."""

    sentence = Said(
        "Det du gjorde är sparat, men svaret går inte att visa. Gör det inte igen: hämta läget på nytt. "
        "Går det inte heller, säg till den som sköter Rutin och nämn {error_id}.",
        "What you did is saved, but the answer can't be shown. Do not do it again: get where it is anew. "
        "If that fails too, tell whoever runs Rutin, with {error_id}.",
    )

    def __init__(self, instance: str, revision: int) -> None:
        super().__init__()
        self.instance, self.revision, self.error_id = instance, revision, _error_id()


class NotAllHandedOver(RutinError):
    """Some of what somebody has could not be handed over. `handed_over`: what was; `refused`: each of the others, with why not.

    `next`: the address that goes on with the rest, None where that was all.
    """

    sentence = Said(
        "{done} av {of} är överlämnade. De andra har kvar sin ägare. Lämna över dem en och en, till någon som kan ta över.",
        "{done} of {of} are handed over. The others keep their owner. Hand them over one by one, to somebody who can take over.",
    )

    def __init__(self, handed_over: Sequence[str], refused: Mapping[str, str], next: str | None) -> None:
        super().__init__()
        self.handed_over, self.next = list(handed_over), next
        self.refused = [{"instance": id, "detail": why} for id, why in refused.items()]

    def parts(self) -> Mapping[str, object]:
        """How many."""
        done = len(self.handed_over)
        return {"done": done, "of": done + len(self.refused)}


class Unavailable(StoreTrouble):
    """The database can't be used, as anybody may be told it; the log has the cause under `error_id`."""

    def __init__(self, trouble: StoreTrouble) -> None:
        self.error_id = _error_id()
        super().__init__(_TELL.fill(what=trouble.for_anybody, error_id=self.error_id))


class NotDrawn(CannotDraw):
    """A picture can't be drawn, as anybody may be told it; the log has the cause under `error_id`."""

    def __init__(self) -> None:
        self.error_id = _error_id()
        super().__init__(_TELL.fill(what=_ELSE_WELL, error_id=self.error_id))


_ELSE_WELL = Said("allt annat fungerar.", "all else works.")
_TELL = Said(
    "{what} Säg till den som sköter Rutin om det fortsätter, och nämn {error_id}.",
    "{what} Tell whoever runs Rutin if it goes on, with {error_id}.",
)


class Ended(RutinError):
    """A thread that should be at work is not; `what` says what it did, as the end of «the part that …»."""

    sentence = Said(
        "Den del av servern som {what} har stannat. Starta om Rutin.",
        "The part of the server that {what} has stopped. Start Rutin again.",
    )

    def __init__(self, what: Said) -> None:
        super().__init__()
        self.what = what


class Unexpected(RutinError):
    """A fault of ours; `error_id` is how it is found in the log."""

    sentence = Said(
        "Något gick fel hos oss. Försök igen, eller säg till den som sköter Rutin och nämn {error_id}.",
        "Something went wrong on our side. Try again, or tell whoever runs Rutin, with {error_id}.",
    )

    def __init__(self) -> None:
        super().__init__()
        self.error_id = _error_id()


def _error_id() -> str:
    return secrets.token_hex(6)
