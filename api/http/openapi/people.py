"""What requests about people may hold."""

from __future__ import annotations

from typing import Annotated

from pydantic import AwareDatetime, Field

from api.http.openapi.contents import Content, Id, Subject, UnitName

SEARCH_LENGTH = 100
MOST_AT_ONCE = 500

_LONGEST_TEXT = 300
"""More than any of them may have: what is too long is said in the engine's words."""

Text = Annotated[str, Field(max_length=_LONGEST_TEXT)]


class WrittenGrant(Content):
    """A role in a unit."""

    role: Id
    unit: UnitName


class PersonWritten(Content):
    """What is written down of somebody. What is left out is not known."""

    subject: Subject = Field(description="The id that they sign in with.")
    name: Text = ""
    mail: Text = Field(default="", description="Where notices go by mail.")
    phone: Text = Field(
        default="", description="Where notices go by SMS. A number that begins with a single 0 is Swedish."
    )
    grants: list[WrittenGrant] = Field(default_factory=list, max_length=100)


class GivenRole(Content):
    """A role in a unit that you manage, for somebody who works there. What is left out stays as it is."""

    subject: Subject = Field(description="The id that they sign in with.")
    name: Text = ""
    phone: Text = Field(default="", description="Where notices go by SMS.")
    role: Id
    unit: UnitName


class TakenRole(Content):
    """A role in a unit that you manage, which somebody is to hold no more."""

    subject: Subject = Field(description="Whose.")
    role: Id
    unit: UnitName


class ShiftToLetIn(Content):
    """Somebody without an account, who is to work a shift in a unit that you manage."""

    name: Text = Field(description="What they are called.")
    role: Id
    unit: UnitName
    until: AwareDatetime = Field(description="When the shift ends: in sixteen hours at most.")


class EndedShift(Content):
    """A shift that is over, or a code that is not to be used."""

    shift: Annotated[str, Field(pattern="^[0-9a-f]{20}$", description="As the list has it.")]


class PeopleWritten(Content):
    """People to be written down, all or none."""

    people: list[PersonWritten] = Field(min_length=1, max_length=MOST_AT_ONCE)
    dry_run: bool = Field(default=False, description="Only tell what would come of it.")
