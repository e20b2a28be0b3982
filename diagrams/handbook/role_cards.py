"""Role cards: what one role does, when, what it is told and whom it calls, across all routines of a set."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from diagrams.handbook.content.by_role import Notice, Share, Task, shares
from diagrams.handbook.content.chapter import contacts_of
from diagrams.handbook.content.instructions import anytime_instruction
from diagrams.handbook.content.order import in_reading_order
from diagrams.handbook.document import Contact
from diagrams.telling.roles import marks_of
from diagrams.words.handbook import say
from diagrams.words.speech import Speech, spoken
from diagrams.words.standing_rules import ByHeading, by_heading
from diagrams.words.undecided import speech_of
from engine.language.prose.sentences import sentences
from engine.model.routine import Routine
from engine.model.standing_rules import rules_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """A step on a card, as it is numbered everywhere; `times` say when something happens if it is not done."""

    number: str
    title: str
    times: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Duties:
    """What the role does in one routine."""

    routine: str
    duties: tuple[Duty, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What the role is told about steps: their numbers, the words, and when as short as in the picture."""

    numbers: str
    text: str
    when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearing:
    """What the role is told about others' steps, in one routine. On a card of several routines `steps` stand alone, without `news`."""

    routine: str
    steps: str
    news: tuple[News, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleCard:
    """One role's card. `sides` is how many sides of A5 it is to fit on; `events` are (what can happen at any time, what is done then);
    `paint` is the number of the role's colour, which is its alone on all cards of the set.

    `rules`: what always and never holds in the role's steps.

    A card of one routine is one side. A card of several is the two sides of one sheet, and tells less: a step has one time and
    names no documents or links, and the responsibility stands only where there are no steps to say it.
    """

    role: str
    title: str
    sides: int
    responsibility: str
    emergencies: tuple[str, ...]
    rules: ByHeading
    does: tuple[Duties, ...]
    events: tuple[tuple[str, str], ...]
    hears: tuple[Hearing, ...]
    contacts: tuple[Contact, ...]
    paint: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleCards:
    """The cards of a set of routines."""

    language: str
    cards: tuple[RoleCard, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """A role's share of one routine."""

    speech: Speech
    share: Share


def cards_of(
    routines: Sequence[Routine],
    *,
    language: str | None = None,
    known: Mapping[str, Routine] | None = None,
    settings: Mapping[str, str] | None = None,
) -> RoleCards:
    """A card for each role that does something or is told something; a role is the same in all routines that give it the same id.

    `language` None is the first routine's own; `known` and `settings` are as for the handbook.
    """
    ordered = in_reading_order(routines)
    said_in = spoken(ordered[0], language) if language else ordered[0].languages[0]
    around = {**(known or {}), **{each.id: each for each in ordered}}
    parts: dict[str, list[_Part]] = {}
    for routine in ordered:
        speech = speech_of(routine, said_in, around, settings or {})
        for share in shares(speech):
            if share.tasks or share.notices:
                parts.setdefault(share.role, []).append(_Part(speech, share))
    of_set = marks_of(around.values())
    return RoleCards(
        language=said_in,
        cards=tuple(_card(role, of_role, of_set[role].paint) for role, of_role in parts.items()),
    )


def only(cards: RoleCards, role: str) -> RoleCards | None:
    """The card of one role alone; None where it has none."""
    found = tuple(card for card in cards.cards if card.role == role)
    return RoleCards(language=cards.language, cards=found) if found else None


def _card(role: str, parts: Sequence[_Part], paint: int) -> RoleCard:
    acting = [part for part in parts if part.share.tasks]
    is_shared = len(parts) > 1
    emergencies = (
        part.speech.text(part.speech.routine.emergency) for part in parts if part.speech.routine.emergency
    )
    return RoleCard(
        role=role,
        title=parts[0].speech.roles((role,)),
        sides=2 if is_shared else 1,
        responsibility="" if is_shared and acting else _responsibility(role, parts),
        emergencies=tuple(dict.fromkeys(emergencies)),
        rules=_rules(acting),
        does=tuple(_duties(part, is_brief=is_shared) for part in acting),
        events=tuple(dict.fromkeys(event for part in acting for event in _events(part))),
        hears=tuple(_hearing(part, is_brief=is_shared) for part in parts if _notices(part)),
        contacts=tuple(dict.fromkeys(each for part in parts for each in _calls(part))),
        paint=paint,
    )


def _rules(parts: Sequence[_Part]) -> ByHeading:
    """What always and never holds in the role's steps, each sentence once."""
    found: dict[str, dict[str, None]] = {}
    for part in parts:
        routine, speech = part.speech.routine, part.speech
        rules = rules_of(routine, *(routine.states[task.state] for task in part.share.tasks))
        for heading, words in by_heading(routine, rules, speech.text, speech.language):
            found.setdefault(heading, {}).update(dict.fromkeys(words))
    return tuple((heading, tuple(words)) for heading, words in found.items())


def _responsibility(role: str, parts: Sequence[_Part]) -> str:
    """What the routines say that the role is responsible for, each sentence once."""
    told = (
        sentence.text
        for part in parts
        for responsibility in (part.speech.routine.roles[role].responsibility,)
        if responsibility
        for sentence in sentences(part.speech.text(responsibility))
    )
    return " ".join(dict.fromkeys(told))


def _calls(part: _Part) -> Iterator[Contact]:
    """Whom the routine names to call; a contact with the id of the role is the role itself."""
    people = contacts_of(part.speech).people
    return (
        each for id, each in zip(part.speech.routine.contacts, people, strict=True) if id != part.share.role
    )


def _duties(part: _Part, *, is_brief: bool) -> Duties:
    duties = (
        Duty(
            number=task.number,
            title=task.words(part.speech, is_brief=is_brief),
            times=_times(task, part, is_brief=is_brief),
        )
        for task in part.share.tasks
    )
    return Duties(routine=_title(part), duties=tuple(duties))


def _times(task: Task, part: _Part, *, is_brief: bool) -> tuple[str, ...]:
    """All of the step's times; where it is to be brief the first at which somebody else is told, else the first."""
    times = task.times
    if is_brief:
        reaching_others = [time for time in times if set(time.roles) - {part.share.role}]
        times = (*reaching_others, *times)[:1]
    return tuple(time.words(part.speech, part.share.role) for time in times)


def _events(part: _Part) -> Iterator[tuple[str, str]]:
    """What can happen at any time, in a routine where the role acts."""
    for choice in part.speech.routine.anytime:
        if not choice.roles or part.share.role in choice.roles:
            yield part.speech.text(choice.label), anytime_instruction(choice, part.speech).then


def _notices(part: _Part) -> tuple[Notice, ...]:
    """What the role is told, but for its own steps: there the card says when, at the step."""
    own = {task.state for task in part.share.tasks if task.is_own}
    return tuple(each for each in part.share.notices if each.state not in own)


def _hearing(part: _Part, *, is_brief: bool) -> Hearing:
    """The notices in order; those that say the same at the same time about several steps are one."""
    told = _notices(part)
    numbers: dict[tuple[str, str], list[str]] = {}
    for each in told:
        numbers.setdefault((each.text or each.title, each.short), []).append(each.number)
    news = (
        News(numbers=", ".join(dict.fromkeys(found)), text=text, when=when)
        for (text, when), found in numbers.items()
    )
    steps = ", ".join(dict.fromkeys(each.number for each in told))
    return Hearing(
        routine=_title(part),
        steps=say("the step", part.speech.language, number=steps),
        news=() if is_brief else tuple(news),
    )


def _title(part: _Part) -> str:
    return part.speech.text(part.speech.routine.title)
