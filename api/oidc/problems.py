"""Why somebody does not get in by the organisation's sign-in."""

from __future__ import annotations

from typing import Literal

from engine.errors.root import RutinError
from engine.said import Said

Reason = Literal["silent", "over", "stopped", "weak", "roleless", "untrusted"]


class NotLetIn(RutinError):
    """Somebody does not get in. `reason` is what the start page tells them by; `why` is for the log, and nothing secret is in it."""

    reason: Reason
    sentence = Said("Inloggningen gick inte.", "The sign-in did not succeed.")

    def __init__(self, why: str = "") -> None:
        super().__init__()
        self.why = why


class Silent(NotLetIn):
    """The sign-in service does not answer, or with what nobody can use."""

    reason = "silent"
    sentence = Said(
        "Organisationens inloggning svarar inte just nu. Försök igen om en stund.",
        "The organisation's sign-in does not answer just now. Try again in a while.",
    )


class Over(NotLetIn):
    """The answer belongs to no sign-in that this browser has begun, or to one that is over."""

    reason = "over"


class Stopped(NotLetIn):
    """The person, or the sign-in service, stopped it."""

    reason = "stopped"


class Ended(NotLetIn):
    """The service has ended the sign-in: signed out there, put out of use, or too long ago."""

    reason = "over"


class Weak(NotLetIn):
    """They signed in by a weaker way than the organisation demands."""

    reason = "weak"


class Roleless(NotLetIn):
    """They signed in, and have no role here."""

    reason = "roleless"


class Untrusted(NotLetIn):
    """What came is not from the sign-in service, not for us, or not for now."""

    reason = "untrusted"
