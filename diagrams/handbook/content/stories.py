"""A routine's scenarios as sections of its training part, as the engine plays them: what is decided, and what comes by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from diagrams.handbook.document import Moments, Paragraph, Section, anchor
from diagrams.storyboard.cards import TooLong, storyboard
from diagrams.storyboard.story import Card
from diagrams.words.handbook import say
from diagrams.words.phrases import lowered
from diagrams.words.speech import Speech
from engine.model.scenario import Scenario
from engine.scenarios.play import Failed

_FEWEST_IN_A_RANGE = 3


def stories_of(speech: Speech) -> tuple[Section, ...]:
    """One section with a part for each scenario; () for a routine without any. One that can't be told says why in its place."""
    scenarios = enumerate(speech.routine.scenarios, 1)
    parts = tuple(_part(speech, number, scenario) for number, scenario in scenarios)
    if not parts:
        return ()
    intro = Paragraph(text=say("stories text", speech.language))
    id, title = anchor(speech.routine.id, "section-stories"), say("stories", speech.language)
    return (Section(id=id, title=title, blocks=(intro,), parts=parts, own_page=True, columns=2),)


def _part(speech: Speech, number: int, scenario: Scenario) -> Section:
    title = scenario.title.say(speech.language)
    return Section(
        id=anchor(speech.routine.id, f"story-{number}"),
        title=title,
        blocks=(_story(speech, scenario, title),),
    )


def _story(speech: Speech, scenario: Scenario, title: str) -> Moments | Paragraph:
    """What happens, or why that can't be told."""
    language, routines = speech.language, {**speech.routines, speech.routine.id: speech.routine}
    try:
        played = storyboard(speech.routine, scenario, routines, language=language, settings=speech.settings)
    except TooLong as long:
        return Paragraph(text=say("story too long", language, most=long.most))
    if isinstance(played, Failed):
        return Paragraph(text=say("story does not play", language, why=played.why.say(language)))
    *told, (over, end) = _told(played.cards, language)
    if told and told[-1][0] != over:  # How it ended needs no line of its own.
        end = f"{over}: {end}"
    at_once = groupby([*told, (told[-1][0] if told else over, end)], key=lambda moment: moment[0])
    moments = tuple((clock, " ".join(sentence for _, sentence in run)) for clock, run in at_once)
    return Moments(title=title, moments=moments)


def _told(cards: Sequence[Card], language: str) -> Iterator[tuple[str, str]]:
    """(Clock, sentence) of each card but the start. Steps that are done as usual, one after the other, are one sentence."""
    happened = (card for card in cards if card.kind != "start")
    for (is_usual, elsewhere), group in groupby(happened, key=lambda card: (card.usual, card.elsewhere)):
        run = list(group)
        if is_usual:
            place = _place(_steps([card.step or "" for card in run]), elsewhere, language)
            yield run[0].clock, f"{place} {say('as usual', language)}"
            continue
        for card in run:
            yield card.clock, _sentence(card, language)


def _sentence(card: Card, language: str) -> str:
    """«Steg 2: Medarbetare väljer ”Jag har glömt lösenordet”.», «Steg 2, efter 15 minuter: påminnelse.»; what is said then stands at the
    step itself."""
    if card.kind == "end" and not card.step:
        return f"{card.title}."
    if card.kind == "end" or not card.step:
        return f"{card.title}. {card.caption}"
    place = _place(card.step, card.elsewhere, language)
    return f"{place}, {lowered(card.title)}." if card.kind == "timer" else f"{place}: {card.caption}"


def _place(steps: str, elsewhere: str | None, language: str) -> str:
    """«Steg 2», «Stödpass, steg 2»."""
    place = say("step", language, number=steps)
    return f"{elsewhere}, {lowered(place)}" if elsewhere else place


def _steps(numbers: Sequence[str]) -> str:
    """«1, 2a, 4–8»: the numbers with those in a row as a range."""
    runs: list[list[str]] = []
    for number in numbers:
        if runs and number.isdecimal() and runs[-1][-1].isdecimal() and int(number) == int(runs[-1][-1]) + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(
        f"{run[0]}–{run[-1]}" if len(run) >= _FEWEST_IN_A_RANGE else ", ".join(run) for run in runs
    )
