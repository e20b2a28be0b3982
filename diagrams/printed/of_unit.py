"""All that a unit has open now, as a form: each case where it stands, who has it, its times, what is next, and lines to go on by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from random import Random

from diagrams.printed.form import Block, Form, Line, Part
from diagrams.printed.lines import NextKey, limit_of, line_of
from diagrams.printed.of_routine import keys_of, people_of
from diagrams.words.printed import say
from diagrams.words.speech import Speech, spoken
from diagrams.words.standing_rules import by_heading
from engine.model.facts import shown
from engine.model.routine import Routine, State
from engine.model.standing_rules import rules_of
from engine.run.context import Context, words_of
from engine.run.events import choosing
from engine.run.events.incidents import sentence
from engine.run.instance import Instance, Token
from engine.values.moment_words import moment_in_words
from engine.values.paper_key import new_form

SPARE = 2
"""Lines of a case that are left free: for what is done after the steps that are open now."""


def form_of_unit(
    unit: str,
    cases: Sequence[tuple[Routine, Instance]],
    chance: Random,
    *,
    at: datetime,
    language: str,
    context: Context,
    routines: Mapping[str, Routine],
    name_of: Callable[[str], str],
    unreadable: int = 0,
) -> Form:
    """The unit's form with a number of its own, as it is `at` a moment of the organisation's zone.

    `routines` gives the titles of those that are called, `name_of` what somebody is called by their subject. `unreadable`: how many cases
    more there are, which could not be read.
    """
    number = new_form(chance)
    next_key = keys_of(number)
    told = [_Case(routine, instance, at, language, context, routines, name_of) for routine, instance in cases]
    lead = [say(each, language) for each in ("what is printed", "register", "destroy")]
    if unreadable:
        lead.append(say("unreadable", language, count=unreadable))
    count = say("one case", language) if len(cases) == 1 else say("cases", language, count=len(cases))
    return Form(
        language=language,
        number=number,
        title=say("open in", language, unit=unit),
        under=say(
            "printed",
            language,
            at=moment_in_words(at).say(language),
            count=count if cases else say("no cases", language),
        ),
        lead=tuple(lead),
        emergencies=tuple(dict.fromkeys(each.emergency for each in told if each.emergency)),
        people=tuple(dict.fromkeys(person for each in told for person in people_of(each.speech))),
        blocks=tuple(each.block(next_key) for each in told),
    )


class _Case:
    """One case as it stands."""

    def __init__(
        self,
        routine: Routine,
        instance: Instance,
        at: datetime,
        language: str,
        context: Context,
        routines: Mapping[str, Routine],
        name_of: Callable[[str], str],
    ) -> None:
        said_in = spoken(routine, language)
        values = words_of(routine, instance.facts, context, said_in)
        self.speech = Speech(routine=routine, language=said_in, routines=routines, values=values)
        self.instance, self.at, self.zone = instance, at, context.zone
        self.title_of = lambda id, language: routines[id].title.say(language) if id in routines else id
        self.name_of = name_of

    @property
    def emergency(self) -> str | None:
        """What the routine says of danger."""
        words = self.speech.routine.emergency
        return self.speech.text(words) if words else None

    def block(self, next_key: NextKey) -> Block:
        routine, language = self.speech.routine, self.speech.language
        seen = tuple(choosing.seen(routine, self.instance))
        lines = tuple(self._line(token, state, next_key) for token, state in seen)
        return Block(
            title=routine.title.say(language),
            about=tuple(self._about()),
            rules=by_heading(
                routine, rules_of(routine, *(state for _, state in seen)), self.speech.text, language
            ),
            parts=(Part(title="", lines=lines),),
            spare=tuple(next_key() for _ in range(SPARE)),
            spare_title=say("spare next", language),
        )

    def _about(self) -> Iterator[tuple[str, str]]:
        language, facts = self.speech.language, self.speech.routine.facts
        yield say("owner", language), self.name_of(self.instance.owner)
        yield say("began", language), self._when(self.instance.started_at)
        for name, value in self.instance.facts.items():
            yield facts[name].title.say(language), shown(facts[name], value, language, self.zone)

    def _line(self, token: Token, state: State, next_key: NextKey) -> Line:
        """The step with what is known of it: since when it is open, who has taken it, and when its times are."""
        language = self.speech.language
        line = line_of(state, self.speech, next_key)
        timers = {timer.index: timer for timer in state.timers}
        told = [say("opened", language, at=self._when(token.since))]
        if token.taken_by is not None:
            told.append(say("taken by", language, who=self.name_of(token.taken_by)))
        stands = sentence(self.speech.routine, token, language, self.title_of)
        return replace(
            line,
            who=", ".join(filter(None, (line.who, *told))),
            caution=" ".join(
                filter(None, (stands and say("stands still", language, why=stands), line.caution))
            )
            or None,
            limits=tuple(
                limit_of(timers[each.index], self._when(each.due), self.speech)
                for each in self.instance.timers
                if each.visit == token.visit
            ),
        )

    def _when(self, moment: datetime) -> str:
        return moment_in_words(moment.astimezone(self.zone), self.at).say(self.speech.language)
