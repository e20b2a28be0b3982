"""What is rehearsed of a routine: the stories that its file tells, line by line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from engine.values.texts import Text

MORNING = datetime(2026, 1, 12, 7, 0, tzinfo=UTC)
"""When what is rehearsed begins. Its clock shows the organisation's time and has no zone of its own: it is kept as if it were UTC."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Where something is written in its file: the line that it begins in, and the line of each of its keys, of a fact as `facts.name`."""

    line: int = 0
    keys: Mapping[str, int] = field(default_factory=dict)

    def at(self, key: str) -> int:
        """The line of the key; where it is not written, that of the group that it would stand in, or the first."""
        found = self.keys.get(key)
        if found is not None:
            return found
        return self.keys.get(key.partition(".")[0], self.line)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioLine:
    """One line of a scenario's `play`: exactly one of a person's choice (`actor` and `choice`), a `wait`, a `message` and a routine to
    `cancel`.

    `actor` is a role, and None where whoever may tells the message or cancels.
    `choice` is a choice's id, in `state` where several offer it. `routine` names the child
    that takes it, None for this one. `facts` are wire values; with `routine` they are texts as written, which
    `engine.model.facts.from_text` reads with that routine's facts. `checked`: whether the whole checklist is ticked; `delivered`:
    whether the mails and webhooks that the line leads to arrive; `refused`: whether it is to be
    refused; `same`: the step whose doer, or STARTER for whoever started, it is who chooses. `written` is where it stands in the file, for
    messages.
    """

    actor: str | None = None
    choice: str | None = None
    state: str | None = None
    routine: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    checked: bool = True
    delivered: bool = True
    wait: timedelta | None = None
    message: str | None = None
    cancel: str | None = None
    refused: bool = False
    same: str | None = None
    written: Written = field(default=Written(), compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A story that must play: a test for the owner, a storyboard for the trainer. `ends` is an outcome, or
    None when it stops half way.

    `by` is the role that starts, None for the first that may; `facts` are what it fills in at the start, by
    fact. What the start asks for and the scenario leaves out is made up by the player.
    """

    title: Text
    play: tuple[ScenarioLine, ...]
    ends: str | None
    by: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    written: Written = field(default=Written(), compare=False, repr=False)
