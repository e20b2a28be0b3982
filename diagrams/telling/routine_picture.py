"""A routine, and where an instance of it is, becomes a picture: the main flow, its branches, asides, and events."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from diagrams.picture import Arrow, Chain, LinkedBox, Panel, Picture, Row, Section
from diagrams.telling.boxes import Boxes
from diagrams.telling.flows import FlowChains
from diagrams.telling.heat import Heat
from diagrams.telling.legend import legend
from diagrams.telling.progress import passed
from diagrams.telling.roles import marks
from diagrams.telling.taken import Taken
from diagrams.words.phrases import lowered
from diagrams.words.pictures import say
from diagrams.words.speech import Speech, spoken
from engine.figures.statistics import Statistics
from engine.model.numbering import after_events, letter, numbers, place
from engine.model.routine import MAIN, Choice, End, Routine, Together
from engine.run.instance import Instance
from engine.run.trace import Stop


def picture_of(
    routine: Routine,
    *,
    instance: Instance | None = None,
    visited: frozenset[str] = frozenset(),
    taken: Sequence[Stop] = (),
    statistics: Statistics | None = None,
    language: str = "sv",
    routines: Mapping[str, Routine] | None = None,
    settings: Mapping[str, str] | None = None,
) -> Picture:
    """The picture of a routine. With `instance`, where it is; `visited` are states that it has been through, as far as is known.

    `taken` is the whole way that it has taken: it is drawn with its times. With `statistics`, how long each step takes.

    `routines` are those whose titles may be needed, by id; `settings` fill `{settings.…}` in texts. A routine that is not written in
    `language` is told in its own, the picture's words too.
    """
    language = spoken(routine, language)
    speech = Speech(routine=routine, language=language, routines=routines or {}, settings=settings or {})
    way = Taken(routine, taken) if taken else None
    heat = Heat(statistics, language) if statistics else None
    visited = visited | (way.states if way else frozenset())
    done, now = _progress(routine, instance, visited)
    made = Boxes(speech, marks(speech), done, now, is_history=bool(visited), taken=way, heat=heat)
    main = FlowChains(routine, MAIN, made)
    whole = Panel(id=MAIN, side="main", sections=tuple(main.main(Row(box=made.start()))))
    panels = (*_flow_panels(routine, main, made, whole), *_event_panels(routine, main, made))
    return Picture(
        id=routine.id,
        language=language,
        title=speech.text(routine.title),
        subtitle=_subtitle(speech),
        emergency=speech.text(routine.emergency) if routine.emergency else None,
        here=_here(speech, instance),
        panels=panels,
        legend=legend(panels, made),
        notes=(heat.note(),) if heat else (),
    )


def _progress(
    routine: Routine, instance: Instance | None, visited: frozenset[str]
) -> tuple[frozenset[str], frozenset[str]]:
    """The states that are passed, and those that are active. An end that was reached is passed, also while other branches go on."""
    if instance is None:
        return visited, frozenset()
    active = frozenset(token.state for token in instance.tokens.values())
    ended = frozenset(state for state in active if isinstance(routine.states[state], End))
    now = active - ended if instance.status == "running" else frozenset[str]()
    return (visited | passed(routine, instance) | ended) - now, now


def _flow_panels(routine: Routine, chains: FlowChains, made: Boxes, panel: Panel) -> Iterator[Panel]:
    """The flow, given as its `panel`: after each section that ends in branches those branches, and then its asides; last the branches of
    states beside the path.
    """
    part: list[Section] = []
    for section in panel.sections:
        part.append(section)
        end = routine.states.get(section.chain.rows[-1].box.id)
        if end and end.id in chains.inline and isinstance(end, Together):
            yield replace(panel, sections=tuple(part))
            part = []
            for branch in end.flows:
                yield from _branch_panels(routine, branch, made, panel.id)
    if part:
        yield replace(panel, sections=tuple(part))
    for aside in chains.asides:
        yield Panel(id=f"aside.{aside.root}", side="aside", sections=(chains.aside(aside),))
    if chains.lost:
        yield Panel(id=f"lost.{chains.flow}", side="aside", sections=(chains.stray(),))
    for state in routine.flows[chains.flow].states:
        together = routine.states[state]
        if isinstance(together, Together) and state not in chains.inline:
            for branch in together.flows:
                yield from _branch_panels(routine, branch, made, None)


def _branch_panels(routine: Routine, flow: str, made: Boxes, within: str | None) -> Iterator[Panel]:
    """A branch: `within` the flow at whose path it stands, or else by itself."""
    chains = FlowChains(routine, flow, made)
    parent = routine.states[routine.flows[flow].parent or ""]
    assert isinstance(parent, Together)
    number = f"{numbers(routine).get(parent.id, '')}{letter(parent.flows.index(flow))}"
    named = made.speech.text(routine.flows[flow].title)
    title = say("together", made.speech.language, number=number, title=named)
    origin = made.origin(routine.flows[flow].initial, (parent.id,))
    first, *rest = chains.main(None if within else Row(box=origin))
    inner = f"{title} · {first.title}" if first.title else title
    sections = (replace(first, title=inner, who=first.who if first.who != named else None), *rest)
    yield from _flow_panels(
        routine,
        chains,
        made,
        Panel(id=flow, side="branch", sections=sections, within=within, origin=origin if within else None),
    )


def _event_panels(routine: Routine, main: FlowChains, made: Boxes) -> Iterator[Panel]:
    roots = after_events(routine)
    for index, choice in enumerate(routine.anytime):
        root = roots.get(choice.id)
        own = main.after_event(root, choice.roles) if root else None
        yield Panel(id=f"anytime.{choice.id}", side="event", sections=(_event(choice, index, made, own),))


def _event(choice: Choice, index: int, made: Boxes, own: Chain | None) -> Section:
    """The event and what follows it: a routine that is started, and the states that it alone leads to, or a link to where it goes."""
    label = made.speech.text(choice.label)
    *boxes, last = made.answer(choice, index)
    rows = [Row(box=made.event(choice)), *(Row(box=box, arrow=Arrow()) for box in boxes)]
    links: tuple[LinkedBox, ...] = (LinkedBox(arrow=Arrow(), box=last),)
    if own:
        rows += own.rows
        links = own.links
    return Section(
        title=say("at any time", made.speech.language, title=lowered(label)),
        who=made.speech.roles(choice.roles) or None,
        chain=Chain(rows=tuple(rows), links=links),
    )


def _subtitle(speech: Speech) -> str:
    """«Version 2 · beslutad av Enhetschef 2023-01-09 · gäller tills vidare»."""
    head, language = speech.routine.head, speech.language
    said = [say("version", language, number=speech.routine.version)]
    by = speech.text(head.approved_by) if head.approved_by else None
    on = head.approved_on.isoformat() if head.approved_on else None
    if by and on:
        said.append(say("approved by on", language, by=by, on=on))
    elif by:
        said.append(say("approved", language, by=by))
    elif on:
        said.append(say("approved on", language, on=on))
    if head.valid_until:
        said.append(say("valid", language, until=speech.text(head.valid_until)))
    return " · ".join(said)


def _here(speech: Speech, instance: Instance | None) -> str | None:
    if instance is None:
        return None
    language = speech.language
    if instance.status == "cancelled":
        return say("cancelled", language)
    if instance.status == "ended":
        ends = [token.state for token in instance.tokens.values() if token.flow == MAIN]
        title = speech.title(ends[0]) if ends else instance.outcome
        return say("ended", language, title=title)
    resting = [speech.routine.states[token.state] for token in instance.tokens.values()]
    places = [_place(speech, state.id) for state in resting if not isinstance(state, End | Together)]
    return say("you are here", language, places="; ".join(places))


def _place(speech: Speech, state: str) -> str:
    title, number = speech.title(state), numbers(speech.routine).get(state, "")
    counted = place(speech.routine, state)
    if counted:
        return say("of", speech.language, number=counted[0], of=counted[1], title=title)
    return f"{lowered(say('step', speech.language, number=number))}, {title}"
