"""What requests may hold, as OpenAPI shows it. What is wrong is refused before the engine sees it."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    JsonValue,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    WrapValidator,
    field_validator,
)
from pydantic_core import PydanticCustomError

from api.http.request.dates import Day, Moment
from engine.values.paper_key import read_key
from engine.values.visible import has_hidden, is_filled_in

_ID = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)

_FIELD = re.compile(r"[a-z][a-z0-9_]{0,39}(-day|-clock)?", re.ASCII)


def _id(value: str) -> str:
    if not _ID.fullmatch(value):
        raise PydanticCustomError("not_an_id", "not an id")
    return value


def _field_name(value: str) -> str:
    if not _FIELD.fullmatch(value):
        raise PydanticCustomError("not_an_id", "not an id")
    return value


def _written(value: str) -> str:
    text = unicodedata.normalize("NFC", value).strip()
    if has_hidden(text):
        raise PydanticCustomError("invisible_characters", "invisible characters")
    if not is_filled_in(text):
        raise PydanticCustomError("string_too_short", "empty")
    return text


def _or_exact(value: Any, read: ValidatorFunctionWrapHandler) -> Any:
    """A number that no float can hold goes on as it is: the fact says what it may have."""
    return value if isinstance(value, Decimal) else read(value)


TOKEN_ID = "^[0-9a-f]{12}$"

Id = Annotated[str, AfterValidator(_id), Field(json_schema_extra={"pattern": f"^{_ID.pattern}$"})]
Sentence = Annotated[str, Field(min_length=1, max_length=300), AfterValidator(_written)]
FieldName = Annotated[
    str,
    AfterValidator(_field_name),
    Field(json_schema_extra={"pattern": f"^{_FIELD.pattern}$"}),
]
Reason = Annotated[str, Field(min_length=1, max_length=500), AfterValidator(_written)]
UnitName = Annotated[str, Field(min_length=1, max_length=80), AfterValidator(_written)]
Subject = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_written)]
Facts = Annotated[
    dict[Id, Annotated[JsonValue, WrapValidator(_or_exact)]],
    Field(
        max_length=200,
        description="Fact → value: a text, a number, `true` or `false`, an option, a list of options, a date "
        "`2026-03-01`, or a moment with its time zone `2026-03-01T08:30:00+01:00`.",
    ),
]


class Content(BaseModel):
    """What every request's content has in common: a field that does not exist is refused, not overlooked."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _paper_key(value: str) -> str:
    key = read_key(value)
    if key is None:
        raise PydanticCustomError("not_a_paper_key", "not a paper key")
    return str(key)


class Afterwards(Content):
    """What was done without Rutin, and is registered afterwards."""

    done_at: Moment | None = Field(
        default=None,
        description="When it was done, where that is earlier than now: not before the step opened. Times are counted from then.",
    )
    paper: Annotated[str, Field(max_length=40), AfterValidator(_paper_key)] | None = Field(
        default=None,
        description="The key of the line on paper (`rutin paper`) that it is registered from, such as `KTMRPX-4R`.",
    )


class NewInstance(Afterwards):
    """Start a routine."""

    routine: Id
    version: int | None = Field(
        default=None,
        ge=1,
        le=2**31 - 1,
        description="With `done_at`: the version that was followed on paper. The newest if left out.",
    )
    facts: Facts = Field(default_factory=dict)

    unit: UnitName | None = Field(
        default=None,
        description="The unit it is done in. Needed only by those who may start it in several units.",
    )

    @field_validator("version")
    @classmethod
    def _of_what_began_on_paper(cls, version: int | None, known: ValidationInfo) -> int | None:
        if version is not None and known.data.get("done_at") is None:
            raise PydanticCustomError("version_without_done_at", "only with done_at")
        return version


class TakenChoice(Afterwards):
    """Take a choice in a step."""

    state: Id = Field(description="The step's `state`.")
    choice: Id = Field(description="One of the step's `choices`.")
    facts: Facts = Field(default_factory=dict)
    checked: list[int] = Field(
        default_factory=list,
        max_length=100,
        description="The ticked items of the step's checklist, by `item`.",
    )


class Correction(Content):
    """Change facts afterwards. The old values stay in the history; `null` takes a value away."""

    facts: Facts
    reason: Reason


class Cancellation(Content):
    """End an instance early."""

    reason: Reason


class Resolution(Content):
    """See to what stands still. One of the step's `ways_on`."""

    state: Id = Field(description="The step's `state`.")
    way: Literal["again", "outcome", "step"]
    target: Id | Literal[""] = Field(default="", description="As in `ways_on`.")
    reason: Reason


class StepName(Content):
    """Name a step."""

    state: Id


class Filled(Content):
    """What is filled in of a step that is half done."""

    state: Id = Field(description="The step's `state`.")
    checked: list[int] = Field(
        default_factory=list,
        max_length=100,
        description="The ticked items of the step's checklist, by `item`.",
    )
    typed: dict[FieldName, Annotated[list[Annotated[str, Field(max_length=2000)]], Field(max_length=100)]] = (
        Field(
            default_factory=dict,
            max_length=200,
            description="Fact → the texts as they were typed, right or wrong; of a moment two, as `<fact>-day` and `<fact>-clock`.",
        )
    )
    seen: int | None = Field(
        default=None,
        ge=0,
        le=2**31 - 1,
        description="The `number` of what you began from, 0 for nothing. Where somebody has saved since, yours is refused. Left out: "
        "whatever is there is replaced.",
    )


class NewSuggestion(Content):
    """Suggest a change of a routine."""

    routine: Id
    version: int | None = Field(
        default=None, ge=1, le=2**31 - 1, description="The version that it is about; the newest if left out."
    )
    state: Id | None = Field(default=None, description="The step that it is about, if it is about one.")
    text: Sentence


class SuggestionAnswer(Content):
    """Answer a suggestion."""

    suggestion: Annotated[str, Field(pattern="^[0-9a-f]{20}$", description="Its `id`.")]
    text: Sentence


class Successor(Content):
    """Hand over to somebody."""

    to: Subject = Field(description="The subject of the person who takes over.")


class HandOverAll(Content):
    """Hand over all that somebody has open in a unit."""

    to: Subject = Field(description="The subject of the person who takes over.")
    unit: UnitName
    of: Subject | None = Field(
        default=None, description="Whose; yours if left out. Others': by the unit's manager."
    )


TokenId = Annotated[str, Field(pattern=TOKEN_ID, description="The `id` of one token, as the list has it.")]


class EndedTokens(Content):
    """End somebody's tokens."""

    subject: Subject = Field(description="Whose.")
    token: TokenId | None = Field(default=None, description="One of them; all if left out.")
    until: Day | None = Field(
        default=None,
        description="The last day they work, in the organisation's zone; they end now if left out.",
    )


class ForgottenPerson(Content):
    """Forget who somebody was."""

    subject: Subject = Field(description="Whom.")


class SignedOutPerson(Content):
    """Sign somebody out of the pages."""

    subject: Subject = Field(description="Whom.")


class DeliveryName(Content):
    """A delivery by its id."""

    delivery: Annotated[
        str,
        Field(
            pattern=r"^([0-9a-z_-]{1,40}-[0-9]{1,9}|[0-9a-f]{24})$",
            description="Its `id`, as the list has it.",
        ),
    ]


class NewMessage(Afterwards):
    """A message that a step waits for, with the facts that it brings."""

    message: Id
    facts: Facts = Field(default_factory=dict)
