"""A set of routines as one picture: which routine starts or calls which, and from where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import ceil, sqrt

from diagrams.picture import Arrow, Box, Branch, Chain, Line, Panel, Picture, Row, Section
from diagrams.telling.legend import kind_mark
from diagrams.words.phrases import enumerated
from diagrams.words.pictures import say
from diagrams.words.speech import Speech
from engine.model.numbering import numbers
from engine.model.routine import Call, Routine, Step

LOWEST = 4
"""So many routines stand below each other before there is another column."""

Relations = Mapping[str, Mapping[str, tuple[str, ...]]]
"""Routine → each routine that it leads to → the labels of all ways there."""


def map_of(
    routines: Sequence[Routine], *, language: str = "sv", settings: Mapping[str, str] | None = None
) -> Picture:
    """The picture of the set. A routine stands once, beside the one that first leads to it; every other way there is a link."""
    by_id = {routine.id: routine for routine in routines}
    if routines and not any(language in routine.languages for routine in routines):
        language = routines[0].languages[0]
    speeches = {
        id: Speech(routine=routine, language=language, routines=by_id, settings=settings or {})
        for id, routine in by_id.items()
    }
    relations = {id: _relations(speech, by_id) for id, speech in speeches.items()}
    tree, roots = _tree(relations)
    drawing = _Drawing(speeches, relations, tree)
    alone = [root for root in roots if not relations[root]]
    panels = [drawing.panel(root) for root in roots if root not in alone]
    panels += drawing.by_themselves(alone, say("by themselves", language) if panels else None)
    return Picture(
        id="routines",
        language=language,
        title=say("set", language),
        subtitle=say("so many routines", language, count=len(by_id)),
        emergency=None,
        here=None,
        panels=tuple(panels),
        legend=(
            kind_mark("call", language),
            *([kind_mark("link", language)] if drawing.has_links else []),
        ),
    )


def _relations(speech: Speech, known: Mapping[str, Routine]) -> dict[str, tuple[str, ...]]:
    """Each routine of the set that this one leads to, with what the ways there are called: «Steg 2 och 4: Telefonen krånglar»."""
    language = speech.language
    found: dict[str, dict[str, list[str]]] = {}
    for target, words, number in _ways(speech):
        if target in known and target != speech.routine.id:
            found.setdefault(target, {}).setdefault(words, []).append(number)
    return {
        target: tuple(
            _label(words, [each for each in numbers if each], language) for words, numbers in ways.items()
        )
        for target, ways in found.items()
    }


def _label(words: str, steps: Sequence[str], language: str) -> str:
    if not steps:
        return say("at any time", language, title=words)
    return say("from step", language, number=enumerated(steps, language), title=words)


def _ways(speech: Speech) -> Iterator[tuple[str, str, str]]:
    """(routine, the words of the way there, the number of the step it goes from, or nothing where it can be gone at any time)."""
    routine = speech.routine
    for state in routine.states.values():
        number = numbers(routine).get(state.id, "")
        if isinstance(state, Call):
            yield state.routine, speech.text(state.title), number
        elif isinstance(state, Step):
            for choice in state.choices:
                if choice.start:
                    yield choice.start.routine, speech.text(choice.label), number
    for choice in routine.anytime:
        if choice.start:
            yield choice.start.routine, speech.text(choice.label), ""


def _tree(relations: Relations) -> tuple[dict[str, list[str]], list[str]]:
    """What stands beside what, and what stands first: routines that no other leads to, then what only a circle leads to."""
    led_to = {target for targets in relations.values() for target in targets}
    tree: dict[str, list[str]] = {id: [] for id in relations}
    roots: list[str] = []
    seen: set[str] = set()
    for root in sorted(relations, key=lambda id: id in led_to):
        if root in seen:
            continue
        roots.append(root)
        seen.add(root)
        waiting = [root]
        while waiting:
            here = waiting.pop(0)
            tree[here] = [target for target in relations[here] if target not in seen]
            seen.update(tree[here])
            waiting += tree[here]
    return tree, roots


class _Drawing:
    def __init__(
        self, speeches: Mapping[str, Speech], relations: Relations, tree: Mapping[str, Sequence[str]]
    ) -> None:
        self._speeches, self._relations, self._tree = speeches, relations, tree
        self.has_links = False

    def panel(self, root: str) -> Panel:
        """The tree that begins with `root`."""
        section = Section(title=None, who=None, chain=self._chain(root))
        return Panel(id=f"from.{root}", side="main", sections=(section,))

    def by_themselves(self, routines: Sequence[str], title: str | None) -> Iterator[Panel]:
        """What leads nowhere and is led to from nowhere, in columns so that many are about as wide as high."""
        high = max(LOWEST, ceil(sqrt(len(routines))))
        for first in range(0, len(routines), high):
            rows = tuple(Row(box=self.box(id)) for id in routines[first : first + high])
            section = Section(title=title, who=None, chain=Chain(rows=rows))
            yield Panel(id=f"alone.{first}", side="main", sections=(section,))

    def box(self, id: str) -> Box:
        """A routine as a box."""
        speech = self._speeches[id]
        routine, language = speech.routine, speech.language
        title = speech.text(routine.title)
        who = say("started by", language, who=speech.roles(routine.begin.roles))
        count = len(numbers(routine))
        steps = say("steps" if count != 1 else "one step", language, count=count)
        size = f"{steps} · {say('version', language, number=routine.version).lower()}"
        ways = "; ".join(
            f"{' / '.join(labels)} → {self._title(target)}" for target, labels in self._relations[id].items()
        )
        words = f"{title}. {who}. {size}." + (f" {say('leads', language, ways=ways)}" if ways else "")
        return Box(
            id=id,
            kind="call",
            title=title,
            lines=(Line(text=who), Line(text=size)),
            icon="document",
            words=words,
        )

    def _chain(self, id: str) -> Chain:
        return Chain(rows=(Row(box=self.box(id), beside=tuple(self._branches(id))),))

    def _branches(self, id: str) -> Iterator[Branch]:
        for target, labels in self._relations[id].items():
            arrow = Arrow(labels=labels)
            if target in self._tree[id]:
                yield Branch(arrow=arrow, chain=self._chain(target))
            else:
                yield Branch(arrow=arrow, chain=Chain(rows=(Row(box=self._link(id, target)),)))

    def _link(self, source: str, target: str) -> Box:
        self.has_links = True
        title = say("see", self._speeches[source].language, title=self._title(target))
        return Box(
            id=f"{source}.{target}",
            kind="link",
            title=title,
            icon="forward",
            words=f"{title}.",
            leads_to=target,
        )

    def _title(self, id: str) -> str:
        return self._speeches[id].text(self._speeches[id].routine.title)
