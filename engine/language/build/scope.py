"""What a routine file declares, and the names that may be used: lookups that note what is unknown, with the
nearest right word.

A misspelt name is read as the word it is nearest to, after its finding, so that it does not lead to further
ones.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from itertools import islice

from engine import problems
from engine.language.build.glyphs import not_drawn
from engine.language.expression.expressions import options_of
from engine.language.file import document as doc
from engine.language.file.reading import ID, Word, Words, proposal
from engine.language.file.settings import Setting
from engine.language.rules.findings import Findings, Part, Position
from engine.model.conditions import Expression
from engine.model.facts import Fact
from engine.model.routine import MAIN, STARTER
from engine.problems import MOST_LISTED, clipped, listed
from engine.said import UNSAID, Said
from engine.values.texts import Text

REPEALED_ACT = "2001:453"
SETTINGS = "settings."
_MOST_SHOWN = 5
_AMONG_STATES = frozenset({"unknown-state", "unknown-choice", "unknown-message", "unknown-outcome"})
THE_ROUTINE = Said("Rutinen", "The routine")
"""What a sentence calls the whole file, where no state of it is meant."""


@dataclass(slots=True)
class Plan:
    """A flow as it is written: its states in order, and the `together` state and flow that it belongs to."""

    id: str
    title: Text
    states: dict[Word, doc.State]
    parent: str | None = None
    parent_flow: str | None = None
    place: Position | None = None
    order: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Where another routine is called, or started beside this one: what has to fit that routine."""

    routine: Word
    state: str
    call: bool
    hand_down: tuple[tuple[Word, Expression | None], ...]
    take: tuple[tuple[Fact | None, Word], ...] = ()
    outcomes: tuple[Word, ...] = ()
    otherwise: bool = True


class Scope:
    """All names of one file. `routines` and `settings` are those of the set that the file stands in; None
    where they are not known. `zone` is the organisation's.

    Where the file is not whole, names of states and choices may be missing that stand in it: nothing is said of them.

    While the states are built it gathers `named` (states that something leads to), `read` and `given` facts,
    and `references`.
    """

    def __init__(
        self,
        document: doc.Document,
        findings: Findings,
        languages: tuple[str, ...],
        facts: Mapping[str, Fact],
        *,
        settings: Mapping[str, Setting] | None,
        routines: Collection[str] | None,
        zone: tzinfo = UTC,
        is_whole: bool = True,
    ) -> None:
        self.document = document
        self.findings = findings
        self.languages = languages
        self.facts = facts
        self.settings = settings
        self.routines = routines
        self.zone = zone
        self.is_whole = is_whole
        self.plans: dict[str, Plan] = {}
        self.flow_of: dict[str, str] = {}
        self.options = options_of(facts)
        self._by_title: dict[str, str] = {}
        self._below: dict[str, str] = {}
        self.named: set[str] = set()
        self.read: set[str] = set()
        self.given: set[str] = set()
        self.not_drawn: dict[str, Position] = {}
        self.references: list[Reference] = []
        self._plan(Plan(MAIN, self.titled(document.title, MAIN), document.states))

    # Flows

    def _plan(self, plan: Plan) -> None:
        self.plans[plan.id] = plan
        for id, state in plan.states.items():
            if id in self.flow_of:
                first = next(each for each in self.plans[self.flow_of[id]].states if each == id)
                self.findings.add(
                    "duplicate-id", id.place, id=id, line=str(first.line), what=Said("tillstånd", "states")
                )
                continue
            self.flow_of[id] = plan.id
            if plan.order:
                self._below[plan.order[-1]] = id
            plan.order.append(id)
            for branch_id, branch in state.together.items():
                flow = f"{id}.{branch_id}"
                self._plan(
                    Plan(
                        flow,
                        self.titled(branch.title, branch_id),
                        branch.states,
                        parent=id,
                        parent_flow=plan.id,
                        place=branch_id.place,
                    )
                )

    def lineage(self, flow: str) -> Iterator[Plan]:
        """The flow and all that enclose it, innermost first."""
        plan: Plan | None = self.plans[flow]
        while plan is not None:
            yield plan
            plan = self.plans[plan.parent_flow] if plan.parent_flow else None

    def next_of(self, state: str) -> str | None:
        """The state below, in the same flow."""
        return self._below.get(state)

    def resting_in(self, flow: str, state: str) -> str:
        """Where an instance that is in `state` is, seen from the enclosing (or same) `flow`."""
        for plan in self.lineage(self.flow_of[state]):
            if plan.id == flow:
                return state
            state = plan.parent or state
        raise AssertionError(f"{flow} does not enclose the state")

    # Lookups

    def state(self, word: Word, flow: str) -> str | None:
        """The state that a `to` in `flow` names, if it may be gone to from there."""
        target = self._known("unknown-state", word, self.flow_of, self._with_title(word))
        if target is None:
            return None
        self.named.add(target)
        reachable = {plan.id for plan in self.lineage(flow)}
        owner = self.flow_of[target]
        if owner not in reachable:
            plan = next(plan for plan in self.lineage(owner) if plan.parent_flow in reachable)
            branch = plan.id.rpartition(".")[2]
            self.findings.add(
                "state-out-of-reach", word.place, name=target, branch=branch, together=plan.parent or ""
            )
            return None
        return target

    def roles(self, words: Iterable[Word]) -> tuple[str, ...]:
        """The roles that the words name, each once."""
        return self._each_known("unknown-role", words, self.document.roles)

    def doer(self, word: Word) -> str | None:
        """The state that the word names for who has done it, or STARTER."""
        if word != STARTER:
            known = self.flow_of if word in self.flow_of else (*self.flow_of, STARTER)
            return self._known("unknown-state", word, known, self._with_title(word))
        if STARTER in self.flow_of:
            same = next(id for plan in self.plans.values() for id in plan.states if id == STARTER)
            self.findings.add("reserved-id", same.place, id=STARTER, what=Said("tillståndet", "the state"))
        return STARTER

    def contacts(self, words: Iterable[Word]) -> tuple[str, ...]:
        """The contacts that the words name, each once."""
        return self._each_known("unknown-contact", words, self.document.contacts)

    def links(self, words: Iterable[Word]) -> tuple[str, ...]:
        """The links that the words name, each once."""
        return self._each_known("unknown-link", words, self.document.links)

    def documents(self, words: Iterable[Word]) -> tuple[str, ...]:
        """The documents that the words name, each once."""
        return self._each_known("unknown-document", words, self.document.documents)

    def fact(self, word: Word) -> str | None:
        """The fact that the word names."""
        if word in self.document.facts:
            return str(word)
        asked = {
            said.casefold(): str(id)
            for id, fact in self.document.facts.items()
            for _, said in (fact.title.text.by_language if fact.title else ())
        }
        return self._known("unknown-fact", word, self.document.facts, asked.get(word.casefold()))

    def routine(self, word: Word) -> str:
        """The routine that the word names; any where the set is not known."""
        if self.routines is None:
            return word
        return self._known("unknown-routine", word, self.routines) or word

    def _with_title(self, title: str) -> str | None:
        """The state that has the title, where a title was written instead of a name."""
        if not self._by_title:
            for plan in self.plans.values():
                for id, state in plan.states.items():
                    for _, said in state.title.text.by_language if state.title else ():
                        self._by_title.setdefault(said.casefold(), str(id))
        return self._by_title.get(title.casefold())

    def _each_known(self, rule: str, words: Iterable[Word], known: Collection[str]) -> tuple[str, ...]:
        found = (self._known(rule, word, known) for word in words)
        return tuple(dict.fromkeys(name for name in found if name))

    def _known(self, rule: str, word: Word, known: Collection[str], meant: str | None = None) -> str | None:
        if word in known:
            return str(word)
        if word.startswith("*"):  # an alias of YAML's, which is told already
            return None
        mended = self.mended(word, known)
        if mended is not None:
            return mended
        self.unknown(rule, word, known, meant)
        return meant or self.findings.near(word, known)

    def mended(self, word: str, known: Iterable[str]) -> str | None:
        """The name that the word is the proposal for: where it is declared it is told that it can't be a name."""
        if self.findings.is_full or not self.findings.any_of("bad-id"):
            return None
        return next((name for name in known if not ID.fullmatch(name) and proposal(name) == word), None)

    def unknown(
        self, rule: str, word: Word, known: Collection[str], meant: str | None = None, **parts: Part
    ) -> None:
        """Note that `word` is none of `known`, unless it may be among what could not be read. `meant` is the one meant, if sure."""
        if not self.is_whole and rule in _AMONG_STATES:
            return
        if self.mended(word, known) is not None:
            return
        near = problems.meant(meant) if meant else self.findings.hint(word, known)
        self.findings.add(
            rule,
            word.place,
            name=clipped(word),
            hint=near,
            known=among(known),
            **parts,
        )

    # Texts

    def titled(self, words: Words | None, id: str) -> Text:
        """The owner's title, or one made from the id in every language."""
        return self.text(words) or made_title(id, self.languages)

    def text(self, words: Words | None, where: Said = THE_ROUTINE) -> Text | None:
        """The text, after a look at the names in it. `where` is what needs a setting that is unset."""
        if words is None:
            return None
        for name in sorted(words.text.names()):
            self._name_in_text(name, words.place, where)
        for _, said in words.text.by_language:
            for character in not_drawn(said):
                self.not_drawn.setdefault(character, words.place)
        for found in words.text.left_open():
            self.findings.add("brace-open", words.place, found=clipped(found))
        for found in words.text.no_names():
            self.findings.add("no-name-in-text", words.place, found=clipped(found))
        if any(REPEALED_ACT in said for _, said in words.text.by_language):
            self.findings.add("repealed-act", words.place)
        return words.text

    def tell_of_not_drawn(self) -> None:
        """Note once, at the first of them, the characters that will be a box in pictures and on paper."""
        if self.not_drawn:
            first = min(self.not_drawn.values())
            shown = ", ".join(list(self.not_drawn)[:_MOST_SHOWN])
            more = Said(" med flera", " and others") if len(self.not_drawn) > _MOST_SHOWN else UNSAID
            self.findings.add("not-drawn", first, characters=shown, more=more)

    def _name_in_text(self, name: str, place: Position, where: Said) -> None:
        if name.startswith(SETTINGS):
            self._setting_in_text(name.removeprefix(SETTINGS), place, where)
        elif name in self.document.facts:
            self.read.add(name)
        elif self.mended(name, self.document.facts) is None:
            known = list(self.document.facts)
            setting = name.rpartition(".")[2]
            is_setting = self.settings is not None and setting in self.settings
            near = problems.meant(f"{SETTINGS}{setting}") if is_setting else self.findings.hint(name, known)
            self.findings.add(
                "unknown-name-in-text", place, name=clipped(name), hint=near, known=among(known)
            )

    def _setting_in_text(self, name: str, place: Position, where: Said) -> None:
        if self.settings is None:
            return
        setting = self.settings.get(name)
        if setting is None:
            near = self.findings.hint(name, self.settings)
            self.findings.add(
                "unknown-setting", place, name=clipped(name), hint=near, known=among(self.settings)
            )
        elif setting.value is None:
            self.findings.add("setting-unset", place, where=where, setting=name, title=setting.title)


def among(known: Collection[str]) -> Said:
    """The known words as a list, or «inga» where there are none."""
    shown = list(islice(known, MOST_LISTED + 1))
    return Said(listed(shown, "och"), listed(shown, "and")) if known else Said("inga", "none")


def made_title(id: str, languages: tuple[str, ...]) -> Text:
    """A title from an id: underscores are spaces, and the first letter is upper case."""
    words = id.replace("_", " ").strip()
    words = words[:1].upper() + words[1:]
    return Text(tuple((language, words) for language in languages))


def in_languages(languages: tuple[str, ...], said: Said) -> Text:
    """A text of the product's own in every language of the routine."""
    return Text(tuple((language, said.say(language)) for language in languages))
